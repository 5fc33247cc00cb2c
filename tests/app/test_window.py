"""The real window, driven as a person does: keys, clicks, drops; on real files, checkpoints and engine."""

from __future__ import annotations

import numpy as np
import pytest
import trimesh
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QApplication, QComboBox

from app.engine.jobs import RESTING_RESOLUTION
from app.window.window import MainWindow
from tests.app.driving import SHAPES, drop
from tests.nets import TRAINED

pytestmark = pytest.mark.gl


def colors(window: MainWindow) -> int:
    image = window.viewport.grab().toImage()
    return len({image.pixel(x, y) for x in range(0, image.width(), 4) for y in range(0, image.height(), 4)})


def test_it_opens_on_the_partial_chair_paused_at_the_start(person):
    assert person.session.document.source.name == "chair-scan.pcd"
    assert (person.session.cursor, person.session.last, person.session.playing) == (0, 0, False)
    assert person.session.document.setup.checkpoint == "furniture-scan"
    assert person.window.windowTitle().startswith("chair-scan.pcd")
    assert f"Step 0 of {TRAINED}" in person.window.status.text
    person.wait(lambda: colors(person.window) > 30)


def test_keys_step_and_step_back_over_recorded_steps(person):
    person.press(Qt.Key.Key_Right)
    person.at(1)
    person.press(Qt.Key.Key_Right)
    person.at(2)
    entries = person.session.document.run.entries
    person.press(Qt.Key.Key_Left)
    assert person.session.cursor == 1
    person.press(Qt.Key.Key_Right)
    assert person.session.cursor == 2
    person.wait(person.idle)
    assert [e.state for e in person.session.document.run.entries] == [e.state for e in entries], (
        "nothing was recomputed"
    )
    person.press(Qt.Key.Key_Home)
    assert person.session.cursor == 0


def test_quick_presses_are_all_counted(person):
    for _ in range(5):
        person.press(Qt.Key.Key_Right)
    person.at(5)
    person.wait(person.idle)
    assert person.session.last == 5


def test_end_goes_to_the_trained_step_and_no_further(person):
    person.press(Qt.Key.Key_End)
    person.at(TRAINED)
    person.wait(person.idle)
    assert person.session.last == TRAINED


def test_space_plays_to_the_trained_step_and_then_rests(person):
    person.window.player.set_speed(8)
    person.press(Qt.Key.Key_Space)
    assert person.session.playing
    person.at(TRAINED)
    person.wait(lambda: not person.session.playing)
    assert person.session.last == TRAINED


def test_space_pauses(person):
    person.window.player.set_speed(0.25)
    person.press(Qt.Key.Key_Space)
    person.at(1)
    person.press(Qt.Key.Key_Space)
    assert not person.session.playing
    person.wait(person.idle)
    assert person.session.last <= 2


def test_where_a_person_goes_is_never_overridden_by_a_late_step(person):
    def go(key: Qt.Key, step: int) -> None:
        person.press(key)
        assert person.session.cursor == step
        person.wait(person.idle)
        assert person.session.cursor == step

    person.press(Qt.Key.Key_Right)
    go(Qt.Key.Key_Home, 0)
    for _ in range(12):
        person.press(Qt.Key.Key_Right)
    person.wait(lambda: person.session.cursor >= 3)
    go(Qt.Key.Key_Home, 0)
    known = person.session.last
    person.press(Qt.Key.Key_Right)
    assert person.session.cursor == 1, "what is recorded is gone through again"
    timeline = person.window.transport.timeline
    for _ in range(known + 6):
        person.press(Qt.Key.Key_Right)
    person.wait(lambda: person.session.last > known)
    person.qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=timeline.position_of(2))
    assert person.session.cursor == 2
    person.press(Qt.Key.Key_Right)
    assert person.session.cursor == 3, "also while further steps are computed"
    person.wait(person.idle)
    assert person.session.cursor == 3


def test_steps_past_the_trained_ones_are_marked(person):
    person.press(Qt.Key.Key_End)
    person.at(TRAINED)
    assert "extrapolation" not in person.window.status.text
    person.press(Qt.Key.Key_Right)
    person.at(TRAINED + 1)
    assert "extrapolation" in person.window.status.text
    assert "extrapolation" in person.window.transport.timeline.accessibleDescription()


def test_a_click_on_the_timeline_computes_up_to_there(person):
    timeline = person.window.transport.timeline
    person.qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=timeline.position_of(2))
    person.at(2)
    person.qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=timeline.position_of(1))
    assert person.session.cursor == 1
    assert person.session.last == 2


def test_the_shown_surface_becomes_finer_at_rest(person):
    person.press(Qt.Key.Key_Right)
    person.at(1)
    person.wait(lambda: person.session.entry.level.resolution == RESTING_RESOLUTION[3])


def test_data_never_moves_the_camera(person):
    plotter = person.window.viewport.plotter
    plotter.camera.azimuth = 33
    before = plotter.camera_position
    person.press(Qt.Key.Key_End)
    person.at(TRAINED)
    person.wait(person.idle)
    assert plotter.camera_position == before
    person.press(Qt.Key.Key_R)
    assert plotter.camera_position != before


def test_letters_that_vtk_knows_do_nothing_in_the_view(person):
    plotter = person.window.viewport.plotter
    for key in (Qt.Key.Key_W, Qt.Key.Key_Q, Qt.Key.Key_E, Qt.Key.Key_3):
        person.press(key)
    assert person.window.isVisible()
    assert {actor.prop.style for name, actor in plotter.actors.items() if name != "caption"} == {"Surface"}
    assert not plotter.acceptDrops()


def test_a_dropped_file_is_opened_and_remembered(person):
    drop(person.window, SHAPES / "digit-3.png")
    person.wait(lambda: person.session.document.source.dim == 2)
    assert person.session.document.setup.checkpoint == "digits-partial"
    person.wait(lambda: "checkpoint is now digits-partial" in person.window.notices.text)
    drop(person.window, SHAPES / "make.py")
    person.wait(lambda: "make.py" in person.window.notices.text)
    assert person.session.document.source.name == "digit-3.png"


def test_a_bad_file_leaves_the_document_as_it_was(person, tmp_path):
    person.press(Qt.Key.Key_Right)
    person.at(1)
    run = person.session.document.run
    broken = tmp_path / "broken.ply"
    broken.write_text("ply\nformat ascii 1.0\nelement vertex 8\n")
    person.window.controller.open_path(str(broken))
    person.wait(lambda: "broken.ply" in person.window.notices.text)
    assert "Traceback" not in person.window.notices.text
    assert [e.state for e in person.session.document.run.entries] == [e.state for e in run.entries]
    person.press(Qt.Key.Key_Right)
    person.at(2)  # and it can still be stepped
    person.press(Qt.Key.Key_Escape)
    assert person.window.notices.text == ""


def test_a_checkpoint_of_the_other_dimension_is_refused_in_words(person):
    box = person.window.findChild(QComboBox, "checkpoint")
    index = box.findData("digits-partial")
    box.setCurrentIndex(index)
    box.activated.emit(index)
    person.wait(lambda: "choose a 3D checkpoint" in person.window.notices.text)
    assert box.currentData() == "furniture-scan"
    assert person.session.document.setup.checkpoint == "furniture-scan"


def test_another_kind_of_observation_by_keyboard(person):
    box = person.window.findChild(QComboBox, "kind")
    assert box.currentData() == "as-is"
    box.setFocus()
    person.press(Qt.Key.Key_Home, box)
    person.wait(lambda: person.session.document.setup.kind == "surface")
    assert person.session.document.run.observation.on_surface.all()


def test_the_number_of_points_is_typed(person):
    box = person.window.findChild(QAbstractSpinBox, "count")
    box.setFocus()
    box.selectAll()
    person.qtbot.keyClicks(box, "64")
    person.wait(lambda: person.session.document.setup.count == 64)
    assert len(person.session.document.run.observation.points) == 96, (
        "a camera is known: a third lies behind what it saw"
    )


def test_truth_is_shown_where_it_is_known(person):
    action = person.window.actions_by_key["truth"]
    assert not action.isEnabled(), "a raw scan has no truth"
    person.open(SHAPES / "chair.ply")
    assert person.session.entry.heldout is not None
    person.press(Qt.Key.Key_T)
    person.wait(lambda: person.session.document.truth is not None)
    assert person.window.viewport.plotter.actors["truth"].GetVisibility()
    person.press(Qt.Key.Key_T)
    assert not person.window.viewport.plotter.actors["truth"].GetVisibility()


def test_a_picture_is_a_heat_map_and_can_be_a_landscape(person):
    person.open(SHAPES / "digit-2.png")

    def actors():
        return person.window.viewport.plotter.actors

    assert actors()["field"].GetVisibility()
    assert actors()["field"].bounds[5] == pytest.approx(0, abs=1e-3)
    person.press(Qt.Key.Key_H)
    assert actors()["zero plane"].GetVisibility()
    assert actors()["field"].bounds[5] > 0.1
    person.press(Qt.Key.Key_H)
    assert not actors()["zero plane"].GetVisibility()


def test_the_surface_is_saved_in_the_coordinates_of_the_file(person, tmp_path):
    person.press(Qt.Key.Key_End)
    person.at(TRAINED)
    person.wait(person.idle)
    person.window.files.save_surface(tmp_path / "out.ply")
    person.wait(lambda: "out.ply" in person.window.notices.text)
    mesh = trimesh.load_mesh(tmp_path / "out.ply", process=False)
    document = person.session.document
    assert np.allclose(document.normalization.apply(mesh.vertices), person.session.entry.level.vertices, atol=1e-5)
    person.window.files.save_picture(tmp_path / "out.png")
    person.wait(lambda: "out.png" in person.window.notices.text)
    assert (tmp_path / "out.png").stat().st_size > 1000
    person.window.files.save_picture(tmp_path / "out.ply" / "out.png")
    person.wait(lambda: "cannot be written" in person.window.notices.text)


def test_the_theme_is_switched_everywhere_and_remembered(person):
    window = person.window
    light = window.viewport.plotter.renderer.background_color.hex_rgb
    person.qtbot.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert window.settings.theme == "dark"
    assert QApplication.palette().window().color().lightness() < 80
    assert window.viewport.plotter.renderer.background_color.hex_rgb != light
    person.qtbot.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert window.settings.theme == "light"


def test_every_control_has_a_name_a_tip_and_a_key(person):
    kinds = (QAbstractButton, QComboBox, QAbstractSpinBox)
    controls = [w for kind in kinds for w in person.window.findChildren(kind) if w.isVisibleTo(person.window)]
    inner = ("qt_", "ScrollLeft", "ScrollRight")
    own = [w for w in controls if w.parent() and not w.objectName().startswith(inner)]
    assert len(own) > 15
    for widget in own:
        named = widget.accessibleName() or getattr(widget, "text", lambda: "")()
        assert named, f"{widget} {widget.parent()} has no accessible name"
        assert widget.toolTip(), f"{named} has no tool tip"
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus, f"{named} cannot be reached by keyboard"


def test_a_fault_of_the_program_is_one_strip_with_details(person):
    def fail() -> None:
        raise RuntimeError("wires crossed")

    with person.qtbot.captureExceptions():
        pass
    try:
        fail()
    except RuntimeError as error:
        person.window.relay._caught(RuntimeError, error, error.__traceback__)
        person.window.relay._caught(RuntimeError, error, error.__traceback__)
    assert "wires crossed" in person.window.notices.text
    assert "in fail" in person.window.notices.details


def test_a_focused_button_keeps_the_space_key(person):
    button = person.window.findChild(QAbstractButton, "dice")
    seed = person.session.document.setup.seed
    button.setFocus(Qt.FocusReason.TabFocusReason)
    person.press(Qt.Key.Key_Space, button)
    assert not person.session.playing
    person.wait(lambda: person.session.document.setup.seed != seed)
