"""The input of a session file, found again: where it was, beside the file, within it, or as what was observed of it."""

from __future__ import annotations

from pathlib import Path

from core.readers.load import load
from core.runs.carried import unpacked
from core.runs.identity import file_hash, local_path
from core.runs.session import Session
from core.shapes.base import Samples, Scan, Source


def source_place(session: Session, file: Path) -> str:
    """Where the input of a session read from `file` is here: see `local_path`; else unpacked where it went along."""
    path, shape = local_path(session.source, file), session.shape
    if shape is not None and shape.sha256 == session.source_hash != file_hash(path):
        return unpacked(shape)
    return path


def reopen_source(session: Session, file: Path) -> tuple[Source, str]:
    """The input of a session read from `file`, and "" or one sentence on why only its observation is left."""
    path = source_place(session, file)
    found = file_hash(path)
    if found and found == session.source_hash:
        return load(path), ""
    name = Path(path).name
    remark = (
        f"{name} has changed since the session was saved, so the session goes on with what was observed of it; no true "
        "shape is known."
        if found
        else f"{name} is not there any more, so the session goes on with what was observed of it; no true shape "
        "is known."
    )
    return observed_source(session, name), remark


def observed_source(session: Session, name: str) -> Source:
    """What is left of a shape when only its observation is known: samples of its distance, or a scan."""
    seen, normalization = session.run.observation, session.normalization
    exact = (seen.lower == seen.upper) & ~seen.on_surface
    if exact.any():
        known = seen.lower == seen.upper
        return Samples(seen.dim, name, normalization, seen.points[known], seen.lower[known])
    surface = seen.points[seen.on_surface] if seen.on_surface.any() else seen.points
    return Scan(seen.dim, name, normalization, surface, None, seen.eye)
