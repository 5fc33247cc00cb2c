"""Points, lines and words of the view: as large on a sharp screen as on a usual one, or as large as wished."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import pyvista as pv
from PySide6.QtCore import Qt

from app.render import scene, studio, styles
from app.window.window import MainWindow
from core.levelset import LevelSet
from core.observation.observe import observe
from core.shapes.families import furniture
from tests.app.driving import SHAPES, colored
from tests.app.pictures import ball, picture, share
from tests.forked import python

pytestmark = pytest.mark.gl
ROOT = Path(__file__).resolve().parents[2]
CONTROL = Qt.KeyboardModifier.ControlModifier

SCALE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
application = QApplication([])
from app.window.window import MainWindow
window = MainWindow()
window.show()
print(window.viewport.scene_style.scale, window.side_by_side.other.scene_style.scale)

def look():
    if window.isVisible() and window.viewport.ready:
        from app.view.grid import Grid
        from app.widgets.theme import LIGHT
        print(Grid(1, 1, 2, LIGHT, software=True, mark_size=1.5).style_of_scenes.scale / 1.5)
        print(window.viewport.plotter.render_window.GetDPI())
        window.close()

window.viewport.painted.connect(lambda: QTimer.singleShot(0, look))
window.begin()
application.exec()
"""


@pytest.mark.parametrize("scale", ["1", "2"])
def test_a_sharp_screen_has_as_many_more_pixels_for_marks(scale):
    done = subprocess.run(
        [*python(), "-c", SCALE], cwd=ROOT, env={**os.environ, "QT_SCALE_FACTOR": scale},
        capture_output=True, text=True, check=True, timeout=100,
    )  # fmt: skip
    assert [float(word) for word in done.stdout.split()] == [float(scale)] * 3 + [72], "words are not enlarged twice"


def test_marks_take_the_same_part_of_a_picture_with_twice_the_pixels():
    """Points of a scan, the contour of a picture and its isolines; not half, and not a quarter.

    In a process of its own: in one that has had many windows lines were drawn one pixel wide, whatever they should be.
    """
    program = "from tests.app.test_marks import parts_by_scale; import json; print(json.dumps(parts_by_scale()))"
    done = subprocess.run([*python(), "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    one, two = json.loads(done.stdout)
    assert min(one) > 0.001
    assert two == pytest.approx(one, rel=0.4)


def parts_by_scale() -> list[list[float]]:
    """Which parts of a picture points, contour and isolines take, at a usual scale and at twice that."""
    seen = observe(furniture(83, "chair"), "scan", 256, 0)
    flat = ball(2, 0.5, 64)
    parts: list[list[float]] = []
    for scale in (1, 2):
        style = replace(styles.LIGHT, scale=float(scale), isoline="#ff00ff")
        parts.append([])
        for dim in (3, 2):
            plotter = pv.Plotter(off_screen=True, window_size=[300 * scale] * 2)
            studio.prepare(plotter, style)
            studio.set_camera(plotter, dim, "surface" if dim == 3 else "field")
            if dim == 3:
                scene.draw_observation(plotter, seen, style)
                parts[-1].append(share(picture(plotter), style.observed))
            else:
                scene.draw_field_2d(plotter, flat, style)
                scene.draw_level(plotter, flat, style)
                parts[-1] += [share(picture(plotter), color) for color in (style.contour, style.isoline)]
            plotter.close()
    return parts


def drawn_sizes(window: MainWindow) -> dict[str, float]:
    """Point size or line width of everything that is drawn."""
    found = {}
    assert window.viewport.plotter is not None
    seen = {name: a for name, a in window.viewport.plotter.actors.items() if a.GetVisibility()}
    for name, actor in seen.items():
        if name in ("observed surface", "observed space"):
            found[name] = actor.prop.point_size
        elif name in ("frame", "level", "isolines", "truth", "eye") and actor.mapper.dataset.n_lines:
            found[name] = actor.prop.line_width
        elif name == "caption":
            found[name] = actor.prop.font_size
    return found


def test_points_lines_and_words_are_drawn_larger_and_smaller(person):
    window = person.window
    person.open(SHAPES / "digit-3.png")
    person.press(Qt.Key.Key_T)
    person.wait(lambda: "truth" in window.viewport.plotter.actors)
    usual = drawn_sizes(window)
    assert {"observed space", "frame", "level", "isolines", "truth"} <= usual.keys()
    person.qtbot.keyClick(window.viewport.plotter, Qt.Key.Key_Plus, CONTROL)
    person.qtbot.keyClick(window.viewport.plotter, Qt.Key.Key_Plus, CONTROL)
    larger = drawn_sizes(window)
    for name, size in usual.items():
        assert larger[name] == pytest.approx(size * 1.25**2, abs=0.6), name
    again = MainWindow()
    assert again.viewport.scene_style.scale == pytest.approx(1.25**2 * again.devicePixelRatioF())
    again.close()
    again.deleteLater()
    for _ in range(2):
        person.qtbot.keyClick(window.viewport.plotter, Qt.Key.Key_Minus, CONTROL)
    assert drawn_sizes(window) == pytest.approx(usual)
    person.press(Qt.Key.Key_T)


@pytest.mark.parametrize("name", ["digit-3.png", "chair.ply"])
@pytest.mark.parametrize("width", [900, 1200])
def test_the_colour_bar_stands_beside_the_shape(person, name, width):
    from app.render import colorbar

    window, view = person.window, person.window.viewport
    window.resize(width, 800)
    person.open(SHAPES / name)
    window.notices.dismiss()  # it would change the height later on
    person.steady(lambda: (view.size(), view.camera()))
    level: LevelSet = person.session.entry.level
    place = view.camera()
    colored(person, "observed")
    person.wait(lambda: colorbar.NAME in view.plotter.actors and view.plotter.actors[colorbar.NAME].GetVisibility())
    corners = level.vertices[:: max(1, len(level.vertices) // 200)] if level.dim == 3 else np.array([(-1.0, -1.0)])

    def beside() -> bool:
        """Whether the shape begins where the bar's room ends."""
        renderer, ends = view.plotter.renderer, []
        for corner in corners:
            renderer.SetWorldPoint(*map(float, corner), *([0.0] * (3 - len(corner))), 1.0)
            renderer.WorldToDisplay()
            ends.append(renderer.GetDisplayPoint()[0])
        left, _ = colorbar.rooms(view.plotter)
        return left > 0 and min(ends) >= left * view.plotter.window_size[0]

    person.wait(beside)
    colored(person, "")
    person.wait(lambda: view.camera().angle == pytest.approx(place.angle))
    person.wait(lambda: view.camera().scale == pytest.approx(place.scale))
    assert view.camera().position == place.position
    window.resize(1200, 800)
