"""A keyboard whose keys can be held: through X's test extension, so that the server itself repeats them."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

RIGHT, SPACE = 0xFF53, 0x20
"""Keysyms."""


def _library(name: str) -> Any:
    found = ctypes.util.find_library(name)
    return None if found is None else ctypes.CDLL(found)


class Keyboard:
    """The keyboard of the display that the tests use. Raises RuntimeError where there is none of that kind."""

    def __init__(self) -> None:
        self._x, self._test = _library("X11"), _library("Xtst")
        if self._x is None or self._test is None or not os.environ.get("DISPLAY"):
            raise RuntimeError("no X server with the test extension (apt-get install libxtst6)")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(None))

    def close(self) -> None:
        self._x.XCloseDisplay(self._display)

    def _send(self, key: int, down: bool) -> None:
        code = self._x.XKeysymToKeycode(self._display, ctypes.c_ulong(key))
        self._test.XTestFakeKeyEvent(self._display, ctypes.c_uint(code), int(down), ctypes.c_ulong(0))
        self._x.XFlush(self._display)

    @contextmanager
    def held(self, key: int) -> Iterator[None]:
        """A key is down."""
        self._send(key, True)
        try:
            yield
        finally:
            self._send(key, False)

    def press(self, key: int) -> None:
        """Down and up again."""
        with self.held(key):
            pass
