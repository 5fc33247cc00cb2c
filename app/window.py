"""The window: it puts store, engine, player, view and panels together and connects them. It decides nothing itself."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QDockWidget,
    QMainWindow,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from app import actions as table
from app import theme as themes
from app.branching import Branching
from app.classroom import Classroom
from app.controller import Controller
from app.demo import FirstSteps, Scanning
from app.dialing import Dialing
from app.docks import Docks
from app.drawing import Drawing
from app.enabling import VIEW_KEYS, enable
from app.engine import Engine
from app.files import FileActions, RecentFiles, dropped_files
from app.galleries import Galleries
from app.history import History
from app.instrument import Instrument
from app.keys import KeyGuard
from app.linked import Linked
from app.notices import ErrorRelay, NoticeStrip
from app.outer_loop import OuterLoop
from app.panels.branches import BranchesPanel
from app.panels.colors import ColorChoice
from app.panels.curves import CurvesPanel
from app.panels.dials import DialsPanel
from app.panels.draw import DrawPanel
from app.panels.gallery import GalleryWindow
from app.panels.inspect import InspectPanel
from app.panels.invite import Invitation
from app.panels.lesson import LessonPanel
from app.panels.observe import ObservePanel
from app.panels.phases import PhasesPanel
from app.panels.place import PlacePanel
from app.panels.race import RaceWindow
from app.panels.scan import ScanPanel
from app.panels.shape import ShapePanel
from app.panels.status import StatusLine
from app.panels.timeline import TransportBar
from app.panels.train import TrainPanel
from app.panels.updates import UpdatesPanel
from app.placing import Placing
from app.player import Player
from app.probing import Probing
from app.racing import Racing
from app.recorder import RecordDialog
from app.settings import APPLICATION, Settings
from app.sidebyside import SideBySide
from app.slow_motion import SlowMotion
from app.state import Setup, Store
from app.viewport import ToolkitLoader, Viewport, set_surface_format


class MainWindow(QMainWindow):
    """Shown at once; the view follows when its toolkit is loaded, the engine starts after the view has painted."""

    def __init__(self, path: str | None = None, setup: Setup | None = None) -> None:
        set_surface_format()
        super().__init__()
        self.setWindowTitle(APPLICATION)
        self.setAcceptDrops(True)
        self._first, self._first_setup = path, setup
        self.settings = Settings()
        self.store = Store(self)
        self.engine = Engine()
        self.controller = Controller(self.store, self.engine, self.settings, self)
        self.player = Player(self.store, self.engine, self)
        self.history = History(self.store, self.controller, self)
        self.relay = ErrorRelay(self)
        self.actions_by_key = table.build(self)
        self._build_centre()
        self._build_docks()
        self._build_bars()
        self._connect()
        self._loader = ToolkitLoader()
        self._loader.finished.connect(self._toolkit_loaded)
        self._loader.failed.connect(self.viewport.toolkit_failed)
        self._layout_restored = self.settings.restore_window(self)
        if not self._layout_restored:
            room = self.screen().availableSize()  # without a window manager nobody else keeps it on the screen
            self.resize(min(1400, room.width()), min(900, room.height()))
        self.apply_theme()
        self._session_changed()

    # --- assembly

    def _build_centre(self) -> None:
        self.notices = NoticeStrip()
        self.viewport = Viewport(self.store)
        self.colors = ColorChoice(self.store, self.viewport)
        self.side_by_side = SideBySide(self.store, self.viewport)
        self.files = FileActions(self.store, self.controller, self.settings, self.viewport, self)
        self.transport = TransportBar(self.store, self.actions_by_key)
        centre = QWidget()
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.notices)
        layout.addWidget(self.side_by_side, 1)
        self.invitation = Invitation(self.store)
        layout.addWidget(self.invitation)
        layout.addWidget(self.transport)
        self.setCentralWidget(centre)

    def _build_docks(self) -> None:
        self.shape = ShapePanel(self.store)
        self.observe = ObservePanel(self.store)
        self.curves = CurvesPanel(self.store)
        self._docks = Docks(self)
        self.docks = self._docks.all
        self._docks.add("shape", "Shape", self.shape)
        self._docks.add("observe", "Observation", self.observe)
        self._docks.add("curves", "Loss and error", self.curves)
        self.scan = ScanPanel(self.store)
        self.draw = DrawPanel(self.store)
        self.place = PlacePanel(self.store)
        self.lesson = LessonPanel(self.actions_by_key)
        self.train = TrainPanel()
        self.updates = UpdatesPanel(self.store)
        self.phases = PhasesPanel(self.store)
        self.inspect = InspectPanel(self.store)
        self.dials = DialsPanel(self.store)
        self.branches = BranchesPanel(self.store)
        self.outer_loop = OuterLoop(self)
        tools = (
            ("scan", "Scan", self.scan), ("draw", "Draw", self.draw), ("place", "Place a scan", self.place),
            ("lesson", "Lesson", self.lesson), ("train", "Train", self.train), ("updates", "Updates", self.updates),
            ("slow", "Slow motion", self.phases), ("dials", "Dials", self.dials),
            ("inspect", "Inspect", self.inspect), ("branches", "Branches", self.branches),
        )  # fmt: skip
        for name, title, panel in tools:
            self._docks.add_tool(name, title, panel)
        self._entries: dict[str, QWidget] = {
            "draw": self.draw.pad, "scan": self.scan.here, "place": self.place.up, "updates": self.updates.view,
            "dials": self.dials.choice,
            "inspect": self.inspect.iso, "branches": self.branches.tree,
        }  # fmt: skip
        self.scanning = Scanning(self.store, self.controller, self.player, self.viewport, self.scan)
        self.drawing = Drawing(self.store, self.controller, self.player, self.draw, self.history)
        self.placing = Placing(self.store, self.controller, self.player, self.engine, self.place, self.viewport)
        self.dock("place").visibilityChanged.connect(self.placing.show_cross)
        self.probing = Probing(self.store, self.engine, self.settings, self.updates)
        self.dock("updates").visibilityChanged.connect(self.probing.set_shown)
        self.dialing = Dialing(self.store, self.engine, self.settings, self.dials)
        self.slow_motion = SlowMotion(self.store, self.engine, self.player, self.phases, self.viewport)
        self.dock("slow").visibilityChanged.connect(self.slow_motion.set_on)
        self.dock("slow").visibilityChanged.connect(self.actions_by_key["slow"].setChecked)
        self.instrument = Instrument(
            self.store, self.engine, self.settings, self.viewport, self.inspect, self.actions_by_key, self
        )
        self.linked = Linked(self.side_by_side, self.engine, self.settings, self.instrument)
        self.branching = Branching(
            self.store, self.engine, self.controller, self.branches, self.side_by_side, self.actions_by_key
        )
        self.race = RaceWindow(self.store, self)
        self.racing = Racing(self.store, self.engine, self.race)
        self.gallery = GalleryWindow(self.store, self.settings)
        self.galleries = Galleries(self.engine, self.controller, self.player, self.gallery)
        self.recorder = RecordDialog(self.store, self.viewport, self.settings, self)
        self.first_steps = FirstSteps(
            self.store, self.player, self.viewport, self.invitation, self.settings, wanted=self._first is None
        )
        self._docks.spread()

    def dock(self, name: str) -> QDockWidget:
        """A dock by name."""
        return self._docks.named(name)

    def show_dock(self, name: str) -> None:
        """Open a dock by name and bring it to the front of its tabs."""
        self._docks.show(name)

    def _build_bars(self) -> None:
        menus = table.fill_menus(self, self.actions_by_key)
        self._recent = RecentFiles(self.settings, self)
        self._recent.chosen.connect(self._open)
        menus["&File"].insertMenu(self.actions_by_key["save_session"], self._recent)
        menus["&View"].addSeparator()
        for dock in self.docks:
            menus["&View"].addAction(dock.toggleViewAction())
        self.toolbar = table.fill_toolbar(self, self.actions_by_key)
        self.status = StatusLine(self.store)
        self.statusBar().addWidget(self.status, 1)
        self.statusBar().setSizeGripEnabled(False)

    def _connect(self) -> None:
        run = {
            "open": self.files.ask_for_file, "save_mesh": self.files.ask_where_to_save,
            "save_picture": self.files.ask_for_picture_file,
            "save_session": self.files.ask_for_session_file, "copy_command": self.files.copy_command,
            "copy_python": self.files.copy_python,
            "quit": self.close, "play": self.player.toggle, "step": self.player.step, "back": self.player.back,
            "first": self.player.first, "last": self.player.last, "restart": self.player.restart,
            "points": self._view_edited, "truth": self._view_edited, "height": self._view_edited,
            "record": self.recorder.show, "race": self._open_race, "gallery": self.gallery.open,
            "slow": self._show_slow_motion, **dict.fromkeys(self._entries, self._open_dock),
            "imagined": self._view_edited, "scan_here": self.scanning.scan_here,
            "scan_more": self.scanning.scan_more, "brush": self.scanning.set_brush,
            "reset_view": self.viewport.reset_camera, "dark": self._theme_edited,
            "shortcuts": self.show_shortcuts, "about": self.show_about,
        }  # fmt: skip
        self.history.attach(self.actions_by_key["undo"], self.actions_by_key["redo"])
        for key, slot in run.items():
            self.actions_by_key[key].triggered.connect(slot)
        self.transport.step_scrubbed.connect(self.store.move)
        self.transport.step_chosen.connect(self.player.go_to)
        self.transport.speed_chosen.connect(self.player.set_speed)
        self.colors.view_edited.connect(self.controller.set_view)
        self.shape.open_asked.connect(self.files.ask_for_file)
        self.shape.sample_chosen.connect(self.controller.open_path)
        self.shape.folder_asked.connect(self.files.ask_for_checkpoint)
        self.shape.setup_edited.connect(self.controller.change_setup)
        self.observe.setup_edited.connect(self.controller.change_setup)
        self.controller.open_failed.connect(self.shape.restore)
        self.controller.open_failed.connect(self.observe.restore)
        self.controller.open_failed.connect(self.player.forget_return)
        self.scan.brush_toggled.connect(self.actions_by_key["brush"].setChecked)
        for panel in (self.scan, self.place):
            self.controller.open_failed.connect(panel.restore)
        self.recorder.noticed.connect(self.notices.show_notice)
        self.galleries.opened.connect(self._come_forward)
        self.drawing.noticed.connect(self.notices.show_notice)
        self.probing.noticed.connect(self.notices.show_notice)
        self.controller.noticed.connect(self.notices.show_notice)
        self.controller.recent_changed.connect(self._recent.fill)
        self.relay.raised.connect(self.notices.show_notice)
        self.viewport.painted.connect(self.status.painted)
        self.store.document_changed.connect(self.notices.dismiss)
        store = self.store
        for signal in (store.document_changed, store.cursor_changed, store.view_changed, store.phase_changed):
            signal.connect(self._session_changed)
        self.files.noticed.connect(self.notices.show_notice)
        parts = {dock.objectName().removeprefix("dock."): dock for dock in self.docks if dock.widget() is not None}
        parts |= {"toolbar": self.toolbar, "transport": self.transport, "status": self.statusBar()}
        self.classroom = Classroom(self.lesson, parts, self.store, self.controller, self.player, self)
        self.classroom.noticed.connect(self.notices.show_notice)
        self.train.start_asked.connect(self.outer_loop.start)
        self.train.stop_asked.connect(self.outer_loop.stop)
        self.train.use_asked.connect(self.controller.use_trained)
        self.outer_loop.started.connect(self.train.begin)
        self.outer_loop.progressed.connect(self.train.progressed)
        self.outer_loop.snapshot.connect(self.train.show_snapshot)
        self.outer_loop.ended.connect(self.train.end)
        self._keys = KeyGuard(self)
        self._keys.guard(self)

    # --- start and end

    def begin(self) -> None:
        """Load what draws, then start the engine. Call it once the window is shown."""
        self._loader.start()

    @Slot()
    def _toolkit_loaded(self) -> None:
        for part in (self.viewport, self.curves, self.train, self.updates, self.phases, self.dials):
            part.toolkit_loaded()
        if not self._layout_restored:
            self._docks.spread()
        if self.viewport.ready:
            self.viewport.painted.connect(self._view_painted)
            self.viewport.setFocus()
        else:
            self._start_engine()

    @Slot()
    def _view_painted(self) -> None:
        self.viewport.painted.disconnect(self._view_painted)
        QTimer.singleShot(0, self._start_engine)

    @Slot()
    def _start_engine(self) -> None:
        if not self.engine.isRunning() and self.isVisible():
            lesson = self._first if (self._first or "").lower().endswith(".toml") else None
            self.controller.start(None if lesson else self._first, self._first_setup)
            if lesson:
                self.classroom.open(lesson)

    def at_rest(self) -> bool:
        """Whether nothing moves that a pause of some milliseconds would disturb."""
        held = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        return not held and not self.store.session.playing and self.engine.target() is None

    def closeEvent(self, event: QCloseEvent) -> None:
        self.classroom.close()
        self.outer_loop.stop()
        self.settings.save_window(self)
        self.hide()  # the window is gone at once, even if the last step takes a moment
        self.player.pause()
        self.recorder.cancel()
        self.race.close()
        self.gallery.close()
        self.galleries.finish()
        self.history.stack.clear()
        self._loader.wait()
        self.files.finish()
        self.engine.stop()
        for view in (self.viewport, self.side_by_side):
            view.close_view()
        self.relay.uninstall()
        super().closeEvent(event)

    # --- files

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = dropped_files(event)
        if paths:
            event.acceptProposedAction()
            self._open(paths[0])

    @Slot(str)
    def _open(self, path: str) -> None:
        """Open a shape or a session, or play a lesson."""
        if path.lower().endswith(".toml"):
            self.classroom.open(path)
        else:
            self.controller.open_path(path)

    # --- what is shown

    @Slot()
    def _open_dock(self) -> None:
        """The dock that an action is named after, with the keys on what one begins with."""
        action = self.sender()
        if isinstance(action, QAction):
            name = action.objectName().removeprefix("action.")
            self.show_dock(name)
            self._entries[name].setFocus()

    @Slot()
    def _open_race(self) -> None:
        if self.viewport.ready:
            self.race.software = self.viewport.software
            self.race.offer()
            self.race.show()
            self.race.activateWindow()

    @Slot(bool)
    def _show_slow_motion(self, on: bool) -> None:
        if on:
            self.show_dock("slow")
        else:
            self.dock("slow").hide()

    @Slot()
    def _come_forward(self) -> None:
        """In front of the gallery, with the keys."""
        self.raise_()
        self.activateWindow()
        self.viewport.setFocus()

    @Slot()
    def _view_edited(self) -> None:
        checked = {key: self.actions_by_key[key].isChecked() for key in VIEW_KEYS}
        self.controller.set_view(replace(self.store.session.view, **checked))

    @Slot()
    def _session_changed(self) -> None:
        """Title, and which actions make sense now."""
        session = self.store.session
        document = session.document
        enable(self.actions_by_key, session, self.store.first)
        self.setWindowTitle(f"{document.source.name} – {APPLICATION}" if document else APPLICATION)

    @Slot()
    def _theme_edited(self) -> None:
        self.settings.theme = "dark" if self.actions_by_key["dark"].isChecked() else "light"
        self.apply_theme()

    def apply_theme(self) -> None:
        """Colours everywhere."""
        chosen = themes.THEMES[self.settings.theme]
        themes.apply(chosen)
        self.actions_by_key["dark"].setChecked(chosen.name == "dark")
        table.recolor(self.actions_by_key, chosen)
        for part in (
            self.transport, self.observe, self.draw, self.race, self.curves, self.lesson, self.train, self.updates,
            self.phases, self.dials, self.branches,
        ):  # fmt: skip
            part.set_theme(chosen)
        self.notices.recolor(chosen.text)
        for view in (self.viewport, self.side_by_side):
            view.set_dark(chosen.name == "dark")

    @Slot()
    def show_shortcuts(self) -> None:
        table.ShortcutSheet(self).exec()

    @Slot()
    def show_about(self) -> None:
        QMessageBox.about(
            self, APPLICATION,
            "MetaSDF Live adapts a meta-learned neural signed distance field to a partial shape, one gradient step "
            "at a time, and shows the surface after each.",
        )  # fmt: skip

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.notices.isVisible():
            self.notices.dismiss()
        else:
            super().keyPressEvent(event)
