"""Asking where to save: one dialog for every kind of file, which never writes over a file that nobody agreed to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.system.words import tr

Kind = tuple[str, str]
"""What a kind of file is called, and its suffix without the dot."""


def suffixed(path: Path, suffixes: Sequence[str], chosen: str) -> Path:
    """The path as it is where it ends, in any case, in one of these suffixes; else with the chosen one behind it."""
    return path if path.suffix[1:].lower() in suffixes else path.with_name(f"{path.name}.{chosen}")


def ask_where(parent: QWidget, title: str, start: str, kinds: Sequence[Kind]) -> Path | None:
    """The file that a person wants to save to, with a suffix of one of the kinds; None when they leave it.

    kinds: the first one is proposed; the one whose filter is chosen gives the suffix to a name without one.
    """
    filters = [f"{name} (*.{suffix})" for name, suffix in kinds]
    suffixes = [suffix for _, suffix in kinds]
    while True:
        typed, used = QFileDialog.getSaveFileName(parent, title, start, ";;".join(filters), filters[0])
        if not typed:
            return None
        path = suffixed(Path(typed), suffixes, suffixes[filters.index(used)] if used in filters else suffixes[0])
        if str(path) == str(Path(typed)) or not path.exists() or _may_replace(parent, path):
            return path
        start = str(path)


def _may_replace(parent: QWidget, path: Path) -> bool:
    """Asks about a file that the dialog did not know of, since the name was typed without its suffix."""
    words = tr("{name} is there already.\nDo you want to replace it?", name=path.name)
    yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
    box = QMessageBox(QMessageBox.Icon.Warning, tr("Replace the file?"), words, yes | no, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)  # a name may hold what looks like HTML
    box.setDefaultButton(no)
    return box.exec() == yes
