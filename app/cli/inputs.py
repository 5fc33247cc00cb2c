"""The input of a verb in its place, and the checkpoint that adapts to it."""

from __future__ import annotations

import argparse

from app.cli.console import console
from core.analysis.placement import placed
from core.errors import UserError
from core.readers.load import load
from core.runs.checkpoint import Checkpoint, load_checkpoint, scratch_name
from core.runs.matching import check_dimension
from core.shapes.base import Scan, Source, remark_on


def asked_for(options: argparse.Namespace) -> tuple[Source, Checkpoint]:
    """The input in its place, and the checkpoint that fits it. Raises UserError where they do not go together."""
    source = load(options.input)
    if remark := remark_on(source):
        console(error=True).print(remark, highlight=False, soft_wrap=True)
    checkpoint = load_checkpoint(scratch_name(options.checkpoint, source.dim))
    if options.placement is not None:
        if not isinstance(source, Scan):
            raise UserError(f"{options.input} has its place already; --placement is for raw scans.")
        source = placed(source, options.placement)
    check_dimension(source, checkpoint)
    return source, checkpoint
