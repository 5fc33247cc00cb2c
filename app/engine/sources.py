"""What the window tells of a source, whether it was opened from a file or came with a session."""

from __future__ import annotations

from app.document.document import SourceInfo
from core.observation.observe import kinds_of
from core.shapes.base import Samples, Scan, Source


def source_info(source: Source, path: str, sha256: str = "") -> SourceInfo:
    """What the window tells of a source. sha256: of its file."""
    raw = isinstance(source, Scan | Samples)
    return SourceInfo(
        path=path,
        name=source.name,
        dim=source.dim,
        kinds=kinds_of(source),
        has_truth=not raw,
        watertight=None if raw else source.watertight,
        points=len(source.points) if raw else None,
        sha256=sha256,
        measured=getattr(source, "measured", False),
    )
