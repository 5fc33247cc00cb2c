"""Making a pool in parallel processes that may be killed: rows that are there are kept, what breaks is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.errors import UserError
from core.observation.observation import Observation
from core.observation.observe import observe, observed_length
from core.observation.volume import dense_points
from core.prepare.work import worker_pool
from core.readers.load import load
from core.shapes.base import Shape
from core.shapes.catalogue import procedural
from core.shapes.mesh import MeshShape
from core.storage.atomic import write_atomically
from core.training.pools.layout import (
    LEFT_OUT,
    QUERY,
    REFUSED,
    THERE,
    WAITING,
    Kept,
    PoolFiles,
    PoolSpec,
    Row,
    open_array,
    packed,
    seen_file,
)


@dataclass(frozen=True)
class Sampled:
    """What became of one row; reason: why it was left out, "" where it is there."""

    row: Row
    reason: str = ""


def make_pool(files: PoolFiles, workers: int = 1) -> Iterator[Sampled]:
    """Samples the rows that are missing, yielding each as it is done, in any order.

    Closing the iterator stops after the rows at hand; a killed run is continued by the same call.
    """
    refused = Refused.of(files)
    waiting = [int(i) for i in np.flatnonzero(files.state == WAITING)][::-1]
    try:
        while waiting:
            flying: dict[Future[str], int] = {}
            try:
                yield from _flock(files, waiting, flying, refused, workers)
            except BrokenProcessPool:
                # One of those under way has killed its process, and with it the pool: each is tried by itself.
                for index in list(flying.values()):
                    yield _settled(files, index, _alone(files, index), refused)
    finally:
        refused.write()


def _flock(
    files: PoolFiles, waiting: list[int], flying: dict[Future[str], int], refused: Refused, workers: int
) -> Iterator[Sampled]:
    pool = worker_pool(workers)
    try:
        while waiting or flying:
            while waiting and len(flying) < 2 * workers:
                index = waiting.pop()
                flying[pool.submit(sample_row, files.folder, files.spec, files.rows[index], index)] = index
            done, _ = wait(flying, return_when=FIRST_COMPLETED)
            for future in done:
                reason = future.result()
                yield _settled(files, flying.pop(future), reason, refused)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _alone(files: PoolFiles, index: int) -> str:
    with worker_pool(1) as pool:
        try:
            return pool.submit(sample_row, files.folder, files.spec, files.rows[index], index).result()
        except BrokenProcessPool:
            return f"{files.rows[index].name}: the process that read it ended; mend or leave out the mesh."


def _settled(files: PoolFiles, index: int, reason: str, refused: Refused) -> Sampled:
    row = files.rows[index]
    if reason:
        refused.add(row, reason)
    files.state[index] = LEFT_OUT if reason else THERE
    files.state.flush()
    return Sampled(row, reason)


@dataclass(eq=False)
class Refused:
    """Why rows were left out, by their names. Written anew when it has grown by a tenth: not for each of thousands."""

    path: Path
    reasons: dict[str, str]
    written: int

    @classmethod
    def of(cls, files: PoolFiles) -> Refused:
        """Reads what is known; rows that were left out for a reason that a kill has lost wait again."""
        path = files.folder / REFUSED
        try:
            reasons = dict(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            reasons = {}
        for index in np.flatnonzero(files.state == LEFT_OUT):
            if files.rows[index].name not in reasons:
                files.state[index] = WAITING
        return cls(path, reasons, len(reasons))

    def add(self, row: Row, reason: str) -> None:
        self.reasons[row.name] = reason
        if len(self.reasons) > 1.1 * self.written:
            self.write()

    def write(self) -> None:
        if len(self.reasons) > self.written:
            text = json.dumps(self.reasons, indent=1) + "\n"
            write_atomically(self.path, lambda path: path.write_text(text, encoding="utf-8"))
            self.written = len(self.reasons)


def sample_row(folder: Path, spec: PoolSpec, row: Row, index: int) -> str:
    """Samples one row into the files of an open pool; returns why it was left out, "" where it is there.

    What it is given and opens does not grow with the pool: a list of a million rows is neither sent nor read.
    """
    try:
        shape = shape_of_row(row, spec)
        rng = np.random.default_rng([spec.seed, index])
        points = dense_points(shape, spec.query, rng).astype(np.float32)
        points = packed(points) / np.float32(16384)  # distances are exact where the rounded points are
        query = np.concatenate((points, shape.sdf(points)[:, None]), axis=1)
        seen = [_observations(shape, kept, spec.seed + index, rng) for kept in spec.seen]
    except UserError as fault:
        return str(fault)
    except ValueError as fault:
        return f"{row.name}: {fault}."
    open_array(folder, QUERY)[index] = packed(query)
    for kept, values in zip(spec.seen, seen, strict=True):
        open_array(folder, seen_file(kept.kind))[index] = values
    return ""


def shape_of_row(row: Row, spec: PoolSpec) -> Shape:
    """The shape that a row is of. Raises UserError or ValueError with the reason where there is none."""
    if not row.path:
        return procedural(row.family)(row.number, "train")
    shape = load(row.path)
    if not isinstance(shape, MeshShape):
        raise UserError(f"{row.path} holds no surface with triangles; leave it out.")
    if row.number == 0:
        return shape
    rng = np.random.default_rng([spec.seed, row.number, *row.path.encode("utf-8", "surrogateescape")])
    stretched = shape.vertices * np.exp(rng.uniform(-spec.proportion, spec.proportion, 3))
    return MeshShape.from_triangles(stretched, shape.faces, row.name)


def _observations(shape: Shape, kept: Kept, seed: int, rng: np.random.Generator) -> NDArray[np.int16]:
    """(V, M, 5), see core.training.pools.layout."""
    length = observed_length(kept.kind, kept.points)
    seen = (observe(shape, kept.kind, kept.points, 1000 * seed + view) for view in range(kept.views))
    return packed(np.stack([_filled(one, length, rng) for one in seen]))


def _filled(seen: Observation, length: int, rng: np.random.Generator) -> NDArray[np.float32]:
    values = np.concatenate((seen.points, seen.lower[:, None], seen.upper[:, None]), axis=1)
    return values[rng.permutation(len(values))[np.arange(length) % len(values)]]
