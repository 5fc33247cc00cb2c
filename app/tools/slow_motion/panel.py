"""One step in slow motion: its four phases by name, what happens in each in words, and the numbers by layer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.document.document import Phase
from app.document.formatting import number
from app.document.store import Store
from app.system.words import tr, translated
from app.widgets.late import LatePlot
from app.widgets.theme import Theme
from core.methods.registry import info_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.analysis.step_phases import Phases

NAMES: dict[Phase, tuple[str, str]] = {
    "loss": (tr("1 Loss"), tr("How far the field is from what is known at every observed point")),
    "gradient": (tr("2 Gradient"), tr("How steep the loss is by the weights of each layer")),
    "update": (tr("3 Scaled update"), tr("The gradient times the rates: what is really added to the weights")),
    "surface": (tr("4 New surface"), tr("The zero level set of the field with the new weights")),
}
ORDER: tuple[Phase, ...] = ("loss", "gradient", "update", "surface")
HINT = tr("Right goes one phase on, Left one back; Space plays and pauses.")


class PhasesPanel(QWidget):
    """Follows the phase of the store; `chosen` when a person picks another one of the same step."""

    chosen = Signal(str)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.taken: Phases | None = None
        self.buttons: dict[Phase, QToolButton] = {}
        row = QHBoxLayout()
        row.setSpacing(4)
        for phase in ORDER:
            button = QToolButton()
            button.setObjectName(phase)
            button.setText(NAMES[phase][0])
            button.setCheckable(True)
            button.setProperty("phase", True)
            button.setAccessibleName(NAMES[phase][0])
            button.setToolTip(NAMES[phase][1])
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(self._pick)
            self.buttons[phase] = button
            row.addWidget(button)
        self.title = QLabel("", wordWrap=True)
        self.title.setAccessibleName(tr("Phase of the step"))
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.words = QLabel("", wordWrap=True)
        self.words.setAccessibleName(tr("What happens in this phase"))
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.words.setMinimumHeight(5 * self.words.fontMetrics().lineSpacing())
        self._place = LatePlot()
        self._place.setMinimumHeight(190)
        hint = QLabel(HINT, wordWrap=True)
        hint.setProperty("muted", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 8)
        layout.addLayout(row)
        for widget in (self.title, self.words):
            layout.addWidget(widget)
        layout.addWidget(self._place, 1)
        layout.addWidget(hint)
        for signal in (store.phase_changed, store.cursor_changed, store.document_changed):
            signal.connect(self.refresh)
        self.refresh()

    def sizeHint(self) -> QSize:
        return QSize(420, 480)

    def build_plots(self) -> Iterator[None]:
        """pyqtgraph is imported: build the plot."""
        from app.widgets.bar_plots import BarsPlot

        yield from self._place.build(lambda: BarsPlot(tr("Numbers of this phase by layer")))
        self.refresh()

    @property
    def plot(self) -> Any:  # noqa: ANN401 (pyqtgraph comes late)
        """None until it is built."""
        return self._place.plot

    def set_theme(self, theme: Theme) -> None:
        self._place.set_theme(theme)
        self.refresh()

    def show_phases(self, taken: Phases | None) -> None:
        """The step that leads on from the shown state, taken apart."""
        self.taken = taken
        self.refresh()

    @Slot()
    def _pick(self) -> None:
        phase = self.sender().objectName()
        self.refresh()  # the store says which button is down
        self.chosen.emit(phase)

    @Slot()
    def refresh(self) -> None:
        session = self._store.session
        open_ = session.slow and session.document is not None
        for phase, button in self.buttons.items():
            button.setEnabled(open_)
            button.setChecked(open_ and phase == session.phase and (phase != "surface" or session.cursor > 0))
        self.title.setText(self._title())
        self.words.setText(self._words())
        if self.plot is not None:
            self._draw()

    def _title(self) -> str:
        session = self._store.session
        if session.document is None:
            return tr("Nothing is open.")
        if session.phase == "surface":
            return (
                tr("Surface after step {cursor}", cursor=session.cursor)
                if session.cursor
                else tr("Surface of the start")
            )
        return tr("Step {cursor}: {lower}", cursor=session.cursor + 1, lower=NAMES[session.phase][0][2:].lower())

    def _words(self) -> str:
        session, taken = self._store.session, self.taken
        if session.document is None or session.entry is None:
            return ""
        if session.phase == "surface":
            record = session.entry.record
            before = session.document.run.entries[session.cursor - 1].record.context_loss if session.cursor else None
            came = "" if before is None else tr(" It was {before} one step before.", before=number(before))
            return tr(
                "Context loss {context_loss}.{came} The next phase is the loss.",
                context_loss=number(record.context_loss),
                came=came,
            )
        if taken is None:
            return tr("Taking the step apart …")
        method = info_of(session.document.run.method)
        if session.phase == "loss":
            values = taken.residuals.values
            worst = float(abs(values).max())
            return tr(
                "{values:,} observed points are coloured by their residual: red where the field is too "
                "large, blue where it is too small, at most {worst}. The context loss over all of them is "
                "{loss}.",
                values=len(values),
                worst=number(worst),
                loss=number(taken.loss),
            )
        if session.phase == "gradient":
            shown = "" if taken.plain is None else tr(". Colours: where plain descent of the same length would move it")
            norm = tr(", norm {together}", together=number(_together(taken.gradient))) if taken.gradient else ""
            return f"{translated(method.gradient)}{norm}{shown}."
        shown = "" if taken.scaled is None else tr(" Colours: how far this moves the surface, outward positive.")
        return tr(
            "{update}, norm {together}.{shown} The context loss will be {loss_after}.",
            update=translated(method.update),
            together=number(_together(taken.update)),
            shown=shown,
            loss_after=number(taken.loss_after),
        )

    def _draw(self) -> None:
        taken, phase = self.taken, self._store.session.phase
        if taken is None or (phase == "gradient" and not taken.gradient):
            self._place.say(" " if taken is None else tr("There is no gradient to show."))
            return
        self._place.say(" " if phase == "surface" else "")
        if phase == "gradient":
            self.plot.show_groups({"gradient": taken.gradient}, tr("gradient norm"))
        elif phase == "update":
            same = taken.gradient.keys() == taken.update.keys()
            groups = {"gradient": taken.gradient, "update": taken.update} if same else {"update": taken.update}
            self.plot.show_groups(groups, "norm")
        elif phase == "loss":
            self._draw_residuals(taken)

    def _draw_residuals(self, taken: Phases) -> None:
        import numpy as np

        size = np.abs(taken.residuals.values)
        logs = np.log10(size[size > 1e-7]) if (size > 1e-7).any() else np.zeros(1)
        shares, edges = np.histogram(logs, 30)
        self.plot.show_histogram(
            edges, shares / max(1, len(size)), (tr("observed points (%)"), tr("|residual| (box = 2)"))
        )


def _together(norms: dict[str, float]) -> float:
    return sum(value * value for value in norms.values()) ** 0.5
