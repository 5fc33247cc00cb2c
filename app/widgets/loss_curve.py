"""The curve of a training's loss, for the panels that watch one. pyqtgraph is imported when the plot is built."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.system.words import tr
from app.widgets.theme import LIGHT, Theme

POINTS = 200
"""Of the curve at most; each is the mean of the losses that follow each other."""


class LossCurve(QWidget):
    """Losses by outer step, logarithmic; those that are not finite are gaps."""

    def __init__(self) -> None:
        super().__init__()
        self._theme, self._plot, self._curve = LIGHT, None, None
        self._losses: list[float] = []
        self._page = QLabel(tr("Loading the plot …"), alignment=Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._page)
        self.setFixedHeight(150)

    def build(self) -> Iterator[None]:
        """pyqtgraph is imported: build the plot."""
        from app.widgets.plots import DecadeAxis
        from app.widgets.still import StillPlot

        plot: Any = StillPlot(tr("Plot of the query loss by outer step"), {"left": DecadeAxis("left")})
        plot.getPlotItem().layout.setContentsMargins(0, 8, 0, 0)  # of a number at the very top half is above its axis
        self._plot, self._curve = plot, plot.plot([], [])
        layout = self.layout()
        assert layout is not None, "it was set"
        layout.replaceWidget(self._page, plot)
        self._page.deleteLater()
        self.set_theme(self._theme)
        self.draw()
        yield

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self._plot is None or self._curve is None:
            return
        self._plot.setBackground(theme.base)
        for name, label in (("left", tr("query loss")), ("bottom", tr("outer step"))):
            axis = self._plot.getPlotItem().getAxis(name)
            axis.setPen(theme.line)
            axis.setTextPen(theme.text)
            axis.setLabel(label, color=theme.text)
        self._curve.setPen(theme.curve_loss, width=1)

    def begin(self, losses: Sequence[float] = (), steps: int = 0) -> None:
        """Losses so far, thinned out, of so many outer steps."""
        each = steps / len(losses) if losses else 1.0
        # They are spread out again, so that those to come stand where they belong.
        spread = [(loss, round((n + 1) * each) - round(n * each)) for n, loss in enumerate(losses)]
        self._losses = [loss for loss, times in spread for _ in range(times)]
        self.draw()

    def add(self, loss: float) -> None:
        """The loss of one more outer step; `draw` shows it."""
        self._losses.append(loss)

    @property
    def count(self) -> int:
        """Outer steps so far."""
        return len(self._losses)

    def recent(self, count: int = 20) -> float:
        """Mean of the last finite losses, NaN without any."""
        known = [loss for loss in self._losses[-count:] if math.isfinite(loss)]
        return sum(known) / len(known) if known else math.nan

    def draw(self) -> None:
        """Show all that has been added."""
        if self._curve is None:
            return
        import numpy as np

        losses = np.array(self._losses, float)
        width = max(1, len(losses) // POINTS)
        whole = losses[: len(losses) // width * width].reshape(-1, width)
        assert self._plot is not None, "the curve is one of its"
        for name in ("left", "bottom"):  # of nothing an axis would have numbers of its own making
            self._plot.getPlotItem().getAxis(name).setStyle(showValues=bool(len(whole)))
        with np.errstate(invalid="ignore", divide="ignore"):
            self._curve.setData(np.arange(len(whole)) * width + width, np.log10(whole.mean(1)), connect="finite")
