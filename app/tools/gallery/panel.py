"""The gallery: a whole data set adapted in the background, its results as a wall of tiles, the worst first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.document.formatting import as_sentence, from_home
from app.document.settings import Settings
from app.document.store import Store
from app.system.words import told, tr, translated
from app.tools.gallery.form import GalleryForm
from app.tools.gallery.tiles import KINDS, TileModel, TileView
from app.widgets.labels import muted, named
from app.widgets.room import resize_within_screen
from app.widgets.saving import ask_where, suffixed

if TYPE_CHECKING:
    from core.evaluation.gallery import Metric, Result

FLUSH_MS = 150
"""Results that come are put on the wall together, this often."""

NOTHING = tr("Nothing has been adapted yet: choose shapes at the right, and start.")


class GalleryWindow(QWidget):
    """Starts and stops the filling, shows the results, and asks for one to be opened."""

    start_asked = Signal(object)  # Wish
    resume_asked = Signal(str)  # folder
    show_asked = Signal(str)  # folder
    stop_asked = Signal()
    open_asked = Signal(object)  # Result
    export_asked = Signal(object, object)  # path, list of results

    def __init__(self, store: Store, settings: Settings) -> None:
        super().__init__(None, Qt.WindowType.Window)  # no parent: a run that is opened comes in front of it
        self.setWindowTitle(tr("Gallery"))
        self.setAccessibleName(tr("Gallery"))
        resize_within_screen(self, 1180, 820)
        self._store, self._settings = store, settings
        self._kept: dict[str, Any] = settings.gallery
        self.folder = ""
        self.running = False
        self._done = self._total = 0
        self._coming: list[Result] = []
        self._flush = QTimer(self, interval=FLUSH_MS, singleShot=True)
        self._flush.timeout.connect(self._put_up)
        self.model = TileModel(self)
        self.form = GalleryForm(store, settings, self._kept)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.tiles = TileView(self.model)
        named(self.tiles, tr("Results"), tr("A click or Enter opens the run with its observation in the main window"))
        self.counted = QLabel(NOTHING)
        self.counted.setAccessibleName(tr("How many results of each kind"))
        self.counted.setWordWrap(True)
        left = QVBoxLayout()
        left.addLayout(self._build_filters())
        left.addWidget(self.tiles, 1)
        left.addWidget(self.counted)
        side = QWidget()
        side.setLayout(self._build_side())
        side.setFixedWidth(290)
        layout = QHBoxLayout(self)
        layout.addLayout(left, 1)
        layout.addWidget(side)

    def _build_filters(self) -> QHBoxLayout:
        self.sort_by, self.order, self.label, self.kind = (QComboBox() for _ in range(4))
        named(self.sort_by, tr("Sort by"), tr("The number by which the results are sorted, and that stands under each"))
        named(
            self.order,
            tr("Order"),
            tr("Diverged fields count as the worst; what has no such number comes last either way"),
        )
        named(self.label, tr("Class"), tr("Show the shapes of one class"))
        named(
            self.kind, tr("Kind"), tr("Show one way in which adaptations end: ok, clipped, empty, diverged, unusable")
        )
        self.order.addItem(tr("Worst first"), True)
        self.order.addItem(tr("Best first"), False)
        self.export = QPushButton(tr("&Export CSV…"))
        named(self.export, tr("Export CSV"), tr("Write the results that are shown, in this order, as a table"))
        row = QHBoxLayout()
        for words, widget in (
            (tr("&Sort by"), self.sort_by),
            ("", self.order),
            (tr("&Class"), self.label),
            (tr("&Kind"), self.kind),
        ):
            if words:
                title = QLabel(words)
                title.setBuddy(widget)
                row.addWidget(title)
            widget.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.export)
        return row

    def _build_side(self) -> QVBoxLayout:
        self.go, self.resume, self.other = (
            QPushButton(tr("Sta&rt")),
            QPushButton(tr("Res&ume")),
            QPushButton(tr("&Open…")),
        )
        named(self.resume, tr("Resume"), tr("Adapt to the shapes of this gallery that have no result yet"))
        named(
            self.other, tr("Open a gallery"), tr("Show a gallery that was filled before, here or by the command line")
        )
        self.keep = QPushButton(tr("Keep &in…"))
        named(self.keep, tr("Keep galleries in"), tr("Choose the folder in which new galleries are kept"))
        self.progress = QProgressBar(value=0, maximum=1, format="")
        named(self.progress, tr("Progress of the gallery"), tr("How many shapes have a result"))
        self.words = muted(tr("State of the gallery"))
        side = QVBoxLayout()
        side.addWidget(self.form)
        for pair in ((self.go, self.resume), (self.other, self.keep)):
            row = QHBoxLayout()
            for button in pair:
                row.addWidget(button)
            side.addLayout(row)
        side.addWidget(self.progress)
        side.addWidget(self.words)
        side.addStretch(1)
        return side

    def _connect(self) -> None:
        for combo in (self.sort_by, self.order, self.label, self.kind):
            combo.activated.connect(self._arrange)
        self.tiles.chosen.connect(self._chosen)
        self.go.clicked.connect(self._go)
        self.resume.clicked.connect(self._resume)
        self.other.clicked.connect(self._ask_for_gallery)
        self.keep.clicked.connect(self._ask_where_to_keep)
        self.export.clicked.connect(self._ask_for_csv)
        self.form.changed.connect(self._enable)
        self._store.document_changed.connect(self._offer)
        self._store.catalogue_changed.connect(self._offer)

    # --- what can be chosen

    def open(self) -> None:
        """Show the window; the first time with the gallery that was shown last."""
        self.model.thumbnails.ratio = self.devicePixelRatioF()
        first = not self.sort_by.count()
        if first:
            self._offer_order()
        self.show()
        self._offer()
        self.activateWindow()
        last = str(self._kept.get("folder", ""))
        if first and last and (Path(last) / "gallery.json").exists():
            self.show_asked.emit(last)

    def _offer_order(self) -> None:
        from core.evaluation.gallery import METRICS

        for metric in METRICS:
            self.sort_by.addItem(as_sentence(translated(metric.words)), metric)
        keys = [metric.key for metric in METRICS]
        kept = self._kept.get("metric")
        self.sort_by.setCurrentIndex(keys.index(kept) if kept in keys else 0)
        self.order.setCurrentIndex(max(0, self.order.findData(self._kept.get("worst_first", True))))
        self._list_filters()
        self._arrange()

    @Slot()
    def _offer(self) -> None:
        if self.isVisible():
            self.form.offer()

    @property
    def home(self) -> str:
        """The folder that was chosen for galleries, "" for the usual one."""
        return str(self._kept.get("home", ""))

    @Slot()
    def _ask_where_to_keep(self) -> None:
        path = QFileDialog.getExistingDirectory(self, tr("Keep galleries in"), self.home or self._settings.folder)
        if path:
            self._kept["home"] = path
            self.words.setText(tr("New galleries are kept in {from_home}.", from_home=from_home(path)))

    # --- filling

    @Slot()
    def _go(self) -> None:
        wish = self.form.wish()
        if self.running:
            self.stop_asked.emit()
        elif wish is None:
            self.words.setText(tr("Choose the folder or file first."))
        else:
            self._set_running(True)
            self.words.setText(tr("Looking for shapes …"))
            self.start_asked.emit(wish)

    @Slot()
    def _resume(self) -> None:
        self._set_running(True)
        self.resume_asked.emit(self.folder)

    @Slot()
    def _ask_for_gallery(self) -> None:
        path = QFileDialog.getExistingDirectory(self, tr("Open a gallery"), self.folder or self._settings.folder)
        if path:
            self.show_asked.emit(path)

    def begin(self, folder: Path) -> None:
        """An empty wall for the gallery in this folder."""
        self.folder = str(folder)
        self._coming.clear()
        self._done = self._total = 0
        self.model.begin(folder)
        self._list_filters()
        self.words.setText(tr("Kept in {from_home}.", from_home=from_home(folder)))

    def add(self, results: tuple[Result, ...], done: int, total: int) -> None:
        """Results have come; they are put up a little later, all together."""
        self._coming += results
        self._done, self._total = done, total
        if not self._flush.isActive():
            self._flush.start()

    def end(self, words: str) -> None:
        """Nothing comes any more."""
        self._put_up()
        self._set_running(False)
        self.words.setText(words)

    @property
    def left(self) -> int:
        """How many shapes of the gallery have no result yet."""
        return self._total - self._done

    @Slot()
    def _put_up(self) -> None:
        if self._coming:
            coming, self._coming = self._coming, []
            self.model.add(coming)
            self._list_filters()
        self.progress.setMaximum(max(self._total, 1))
        self.progress.setValue(self._done)
        self.progress.setFormat(tr("{done} of {total}", done=self._done, total=self._total) if self._total else "")

    def _set_running(self, running: bool) -> None:
        self.running = running
        self.go.setText(tr("Sto&p") if running else tr("Sta&rt"))
        start = tr("Adapt to these shapes; a gallery with the same settings goes on where it was")
        tip = tr("Stop; what has been adapted to is kept") if running else start
        named(self.go, tr("Stop") if running else tr("Start"), tip)
        self._enable()

    @Slot()
    def _enable(self) -> None:
        self.resume.setEnabled(not self.running and bool(self.folder) and self.left > 0)
        self.other.setEnabled(not self.running)
        self.go.setEnabled(self.running or self.form.setup() is not None)

    # --- the wall

    def _list_filters(self) -> None:
        """Classes and kinds with their numbers, what was chosen stays; and the sum under the wall."""
        from core.evaluation.gallery import counts

        results = list(self.model.results.values())
        kinds = {kind: count for kind, count in counts(results).items() if count}
        labels: dict[str, int] = {}
        for result in results:
            labels[result.label] = labels.get(result.label, 0) + 1
        for combo, found in ((self.label, dict(sorted(labels.items()))), (self.kind, kinds)):
            _list(combo, found)
        told = tr(", ").join(f"{count} {KINDS[kind]}" for kind, count in kinds.items())
        self.counted.setText(
            tr("{shown} of {results} shown; {told}", shown=len(self.model.shown), results=len(results), told=told)
            if results
            else NOTHING
        )
        self.export.setEnabled(bool(results))

    @Slot()
    def _arrange(self) -> None:
        metric: Metric | None = self.sort_by.currentData()
        if metric is not None:
            label, kind = self.label.currentData() or "", self.kind.currentData() or ""
            self.model.arrange(metric, worst_first=self.order.currentData(), label=label, kind=kind)
            self._list_filters()

    @Slot(int)
    def _chosen(self, row: int) -> None:
        result = self.model.shown[row]
        if result.kind == "unusable":
            self.words.setText(tr("{name} has no run: {reason}", name=result.name, reason=told(result.reason)))
        else:
            self.words.setText(tr("{name} is opened in the main window.", name=result.name))
            self.open_asked.emit(result)

    @Slot()
    def _ask_for_csv(self) -> None:
        start = str(Path(self._settings.folder) / "gallery.csv")
        path = ask_where(self, tr("Export the results"), start, ((tr("Table"), "csv"),))
        if path:
            self.export_csv(path)

    def export_csv(self, path: Path) -> None:
        """Write the results that are shown, in their order."""
        path = suffixed(path, ("csv",), "csv")
        self._settings.folder = str(path.parent)
        self.export_asked.emit(path, list(self.model.shown))

    # --- the window

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.stop_asked.emit()
        self.model.thumbnails.finish()
        metric: Metric | None = self.sort_by.currentData()
        if metric is not None:
            order = {"metric": metric.key, "worst_first": self.order.currentData(), "folder": self.folder}
            self._kept.update(self.form.remembered() | order)
            self._settings.gallery = self._kept
        super().closeEvent(event)


def _list(combo: QComboBox, found: dict[Any, int]) -> None:
    """Names with their numbers; what was chosen stays, also when there is none of it now."""
    chosen = combo.currentData()
    combo.clear()
    combo.addItem(tr("All"), "")
    for name, count in {**found, **({chosen: 0} if chosen and chosen not in found else {})}.items():
        combo.addItem(f"{KINDS.get(name, name) or tr('not known')} ({count})", name)
    combo.setCurrentIndex(max(0, combo.findData(chosen)))
