"""What of a folder of meshes can be trained on, mesh by mesh, and why the rest cannot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

import numpy as np

from core.errors import UserError
from core.observation.volume import dense_points
from core.prepare.layout import MeshFile, ShapeId
from core.prepare.work import CRASHED, worker_pool
from core.readers.load import load
from core.shapes.mesh import MeshShape

PROBED = 64
"""Points whose signed distance is asked for: what fails there would fail in the training."""


@dataclass(frozen=True)
class SurveyedMesh:
    """One mesh. triangles: 0 where it cannot be read. reason: why it cannot be used, "" where it can."""

    id: ShapeId
    path: str
    triangles: int
    reason: str = ""


def survey(meshes: Sequence[MeshFile]) -> Iterator[SurveyedMesh]:
    """Reads each mesh in a process that may be killed, yielding what became of it, in their order."""
    pool = worker_pool(1)
    try:
        for mesh in meshes:
            try:
                yield pool.submit(look, mesh).result()
            except BrokenProcessPool:
                yield SurveyedMesh(mesh.id, str(mesh.path), 0, f"{mesh.path}: {CRASHED}")
                pool = worker_pool(1)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def look(mesh: MeshFile) -> SurveyedMesh:
    """Reads one mesh as a training would."""
    path, triangles = str(mesh.path), 0
    try:
        shape = load(path)
        if not isinstance(shape, MeshShape):
            raise UserError(f"{path} holds no surface with triangles; leave it out.")
        triangles = len(shape.faces)
        shape.sdf(dense_points(shape, PROBED, np.random.default_rng(0)))
    except UserError as fault:
        return SurveyedMesh(mesh.id, path, triangles, str(fault))
    except ValueError as fault:
        return SurveyedMesh(mesh.id, path, triangles, f"{path}: {fault}.")
    return SurveyedMesh(mesh.id, path, triangles)
