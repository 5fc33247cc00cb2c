"""Bringing a raw scan into the canonical frame: which axis is up, turn, size and place; and a search for the turn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import get_args

import numpy as np

from core.errors import UserError
from core.methods.base import Method
from core.observation.observation_spec import Axis, Placement
from core.observation.observe import ObserveKind, observe
from core.shapes.base import Normalization, Scan

YAWS = 24
"""Turns that a search tries: every 15 degrees."""


def up_rotation(up: Axis) -> np.ndarray:
    """(3, 3) rotation that brings the axis to +y by a quarter or half turn."""
    x, y, z = np.eye(3)
    rows = {
        "+y": (x, y, z), "-y": (x, -y, -z), "+z": (x, z, -y), "-z": (x, -z, y), "+x": (-y, x, z), "-x": (y, -x, z)
    }  # fmt: skip
    return np.array(rows[up])


def rotation(placement: Placement) -> np.ndarray:
    """(3, 3): the up axis to y, then the tilts about x and z, then the turn about y."""
    turn, pitch, roll = (_about(a, d) for a, d in ((1, placement.yaw), (0, placement.pitch), (2, placement.roll)))
    return turn @ roll @ pitch @ up_rotation(placement.up)


def _about(axis: int, degrees: float) -> np.ndarray:
    """(3, 3): right-handed rotation about a coordinate axis."""
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    matrix, (i, j) = np.eye(3), ((axis + 1) % 3, (axis + 2) % 3)
    matrix[i, i] = matrix[j, j] = cos
    matrix[j, i], matrix[i, j] = sin, -sin
    return matrix


def placed(scan: Scan, placement: Placement) -> Scan:
    """The scan in its new place; its normalization leads from the file's own coordinates to there.

    Raises UserError for a scale out of range or when no point is left in the box.
    """
    if placement == Placement() or scan.dim != 3:
        return scan
    if not 0.05 <= placement.scale <= 20:
        raise UserError(f"A scan is scaled by 0.05 to 20, not {placement.scale:g}; choose another scale.")
    turn, shift = rotation(placement), np.array(placement.shift)

    def move(points: np.ndarray) -> np.ndarray:
        return (np.asarray(points, np.float64) @ turn.T * placement.scale + shift).astype(np.float32)

    points = move(scan.points)
    inside = (np.abs(points) <= 1).all(axis=1)
    if not inside.any():
        raise UserError(f"No point of {scan.name} is left in the box; move or scale it less.")
    before = scan.normalization
    scale = before.scale * placement.scale
    earlier = np.eye(3) if before.rotation is None else before.rotation
    whole = turn @ earlier
    normalization = Normalization(before.offset + whole.T @ shift / scale, scale, whole)
    return replace(
        scan,
        points=points[inside],
        normals=None if scan.normals is None else (scan.normals[inside] @ turn.T).astype(np.float32),
        eye=None if scan.eye is None else move(scan.eye),
        normalization=normalization,
    )


def dragged(placement: Placement, moved: np.ndarray, centre: np.ndarray) -> Placement:
    """The placement after a box around the placed scan was moved, turned and stretched by hand.

    moved: (4, 4), from where the box was to where it is. centre: (3,) of the box before; it goes where it was dragged
    to. A scan keeps its proportions, so stretching a side makes all of it larger, by the cube root of the volume.
    Up stays the axis that it was unless a tilt of more than a quarter turn would be needed.
    """
    linear = moved[:3, :3]
    left, _, right = np.linalg.svd(linear)
    factor, turn = float(np.cbrt(abs(np.linalg.det(linear)))), left @ right
    scale = min(max(placement.scale * factor, SCALES[0]), SCALES[1])
    factor = scale / placement.scale
    shift = linear @ centre + moved[:3, 3] + factor * turn @ (np.array(placement.shift) - centre)
    up, yaw, pitch, roll = _angles(turn @ rotation(placement), placement.up)
    x, y, z = (float(value) for value in shift.clip(-1, 1))
    return Placement(up, yaw % 360, (x, y, z), scale, pitch, roll)


SCALES = 0.25, 4.0
"""By which a person makes a scan smaller or larger in the window."""


def _angles(turn: np.ndarray, usual: Axis) -> tuple[Axis, float, float, float]:
    """The up axis, yaw, pitch and roll in degrees of a rotation (3, 3); no tilt is more than a quarter turn."""
    from scipy.spatial.transform import Rotation

    def told(up: Axis) -> tuple[Axis, float, float, float]:
        yaw, roll, pitch = Rotation.from_matrix(turn @ up_rotation(up).T).as_euler("YZX", degrees=True)
        return up, float(yaw), float(pitch), float(roll)

    return next(found for found in map(told, (usual, *get_args(Axis))) if abs(found[2]) <= 90)


@dataclass(frozen=True)
class TriedTurn:
    """One turn of a search: yaw in degrees and the context loss after the trained steps, inf where it diverged."""

    yaw: float
    loss: float


def try_yaws(
    scan: Scan, placement: Placement, method: Method, kind: ObserveKind, count: int, seed: int, yaws: int = YAWS
) -> Iterator[TriedTurn]:
    """Adapts to the scan at evenly spread turns, one after the other; the best is the one of least loss.

    The scan is as it was loaded; `placement` gives all but the turn.
    """
    for number in range(yaws):
        yaw = 360.0 * number / yaws
        observation = observe(placed(scan, replace(placement, yaw=yaw)), kind, count, seed)
        state, record = method.start(observation)
        while record.step < method.trained_steps and not record.diverged:
            state, record = method.step(state, observation)
        yield TriedTurn(yaw, float("inf") if record.diverged else record.context_loss)
