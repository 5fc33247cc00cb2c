"""The window of kept runs: the table above, two of them compared below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtOpenGLWidgets import QOpenGLWidget
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.document.settings import Settings
from app.document.store import Store
from app.system.idle_tasks import IdleTasks
from app.system.words import told, tr
from app.tools.runs.compare import HINT, ComparePanel
from app.tools.runs.table import RunsModel, RunsTable
from app.view.viewport import Viewport
from app.widgets.labels import muted, named
from app.widgets.room import resize_within_screen
from app.widgets.saving import ask_where
from app.widgets.theme import LIGHT, Theme

if TYPE_CHECKING:
    from app.tools.runs.views import Compared
    from core.runs.kept import KeptRun

NOTHING = tr("No run is kept yet: Ctrl+K in the main window keeps the one that is open.")
Answer = QMessageBox.StandardButton


class RunsWindow(QWidget):
    """Shows the rows and asks for what is to be done with them; shows two that were compared."""

    read_asked = Signal()
    keep_asked = Signal()
    files_asked = Signal(object)  # list of paths of sessions
    delete_asked = Signal(object)  # list of KeptRun
    export_asked = Signal(object, object)  # path, list of KeptRun
    open_asked = Signal(object)  # KeptRun

    def __init__(self, store: Store, settings: Settings, viewport: Viewport) -> None:
        super().__init__(None, Qt.WindowType.Window)  # no parent: a run that is opened comes in front of it
        self.setWindowTitle(tr("Runs"))
        self.setAccessibleName(tr("Runs"))
        resize_within_screen(self, 1240, 860)
        self._store, self._settings, self._viewport, self._theme = store, settings, viewport, LIGHT
        self.views: Any = None
        self._compared: Compared | None = None
        self._turns = IdleTasks(self)  # of the stage that is being set
        self.model = RunsModel(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._herald = QOpenGLWidget(self)  # as in app.view.viewport: the first one would make the window anew
        self._herald.setGeometry(0, 0, 0, 0)
        self._herald.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table = RunsTable(self.model)
        self.table.restore(self._settings)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Words of a name, a checkpoint, a note …"))
        named(self.search, tr("Filter"), tr("Show the rows in which all of these words stand"))
        self.words = muted(tr("State of the table"))
        self.open_again, self.keep, self.add = (
            QPushButton(tr("&Open")),
            QPushButton(tr("&Keep")),
            QPushButton(tr("&Add Files…")),
        )
        self.delete, self.export = QPushButton(tr("&Delete…")), QPushButton(tr("&Export CSV…"))
        named(self.open_again, tr("Open"), tr("Open the chosen run in the main window, as it was kept"))
        named(self.keep, tr("Keep"), tr("Keep the open run as it is shown"))
        named(self.add, tr("Add files"), tr("Keep runs that were saved as session files"))
        named(self.delete, tr("Delete"), tr("Remove the chosen runs from the table; they are gone then"))
        named(self.export, tr("Export CSV"), tr("Write the rows that are shown, in this order, as a table"))
        title = QLabel(tr("F&ilter"))
        title.setBuddy(self.search)
        row = QHBoxLayout()
        row.addWidget(title)
        row.addWidget(self.search, 1)
        for button in (self.open_again, self.keep, self.add, self.delete, self.export):
            row.addWidget(button)
        above = QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        column.addWidget(self.words)
        self.compare = ComparePanel()
        self.compare.setFixedWidth(300)
        self.hint = muted(tr("What will be here"))
        self.hint.setText(HINT)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stage = QHBoxLayout()
        self._stage.addWidget(self.hint, 1)
        self._below = QWidget()
        below = QHBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.addLayout(self._stage, 1)
        below.addWidget(self.compare)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.addWidget(above)
        self._split.addWidget(self._below)
        self._split.setSizes([300, 500])
        layout = QVBoxLayout(self)
        layout.addWidget(self._split)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._filter)
        self.table.opened.connect(self._open)
        self.table.delete_asked.connect(self._ask_to_delete)
        self.table.chosen_changed.connect(self._chosen_changed)
        self.open_again.clicked.connect(self._open_chosen)
        self.keep.clicked.connect(self.keep_asked)
        self.add.clicked.connect(self._ask_for_files)
        self.delete.clicked.connect(self._ask_to_delete)
        self.export.clicked.connect(self._ask_for_csv)
        self.compare.look_chosen.connect(self._look)
        store = self._store
        for signal in (store.document_changed, store.lines_changed, store.cursor_changed, store.run_changed):
            signal.connect(self._offer)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self._compared is not None and self.views is not None:
            self.show_compared(self._compared)

    def open(self) -> None:
        """Show the window with what is kept now."""
        self.show()
        self.activateWindow()
        self._offer()
        self.table.setFocus()

    # --- the table

    def show_rows(self, rows: Sequence[KeptRun], faults: Sequence[str] = ()) -> None:
        """What is kept, and a sentence for each row that cannot be read."""
        self.model.show_rows(rows)
        if faults:
            more = tr(" {faults} more cannot be read.", faults=len(faults) - 1) if len(faults) > 1 else ""
            self.words.setText(told(faults[0]) + more)
        else:
            self._count()
        self._enable()

    def _count(self) -> None:
        shown, all_ = len(self.model.shown), len(self.model.rows)
        counted = (
            tr("{shown} of {all} runs are shown.", shown=shown, all=all_)
            if shown < all_
            else tr("{all} kept.", all=all_)
        )
        self.words.setText(counted if all_ else NOTHING)

    @Slot(str)
    def _filter(self, words: str) -> None:
        self.model.filter(words)
        self._count()
        self._enable()

    @Slot()
    def _chosen_changed(self) -> None:
        self.compare.offer_rows(self.table.chosen())
        self._enable()

    @Slot()
    def _offer(self) -> None:
        if self.isVisible():
            self.compare.offer_lines(self._store.session)
            self._enable()

    def _enable(self) -> None:
        chosen = self.table.chosen()
        self.open_again.setEnabled(len(chosen) == 1)
        self.delete.setEnabled(bool(chosen))
        self.export.setEnabled(bool(self.model.shown))
        self.keep.setEnabled(self._store.session.document is not None)

    @Slot()
    def _open_chosen(self) -> None:
        self._open(self.table.chosen()[0])

    @Slot(object)
    def _open(self, run: KeptRun) -> None:
        self.words.setText(tr("{name} is opened in the main window.", name=run.name))
        self.open_asked.emit(run)

    @Slot()
    def _ask_for_files(self) -> None:
        kinds = tr("Sessions (*.metasdf)")
        paths, _ = QFileDialog.getOpenFileNames(self, tr("Keep saved sessions"), self._settings.folder, kinds)
        if paths:
            self._settings.folder = str(Path(paths[0]).parent)
            self.files_asked.emit(paths)

    @Slot()
    def _ask_to_delete(self) -> None:
        chosen = self.table.chosen()
        if chosen and (not self._settings.asks or self._sure(chosen)):
            self.delete_asked.emit(chosen)

    def _sure(self, chosen: Sequence[KeptRun]) -> bool:
        what = chosen[0].name if len(chosen) == 1 else tr("{count} runs", count=len(chosen))
        words = tr("Delete {what} from the table? The sessions that are kept there are gone then.", what=what)
        box = QMessageBox(QMessageBox.Icon.Warning, tr("Delete from the table?"), words, parent=self)
        box.setTextFormat(Qt.TextFormat.PlainText)  # a name may hold what looks like HTML
        box.setStandardButtons(Answer.Yes | Answer.No)
        box.setDefaultButton(Answer.No)
        return box.exec() == Answer.Yes

    @Slot()
    def _ask_for_csv(self) -> None:
        start = str(Path(self._settings.folder) / "runs.csv")
        path = ask_where(self, tr("Export the table"), start, ((tr("Table"), "csv"),))
        if path:
            self._settings.folder = str(path.parent)
            self.export_asked.emit(path, list(self.model.shown))

    # --- two that are compared

    def show_compared(self, compared: Compared) -> None:
        """Both surfaces and their numbers, a piece of the views at a time."""
        self.clear()
        self._compared = compared
        self.compare.tell(compared.found)
        self._turns.start(self._set_stage(compared))

    def _set_stage(self, compared: Compared) -> Iterator[None]:
        from app.tools.runs.views import CompareViews

        self.views = CompareViews(compared, self._theme, self._viewport.software, self._viewport.mark_size)
        self.views.setAccessibleName(tr("Two runs"))
        yield
        self._stage.addWidget(self.views, 1)
        self.hint.hide()
        yield
        yield from self.views.begin()
        self.views.show_look(self.compare.look_key)

    @Slot(str)
    def _look(self, look: str) -> None:
        if self.views is not None and not self._turns.active:
            self.views.show_look(look)

    def clear(self) -> None:
        """Take down the views of the last comparison, or those that are being built."""
        self._turns.stop()
        views, self.views, self._compared = self.views, None, None
        if views is not None:
            views.close_view()
            views.setParent(None)
            views.deleteLater()
        self.hint.show()

    # --- the window

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.read_asked.emit()  # another program may have kept one meanwhile

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self._offer)
        self.read_asked.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.compare.stop_asked.emit()
        self.clear()
        self.table.save(self._settings)
        super().closeEvent(event)
