"""The dialog that records: what, how large, how long, where to. The work is the verb `record` in a child process."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QProcess, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.document.document import View
from app.document.settings import Settings
from app.document.store import Store
from app.document.undo_labels import file_stem
from app.engine.worker import Worker, finish
from app.system.ending import GRACE_MS
from app.system.program import again
from app.system.words import plain, tr
from app.view.viewport import Viewport
from app.widgets.notices import Notice
from app.widgets.numbers import DecimalBox
from app.widgets.saving import ask_where, suffixed
from core.storage.scratch import ScratchFolder

KINDS = (
    (tr("Picture of this step (PNG)"), "picture", ("png",)),
    (tr("Film of the adaptation"), "film", ("webp", "gif", "mp4")),
    (tr("Film of a turntable"), "turntable", ("webp", "gif", "mp4")),
    (tr("Surface of this step"), "mesh", ("ply", "obj", "stl", "glb")),
    (tr("Surfaces of all steps"), "meshes", ("ply", "obj", "stl", "glb")),
    (tr("Page to step and turn (HTML)"), "page", ("html",)),
)
PICTURES = ("picture", "film", "turntable")
FLAT = {"mesh": ("svg",), "meshes": ("svg",)}
SOLID_ONLY = ("turntable",)

LAST_MS = GRACE_MS // 2
"""In which a recording puts away what is half written, or else is killed: the next writing there puts it away."""


class RecordDialog(QDialog):
    """Chooses and starts one recording, shows how far it is, and stops it. `noticed` tells how it ended."""

    noticed = Signal(object)  # Notice

    def __init__(self, store: Store, viewport: Viewport, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Record"))
        self._store, self._viewport, self._settings = store, viewport, settings
        self.child: QProcess | None = None
        self._folder: ScratchFolder | None = None
        self._target = Path()
        self._build()
        self.kind.currentIndexChanged.connect(self._kind_changed)
        store.document_changed.connect(self._offer)
        self._offer()

    def _build(self) -> None:
        self.kind = QComboBox()
        _named(
            self.kind, tr("What to record"), tr("A picture, a film, surfaces, or a page to step through in a browser")
        )
        self.format = QComboBox()
        _named(self.format, tr("File format"), tr("Kind of file; MP4 needs ffmpeg"))
        self.width_, self.height_ = (QSpinBox(minimum=16, maximum=8192, suffix=tr(" pixels")) for _ in range(2))
        _named(self.width_, tr("Width"), tr("Width of the picture: 16 to 8192 pixels"))
        _named(self.height_, tr("Height"), tr("Height of the picture: 16 to 8192 pixels"))
        self.width_.setValue(1280)
        self.height_.setValue(720)
        self.seconds = DecimalBox(minimum=0.2, maximum=120, value=6, suffix=tr(" s"))
        _named(self.seconds, tr("Length"), tr("Length of the film: 0.2 to 120 seconds"))
        self.overlays = QCheckBox(tr("Points, frame and &words"))
        _named(
            self.overlays,
            tr("Points, frame and words"),
            tr("Draw what was observed, the box, and the numbers of the step"),
        )
        self.overlays.setChecked(True)
        self.truth = QCheckBox(tr("&True shape"))
        _named(self.truth, tr("True shape"), tr("Draw the true shape over the adapted one, where it is known"))
        sides = QHBoxLayout()
        sides.addWidget(self.width_)
        sides.addWidget(QLabel("×"))
        sides.addWidget(self.height_)
        form = QFormLayout()
        form.addRow(tr("&Record"), self.kind)
        form.addRow(tr("&Format"), self.format)
        form.addRow(tr("Size"), sides)
        form.addRow(tr("&Length"), self.seconds)
        form.addRow("", self.overlays)
        form.addRow("", self.truth)
        self.progress = QProgressBar()
        self.progress.setAccessibleName(tr("Progress of the recording"))
        self.progress.hide()
        self.words = QLabel(tr("Colours and camera are those of the window."))
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setProperty("muted", True)
        self.words.setWordWrap(True)
        buttons = QDialogButtonBox()
        self.save = buttons.addButton(tr("&Save as…"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.stop = buttons.addButton(tr("S&top"), QDialogButtonBox.ButtonRole.ResetRole)
        self.leave = buttons.addButton(QDialogButtonBox.StandardButton.Close)
        tips = (
            (self.save, tr("Choose a file and record to it")),
            (self.stop, tr("End the recording; no file is left")),
        )
        for button, tip in (*tips, (self.leave, tr("Close this dialog; a recording ends with it"))):
            button.setToolTip(tip)
            button.setAccessibleName(plain(button.text()))
        self.stop.setEnabled(False)
        self.save.clicked.connect(self._ask)
        self.stop.clicked.connect(self.cancel)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.progress)
        layout.addWidget(self.words)
        layout.addWidget(buttons)

    @property
    def busy(self) -> bool:
        """Whether something is being recorded."""
        return self._folder is not None

    @Slot()
    def _offer(self) -> None:
        """The kinds that the open document can be recorded as."""
        document = self._store.session.document
        flat = document is not None and document.source.dim == 2
        chosen = self.kind.currentData()
        self.kind.clear()
        for words, key, _ in KINDS:
            if not (flat and key in SOLID_ONLY):
                self.kind.addItem(words, key)
        self.kind.setCurrentIndex(max(0, self.kind.findData(chosen)))
        self.truth.setEnabled(document is not None and document.source.has_truth)
        self.truth.setChecked(self.truth.isEnabled() and self._store.session.view.truth)
        self.save.setEnabled(document is not None and not self.busy)

    @Slot()
    def _kind_changed(self) -> None:
        document, key = self._store.session.document, self.kind.currentData()
        flat = document is not None and document.source.dim == 2
        suffixes = next((s for _, k, s in KINDS if k == key), ())
        chosen = self.format.currentData()
        self.format.clear()
        for suffix in FLAT.get(key, suffixes) if flat else suffixes:
            self.format.addItem({"webp": "WebP"}.get(suffix, suffix.upper()), suffix)
        self.format.setCurrentIndex(max(0, self.format.findData(chosen)))
        drawn = key in ("picture", "film", "turntable")
        for widget in (self.width_, self.height_, self.overlays):
            widget.setEnabled(drawn)
        self.truth.setEnabled(drawn and document is not None and document.source.has_truth)
        self.seconds.setEnabled(key in ("film", "turntable"))

    @Slot()
    def export_page(self) -> None:
        """Ask where to, and write a page of all steps; how far it is stands in the dialog."""
        if not self.busy and self._store.session.document is not None:
            self.kind.setCurrentIndex(self.kind.findData("page"))
            self.show()
            self._ask()

    @Slot()
    def _ask(self) -> None:
        document, chosen = self._store.session.document, self.format.currentData()
        if document is None:
            return
        name = f"{file_stem(document)}_{self.kind.currentData()}.{chosen}"
        start = str(Path(self._settings.folder) / name)
        suffixes = sorted(self._suffixes(), key=lambda suffix: suffix != chosen)
        path = ask_where(self, tr("Record to"), start, [(suffix.upper(), suffix) for suffix in suffixes])
        if path:
            self.record(path)

    def _suffixes(self) -> list[str]:
        """Those that what is chosen can be recorded as."""
        return [self.format.itemData(row) for row in range(self.format.count())]

    def record(self, path: Path) -> None:
        """Record what is chosen to this file: in the format of its suffix, where it has one, else in the chosen one.

        One at a time: nothing happens while another is made.
        """
        if self.busy:
            return
        self._target = suffixed(path, self._suffixes(), self.format.currentData())
        self.format.setCurrentIndex(self.format.findData(self._target.suffix[1:].lower()))
        self._settings.folder = str(self._target.parent)
        self._folder = ScratchFolder()
        file = self._folder.path / "shown.metasdf"
        shown, camera = self._store.session, self._viewport.camera()

        def work() -> str:
            from app.engine.session_io import save

            save(file, shown, camera)
            return str(file)

        self._show_progress(0, 0, tr("Packing what is shown …"))
        worker = Worker(work, tr("packing the session"), self)
        worker.ended.connect(self._packed)
        worker.start()

    def arguments(self, session: str) -> list[str]:
        """The words of the verb `record`."""
        key, view = self.kind.currentData(), self._store.session.view
        words = ["record", session, str(self._target), "--progress", "--step", str(self._store.session.cursor)]
        words += ["--size", f"{self.width_.value()}x{self.height_.value()}", "--seconds", f"{self.seconds.value():g}"]
        flags = {
            "--plain": not self.overlays.isChecked(), "--truth": self.truth.isEnabled() and self.truth.isChecked(),
            "--imagined": view.imagined, "--dark": self._settings.theme == "dark",
            "--turntable": key == "turntable", "--all": key == "meshes",
        }  # fmt: skip
        inspect, document = self._store.session.inspect, self._store.session.document
        if inspect.iso:
            words.append(f"--iso={inspect.iso:g}")
        if inspect.slicing and document is not None and document.source.dim == 3:
            plane = inspect.plane
            words.append(f"--slice={','.join(f'{part:.6g}' for part in plane.normal)}:{plane.offset:g}")
        flags["--residual"] = inspect.residual
        if key in PICTURES:
            words += self._colors(view)
        return words + [flag for flag, wanted in flags.items() if wanted]

    def _colors(self, view: View) -> list[str]:
        """Of the surface and of the points, as the view has them."""
        maps = [f"--map={name}" for name in self._viewport.scene_style.maps]
        if not view.color:
            return maps
        span = [] if view.span is None else [f"--range={view.span[0]:.9g}:{view.span[1]:.9g}"]
        return [*maps, f"--color={view.color}", *span]

    @Slot(object)
    def _packed(self, notice: Notice) -> None:
        if self._folder is None:
            return
        if notice.severity != "info":
            self._end(notice)
            return
        child = self.child = QProcess(self)
        child.readyReadStandardOutput.connect(self._heard)
        child.finished.connect(self._finished)
        self._show_progress(0, 0, tr("Drawing the surfaces anew, fine …"))
        program, *arguments = again(self.arguments(notice.text))
        child.start(program, arguments)

    @Slot()
    def _heard(self) -> None:
        child = self.child
        while child is not None and child.canReadLine():
            line = bytes(child.readLine().data()).decode(errors="replace")
            if line.startswith("{"):
                part = json.loads(line)
                self._show_progress(part["done"], part["total"], tr("Recording {name} …", name=self._target.name))

    @Slot(int, QProcess.ExitStatus)
    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        child, self.child = self.child, None
        if child is None:
            return
        child.deleteLater()
        words = bytes(child.readAllStandardError().data()).decode(errors="replace").strip()
        if code == 0 and status == QProcess.ExitStatus.NormalExit:
            self._end(Notice("info", tr("The recording is in {target}.", target=self._target)))
        elif code == 2:
            self._end(Notice("error", words.splitlines()[-1]))
        else:
            self._end(Notice("error", tr("The recording ended with an error."), words))

    @Slot()
    def cancel(self) -> None:
        """Stop; no file is left behind."""
        child, self.child = self.child, None
        if child is not None:
            child.terminate()
            if not child.waitForFinished(LAST_MS):
                child.kill()
                child.waitForFinished(LAST_MS)
            child.deleteLater()
        if self._folder is not None:
            self._end(Notice("info", tr("The recording was stopped; nothing was written.")))

    def finish(self) -> None:
        """Stop, and wait for the thread that packs: what it writes to is gone."""
        self.cancel()
        finish(self, GRACE_MS)

    def _end(self, notice: Notice) -> None:
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
        self.progress.hide()
        self.words.setText(notice.text)
        self.stop.setEnabled(False)
        self._offer()
        self.noticed.emit(notice)

    def _show_progress(self, done: int, total: int, words: str) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.progress.show()
        self.words.setText(words)
        self.stop.setEnabled(True)
        self.save.setEnabled(False)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.cancel()
        super().closeEvent(event)


def _named(widget: QWidget, name: str, tip: str) -> None:
    widget.setAccessibleName(name)
    widget.setToolTip(tip)
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
