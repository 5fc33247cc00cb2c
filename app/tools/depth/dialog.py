"""The numbers of a depth camera, typed or out of a file; then the picture opens as a scan."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QFormLayout, QVBoxLayout, QWidget

from app.document.store import Store
from app.system.words import plain, told, tr
from app.widgets.labels import muted, named
from app.widgets.notices import Notice
from app.widgets.numbers import DecimalBox
from core.errors import UserError
from core.storage.reading import ShapeError

PIXELS = 100_000.0
STEPS = 1000.0


class CameraDialog(QDialog):
    """`open_asked` with the name of the picture and its camera; `able`: whether what is open may be a depth image."""

    open_asked = Signal(str)
    able = Signal(bool)
    noticed = Signal(object)  # Notice

    def __init__(self, store: Store, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Camera of a Depth Image"))
        self._store = store
        form = QFormLayout()
        self.numbers: dict[str, DecimalBox] = {}
        for key, label, tip, least in (
            ("fx", "f&x", tr("Focal length across, in pixels: above 0, up to 100,000"), 0.0),
            ("fy", "f&y", tr("Focal length down, in pixels: above 0, up to 100,000"), 0.0),
            ("cx", "&cx", tr("Middle of the picture across, in pixels: up to 100,000 either side"), -PIXELS),
            ("cy", "c&y", tr("Middle of the picture down, in pixels: up to 100,000 either side"), -PIXELS),
            ("steps", tr("&Steps of a metre"), tr("1000 where depths are millimetres: up to 100,000"), 0.0),
        ):
            box = DecimalBox(minimum=least, maximum=PIXELS, decimals=4)
            named(box, plain(label), tip)
            form.addRow(label, box)
            self.numbers[key] = box
        self.numbers["steps"].setValue(STEPS)
        self.words = muted(tr("What the numbers of a camera are"))
        self.words.setText(tr("The numbers stand in the manual of a camera, or in a file with its pictures."))
        buttons = QDialogButtonBox()
        self.go = buttons.addButton(tr("&Open as a Scan"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.read = buttons.addButton(tr("&Read a File…"), QDialogButtonBox.ButtonRole.ActionRole)
        leave = buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        for button, tip in (
            (self.go, tr("Open the picture as what the camera saw")),
            (self.read, tr("Take the numbers from a file: a 3 x 3 matrix as text, or JSON")),
            (leave, tr("Leave the picture as it is")),
        ):
            named(button, plain(button.text()), tip)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.words)
        layout.addWidget(buttons)
        self.go.clicked.connect(self._open)
        self.read.clicked.connect(self._ask_for_file)
        buttons.rejected.connect(self.reject)
        store.document_changed.connect(self.refresh)

    @property
    def _path(self) -> str:
        """Of the picture that may be a depth image, or was opened as one with a camera; "" for none."""
        from core.readers.load import file_and_member

        document = self._store.session.document
        if document is None:
            return ""
        path = document.source.path
        file, member = file_and_member(path)
        if member is not None and "," in member and document.source.dim == 3:
            return str(file)
        return path if document.source.measured else ""

    @Slot()
    def refresh(self) -> None:
        """Whether there is a picture to give a camera to."""
        self.able.emit(bool(self._path))

    @Slot(object)
    def hear(self, notice: Notice) -> None:
        """Offer the dialog where the picture is told to be one that might be a depth image."""
        document = self._store.session.document
        if document is not None and document.source.measured and notice.severity == "info" and notice.offer is None:
            self.noticed.emit(Notice("info", notice.text, offer=(tr("Give Its Camera…"), self.ask)))

    @Slot()
    def ask(self) -> None:
        """In front, with the keys on the first number."""
        if self._path:
            self.show()
            self.activateWindow()
            self.numbers["fx"].setFocus()
            self.numbers["fx"].selectAll()

    @Slot()
    def _open(self) -> None:
        from core.readers.depth import intrinsics_of

        try:
            camera = intrinsics_of(",".join(f"{box.value():.9g}" for box in self.numbers.values()))
        except UserError as error:
            self.words.setText(told(str(error)))
            return
        self.open_asked.emit(f"{self._path}#{camera.text}")
        self.accept()

    @Slot()
    def _ask_for_file(self) -> None:
        kinds = tr("Numbers of a camera (*.txt *.json)")
        start = str(Path(self._path).parent)
        path, _ = QFileDialog.getOpenFileName(self, tr("Read the numbers of a camera"), start, kinds)
        if path:
            self.take(Path(path))

    def take(self, path: Path) -> None:
        """The numbers that a file tells; why it tells none stands below them."""
        from core.readers.depth import intrinsics_in

        try:
            camera = intrinsics_in(path)
        except ShapeError as fault:
            self.words.setText(told(f"{fault}; {fault.remedy}."))
            return
        for key, box in self.numbers.items():
            box.setValue(getattr(camera, key))
        self.words.setText(tr("The numbers are those of {name}.", name=path.name))
