"""Saving through the real dialogs: no file is lost, a suffix is in place, and coordinates keep their precision."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import trimesh
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QMessageBox, QPushButton, QWidget

from app.render.meshes import surface_file
from app.widgets.saving import ask_where, suffixed
from core.errors import UserError
from core.levelset import LevelSet, extract
from core.observation.observe import observe
from core.readers.load import load
from core.shapes.base import fit_normalization

KINDS = (("PLY", "ply"), ("STL", "stl"))


@pytest.mark.parametrize(
    ("typed", "saved"),
    [
        ("a.ply", "a.ply"), ("a.STL", "a.STL"), ("a", "a.stl"), ("a.v2", "a.v2.stl"), ("a.metasdf", "a.metasdf.stl"),
        (".ply", ".ply.stl"), ("a.", "a..stl"),
    ],
)  # fmt: skip
def test_a_suffix_is_kept_in_any_case_or_added(typed, saved):
    assert suffixed(Path("/x") / typed, ("ply", "stl"), "stl") == Path("/x") / saved


class Hands:
    """Types into the file dialog that is about to open, and answers the question that may follow."""

    def __init__(self, name: str, kind: str = "", answer: str = "") -> None:
        self.asked: list[str] = []
        self._name, self._kind, self._answer, self._typed = name, kind, answer, False
        self._timer = QTimer(interval=100)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        shown = QApplication.activeModalWidget()
        if isinstance(shown, QMessageBox):
            if shown.text() not in self.asked:
                self.asked.append(shown.text())
            button = next(b for b in shown.findChildren(QPushButton) if self._answer in b.text())
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        elif isinstance(shown, QFileDialog) and self.asked and self._answer == "No":
            self._timer.stop()
            shown.reject()
        elif isinstance(shown, QFileDialog):
            field = shown.findChild(QLineEdit)
            assert field is not None
            if not self._typed:
                if self._kind:
                    kinds = shown.findChild(QComboBox, "fileTypeCombo")
                    assert kinds is not None
                    kinds.setCurrentIndex(kinds.findText(self._kind, Qt.MatchFlag.MatchContains))
                    kinds.textActivated.emit(kinds.currentText())
                field.setText(self._name)
                self._typed = True
            QTest.keyClick(field, Qt.Key.Key_Return)


@pytest.fixture
def parent(qtbot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


@pytest.mark.gl
def test_a_name_without_its_suffix_writes_over_nothing_unasked(parent, tmp_path):
    (tmp_path / "foo.ply").write_text("mine")
    hands = Hands("foo", answer="No")
    assert ask_where(parent, "Save", str(tmp_path / "start.ply"), KINDS) is None
    assert len(hands.asked) == 1
    assert "foo.ply" in hands.asked[0]
    hands = Hands("foo", answer="Yes")
    assert ask_where(parent, "Save", str(tmp_path / "start.ply"), KINDS) == tmp_path / "foo.ply"
    assert len(hands.asked) == 1


@pytest.mark.gl
def test_the_chosen_kind_gives_the_suffix(parent, tmp_path):
    hands = Hands("chair.v2", kind="STL")
    assert ask_where(parent, "Save", str(tmp_path / "start.ply"), KINDS) == tmp_path / "chair.v2.stl"
    assert hands.asked == []


def ball(centre: np.ndarray, radius: float) -> tuple[LevelSet, np.ndarray, object]:
    """The level set of a sphere, its vertices in the input's coordinates, and the way there."""
    sphere = trimesh.creation.icosphere(2, radius)
    normalization = fit_normalization(sphere.vertices + centre)
    level = extract(lambda points: points.norm(dim=-1) - 0.7, 3, 32)
    return level, normalization.invert(level.vertices), normalization


FAR = np.array([500_000.25, 4_500_000.5, 120.0])


@pytest.mark.parametrize("suffix", [".ply", ".PLY", ".obj", ".glb", ".GLB", ".stl", ".STL"])
@pytest.mark.parametrize("radius", [2.0, 1e-5, 1e6])
def test_what_is_far_away_or_tiny_keeps_its_shape(suffix, radius, tmp_path):
    centre = FAR if radius == 2.0 else np.zeros(3)
    level, vertices, normalization = ball(centre, radius)
    path = tmp_path / f"ball{suffix}"
    made = surface_file(level, normalization, suffix)  # pyright: ignore[reportArgumentType]
    path.write_bytes(made.data)
    mesh = trimesh.load_mesh(path, process=False)
    moved = suffix.lower() == ".stl" and radius == 2.0
    assert bool(made.remark) == moved
    if moved:
        offset = np.array([float(x) for x in made.remark.split("(")[1].split(")")[0].split(",")])
        assert f"add {offset[0]:.15g} ".encode() in made.data[:80]
        mesh.apply_translation(offset)
    assert np.allclose(mesh.bounds, [vertices.min(0), vertices.max(0)], rtol=0, atol=1e-5 * radius)
    assert mesh.area == pytest.approx(trimesh.Trimesh(vertices, level.elements, process=False).area, rel=1e-4)


def test_a_case_of_people_keeps_its_coordinates(tmp_path):
    file = Path(__file__).resolve().parents[3] / "shared" / "cases" / "ply-utm-double.ply"
    if not file.exists():
        pytest.skip("the shared cases are not here")
    source = load(str(file))
    seen = observe(source, "surface", 256, 0)
    points = source.normalization.invert(seen.points)
    low, high = trimesh.load_mesh(file, process=False).bounds
    assert (points >= low - 1e-2).all()
    assert (points <= high + 1e-2).all()


def test_what_is_no_mesh_is_one_sentence():
    level, _, normalization = ball(np.zeros(3), 1.0)
    for suffix in ("", ".v2"):
        with pytest.raises(UserError, match="choose ply, obj, stl, glb"):
            surface_file(level, normalization, suffix)  # pyright: ignore[reportArgumentType]
