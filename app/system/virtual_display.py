"""A screen for programs that need one where there is none: Xvfb, for as long as a block lasts. No Qt."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from core.errors import UserError


@contextmanager
def some_screen() -> Iterator[dict[str, str]]:
    """The environment in which windows can be shown: this one, or with a virtual screen. Raises UserError."""
    if not sys.platform.startswith("linux") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        yield dict(os.environ)
        return
    read_end, write_end = os.pipe()
    command = ["Xvfb", "-displayfd", str(write_end), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    try:
        server = subprocess.Popen(command, pass_fds=(write_end,), stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except FileNotFoundError:
        os.close(read_end)
        raise UserError("There is no screen here, and Xvfb is not installed; install the package xvfb.") from None
    finally:
        os.close(write_end)
    try:
        with os.fdopen(read_end) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise UserError("There is no screen here, and Xvfb does not start; run Xvfb by hand to see why.")
        yield {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    finally:
        server.terminate()
        server.wait()
