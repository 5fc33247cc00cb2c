"""What the window holds besides its shell: closed docks, further windows, and what carries out what they ask for.

All of it is imported and built once the shell and the view are seen, a piece at each turn of the event loop.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.tools import TOOLS

if TYPE_CHECKING:
    from app.tools.branches.controller import Branching
    from app.tools.branches.panel import BranchesPanel
    from app.tools.depth.dialog import CameraDialog
    from app.tools.dials.controller import Dialing
    from app.tools.dials.panel import DialsPanel
    from app.tools.draw.controller import DrawController
    from app.tools.draw.panel import DrawPanel
    from app.tools.figures.dialog import FigureDialog
    from app.tools.gallery.controller import Galleries
    from app.tools.gallery.panel import GalleryWindow
    from app.tools.inspect.controller import Instrument
    from app.tools.inspect.linked import Linked
    from app.tools.inspect.panel import InspectPanel
    from app.tools.lesson.controller import Classroom
    from app.tools.lesson.panel import LessonPanel
    from app.tools.outer_loop.controller import OuterLoop
    from app.tools.outer_loop.panel import TrainPanel
    from app.tools.over_time.controller import OverTime
    from app.tools.over_time.panel import OverTimePanel
    from app.tools.own_shapes.controller import OwnShapes
    from app.tools.own_shapes.panel import OwnShapesWindow
    from app.tools.place.controller import Placing
    from app.tools.place.panel import PlacePanel
    from app.tools.race.controller import Racing
    from app.tools.race.panel import RaceWindow
    from app.tools.record.dialog import RecordDialog
    from app.tools.runs.controller import KeptRuns
    from app.tools.runs.panel import RunsWindow
    from app.tools.scan.controller import Scanning
    from app.tools.scan.panel import ScanPanel
    from app.tools.scene.controller import Trimming
    from app.tools.scene.panel import ScenePanel
    from app.tools.slow_motion.controller import SlowMotion
    from app.tools.slow_motion.panel import PhasesPanel
    from app.tools.spread.controller import Spreading
    from app.tools.spread.panel import SpreadPanel
    from app.tools.state_text.controller import StateTexts
    from app.tools.updates.controller import Probing
    from app.tools.updates.panel import UpdatesPanel
    from app.tools.views.controller import Views
    from app.tools.welcome.controller import FirstSteps
    from app.window.recovering import Recovering
    from app.window.window import MainWindow


class Furnished:
    """What the window has once it is furnished and extended, by name."""

    scan: ScanPanel
    draw: DrawPanel
    place: PlacePanel
    lesson: LessonPanel
    train: TrainPanel
    updates: UpdatesPanel
    phases: PhasesPanel
    dials: DialsPanel
    inspect: InspectPanel
    branches: BranchesPanel
    scanning: Scanning
    first_steps: FirstSteps
    drawing: DrawController
    placing: Placing
    probing: Probing
    slow_motion: SlowMotion
    dialing: Dialing
    instrument: Instrument
    linked: Linked
    branching: Branching
    outer_loop: OuterLoop
    recovering: Recovering
    own: OwnShapesWindow
    own_shapes: OwnShapes
    race: RaceWindow
    racing: Racing
    gallery: GalleryWindow
    galleries: Galleries
    runs: RunsWindow
    kept_runs: KeptRuns
    recorder: RecordDialog
    figures: FigureDialog
    state_texts: StateTexts
    classroom: Classroom
    depth_camera: CameraDialog
    views: Views
    scene: ScenePanel
    trimming: Trimming
    spread: SpreadPanel
    spreading: Spreading
    over_time: OverTimePanel
    over_time_controller: OverTime


def furnish(window: MainWindow) -> Iterator[None]:
    """Builds what follows the first document, so before there is one; a piece ends with each yield."""
    yield from _built(window, early=True)
    yield from _welcome(window)
    window.guard_keys()


def extend(window: MainWindow) -> Iterator[None]:
    """Builds what the first step need not wait for: plots, training and further windows. pyqtgraph is imported."""
    yield from window.curves.build_plots()
    window.fit_docks()
    yield from _built(window, early=False)
    yield from _recovering(window)
    for part in window.plotting:
        yield from part.build_plots()
    window.guard_keys()


def _built(window: MainWindow, *, early: bool) -> Iterator[None]:
    for tool in TOOLS:
        if tool.early == early:
            yield from tool.build(window)


def _welcome(window: MainWindow) -> Iterator[None]:
    from app.tools.welcome.controller import FirstSteps

    wanted = window.start.path is None
    window.first_steps = FirstSteps(
        window.store, window.player, window.viewport, window.invitation, window.settings, wanted=wanted
    )
    yield


def _recovering(window: MainWindow) -> Iterator[None]:
    from app.window.recovering import Recovering

    window.autosave.noticed.connect(window.say)
    window.recovering = Recovering(window.autosave, window.controller, window)
    window.endings.append(window.recovering.finish)
    window.start.completed.connect(window.recovering.begin)
    yield
