"""The race in its real window: linked views, live curves, honest ends, stop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.document.document import CheckpointInfo
from app.tools.race.panel import RaceWindow
from app.widgets.theme import LIGHT
from tests.app.driving import Person, steady
from tests.nets import TRAINED

pytestmark = [pytest.mark.gl, pytest.mark.small]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def race(person: Person) -> Iterator[RaceWindow]:
    person.window.actions_by_key["race"].trigger()
    window = person.window.race
    person.wait(window.isVisible)
    window.clock.setCurrentIndex(0)
    yield window
    window.close()
    person.wait(lambda: not window.running)


def test_the_lanes_end_where_their_training_does(person, race):
    race.choice.clear()
    person.window.store.catalogue_changed.emit()
    assert race.chosen()[:2] == ["furniture-scan", "scratch-3d"]  # one of every method comes first
    for place in range(1, race.choice.count()):
        race.choice.item(place).setCheckState(Qt.CheckState.Unchecked)
    race.clear()  # as at first
    assert race.hint.isVisible()
    person.qtbot.mouseClick(race.go, LEFT)
    assert race.running
    person.wait(lambda: not race.running)
    assert not race.hint.isVisible()
    assert race.views.height() > race.height() / 2
    steps, losses = race.points[0]
    assert steps == list(range(TRAINED + 1))
    assert losses[0] > 0
    assert "finished" in race.views.accessibleDescription()
    assert "without surfaces and drawing" in race.words.text()


def test_the_names_stand_beside_the_curves_and_not_over_them(qtbot):
    from app.tools.race.views import RacePlot

    plot, names = RacePlot(LIGHT), [f"furniture-surface-autodecoder-{n}" for n in range(6)]
    qtbot.addWidget(plot)
    plot.resize(560, plot.minimumHeight())
    plot.show()
    for _ in plot.begin(names, "step", "context loss"):
        pass
    plot.show_curve(0, [0, 1], [1.0, 0.1])
    item: Any = plot.getPlotItem()
    steady(qtbot, lambda: (item.legend.sceneBoundingRect(), item.vb.sceneBoundingRect()))
    legend, curves = item.legend.sceneBoundingRect(), item.vb.sceneBoundingRect()
    assert curves.right() <= legend.left() + 1
    assert curves.width() > 150
    assert legend.right() <= plot.width()
    assert legend.bottom() <= plot.height()
    axis = item.getAxis("bottom")
    assert axis.label.sceneBoundingRect().bottom() <= plot.height() + 5  # the margin of a text
    assert [label.text for _, label in item.legend.items] == names
    plot.resize(560, 2 * plot.minimumHeight())
    steady(qtbot, item.vb.sceneBoundingRect)
    for mark, label in item.legend.items:
        apart = mark.sceneBoundingRect().center().y() - label.item.sceneBoundingRect().center().y()
        assert abs(apart) < 4, "a name is beside its mark, however much room there is"


@pytest.mark.parametrize("width", [760, 1180])
def test_the_words_of_every_lane_fit_its_view(person, race, width):
    for place in range(1, race.choice.count()):  # whatever was chosen before
        race.choice.item(place).setCheckState(Qt.CheckState.Unchecked)
    race.resize(width, 760)
    person.qtbot.mouseClick(race.go, LEFT)
    person.wait(lambda: not race.running)
    views = race.views
    for resized in (width, 700):
        race.resize(resized, 760)
        person.steady(lambda: [renderer.GetSize() for renderer in views.plotter.renderers])
        for number in range(len(race.chosen())):
            views.enter(number)
            renderer, label, size = views.plotter.renderer, views.plotter.actors["words"], [0.0, 0.0]
            assert label.GetVisibility()
            assert "finished" in label.input.replace("\n", " ")
            label.GetSize(renderer, size)
            assert size[0] <= renderer.GetSize()[0], label.input
    race.clear()


def test_who_was_trained_on_such_observations_comes_first(person, race):
    store = person.window.store
    kind, known = store.session.document.run.observation.kind, store.session.catalogue
    others = [CheckpointInfo(f"{n}-{k}", 3, 200, k, 1024, "encoder-concat") for n, k in enumerate(("half", kind))]
    store.set_catalogue(replace(known, checkpoints=(*others, *known.checkpoints)))
    order = race.chosen()
    store.set_catalogue(known)
    assert order.index(f"1-{kind}") < order.index("scratch-3d") < order.index("0-half")  # a second one of its method


def test_two_lanes_share_one_camera(person, race, checkpoints, monkeypatch):
    monkeypatch.setattr(race, "chosen", lambda: ["furniture-scan", str(checkpoints / "furniture-scan")])
    race.clock.setCurrentIndex(1)
    person.qtbot.mouseClick(race.go, LEFT)
    person.wait(lambda: not race.running)
    renderers = race.views.plotter.renderers
    assert renderers[0].camera is renderers[1].camera
    assert len(race.points[1][0]) == TRAINED + 1
    assert race.points[0][0] == sorted(race.points[0][0])
    race.views.plotter.subplot(0, 1)
    assert race.views.plotter.actors["level"].GetVisibility()


def test_a_plain_start_races_against_it_and_stops_at_the_limit(person, race):
    race.choice.clear()
    person.window.store.catalogue_changed.emit()
    for place in range(race.choice.count()):
        race.choice.item(place).setCheckState(Qt.CheckState.Checked if place < 2 else Qt.CheckState.Unchecked)
    race.steps.setValue(TRAINED + 3)
    person.qtbot.mouseClick(race.go, LEFT)
    person.wait(lambda: not race.running)
    assert [len(x) for x, _ in race.points] == [TRAINED + 1, TRAINED + 4]
    race.steps.setValue(500)
    person.qtbot.mouseClick(race.go, LEFT)
    person.wait(lambda: len(race.points[1][0]) > 5)
    person.qtbot.mouseClick(race.go, LEFT)
    person.wait(lambda: not race.running)
    assert race.words.text().startswith("Stopped")
    race.steps.setValue(50)


def test_the_stage_is_set_piece_by_piece_and_can_be_left(person, race):
    race.choice.clear()
    person.window.store.catalogue_changed.emit()
    person.qtbot.mouseClick(race.go, LEFT)
    assert race.running
    assert race.views is None, "not within the click"
    person.wait(lambda: race.views is not None)
    person.qtbot.mouseClick(race.go, LEFT)
    assert not race.running
    assert race.views is None
    assert race.words.text() == "Stopped."
    person.qtbot.mouseClick(race.go, LEFT)
    race.close()
    assert not race.running
    assert person.window.engine.doing != "task"


def test_nobody_races_without_a_tick(person, race):
    for place in range(race.choice.count()):
        race.choice.item(place).setCheckState(Qt.CheckState.Unchecked)
    person.qtbot.mouseClick(race.go, LEFT)
    assert not race.running
    assert "Tick one" in race.words.text()
    race.choice.item(0).setCheckState(Qt.CheckState.Checked)


def test_poisson_races_where_its_library_is_and_says_so_where_it_is_not(person, race, monkeypatch):
    pytest.importorskip("pymeshlab")
    items = {race.choice.item(n).text(): race.choice.item(n) for n in range(race.choice.count())}
    assert "makes a surface of the surface points in one step" in items["poisson"].toolTip()
    for item in items.values():
        item.setCheckState(Qt.CheckState.Checked if item.text() == "poisson" else Qt.CheckState.Unchecked)
    race.clear()
    person.qtbot.mouseClick(race.go, LEFT)
    person.wait(lambda: not race.running)
    assert race.points[0][0] == [0, 1], "one step, which ends it"
    assert "finished" in race.views.accessibleDescription()
    known, why = person.window.store.session.catalogue, "Poisson reconstruction needs pymeshlab, which is not installed"
    without = [replace(i, missing=why) if i.method == "poisson" else i for i in known.checkpoints]
    race.choice.clear()
    person.window.store.set_catalogue(replace(known, checkpoints=tuple(without)))
    items = {race.choice.item(n).text(): race.choice.item(n) for n in range(race.choice.count())}
    assert items["poisson"].toolTip() == why
    assert not items["poisson"].flags() & Qt.ItemFlag.ItemIsEnabled
    assert "poisson" not in race.chosen()
    combo = person.window.shape.checkpoint
    entry = combo.model().item(combo.findData("poisson"))
    assert not entry.isEnabled()
    assert why in entry.toolTip()
    person.window.store.set_catalogue(known)
