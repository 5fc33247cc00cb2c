"""The window: it puts store, engine, player, view and panels together and connects them. It decides nothing itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QDeadlineTimer, Qt, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from app.control import actions as table
from app.control.action_state import VIEW_KEYS, enable
from app.control.controller import Controller
from app.control.history import History
from app.control.player import Player
from app.document.document import ObservationSetup
from app.document.settings import APPLICATION, Settings
from app.document.store import Store
from app.engine.engine import Engine
from app.system.ending import GRACE_MS
from app.system.words import tr
from app.tools import ACTIONS, TOOLS
from app.tools.colors.panel import ColorChoice
from app.tools.curves.panel import CurvesPanel
from app.tools.observe.panel import ObservePanel
from app.tools.shape.panel import ShapePanel
from app.tools.status.panel import StatusLine
from app.tools.timeline.panel import TransportBar
from app.tools.welcome.panel import Invitation
from app.view.interactor import set_surface_format
from app.view.presenting import Presenting
from app.view.sidebyside import SideBySide
from app.view.sizes import Sizes
from app.view.tool import Plotting, Themed
from app.view.viewport import Viewport
from app.widgets import theme as themes
from app.widgets.keys import KeyGuard
from app.widgets.labels import show_as_written
from app.widgets.notices import ErrorRelay, Notice, NoticeStrip
from app.widgets.numbers import use_one_format
from app.widgets.room import resize_within_screen
from app.window.autosave import Autosave
from app.window.docks import Docks
from app.window.files import FileActions, RecentFiles, dropped_files, several_dropped
from app.window.languages import Languages
from app.window.layouts import Layouts
from app.window.leaving import Leaving
from app.window.offering import Offering
from app.window.rising import RiseWatch
from app.window.startup import Start


class MainWindow(Offering):
    """Its shell is built at once, everything else after that is painted; see `app.window.startup` and
    `app.window.late_building`."""

    def __init__(self, path: str | None = None, setup: ObservationSetup | None = None) -> None:
        set_surface_format()
        use_one_format()
        super().__init__()
        self.setWindowTitle(APPLICATION)
        self.setAcceptDrops(True)
        self._first_setup = setup
        self._entries: dict[str, QWidget] = {}
        self._themed: list[Themed] = []
        self.endings: list[Callable[[], object]] = []  # of what was built besides the shell
        self.plotting: list[Plotting] = []
        self._others: list[QWidget] = []  # further windows
        self.settings = Settings()
        themes.apply(themes.THEMES[self.settings.theme])  # before there are widgets that would have to change
        self.store = Store(self)
        self.engine = Engine()
        self.controller = Controller(self.store, self.engine, self.settings, self)
        self.player = Player(self.store, self.engine, self)
        self.history = History(self.store, self.controller, self)
        self.rising = RiseWatch(self.store, self.player)
        self.relay = ErrorRelay(self)
        self.actions_by_key = table.build(self, ACTIONS)
        for tool in TOOLS:
            if tool.opens:  # until it is built
                self.actions_by_key[tool.opens].setEnabled(False)
        self._build_centre()
        self._build_docks()
        self._build_bars()
        self._connect()
        self.start = Start(self, path)
        self.start.completed.connect(self._languages.begin)
        self._layout_restored = self.settings.restore_window(self)
        if not self._layout_restored:
            resize_within_screen(self, 1400, 900)
        self._color(themes.THEMES[self.settings.theme])
        self._session_changed()

    # --- assembly

    def _build_centre(self) -> None:
        self.notices = NoticeStrip()
        self.viewport = Viewport(self.store)
        self.colors = ColorChoice(self.store, self.viewport)
        self.side_by_side = SideBySide(self.store, self.viewport)
        self.sizes = Sizes(self.settings, self, (self.viewport, self.side_by_side.other))
        self.presenting = Presenting(self, self.frames, self.viewport, self.sizes)
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
        self.docks, self.dock_actions = self._docks.all, self._docks.actions
        for name, title, panel in (
            ("shape", tr("Shape"), self.shape), ("observe", tr("Observation"), self.observe),
            ("curves", tr("Loss and error"), self.curves),
        ):  # fmt: skip
            self._docks.add(name, title)
            self._docks.fill(name, panel)
        self.dress(self.transport, self.observe, self.curves)
        for tool in TOOLS:
            if tool.dock:
                self._docks.add_tool(tool.dock, tool.title)
        self._docks.spread()

    def _build_bars(self) -> None:
        groups: dict[str, list[list[str]]] = {}
        for tool in TOOLS:
            groups.setdefault(tool.menu, []).append([spec.key for spec in tool.actions])
        menus = table.fill_menus(self, self.actions_by_key, groups)
        self._recent = RecentFiles(self.settings, self)
        self._recent.chosen.connect(self._open)
        menus["&File"].insertMenu(self.actions_by_key["save_session"], self._recent)
        menus["&View"].addSeparator()
        menus["&View"].addActions(self._docks.actions)
        self.toolbar = table.fill_toolbar(self, self.actions_by_key)
        self.status = StatusLine(self.store)
        self.statusBar().addWidget(self.status, 1)
        self.statusBar().setSizeGripEnabled(False)
        self._docks.built()

    def createPopupMenu(self) -> QMenu:
        """Of a click with the right button on a bar or a title: the panels."""
        menu = QMenu(self)
        menu.addActions(self._docks.actions)
        menu.addSeparator()
        menu.addAction(self.actions_by_key["reset_layout"])
        return menu

    def _connect(self) -> None:
        run = {
            "open": self.files.ask_for_file, "save_mesh": self.files.ask_where_to_save,
            "save_picture": self.files.ask_for_picture_file,
            "save_session": self.files.ask_for_session_file, "copy_command": self.files.copy_command,
            "copy_python": self.files.copy_python,
            "quit": self.close, "play": self.player.toggle, "step": self._step, "back": self.player.back,
            "first": self.player.first, "last": self.player.last,
            "refine": self.player.refine, "restart": self.player.restart,
            "points": self._view_edited, "truth": self._view_edited, "height": self._view_edited,
            "imagined": self._view_edited, "parallel": self._view_edited, "axes": self._view_edited,
            "reset_view": self.viewport.reset_camera, "dark": self._theme_edited,
            "larger": self.sizes.larger, "smaller": self.sizes.smaller, "usual": self.sizes.usual,
            "present": self.presenting.toggle,
            "shortcuts": self.show_shortcuts, "report": self.files.copy_report, "about": self.show_about,
        }  # fmt: skip
        self.history.attach(self.actions_by_key["undo"], self.actions_by_key["redo"])
        self.player.refining.connect(self.history.refining)
        self.history.step_restored.connect(self.player.stand_at)
        for key, slot in run.items():
            self.actions_by_key[key].triggered.connect(slot)
        self.transport.step_scrubbed.connect(self.store.move)
        self.transport.step_chosen.connect(self.player.go_to)
        self.transport.speed_chosen.connect(self.player.set_speed)
        self.player.under_way_changed.connect(self.transport.show_under_way)
        self.presenting.began.connect(self.colors.be_quiet)
        self.presenting.ended.connect(self.colors.speak)
        self.presenting.ended.connect(self._docks.stay)  # before a lesson opens its own
        self.colors.view_edited.connect(self.controller.set_view)
        self.shape.open_asked.connect(self.files.ask_for_file)
        self.shape.sample_chosen.connect(self.controller.open_path)
        self.shape.folder_asked.connect(self.files.ask_for_checkpoint)
        self.shape.setup_edited.connect(self.controller.change_setup)
        self.observe.setup_edited.connect(self.controller.change_setup)
        self.controller.open_failed.connect(self.shape.restore)
        self.controller.open_failed.connect(self.observe.restore)
        self.controller.open_failed.connect(self.player.forget_return)
        self.controller.noticed.connect(self.notices.show_notice)
        self.controller.recent_changed.connect(self._recent.fill)
        self.relay.raised.connect(self.notices.show_notice)
        self.viewport.painted.connect(self.status.painted)
        self.store.document_changed.connect(self.notices.dismiss)
        self._dropped: Notice | None = None  # what is to be told of several files
        self.store.document_changed.connect(self._tell_dropped)
        self.controller.open_failed.connect(self._forget_dropped)
        store = self.store
        for signal in (store.document_changed, store.cursor_changed, store.view_changed, store.phase_changed):
            signal.connect(self._session_changed)
        self.files.noticed.connect(self.notices.show_notice)
        self.rising.noticed.connect(self.notices.show_notice)
        self._layouts = Layouts(self._docks, self.presenting, self.actions_by_key, self.viewport)
        self._languages = Languages(self.settings, self.actions_by_key, self)
        self._languages.noticed.connect(self.notices.show_notice)
        self.leaving = Leaving(store, self.history, self.files, self.settings, self)
        self.autosave = Autosave(store, self.viewport.camera)
        self._keys = KeyGuard(self, self.viewport)
        self.guard_keys()

    # --- start and end

    def fit_docks(self) -> None:
        """The docks on the right as wide as at first, unless the person has chosen; plots would like to be wider."""
        if not self._layout_restored:
            self._docks.spread()

    def guard_keys(self) -> None:
        """Buttons, lists and numbers, the new ones as well, keep to the rule of `app.widgets.keys`; in other windows
        too. All words are shown as they are written."""
        for window in (self, *self._others):
            self._keys.guard(window)
            show_as_written(window)

    def begin(self) -> None:
        """Load what draws and build the rest, then start the engine. Call it once the window is shown."""
        self.start.begin()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.start.painted()

    def start_engine(self, first: str | None) -> None:
        """All that listens to it is there. first: a path, None for the bundled partial shape."""
        self._session_changed()
        lesson = first if (first or "").lower().endswith(".toml") else None
        self.controller.start(None if lesson else first, self._first_setup)
        if lesson:
            self.classroom.open(lesson)

    def at_rest(self) -> bool:
        """Whether nothing moves that a pause of some milliseconds would disturb."""
        held = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        return not held and not self.store.session.playing and self.engine.target() is None

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.leaving.may_close():
            event.ignore()
            return
        self.engine.halt()  # first: what is computed from here on is for nobody
        self.presenting.leave()
        if self.start.furnished:
            self.classroom.close()
        self.settings.save_window(self)
        self.hide()  # the window is gone at once, even if the last step takes a moment
        self.player.pause()
        self.autosave.finish(keep=self.leaving.interrupted)
        left = QDeadlineTimer(GRACE_MS)
        for end in self.endings:
            end()
        self.history.stack.clear()
        self.start.end(left.remainingTime())
        self.engine.stop(left.remainingTime())
        self.files.finish()
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
            self._dropped = Notice("warning", several_dropped(paths)) if len(paths) > 1 else None
            self._open(paths[0])
            if paths[0].lower().endswith(".toml"):
                self._tell_dropped()

    @Slot()
    def _tell_dropped(self) -> None:
        """Of several files the first one is open now."""
        if self._dropped is not None:
            self.notices.show_notice(self._dropped)
            self._dropped = None

    @Slot()
    def _forget_dropped(self) -> None:
        """It could not be opened, as is told."""
        self._dropped = None

    @Slot(str)
    def _open(self, path: str) -> None:
        """Open a shape or a session, or play a lesson; as the first one where nothing could be opened yet."""
        if not self.start.furnished:
            self.start.path = path
        elif path.lower().endswith(".toml"):
            self.classroom.open(path)
        else:
            self.controller.open_path(path)

    # --- what is shown

    @Slot()
    def _step(self) -> None:
        self.player.step(repeated=self._keys.repeating)

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
        name = document.source.name.replace("[*]", "[*][*]") if document else ""
        self.setWindowTitle(f"{name}[*] – {APPLICATION}" if document else APPLICATION)

    @Slot()
    def show_shortcuts(self) -> None:
        table.ShortcutSheet(ACTIONS, self).exec()

    @Slot()
    def show_about(self) -> None:
        from app.window import about

        about.show(self, self.files.copy_report)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.controller.give_up_opening():
            return
        if event.key() == Qt.Key.Key_Escape and self.notices.isVisible():
            self.notices.dismiss()
        elif event.key() == Qt.Key.Key_Escape and self.presenting.on:
            self.presenting.leave()
        else:
            super().keyPressEvent(event)
