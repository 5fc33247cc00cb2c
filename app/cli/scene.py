"""The verb `scene`: one object of a raw scan, written as a cloud."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.console import say
from app.cli.scene_options import seen_by, trim_of
from app.document.undo_labels import trim_words
from app.render.export import cloud_bytes
from core.analysis.trimming import trimmed, usual_gap
from core.errors import UserError
from core.readers.load import load
from core.shapes.base import Scan
from core.storage.atomic import write_file
from core.storage.claims import check_apart


def scene(options: argparse.Namespace) -> None:
    """Runs the verb. Raises UserError for every fault in what was given."""
    path: Path = options.out
    if path.suffix.lower() != ".ply":
        raise UserError(f"{path} is no PLY by its name; end it in .ply.")
    check_apart(options.input, path)
    scan = load(seen_by(options.input, options.camera))
    if isinstance(scan, Scan) and scan.dim != 3:
        raise UserError(f"{options.input} has points in 2D; give a raw scan, which is in 3D.")
    if not isinstance(scan, Scan):
        raise UserError(f"{options.input} is no raw scan of points; give a cloud or a depth image.")
    gap = options.gap or usual_gap(scan)
    for trim in (*options.first, *(trim_of(kind, value, gap) for kind, value in options.trim)):
        before, scan = scan, trimmed(scan, (trim,))
        words = trim_words(trim)
        say(f"{words[0].upper()}{words[1:]}: {len(scan.points):,} of {len(before.points):,} points.")
    write_file(path, cloud_bytes(scan))
    say(f"Wrote {path} ({len(scan.points):,} points{', with normals' * (scan.normals is not None)}).")
