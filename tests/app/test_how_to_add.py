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

from core.errors import UserError
from core.fields import point_losses
from core.fields.field import FieldSpec, initial_params
from core.fields.fused import by_hand, loss_and_gradient
from core.methods import registry
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
    row = example("A family of shapes", "core.shapes.stars", patch=monkeypatch)["row"]
    monkeypatch.setattr(catalogue, "ROWS", (*catalogue.ROWS, row))
    shape = catalogue.shape_of("star", 3)
    assert shape.sdf(np.zeros((1, 2)))[0] < 0 < shape.sdf(np.full((1, 2), 0.9))[0]
    assert catalogue.procedural("star")(1, "test").name == "star-7"


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
    from core.methods.variant import changeable

    assert "frozen" not in changeable(row.key), "what follows a code has no layers to freeze"


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
    import app.window.furnishing
    import app.window.window
    from tests.app.conftest import begun_window

    tool = example("A tool of the window", patch=monkeypatch)["TOOL"]
    for module in (app.window.window, app.window.furnishing):
        monkeypatch.setattr(module, "TOOLS", (*app.tools.TOOLS, tool))
    monkeypatch.setattr(app.window.window, "ACTIONS", (*app.tools.ACTIONS, *tool.actions))
    with begun_window(1200, 800) as window:
        window.actions_by_key["steps"].trigger()
        qtbot.waitUntil(window.dock("steps").isVisible)
        window.player.step()
        qtbot.waitUntil(lambda: window.store.session.last == 1, timeout=60_000)
        panel: Any = window.dock("steps").widget()
        qtbot.waitUntil(lambda: panel.widget().text() == "1 steps were taken.")
