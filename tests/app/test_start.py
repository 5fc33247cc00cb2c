"""Starting and ending: what is imported when, faults at the start, closing in the midst of work, what is remembered."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import Qt

from app.window.window import MainWindow
from tests.app.driving import SHAPES
from tests.forked import python

pytestmark = pytest.mark.gl
WAIT = 60_000

SHELL = """
import sys
from PySide6.QtWidgets import QApplication
application = QApplication([])
from app.window.window import MainWindow
window = MainWindow()
window.show()
application.processEvents()
names = ("torch", "pyvista", "pyvistaqt", "pyqtgraph", "trimesh", "numpy", "scipy", "skimage")
heavy = [name for name in names if name in sys.modules]
late = ("app.tools.draw.panel", "app.tools.race.panel", "app.tools.updates.panel")
heavy += [name for name in late if name in sys.modules]
window.close()
sys.exit(f"imported before the first paint: {heavy}" if heavy or window.isVisible() else 0)
"""


def test_nothing_heavy_is_imported_before_the_shell_is_painted():
    done = subprocess.run([sys.executable, "-c", SHELL], capture_output=True, text=True, check=False, timeout=200)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def opened(qtbot, own_checkpoints):
    """A function that shows a window and waits until its document is there."""

    def show(path: str | None = None) -> MainWindow:
        window = MainWindow(path)
        qtbot.addWidget(window)
        window.show()
        window.begin()
        qtbot.waitUntil(lambda: bool(window.store.session.document or window.notices.text), timeout=WAIT)
        return window

    return show


def test_a_file_of_the_command_line_is_opened(opened):
    window = opened(str(SHAPES / "digit-7.png"))
    assert window.store.session.document.source.name == "digit-7.png"
    assert window.store.session.document.setup.checkpoint == "digits-partial"
    window.close()


def test_a_bad_file_of_the_command_line_is_told(opened, tmp_path):
    (tmp_path / "empty.obj").touch()
    window = opened(str(tmp_path / "empty.obj"))
    assert "empty.obj" in window.notices.text
    assert window.store.session.document is None
    assert not window.actions_by_key["step"].isEnabled()
    window.close()


def test_closing_in_the_midst_of_steps_ends_at_once(opened, qtbot):
    window = opened(str(SHAPES / "digit-7.png"))
    window.player.go_to(10_000)
    qtbot.waitUntil(lambda: window.store.session.last > 1, timeout=WAIT)
    window.close()
    assert not window.isVisible()
    qtbot.waitUntil(lambda: not window.engine.isRunning(), timeout=WAIT)
    qtbot.wait(50)  # what was already on its way may arrive
    last = window.store.session.last
    qtbot.wait(100)
    assert window.store.session.last == last


def test_closing_while_everything_is_still_loading(qtbot, own_checkpoints):
    window = MainWindow()
    window.show()
    window.begin()
    window.close()
    qtbot.waitUntil(lambda: not window.engine.isRunning(), timeout=WAIT)  # it may be reading torch
    assert not window.isVisible()


def test_layout_and_recent_files_are_remembered(opened, qtbot, tmp_path):
    path = tmp_path / "copy.png"
    path.write_bytes((SHAPES / "digit-2.png").read_bytes())
    window = opened(str(path))
    window.docks[2].hide()
    window.resize(1112, 778)  # whole pixels at half the scale
    window.close()
    again = opened(None)
    assert again.docks[2].isHidden()
    assert again.size().width() == 1112
    assert again.settings.recent[0] == str(path)
    again._recent.actions()[0].trigger()
    qtbot.waitUntil(lambda: again.store.session.document.source.name == "copy.png", timeout=WAIT)
    again.docks[2].show()
    again.close()


def test_slow_motion_goes_on_where_its_panel_was_left_open(opened, qtbot):
    window = opened(str(SHAPES / "digit-2.png"))
    window.actions_by_key["slow"].trigger()
    qtbot.waitUntil(lambda: window.store.session.slow, timeout=WAIT)
    window.close()
    again = opened(str(SHAPES / "digit-2.png"))
    qtbot.waitUntil(lambda: again.store.session.slow and again.slow_motion.taken is not None, timeout=WAIT)
    assert again.actions_by_key["slow"].isChecked()
    again.actions_by_key["slow"].trigger()
    qtbot.waitUntil(lambda: not again.store.session.slow, timeout=WAIT)
    again.close()


def test_escape_and_keys_do_no_harm_while_nothing_is_open(qtbot, own_checkpoints):
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Escape, Qt.Key.Key_End):
        qtbot.keyClick(window, key)
    assert window.store.session.document is None
    window.close()


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_the_window_can_be_timed(checkpoints, tmp_path):
    """bench ui, in short: real window, real steps; the figures are there and hang together."""
    import json
    import time

    script = (
        f"import core.runs.checkpoint; from pathlib import Path\n"
        f"core.runs.checkpoint.BUNDLED = Path({str(checkpoints)!r})\n"
        f"from app.window import stopwatch; stopwatch.main(['{time.time()}', '0.5'])"
    )
    done = subprocess.run([*python(), "-c", script], capture_output=True, text=True, check=False, timeout=390)
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert 0 < figures["shell_s"] < figures["viewport_s"] < figures["first_step_s"]
    rows = figures["scenario"]
    for row in rows.values():
        assert row["parts"] > 0
        assert row["paints"] > 0
        assert row["gap_p99_net_ms"] <= row["gap_p99_ms"] <= row["gap_max_ms"]
    assert figures["gap_max_ms"] == max(row["gap_max_ms"] for row in rows.values())
