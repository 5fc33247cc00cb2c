"""The parts of a session file: what was observed and the steps of a run, as JSON and arrays by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from torch import Tensor

from core.measures.metrics import Heldout
from core.methods.base import State, StepRecord
from core.observation.hidden_regions import Hidden, Mask, Union
from core.observation.observation import Observation
from core.observation.observation_spec import Region
from core.observation.observe import FEWEST_POINTS, ObserveKind
from core.runs.run import Entry
from core.storage.typed import MisfitError, from_dict, spelled
from core.storage.versions import kept, unknown

SUFFIX = ".metasdf"


@dataclass(frozen=True)
class _Seen:
    """What is said of an observation beside its arrays."""

    kind: ObserveKind
    hidden: tuple[Region, ...] = ()


@dataclass(frozen=True)
class _Step:
    """What is said of a step beside its tensors. state: how many tensors each tuple of its state has."""

    state: Mapping[str, Any]
    record: StepRecord
    heldout: Heldout | None = None


def pack_observation(observation: Observation) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """Its arrays, and the rest as JSON."""
    rest: dict[str, Any] = {"kind": observation.kind, "hidden": _regions(observation.mask)}
    arrays = {name: np.ascontiguousarray(getattr(observation, name)) for name in ("points", "lower", "upper")}
    for name in ("eyes", "normals"):
        if (known := getattr(observation, name)) is not None:
            arrays[name] = np.ascontiguousarray(known)
    return rest, arrays


def _regions(hidden: Hidden | None) -> list[dict[str, Any]]:
    """The planes and discs that hide a part; what is hidden otherwise is not drawn when the session is opened."""
    if isinstance(hidden, Union):
        return [region for part in hidden.parts for region in _regions(part)]
    if not isinstance(hidden, Mask):
        return []
    return [{"kind": hidden.kind, "vector": [float(x) for x in hidden.vector], "value": float(hidden.value)}]


def pack_steps(
    entries: tuple[Entry, ...], first: int = 0, prefix: str = ""
) -> tuple[list[dict[str, Any]], dict[str, Tensor]]:
    """Records from step `first` on as JSON; every tuple of tensors of a state (parameters, memory) by name."""
    tensors: dict[str, Tensor] = {}
    documents: list[dict[str, Any]] = []
    for entry in entries[first:]:
        step, groups = entry.record.step, entry.state.tensors
        names = {name: len(group) for name, group in groups.items()}
        for name, group in groups.items():
            for i, tensor in enumerate(group):
                tensors[f"{prefix}{step}.{name}.{i}"] = tensor.detach().cpu().contiguous().clone()
        documents.append(kept(_step_document(entry, names), entry.others or {}))
    return documents, tensors


def _step_document(entry: Entry, names: dict[str, int]) -> dict[str, Any]:
    """names: how many tensors each tuple of its state has."""
    return {
        "state": names, "record": {f.name: spelled(getattr(entry.record, f.name)) for f in fields(StepRecord)},
        "heldout": entry.heldout and {f.name: spelled(getattr(entry.heldout, f.name)) for f in fields(Heldout)},
    }  # fmt: skip


def unpack_observation(rest: dict[str, Any], arrays: dict[str, np.ndarray]) -> Observation:
    """What `pack_observation` gave. Raises ValueError, KeyError or TypeError when it cannot be."""
    points, lower, upper = (np.asarray(arrays[name], np.float32) for name in ("points", "lower", "upper"))
    count = len(points)
    if points.ndim != 2 or points.shape[1] not in (2, 3) or lower.shape != (count,) or upper.shape != (count,):
        raise MisfitError("its observation does not fit together")
    if count < FEWEST_POINTS or not np.isfinite(points).all() or not (lower <= upper).all():
        raise MisfitError("its observation has numbers that cannot be")
    seen = from_dict(_Seen, rest, "its observation", strict=False)
    masks = tuple(Mask(r.kind, np.array(r.vector, np.float64), r.value) for r in seen.hidden)
    if any(mask.vector.shape != (points.shape[1],) for mask in masks):
        raise MisfitError("it has a hidden region that does not fit")
    eyes = arrays.get("eyes")
    if eyes is not None and (eyes.ndim != 2 or eyes.shape[1] != 3 or not len(eyes)):
        raise MisfitError("its cameras do not fit")
    normals = arrays.get("normals")
    if normals is not None and normals.shape != points.shape:
        raise MisfitError("its normals do not fit")
    mask = None if not masks else masks[0] if len(masks) == 1 else Union(masks)
    return Observation(points, lower, upper, seen.kind, eyes, mask, normals)


def unpack_steps(
    documents: list[dict[str, Any]], tensors: dict[str, Tensor], before: tuple[Entry, ...] = (), prefix: str = ""
) -> tuple[Entry, ...]:
    """The entries `before` and those that `pack_steps` gave. Raises ValueError, KeyError or TypeError."""
    entries = list(before)
    for step, document in enumerate(documents, len(before)):
        told = from_dict(_Step, document, f"its step {step}", strict=False)
        groups = {
            name: tuple(tensors[f"{prefix}{step}.{name}.{i}"] for i in range(count))
            for name, count in told.state.items()
        }
        if told.record.step != step:
            raise MisfitError("its steps are out of order")
        entry = Entry(State(step=step, **groups), told.record, None, told.heldout)
        others = unknown(document, _step_document(entry, dict(told.state)))
        entries.append(replace(entry, others=others) if others else entry)
    if not entries:
        raise MisfitError("it has no steps")
    return tuple(entries)
