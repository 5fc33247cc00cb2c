"""Pictures of a run: preview.png (every step side by side) and adaptation.webp (the same, moving). No Qt.

Drawn off screen by app.render.scene. VTK ends the process without a word where it finds no OpenGL, so libraries are
checked first (app.system.preflight) and nothing here imports pyvista before that.
"""

from __future__ import annotations

import io
import math
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from app.document.formatting import number, past
from app.render.styles import LIGHT
from app.system import preflight
from core.runs.run import Entry, Run
from core.storage.atomic import write_file

if TYPE_CHECKING:
    import pyvista as pv

PANEL = 400
"""Width and height of one picture, in pixels."""

CAPTION = 44
"""Height of the caption under a picture, in pixels."""

MOST_PANELS = 7
"""A run with more steps than fit in one row of the preview shows some of them, the first and the last included."""

MOST_FRAMES = 40
"""Steps that the animation shows, of more they are evenly chosen."""

FRAME_MILLISECONDS = 100
SWING_DEGREES = 14.0

Draw = Callable[["pv.Plotter"], None]


def problem() -> str:
    """Why pictures cannot be drawn here, in one sentence; "" when they can."""
    return preflight.picture_problem()


@contextmanager
def offscreen(dim: int, size: int | tuple[int, int]) -> Iterator[pv.Plotter]:
    """An off-screen plotter with the scene's light and standard camera. size: pixels a side, or width and height."""
    if sys.platform.startswith("linux"):
        # Straight to EGL: probing for an X server first prints warnings and can crash where libX11 is missing.
        os.environ.setdefault("VTK_DEFAULT_OPENGL_WINDOW", "vtkEGLRenderWindow")
    import pyvista as pv

    from app.render import scene, studio

    sides = [size, size] if isinstance(size, int) else list(size)
    plotter = pv.Plotter(off_screen=True, window_size=sides)
    try:
        studio.prepare(plotter)
        scene.draw_frame(plotter, dim)
        studio.set_camera(plotter, dim)
        yield plotter
    finally:
        plotter.close()


def draw_entry(plotter: pv.Plotter, run: Run, entry: Entry, maps: tuple[str, str] = LIGHT.maps) -> None:
    """What was observed and what one step made of it, in the colours that the entry has. maps: of those."""
    from app.render import scene

    if entry.level is not None:
        if run.observation.dim == 2:
            scene.draw_field_2d(plotter, entry.level)
        style = LIGHT if entry.coloring is None else replace(LIGHT, scale=2.0, maps=maps)  # pictures are halved
        scene.draw_level(plotter, entry.level, style, coloring=entry.coloring)
    scene.draw_observation(plotter, run.observation)


def photograph(plotter: pv.Plotter) -> Image.Image:
    """The picture as it stands; screenshots after the first do not render by themselves."""
    plotter.render()
    pixels = np.asarray(plotter.screenshot(return_img=True))
    # Drawn at twice the size: cheaper on software OpenGL than multisampling, and smooth points come along.
    return Image.fromarray(pixels).resize((PANEL, PANEL), Image.Resampling.BOX)


def describe(run: Run, entry: Entry) -> tuple[str, str]:
    """Two lines under a picture: which step, and its numbers."""
    step = entry.record.step
    title = f"step {step}"
    if step == 0:
        title += " (learned start)"
    elif entry.record.extrapolated:
        title += f" ({past(run.refine_steps).word}, past the trained {run.trained_steps})"
    numbers = f"loss {number(entry.record.context_loss)}"
    if entry.heldout is not None:
        numbers += f"   IoU {entry.heldout.iou:.3f}"
    return title, numbers


def captioned(picture: Image.Image, lines: tuple[str, str]) -> Image.Image:
    """The picture with two centred lines under it."""
    result = Image.new("RGB", (picture.width, picture.height + CAPTION), "white")
    result.paste(picture, (0, 0))
    draw, font = ImageDraw.Draw(result), ImageFont.load_default(15)
    for row, line in enumerate(lines):
        draw.text((picture.width / 2, picture.height + 4 + 19 * row), line, "#25303b", font, anchor="ma")
    return result


def chosen(count: int, most: int, trained: int = 0) -> list[int]:
    """At most `most` of the indices 0 ... count - 1, evenly spread, the first and the last included.

    trained: an index that takes the place of the nearest one between these, if it is between them.
    """
    steps = {round(i) for i in np.linspace(0, count - 1, min(count, most))}
    between = sorted(steps - {0, count - 1})
    if between and 0 < trained < count - 1:
        steps = steps - {min(between, key=lambda step: abs(step - trained))} | {trained}
    return sorted(steps)


def in_preview(count: int, trained: int) -> list[int]:
    """Steps of a run of `count` entries that stand side by side: the last one that was trained for is among them."""
    return chosen(count, MOST_PANELS - 1, trained)


def shown(count: int, trained: int) -> set[int]:
    """Steps of a run of `count` entries of which `write_pictures` needs the level set."""
    return {*in_preview(count, trained), *chosen(count, MOST_FRAMES)}


def preview(run: Run, maps: tuple[str, str] = LIGHT.maps) -> Image.Image:
    """The observation and the steps of a run, side by side."""
    from app.render import scene

    with offscreen(run.observation.dim, 2 * PANEL) as plotter:
        scene.draw_observation(plotter, run.observation)
        seen = f"{len(run.observation.points)} points, {run.observation.kind}"
        panels = [captioned(photograph(plotter), ("observed", seen))]
        for index in in_preview(len(run.entries), run.trained_steps):
            draw_entry(plotter, run, run.entries[index], maps)
            panels.append(captioned(photograph(plotter), describe(run, run.entries[index])))
    row = Image.new("RGB", (sum(p.width for p in panels), panels[0].height), "white")
    for place, panel in enumerate(panels):
        row.paste(panel, (place * PANEL, 0))
    return row


def timetable(count: int, dim: int) -> list[tuple[int, int]]:
    """(index of the step, milliseconds) of each frame of the animation; it holds on the last step.

    In 3D the camera swings gently while the steps go by, so a step is several frames; in 2D it is one.
    """
    shown = chosen(count, MOST_FRAMES)
    if dim == 2:
        return [(index, 700) for index in shown[:-1]] + [(shown[-1], 2500)]
    each = max(1, min(6, 48 // len(shown)))
    frames = [index for index in shown[:-1] for _ in range(each)] + [shown[-1]] * 18
    return [(index, FRAME_MILLISECONDS) for index in frames]


def animation(run: Run, maps: tuple[str, str] = LIGHT.maps) -> tuple[list[Image.Image], list[int]]:
    """Frames and their milliseconds. The swing is one period of a sine over the whole, so the loop has no jump."""
    frames, table = [], timetable(len(run.entries), run.observation.dim)
    with offscreen(run.observation.dim, 2 * PANEL) as plotter:
        angle, drawn = 0.0, -1
        for number, (index, _) in enumerate(table):
            entry = run.entries[index]
            if index != drawn:
                draw_entry(plotter, run, entry, maps)
                drawn = index
            if run.observation.dim == 3:
                target = SWING_DEGREES * math.sin(2 * math.pi * number / len(table))
                plotter.camera.Azimuth(target - angle)
                angle = target
            frames.append(captioned(photograph(plotter), describe(run, entry)))
    return frames, [milliseconds for _, milliseconds in table]


def write_pictures(run: Run, folder: Path, maps: tuple[str, str] = LIGHT.maps) -> list[Path]:
    """preview.png and adaptation.webp of a run; those that are `shown` must have their level sets."""
    png = io.BytesIO()
    preview(run, maps).save(png, "PNG", compress_level=6)  # optimize: 4 to 8 times slower, 3 % smaller
    frames, durations = animation(run, maps)
    webp = io.BytesIO()
    options = {"duration": durations, "loop": 0, "quality": 82, "method": 2}  # method 4: 3 times slower, 5 % smaller
    frames[0].save(webp, "WEBP", save_all=True, append_images=frames[1:], **options)
    paths = [folder / "preview.png", folder / "adaptation.webp"]
    for path, data in zip(paths, (png, webp), strict=True):
        write_file(path, data.getvalue())
    return paths
