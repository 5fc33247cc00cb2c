"""What the program says of itself and its faults: the version, the doctor, the log."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

import main
from app.cli import doctor
from app.system import logbook
from core.runs.checkpoint import bundled_checkpoints

ROOT = Path(__file__).resolve().parents[2]


def test_the_version_is_the_one_of_the_project(capsys):
    with pytest.raises(SystemExit) as ended:
        main.main(["--version"])
    assert ended.value.code == 0
    told = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert capsys.readouterr().out == f"MetaSDF Live {told}\n"


def test_the_doctor_tells_what_a_report_needs(capsys, monkeypatch):
    monkeypatch.setattr("app.cli.doctor._renderer", lambda: ("a renderer", ""))  # asked for in the test below
    assert main.main(["doctor"]) == 0
    told = capsys.readouterr().out
    for word in ("MetaSDF Live", "python", "torch", "device", "opengl", "memory", "GB free", *bundled_checkpoints()):
        assert word in told


@pytest.mark.gl
def test_the_renderer_is_asked_in_a_process_of_its_own():
    name, fault = doctor._renderer()
    assert name
    assert fault == ""
    name, fault = doctor._renderer([sys.executable, "-c", "import os; os.abort()"])
    assert (name, "LIBGL_ALWAYS_SOFTWARE" in fault) == ("", True)


def test_every_fault_has_a_remedy(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr("app.cli.doctor._drawing", list)
    monkeypatch.setattr("core.runs.checkpoint.BUNDLED", tmp_path)
    monkeypatch.setattr("app.cli.doctor.PACKAGES", ("torch", "not-a-package-of-ours"))
    assert main.main(["doctor"]) == 2
    captured = capsys.readouterr()
    assert "2 to look at:" in captured.out
    assert "pip install not-a-package-of-ours" in captured.out
    assert "install it anew" in captured.out
    assert "checkpoints" in captured.err


def test_a_fault_of_the_program_is_noted_and_the_place_is_named(capsys, monkeypatch):
    monkeypatch.setitem(main.sys.modules, "app.cli.bench", None)
    assert main.main(["bench", "step"]) == 1
    file = logbook.folder() / logbook.NAME
    error = capsys.readouterr().err
    assert "Traceback" in error
    assert f"the report is in {file}" in error
    assert "while running bench" in file.read_text(encoding="utf-8")


def test_a_crash_leaves_its_stack(tmp_path):
    program = "from app.system import logbook; logbook.begin(); import ctypes; ctypes.string_at(0)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode < 0
    crash = (logbook.folder() / logbook.CRASH).read_text(encoding="utf-8")
    assert "Segmentation fault" in crash
    assert any(finding.name == "crashes" for finding in doctor._kept())


@pytest.mark.gl
def test_the_report_is_one_click_away(person, monkeypatch):
    monkeypatch.setattr("app.cli.doctor._renderer", lambda: ("a renderer", ""))

    def click() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            next(button for button in box.buttons() if "Report" in button.text()).click()
        else:
            QTimer.singleShot(100, click)

    QTimer.singleShot(100, click)
    person.window.show_about()
    person.wait(lambda: "report is on the clipboard" in person.window.notices.text)
    assert "safetensors" in QGuiApplication.clipboard().text()
    assert json.dumps(QGuiApplication.clipboard().text())
    person.window.notices.dismiss()
    QGuiApplication.clipboard().setText("")
    person.window.actions_by_key["report"].trigger()
    person.wait(lambda: "safetensors" in QGuiApplication.clipboard().text())
