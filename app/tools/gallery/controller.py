"""Between the gallery's window and the engine: fills galleries, opens their runs, writes their tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal, Slot

from app.control.controller import Controller
from app.control.player import Player
from app.document.document import ObservationSetup
from app.document.formatting import from_home
from app.engine.engine import Engine
from app.engine.worker import Worker, finish
from app.system.words import tr
from app.tools.gallery.form import GalleryRequest
from app.tools.gallery.panel import GalleryWindow
from app.widgets.notices import Notice

if TYPE_CHECKING:
    from app.engine.workspace import Workspace
    from core.evaluation.gallery import GalleryProgress, Plan, Result

GALLERY = "gallery"


def home() -> Path:
    """Where galleries are kept unless a person chooses another folder."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)) / "galleries"


@dataclass(frozen=True)
class Begun:
    """The first part of the work: which gallery is filled or shown."""

    folder: Path
    plan: Plan


class Galleries(QObject):
    """Carries out what the gallery's window asks for."""

    opened = Signal()  # a run was asked for, which the main window will show

    def __init__(self, engine: Engine, controller: Controller, player: Player, window: GalleryWindow) -> None:
        super().__init__(window)
        self._engine, self._controller, self._player, self._window = engine, controller, player, window
        self._plan: Plan | None = None
        self._filling = self._mine = False
        window.start_asked.connect(self.start)
        window.resume_asked.connect(self.resume)
        window.show_asked.connect(self.show)
        window.stop_asked.connect(self.stop)
        window.open_asked.connect(self.open)
        window.export_asked.connect(self.export)
        engine.task_progressed.connect(self._progressed)
        engine.task_ended.connect(self._ended)
        engine.failed.connect(self._failed)

    @Slot(object)
    def start(self, wish: GalleryRequest) -> None:
        """Fill the gallery of this wish, from where it is."""
        base = Path(self._window.home) if self._window.home else home()

        def work(opened: Workspace | None) -> Iterator[object]:
            from core.evaluation.gallery import plan_of
            from core.evaluation.gallery_folder import fill, folder_name
            from core.methods.base import last_step
            from core.runs.checkpoint import load_checkpoint, method_of

            checkpoint, setup = load_checkpoint(wish.setup.checkpoint), wish.setup
            method = method_of(checkpoint, _device(opened))
            plan = plan_of(
                wish.inputs, checkpoint, name=setup.checkpoint, kind=setup.kind, points=setup.count,
                steps=last_step(method, wish.steps, "best" if wish.refine else None),
                seed=setup.seed, spec=setup.spec, members=wish.members, trained_steps=method.trained_steps,
            )  # fmt: skip
            folder = base / folder_name(plan)
            yield Begun(folder, plan)
            yield from fill(folder, plan, checkpoint, method)

        self._begin(tr("Filling the gallery"), work, filling=True)

    @Slot(str)
    def resume(self, folder: str) -> None:
        """Fill what is missing in this gallery."""

        def work(opened: Workspace | None) -> Iterator[object]:
            from core.evaluation.gallery_folder import check_weights, fill, read_plan
            from core.runs.checkpoint import load_checkpoint, method_of

            plan, _ = read_plan(Path(folder))
            check_weights(plan)
            checkpoint = load_checkpoint(plan.checkpoint)
            yield Begun(Path(folder), plan)
            yield from fill(Path(folder), plan, checkpoint, method_of(checkpoint, _device(opened)))

        self._begin(tr("Filling the gallery"), work, filling=True)

    @Slot(str)
    def show(self, folder: str) -> None:
        """Show what this gallery has, and compute nothing."""

        def work(opened: Workspace | None) -> Iterator[object]:  # noqa: ARG001 (nothing has to be open)
            from core.evaluation.gallery_folder import kept, read_plan

            yield Begun(Path(folder), read_plan(Path(folder))[0])
            yield from kept(Path(folder))

        self._begin(tr("Opening the gallery"), work, filling=False)

    def _begin(self, words: str, work, *, filling: bool) -> None:  # noqa: ANN001 (see Engine.start_task)
        self._filling, self._mine = filling, True
        self._engine.start_task(GALLERY, words, work)

    @Slot()
    def stop(self) -> None:
        self._engine.cancel_task(GALLERY)

    @Slot(object)
    def open(self, result: Result) -> None:
        """The run of a result in the main window, as it was observed, at the step that was judged."""
        plan = self._plan
        if plan is None:
            return
        from core.evaluation.gallery import seed_of

        seed = seed_of(plan, result.number)
        setup = ObservationSetup(plan.checkpoint, result.observed, plan.points, seed, plan.spec)
        self._player.return_to(result.step, lambda: self._controller.open_with(result.source, setup))
        self.opened.emit()

    @Slot(object, object)
    def export(self, path: Path, results: list[Result]) -> None:
        """Write a table in the background, and say so."""

        def work() -> str:
            from core.evaluation.gallery import csv_text
            from core.storage.atomic import write_text

            write_text(path, csv_text(results))
            return tr("{results} results are in {path}.", results=len(results), path=path)

        worker = Worker(work, tr("writing the table"), self)
        worker.ended.connect(self._exported)
        worker.start()

    def finish(self) -> None:
        """Wait for what is being written."""
        finish(self)

    @Slot(object)
    def _exported(self, notice: Notice) -> None:
        self._window.words.setText(notice.text)

    @Slot(str, object)
    def _progressed(self, name: str, part: Begun | GalleryProgress) -> None:
        if name != GALLERY:
            return
        if isinstance(part, Begun):
            self._plan = part.plan
            self._window.begin(part.folder)
        elif part.results or not part.done:
            self._window.add(part.results, part.done, part.total)

    @Slot(str, bool)
    def _ended(self, name: str, complete: bool) -> None:
        self._mine = name == GALLERY
        if not self._mine:
            return
        left = self._window.left
        if not complete:
            self._window.end(
                tr("Stopped; {left} shapes are left, Resume goes on.", left=left) if left else tr("Stopped.")
            )
        elif left:
            self._window.end(tr("{left} shapes of this gallery have no result yet; Resume goes on.", left=left))
        else:
            self._window.end(tr("Complete; kept in {folder}.", folder=from_home(self._window.folder)))

    @Slot(str, object)
    def _failed(self, slot: str, notice: Notice) -> None:
        if slot == "task" and self._mine:
            self._window.words.setText(notice.text)


def _device(opened: Workspace | None):  # noqa: ANN202 (torch is not imported here)
    from app.engine.workspace import device

    return device() if opened is None else opened.method.device
