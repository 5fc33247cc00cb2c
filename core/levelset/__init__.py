"""The zero level set of a field (see extraction)."""

from core.levelset.extraction import LevelSet, Status, extract, is_closed, sample_lattice

__all__ = ["LevelSet", "Status", "extract", "is_closed", "sample_lattice"]
