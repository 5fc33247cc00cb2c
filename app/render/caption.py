"""Words over a picture: the caption at its top, no wider and not much higher than there is room for. No Qt here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyvista as pv

from app.render import actors, colorbar
from app.render.styles import LIGHT, SceneStyle
from app.system.words import wrapped

SIZE, LETTER = 18, 12
"""Size of the caption, and width of its letters on the safe side, in pixels of a usual screen."""

LINES, PARTS = 2, (0.85, 0.7, 0.6)
"""From how many lines on larger letters become smaller, and by which parts."""

WORDS_BACK = 0.8
"""Opacity of the ground of words over a picture: lines behind them do not cross them out."""


def draw(plotter: pv.BasePlotter, text: str, style: SceneStyle = LIGHT) -> None:
    """Words at the top of the picture, in as many lines as its width asks for; empty text removes them."""
    if not text:
        actors.hide(plotter, "caption")
        return
    actor = actors.actor(plotter, "caption")
    if actor is None:
        actor = plotter.add_text(text, position=(0.5, 0.92), viewport=True, font_size=9, name="caption", render=False)
        words: Any = actor.prop
        words.justification_horizontal, words.justification_vertical = "center", "top"
        actors.lettered(words)
    actor.prop.color = style.text
    ground(actor, style)
    actor.input = text
    fit(plotter, style)
    actor.SetVisibility(True)


def fit(plotter: pv.BasePlotter, style: SceneStyle = LIGHT, covered: float = 0.0) -> None:
    """As many lines as what colour bars leave of the picture's width asks for now, in the middle of it. Where that
    would be many, larger letters than usual become smaller: the lines hide less of the shape.

    covered: part of the width that something lies over, at the right.
    """
    actor = actors.actor(plotter, "caption")
    if actor is None:
        return
    left, right = colorbar.rooms(plotter, covered)
    room = plotter.window_size[0] * (1.0 - left - right)
    scale, lines = in_few_lines(
        style.scale, LINES, lambda scale: wrapped(actor.input, max(16, int(room / (LETTER * scale))))
    )
    actor.prop.font_size = round(SIZE * scale)
    actor.position = (0.5 + (left - right) / 2, 0.92)
    actor.input = "\n".join(lines)


def in_few_lines(usual: float, most: int, broken: Callable[[float], list[str]]) -> tuple[float, list[str]]:
    """The scale of letters, and their lines: larger ones than on a usual screen become smaller while lines are many.

    broken: the lines with letters of a scale.
    """
    scale, smaller = usual, [usual * part for part in PARTS if usual * part >= 1.0]
    while len(lines := broken(scale)) > most and smaller:
        scale = smaller.pop(0)
    return scale, lines


def ground(words: Any, style: SceneStyle) -> None:  # noqa: ANN401 (a VTK actor)
    """The picture's background behind words."""
    words.prop.background_color, words.prop.background_opacity = style.background, WORDS_BACK
