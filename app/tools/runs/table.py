"""The table of kept runs: sorted by any column, filtered by words, notes written in their place."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView

from app.document.formatting import from_home, kind_name, number
from app.system.words import tr
from app.widgets.labels import as_written, named
from core.methods.registry import BY_KEY

if TYPE_CHECKING:
    from app.document.settings import Settings
    from core.runs.kept import KeptRun

Index = QModelIndex | QPersistentModelIndex
Value = str | float | None


def title_of(method: str) -> str:
    """What a method is called; its key where it is not known here."""
    return BY_KEY[method].title if method in BY_KEY else method


def moment(when: str) -> str:
    """A time in UTC as the clock here shows it; as it is where it is none."""
    try:
        return f"{datetime.fromisoformat(when).astimezone():%Y-%m-%d %H:%M}"
    except ValueError:
        return when


def _whole(value: Value) -> str:
    return str(value)


def _number(value: Value) -> str:
    return number(value) if isinstance(value, int | float) else ""


@dataclass(frozen=True)
class Column:
    """of: what is sorted by, None for unknown. words: of a value that is known. width: in letters."""

    title: str
    tip: str
    of: Callable[[KeptRun], Value]
    words: Callable[[Value], str] = _whole
    width: int = 10


COLUMNS = (
    Column(tr("Name"), tr("Of the shape"), lambda run: run.name, width=18),
    Column(tr("Step"), tr("That was shown when it was kept"), lambda run: run.steps, width=6),
    Column(tr("IoU"), tr("Volume shared with the true shape, where that is known"), lambda run: run.iou, _number, 8),
    Column(
        tr("Chamfer"),
        tr("Squared Chamfer distance to the true shape, times 1000"),
        lambda run: run.chamfer_x1000,
        _number,
    ),
    Column(tr("Error"), tr("Held-out mean |error| against the true shape"), lambda run: run.l1, _number),
    Column(tr("Loss"), tr("Context loss at that step"), lambda run: run.loss, _number),
    Column(tr("Checkpoint"), tr("What adapted"), lambda run: run.checkpoint, width=18),
    Column(tr("Method"), tr("Of that checkpoint"), lambda run: title_of(run.method), width=14),
    Column(
        tr("Observed"), tr("Kind of the observation"), lambda run: run.observe, lambda value: kind_name(str(value)), 11
    ),
    Column(tr("Points"), tr("How many were observed"), lambda run: run.points, width=8),
    Column(tr("When"), tr("It was kept"), lambda run: run.when, lambda value: moment(str(value)), 20),
    Column(tr("Source"), tr("File of the shape"), lambda run: run.source, lambda value: from_home(str(value)), 24),
    Column(tr("Note"), tr("Your own; F2 or a double click changes it"), lambda run: run.notes),
)
WHEN, NOTE = 10, 12


class RunsModel(QAbstractTableModel):
    """`rows` are all, `shown` those that pass the filter, in the asked order. `noted` with a row and its new note."""

    noted = Signal(object, str)  # KeptRun

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[KeptRun, ...] = ()
        self.shown: list[KeptRun] = []
        self._words: list[str] = []
        self._column, self._order = WHEN, Qt.SortOrder.DescendingOrder

    def show_rows(self, rows: Sequence[KeptRun]) -> None:
        """These in place of what was there. The same ones change nothing, also not for who is writing a note."""
        if self.rows != tuple(rows):
            self.rows = tuple(rows)
            self._arrange()

    def filter(self, words: str) -> None:
        """Show the rows in which every one of these words stands."""
        self._words = words.casefold().split()
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By a column; what is not known comes last either way."""
        self._column, self._order = column, order
        self._arrange()

    def _arrange(self) -> None:
        self.beginResetModel()
        of = COLUMNS[self._column].of
        found = [run for run in self.rows if all(word in _told(run) for word in self._words)]
        known = [run for run in found if _key(of(run)) is not None]
        known.sort(key=lambda run: _key(of(run)) or (), reverse=self._order == Qt.SortOrder.DescendingOrder)
        self.shown = known + [run for run in found if _key(of(run)) is None]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (as Qt has it)
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (as Qt has it)
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if orientation == Qt.Orientation.Vertical:
            return None
        shown = {Qt.ItemDataRole.DisplayRole: COLUMNS[section].title, Qt.ItemDataRole.ToolTipRole: COLUMNS[section].tip}
        return shown.get(Qt.ItemDataRole(role))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 (by role)
        column, run = COLUMNS[index.column()], self.shown[index.row()]
        value = column.of(run)
        if role == Qt.ItemDataRole.EditRole:
            return value
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if value is None else " ".join(column.words(value).split())
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_written("" if value is None else column.words(value))
        if role == Qt.ItemDataRole.TextAlignmentRole and not isinstance(value, str):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsEditable if index.column() == NOTE else usual

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401
        run = self.shown[index.row()]
        if role != Qt.ItemDataRole.EditRole or index.column() != NOTE or value == run.notes:
            return False
        changed = replace(run, notes=str(value))
        self.shown[index.row()] = changed
        self.rows = tuple(changed if other is run else other for other in self.rows)
        self.dataChanged.emit(index, index)
        self.noted.emit(run, changed.notes)
        return True


def _told(run: KeptRun) -> str:
    """All that a row shows."""
    values = [(column, column.of(run)) for column in COLUMNS]
    return " ".join(column.words(value) for column, value in values if value is not None).casefold()


def _key(value: Value) -> tuple[str] | tuple[float] | None:
    """What is sorted by; None for what is not known, or is no number."""
    if isinstance(value, str):
        return (value.casefold(),)
    return None if value is None or math.isnan(value) else (value,)


class RunsTable(QTableView):
    """`opened` with the row that is to be opened; `delete_asked`; `chosen_changed`."""

    opened = Signal(object)  # KeptRun
    delete_asked = Signal()
    chosen_changed = Signal()

    def __init__(self, model: RunsModel) -> None:
        super().__init__()
        self.runs, self._chosen = model, set[Path]()
        named(
            self,
            tr("Kept runs"),
            tr(
                "Enter or a double click opens a run, F2 changes its note, Delete removes it; Ctrl and a click choose "
                "two; a right click, or the menu key, chooses the columns"
            ),
        )
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)  # Tab leads on to the buttons
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        header = self.horizontalHeader()
        header.setSortIndicator(WHEN, Qt.SortOrder.DescendingOrder)
        header.setSectionsClickable(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        letter = self.fontMetrics().averageCharWidth()
        for place, column in enumerate(COLUMNS):
            self.setColumnWidth(place, max((column.width + 1) * letter, header.sectionSizeHint(place)))
        self.setSortingEnabled(True)
        self.columns = QMenu(tr("Columns"), self)
        for place, column in enumerate(COLUMNS):
            action = self.columns.addAction(column.title)
            action.setCheckable(True)
            action.setToolTip(column.tip)
            action.setData(place)
            action.setEnabled(place > 0)  # a row is known by its name
        self.columns.setToolTipsVisible(True)
        self.columns.aboutToShow.connect(self._check_columns)
        self.columns.triggered.connect(self._show_column)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._offer_columns)
        self.doubleClicked.connect(self._double_clicked)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._choose_again)
        self.selectionModel().selectionChanged.connect(self.chosen_changed)

    def chosen(self) -> list[KeptRun]:
        """The chosen rows, from above."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.runs.shown[row] for row in rows]

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.columns.popup(event.globalPos())

    @Slot(QPoint)
    def _offer_columns(self, place: QPoint) -> None:
        self.columns.popup(self.horizontalHeader().mapToGlobal(place))

    @Slot()
    def _check_columns(self) -> None:
        for action in self.columns.actions():
            action.setChecked(not self.isColumnHidden(action.data()))

    @Slot(QAction)
    def _show_column(self, action: QAction) -> None:
        self.setColumnHidden(action.data(), not action.isChecked())

    def restore(self, settings: Settings) -> None:
        """Columns and their order as they were when the table was left last."""
        header = self.horizontalHeader()
        if settings.restore_table("runs", header):
            self.sortByColumn(header.sortIndicatorSection(), header.sortIndicatorOrder())

    def save(self, settings: Settings) -> None:
        """Keep columns and their order for the next start."""
        settings.save_table("runs", self.horizontalHeader())

    @Slot()
    def _remember(self) -> None:
        self._chosen = {run.file for run in self.chosen()}

    @Slot()
    def _choose_again(self) -> None:
        """What was chosen stays chosen, wherever it is now."""
        rows = [row for row, run in enumerate(self.runs.shown) if run.file in self._chosen]
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for row in rows:
            self.selectionModel().select(self.runs.index(row, 0), flags)
        if rows:
            self.selectionModel().setCurrentIndex(
                self.runs.index(rows[0], 0), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        self.chosen_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        if self.state() == QAbstractItemView.State.EditingState:  # Return has ended a note
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
            self.opened.emit(self.runs.shown[current.row()])
        elif event.key() == Qt.Key.Key_F2 and current.isValid():
            self.edit(current.siblingAtColumn(NOTE))
        elif event.key() == Qt.Key.Key_Delete and self.chosen():
            self.delete_asked.emit()
        else:
            super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _double_clicked(self, index: QModelIndex) -> None:
        if index.column() != NOTE:
            self.opened.emit(self.runs.shown[index.row()])
