"""The widget that VTK draws in, what the mouse does there, and the OpenGL that it needs.

VTK's own keys, pyvista's drop handling and its redraw timer are off: keys and files belong to the window, and the view
repaints when its data changes. pyvista is imported by the loader thread, so that the window's shell appears at once.
"""

from __future__ import annotations

import time
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QOffscreenSurface, QOpenGLContext, QResizeEvent, QSurfaceFormat

from app.system.words import tr

if TYPE_CHECKING:
    from pyvistaqt import QtInteractor

SOFTWARE_RENDERERS = ("llvmpipe", "softpipe", "swiftshader", "gdi generic", "software rasterizer")
GL_RENDERER = 0x1F01
DPI = 72
"""Of VTK's words, on any screen: they have the scale of all marks already, `SceneStyle.scale`."""


def set_surface_format() -> None:
    """Desktop OpenGL 3.2, as VTK needs it. Before the window is made: its own context must be compatible."""
    form = QSurfaceFormat()
    form.setRenderableType(QSurfaceFormat.RenderableType.OpenGL)
    form.setProfile(QSurfaceFormat.OpenGLContextProfile.CoreProfile)
    form.setVersion(3, 2)
    form.setSwapBehavior(QSurfaceFormat.SwapBehavior.DoubleBuffer)
    for set_size in (form.setRedBufferSize, form.setGreenBufferSize, form.setBlueBufferSize, form.setAlphaBufferSize):
        set_size(8)
    form.setDepthBufferSize(8)
    form.setStencilBufferSize(0)
    form.setSamples(0)
    QSurfaceFormat.setDefaultFormat(form)


def gl_renderer() -> str:
    """Name of the OpenGL renderer, "" where no context of version 3.2 can be made. GUI thread, after QApplication."""
    form = QSurfaceFormat.defaultFormat()
    surface, context = QOffscreenSurface(), QOpenGLContext()
    surface.setFormat(form)
    surface.create()
    context.setFormat(form)
    if not context.create() or not surface.isValid() or not context.makeCurrent(surface):
        return ""
    name = context.functions().glGetString(GL_RENDERER)
    context.doneCurrent()
    return str(name or "")


class Host(Protocol):
    """What the widget needs of the one that holds it."""

    painted: Any
    software: bool
    brush_on: bool
    brush_lifted: Any

    def brush_at(self, x: float, y: float) -> None: ...
    def lighten(self, on: bool) -> None: ...


@cache
def _interactor() -> Any:  # noqa: ANN401 (a class of a toolkit that comes late)
    """The class, made once: Qt keeps the classes of its widgets for ever, and with one what its functions know."""
    from pyvistaqt import QtInteractor

    class Interactor(QtInteractor):
        host: Any = None
        """The Host, once it is there."""

        def keyPressEvent(self, ev: QKeyEvent) -> None:
            ev.ignore()

        def keyReleaseEvent(self, ev: QKeyEvent) -> None:
            ev.ignore()

        def mousePressEvent(self, ev: QMouseEvent) -> None:
            self.host.lighten(True)
            if self.host.brush_on and ev.button() == Qt.MouseButton.LeftButton:
                self.host.brush_at(ev.position().x(), ev.position().y())
            else:
                super().mousePressEvent(ev)

        def mouseMoveEvent(self, ev: QMouseEvent) -> None:
            if self.host.brush_on and ev.buttons() & Qt.MouseButton.LeftButton:
                self.host.brush_at(ev.position().x(), ev.position().y())
            else:
                super().mouseMoveEvent(ev)

        def mouseReleaseEvent(self, ev: QMouseEvent) -> None:
            self.host.lighten(False)
            if self.host.brush_on and ev.button() == Qt.MouseButton.LeftButton:
                self.host.brush_lifted.emit()
            else:
                super().mouseReleaseEvent(ev)

        def resizeEvent(self, ev: QResizeEvent) -> None:
            super().resizeEvent(ev)  # which has VTK enlarge all words on a sharp screen
            window: Any = self.render_window
            window.SetDPI(DPI)

        def paintGL(self) -> None:
            started = time.perf_counter()
            super().paintGL()
            self.host.painted.emit((time.perf_counter() - started) * 1000)

        def close(self) -> None:
            """Let go of Qt's surface too: its wrapper would stand for whatever Qt then makes in the same place."""
            super().close()
            self._forget_context()

    return Interactor


def make_interactor(viewport: Host, shape: tuple[int, int] = (1, 1)) -> QtInteractor:
    """pyvista's widget without its own keys, drops and timer. Its class is made once pyvista is imported."""
    parent: Any = viewport  # a widget as well, which no protocol can say
    view = _interactor()(parent, auto_update=False, shape=shape, multi_samples=0 if viewport.software else 4)
    view.host = viewport
    view.setAcceptDrops(False)
    view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    view.setAccessibleName(tr("View of the shape"))
    view.setToolTip("")
    return view
