"""The first minute: one sentence and one button at a time, under the view."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from app.document.store import Store
from app.system.words import tr
from app.widgets.letters import grown

COMPLETE, TURN, TELL, JUDGE = "complete", "turn", "tell", "judge"
STAGES = {
    COMPLETE: (
        tr("A camera saw one side of this chair: the orange dots. What is behind them is not known."),
        tr("Complete the hidden half"),
    ),
    TURN: (tr("A few gradient steps made a whole chair of them."), tr("Look from the other side")),
    TELL: (
        tr("Few dots are on this side: most of it is imagined, from the furniture that the network has learned."),
        tr("Colour what is imagined"),
    ),
    JUDGE: (
        tr(
            "Pink is far from every dot: a guess. The leg is guessed well, the back is not: the real one is an "
            "open frame."
        ),
        tr("Done"),
    ),
}
NARROWEST = 24
"""Letters of a line of the words beside the buttons; with less room they stand above them."""

FOLLOWING = {TURN: TELL, TELL: JUDGE}


class Invitation(QFrame):
    """Leads from the partial shape to its completed hidden side in three clicks, judges it, and goes away."""

    asked = Signal(str)  # a key of STAGES
    done = Signal()

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._stage, self._generation = store, "", -1
        self.setObjectName("invitation")
        self.setAccessibleName(tr("First steps"))
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.button = QPushButton()
        self.button.setDefault(True)
        self.button.setAccessibleName(STAGES[COMPLETE][1])  # also where the first steps were taken long ago
        self.button.setToolTip(STAGES[COMPLETE][1])
        self._set_off()
        self.close_button = QToolButton()
        self.close_button.setText(tr("Skip"))
        self.close_button.setToolTip(tr("Hide these first steps; they do not come back"))
        self.close_button.setAccessibleName(tr("Skip the first steps"))
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setContentsMargins(14, 8, 10, 8)
        self._rows.addWidget(self.words, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.button)
        buttons.addWidget(self.close_button)
        self._rows.addLayout(buttons)
        self.button.clicked.connect(self._press)
        self.close_button.clicked.connect(self._finish)
        store.cursor_changed.connect(self._follow)
        store.document_changed.connect(self._follow)
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "button"):  # not while it is being made
            self._set_off()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() - self.button.sizeHint().width() - self.close_button.sizeHint().width()
        narrow = beside < NARROWEST * self.fontMetrics().averageCharWidth()
        self._rows.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def _set_off(self) -> None:
        """The button stands out, whatever the size of words is."""
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 1.15)
        font.setBold(True)
        self.button.setFont(font)
        self.button.setMinimumHeight(round(36 * grown(self)))

    @property
    def stage(self) -> str:
        """The stage that is shown, "" when the strip is hidden."""
        return self._stage

    def begin(self) -> None:
        """Show the first stage, for the document that is open."""
        document = self._store.session.document
        if document is not None:
            self._generation = document.generation
            self._show(COMPLETE)

    def _show(self, stage: str) -> None:
        self._stage = stage
        words, call = STAGES[stage]
        self.words.setText(words)
        self.button.setText(call)
        self.button.setToolTip(call)
        self.button.setAccessibleName(call)
        self.button.setEnabled(True)
        self.show()

    @Slot()
    def _press(self) -> None:
        stage = self._stage
        if stage == COMPLETE:
            self.button.setEnabled(False)
        elif stage in FOLLOWING:
            self._show(FOLLOWING[stage])
        self.asked.emit(stage)
        if stage == JUDGE:
            self._finish()

    @Slot()
    def _follow(self) -> None:
        """The next stage when the trained end is reached, by whatever way; nothing more for another document."""
        session = self._store.session
        if not self._stage or session.document is None:
            return
        if session.document.generation != self._generation:
            self._finish()
        elif self._stage == COMPLETE and 0 < session.trained <= session.cursor:
            self._show(TURN)

    @Slot()
    def _finish(self) -> None:
        self._stage = ""
        self.hide()
        self.done.emit()
