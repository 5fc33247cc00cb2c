"""Which shape is open and which checkpoint adapts to it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.document.document import SourceInfo
from app.document.store import Store
from app.system.words import tr
from app.widgets.combo import CheckpointBox, words_of
from app.widgets.labels import as_written

OTHER = tr("Other folder…")
SAMPLES = tr("Try a sample…")


def describe(source: SourceInfo) -> str:
    """What a person should know of an open file, in one line."""
    parts = [tr("{dim}D", dim=source.dim)]
    if source.points is not None:
        parts.append(tr("{points:,} points", points=source.points))
    if source.has_truth:
        parts.append(tr("closed") if source.watertight else tr("with holes, inside by winding number"))
    parts.append(tr("true shape known") if source.has_truth else tr("true shape not known"))
    return tr(", ").join(parts)


class ShapePanel(QWidget):
    """Shows the source, offers samples, and chooses the checkpoint."""

    open_asked = Signal()
    sample_chosen = Signal(str)
    folder_asked = Signal()
    setup_edited = Signal(object)  # Setup

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._name = QLabel(tr("Nothing is open"))
        self._name.setAccessibleName(tr("Open file"))
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        font = self._name.font()
        font.setBold(True)
        self._name.setFont(font)
        self.about = _muted(tr("Open a file, or try a sample."))
        self.about.setAccessibleName(tr("About the open file"))
        button = QPushButton(tr("Open…"))
        button.setToolTip(tr("Open a mesh, a point cloud, an image or samples (Ctrl+O); or drop a file on the window"))
        button.setAccessibleName(tr("Open a file"))
        self._samples = QComboBox()
        self._samples.setAccessibleName(tr("Samples"))
        self._samples.setToolTip(tr("Shapes that come with the program; no checkpoint was trained on them"))
        self.checkpoint = CheckpointBox()
        self.checkpoint.setObjectName("checkpoint")
        self.checkpoint.setAccessibleName(tr("Checkpoint"))
        self.checkpoint.setToolTip(
            tr("The meta-learned start and step sizes; in the open list, type a part of a name, a kind or a method")
        )
        self._trained = _muted("")
        self._trained.setAccessibleName(tr("About the checkpoint"))
        for widget in (button, self._samples, self.checkpoint):
            widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout()
        row.addWidget(button)
        row.addWidget(self._samples, 1)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("&Checkpoint"), self.checkpoint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 8)
        for part in (self._name, self.about):
            layout.addWidget(part)
        layout.addLayout(row)
        layout.addLayout(form)
        layout.addWidget(self._trained)
        layout.addStretch()
        button.clicked.connect(self.open_asked)
        self._samples.activated.connect(self._sample_activated)
        self.checkpoint.activated.connect(self._checkpoint_activated)
        store.catalogue_changed.connect(self._refresh)
        store.document_changed.connect(self._refresh)
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        """Shows what is open; also undoes a choice that failed."""
        session = self._store.session
        known = session.catalogue.checkpoints if session.catalogue else ()
        samples = session.catalogue.shapes if session.catalogue else ()
        self._samples.clear()
        self._samples.addItem(SAMPLES, "")
        for path in samples:
            self._samples.addItem(Path(path).stem.replace("-", " ").replace("_", " ").capitalize(), path)
        self._samples.setEnabled(bool(samples))
        self.checkpoint.offer(known)
        document = session.document
        if document is not None:
            self._name.setText(document.source.name)
            self._name.setToolTip(as_written(document.source.path))
            raw = document.source.dim == 3 and not document.source.has_truth
            self.about.setText(describe(document.source) + tr("; L puts it upright") * raw)
            self._select(document.setup.checkpoint)
        self.checkpoint.addItem(OTHER, "")
        self.checkpoint.setItemData(
            self.checkpoint.count() - 1, tr("A folder that training wrote"), Qt.ItemDataRole.ToolTipRole
        )
        chosen = next((i for i in known if document is not None and i.name == document.setup.checkpoint), None)
        trained = (
            "" if document is None else tr("{trained_steps} trained steps", trained_steps=document.run.trained_steps)
        )
        self._trained.setText(words_of(chosen) if chosen else trained)

    @Slot()
    def restore(self) -> None:
        """A choice could not be carried out: show again what is really open."""
        self._refresh()

    def _select(self, name: str) -> None:
        index = self.checkpoint.findData(name)
        if index < 0:
            self.checkpoint.addItem(Path(name).name, name)
            index = self.checkpoint.count() - 1
        self.checkpoint.setCurrentIndex(index)

    @Slot(int)
    def _sample_activated(self, index: int) -> None:
        path = self._samples.itemData(index)
        if path:
            self.sample_chosen.emit(path)
        self._samples.setCurrentIndex(0)

    @Slot(int)
    def _checkpoint_activated(self, index: int) -> None:
        document, name = self._store.session.document, self.checkpoint.itemData(index)
        if not name:
            self._refresh()
            self.folder_asked.emit()
        elif document is not None and name != document.setup.checkpoint:
            self.setup_edited.emit(document.setup.adapted_by(name))


def _muted(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("muted", True)
    label.setWordWrap(True)
    return label
