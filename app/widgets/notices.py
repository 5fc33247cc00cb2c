"""What the window has to say: one strip of plain words above the viewport, and what becomes of unexpected errors."""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.system import logbook
from app.system.words import told, tr
from app.widgets.icons import icon
from app.widgets.labels import as_written
from core.errors import UserError

Severity = Literal["info", "warning", "error"]


@dataclass(frozen=True)
class Notice:
    """One sentence for the person. details: what a developer needs, folded away; empty for mistakes in the input.

    offer: words of a button that mends it, and what the button does.
    """

    severity: Severity
    text: str
    details: str = ""
    offer: tuple[str, Callable[[], object]] | None = None


def notice_of(error: BaseException, doing: str) -> Notice:
    """A user's mistake as its own sentence; anything else as a fault of the program, with the traceback in details."""
    if isinstance(error, UserError):
        return Notice("error", told(str(error)))
    if isinstance(error, MemoryError) or "torch" in sys.modules:
        from core.fields.scarcity import trouble_of

        if trouble_of(error) == "scarce":
            logbook.note(error, doing)
            return Notice(
                "error", tr("There is not enough memory for {doing}; close other programs, or give less.", doing=doing)
            )
    details = "".join(traceback.format_exception(error))
    what = str(error) or type(error).__name__
    where = logbook.note(error, doing)
    return Notice(
        "error",
        tr(
            "Something went wrong inside the program while {doing}: {what} ({where})",
            doing=doing,
            what=what,
            where=where,
        ),
        details,
    )


class NoticeStrip(QFrame):
    """Shows the latest notice until it is closed. The same notice again is counted, not repeated."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setAccessibleName(tr("Message"))
        self._notice: Notice | None = None
        self._count = 0
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.setTextFormat(Qt.TextFormat.PlainText)  # a path may hold what looks like HTML
        self.message.setAccessibleName(tr("Message"))
        self.message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._unfold = _button(tr("Details"), tr("Show what a developer needs to find the fault"))
        self._unfold.setCheckable(True)
        self._copy = _button(tr("Copy"), tr("Copy the message and its details"))
        self.offer = QPushButton()
        self.offer.setAccessibleName(tr("Offer"))
        self.offer.setToolTip(tr("What the message offers"))
        self.offer.setObjectName("offer")
        self.offer.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._close = _button("", tr("Close this message (Esc)"))
        self._close.setAccessibleName(tr("Close the message"))
        self._details = QPlainTextEdit(readOnly=True)
        self._details.setAccessibleName(tr("Details of the error"))
        self._details.setMaximumHeight(160)
        row = QHBoxLayout()
        row.addWidget(self.message, 1)
        for widget in (self.offer, self._unfold, self._copy, self._close):
            row.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.addLayout(row)
        layout.addWidget(self._details)
        self._unfold.toggled.connect(self._details.setVisible)
        self._copy.clicked.connect(self._copy_all)
        self._close.clicked.connect(self.dismiss)
        self.offer.clicked.connect(self._take_offer)
        self.hide()

    @property
    def text(self) -> str:
        """The words that are shown; "" when the strip is closed."""
        return self._notice.text if self._notice and not self.isHidden() else ""

    @property
    def details(self) -> str:
        """What is folded away behind the words."""
        return self._notice.details if self._notice else ""

    def recolor(self, color: str) -> None:
        """Icons in the colour of the theme's text."""
        self._close.setIcon(icon("close", color))

    @Slot(object)
    def show_notice(self, notice: Notice) -> None:
        """Show a notice in place of the one before."""
        self._count = self._count + 1 if notice == self._notice and not self.isHidden() else 1
        self._notice = notice
        text = told(notice.text)
        self.message.setText(text if self._count == 1 else tr("{text} ({count} times)", text=text, count=self._count))
        self._details.setPlainText(notice.details)
        self._unfold.setChecked(False)
        self._details.hide()
        for widget in (self._unfold, self._copy):
            widget.setVisible(bool(notice.details))
        words = notice.offer[0] if notice.offer else ""
        self.offer.setText(words)
        self.offer.setAccessibleName(words or tr("Offer"))
        self.offer.setToolTip(as_written(words) or tr("What the message offers"))
        self.offer.setVisible(bool(words))
        self.setProperty("severity", notice.severity)
        self.style().polish(self)
        self.show()
        from PySide6.QtGui import QAccessible, QAccessibleEvent

        QAccessible.updateAccessibility(QAccessibleEvent(self.message, QAccessible.Event.Alert))

    @Slot()
    def dismiss(self) -> None:
        self.hide()

    @Slot()
    def _take_offer(self) -> None:
        self.dismiss()
        if self._notice is not None and self._notice.offer is not None:
            self._notice.offer[1]()

    @Slot()
    def _copy_all(self) -> None:
        if self._notice:
            QGuiApplication.clipboard().setText(f"{self._notice.text}\n\n{self._notice.details}")


class ErrorRelay(QObject):
    """Turns exceptions that nobody caught, on any thread, into notices. `uninstall` restores the hooks before."""

    raised = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before = sys.excepthook, threading.excepthook
        sys.excepthook = self._caught
        threading.excepthook = self._caught_in_thread

    def uninstall(self) -> None:
        sys.excepthook, threading.excepthook = self._before

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            self._before[0](kind, error, trace)
            return
        sys.stderr.write("".join(traceback.format_exception(kind, error, trace)))
        self.raised.emit(notice_of(error, tr("drawing the window")))

    def _caught_in_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self._caught(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)


def _button(text: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setAccessibleName(text or tip)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
