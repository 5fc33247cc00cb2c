"""A window on real, small, untrained checkpoints: the start is a sphere, three steps move it towards the context."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import torch
from PySide6.QtCore import QEventLoop, QTimer

from core.fields.field import FieldSpec, initial_params
from core.methods.metasdf import MetaParams, initial_log_rates

if TYPE_CHECKING:
    from app.window.window import MainWindow

TRAINED = 3
SHAPES = Path(__file__).resolve().parents[2] / "assets" / "shapes"


@pytest.fixture(scope="session")
def checkpoints(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the checkpoints "furniture-scan" (3D) and "digits-partial" (2D)."""
    from core.runs.checkpoint import save_checkpoint

    folder = tmp_path_factory.mktemp("checkpoints")
    for name, dim, observe in (("furniture-scan", 3, "scan"), ("digits-partial", 2, "half")):
        spec = FieldSpec(dim=dim, width=32, depth=2)
        theta = initial_params(spec, torch.Generator().manual_seed(dim))
        meta = MetaParams(theta, initial_log_rates(theta, TRAINED, 0.02, "per_tensor_per_step"))
        card = {"name": name, "observe": observe, "context_points": 128, "loss": "l2"}
        save_checkpoint(folder / name, spec, meta, card)
    return folder


@pytest.fixture
def own_checkpoints(checkpoints: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, as the bundled ones."""
    monkeypatch.setattr("core.runs.checkpoint.BUNDLED", checkpoints)
    return checkpoints


@contextmanager
def begun_window(width: int, height: int) -> Iterator[MainWindow]:
    """The window, with everything in it that comes after the first picture; closed in the end, however that comes.

    As it is the first time: panels that the tests of another file left open would be open here.
    """
    from app.document.settings import Settings
    from app.window.window import MainWindow

    Settings().clear_layout()
    window = MainWindow()
    window.resize(width, height)
    window.show()
    window.begin()
    loop = QEventLoop()  # QTest.qWait keeps the interpreter lock, which starves the threads that it waits for
    window.start.completed.connect(loop.quit)
    QTimer.singleShot(100_000, loop.quit)
    loop.exec()
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()


@pytest.fixture(scope="module")
def shared_window(qapp, checkpoints: Path) -> Iterator[object]:
    """One window for the tests of a module, on the bundled scan; each test brings it to where it needs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.runs.checkpoint.BUNDLED", checkpoints)
        with begun_window(1200, 800) as window:
            yield window


@pytest.fixture(autouse=True)
def _collected_by_the_gui_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """A collection that starts on the engine's thread would destroy widgets of windows that were closed before."""
    if "qtbot" not in request.fixturenames:
        yield
        return
    gc.disable()
    yield
    gc.collect()
    gc.enable()
