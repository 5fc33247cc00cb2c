"""What can be done, as rows: they feed the menus, the toolbar and the list of shortcuts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QMainWindow,
    QMenu,
    QStyle,
    QTableWidget,
    QTableWidgetItem,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.system.words import plain, tr, translated
from app.widgets.icons import icon
from app.widgets.letters import grown
from app.widgets.room import resize_within_screen
from app.widgets.theme import Theme


@dataclass(frozen=True)
class ActionSpec:
    """One thing a person can do. shortcut: as text, "" for none. tip: one sentence, also for screen readers.

    short: what the toolbar says where `text` is long. held: its key does it again and again while it is down, the
    others once.
    """

    key: str
    text: str
    tip: str
    shortcut: str = ""
    icon: str = ""
    checkable: bool = False
    short: str = ""
    held: bool = False


SPECS = (
    ActionSpec("open", tr("&Open…"), tr("Open a mesh, a point cloud, an image or samples"), "Ctrl+O", "open"),
    ActionSpec(
        "save_mesh",
        tr("&Save Surface…"),
        tr("Save the surface of this step (PLY; 2D: SVG)"),
        "Ctrl+S",
        "save",
        short=tr("Surface"),
    ),
    ActionSpec(
        "save_picture",
        tr("Save &Picture…"),
        tr("Save the view as a PNG picture"),
        "Ctrl+Shift+S",
        "picture",
        short=tr("Picture"),
    ),
    ActionSpec(
        "save_session", tr("Sa&ve Session…"), tr("Save shape, observation, steps and view in one file"), "Ctrl+Alt+S"
    ),
    ActionSpec(
        "copy_command", tr("&Copy as Command"), tr("Copy the command line that takes the same steps"), "Ctrl+Shift+C"
    ),
    ActionSpec(
        "copy_python", tr("Copy as P&ython"), tr("Copy a Python program that takes the same steps"), "Ctrl+Alt+C"
    ),
    ActionSpec("quit", tr("&Quit"), tr("Close the program"), "Ctrl+Q"),
    ActionSpec(
        "undo",
        tr("&Undo"),
        tr("Take back what was changed last; steps are not taken back"),
        "Ctrl+Z",
        "undo",
        held=True,
    ),
    ActionSpec(
        "redo", tr("&Redo"), tr("Make the change again that was taken back last"), "Ctrl+Shift+Z", "redo", held=True
    ),
    ActionSpec("play", tr("&Play"), tr("Take one step after the other; the same key pauses"), "Space", "play"),
    ActionSpec(
        "step", tr("&Step"), tr("Take one gradient step, or go to the next recorded one"), "Right", "step", held=True
    ),
    ActionSpec("back", tr("Step &Back"), tr("Go back one step"), "Left", "back", held=True),
    ActionSpec("first", tr("To the S&tart"), tr("Go back to the learned start φ₀"), "Home", "first"),
    ActionSpec("last", tr("To the Trained &End"), tr("Take all steps up to the last trained one"), "End", "last"),
    ActionSpec("refine", tr("Re&fine"), tr("Go on past the trained steps until the points fit"), "Shift+End", "refine"),
    ActionSpec("restart", tr("&Discard Steps"), tr("Forget all steps and stand at the start again"), "Ctrl+Backspace"),
    ActionSpec(
        "points",
        tr("&Observed Points"),
        tr("Show or hide what was observed"),
        "P",
        "points",
        checkable=True,
        short=tr("Points"),
    ),
    ActionSpec(
        "truth",
        tr("&True Shape"),
        tr("Show or hide the true shape over the adapted one"),
        "T",
        "truth",
        checkable=True,
        short=tr("Truth"),
    ),
    ActionSpec(
        "height",
        tr("&Height Surface"),
        tr("Show a 2D field as a landscape cut by the zero plane"),
        "H",
        "height",
        checkable=True,
        short=tr("Height"),
    ),
    ActionSpec(
        "imagined",
        tr("Colour what is &Imagined"),
        tr("Colour the surface by its distance to the nearest observed point"),
        "I",
        "imagined",
        checkable=True,
        short=tr("Imagined"),
    ),
    ActionSpec(
        "reset_view",
        tr("&Reset View"),
        tr("Move the camera back to where it was"),
        "R",
        "camera-reset",
        short=tr("Reset"),
    ),
    ActionSpec(
        "larger", tr("&Larger Points and Lines"), tr("Draw points, lines and words of the view larger"), "Ctrl++"
    ),
    ActionSpec(
        "smaller", tr("S&maller Points and Lines"), tr("Draw points, lines and words of the view smaller"), "Ctrl+-"
    ),
    ActionSpec("usual", tr("&Usual Size"), tr("Draw points, lines and words as large as at first"), "Ctrl+0"),
    ActionSpec(
        "present", tr("Presenter &Mode"), tr("The view on the whole screen, large enough for a room; and back"), "F11"
    ),
    ActionSpec("reset_layout", tr("&Reset Layout"), tr("Put panels and bars back where they were at first"), "Alt+0"),
    ActionSpec("layout_teach", tr("For &Teaching"), tr("The lesson and the curves beside the view"), "Alt+1"),
    ActionSpec(
        "layout_inspect", tr("For &Inspecting"), tr("Inspect, the shape and the curves beside the view"), "Alt+2"
    ),
    ActionSpec(
        "layout_show", tr("For &Demonstrating"), tr("The view without panels, with tool bar and timeline"), "Alt+3"
    ),
    ActionSpec(
        "parallel",
        tr("Ort&hographic"),
        tr("Look at a solid without perspective, or with it"),
        "Shift+O",
        checkable=True,
    ),
    ActionSpec(
        "axes", tr("&Axes Cross"), tr("Show in a corner of the view which way x, y and z point"), "A", checkable=True
    ),
    ActionSpec(
        "language_system",
        tr("&As the System"),
        tr("Speak the language of the system from the next start on"),
        checkable=True,
    ),
    ActionSpec("language_en", tr("&English"), tr("Speak English from the next start on"), checkable=True),
    ActionSpec("language_ja", tr("日本語 (&Japanese)"), tr("Speak Japanese from the next start on"), checkable=True),
    ActionSpec(
        "dark",
        tr("&Dark Theme"),
        tr("Switch between light and dark"),
        "Ctrl+D",
        "theme",
        checkable=True,
        short=tr("Dark"),
    ),
    ActionSpec("shortcuts", tr("&Keyboard Shortcuts"), tr("List every key of the program"), "F1", "help"),
    ActionSpec("report", tr("Copy &Report"), tr("Copy what the program stands on, for a report of a fault")),
    ActionSpec("about", tr("&About"), tr("Say what this program is")),
)
"""What the window itself can do; what its tools can do stands in their rows (app.tools)."""

SEPARATOR, TOOLS = "-", "+"
MENUS = {
    "&File": (
        "open", SEPARATOR, "save_session", "save_mesh", "save_picture", TOOLS, SEPARATOR, "copy_command", "copy_python",
        SEPARATOR, "quit",
    ),
    "&Edit": ("undo", "redo", SEPARATOR, TOOLS),
    "&Run": ("play", "step", "back", SEPARATOR, "first", "last", "refine", SEPARATOR, "restart", SEPARATOR, TOOLS),
    "&Observe": (TOOLS,),
    "&Inspect": (TOOLS,),
    "&View": (
        "points", "truth", "imagined", "height", SEPARATOR, "reset_view", "&Camera", SEPARATOR, "larger", "smaller",
        "usual", SEPARATOR, "present", "&Layout", "Lan&guage", "dark",
    ),
    "&Camera": (TOOLS, SEPARATOR, "parallel", "axes"),
    "&Layout": ("layout_teach", "layout_inspect", "layout_show", SEPARATOR, "reset_layout"),
    "Lan&guage": ("language_system", SEPARATOR, "language_en", "language_ja"),
    "&Help": (TOOLS, "shortcuts", "report", "about"),
}  # fmt: skip
"""What each menu shows; at `TOOLS` stand the actions of the tools that name the menu, in the order of app.tools. A menu
that an earlier one names opens from there.
"""

TOOLBAR = (
    "open", "undo", "redo", SEPARATOR, "draw", "scan_here", "branches", SEPARATOR, "points", "truth", "imagined",
    "height", SEPARATOR, "save_mesh", "save_picture", SEPARATOR, "reset_view", "dark", SEPARATOR, "lessons",
)  # fmt: skip


def native(shortcut: str) -> str:
    """A shortcut as this platform writes it."""
    return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)


def tip_of(spec: ActionSpec, reason: str = "") -> str:
    """The tool tip. reason: why it cannot be done now, a sentence in place of the tip."""
    return f"{reason or spec.tip} ({native(spec.shortcut)})" if spec.shortcut else reason or spec.tip


BY_KEY = {spec.key: spec for spec in SPECS}


def build(window: QMainWindow, specs: Sequence[ActionSpec]) -> dict[str, QAction]:
    """An action per row, owned by the window, by key."""
    actions = {}
    for spec in specs:
        action = QAction(spec.text, window)
        action.setObjectName(f"action.{spec.key}")
        action.setShortcut(QKeySequence(spec.shortcut))
        action.setAutoRepeat(spec.held)
        action.setCheckable(spec.checkable)
        action.setIconText(spec.short or plain(spec.text))
        action.setToolTip(tip_of(spec))
        window.addAction(action)
        actions[spec.key] = action
    return actions


def keys_of(menu: str, groups: Sequence[Sequence[str]]) -> list[str]:
    """The keys of a menu with the groups of its tools; groups of several are set apart."""
    mine: list[str] = []
    for number, group in enumerate(groups):
        apart = number > 0 and max(len(group), len(groups[number - 1])) > 1
        mine += [SEPARATOR] * apart + list(group)
    return [key for entry in MENUS[menu] for key in (mine if entry == TOOLS else [entry])]


def fill_menus(
    window: QMainWindow, actions: dict[str, QAction], groups: Mapping[str, Sequence[Sequence[str]]]
) -> dict[str, QMenu]:
    """The menu bar. groups: keys of what tools can do, by menu. Returns the menus by title, for those that grow."""
    menus = {}
    for title in MENUS:
        if title not in menus:
            menus[title] = window.menuBar().addMenu(translated(title))
        for key in keys_of(title, groups.get(title, ())):
            if key == SEPARATOR:
                menus[title].addSeparator()
            elif key in MENUS:
                menus[key] = menus[title].addMenu(translated(key))
            else:
                menus[title].addAction(actions[key])
    return menus


BAR_STYLES = (
    Qt.ToolButtonStyle.ToolButtonTextBesideIcon,
    Qt.ToolButtonStyle.ToolButtonTextUnderIcon,
    Qt.ToolButtonStyle.ToolButtonIconOnly,
)


class Bar(QToolBar):
    """Icons with words, the words below or left out where there is no room for them; the rest is behind the arrow."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._widths: dict[Qt.ToolButtonStyle, int] = {}
        self.setToolButtonStyle(BAR_STYLES[0])

    def minimumSizeHint(self) -> QSize:
        return QSize(120, super().minimumSizeHint().height())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._widths:  # by now its buttons have their icons
            for style in reversed(BAR_STYLES):
                self.setToolButtonStyle(style)
                self._widths[style] = self.sizeHint().width()
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        fitting = [style for style in BAR_STYLES if self._widths.get(style, 0) <= self.width()]
        style = fitting[0] if fitting else BAR_STYLES[-1]
        if style != self.toolButtonStyle():
            self.setToolButtonStyle(style)


def fill_toolbar(window: QMainWindow, actions: dict[str, QAction]) -> QToolBar:
    """The toolbar: icon and words."""
    bar = Bar(tr("Toolbar"))
    window.addToolBar(bar)
    bar.setObjectName("toolbar")
    bar.setAccessibleName(tr("Toolbar"))
    bar.setMovable(False)
    bar.setIconSize(QSize(20, 20))
    for key in TOOLBAR:
        if key == SEPARATOR:
            bar.addSeparator()
            continue
        bar.addAction(actions[key])
        button = bar.widgetForAction(actions[key])
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click must not take the keys from the viewport
        button.setAccessibleName(plain(actions[key].text()))
    return bar


def recolor(bar: QToolBar, actions: dict[str, QAction], specs: Sequence[ActionSpec], theme: Theme) -> None:
    """Icons in the colours of the theme, that of the arrow at the end of the toolbar too."""
    more = bar.findChild(QToolButton, "qt_toolbar_ext_button")
    if more is not None:
        more.setIcon(icon("more", theme.text))
        more.setAccessibleName(tr("More of the toolbar"))
        more.setToolTip(tr("What the toolbar has no room for"))
    for spec in specs:
        if spec.icon:
            actions[spec.key].setIcon(icon(spec.icon, theme.text))


class ShortcutSheet(QDialog):
    """Every row of the table that has a key."""

    def __init__(self, specs: Sequence[ActionSpec], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keyboard Shortcuts"))
        rows = [spec for spec in specs if spec.shortcut]
        table = QTableWidget(len(rows), 3)
        table.setAccessibleName(tr("Keyboard shortcuts"))
        table.setHorizontalHeaderLabels([tr("Key"), tr("Action"), tr("What it does")])
        table.verticalHeader().hide()
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        for row, spec in enumerate(rows):
            for column, text in enumerate((native(spec.shortcut), plain(spec.text), spec.tip)):
                table.setItem(row, column, QTableWidgetItem(text))
        table.resizeColumnsToContents()
        table.resizeRowsToContents()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(table)
        layout.addWidget(buttons)
        bar = table.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        edges = layout.contentsMargins()
        whole = table.horizontalHeader().length() + bar + 2 * table.frameWidth() + edges.left() + edges.right()
        resize_within_screen(self, whole, round(560 * grown(self)))
