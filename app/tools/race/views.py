"""Up to six views in one GL widget with one camera, and the curves below them. Imports pyvista and pyqtgraph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pyqtgraph as pg
from PySide6.QtCore import QTimer, Slot

from app.render import field_map_2d, scene
from app.system.words import tr
from app.view.grid import Grid
from app.widgets.letters import grown
from app.widgets.plots import DecadeAxis
from app.widgets.still import StillPlot
from app.widgets.theme import MARKS, Theme

if TYPE_CHECKING:
    from core.observation.observation import Observation
    from core.runs.race import Lane


class RaceViews(Grid):
    """A scene for each lane."""

    def __init__(self, lanes: int, dim: int, theme: Theme, software: bool, mark_size: float = 1.0) -> None:
        columns = 2 if lanes <= 4 else 3
        super().__init__(-(-lanes // columns), columns, dim, theme, software, mark_size)
        self._colors = theme.lines

    def begin(self, observation: Observation, names: list[str]) -> Iterator[None]:
        """The observation in every view, no surface yet."""

        def draw(_: int) -> Iterator[None]:
            scene.draw_observation(self.plotter, observation, self.style_of_scenes)
            yield
            field_map_2d.hidden(self.plotter, observation, self.style_of_scenes)

        return self.furnish(names, [self._colors[number % 6] for number in range(len(names))], draw)

    def show_lane(self, number: int, lane: Lane, words: str) -> None:
        """The surface that a lane has reached."""
        level = lane.entry.level
        if level is None or self.plotter is None:
            return
        self.enter(number)
        if level.dim == 2:
            scene.draw_field_2d(self.plotter, level, self.style_of_scenes)
        scene.draw_level(self.plotter, level, self.style_of_scenes)
        self.say(number, words)
        self.plotter.update()


class RacePlot(StillPlot):
    """A curve for each lane, logarithmic in the error; over steps or over seconds of the methods' own time."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(tr("Plot of the race"), {"left": DecadeAxis("left")}, background=theme.base)
        self.setMinimumHeight(175)  # six names and the axis
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
        yield
        size = grown(self)
        legend = pg.LegendItem(
            labelTextColor=theme.text, verSpacing=-4, labelTextSize=f"{self.font().pointSizeF():.1f}pt"
        )
        item.legend = legend  # which takes up the curves
        item.layout.addItem(legend, 2, 3)  # beside them: over them it would hide some
        item.setLogMode(y=True)
        for number, name in enumerate(names):
            color = theme.lines[number % 6]
            look = {"pen": pg.mkPen(color, width=2 * size), "symbol": MARKS[number % 6][0], "symbolSize": 6 * size,
                    "symbolBrush": color, "symbolPen": None}  # fmt: skip
            self._curves.append(item.plot([], [], name=name, **look))
            label = legend.items[-1][1]
            label.setMaximumHeight(label.item.boundingRect().height())  # spread over the height it leaves its mark
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
