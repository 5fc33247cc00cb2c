"""Options of the verbs `plot`, `runs` and `prepare`: what each takes, for the parser of app.cli.main."""

from __future__ import annotations

from typing import Any

from app.cli import arguments as values
from app.cli.arguments import DEVICES, OBSERVE_KINDS, named, path
from app.cli.color_options import add_maps


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
    plot.add_argument("--seconds", type=float, default=5.0, metavar="S", help="of each by the clock (default: 5)")
    plot.add_argument("--observe", choices=OBSERVE_KINDS, help="what a race sees (default: as the first was trained)")
    plot.add_argument("--points", type=values.positive, metavar="N", help="observed points of a race")
    plot.add_argument("--seed", type=values.natural, default=0, metavar="S", help="of the observation (default: 0)")
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


def add_prepare(verbs: Any) -> None:  # noqa: ANN401 (as above)
    """The verb `prepare`."""
    prepare = verbs.add_parser(
        "prepare",
        help="sample signed distances of a folder of meshes, in DeepSDF's format, for training on your own shapes",
        description="Sample every mesh in FOLDER and below it: SdfSamples, SurfaceSamples and NormalizationParameters "
        "in DeepSDF's layout, splits/ and report.json. ShapeNetCore v1 and v2 are recognised. The same command goes "
        "on where it was stopped.",
    )
    prepare.add_argument("folder", type=path, metavar="FOLDER", help="folder of meshes (ply, obj, stl, off, glb)")
    what = prepare.add_mutually_exclusive_group(required=True)
    what.add_argument("--out", type=path, metavar="DIR", help="folder to write")
    what.add_argument(
        "--check", action="store_true", help="write nothing: a JSON line for every mesh, usable or why it is not"
    )
    prepare.add_argument(
        "--split",
        type=path,
        action="append",
        metavar="FILE",
        help="prepare only what this file names: DeepSDF's JSON (..._train.json, ..._test.json; may be repeated) or "
        "ShapeNet's all.csv (default: all.csv in FOLDER, else all meshes, split 8 : 1 : 1 by their names)",
    )
    prepare.add_argument("--name", metavar="DATASET", help="name of the data set (default: of the layout or FOLDER)")
    prepare.add_argument(
        "--samples",
        type=values.sample_count,
        default=500_000,
        metavar="N",
        help="distances of each mesh (default: 500000)",
    )
    prepare.add_argument(
        "--surface", type=values.sample_count, default=30_000, metavar="N", help="surface points (default: 30000)"
    )
    prepare.add_argument("--test", action="store_true", help="spread the samples as DeepSDF does for test shapes")
    prepare.add_argument("--seed", type=values.natural, default=0, metavar="S", help="seed of the samples (default: 0)")
    prepare.add_argument(
        "--workers",
        type=values.positive,
        metavar="N",
        help="parallel processes (default: one less than there are cores)",
    )
