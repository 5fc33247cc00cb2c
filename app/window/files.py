"""Asking for files: what to open, which checkpoint, where to save. What is then done with a path needs no dialog."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event

from PySide6.QtCore import QBuffer, QByteArray, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QWidget

from app.control.controller import Controller
from app.document import undo_labels
from app.document.document import Document
from app.document.formatting import from_home, size_in_words
from app.document.settings import Settings
from app.document.store import Store
from app.engine.worker import Worker, finish
from app.system.words import tr
from app.view.viewport import Viewport
from app.widgets.labels import as_written
from app.widgets.notices import Notice
from app.widgets.saving import ask_where, suffixed
from app.window import reproduce
from core.readers.formats import dialog_patterns
from core.storage.atomic import write_file

FILTERS = tr(
    "Shapes, pictures, sessions (*.metasdf {dialog_patterns});;All files (*)", dialog_patterns=dialog_patterns()
)


SURFACES = {
    2: (("SVG", "svg"),),
    3: (("PLY", "ply"), ("OBJ", "obj"), ("STL", "stl"), ("GLB", "glb")),
}
"""What a level set is saved as, by dimension; the first one is proposed."""


def dropped_files(event: QDropEvent) -> list[str]:
    """Paths of the local files that an event brings."""
    return [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]


def several_dropped(paths: Sequence[str]) -> str:
    """What became of several files that were dropped together, in one sentence."""
    others = tr("the other one was") if len(paths) == 2 else tr("the {paths} others were", paths=len(paths) - 1)
    return tr(
        "{name} was opened and {others} not: drop one at a time, or adapt to a folder of shapes in "
        "the gallery (Ctrl+G).",
        name=Path(paths[0]).name,
        others=others,
    )


def carry_question(name: str, size: int, parent: QWidget) -> QMessageBox:
    """Asks whether a shape of so many bytes is to go with its session: yes, no, or not to save."""
    words = tr(
        "{name} ({size_in_words}) can go with the session, so that it opens where {name} is not.",
        name=name,
        size_in_words=size_in_words(size),
    )
    box = QMessageBox(QMessageBox.Icon.Question, tr("Carry the shape?"), words, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)  # a name may hold what looks like HTML
    box.addButton(tr("&Carry It"), QMessageBox.ButtonRole.YesRole)
    box.setDefaultButton(box.addButton(tr("Its &Path Alone"), QMessageBox.ButtonRole.NoRole))
    box.addButton(QMessageBox.StandardButton.Cancel)
    return box


class RecentFiles(QMenu):
    """The files that were opened last."""

    chosen = Signal(str)

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(tr("Open &Recent"), parent)
        self._settings = settings
        self.triggered.connect(self._picked)
        self.fill()

    @Slot()
    def fill(self) -> None:
        """Show what is remembered now."""
        self.clear()
        self.setToolTipsVisible(True)
        for path in self._settings.recent:
            folder = from_home(Path(path).parent)
            name = Path(path).name if folder == "." else f"{Path(path).name}  –  {folder}"
            action = self.addAction(name.replace("&", "&&"))
            action.setData(path)
            action.setToolTip(as_written(path))
        self.setEnabled(bool(self._settings.recent))

    @Slot(QAction)
    def _picked(self, action: QAction) -> None:
        self.chosen.emit(action.data())


class FileActions(QObject):
    """The window's dialogs and what follows from them."""

    noticed = Signal(object)  # Notice

    def __init__(
        self, store: Store, controller: Controller, settings: Settings, viewport: Viewport, window: QWidget
    ) -> None:
        super().__init__(window)
        self._store, self._controller, self._settings = store, controller, settings
        self._viewport, self._window = viewport, window
        self._latest: Event | None = None  # of what is being written
        self._then: dict[QObject, Callable[[], None]] = {}  # what follows once an worker has written

    @Slot()
    def ask_for_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self._window, tr("Open a shape"), self._settings.folder, FILTERS)
        if path:
            self._settings.folder = str(Path(path).parent)
            self._controller.open_path(path)

    @Slot()
    def ask_for_checkpoint(self) -> None:
        title = tr("Choose the folder of a checkpoint")
        folder = QFileDialog.getExistingDirectory(self._window, title, self._settings.folder)
        document = self._store.session.document
        if folder and document is not None:
            self._controller.change_setup(document.setup.adapted_by(folder))

    @Slot()
    def ask_where_to_save(self) -> None:
        document = self._store.session.document
        if document is None:
            return
        kinds = SURFACES[document.source.dim]
        start = self._proposal(f"_step_{self._store.session.cursor:02d}.{kinds[0][1]}")
        path = ask_where(self._window, tr("Save the surface"), start, kinds)
        if path:
            self.save_surface(path)

    @Slot()
    def ask_for_picture_file(self) -> None:
        start = self._proposal(f"_step_{self._store.session.cursor:02d}.png")
        path = ask_where(self._window, tr("Save the picture"), start, ((tr("Picture"), "png"),))
        if path:
            self.save_picture(path)

    @Slot()
    def ask_for_session_file(self) -> None:
        path = self._ask_for_session_file()
        carry = self._ask_whether_to_carry() if path else None
        if path and carry is not None:
            self.save_session(path, carry=carry)

    def _ask_for_session_file(self) -> Path | None:
        document = self._store.session.document
        start = self._proposal(".metasdf", Path(document.source.name).stem if document else None)  # holds all lines
        return ask_where(self._window, tr("Save the session"), start, ((tr("Session"), "metasdf"),))

    def _ask_whether_to_carry(self) -> bool | None:
        """Whether the shape is to go with the session; None for not to save. Where it cannot or need not: False."""
        from core.runs.carried import weight

        document = self._store.session.document
        size = weight(document.source.path) if document is not None and not document.setup.drawing else 0
        if document is None or not size or not self._settings.asks:
            return False
        role = QMessageBox.ButtonRole
        box = carry_question(document.source.name, size, self._window)
        box.exec()
        chosen = box.buttonRole(box.clickedButton())
        return chosen == role.YesRole if chosen in (role.YesRole, role.NoRole) else None

    def save_again(self, then: Callable[[], None]) -> bool:
        """Save to the file that has the document already, or else ask for one. then: called once it is written.

        False when no file was chosen. Who is leaving is asked nothing more: a shape goes along where it did before.
        """
        document = self._store.session.document
        saved = document.saved if document is not None else None
        if saved is not None and saved.path:
            self.save_session(Path(saved.path), then, carry=saved.carried)
            return True
        path = self._ask_for_session_file()
        if path is not None:
            self.save_session(path, then)
        return path is not None

    def save_session(self, path: Path, then: Callable[[], None] | None = None, *, carry: bool = False) -> None:
        """Write all that is shown to one file, in the background, and say so. then: called once it is written.

        carry: the shape goes along.
        """
        path = suffixed(path, ("metasdf",), "metasdf")
        shown, camera = self._store.session, self._viewport.camera()

        def work() -> str:
            from app.engine.session_io import save

            save(path, shown, camera, carry=carry)
            return tr("The session is in {path}{carry}.", path=path, carry=tr(", with its shape") * carry)

        def saved() -> None:
            if shown.document is not None:
                self._store.mark_saved(str(path), shown.document, carried=carry)
            if then is not None:
                then()

        self._begin(path, work, tr("saving the session"), saved)

    def _begin(self, path: Path, work: Callable[[], str], doing: str, then: Callable[[], None] | None = None) -> None:
        """Write in the background, after what was asked before: of two saves of one file the later one stays."""
        self._settings.folder = str(path.parent)
        worker = Worker(work, doing, self, after=self._latest)
        self._latest = worker.done
        if then is not None:
            self._then[worker] = then
        worker.ended.connect(self._ended)
        worker.start()

    @Slot(object)
    def _ended(self, notice: Notice) -> None:
        then = self._then.pop(self.sender(), None)
        self.noticed.emit(notice)
        if then is not None and notice.severity == "info":
            then()

    @Slot()
    def copy_command(self) -> None:
        self._copy(reproduce.command, tr("The command is on the clipboard; run it in the folder of the program."))

    @Slot()
    def copy_python(self) -> None:
        self._copy(reproduce.python, tr("The Python program is on the clipboard."))

    @Slot()
    def copy_report(self) -> None:
        """Put what the verb `doctor` says on the clipboard, which takes some seconds."""

        def work() -> str:
            from app.cli.doctor import findings, report

            return report(findings())

        worker = Worker(work, tr("looking at the system"), self)
        worker.ended.connect(self._reported)
        worker.start()

    @Slot(object)
    def _reported(self, notice: Notice) -> None:
        if notice.severity == "info":
            QGuiApplication.clipboard().setText(notice.text)
            notice = Notice("info", tr("The report is on the clipboard."))
        self.noticed.emit(notice)

    def _copy(self, recipe: Callable[[Document, int], str], words: str) -> None:
        session = self._store.session
        if session.document is None:
            return
        problem = reproduce.obstacle(session.document.setup)
        if not problem:
            QGuiApplication.clipboard().setText(recipe(session.document, session.cursor))
        self.noticed.emit(Notice("warning", problem) if problem else Notice("info", words))

    def finish(self) -> None:
        """Wait for what is being written."""
        finish(self)

    def save_surface(self, path: Path) -> None:
        """Write the shown surface in the input's own coordinates, in the background, and say so."""
        document, entry = self._store.session.document, self._store.session.entry
        if document is None or entry is None or entry.level is None:
            return
        level, normalization, step = entry.level, document.normalization, self._store.session.cursor
        kinds = [suffix for _, suffix in SURFACES[level.dim]]
        path = suffixed(path, kinds, kinds[0])

        def work() -> str:
            from app.render.meshes import surface_file

            made = surface_file(level, normalization, path.suffix)
            write_file(path, made.data)
            return tr(
                "The surface of step {step} is in {path}. {remark}", step=step, path=path, remark=made.remark
            ).strip()

        self._begin(path, work, tr("saving the surface"))

    def save_picture(self, path: Path) -> None:
        """Write what the view shows, in the background, and say so."""
        picture = self._viewport.picture()
        if picture is None:
            return
        path = suffixed(path, ("png",), "png")

        def work() -> str:
            data = QByteArray()
            buffer = QBuffer(data)
            buffer.open(QBuffer.OpenModeFlag.WriteOnly)
            picture.save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType] (the stub lacks words)
            write_file(path, bytes(data.data()))
            return tr("The picture is in {path}.", path=path)

        self._begin(path, work, tr("saving the picture"))

    def _proposal(self, ending: str, stem: str | None = None) -> str:
        document = self._store.session.document
        stem = stem or (undo_labels.file_stem(document) if document else "shape")
        return str(Path(self._settings.folder) / f"{stem}{ending}")
