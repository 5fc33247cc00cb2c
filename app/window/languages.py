"""The language of the window: what is chosen in the menu is spoken from the next start on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup

from app.document.settings import Settings
from app.system.language import LanguageChoice, fault
from app.system.words import tr
from app.widgets.notices import Notice


class Languages(QObject):
    """Carries out the actions `language_…`, of which one is always on."""

    noticed = Signal(object)  # Notice

    def __init__(self, settings: Settings, actions: Mapping[str, QAction], parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        group = QActionGroup(self)
        for choice in get_args(LanguageChoice):
            action = actions[f"language_{choice}"]
            action.setData(choice)
            action.setChecked(choice == settings.language)
            group.addAction(action)
        group.triggered.connect(self._chosen)

    def begin(self) -> None:
        """Say what the wished language lacks, if anything."""
        if fault():
            self.noticed.emit(Notice("warning", fault()))

    @Slot(QAction)
    def _chosen(self, action: QAction) -> None:
        if action.data() == self._settings.language:
            return
        self._settings.language = action.data()
        words = tr("The window speaks the chosen language after the next start.")
        self.noticed.emit(Notice("info", words))
