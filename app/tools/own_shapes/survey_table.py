"""A folder of meshes on screen: every mesh of it, whether it can be trained on, and why not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.document.formatting import from_home
from app.document.settings import Settings
from app.system.words import told, tr
from app.widgets.labels import as_written, muted, named
from app.widgets.theme import LIGHT, Theme
from core.shapes.split import FEWEST

HEADS = (tr("Name"), tr("Class"), tr("Triangles"), tr("Can it be used?"))


class SurveyTable(QWidget):
    """Asks for a folder, and fills up while its meshes are read. What can be used comes out of `usable`."""

    survey_asked = Signal(str)  # folder
    stop_asked = Signal()
    changed = Signal()  # what can be used, or whether it is being read

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings, self._theme = settings, LIGHT
        self.folder, self.reading, self.total = "", False, 0
        self.usable: list[dict[str, str]] = []  # ids
        self.choose, self.halt = QPushButton(tr("&Choose a Folder…")), QPushButton(tr("Stop Rea&ding"))
        named(self.choose, tr("Choose a folder"), tr("A folder with meshes in it or below: PLY, OBJ, STL, OFF, GLB"))
        named(self.halt, tr("Stop reading"), tr("Keep what was read so far"))
        self.words = muted(tr("What was read"))
        self.table = QTableWidget(0, len(HEADS))
        named(self.table, tr("Meshes"), tr("Every mesh of the folder, and why some cannot be used"))
        self.table.setHorizontalHeaderLabels(HEADS)
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(len(HEADS) - 1, QHeaderView.ResizeMode.Stretch)  # reasons are long, and wrapped
        header.setResizeContentsPrecision(0)  # by the rows that are seen: there may be thousands
        buttons = QHBoxLayout()
        buttons.addWidget(self.choose)
        buttons.addWidget(self.halt)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(buttons)
        layout.addWidget(self.words)
        layout.addWidget(self.table, 1)
        self.choose.clicked.connect(self._ask)
        self.halt.clicked.connect(self.stop_asked)
        self.halt.setEnabled(False)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def allow(self, *, choosing: bool) -> None:
        """Whether another folder may be chosen now."""
        self.choose.setEnabled(choosing)
        self.halt.setEnabled(self.reading)

    @Slot()
    def _ask(self) -> None:
        path = QFileDialog.getExistingDirectory(self, tr("Choose a folder of meshes"), self._settings.folder)
        if path:
            self._settings.folder = str(Path(path).parent)
            self.take(path)

    def take(self, path: str) -> None:
        """Read this folder."""
        self.folder, self.usable, self.total, self.reading = path, [], 0, True
        self.table.setRowCount(0)
        self.words.setText(tr("Reading {from_home} …", from_home=from_home(path)))
        self.survey_asked.emit(path)
        self.changed.emit()

    def forget(self, words: str) -> None:
        """No folder is shown, but these words."""
        self.folder, self.usable, self.total = "", [], 0
        self.table.setRowCount(0)
        self.words.setText(words)

    @Slot(int)
    def count(self, meshes: int) -> None:
        """So many are going to be read."""
        self.total = meshes

    @Slot(object)
    def add(self, look: dict[str, Any]) -> None:
        """One mesh was read: a `core.training.survey.Look`."""
        row, own = self.table.rowCount(), look["id"]
        self.table.insertRow(row)
        reason = str(look["reason"]).removeprefix(str(look["path"])).lstrip(": ").removeprefix("cannot be used: ")
        triangles = f"{look['triangles']:,}" if look["triangles"] else "–"
        for column, text in enumerate(
            (
                own["name"],
                own["category"],
                triangles,
                tr("no: {reason}", reason=told(reason)) if reason else tr("yes"),
            )
        ):
            item = QTableWidgetItem(text)
            item.setToolTip(as_written(str(look["reason"] or look["path"])))
            if reason:
                item.setForeground(QColor(self._theme.muted))
            self.table.setItem(row, column, item)
        if reason:
            self.table.resizeRowToContents(row)
        else:
            self.usable.append(own)
        self.words.setText(
            tr(
                "Read {row:,} of {total:,}: {usable:,} can be used.",
                row=row + 1,
                total=self.total,
                usable=len(self.usable),
            )
        )

    @Slot(str)
    def end(self, fault: str) -> None:
        """All was read, or why not."""
        self.reading = False
        found = tr(
            "{usable:,} of {total:,} meshes in {from_home} can be used.",
            usable=len(self.usable),
            total=self.total,
            from_home=from_home(self.folder),
        )
        if fault and not self.total:
            self.words.setText(fault)  # the folder itself cannot be read
        else:
            few = tr(" Training needs at least {fewest}.", fewest=FEWEST) if len(self.usable) < FEWEST else ""
            self.words.setText(
                tr("Not all was read: {fault}. {found}{few}", fault=fault, found=found, few=few)
                if fault
                else found + few
            )
        self.changed.emit()
