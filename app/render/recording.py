"""Pictures, films and meshes of a run. No Qt: the verb `record` and the window's dialog both come here."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from app.document.document import Camera
from app.render import pictures, styles
from app.render.meshes import surface_file
from core.errors import UserError
from core.levelset import LevelSet
from core.observation.coverage import distance_table, imagined
from core.runs.run import Entry, Run
from core.shapes.base import Normalization
from core.storage.atomic import save, write_file

if TYPE_CHECKING:
    import pyvista as pv

    from core.analysis.slicing import Slice

Motion = Literal["adaptation", "turntable"]
MESHES = (".ply", ".obj", ".stl", ".glb")
FILMS = (".webp", ".gif", ".mp4")
SUFFIXES = (*MESHES, ".svg", ".png", *FILMS, ".html")
LARGEST_SIDE = 8192
Progress = Callable[[int, int], None]


@dataclass(frozen=True, eq=False)
class Inspected:
    """What is inspected of one step: a slice of its field, residuals (n,) of its observed points; None for neither."""

    slice: Slice | None = None
    residual: np.ndarray | None = None


@dataclass(frozen=True)
class Take:
    """How a run is recorded.

    width, height: pixels. overlays: observed points, frame and a line of words. truth, colored: draw the true shape,
    colour what is imagined where entries have no colours of their own. looks: what is inspected, by step. motion,
    seconds, fps: of a film. camera: of a 3D picture, None is the standard one. iso: value that the level sets are at.
    maps: of colours, as in SceneStyle.
    """

    width: int = 1280
    height: int = 720
    overlays: bool = True
    truth: bool = False
    colored: bool = False
    dark: bool = False
    motion: Motion = "adaptation"
    seconds: float = 6.0
    fps: int = 25
    camera: Camera | None = None
    iso: float = 0.0
    maps: tuple[str, str] = styles.LIGHT.maps
    looks: Mapping[int, Inspected] = field(default_factory=dict)

    def check(self) -> None:
        """Raises UserError when a value is out of range."""
        if not (16 <= self.width <= LARGEST_SIDE and 16 <= self.height <= LARGEST_SIDE):
            raise UserError(f"A picture has 16 to {LARGEST_SIDE} pixels a side; choose another size.")
        if not 0.2 <= self.seconds <= 120 or not 1 <= self.fps <= 60:
            raise UserError("A film lasts 0.2 to 120 seconds at 1 to 60 pictures a second; choose others.")


def write_meshes(
    run: Run, normalization: Normalization, path: Path, steps: Sequence[int], progress: Progress
) -> tuple[list[Path], str]:
    """One step as `path`; several as `path` with _step_NN before the suffix. Steps without a surface are left out.

    With the files comes what a person must know of them, "" for nothing.
    """
    written, faults, remark = [], [], ""
    for done, step in enumerate(steps):
        level = run.entries[step].level
        target = path if len(steps) == 1 else path.with_name(f"{path.stem}_step_{step:02d}{path.suffix}")
        assert level is not None
        try:
            made = surface_file(level, normalization, path.suffix)
            write_file(target, made.data)
            remark = made.remark
            written.append(target)
        except UserError as error:
            faults.append(error)
        progress(done + 1, len(steps))
    if not written:
        raise faults[0]
    return written, remark


def words_of(run: Run, entry: Entry, iso: float = 0.0) -> str:
    """One line on a step: its number, its errors, and at which value its level set is when that is not zero."""
    moved = (f"level set at {iso:+g}",) if iso else ()
    return "   ".join((*pictures.describe(run, entry), *moved))


USUAL_HEIGHT = 720
"""Pixels of a view in which points and lines are as large as `app.render.styles` has them."""


class OffscreenScene:
    """An off-screen scene of one run; `picture` draws one of its steps. Close it by leaving the context of `staged`."""

    def __init__(self, plotter: pv.Plotter, run: Run, take: Take, truth: LevelSet | None) -> None:
        self.plotter, self._run, self._take, self._truth = plotter, run, take, truth
        self._style = _style(take, plotter.window_size[1])
        self._table = distance_table(run.observation) if take.colored else None
        self._drawn = -1

    def picture(self, step: int) -> Image.Image:
        """The step as an RGB picture of the asked size, with its line of words when overlays are wanted."""
        from app.render import scene, sliceview
        from core.measures.coloring import Coloring

        entry, look = self._run.entries[step], self._take.looks.get(step, Inspected())
        if step != self._drawn and entry.level is not None:
            if entry.level.dim == 2:
                scene.draw_field_2d(self.plotter, entry.level, self._style)
            shade = None if self._table is None else imagined(self._table, entry.level.vertices)
            scene.draw_level(self.plotter, entry.level, self._style, shade, entry.coloring)
            if self._take.overlays:
                residual = None if look.residual is None else Coloring("residual", look.residual)
                scene.draw_observation(self.plotter, self._run.observation, self._style, residual=residual)
            if self._take.truth:
                scene.draw_truth(self.plotter, self._truth, self._style)
            if look.slice is not None:
                sliceview.draw_slice(self.plotter, look.slice, self._style)
                side = sliceview.side_towards(self.plotter, look.slice.plane)
                sliceview.cut_open(self.plotter, look.slice.plane, side)
            self._drawn = step
        self.plotter.render()
        pixels = np.asarray(self.plotter.screenshot(return_img=True))[..., :3]
        picture = Image.fromarray(pixels)
        size = (self._take.width, self._take.height)
        picture = picture if picture.size == size else picture.resize(size, Image.Resampling.BOX)
        if self._take.overlays:
            font = ImageFont.load_default(max(11, self._take.height // 36))
            place = (self._take.width / 2, self._take.height * 0.985)
            ImageDraw.Draw(picture).text(
                place, words_of(self._run, entry, self._take.iso), self._style.text, font, anchor="md"
            )
        return picture


def staged(run: Run, take: Take, truth: LevelSet | None) -> Any:  # noqa: ANN401 (a context manager of Stage)
    """A context with the scene of a run, drawn at twice the size where that is not too large."""
    from contextlib import contextmanager

    @contextmanager
    def open_stage() -> Iterator[OffscreenScene]:
        from app.render import actors, scene, studio

        factor = 2 if max(take.width, take.height) <= 2048 else 1
        dim = run.observation.dim
        with pictures.offscreen(dim, (factor * take.width, factor * take.height)) as plotter:
            style = _style(take, factor * take.height)
            studio.prepare(plotter, style)
            if take.overlays:
                scene.draw_frame(plotter, dim, style)
            else:
                actors.hide(plotter, "frame")
            if dim == 3 and take.camera is not None:
                camera: Any = plotter.camera
                camera.position, camera.focal_point = take.camera.position, take.camera.focal_point
                camera.view_angle = take.camera.angle
                if take.motion != "turntable":  # which turns about the vertical
                    camera.up = take.camera.up
            plotter.renderer.ResetCameraClippingRange()
            yield OffscreenScene(plotter, run, take, truth)

    return open_stage()


def _style(take: Take, height: int) -> styles.SceneStyle:
    """Of a picture that is drawn so high: points and lines as large in it as they are in the window."""
    style = styles.DARK if take.dark else styles.LIGHT
    return replace(style, scale=max(1.0, height / USUAL_HEIGHT), maps=take.maps)


def timetable(run: Run, take: Take, step: int) -> list[tuple[int, float, int]]:
    """(step, turn since the start in degrees, milliseconds) of each picture of a film."""
    if take.motion == "turntable" and run.observation.dim == 3:
        count = max(2, round(take.seconds * min(take.fps, 25)))
        return [(step, 360.0 * n / count, round(1000 * take.seconds / count)) for n in range(count)]
    shown = range(len(run.entries))
    each = 1000 * take.seconds / (len(shown) + 1)  # the last one stays twice as long
    return [(n, 0.0, round(each * (2 if n == shown[-1] else 1))) for n in shown]


def film(run: Run, take: Take, truth: LevelSet | None, step: int, progress: Progress) -> list[tuple[Image.Image, int]]:
    """All pictures of a film with their milliseconds."""
    table, result, turned = timetable(run, take, step), [], 0.0
    with staged(run, take, truth) as stage:
        for number, (index, angle, milliseconds) in enumerate(table):
            if angle != turned:
                stage.plotter.camera.Azimuth(angle - turned)
                stage.plotter.renderer.ResetCameraClippingRange()
                turned = angle
            result.append((stage.picture(index), milliseconds))
            progress(number + 1, len(table) + 1)
    return result


def write_film(frames: list[tuple[Image.Image, int]], path: Path, fps: int) -> None:
    """WebP, GIF or MP4 by the suffix. Raises UserError where MP4 has no encoder or the file cannot be written."""
    if path.suffix.lower() == ".mp4":
        _write_mp4(frames, path, fps)
        return
    data, durations = io.BytesIO(), [milliseconds for _, milliseconds in frames]
    first, rest = frames[0][0], [picture for picture, _ in frames[1:]]
    options: dict[str, Any] = {"save_all": True, "append_images": rest, "duration": durations, "loop": 0}
    if path.suffix.lower() == ".webp":
        first.save(data, "WEBP", quality=82, method=2, **options)
    else:
        first.save(data, "GIF", **options)
    write_file(path, data.getvalue())


def encoder() -> str:
    """The ffmpeg that writes MP4: of the system, or of imageio-ffmpeg. Raises UserError where there is none."""
    known = shutil.which("ffmpeg")
    if known:
        return known
    try:
        from imageio_ffmpeg import get_ffmpeg_exe

        return get_ffmpeg_exe()
    except (ImportError, RuntimeError):
        raise UserError(
            "MP4 needs ffmpeg, which is not here; install it or the Python package imageio-ffmpeg, or choose WebP."
        ) from None


def _write_mp4(frames: list[tuple[Image.Image, int]], path: Path, fps: int) -> None:
    size = (frames[0][0].width // 2 * 2, frames[0][0].height // 2 * 2)  # the usual colour format needs even sides
    command = [
        encoder(), "-y", "-loglevel", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{size[0]}x{size[1]}",
        "-r", str(fps), "-i", "-", "-an", "-pix_fmt", "yuv420p", "-movflags", "+faststart", "-f", "mp4",
    ]  # fmt: skip

    def write(temporary: Path) -> None:
        with tempfile.TemporaryFile() as words:
            child = subprocess.Popen([*command, str(temporary)], stdin=subprocess.PIPE, stderr=words)
            assert child.stdin is not None
            try:
                for picture, milliseconds in frames:
                    pixels = picture.crop((0, 0, *size)).tobytes()
                    for _ in range(max(1, round(milliseconds * fps / 1000))):
                        child.stdin.write(pixels)
                child.stdin.close()
            except BrokenPipeError:
                pass  # its own words say why it left
            if child.wait() != 0:
                words.seek(0)
                raise UserError(f"{path} cannot be encoded ({words.read().decode(errors='replace').strip()[:200]}).")

    save(path, write)


def write_picture(run: Run, take: Take, truth: LevelSet | None, step: int, path: Path) -> None:
    """One step as a PNG."""
    data = io.BytesIO()
    with staged(run, take, truth) as stage:
        stage.picture(step).save(data, "PNG")
    write_file(path, data.getvalue())
