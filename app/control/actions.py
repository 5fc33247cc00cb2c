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

from app.widgets.icons import icon
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
    ActionSpec("open", "&Open…", "Open a mesh, a point cloud, an image or samples", "Ctrl+O", "open"),
    ActionSpec(
        "save_mesh", "&Save Surface…", "Save the surface of this step (PLY; 2D: SVG)", "Ctrl+S", "save", short="Surface"
    ),
    ActionSpec(
        "save_picture", "Save &Picture…", "Save the view as a PNG picture", "Ctrl+Shift+S", "picture", short="Picture"
    ),
    ActionSpec("save_session", "Sa&ve Session…", "Save shape, observation, steps and view in one file", "Ctrl+Alt+S"),
    ActionSpec("copy_command", "&Copy as Command", "Copy the command line that takes the same steps", "Ctrl+Shift+C"),
    ActionSpec("copy_python", "Copy as P&ython", "Copy a Python program that takes the same steps", "Ctrl+Alt+C"),
    ActionSpec("quit", "&Quit", "Close the program", "Ctrl+Q"),
    ActionSpec(
        "undo", "&Undo", "Take back what was changed last; steps are not taken back", "Ctrl+Z", "undo", held=True
    ),
    ActionSpec("redo", "&Redo", "Make the change again that was taken back last", "Ctrl+Shift+Z", "redo", held=True),
    ActionSpec("play", "&Play", "Take one step after the other; the same key pauses", "Space", "play"),
    ActionSpec("step", "&Step", "Take one gradient step, or go to the next recorded one", "Right", "step", held=True),
    ActionSpec("back", "Step &Back", "Go back one step", "Left", "back", held=True),
    ActionSpec("first", "To the S&tart", "Go back to the learned start φ₀", "Home", "first"),
    ActionSpec("last", "To the Trained &End", "Take all steps up to the last trained one", "End", "last"),
    ActionSpec("refine", "Re&fine", "Go on past the trained steps until the points fit", "Shift+End", "refine"),
    ActionSpec("restart", "&Discard Steps", "Forget all steps and stand at the start again", "Ctrl+Backspace"),
    ActionSpec(
        "points", "&Observed Points", "Show or hide what was observed", "P", "points", checkable=True, short="Points"
    ),
    ActionSpec(
        "truth",
        "&True Shape",
        "Show or hide the true shape over the adapted one",
        "T",
        "truth",
        checkable=True,
        short="Truth",
    ),
    ActionSpec(
        "height",
        "&Height Surface",
        "Show a 2D field as a landscape cut by the zero plane",
        "H",
        "height",
        checkable=True,
        short="Height",
    ),
    ActionSpec(
        "imagined",
        "Colour what is &Imagined",
        "Colour the surface by its distance to the nearest observed point",
        "I",
        "imagined",
        checkable=True,
        short="Imagined",
    ),
    ActionSpec("reset_view", "&Reset View", "Move the camera back to where it was", "R", "camera-reset", short="Reset"),
    ActionSpec("larger", "&Larger Points and Lines", "Draw points, lines and words of the view larger", "Ctrl++"),
    ActionSpec("smaller", "S&maller Points and Lines", "Draw points, lines and words of the view smaller", "Ctrl+-"),
    ActionSpec("reset_layout", "Reset La&yout", "Put panels and bars back where they were at first"),
    ActionSpec("dark", "&Dark Theme", "Switch between light and dark", "Ctrl+D", "theme", checkable=True, short="Dark"),
    ActionSpec("shortcuts", "&Keyboard Shortcuts", "List every key of the program", "F1", "help"),
    ActionSpec("report", "Copy &Report", "Copy what the program stands on, for a report of a fault"),
    ActionSpec("about", "&About", "Say what this program is"),
)
"""What the window itself can do; what its tools can do stands in their rows (app.tools)."""

SEPARATOR, TOOLS = "-", "+"
MENUS = {
    "&File": (
        "open", SEPARATOR, "save_session", "save_mesh", "save_picture", TOOLS, SEPARATOR, "copy_command", "copy_python",
        SEPARATOR, "quit",
    ),
    "&Edit": ("undo", "redo"),
    "&Run": ("play", "step", "back", SEPARATOR, "first", "last", "refine", SEPARATOR, "restart", SEPARATOR, TOOLS),
    "&Observe": (TOOLS,),
    "&Inspect": (TOOLS,),
    "&View": (
        "points", "truth", "imagined", "height", SEPARATOR, "reset_view", "larger", "smaller", SEPARATOR,
        "reset_layout", "dark",
    ),
    "&Help": (TOOLS, "shortcuts", "report", "about"),
}  # fmt: skip
"""What each menu shows; at `TOOLS` stand the actions of the tools that name the menu, in the order of app.tools."""

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
        if spec.short:
            action.setIconText(spec.short)
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
        menus[title] = window.menuBar().addMenu(title)
        for key in keys_of(title, groups.get(title, ())):
            if key == SEPARATOR:
                menus[title].addSeparator()
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
    bar = Bar("Toolbar")
    window.addToolBar(bar)
    bar.setObjectName("toolbar")
    bar.setAccessibleName("Toolbar")
    bar.setMovable(False)
    bar.setIconSize(QSize(20, 20))
    for key in TOOLBAR:
        if key == SEPARATOR:
            bar.addSeparator()
            continue
        bar.addAction(actions[key])
        button = bar.widgetForAction(actions[key])
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click must not take the keys from the viewport
        button.setAccessibleName(actions[key].text().replace("&", ""))
    return bar


def recolor(bar: QToolBar, actions: dict[str, QAction], specs: Sequence[ActionSpec], theme: Theme) -> None:
    """Icons in the colours of the theme, that of the arrow at the end of the toolbar too."""
    more = bar.findChild(QToolButton, "qt_toolbar_ext_button")
    if more is not None:
        more.setIcon(icon("more", theme.text))
        more.setAccessibleName("More of the toolbar")
        more.setToolTip("What the toolbar has no room for")
    for spec in specs:
        if spec.icon:
            actions[spec.key].setIcon(icon(spec.icon, theme.text))


class ShortcutSheet(QDialog):
    """Every row of the table that has a key."""

    def __init__(self, specs: Sequence[ActionSpec], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard Shortcuts")
        rows = [spec for spec in specs if spec.shortcut]
        table = QTableWidget(len(rows), 3)
        table.setAccessibleName("Keyboard shortcuts")
        table.setHorizontalHeaderLabels(["Key", "Action", "What it does"])
        table.verticalHeader().hide()
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        for row, spec in enumerate(rows):
            for column, text in enumerate((native(spec.shortcut), spec.text.replace("&", ""), spec.tip)):
                table.setItem(row, column, QTableWidgetItem(text))
        table.resizeColumnsToContents()
        table.resizeRowsToContents()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(table)
        layout.addWidget(buttons)
        bar = table.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        table.setMinimumWidth(table.horizontalHeader().length() + bar + 2 * table.frameWidth())
        self.resize(table.minimumWidth(), 560)
