"""What the window holds besides its shell: closed docks, further windows, and what carries out what they ask for.

All of it is imported and built once the shell and the view are seen, a piece at each turn of the event loop.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from app.tools.branches.controller import Branching
    from app.tools.branches.panel import BranchesPanel
    from app.tools.dials.controller import Dialing
    from app.tools.dials.panel import DialsPanel
    from app.tools.draw.controller import Drawing
    from app.tools.draw.panel import DrawPanel
    from app.tools.gallery.controller import Galleries
    from app.tools.gallery.panel import GalleryWindow
    from app.tools.inspect.controller import Instrument
    from app.tools.inspect.linked import Linked
    from app.tools.inspect.panel import InspectPanel
    from app.tools.lesson.controller import Classroom
    from app.tools.lesson.panel import LessonPanel
    from app.tools.outer_loop.controller import OuterLoop
    from app.tools.outer_loop.panel import TrainPanel
    from app.tools.own_shapes.controller import OwnShapes
    from app.tools.own_shapes.panel import OwnShapesWindow
    from app.tools.place.controller import Placing
    from app.tools.place.panel import PlacePanel
    from app.tools.race.controller import Racing
    from app.tools.race.panel import RaceWindow
    from app.tools.record.dialog import RecordDialog
    from app.tools.scan.controller import Scanning
    from app.tools.scan.panel import ScanPanel
    from app.tools.slow_motion.controller import SlowMotion
    from app.tools.slow_motion.panel import PhasesPanel
    from app.tools.updates.controller import Probing
    from app.tools.updates.panel import UpdatesPanel
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
    drawing: Drawing
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
    recorder: RecordDialog
    classroom: Classroom


def furnish(window: MainWindow) -> Iterator[None]:
    """Builds what follows the first document, so before there is one; a piece ends with each yield."""
    for part in (_observing, _drawing, _placing, _stepping, _inspecting, _branching, _lessons):
        yield from part(window)
    window.guard_keys()


def extend(window: MainWindow) -> Iterator[None]:
    """Builds what the first step need not wait for: plots, training and further windows. pyqtgraph is imported."""
    yield from window.curves.build_plots()
    window.fit_docks()
    for part in (_racing, _gallery, _recording, _training, _recovering, _own_shapes):
        yield from part(window)
    for panel in (window.updates, window.phases, window.dials, window.train, window.own):
        yield from panel.build_plots()
    window.guard_keys(window.race, window.gallery, window.recorder, window.own)


def _observing(window: MainWindow) -> Iterator[None]:
    from app.tools.scan.controller import Scanning
    from app.tools.scan.panel import ScanPanel
    from app.tools.welcome.controller import FirstSteps

    window.scan = ScanPanel(window.store)
    window.fill("scan", window.scan, window.scan.here)
    window.scanning = Scanning(window.store, window.controller, window.player, window.viewport, window.scan)
    actions = window.actions_by_key
    actions["scan_here"].triggered.connect(window.scanning.scan_here)
    actions["scan_more"].triggered.connect(window.scanning.scan_more)
    actions["brush"].triggered.connect(window.scanning.set_brush)
    window.scan.brush_toggled.connect(actions["brush"].setChecked)
    window.controller.open_failed.connect(window.scan.restore)
    wanted = window.start.path is None
    window.first_steps = FirstSteps(
        window.store, window.player, window.viewport, window.invitation, window.settings, wanted=wanted
    )
    yield


def _drawing(window: MainWindow) -> Iterator[None]:
    from app.tools.draw.controller import Drawing
    from app.tools.draw.panel import DrawPanel

    yield
    window.draw = DrawPanel(window.store)
    window.fill("draw", window.draw, window.draw.pad)
    window.dress(window.draw)
    window.drawing = Drawing(window.store, window.controller, window.player, window.draw, window.history)
    window.drawing.noticed.connect(window.notices.show_notice)
    yield


def _placing(window: MainWindow) -> Iterator[None]:
    from app.tools.place.controller import Placing
    from app.tools.place.panel import PlacePanel

    window.place = PlacePanel(window.store)
    window.fill("place", window.place, window.place.up)
    window.placing = Placing(
        window.store, window.controller, window.player, window.engine, window.place, window.viewport
    )
    window.follow("place", window.placing.show_cross)
    window.controller.open_failed.connect(window.place.restore)
    yield


def _stepping(window: MainWindow) -> Iterator[None]:
    """What looks into the steps."""
    from app.tools.updates.controller import Probing
    from app.tools.updates.panel import UpdatesPanel

    window.updates = UpdatesPanel(window.store)
    window.fill("updates", window.updates, window.updates.view)
    window.dress(window.updates)
    window.probing = Probing(window.store, window.engine, window.settings, window.updates)
    window.probing.noticed.connect(window.notices.show_notice)
    window.follow("updates", window.probing.set_shown)
    yield
    from app.tools.slow_motion.controller import SlowMotion
    from app.tools.slow_motion.panel import PhasesPanel

    window.phases = PhasesPanel(window.store)
    window.fill("slow", window.phases)
    window.dress(window.phases)
    window.slow_motion = SlowMotion(window.store, window.engine, window.player, window.phases, window.viewport)
    window.follow("slow", window.slow_motion.set_on)
    window.follow("slow", window.actions_by_key["slow"].setChecked)
    window.offer("slow", window.show_slow_motion)
    yield
    from app.tools.dials.controller import Dialing
    from app.tools.dials.panel import DialsPanel

    window.dials = DialsPanel(window.store)
    window.fill("dials", window.dials, window.dials.choice)
    window.dress(window.dials)
    window.dialing = Dialing(window.store, window.engine, window.settings, window.dials)
    yield


def _inspecting(window: MainWindow) -> Iterator[None]:
    from app.tools.inspect.controller import Instrument
    from app.tools.inspect.linked import Linked
    from app.tools.inspect.panel import InspectPanel

    yield
    window.inspect = InspectPanel(window.store)
    window.fill("inspect", window.inspect, window.inspect.iso)
    window.instrument = Instrument(
        window.store, window.engine, window.settings, window.viewport, window.inspect, window.actions_by_key, window
    )
    window.linked = Linked(window.side_by_side, window.engine, window.settings, window.instrument)
    yield


def _branching(window: MainWindow) -> Iterator[None]:
    from app.tools.branches.controller import Branching
    from app.tools.branches.panel import BranchesPanel

    window.branches = BranchesPanel(window.store)
    window.fill("branches", window.branches, window.branches.tree)
    window.dress(window.branches)
    window.branching = Branching(
        window.store, window.engine, window.controller, window.branches, window.side_by_side, window.actions_by_key
    )
    yield


def _training(window: MainWindow) -> Iterator[None]:
    from app.tools.outer_loop.controller import OuterLoop
    from app.tools.outer_loop.panel import TrainPanel

    window.train = TrainPanel()
    window.fill("train", window.train)
    window.dress(window.train)
    window.outer_loop = OuterLoop(window)
    window.endings.append(window.outer_loop.stop)
    window.train.start_asked.connect(window.outer_loop.start)
    window.train.stop_asked.connect(window.outer_loop.stop)
    window.train.use_asked.connect(window.controller.use_trained)
    window.outer_loop.started.connect(window.train.begin)
    window.outer_loop.progressed.connect(window.train.progressed)
    window.outer_loop.snapshot.connect(window.train.show_snapshot)
    window.outer_loop.ended.connect(window.train.end)
    yield


def _own_shapes(window: MainWindow) -> Iterator[None]:
    from app.tools.own_shapes.controller import OwnShapes
    from app.tools.own_shapes.net import OwnNet
    from app.tools.own_shapes.panel import OwnShapesWindow

    own = window.own = OwnShapesWindow(window.store, window.settings)
    yield
    work = window.own_shapes = OwnShapes(window)
    window.dress(own)

    def race(names: Sequence[str]) -> None:
        window.open_race()
        window.race.propose(names)

    net = OwnNet(window.store, window.controller, race, window)
    window.endings += [own.close, work.finish]
    read = own.meshes
    for asked, done in (
        (read.survey_asked, work.survey), (read.stop_asked, work.stop_reading), (own.start_asked, work.start),
        (own.go_on_asked, work.go_on), (own.pause_asked, work.pause), (own.saved, window.controller.list_checkpoint),
        (own.use_asked, net.use), (own.use_asked, window.come_forward), (own.proof_asked, net.prove),
        (work.counted, read.count), (work.looked, read.add), (work.surveyed, read.end),
        (work.begun, own.begin), (work.told, own.hear), (work.paused, own.paused), (work.ended, own.end),
    ):  # fmt: skip
        asked.connect(done)
    window.offer("own", own.open)
    yield


def _racing(window: MainWindow) -> Iterator[None]:
    from app.tools.race.controller import Racing
    from app.tools.race.panel import RaceWindow

    window.race = RaceWindow(window.store, window)
    window.dress(window.race)
    window.racing = Racing(window.store, window.engine, window.race)
    window.endings.append(window.race.close)
    window.offer("race", window.open_race)
    yield


def _gallery(window: MainWindow) -> Iterator[None]:
    from app.tools.gallery.controller import Galleries
    from app.tools.gallery.panel import GalleryWindow

    yield
    window.gallery = GalleryWindow(window.store, window.settings)
    window.galleries = Galleries(window.engine, window.controller, window.player, window.gallery)
    window.galleries.opened.connect(window.come_forward)
    window.endings += [window.gallery.close, window.galleries.finish]
    window.offer("gallery", window.gallery.open)
    yield


def _recording(window: MainWindow) -> Iterator[None]:
    from app.tools.record.dialog import RecordDialog

    window.recorder = RecordDialog(window.store, window.viewport, window.settings, window)
    window.recorder.noticed.connect(window.notices.show_notice)
    window.endings.append(window.recorder.finish)
    window.offer("record", window.recorder.show)
    yield


def _lessons(window: MainWindow) -> Iterator[None]:
    from app.tools.lesson.controller import Classroom
    from app.tools.lesson.panel import LessonPanel

    window.lesson = LessonPanel(window.actions_by_key)
    window.fill("lesson", window.lesson)
    window.dress(window.lesson)
    parts: dict[str, QWidget] = {dock.objectName().removeprefix("dock."): dock for dock in window.docks}
    parts |= {"toolbar": window.toolbar, "transport": window.transport, "status": window.statusBar()}
    window.classroom = Classroom(
        window.lesson, parts, window.store, window.controller, window.player, window, window.show_dock
    )
    window.classroom.noticed.connect(window.notices.show_notice)
    window.actions_by_key["lessons"].setEnabled(True)
    yield


def _recovering(window: MainWindow) -> Iterator[None]:
    from app.window.recovering import Recovering

    window.autosave.noticed.connect(window.notices.show_notice)
    window.recovering = Recovering(window.autosave, window.controller, window)
    window.endings.append(window.recovering.finish)
    window.start.completed.connect(window.recovering.begin)
    yield
