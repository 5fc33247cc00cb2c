"""Pictures of the scene on a plain off-screen plotter, against references in tests/images.

METASDF_WRITE_IMAGES=1 writes them anew; look at what changed before it is kept.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import pyvista as pv
import torch
from PIL import Image

from app.render import scene, sliceview, studio, styles
from core.analysis.slicing import parse_plane, slice_field
from core.levelset import LevelSet, extract
from core.measures.coloring import Coloring
from core.observation.observation import Observation

pytestmark = pytest.mark.gl
IMAGES = Path(__file__).resolve().parents[1] / "images"
SIDE = 240

DIFFERENT = 40
"""A pixel is another one when a channel differs by more: edges are drawn otherwise by other OpenGL drivers."""

BUDGET = 0.015
"""Share of the pixels that may be other ones."""


def ring(points: torch.Tensor) -> torch.Tensor:
    """Signed distance of a torus about y."""
    return ((points[:, [0, 2]].norm(dim=1) - 0.55).square() + points[:, 1].square()).sqrt() - 0.22


def solid() -> LevelSet:
    return extract(ring, 3, 48)


def disc() -> LevelSet:
    return extract(lambda x: x.norm(dim=1) - 0.5, 2, 64)


def colored(plotter: pv.Plotter, style: styles.SceneStyle) -> None:
    level = solid()
    scene.draw_level(
        plotter, level, style, coloring=Coloring("truth", (np.abs(level.vertices[:, 0]) / 8).astype(np.float32))
    )


def true_shape(plotter: pv.Plotter, style: styles.SceneStyle) -> None:
    level = solid()
    values = (np.abs(level.vertices[:, 1]) / 2).astype(np.float32)
    scene.draw_truth(plotter, level, style, Coloring("missed", values), alone=True)
    scene.hide_level(plotter, "", style)
    scene.show_truth(plotter, 3, style, Coloring("missed", values), alone=True)


def sliced(plotter: pv.Plotter, style: styles.SceneStyle) -> None:
    scene.draw_level(plotter, solid(), style)
    plane = parse_plane("1,0.4,1:0.15")
    evaluate = lambda x: ring(torch.from_numpy(np.asarray(x, np.float32))).numpy()  # noqa: E731
    sliceview.draw_slice(plotter, slice_field(evaluate, plane, 128), style)
    side = sliceview.side_towards(plotter, plane)
    sliceview.cut_open(plotter, plane, side)
    sliceview.draw_handle(plotter, plane, side, True, style)


def residual(plotter: pv.Plotter, style: styles.SceneStyle) -> None:
    line = np.linspace(-0.8, 0.8, 9, dtype=np.float32)
    points = np.stack(np.meshgrid(line, line), -1).reshape(-1, 2)
    zero = np.zeros(len(points), np.float32)
    level = disc()
    scene.draw_field_2d(plotter, level, style)
    scene.draw_level(plotter, level, style)
    seen = Observation(points, zero, zero, "surface")
    scene.draw_observation(plotter, seen, style, residual=Coloring("residual", points[:, 0] / np.float32(8)))


SCENES: dict[str, tuple[int, Callable[[pv.Plotter, styles.SceneStyle], None]]] = {
    "colored": (3, colored), "true-shape": (3, true_shape), "sliced": (3, sliced), "residual": (2, residual),
}  # fmt: skip


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", SCENES)
def test_a_scene_looks_as_it_did(name: str, dark: bool, tmp_path: Path) -> None:
    style = styles.DARK if dark else styles.LIGHT
    dim, draw = SCENES[name]
    plotter = pv.Plotter(off_screen=True, window_size=[2 * SIDE, 2 * SIDE])
    studio.prepare(plotter, style)
    scene.draw_frame(plotter, dim, style)
    studio.set_camera(plotter, dim, "surface" if dim == 3 else "field")
    draw(plotter, style)
    plotter.render()
    pixels = np.asarray(plotter.screenshot(return_img=True))[..., :3]
    plotter.close()
    picture = Image.fromarray(pixels).resize((SIDE, SIDE), Image.Resampling.BOX)
    path = IMAGES / f"{name}-{'dark' if dark else 'light'}.png"
    if os.environ.get("METASDF_WRITE_IMAGES") == "1":
        path.parent.mkdir(exist_ok=True)
        picture.quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
    expected = np.asarray(Image.open(path).convert("RGB"), int)
    other = (np.abs(np.asarray(picture, int) - expected).max(-1) > DIFFERENT).mean()
    if other > BUDGET:
        picture.save(tmp_path / path.name)
    assert other <= BUDGET, f"{100 * other:.1f} % of the pixels differ; the picture is {tmp_path / path.name}"
