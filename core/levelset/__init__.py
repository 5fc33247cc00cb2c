"""The zero level set of a field: pyramid (where to evaluate), meshing, extraction (both together)."""

from core.levelset.extraction import LevelSet, Status, extract, sample_lattice
from core.levelset.meshing import is_closed

__all__ = ["LevelSet", "Status", "extract", "is_closed", "sample_lattice"]
