"""How sure the surface is: how members are made, what they say at the shown step, and whether that can be trusted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.document.formatting import number
from app.document.store import Store
from app.system.words import tr
from app.widgets.combo import choice_box
from app.widgets.theme import LIGHT, Theme

if TYPE_CHECKING:
    from core.runs.members import Judgement

SHARES = {
    tr("a quarter of the points"): (0.25, False),
    tr("half of the points"): (0.5, False),
    tr("an eighth of the points"): (0.125, False),
    tr("as many, drawn again (bootstrap)"): (1.0, True),
}
"""What each member sees, in words, and as core.runs.members.Recipe has it; the first is the usual one."""

MOST_MEMBERS = 32
EXPLAINED = tr(
    "Members adapt to other samples of the same observation. Where their surfaces lie apart, the points decide little: "
    "that is the spread."
)

OTHER_STEPS = tr("These members belong to steps up to {}. Make members again for this one.")


class SpreadPanel(QWidget):
    """`asked` for members, `stopped`; `painted` and `skinned` when they are to be seen. What is found comes back."""

    asked = Signal()
    stopped = Signal()
    painted = Signal(bool)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._theme = store, LIGHT
        self.running = False
        self.judgement: Judgement | None = None
        self._missing: int | None = None
        self.plot: Any = None
        self._build()
        for signal in (store.document_changed, store.view_changed):
            signal.connect(self.refresh)
        self.refresh()

    def _build(self) -> None:
        self.count = QSpinBox()
        self.count.setRange(2, MOST_MEMBERS)
        self.count.setValue(8)
        self.count.setAccessibleName(tr("Members that are made by resampling"))
        self.count.setToolTip(
            tr("How many adaptations to a part of the observed points: 2 to {most_members}", most_members=MOST_MEMBERS)
        )
        self.share = choice_box(tr("What each member sees"), tr("Which part of the observed points a member adapts to"))
        for words in SHARES:
            self.share.addItem(words)
        self.siblings = QCheckBox(tr("Sibling &checkpoints too"))
        self.siblings.setChecked(True)
        self.siblings.setToolTip(tr("Those of the same method, kind of observation and field, trained otherwise"))
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(tr("&Members"), self.count)
        form.addRow(tr("&Each sees"), self.share)
        form.addRow(self.siblings)
        self.go = QPushButton(tr("Make &Members"))
        self.go.setToolTip(tr("Adapt every member to its part of the observation; the same button stops it"))
        self.progress = QProgressBar()
        self.progress.setAccessibleName(tr("Progress of the members"))
        self.progress.hide()
        self.colors, self.skins = QCheckBox(tr("C&olours")), QCheckBox(tr("Onion &skins"))
        self.colors.setToolTip(tr("Colour the surface by its spread; members are made where there are none"))
        self.skins.setToolTip(tr("The surfaces of all members at once, translucent; of 2D shapes their outlines"))
        seen = QHBoxLayout()
        for box in (self.colors, self.skins):
            seen.addWidget(box)
        for widget in (self.siblings, self.go, self.colors, self.skins):
            widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.words = QLabel(EXPLAINED, wordWrap=True)
        self.words.setAccessibleName(tr("What the members say"))
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._page = QLabel(tr("Loading the plot …"), alignment=Qt.AlignmentFlag.AlignCenter)
        self._page.setProperty("muted", True)
        self._page.setWordWrap(True)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 6, 12, 8)
        self._layout.addLayout(form)
        for widget in (self.go, self.progress):
            self._layout.addWidget(widget)
        self._layout.addLayout(seen)
        self._layout.addWidget(self.words)
        self._layout.addWidget(self._page, 1)
        self.go.clicked.connect(self._go)
        self.colors.clicked.connect(self.painted)

    def sizeHint(self) -> QSize:
        return QSize(400, 560)

    def build_plots(self) -> Iterator[None]:
        """pyqtgraph is imported: build the plot."""
        from app.widgets.coverage_plot import CoveragePlot

        self.plot = CoveragePlot(tr("Plot of observed coverage by nominal coverage"))
        self._layout.insertWidget(self._layout.indexOf(self._page), self.plot, 1)
        self.set_theme(self._theme)
        yield

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self.plot is not None:
            self.plot.set_theme(theme)
        self.refresh()

    @property
    def recipe(self) -> tuple[int, float, bool]:
        """Count, share and whether points are drawn again (core.runs.members.Recipe)."""
        return self.count.value(), *SHARES[self.share.currentText()]

    def show_progress(self, done: int, total: int) -> None:
        """Of the members; done == total ends it."""
        self.running = done < total
        self.progress.setVisible(self.running)
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.go.setText(tr("&Stop") if self.running else tr("Make &Members"))

    def show_judgement(self, found: Judgement | None, missing: int | None = None) -> None:
        """What is known of the shown step; None while nothing is. missing: the last step that members were made for,
        where the shown one is none of theirs.
        """
        self.judgement, self._missing = found, missing
        self.refresh()

    @Slot(bool)
    def set_skins(self, on: bool) -> None:
        """Show the members' surfaces, or not."""
        self.skins.setChecked(on)

    @Slot()
    def _go(self) -> None:
        (self.stopped if self.running else self.asked).emit()

    @Slot()
    def refresh(self) -> None:
        session, found = self._store.session, self.judgement
        document = session.document
        self.setEnabled(document is not None)
        self.colors.setChecked(session.view.color == "spread")
        told = EXPLAINED if self._missing is None else OTHER_STEPS.format(self._missing)
        self.words.setText(told if found is None else in_words(found))
        known = found is not None and found.calibration is not None
        if self.plot is not None:
            self.plot.setVisible(known)
            if found is not None and found.calibration is not None:
                self.plot.show_coverage(*found.calibration.curve())
        self._page.setVisible(not known)
        blind = found is not None and document is not None and not document.source.has_truth
        self._page.setText(
            tr("The true shape is not known: the spread cannot be compared with an error.") if blind else ""
        )


def in_words(found: Judgement) -> str:
    """What the members say of one step, in sentences."""
    if found.typical != found.typical:
        return tr("There is no surface at this step, so nothing has a spread.")
    said = tr(
        "Spread of {members} surfaces: {typical} at half of the vertices or less, {large} at 95 %.",
        members=found.members,
        typical=number(found.typical),
        large=number(found.large),
    )
    errors = found.calibration
    if errors is None:
        return said
    rank = errors.rank_correlation
    much = tr("something") if rank < 0.6 else tr("much")
    told = tr("nothing") if abs(rank) < 0.2 else tr("a little") if rank < 0.4 else much
    if rank <= -0.2:
        told = tr("the contrary")
    return tr(
        "{said} The 90 % interval (±{scale:.1f} spreads) holds {coverage:.0f} % of the true errors. "
        "Error and spread have a rank correlation of {rank:.2f}: the spread tells {told} of where "
        "the error is.",
        said=said,
        scale=1.645 * errors.scale,
        coverage=100 * errors.coverage(),
        rank=rank,
        told=told,
    )
