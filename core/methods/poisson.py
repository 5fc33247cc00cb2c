"""Screened Poisson reconstruction (Kazhdan and Hoppe 2013) as a method: what is it worth to have learned something?

It knows nothing but the points, and makes a mesh of them in one step. The mesh serves as a field of signed distances,
so that everything that looks at fields looks at it. The reconstruction is pymeshlab's, an optional extra.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from core.errors import UserError
from core.fields.field import NO_NETWORK, FieldFunction, FieldSpec, field_of, nowhere
from core.fields.losses import Loss
from core.methods.base import State, StepRecord, check_dimension, record_at_once
from core.methods.parts import Parts
from core.observation.observation import Observation
from core.shapes.mesh import MeshShape

DEPTH = 7
"""Depth of the octree: cells of 1/128 of the box around the points."""

FEWEST = 4
"""Surface points that a reconstruction needs."""

PATIENCE = 300
"""Seconds after which a reconstruction counts as one without a surface; usual ones take about one."""

UNSEEN: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""On Windows no console opens beside the window."""

WORKER = Path(__file__).with_name("poisson_worker.py")


def missing() -> str:
    """Tell in a sentence why Poisson cannot run here; "" when it can."""
    if find_spec("pymeshlab") is not None:
        return ""
    return 'Poisson reconstruction needs pymeshlab, which is not installed; run pip install "pymeshlab>=2025.7,<2026".'


@dataclass(frozen=True, eq=False)
class Poisson:
    """The adapter (core.methods.base.Method): one step long, and further steps reconstruct anew.

    A state has no parameters; its memory is the mesh: vertices (V, 3) float32 and triangles (F, 3) int64.
    The start is without a mesh, outside everywhere. The clock runs over normals and reconstruction on one thread.
    """

    name: str
    device: torch.device
    depth: int = DEPTH
    loss: Loss = "l2"
    key: str = "poisson"

    @property
    def spec(self) -> FieldSpec:
        return NO_NETWORK

    @property
    def dim(self) -> int:
        return self.spec.dim

    @property
    def trained_steps(self) -> int:
        return 1

    @property
    def refine_steps(self) -> int:
        return 0

    def start(self, observation: Observation) -> tuple[State, StepRecord]:
        """No mesh. Raises UserError: another dimension, too few points of the surface, or pymeshlab is missing."""
        self._check(observation)
        state = self._state(0, np.zeros((0, 3), np.float32), np.zeros((0, 3), np.int64))
        return state, record_at_once(self.field(state), observation, self.loss, 0, 0.0)

    def step(self, state: State, observation: Observation) -> tuple[State, StepRecord]:
        """The mesh of all surface points. Raises UserError as `start` does."""
        self._check(observation)
        vertices, faces, seconds = reconstructed(observation, self.depth)
        after = self._state(state.step + 1, vertices, faces)
        return after, record_at_once(self.field(after), observation, self.loss, after.step, seconds)

    def field(self, state: State) -> FieldFunction:
        """Distance to the mesh, negative where its winding number is at least one half; `nowhere` without a mesh."""
        solid = _solid(state)
        return field_of(solid.sdf if solid else nowhere)

    def variables(self, state: State) -> dict[str, Tensor]:
        """None: there is no network, and no code."""
        return {}

    def gradient(self, state: State, observation: Observation) -> None:
        """The mesh is computed at once, not searched: there is no gradient."""

    def _state(self, step: int, vertices: np.ndarray, faces: np.ndarray) -> State:
        return State((), step, tuple(torch.as_tensor(part).to(self.device) for part in (vertices, faces)))

    def _check(self, observation: Observation) -> None:
        check_dimension(self.name, self.dim, observation)
        count = int(observation.on_surface.sum())
        if count < FEWEST:
            raise UserError(
                f"{self.name} needs points of the surface, and '{observation.kind}' has {count}; "
                "observe 'surface' or 'scan', or choose another method."
            )
        if sentence := missing():
            raise UserError(sentence)


@lru_cache(maxsize=8)
def _solid(state: State) -> MeshShape | None:
    """The mesh of a state as a solid; the field of one state is asked for many times."""
    vertices, faces = (tensor.cpu().numpy() for tensor in state.memory)
    return MeshShape.of_surface(vertices, faces, "poisson") if len(faces) else None


def reconstructed(observation: Observation, depth: int) -> tuple[np.ndarray, np.ndarray, float]:
    """Vertices (V, 3) float32, triangles (F, 3) int64 and seconds, of a process of its own (see the worker).

    Where that process ends with a fault or without an end, there is no surface: V = 0, as for a mesh that is empty.
    """
    known = observation.on_surface
    points = observation.points[known].astype(np.float64)
    normals = np.full_like(points, np.nan) if observation.normals is None else observation.normals[known]
    eyes = np.zeros((0, 3)) if observation.eyes is None else observation.eyes
    with tempfile.TemporaryDirectory(prefix="metasdf-poisson-") as folder:
        given, found = Path(folder, "given.npz"), Path(folder, "found.npz")
        np.savez(given, points=points, normals=normals.astype(np.float64), eyes=eyes, depth=depth)
        command = [sys.executable, "-P", str(WORKER), str(given), str(found)]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE, creationflags=UNSEEN)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
            return np.zeros((0, 3), np.float32), np.zeros((0, 3), np.int64), 0.0
        with np.load(found, allow_pickle=False) as mesh:
            return mesh["vertices"].astype(np.float32), mesh["faces"].astype(np.int64), float(mesh["seconds"])


def adapter(parts: Parts) -> Poisson:
    """Its adapter."""
    return Poisson(parts.name, parts.device)
