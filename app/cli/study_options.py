"""What the verbs on data sets and on the machine take: gallery, prepare, train, evaluate, bench, doctor."""

from __future__ import annotations

from typing import Any

from app.cli import arguments as values
from app.cli.arguments import DEVICES, OBSERVE_KINDS, named, path
from app.cli.run_options import add_refine

SUITES = ("2d", "3d", "ood", "speed", "real")
SORTS = ("iou", "l1", "chamfer_x1000", "context_loss", "method_seconds", "spread")
"""Those of core.evaluation.gallery, which is too heavy to be asked here."""


def add_gallery(verbs: Any) -> None:  # noqa: ANN401 (argparse has no public type for it)
    """The verb `gallery`."""
    gallery = verbs.add_parser(
        "gallery",
        help="adapt a checkpoint to a whole data set; write a CSV file, thumbnails and JSON, worst first",
        description="Adapt a checkpoint to every shape of INPUTS. Write results/, thumbnails/, gallery.json, "
        "gallery.csv (worst first) and summary.json. The same command goes on where it was stopped.",
    )
    gallery.add_argument(
        "inputs",
        nargs="+",
        type=named,
        metavar="INPUTS",
        help="folders, files, ranges of MNIST pictures (train-images-idx3-ubyte.gz#55000-55099), of procedural shapes "
        "(furniture:test#0-99, outlines:val#0-9), or 'bundled'",
    )
    gallery.add_argument(
        "--checkpoint", type=named, required=True, metavar="NAME", help="a bundled checkpoint, or a folder or file"
    )
    gallery.add_argument("--out", type=path, required=True, metavar="DIR", help="folder of the gallery")
    gallery.add_argument("--observe", choices=OBSERVE_KINDS, help="what is seen of each shape (default: as trained)")
    gallery.add_argument(
        "--points", type=values.positive, default=0, metavar="N", help="observed points (default: as trained)"
    )
    gallery.add_argument("--conditions", type=values.conditions, metavar="JSON", help="as for adapt")
    gallery.add_argument("--steps", type=values.natural, metavar="K", help="gradient steps (default: as trained)")
    add_refine(gallery)
    gallery.add_argument(
        "--seed", type=values.seed, default=0, metavar="S",
        help="seed of the first observation, and one more for each following shape (default: 0)",
    )  # fmt: skip
    gallery.add_argument(
        "--resolution", type=values.resolution, metavar="R", help="lattice cells a side (default: 64, 2D 96)"
    )
    gallery.add_argument("--spread", type=values.members, default=0, metavar="N", help="as for adapt")
    gallery.add_argument("--sort", choices=SORTS, default="iou", help="metric that sorts the CSV file (default: iou)")
    gallery.add_argument("--device", choices=DEVICES, default="auto", help="where to compute (default: auto)")


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
    prepare.add_argument("--seed", type=values.seed, default=0, metavar="S", help="seed of the samples (default: 0)")
    prepare.add_argument(
        "--workers",
        type=values.positive,
        metavar="N",
        help="parallel processes (default: one less than there are cores)",
    )


def add_train(verbs: Any) -> None:  # noqa: ANN401 (as above)
    """The verb `train`."""
    train = verbs.add_parser("train", help="train a checkpoint", description="Train the checkpoint that CONFIG tells.")
    train.add_argument("config", type=path, metavar="CONFIG.toml", help="what to train, on what, for how long")
    again = train.add_mutually_exclusive_group()
    again.add_argument("--resume", action="store_true", help="go on from the last saved state, if there is one")
    again.add_argument("--restart", action="store_true", help="begin anew, in the place of what is there")
    where = train.add_mutually_exclusive_group()
    where.add_argument("--out", type=path, metavar="DIR", help="folder (default: your own checkpoints, by its name)")
    where.add_argument("--bundled", action="store_true", help="rebuild the checkpoint that comes with the program")
    train.add_argument("--live", action="store_true", help="a JSON line a step, and a checkpoint at every save")
    train.add_argument(
        "--minutes",
        type=values.number,
        metavar="M",
        help="with --live: as many outer steps as fit, for those of CONFIG",
    )
    train.add_argument("--tensorboard", action="store_true", help="log to DIR/events for TensorBoard (optional extra)")
    train.add_argument("--real", type=path, metavar="DIR", help="score meshes in the subfolders of DIR as well")
    train.add_argument("--device", choices=DEVICES, default="auto", help="where to compute (default: auto)")


def add_evaluate(verbs: Any) -> None:  # noqa: ANN401 (as above)
    """The verb `evaluate`."""
    evaluate = verbs.add_parser(
        "evaluate",
        help="compare all methods on unseen shapes; write a table and plots",
        description="Compare methods on shapes that none was trained on and write table.json, table.md, runs.json, "
        "about.json, error-steps.png and error-seconds.png. Stopped or killed, the same command goes on.",
    )
    evaluate.add_argument(
        "--suite", choices=SUITES, required=True, help="digits, furniture, far from both, time, or real"
    )
    evaluate.add_argument(
        "--methods", nargs="+", metavar="METHOD", help="metasdf, autodecoder-concat, poisson, ... (default: all)"
    )
    evaluate.add_argument("--data", type=path, metavar="PATH", help="your own shapes: a folder, or an MNIST file")
    evaluate.add_argument(
        "--real", type=path, metavar="DIR", help="folder with a folder of meshes for each class (ood, real)"
    )
    evaluate.add_argument("--checkpoints", type=path, metavar="DIR", help="in place of the bundled checkpoints")
    evaluate.add_argument(
        "--count", type=values.positive, metavar="N", help="shapes of each condition (default: by suite)"
    )
    evaluate.add_argument(
        "--resolution", type=values.resolution, metavar="R", help="lattice cells (default: 256, 3D 128)"
    )
    evaluate.add_argument(
        "--refine", action="store_true", help="methods that refine get a second row: after their refinement"
    )
    evaluate.add_argument("--device", choices=DEVICES, default="auto", help="where to compute (default: auto)")
    evaluate.add_argument("--out", type=path, required=True, metavar="DIR", help="folder to write")
    evaluate.add_argument("--restart", action="store_true", help="measure anew, in the place of what is there")


def add_bench(verbs: Any) -> None:  # noqa: ANN401 (as above)
    """The verb `bench`."""
    bench = verbs.add_parser("bench", help="time one part of the program", description="Time one part.")
    bench.add_argument("part", choices=("levelset", "step", "frame", "train", "ui"))
    bench.add_argument("--device", choices=DEVICES, default="auto", help="where to compute (default: auto)")
    bench.add_argument(
        "--threads", type=values.positive, metavar="N", help="processor threads (default: as many as the window)"
    )
    bench.add_argument("--json", action="store_true", help="print one JSON object")


def add_doctor(verbs: Any) -> None:  # noqa: ANN401 (as above)
    """The verb `doctor`."""
    words = "say what the program stands on, and what to do about each fault"
    verbs.add_parser("doctor", help=words, description=f"{words.capitalize()}: for reports of faults.")
