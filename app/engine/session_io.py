"""Between a session file and the window. Runs on the engine's thread or a worker; imports the engine room."""

from __future__ import annotations

import math
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from app.document.bookmarks import bookmarks_of
from app.document.bookmarks import packed as packed_bookmarks
from app.document.document import DRAWING, Arrival, Camera, Document, ObservationSetup, View, WindowState, camera_of
from app.document.inspection import Inspect, inspect_of
from app.document.setups import setup_document, setup_of
from app.engine.jobs import PLAYING_RESOLUTION
from app.engine.sources import source_info
from app.system.words import tr
from core.analysis.trimming import arranged
from core.errors import UserError
from core.measures.quantities import QUANTITIES
from core.measures.thumbnail import thumbnail
from core.methods.base import Method
from core.methods.overrides import latest
from core.observation.coverage import distance_table
from core.observation.observation_spec import Placement
from core.runs.branch import Branch, method_for, retaken
from core.runs.carried import carried
from core.runs.checkpoint import Checkpoint, load_checkpoint, method_of
from core.runs.identity import portable_path, weights_hash
from core.runs.kept import is_kept, shown_step
from core.runs.packed import packed, place_of
from core.runs.recovery import is_recovery, read_recovery
from core.runs.reopening import reopen_source, source_place
from core.runs.run import Entry, Run, advance, begin, measure
from core.runs.run import moved as moved_to
from core.runs.session import Session, read_session, write_session
from core.shapes.base import Source
from core.shapes.drawing import erased, from_png, shape_of
from core.storage.atomic import write_file
from core.storage.reading import boundary
from core.storage.typed import MisfitError
from core.storage.versions import kept, unknown


def save(path: Path, shown: WindowState, camera: Camera | None, *, carry: bool = False) -> None:
    """Writes what a window shows; a session that was there before stays beside it as NAME.previous.metasdf.

    carry: its input goes along. Raises UserError: nothing is open, the input is not what it was, or the file cannot be
    written.
    """
    session = session_of(shown, camera)
    if carry and shown.document is not None:
        session = replace(session, shape=carried(shown.document.source.path, session.source_hash))
    if path.is_file():
        write_file(previous(path), path.read_bytes())
    write_session(path, session)


def previous(path: Path) -> Path:
    """Where the session is kept that was in a file before it was saved over."""
    return path.with_name(f"{path.stem}.previous{path.suffix}")


def session_of(shown: WindowState, camera: Camera | None) -> Session:
    """What a window shows, as a session file holds it. Raises UserError when nothing is open."""
    document = shown.document
    if document is None:
        raise UserError(tr("There is nothing open to save; open a shape first."))
    source = document.source.path
    lines = portable_lines(document)
    return Session(
        portable_path(source),
        document.source.sha256,
        document.normalization,
        setup_document(document.setup),
        lines[0].run.weights,
        lines[0].run,
        packed_view(shown, camera),
        lines[1:],
        document.line,
        first_name=lines[0].name,
        copy=packed(document.setup.checkpoint, lines[0].run.weights),
        others=document.others,
    )


def portable_lines(document: Document) -> tuple[Branch, ...]:
    """The lines, with a source that another machine finds too."""
    portable = portable_path(document.source.path)
    return tuple(replace(line, run=replace(line.run, source=portable)) for line in document.all_lines)


def packed_view(shown: WindowState, camera: Camera | None) -> dict[str, Any]:
    """What is seen, and from where, as JSON values."""
    view = {"cursor": shown.cursor, "overlays": asdict(shown.view), "camera": camera and asdict(camera)}
    view["inspect"] = asdict(shown.inspect)
    view["bookmarks"] = packed_bookmarks(shown.bookmarks)
    return view


def restore(path: str, generation: int, device: torch.device) -> tuple[Document, Source, Method, str]:
    """The document of a session file with what it takes to go on, and "" or a remark. Raises UserError.

    Steps are taken anew where the checkpoint has other weights than when they were saved.
    """
    file = Path(path)
    session = read_recovery(file) if is_recovery(file) else read_session(file)
    setup = setup_of(session.setup, file)
    place = place_of(setup.checkpoint, session.checkpoint_hash, file, session.copy, weights_hash)
    source, remark = _source(session, setup, file)
    whole = not remark  # the input is what it was
    if place != setup.checkpoint:
        moved = tr(
            "The checkpoint {checkpoint} has moved or has other weights now; those of the session are in {place}.",
            checkpoint=setup.checkpoint,
            place=place,
        )
        remark = f"{remark} {moved}".strip()
        setup = replace(setup, checkpoint=place)
    checkpoint = load_checkpoint(setup.checkpoint)
    method = method_of(checkpoint, device)
    origin = DRAWING if setup.drawing else source_place(session, file)
    lines = _lines(session, setup, origin, device)
    _check_states(lines, method, file)
    changed = bool(session.checkpoint_hash) and checkpoint.sha256 != session.checkpoint_hash
    if changed or session.stale:
        lines = _retaken(lines, checkpoint, method, changed, session.stale)
        other = (
            tr(
                "The checkpoint {name} has other weights than when the session was saved: steps taken anew.",
                name=checkpoint.name,
            )
            if changed
            else tr("The checkpoint of a branch has other weights than when the session was saved: steps taken anew.")
        )
        remark = f"{remark} {other}".strip()
    shown = next(line for line in lines if line.number == session.shown)
    run = shown.run
    arrival = _arrival(session.view, path, len(run.entries) - 1)
    arrival = replace(arrival, recovered=is_recovery(file), carried=session.shape is not None, kept=is_kept(file))
    info = source_info(source, origin, session.source_hash)
    if setup.kind not in info.kinds:
        setup = replace(setup, kind="as-is")
    moved = bool(setup.placement != Placement() or setup.trims) and whole
    normalization = source.normalization if moved else session.normalization
    document = Document(
        generation, info, normalization, setup, run, arrival=arrival, nearest=shown.nearest, line=shown.number,
        lines=lines, others=_others(session, setup),
    )  # fmt: skip
    return document, source, method, remark


def _check_states(lines: tuple[Branch, ...], method: Method, file: Path) -> None:
    """Raises UserError where a state is not of the field that it belongs to."""
    for line in lines:
        if latest(line.run.changes).checkpoint:
            continue  # of another checkpoint, and taken anew where that is not what it was
        with boundary(f"{file} has steps that do not fit its checkpoint", "save the session again"):
            right = [tensor.shape for tensor in method.start(line.run.observation)[0].params]
            if any([tensor.shape for tensor in entry.state.params] != right for entry in line.run.entries):
                raise MisfitError("the numbers of a step are not as many as its field has")


def _others(session: Session, setup: ObservationSetup) -> dict[str, Any]:
    """What the file tells that is not known here, in setup and view too."""
    view = {"cursor": 0, "overlays": asdict(View()), "camera": None, "inspect": asdict(Inspect())}
    view["bookmarks"] = []
    parts = {"setup": unknown(session.setup, setup_document(setup)), "view": unknown(session.view, view)}
    return kept(session.others, parts)


def _source(session: Session, setup: ObservationSetup, file: Path) -> tuple[Source, str]:
    """The drawing, or the file in its place, and "" or a remark."""
    if setup.drawing:
        return shape_of(from_png(setup.drawing)), ""
    source, remark = reopen_source(session, file)
    return (source if remark else arranged(source, setup.trims, setup.placement)), remark


def _lines(session: Session, setup: ObservationSetup, origin: str, device: torch.device) -> tuple[Branch, ...]:
    """All lines on a device, states that they share still shared, each with the table of its observation."""
    moved: dict[int, Entry] = {}
    tables: dict[int, np.ndarray | None] = {}
    mask = erased(from_png(setup.drawing)) if setup.drawing else None
    lines = []
    for line in session.lines:
        seen = line.run.observation
        if id(seen) not in tables:
            tables[id(seen)] = distance_table(seen)
        for entry in line.run.entries:
            if id(entry) not in moved:
                moved[id(entry)] = moved_to(entry, device)
        run = replace(line.run, source=origin, entries=tuple(moved[id(entry)] for entry in line.run.entries))
        run = replace(run, observation=replace(seen, mask=mask)) if setup.drawing else run
        lines.append(replace(line, run=run, nearest=tables[id(seen)]))
    return tuple(lines)


def _retaken(
    lines: tuple[Branch, ...], checkpoint: Checkpoint, method: Method, all_: bool, stale: tuple[int, ...]
) -> tuple[Branch, ...]:
    """The lines with the steps taken anew of all, or of those that are stale and what left them."""
    done: dict[int, Branch] = {}
    for line in lines:
        run = line.run
        if line.parent >= 0:
            before = done[line.parent]
            if all_ or line.number in stale or before.run is not lines[_place(lines, line.parent)].run:
                other = latest(run.changes).checkpoint
                run = retaken(line, before.run, method)
                run = replace(run, weights=weights_hash(other) if other else before.run.weights)
        elif all_:
            run = _anew(begin(run.source, run.observation, checkpoint, method, run.seed), method, len(run.entries))
        done[line.number] = replace(line, run=run)
    return tuple(done.values())


def _place(lines: tuple[Branch, ...], number: int) -> int:
    return next(place for place, line in enumerate(lines) if line.number == number)


def _anew(run: Run, method: Method, length: int) -> Run:
    while len(run.entries) < length and not run.entries[-1].record.diverged:
        run = run.extended(advance(run, method))
    return run


def _arrival(view: dict[str, Any], path: str, last: int) -> Arrival:
    """Where the window stood; what is missing or does not fit is left at its default."""
    overlays = view.get("overlays")
    overlays = overlays if isinstance(overlays, dict) else {}
    switches = [f.name for f in fields(View) if f.type == "bool" and f.name in overlays]
    chosen: dict[str, Any] = {name: bool(overlays[name]) for name in switches}
    if overlays.get("color") in tuple(QUANTITIES):
        chosen["color"] = overlays["color"]
    low, high = (overlays.get(name) for name in ("low", "high"))
    if (limit := overlays.get("limit")) is not None and chosen.get("color"):  # one end, as earlier versions wrote it
        high, low = limit, -limit * QUANTITIES[chosen["color"]].scale.signed if isinstance(limit, int | float) else None
    if isinstance(low, int | float) and isinstance(high, int | float) and -math.inf < low < high < math.inf:
        chosen |= {"low": float(low), "high": float(high)}
    cursor = view.get("cursor")
    cursor = cursor if isinstance(cursor, int) else last
    inspect = view.get("inspect")
    looked = inspect_of(inspect if isinstance(inspect, dict) else {})
    camera, bookmarks = camera_of(view.get("camera")), bookmarks_of(view.get("bookmarks"))
    return Arrival(min(max(cursor, 0), last), View(**chosen), camera, path, looked, bookmarks=bookmarks)


def picture_of(session: Session) -> bytes:
    """A small PNG of what a session shows; b"" where its checkpoint is not there, or has other weights now."""
    try:
        checkpoint = str(session.setup["checkpoint"])
        if weights_hash(checkpoint) != session.checkpoint_hash:
            return b""
        run, cpu = session.shown_run, torch.device("cpu")
        method = method_for(run, method_of(load_checkpoint(checkpoint), cpu))
        entry = run.entries[shown_step(session)]
        level = measure(entry, method, PLAYING_RESOLUTION[method.dim]).level
        return thumbnail(level, run.observation) if level is not None else b""
    except (UserError, KeyError, RuntimeError):
        return b""
