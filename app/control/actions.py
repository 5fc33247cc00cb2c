"""One table of everything that can be done: it feeds the menus, the toolbar and the list of shortcuts."""

from __future__ import annotations

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

    short: what the toolbar says where `text` is long.
    """

    key: str
    text: str
    tip: str
    shortcut: str = ""
    icon: str = ""
    checkable: bool = False
    short: str = ""


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
    ActionSpec("race", "Ra&ce…", "Let several methods adapt to the same observation", "Ctrl+Alt+R", "race"),
    ActionSpec("gallery", "&Gallery…", "Adapt to a whole data set; the worst results come first", "Ctrl+G", "gallery"),
    ActionSpec("own", "Train on &My Shapes…", "Train a net on a folder of your own meshes", "Ctrl+T", "train"),
    ActionSpec("record", "&Record…", "Write a picture, a film, surfaces or a scene for slides", "Ctrl+R", "film"),
    ActionSpec("quit", "&Quit", "Close the program", "Ctrl+Q"),
    ActionSpec("undo", "&Undo", "Take back what was changed last; steps are not taken back", "Ctrl+Z", "undo"),
    ActionSpec("redo", "&Redo", "Make the change again that was taken back last", "Ctrl+Shift+Z", "redo"),
    ActionSpec("play", "&Play", "Take one step after the other; the same key pauses", "Space", "play"),
    ActionSpec("step", "&Step", "Take one gradient step, or go to the next recorded one", "Right", "step"),
    ActionSpec("back", "Step &Back", "Go back one step", "Left", "back"),
    ActionSpec("first", "To the S&tart", "Go back to the learned start φ₀", "Home", "first"),
    ActionSpec("last", "To the Trained &End", "Take all steps up to the last trained one", "End", "last"),
    ActionSpec("refine", "Re&fine", "Go on past the trained steps until the points fit", "Shift+End", "refine"),
    ActionSpec("restart", "&Discard Steps", "Forget all steps and stand at the start again", "Ctrl+Backspace"),
    ActionSpec("branches", "Bra&nches", "Change one thing from this step on, and keep both lines", "Ctrl+B", "branch"),
    ActionSpec("next_line", "Ne&xt Line", "Show the next line of the run at the same step", "Ctrl+L"),
    ActionSpec(
        "compare",
        "S&ide by Side",
        "Show another line beside the shown one, or take it away",
        "Ctrl+Alt+L",
        "compare",
        checkable=True,
    ),
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
    ActionSpec(
        "draw", "&Draw a Shape", "Draw a 2D shape on a pad; the adaptation follows the pen", "D", "draw", short="Draw"
    ),
    ActionSpec("place", "&Place a Scan", "Say which way is up in a raw scan, tilt, turn, move and scale it", "L"),
    ActionSpec(
        "scan_here",
        "Scan from &Here",
        "Take one depth picture of a 3D shape from where you look",
        "F",
        "scan",
        short="Scan",
    ),
    ActionSpec(
        "scan_more", "&Add This View to the Scan", "Take a further depth picture from where you look", "Shift+F"
    ),
    ActionSpec(
        "scan", "Scan &Conditions", "Open the panel of the depth camera: views, noise, outliers, holes, cut", "S"
    ),
    ActionSpec("brush", "Occlusion &Brush", "Drag over the surface to hide what was seen there", "B", checkable=True),
    ActionSpec("slow", "Slow &Motion", "Steps in phases: loss, gradient, update, new surface", "M", "slow", True),
    ActionSpec("dials", "&Out-of-Distribution Dials", "Turn, scale, exchange or spoil the shape; see the error", "O"),
    ActionSpec("updates", "&Updates", "Look into the steps: norms, rates, alignment, loss", "U", "updates"),
    ActionSpec("inspect", "I&nspect", "Open the panel of errors, slices and exact numbers", "Ctrl+I", "inspect"),
    ActionSpec("swap", "S&wap Surface and Truth", "Show the true shape in the place of the surface, and back", "X"),
    ActionSpec("blink", "&Blink", "Swap surface and truth again and again", "Shift+X", checkable=True),
    ActionSpec(
        "residual",
        "Colour Points by &Residual",
        "Colour what was observed by how far the field is from it",
        "E",
        checkable=True,
    ),
    ActionSpec("slice", "&Slice Plane", "Show the field on a plane, with isolines", "C", checkable=True),
    ActionSpec("slice_on", "Slice &Forward", "Move the slice plane along its arrow", "Shift+Up"),
    ActionSpec("slice_back", "Slice Bac&kward", "Move the slice plane against its arrow", "Shift+Down"),
    ActionSpec("readout", "&Numbers under the Mouse", "Read exact numbers where the mouse is", "N", checkable=True),
    ActionSpec("readout_centre", "Numbers at the &Centre", "Read exact numbers at the middle of the view", "Shift+N"),
    ActionSpec("reset_view", "&Reset View", "Move the camera back to where it was", "R", "camera-reset", short="Reset"),
    ActionSpec("larger", "&Larger Points and Lines", "Draw points, lines and words of the view larger", "Ctrl++"),
    ActionSpec("smaller", "S&maller Points and Lines", "Draw points, lines and words of the view smaller", "Ctrl+-"),
    ActionSpec("reset_layout", "Reset La&yout", "Put panels and bars back where they were at first"),
    ActionSpec("dark", "&Dark Theme", "Switch between light and dark", "Ctrl+D", "theme", checkable=True, short="Dark"),
    ActionSpec("lessons", "&Lessons", "Open or close the lessons at the side", "F2", "lesson", checkable=True),
    ActionSpec("shortcuts", "&Keyboard Shortcuts", "List every key of the program", "F1", "help"),
    ActionSpec("report", "Copy &Report", "Copy what the program stands on, for a report of a fault"),
    ActionSpec("about", "&About", "Say what this program is"),
)
HELD = frozenset({"step", "back", "undo", "redo", "slice_on", "slice_back"})
"""Actions that a key does again and again while it is held; the others once, until it is pressed anew."""

SEPARATOR = "-"
MENUS = {
    "&File": (
        "open",
        SEPARATOR,
        "save_session",
        "save_mesh",
        "save_picture",
        "record",
        SEPARATOR,
        "copy_command",
        "copy_python",
        SEPARATOR,
        "quit",
    ),
    "&Edit": ("undo", "redo"),
    "&Run": (
        "play",
        "step",
        "back",
        SEPARATOR,
        "first",
        "last",
        "refine",
        SEPARATOR,
        "restart",
        SEPARATOR,
        "branches",
        "next_line",
        "compare",
        SEPARATOR,
        "race",
        "gallery",
        SEPARATOR,
        "own",
    ),
    "&Observe": ("draw", SEPARATOR, "scan_here", "scan_more", "scan", "brush", SEPARATOR, "place"),
    "&Inspect": (
        "inspect",
        "slow",
        "updates",
        "dials",
        SEPARATOR,
        "swap",
        "blink",
        "residual",
        SEPARATOR,
        "slice",
        "slice_on",
        "slice_back",
        SEPARATOR,
        "readout",
        "readout_centre",
    ),
    "&View": (
        "points",
        "truth",
        "imagined",
        "height",
        SEPARATOR,
        "reset_view",
        "larger",
        "smaller",
        SEPARATOR,
        "reset_layout",
        "dark",
    ),
    "&Help": ("lessons", "shortcuts", "report", "about"),
}
TOOLBAR = (
    "open",
    "undo",
    "redo",
    SEPARATOR,
    "draw",
    "scan_here",
    "branches",
    SEPARATOR,
    "points",
    "truth",
    "imagined",
    "height",
    SEPARATOR,
    "save_mesh",
    "save_picture",
    SEPARATOR,
    "reset_view",
    "dark",
    SEPARATOR,
    "lessons",
)


def native(shortcut: str) -> str:
    """A shortcut as this platform writes it."""
    return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)


def tip_of(spec: ActionSpec, reason: str = "") -> str:
    """The tool tip. reason: why it cannot be done now, a sentence in place of the tip."""
    return f"{reason or spec.tip} ({native(spec.shortcut)})" if spec.shortcut else reason or spec.tip


BY_KEY = {spec.key: spec for spec in SPECS}


def build(window: QMainWindow) -> dict[str, QAction]:
    """An action per row, owned by the window, by key."""
    actions = {}
    for spec in SPECS:
        action = QAction(spec.text, window)
        action.setObjectName(f"action.{spec.key}")
        action.setShortcut(QKeySequence(spec.shortcut))
        action.setAutoRepeat(spec.key in HELD)
        action.setCheckable(spec.checkable)
        if spec.short:
            action.setIconText(spec.short)
        action.setToolTip(tip_of(spec))
        window.addAction(action)
        actions[spec.key] = action
    return actions


def fill_menus(window: QMainWindow, actions: dict[str, QAction]) -> dict[str, QMenu]:
    """The menu bar. Returns its menus by title, for those that grow (recent files, docks)."""
    menus = {}
    for title, keys in MENUS.items():
        menus[title] = window.menuBar().addMenu(title)
        for key in keys:
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


def recolor(bar: QToolBar, actions: dict[str, QAction], theme: Theme) -> None:
    """Icons in the colours of the theme, that of the arrow at the end of the toolbar too."""
    more = bar.findChild(QToolButton, "qt_toolbar_ext_button")
    if more is not None:
        more.setIcon(icon("more", theme.text))
        more.setAccessibleName("More of the toolbar")
        more.setToolTip("What the toolbar has no room for")
    for spec in SPECS:
        if spec.icon:
            actions[spec.key].setIcon(icon(spec.icon, theme.text))


class ShortcutSheet(QDialog):
    """Every row of the table that has a key."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard Shortcuts")
        rows = [spec for spec in SPECS if spec.shortcut]
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
