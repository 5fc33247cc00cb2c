"""Asking for files: what to open, which checkpoint, where to save. What is then done with a path needs no dialog."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from app.controller import Controller
from app.notices import Notice
from app.settings import Settings
from app.state import Store
from app.viewport import Viewport
from core.errors import UserError

FILTERS = (
    "Shapes and pictures (*.ply *.obj *.stl *.off *.glb *.xyz *.txt *.csv *.pts *.pcd *.npy *.npz *.png *.jpg *.jpeg "
    "*.bmp *.gif *.tif *.tiff *.webp *.pbm *.pgm *.ppm *ubyte *ubyte.gz);;All files (*)"
)


def dropped_files(event: QDropEvent) -> list[str]:
    """Paths of the local files that an event brings."""
    return [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]


class FileActions(QObject):
    """The window's dialogs and what follows from them."""

    noticed = Signal(object)  # Notice

    def __init__(
        self, store: Store, controller: Controller, settings: Settings, viewport: Viewport, window: QWidget
    ) -> None:
        super().__init__(window)
        self._store, self._controller, self._settings = store, controller, settings
        self._viewport, self._window = viewport, window

    @Slot()
    def ask_for_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self._window, "Open a shape", self._settings.folder, FILTERS)
        if path:
            self._settings.folder = str(Path(path).parent)
            self._controller.open_path(path)

    @Slot()
    def ask_for_checkpoint(self) -> None:
        title = "Choose the folder of a checkpoint"
        folder = QFileDialog.getExistingDirectory(self._window, title, self._settings.folder)
        document = self._store.session.document
        if folder and document is not None:
            self._controller.change_setup(replace(document.setup, checkpoint=folder, kind="", count=0))

    @Slot()
    def ask_where_to_save(self) -> None:
        document = self._store.session.document
        if document is None:
            return
        suffix = "ply" if document.source.dim == 3 else "svg"
        start = self._proposal(f"_step_{self._store.session.cursor:02d}.{suffix}")
        path, _ = QFileDialog.getSaveFileName(self._window, "Save the surface", start, f"Surface (*.{suffix})")
        if path:
            self.save_surface(Path(path))

    @Slot()
    def ask_for_picture_file(self) -> None:
        start = self._proposal(f"_step_{self._store.session.cursor:02d}.png")
        path, _ = QFileDialog.getSaveFileName(self._window, "Save the picture", start, "Picture (*.png)")
        if path:
            self.save_picture(Path(path))

    def save_surface(self, path: Path) -> None:
        """Write the shown surface and say so."""
        try:
            self._controller.save_surface(path)
        except UserError as error:
            self.noticed.emit(Notice("error", str(error)))
            return
        self._settings.folder = str(path.parent)
        self.noticed.emit(Notice("info", f"The surface of step {self._store.session.cursor} is in {path}."))

    def save_picture(self, path: Path) -> None:
        """Write what the view shows and say so."""
        if self._viewport.save_picture(str(path)):
            self._settings.folder = str(path.parent)
            self.noticed.emit(Notice("info", f"The picture is in {path}."))
        else:
            self.noticed.emit(Notice("error", f"{path} cannot be written; choose another folder or a name in .png."))

    def _proposal(self, ending: str) -> str:
        document = self._store.session.document
        stem = Path(document.source.name).stem if document else "shape"
        return str(Path(self._settings.folder) / f"{stem}{ending}")
