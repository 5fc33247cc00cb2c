"""Paths come from strangers: a session, a card, a list. What might have no end is looked at before it is opened."""

from __future__ import annotations

import errno
import stat
from pathlib import Path


def regular(path: Path) -> Path:
    """Return the same path, of a file or a link to one. Raises OSError: nothing is there, or a pipe, socket or device.

    To open a pipe waits for somebody who writes, and a device like /dev/zero is never read to its end: no thread that
    does either can be stopped.
    """
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):  # a folder is told by whoever opens it
        raise OSError(errno.EINVAL, "it is a pipe, a socket or a device")
    return path


def there(path: str | Path) -> bool:
    """Return whether something is at a path. No name is too strange to be asked for: then nothing is."""
    try:
        return Path(path).exists()
    except (OSError, ValueError):  # too long, in a folder that is closed, with a character that no name has
        return False
