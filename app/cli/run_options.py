"""What the verbs on one run take: adapt, probe, record, plot, runs. Nothing that takes time to import."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli import arguments as values
from app.cli.arguments import DEVICES, OBSERVE_KINDS, named, path
from app.cli.color_options import add_colors, add_maps
from app.cli.scene_options import add_camera, add_trim
from core.fields.point_losses import POINT_LOSSES
from core.readers.formats import in_words


def add_adapt(verbs: Any) -> None:  # noqa: ANN401 (argparse has no public type for it)
    """The verb `adapt`."""
    adapt = verbs.add_parser(
        "adapt",
        help="adapt a checkpoint to a shape, step by step; write meshes, a picture, an animation and run.json",
        description="Adapt a checkpoint to INPUT and write step_NN.ply (2D: .svg), preview.png, adaptation.webp and "
        "run.json.",
    )
    _add_input(adapt, stated=True)
    adapt.add_argument("--steps", type=values.natural, metavar="K", help="gradient steps (default: as trained)")
    add_refine(adapt)
    _add_changes(adapt)
    adapt.add_argument("--seed", type=values.seed, default=0, metavar="S", help="seed of the observation (default: 0)")
    adapt.add_argument("--resolution", type=values.resolution, metavar="R", help="lattice cells a side (default: 128)")
    adapt.add_argument("--device", choices=DEVICES, default="auto", help="where to compute (default: auto)")
    adapt.add_argument("--out", type=path, default=Path("out"), metavar="DIR", help="folder to write (default: out)")
    adapt.add_argument("--careful", action="store_true", help="surfaces as the window shows them at rest (slower)")
    adapt.add_argument("--replace", action="store_true", help="write over the steps of another run in that folder")
    adapt.add_argument("--spread", type=values.members, metavar="N", help="say how far N adaptations to parts differ")
    add_colors(adapt, "pictures")


def add_probe(verbs: Any) -> None:  # noqa: ANN401 (as above)
    """The verb `probe`."""
    probe = verbs.add_parser(
        "probe",
        help="look into the steps: norms, learned rates, alignment, a slice of the loss, the error along a dial",
        description="Adapt a checkpoint to INPUT and write what its steps are made of: probe.json and CSV tables.",
    )
    _add_input(probe)
    probe.add_argument("--steps", type=values.natural, metavar="K", help="gradient steps (default: as trained)")
    probe.add_argument("--seed", type=values.seed, default=0, metavar="S", help="seed of the observation (default: 0)")
    probe.add_argument("--against", metavar="NAME", help="slice the loss through this solution too; a name or scratch")
    probe.add_argument("--cells", type=values.positive, default=41, metavar="N", help="cells a side of the slice (41)")
    probe.add_argument("--dial", metavar="NAME", help="sweep a dial: rotation, scale, family, noise, sparsity, ...")
    probe.add_argument("--device", choices=DEVICES, default="auto", help="where to compute (default: auto)")
    probe.add_argument("--out", type=path, default=Path("out"), metavar="DIR", help="folder to write (default: out)")
    probe.add_argument("--replace", action="store_true", help="write over what was found of something else there")


def add_record(verbs: Any) -> None:  # noqa: ANN401 (as above)
    """The verb `record`."""
    record = verbs.add_parser(
        "record",
        help="write a picture, film, mesh or page for a browser of a session, or of a shape and a checkpoint",
        description="Write OUT of INPUT. Its suffix says what: png; webp, gif or mp4 (a film); ply, obj, stl, glb or "
        "svg (the surface); html (all steps on one page, to step and turn in a browser without a network).",
    )
    record.add_argument("input", type=named, metavar="INPUT", help="a session (.metasdf), or a shape with --checkpoint")
    record.add_argument("out", type=path, metavar="OUT", help="file to write")
    record.add_argument("--checkpoint", type=named, metavar="NAME", help="adapt this checkpoint to a shape")
    add_trim(record)
    record.add_argument("--seed", type=values.seed, default=0, metavar="S", help="seed of the observation (default: 0)")
    record.add_argument("--step", type=values.natural, metavar="N", help="which step (default: the one that was shown)")
    record.add_argument("--all", action="store_true", help="a mesh of every step")
    record.add_argument(
        "--size", type=values.size, default=(1280, 720), metavar="WxH", help="pixels (default: 1280x720)"
    )
    record.add_argument("--plain", action="store_true", help="no points, no frame, no words")
    record.add_argument("--truth", action="store_true", help="the true shape over the adapted one")
    record.add_argument(
        "--iso", type=values.number, default=0.0, metavar="C", help="the level set at this value (default: 0)"
    )
    record.add_argument(
        "--slice",
        type=values.plane,
        metavar="PLANE",
        help="a slice with isolines: z:0.1, or a direction, 1,0.5,0:0.1 (3D)",
    )
    record.add_argument("--residual", action="store_true", help="colour the observed points by their residual")
    record.add_argument("--imagined", action="store_true", help="colour what is far from every observed point")
    add_colors(record, "a picture or a film")
    record.add_argument("--dark", action="store_true", help="dark colours")
    record.add_argument("--turntable", action="store_true", help="turn one step instead of showing all (3D films)")
    record.add_argument("--seconds", type=values.number, default=6.0, metavar="S", help="length of a film (default: 6)")
    record.add_argument("--fps", type=values.positive, default=25, metavar="N", help="pictures a second (default: 25)")
    record.add_argument(
        "--resolution", type=values.resolution, metavar="R", help="lattice cells a side (default: 128, html 64)"
    )
    record.add_argument("--device", choices=DEVICES, default="auto", help="where to compute (default: auto)")
    record.add_argument("--progress", action="store_true", help="a JSON line for every part that is done")


def add_plot(verbs: Any) -> None:  # noqa: ANN401 (as above)
    """The verb `plot`."""
    plot = verbs.add_parser(
        "plot",
        help="draw a plot as SVG, PDF, PNG or CSV: of run.json, probe.json, a session, or of a race on a shape",
        description="Write OUT (svg, pdf, png or csv) of INPUT: run.json of adapt, probe.json of probe, a session, or "
        "with --race a shape.",
    )
    plot.add_argument(
        "input", type=named, metavar="INPUT", help="run.json, probe.json, a session, or a shape with --race"
    )
    plot.add_argument("out", type=path, metavar="OUT", help="file to write")
    plot.add_argument("--of", metavar="NAME", help="curves; gradient, update, cosine, steps, tasks, rates, slice, dial")
    plot.add_argument("--for", dest="purpose", choices=("paper", "slides", "screen"), default="paper",
                      help="size, letters and lines (default: paper)")  # fmt: skip
    add_maps(plot)
    plot.add_argument("--range", default="shown", metavar="R", help="of colours: shown, fitted, symmetric, LOW:HIGH")
    plot.add_argument("--no-labels", action="store_true", help="isolines without their numbers")
    plot.add_argument("--race", metavar="NAME,...", help="race these checkpoints on INPUT")
    plot.add_argument("--clock", choices=("steps", "seconds"), default="steps", help="what a race goes by (steps)")
    plot.add_argument("--steps", type=values.positive, default=50, metavar="K", help="of each in a race (default: 50)")
    plot.add_argument(
        "--seconds", type=values.number, default=5.0, metavar="S", help="of each by the clock (default: 5)"
    )
    plot.add_argument("--observe", choices=OBSERVE_KINDS, help="what a race sees (default: as the first was trained)")
    plot.add_argument("--points", type=values.positive, metavar="N", help="observed points of a race")
    plot.add_argument("--seed", type=values.seed, default=0, metavar="S", help="of the observation (default: 0)")
    plot.add_argument("--device", choices=DEVICES, default="auto", help="where to compute (default: auto)")


def add_runs(verbs: Any) -> None:  # noqa: ANN401 (as above)
    """The verb `runs`."""
    runs = verbs.add_parser(
        "runs",
        help="keep sessions in a table of runs, list it, export it, compare two of its runs or two sessions",
        description="The table of kept runs, in the folder of your data.",
    )
    parts = runs.add_subparsers(dest="part", required=True, metavar="PART")
    every = parts.add_parser("list", help="a line for each, the newest first, with the number that names it")
    hold = parts.add_parser("keep", help="add a copy of a session to the table")
    hold.add_argument("session", type=path, metavar="SESSION", help="a session (.metasdf)")
    hold.add_argument("--notes", default="", metavar="TEXT", help="what to remember of it")
    export = parts.add_parser("export", help="write the table as CSV")
    export.add_argument("out", type=path, metavar="OUT.csv", help="file to write")
    compare = parts.add_parser("compare", help="how far the surfaces of two lie apart, and the volume they share")
    compare.add_argument("first", type=named, metavar="A", help="a session (.metasdf), or a number of the list")
    compare.add_argument("second", type=named, metavar="B", help="the other one")
    compare.add_argument("--resolution", type=values.resolution, metavar="R", help="lattice cells (64, 2D 192)")
    for part in (every, hold, export, compare):
        part.add_argument("--folder", type=path, metavar="DIR", help="where they are kept (default: your data)")
    for part in (every, compare):
        part.add_argument("--json", action="store_true", help="print JSON")


def add_refine(verb: argparse.ArgumentParser) -> None:
    """How far past the trained steps."""
    verb.add_argument(
        "--refine", nargs="?", type=values.refinement, const="best", metavar="N",
        help="go on after the trained steps, N steps or as many as serve best, until the observed points fit",
    )  # fmt: skip


def _add_changes(adapt: argparse.ArgumentParser) -> None:
    """What may be changed about the run of a method (core.methods.overrides)."""
    adapt.add_argument(
        "--rate-scale", type=values.number, default=1.0, metavar="X", help="factor on every rate: 0.01 to 100"
    )
    adapt.add_argument("--loss", choices=tuple(POINT_LOSSES), help="what is descended (default: as trained)")
    adapt.add_argument(
        "--optimizer", choices=("sgd", "adam"), help="one constant rate, or Adam, in place of learned rates"
    )
    adapt.add_argument(
        "--frozen-layers", type=values.layers, default=(), metavar="L,...", help="layers that stay as they are, from 0"
    )
    adapt.add_argument(
        "--from-step", type=values.natural, default=0, metavar="J", help="step from which these four hold (default: 0)"
    )
    adapt.add_argument(
        "--changes",
        type=values.changes,
        default=(),
        metavar="JSON",
        help='several changes one after the other, as "Copy as Command" writes them',
    )


def _add_input(verb: argparse.ArgumentParser, *, stated: bool = False) -> None:
    """What is adapted, and what is seen of it. stated: a text may tell all of it."""
    verb.add_argument(
        "input",
        type=named,
        nargs="?" if stated else None,
        metavar="INPUT",
        help=f"{in_words()} with a number: train-images-idx3-ubyte.gz#42",
    )
    verb.add_argument(
        "--checkpoint",
        type=named,
        required=not stated,
        metavar="NAME",
        help="a bundled checkpoint, a folder, or scratch",
    )
    if stated:
        verb.add_argument(
            "--state", default="", metavar="TEXT", help='input, checkpoint and all, as "Copy State as Text" writes them'
        )
    verb.add_argument("--observe", choices=OBSERVE_KINDS, help="what is seen of the input (default: as trained)")
    verb.add_argument("--points", type=values.positive, metavar="N", help="observed points (default: as trained)")
    verb.add_argument(
        "--conditions",
        type=values.conditions,
        metavar="JSON",
        help='views, noise, outliers, holes and hidden regions, as "Copy as Command" writes them',
    )
    verb.add_argument(
        "--placement",
        type=values.placement,
        metavar="JSON",
        help='up axis, tilt, yaw, shift and scale of a raw scan, as "Copy as Command" writes them',
    )
    add_camera(verb)
    add_trim(verb)
