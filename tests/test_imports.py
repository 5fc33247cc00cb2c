"""Who may import whom, and what may not be imported before it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HEAVY = ("torch", "numpy", "scipy", "trimesh", "igl", "skimage", "PySide6", "vtkmodules", "pyvista", "rich", "PIL")
CORE = sorted((ROOT / "core").rglob("*.py"))


def loaded_after(statement: str) -> set[str]:
    """Names of `HEAVY` packages that a statement brings into a fresh interpreter."""
    code = f"import sys\n{statement}\nprint(*(m for m in {HEAVY!r} if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split()) if done.stdout.strip() else set()


def test_the_layers_hold():
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_command_line_starts_light():
    assert loaded_after("import main, app.cli.main; app.cli.main.build_parser()") == set()


def test_the_preflight_starts_light():
    assert loaded_after("from app.system import preflight; preflight.window_problem()") == set()


def test_the_window_starts_without_the_engine():
    """The shell is painted before torch, pyvista and trimesh are imported."""
    assert loaded_after("import app.window.application") <= {"PySide6", "numpy"}


@pytest.mark.parametrize("path", CORE, ids=lambda path: str(path.relative_to(ROOT)))
def test_core_neither_prints_nor_unpickles(path):
    names = {node.id for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Name)}
    attributes = {node.attr for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)}
    assert "print" not in names
    assert not names & {"pickle", "cPickle", "joblib"}
    assert "unsafe_load" not in attributes
    assert "allow_pickle=True" not in path.read_text()
