"""The shown state as text that can be pasted."""

from __future__ import annotations

from collections.abc import Iterator

from app.control.actions import ActionSpec
from app.system.words import tr
from app.view.tool import Shell, Tool


def build(shell: Shell) -> Iterator[None]:
    from app.tools.state_text.controller import StateTexts

    texts = StateTexts(shell.store, shell.controller, shell.player, shell.settings, shell.viewport, shell.as_window())
    texts.noticed.connect(shell.say)
    shell.endings.append(texts.finish)
    shell.offer("copy_state", texts.copy)
    shell.offer("paste_state", texts.paste)
    shell.keep(state_texts=texts)
    yield


TOOL = Tool(
    build,
    menu="&Edit",
    actions=(
        ActionSpec(
            "copy_state",
            tr("Copy State as &Text"),
            tr("Copy what is shown as a text, to send like a link"),
            "Ctrl+Alt+T",
        ),
        ActionSpec("paste_state", tr("&Paste State"), tr("Open what a copied text tells"), "Ctrl+Alt+V"),
    ),
    opens="paste_state",
)
