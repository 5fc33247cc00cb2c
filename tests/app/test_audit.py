"""House rules over the whole real window: names, tool tips, keys, ranges, resets; themes, layout, sharp screens."""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QDockWidget,
    QLineEdit,
    QMessageBox,
    QScrollArea,
    QTableWidget,
    QWidget,
)

from app.control.actions import MENUS, ShortcutSheet, keys_of
from app.tools import ACTIONS, TOOLS
from app.widgets.sliders import NumberSlider
from app.window.window import MainWindow
from tests.app.driving import Person, forget_layout, steady
from tests.forked import python

pytestmark = pytest.mark.gl
ROOT = Path(__file__).resolve().parents[2]
INNER = ("qt_", "ScrollLeft", "ScrollRight")


@pytest.fixture
def person(shared_window: MainWindow, qtbot) -> Iterator[Person]:
    """In front of a window whose docks are all open."""
    hands = Person(shared_window, qtbot)
    shared_window.activateWindow()
    hands.wait(lambda: shared_window.isActiveWindow() and hands.session.document is not None)
    hands.wait(hands.idle)
    shown = {dock: dock.isVisible() for dock in shared_window.findChildren(QDockWidget)}
    for dock in shown:
        dock.show()
    yield hands
    for dock, before in shown.items():
        dock.setVisible(before)
    hands.wait(hands.idle)


def controls(window: QWidget, *kinds: type) -> list[QWidget]:
    """Our own controls, those of closed tabs included; not the inner parts of Qt's widgets."""
    found = {w for kind in kinds for w in window.findChildren(kind)}
    outer = [w for w in found if not w.objectName().startswith(INNER)]
    return [w for w in outer if not isinstance(w.parent(), QAbstractSpinBox | QComboBox) and w.parent() is not None]


def test_every_control_has_a_name_a_tip_and_can_be_reached_by_keyboard(person):
    found = controls(person.window, QAbstractButton, QComboBox, QAbstractSpinBox, QAbstractSlider, QLineEdit)
    own = [w for w in found if not type(w).__name__.startswith(("QScrollBar", "QDockWidgetTitle"))]
    own = [w for w in own if not w.inherits("QScrollBar") and not w.inherits("QDockWidgetTitleButton")]
    assert len(own) > 40
    faults = []
    for widget in own:
        name = widget.accessibleName() or getattr(widget, "text", lambda: "")()
        where = f"{type(widget).__name__} {name!r} in {type(widget.parent()).__name__}"
        if not name:
            faults.append(f"{where} has no accessible name")
        if not widget.toolTip():
            faults.append(f"{where} has no tool tip")
        grouped = isinstance(widget, QAbstractButton) and widget.group() is not None
        if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not grouped:
            faults.append(f"{where} cannot be reached by keyboard")
    assert not faults, "\n".join(faults)


def test_every_slider_says_its_range_and_resets_on_a_double_click(person):
    sliders = person.window.findChildren(NumberSlider)
    assert len(sliders) > 4
    for slider in sliders:
        tip = slider.toolTip() + "".join(child.toolTip() for child in slider.findChildren(QWidget))
        assert any(character.isdigit() for character in tip), f"{slider.accessibleName()}: no range in {tip!r}"
        inner = slider.findChild(QAbstractSlider)
        normal = slider.normal
        slider.blockSignals(True)
        slider.setEnabled(True)
        inner.setValue(inner.maximum() if inner.value() < inner.maximum() // 2 else inner.minimum())
        assert slider.value != normal
        person.qtbot.mouseDClick(inner, Qt.MouseButton.LeftButton)
        slider.blockSignals(False)
        assert slider.value == pytest.approx(normal, rel=0.02, abs=1e-3), slider.accessibleName()


def test_spin_boxes_say_their_range(person):
    for box in controls(person.window, QAbstractSpinBox):
        assert any(character.isdigit() for character in box.toolTip()), f"{box.accessibleName()}: {box.toolTip()!r}"


def test_no_two_actions_share_a_key_and_each_is_in_a_menu():
    keys = Counter(QKeySequence(spec.shortcut).toString() for spec in ACTIONS if spec.shortcut)
    assert [key for key, count in keys.items() if count > 1] == []
    groups = {menu: [[spec.key for spec in tool.actions] for tool in TOOLS if tool.menu == menu] for menu in MENUS}
    in_menus = {key for menu in MENUS for key in keys_of(menu, groups[menu])}
    assert {spec.key for spec in ACTIONS} <= in_menus, "what can be done is in the menus"
    assert all(spec.tip for spec in ACTIONS)


def test_the_shortcut_sheet_lists_every_key(person):
    sheet = ShortcutSheet(ACTIONS, person.window)
    table = sheet.findChild(QTableWidget)
    assert isinstance(table, QTableWidget)
    shown = {item.text() for row in range(table.rowCount()) if (item := table.item(row, 1)) is not None}
    assert shown == {spec.text.replace("&", "") for spec in ACTIONS if spec.shortcut}
    sheet.deleteLater()


def test_about_names_the_versions_that_a_report_needs(person, qapp):
    seen = []

    def read_and_close() -> None:
        box = qapp.activeModalWidget()
        assert isinstance(box, QMessageBox)
        seen.append(box.text())
        QTest.keyClick(box, Qt.Key.Key_Escape)

    QTimer.singleShot(200, read_and_close)
    person.window.actions_by_key["about"].trigger()
    assert f"torch {torch.__version__.split('+')[0]}" in seen[0]
    assert "NeurIPS 2020" in seen[0]


def test_every_dock_opens_and_closes_from_the_menu(person):
    for dock, action in zip(person.window.docks, person.window.dock_actions, strict=True):
        assert action.text() == dock.windowTitle()
        assert dock.accessibleName()
        if not dock.isHidden() and not action.isChecked():
            action.trigger()  # behind another tab: to the front
        before = dock.isHidden()
        action.trigger()
        assert dock.isHidden() != before
        action.trigger()
        assert dock.isHidden() == before


def test_nothing_is_out_of_reach_in_a_panel(person):
    """A panel that needs more room than its dock has is scrolled, in both directions."""
    for dock in person.window.docks:
        scroll = dock.widget()
        panel = getattr(scroll, "widget", lambda: None)()
        if panel is not None:
            assert isinstance(scroll, QScrollArea)
            assert scroll.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAsNeeded
            assert scroll.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAsNeeded
            assert panel.minimumSizeHint().width() <= scroll.sizeHint().width(), "it opens as wide as it needs"


def test_the_window_fits_its_screen_and_layout_and_theme_come_back(qapp, own_checkpoints, qtbot):
    first = MainWindow()
    forget_layout()
    first.close()
    first.deleteLater()
    window = MainWindow()
    room = window.screen().availableSize()
    assert window.width() <= room.width()
    assert window.height() <= room.height()
    window.show()
    window.show_dock("lesson")
    window.findChild(QDockWidget, "dock.curves").hide()  # pyright: ignore[reportOptionalMemberAccess]
    window.actions_by_key["dark"].trigger()
    window.close()
    window.deleteLater()
    again = MainWindow()
    assert not again.findChild(QDockWidget, "dock.lesson").isHidden()  # pyright: ignore[reportOptionalMemberAccess]
    assert again.findChild(QDockWidget, "dock.curves").isHidden()  # pyright: ignore[reportOptionalMemberAccess]
    assert again.settings.theme == "dark"
    again.actions_by_key["dark"].trigger()
    forget_layout()
    again.close()
    again.deleteLater()


def test_closed_docks_come_back_whole_after_a_restart(qapp, own_checkpoints, qtbot):
    names = ("shape", "observe", "curves")
    for start in range(2):
        window = MainWindow()
        window.resize(1280, 900)
        window.show()
        window.begin()
        qtbot.waitUntil(lambda window=window: window.store.session.document is not None, timeout=60_000)
        if not start:
            for name in names:
                window.dock(name).hide()
        else:
            for name in names:  # one by one, as from the menu
                window.findChild(QAction, f"panel.{name}").trigger()  # pyright: ignore[reportOptionalMemberAccess]
            steady(qtbot, lambda window=window: [window.dock(name).size() for name in names])
            for name in names:
                scroll = window.dock(name).widget()
                assert isinstance(scroll, QScrollArea)
                panel, room = scroll.widget(), scroll.viewport()
                assert panel is not None
                assert panel.width() <= room.width(), f"{name} has lost its right edge"
                assert panel.sizeHint().height() <= room.height(), f"{name} has lost its lower edge"
            forget_layout()
        window.close()
        window.engine.wait()
        window.deleteLater()


SHARP = """
import sys
from PySide6.QtWidgets import QApplication
application = QApplication([])
from app.window.window import MainWindow
window = MainWindow()
window.resize(900, 700)
window.show()
application.processEvents()
picture = window.grab()
print(window.devicePixelRatioF(), picture.width() / window.width())
window.close()
"""


def test_it_is_drawn_with_all_the_pixels_of_a_sharp_screen():
    done = subprocess.run(
        [*python(), "-c", SHARP], cwd=ROOT, env={**os.environ, "QT_SCALE_FACTOR": "2"},
        capture_output=True, text=True, check=True, timeout=100,
    )  # fmt: skip
    assert done.stdout.split() == ["2.0", "2.0"]
