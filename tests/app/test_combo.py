"""The list of checkpoints: grouped by dimension, kind and method, searched in its field; an entry's tip is its card."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.document.cards import as_tip, told
from app.document.document import CheckpointInfo
from app.document.formatting import kind_name
from app.tools.observe import panel
from app.widgets.combo import METHOD, CheckpointBox
from core.methods.registry import METHODS
from tests.app.driving import Person

pytestmark = pytest.mark.gl
KEYS = [method.key for method in METHODS if method.made_by]
MANY = tuple(
    CheckpointInfo(f"{family}-{kind}-{method}", dim, 5, kind, 1024, method)
    for (family, dim), kind, method in itertools.product(
        (("furniture", 3), ("digits", 2)), ("surface", "dense"), reversed(KEYS)
    )
)


def test_a_kind_has_one_name_in_lists_and_in_sentences():
    told = {kind: title.lower() for kind, (title, _) in panel.KINDS.items() if kind != "as-is"}
    assert told == {kind: kind_name(kind) for kind in told}


@pytest.fixture
def box(person: Person) -> Iterator[CheckpointBox]:
    """The list of the panel, with many more than there are."""
    store = person.window.store
    before = store.session.catalogue
    assert before is not None
    store.set_catalogue(replace(before, checkpoints=(*before.checkpoints, *MANY)))
    found = person.window.findChild(CheckpointBox, "checkpoint")
    assert found is not None
    yield found
    found.hidePopup()
    store.set_catalogue(before)


def rows(box: CheckpointBox) -> list[tuple[str, bool]]:
    """Every row that is seen: its text, and whether it can be chosen."""
    model, view = box.model(), box.view()
    seen = [n for n in range(box.count()) if not view.isRowHidden(n)]  # pyright: ignore[reportAttributeAccessIssue]
    return [(box.itemText(n), bool(model.flags(model.index(n, 0)) & Qt.ItemFlag.ItemIsEnabled)) for n in seen]


def test_checkpoints_stand_under_headings_by_method(box):
    listed = rows(box)
    headings = [text for text, choosable in listed if not choosable]
    assert headings == [
        "2D, observed as dense", "2D, observed as half", "2D, observed as surface",
        "3D, observed as dense", "3D, observed as scan", "3D, observed as surface",
    ]  # fmt: skip
    start = listed.index(("3D, observed as dense", False)) + 1
    assert [text.removeprefix("furniture-dense-") for text, _ in listed[start : start + len(KEYS)]] == KEYS
    assert box.currentData() == "furniture-scan"


def test_typing_into_the_open_list_finds_by_name_kind_and_method(person, box):
    view = box.view()
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    person.wait(view.isVisible)
    QTest.keyClicks(view, "3d set enc")
    assert box.found.field.text() == "3d set enc"
    assert rows(box) == [
        ("3D, observed as dense", False),
        ("furniture-dense-encoder-concat", True), ("furniture-dense-encoder-hyper", True),
        ("3D, observed as surface", False), ("furniture-surface-encoder-concat", True),
        ("furniture-surface-encoder-hyper", True),
    ]  # fmt: skip
    QTest.keyClicks(view, " hyper")
    assert [text for text, choosable in rows(box) if choosable] == [
        "furniture-dense-encoder-hyper", "furniture-surface-encoder-hyper"
    ]  # fmt: skip
    assert view.currentIndex().data() == "furniture-dense-encoder-hyper"
    for _ in range(len(" hyper")):
        QTest.keyClick(view, Qt.Key.Key_Backspace)
    assert len(rows(box)) == 6
    QTest.keyClick(view, Qt.Key.Key_Escape)
    person.wait(lambda: not view.isVisible())
    assert len(rows(box)) == box.count(), "all are there the next time"
    assert box.currentData() == "furniture-scan", "nothing was chosen"


def test_the_field_is_used_with_the_mouse_and_cleared_for_the_next_time(person, box):
    view, field = box.view(), box.found.field
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    person.wait(view.isVisible)
    assert field.isVisible()
    assert field.geometry().bottom() <= view.viewport().geometry().top(), "it hides no entry"
    QTest.mouseClick(field, Qt.MouseButton.LeftButton, pos=field.rect().center())
    QTest.keyClicks(field, "half")
    assert rows(box) == [("2D, observed as half", False), ("digits-partial", True)]
    QTest.keyClick(field, Qt.Key.Key_Escape)
    person.wait(lambda: not view.isVisible())
    assert field.text() == ""


def test_an_entry_shows_its_method_and_tells_its_card(person, box):
    row = box.findData("furniture-scan")
    assert box.itemData(row, METHOD) == "MetaSDF"
    tip = box.itemData(row, Qt.ItemDataRole.ToolTipRole)
    assert "3D, MetaSDF, trained on &#x27;scan&#x27; with 128 points" in tip
    assert "<td>2 layers of 32, relu</td>" in tip


CARD = {
    "training": {"family": "furniture"}, "spec": {"width": 128, "depth": 4, "activation": "relu"}, "loss": "l2",
    "outer_steps": 4000, "training_minutes": 232.0, "notes": "a <b>\n note",
    "results": {"shapes": 100, "steps": [{"step": 5, "iou": {"mean": 0.7551, "std": 0.0985}}]},
}  # fmt: skip


def test_a_card_is_told_in_lines():
    assert dict(told(CARD, 5)) == {
        "Trained on": "furniture", "Network": "4 layers of 128, relu", "Loss": "l2", "Outer steps": "4,000",
        "Training time": "3.9 hours", "Unseen shapes": "IoU 0.76 ± 0.10 on 100", "Notes": "a <b> note",
    }  # fmt: skip
    assert "a &lt;b&gt; note" in as_tip("x", "y", told(CARD, 5))


@pytest.mark.parametrize("key", CARD)
def test_a_card_of_any_content_is_told_as_far_as_it_fits(key):
    for wrong in (None, True, "\x00", [1, [2]], {"steps": 3}, math.inf, math.nan, 10**400):
        lines = told({**CARD, key: wrong}, 5)
        assert all(isinstance(name, str) and isinstance(words, str) for name, words in lines), wrong


def test_what_was_found_is_chosen_with_enter(person, box):
    chosen: list[str] = []
    box.activated.disconnect()
    box.activated.connect(lambda index: chosen.append(box.itemData(index)))
    try:
        box.setFocus()
        box.showPopup()
        person.wait(box.view().isVisible)
        QTest.keyClicks(box.view(), "digits-partial")
        QTest.keyClick(box.view(), Qt.Key.Key_Return)
        person.wait(lambda: chosen == ["digits-partial"])
    finally:
        box.activated.connect(person.window.shape._checkpoint_activated)
        person.window.shape.restore()


def test_a_heading_is_never_chosen(person, box):
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    view = box.view()
    person.wait(view.isVisible)
    person.qtbot.wait(QApplication.doubleClickInterval() + 100)
    view.scrollToTop()
    QTest.mouseClick(
        view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=QPoint(8, view.visualRect(view.model().index(0, 0)).center().y()),
    )
    assert box.currentData() == "furniture-scan"
    box.hidePopup()
