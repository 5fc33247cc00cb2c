"""What is known of a shape, as data.

Every known fact about the signed distance s of a point is an interval: an exact distance [s, s], a point of the zero
level set [0, 0], a point of free space [lower, upper]. One residual (core.fields.losses) serves them all.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import torch
from torch import Tensor

from core.observation.hidden_regions import Hidden
from core.observation.observation_spec import ObserveKind


@dataclass(frozen=True)
class Context:
    """Observed points of a batch of tasks, as tensors on the device.

    points: (T, n, dim) in normalised coordinates, [-1, 1]. lower, upper: (T, n), the interval that is known to hold
    the signed distance (see core.fields.losses).
    """

    points: Tensor
    lower: Tensor
    upper: Tensor

    @property
    def tasks(self) -> int:
        return self.points.shape[0]


@dataclass(frozen=True, eq=False)
class Observation:
    """What is known of one shape.

    points: (n, dim) float32, normalised. lower, upper: (n,) float32, bounds of the signed distance at each point.
    eyes: (v, 3) positions of the cameras of a scan, None where there are none. mask: what was hidden, None if nothing.
    normals: (n, 3) float32 unit outward normals of the surface points, NaN at all other points; None where unknown.
    """

    points: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    kind: ObserveKind
    eyes: np.ndarray | None = None
    mask: Hidden | None = None
    normals: np.ndarray | None = None
    _contexts: dict[str, Context] = field(default_factory=dict[str, "Context"], init=False, repr=False)

    @property
    def dim(self) -> int:
        return self.points.shape[1]

    @property
    def eye(self) -> np.ndarray | None:
        """(3,) position of the first camera, None where there is none."""
        return None if self.eyes is None else self.eyes[0]

    @property
    def on_surface(self) -> np.ndarray:
        """(n,) bool: points of the zero level set."""
        return (self.lower == 0) & (self.upper == 0)

    def chosen(self, rows: np.ndarray) -> Observation:
        """The observation of some of its points alone. rows: indices (m,) or bool (n,)."""
        normals = None if self.normals is None else self.normals[rows]
        return replace(self, points=self.points[rows], lower=self.lower[rows], upper=self.upper[rows], normals=normals)

    def context(self, device: torch.device | str = "cpu") -> Context:
        """The same as tensors of a batch of one task, which nobody writes to; carried to a device once."""
        key = str(device)
        if key not in self._contexts:
            points, lower, upper = (torch.tensor(a)[None].to(device) for a in (self.points, self.lower, self.upper))
            self._contexts[key] = Context(points, lower, upper)
        return self._contexts[key]


def observation_of(
    points: np.ndarray, lower: np.ndarray, upper: np.ndarray, kind: ObserveKind, eyes: np.ndarray | None = None
) -> Observation:
    """An observation of points (n, dim) with their bounds (n,), in float32."""
    low, high = lower.astype(np.float32), upper.astype(np.float32)
    return Observation(points.astype(np.float32), low, high, kind, eyes)
