"""The transport bar under the viewport: buttons as on a video recorder, and a timeline of the steps."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QToolButton,
    QToolTip,
    QWidget,
)

from app.document.formatting import past, stage
from app.document.store import Store
from app.system.words import plain, tr, translated
from app.widgets.icons import icon
from app.widgets.letters import grown
from app.widgets.theme import LIGHT, Theme

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
SPEEDS = {"¼ ×": 0.25, "½ ×": 0.5, "1 ×": 1.0, "2 ×": 2.0, "4 ×": 4.0}
MARGIN = 26
LABEL = 34
"""Pixels between two labels, so that they can be read. As all pixels here, with words of the usual size."""

HEIGHT = 68

DOT = 9
"""Pixels between two dots, so that they can be told apart."""

ROUND = tuple(n * int(10**power) for power in range(10) for n in (1, 2, 5))
"""Which steps have labels: each 1st, 2nd, 5th, 10th, ..."""

TRAINED_SHARE = 0.3
"""Of the track, what the trained steps have at least: a refinement is many times as long."""

WIDE_ENOUGH = 560
"""Pixels of the bar in which the steps of the timeline can be told apart beside the buttons."""


def phi(step: int) -> str:
    """φ with the step as subscript."""
    return f"φ{str(step).translate(SUBSCRIPTS)}"


class Timeline(QAbstractSlider):
    """Steps from φ₀ over the trained φ_K into what is past them: full dots are recorded, open ones are not yet.

    `scrubbed` follows the pointer over recorded steps; `chosen` is emitted where it is released.
    """

    scrubbed = Signal(int)
    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._trained, self._last, self._refine = 0, -1, 0
        self._shown: tuple[int, int, int, int] | None = None
        self._hover: int | None = None
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self._grown = 1.0
        self.setMinimumHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Timeline of the steps"))
        self.setToolTip(tr("Click or drag to a step; steps that are missing are computed (arrow keys, Home, End)"))

    def sizeHint(self) -> QSize:
        return QSize(480, self.minimumHeight())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._grown = grown(self)
            self.setMinimumHeight(round(HEIGHT * self._grown))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_run(self, trained: int, last: int, cursor: int, refine: int = 0) -> None:
        """trained: K. last: last recorded step, -1 for no run. cursor: step that is shown. refine: steps past K that
        serve best, 0 where those are extrapolation."""
        if (trained, last, cursor, refine) == self._shown:
            return
        self._shown = trained, last, cursor, refine
        self._trained, self._last, self._refine = trained, last, refine
        shown = max(trained + (refine or max(2, trained)), last + 2) if last >= 0 else 1
        self.blockSignals(True)
        self.setRange(0, shown)
        self.setValue(cursor)
        self.blockSignals(False)
        self.setEnabled(last >= 0)
        beyond = (
            tr(
                ", {cursor} past the trained {trained} ({word})",
                cursor=cursor - trained,
                trained=trained,
                word=translated(past(refine).word),
            )
            if cursor > trained
            else ""
        )
        self.setAccessibleDescription(
            tr(
                "Step {cursor} of {trained} trained{beyond}; {last} recorded",
                cursor=cursor,
                trained=trained,
                beyond=beyond,
                last=last,
            )
        )
        self.update()

    def position_of(self, step: int) -> QPoint:
        """Where a step is, in pixels of this widget."""
        return QPoint(round(MARGIN * self._grown + self._span * self._share(step)), round(22 * self._grown))

    def step_at(self, x: float) -> int:
        """The step nearest to a horizontal position."""
        share, border = (x - MARGIN * self._grown) / self._span, self._border
        past = self.maximum() - self._trained
        if share <= border:
            return max(0, round(share / border * self._trained)) if border else 0
        return min(self.maximum(), round(self._trained + (share - border) / (1 - border) * past))

    @property
    def _span(self) -> int:
        return max(1, self.width() - round(2 * MARGIN * self._grown))

    @property
    def _border(self) -> float:
        """Where on the track step K is, from 0 to 1."""
        even = self._trained / max(1, self.maximum())
        return max(even, TRAINED_SHARE) if 0 < even < 1 else even

    def _share(self, step: int) -> float:
        """Where on the track a step is, from 0 to 1: even up to K, and even from there on."""
        if step <= self._trained:
            return self._border * step / max(1, self._trained)
        return self._border + (1 - self._border) * (step - self._trained) / (self.maximum() - self._trained)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.mouseMoveEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        step = self.step_at(event.position().x())
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.scrubbed.emit(min(step, self._last))
        if step != self._hover:
            self._hover = step
            QToolTip.showText(event.globalPosition().toPoint(), self.words(step), self)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self.step_at(event.position().x()))

    def leaveEvent(self, event: object) -> None:
        self._hover = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # the window's keys do the same and are the same everywhere

    def wheelEvent(self, event: object) -> None:
        """A wheel over the timeline does nothing: it is too easily turned."""

    def words(self, step: int) -> str:
        """What a step is, for the pointer over it."""
        kind = tr("the learned start") if step == 0 else translated(stage(step, self._trained, self._refine))
        seen = "" if step <= self._last else tr("; click to compute the steps up to here")
        return tr("Step {step}, {kind}{seen}", step=step, kind=kind, seen=seen)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.4)
        self._paint_past(painter)
        self._paint_track(painter)
        self._paint_steps(painter)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._theme.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 6, 6)
        painter.end()

    def _paint_past(self, painter: QPainter) -> None:
        if self.maximum() <= self._trained or self._last < 0:
            return
        left = (self.position_of(self._trained).x() + self.position_of(self._trained + 1).x()) / 2
        area = QRectF(left, 8, self.width() - 4 - left, self.height() - 12)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.raised))
        painter.drawRoundedRect(area, 6, 6)
        painter.setPen(QColor(self._theme.muted))
        painter.setFont(_font(self, 0.85))
        words = past(self._refine).sentence
        if painter.fontMetrics().horizontalAdvance(words) > area.width() - 12:
            words = translated(past(self._refine).word)
        if painter.fontMetrics().horizontalAdvance(words) > area.width() - 12:
            return
        painter.drawText(area.adjusted(0, 0, -8, -1), Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight, words)

    def _paint_track(self, painter: QPainter) -> None:
        start, end, width = self.position_of(0), self.position_of(self.maximum()), 3 * self._grown
        painter.setPen(QPen(QColor(self._theme.line), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(start, end)
        if self._last > 0:
            painter.setPen(QPen(QColor(self._theme.accent), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(start, self.position_of(self._last))

    def _paint_steps(self, painter: QPainter) -> None:
        accent, line = QColor(self._theme.accent), QColor(self._theme.muted)
        named = self.named_steps()
        roomy = (step for part in self._parts() if self._gap(part[-1]) >= DOT * self._grown for step in part)
        hovered = set() if self._hover is None else {self._hover}
        for step in sorted(named | hovered | set(roomy)):
            centre = QPointF(self.position_of(step))
            recorded, current = step <= self._last, step == self.value() and self._last >= 0
            radius = self._grown * (8.0 if current else 5.5 if step == self._hover else 4.0)
            painter.setPen(QPen(accent if recorded else line, 1.5 * self._grown))
            painter.setBrush(accent if recorded else QColor(self._theme.base))
            painter.drawEllipse(centre, radius, radius)
            if step in named:
                self._paint_label(painter, step, centre.x(), current)

    def _gap(self, step: int) -> float:
        """Pixels between a step and the one before."""
        return self._span * (self._share(max(step, 1)) - self._share(max(step, 1) - 1))

    def named_steps(self) -> set[int]:
        """Steps that have a label: the shown one, the first, K, the end of the refinement, and as many as have room."""
        end = self._trained + self._refine
        ends = [self.value(), 0, self._trained, *([end] if self._refine else [])]
        named: list[int] = []
        for step in [*ends, *self._round_steps()]:
            x = self.position_of(step).x()
            if all(abs(self.position_of(other).x() - x) >= LABEL * self._grown for other in named):
                named.append(step)
        return set(named)

    def _round_steps(self) -> list[int]:
        """Each 1st, 2nd, 5th, ... step, so many that labels have room, of the trained ones and of those past them."""
        found: list[int] = []
        room = LABEL * self._grown
        for part in self._parts():
            every = next(n for n in ROUND if self._gap(part[-1]) * n >= room or n >= len(part))
            found += range(-(-part.start // every) * every, part.stop, every)
        return found

    def _parts(self) -> list[range]:
        """The trained steps, and those past them: evenly spaced each."""
        border = min(self._trained, self.maximum()) + 1
        return [part for part in (range(border), range(border, self.maximum() + 1)) if part]

    def _paint_label(self, painter: QPainter, step: int, x: float, current: bool) -> None:
        painter.setFont(_font(self, 1.1, current or step in (0, self._trained)))
        painter.setPen(QColor(self._theme.text if current or step <= self._trained else self._theme.muted))
        size = self._grown
        place = QRectF(x - 22 * size, 31 * size, 44 * size, 18 * size)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, phi(step))


def _font(widget: QWidget, scale: float, bold: bool = False) -> QFont:
    font = widget.font()
    font.setPointSizeF(font.pointSizeF() * scale)
    font.setBold(bold)
    return font


class TransportBar(QFrame):
    """Buttons, timeline, speed."""

    speed_chosen = Signal(float)
    step_scrubbed = Signal(int)
    step_chosen = Signal(int)

    def __init__(self, store: Store, actions: dict[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("transport")
        self._store, self._theme, self._under_way = store, LIGHT, False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(10, 4, 10, 4)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self._play = QToolButton()
        for key in ("first", "back", "play", "step", "last", "refine"):
            button = self._play if key == "play" else QToolButton()
            button.setDefaultAction(actions[key])
            button.setObjectName(key)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(plain(actions[key].text()))
            row.addWidget(button)
        self.timeline = Timeline()
        self._speed = QComboBox()
        self._speed.addItems(list(SPEEDS))
        self._speed.setCurrentText("1 ×")
        self._speed.setAccessibleName(tr("Speed of playing"))
        self._speed.setToolTip(tr("How fast steps follow each other while playing (1 × shows about two a second)"))
        self._speed.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._narrow: bool | None = None
        self._size_buttons(1.0)
        self._arrange(narrow=False)
        self._speed.currentTextChanged.connect(self._speed_changed)
        self.timeline.scrubbed.connect(self.step_scrubbed)
        self.timeline.chosen.connect(self.step_chosen)
        for signal in (store.document_changed, store.run_changed, store.cursor_changed):
            signal.connect(self._run_changed)
        self._run_changed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(narrow=self.width() < WIDE_ENOUGH * grown(self))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._size_buttons(grown(self))
            self._arrange(narrow=self.width() < WIDE_ENOUGH * grown(self))

    def _size_buttons(self, size: float) -> None:
        """Buttons so many times as large as usual."""
        for button in self._buttons.findChildren(QToolButton):
            play = button is self._play
            button.setIconSize(QSize(24, 24) * size if play else QSize(20, 20) * size)
            button.setFixedSize(QSize(36, 36) * size if play else QSize(32, 32) * size)
        self._play.setStyleSheet(f"border-radius: {self._play.width() // 2}px" if size != 1.0 else "")

    def _arrange(self, *, narrow: bool) -> None:
        """All in one row, or the timeline in one of its own above the buttons."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        below = int(narrow)
        for widget in (self._buttons, self.timeline, self._speed):
            self._grid.removeWidget(widget)
        self._grid.addWidget(self._buttons, below, 0)
        self._grid.addWidget(self._speed, below, 2)
        self._grid.addWidget(self.timeline, 0, 0 if narrow else 1, 1, 3 if narrow else 1)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.timeline.set_theme(theme)
        self.show_under_way(self._under_way)

    @Slot()
    def _run_changed(self) -> None:
        session = self._store.session
        self.timeline.show_run(session.trained, session.last, session.cursor, session.refine_steps)

    @Slot(bool)
    def show_under_way(self, playing: bool) -> None:
        """Steps follow each other, in whatever way that was asked for: the large button stops them."""
        self._under_way = playing
        action = self._play.defaultAction()
        action.setText(tr("&Pause") if playing else tr("&Play"))
        self._play.setAccessibleName(tr("Pause") if playing else tr("Play"))
        action.setIcon(icon("pause" if playing else "play", self._theme.text))
        self._play.setIcon(icon("pause" if playing else "play", self._theme.on_accent))

    @Slot(str)
    def _speed_changed(self, text: str) -> None:
        self.speed_chosen.emit(SPEEDS[text])
