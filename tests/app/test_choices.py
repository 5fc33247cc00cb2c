"""The list of checkpoints: grouped by dimension and kind, by method, and searched by typing into the open list."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.document.document import CheckpointInfo
from app.widgets.choices import CheckpointBox
from core.methods.registry import METHODS
from tests.app.test_window import Person, person  # noqa: F401 (a fixture)

pytestmark = pytest.mark.gl
KEYS = [method.key for method in METHODS if method.made_by]
MANY = tuple(
    CheckpointInfo(f"{family}-{kind}-{method}", dim, 5, kind, 1024, method)
    for (family, dim), kind, method in itertools.product(
        (("furniture", 3), ("digits", 2)), ("surface", "dense"), reversed(KEYS)
    )
)


@pytest.fixture
def box(person: Person) -> Iterator[CheckpointBox]:  # noqa: F811
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
        "Type to search", "2D, observed as dense", "2D, observed as half", "2D, observed as surface",
        "3D, observed as dense", "3D, observed as scan", "3D, observed as surface",
    ]  # fmt: skip
    start = listed.index(("3D, observed as dense", False)) + 1
    assert [text.removeprefix("furniture-dense-") for text, _ in listed[start : start + len(KEYS)]] == KEYS
    assert box.currentData() == "furniture-scan"


def test_typing_into_the_open_list_finds_by_name_kind_and_method(person, box):  # noqa: F811
    view = box.view()
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    person.wait(view.isVisible)
    QTest.keyClicks(view, "3d set enc")
    assert rows(box) == [
        ("Type to search: 3d set enc", False), ("3D, observed as dense", False),
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
    assert len(rows(box)) == 7
    QTest.keyClick(view, Qt.Key.Key_Escape)
    person.wait(lambda: not view.isVisible())
    assert len(rows(box)) == box.count(), "all are there the next time"
    assert box.currentData() == "furniture-scan", "nothing was chosen"


def test_what_was_found_is_chosen_with_enter(person, box):  # noqa: F811
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


def test_a_heading_is_never_chosen(person, box):  # noqa: F811
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    view = box.view()
    person.wait(view.isVisible)
    person.qtbot.wait(QApplication.doubleClickInterval() + 50)
    view.scrollToTop()
    QTest.mouseClick(
        view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=QPoint(8, view.visualRect(view.model().index(1, 0)).center().y()),
    )
    assert box.currentData() == "furniture-scan"
    box.hidePopup()
