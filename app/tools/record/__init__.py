"""Pictures, films, surfaces and scenes of a run."""

from __future__ import annotations

from collections.abc import Iterator

from app.control.actions import ActionSpec
from app.view.tool import Shell, Tool


def build(shell: Shell) -> Iterator[None]:
    from app.tools.record.dialog import RecordDialog

    recorder = RecordDialog(shell.store, shell.viewport, shell.settings, shell.as_window())
    recorder.noticed.connect(shell.say)
    shell.endings.append(recorder.finish)
    shell.offer("record", recorder.show)
    shell.keep(recorder, recorder=recorder)
    yield


TOOL = Tool(
    build,
    menu="&File",
    actions=(
        ActionSpec("record", "&Record…", "Write a picture, a film, surfaces or a scene for slides", "Ctrl+R", "film"),
    ),
    opens="record",
    early=False,
)
