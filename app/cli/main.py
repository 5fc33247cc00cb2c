"""The command line: parsing, progress, and how errors end. No Qt; each verb imports what it needs when it runs."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from app.cli import arguments as values
from app.cli import more_verbs
from app.cli.arguments import DEVICES, OBSERVE_KINDS, named, path
from app.cli.color_options import add_colors
from app.cli.scene_options import add_camera, add_scene, add_trim
from app.system import logbook
from core.errors import UserError
from core.fields.point_losses import POINT_LOSSES
from core.readers.formats import in_words
from core.storage.regular import there
from core.storage.resources import COMMAND

VERBS = {
    "adapt": ("app.cli.adapt", "adapt"), "probe": ("app.cli.probe", "probe"), "gallery": ("app.cli.gallery", "gallery"),
    "record": ("app.cli.record", "record"), "prepare": ("app.cli.prepare", "prepare_verb"),
    "train": ("app.cli.training", "train_verb"), "evaluate": ("app.cli.evaluation", "evaluate_verb"),
    "bench": ("app.cli.bench", "bench"), "doctor": ("app.cli.doctor", "doctor"), "scene": ("app.cli.scene", "scene"),
    "plot": ("app.cli.plot", "plot"), "runs": ("app.cli.runs", "runs"),
}  # fmt: skip
"""Module and function of every verb; a module is imported when its verb is asked for."""

SUITES = ("2d", "3d", "ood", "speed", "real")
SORTS = ("iou", "l1", "chamfer_x1000", "context_loss", "method_seconds", "spread")
"""Those of core.evaluation.gallery, which is too heavy to be asked here."""

SPOKEN = ("bench", "doctor", "runs")
"""Verbs whose result is what they say."""


class _Version(argparse.Action):
    """Says the version, which is looked up only then."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str) -> None:  # noqa: A002 (argparse's word)
        super().__init__(option_strings, dest, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from app.cli.doctor import PROGRAM, program_version

        sys.stdout.write(f"{PROGRAM} {program_version()}\n")
        parser.exit()


def is_command(arguments: Sequence[str]) -> bool:
    """Whether the arguments are for the command line; the others (none, or one file) open the window.

    One word that is neither a verb nor a file nor looks like one ("adpat") is a misspelt verb.
    """
    if not arguments:
        return False
    first = arguments[0]
    if len(arguments) > 1 or first.startswith("-") or first in VERBS:
        return True
    return not (there(first) or Path(first).suffix or os.sep in first or "#" in first)


def build_parser() -> argparse.ArgumentParser:
    """The parser of every verb; `parse_args(...).verb` names the one that was asked."""
    parser = argparse.ArgumentParser(
        prog=COMMAND[-1],
        description="MetaSDF Live adapts a meta-learned neural signed distance field to a partial shape. "
        "Without arguments, or with one file, it opens the window.",
    )
    parser.add_argument("--version", action=_Version, help="say which version this is")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")

    adapt = verbs.add_parser(
        "adapt",
        help="adapt a checkpoint to a shape, step by step; write meshes, a picture, an animation and run.json",
        description="Adapt a checkpoint to INPUT and write step_NN.ply (2D: .svg), preview.png, adaptation.webp and "
        "run.json.",
    )
    _add_input(adapt, stated=True)
    adapt.add_argument("--steps", type=values.natural, metavar="K", help="gradient steps (default: as trained)")
    _add_refine(adapt)
    _add_changes(adapt)
    adapt.add_argument(
        "--seed", type=values.natural, default=0, metavar="S", help="seed of the observation (default: 0)"
    )
    adapt.add_argument("--resolution", type=values.resolution, metavar="R", help="lattice cells a side (default: 128)")
    adapt.add_argument("--device", choices=DEVICES, default="auto", help="where to compute (default: auto)")
    adapt.add_argument("--out", type=path, default=Path("out"), metavar="DIR", help="folder to write (default: out)")
    adapt.add_argument("--careful", action="store_true", help="surfaces as the window shows them at rest (slower)")
    adapt.add_argument("--replace", action="store_true", help="write over the steps of another run in that folder")
    adapt.add_argument("--spread", type=values.members, metavar="N", help="say how far N adaptations to parts differ")
    add_colors(adapt, "pictures")

    _add_probe(verbs)
    _add_record(verbs)
    more_verbs.add_plot(verbs)
    more_verbs.add_runs(verbs)

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
        "--minutes", type=float, metavar="M", help="with --live: as many outer steps as fit, for those of CONFIG"
    )
    train.add_argument("--tensorboard", action="store_true", help="log to DIR/events for TensorBoard (optional extra)")
    train.add_argument("--real", type=path, metavar="DIR", help="score meshes in the subfolders of DIR as well")
    train.add_argument("--device", choices=DEVICES, default="auto", help="where to compute (default: auto)")

    _add_evaluate(verbs)
    add_scene(verbs)
    words = "say what the program stands on, and what to do about each fault"
    verbs.add_parser("doctor", help=words, description=f"{words.capitalize()}: for reports of faults.")

    bench = verbs.add_parser("bench", help="time one part of the program", description="Time one part.")
    bench.add_argument("part", choices=("levelset", "step", "frame", "train", "ui"))
    bench.add_argument("--device", choices=DEVICES, default="auto", help="where to compute (default: auto)")
    bench.add_argument("--threads", type=int, metavar="N", help="processor threads (default: as many as the window)")
    bench.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def _add_gallery(verbs: Any) -> None:  # noqa: ANN401 (argparse does not name its type)
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
    _add_refine(gallery)
    gallery.add_argument(
        "--seed", type=values.natural, default=0, metavar="S",
        help="seed of the first observation, and one more for each following shape (default: 0)",
    )  # fmt: skip
    gallery.add_argument(
        "--resolution", type=values.resolution, metavar="R", help="lattice cells a side (default: 64, 2D 96)"
    )
    gallery.add_argument("--spread", type=values.members, default=0, metavar="N", help="as for adapt")
    gallery.add_argument("--sort", choices=SORTS, default="iou", help="metric that sorts the CSV file (default: iou)")
    gallery.add_argument("--device", choices=DEVICES, default="auto", help="where to compute (default: auto)")


def _add_evaluate(verbs: Any) -> None:  # noqa: ANN401
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


def _add_changes(adapt: argparse.ArgumentParser) -> None:
    """What may be changed about the run of a method (core.methods.overrides)."""
    adapt.add_argument("--rate-scale", type=float, default=1.0, metavar="X", help="factor on every rate: 0.01 to 100")
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


def _add_record(verbs: Any) -> None:  # noqa: ANN401 (argparse has no public type for it)
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
    record.add_argument(
        "--seed", type=values.natural, default=0, metavar="S", help="seed of the observation (default: 0)"
    )
    record.add_argument("--step", type=values.natural, metavar="N", help="which step (default: the one that was shown)")
    record.add_argument("--all", action="store_true", help="a mesh of every step")
    record.add_argument(
        "--size", type=values.size, default=(1280, 720), metavar="WxH", help="pixels (default: 1280x720)"
    )
    record.add_argument("--plain", action="store_true", help="no points, no frame, no words")
    record.add_argument("--truth", action="store_true", help="the true shape over the adapted one")
    record.add_argument("--iso", type=float, default=0.0, metavar="C", help="the level set at this value (default: 0)")
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
    record.add_argument("--seconds", type=float, default=6.0, metavar="S", help="length of a film (default: 6)")
    record.add_argument("--fps", type=values.positive, default=25, metavar="N", help="pictures a second (default: 25)")
    record.add_argument(
        "--resolution", type=values.resolution, metavar="R", help="lattice cells a side (default: 128, html 64)"
    )
    record.add_argument("--device", choices=DEVICES, default="auto", help="where to compute (default: auto)")
    record.add_argument("--progress", action="store_true", help="a JSON line for every part that is done")

    _add_gallery(verbs)
    more_verbs.add_prepare(verbs)


def _add_probe(verbs: Any) -> None:  # noqa: ANN401 (argparse names no public type for it)
    probe = verbs.add_parser(
        "probe",
        help="look into the steps: norms, learned rates, alignment, a slice of the loss, the error along a dial",
        description="Adapt a checkpoint to INPUT and write what its steps are made of: probe.json and CSV tables.",
    )
    _add_input(probe)
    probe.add_argument("--steps", type=values.natural, metavar="K", help="gradient steps (default: as trained)")
    probe.add_argument(
        "--seed", type=values.natural, default=0, metavar="S", help="seed of the observation (default: 0)"
    )
    probe.add_argument("--against", metavar="NAME", help="slice the loss through this solution too; a name or scratch")
    probe.add_argument("--cells", type=values.positive, default=41, metavar="N", help="cells a side of the slice (41)")
    probe.add_argument("--dial", metavar="NAME", help="sweep a dial: rotation, scale, family, noise, sparsity, ...")
    probe.add_argument("--device", choices=DEVICES, default="auto", help="where to compute (default: auto)")
    probe.add_argument("--out", type=path, default=Path("out"), metavar="DIR", help="folder to write (default: out)")
    probe.add_argument("--replace", action="store_true", help="write over what was found of something else there")


def _add_refine(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--refine", nargs="?", type=values.refinement, const="best", metavar="N",
        help="go on after the trained steps, N steps or as many as serve best, until the observed points fit",
    )  # fmt: skip


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


def main(arguments: Sequence[str]) -> int:
    """Runs one verb. Exit codes: 0 done, 2 a mistake in the input (one sentence on stderr), 130 interrupted."""
    from app.system.streams import lenient

    with lenient() as output:
        options = build_parser().parse_args(arguments)
        code = _run(options)
        output.flush()
        left = isinstance(output.fault, BrokenPipeError)  # the reader of a pipe (head) has left, and knows it
        if output.fault is None or left or code:
            return code
        said = options.verb in SPOKEN
        sys.stderr.write(f"Not all could be said ({output.fault}){'' if said else '; the work itself was done'}.\n")
        return 1 if said else 0


def _run(options: argparse.Namespace) -> int:
    module, name = VERBS[options.verb]
    logbook.begin()
    try:
        getattr(import_module(module), name)(options)
    except UserError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted.\n")
        return 130
    except Exception as fault:  # noqa: BLE001 (the last boundary: nothing is hidden, all is shown and noted)
        where = logbook.note(fault, f"running {options.verb}")
        if _scarce(fault):
            sys.stderr.write("There is not enough memory for this; close other programs, or ask for less.\n")
            return 2
        sys.stderr.write(f"{''.join(traceback.format_exception(fault))}This is a fault of the program; {where}.\n")
        return 1
    return 0


def _scarce(fault: Exception) -> bool:
    """Whether there was too little memory, of the machine or of a device."""
    if isinstance(fault, MemoryError) or "torch" in sys.modules:
        from core.fields.scarcity import trouble_of

        return trouble_of(fault) == "scarce"
    return False
