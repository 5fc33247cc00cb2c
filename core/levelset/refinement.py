"""What is worth its time when nothing moves: normals from the field itself, and vertices moved onto its zero set."""

from __future__ import annotations

from dataclasses import replace

import torch
from torch import Tensor

from core.compute.vectors import lengths
from core.fields.field import FieldFunction
from core.levelset.extraction import LevelSet
from core.levelset.pyramid import CPU_CHUNK


def refine_normals(field: FieldFunction, level: LevelSet, device: torch.device | str = "cpu") -> LevelSet:
    """The level set with normals along the field's gradient, and each vertex moved by one Newton step along it.

    Gradients come from autograd when the field keeps it for points that require gradients, and else from central
    differences (six evaluations a vertex). Vertices on the caps at the walls of the box, and those where the field is
    flat or not finite, stay as they are. Elements are shared with `level`.
    """
    if len(level.vertices) == 0:
        return level
    cell = 2.0 / level.resolution
    vertices, normals = torch.as_tensor(level.vertices).to(device), torch.as_tensor(level.normals).to(device)
    moved: list[Tensor] = []
    turned: list[Tensor] = []
    for points, old in zip(torch.split(vertices, CPU_CHUNK), torch.split(normals, CPU_CHUNK), strict=True):
        values, slopes = value_and_gradient(field, points, cell / 4)
        steepness = lengths(slopes, keepdim=True)
        move = -values[:, None] * slopes / steepness.square().clamp(min=1e-20)
        trusted = (steepness > 1e-6) & (lengths(move, keepdim=True) < cell) & slopes.isfinite().all(1, keepdim=True)
        moved.append(torch.where(trusted, points + move, points).clamp(-1, 1))
        turned.append(torch.where(trusted, slopes / steepness, old))
    return replace(level, vertices=torch.cat(moved).cpu().numpy(), normals=torch.cat(turned).cpu().numpy())


def value_and_gradient(field: FieldFunction, points: Tensor, step: float) -> tuple[Tensor, Tensor]:
    """Values (n,) and gradients (n, dim) at points; `step`: of the central differences, if those are needed."""
    with torch.enable_grad():
        free = points.detach().clone().requires_grad_()
        values = field(free)
        if values.requires_grad:
            return values.detach(), torch.autograd.grad(values.sum(), free)[0]
    shifts = torch.eye(points.shape[1], device=points.device) * step
    return values, torch.stack([(field(points + s) - field(points - s)) / (2 * step) for s in shifts], 1)
