"""Lessons, at a desk and before a class."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.tools.lesson.pages import bundled_lessons
from docs.photographs.photographer import Photographer


def lesson(person: Photographer) -> None:
    """The third lesson, its answer shown."""
    person.only("shape", "curves")
    person.window.classroom.open(str(bundled_lessons()[2]))
    person.rest(800)
    person.settle()
    person.end()
    person.window.lesson.reveal()
    person.settle()


def present(person: Photographer) -> None:
    """A lesson over the view, a key just pressed."""
    person.press(Qt.Key.Key_F11)
    person.window.resize(person.window.screen().size())  # where no window manager does it
    person.window.classroom.open(str(bundled_lessons()[2]))
    person.rest(800)
    person.settle()
    person.press(Qt.Key.Key_Right)
    person.settle()
    person.press(Qt.Key.Key_Right)
    person.settle()
    person.rest(2000)
    person.press(Qt.Key.Key_Left)
    person.rest(200)
