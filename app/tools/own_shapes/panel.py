"""Train on my shapes: a folder is read, a prior is trained on it in a process of its own, and one watches it learn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.document.document import CheckpointInfo
from app.document.formatting import from_home
from app.document.settings import Settings
from app.document.store import Store
from app.system.words import tr
from app.tools.own_shapes.form import TrainingForm
from app.tools.own_shapes.progress import ProgressView
from app.tools.own_shapes.survey_table import SurveyTable
from app.widgets.labels import muted, named
from app.widgets.room import resize_within_screen
from app.widgets.theme import Theme
from core.shapes.split import FEWEST

NEW = tr("A new training")

INTRODUCTION = tr(
    "Choose a folder of at least {fewest} meshes of one kind. A net learns from most of them, "
    "and from furniture; a few are kept out, and shown while it learns. It goes on while this "
    "window is closed; paused, it can be gone on with after the program was closed.",
    fewest=FEWEST,
)


class OwnShapesWindow(QWidget):
    """Asks for a folder and a few choices; shows what is read, how the training goes, and what it can do."""

    start_asked = Signal(object, object)  # dict of core.training.own_training.OwnTraining, list of ids as dicts
    go_on_asked = Signal(str)  # folder of a training
    pause_asked = Signal()
    use_asked = Signal(str, str)  # name of a checkpoint, file of a shape that it was not trained on ("" for none)
    proof_asked = Signal(str, str, str)  # file of a shape, names of the own net and of that it began from
    saved = Signal(object)  # CheckpointInfo

    def __init__(self, store: Store, settings: Settings) -> None:
        super().__init__(None, Qt.WindowType.Window)  # no parent: the main window may come in front of it
        self.setWindowTitle(tr("Train on My Shapes"))
        self.setAccessibleName(tr("Train on my shapes"))
        resize_within_screen(self, 1180, 780)
        self._store, self._settings = store, settings
        self.training_folder = ""
        self.running = self._keeping = self._complete = False
        self._build()
        self._connect()
        self._enable()

    # --- assembly

    def _build(self) -> None:
        self.which = QComboBox()
        named(self.which, tr("Training"), tr("A new training, or one that was begun before"))
        self.meshes = SurveyTable(self._settings)
        self.form, self.progress = TrainingForm(), ProgressView()
        about = muted(tr("What this is"))
        about.setText(INTRODUCTION)
        left = QVBoxLayout()
        left.addWidget(about)
        left.addWidget(self.which)
        left.addWidget(self.meshes, 1)
        left.addWidget(self.form)
        layout = QHBoxLayout(self)
        layout.addLayout(left, 1)
        layout.addLayout(self._build_right(), 1)

    def _build_right(self) -> QVBoxLayout:
        self.go, self.pause, self.keep = (
            QPushButton(tr("&Train")),
            QPushButton(tr("&Pause")),
            QPushButton(tr("&Stop and Keep")),
        )
        self.use, self.prove = QPushButton(tr("&Use")), QPushButton(tr("Try on Another &Shape…"))
        named(self.go, tr("Train"), tr("Prepare the meshes and train; or go on where it was paused"))
        named(self.pause, tr("Pause"), tr("Stop for now; it can be gone on with, also after the program was closed"))
        named(self.keep, tr("Stop and keep"), tr("Stop, and keep the net as it was saved last"))
        named(
            self.use, tr("Use"), tr("Adapt this net in the main window: to the shape that is shown there, if it fits")
        )
        named(
            self.prove,
            tr("Try on another shape"),
            tr("Open one more mesh, and race this net against what it began from"),
        )
        right = QVBoxLayout()
        for row in ((self.go, self.pause, self.keep), (self.use, self.prove)):
            buttons = QHBoxLayout()
            for button in row:
                buttons.addWidget(button)
            right.addLayout(buttons)
        right.addWidget(self.progress, 1)
        return right

    def _connect(self) -> None:
        self.form.seen_otherwise.connect(self._offer_bases)
        self.form.renamed.connect(self._enable)
        self.which.activated.connect(self._choose_training)
        self.meshes.survey_asked.connect(self._begin_anew)
        self.meshes.changed.connect(self._enable)
        self.go.clicked.connect(self._go)
        self.pause.clicked.connect(self.pause_asked)
        self.keep.clicked.connect(self._stop_and_keep)
        self.use.clicked.connect(self._use)
        self.prove.clicked.connect(self._ask_for_shape)
        self._store.catalogue_changed.connect(self._offer_bases)

    def build_plots(self) -> Iterator[None]:
        """pyqtgraph is imported: build the plot."""
        yield from self.progress.build_plots()

    def set_theme(self, theme: Theme) -> None:
        self.progress.set_theme(theme)
        self.meshes.set_theme(theme)

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
        from app.tools.own_shapes.controller import home
        from core.training.own_training import read_progress, trainings

        self.which.clear()
        self.which.addItem(NEW, "")
        for folder in trainings(home()):
            progress = read_progress(folder)
            far = (
                tr("{step:,} of {total:,} steps", step=progress.step, total=progress.total)
                if progress.total
                else tr("not prepared yet")
            )
            self.which.addItem(f"{folder.name}: {(tr('complete') if progress.complete else far)}", str(folder))
            if str(folder) == self.training_folder:
                self._complete = progress.complete
        self.which.setCurrentIndex(max(0, self.which.findData(self.training_folder)))
        self._enable()

    @Slot()
    def _offer_bases(self) -> None:
        if not self.training_folder:  # one that was begun has begun from one of them
            self.form.offer_bases(self._known())

    def _known(self) -> Sequence[CheckpointInfo]:
        catalogue = self._store.session.catalogue
        return catalogue.checkpoints if catalogue else ()

    @Slot()
    def _choose_training(self) -> None:
        """Show what is known of a training that was begun before, or a clean page."""
        from core.training.own_training import read_own, read_progress

        self.training_folder = self.which.currentData() or ""
        folder = Path(self.training_folder)
        own = read_own(folder) if self.training_folder else None
        if own is None:
            self._complete = False
            self.progress.clear()
            if not self.meshes.folder:
                self.meshes.forget("")
        else:
            progress = read_progress(folder)
            self._complete = progress.complete
            self.form.show_training(own)
            self.meshes.forget(tr("Meshes of {from_home}", from_home=from_home(own.folder)))
            self.progress.show_training(folder, own, progress)
        self._enable()

    @Slot()
    def _begin_anew(self) -> None:
        """A folder is going to be read: for a new training, called after it."""
        from app.tools.own_shapes.controller import free_name

        path = self.meshes.folder
        self.which.setCurrentIndex(0)
        self._choose_training()
        self._offer_bases()
        self.form.name.setText(free_name(Path(path).name, frozenset(info.name for info in self._known())))

    # --- training

    @Slot()
    def _go(self) -> None:
        if self.training_folder:
            self.go_on_asked.emit(self.training_folder)
            return
        self.go.setEnabled(False)
        self.progress.say(tr("Writing the training file …"))
        self.start_asked.emit(self.form.asked(self.meshes.folder), self.meshes.usable)

    @Slot(str)
    def begin(self, folder: str) -> None:
        """A training has started, or goes on."""
        self.training_folder, self.running, self._keeping = folder, True, False
        self.progress.begin(Path(folder))
        self._enable()

    @Slot(object)
    def hear(self, told: dict[str, Any]) -> None:
        """What the training tells."""
        self.progress.hear(told)
        if "saved" in told:
            self.saved.emit(CheckpointInfo(**told["net"]))
            self._enable()

    @Slot()
    def paused(self) -> None:
        """It was stopped."""
        from core.training.own_training import read_progress

        progress = read_progress(Path(self.training_folder))
        what = tr("The net is kept") if self._keeping else tr("Paused")
        self._end(
            tr("{what} after {step:,} of {total} steps.", what=what, step=progress.step, total=progress.total or "?")
        )

    @Slot(str)
    def end(self, fault: str) -> None:
        """It is complete, or has failed."""
        self._end(
            tr("It failed: {fault}", fault=fault)
            if fault
            else tr("The training is complete. {verdict}", verdict=self.progress.wall.verdict)
        )

    def _end(self, words: str) -> None:
        self.running = False
        self.progress.end()
        self._offer_trainings()
        self.progress.say(words)

    @Slot()
    def _stop_and_keep(self) -> None:
        self._keeping = True
        self.pause_asked.emit()

    # --- what it is worth

    @Slot()
    def _use(self) -> None:
        from core.training.own_training import read_unseen

        folder = Path(self.training_folder)
        self.use_asked.emit(folder.name, next(iter(read_unseen(folder).files), ""))

    @Slot()
    def _ask_for_shape(self) -> None:
        from core.readers.formats import dialog_patterns
        from core.training.own_training import read_own

        folder = Path(self.training_folder)
        own = read_own(folder)
        patterns = tr("Meshes ({dialog_patterns})", dialog_patterns=dialog_patterns("mesh"))
        words = tr("Choose a shape that was not in the folder")
        path, _ = QFileDialog.getOpenFileName(self, words, self._settings.folder, patterns)
        if path and own is not None:
            self._settings.folder = str(Path(path).parent)
            self.proof_asked.emit(path, folder.name, own.base)

    @Slot()
    def _enable(self) -> None:
        known = bool(self.training_folder)
        saved = known and (Path(self.training_folder) / "card.json").is_file()
        ready = len(self.meshes.usable) >= FEWEST and bool(self.form.checkpoint) and not self.meshes.reading
        self.go.setText(tr("&Go On") if known else tr("&Train"))
        self.go.setEnabled(not self.running and (not self._complete if known else ready))
        self.pause.setEnabled(self.running)
        self.keep.setEnabled(self.running and saved)
        self.use.setEnabled(saved)
        self.prove.setEnabled(saved)
        self.which.setEnabled(not self.running)
        self.meshes.allow(choosing=not self.running)
        self.form.allow(not self.running and not known)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.meshes.stop_asked.emit()
        super().closeEvent(event)
