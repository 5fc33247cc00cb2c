"""Commands as a person at a terminal sees them."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.forked import python

ROOT = Path(__file__).resolve().parents[2]
CHAIR = str(ROOT / "assets" / "shapes" / "chair.ply")
DIGIT = str(ROOT / "assets" / "shapes" / "digit-3.png")


def on_a_terminal(arguments: Sequence[str], seconds: float) -> str:
    """Everything that a command writes to a terminal; it ends well, at most `seconds` after its last words."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    environment = os.environ | {"TERM": "xterm", "COLUMNS": "120"}
    with subprocess.Popen(arguments, stdout=theirs, stderr=theirs, stdin=theirs, env=environment) as process:
        os.close(theirs)
        output = b""
        while True:
            try:
                part = os.read(ours, 4096)
            except OSError:  # Linux says EIO when the other side is gone
                break
            if not part:
                break
            output += part
        assert process.wait(seconds) == 0
    os.close(ours)
    return output.decode()


def interrupted(*arguments: object, after: str) -> str:
    """What the program says that Ctrl-C ends once its first line begins so; it says on the other side that it was."""
    with subprocess.Popen(
        command(*arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 (a background job ignores it)
    ) as child:  # fmt: skip
        assert child.stdout is not None
        assert child.stdout.readline().startswith(after)
        child.send_signal(signal.SIGINT)
        output, error = child.communicate(timeout=200)
    assert (child.returncode, error) == (130, "Interrupted.\n")
    return output


def command(*arguments: object) -> list[str]:
    """The words that start the program in a process of its own."""
    return [*python(), str(ROOT / "main.py"), *map(str, arguments)]
