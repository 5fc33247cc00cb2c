"""What the steps did: a film of them to scrub, and what is shown beside the surface meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.document.formatting import number
from app.document.store import Store
from app.system.words import tr
from app.widgets.sliders import Scrubber

if TYPE_CHECKING:
    import numpy as np

FRAME_MS = 400
HINT = tr("Drag the slider, or let the film run: only recorded steps are shown, nothing is computed.")


class OverTimePanel(QWidget):
    """`moved` to a recorded step, `painted` when the colours of the way are wanted; the boxes say what is shown."""

    moved = Signal(int)
    painted = Signal(bool)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.shares: np.ndarray | None = None
        self._known = False
        self._build()
        self._frame = QTimer(self, interval=FRAME_MS)
        self._frame.timeout.connect(self._next)
        for signal in (store.document_changed, store.run_changed, store.cursor_changed, store.view_changed):
            signal.connect(self.refresh)
        self.refresh()

    def _build(self) -> None:
        self.film = QPushButton(tr("&Film"))
        self.film.setCheckable(True)
        self.film.setToolTip(tr("Show the recorded steps one after the other, again and again"))
        self.slider = Scrubber()
        self.slider.setAccessibleName(tr("Step of the film"))
        self.slider.setToolTip(tr("Scrub through the recorded steps"))
        row = QHBoxLayout()
        row.addWidget(self.film)
        row.addWidget(self.slider, 1)
        self.skins = QCheckBox(tr("Surfaces of all &steps"))
        self.skins.setToolTip(tr("Onion skins of at most 8 steps: early ones dark, late ones bright"))
        self.colors = QCheckBox(tr("Colours: how far it &moved since the start"))
        self.colors.setToolTip(tr("Length of the way that each place of the surface came through all steps so far"))
        self.points = QCheckBox(tr("Points that &pulled"))
        self.points.setToolTip(
            tr(
                "Observed points by their share in the gradient of the step that led here: larger and red pulled "
                "more than the mean point, blue against"
            )
        )
        self.words = QLabel("", wordWrap=True)
        self.words.setAccessibleName(tr("What the steps did"))
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        hint = QLabel(HINT, wordWrap=True)
        hint.setProperty("muted", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 8)
        layout.addLayout(row)
        for widget in (self.skins, self.colors, self.points):
            widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            layout.addWidget(widget)
        layout.addWidget(self.words)
        layout.addStretch(1)
        layout.addWidget(hint)
        for widget in (self.film, self.slider):
            widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.slider.valueChanged.connect(self._scrubbed)
        self.film.toggled.connect(self._film_toggled)
        self.colors.clicked.connect(self.painted)

    def sizeHint(self) -> QSize:
        return QSize(400, 320)

    def show_shares(self, known: bool, shares: np.ndarray | None) -> None:
        """Of the observed points in the step that led to the shown one; None where there are none.

        known: whether they have been asked for; a film is faster than they come.
        """
        self._known, self.shares = known, shares
        self.refresh()

    def stop(self) -> None:
        """No film."""
        self.film.setChecked(False)

    @Slot(bool)
    def set_skins(self, on: bool) -> None:
        """Show the surfaces of all steps, or not."""
        self.skins.setChecked(on)

    @Slot(bool)
    def set_points(self, on: bool) -> None:
        """Show what pulled, or not."""
        self.points.setChecked(on)

    @Slot(bool)
    def _film_toggled(self, on: bool) -> None:
        self.film.setText(tr("&Stop") if on else tr("&Film"))
        if on:
            self._frame.start()
            self._next()
        else:
            self._frame.stop()

    @Slot()
    def _next(self) -> None:
        session = self._store.session
        if session.document is None or session.last < 1:
            self.stop()
        else:
            self.moved.emit((session.cursor + 1) % (session.last + 1))

    @Slot(int)
    def _scrubbed(self, step: int) -> None:
        if step != self._store.session.cursor:
            self.moved.emit(step)

    @Slot()
    def refresh(self) -> None:
        session = self._store.session
        self.setEnabled(session.document is not None)
        self.slider.blockSignals(True)
        self.slider.setRange(0, max(0, session.last))
        self.slider.setValue(session.cursor)
        self.slider.blockSignals(False)
        self.colors.setChecked(session.view.color == "moved")
        self.words.setText(self._words())

    def _words(self) -> str:
        session, entry = self._store.session, self._store.session.entry
        if entry is None:
            return tr("Nothing is open.")
        said = [tr("Step {cursor} of {last} recorded.", cursor=session.cursor, last=session.last)]
        coloring = entry.coloring
        if coloring is not None and coloring.key == "moved":
            import numpy as np

            half, far = np.quantile(coloring.values, (0.5, 0.95))
            said.append(
                tr(
                    "Its surface moved {half} since the start (median), {far} at 95 %.",
                    half=number(half),
                    far=number(far),
                )
            )
        if self.points.isChecked() and session.cursor == 0:
            said.append(tr("No step was taken yet, so no point has pulled."))
        elif self.points.isChecked() and self.shares is not None:
            from core.analysis.pulls import strongest

            against = int((self.shares < 0).sum())
            said.append(
                tr(
                    "Half of the pull came from {strongest:,} of {shares:,} observed points; {against:,} pulled "
                    "against the step.",
                    strongest=strongest(self.shares),
                    shares=len(self.shares),
                    against=against,
                )
            )
        elif self.points.isChecked() and not self._known:
            said.append(tr("The shares of the points are being computed."))
        elif self.points.isChecked():
            said.append(tr("The shares of the points are not there: this method follows no gradient by its weights."))
        return " ".join(said)
