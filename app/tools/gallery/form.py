"""What a gallery adapts to, and how: the form at the side of the gallery's window."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.document.document import ObservationSetup
from app.document.formatting import kind_name
from app.document.settings import Settings
from app.document.store import Store
from app.system.words import tr
from app.widgets.combo import CheckpointBox
from app.widgets.labels import muted, named
from core.observation.observation_spec import ObservationSpec

BUNDLED, FOLDER, DIGITS = "bundled", "folder", "digits"
SPLITS = ((tr("Test shapes"), "test"), (tr("Validation shapes"), "val"), (tr("Training shapes"), "train"))
PRESENT = tr("As in the window")


@dataclass(frozen=True)
class GalleryRequest:
    """What a person asks a gallery of. inputs: see core.evaluation.dataset. steps: None for the trained ones.

    refine: as many more as serve best. members: of the spread of each shape, 0 for none.
    """

    inputs: tuple[str, ...]
    setup: ObservationSetup
    steps: int | None
    refine: bool = False
    members: int = 0


class GalleryForm(QWidget):
    """Shapes, checkpoint and steps. `changed` when what can be asked for is another."""

    changed = Signal()

    def __init__(self, store: Store, settings: Settings, kept: dict[str, Any]) -> None:
        super().__init__()
        self._store, self._settings, self._kept = store, settings, kept
        self.what, self.split, self.checkpoint = QComboBox(), QComboBox(), CheckpointBox()
        named(self.what, tr("Shapes"), tr("What is adapted to: files, or shapes of an endless seeded family"))
        named(self.split, tr("Split"), tr("Which shapes of the family; nothing was trained on test shapes"))
        named(self.checkpoint, tr("Checkpoint"), tr("What adapts; that of the window observes as the window does"))
        for words, key in SPLITS:
            self.split.addItem(words, key)
        self.path = QPushButton(tr("Choose…"))
        named(self.path, tr("Choose the folder or file"), tr("A folder of shapes with those in it, or an MNIST file"))
        self.first = QSpinBox(minimum=0, maximum=999_999, value=0)
        named(self.first, tr("First"), tr("Number of the first shape: 0 to 999999"))
        self.count = QSpinBox(minimum=1, maximum=10_000, value=100, suffix=tr(" shapes"))
        named(self.count, tr("How many"), tr("How many shapes from the first on: 1 to 10000"))
        self.steps = QSpinBox(minimum=-1, maximum=5000, value=-1, suffix=tr(" steps"))
        self.steps.setSpecialValueText(tr("as trained"))
        named(self.steps, tr("Steps"), tr("Gradient steps for each shape: 0 to 5000, or as many as were trained"))
        self.refine = QCheckBox(tr("Refi&ne"))
        self.members = QSpinBox(minimum=0, maximum=32, value=0, suffix=tr(" members"))
        self.members.setSpecialValueText(tr("none"))
        named(
            self.members,
            tr("Spread"),
            tr("Members of each shape, adapted to parts of its points, for its spread: 0 to 32"),
        )
        self.form = QFormLayout()
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for words, widget in (
            (tr("S&hapes"), self.what),
            (tr("F&iles"), self.path),
            (tr("S&plit"), self.split),
            (tr("&First"), self.first),
            (tr("How &many"), self.count),
            (tr("Check&point"), self.checkpoint),
            (tr("S&teps"), self.steps),
            ("", self.refine),
            (tr("Sprea&d"), self.members),
        ):
            self.form.addRow(words, widget)
        self.about = muted(tr("How they are observed"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self.form)
        layout.addWidget(self.about)
        self.what.activated.connect(self._what_chosen)
        self._wanted: str | None = None  # what a person has chosen, not what was put in its place where it did not fit
        self.checkpoint.activated.connect(self._checkpoint_chosen)
        self.path.clicked.connect(self._ask)

    def offer(self) -> None:
        """Everything that can be chosen now; the first time, what was chosen the last time."""
        if not self.what.count():
            self._offer_shapes()
        self._offer_checkpoints()
        self._show()

    def _offer_shapes(self) -> None:
        from core.shapes.catalogue import FAMILY_DIMS

        self.what.addItem(tr("Bundled with the program"), BUNDLED)
        for name, dim in FAMILY_DIMS.items():
            self.what.addItem(tr("Family: {name} ({dim}D)", name=name, dim=dim), name)
        self.what.addItem(tr("A folder of shapes"), FOLDER)
        self.what.addItem(tr("MNIST pictures"), DIGITS)
        for combo, key in ((self.what, "what"), (self.split, "split")):
            combo.setCurrentIndex(max(0, combo.findData(self._kept.get(key))))
        self.refine.setChecked(bool(self._kept.get("refine", False)))
        for spin, key in (
            (self.first, "first"),
            (self.count, "count"),
            (self.steps, "steps"),
            (self.members, "members"),
        ):
            kept = self._kept.get(key)
            if isinstance(kept, int) and spin.minimum() <= kept <= spin.maximum():
                spin.setValue(kept)

    def _offer_checkpoints(self) -> None:
        """Those that fit the chosen shapes, the one of the window first."""
        session, dim = self._store.session, self._dim()
        known = session.catalogue.checkpoints if session.catalogue else ()
        fitting = [info for info in known if dim in (None, info.dim)]
        self.checkpoint.offer(fitting)
        if session.document is not None and dim in (None, session.document.source.dim):
            self.checkpoint.insertItem(1, PRESENT, "")
        natural = (
            "" if self.checkpoint.place_of("") >= 0 else next((i.name for i in fitting if i.observe == "scan"), None)
        )
        wanted = [self.checkpoint.place_of(name) for name in (self._wanted, natural, *(info.name for info in fitting))]
        self.checkpoint.setCurrentIndex(next((place for place in wanted if place >= 0), -1))

    def _dim(self) -> int | None:
        """Dimension of the chosen shapes, None where there may be both."""
        from core.shapes.catalogue import FAMILY_DIMS

        what = self.what.currentData()
        if what == FOLDER:
            from core.evaluation.dataset import dim_of

            path = str(self._kept.get(f"path {what}", ""))
            return dim_of(Path(path)) if path else None
        return 2 if what == DIGITS else FAMILY_DIMS.get(what)

    def remembered(self) -> dict[str, Any]:
        """The choices, as JSON values, for the next time."""
        if not self.what.count():
            return self._kept
        chosen: dict[str, Any] = {"refine": self.refine.isChecked(), "members": self.members.value()}
        chosen |= {"what": self.what.currentData(), "split": self.split.currentData(), "first": self.first.value()}
        return {**self._kept, **chosen, "count": self.count.value(), "steps": self.steps.value()}

    def choose(self, what: str) -> None:
        """Shapes by their key: a family, BUNDLED, FOLDER or DIGITS."""
        self.what.setCurrentIndex(self.what.findData(what))
        self._what_chosen()

    @Slot()
    def _checkpoint_chosen(self) -> None:
        self._wanted = self.checkpoint.currentData()
        self._show()

    @Slot()
    def _what_chosen(self) -> None:
        self._offer_checkpoints()
        self._show()

    @Slot()
    def _show(self) -> None:
        """The rows that the chosen kind of shapes needs, and how they will be observed."""
        what = self.what.currentData()
        counted = what not in (BUNDLED, FOLDER)
        rows = ((self.path, what in (FOLDER, DIGITS)), (self.split, counted and what != DIGITS))
        for widget, shown in (*rows, (self.first, counted), (self.count, counted)):
            self.form.setRowVisible(widget, shown)
        chosen = str(self._kept.get(f"path {what}", ""))
        self.path.setText(Path(chosen).name.replace("&", "&&") or tr("Choose…"))
        setup = self.setup()
        if setup is None:
            self.about.setText(tr("Open a shape first."))
        else:
            seen = tr("as “{kind}”", kind=kind_name(setup.kind)) if setup.kind else tr("as the checkpoint was trained")
            points = tr(", {count:,} points", count=setup.count) if setup.count else ""
            name = Path(setup.checkpoint).name
            self.about.setText(
                tr(
                    "{name}: each shape is observed {seen}{points}, seeds from {seed} on.",
                    name=name,
                    seen=seen,
                    points=points,
                    seed=setup.seed,
                )
            )
        more = self._refine_steps()
        self.refine.setEnabled(more > 0)
        then = tr("{more} steps more for each shape, until the observed points fit", more=more)
        named(self.refine, tr("Refine"), then if more else tr("This checkpoint has no refinement"))
        self.changed.emit()

    def setup(self) -> ObservationSetup | None:
        """Of the window; or of another checkpoint, with what that was trained on."""
        document, name = self._store.session.document, self.checkpoint.currentData()
        if document is None or name is None:
            return None
        kind = "" if document.setup.kind == "as-is" else document.setup.kind  # a raw file says nothing of shapes
        present = replace(document.setup, drawing=b"", kind=kind)
        if not name or name == present.checkpoint:
            return present
        return replace(present, checkpoint=name, kind="", count=0, spec=ObservationSpec())

    def wish(self) -> GalleryRequest | None:
        """What is asked for, None while a folder or file has to be chosen yet."""
        setup, what = self.setup(), self.what.currentData()
        if setup is None:
            return None
        numbers = f"#{self.first.value()}-{self.first.value() + self.count.value() - 1}"
        if what in (FOLDER, DIGITS):
            path = str(self._kept.get(f"path {what}", ""))
            inputs = (path + (numbers if what == DIGITS else ""),) if path else ()
        else:
            inputs = (BUNDLED,) if what == BUNDLED else (f"{what}:{self.split.currentData()}{numbers}",)
        steps = self.steps.value()
        refine = self.refine.isChecked() and self._refine_steps() > 0
        return (
            GalleryRequest(inputs, setup, None if steps < 0 else steps, refine, self.members.value())
            if inputs
            else None
        )

    def _refine_steps(self) -> int:
        """How many steps past the trained ones serve the chosen checkpoint best; 0 where it does not refine."""
        session, setup = self._store.session, self.setup()
        if setup is None or session.document is None:
            return 0
        if setup.checkpoint == session.document.setup.checkpoint:
            return session.document.all_lines[0].run.refine_steps
        known = session.catalogue.checkpoints if session.catalogue else ()
        return next((info.refine_steps for info in known if info.name == setup.checkpoint), 0)

    @Slot()
    def _ask(self) -> None:
        if self.what.currentData() == FOLDER:
            path = QFileDialog.getExistingDirectory(self, tr("Choose a folder of shapes"), self._settings.folder)
        else:
            kinds = tr("MNIST pictures (*ubyte *ubyte.gz *.idx)")
            path, _ = QFileDialog.getOpenFileName(self, tr("Choose MNIST pictures"), self._settings.folder, kinds)
        if path:
            self.take(path)

    def take(self, path: str) -> None:
        """The folder or file that is adapted to."""
        self._kept[f"path {self.what.currentData()}"] = path
        self._settings.folder = str(Path(path).parent)
        self._what_chosen()
