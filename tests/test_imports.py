"""Who may import whom, and what may not be imported before it is needed."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HEAVY = ("torch", "numpy", "scipy", "trimesh", "igl", "skimage", "PySide6", "vtkmodules", "pyvista", "rich", "PIL")
CORE = sorted((ROOT / "core").rglob("*.py"))


NOTED = """
import json, sys

class Noted:
    by = {}

    def find_spec(self, name, path=None, target=None):
        if name in HEAVY:
            frame = sys._getframe(1)
            while frame is not None and not frame.f_code.co_filename.startswith(ROOT):
                frame = frame.f_back
            self.by.setdefault(name, frame and frame.f_code.co_filename.removeprefix(ROOT))

sys.meta_path.insert(0, Noted())
"""
"""Notes which file of ours was the first to import something heavy."""


def too_early(statement: str, *wanted: str) -> list[str]:
    """What of `HEAVY`, but for what is wanted, a statement brings into a fresh interpreter, and which file imports it:
    there it belongs into the function that needs it, or under TYPE_CHECKING."""
    begin = f"HEAVY, ROOT = {HEAVY!r}, {f'{ROOT}{os.sep}'!r}{NOTED}"
    told = "print(json.dumps({name: file for name, file in Noted.by.items() if name in sys.modules}))"
    code = f"{begin}{statement}\n{told}"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return [f"{file} imports {name}" for name, file in found.items() if name not in wanted]


def test_the_layers_hold():
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_command_line_starts_light():
    assert not too_early("import main, app.cli.main; app.cli.main.build_parser()")


def test_the_preflight_starts_light():
    assert not too_early("from app.system import preflight; preflight.window_problem()")


def test_the_window_starts_without_the_engine():
    """The shell is painted before torch, pyvista and trimesh are imported."""
    assert not too_early("import app.window.application, app.window.window", "PySide6", "numpy")


def test_a_look_through_meshes_starts_without_torch():
    """In the program and in each of its workers it would take longer than all that they look at."""
    assert "torch" in HEAVY
    found = too_early("import app.cli.prepare, core.training.survey")
    assert not [told for told in found if told.endswith(" torch")]


def test_what_tests_share_stands_in_no_test_module():
    """Fixtures are in a conftest, the rest in modules of their own: each test file can be left out."""
    found = []
    for path in sorted((ROOT / "tests").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            module = node.module if isinstance(node, ast.ImportFrom) else ""
            if (module or "").startswith("tests.") and str(module).rpartition(".")[2].startswith(("test_", "conftest")):
                found.append(f"{path.relative_to(ROOT)}: {module}")
    assert not found


@pytest.mark.parametrize("path", CORE, ids=lambda path: str(path.relative_to(ROOT)))
def test_core_neither_prints_nor_unpickles(path):
    names = {node.id for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Name)}
    attributes = {node.attr for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)}
    assert "print" not in names
    assert not names & {"pickle", "cPickle", "joblib"}
    assert "unsafe_load" not in attributes
    assert "allow_pickle=True" not in path.read_text()


@pytest.mark.parametrize(
    "path", sorted((ROOT / "app").rglob("*.py")), ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_no_item_of_a_layout_is_looked_at(path):
    """Qt deletes the items of its layouts unseen by Python, whose wrapper then stands for whatever lies there next: a
    painter got a QWidgetItem, and the program ended. Who needs the widgets of a layout keeps a list of them.
    """
    called = {node.func.attr for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
              if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)}  # fmt: skip
    assert not called & {"itemAt", "takeAt", "itemAtPosition", "layoutItem"}
