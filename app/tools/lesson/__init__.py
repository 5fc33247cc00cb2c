"""Lessons at the side."""

from __future__ import annotations

from collections.abc import Iterator

from app.control.actions import ActionSpec
from app.system.words import tr
from app.view.tool import Shell, Tool


def build(shell: Shell) -> Iterator[None]:
    from app.tools.lesson.controller import Classroom
    from app.tools.lesson.panel import LessonPanel

    lesson = LessonPanel(shell.actions_by_key)
    shell.fill("lesson", lesson)
    shell.dress(lesson)
    classroom = Classroom(
        lesson, shell.frames(), shell.store, shell.controller, shell.player, shell.as_window(), shell.show_dock,
        shell.presenting,
    )  # fmt: skip
    classroom.noticed.connect(shell.say)
    shell.actions_by_key["lessons"].setEnabled(True)
    shell.keep(lesson=lesson, classroom=classroom)
    yield


TOOL = Tool(
    build,
    dock="lesson",
    title=tr("Lesson"),
    menu="&Help",
    actions=(
        ActionSpec(
            "lessons", tr("&Lessons"), tr("Open or close the lessons at the side"), "F2", "lesson", checkable=True
        ),
        ActionSpec(
            "page_on", tr("&Next Page"), tr("Go on in the lesson: the page's answer, then the next page"), "PgDown"
        ),
        ActionSpec("page_back", tr("Previous Pa&ge"), tr("Go back to the page before"), "PgUp"),
    ),
    opens="lessons",
)
