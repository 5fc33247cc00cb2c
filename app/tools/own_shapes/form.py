"""A new training on a person's own meshes: what its net sees of a shape, what it begins from, how long it takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from app.document.document import CheckpointInfo
from app.system.words import tr
from app.widgets.labels import named
from app.widgets.numbers import DecimalBox
from core.methods.registry import info_of

if TYPE_CHECKING:
    from core.training.own_training import OwnTraining

SEEN = (
    ("surface", tr("Points on the surface")), ("unoriented", tr("Points and their sides")),
    ("oriented", tr("Points with normals")), ("scan", tr("One depth scan")),
    ("dense", tr("Distances all around")),
)  # fmt: skip
"""What is observed, in words."""


class TrainingForm(QWidget):
    """The choices of a training. `renamed` when its name is another, `seen_otherwise` when what the net sees is."""

    renamed = Signal()
    seen_otherwise = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.observe, self.base = QComboBox(), QComboBox()
        named(self.observe, tr("Observed"), tr("What the net will see of a shape, in training and afterwards"))
        for kind, words in SEEN:
            self.observe.addItem(words, kind)
        named(self.base, tr("Begin from"), tr("The net whose start and step sizes are gone on from"))
        self.minutes = DecimalBox(minimum=0.1, maximum=600, value=15, suffix=tr(" minutes"), decimals=1)
        named(
            self.minutes, tr("Minutes"), tr("How long to train, besides some minutes of preparing: 0.1 to 600 minutes")
        )
        self.name = QLineEdit()
        named(self.name, tr("Name"), tr("What the checkpoint will be called"))
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for words, widget in (
            (tr("&Observed"), self.observe),
            (tr("Train &for"), self.minutes),
            (tr("&Begin from"), self.base),
            (tr("&Name"), self.name),
        ):
            form.addRow(words, widget)
        self.observe.activated.connect(self.seen_otherwise)
        self.name.textChanged.connect(self.renamed)

    def offer_bases(self, checkpoints: Sequence[CheckpointInfo]) -> None:
        """Nets in 3D with learned rates, that of the kind which is observed first."""
        from core.training.own_training import BASES

        fitting = [info.name for info in checkpoints if info.dim == 3 and info_of(info.method).learns_rates]
        first = [name for name in BASES[self.observe.currentData()] if name in fitting][:1]
        self.base.clear()
        for name in dict.fromkeys((*first, *fitting)):
            self.base.addItem(name, name)

    def show_training(self, own: OwnTraining) -> None:
        """The choices of a training that was begun before."""
        self.observe.setCurrentIndex(max(0, self.observe.findData(own.observe)))
        self.base.clear()
        self.base.addItem(own.base, own.base)
        self.minutes.setValue(own.minutes)
        self.name.setText(own.name)

    @property
    def checkpoint(self) -> str:
        """The name of the checkpoint that is to be made, "" for none."""
        return self.name.text().strip()

    def asked(self, folder: str) -> dict[str, Any]:
        """What is asked for of the meshes in a folder, as core.training.own_training.OwnTraining has it."""
        return {
            "name": self.checkpoint, "folder": folder, "observe": self.observe.currentData(),
            "minutes": self.minutes.value(), "base": self.base.currentData(),
        }  # fmt: skip

    def allow(self, choosing: bool) -> None:
        """Whether anything may be chosen now."""
        for widget in (self.observe, self.minutes, self.base, self.name):
            widget.setEnabled(choosing)
