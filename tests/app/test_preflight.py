"""What is said when the system lacks something that would otherwise end the process without a word."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app.system import preflight

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the checks are for Linux")


def test_a_missing_library_is_named_with_the_line_that_installs_it():
    missing = preflight.missing_libraries({"libnosuchthing.so.9": "libnosuchthing9", "libc.so.6": "libc6"})
    assert missing == {"libnosuchthing.so.9": "libnosuchthing9"}
    message = preflight.library_message(missing)
    assert "lacks libnosuchthing.so.9." in message
    assert message.endswith("apt-get install -y --no-install-recommends libgl1-mesa-dri libnosuchthing9")
    assert preflight.library_message({}) == ""


@pytest.fixture
def no_display(monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def test_no_display(no_display):
    assert preflight.display_problem().startswith("There is no display")
    assert "main.py adapt" in preflight.window_problem()


def test_a_display_that_does_not_answer(no_display):
    no_display.setenv("DISPLAY", ":98765")
    assert "DISPLAY=:98765 does not answer" in preflight.display_problem()


@pytest.mark.gl
def test_this_screen_and_its_libraries_will_do():
    assert preflight.window_problem() == ""
    assert preflight.picture_problem() == ""


def test_the_makefile_can_ask(no_display):
    done = subprocess.run(
        [sys.executable, "-m", "app.system.preflight", "--display"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("There is no display")


def test_every_library_of_the_preflight_is_installed_by_the_setup():
    script = (ROOT / ".ci" / "system-packages.sh").read_text().split()
    wanted = preflight.WINDOW_LIBRARIES | preflight.XCB_LIBRARIES
    assert set(wanted.values()) <= set(script)
