"""Pictures, films, surfaces and pages of a run."""

from __future__ import annotations

from collections.abc import Iterator

from app.control.actions import ActionSpec
from app.system.words import tr
from app.view.tool import Shell, Tool


def build(shell: Shell) -> Iterator[None]:
    from app.tools.record.dialog import RecordDialog

    recorder = RecordDialog(shell.store, shell.viewport, shell.settings, shell.as_window())
    recorder.noticed.connect(shell.say)
    shell.endings.append(recorder.finish)
    shell.offer("record", recorder.show)
    shell.offer("export_page", recorder.export_page)
    shell.keep(recorder, recorder=recorder)
    yield


TOOL = Tool(
    build,
    menu="&File",
    actions=(
        ActionSpec(
            "record", tr("&Record…"), tr("Write a picture, a film, surfaces or a page for a browser"), "Ctrl+R", "film"
        ),
        ActionSpec(
            "export_page",
            tr("&Export Page…"),
            tr("Write all steps as one page for any browser (HTML), to step and turn"),
            "Ctrl+Shift+E",
        ),
    ),
    opens="record",
    early=False,
)
