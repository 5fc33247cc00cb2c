"""In which order the window comes up: nothing that is not needed yet keeps what can be seen already waiting.

Shell, then the classes of Qt and what draws (imported on a thread of its own), then the view, closed docks, and the
engine, which opens the first document; plots and further windows come last. Most of it is Python, which two threads
cannot do at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.system.ending import GRACE_MS, end
from app.system.idle_tasks import IdleTasks
from app.system.toolkit import ToolkitLoader, make_qt_classes
from app.window.late_building import extend, furnish

if TYPE_CHECKING:
    from app.window.window import MainWindow

UNSEEN_MS = 1000
"""A window that is not painted for so long after it was shown is not seen: nothing waits for its paint."""


class Start(QObject):
    """Brings a window up. path: what is opened first, None for the bundled partial shape."""

    shell_painted = Signal()
    completed = Signal()

    def __init__(self, window: MainWindow, path: str | None) -> None:
        super().__init__(window)
        self.path = path
        self.furnished = self.complete = False
        self._window = window
        self._begun = self._painted = self._loading = False
        self._turns = IdleTasks(self)
        self._toolkit = ToolkitLoader("pyvista", "pyvistaqt", "app.render.scene_presenter")
        self._toolkit.finished.connect(self._toolkit_loaded)
        # scipy.ndimage: asked of the GUI thread by what is drawn or imagined, and long to import
        plots = (f"app.widgets.{kind}" for kind in ("plots", "probe_plots", "bar_plots", "cell_plots"))
        self._plots = ToolkitLoader("pyqtgraph", *plots, "scipy.ndimage")
        self._plots.finished.connect(self._plots_loaded)
        for signal in (window.store.document_changed, window.controller.open_failed):
            signal.connect(self._load_plots)

    def begin(self) -> None:
        """Call it once the window is shown."""
        self._begun = True
        QTimer.singleShot(0 if self._painted else UNSEEN_MS, self._load_toolkit)

    def painted(self) -> None:
        """The window is being painted."""
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._load_toolkit)  # by then it is seen

    def end(self, milliseconds: int = GRACE_MS) -> None:
        """Build nothing more. What a thread is importing is waited for so long."""
        self._turns.stop()
        for loader in (self._toolkit, self._plots):
            end(loader, milliseconds)

    @Slot()
    def _load_toolkit(self) -> None:
        if self._begun and self._window.isVisible() and not self._loading:
            self._loading = True
            self.shell_painted.emit()
            self._turns.start(self._load())

    def _load(self) -> Iterator[None]:
        yield from make_qt_classes()
        self._toolkit.start()

    @Slot()
    def _toolkit_loaded(self) -> None:
        view = self._window.viewport
        if not self._window.isVisible():
            return
        if self._toolkit.error is None:
            view.toolkit_loaded()
        else:
            view.toolkit_failed(self._toolkit.error)
        if view.ready:
            view.painted.connect(self._view_painted)
            view.setFocus()
        else:
            self._turns.start(self._furnish())

    @Slot()
    def _view_painted(self) -> None:
        self._window.viewport.painted.disconnect(self._view_painted)
        self._turns.start(self._furnish())

    def _furnish(self) -> Iterator[None]:
        yield from furnish(self._window)
        self.furnished = True
        self._window.start_engine(self.path)

    @Slot()
    def _load_plots(self) -> None:
        """When something is open, or nothing can be: plots have something to show."""
        if not _started(self._plots):
            self._plots.start()

    @Slot()
    def _plots_loaded(self) -> None:
        if self._window.isVisible():
            self._turns.start(self._extend())

    def _extend(self) -> Iterator[None]:
        yield from extend(self._window)
        self.complete = True
        self.completed.emit()


def _started(loader: ToolkitLoader) -> bool:
    return loader.isRunning() or loader.isFinished()
