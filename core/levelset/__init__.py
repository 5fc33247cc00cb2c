"""The zero level set of a field.

lattice: padded lattices. pyramid: where to evaluate. meshing, cubes: surfaces of a lattice, by VTK and on a device.
extraction: all of it as one call. audit: what might have been overlooked. refinement: normals and vertices at rest.
"""

from core.levelset.audit import Audit, audit, pooled
from core.levelset.extraction import LevelSet, Status, extract, sample_lattice
from core.levelset.meshing import is_closed
from core.levelset.refinement import refine_normals

__all__ = ["Audit", "LevelSet", "Status", "audit", "extract", "is_closed", "pooled", "refine_normals", "sample_lattice"]
