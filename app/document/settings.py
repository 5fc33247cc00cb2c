"""What is remembered between sessions: the theme, recent files, and where windows and docks were."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QHeaderView, QMainWindow

from app.document.inspection import Inspect, inspect_of, kept
from app.system.language import LanguageChoice
from core.storage.regular import there
from core.storage.typed import MisfitError, parsed

ThemeName = Literal["light", "dark"]

ORGANISATION = "MetaSDF"
APPLICATION = "MetaSDF Live"
RECENT_LIMIT = 8
MARK_SIZES = (0.5, 4.0)
LAYOUT_VERSION = 2
"""Raised when docks or toolbars change, so that an old layout is not forced on a new window."""


class Settings:
    """A file in INI format at the place that the platform gives to user settings."""

    def __init__(self) -> None:
        self._store = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, ORGANISATION, APPLICATION)

    @property
    def theme(self) -> ThemeName:
        return "dark" if self._store.value("theme", "light") == "dark" else "light"

    @theme.setter
    def theme(self, name: ThemeName) -> None:
        self._store.setValue("theme", name)

    @property
    def language(self) -> LanguageChoice:
        """What the next start speaks."""
        chosen = self._store.value("language", "system")
        return chosen if chosen in ("en", "ja") else "system"

    @language.setter
    def language(self, language: LanguageChoice) -> None:
        self._store.setValue("language", language)

    @property
    def mark_size(self) -> float:
        """How many times as large as usual points, lines and words of the view are drawn: 0.5 to 4."""
        return self._size("mark_size")

    @mark_size.setter
    def mark_size(self, factor: float) -> None:
        self._store.setValue("mark_size", min(max(factor, MARK_SIZES[0]), MARK_SIZES[1]))

    @property
    def presenting_size(self) -> float:
        """The same of everything while one presents, times what the screen asks for (app.view.sizes): 0.5 to 4."""
        return self._size("presenting_size")

    @presenting_size.setter
    def presenting_size(self, factor: float) -> None:
        self._store.setValue("presenting_size", min(max(factor, MARK_SIZES[0]), MARK_SIZES[1]))

    def _size(self, key: str) -> float:
        try:
            size = float(str(self._store.value(key, 1.0)))
        except ValueError:
            return 1.0
        return min(max(size, MARK_SIZES[0]), MARK_SIZES[1]) if math.isfinite(size) else 1.0

    @property
    def welcomed(self) -> bool:
        """Whether the first steps were taken or skipped."""
        return self._store.value("welcomed", "no") == "yes"

    @welcomed.setter
    def welcomed(self, done: bool) -> None:
        self._store.setValue("welcomed", "yes" if done else "no")

    @property
    def asks(self) -> bool:
        """Whether closing asks about unsaved work. No part of the window changes it; a kiosk's settings file may."""
        return self._store.value("ask_about_unsaved_work", "yes") != "no"

    @asks.setter
    def asks(self, asks: bool) -> None:
        self._store.setValue("ask_about_unsaved_work", "yes" if asks else "no")

    @property
    def inspect(self) -> Inspect:
        """How the person inspects; never what was inspected."""
        document = self._table("inspect")
        return inspect_of(document) if document else Inspect()

    @inspect.setter
    def inspect(self, inspect: Inspect) -> None:
        self._store.setValue("inspect", json.dumps(kept(inspect)))

    @property
    def folder(self) -> str:
        """Where the last file was opened or saved."""
        return str(self._store.value("folder", str(Path.home())))

    @folder.setter
    def folder(self, path: str) -> None:
        self._store.setValue("folder", path)

    @property
    def gallery(self) -> dict[str, Any]:
        """What was chosen in the gallery, as JSON values by name."""
        return self._table("gallery")

    @gallery.setter
    def gallery(self, chosen: dict[str, Any]) -> None:
        self._store.setValue("gallery", json.dumps(chosen))

    @property
    def recent(self) -> list[str]:
        """Files opened before, the latest first."""
        value = self._store.value("recent", [])
        return [str(path) for path in (value if isinstance(value, list) else [value])]

    def remember(self, path: str) -> None:
        """Put a file at the top of the recent ones, which other windows may have added to meanwhile."""
        self._store.sync()
        if any(there(name) for name in (path, path.rsplit("#", 1)[0])):  # a shape of a family is no file
            path = str(Path(path).absolute())
        others = [known for known in self.recent if known != path]
        self._store.setValue("recent", [path, *others][:RECENT_LIMIT])
        self._store.sync()

    def forget_recent(self) -> None:
        self._store.remove("recent")

    def _table(self, key: str) -> dict[str, Any]:
        """JSON values by name; none where something else is kept."""
        try:
            found = parsed(str(self._store.value(key, "{}")))
        except MisfitError:
            return {}
        return found if isinstance(found, dict) else {}

    def choice(self, key: str, normal: str) -> str:
        """What was chosen in a list of a panel."""
        return str(self._store.value(f"choices/{key}", normal))

    def choose(self, key: str, value: str) -> None:
        self._store.setValue(f"choices/{key}", value)

    def save_table(self, name: str, header: QHeaderView) -> None:
        """Keep widths, order and hiding of a table's columns, and what it is sorted by."""
        self._store.setValue(f"tables/{name}-{header.count()}", header.saveState())
        self._store.sync()

    def restore_table(self, name: str, header: QHeaderView) -> bool:
        """Whether something was kept of a table of this name with as many columns."""
        state = self._store.value(f"tables/{name}-{header.count()}")
        return isinstance(state, QByteArray) and header.restoreState(state)

    def save_window(self, window: QMainWindow) -> None:
        self._store.setValue("window/geometry", window.saveGeometry())
        self._store.setValue("window/state", window.saveState(LAYOUT_VERSION))
        self._store.sync()

    def restore_window(self, window: QMainWindow) -> bool:
        """Whether a layout was remembered and fits this version."""
        geometry, state = self._store.value("window/geometry"), self._store.value("window/state")
        if not isinstance(geometry, QByteArray) or not isinstance(state, QByteArray):
            return False
        window.restoreGeometry(geometry)
        return window.restoreState(state, LAYOUT_VERSION)
