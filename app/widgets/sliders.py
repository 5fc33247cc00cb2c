"""A slider with its number and unit, which a double click puts back; and one that scrubs."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QStyle, QStyleOptionSlider, QWidget

from app.document.document import gestures
from app.system.words import tr

TICKS = 200


class Scrubber(QSlider):
    """A horizontal slider that is held wherever it is pressed: its handle comes there, and goes with the mouse."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self.setSliderPosition(self._value_at(event.position().x()))
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.setSliderPosition(self._value_at(event.position().x()))
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(False)
        event.accept()

    def _value_at(self, x: float) -> int:
        """Of the values the one with whose handle nearest. Between two of a few values no handle is under the mouse."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        groove, handle = (
            self.style().subControlRect(QStyle.ComplexControl.CC_Slider, option, part, self)
            for part in (QStyle.SubControl.SC_SliderGroove, QStyle.SubControl.SC_SliderHandle)
        )
        way, place = groove.width() - handle.width(), round(x) - groove.left() - handle.width() // 2
        return QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), place, way)


class NumberSlider(QWidget):
    """Chooses a number from `low` to `high`. `edited` carries it, only when a person moved the slider, and which drag
    it belongs to (`Session.gesture`), 0 for a key or a click.

    logarithmic: equal ways are equal factors (low > 0). decimals: of the shown number, which is also its rounding.
    """

    edited = Signal(float, int)

    def __init__(
        self,
        name: str,
        tip: str,
        low: float,
        high: float,
        normal: float,
        *,
        unit: str = "",
        decimals: int = 0,
        logarithmic: bool = False,
    ) -> None:
        super().__init__()
        self._low, self._high, self.normal = low, high, normal
        self._unit, self._decimals, self._logarithmic = unit, decimals, logarithmic
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, TICKS)
        self.slider.setPageStep(TICKS // 10)
        self.slider.setAccessibleName(name)
        self.slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._tip = tip
        self.set_range(low, high)
        self.slider.installEventFilter(self)
        self._number = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.slider, 1)
        layout.addWidget(self._number)
        self.setFocusProxy(self.slider)
        self._value, self._gesture = normal, 0
        self.set_value(normal)
        self._fit()
        self.slider.valueChanged.connect(self._moved)
        self.slider.sliderPressed.connect(self._pressed)
        self.slider.sliderReleased.connect(self._released)

    def set_range(self, low: float, high: float) -> None:
        """Other ends; set the value anew afterwards."""
        self._low, self._high = low, high
        span = tr("{words} to {words2}", words=self._words(low), words2=self._words(high))
        self.slider.setToolTip(
            tr(
                "{tip} ({span}; arrow keys; double click: {words})",
                tip=self._tip,
                span=span,
                words=self._words(self.normal),
            )
        )

    @property
    def value(self) -> float:
        return self._value

    def set_value(self, value: float) -> None:
        """Show a number without telling anybody."""
        self._value = min(max(value, self._low), self._high)
        self.slider.blockSignals(True)
        self.slider.setValue(self._tick(self._value))
        self.slider.blockSignals(False)
        self._number.setText(self._words(self._value))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        double = event.type() == QEvent.Type.MouseButtonDblClick and isinstance(event, QMouseEvent)
        if double and watched is self.slider:
            self.slider.setValue(self._tick(self.normal))
            return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_number"):  # not while it is being made
            self._fit()

    def _fit(self) -> None:
        """Room for the longest number, so that the slider does not change its length under the hand."""
        self._number.setMinimumWidth(self._number.fontMetrics().horizontalAdvance(self._words(self._high) + "00"))

    @Slot()
    def _pressed(self) -> None:
        self._gesture = next(gestures)

    @Slot()
    def _released(self) -> None:
        self._gesture = 0

    def _tick(self, value: float) -> int:
        if self._logarithmic:
            return round(TICKS * math.log(value / self._low) / math.log(self._high / self._low))
        return round(TICKS * (value - self._low) / (self._high - self._low))

    @Slot(int)
    def _moved(self, tick: int) -> None:
        part = tick / TICKS
        if tick == self._tick(self.normal):
            raw = self.normal
        elif self._logarithmic:
            raw = self._low * (self._high / self._low) ** part
        else:
            raw = self._low + part * (self._high - self._low)
        self._value = round(raw, self._decimals)
        self._number.setText(self._words(self._value))
        self.edited.emit(self._value, self._gesture)

    def _words(self, value: float) -> str:
        return f"{value:,.{self._decimals}f}{self._unit}"
