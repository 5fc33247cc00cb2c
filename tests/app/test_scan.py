"""Scanning in the real window: from the view's camera, with a bad sensor, a cut and a brush."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from core.observation.observation_spec import Region
from tests.app.driving import SHAPES, Person, drag
from tests.nets import TRAINED

pytestmark = [pytest.mark.gl, pytest.mark.small]
MESH = SHAPES / "chair.ply"


@pytest.fixture
def mesh(person: Person) -> Person:
    person.window.show_dock("scan")
    person.open(MESH)
    return person


def changed(person: Person, act) -> None:
    """Do something and wait until the observation is a new one."""
    before = person.session.document
    act()
    person.wait(lambda: person.session.document.generation != before.generation)
    person.wait(person.idle)


def test_scan_from_here_sees_what_the_camera_sees(mesh):
    plotter = mesh.window.viewport.plotter
    plotter.camera.position = (0.0, 0.4, 4.0)
    changed(mesh, lambda: mesh.press(Qt.Key.Key_F, mesh.window))
    setup, seen = mesh.session.document.setup, mesh.session.document.run.observation
    assert setup.kind == "scan"
    assert setup.spec.views == ((0.0, 0.4, 4.0),)
    front = seen.points[seen.on_surface][:, 2].mean()
    plotter.camera.position = (0.0, 0.4, -4.0)
    changed(mesh, lambda: mesh.qtbot.mouseClick(mesh.window.scan.here, Qt.MouseButton.LeftButton))
    seen = mesh.session.document.run.observation
    assert seen.points[seen.on_surface][:, 2].mean() < front - 0.1
    plotter.camera.position = (0.0, 0.4, 4.0)
    changed(mesh, lambda: mesh.qtbot.mouseClick(mesh.window.scan.more, Qt.MouseButton.LeftButton))
    assert len(mesh.session.document.run.observation.eyes) == 2
    assert plotter.camera.position == pytest.approx((0.0, 0.4, 4.0))  # data never moves the camera


def test_sliders_damage_the_scan_and_the_step_is_kept(mesh):
    mesh.press(Qt.Key.Key_End)
    mesh.at(TRAINED)
    mesh.wait(mesh.idle)
    panel = mesh.window.scan
    changed(mesh, lambda: mesh.qtbot.keyClick(panel.outliers.slider, Qt.Key.Key_PageUp))
    mesh.at(TRAINED)
    assert mesh.session.document.setup.spec.outliers == pytest.approx(0.05)
    changed(mesh, lambda: mesh.qtbot.mouseDClick(panel.outliers.slider, Qt.MouseButton.LeftButton))
    assert mesh.session.document.setup.spec.outliers == 0
    mesh.at(TRAINED)
    for _ in range(3):  # a change before the steps after the last one have been taken
        before = mesh.session.document
        mesh.qtbot.keyClick(panel.outliers.slider, Qt.Key.Key_PageUp)
        mesh.wait(lambda before=before: mesh.session.document.generation != before.generation)
    mesh.at(TRAINED)
    mesh.wait(mesh.idle)


def test_a_cut_hides_one_side(mesh):
    panel = mesh.window.scan
    panel.cut.setFocus()
    changed(mesh, lambda: (panel.cut.setCurrentIndex(3), panel.cut.activated.emit(3)))
    assert mesh.session.document.setup.spec.hidden == (Region("plane", (0.0, 1.0, 0.0), 0.0),)
    assert mesh.session.document.run.observation.points[:, 1].min() > 0
    assert panel.where.isEnabled()


def test_the_brush_hides_what_it_passes_over(mesh):
    plotter = mesh.window.viewport.plotter
    position = plotter.camera.position
    mesh.press(Qt.Key.Key_B, mesh.window)
    assert mesh.window.scan.brush.isChecked()
    centre = QPoint(plotter.width() // 2, plotter.height() // 2)

    passed = [centre + QPoint(x, y) for x in range(-60, 61, 12) for y in range(-60, 61, 12)]
    changed(mesh, lambda: drag(plotter, [centre, *passed, centre]))
    mesh.press(Qt.Key.Key_B, mesh.window)
    hidden = mesh.session.document.setup.spec.hidden
    assert hidden
    points = mesh.session.document.run.observation.points
    for ball in hidden:
        assert np.linalg.norm(points - ball.vector, axis=1).min() > ball.value
    assert plotter.camera.position == pytest.approx(position)
    changed(mesh, lambda: mesh.qtbot.mouseClick(mesh.window.scan.unhide, Qt.MouseButton.LeftButton))
    assert not mesh.session.document.setup.spec.hidden


def test_the_unseen_side_is_coloured(person):
    person.press(Qt.Key.Key_End)
    person.at(TRAINED)
    person.wait(person.idle)
    actor = person.window.viewport.plotter.actors["level"]
    assert not actor.mapper.scalar_visibility
    person.press(Qt.Key.Key_I, person.window)
    assert actor.mapper.scalar_visibility
    colors = np.asarray(actor.mapper.dataset.point_data["color"])
    assert len(np.unique(colors, axis=0)) > 20
    person.press(Qt.Key.Key_I, person.window)
    assert not actor.mapper.scalar_visibility


def test_three_clicks_lead_to_the_hidden_half(person):
    window = person.window
    window.player.set_speed(8)
    window.invitation.begin()
    assert window.invitation.isVisible()
    assert (person.session.cursor, person.session.playing) == (0, False)
    before = window.viewport.plotter.camera.position
    person.qtbot.mouseClick(window.invitation.button, Qt.MouseButton.LeftButton)
    person.wait(lambda: window.invitation.stage == "turn")
    assert person.session.cursor == TRAINED
    person.qtbot.mouseClick(window.invitation.button, Qt.MouseButton.LeftButton)
    person.wait(lambda: not window.viewport.turner.turning)
    eye, seen = np.array(window.viewport.eye()), person.session.document.run.observation
    assert np.dot(eye[[0, 2]], np.array(before)[[0, 2]]) < 0 or seen.eye is None
    person.qtbot.mouseClick(window.invitation.button, Qt.MouseButton.LeftButton)
    assert person.session.view.imagined
    person.qtbot.mouseClick(window.invitation.button, Qt.MouseButton.LeftButton)  # the back is guessed, and wrong
    assert not window.invitation.isVisible()
    assert window.settings.welcomed
    window.actions_by_key["imagined"].trigger()
    window.viewport.reset_camera()
