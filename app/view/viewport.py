"""The 3D view: a pyvista widget that follows the session, and the page that stands in until it is there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtOpenGLWidgets import QOpenGLWidget
from PySide6.QtWidgets import QLabel, QStackedLayout, QVBoxLayout, QWidget

from app.document.document import Camera
from app.document.store import Store
from app.render import styles
from app.system.words import told, tr
from app.view import standpoint
from app.view.camera_animation import Turner, balls_of, hidden_side
from app.view.framing import Framing
from app.view.interactor import SOFTWARE_RENDERERS, gl_renderer, make_interactor

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyvistaqt import QtInteractor

    from app.render.scene_presenter import Depiction
    from app.render.studio import ViewMode
    from core.observation.observation_spec import Region


class Viewport(QWidget):
    """Shows the session of a store. Ask `ready` or wait for `painted` before looking at pixels."""

    painted = Signal(float)  # milliseconds of the paint
    became_ready = Signal()
    redrawn = Signal()  # everything anew, in other colours perhaps
    brushed = Signal(object, object)  # origin (3,), direction (3,) of the ray under the brush
    brush_lifted = Signal()
    map_asked = Signal(str)  # name of the colour map that numbers are to be drawn in

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._style: styles.SceneStyle | None = None
        self._look: dict[str, Any] = {"maps": styles.LIGHT.maps, "numbers": False}
        self._dark, self._mark_size = False, 1.0
        self.framing = Framing()
        self._resized = QTimer(self, interval=0, singleShot=True)
        self._resized.timeout.connect(self._fit)
        self._mode: ViewMode | Literal[""] = ""
        self._depiction: Depiction | None = None
        self.plotter: QtInteractor | None = None
        self.software = True
        self.brush_on = False
        self._bare = False
        self.overlay: Callable[[QtInteractor, styles.SceneStyle, str], None] | None = None
        """Draws over everything else, last."""
        self.turner = Turner(self)
        self._page = _Page(tr("Loading the 3D view …"))
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._page)
        # The first GL widget of a window makes Qt create the native window anew, which loses its focus and flickers;
        # this one, of no size, does so before the window is shown.
        self._herald = QOpenGLWidget(self)
        self._herald.setGeometry(0, 0, 0, 0)
        self._herald.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumSize(240, 180)
        self.setAccessibleName(tr("View of the shape"))
        store.document_changed.connect(self._document_changed)
        store.view_changed.connect(self._view_changed)
        for signal in (store.cursor_changed, store.truth_changed, store.inspect_changed, store.findings_changed):
            signal.connect(self._draw)

    @property
    def scene_style(self) -> styles.SceneStyle:
        """The colours that are drawn with, and how large."""
        style = styles.DARK if self._dark else styles.LIGHT
        return replace(style, scale=self.devicePixelRatioF() * self._mark_size, **self._look)

    @property
    def ready(self) -> bool:
        """Whether there is a plotter to draw on."""
        return self.plotter is not None

    @Slot()
    def toolkit_loaded(self) -> None:
        """pyvista is imported: build the view, or say why there is none."""
        renderer = gl_renderer()
        if not renderer:
            self._page.show_text(
                tr(
                    "This display offers no OpenGL 3.2, so shapes cannot be drawn here.\n"
                    "Steps, curves and saved files work; the command line draws pictures without a display."
                )
            )
            return
        self.software = any(name in renderer.lower() for name in SOFTWARE_RENDERERS)
        self.plotter = make_interactor(self)
        self._stack.addWidget(self.plotter)
        self._stack.setCurrentWidget(self.plotter)
        for corner in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if corner is not self.plotter:  # what floats over the view
                corner.raise_()
        self.setFocusProxy(self.plotter)
        self._redraw_all()
        self.became_ready.emit()

    def toolkit_failed(self, error: BaseException) -> None:
        self._page.show_text(tr("The 3D view could not be loaded: {error}", error=error))

    @property
    def mark_size(self) -> float:
        """How large points, lines and words are, 1.0 as usual."""
        return self._mark_size

    def set_mark_size(self, factor: float) -> None:
        """Draw points, lines and words so many times as large."""
        self._mark_size = factor
        self._redraw_all()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._redraw_all()  # on another screen
        return super().event(event)

    def set_look(self, sequential: str, diverging: str, numbers: bool) -> None:
        """Draw numbers in these colour maps; numbers: isolines have theirs."""
        look = {"maps": (sequential, diverging), "numbers": numbers}
        if look != self._look:
            self._look = look
            self._redraw_all()

    def set_dark(self, dark: bool) -> None:
        """Draw in the colours of the dark or the light theme."""
        self._dark = dark
        self._redraw_all()

    @Slot()
    def reset_camera(self) -> None:
        """The standard view of what is open."""
        if self.plotter is None:
            return
        self.framing.begin(self.plotter, self._dim(), self._wanted_mode(), (self.width(), self.height()))
        self._project()
        self.plotter.update()

    def _project(self) -> None:
        """A solid in perspective or with all lines of sight alike, as the session has it, and as large as before."""
        if self.plotter is not None and self._mode != "field":
            standpoint.project(self.plotter, self._store.session.view.parallel)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resized.start()  # once the widget that draws has its size too

    @Slot()
    def _fit(self) -> None:
        """The view has become narrower or wider: what is shown fits again, from where it is seen."""
        if self.plotter is None:
            return
        self.make_room()
        self.plotter.update()

    def cover(self, pixels: int) -> None:
        """Something lies over so much of the view at its right: the shape moves aside, as beside a colour bar."""
        if pixels != self.framing.covered:
            self.framing.covered = pixels
            self._fit()

    def make_room(self) -> None:
        """Colour bars stand beside the shape, which moves aside and fits; the place of the camera and its zoom stay."""
        from app.render import axes, caption, colorbar

        if self.plotter is None:
            return
        covered, style = self.framing.covered_part(self.width()), self._style or self.scene_style
        colorbar.fit(self.plotter, covered)
        caption.fit(self.plotter, style, covered)
        axes.show(self.plotter, self._store.session.view.axes, style, covered + colorbar.low_room(self.plotter))
        self.framing.fit(self.plotter, self._mode, (self.width(), self.height()))

    @property
    def mode(self) -> str:
        """ "surface", "field" or "height" (`app.render.studio.ViewMode`); "" while there is no view."""
        return self._mode

    def camera(self) -> Camera | None:
        """Where the view is seen from; None while there is none."""
        return None if self.plotter is None else standpoint.seen_from(self.plotter, flat=self._mode == "field")

    def place_camera(self, place: Camera) -> None:
        """See the shape from there."""
        if self.plotter is not None:
            standpoint.see_from(self.plotter, place, flat=self._mode == "field")
            self.plotter.update()

    def eye(self) -> tuple[float, float, float] | None:
        """Where the camera stands, in normalised coordinates; None when there is no view."""
        seen = self.camera()
        if seen is None:
            return None
        x, y, z = (round(value, 4) for value in seen.position)
        return x, y, z

    @Slot(bool)
    def set_brush(self, on: bool) -> None:
        """While on, the left button brushes instead of turning the shape."""
        self.brush_on = on
        if self.plotter is not None:
            self.plotter.setCursor(Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor)

    def brush_at(self, x: float, y: float) -> None:
        """The brush is over this place of the view."""
        if self.plotter is not None:
            from app.render.rays import pixel_ray

            ratio = self.plotter.devicePixelRatioF()
            self.brushed.emit(*pixel_ray(self.plotter, x, y, self.plotter.height(), ratio))

    def show_brush(self, regions: tuple[Region, ...]) -> None:
        """Draw the balls of a stroke; none of them hides the stroke."""
        if self.plotter is None or self._style is None:
            return
        from app.render import scene

        scene.draw_brush(self.plotter, balls_of(regions), self._style)
        self.plotter.update()

    def show_cross(self, shown: bool) -> None:
        """The axes of the canonical frame."""
        if self.plotter is not None:
            from app.render import scene

            scene.draw_cross(self.plotter, shown)
            self.plotter.update()

    def set_bare(self, bare: bool) -> None:
        """Whether surface and observed points are left away, which would hide what lies behind them."""
        if bare != self._bare:
            self._bare = bare
            self.redraw()

    @Slot()
    def turn_to_hidden_side(self) -> None:
        """Orbit, in about a second, to the side that no camera has seen: half a turn away from the observed points."""
        document = self._store.session.document
        if self.plotter is not None and document is not None and document.source.dim == 3:
            self.turner.begin(self.plotter, hidden_side(document.run.observation))

    def picture(self) -> QImage | None:
        """What is seen; None when there is no view."""
        return None if self.plotter is None else self.plotter.grabFramebuffer()

    def close_view(self) -> None:
        """Free VTK's side while its context is alive. What still arrives afterwards is not drawn."""
        plotter, self.plotter = self.plotter, None
        if plotter is not None:
            plotter.close()

    def _dim(self) -> int:
        document = self._store.session.document
        return 3 if document is None else document.source.dim

    def _wanted_mode(self) -> ViewMode:
        if self._dim() == 3:
            return "surface"
        return "height" if self._store.session.view.height else "field"

    def _redraw_all(self) -> None:
        """Everything anew: first time, new document, or new colours."""
        if self.plotter is None:
            return
        from app.render import scene, studio

        self._style = self.scene_style
        studio.prepare(self.plotter, self._style, self.software)
        document = self._store.session.document
        self._apply_mode()
        self._depict()
        if document is None:
            scene.clear(self.plotter)
            self.plotter.update()
            return
        scene.draw_frame(self.plotter, document.source.dim, self._style)
        self._draw()
        self.redrawn.emit()

    def _depict(self) -> None:
        """Begin to draw everything anew."""
        if self.plotter is not None and self._style is not None:
            from app.render.scene_presenter import Depiction

            self._depiction = Depiction(self.plotter, self._style, self._wanted_mode(), self.software)

    def _apply_mode(self) -> bool:
        """The camera and mouse of the kind of view; both stay as they are while the kind does. Whether it is new."""
        mode = self._wanted_mode()
        if mode == self._mode or self.plotter is None:
            return False
        self._mode = mode
        if mode == "field":
            self.plotter.enable_image_style()
        else:
            self.plotter.enable_trackball_style()
        self.reset_camera()
        return True

    @Slot()
    def _document_changed(self) -> None:
        if self.plotter is not None:
            from app.render import actors, field_map_2d

            field_map_2d.hide_isolines(self.plotter)
            for name in ("field", "zero plane", "level", "truth", "caption"):
                actors.hide(self.plotter, name)
        self._redraw_all()
        document = self._store.session.document
        if document is not None and document.arrival is not None and document.arrival.camera is not None:
            self.place_camera(document.arrival.camera)

    @Slot()
    def _draw(self) -> None:
        """What has changed of the session."""
        session = self._store.session
        if self.plotter is None or self._depiction is None or session.document is None:
            return
        self._depiction.draw(session)
        if self._bare:
            from app.render import actors

            for name in ("level", "observed surface", "observed space", "caption"):
                actors.hide(self.plotter, name)
        if self.overlay is not None:
            self.overlay(self.plotter, self._style or self.scene_style, self._mode)
        self.make_room()
        self._describe()
        self.plotter.update()

    def lighten(self, on: bool) -> None:
        """While a button is down on software OpenGL: a coarser level set of the same state, which turns smoothly."""
        if self._depiction is not None and self._depiction.lighten(self._store.session, on) and self.plotter:
            self.plotter.update()

    @Slot()
    def redraw(self) -> None:
        """Points and level set anew, with what lies over them."""
        if self._depiction is not None:
            self._depiction.forget()
        self._draw()

    @Slot()
    def _view_changed(self) -> None:
        if self._apply_mode():
            self._depict()
        self._project()
        self._draw()

    def _describe(self) -> None:
        """Pixels say nothing to a screen reader: the same in words."""
        session = self._store.session
        if session.document is None or session.entry is None or session.entry.level is None:
            return
        level = session.entry.level
        found = told(level.reason) or tr("a surface of {elements} elements", elements=len(level.elements))
        iso = tr(", shown at {iso:+.3f}", iso=session.inspect.iso) if session.inspect.iso else ""
        self.setAccessibleDescription(
            tr(
                "{name} after step {cursor}: {found}{iso}",
                name=session.document.source.name,
                cursor=session.cursor,
                found=found,
                iso=iso,
            )
        )


class _Page(QWidget):
    """What is shown while there is no view."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._label = QLabel(text, alignment=Qt.AlignmentFlag.AlignCenter)
        self._label.setProperty("muted", True)
        self._label.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.addWidget(self._label)

    def show_text(self, text: str) -> None:
        self._label.setText(text)
