"""The inspection in the real window: iso-value, both errors, blink, residuals, slice by every hand, numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from app.document.formatting import number
from app.document.inspection import Inspect, inspect_of, kept
from app.document.settings import Settings
from app.engine.jobs import RESTING_RESOLUTION
from core.analysis.ray_cast import Ray
from core.measures.metrics import values
from tests.app.driving import SHAPES, Person, drag, move
from tests.nets import TRAINED

pytestmark = [pytest.mark.gl, pytest.mark.small]
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def chair(guest: Person) -> Iterator[Person]:
    """In front of a mesh, at the trained end, the panel open; and leaves the inspection as it was at first."""
    window = guest.window
    window.show_dock("inspect")
    guest.open(SHAPES / "chair.ply")
    guest.press(Qt.Key.Key_End)
    guest.at(TRAINED)
    guest.wait(guest.idle)
    yield guest
    window.actions_by_key["blink"].setChecked(False)
    window.instrument.inspecting.look_along(None, 1.0)
    window.instrument.inspecting.edit(Inspect())
    window.store.set_view(replace(window.store.session.view, color="", truth=False))
    window.viewport.reset_camera()
    window.dock("inspect").hide()


def found(person: Person, kind: str):
    """What has been found of the shown step, once it is there."""
    person.wait(lambda: person.session.found(kind) is not None)
    return person.session.found(kind)


def actors(person: Person) -> Any:
    plotter: Any = person.window.viewport.plotter
    return plotter.actors


def field_of(person: Person, points: np.ndarray) -> np.ndarray:
    """The field of the shown step, by the engine's own method."""
    opened: Any = person.session.document.origin
    return values(opened.method.field(person.session.entry.state), points)


def test_the_error_is_coloured_and_measured_both_ways(chair):
    window = chair.window
    chair.wait(lambda: chair.session.entry.audit is not None)  # no finer surface comes in between
    chair.qtbot.mouseClick(window.inspect.sides.button(1), LEFT)
    error = found(chair, "error")
    chair.wait(lambda: chair.session.entry.coloring is not None)
    assert chair.session.entry.coloring.key == "truth"
    assert actors(chair)["level"].GetVisibility()
    assert "Surface to" in actors(chair)["colour bar"].GetTitle()
    sdf = chair.session.document.origin.source.sdf
    assert error.to_truth[:500] == pytest.approx(np.abs(sdf(chair.session.entry.level.vertices[:500])), abs=1e-5)
    assert window.inspect.figures["forth", "mean"].text() == number(error.forth.mean)
    chair.qtbot.mouseClick(window.inspect.sides.button(2), LEFT)
    chair.wait(lambda: not actors(chair)["level"].GetVisibility())
    truth = actors(chair)["truth"]
    assert truth.GetVisibility()
    assert truth.prop.opacity == 1
    assert truth.mapper.scalar_visibility
    assert "Truth to" in actors(chair)["colour bar"].GetTitle()
    assert len(error.to_level) == len(chair.session.document.truth.vertices)
    chair.qtbot.mouseClick(window.inspect.sides.button(0), LEFT)
    assert actors(chair)["level"].GetVisibility()
    assert not actors(chair)["truth"].GetVisibility()
    assert not actors(chair)["colour bar"].GetVisibility()


def test_swap_and_blink_leave_the_camera_alone_and_make_nothing_anew(chair):
    plotter = chair.window.viewport.plotter
    chair.wait(lambda: chair.session.entry.audit is not None)  # no finer surface comes in between
    plotter.camera.azimuth = 25
    camera = plotter.camera_position
    chair.press(Qt.Key.Key_X)
    chair.wait(lambda: "truth" in actors(chair) and actors(chair)["truth"].GetVisibility())
    level, truth = (actors(chair)[name].mapper.dataset for name in ("level", "truth"))
    assert not actors(chair)["level"].GetVisibility()
    assert actors(chair)["caption"].input == "The true shape"
    chair.press(Qt.Key.Key_X)
    assert actors(chair)["level"].GetVisibility()
    assert not actors(chair)["truth"].GetVisibility()
    shown = []
    chair.window.store.inspect_changed.connect(lambda: shown.append(chair.session.inspect.side))
    chair.qtbot.keyClick(plotter, Qt.Key.Key_X, Qt.KeyboardModifier.ShiftModifier)
    chair.wait(lambda: len(shown) >= 4)
    assert shown[:4] == ["truth", "surface", "truth", "surface"]
    chair.qtbot.keyClick(plotter, Qt.Key.Key_X, Qt.KeyboardModifier.ShiftModifier)
    assert chair.session.inspect.side == "surface"
    assert actors(chair)["level"].mapper.dataset is level
    assert actors(chair)["truth"].mapper.dataset is truth
    assert plotter.camera_position == camera


def test_without_truth_there_is_nothing_to_swap(person):
    for key in ("swap", "blink"):
        assert not person.window.actions_by_key[key].isEnabled()
    assert not person.window.inspect.sides.button(1).isEnabled()


def test_points_are_coloured_by_residual_and_follow_the_step(chair):
    chair.press(Qt.Key.Key_E)
    residuals = found(chair, "residual")
    seen = chair.session.document.run.observation
    predicted = field_of(chair, seen.points)
    expected = np.maximum(predicted - seen.upper, 0) - np.maximum(seen.lower - predicted, 0)
    assert residuals == pytest.approx(expected, abs=1e-5)
    assert np.sqrt(np.mean(expected**2)) == pytest.approx(chair.session.entry.record.context_loss**0.5, rel=0.02)
    assert actors(chair)["observed surface"].mapper.scalar_visibility
    assert actors(chair)["points' colour bar"].GetVisibility()
    assert "RMS" in chair.window.inspect.about_residual.text()
    chair.press(Qt.Key.Key_Home)
    chair.at(0)
    assert not np.allclose(found(chair, "residual"), residuals)
    chair.press(Qt.Key.Key_E)
    assert not actors(chair)["observed surface"].mapper.scalar_visibility
    assert not actors(chair)["points' colour bar"].GetVisibility()


def test_the_iso_value_moves_the_level_set_and_a_double_click_brings_it_back(chair, monkeypatch):
    monkeypatch.setitem(RESTING_RESOLUTION, 3, 128)  # between its points it is straight
    slider = chair.window.inspect.iso
    chair.qtbot.keyClick(slider.slider, Qt.Key.Key_PageUp)
    chair.qtbot.keyClick(slider.slider, Qt.Key.Key_PageUp)
    iso = chair.session.inspect.iso
    assert iso == pytest.approx(0.12)
    chair.wait(lambda: chair.session.drawn is not chair.session.entry)
    chair.wait(lambda: chair.session.drawn.level.resolution == RESTING_RESOLUTION[3])
    level = chair.session.drawn.level
    inner = np.abs(level.vertices).max(axis=1) < 0.97  # where it leaves the box it is closed at the walls
    assert inner.any()
    assert field_of(chair, level.vertices[inner]) == pytest.approx(iso, abs=2e-3)
    assert actors(chair)["level"].mapper.dataset.n_points == len(level.vertices)
    assert "+0.120" in chair.window.viewport.accessibleDescription()
    assert chair.session.entry.level is not level, "what is saved and measured is the zero level set"
    chair.press(Qt.Key.Key_Left)
    chair.at(TRAINED - 1)
    chair.wait(lambda: chair.session.drawn.state is chair.session.entry.state)
    chair.qtbot.mouseDClick(slider.slider, LEFT)
    assert chair.session.inspect.iso == 0
    assert chair.session.drawn is chair.session.entry


def test_the_slice_moves_by_key_and_slider_and_cuts_the_surface_open(chair):
    chair.press(Qt.Key.Key_C)
    chair.wait(lambda: chair.session.found("slice") is not None and chair.session.found("slice").values.shape[0] > 200)
    assert actors(chair)["slice"].GetVisibility()
    assert actors(chair)["level"].mapper.GetClippingPlanes().GetNumberOfItems() == 1
    plane, lattice = chair.session.found("slice").plane, chair.session.found("slice").values
    assert lattice[0, 0] == pytest.approx(field_of(chair, np.array([(-1, -1, plane.offset)]))[0], abs=1e-5)
    chair.qtbot.keyClick(chair.window.viewport.plotter, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert chair.session.inspect.offset == pytest.approx(0.05)
    chair.qtbot.keyClick(chair.window.inspect.offset.slider, Qt.Key.Key_PageUp)
    chair.wait(lambda: chair.session.found("slice").plane.offset == chair.session.inspect.offset > 0.2)
    assert actors(chair)["slice"].mapper.dataset.bounds[4] == pytest.approx(chair.session.inspect.offset, abs=1e-4)
    chair.qtbot.mouseClick(chair.window.inspect.open_, LEFT, pos=QPoint(8, chair.window.inspect.open_.height() // 2))
    assert actors(chair)["level"].mapper.GetClippingPlanes().GetNumberOfItems() == 0
    chair.press(Qt.Key.Key_C)
    assert not any(actors(chair)[name].GetVisibility() for name in ("slice", "slice zero", "slice handle"))


def drag_by(person: Person, start: QPointF, way: QPoint) -> None:
    drag(person.window.viewport.plotter, [start.toPoint() + way * part / 5 for part in range(6)])


def test_the_knob_in_the_view_drags_the_slice_and_the_rest_turns_the_shape(chair):
    chair.press(Qt.Key.Key_C)
    found(chair, "slice")
    hand, plotter = chair.window.instrument.hand, chair.window.viewport.plotter
    camera, room = plotter.camera_position, plotter.camera.GetWindowCenter()
    assert room[0] > 0, "the shape has moved aside for the colours of the slice"
    knob, ahead = hand.pixel_of(np.zeros(3)), hand.pixel_of(np.array((0.0, 0.0, 0.3)))
    drag_by(chair, knob, (ahead - knob).toPoint())
    assert chair.session.inspect.offset == pytest.approx(0.3, abs=0.03)
    chair.wait(lambda: chair.session.found("slice").plane.offset == chair.session.inspect.offset)
    assert plotter.camera_position == camera, "the view does not turn while the slice is dragged"
    assert plotter.camera.GetWindowCenter() == room, "nor does the shape move aside under the mouse"
    drag_by(chair, QPointF(40, plotter.height() - 200), QPoint(50, 0))
    assert plotter.camera_position != camera
    assert chair.session.inspect.offset == pytest.approx(0.3, abs=0.03)


def test_a_free_slice_faces_the_view_and_is_turned_by_its_arm(chair):
    from app.render import sliceview

    window = chair.window
    chair.press(Qt.Key.Key_C)
    chair.qtbot.mouseClick(window.inspect.face, LEFT)
    inspect = chair.session.inspect
    away = np.array(window.viewport.plotter.camera.position)
    assert np.dot(inspect.plane.normal, away / np.linalg.norm(away)) == pytest.approx(1, abs=1e-4)
    chair.qtbot.keyClick(window.inspect.azimuth.slider, Qt.Key.Key_PageUp)
    chair.qtbot.keyClick(window.inspect.azimuth.slider, Qt.Key.Key_PageUp)
    before = chair.session.inspect
    assert before.azimuth > inspect.azimuth + 60
    tip = sliceview.handle(before.plane, sliceview.side_towards(window.viewport.plotter, before.plane))[1]
    drag_by(chair, window.instrument.hand.pixel_of(tip), QPoint(0, -25))
    after = chair.session.inspect
    assert (after.azimuth, after.height) != (before.azimuth, before.height)
    chair.wait(lambda: chair.session.found("slice") is not None and chair.session.found("slice").plane == after.plane)


def nearest_in_sight(person: Person, eye: np.ndarray) -> np.ndarray:
    """The vertex nearest to the eye that is seen, not on a cap: where a ray is inside as it enters the box, it ends."""
    vertices = person.session.entry.level.vertices
    vertices = vertices[np.abs(vertices).max(axis=1) < 1 - 1e-3]
    nearest = vertices[np.linalg.norm(vertices - eye, axis=1).argsort()]
    rays = [Ray(eye, (vertex - eye) / np.linalg.norm(vertex - eye)) for vertex in nearest[:2000]]
    entries = np.stack([ray.at(span[0]) for ray in rays if (span := ray.within_box()) is not None])
    return nearest[int(np.argmax(field_of(person, entries) > 0.01))]


def test_the_mouse_reads_exact_numbers_of_the_surface(chair):
    window = chair.window
    plotter = window.viewport.plotter
    chair.press(Qt.Key.Key_Home)
    chair.wait(chair.idle)
    chair.press(Qt.Key.Key_N)
    eye = np.array(plotter.camera.position)
    nearest = nearest_in_sight(chair, eye)
    move(plotter, window.instrument.hand.pixel_of(nearest).toPoint())
    chair.wait(lambda: chair.session.found("readout") is not None)
    read = chair.session.found("readout")
    assert read.place == "surface"
    assert np.linalg.norm(np.array(read.position) - nearest) < 0.1
    assert read.value == pytest.approx(0, abs=1e-4)
    assert read.value == pytest.approx(field_of(chair, np.array([read.position]))[0], abs=1e-6)
    sdf = chair.session.document.origin.source.sdf
    assert read.truth == pytest.approx(float(sdf(np.array([read.position]))[0]), abs=1e-6)
    label = window.instrument.label
    assert label.isVisible()
    assert "On the surface" in label.text()
    assert "Slope" in label.accessibleDescription()
    chair.press(Qt.Key.Key_Right)
    chair.at(1)
    chair.wait(lambda: chair.session.found("readout") is not None)
    assert chair.session.found("readout") != read, "the numbers follow the step"
    chair.press(Qt.Key.Key_N)
    assert not label.isVisible()


def test_the_keyboard_reads_numbers_at_the_middle_of_the_view(chair):
    plotter = chair.window.viewport.plotter
    chair.qtbot.keyClick(plotter, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    chair.wait(lambda: "readout" in chair.session.findings)
    read = chair.session.findings["readout"].value
    assert chair.window.instrument.label.isVisible()
    if read is not None:
        away = chair.window.instrument.hand.pixel_of(np.array(read.position)) - chair.window.instrument.hand.centre()
        assert abs(away.x()) + abs(away.y()) < 3
        assert actors(chair)["readout"].GetVisibility()


def test_in_two_dimensions_everything_but_the_slice_works(person):
    window = person.window
    person.open(SHAPES / "digit-3.png")
    person.press(Qt.Key.Key_End)
    person.at(TRAINED)
    person.wait(person.idle)
    assert not window.actions_by_key["slice"].isEnabled()
    person.press(Qt.Key.Key_N)
    plotter = window.viewport.plotter
    for height in (False, True):
        if height:
            person.press(Qt.Key.Key_H)
        window.store.forget("readout")
        move(plotter, window.instrument.hand.centre().toPoint() + QPoint(30, 20 + 5 * height))
        person.wait(lambda: person.session.found("readout") is not None)
        read = person.session.found("readout")
        assert (read.place, len(read.position)) == ("field", 2)
        assert read.value == pytest.approx(field_of(person, np.array([read.position]))[0], abs=1e-6)
    person.press(Qt.Key.Key_H)
    person.press(Qt.Key.Key_E)
    assert len(found(person, "residual")) == len(person.session.document.run.observation.points)
    person.wait(lambda: person.session.entry.audit is not None)  # no finer surface comes in between
    window.store.set_view(replace(person.session.view, color="truth"))
    error = found(person, "error")
    assert len(error.to_truth) == len(person.session.entry.level.vertices)
    person.press(Qt.Key.Key_X)
    assert actors(person)["truth"].mapper.scalar_visibility
    person.press(Qt.Key.Key_X)
    person.qtbot.keyClick(window.inspect.iso.slider, Qt.Key.Key_PageDown)
    person.wait(lambda: person.session.drawn is not person.session.entry)
    assert person.session.drawn.level.dim == 2
    window.instrument.inspecting.look_along(None, 1.0)
    window.instrument.inspecting.edit(Inspect())
    window.store.set_view(replace(person.session.view, color=""))


def test_results_of_another_document_are_dropped(chair):
    from app.document.inspection import QueryResult

    store, entry = chair.window.store, chair.session.entry
    assert not store.find(chair.session.document.generation - 1, "residual", QueryResult(entry.state, 1))
    stranger = replace(entry.state)
    assert not store.find(chair.session.document.generation, "residual", QueryResult(stranger, 1))
    assert "residual" not in store.session.findings


def test_how_one_looks_is_remembered_and_bad_memories_are_not_believed():
    settings, before = Settings(), Settings().inspect
    settings.inspect = Inspect(iso=0.1, axis="free", open=False, slicing=True, readout=True)
    again = Settings().inspect
    assert (again.axis, again.open, again.readout) == ("free", False, True)
    assert (again.iso, again.slicing) == (0.0, False), "what was inspected is not"
    settings.inspect = before
    assert inspect_of({"iso": 7, "axis": "w", "open": 1, "offset": float("nan"), "side": "truth"}) == Inspect(
        side="truth"
    )
    assert set(kept(Inspect())) == {"axis", "open", "readout"}
    everything = Inspect(0.1, "truth", True, True, "free", 1.5, 10.0, 20.0, False, True)
    assert inspect_of({f: getattr(everything, f) for f in Inspect.__dataclass_fields__}) == everything
