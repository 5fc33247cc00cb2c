"""Holds the line on the toolkit: PySide6 6.12.0 on Python 3.11 loses one reference to True at every emit."""

from __future__ import annotations

import sys
import tempfile

from PySide6.QtCore import QObject, QSettings, Signal


class Sender(QObject):
    sent = Signal(int)


def test_emitting_signals_keeps_the_reference_count_of_true(qapp):
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
