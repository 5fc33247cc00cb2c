"""The race: methods side by side on the open observation, with one camera, and their errors as they go."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtOpenGLWidgets import QOpenGLWidget
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSpinBox,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.document.document import Document
from app.document.formatting import as_sentence, number
from app.document.store import Store
from app.system.idle_tasks import IdleTasks
from app.system.words import tr
from app.widgets.labels import as_written
from app.widgets.letters import grown
from app.widgets.numbers import DecimalBox
from app.widgets.room import resize_within_screen
from app.widgets.theme import LIGHT, Theme

if TYPE_CHECKING:
    from core.runs.race import Limit, Move

MOST_LANES = 6
WIDTH = 300
"""Pixels of the panel at the side, with words of the usual size."""

LINE_UP = ("metasdf", "autodecoder-concat", "encoder-concat", "scratch", "encoder-hyper", "autodecoder-hyper")
"""Methods in the order in which they are offered; four start as ticked, one of each way to fit a shape."""

ENDS = {
    "": tr("running"),
    "finished": tr("finished"),
    "diverged": tr("diverged"),
    "limit": tr("stopped at the limit"),
}


class RaceWindow(QWidget):
    """Chooses lanes and clock; shows every move. `start_asked` with names and limit; `stop_asked`."""

    start_asked = Signal(object, object)  # list of checkpoint names, Limit
    stop_asked = Signal()

    def __init__(self, store: Store, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(tr("Race"))
        self.setAccessibleName(tr("Race"))
        resize_within_screen(self, 1180, 820)
        self._store, self._theme, self.software, self.mark_size = store, LIGHT, True, 1.0
        self.views: Any = None
        self._plot: Any = None
        self.points: list[tuple[list[float], list[float]]] = []
        self.lanes: list[str] = []
        self.running = False
        self._refining: set[str] = set()  # names of checkpoints that can
        self._turns = IdleTasks(self)  # of the stage that is being set
        self._build()
        store.document_changed.connect(self.offer)
        store.catalogue_changed.connect(self.offer)

    def _build(self) -> None:
        self._herald = QOpenGLWidget(self)  # as in app.view.viewport: the first one would make the window anew
        self._herald.setGeometry(0, 0, 0, 0)
        self._herald.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.choice = QListWidget()
        self.choice.setAccessibleName(tr("Who races"))
        self.choice.setToolTip(
            tr("Tick one to {most_lanes} methods; Space ticks the chosen line", most_lanes=MOST_LANES)
        )
        self.clock = QComboBox()
        self.clock.setAccessibleName(tr("Clock"))
        self.clock.setToolTip(tr("In turn, one step each; or always the one that has used the least time of its own"))
        self.clock.addItem(tr("By steps"), "steps")
        self.clock.addItem(tr("On one clock"), "seconds")
        self.steps = QSpinBox(minimum=1, maximum=5000, value=100, suffix=tr(" steps"))
        self.steps.setAccessibleName(tr("Most steps"))
        self.steps.setToolTip(tr("Nobody takes more steps: 1 to 5000"))
        self.seconds = DecimalBox(minimum=0.05, maximum=600, value=2.0, suffix=tr(" s"), singleStep=0.5)
        self.seconds.setAccessibleName(tr("Most time"))
        self.seconds.setToolTip(tr("Nobody computes longer, on one clock: 0.05 to 600 seconds of its own time"))
        self.seconds.setEnabled(False)
        self.refine = QCheckBox(tr("&Refine"))
        self.refine.setChecked(True)
        self.refine.setAccessibleName(tr("Refine"))
        self.refine.setToolTip(tr("Methods that know how go on past their trained steps until the points fit"))
        self.go = QPushButton(tr("&Start"))
        self.go.setToolTip(tr("Let them race on the observation that is open; the same button stops them"))
        self.go.setAccessibleName(tr("Start the race"))
        self.words = QLabel(tr("Open a shape, tick the methods, and start."))
        self.words.setProperty("muted", True)
        self.words.setWordWrap(True)
        self.words.setAccessibleName(tr("State of the race"))
        side = QVBoxLayout()
        title = QLabel(tr("&Who races"))
        title.setBuddy(self.choice)
        for widget in (title, self.choice, self.clock, self.steps, self.seconds, self.refine, self.go, self.words):
            side.addWidget(widget)
        self._panel = QWidget()
        self._panel.setLayout(side)
        self._panel.hide()  # until the window has been painted once, see showEvent
        self.hint = QLabel(
            tr(
                "Tick one to {most_lanes} methods, and start.\nEach has a view here, all turned by one camera.",
                most_lanes=MOST_LANES,
            )
        )
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setProperty("muted", True)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.addWidget(self.hint)
        layout = QHBoxLayout(self)
        layout.addWidget(self._split, 1)
        layout.addWidget(self._panel)
        self.clock.currentIndexChanged.connect(self._clock_changed)
        self.go.clicked.connect(self._go)
        self.choice.itemChanged.connect(self._cast_changed)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    @Slot()
    def offer(self) -> None:
        """The checkpoints that fit the open shape: the one in use, one of every other method, the rest. Four ticked.

        Of a method those come first that were trained on observations of this kind: others would race with a handicap.
        """
        session = self._store.session
        document, catalogue = session.document, session.catalogue
        self.go.setEnabled(document is not None)
        if document is None or catalogue is None:
            return
        own, seen = document.setup.checkpoint, document.run.observation
        self._refining = {info.name for info in catalogue.checkpoints if info.refine_steps}
        if document.all_lines[0].run.refine_steps:
            self._refining.add(own)
        fitting = [info for info in catalogue.checkpoints if info.dim == document.source.dim]
        fitting.sort(key=lambda info: info.observe != seen.kind)
        used = next((info.method for info in fitting if info.name == own), "")
        first = {info.method: info.name for info in reversed(fitting)}
        others = [first[method] for method in LINE_UP if method in first and method != used]
        known = {info.name: info for info in fitting}
        rest = [info.name for info in fitting if info.name != own and info.name not in others]
        names = [own, *others, *rest]
        if not self.running:
            self.words.setText(
                tr(
                    "On the open observation: {name}, {points:,} points.",
                    name=document.source.name,
                    points=len(seen.points),
                )
            )
        if names == [self.choice.item(n).text() for n in range(self.choice.count())]:
            self._cast_changed()
            return
        self.choice.clear()
        for place, name in enumerate(names):
            item = QListWidgetItem(name, self.choice)
            item.setToolTip(as_written(as_sentence(known[name].words)) if name in known else "")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if place < 4 else Qt.CheckState.Unchecked)
            if name in known and known[name].missing:
                item.setCheckState(Qt.CheckState.Unchecked)
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
        self._cast_changed()

    def propose(self, names: Sequence[str]) -> None:
        """Tick these alone, those of them that can race."""
        for item in (self.choice.item(n) for n in range(self.choice.count())):
            able = bool(item.flags() & Qt.ItemFlag.ItemIsEnabled) and item.text() in names
            item.setCheckState(Qt.CheckState.Checked if able else Qt.CheckState.Unchecked)

    def chosen(self) -> list[str]:
        """Names of the ticked methods."""
        items = [self.choice.item(n) for n in range(self.choice.count())]
        return [item.text() for item in items if item.checkState() == Qt.CheckState.Checked]

    @Slot()
    def _cast_changed(self) -> None:
        """Whether refining means anything for those that are ticked."""
        able = bool(self._refining & set(self.chosen()))
        self.refine.setEnabled(able)
        who = tr("Those that refine go on after their trained steps, until the points fit or at the limit")
        self.refine.setToolTip(who if able else tr("None of the ticked methods has a refinement"))

    @Slot()
    def _clock_changed(self) -> None:
        self.seconds.setEnabled(self.clock.currentData() == "seconds")

    @Slot()
    def _go(self) -> None:
        if self._turns.active:
            self.clear()
            self.end(tr("Stopped."))
            return
        if self.running:
            self.stop_asked.emit()
            return
        names, document = self.chosen(), self._store.session.document
        if not 1 <= len(names) <= MOST_LANES or document is None:
            self.words.setText(tr("Tick one to {most_lanes} methods.", most_lanes=MOST_LANES))
            return
        from core.runs.race import Limit

        refine = self.refine.isEnabled() and self.refine.isChecked()
        limit = Limit(self.clock.currentData(), self.steps.value(), self.seconds.value(), refine)
        self.clear()
        self.lanes, self.points = names, [([], []) for _ in names]
        self._by_seconds, self._limit = limit.clock == "seconds", limit
        self.set_running(True)
        self.words.setText(tr("Racing …"))
        self._turns.start(self._begin(names, limit, document))

    def _begin(self, names: list[str], limit: Limit, document: Document) -> Iterator[None]:
        """The stage, a piece at a time: all at once would keep every window waiting. Then the race."""
        try:
            yield from self._set_stage(names, document)
        except Exception:
            self.clear()
            raise
        self.start_asked.emit(names, limit)

    def _set_stage(self, names: list[str], document: Document) -> Iterator[None]:
        """Empty views and curves for these lanes."""
        from app.tools.race.views import RacePlot, RaceViews

        self.views = RaceViews(len(names), document.source.dim, self._theme, self.software, self.mark_size)
        yield
        self._split.addWidget(self.views)
        self.hint.hide()
        yield
        x = tr("own time of the method, s") if self._by_seconds else tr("step")
        y = tr("mean |error|") if document.source.has_truth else tr("context loss")
        self._plot = RacePlot(self._theme)
        self._plot.setAccessibleName(tr("Errors of the race"))
        yield
        yield from self._plot.begin(names, x, y)
        self._split.addWidget(self._plot)
        self._split.setSizes([0, 560, 220])
        yield
        yield from self.views.begin(document.run.observation, names)

    def show_move(self, move: Move) -> None:
        """One lane has moved on."""
        if self.views is None or self._plot is None or move.number >= len(self.lanes):
            return
        lane, (x, y) = move.lane, self.points[move.number]
        record, heldout = lane.entry.record, lane.entry.heldout
        error = record.context_loss if heldout is None else heldout.l1
        name = self.lanes[move.number]
        found = (
            tr("error {error}", error=number(error))
            if heldout is None
            else tr("error {error}, IoU {iou:.3f}", error=number(error), iou=heldout.iou)
        )
        numbers = tr(
            "step {step}, {seconds:.3f} s, {found}, {ends}",
            step=lane.step,
            seconds=lane.seconds,
            found=found,
            ends=ENDS[lane.end],
        )
        line = f"{name}: {numbers}"
        self.views.show_lane(move.number, lane, f"{name}\n{numbers}")
        if math.isfinite(error) and error > 0:
            x.append(lane.seconds if self._by_seconds else lane.step)
            y.append(error)
            self._plot.show_curve(move.number, x, y)
        self.views.setAccessibleDescription(line)
        steps, seconds = self._limit.steps, self._limit.seconds
        far = (
            tr("{seconds:.2f} s of at most {seconds2:g}", seconds=lane.seconds, seconds2=seconds)
            if self._by_seconds
            else tr("step {step} of at most {steps}", step=lane.step, steps=steps)
        )
        self.words.setText(tr("Racing: {far}.", far=far))

    def end(self, words: str) -> None:
        self.set_running(False)
        self.words.setText(words)

    def set_running(self, running: bool) -> None:
        self.running = running
        self.go.setText(tr("&Stop") if running else tr("&Start"))
        self.go.setAccessibleName(tr("Stop the race") if running else tr("Start the race"))
        self.choice.setEnabled(not running)

    def clear(self) -> None:
        """Take down the views of the last race, or those that are being built."""
        if self._turns.active:
            self._turns.stop()
            self.set_running(False)
        if self.views is not None:
            self.views.close_view()
        for widget in (self.views, self._plot):
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        self.views = self._plot = None
        self.hint.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._panel.setFixedWidth(max(WIDTH, min(round(WIDTH * grown(self)), round(0.3 * self.width()))))

    def showEvent(self, event: QShowEvent) -> None:
        """The first paint of a window with OpenGL in it sets that up, which is long enough without a panel to paint."""
        super().showEvent(event)
        QTimer.singleShot(0, self._panel.show)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.stop_asked.emit()
        self.clear()
        super().closeEvent(event)
