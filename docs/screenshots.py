"""Makes the pictures of docs/images by driving the real window: `make screenshots` (on a virtual screen where needed).

    python docs/screenshots.py [--light] [--japanese] [MODE ...]

Every mode (docs/photographs) is taken light, and dark where a document shows it so, a whole window at 1280 x 900; those
of docs/photographs/files.py are of files that the program writes. --light: none is taken dark. --japanese: of the
window in that language, whose words are made when its modules are imported; the pictures have "ja" in their names.
Settings of the person who runs it are neither read nor written.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QEvent, QSettings
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from app.system.language import speak  # noqa: E402 (the folder of the program comes first)

APPLICATION = QApplication(sys.argv[:1])
LANGUAGE = "-ja" if "--japanese" in sys.argv else ""
speak(APPLICATION, "ja" if LANGUAGE else "en")

from app.document.settings import Settings  # noqa: E402
from app.tools.gallery import controller as galleries  # noqa: E402
from app.tools.outer_loop import controller as outer_loop  # noqa: E402
from app.tools.own_shapes import controller as own_shapes  # noqa: E402
from app.widgets.icons import application_icon  # noqa: E402
from app.window.window import MainWindow  # noqa: E402
from core.runs import kept  # noqa: E402
from docs.photographs import comparing, files, observing, reading, teaching  # noqa: E402
from docs.photographs.photographer import SIZE, Mode, Photographer  # noqa: E402

IMAGES = ROOT / "docs" / "images"

MODES: dict[str, Mode] = {
    mode.__name__: mode
    for mode in (
        observing.start,
        observing.steps,
        observing.window,
        observing.scan,
        observing.draw,
        observing.scene,
        observing.place,
        teaching.lesson,
        teaching.present,
        reading.views,
        reading.kept_views,
        reading.isolines,
        observing.checkpoints,
        reading.inspect,
        comparing.train,
        reading.updates,
        reading.spread,
        reading.over_time,
        reading.slow,
        reading.dials,
        comparing.branches,
        comparing.race,
        comparing.gallery,
        comparing.runs,
        observing.timeline,
        reading.colors,
        reading.ranges,
        reading.record,
        reading.figures,
        observing.depth,
        observing.carry,
        comparing.own,
        observing.panel("shape"),
        observing.panel("observe"),
        observing.panel("curves"),
    )
}
"""Each brings the window to where it is taken, and may return another window to take instead."""

FILES: dict[str, files.Written] = {one.__name__: one for one in (files.adaptation, files.page)}


def shades(mode: str) -> tuple[bool, ...]:
    """Whether it is taken dark: light always, dark where a document shows it so."""
    documents = (ROOT / "README.md", *(ROOT / "docs").rglob("*.md"))
    used = any(f"images/{mode}-dark.png" in document.read_text(encoding="utf-8") for document in documents)
    return (False, True) if used and "--light" not in sys.argv else (False,)


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
    APPLICATION.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()  # here, not on the thread of the next window's engine
    return path


def save(image: QImage, path: Path) -> None:
    """All colours: with 256 of them a colour bar has steps, and an axis another colour than its curve."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    data = bytes(image.constBits())
    picture = Image.frombytes("RGB", (image.width(), image.height()), data, "raw", "RGB", image.bytesPerLine(), 1)
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, optimize=True)


def main() -> int:
    wanted = [word for word in sys.argv[1:] if not word.startswith("--")] or [*MODES, *FILES]
    if unknown := [mode for mode in wanted if mode not in MODES and mode not in FILES]:
        sys.stderr.write(f"There is no mode {unknown[0]}; choose from {', '.join([*MODES, *FILES])}.\n")
        return 2
    gc.disable()  # app.system.gc_guard says why
    with tempfile.TemporaryDirectory() as folder:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        outer_loop.home = lambda: Path(folder) / "trained"
        own_shapes.home = lambda: Path(folder) / "own"
        galleries.home = lambda: Path(folder) / "galleries"
        kept.home = lambda: Path(folder) / "runs"
        os.environ["HOME"] = folder  # a picture shows a folder from there
        APPLICATION.setWindowIcon(application_icon())
        Settings().asks = False  # nobody is there who could answer about unsaved work
        for mode in wanted:
            for dark in shades(mode):
                try:
                    path = FILES[mode](IMAGES) if mode in FILES else photograph(mode, dark)
                    sys.stdout.write(f"{path.relative_to(ROOT)}\n")
                except FileNotFoundError as fault:
                    sys.stdout.write(f"{mode} stays as it is: {fault}\n")
                sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
