"""Train on my shapes: a folder is read, a prior is trained on it in a process of its own, and one watches it learn."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.document import CheckpointInfo
from app.gallery_form import muted, named
from app.loss_curve import LossCurve
from app.piece_wall import PieceWall
from app.settings import Settings
from app.state import Store
from app.theme import Theme
from app.words import from_home, number

NEW = "A new training"
HEADS = ("Name", "Class", "Triangles", "Can it be used?")
PIECES = "pieces"
"""Folder in that of a training, where its pictures are (app.live_pieces)."""

SEEN = (
    ("surface", "Points on the surface"), ("oriented", "Points with normals"), ("scan", "One depth scan"),
    ("dense", "Distances all around"),
)  # fmt: skip
"""What is observed, in words."""

INTRODUCTION = (
    "Choose a folder of at least four meshes. A net learns from most of them, and from furniture; a few are kept out, "
    "and shown while it learns. It can be paused, and gone on with after the program was closed."
)


class OwnShapesWindow(QWidget):
    """Asks for a folder and a few choices; shows what is read, how the training goes, and what it can do."""

    survey_asked = Signal(str)  # folder
    reading_stopped = Signal()
    start_asked = Signal(object, object)  # dict of core.own_training.OwnTraining, list of ids as dicts
    go_on_asked = Signal(str)  # folder of a training
    pause_asked = Signal()
    use_asked = Signal(str)  # name of a checkpoint
    saved = Signal(object)  # CheckpointInfo

    def __init__(self, store: Store, settings: Settings) -> None:
        super().__init__(None, Qt.WindowType.Window)  # no parent: the main window may come in front of it
        self.setWindowTitle("Train on My Shapes")
        self.setAccessibleName("Train on my shapes")
        self.resize(1180, 780)
        self._store, self._settings = store, settings
        self.folder, self.training_folder = "", ""
        self._usable: list[dict[str, str]] = []
        self._total = 0
        self.reading = self.running = self._keeping = False
        self._build()
        self._connect()
        self._enable()

    # --- assembly

    def _build(self) -> None:
        self.which = QComboBox()
        named(self.which, "Training", "A new training, or one that was begun before")
        self.choose, self.halt = QPushButton("&Choose a Folder…"), QPushButton("Stop Rea&ding")
        named(self.choose, "Choose a folder", "A folder with meshes in it or below: PLY, OBJ, STL, OFF, GLB")
        named(self.halt, "Stop reading", "Keep what was read so far")
        self.table = QTableWidget(0, len(HEADS))
        named(self.table, "Meshes", "Every mesh of the folder, and why some cannot be used")
        self.table.setHorizontalHeaderLabels(HEADS)
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.observe, self.base = QComboBox(), QComboBox()
        named(self.observe, "Observed", "What the net will see of a shape, in training and afterwards")
        for kind, words in SEEN:
            self.observe.addItem(words, kind)
        named(self.base, "Begin from", "The net whose start and step sizes are gone on from")
        self.minutes = QDoubleSpinBox(minimum=0.01, maximum=600, value=15, suffix=" minutes", decimals=2)
        named(self.minutes, "Minutes", "How long to train, besides preparing: 0.01 to 600 minutes")
        self.name = QLineEdit()
        named(self.name, "Name", "What the checkpoint will be called")
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for words, widget in (
            ("&Observed", self.observe), ("&Train for", self.minutes), ("&Begin from", self.base), ("&Name", self.name),
        ):  # fmt: skip
            form.addRow(words, widget)
        left = QVBoxLayout()
        about = muted("What this is")
        about.setText(INTRODUCTION)
        folder = QHBoxLayout()
        folder.addWidget(self.choose)
        folder.addWidget(self.halt)
        self.read_words = muted("What was read")
        left.addWidget(about)
        left.addWidget(self.which)
        left.addLayout(folder)
        left.addWidget(self.read_words)
        left.addWidget(self.table, 1)
        left.addLayout(form)
        layout = QHBoxLayout(self)
        layout.addLayout(left, 1)
        layout.addLayout(self._build_right(), 1)

    def _build_right(self) -> QVBoxLayout:
        self.go, self.pause = QPushButton("Tr&ain"), QPushButton("&Pause")
        self.keep, self.use = QPushButton("&Stop and Keep"), QPushButton("&Use")
        named(self.go, "Train", "Prepare the meshes and train; or go on where it was paused")
        named(self.pause, "Pause", "Stop for now; it can be gone on with, also after the program was closed")
        named(self.keep, "Stop and keep", "Stop, and keep the net as it was saved last")
        named(self.use, "Use", "Adapt this net to the shape that is shown in the window")
        buttons = QHBoxLayout()
        for button in (self.go, self.pause, self.keep, self.use):
            buttons.addWidget(button)
        self.bar = QProgressBar(value=0, maximum=1, format="")
        named(self.bar, "Progress", "How far the preparing or the training is")
        self.words = muted("State of the training")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.curve = LossCurve()
        self.wall = PieceWall()
        right = QVBoxLayout()
        right.addLayout(buttons)
        for widget in (self.bar, self.words, self.curve, self.wall):
            right.addWidget(widget)
        right.addStretch(1)
        return right

    def _connect(self) -> None:
        self.choose.clicked.connect(self._ask)
        self.halt.clicked.connect(self.reading_stopped)
        self.observe.activated.connect(self._offer_bases)
        self.which.activated.connect(self._choose_training)
        self.go.clicked.connect(self._go)
        self.pause.clicked.connect(self.pause_asked)
        self.keep.clicked.connect(self._stop_and_keep)
        self.use.clicked.connect(lambda: self.use_asked.emit(Path(self.training_folder).name))
        self.name.textChanged.connect(self._enable)
        self._store.catalogue_changed.connect(self._offer_bases)

    def build_plots(self) -> Iterator[None]:
        """pyqtgraph is imported: build the plot."""
        yield from self.curve.build()

    def set_theme(self, theme: Theme) -> None:
        self.curve.set_theme(theme)

    # --- what can be chosen

    @Slot()
    def open(self) -> None:
        """Show the window, with what was begun before."""
        if not self.running:
            self._offer_trainings()
            self._offer_bases()
        self.show()
        self.activateWindow()

    def _offer_trainings(self) -> None:
        from app.own_shapes import home
        from core.own_training import read_progress, trainings

        self.which.clear()
        self.which.addItem(NEW, "")
        for folder in trainings(home()):
            progress = read_progress(folder)
            far = f"{progress.step:,} of {progress.total:,} steps" if progress.total else "not prepared"
            self.which.addItem(f"{folder.name}: {'complete' if progress.complete else far}", str(folder))
        self.which.setCurrentIndex(max(0, self.which.findData(self.training_folder)))
        self._enable()

    @Slot()
    def _offer_bases(self) -> None:
        """Nets in 3D with learned rates, that of the kind which is observed first."""
        from core.own_training import BASES

        known = self._store.session.catalogue.checkpoints if self._store.session.catalogue else ()
        fitting = [info.name for info in known if info.dim == 3 and info.method == "metasdf"]
        if self.training_folder:
            return  # it has begun from one
        first = [name for name in BASES[self.observe.currentData()] if name in fitting][:1]
        self.base.clear()
        for name in dict.fromkeys((*first, *fitting)):
            self.base.addItem(name, name)

    @Slot()
    def _choose_training(self) -> None:
        """Show what is known of a training that was begun before."""
        from core.own_training import read_own, read_progress

        folder = self.which.currentData()
        self.training_folder = folder
        own = read_own(Path(folder)) if folder else None
        if own is None:
            self.words.setText("")
            self.wall.clear()
            self.curve.begin()
            self._enable()
            return
        progress = read_progress(Path(folder))
        self.observe.setCurrentIndex(max(0, self.observe.findData(own.observe)))
        self.minutes.setValue(own.minutes)
        self.name.setText(own.name)
        self.read_words.setText(f"Meshes of {from_home(own.folder)}")
        self.curve.begin(progress.losses, progress.step)
        self.bar.setRange(0, max(1, progress.total))
        self.bar.setValue(progress.step)
        done = "complete" if progress.complete else "paused"
        self.words.setText(f"{own.name} is {done}, after {progress.step:,} of {progress.total:,} steps.")
        self.wall.clear()
        self.wall.show_pictures(Path(folder) / PIECES)
        self._enable()

    @Slot()
    def _ask(self) -> None:
        path = QFileDialog.getExistingDirectory(self, "Choose a folder of meshes", self._settings.folder)
        if path:
            self._settings.folder = str(Path(path).parent)
            self.take(path)

    def take(self, path: str) -> None:
        """Read this folder."""
        from app.own_shapes import free_name

        self.which.setCurrentIndex(0)
        self._choose_training()
        self._offer_bases()
        self.folder, self._usable, self._total, self.reading = path, [], 0, True
        self.table.setRowCount(0)
        self.read_words.setText(f"Reading {from_home(path)} …")
        known = self._store.session.catalogue.checkpoints if self._store.session.catalogue else ()
        self.name.setText(free_name(Path(path).name, frozenset(info.name for info in known)))
        self.survey_asked.emit(path)
        self._enable()

    # --- reading

    @Slot(int)
    def count(self, meshes: int) -> None:
        """So many are going to be read."""
        self._total = meshes

    @Slot(object)
    def add(self, look: dict[str, Any]) -> None:
        """One mesh was read."""
        row, own = self.table.rowCount(), look["id"]
        self.table.insertRow(row)
        reason = str(look["reason"]).removeprefix(str(look["path"])).lstrip(": ")
        triangles = f"{look['triangles']:,}" if look["triangles"] else "–"
        for column, text in enumerate((own["name"], own["category"], triangles, reason or "yes")):
            item = QTableWidgetItem(text)
            item.setToolTip(str(look["reason"] or look["path"]))
            self.table.setItem(row, column, item)
        if not reason:
            self._usable.append(own)
        self.bar.setRange(0, max(1, self._total))
        self.bar.setValue(row + 1)
        self.read_words.setText(f"Read {row + 1:,} of {self._total:,}: {len(self._usable):,} can be used.")

    @Slot(str)
    def end_reading(self, fault: str) -> None:
        """All was read, or why not."""
        self.reading = False
        found = f"{len(self._usable):,} of {self._total:,} meshes in {from_home(self.folder)} can be used."
        self.read_words.setText(f"Not all was read: {fault}. {found}" if fault else found)
        self.table.resizeColumnsToContents()
        self._enable()

    # --- training

    @Slot()
    def _go(self) -> None:
        if self.training_folder:
            self.go_on_asked.emit(self.training_folder)
            return
        asked = {
            "name": self.name.text().strip(), "folder": self.folder, "observe": self.observe.currentData(),
            "minutes": self.minutes.value(), "base": self.base.currentData(),
        }  # fmt: skip
        self.go.setEnabled(False)
        self.words.setText("Writing the training file …")
        self.start_asked.emit(asked, self._usable)

    @Slot(str)
    def begin(self, folder: str) -> None:
        """A training has started, or goes on."""
        self.training_folder, self.running, self._keeping = folder, True, False
        self.words.setText("Loading the unseen pieces …")
        self.bar.setRange(0, 0)
        self._enable()

    @Slot(object)
    def hear(self, told: dict[str, Any]) -> None:
        """What the training tells."""
        if "preparing" in told:
            self.bar.setRange(0, told["total"])
            self.bar.setValue(told["done"])
            what = "your meshes" if told["preparing"] == "meshes" else "furniture"
            self.words.setText(f"Preparing {what}: {told['done']:,} of {told['total']:,} are sampled.")
        elif "pieces" in told:
            self.wall.name(told["pieces"], told["before"])
            self.wall.show_pictures(Path(self.training_folder) / PIECES, "truth", "before")
            self.words.setText("Finding out how long a step takes …")
            self.bar.setRange(0, 0)
        elif "begin" in told:
            from core.own_training import read_progress

            self.curve.begin(read_progress(Path(self.training_folder)).losses if told["begin"] else (), told["begin"])
            self.bar.setRange(0, told["total"])
        elif "loss" in told:
            self._stepped(told)
        elif "saved" in told:
            self.saved.emit(CheckpointInfo(**told["net"]))
            self.keep.setEnabled(True)
            self.use.setEnabled(True)
        elif "snapshot" in told:
            self.wall.show_pictures(Path(self.training_folder) / PIECES, "now")
            self.wall.score(told["iou"])

    def _stepped(self, told: dict[str, Any]) -> None:
        step, total = told["step"], told["total"]
        self.curve.add(math.nan if told["loss"] is None else told["loss"])
        self.bar.setValue(step)
        if step % 5 and step != total:
            return
        left = told["seconds"] / step * (total - step)
        time = f"{left / 60:.0f} minutes" if left > 90 else f"{left:.0f} s"
        mean = number(self.curve.recent(20))
        self.words.setText(f"Step {step:,} of {total:,}, about {time} left; query loss {mean} (mean of the last 20).")
        self.curve.draw()

    @Slot()
    def paused(self) -> None:
        """It was stopped."""
        from core.own_training import read_progress

        progress = read_progress(Path(self.training_folder))
        what = "The net is kept" if self._keeping else "Paused"
        self._end(f"{what} after {progress.step:,} of {progress.total or '?'} steps.")

    @Slot(str)
    def end(self, fault: str) -> None:
        """It is complete, or has failed."""
        self._end(f"It failed: {fault}" if fault else "The training is complete.")

    def _end(self, words: str) -> None:
        self.running = False
        self.bar.setRange(0, max(1, self.bar.maximum()))
        self.curve.draw()
        self._offer_trainings()
        self.words.setText(words)

    @Slot()
    def _stop_and_keep(self) -> None:
        self._keeping = True
        self.pause_asked.emit()

    @Slot()
    def _enable(self) -> None:
        known = bool(self.training_folder)
        saved = known and (Path(self.training_folder) / "card.json").is_file()
        self.go.setText("&Go On" if known else "Tr&ain")
        ready = len(self._usable) >= 4 and bool(self.name.text().strip()) and not self.reading
        self.go.setEnabled(not self.running and (known or ready))
        self.pause.setEnabled(self.running)
        self.keep.setEnabled(self.running and saved)
        self.use.setEnabled(saved)
        self.halt.setEnabled(self.reading)
        self.which.setEnabled(not self.running)
        self.choose.setEnabled(not self.running)
        for widget in (self.observe, self.minutes, self.base, self.name):
            widget.setEnabled(not self.running and not known)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.reading_stopped.emit()
        super().closeEvent(event)
