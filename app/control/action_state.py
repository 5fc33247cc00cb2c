"""Which actions make sense now."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtGui import QAction

from app.control.actions import BY_KEY, tip_of
from app.document.document import WindowState
from app.system.words import tr

VIEW_KEYS = ("points", "truth", "height", "imagined", "parallel", "axes")
"""Actions that are switches of the view."""

OPEN_KEYS = (
    "play", "step", "back", "first", "last", "save_mesh", "save_picture", "save_session", "copy_command",
    "copy_python", "reset_view", "points", "axes", "export_page", "copy_state", "keep_run",
)  # fmt: skip
"""Actions that something must be open for, and nothing else."""


def enable(actions: Mapping[str, QAction], session: WindowState, kept: int) -> None:
    """Enables and checks actions by what is shown. kept: the last step that cannot be discarded."""
    document = session.document
    source = document.source if document is not None else None
    solid = source is not None and source.dim == 3
    for key in VIEW_KEYS:
        actions[key].setChecked(getattr(session.view, key))
    can = {
        **dict.fromkeys(OPEN_KEYS, source is not None),
        "restart": session.last > kept,
        "truth": source is not None and source.has_truth,
        "height": source is not None and source.dim == 2,
        "parallel": solid or (source is not None and session.view.height),
        **dict.fromkeys(("imagined", "brush"), solid),
        **dict.fromkeys(("scan_here", "scan_more"), source is not None and "scan" in source.kinds),
    }
    reason = _no_refinement(session)
    can["refine"] = not reason
    actions["refine"].setToolTip(tip_of(BY_KEY["refine"], reason))
    for key, able in can.items():
        actions[key].setEnabled(able)


def _no_refinement(session: WindowState) -> str:
    """Why nothing can be refined, as a sentence; "" where it can."""
    document = session.document
    if document is None:
        return tr("Open a shape first")
    if document.run.entries[-1].record.diverged:
        return tr("Nothing can follow a state that is not finite")
    if session.refine_steps:
        return ""
    what = tr("This line, as it was changed,") if document.run.changes else Path(document.run.checkpoint).name
    return tr("{what} has no refinement; steps past the trained ones are extrapolation", what=what)
