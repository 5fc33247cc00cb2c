"""The examples of docs/how-to-add.md, run: what they add is known where the page says so."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import torch
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from app.cli import main as cli
from app.document.store import Store
from app.tools.colors.panel import ColorChoice
from core.errors import UserError
from core.fields import point_losses
from core.fields.field import FieldSpec, initial_params
from core.fields.manual_gradient import by_hand, loss_and_gradient
from core.levelset import extract
from core.measures import quantities
from core.measures.around import Around
from core.measures.coloring import color
from core.methods import registry
from core.observation import dials
from core.observation.observation import Observation
from core.readers import formats
from core.readers.load import load
from core.shapes import catalogue

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to-add.md"
SECTIONS = {part.split("\n", 1)[0].strip(): part for part in PAGE.read_text(encoding="utf-8").split("\n## ")[1:]}


def example(title: str, *modules: str, patch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the program of a section defines; it stands for these modules meanwhile."""
    (text,) = re.findall(r"```python\n(.*?)```", SECTIONS[title], re.DOTALL)
    names: dict[str, Any] = {"__name__": "example"}
    exec(compile(text, f"{PAGE.name}: {title}", "exec"), names)
    for module in modules:
        made = ModuleType(module)
        made.__dict__.update(names)
        patch.setitem(sys.modules, module, made)
    return names


def test_a_family(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looked into from above it is empty down to its floor, and the handle is where the page says."""
    row = example("A family of shapes", "core.shapes.mugs", patch=monkeypatch)["row"]
    monkeypatch.setattr(catalogue, "ROWS", (*catalogue.ROWS, row))
    shape: Any = catalogue.shape_of("mug", 3)
    down, mouth = np.array([[0.0, -1.0, 0.0]]), np.array([[0.0, 3.0, 0.0]])
    floor = mouth + shape.raycast(mouth, down)[0] * down
    assert floor[0, 1] < -0.4
    assert shape.sdf(floor - 0.1 * down)[0] > 0 > shape.sdf(floor + 0.02 * down)[0]
    points, _ = shape.sample_surface(4000, np.random.default_rng(0))
    handle, wall = points[points[:, 0] > points[:, 0].max() - 0.1], points[points[:, 0] < points[:, 0].min() + 0.1]
    assert np.ptp(handle[:, 2]) < 0.5 * np.ptp(handle[:, 1]), "at +x, upright"
    assert np.ptp(wall[:, 2]) > np.ptp(handle[:, 2])
    assert catalogue.procedural("mug")(1, "test").name == "mug-7"


def test_a_loss_whose_slope_is_that_of_autograd(monkeypatch: pytest.MonkeyPatch) -> None:
    huber = example("A loss", patch=monkeypatch)["huber"]
    monkeypatch.setitem(point_losses.POINT_LOSSES, "huber", huber)
    spec, generator = FieldSpec(2, 8, 2), torch.Generator().manual_seed(0)
    params, points = initial_params(spec, generator), torch.rand(60, 2, generator=generator)
    bounds = torch.randn(60, generator=generator)
    assert by_hand(spec, "huber")
    value, fast = loss_and_gradient(spec, params, points, bounds, bounds, "huber")
    monkeypatch.setitem(point_losses.POINT_LOSSES, "huber", point_losses.PointLoss(huber.words, huber.value))
    assert not by_hand(spec, "huber")
    other, slow = loss_and_gradient(spec, params, points, bounds, bounds, "huber")
    assert torch.allclose(value, other, atol=1e-6)
    assert all(torch.allclose(one, two, atol=1e-6) for one, two in zip(fast, slow, strict=True))


def test_a_method(monkeypatch: pytest.MonkeyPatch) -> None:
    row = example("A method", patch=monkeypatch)["row"]
    monkeypatch.setitem(registry.BY_KEY, row.key, row)
    assert registry.info_of(row.key).title == "auto-decoder by descent"
    from core.methods.overrides import changeable

    assert "frozen" not in changeable(row.key), "what follows a code has no layers to freeze"


def test_a_colour_of_the_surface(monkeypatch: pytest.MonkeyPatch, qapp: Any) -> None:
    row = example("A colour of the surface", "core.measures.colors.height", patch=monkeypatch)["row"]
    monkeypatch.setitem(quantities.QUANTITIES, row.key, row)
    level = extract(lambda x: x.norm(dim=1) - 0.5, 3, 24)
    seen = Observation(np.zeros((2, 3), np.float32), np.zeros(2, np.float32), np.zeros(2, np.float32), "surface")
    found = color("height", level, Around(seen))
    assert found is not None
    assert found.values == pytest.approx(level.vertices[:, 1])
    assert found.scale.title == "Height"
    panel = ColorChoice(Store())
    choice = panel.findChild(QComboBox, "colors")
    assert choice is not None
    place = choice.findData("height")
    assert choice.itemText(place) == "Height"
    assert "above the middle" in choice.itemData(place, Qt.ItemDataRole.ToolTipRole)


def test_a_dial(monkeypatch: pytest.MonkeyPatch) -> None:
    row = example("A dial away from the training data", patch=monkeypatch)["row"]
    monkeypatch.setattr(dials, "DIALS", (*dials.DIALS, row))
    shape: Any = catalogue.shape_of("chair", 3)
    trial = dials.ShiftCase(shape, points=400)
    assert dials.dials_for(shape)[-1].name == "outliers"
    away = [
        np.abs(shape.sdf(dials.turned(trial, {"outliers": share}).observe("surface").points)) > 0.01
        for share in (0.0, 0.5)
    ]
    assert not away[0].any()
    assert 0.3 < away[1].mean() < 0.6, "some lie near the surface by chance"
    with pytest.raises(UserError, match=r"from 0 to 0\.5"):
        dials.turned(trial, {"outliers": 0.6})


def test_a_verb(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    row = example("A verb of the command line", "app.cli.weights", patch=monkeypatch)["row"]
    monkeypatch.setitem(cli.VERBS, "weights", row)
    assert cli.is_command(["weights"])
    assert cli.main(["weights", "scratch-2d"]) == 0
    assert re.fullmatch(r"scratch-2d: [\d,]{5,} weights, 2D\n", capsys.readouterr().out)
    assert cli.main(["weights", "moon"]) == 2
    assert "there is no such checkpoint" in capsys.readouterr().err


def test_a_kind_of_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    row = example("A kind of file", "core.readers.triples", patch=monkeypatch)["row"]
    monkeypatch.setattr(formats, "FORMATS", (*formats.FORMATS, row))
    file = tmp_path / "cloud.f32"
    points = np.random.default_rng(0).random((20, 3)).astype("<f4")
    file.write_bytes(points.tobytes())
    scan: Any = load(str(file))
    assert np.allclose(scan.normalization.invert(scan.points), points, atol=1e-6)
    file.write_bytes(points.tobytes()[:-1])
    with pytest.raises(UserError, match="its length is not that of whole points"):
        load(str(file))


@pytest.mark.gl
def test_a_tool(monkeypatch: pytest.MonkeyPatch, own_checkpoints: Path, qtbot: Any) -> None:
    import app.tools
    import app.window.late_building
    import app.window.window
    from tests.app.driving import begun_window, in_front_of

    names = example("A tool of the window", "app.tools.pace", "app.tools.pace.panel", patch=monkeypatch)
    tool = names["TOOL"]
    for module in (app.window.window, app.window.late_building):
        monkeypatch.setattr(module, "TOOLS", (*app.tools.TOOLS, tool))
    monkeypatch.setattr(app.window.window, "ACTIONS", (*app.tools.ACTIONS, *tool.actions))
    with begun_window(1200, 800) as window, in_front_of(window, qtbot) as person:
        names["test_number_and_plot_follow_the_run"](person)
