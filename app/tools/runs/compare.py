"""Which two runs are compared, how the comparison is shown, and its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFormLayout, QPushButton, QVBoxLayout, QWidget

from app.document.formatting import number
from app.document.undo_labels import line_name
from app.system.words import tr
from app.tools.runs.table import moment
from app.widgets.combo import choice_box
from app.widgets.labels import muted, named

if TYPE_CHECKING:
    from app.document.document import WindowState
    from core.analysis.difference import Difference
    from core.runs.kept import KeptRun

HINT = tr(
    "Choose two rows of the table, or one row and a line of the open run. Their surfaces are shown side by side, one "
    "over the other, or in the colours of the distance between them."
)
LOOKS = (
    ("beside", tr("Side by side"), tr("Both surfaces, turned by one camera")),
    ("over", tr("Overlaid"), tr("The second one see-through over the first")),
    ("difference", tr("Difference"), tr("Each surface in the colours of its signed distance to the other")),
)


@dataclass(frozen=True)
class Choice:
    """One of two that are compared: a row of the table, or a line of the open run by its number. words: in a list."""

    words: str
    run: KeptRun | None = None
    line: int = -1


def of_rows(runs: Sequence[KeptRun]) -> list[Choice]:
    """Rows of the table as choices."""
    return [
        Choice(
            tr(
                "{name}, {checkpoint}, step {steps} ({moment})",
                name=run.name,
                checkpoint=run.checkpoint,
                steps=run.steps,
                moment=moment(run.when),
            ),
            run,
        )
        for run in runs
    ]


def of_lines(session: WindowState) -> list[Choice]:
    """The lines of the open run, the shown one first, each at the step that is shown or as near as it has one."""
    document = session.document
    if document is None:
        return []
    lines = sorted(document.all_lines, key=lambda line: line.number != document.line)
    several = len(lines) > 1
    return [
        Choice(
            tr(
                "Open: {name}{what}, step {cursor}",
                name=document.source.name,
                what=f", {line_name(line)}" if several else "",
                cursor=min(session.cursor, len(line.run.entries) - 1),
            ),
            line=line.number,
        )
        for line in lines
    ]


class ComparePanel(QWidget):
    """`asked` with two choices; `stop_asked`; `look_chosen` with a key of LOOKS."""

    asked = Signal(object, object)  # Choice, Choice
    stop_asked = Signal()
    look_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.running = False
        self._rows: list[Choice] = []
        self._lines: list[Choice] = []
        self.first = choice_box(tr("First run"), tr("The one that the other is laid over"), 16)
        self.second = choice_box(tr("Second run"), tr("The one that is compared with the first"), 16)
        self.look = choice_box(
            tr("How both are shown"), tr("Side by side, overlaid, or their difference on the surface"), 16
        )
        for place, (key, words, tip) in enumerate(LOOKS):
            self.look.addItem(words, key)
            self.look.setItemData(place, tip, Qt.ItemDataRole.ToolTipRole)
        self.go = QPushButton()
        self.words = muted(tr("Numbers of the comparison"))
        self.words.setText(HINT)
        form = QFormLayout()
        form.addRow(tr("&First"), self.first)
        form.addRow(tr("Seco&nd"), self.second)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(form)
        layout.addWidget(self.go)
        shown = QFormLayout()
        shown.addRow(tr("Sho&w"), self.look)
        layout.addLayout(shown)
        layout.addWidget(self.words)
        layout.addStretch(1)
        self.go.clicked.connect(self._go)
        self.first.activated.connect(self._enable)
        self.second.activated.connect(self._enable)
        self.look.activated.connect(self._look)
        self.set_running(False)

    @property
    def look_key(self) -> str:
        """How both are shown."""
        return self.look.currentData()

    def offer_rows(self, runs: Sequence[KeptRun]) -> None:
        """The chosen rows: the first two are what is to be compared, one is compared with the open run."""
        self._rows = of_rows(runs)
        self._offer(0, 1)

    def offer_lines(self, session: WindowState) -> None:
        """What is open has changed; what was chosen stays where it can."""
        lines = of_lines(session)
        if lines != self._lines:
            self._lines = lines
            self._offer(self.first.currentIndex(), self.second.currentIndex())

    def _offer(self, first: int, second: int) -> None:
        choices = [*self._rows, *self._lines]
        for box, place in ((self.first, first), (self.second, second)):
            box.clear()
            for choice in choices:
                box.addItem(choice.words, choice)
            box.setCurrentIndex(min(max(place, int(box is self.second)), len(choices) - 1))
        self._enable()

    def chosen(self) -> tuple[Choice, Choice] | None:
        """The two that are to be compared; None where there are no two."""
        first, second = self.first.currentData(), self.second.currentData()
        return None if first is None or second is None or first == second else (first, second)

    def set_running(self, running: bool) -> None:
        """Whether two are being compared."""
        self.running = running
        self.go.setText(tr("Sto&p") if running else tr("Co&mpare"))
        tip = tr("Stop comparing") if running else tr("Lay the surface of the second run over that of the first")
        named(self.go, tr("Stop") if running else tr("Compare"), tip)
        self._enable()

    def tell(self, found: Difference) -> None:
        """The numbers of a comparison."""
        self.words.setText("\n".join(told(found)))

    @Slot()
    def _enable(self) -> None:
        self.go.setEnabled(self.running or self.chosen() is not None)

    @Slot()
    def _go(self) -> None:
        pair = self.chosen()
        if self.running:
            self.stop_asked.emit()
        elif pair is not None:
            self.asked.emit(*pair)

    @Slot()
    def _look(self) -> None:
        self.look_chosen.emit(self.look_key)


def told(found: Difference) -> list[str]:
    """The numbers of a comparison, a line each; lengths in normalised units (box = 2)."""
    from core.analysis.difference import NORMALISED

    what = tr("Volume") if found.first.dim == 3 else tr("Area")
    first, second = found.volumes
    more = f", {100 * (second / first - 1):+.1f} %" if first > 0 else ""
    lines = [
        f"IoU: {number(found.iou)}",
        f"Chamfer × 1000: {number(found.chamfer_x1000)}",
        tr("{what}: {first} and {second}{more}", what=what, first=number(first), second=number(second), more=more),
        tr("Apart in the mean: {mean}", mean=number(found.mean)),
        tr("95 % within: {p95}", p95=number(found.p95)),
        tr("Farthest: {largest}", largest=number(max(found.forth_figures.largest, found.back_figures.largest))),
        tr("Lengths are normalised (box = 2)."),
    ]
    if found.frame == NORMALISED:
        lines.append(tr("They are not known to be of one file, so they were laid over each other in normalised units."))
    return lines
