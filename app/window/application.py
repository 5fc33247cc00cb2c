"""Starts the window's event loop."""

from __future__ import annotations

import sys

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from app.document.settings import APPLICATION, ORGANISATION, Settings
from app.system.ending import held_up, leave
from app.system.gc_guard import Collector
from app.system.interrupts import Interrupts
from app.system.language import speak
from app.widgets.icons import application_icon


def run(path: str | None = None) -> int:
    """Open the window, with `path` or the bundled partial shape; returns the exit code when it is closed."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    application = QApplication(sys.argv[:1])
    application.setApplicationName(APPLICATION)
    application.setOrganizationName(ORGANISATION)
    application.setDesktopFileName("metasdf-live")
    application.setWindowIcon(application_icon())
    speak(application, Settings().language)
    from app.window.window import MainWindow  # whose words are in that language

    window = MainWindow(path)
    collector = Collector(window.at_rest, application)
    window.engine.ready.connect(collector.settle)
    interrupts = Interrupts(application)
    interrupts.caught.connect(window.leaving.interrupt)
    application.commitDataRequest.connect(window.leaving.commit)
    window.show()
    window.begin()
    code = application.exec()
    interrupts.end()
    code = 128 + interrupts.number if interrupts.number else code
    if held_up():
        leave(code)
    return code  # the collector is not ended: the interpreter would look through all modules once more, for a second
