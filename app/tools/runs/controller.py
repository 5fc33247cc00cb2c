"""Between the window of kept runs, the folder in which they lie, and the engine that compares two."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.control.controller import Controller
from app.document.document import WindowState
from app.document.store import Store
from app.engine.engine import Engine
from app.engine.worker import Worker, finish
from app.system.words import tr
from app.tools.runs.compare import Choice
from app.tools.runs.panel import RunsWindow
from app.view.viewport import Viewport
from app.widgets.notices import Notice

if TYPE_CHECKING:
    from app.engine.workspace import Workspace
    from core.analysis.difference import Difference
    from core.runs.kept import KeptRun
    from core.runs.session import Session as SavedSession

COMPARE = "compare"


class KeptRuns(QObject):
    """Carries out what the window and its actions ask for. What is written or read goes one after the other."""

    noticed = Signal(object)  # Notice
    opened = Signal()  # a run was asked for, which the main window will show

    def __init__(
        self, store: Store, engine: Engine, controller: Controller, viewport: Viewport, window: RunsWindow
    ) -> None:
        super().__init__(window)
        self._store, self._engine, self._controller = store, engine, controller
        self._viewport, self._window = viewport, window
        self._latest: Event | None = None
        self._then: dict[QObject, Callable[[Notice], None]] = {}
        self._number, self._pair = 0, ("", "")  # of the latest comparison, and what its runs are called
        self._mine = False
        window.read_asked.connect(self.read)
        window.keep_asked.connect(self.keep)
        window.files_asked.connect(self.add)
        window.delete_asked.connect(self.delete)
        window.export_asked.connect(self.export)
        window.open_asked.connect(self.open)
        window.model.noted.connect(self.note)
        window.compare.asked.connect(self.compare)
        window.compare.stop_asked.connect(self.stop)
        engine.task_progressed.connect(self._progressed)
        engine.task_ended.connect(self._ended)
        engine.failed.connect(self._failed)

    def _begin(self, work: Callable[[], str], doing: str, then: Callable[[Notice], None]) -> None:
        worker = Worker(work, doing, self, after=self._latest)
        self._latest = worker.done
        self._then[worker] = then
        worker.ended.connect(self._done)
        worker.start()

    @Slot(object)
    def _done(self, notice: Notice) -> None:
        self._then.pop(self.sender())(notice)

    def finish(self) -> None:
        """Wait for what is being written."""
        finish(self)

    # --- the table

    @Slot()
    def read(self, words: str = "") -> None:
        """Show what is kept. words: what is said then, in place of how many there are."""
        found: list[tuple[tuple[KeptRun, ...], tuple[str, ...]]] = []

        def work() -> str:
            from core.runs.kept import home, read_rows

            found.append(read_rows(home()))
            return ""

        def shown(notice: Notice) -> None:
            if found:
                self._window.show_rows(*found[0])
            if words or notice.text:
                self._window.words.setText(words or notice.text)

        self._begin(work, tr("reading the table of runs"), shown)

    @Slot()
    def keep(self) -> None:
        """The open run as it is shown becomes a row; the main window says so."""
        shown, camera = self._store.session, self._viewport.camera()
        document = shown.document
        if document is None:
            return

        def work() -> str:
            from app.engine.session_io import session_of
            from core.runs.kept import home, keep

            row = keep(session_of(shown, camera), home(), document.source.name)
            return tr(
                "{name} at step {steps} is kept in the table of runs (Ctrl+Shift+K).", name=row.name, steps=row.steps
            )

        def kept(notice: Notice) -> None:
            if notice.severity == "info" and document.saved is None:
                self._store.mark_saved("", document)
            self._told(notice)

        self._begin(work, tr("keeping the run"), kept)

    @Slot(object)
    def add(self, paths: list[str]) -> None:
        """Sessions that were saved become rows. The first that cannot be read ends it."""

        def work() -> str:
            from core.runs.kept import home, keep
            from core.runs.session import read_session

            for path in paths:
                keep(read_session(path), home(), beside=Path(path))
            return tr("{paths} added.", paths=len(paths))

        self._begin(work, tr("keeping saved sessions"), self._told_here)

    @Slot(object, str)
    def note(self, run: KeptRun, notes: str) -> None:
        """Write another note."""

        def work() -> str:
            from core.runs.kept import noted, read_row

            noted(read_row(run.file), notes)
            return tr("The note is written.")

        self._begin(work, tr("writing a note"), self._told_here)

    @Slot(object)
    def delete(self, runs: list[KeptRun]) -> None:
        """Remove rows with their sessions."""

        def work() -> str:
            from core.runs.kept import delete

            for run in runs:
                delete(run)
            return tr("{runs} deleted.", runs=len(runs))

        self._begin(work, tr("deleting from the table of runs"), self._told_here)

    @Slot(object, object)
    def export(self, path: Path, runs: list[KeptRun]) -> None:
        """Write these rows as a table."""

        def work() -> str:
            from core.runs.kept import csv_text
            from core.storage.atomic import write_text

            write_text(path, csv_text(runs))
            return tr("{runs} runs are in {path}.", runs=len(runs), path=path)

        self._begin(work, tr("writing the table"), lambda notice: self._window.words.setText(notice.text))

    @Slot(object)
    def open(self, run: KeptRun) -> None:
        """The session of a row, as any session is opened."""
        self._controller.open_path(str(run.session))
        self.opened.emit()

    def _told(self, notice: Notice) -> None:
        self.noticed.emit(notice)
        self._told_here(notice)

    def _told_here(self, notice: Notice) -> None:
        """What was done, and the table as it is then."""
        if self._window.isVisible():
            self.read(notice.text)

    # --- comparing

    @Slot(object, object)
    def compare(self, first: Choice, second: Choice) -> None:
        """Compare two as they are now. What was being compared before is dropped."""
        self._number += 1
        number, shown, self._pair = self._number, self._store.session, (first.words, second.words)

        def work(_: Workspace | None) -> Iterator[tuple[int, Difference | None]]:
            from core.analysis.difference import comparing

            sides = []
            for choice in (first, second):
                sides.append(_session_of(choice, shown))
                yield number, None
            for part in comparing(sides[0], sides[1]):
                yield number, part

        self._window.compare.set_running(True)
        self._window.compare.words.setText(tr("Comparing …"))
        self._mine = True
        self._engine.start_task(COMPARE, tr("Comparing two runs"), work)

    @Slot()
    def stop(self) -> None:
        self._engine.cancel_task(COMPARE)

    @Slot(str, object)
    def _progressed(self, name: str, part: tuple[int, Difference | None]) -> None:
        if name != COMPARE or part[0] != self._number or part[1] is None:
            return
        from app.tools.runs.views import Compared

        if self._window.isVisible():
            self._window.show_compared(Compared(part[1], self._pair))

    @Slot(str, bool)
    def _ended(self, name: str, complete: bool) -> None:
        self._mine = name == COMPARE
        if self._mine:
            self._window.compare.set_running(False)
            if not complete:
                self._window.compare.words.setText(tr("Stopped."))

    @Slot(str, object)
    def _failed(self, slot: str, notice: Notice) -> None:
        if slot == "task" and self._mine:
            self._window.compare.words.setText(notice.text)


def _session_of(choice: Choice, shown: WindowState) -> tuple[SavedSession, Path]:
    """What is to be compared, and the file that it is from. On the engine's thread. Raises UserError."""
    from app.engine.session_io import session_of
    from core.runs.kept import home
    from core.runs.session import read_session

    if choice.run is not None:
        return read_session(choice.run.session), choice.run.session
    return replace(session_of(shown, None), shown=choice.line), home() / "session"
