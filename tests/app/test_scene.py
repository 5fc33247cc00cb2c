"""The scene, drawn on a plain off-screen plotter: what is drawn where, in place, and without moving the camera."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import pyvista as pv
import torch

from app.render import caption, field_map_2d, scene, studio, styles
from core.levelset import extract
from core.observation.observe import observe
from core.shapes.families import furniture
from tests.app.pictures import ball, picture, share

pytestmark = pytest.mark.gl


@pytest.fixture
def plotter() -> Iterator[pv.Plotter]:
    drawn = pv.Plotter(off_screen=True, window_size=[300, 300])
    studio.prepare(drawn)
    yield drawn
    drawn.close()


def test_a_surface_covers_what_it_should(plotter):
    studio.set_camera(plotter, 3)
    scene.draw_level(plotter, ball(3, 0.5))
    covered = 1 - share(picture(plotter), styles.LIGHT.background, 4)
    scene.draw_level(plotter, ball(3, 0.25))
    assert covered / (1 - share(picture(plotter), styles.LIGHT.background, 4)) == pytest.approx(4, rel=0.15)


@pytest.mark.parametrize("aspect", [0.5, 0.8, 1.3])
@pytest.mark.parametrize("mode", ["surface", "height"])
def test_a_narrow_view_shows_all_of_a_shape(mode, aspect):
    plotter: Any = pv.Plotter(off_screen=True, window_size=[round(400 * aspect), 400])
    studio.set_camera(plotter, 3 if mode == "surface" else 2, mode, aspect)
    rng = np.random.default_rng(0)
    ball = rng.normal(size=(500, 3))
    corners = np.array([(x, y, z) for x in (-1, 1) for y in (-1, 1) for z in (0, 0.5)])
    for place in ball / np.linalg.norm(ball, axis=1)[:, None] if mode == "surface" else corners:
        plotter.renderer.SetWorldPoint(*place, 1.0)
        plotter.renderer.WorldToView()
        assert np.abs(plotter.renderer.GetViewPoint()[:2]).max() <= 1.0
    plotter.close()


def test_new_data_keep_actors_and_camera(plotter):
    studio.set_camera(plotter, 3)
    scene.draw_level(plotter, ball(3, 0.5))
    before, camera = dict(plotter.actors), plotter.camera_position
    scene.draw_level(plotter, ball(3, 0.7))
    assert plotter.actors["level"] is before["level"]
    assert plotter.actors["level"].bounds[1] == pytest.approx(0.7, abs=0.01)
    assert plotter.camera_position == camera


def test_an_empty_level_is_a_caption_and_goes_away(plotter):
    empty = extract(lambda x: x.norm(dim=-1) + 1, 3, 16)
    scene.draw_level(plotter, ball(3, 0.5))
    scene.draw_level(plotter, empty)
    assert not plotter.actors["level"].GetVisibility()
    assert plotter.actors["caption"].GetVisibility()
    words = plotter.actors["caption"].input
    assert words.replace("\n", " ") == empty.reason
    assert max(map(len, words.splitlines())) * caption.LETTER <= plotter.window_size[0], "it fits the width"
    assert share(picture(plotter), styles.LIGHT.surface, 20) < 0.005
    scene.draw_level(plotter, ball(3, 0.5))
    assert plotter.actors["level"].GetVisibility()
    assert not plotter.actors["caption"].GetVisibility()


def test_a_caption_takes_the_lines_that_the_width_asks_for_and_hides_what_is_behind_it(plotter):
    text = "empty: the field is outside everywhere (smallest value 0.571)"
    wall = pv.Box((-9, 9, -9, 9, -0.1, 0.1))
    plotter.add_mesh(wall, color=styles.LIGHT.text, lighting=False)  # the words would not be seen on it
    plotter.view_xy()
    plotter.camera.zoom(3)
    caption.draw(plotter, text)
    lines = plotter.actors["caption"].input.splitlines()
    assert " ".join(lines) == text
    assert len(lines) > 1
    before = share(picture(plotter), styles.LIGHT.text)
    plotter.actors["caption"].prop.background_opacity = 0.0
    assert share(picture(plotter), styles.LIGHT.text) > before + 0.02
    plotter.window_size = [900, 300]
    caption.fit(plotter)
    assert plotter.actors["caption"].input == text


def test_a_diverged_level_is_a_caption(plotter):
    diverged = extract(lambda x: torch.full(x.shape[:-1], torch.nan), 2, 16)
    scene.draw_field_2d(plotter, diverged)
    scene.draw_level(plotter, diverged)
    assert plotter.actors["caption"].GetVisibility()


def test_points_of_a_scan_are_told_apart(plotter):
    seen = observe(furniture(83, "chair"), "scan", 256, 0)
    studio.set_camera(plotter, 3)
    for _ in range(2):  # the second time in place
        scene.draw_observation(plotter, seen)
    surface, space = plotter.actors["observed surface"], plotter.actors["observed space"]
    space.mapper.update()
    assert surface.mapper.dataset.n_points == seen.on_surface.sum()
    assert space.mapper.dataset.n_points == len(seen.points) - seen.on_surface.sum()
    assert plotter.actors["eye"].GetVisibility()
    assert share(picture(plotter), styles.LIGHT.observed) > 0.002
    on_surface = seen.on_surface
    alone = replace(seen, points=seen.points[on_surface], lower=seen.lower[on_surface], upper=seen.upper[on_surface])
    scene.draw_observation(plotter, replace(alone, eyes=None))
    assert not space.GetVisibility()
    assert not plotter.actors["eye"].GetVisibility()


def test_the_field_is_coloured_by_side_and_becomes_a_landscape(plotter):
    level = ball(2, 0.5, 64)
    studio.set_camera(plotter, 2, "field")
    scene.draw_field_2d(plotter, level)
    scene.draw_level(plotter, level)
    flat = picture(plotter)
    centre, corner = flat[150, 150].astype(int), flat[25, 25].astype(int)
    assert centre[2] > centre[0] + 40, "blue inside"
    assert corner[0] > corner[2] + 20, "sand outside"
    scene.draw_height_2d(plotter, level)
    low, high = plotter.actors["field"].bounds[4:]
    assert low == pytest.approx(-0.5 * field_map_2d.HEIGHT_SCALE, abs=0.02)
    assert high == pytest.approx(field_map_2d.HEIGHT_LIMIT * field_map_2d.HEIGHT_SCALE, abs=0.02)
    assert plotter.actors["zero plane"].GetVisibility()
    scene.draw_field_2d(plotter, level)
    assert not plotter.actors["zero plane"].GetVisibility()
    assert plotter.actors["field"].bounds[5] == 0


def test_both_themes_are_drawn_in_their_colours(plotter):
    scene.draw_level(plotter, ball(3, 0.5), styles.LIGHT)
    studio.prepare(plotter, styles.DARK)
    scene.draw_level(plotter, ball(3, 0.5), styles.DARK)
    assert plotter.actors["level"].prop.color.hex_rgb == styles.DARK.surface
    assert share(picture(plotter), styles.DARK.background, 4) > 0.5


def test_truth_is_seen_through(plotter):
    scene.draw_truth(plotter, ball(3, 0.5))
    assert plotter.actors["truth"].GetVisibility()
    assert plotter.actors["truth"].prop.opacity < 0.6
    scene.draw_truth(plotter, None)
    assert not plotter.actors["truth"].GetVisibility()


def test_the_scene_needs_no_qt():
    code = "import sys, app.render.scene; sys.exit(any('PySide6' in name for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
