"""The shown state as text that makes it again: a command line, and Python over `core`. No Qt, nothing heavy."""

from __future__ import annotations

import json
import shlex
from dataclasses import asdict

from app.document.document import Document, ObservationSetup
from app.system.words import tr
from core.methods.overrides import Overrides, changes_document
from core.observation.observation_spec import ObservationSpec, Placement, Trim
from core.storage.resources import COMMAND
from core.storage.typed import unusual

PLAIN = ObservationSpec()


def obstacle(setup: ObservationSetup) -> str:
    """Why a state cannot be written as a recipe, in one sentence; "" when it can."""
    if setup.drawing:
        return tr("A drawing has no file that a command could name; save the session instead.")
    return ""


def command(document: Document, step: int) -> str:
    """The command that takes the same steps, for a POSIX shell."""
    setup = document.setup
    words = [*COMMAND, "adapt", document.source.path, "--checkpoint", setup.checkpoint]
    words += ["--observe", setup.kind, "--points", str(setup.count), "--seed", str(setup.seed)]
    words += _length(document, step)
    if setup.spec != PLAIN:
        words += ["--conditions", json.dumps(unusual(setup.spec))]
    if setup.trims:
        words += ["--trim", json.dumps([trim.document for trim in setup.trims])]
    if setup.placement != Placement():
        words += ["--placement", json.dumps(asdict(setup.placement))]
    if document.run.changes:
        words += ["--changes", json.dumps(changes_document(document.run.changes))]
    words += _as_fine(document, step)
    return shlex.join([*words, "--out", "out"])


def _as_fine(document: Document, step: int) -> list[str]:
    """What makes the surface of the command the one that the window shows and saves."""
    level = document.run.entries[step].level if step < len(document.run.entries) else None
    if level is None:
        return []
    careful = document.run.entries[step].audit is not None
    return ["--resolution", str(level.resolution), *(["--careful"] if careful else [])]


def _length(document: Document, step: int) -> list[str]:
    """How many steps, and how many of them refine."""
    past = step - document.run.trained_steps if document.run.refine_steps else 0
    return ["--steps", str(step - past), "--refine", str(past)] if past > 0 else ["--steps", str(step)]


def python(document: Document, step: int) -> str:
    """A program over `core` that leaves the run in `run`."""
    setup = document.setup
    spec = f", spec={setup.spec!r}" if setup.spec != PLAIN else ""
    shape = f"load({document.source.path!r})"
    if setup.trims:
        shape = f"trimmed({shape}, ({''.join(_trim(trim) + ', ' for trim in setup.trims)}))"
    if setup.placement != Placement():
        shape = f"placed({shape}, {setup.placement!r})"
    needed = [name for name in ("ObservationSpec", "Placement", "Region", "Trim") if f"{name}(" in spec + shape]
    imports = [
        *(["from core.runs.branch import branched, method_for"] if document.run.changes else []),
        "from core.runs.checkpoint import load_checkpoint, method_of",
        *([f"from core.observation.observation_spec import {', '.join(needed)}"] if needed else []),
        "from core.compute.device import pick_device",
        "from core.readers.load import load",
        "from core.observation.observe import observe",
        *(["from core.analysis.alignment import placed"] if "placed(" in shape else []),
        *(["from core.analysis.trimming import trimmed"] if setup.trims else []),
        "from core.runs.run import advance, begin",
        *(["from core.methods.overrides import Overrides"] if document.run.changes else []),
    ]
    body = [
        f"checkpoint = load_checkpoint({setup.checkpoint!r})",
        "method = method_of(checkpoint, pick_device())",
        f"shape = {shape}",
        f"seen = observe(shape, {setup.kind!r}, {setup.count}, seed={setup.seed}{spec})",
        f"run = begin(shape.name, seen, checkpoint, method, seed={setup.seed})",
        *_steps(document, step, spec),
        "print(run.entries[-1].record)",
    ]
    return "\n".join([*imports, "", *body]) + "\n"


def _trim(trim: Trim) -> str:
    """The call that makes it, without what is at its default."""
    return f"Trim({', '.join(f'{name}={value!r}' for name, value in trim.document.items())})"


def _steps(document: Document, last: int, spec: str) -> list[str]:
    """The steps up to `last`, with the changes of a branch on the way."""
    setup, done, before = document.setup, 0, Overrides()
    lines: list[str] = []

    def go_on(to: int) -> None:
        method = "method_for(run, method)" if before != Overrides() else "method"
        if to > done:
            lines.extend([f"for _ in range({to - done}):", f"    run = run.extended(advance(run, {method}))"])

    for change in document.run.changes:
        if change.at > last:
            break
        go_on(change.at)
        count = change.overrides.points or setup.count
        seen = f", observe(shape, {setup.kind!r}, {count}, seed={setup.seed}{spec})"
        other = seen if change.overrides.points != before.points else ""
        lines.append(f"run = branched(run, {change.at}, {change.overrides!r}, method{other})")
        done, before = change.at, change.overrides
    go_on(last)
    return lines
