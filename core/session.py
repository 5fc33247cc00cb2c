"""Session files (.metasdf): what a window shows, in a zip of JSON and safetensors. Nothing in it is executed.

session.json holds the request (input, checkpoint, setup), the records of the steps and the view;
observation.safetensors what was observed; states.safetensors the parameters of every step. The input itself is a
reference with its SHA-256: where it is missing or has changed, the session goes on with the observation alone.
"""

from __future__ import annotations

import hashlib
import json
import math
import zipfile
import zlib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, get_args

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load as load_arrays
from safetensors.numpy import save as save_arrays
from safetensors.torch import load as load_tensors
from safetensors.torch import save as save_tensors
from torch import Tensor

from core.checkpoint import BUNDLED, write_atomically
from core.errors import UserError
from core.load import ASSETS, load
from core.masks import Hidden, Mask, MaskKind, Union
from core.methods.base import State, StepRecord
from core.metrics import Heldout
from core.observe import Observation, ObserveKind
from core.run import Entry, Run
from core.shapes.base import Normalization, Samples, Scan, Source
from core.tasks import is_member

SUFFIX = ".metasdf"
FORMAT = 1
JSON_NAME, OBSERVATION_NAME, STATES_NAME = "session.json", "observation.safetensors", "states.safetensors"
LIMITS = {JSON_NAME: 64 << 20, OBSERVATION_NAME: 1 << 30, STATES_NAME: 8 << 30}
"""Members that a session file may have, and the most bytes that each may unpack to."""

DAMAGE = (KeyError, TypeError, ValueError, AttributeError, EOFError, RuntimeError, NotImplementedError, zlib.error)
"""What the readers of zip, JSON and tensors raise for bytes that are not theirs."""

BUNDLED_MARK = "bundled:"


@dataclass(frozen=True, eq=False)
class Session:
    """One saved window.

    source: path of the input, as given ("bundled:NAME" for a file that comes with the program). source_hash,
    checkpoint_hash: SHA-256 of the input and of the weights, "" where unknown. setup: what was asked, JSON values,
    "checkpoint" among them. run: the steps, without level sets. view: what was shown, JSON values.
    """

    source: str
    source_hash: str
    normalization: Normalization
    setup: dict[str, Any]
    checkpoint_hash: str
    run: Run
    view: dict[str, Any]


def file_hash(path: str | Path) -> str:
    """SHA-256 of a file ("FILE#42": of the file; of a shape of a family: of its name), "" when it cannot be read."""
    text = str(path)
    if is_member(text):
        return hashlib.sha256(text.encode()).hexdigest()
    file = Path(text if Path(text).exists() else text.rsplit("#", 1)[0])
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def weights_hash(checkpoint: str) -> str:
    """SHA-256 of the weights of a checkpoint, bundled or a folder."""
    folder = Path(checkpoint) if (Path(checkpoint) / "card.json").exists() else BUNDLED / checkpoint
    return file_hash(folder / "weights.safetensors")


def portable_path(path: str) -> str:
    """A path that also holds on another machine, for what comes with the program; the others as absolute ones."""
    if is_member(path):
        return path
    if Path(path).resolve().parent == ASSETS:
        return BUNDLED_MARK + Path(path).name
    return str(Path(path).absolute())


def local_path(path: str, beside: Path) -> str:
    """Where the input of a session is here: as saved, or else under the same name beside the session file."""
    if path.startswith(BUNDLED_MARK):
        return str(ASSETS / Path(path.removeprefix(BUNDLED_MARK)).name)
    neighbour = beside.parent / Path(path).name
    return str(neighbour) if not file_hash(path) and file_hash(neighbour) else path


def reopen_source(session: Session, file: Path) -> tuple[Source, str]:
    """The input of a session read from `file`, and "" or one sentence on why only its observation is left."""
    path = local_path(session.source, file)
    found = file_hash(path)
    if found and found == session.source_hash:
        return load(path), ""
    fault = "has changed since the session was saved" if found else "is not there any more"
    remark = f"{Path(path).name} {fault}, so the session goes on with what was observed of it; no true shape is known."
    return observed_source(session, Path(path).name), remark


def observed_source(session: Session, name: str) -> Source:
    """What is left of a shape when only its observation is known: samples of its distance, or a scan."""
    seen, normalization = session.run.observation, session.normalization
    exact = (seen.lower == seen.upper) & ~seen.on_surface
    if exact.any():
        known = seen.lower == seen.upper
        return Samples(seen.dim, name, normalization, seen.points[known], seen.lower[known])
    surface = seen.points[seen.on_surface] if seen.on_surface.any() else seen.points
    return Scan(seen.dim, name, normalization, surface, None, seen.eye)


# --- writing


def write_session(path: Path, session: Session) -> None:
    """Writes a session file atomically. Raises UserError when it cannot be written."""
    observation_json, observation_arrays = _pack_observation(session.run.observation)
    states, tensors = _pack_states(session.run.entries)
    run = session.run
    document = {
        "format": FORMAT,
        "source": {"path": session.source, "sha256": session.source_hash},
        "normalization": {"offset": session.normalization.offset.tolist(), "scale": session.normalization.scale},
        "setup": session.setup,
        "checkpoint_sha256": session.checkpoint_hash,
        "observation": observation_json,
        "run": {
            "source": run.source, "checkpoint": run.checkpoint, "method": run.method,
            "trained_steps": run.trained_steps, "seed": run.seed, "entries": states,
        },
        "view": session.view,
    }  # fmt: skip
    parts = {
        JSON_NAME: json.dumps(document, indent=1, allow_nan=False).encode(),
        OBSERVATION_NAME: save_arrays(observation_arrays),
        STATES_NAME: save_tensors(tensors),
    }

    def write(temporary: Path) -> None:
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, data in parts.items():
                archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED, 1)

    try:
        write_atomically(path, write)
    except OSError as error:
        raise UserError(f"{path} cannot be written ({error.strerror or error}); choose another folder.") from None


def _pack_observation(observation: Observation) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """Its arrays, and the rest as JSON."""
    rest: dict[str, Any] = {"kind": observation.kind, "hidden": _regions(observation.mask)}
    arrays = {name: np.ascontiguousarray(getattr(observation, name)) for name in ("points", "lower", "upper")}
    if observation.eyes is not None:
        arrays["eyes"] = np.ascontiguousarray(observation.eyes)
    return rest, arrays


def _regions(hidden: Hidden | None) -> list[dict[str, Any]]:
    """The planes and discs that hide a part; what is hidden otherwise is not drawn when the session is opened."""
    if isinstance(hidden, Union):
        return [region for part in hidden.parts for region in _regions(part)]
    if not isinstance(hidden, Mask):
        return []
    return [{"kind": hidden.kind, "vector": [float(x) for x in hidden.vector], "value": float(hidden.value)}]


def _pack_states(entries: tuple[Entry, ...]) -> tuple[list[dict[str, Any]], dict[str, Tensor]]:
    """Records as JSON; every tuple of tensors of a state (its parameters, an optimiser's memory) by name."""
    tensors: dict[str, Tensor] = {}
    documents = []
    for entry in entries:
        step, names = entry.record.step, {}
        for field in fields(entry.state):
            value = getattr(entry.state, field.name)
            if isinstance(value, tuple):
                names[field.name] = len(value)
                for i, tensor in enumerate(value):
                    tensors[f"{step}.{field.name}.{i}"] = tensor.detach().cpu().contiguous().clone()
        documents.append({
            "state": names, "record": {f.name: _json(getattr(entry.record, f.name)) for f in fields(StepRecord)},
            "heldout": entry.heldout and {f.name: _json(getattr(entry.heldout, f.name)) for f in fields(Heldout)},
        })  # fmt: skip
    return documents, tensors


def _json(value: Any) -> Any:  # noqa: ANN401 (a field of a record)
    """JSON has no infinity and no NaN: text stands for them."""
    if isinstance(value, tuple):
        return [_json(v) for v in value]
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


# --- reading


def read_session(path: str | Path) -> Session:
    """Reads and checks a session file. Raises UserError: missing, damaged, foreign, or of a newer version."""
    try:
        parts = _members(Path(path))
        document = json.loads(parts[JSON_NAME])
        if document["format"] > FORMAT:
            raise UserError(f"{path} was saved by a newer version of the program; update this one to open it.")
        observation = _unpack_observation(document["observation"], load_arrays(parts[OBSERVATION_NAME]))
        offset = np.array(document["normalization"]["offset"], np.float64)
        scale = float(document["normalization"]["scale"])
        if offset.shape != (observation.dim,) or not np.isfinite(offset).all() or not 0 < scale < math.inf:
            raise ValueError("its normalisation does not fit")
        saved = document["run"]
        run = Run(
            str(saved["source"]), observation, str(saved["checkpoint"]), str(saved["method"]),
            int(saved["trained_steps"]), int(saved["seed"]), _unpack_states(saved["entries"], parts[STATES_NAME]),
        )  # fmt: skip
        setup, view = document["setup"], document["view"]
        if not isinstance(setup, dict) or not isinstance(setup["checkpoint"], str) or not isinstance(view, dict):
            raise ValueError("its setup is not complete")
        source, source_hash = document["source"]["path"], document["source"]["sha256"]
        return Session(
            str(source), str(source_hash), Normalization(offset, scale), setup,
            str(document["checkpoint_sha256"]), run, view,
        )  # fmt: skip
    except OSError as error:
        raise UserError(f"{path} cannot be read ({error.strerror or error}); check the path.") from None
    except UserError:
        raise
    except (*DAMAGE, zipfile.BadZipFile, SafetensorError) as fault:
        reason = f"it lacks {fault}" if isinstance(fault, KeyError) else str(fault) or type(fault).__name__
        raise UserError(
            f"{path} is damaged or not a session file ({reason}); open the shape itself and save the session again."
        ) from None


def _members(path: Path) -> dict[str, bytes]:
    """The members of the zip, whose names and sizes are checked before any is unpacked."""
    with zipfile.ZipFile(path) as archive:
        sizes = {info.filename: info.file_size for info in archive.infolist()}
        if len(sizes) != len(archive.infolist()) or set(sizes) != set(LIMITS):
            raise ValueError("it holds other files than a session does")
        if any(size > LIMITS[name] for name, size in sizes.items()):
            raise ValueError("it is larger than a session can be")
        parts = {}
        for name in LIMITS:
            with archive.open(name) as member:
                parts[name] = member.read(sizes[name] + 1)  # the size that the directory states may be a lie
            if len(parts[name]) != sizes[name]:
                raise ValueError(f"{name} has another size than stated")
        return parts


def _unpack_observation(rest: dict[str, Any], arrays: dict[str, np.ndarray]) -> Observation:
    points, lower, upper = (np.asarray(arrays[name], np.float32) for name in ("points", "lower", "upper"))
    count = len(points)
    if points.ndim != 2 or points.shape[1] not in (2, 3) or lower.shape != (count,) or upper.shape != (count,):
        raise ValueError("its observation does not fit together")
    if count < 2 or not np.isfinite(points).all() or not (lower <= upper).all():
        raise ValueError("its observation has numbers that cannot be")
    if rest["kind"] not in get_args(ObserveKind):
        raise ValueError(f"it has an unknown kind of observation, {rest['kind']!r}")
    masks = tuple(Mask(r["kind"], np.array(r["vector"], np.float64), float(r["value"])) for r in rest["hidden"])
    if any(mask.kind not in get_args(MaskKind) or mask.vector.shape != (points.shape[1],) for mask in masks):
        raise ValueError("it has a hidden region that does not fit")
    eyes = arrays.get("eyes")
    if eyes is not None and (eyes.ndim != 2 or eyes.shape[1] != 3 or not len(eyes)):
        raise ValueError("its cameras do not fit")
    mask = None if not masks else masks[0] if len(masks) == 1 else Union(masks)
    return Observation(points, lower, upper, rest["kind"], eyes, mask)


def _unpack_states(documents: list[dict[str, Any]], data: bytes) -> tuple[Entry, ...]:
    tensors, entries = load_tensors(data), []
    for step, document in enumerate(documents):
        groups = {
            name: tuple(tensors[f"{step}.{name}.{i}"] for i in range(count))
            for name, count in document["state"].items()
        }
        record = document["record"]
        if record["step"] != step:
            raise ValueError("its steps are out of order")
        numbers = {**record, "context_loss": float(record["context_loss"])}
        numbers["update_norms"] = tuple(float(n) for n in record["update_norms"])
        heldout = document["heldout"] and Heldout(**{k: float(v) for k, v in document["heldout"].items()})
        entries.append(Entry(State(step=step, **groups), StepRecord(**numbers), None, heldout))
    if not entries:
        raise ValueError("it has no steps")
    return tuple(entries)
