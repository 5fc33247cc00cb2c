"""The input of a verb in its place, and the checkpoint that adapts to it; or what a state tells of both."""

from __future__ import annotations

import argparse
from typing import Any

from app.cli.console import remark
from app.cli.scene_options import seen_by
from app.document.statetext import state_of
from app.engine.stating import at_hand
from core.analysis.trimming import arranged
from core.errors import UserError
from core.observation.observation_spec import ObservationSpec, ObserveKind, Placement
from core.readers.load import load
from core.runs.checkpoint import Checkpoint, load_checkpoint, scratch_name
from core.runs.defaults import check_dimension
from core.shapes.base import Scan, Source, remark_on
from core.storage.typed import unusual


def asked_for(options: argparse.Namespace) -> tuple[Source, Checkpoint]:
    """The input in its place, and the checkpoint that fits it. Raises UserError where they do not go together."""
    options.input = seen_by(options.input, getattr(options, "camera", None))
    source = load(options.input)
    if said := remark_on(source):
        remark(said)
    checkpoint = load_checkpoint(scratch_name(options.checkpoint, source.dim))
    if options.placement is not None or options.trim:
        if not isinstance(source, Scan):
            raise UserError(f"{options.input} has its place already; --placement and --trim are for raw scans.")
        source = arranged(source, options.trim, options.placement or Placement())
    check_dimension(source, checkpoint)
    return source, checkpoint


def seen_document(options: argparse.Namespace, kind: ObserveKind, points: int) -> dict[str, Any]:
    """What is seen of the input, as JSON values: of conditions and placement what is not as usual."""
    return {
        "observe": kind, "points": points, "seed": options.seed,
        "conditions": unusual(options.conditions or ObservationSpec()),
        "placement": unusual(options.placement or Placement()),
        "trim": [trim.document for trim in options.trim or ()],
    }  # fmt: skip


def told_options(options: argparse.Namespace) -> argparse.Namespace:
    """The options of `adapt`, with those that --state tells. Raises UserError where both or neither tell the input."""
    if not options.state:
        if not (options.input and options.checkpoint):
            raise UserError("Name an INPUT and its --checkpoint, or give a --state.")
        return options
    if options.input or options.checkpoint:
        raise UserError("--state tells the input and the checkpoint; leave INPUT and --checkpoint away.")
    state = at_hand(state_of(options.state))
    usual = state.placement == Placement()
    told = {
        "input": state.input, "checkpoint": state.checkpoint, "observe": state.observe,
        "points": state.points, "seed": state.seed, "conditions": state.conditions,
        "placement": None if usual else state.placement,
        "steps": state.step if options.steps is None else options.steps,
    }  # fmt: skip
    return argparse.Namespace(**{**vars(options), **told})
