"""Holds the line on the toolkit: what is known to go wrong in PySide6, and how the program keeps clear of it."""

from __future__ import annotations

import subprocess
import sys
import tempfile

import pytest
from PySide6.QtCore import QObject, QSettings, Signal


class Sender(QObject):
    sent = Signal(int)


STARTED = """
import sys
from PySide6 import QtCore, QtGui, QtWidgets
application = QtWidgets.QApplication([])
from app.window.window import MainWindow
window, left = MainWindow(), []

def look():
    left.append([name for m in (QtCore, QtGui, QtWidgets) for name in dir(m) if name not in vars(m)])

window.start._toolkit.started.connect(look, QtCore.Qt.ConnectionType.DirectConnection)
window.start._toolkit.finished.connect(window.close)
before = [name for name in dir(QtWidgets) if name not in vars(QtWidgets)]
window.show()
window.begin()
application.exec()
sys.exit(0 if before and left == [[]] else f"made before: {not before}; left to the thread: {left}")
"""


@pytest.mark.gl
def test_the_classes_of_qt_are_made_before_a_thread_imports_what_draws():
    """PySide6 makes them when they are first named; two threads at that end the process with a segmentation fault."""
    done = subprocess.run([sys.executable, "-c", STARTED], capture_output=True, text=True, check=False, timeout=100)
    assert done.returncode == 0, done.stderr


def test_emitting_signals_keeps_the_reference_count_of_true(qapp):
    """PySide6 6.12.0 on Python 3.11 loses one reference to True at every emit."""
    sender, received = Sender(), []
    sender.sent.connect(received.append)
    before = sys.getrefcount(True)
    for number in range(1000):
        sender.sent.emit(number)
    assert received == list(range(1000))
    assert abs(sys.getrefcount(True) - before) < 100


def test_settings_of_the_tester_are_out_of_reach(qapp):
    settings = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "metasdf", "tests")
    assert settings.fileName().startswith(tempfile.gettempdir())
    assert QSettings.defaultFormat() == QSettings.Format.IniFormat
