"""What the command line takes of scenes: the options of the verb `scene`, and what other verbs take of it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import Any

from app.cli import arguments as values
from core.observation.observation_spec import Trim

MAKERS: dict[str, tuple[str, Callable[[str], Any], str, str]] = {
    "--box": (
        "box", values.corners, "X,Y,Z,X,Y,Z", "keep what lies between these two corners (write --box=-1,... for minus)"
    ),
    "--without-plane": (
        "plane", values.length, "T", "remove the largest plane, to within T on either side; again for the next"
    ),
    "--cluster": ("cluster", values.positive, "N", "keep the N-th largest of the pieces that lie --gap apart"),
    "--voxel": ("voxel", values.length, "EDGE", "one point, the mean, for each cube of this edge"),
    "--normals": ("normals", values.positive, "K", "estimate normals, each from K points"),
}  # fmt: skip
"""By option: kind of trim, what its value is, how it is called, and what it does."""


class _Then(argparse.Action):
    """Notes one thing more that is done; the order on the command line is that in which it is done."""

    def __call__(
        self, _: argparse.ArgumentParser, namespace: argparse.Namespace, value: object, option: str | None = None
    ) -> None:  # fmt: skip
        namespace.trim = (*namespace.trim, (MAKERS[option or self.option_strings[0]][0], value))


def add_camera(verb: argparse.ArgumentParser) -> None:
    """Of a depth image without a file that tells its camera."""
    verb.add_argument(
        "--camera", type=values.camera, metavar="FX,FY,CX,CY",
        help="camera of a depth image, in pixels (a fifth number: steps of depth in a metre), or a file that tells it",
    )  # fmt: skip


def seen_by(name: str, camera: str | None) -> str:
    """The name of an input with the camera that was told."""
    return f"{name}#{camera}" if camera else name


def add_trim(verb: argparse.ArgumentParser) -> None:
    """What is done to a raw scan before it is placed, as one JSON text."""
    verb.add_argument(
        "--trim", type=values.trims, default=(), metavar="JSON",
        help='what is done to a raw scan first, as "Copy as Command" writes it: [{"kind": "plane", "length": 0.01}]',
    )  # fmt: skip


def add_scene(verbs: Any) -> None:  # noqa: ANN401 (argparse has no public type for it)
    """The verb `scene`."""
    scene = verbs.add_parser(
        "scene",
        help="cut an object out of a raw scan: planes off, a piece kept, thinned, with normals; write it as PLY",
        description="Trim the raw scan INPUT and write what is left, in the coordinates of INPUT, as OUT.ply. What is "
        "asked for is done in the order in which it stands. All lengths are in the units of INPUT.",
    )
    scene.add_argument("input", type=values.named, metavar="INPUT", help="a raw scan: a point cloud, or a depth image")
    scene.add_argument("out", type=values.path, metavar="OUT.ply", help="file to write")
    add_camera(scene)
    for option, (_, kind, metavar, words) in MAKERS.items():
        scene.add_argument(option, type=kind, dest="trim", action=_Then, default=(), metavar=metavar, help=words)
    scene.add_argument(
        "--gap", type=values.length, metavar="G", help="between pieces (default: what suits how dense the scan is)"
    )
    scene.add_argument("--trim", type=values.trims, dest="first", default=(), metavar="JSON", help="done first")


def trim_of(kind: Any, value: Any, gap: float) -> Trim:  # noqa: ANN401 (what the options above take)
    """The trim that an option asks for."""
    if kind == "box":
        low, high = (tuple(side(pair) for pair in zip(value[:3], value[3:], strict=True)) for side in (min, max))
        return Trim("box", low=_three(low), high=_three(high))
    if kind == "cluster":
        return Trim("cluster", length=gap, rank=value)
    return Trim("normals", count=value) if kind == "normals" else Trim(kind, length=value)


def _three(values: Sequence[float]) -> tuple[float, float, float]:
    x, y, z = values
    return x, y, z
