"""From a path and a setup to something that can be stepped. Runs on the engine's thread; imports the engine room."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

import torch

from app.document.document import DRAWING, Document, ObservationSetup
from app.engine.checkpoints import choose_checkpoint
from app.engine.sources import source_info
from app.system.words import tr
from core.analysis.alignment import placed
from core.analysis.trimming import trimmed
from core.compute.device import give_up, given_up, pick_device
from core.compute.patience import patiently
from core.errors import UserError
from core.fields.scarcity import retreat
from core.levelset import LevelSet
from core.measures.metrics import Truth
from core.methods.base import Method, on_device
from core.methods.overrides import Changes, Overrides, latest
from core.observation.coverage import distance_table
from core.observation.observation import Observation
from core.observation.observe import ObserveKind, kinds_of, observe
from core.readers.load import load
from core.runs.branch import MOST_LINES, Branch, branched, method_for
from core.runs.checkpoint import (
    Checkpoint,
    bundled_checkpoints,
    load_checkpoint,
    method_of,
)
from core.runs.defaults import natural_kind, true_level, truth_of
from core.runs.identity import file_hash
from core.runs.run import Entry, Run, Urgent, begin, careful, preview, score
from core.runs.session_parts import SUFFIX
from core.shapes.base import Samples, Scan, Source, remark_on
from core.shapes.drawing import erased, from_png, shape_of


@dataclass(frozen=True, eq=False)
class Workspace:
    """A document with what it takes to step and measure it. remark: one sentence on a choice made, or "".

    file, raw: the file that was opened last and its source as it was loaded; they outlast drawings. trimmed: that
    source before its placement, None where it was not needed yet.
    method: of the line that the document shows. own: of the first line, None where that is the same. checkpoint: that
    it was made of, None where it comes out of a session.
    methods: of the other lines, once they were needed: one is read from its checkpoint and changed, once a line.
    """

    document: Document
    source: Source
    method: Method
    truth: Truth | None
    remark: str = ""
    raw: Source | None = None
    trimmed: Source | None = None
    file: str = ""
    own: Method | None = None
    methods: dict[Changes, Method] = field(default_factory=dict, repr=False)
    checkpoint: Checkpoint | None = None

    def on(self, run: Run) -> Workspace:
        """The same for another line of the document. Raises UserError when its checkpoint cannot be read."""
        own = self.own or self.method
        document = self.document if run is self.document.run else replace(self.document, run=run)
        if run.changes not in self.methods:
            self.methods[run.changes] = method_for(run, own)
        return replace(self, method=self.methods[run.changes], own=own, document=document)

    def after(self, entry: Entry) -> Entry:
        """The entry that follows on the line of the document, not yet measured."""
        return Entry(*self.method.step(on_device(entry.state, self.method.device), self.document.run.observation))

    def elsewhere(self, device: torch.device) -> Workspace:
        """The same on another device, from now on. Raises UserError when a checkpoint cannot be read."""
        first = method_of(load_checkpoint(self.document.setup.checkpoint), device)
        opened = replace(self, method=first, own=None, methods={})
        return opened.on(self.document.run)

    def unplaced(self) -> Source | None:
        """What is open before its placement; None of a drawing. Raises UserError: its file can no longer be read."""
        if self.trimmed is not None or self.document.setup.drawing or not self.file:
            return self.trimmed
        raw = load(self.file)
        return trimmed(raw, self.document.setup.trims) if isinstance(raw, Scan) else raw

    def _here(self, entry: Entry) -> Entry:
        """The entry where its method computes: it may have been made before that had to move."""
        state = on_device(entry.state, self.method.device)
        return entry if state is entry.state else replace(entry, state=state)

    def measure(self, entry: Entry, resolutions: dict[int, int]) -> Entry:
        """The entry with its level set and held-out errors."""
        return self.scored(self.preview(entry, resolutions))

    def preview(self, entry: Entry, resolutions: dict[int, int], urgent: Urgent | None = None) -> Entry:
        """The entry with a level set that is quickly there. Raises Interrupted."""
        found = preview(self._here(entry), self.method, resolutions[self.method.dim], urgent)
        return replace(found, state=entry.state)

    def careful(self, entry: Entry, resolutions: dict[int, int], urgent: Urgent | None = None) -> Entry:
        """The entry with a careful, audited level set. Raises Interrupted."""
        found = careful(self._here(entry), self.method, resolutions[self.method.dim], urgent)
        return replace(found, state=entry.state)

    def scored(self, entry: Entry) -> Entry:
        """The entry with its held-out errors where the truth is known."""
        if self.truth is None:
            return entry
        return replace(score(self._here(entry), self.method, self.truth), state=entry.state)

    def true_level(self, resolutions: dict[int, int], urgent: Urgent | None = None) -> LevelSet:
        """The level set of the true shape. Raises UserError when the source has none, and Interrupted."""
        if isinstance(self.source, Scan | Samples):
            raise UserError(tr("{name} is a scan: its true shape is not known.", name=self.source.name))
        return true_level(self.source, resolutions[self.source.dim], urgent)


def retreated(opened: Workspace, fault: Exception) -> tuple[Workspace, str]:
    """What is open, on the processor where its device has failed, and what to say of it, "" for other faults."""
    gone = opened.method.device
    why = retreat(fault, gone)
    if not why:
        return opened, ""
    give_up(gone)
    words = tr(
        "The device {type} {why}; from now on the processor computes. Take the step again.", type=gone.type, why=why
    )
    return in_reach(opened), words


def in_reach(opened: Workspace) -> Workspace:
    """The same, on the processor where its device was given up."""
    return opened.elsewhere(torch.device("cpu")) if given_up(opened.method.device) else opened


def device() -> torch.device:
    """The fastest device; on the processor one core is left for the window."""
    chosen = pick_device()
    if chosen.type == "cpu":
        torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS") or max(1, (os.cpu_count() or 2) - 1)))
    return chosen


def open_source(
    path: str,
    setup: ObservationSetup,
    generation: int,
    before: Workspace | None,
    *,
    strict: bool,
    urgent: Urgent | None = None,
) -> Workspace:
    """Loads a file and begins a run, or restores a session. See `Engine.open`.

    Raises UserError, and Interrupted where something more urgent comes while files are read.
    """
    if path.lower().endswith(SUFFIX):
        from app.engine.session_io import restore

        chosen = device()
        document, source, method, remark = patiently(lambda: restore(path, generation, chosen), urgent)
        return Workspace(document, source, method, truth_of(source, 0), remark, file=document.source.path)
    found = patiently(lambda: file_hash(path), urgent)  # before it is loaded: what then changes is told as changed
    source = patiently(lambda: _loaded(path, setup, before), urgent)
    return _begun(source, found, setup, generation, before, strict=strict)


def observe_anew(
    setup: ObservationSetup, generation: int, before: Workspace | None, *, strict: bool, urgent: Urgent | None = None
) -> Workspace:
    """Begins a run on what is open, or on a drawing. See `Engine.observe`.

    Only what the setup changes is made anew: neither files nor checkpoints are read again that are known.
    Raises UserError, and Interrupted where something more urgent comes while a file is read.
    """
    source = patiently(lambda: _again(setup, before), urgent)
    found = ""
    if source.path != DRAWING:
        same = before is not None and before.document.source.path == source.path
        found = before.document.source.sha256 if before is not None and same else file_hash(source.path)
    return _begun(source, found, setup, generation, before, strict=strict)


def _begun(
    found: Found, sha256: str, setup: ObservationSetup, generation: int, before: Workspace | None, *, strict: bool
) -> Workspace:
    """A run on a source under a setup, with what was left open chosen. Raises UserError."""
    source, path = found.source, found.path
    chosen, remark = choose_checkpoint(source, setup.checkpoint, strict)
    known = before.checkpoint if before is not None and _unchanged(chosen, before) else None
    checkpoint = known or load_checkpoint(chosen)
    if checkpoint.spec.dim != source.dim:
        raise UserError(
            tr(
                "{name} is {dim}D and the checkpoint {name2} is for {dim2}D; choose a {dim}D checkpoint.",
                name=Path(path).name,
                dim=source.dim,
                name2=checkpoint.name,
                dim2=checkpoint.spec.dim,
            )
        )
    kinds = kinds_of(source)
    fit: list[ObserveKind] = [kind for kind in kinds if kind == setup.kind]
    kind = fit[0] if fit else natural_kind(source, checkpoint)
    count = setup.count or checkpoint.context_points
    unknown = bool(setup.drawing) and erased(from_png(setup.drawing)) is not None
    kind = "half" if unknown else "dense" if setup.drawing and kind == "half" else kind
    used = replace(setup, checkpoint=chosen, kind=kind, count=count)
    method = (before.own or before.method) if before is not None and known else method_of(checkpoint, device())
    run = begin(path, observed(source, used), checkpoint, method, setup.seed)
    nearest = distance_table(run.observation)
    document = Document(generation, source_info(source, path, sha256), source.normalization, used, run, nearest=nearest)
    document = replace(document, lines=(Branch(0, -1, 0, run, nearest),))
    truth = before.truth if before is not None and before.source is source else truth_of(source, 0)
    file = before.file if setup.drawing and before is not None else "" if setup.drawing else path
    if before is None or before.raw is not found.raw:  # said once, when the file is read
        remark = f"{remark_on(source)} {remark}".strip()
    return Workspace(document, source, method, truth, remark, found.raw, found.trimmed, file, checkpoint=checkpoint)


def _unchanged(checkpoint: str, before: Workspace) -> bool:
    """Whether it is that of what is open, and bundled: a folder may have been trained anew."""
    return checkpoint == before.document.setup.checkpoint and checkpoint in bundled_checkpoints()


def observed(source: Source, setup: ObservationSetup) -> Observation:
    """What is seen of a source under a setup without open choices. Raises UserError."""
    unknown = erased(from_png(setup.drawing)) if setup.drawing else None
    kind: ObserveKind = setup.kind  # pyright: ignore[reportAssignmentType] (checked by observe)
    return observe(source, kind, setup.count, setup.seed, spec=setup.spec, mask=unknown)


def branch(opened: Workspace, document: Document, at: int, overrides: Overrides, generation: int) -> Document:
    """The document with one line more, which is shown. Raises UserError when that cannot be made."""
    lines, run = document.all_lines, document.run
    if len(lines) >= MOST_LINES:
        raise UserError(
            tr(
                "{most_lines} lines are the most that can be looked at side by side; delete one first.",
                most_lines=MOST_LINES,
            )
        )
    seen, nearest = None, document.nearest
    if overrides.points != latest(run.changes).points:
        seen = observed(opened.source, replace(document.setup, count=overrides.points or document.setup.count))
        nearest = distance_table(seen)
    changed = branched(run, at, overrides, opened.own or opened.method, seen)
    number, shared = max(line.number for line in lines) + 1, min(at, len(changed.entries) - 1)
    line = Branch(number, document.line, shared, changed, nearest)
    document = replace(document, generation=generation, arrival=None, lines=(*lines, line))
    return document.on_line(line.number)


class Found(NamedTuple):
    """A source: as it is observed, as it was loaded, the same trimmed (None: not there), and its path."""

    source: Source
    raw: Source | None
    trimmed: Source | None
    path: str


def _drawn(setup: ObservationSetup, before: Workspace | None) -> Found:
    """What a person drew."""
    if before is not None and before.document.setup.drawing == setup.drawing:
        return Found(before.source, before.raw, None, DRAWING)
    return Found(shape_of(from_png(setup.drawing)), before.raw if before else None, None, DRAWING)


def _loaded(path: str, setup: ObservationSetup, before: Workspace | None) -> Found:
    """What is in a file, after what a setup does to it; a drawing where the setup has one."""
    return _drawn(setup, before) if setup.drawing else _done_to(load(path), path, setup, before)


def _again(setup: ObservationSetup, before: Workspace | None) -> Found:
    """What is open, after what a setup does to it, or a drawing. Raises UserError."""
    if setup.drawing:
        return _drawn(setup, before)
    if before is None or not before.file:
        raise UserError(tr("There is nothing open to observe; open a file first."))
    path, last = before.file, before.document.setup
    if before.document.source.path == path and (last.trims, last.placement) == (setup.trims, setup.placement):
        return Found(before.source, before.raw, before.trimmed, path)
    return _done_to(before.raw or load(path), path, setup, before)


def _done_to(raw: Source, path: str, setup: ObservationSetup, before: Workspace | None) -> Found:
    """A source that was loaded, trimmed and placed."""
    if not isinstance(raw, Scan):
        return Found(raw, raw, raw, path)
    cut = _trimmed(raw, setup, before)
    return Found(placed(cut, setup.placement), raw, cut, path)


def _trimmed(raw: Scan, setup: ObservationSetup, before: Workspace | None) -> Scan:
    """The scan after all that is done to it; what has been done to it before is not done again."""
    if before is None or before.raw is not raw or not isinstance(before.trimmed, Scan):
        return trimmed(raw, setup.trims)
    done = before.document.setup.trims
    if setup.trims[: len(done)] != done:
        return trimmed(raw, setup.trims)
    return trimmed(before.trimmed, setup.trims[len(done) :])
