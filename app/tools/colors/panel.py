"""What the colours of the surface stand for, and their range: in the upper left corner of the view, and as a menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QContextMenuEvent, QMouseEvent, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from app.document.store import Store
from app.render.styles import DIVERGING, SEQUENTIAL
from app.system.words import tr, translated
from app.widgets.numbers import DecimalBox
from core.measures.quantities import QUANTITIES

if TYPE_CHECKING:
    from app.view.viewport import Viewport
    from core.measures.coloring import Coloring, Range

LACKING = {"truth": tr("the true shape is not known"), "members": tr("no members yet: press Y")}
"""Why there are no colours, by what a quantity needs."""

NOTHING_BEFORE = tr("nothing before step 0")

PLAIN = (tr("Plain"), tr("One colour for the whole surface"))
CORNER = "corner"
"""What lies in the upper right corner of the view while one presents (app.view.board)."""

LACKING_MS = 400
"""After which colours that have not come are said not to come: they are made in the background."""

LARGEST = 100.0
"""Of the ends of a typed range, either side of zero."""


class ColorChoice(QWidget):
    """A list of quantities with the ends of their range; the bar in the view shows them. The menu of the range comes
    by its button, and by the right mouse button or the menu key on all of it and on the bar.
    """

    view_edited = Signal(object)  # View

    def __init__(self, store: Store, view: Viewport | None = None) -> None:
        super().__init__(view)
        self._store, self._view, self._quiet = store, view, False
        self._list = QComboBox()
        self._list.setObjectName("colors")
        self._list.setAccessibleName(tr("What the colours of the surface stand for"))
        self._list.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._list.setMinimumContentsLength(6)
        for key in ("", *QUANTITIES):
            words, tip = _words(key)
            self._list.addItem(words, key)
            self._list.setItemData(self._list.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        label = QLabel(tr("&Colours"))
        label.setBuddy(self._list)
        label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)  # beside the list, however wide
        self.low = _end(tr("from "), tr("Low end of the colour range"))
        self.high = _end(tr("up to "), tr("High end of the colour range"))
        self.range = QToolButton()
        self.range.setText(tr("Range"))
        self.range.setAccessibleName(tr("Range of the colours, and their map"))
        self.range.setToolTip(
            tr("Fit the range to the shown surface, or choose another colour map; also by a right click on the bar")
        )
        self.range.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.range.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.lacking = QLabel()
        self.lacking.setProperty("muted", True)
        self.lacking.hide()
        self._wait = QTimer(self, interval=LACKING_MS, singleShot=True)
        self._wait.timeout.connect(self._tell_lacking)
        self._build_menu()
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setContentsMargins(10, 8, 6, 4)
        self._choice, self._range = QHBoxLayout(), QHBoxLayout()
        for row, widgets in (
            (self._choice, (label, self._list, self.lacking)),
            (self._range, (self.low, self.high, self.range)),
        ):
            for widget in widgets:
                row.addWidget(widget)
            self._rows.addLayout(row)
        if view is not None:
            view.installEventFilter(self)
            view.became_ready.connect(self._watch_bar)
        self._list.activated.connect(self._chosen)
        self.low.valueChanged.connect(self._low_typed)
        self.high.valueChanged.connect(self._high_typed)
        for signal in (store.view_changed, store.document_changed):
            signal.connect(self._refresh)
        for signal in (store.run_changed, store.cursor_changed, store.truth_changed, store.busy_changed):
            signal.connect(self._await_colors)
        self._refresh()

    def _build_menu(self) -> None:
        self.menu = QMenu(self)
        self.menu.setToolTipsVisible(True)
        self.usual = self.menu.addAction(tr("&Usual range"))
        self.fitted = self.menu.addAction(tr("&Fitted to the values"))
        self.symmetric = self.menu.addAction(tr("&Symmetric about zero"))
        self.typed = self.menu.addAction(tr("&Typed"))
        tips = {
            self.usual: tr("The same for every shape, so that runs can be compared"),
            self.fitted: tr("A range that almost all values of the shown surface lie in; it stays at other steps"),
            self.symmetric: tr("The same as far to either side, for what is negative or positive"),
            self.typed: tr("Write the ends of the range beside the list"),
        }
        for action, tip in tips.items():
            action.setToolTip(tip)
        self.menu.addSeparator()
        self.maps = self.menu.addMenu(tr("Colour &map"))
        self.usual.triggered.connect(self._take_usual)
        self.fitted.triggered.connect(self._fit)
        self.symmetric.triggered.connect(self._fit_about_zero)
        self.typed.triggered.connect(self._type)
        self.menu.aboutToShow.connect(self._fill_maps)
        self.maps.triggered.connect(self._take_map)
        self.range.setMenu(self.menu)

    @Slot()
    def be_quiet(self) -> None:
        """Be seen only where the surface has colours and there is room beside what lies over the view, until `speak`:
        while one presents, the view is for the shape.
        """
        self._quiet = True
        corner = self._view.findChild(QWidget, CORNER) if self._view is not None else None
        if corner is not None:
            corner.installEventFilter(self)
        self._refresh()

    @Slot()
    def speak(self) -> None:
        """Be seen always."""
        self._quiet = False
        self.show()

    @Slot()
    def _watch_bar(self) -> None:
        if self._view is not None and self._view.plotter is not None:
            self._view.plotter.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (watched is self.parent() and event.type() == QEvent.Type.Resize) or (
            watched.objectName() == CORNER and event.type() in (QEvent.Type.Move, QEvent.Type.Resize)
        ):
            self._arrange()
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent) and self._on_bar(event):
            self.menu.popup(event.globalPosition().toPoint())
            return True
        return False

    def _on_bar(self, event: QMouseEvent) -> bool:
        """Whether it is a click with the right button on the colour bar."""
        if event.button() != Qt.MouseButton.RightButton:
            return False
        plotter = None if self._view is None else self._view.plotter
        if plotter is None:
            return False
        from app.render import colorbar

        place = event.position() * plotter.devicePixelRatioF()
        return colorbar.holds(plotter, place.x(), place.y())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.range.isVisible():
            self.menu.popup(event.globalPos())

    @Slot()
    def _arrange(self) -> None:
        """The range beside the list, or below it where the view is narrow."""
        self._rows.activate()  # the rows within it know what is hidden only then
        edges = self._rows.contentsMargins()
        needed = self._choice.sizeHint().width() + self._range.sizeHint().width() + self._rows.spacing()
        view = self.parentWidget()
        narrow = view is not None and needed + edges.left() + edges.right() > self._free()
        self._rows.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self.adjustSize()
        self.resize(min(self.width(), self._free()), self.height())  # where two views share the window there is less
        if self._quiet:
            self.setVisible(bool(self._store.session.view.color) and self.sizeHint().width() <= self._free())

    def _free(self) -> int:
        """Pixels of the view's upper edge that nothing lies over."""
        view = self.parentWidget()
        corner = view.findChild(QWidget, CORNER) if view is not None else None
        return corner.x() if corner is not None and corner.isVisible() else view.width() if view is not None else 0

    @Slot()
    def _chosen(self) -> None:
        """Chosen anew, a quantity has its usual range again."""
        view = self._store.session.view
        other = view.colored(self._list.currentData()).spanned(None)
        if other != view:
            self.view_edited.emit(other)

    # --- the range

    @Slot(float)
    def _low_typed(self, low: float) -> None:
        self._span(low, self.high.value(), keep_low=True)

    @Slot(float)
    def _high_typed(self, high: float) -> None:
        self._span(self.low.value(), high, keep_low=False)

    def _span(self, low: float, high: float, *, keep_low: bool) -> None:
        """An end that is typed past the other one takes it along."""
        if low >= high:
            before = self._shown_span()
            width = before[1] - before[0]
            low, high = (low, low + width) if keep_low else (high - width, high)
        self._edit((low, high))

    @Slot()
    def _take_usual(self) -> None:
        self._edit(None)

    @Slot()
    def _fit(self) -> None:
        self._take("fitted")

    @Slot()
    def _fit_about_zero(self) -> None:
        self._take("symmetric")

    def _take(self, wanted: Range) -> None:
        from core.measures.coloring import span_of

        if (found := self._found()) is not None:
            self._edit(span_of(found, wanted))

    @Slot()
    def _type(self) -> None:
        self.low.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.low.selectAll()

    def _edit(self, span: tuple[float, float] | None) -> None:
        view = self._store.session.view
        if (other := view.spanned(span)) != view:
            self.view_edited.emit(other)

    def _found(self) -> Coloring | None:
        """The numbers that are shown."""
        session = self._store.session
        found = session.entry.coloring if session.entry is not None else None
        return None if found is None or found.key != session.view.color else found

    def _shown_span(self) -> tuple[float, float]:
        view = self._store.session.view
        scale = QUANTITIES[view.color].scale
        return view.span or (scale.low, scale.high)

    # --- what is shown

    @Slot()
    def _fill_maps(self) -> None:
        """The colour maps of the kind of what is shown."""
        color, view = self._store.session.view.color, self._view
        signed = bool(color) and QUANTITIES[color].scale.signed
        self.maps.clear()
        if view is None:
            return
        for name in DIVERGING if signed else SEQUENTIAL:
            action = self.maps.addAction(name)
            action.setCheckable(True)
            action.setChecked(name == view.scene_style.maps[signed])
            action.setData(name)

    @Slot(QAction)
    def _take_map(self, action: QAction) -> None:
        if self._view is not None:
            self._view.map_asked.emit(action.data())

    @Slot()
    def _refresh(self) -> None:
        document, color = self._store.session.document, self._store.session.view.color
        self._list.setEnabled(document is not None)
        self._list.setCurrentIndex(self._list.findData(color))
        known = document is not None and document.source.has_truth
        model = self._list.model()
        if isinstance(model, QStandardItemModel):
            for row in QUANTITIES.values():
                model.item(self._list.findData(row.key)).setEnabled(known or row.needs != "truth")
        for widget in (self.low, self.high, self.range):
            widget.setVisible(bool(color) and document is not None)
        if color and document is not None:
            for box, value in zip((self.low, self.high), self._shown_span(), strict=True):
                with QSignalBlocker(box):
                    box.setValue(value)
            self.symmetric.setEnabled(QUANTITIES[color].scale.signed)
        self._arrange()
        self._await_colors()

    @Slot()
    def _await_colors(self) -> None:
        """What is lacking is said when it has not come for a while, and no longer when it has come."""
        self._wait.start()
        if self._has_colors():
            self._tell_lacking()

    def _has_colors(self) -> bool:
        """Whether the shown surface has the colours that are chosen, or none could be seen on it."""
        session = self._store.session
        entry, color = session.entry, session.view.color
        if not color or entry is None or entry.level is None or not len(entry.level.vertices):
            return True
        return entry.coloring is not None and entry.coloring.key == color

    @Slot()
    def _tell_lacking(self) -> None:
        """Beside the list: why the surface is plain although a quantity is chosen."""
        session = self._store.session
        color, why = session.view.color, ""
        if not self._has_colors() and not session.busy and not session.playing:
            needs = QUANTITIES[color].needs
            if needs in LACKING:
                why = LACKING[needs]
            elif session.cursor == 0:
                why = NOTHING_BEFORE
        self._list.setToolTip(f"{_words(color)[1]} ({why})" if why else _words(color)[1])
        if why != self.lacking.text():
            self.lacking.setText(why)
            self.lacking.setVisible(bool(why))
            self._arrange()


def _words(key: str) -> tuple[str, str]:
    """How a choice is called, and what it is."""
    row = QUANTITIES.get(key)
    return PLAIN if row is None else (translated(row.choice), translated(row.scale.tip))


def _end(prefix: str, name: str) -> DecimalBox:
    """Where an end of the range is typed."""
    box = DecimalBox(minimum=-LARGEST, maximum=LARGEST, decimals=4, prefix=prefix)
    box.setKeyboardTracking(False)
    box.setStepType(QAbstractSpinBox.StepType.AdaptiveDecimalStepType)
    box.setAccessibleName(name)
    box.setToolTip(tr("The end of the colour range: -100 to 100; an end that passes the other one takes it along"))
    return box
