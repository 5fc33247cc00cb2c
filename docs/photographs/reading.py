"""What a run says: its colours, its steps, how sure it is, and the files that are made of it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel, QWidget

from docs.photographs.photographer import SHAPES, Photographer


def inspect(person: Photographer) -> None:
    """A slice through the fifth step of a chair, its errors, residuals of the points, and numbers at the centre."""
    person.open(SHAPES / "chair.ply")
    person.end()
    person.only("inspect", "shape", "curves")
    for key in (Qt.Key.Key_C, Qt.Key.Key_E):
        person.press(key)
    person.window.inspect.sides.button(1).click()
    person.wait(lambda: person.window.store.session.found("error") is not None)
    if person.window.inspect.open_.isChecked():  # it is remembered
        person.window.inspect.open_.click()
    person.press(Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    person.rest(1500)
    person.settle()
    person.rest(2500)  # the error of the finest surface


def updates(person: Photographer) -> None:
    """The map of learned rates, and the loss around the steps."""
    person.window.show_dock("updates")
    person.only("updates", "shape", "curves")
    person.end()
    panel = person.window.updates
    panel.view.setCurrentIndex(panel.view.findData("slice"))
    panel.go.click()
    person.wait(lambda: panel.slice is not None and not panel.running)
    person.settle()


def spread(person: Photographer) -> None:
    """How sure a digit is of which a part was hidden: its spread, the members, and how often they hold."""
    person.only("spread", "shape")
    person.open(SHAPES / "digit-3.png")
    before = person.window.store.session.document
    assert before is not None
    person.window.controller.change_setup(replace(before.setup, seed=2))
    person.wait(lambda: person.window.store.session.document is not before)
    person.end()
    person.window.spread.go.click()
    person.window.spread.skins.click()
    person.wait(lambda: len(person.window.spreading.skins) > 7)
    person.wait(lambda: person.window.spread.judgement is not None)
    person.press(Qt.Key.Key_P)
    person.settle()


def over_time(person: Photographer) -> None:
    """The steps of a scanned chair at once, and what pulled in the last one."""
    person.only("over_time", "shape", "curves")
    person.end()
    panel = person.window.over_time
    for box in (panel.skins, panel.colors, panel.points):
        box.click()
    person.wait(lambda: bool(person.window.over_time_controller.skins) and panel.shares is not None)
    person.settle()


def slow(person: Photographer) -> None:
    """The fourth step in slow motion, at its scaled update: a surface is there by then."""
    person.window.actions_by_key["slow"].trigger()
    person.only("slow", "shape", "curves")
    for _ in range(3 * 4 + 3):
        person.press(Qt.Key.Key_Right)
        person.settle()
    person.wait(lambda: person.window.phases.taken is not None)
    person.settle()


def dials(person: Photographer) -> None:
    """The error of a digit by its rotation."""
    person.open(SHAPES / "digit-3.png")
    person.window.actions_by_key["dials"].trigger()
    person.only("dials", "shape", "curves")
    person.end()
    panel = person.window.dials
    panel.choice.setCurrentIndex(panel.choice.findText("Rotation"))
    panel.slider.set_value(30)
    panel.sweep.click()
    person.wait(lambda: not panel.running)
    person.settle()


def colors(person: Photographer) -> QWidget:
    """The view with its surface coloured by the change in the last step."""
    person.only()
    person.open(SHAPES / "chair.ply")
    person.end()
    person.window.controller.set_view(replace(person.window.store.session.view, color="change"))
    person.settle()
    person.rest(1500)
    return person.window.viewport


def ranges(person: Photographer) -> QWidget:
    """The same with a fitted range and the menu of the colour bar."""
    view, menu = colors(person), person.window.colors.menu
    person.window.colors.fitted.trigger()
    person.settle()
    picture = view.grab()
    menu.popup(view.mapToGlobal(QPoint(0, 0)))
    person.wait(menu.isVisible)
    person.rest()
    painter = QPainter(picture)
    painter.drawPixmap(130, view.height() // 2, menu.grab())
    painter.end()
    menu.close()
    seen = QLabel()
    seen.setPixmap(picture)
    seen.resize(seen.sizeHint())
    return seen


def record(person: Photographer) -> QWidget:
    """The dialog, for a film."""
    person.open(SHAPES / "chair.ply")
    person.end()
    person.window.actions_by_key["record"].trigger()
    dialog = person.window.recorder
    person.wait(dialog.isVisible)
    dialog.kind.setCurrentIndex(dialog.kind.findData("film"))
    person.rest()
    return dialog


def figures(person: Photographer) -> QWidget:
    """The dialog, with the plot of a run."""
    person.open(SHAPES / "chair.ply")
    person.end()
    person.rest()
    person.window.actions_by_key["figures"].trigger()
    person.wait(person.window.figures.isVisible)
    person.rest()
    return person.window.figures


def isolines(person: Photographer) -> QWidget:
    """The field of a digit with numbers on its isolines, without points, which would lie over them."""
    person.only()
    person.open(SHAPES / "digit-3.png")
    person.end()
    person.press(Qt.Key.Key_P)
    person.window.figures.labels.setChecked(True)
    person.settle()
    person.rest(1500)
    seen = QLabel()
    seen.setPixmap(person.window.viewport.grab())
    seen.resize(seen.sizeHint())
    person.window.figures.labels.setChecked(False)  # it is remembered
    return seen


def kept_views(person: Photographer) -> QWidget:
    """The list of kept views, one of them renamed."""
    person.open(SHAPES / "chair.ply")
    for key in (Qt.Key.Key_V, Qt.Key.Key_1, Qt.Key.Key_V, Qt.Key.Key_7, Qt.Key.Key_V):
        person.press(key)
        person.rest(300)
    window = person.window
    (first, *others) = window.store.session.bookmarks
    window.store.set_bookmarks((replace(first, name="the legs"), *others))
    window.actions_by_key["bookmark_list"].trigger()
    shown = window.views.list
    person.wait(shown.isVisible)
    person.rest()
    return shown


def views(person: Photographer) -> None:
    """A chair from the front without perspective, with the axes cross, and a kept view."""
    person.open(SHAPES / "chair.ply")
    person.end()
    person.window.actions_by_key["layout_inspect"].trigger()
    person.rest(300)
    person.press(Qt.Key.Key_1)
    person.press(Qt.Key.Key_O, Qt.KeyboardModifier.ShiftModifier)
    person.press(Qt.Key.Key_A)
    person.settle()
