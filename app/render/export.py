"""Writes a run to a folder: a mesh (3D) or drawing (2D) of each step, pictures, and run.json. No Qt.

Every file is written under a temporary name and then renamed, so that a reader never sees half of one.
"""

from __future__ import annotations

import json
import math
import shutil
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from app.document.formatting import stage
from core.errors import UserError
from core.levelset import LevelSet
from core.methods.overrides import changes_document
from core.runs.run import Entry, Run
from core.shapes.base import Normalization, Scan
from core.storage.atomic import write_file, write_text

ASIDE = ".metasdf-steps"
"""Folder in an output folder in which the steps wait until all of them are there."""

PACKED = 256
"""Steps whose numbers are packed together while a run is made."""


def ply_bytes(level: LevelSet, normalization: Normalization, spread: np.ndarray | None = None) -> bytes:
    """A 3D level set as a binary PLY in the input's own coordinates; no vertices when there is no surface.

    Positions are double, so that shapes far from their origin keep their detail. spread: (V,) normalised lengths, which
    become a property of that name in the input's own unit.
    """
    more = [] if spread is None else [("spread", "<f4")]
    vertices = np.empty(len(level.vertices), dtype=[("position", "<f8", 3), ("normal", "<f4", 3), *more])
    if spread is not None:
        vertices["spread"] = spread / normalization.scale
    vertices["position"] = normalization.invert(level.vertices)
    vertices["normal"] = normalization.turn_back(level.normals)
    faces = np.empty(len(level.elements), dtype=[("count", "u1"), ("corners", "<i4", 3)])
    faces["count"], faces["corners"] = 3, level.elements
    header = ["ply", "format binary_little_endian 1.0", f"comment MetaSDF Live {level.status} {level.reason}".rstrip()]
    header += [f"element vertex {len(vertices)}", *(f"property double {axis}" for axis in "xyz")]
    header += [*(f"property float n{axis}" for axis in "xyz"), *(f"property float {name}" for name, _ in more)]
    header += [f"element face {len(faces)}", "property list uchar int vertex_indices", "end_header\n"]
    # The header of a PLY is ASCII.
    return "\n".join(header).encode("ascii", "replace") + vertices.tobytes() + faces.tobytes()


def cloud_bytes(scan: Scan) -> bytes:
    """The points of a 3D scan, and its normals where it has them, as a binary PLY in the input's own coordinates."""
    columns: list[tuple[str, str, int]] = [("position", "<f8", 3)]
    columns += [("normal", "<f4", 3)] if scan.normals is not None else []
    rows = np.empty(len(scan.points), dtype=columns)
    rows["position"] = scan.normalization.invert(scan.points)
    header = ["ply", "format binary_little_endian 1.0", f"element vertex {len(rows)}"]
    header += [f"property double {axis}" for axis in "xyz"]
    if scan.normals is not None:
        rows["normal"] = scan.normalization.turn_back(scan.normals)
        header += [f"property float n{axis}" for axis in "xyz"]
    return "\n".join([*header, "end_header\n"]).encode("ascii") + rows.tobytes()


def chains(segments: np.ndarray) -> list[np.ndarray]:
    """Directed segments (E, 2) of vertex indices joined end to end; a closed loop repeats its first vertex last."""
    successor = {int(start): int(end) for start, end in segments}
    pending = dict(successor)
    ends = set(successor.values())
    result = []
    # Open chains first, from the vertices that nothing leads to; what then remains is closed.
    for start in [*(s for s in successor if s not in ends), *successor]:
        if start not in pending:
            continue
        chain = [start]
        while chain[-1] in pending:
            chain.append(pending.pop(chain[-1]))
        result.append(np.array(chain))
    return result


def svg_bytes(level: LevelSet, normalization: Normalization) -> bytes:
    """A 2D level set as a filled SVG drawing in the units of the input (pixels of an image), as the input shows it."""
    low, high = normalization.invert(np.array([[-1.0, -1.0], [1.0, 1.0]]))
    side = float(high[0] - low[0])
    points = normalization.invert(level.vertices)
    points[:, 1] = low[1] + high[1] - points[:, 1]  # y points down in SVG, up in the field
    path = []
    for chain in chains(level.elements):
        closed = chain[0] == chain[-1]
        corners = " ".join(f"{x:.6g},{y:.6g}" for x, y in points[chain[:-1] if closed else chain])
        path.append(f"M {corners}{' Z' if closed else ''}")
    box = f"{low[0]:.6g} {low[1]:.6g} {side:.6g} {side:.6g}"
    text = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="512" height="512">\n'
        f"<title>{level.status}{': ' * bool(level.reason)}{_escape(level.reason)}</title>\n"
        f'<path d="{" ".join(path)}" fill="#7fb3d5" fill-rule="evenodd" stroke="#1a5276" '
        f'stroke-width="{side / 256:.6g}"/>\n</svg>\n'
    )
    return text.encode()


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _number(value: float) -> float | None:
    """JSON has no infinity and no NaN: null stands for both."""
    return float(value) if math.isfinite(value) else None


def _step_document(run: Run, entry: Entry) -> dict[str, Any]:
    level, heldout = entry.level, entry.heldout
    return {
        "step": entry.record.step,
        "stage": stage(entry.record.step, run.trained_steps, run.refine_steps),
        "context_loss": _number(entry.record.context_loss),
        "heldout": None
        if heldout is None
        else {
            "chamfer_x1000": _number(heldout.chamfer_x1000),
            "iou": _number(heldout.iou),
            "l1": _number(heldout.l1),
        },
        "method_seconds": entry.record.method_seconds,
        "extract_seconds": level.seconds if level else None,
        "evaluations": level.evaluations if level else None,
        "surface": None
        if level is None
        else {
            "status": level.status,
            "vertices": len(level.vertices),
            "faces": len(level.elements),
            "watertight": bool(level.watertight),
        },
    }


def run_document(run: Run, normalization: Normalization, device: str) -> dict[str, Any]:
    """The run as plain JSON values: what was adapted to what, and the numbers of each step.

    A value that is not finite is null: the Chamfer distance of an empty surface, the loss of a diverged field.
    """
    return {**_head(run, normalization, device), "steps": [_step_document(run, entry) for entry in run.entries]}


def _head(run: Run, normalization: Normalization, device: str) -> dict[str, Any]:
    """All but the steps."""
    return {
        "input": run.source,
        "checkpoint": run.checkpoint,
        "method": run.method,
        "device": device,
        "seed": run.seed,
        "trained_steps": run.trained_steps,
        "refine_steps": run.refine_steps,
        "changes": changes_document(run.changes),
        "dim": run.observation.dim,
        "normalization": {
            "offset": [float(value) for value in normalization.offset],
            "scale": float(normalization.scale),
            **({} if normalization.rotation is None else {"rotation": normalization.rotation.tolist()}),
        },
    }


class Steps:
    """The files of a run, written while it is made: of no step more than its numbers has to stay in memory.

    They lie in a folder of their own until `finish` puts them in place, so that an earlier result stays whole. That
    folder goes with the `with` in which they are made, however it is left.
    """

    def __init__(self, normalization: Normalization, dim: int, folder: Path) -> None:
        self._normalization, self._folder, self._aside = normalization, folder, folder / ASIDE
        self._suffix: str = ".svg" if dim == 2 else ".ply"
        self._names: list[str] = []
        self._numbers: list[str] = []
        self._packed: list[bytes] = []
        """The numbers before, a text of PACKED steps each: packed they take a fortieth of what they stand for."""
        self._spread: dict[str, Any] | None = None
        shutil.rmtree(self._aside, ignore_errors=True)  # of a program that was killed

    def __enter__(self) -> Steps:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):  # empty once its files are in place: then it goes without being read
            self._aside.rmdir()
        shutil.rmtree(self._aside, ignore_errors=True)

    def add(self, run: Run) -> None:
        """Writes step_NN.ply (3D) or step_NN.svg (2D) of the last step, if it has a level set; notes its numbers."""
        entry = run.entries[-1]
        self._numbers.append(json.dumps(_step_document(run, entry), allow_nan=False))
        if len(self._numbers) == PACKED:
            self._packed.append(zlib.compress("\n".join(self._numbers).encode()))
            self._numbers.clear()
        if entry.level is not None:
            self._names.append(f"step_{entry.record.step:02d}{self._suffix}")
            serialise = svg_bytes if self._suffix == ".svg" else ply_bytes
            write_file(self._aside / self._names[-1], serialise(entry.level, self._normalization))

    def add_spread(self, level: LevelSet, spread: np.ndarray, told: dict[str, Any]) -> None:
        """The last step again, its spread (V,) with each vertex in 3D; told: what run.json says of it."""
        self._spread = {name: _number(value) if isinstance(value, float) else value for name, value in told.items()}
        if self._names and self._suffix == ".ply":
            write_file(self._aside / self._names[-1], ply_bytes(level, self._normalization, spread))

    def _told(self) -> Iterator[str]:
        """The numbers of all steps, a line of text each."""
        for packed in self._packed:
            yield from zlib.decompress(packed).decode().splitlines()
        yield from self._numbers

    def finish(self) -> list[Path]:
        """Puts the files in place; those of an earlier, longer run go, since they would pass for this one's.

        Raises UserError when they cannot be put there.
        """
        paths = [self._folder / name for name in self._names]
        try:
            for path in paths:
                (self._aside / path.name).replace(path)
            for stale in {*self._folder.glob("step_[0-9]*.ply"), *self._folder.glob("step_[0-9]*.svg")} - {*paths}:
                stale.unlink()
        except OSError as fault:
            told = fault.strerror or "unknown fault"
            raise UserError(f"{self._folder} cannot be written ({told}); choose another --out.") from None
        return paths

    def write_document(self, run: Run, device: str, asked: Mapping[str, Any] | None = None) -> Path:
        """run.json; see `run_document`. run: need not have its surfaces any more. asked: more that it says first."""
        head = {**_head(run, self._normalization, device), **(asked or {})}
        document = {**head, "steps": [json.loads(told) for told in self._told()]}
        document |= {} if self._spread is None else {"spread": self._spread}
        path = self._folder / "run.json"
        write_text(path, json.dumps(document, indent=2, allow_nan=False) + "\n")
        return path


def write_steps(run: Run, normalization: Normalization, folder: Path) -> list[Path]:
    """The files of all steps of a run; see `Steps`."""
    with Steps(normalization, run.observation.dim, folder) as steps:
        for end in range(1, len(run.entries) + 1):
            steps.add(replace(run, entries=run.entries[:end]))
        return steps.finish()


def write_document(run: Run, normalization: Normalization, device: str, folder: Path) -> Path:
    """run.json of the run; see `run_document`."""
    path = folder / "run.json"
    text = json.dumps(run_document(run, normalization, device), indent=2, allow_nan=False)
    write_text(path, text + "\n")
    return path
