"""Several scenes in one GL widget, turned by one camera, each with its words. Imports pyvista."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.render import actors, caption, scene, studio, styles
from app.system.words import wrapped
from app.view import standpoint
from app.view.interactor import make_interactor
from app.widgets.theme import Theme

LETTERS_SIZE, LETTER = 14, 9
"""Size of the words in a view, and width of their letters on the safe side, in pixels of a usual screen."""

LINE, MOST_LINES, MOST_WORDS = 18, 3, 0.45
"""Height of a line of them, in the same pixels; with more lines, larger letters than usual become smaller; of a scene's
height, what words take at most of what is shown."""

WORDS = "words"
"""Name of the actor."""


class Grid(QWidget):
    """`painted` as app.view.viewport.Viewport has it, whose widget this uses. style: of all scenes."""

    painted = Signal(float)
    brush_lifted = Signal()
    brush_on = False

    def __init__(self, rows: int, columns: int, dim: int, theme: Theme, software: bool, mark_size: float = 1.0) -> None:
        super().__init__()
        self.software = software
        self._rows, self._columns, self._dim = rows, columns, dim
        style = styles.DARK if theme.name == "dark" else styles.LIGHT
        self.style_of_scenes = replace(style, scale=self.devicePixelRatioF() * mark_size)
        self.plotter: Any = make_interactor(self, shape=(rows, columns))
        self.setUpdatesEnabled(False)  # to be shown, resized and moved would each paint all of it at once
        self._words: list[str] = []
        self._low = 0.0  # of a scene's height, what its words take
        self._resized = QTimer(self, interval=0, singleShot=True)
        self._resized.timeout.connect(self._wrap_all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.plotter)

    def brush_at(self, x: float, y: float) -> None:
        """There is no brush here."""

    def lighten(self, on: bool) -> None:
        """The surfaces of a grid are coarse already."""

    def furnish(
        self, words: Sequence[str], colors: Sequence[str], draw: Callable[[int], Iterator[None]]
    ) -> Iterator[None]:
        """What every scene has: a part of one at a time, painted one at a time. draw: what else, of a scene by number.

        words, colors: of each scene, those of the words ("#rrggbb").
        """
        self.setUpdatesEnabled(True)
        self.plotter.suppress_rendering = True  # to ask for a camera would draw all views, twice
        for number, text in enumerate(words):
            self.enter(number)
            studio.prepare(self.plotter, self.style_of_scenes, self.software)
            scene.draw_frame(self.plotter, self._dim, self.style_of_scenes)
            yield
            for _ in draw(number):
                yield
                self.enter(number)
            studio.set_camera(self.plotter, self._dim, aspect=self._share() / max(1, self.height() / self._rows))
            label = self.plotter.add_text(
                text, position=(0.02, 0.02), viewport=True, font_size=8, name=WORDS, color=colors[number], render=False
            )
            label.prop.font_size = round(LETTERS_SIZE * self.style_of_scenes.scale)
            actors.lettered(label.prop)
            caption.ground(label, self.style_of_scenes)
            self._words.append(text)
            self._wrap(number)
            self.plotter.update()  # what is drawn for the first time takes longest; all at once it would be seen
            yield
        for number in range(len(words), self._rows * self._columns):
            self.enter(number)
            self.plotter.renderer.set_background(self.style_of_scenes.background)
        self.plotter.link_views()
        if self._dim == 2:
            self.plotter.enable_image_style()
        self.plotter.suppress_rendering = False
        self._raise()
        self.plotter.update()

    def say(self, number: int, words: str) -> None:
        """The words of a scene are these from now on."""
        self._words[number] = words
        self._wrap(number)
        self._raise(self._low)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resized.start()  # once the widget that draws has its size too

    @Slot()
    def _wrap_all(self) -> None:
        if self.plotter is None:
            return
        for number in range(len(self._words)):
            self._wrap(number)
        self._raise()

    def _raise(self, least: float = 0.0) -> None:
        """What is shown stands above its words, in all scenes alike: they have one camera. least: what they had before,
        so that nothing jumps with their number.
        """
        high = [0.0]
        for number in range(len(self._words)):
            self.enter(number)
            label = actors.actor(self.plotter, WORDS)
            if label is not None:
                high.append(len(label.input.splitlines()) * LINE * label.prop.font_size / LETTERS_SIZE)
        room = max(1, self.plotter.window_size[1] / self._rows)
        before, self._low = self._low, max(least, min(MOST_WORDS, max(high) / room))
        if self._low != before:
            camera: Any = self.plotter.camera
            camera.SetWindowCenter(0.0, -self._low)
            standpoint.widen(self.plotter, (1 - before) / (1 - self._low))

    def _wrap(self, number: int) -> None:
        """The words of a scene in as many lines as its width asks for."""
        self.enter(number)
        label = actors.actor(self.plotter, WORDS)
        if label is not None:
            room, words = 0.96 * self.plotter.window_size[0] * self.part() / LETTER, self._words[number].splitlines()
            scale, lines = caption.in_few_lines(self.style_of_scenes.scale, MOST_LINES, partial(_broken, words, room))
            label.prop.font_size = round(LETTERS_SIZE * scale)
            label.input = "\n".join(lines)

    def part(self) -> float:
        """Of the width of all, that of one scene."""
        return 1 / self._columns

    def _share(self) -> float:
        """Pixels of the width of a scene."""
        return self.width() * self.part()

    def close_view(self) -> None:
        """Free VTK's side while its context is alive."""
        plotter, self.plotter = self.plotter, None
        if plotter is not None:
            plotter.close()

    def enter(self, number: int) -> None:
        """What is drawn from here on is drawn in this scene."""
        self.plotter.subplot(number // self._columns, number % self._columns)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.ignore()


def _broken(words: Sequence[str], room: float, scale: float) -> list[str]:
    """Lines for which there is room, a number of letters of the usual size."""
    return [part for line in words for part in wrapped(line, max(8, int(room / scale)))]
