"""Up to six views in one GL widget with one camera, and the curves below them. Imports pyvista and pyqtgraph."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pyqtgraph as pg
from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.render import landscape, props, scene, styles
from app.view.viewport import make_interactor
from app.widgets.plots import DecadeAxis
from app.widgets.theme import MARKS, Theme

if TYPE_CHECKING:
    from core.observation.observe import Observation
    from core.runs.race import Lane


LANE_SIZE, LANE_LETTER = 14, 9
"""Size of the words in a view, and width of their letters on the safe side, in pixels of a usual screen."""


class RaceViews(QWidget):
    """A grid of scenes that turn together. `painted` as app.view.viewport.Viewport has it, whose widget this uses."""

    painted = Signal(float)
    brush_lifted = Signal()
    brush_on = False

    def __init__(self, lanes: int, dim: int, theme: Theme, software: bool, mark_size: float = 1.0) -> None:
        super().__init__()
        self.software = software
        self._columns = 2 if lanes <= 4 else 3
        rows = -(-lanes // self._columns)
        style = styles.DARK if theme.name == "dark" else styles.LIGHT
        self._style = replace(style, scale=self.devicePixelRatioF() * mark_size)
        self.plotter: Any = make_interactor(self, shape=(rows, self._columns))
        self.setUpdatesEnabled(False)  # to be shown, resized and moved would each paint all of it at once
        self._lanes, self._dim, self._colors = lanes, dim, theme.lines
        self._words: list[str] = []
        self._resized = QTimer(self, interval=0, singleShot=True)
        self._resized.timeout.connect(self._wrap_all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.plotter)

    def brush_at(self, x: float, y: float) -> None:
        """There is no brush here."""

    def lighten(self, on: bool) -> None:
        """The surfaces of a race are coarse already."""

    def begin(self, observation: Observation, names: list[str]) -> Iterator[None]:
        """The observation in every view, no surface yet; a part of one view at a time, painted one view at a time."""
        self.setUpdatesEnabled(True)
        self.plotter.suppress_rendering = True  # to ask for a camera would draw all views, twice
        for number, name in enumerate(names):
            self._enter(number)
            scene.prepare(self.plotter, self._style, self.software)
            scene.draw_frame(self.plotter, self._dim, self._style)
            yield
            scene.draw_observation(self.plotter, observation, self._style)
            yield
            landscape.hidden(self.plotter, observation, self._style)
            scene.set_camera(self.plotter, self._dim)
            label = self.plotter.add_text(
                name, position=(0.02, 0.02), viewport=True, font_size=8, name="lane",
                color=self._colors[number % 6], render=False,
            )  # fmt: skip
            label.prop.font_size = round(LANE_SIZE * self._style.scale)
            scene.ground(label, self._style)
            self._words.append(name)
            self._wrap(number)
            self.plotter.update()  # what is drawn for the first time takes longest; all at once it would be seen
            yield
        for number in range(len(names), self._columns * -(-self._lanes // self._columns)):
            self._enter(number)
            self.plotter.renderer.set_background(self._style.background)
        if self._dim == 3:
            self.plotter.link_views()
        else:
            self.plotter.enable_image_style()
        self.plotter.suppress_rendering = False
        self.plotter.update()

    def show_lane(self, number: int, lane: Lane, words: str) -> None:
        """The surface that a lane has reached."""
        level = lane.entry.level
        if level is None or self.plotter is None:
            return
        self._enter(number)
        if level.dim == 2:
            scene.draw_field_2d(self.plotter, level, self._style)
        scene.draw_level(self.plotter, level, self._style)
        self._words[number] = words
        self._wrap(number)
        self.plotter.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resized.start()  # once the widget that draws has its size too

    @Slot()
    def _wrap_all(self) -> None:
        for number in range(len(self._words) if self.plotter is not None else 0):
            self._enter(number)
            self._wrap(number)

    def _wrap(self, number: int) -> None:
        """The words of a view, which is entered, in as many lines as its width asks for."""
        label = props.actor(self.plotter, "lane")
        if label is not None:
            letters = int(0.96 * self.plotter.window_size[0] / self._columns / (LANE_LETTER * self._style.scale))
            lines = self._words[number].splitlines()
            label.input = "\n".join(part for line in lines for part in textwrap.wrap(line, max(8, letters)))

    def close_view(self) -> None:
        """Free VTK's side while its context is alive."""
        plotter, self.plotter = self.plotter, None
        if plotter is not None:
            plotter.close()

    def _enter(self, number: int) -> None:
        self.plotter.subplot(number // self._columns, number % self._columns)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.ignore()


class RacePlot(pg.PlotWidget):
    """A curve for each lane, logarithmic in the error; over steps or over seconds of the methods' own time."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(axisItems={"left": DecadeAxis("left")}, background=theme.base)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setMinimumHeight(150)
        self._theme = theme
        self._curves: list[pg.PlotDataItem] = []
        self._news: dict[int, tuple[list[float], list[float]]] = {}
        # The surfaces are painted first: both in one paint would hold the event loop twice as long.
        self._later = QTimer(self, interval=0, singleShot=True)
        self._later.timeout.connect(self._show_news)

    def begin(self, names: list[str], x_label: str, y_label: str) -> Iterator[None]:
        """Labels and empty curves, one at a time."""
        item: Any = self.getPlotItem()
        theme = self._theme
        for side, words in (("bottom", x_label), ("left", y_label)):
            item.setLabel(side, words, color=theme.text)
            item.getAxis(side).setTextPen(theme.text)
            item.getAxis(side).enableAutoSIPrefix(False)
        yield
        item.addLegend(offset=(-10, 10), labelTextColor=theme.text)
        item.setLogMode(y=True)
        for number, name in enumerate(names):
            color = theme.lines[number % 6]
            look = {"pen": pg.mkPen(color, width=2), "symbol": MARKS[number % 6][0], "symbolSize": 6,
                    "symbolBrush": color, "symbolPen": None}  # fmt: skip
            self._curves.append(item.plot([], [], name=name, **look))
            yield

    def show_curve(self, number: int, x: list[float], y: list[float]) -> None:
        """All points of one lane so far, soon."""
        self._news[number] = (x, y)
        self._later.start()

    @Slot()
    def _show_news(self) -> None:
        for number, (x, y) in self._news.items():
            self._curves[number].setData(x, y)
        self._news.clear()
