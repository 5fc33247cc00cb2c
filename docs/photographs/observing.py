"""What is observed: shapes, scans, drawings, scenes; and the first minute."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from app.widgets.combo import CheckpointBox
from app.window.files import carry_question
from docs.photographs.photographer import ROOT, SHAPES, Mode, Photographer


def start(person: Photographer) -> None:
    """The first minute."""
    person.only("shape", "observe", "curves")
    person.settle()


def steps(person: Photographer) -> QWidget:
    """The view at the start, after half of the trained steps and after all of them, side by side."""
    person.only()
    person.window.colors.hide()
    views = []
    half = (Qt.Key.Key_Right,) * (person.window.store.session.trained // 2)
    for keys in ((Qt.Key.Key_Home,), half, (Qt.Key.Key_End,)):
        for key in keys:
            person.press(key)
            person.settle()
        views.append(person.window.viewport.grab())
    strip = QLabel()
    strip.setPixmap(side_by_side(views))
    strip.resize(strip.sizeHint())
    return strip


def side_by_side(views: list[QPixmap]) -> QPixmap:
    """One row of pictures of the same size, the middle two thirds of each."""
    width, height = views[0].width() * 2 // 3, min(view.height() for view in views)
    row = QPixmap(len(views) * width, height)
    painter = QPainter(row)
    for place, view in enumerate(views):
        painter.drawPixmap(place * width, 0, view.copy(view.width() // 6, 0, width, height))
    painter.end()
    return row


def window(person: Photographer) -> None:
    """The fifth step of a scan, its imagined side coloured."""
    person.only("shape", "observe", "curves")
    person.open(SHAPES / "chair.ply")
    person.end()


def checkpoints(person: Photographer) -> QWidget:
    """The open list of checkpoints, with what was typed into it and the card of one."""
    person.only("shape", "observe", "curves")
    person.open(SHAPES / "chair.ply")
    person.end()
    box = person.window.findChild(CheckpointBox)
    assert box is not None
    box.showPopup()
    found = box.view()
    person.wait(found.isVisible)
    QTest.keyClicks(found, "3d metasdf")
    person.rest()
    rows = [found.visualRect(box.model().index(row, 0)) for row in range(box.count())]
    bottom = max(row.bottom() for row in rows) + found.viewport().y() + 8
    opened = found.window().grab().copy(0, 0, found.window().width(), bottom)
    card = QLabel(str(found.currentIndex().data(Qt.ItemDataRole.ToolTipRole)), wordWrap=True)
    return with_card(opened, card)


def with_card(opened: QPixmap, card: QLabel) -> QLabel:
    """The open list, and at its left the tip of an entry as it is seen when the mouse rests on it."""
    card.setFrameShape(QLabel.Shape.Box)
    card.setMargin(8)
    card.setFixedWidth(360)
    tip = card.grab()
    picture = QPixmap(tip.width() + 12 + opened.width(), max(opened.height(), 40 + tip.height()))
    picture.fill(card.palette().window().color())
    painter = QPainter(picture)
    painter.drawPixmap(0, 40, tip)
    painter.drawPixmap(tip.width() + 12, 0, opened)
    painter.end()
    seen = QLabel()
    seen.setPixmap(picture)
    seen.resize(seen.sizeHint())
    return seen


def panel(name: str) -> Mode:
    """One panel of the window alone, at the trained end of a chair."""

    def taken(person: Photographer) -> QWidget:
        person.only(*dict.fromkeys(("shape", "observe", "curves", name)))
        person.open(SHAPES / "chair.ply")
        person.end()
        return next(dock for dock in person.window.docks if dock.objectName() == f"dock.{name}")

    taken.__name__ = name
    return taken


def timeline(person: Photographer) -> QWidget:
    """The bar under the view, some steps past the trained ones."""
    person.only("shape", "observe", "curves")
    person.open(SHAPES / "chair.ply")
    person.end()
    for _ in range(2):
        person.press(Qt.Key.Key_Right)
        person.settle()
    return person.window.transport


def scan(person: Photographer) -> None:
    """A depth camera at the view's place, and a second one."""
    person.open(SHAPES / "chair.ply")
    person.only("scan", "shape", "curves")
    person.press(Qt.Key.Key_F)
    person.rest(300)
    person.settle()
    person.end()
    person.press(Qt.Key.Key_I)
    person.settle()


def draw(person: Photographer) -> None:
    """A drawn 3 of which the lower bow is unknown."""
    person.window.actions_by_key["draw"].trigger()
    person.only("draw", "shape", "curves")
    person.wait(person.window.draw.pad.isVisible)
    person.rest()
    upper = [(-0.35, 0.55), (0.0, 0.68), (0.3, 0.5), (0.25, 0.2), (-0.05, 0.05)]
    lower = [(-0.05, 0.05), (0.3, -0.1), (0.35, -0.45), (0.0, -0.68), (-0.4, -0.55)]
    person.stroke([*upper, *lower])
    person.wait(person.drawn)
    person.settle()
    person.window.draw.tools.button(2).click()
    person.stroke([(-0.1, -0.62), (0.2, -0.6), (0.35, -0.45)])
    person.rest(1500)
    person.settle()


def scene(person: Photographer) -> None:
    """The mug of a table, in the box that cuts. Raises FileNotFoundError without the shared data."""
    data = Path(os.environ.get("METASDF_DATA", ROOT.parent / "shared" / "data"))
    person.open((data / "scans" / "pcl" / "table_scene_mug_stereo_textured.pcd").resolve(strict=True))
    person.only("scene", "shape", "curves")
    panel = person.window.scene
    person.wait(panel.plane.isEnabled)
    panel.plane.click()
    person.wait(lambda: panel.done.count() == 1 and panel.pieces.count() > 2)
    person.settle()
    panel.pieces.setCurrentRow(1)
    panel.piece.click()
    person.wait(lambda: panel.done.count() == 2 and panel.pieces.count() < 5)
    person.settle()
    panel.box.click()
    person.rest(1500)
    person.settle()


def place(person: Photographer) -> None:
    """A completed scan with the cross of the canonical frame, in the box that moves it by hand."""
    person.only("place", "shape", "curves")
    person.end()
    person.window.place.handle.setChecked(True)
    person.settle()


def depth(person: Photographer) -> QWidget:
    """The form for the camera of a depth image, with the numbers of a usual one."""
    with tempfile.TemporaryDirectory() as folder:
        y, x = np.mgrid[:48, :64]
        ball = np.hypot(y - 24, x - 32) < 20
        Image.fromarray((ball * (2000 - 10 * y)).astype(np.uint16)).save(Path(folder) / "frame.png")
        person.open(Path(folder) / "frame.png")
    form = person.window.depth_camera
    for key, number in (("fx", 585.0), ("fy", 585.0), ("cx", 320.0), ("cy", 240.0)):
        form.numbers[key].setValue(number)
    person.window.actions_by_key["depth_camera"].trigger()
    person.wait(form.isVisible)
    person.rest()
    return form


def carry(person: Photographer) -> QWidget:
    """What is asked when a session of one's own file is saved."""
    box = carry_question("my-chair.ply", 1_240_000, person.window)
    box.show()
    person.rest()
    return box
