"""Session files (.metasdf): what a window shows, in a zip of JSON and safetensors. Nothing in it is executed.

session.json holds the request (input, checkpoint, setup), the records of the steps and the view;
observation.safetensors what was observed; states.safetensors the parameters of every step, of branches those that no
earlier line has. The input itself is a
reference with its SHA-256, or goes along (core.runs.carried): where it is missing or has changed, the session goes on
with the observation alone.
"""

from __future__ import annotations

import json
import math
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save as save_arrays
from safetensors.torch import save as save_tensors
from torch import Tensor

from core.methods.overrides import LONGEST_NAME, changes_document, changes_of, latest
from core.observation.observation import Observation
from core.runs.branch import MOST_LINES, Branch, shared_steps
from core.runs.carried import LARGEST as LARGEST_INPUT
from core.runs.carried import Carried
from core.runs.identity import weights_hash
from core.runs.packed import LARGEST, Packed
from core.runs.run import Entry, Run
from core.runs.session_parts import pack_observation, pack_steps, unpack_observation, unpack_steps
from core.shapes.base import Normalization
from core.storage.atomic import save
from core.storage.reading import allow, boundary
from core.storage.regular import regular
from core.storage.room import json_room
from core.storage.tensors import arrays_of, tensors_of, tensors_room
from core.storage.typed import MisfitError, is_table, table_of
from core.storage.versions import current, kept, newest, unknown

JSON_NAME, OBSERVATION_NAME, STATES_NAME = "session.json", "observation.safetensors", "states.safetensors"
WEIGHTS_NAME, INPUT_NAME = "checkpoint.safetensors", "input"
LIMITS = {
    JSON_NAME: 64 << 20, OBSERVATION_NAME: 1 << 30, STATES_NAME: 8 << 30, WEIGHTS_NAME: LARGEST,
    INPUT_NAME: LARGEST_INPUT,
}  # fmt: skip
"""Members that a session file may have (the last two need not be there), and the most bytes that each unpacks to."""

SMALL = 64 << 20
MOST_SHRUNK = 10
"""Past `SMALL` bytes a file unpacks to no more than so many times as much: weights hardly shrink."""


@dataclass(frozen=True, eq=False)
class Session:
    """One saved window.

    source: path of the input, as given ("bundled:NAME" for a file that comes with the program). source_hash,
    checkpoint_hash: SHA-256 of the input and of the weights, "" where unknown. setup: what was asked, JSON values,
    "checkpoint" among them. run: the steps, without level sets. view: what was shown, JSON values.
    branches: lines beside the first, `run`. shown: number of the line that was shown. stale: numbers of the branches
    whose other checkpoint has other weights now than when they were saved; found when reading. first_name: of the first
    line, "" for none. copy: of the checkpoint, shape: the input, where they go with the file. others: what a file told
    that this version does not know, and that is written again.
    """

    source: str
    source_hash: str
    normalization: Normalization
    setup: dict[str, Any]
    checkpoint_hash: str
    run: Run
    view: dict[str, Any]
    branches: tuple[Branch, ...] = ()
    shown: int = 0
    stale: tuple[int, ...] = ()
    first_name: str = ""
    copy: Packed | None = None
    shape: Carried | None = None
    others: Mapping[str, Any] = field(default_factory=dict[str, Any])

    @property
    def lines(self) -> tuple[Branch, ...]:
        """The first line and the branches, each after the one that it left."""
        return Branch(0, -1, 0, self.run, name=self.first_name), *self.branches

    @property
    def shown_run(self) -> Run:
        """The line that was shown."""
        return next(line.run for line in self.lines if line.number == self.shown)


# --- writing


def write_session(path: Path, session: Session) -> None:
    """Writes a session file atomically. Raises UserError when it cannot be written."""
    observation_json, observation_arrays = pack_observation(session.run.observation)
    states, tensors = pack_steps(session.run.entries)
    lines = session.lines
    branches = [
        pack_branch(line, lines[:place], observation_arrays, tensors) for place, line in enumerate(lines) if place
    ]
    document = _document(session, observation_json, states, branches)
    parts = {
        JSON_NAME: json.dumps(document, indent=1, allow_nan=False).encode(),
        OBSERVATION_NAME: save_arrays(observation_arrays),
        STATES_NAME: save_tensors(tensors),
    }
    if session.copy is not None:
        parts[WEIGHTS_NAME] = session.copy.weights
    if session.shape is not None:
        parts[INPUT_NAME] = session.shape.data

    def write(temporary: Path) -> None:
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, data in parts.items():
                # What shrinks to less than a file may (MOST_SHRUNK) stays as it is.
                packing = zipfile.ZIP_STORED if name == INPUT_NAME and len(data) > SMALL else zipfile.ZIP_DEFLATED
                archive.writestr(zipfile.ZipInfo(name), data, packing, 1)

    save(path, write)


def _document(
    session: Session, observation: dict[str, Any], states: list[dict[str, Any]], branches: list[dict[str, Any]]
) -> dict[str, Any]:
    """What session.json holds."""
    own = {
        "format": newest("session"),
        "source": {"path": session.source, "sha256": session.source_hash},
        "normalization": {"offset": session.normalization.offset.tolist(), "scale": session.normalization.scale},
        "setup": session.setup,
        "checkpoint_sha256": session.checkpoint_hash,
        "observation": observation,
        "run": _run_document(session.run, states),
        "branches": branches,
        "names": {str(line.number): line.name for line in session.lines if line.name},
        "shown": session.shown,
        "view": session.view,
        "card": session.copy and session.copy.card,
        "input": session.shape and {"name": session.shape.name},
    }
    return kept(own, session.others)


def _run_document(run: Run, entries: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "source": run.source, "checkpoint": run.checkpoint, "method": run.method,
        "trained_steps": run.trained_steps, "seed": run.seed, "entries": entries,
        "refine_steps": run.refine_steps,
    }  # fmt: skip


def pack_branch(
    line: Branch, earlier: Sequence[Branch], arrays: dict[str, np.ndarray], tensors: dict[str, Tensor]
) -> dict[str, Any]:
    """A branch as JSON; what no earlier line has of it is added to `arrays` and `tensors`."""
    best = max(earlier, key=lambda other: shared_steps(other.run, line.run))
    shared, prefix = shared_steps(best.run, line.run), f"line{line.number}."
    entries, own = pack_steps(line.run.entries, shared, prefix)
    tensors |= own
    known = next((other for other in earlier if other.run.observation is line.run.observation), None)
    observation = None
    if known is None:
        observation, points = pack_observation(line.run.observation)
        arrays |= {prefix + name: array for name, array in points.items()}
    return kept(_branch_document(line, best.number, shared, known and known.number, observation, entries), line.others)


def _branch_document(
    line: Branch,
    steps_of: int,
    shared: int,
    observation_of: int | None,
    observation: dict[str, Any] | None,
    entries: list[dict[str, Any]],
) -> dict[str, Any]:
    other = latest(line.run.changes).checkpoint
    return {
        "number": line.number, "parent": line.parent, "at": line.at, "changes": changes_document(line.run.changes),
        "steps_of": steps_of, "shared": shared, "observation_of": observation_of, "observation": observation,
        "checkpoint_sha256": line.run.weights if other else "", "run": _run_document(line.run, entries),
    }  # fmt: skip


# --- reading


def read_session(path: str | Path) -> Session:
    """Reads and checks a session file. Raises UserError: missing, damaged, foreign, or of a newer version."""
    told, remedy = "is damaged or not a session file", "open the shape itself and save the session again"
    with boundary(f"{path} {told}", remedy, path):
        parts = _members(Path(path))
        document = current("session", table_of(parts[JSON_NAME]), path)
        return _unpacked(document, parts)


def _unpacked(document: dict[str, Any], parts: dict[str, bytes]) -> Session:
    """Raises whatever its reading runs into."""
    arrays, tensors = arrays_of(parts[OBSERVATION_NAME]), tensors_of(parts[STATES_NAME])
    observation = unpack_observation(document["observation"], arrays)
    offset = np.array(document["normalization"]["offset"], np.float64)
    scale = float(document["normalization"]["scale"])
    if offset.shape != (observation.dim,) or not np.isfinite(offset).all() or not 0 < scale < math.inf:
        raise MisfitError("its normalisation does not fit")
    run = _unpack_run(document["run"], observation, unpack_steps(document["run"]["entries"], tensors))
    run = replace(run, weights=str(document["checkpoint_sha256"]))
    names = _names(document.get("names", {}))
    branches = _unpack_branches(document.get("branches", []), run, arrays, tensors)
    branches = tuple(replace(line, name=names.get(str(line.number), "")) for line in branches)
    shown = document.get("shown", 0)
    if shown not in (0, *(line.number for line in branches)):
        raise MisfitError("the line that it shows is not there")
    setup, view = document["setup"], document["view"]
    if not is_table(setup) or not isinstance(setup["checkpoint"], str) or not is_table(view):
        raise MisfitError("its setup is not complete")
    source, source_hash = document["source"]["path"], document["source"]["sha256"]
    stale = stale_branches(document.get("branches", []))
    session = Session(
        str(source), str(source_hash), Normalization(offset, scale), setup,
        str(document["checkpoint_sha256"]), run, view, branches, shown, stale,
        names.get("0", ""), _copy(document, parts), _shape(document, parts),
    )  # fmt: skip
    known = _document(session, pack_observation(observation)[0], [], [])
    return replace(session, others=unknown(document, known))


def _members(path: Path) -> dict[str, bytes]:
    """The members of the zip, whose names and sizes are checked before any is unpacked."""
    with zipfile.ZipFile(regular(path)) as archive:
        sizes = {info.filename: info.file_size for info in archive.infolist()}
        own = set(sizes) | {WEIGHTS_NAME, INPUT_NAME} == set(LIMITS)
        if len(sizes) != len(archive.infolist()) or not own:
            raise MisfitError("it holds other files than a session does")
        if any(size > LIMITS[name] for name, size in sizes.items()):
            raise MisfitError("it is larger than a session can be")
        if sum(sizes.values()) > SMALL + MOST_SHRUNK * sum(info.compress_size for info in archive.infolist()):
            raise MisfitError("it unpacks to far more than it is")
        parts: dict[str, bytes] = {}
        for name, size in sizes.items():
            with archive.open(name) as member:
                parts[name] = member.read(size + 1)  # the size that the directory states may be a lie
            if len(parts[name]) != size:
                raise MisfitError(f"{name} has another size than stated")
    # What its text and the heads of its tensors say may take many times the room of the bytes that they unpack to.
    tensors = (OBSERVATION_NAME, STATES_NAME, WEIGHTS_NAME)
    needed = json_room(parts[JSON_NAME]) + sum(tensors_room(parts[name]) for name in tensors if name in parts)
    allow(needed, path.stat().st_size)
    return parts


def _copy(document: dict[str, Any], parts: dict[str, bytes]) -> Packed | None:
    """The checkpoint that goes with the file. Raises ValueError where only half of it does."""
    card, weights = document.get("card"), parts.get(WEIGHTS_NAME)
    if (card is None) != (weights is None) or not (card is None or is_table(card)):
        raise MisfitError("its checkpoint is not whole")
    return None if card is None or weights is None else Packed(card, weights)


def _shape(document: dict[str, Any], parts: dict[str, bytes]) -> Carried | None:
    """The input that goes with the file. Raises ValueError where only half of it does."""
    told, data = document.get("input"), parts.get(INPUT_NAME)
    name = told.get("name") if is_table(told) else None
    if (told is None) != (data is None) or (data is not None and not (isinstance(name, str) and name)):
        raise MisfitError("its input is not whole")
    return None if data is None else Carried(str(name), data)


def _unpack_run(document: dict[str, Any], observation: Observation, entries: tuple[Entry, ...]) -> Run:
    return Run(
        str(document["source"]), observation, str(document["checkpoint"]), str(document["method"]),
        int(document["trained_steps"]), int(document["seed"]), entries,
        refine_steps=int(document.get("refine_steps", 0)),
    )  # fmt: skip


def _names(document: dict[str, Any]) -> dict[str, str]:
    """Names of lines by number. Raises ValueError."""
    if any(not isinstance(name, str) or len(name) > LONGEST_NAME for name in document.values()):
        raise MisfitError("a line has a name that does not fit")
    return document


def _unpack_branches(
    documents: list[dict[str, Any]], first: Run, arrays: dict[str, np.ndarray], tensors: dict[str, Tensor]
) -> tuple[Branch, ...]:
    if len(documents) >= MOST_LINES:
        raise MisfitError("it has more branches than there can be")
    lines = {0: Branch(0, -1, 0, first)}
    for document in documents:
        if int(document["number"]) <= max(lines) or document["parent"] not in lines:
            raise MisfitError("its branches are out of order")
        line = unpack_branch(document, lines, arrays, tensors)
        lines[line.number] = line
    return tuple(lines.values())[1:]


def unpack_branch(
    document: dict[str, Any], lines: Mapping[int, Branch], arrays: dict[str, np.ndarray], tensors: dict[str, Tensor]
) -> Branch:
    """What `pack_branch` gave. lines: those that are known, by number. Raises ValueError, KeyError or TypeError."""
    number, prefix, shared = int(document["number"]), f"line{int(document['number'])}.", int(document["shared"])
    if document["steps_of"] not in lines:
        raise MisfitError("its branches are out of order")
    before = lines[document["steps_of"]].run.entries
    if not 0 <= shared <= len(before):
        raise MisfitError("a branch shares steps that are not there")
    entries = unpack_steps(document["run"]["entries"], tensors, before[:shared], prefix)
    if document["observation_of"] is None:
        own = {name.removeprefix(prefix): array for name, array in arrays.items() if name.startswith(prefix)}
        observation = unpack_observation(document["observation"], own)
    else:
        observation = lines[document["observation_of"]].run.observation
    if any(observation.dim != line.run.observation.dim for line in lines.values()):
        raise MisfitError("a branch has another dimension")
    run = replace(_unpack_run(document["run"], observation, entries), changes=changes_of(document["changes"]))
    run = replace(run, weights=str(document["checkpoint_sha256"]) or lines[document["steps_of"]].run.weights)
    line, seen = Branch(number, int(document["parent"]), int(document["at"]), run), None
    if document["observation_of"] is None:
        seen = pack_observation(observation)[0]
    known = _branch_document(line, document["steps_of"], shared, document["observation_of"], seen, [])
    return replace(line, others=unknown(document, known))


def stale_branches(documents: list[dict[str, Any]]) -> tuple[int, ...]:
    """Numbers of the branches whose checkpoint is not what it was."""
    others = [(d["number"], latest(changes_of(d["changes"])).checkpoint, d["checkpoint_sha256"]) for d in documents]
    return tuple(int(number) for number, name, saved in others if name and weights_hash(name) not in ("", saved))
