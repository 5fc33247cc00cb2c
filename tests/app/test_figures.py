"""Plots as figures: one reading for every plot, files of four kinds, and the menu of a plot in the real window."""

from __future__ import annotations

import csv
import io
import math
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu

from app.render import colorbar
from app.render.field_map_2d import NUMBERS
from app.render.figure import (
    PAGES,
    SUFFIXES,
    Axis,
    Cells,
    Figure,
    FigureCurve,
    Finish,
    csv_text,
    drawn,
    figure_bytes,
    span_of,
    typed_span,
)
from app.tools.race.views import RacePlot
from app.widgets.bar_plots import BarsPlot
from app.widgets.cell_plots import MatrixPlot, SlicePlot
from app.widgets.figures import figure_of
from app.widgets.loss_curve import LossCurve
from app.widgets.plots import PlottedLine, TwoAxisPlot
from app.widgets.probe_plots import DialPlot, SeriesPlot
from app.widgets.still import StillPlot
from app.widgets.theme import DARK, LIGHT
from core.errors import UserError
from core.measures.coloring import Coloring
from tests.app.driving import SHAPES

LOSSES, ERRORS = [1.0, 0.1, 0.02, 0.004], [0.5, 0.2, math.nan, 0.05]


def table(figure: Figure) -> list[list[str]]:
    return list(csv.reader(io.StringIO(csv_text(figure))))


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_loss_and_error_are_read_in_their_own_units_whatever_the_theme(qtbot, theme):
    plot = TwoAxisPlot()
    qtbot.addWidget(plot)
    plot.set_theme(theme)
    plot.show_curves(LOSSES, ERRORS, "held-out mean |error|", True, 2, 3)
    figure = figure_of(plot)
    assert [curve.name for curve in figure.curves] == ["context loss", "held-out mean |error|"]
    assert [curve.right for curve in figure.curves] == [False, True]
    assert figure.curves[0].y == pytest.approx(LOSSES)
    assert figure.curves[1].y == pytest.approx(ERRORS, nan_ok=True)
    assert (figure.curves[0].color, figure.curves[1].color) == (LIGHT.curve_loss, LIGHT.curve_heldout)
    assert figure.left.logarithmic
    assert figure.left.low < min(LOSSES)
    assert figure.left.high > max(LOSSES)
    assert 2 in figure.lines
    rows = table(figure)
    assert rows[0] == ["step", "context loss", "held-out mean |error|"]
    assert rows[3] == ["2", "0.02", ""]


def test_several_lines_keep_their_names(qtbot):
    plot = TwoAxisPlot()
    qtbot.addWidget(plot)
    traces = [
        PlottedLine(0, 0, LOSSES, ERRORS, True, "First"),
        PlottedLine(1, 1, LOSSES[:3], [math.nan] * 3, False, "=SUM(A1)"),
    ]
    plot.show_curves(LOSSES, ERRORS, "IoU", False, 0, 3, traces)
    figure = figure_of(plot)
    assert {curve.name for curve in figure.curves if curve.joined} == {"First, loss", "First, error", "=SUM(A1), loss"}
    assert [(curve.x, curve.y) for curve in figure.curves if not curve.joined] == [(1, 0.1)], "where it left the first"
    assert ["'=SUM(A1), loss", "1", "0.1"] in table(figure), "no formula for a spreadsheet"


def test_every_plot_of_the_inspectors_becomes_a_figure_with_its_numbers(qtbot):
    series, matrix, bars, cut, dial = (
        kind("a plot") for kind in (SeriesPlot, MatrixPlot, BarsPlot, SlicePlot, DialPlot)
    )
    for plot in (series, matrix, bars, cut, dial):
        qtbot.addWidget(plot)
    series.show_series([1, 2], {"layer 0": [1e-3, 1e-2], "all": [2e-3, 2e-2]}, "norm", logarithmic=True)
    assert table(figure_of(series))[1] == ["1", "0.001", "0.002"]
    matrix.show_matrix(
        np.array([[1.0, -0.5], [-0.5, 1.0]]),
        ["a", "b"],
        ["c", "d"],
        ("rows", "columns", "cosine"),
        (-1, 1),
        signed=True,
    )
    figure = figure_of(matrix)
    assert figure.cells is not None
    assert figure.cells.signed
    assert figure.cells.span == (-1, 1)
    assert table(figure) == [["cosine", "c", "d"], ["a", "1", "-0.5"], ["b", "-0.5", "1"]]
    bars.show_groups({"gradient": {"layer 0": 0.1, "layer 1": 10.0}}, "norm")
    assert table(figure_of(bars))[1:] == [["gradient", "0", "0.1"], ["gradient", "1", "10"]]
    a = b = np.linspace(-1, 1, 5)
    losses = 1e-3 + a[:, None] ** 2 + b**2
    cut.show_slice(a, b, losses, np.zeros((2, 2)), np.eye(3)[:, :2], ("start", "end", "other"))
    figure = figure_of(cut)
    assert figure.cells is not None
    assert figure.cells.isolines
    assert figure.cells.values == pytest.approx(np.log10(losses))
    assert [words for *_, words in figure.notes] == ["start", "end", "other"]
    dial.show_curve([0.0, 1.0], [0.1, 0.2], ("error", "turn"), (0, 1), (), logarithmic=True, share=False)
    assert table(figure_of(dial)) == [["turn", "error"], ["0", "0.1"], ["1", "0.2"]]


def test_the_race_and_the_loss_of_a_training_become_figures_too(qtbot):
    race, curve = RacePlot(DARK), LossCurve()
    for widget in (race, curve):
        qtbot.addWidget(widget)
    list(race.begin(["metasdf", "scratch"], "step", "held-out mean |error|"))
    race.show_curve(0, [0, 1], [0.5, 0.05])
    race.show_curve(1, [0, 1], [0.4, 0.3])
    race._show_news()
    assert table(figure_of(race)) == [["step", "metasdf", "scratch"], ["0", "0.5", "0.4"], ["1", "0.05", "0.3"]]
    assert {one.color for one in figure_of(race).curves} <= {*LIGHT.lines, LIGHT.curve_loss, LIGHT.curve_heldout}
    list(curve.build())
    curve.begin()
    still: Any = curve.findChild(StillPlot)
    axes = [still.getPlotItem().getAxis(name) for name in ("left", "bottom")]
    assert not any(axis.style["showValues"] for axis in axes), "of no step there are no numbers"
    for loss in (1.0, 0.1):
        curve.add(loss)
    curve.draw()
    assert all(axis.style["showValues"] for axis in axes)
    (plot,) = curve.findChildren(StillPlot)
    assert table(figure_of(plot)) == [["outer step", "query loss"], ["1", "1"], ["2", "0.1"]]


@pytest.fixture
def figure() -> Figure:
    curves = tuple(
        FigureCurve(f"$x_{n}$ <b>", np.arange(4.0), np.array(LOSSES) * n, "#1971c2", mark="o") for n in (1, 2)
    )
    return Figure("a", Axis("step", high=3), Axis("loss", logarithmic=True, low=1e-3, high=3), curves=curves)


@pytest.mark.parametrize("purpose", ["paper", "slides"])
def test_files_of_every_kind_have_the_size_of_their_purpose(figure, purpose):
    page, made = PAGES[purpose], {kind: figure_bytes(figure, kind, Finish(purpose)) for kind in SUFFIXES}
    assert Image.open(io.BytesIO(made["png"])).size == (round(200 * page.width), round(200 * page.height))
    drawing = ElementTree.fromstring(made["svg"])
    assert drawing.get("width") == f"{72 * page.width:g}pt"
    words = "".join(drawing.itertext())
    assert "$x_1$ <b>" in words, "letters are letters, and a name is no formula"
    assert f"{page.letters:g}px" in made["svg"].decode()
    assert made["pdf"].startswith(b"%PDF")
    assert made["csv"].decode().splitlines()[1] == "0,1,2"
    assert figure_bytes(figure, ".SVG", Finish(purpose)) == made["svg"], "twice the same"
    with pytest.raises(UserError, match="choose svg"):
        figure_bytes(figure, ".jpg", Finish())


def test_colours_have_the_chosen_map_and_range_and_isolines_their_numbers():
    values = np.linspace(-1, 3, 20).reshape(4, 5)
    for signed, name in ((False, "cividis"), (True, "PuOr")):
        cells = Cells(values, (0, 5, 0, 4), "value", (-2, 4), signed, isolines=True)
        shown = Figure("a", Axis("x", high=5), Axis("y", high=4), cells=cells)
        drawing = drawn(shown, Finish("screen", "cividis", "PuOr"))
        assert drawing.axes[0].images[0].get_cmap().name == name
        assert len(drawing.axes[0].texts) > 2
        assert not drawn(shown, Finish("screen", labels=False)).axes[0].texts
        spans = {span: span_of(cells, Finish(span=span)) for span in ("shown", "fitted", "symmetric", (0.0, 0.5))}
        assert list(spans.values()) == [(-2, 4), (-3, 3) if signed else (-1, 3), (-3, 3), (0, 0.5)]
    flat = Cells(np.zeros((2, 2)), (0, 1, 0, 1), "value", (0, 0))
    assert all(low < high for low, high in (span_of(flat, Finish(span=s)) for s in ("shown", "fitted", "symmetric")))


@pytest.mark.parametrize("words", ["", "1", "2:1", "a:b", "nan:1", "0:inf", "1:2:3"])
def test_a_range_that_is_none_is_one_sentence(words):
    with pytest.raises(UserError, match="is no range of colours"):
        typed_span(words)


@pytest.mark.gl
def test_a_plot_is_saved_by_its_menu_with_keys_and_by_the_dialog(person, tmp_path, monkeypatch):
    window = person.window
    person.press(Qt.Key.Key_Right)
    person.at(1)
    person.wait(person.idle)
    plot = window.curves.plot
    plot.setFocus(Qt.FocusReason.TabFocusReason)
    assert plot.hasFocus()
    from PySide6.QtGui import QContextMenuEvent

    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, plot.rect().center())
    QApplication.sendEvent(plot, asked)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    proposed = []

    def ask(_parent, _title, start, *_):
        proposed.append(start)
        return str(tmp_path / "curves.csv"), ""

    monkeypatch.setattr("app.widgets.saving.QFileDialog.getSaveFileName", ask)
    person.qtbot.keyClick(menu, Qt.Key.Key_C)
    person.wait(lambda: "The figure is in" in window.notices.text)
    shape = Path(person.session.document.source.name).stem
    assert Path(proposed[0]).name == f"{shape}_context_loss_and_held_out_error_by_step.csv", "another shape has another"
    rows = list(csv.reader((tmp_path / "curves.csv").open(encoding="utf-8")))
    losses = [entry.record.context_loss for entry in person.session.document.run.entries]
    assert [float(row[1]) for row in rows[1:]] == pytest.approx(losses)
    window.notices.dismiss()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    person.qtbot.keyClick(window, Qt.Key.Key_P, both)
    dialog = window.figures
    person.wait(dialog.isVisible)
    assert dialog.chosen is plot
    dialog.purpose.setCurrentIndex(dialog.purpose.findData("slides"))
    dialog.span.setCurrentIndex(dialog.span.findData("typed"))
    dialog.typed.setText("wide")
    dialog.save_figure(plot, tmp_path / "a.svg")
    assert "no range of colours" in window.notices.text
    dialog.typed.setText("0:1")
    dialog.save_figure(plot, tmp_path / "a.svg")
    person.wait(lambda: "a.svg" in window.notices.text)
    assert 'width="720pt"' in (tmp_path / "a.svg").read_text(encoding="utf-8")
    dialog.copy.click()
    assert QGuiApplication.clipboard().text().startswith("step,context loss")
    dialog.purpose.setCurrentIndex(0)
    dialog.span.setCurrentIndex(0)
    dialog.close()
    window.dock("curves").hide()
    person.wait(lambda: not plot.isVisible())
    window.actions_by_key["figures"].trigger()
    person.wait(lambda: "No plot is seen" in dialog.words.text())
    assert not dialog.save.isEnabled()
    dialog.close()
    window.show_dock("curves")
    person.wait(plot.isVisible)
    window.actions_by_key["figures"].trigger()
    person.wait(lambda: "Every plot has this" in dialog.words.text())
    dialog.close()


@pytest.mark.gl
def test_the_maps_and_the_numbers_on_isolines_are_seen_in_the_view_too(person):
    window, dialog = person.window, person.window.figures
    person.open(SHAPES / "digit-3.png")

    def seen() -> bool:
        actor = window.viewport.plotter.actors.get(NUMBERS)
        return actor is not None and bool(actor.GetVisibility())

    assert not seen()
    dialog.labels.setChecked(True)
    person.wait(seen)
    dialog.labels.setChecked(False)
    person.wait(lambda: not seen())
    coloring = Coloring("observed", np.array([0.0, 0.5], np.float32))
    before = colorbar.colors(coloring, window.viewport.scene_style)
    dialog.sequential.setCurrentIndex(dialog.sequential.findData("cividis"))
    assert (colorbar.colors(coloring, window.viewport.scene_style) != before).any()
    dialog.sequential.setCurrentIndex(0)
