"""What draws and plots, imported on threads of its own; and what Qt has to make before any of them runs.

PySide6 makes its classes when they are first named. Two threads that do so at once end the process (6.11: a star import
on one thread, as qtpy and pyqtgraph have it, while the event loop runs on the other).
"""

from __future__ import annotations

import importlib
import os
import sys
import time
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from PySide6 import QtCore, QtGui, QtOpenGLWidgets, QtWidgets
from PySide6.QtCore import QThread

PIECE_S = 0.008
"""Half a frame: the window stays alive while the classes are made."""


class _Later(ModuleType):
    """Stands for a module until something of it is used."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (whatever the module has)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


class ToolkitLoader(QThread):
    """Imports modules off the GUI thread. `finished` says that it has ended; `error` is what went wrong."""

    def __init__(self, *modules: str) -> None:
        super().__init__()
        self._modules = modules
        self.error: BaseException | None = None

    def run(self) -> None:
        os.environ.setdefault("QT_API", "pyside6")
        # pyvista imports it for a list of colours and for charts, neither of which is used here: a quarter of a second.
        sys.modules.setdefault("matplotlib.pyplot", _Later("matplotlib.pyplot"))
        try:
            for name in self._modules:
                importlib.import_module(name)
        except Exception as error:  # noqa: BLE001 (shown to the person; the rest of the program stays usable)
            self.error = error


def make_qt_classes() -> Iterator[None]:
    """Makes all classes of Qt on this thread; a piece ends with each yield."""
    until = time.perf_counter() + PIECE_S
    for module in (QtCore, QtGui, QtWidgets, QtOpenGLWidgets):
        for name in dir(module):
            getattr(module, name)
            if time.perf_counter() > until:
                yield
                until = time.perf_counter() + PIECE_S
