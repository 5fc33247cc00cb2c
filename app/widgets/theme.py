"""Light and dark: one palette and one small style sheet on top of Qt's Fusion style, the same on every platform.

Qt's own colour scheme switch does nothing where no platform theme is present, so the palette is set explicitly.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from app.document.settings import ThemeName
from app.widgets.letters import wear, worn
from core.storage.resources import ASSETS

CHECK = ASSETS / "check.svg"
"""Fusion draws the frame of a check box a little darker than the window, which cannot be seen on dark."""


@dataclass(frozen=True)
class Theme:
    """Colours of the interface, as "#rrggbb". Those of the 3D scene are in app.render.styles."""

    name: ThemeName
    window: str
    base: str
    raised: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    curve_loss: str
    curve_heldout: str
    info: str
    warning: str
    error: str
    lines: tuple[str, ...]
    """Of what runs side by side, lines or methods; each has a mark of MARKS as well."""


MARKS = (("o", "●"), ("s", "■"), ("t", "▼"), ("d", "◆"), ("+", "+"), ("x", "×"))
"""Told apart without colours: as pyqtgraph calls them, and as a character."""

LIGHT = Theme(
    name="light",
    window="#f4f6f8",
    base="#ffffff",
    raised="#e9edf1",
    line="#cfd6dd",
    text="#1f2933",
    muted="#5c6b7a",
    accent="#1971c2",
    on_accent="#ffffff",
    curve_loss="#1971c2",
    curve_heldout="#c2410c",
    info="#dbeafe",
    warning="#fff3bf",
    error="#ffe0e0",
    lines=("#1971c2", "#e8590c", "#2f9e44", "#c2549b", "#7048e8", "#868e96"),
)
DARK = Theme(
    name="dark",
    window="#1e2227",
    base="#16191d",
    raised="#2a2f36",
    line="#3b424b",
    text="#e6e9ed",
    muted="#9aa5b1",
    accent="#4dabf7",
    on_accent="#0b1016",
    curve_loss="#4dabf7",
    curve_heldout="#ff922b",
    info="#1c3350",
    warning="#453a12",
    error="#4d2226",
    lines=("#4dabf7", "#ff922b", "#51cf66", "#f783ac", "#b197fc", "#adb5bd"),
)
THEMES: dict[ThemeName, Theme] = {"light": LIGHT, "dark": DARK}


def palette(theme: Theme) -> QPalette:
    """The Qt palette of a theme, disabled colours included."""
    role, result = QPalette.ColorRole, QPalette()
    colors = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.base,
        role.AlternateBase: theme.raised,
        role.Text: theme.text,
        role.PlaceholderText: theme.muted,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.ToolTipBase: theme.base,
        role.ToolTipText: theme.text,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Link: theme.accent,
        role.Light: theme.base,
        role.Midlight: theme.raised,
        role.Mid: theme.line,
        role.Dark: theme.muted,
        role.Accent: theme.accent,
    }
    for which, color in colors.items():
        result.setColor(which, QColor(color))
    faint = QColor(theme.muted)
    faint.setAlpha(140)
    for which in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, which, faint)
    return result


def style_sheet(theme: Theme) -> str:
    """Spacing and lines that the palette cannot say."""
    return f"""
    QMainWindow::separator {{ background: {theme.line}; width: 1px; height: 1px; }}
    QToolBar {{ border: none; border-bottom: 1px solid {theme.line}; spacing: 2px; padding: 3px 6px; }}
    QToolBar QToolButton {{ padding: 4px 7px; border-radius: 5px; }}
    QToolBar QToolButton:hover, #transport QToolButton:hover {{ background: {theme.raised}; }}
    QToolBar QToolButton:checked {{ background: {theme.raised}; color: {theme.accent}; }}
    QToolButton#qt_toolbar_ext_button {{ padding: 0; background: {theme.raised}; border: 1px solid {theme.line}; }}
    QTabBar {{ qproperty-elideMode: ElideNone; qproperty-usesScrollButtons: true; }}
    QToolButton:focus {{ border: 2px solid {theme.accent}; border-radius: 5px; }}
    QToolButton[phase="true"] {{ background: {theme.raised}; border: none; border-radius: 6px; padding: 6px 2px; }}
    QToolButton[phase="true"]:checked {{ background: {theme.accent}; color: {theme.on_accent}; }}
    QPushButton:checked {{ background: {theme.accent}; color: {theme.on_accent}; border: 1px solid {theme.accent};
        border-radius: 3px; padding: 3px 9px; min-width: 60px; }}
    QPushButton:checked:focus {{ border: 2px solid {theme.text}; padding: 2px 8px; }}
    #transport QToolButton {{ border-radius: 6px; padding: 4px; }}
    #transport QToolButton#play {{ background: {theme.accent}; border-radius: 18px; }}
    #transport {{ border-top: 1px solid {theme.line}; background: {theme.window}; }}
    QDockWidget {{ font-weight: 600; }}
    QDockWidget::title {{ padding: 7px 10px 5px 10px; background: {theme.window}; }}
    QDockWidget > QWidget {{ font-weight: 400; }}
    QRadioButton::indicator {{ width: 12px; height: 12px; border: 1px solid {theme.muted}; border-radius: 7px;
        background: {theme.base}; }}
    QRadioButton::indicator:checked {{ border: 4px solid {theme.accent}; width: 6px; height: 6px; }}
    QCheckBox::indicator, QAbstractItemView::indicator {{ width: 12px; height: 12px; border: 1px solid {theme.muted};
        border-radius: 3px; background: {theme.base}; }}
    QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {{ border-color: {theme.accent};
        background: {theme.accent}; image: url("{CHECK.as_posix()}"); }}
    QCheckBox:focus {{ color: {theme.accent}; }}
    QRadioButton:focus {{ color: {theme.accent}; }}
    QStatusBar {{ border-top: 1px solid {theme.line}; }}
    QStatusBar::item {{ border: none; }}
    QLabel[muted="true"] {{ color: {theme.muted}; }}
    QFrame#invitation {{ background: {theme.info}; border-top: 1px solid {theme.line}; }}
    QFrame#invitation QPushButton {{ background: {theme.accent}; color: {theme.on_accent}; border: none;
        border-radius: 6px; padding: 6px 18px; }}
    QFrame#invitation QPushButton:disabled {{ background: {theme.muted}; }}
    QFrame#notice {{ border-bottom: 1px solid {theme.line}; }}
    QFrame#notice[severity="info"] {{ background: {theme.info}; }}
    QFrame#notice[severity="warning"] {{ background: {theme.warning}; }}
    QFrame#notice[severity="error"] {{ background: {theme.error}; }}
    QGroupBox {{ font-weight: 600; border: 1px solid {theme.line}; border-radius: 6px; margin-top: 9px;
        padding-top: 6px; }}
    QGroupBox::title {{ subcontrol-origin: margin; left: 8px; padding: 0 3px; }}
    QGroupBox > QWidget {{ font-weight: 400; }}
    QLabel#readout {{ background: {theme.base}; border: 1px solid {theme.line}; border-radius: 6px; padding: 6px 9px; }}
    QFrame#board, QFrame#corner {{ background: {theme.window}; border: 1px solid {theme.line}; border-radius: 8px; }}
    QLabel#keys {{ background: {theme.text}; color: {theme.base}; border-radius: 8px; padding: 6px 14px; }}
    QToolTip {{ color: {theme.text}; background: {theme.base}; border: 1px solid {theme.line}; padding: 3px; }}
    """


def apply(theme: Theme) -> None:
    """Restyle every window of the application."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise RuntimeError("there is no QApplication to restyle")
    sheet = style_sheet(theme)
    if worn() == sheet:
        return  # to restyle all widgets as they are takes a second
    application.setStyle("Fusion")
    application.setPalette(palette(theme))
    wear(sheet)
