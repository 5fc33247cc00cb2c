"""Euclidean norms, typed: torch leaves open what its own come back as."""

from __future__ import annotations

from typing import cast

from torch import Tensor


def lengths(vectors: Tensor, *, keepdim: bool = False) -> Tensor:
    """Lengths of vectors (..., d): (...), or (..., 1) where their dimension is kept."""
    return cast("Tensor", vectors.norm(dim=-1, keepdim=keepdim))  # pyright: ignore[reportUnknownMemberType]


def length(numbers: Tensor) -> Tensor:
    """The norm of all numbers of a tensor of any shape: ()."""
    return cast("Tensor", numbers.norm())  # pyright: ignore[reportUnknownMemberType]
