"""Makes the pictures of docs/images by driving the real window: `make screenshots` (on a virtual screen where needed).

    python docs/screenshots.py [--light] [--japanese] [MODE ...]

Every mode is taken light and (but for --light) dark, a whole window at 1280 x 900. --japanese: of the window in that
language, whose words are made when its modules are imported; the pictures have "ja" in their names.
Settings of the person who runs it are neither read nor written.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import QEventLoop, QItemSelectionModel, QPoint, QSettings, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from app.system.language import speak  # noqa: E402 (the folder of the program comes first)

APPLICATION = QApplication(sys.argv[:1])
LANGUAGE = "-ja" if "--japanese" in sys.argv else ""
speak(APPLICATION, "ja" if LANGUAGE else "en")

from app.document.settings import Settings  # noqa: E402
from app.tools.gallery import controller as galleries  # noqa: E402 (the folder of the program comes first)
from app.tools.lesson.pages import bundled_lessons  # noqa: E402
from app.tools.outer_loop import controller as outer_loop  # noqa: E402
from app.widgets.icons import application_icon  # noqa: E402
from app.window.files import carry_question  # noqa: E402
from app.window.window import MainWindow  # noqa: E402
from core.runs import kept  # noqa: E402

IMAGES = ROOT / "docs" / "images"
SHAPES = ROOT / "assets" / "shapes"
SIZE = (1280, 900)
PATIENCE_MS = 60_000


class Photographer:
    """Hands and eyes in front of a window."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def wait(self, condition: Callable[[], bool]) -> None:
        """Let the window work until something is true. Raises TimeoutError."""
        loop, tick, limit = QEventLoop(), QTimer(interval=30), QTimer(singleShot=True, interval=PATIENCE_MS)
        tick.timeout.connect(lambda: loop.quit() if condition() else None)
        limit.timeout.connect(loop.quit)
        tick.start()
        limit.start()
        loop.exec()
        tick.stop()
        if not condition():
            raise TimeoutError("the window did not get there")

    def rest(self, milliseconds: int = 500) -> None:
        """Let it paint."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def settle(self) -> None:
        """Wait until nothing is computed and the surface is at its finest."""
        self.wait(self._idle)
        self.rest()

    def _idle(self) -> bool:
        session = self.window.store.session
        entry = session.entry
        if entry is None or entry.level is None or session.busy or session.playing or not self.window.start.complete:
            return False
        return self.window.engine.target() is None and (entry.record.diverged or entry.level.resolution >= 128)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)
        self.window.viewport.setFocus()
        QTest.keyClick(self.window.viewport.plotter or self.window, key, modifier)

    def drawn(self) -> bool:
        """Whether a drawing is what is adapted to."""
        document = self.window.store.session.document
        return document is not None and bool(document.setup.drawing)

    def stroke(self, places: list[tuple[float, float]]) -> None:
        """Draw on the pad with the mouse; places in the box [-1, 1]^2."""
        pad = self.window.draw.pad
        points = [pad.position_of(*place).toPoint() for place in places]
        QTest.mousePress(pad, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, points[0])
        for point in points[1:]:
            QTest.mouseMove(pad, point)
        QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, points[-1])

    def open(self, path: Path) -> None:
        before = self.window.store.session.document
        self.window.controller.open_path(str(path))
        self.wait(lambda: self.window.store.session.document is not before)
        self.settle()

    def end(self) -> None:
        """To the trained end, by its key."""
        self.press(Qt.Key.Key_End)
        self.wait(lambda: self.window.store.session.cursor == self.window.store.session.trained)
        self.settle()

    def only(self, *docks: str) -> None:
        """These docks beside the view, the others closed."""
        for dock in self.window.docks:
            if dock.objectName().removeprefix("dock.") not in docks:
                dock.hide()
        for dock in docks:
            self.window.show_dock(dock)
        self.rest(200)


def start(person: Photographer) -> None:
    """The first minute."""
    person.only("shape", "observe", "curves")
    person.settle()


def window(person: Photographer) -> None:
    """The fifth step of a scan, its imagined side coloured."""
    person.only("shape", "observe", "curves")
    person.open(SHAPES / "chair.ply")
    person.end()


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
    """A table with its largest plane removed, and a box. Raises FileNotFoundError without the shared data."""
    data = Path(os.environ.get("METASDF_DATA", ROOT.parent / "shared" / "data"))
    person.open((data / "scans" / "pcl" / "table_scene_mug_stereo_textured.pcd").resolve(strict=True))
    person.only("scene", "shape", "curves")
    panel = person.window.scene
    panel.thickness.setValue(0.01)
    panel.plane.click()
    person.wait(lambda: panel.done.count() == 1)
    person.settle()
    person.wait(lambda: panel.pieces.count() > 1)
    panel.pieces.setCurrentRow(1)
    panel.box.click()
    person.rest(1500)
    person.settle()


def place(person: Photographer) -> None:
    """A raw scan with the cross of the canonical frame, in the box that moves it by hand."""
    person.only("place", "shape", "curves")
    person.window.place.handle.setChecked(True)
    person.settle()


def lesson(person: Photographer) -> None:
    """The third lesson, its answer shown."""
    person.only("shape", "curves")
    person.window.classroom.open(str(bundled_lessons()[2]))
    person.rest(800)
    person.settle()
    person.end()
    person.window.lesson.reveal()
    person.settle()


def present(person: Photographer) -> None:
    """A lesson over the view, a key just pressed."""
    person.press(Qt.Key.Key_F11)
    person.window.resize(person.window.screen().size())  # where no window manager does it
    person.window.classroom.open(str(bundled_lessons()[2]))
    person.rest(800)
    person.settle()
    person.press(Qt.Key.Key_Right)
    person.settle()
    person.press(Qt.Key.Key_Right)
    person.settle()
    person.rest(2000)
    person.press(Qt.Key.Key_Left)
    person.rest(200)


def views(person: Photographer) -> None:
    """A chair from the front without perspective, with the axes cross, and a kept view."""
    person.open(SHAPES / "chair.ply")
    person.end()
    person.window.actions_by_key["layout_inspect"].trigger()
    person.rest(300)
    person.press(Qt.Key.Key_1)
    person.press(Qt.Key.Key_O, Qt.KeyboardModifier.ShiftModifier)
    person.press(Qt.Key.Key_A)
    person.settle()


def inspect(person: Photographer) -> None:
    """A slice through the fifth step of a chair, its errors, residuals of the points, and numbers at the centre."""
    person.open(SHAPES / "chair.ply")
    person.end()
    person.only("inspect", "shape", "curves")
    for key in (Qt.Key.Key_C, Qt.Key.Key_E):
        person.press(key)
    person.window.inspect.sides.button(1).click()
    person.wait(lambda: person.window.store.session.found("error") is not None)
    if person.window.inspect.open_.isChecked():  # it is remembered
        person.window.inspect.open_.click()
    person.press(Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    person.rest(1500)
    person.settle()
    person.rest(2500)  # the error of the finest surface


def train(person: Photographer) -> None:
    """The outer loop after eighty steps."""
    person.open(SHAPES / "digit-3.png")
    person.only("train", "shape", "curves")
    person.window.outer_loop.start(0, 2000)
    person.wait(lambda: person.window.train.fields.step >= 80)
    person.rest()


def spread(person: Photographer) -> None:
    """How sure a digit is of which a part was hidden: its spread, the members, and how often they hold."""
    person.only("spread", "shape")
    person.open(SHAPES / "digit-3.png")
    before = person.window.store.session.document
    assert before is not None
    person.window.controller.change_setup(replace(before.setup, seed=2))
    person.wait(lambda: person.window.store.session.document is not before)
    person.end()
    person.window.spread.go.click()
    person.window.spread.skins.click()
    person.wait(lambda: len(person.window.spreading.skins) > 7)
    person.wait(lambda: person.window.spread.judgement is not None)
    person.press(Qt.Key.Key_P)
    person.settle()


def over_time(person: Photographer) -> None:
    """The steps of a scanned chair at once, and what pulled in the last one."""
    person.only("over_time", "shape", "curves")
    person.end()
    panel = person.window.over_time
    for box in (panel.skins, panel.colors, panel.points):
        box.click()
    person.wait(lambda: bool(person.window.over_time_controller.skins) and panel.shares is not None)
    person.settle()


def updates(person: Photographer) -> None:
    """The map of learned rates, and the loss around the steps."""
    person.window.show_dock("updates")
    person.only("updates", "shape", "curves")
    person.end()
    panel = person.window.updates
    panel.view.setCurrentIndex(panel.view.findData("slice"))
    panel.go.click()
    person.wait(lambda: panel.slice is not None and not panel.running)
    person.settle()


def slow(person: Photographer) -> None:
    """The second step in slow motion, at its scaled update."""
    person.window.actions_by_key["slow"].trigger()
    person.only("slow", "shape", "curves")
    for _ in range(4 + 3):
        person.press(Qt.Key.Key_Right)
        person.settle()
    person.wait(lambda: person.window.phases.taken is not None)
    person.settle()


def dials(person: Photographer) -> None:
    """The error of a digit by its rotation."""
    person.open(SHAPES / "digit-3.png")
    person.window.actions_by_key["dials"].trigger()
    person.only("dials", "shape", "curves")
    person.end()
    panel = person.window.dials
    panel.choice.setCurrentIndex(panel.choice.findText("Rotation"))
    panel.slider.set_value(30)
    panel.sweep.click()
    person.wait(lambda: not panel.running)
    person.settle()


def branches(person: Photographer) -> None:
    """Three lines of a chair, two of them side by side."""
    person.open(SHAPES / "chair.ply")
    person.window.actions_by_key["branches"].trigger()
    person.only("branches", "curves")
    person.end()
    panel = person.window.branches
    for step, change in ((1, "rate_scale"), (2, "optimizer")):
        document = person.window.store.session.document
        person.window.player.go_to(step)
        panel.form.what.setCurrentIndex(panel.form.what.findData(change))
        panel.form.go.click()
        person.wait(lambda document=document: person.window.store.session.document is not document)
        person.settle()
        person.end()
        person.window.controller.show_line(0)
        person.settle()
    person.window.controller.show_line(1)
    panel.form.what.setCurrentIndex(0)
    person.settle()
    person.window.actions_by_key["compare"].trigger()
    person.wait(lambda: "step" in person.window.side_by_side.other_words.text())
    person.rest(200)
    person.window.viewport.reset_camera()
    person.rest(2500)
    person.settle()


def race(person: Photographer) -> QWidget:
    """MetaSDF, an auto-decoder, a set encoder and a start from scratch, by steps, on one dense observation."""
    person.open(SHAPES / "chair.ply")
    document = person.window.store.session.document
    assert document is not None
    person.window.controller.change_setup(replace(document.setup, checkpoint="furniture-dense", kind="dense"))
    person.wait(lambda: person.window.store.session.document is not document)
    person.settle()
    person.window.actions_by_key["race"].trigger()
    track = person.window.race
    person.wait(track.isVisible)
    track.resize(*SIZE)
    track.steps.setValue(60)
    person.rest()
    track.go.click()
    person.wait(lambda: not track.running)
    person.rest(1500)
    return track


def gallery(person: Photographer) -> QWidget:
    """Test shapes of the furniture family, from one view each, the worst first."""
    person.settle()
    person.window.actions_by_key["gallery"].trigger()
    wall = person.window.gallery
    person.wait(wall.isVisible)
    wall.resize(*SIZE)
    wall.form.choose("furniture")
    wall.form.count.setValue(60)
    wall.go.click()
    person.wait(lambda: len(wall.model.shown) >= 24)
    wall.tiles.setCurrentIndex(wall.model.index(1))
    person.rest()
    return wall


def runs(person: Photographer) -> QWidget:
    """Kept runs of two shapes, and two of one chair in the colours of their distance."""
    shutil.rmtree(kept.home(), ignore_errors=True)
    table = person.window.runs
    notes = {
        "digit-3.png": ("", "half of it is hidden"),
        "chair.ply": ("too thick", "legs apart", "past the trained steps"),
    }
    for name, written in notes.items():
        person.open(SHAPES / name)
        for place, note in enumerate(written):
            for _ in range(2):
                person.press(Qt.Key.Key_Right)
                person.settle()
            person.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
            person.wait(lambda: "is kept" in person.window.notices.text)
            person.window.notices.dismiss()
            row = max(kept.read_rows(kept.home())[0], key=lambda run: (run.name == name, run.steps))
            kept.noted(row, note)
            person.rest(1100 * (place + 1 < len(written)))  # by the clock they follow each other
    person.window.actions_by_key["runs"].trigger()
    person.wait(lambda: len(table.model.rows) == 5)
    table.resize(*SIZE)
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for step in (4, 6):
        row = next(n for n, run in enumerate(table.model.shown) if (run.name, run.steps) == ("chair.ply", step))
        table.table.selectionModel().select(table.model.index(row, 0), flags)
    table.compare.look.setCurrentIndex(2)
    table.compare.go.click()
    person.wait(lambda: not table.compare.running and table.views is not None)
    person.rest(2500)
    return table


Mode = Callable[[Photographer], QWidget | None]


def steps(person: Photographer) -> QWidget:
    """The view after 0, 1 and K steps, side by side."""
    person.only()
    person.window.colors.hide()
    views = []
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_End):
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


def colors(person: Photographer) -> QWidget:
    """The view with its surface coloured by the change in the last step."""
    person.only()
    person.open(SHAPES / "chair.ply")
    person.end()
    person.window.controller.set_view(replace(person.window.store.session.view, color="change"))
    person.settle()
    person.rest(1500)
    return person.window.viewport


def ranges(person: Photographer) -> QWidget:
    """The same with a fitted range and the menu of the colour bar."""
    view, menu = colors(person), person.window.colors.menu
    person.window.colors.fitted.trigger()
    person.settle()
    picture = view.grab()
    menu.popup(view.mapToGlobal(QPoint(0, 0)))
    person.wait(menu.isVisible)
    person.rest()
    painter = QPainter(picture)
    painter.drawPixmap(130, view.height() // 2, menu.grab())
    painter.end()
    menu.close()
    seen = QLabel()
    seen.setPixmap(picture)
    seen.resize(seen.sizeHint())
    return seen


def record(person: Photographer) -> QWidget:
    """The dialog, for a film."""
    person.open(SHAPES / "chair.ply")
    person.end()
    person.window.actions_by_key["record"].trigger()
    dialog = person.window.recorder
    person.wait(dialog.isVisible)
    dialog.kind.setCurrentIndex(dialog.kind.findData("film"))
    person.rest()
    return dialog


def figures(person: Photographer) -> QWidget:
    """The dialog, with the plot of a run."""
    person.open(SHAPES / "chair.ply")
    person.end()
    person.rest()
    person.window.actions_by_key["figures"].trigger()
    person.wait(person.window.figures.isVisible)
    person.rest()
    return person.window.figures


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


def own(person: Photographer) -> QWidget:
    """Its window, with the bundled pieces of furniture read."""
    person.settle()
    person.window.actions_by_key["own"].trigger()
    shown = person.window.own
    person.wait(shown.isVisible)
    shown.resize(*SIZE)
    folder = Path.home() / "furniture"
    folder.mkdir(exist_ok=True)
    for mesh in SHAPES.glob("*.ply"):
        shutil.copy(mesh, folder)
    shown.meshes.take(str(folder))
    person.wait(shown.go.isEnabled)
    person.rest()
    return shown


MODES: dict[str, Mode] = {
    mode.__name__: mode
    for mode in (
        start,
        steps,
        window,
        scan,
        draw,
        scene,
        place,
        lesson,
        present,
        views,
        inspect,
        train,
        updates,
        spread,
        over_time,
        slow,
        dials,
        branches,
        race,
        gallery,
        runs,
        timeline,
        colors,
        ranges,
        record,
        figures,
        depth,
        carry,
        own,
        panel("shape"),
        panel("observe"),
        panel("curves"),
    )
}
"""Each brings the window to where it is taken, and may return another window to take instead."""


def photograph(mode: str, dark: bool) -> Path:
    """One picture, in a window of its own."""
    taken = MainWindow()
    if dark != (taken.settings.theme == "dark"):
        taken.actions_by_key["dark"].trigger()
    taken.resize(*SIZE)
    taken.show()
    taken.begin()
    person = Photographer(taken)
    try:
        person.settle()
        if mode != "start":
            taken.invitation.hide()
        seen = MODES[mode](person) or taken
        path = IMAGES / f"{mode}{LANGUAGE}-{'dark' if dark else 'light'}.png"
        save(seen.grab().toImage(), path)
    finally:
        taken.close()
        taken.engine.wait()
        taken.deleteLater()
    return path


def save(image: QImage, path: Path) -> None:
    """All colours: with 256 of them a colour bar has steps, and an axis another colour than its curve."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    data = bytes(image.constBits())
    picture = Image.frombytes("RGB", (image.width(), image.height()), data, "raw", "RGB", image.bytesPerLine(), 1)
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, optimize=True)


def main() -> int:
    wanted = [word for word in sys.argv[1:] if not word.startswith("--")] or list(MODES)
    shades = (False,) if "--light" in sys.argv else (False, True)
    if unknown := [mode for mode in wanted if mode not in MODES]:
        sys.stderr.write(f"There is no mode {unknown[0]}; choose from {', '.join(MODES)}.\n")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        outer_loop.home = lambda: Path(folder) / "trained"
        galleries.home = lambda: Path(folder) / "galleries"
        kept.home = lambda: Path(folder) / "runs"
        os.environ["HOME"] = folder  # a picture shows a folder from there
        APPLICATION.setWindowIcon(application_icon())
        Settings().asks = False  # nobody is there who could answer about unsaved work
        for mode in wanted:
            for dark in shades:
                try:
                    sys.stdout.write(f"{photograph(mode, dark).relative_to(ROOT)}\n")
                except FileNotFoundError as fault:
                    sys.stdout.write(f"{mode} stays as it is: {fault}\n")
                sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
