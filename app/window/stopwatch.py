"""Times the real window: how soon it is there, and how long its event loop stands still while something runs.

A program of its own, run by the verb `bench` (app.cli.bench): app.window.stopwatch STARTED prints one JSON object.
STARTED is the moment at which the process was asked for, in seconds of the epoch.

A timer of TICK_MS milliseconds beats in the loop. A gap is the time between two beats; what of it went into painting
(VTK, Qt's own widgets and composing them) is told apart, because it depends on the graphics card and not on us.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QSettings, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

from app.document.settings import APPLICATION, ORGANISATION, Settings
from app.system.gc_guard import Collector
from app.window.window import MainWindow

TICK_MS = 4
SECONDS = 12.0
"""How long each scenario runs."""

PATIENCE_S = 120.0


class Painting:
    """What the paints of all timed windows have taken, in seconds."""

    seconds = 0.0


def painted(event: QEvent, handle: Callable[[QEvent], bool]) -> bool:
    """Handles an event of a top-level window; a request to paint is timed, its widgets and views included."""
    if event.type() != QEvent.Type.UpdateRequest:
        return handle(event)
    started = time.perf_counter()
    done = handle(event)
    Painting.seconds += time.perf_counter() - started
    return done


class TimedWindow(MainWindow):
    """The window, its paints timed."""

    def event(self, event: QEvent) -> bool:
        return painted(event, super().event)


def time_windows(folder: Path) -> None:
    """Have the further windows timed as well, and galleries in this folder. Their modules come after the shell."""
    import app.tools.gallery.controller
    import app.tools.gallery.panel
    import app.tools.race.panel

    class TimedRace(app.tools.race.panel.RaceWindow):
        def event(self, event: QEvent) -> bool:
            return painted(event, super().event)

    class TimedGallery(app.tools.gallery.panel.GalleryWindow):
        def event(self, event: QEvent) -> bool:
            return painted(event, super().event)

    app.tools.race.panel.RaceWindow = TimedRace  # type: ignore[misc]
    app.tools.gallery.panel.GalleryWindow = TimedGallery  # type: ignore[misc]
    app.tools.gallery.controller.home = lambda: folder


@dataclass
class Beats:
    """Gaps between beats, and the painting within each, in milliseconds."""

    gaps: list[float] = field(default_factory=list)
    paints: list[float] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """Quantiles of the gaps, of the gaps without painting, and the median of a paint."""
        import numpy as np  # not before the shell is painted

        gaps, paints = np.array(self.gaps or [0.0]), np.array(self.paints or [0.0])
        net = (gaps - paints).clip(min=0)
        painted = paints[paints > 0]
        return {
            "gap_p99_ms": round(float(np.quantile(gaps, 0.99)), 2),
            "gap_max_ms": round(float(gaps.max()), 2),
            "gap_p99_net_ms": round(float(np.quantile(net, 0.99)), 2),
            "gap_max_net_ms": round(float(net.max()), 2),
            "paint_ms": round(float(np.median(painted)), 2) if len(painted) else 0.0,
            "paints": len(painted),
        }


class Pulse(QObject):
    """The timer that beats."""

    def __init__(self, window: TimedWindow) -> None:
        super().__init__(window)
        self.beats = Beats()
        self._timer = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._last, self._painting = 0.0, 0.0

    def start(self) -> None:
        self.beats = Beats()
        self._last, self._painting = time.perf_counter(), Painting.seconds
        self._timer.start()

    def stop(self) -> Beats:
        self._timer.stop()
        return self.beats

    @Slot()
    def _beat(self) -> None:
        now, painting = time.perf_counter(), Painting.seconds
        self.beats.gaps.append(1000 * (now - self._last))
        self.beats.paints.append(1000 * (painting - self._painting))
        self._last, self._painting = now, painting


def wait_for(condition: Callable[[], bool], seconds: float = PATIENCE_S) -> None:
    """Run the loop until something is so. Raises TimeoutError."""
    loop, started = QEventLoop(), time.monotonic()
    look = QTimer(interval=10)

    def done() -> None:
        if condition() or time.monotonic() - started > seconds:
            loop.quit()

    look.timeout.connect(done)
    look.start()
    loop.exec()
    look.stop()
    if not condition():
        raise TimeoutError(f"the window did not get there within {seconds:.0f} s")


def stepping(window: TimedWindow) -> Callable[[], int]:
    """Steps as fast as they can be had, far past the trained ones. Counts the steps taken."""
    window.player.set_speed(8)
    window.player.go_to(window.store.session.trained)
    window.player.toggle()
    first = window.store.session.last

    def keep_on() -> int:
        session = window.store.session
        if not session.playing and window.engine.target() is None:
            window.player.toggle()
        return window.store.session.last - first

    return keep_on


def racing(window: TimedWindow) -> Callable[[], int]:
    """Every checkpoint on the list races on one clock, again and again. Counts the moves."""
    moves: list[object] = []
    window.engine.task_progressed.connect(lambda _name, move: moves.append(move))
    window.actions_by_key["race"].trigger()
    wait_for(window.race.go.isVisible)  # which it is once the window has been painted

    def keep_on() -> int:
        if not window.race.running:
            window.race.go.click()
        return len(moves)

    return keep_on


def filling(window: TimedWindow) -> Callable[[], int]:
    """A gallery of furniture fills, its worst results first. Counts the results on the wall."""
    wall = window.gallery
    window.actions_by_key["gallery"].trigger()
    wait_for(wall.isVisible)
    wall.form.choose("furniture")
    wall.form.count.setValue(10_000)
    wall.go.click()
    wait_for(lambda: len(wall.model.results) > 0)
    return lambda: len(wall.model.results)


def end_all(window: TimedWindow) -> None:
    window.race.close()
    window.gallery.close()
    wait_for(lambda: not (window.race.running or window.gallery.running))


Scenario = Callable[[TimedWindow], Callable[[], int]]
SCENARIOS: dict[str, Scenario] = {"stepping": stepping, "race": racing, "gallery": filling}
"""Each starts something in a paused window at step 0, and returns what is called often: it keeps it going and counts
the parts done.
"""


def run(window: TimedWindow, name: str, seconds: float) -> dict[str, float]:
    """The figures of one scenario, over so many seconds, or longer where a busy machine has done no part until then."""
    keep_on = SCENARIOS[name](window)
    pulse = Pulse(window)
    pulse.start()
    began = time.monotonic()
    parts = 0

    def over() -> bool:
        nonlocal parts
        parts = keep_on()
        return parts > 0 and time.monotonic() > began + seconds

    wait_for(over)
    lasted = round(time.monotonic() - began, 1)
    figures = pulse.stop().figures()
    window.player.pause()
    wait_for(lambda: window.engine.target() is None)
    window.player.restart()
    end_all(window)
    return {**figures, "seconds": lasted, "parts": parts}


def measure(started: float, seconds: float) -> dict[str, object]:
    """Opens the window and runs every scenario. started: see above."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName(APPLICATION)
    with tempfile.TemporaryDirectory() as folder:  # the settings of the person stay as they are
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        application.setOrganizationName(ORGANISATION)
        Settings().asks = False  # nobody is there who could answer
        window = TimedWindow()
        collector = Collector(window.at_rest, application)
        window.engine.ready.connect(collector.settle)
        shell: list[float] = []
        view: list[float] = []
        window.start.shell_painted.connect(lambda: shell.append(time.time()))
        window.start.shell_painted.connect(lambda: time_windows(Path(folder) / "galleries"))
        window.viewport.painted.connect(lambda _: view or view.append(time.time()))
        window.show()
        window.begin()
        try:
            wait_for(lambda: window.store.session.document is not None)
            ready = time.time()
            wait_for(lambda: bool(view) or not window.viewport.ready)
            wait_for(lambda: window.start.complete and not window.store.session.busy)
            report: dict[str, object] = {
                "shell_s": round((shell[0] if shell else ready) - started, 3),
                "viewport_s": round(view[0] - started, 3) if view else None,
                "first_step_s": round(ready - started, 3),
            }
            rows = {name: run(window, name, seconds) for name in SCENARIOS}
        finally:
            window.close()
            collector.end()
    worst = {
        key: max(row[key] for row in rows.values())
        for key in ("gap_p99_ms", "gap_max_ms", "gap_p99_net_ms", "paint_ms")
    }
    return {**report, **worst, "scenario": rows}


def main(arguments: list[str]) -> None:
    seconds = float(arguments[1]) if len(arguments) > 1 else SECONDS
    sys.stdout.write(json.dumps(measure(float(arguments[0]), seconds)) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
