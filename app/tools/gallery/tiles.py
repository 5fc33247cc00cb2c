"""The wall of a gallery: results as tiles, sorted and filtered, their pictures read off the GUI thread."""

from __future__ import annotations

from bisect import bisect, bisect_left
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRunnable,
    QSize,
    Qt,
    QThreadPool,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.document.formatting import kind_name, number
from app.system.ending import GRACE_MS
from app.system.words import told, tr, translated
from app.widgets.labels import as_written

if TYPE_CHECKING:
    from pathlib import Path

    from core.evaluation.gallery import Metric, Result

Index = QModelIndex | QPersistentModelIndex
SIDE = 148
"""Of a picture on the wall, in logical pixels."""

TILE = QSize(SIDE + 16, SIDE + 46)
KEPT = 600
"""Pictures in memory, the ones that were shown last: some fifty megabytes at most."""

ASKED = 200
"""Pictures that wait to be read; what has been scrolled past gives way."""

FEW = 16
"""So many new results are put in place one by one; more are sorted anew at once."""

KINDS = {
    "ok": tr("ok"), "clipped": tr("clipped"), "empty": tr("empty"), "diverged": tr("diverged"),
    "unusable": tr("unusable"),
}  # fmt: skip
BADGES = {"clipped": "#b08900", "empty": "#5c6b7a", "diverged": "#c92a2a", "unusable": "#862e9c"}


class _Reading(QRunnable):
    """Reads one picture on a thread of the pool."""

    def __init__(self, path: str, side: int, told: Callable[[str, QImage], object]) -> None:
        super().__init__()
        self._path, self._side, self._told = path, side, told

    def run(self) -> None:
        image = QImage(self._path)
        if not image.isNull() and image.width() != self._side:
            smooth = Qt.TransformationMode.SmoothTransformation
            image = image.scaled(self._side, self._side, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        self._told(self._path, image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied))


class Thumbnails(QObject):
    """Pictures by path; one that is not there yet is read, the latest request first, and `loaded` tells when it is."""

    loaded = Signal(str)
    _read = Signal(str, QImage)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pixmaps: dict[str, QPixmap] = {}
        self._asked: set[str] = set()
        self._turn = 0
        self.ratio = 1.0
        self._read.connect(self._arrived)

    def get(self, path: str) -> QPixmap | None:
        """The picture, or None while it is read."""
        pixmap = self._pixmaps.pop(path, None)
        if pixmap is not None:
            self._pixmaps[path] = pixmap  # the last one that was used goes last
            return pixmap
        if path not in self._asked:
            if len(self._asked) >= ASKED:
                self._pool.clear()
                self._asked.clear()
            self._asked.add(path)
            self._turn += 1
            self._pool.start(_Reading(path, round(SIDE * self.ratio), self._read.emit), self._turn)
        return None

    def finish(self) -> None:
        """No picture is read any more."""
        self._pool.clear()
        self._pool.waitForDone(GRACE_MS)
        self._asked.clear()

    @Slot(str, QImage)
    def _arrived(self, path: str, image: QImage) -> None:
        self._asked.discard(path)
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(self.ratio)
        self._pixmaps[path] = pixmap
        while len(self._pixmaps) > KEPT:
            del self._pixmaps[next(iter(self._pixmaps))]
        self.loaded.emit(path)


class TileModel(QAbstractListModel):
    """The results of a gallery in the asked order, those that pass the filters."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.thumbnails = Thumbnails(self)
        self.thumbnails.loaded.connect(self._picture_came)
        self.results: dict[int, Result] = {}
        self.shown: list[Result] = []
        self._keys: list[tuple[float, float, int]] = []
        self._folder: Path | None = None
        self._metric: Metric | None = None
        self._worst_first, self._label, self._kind = True, "", ""

    def begin(self, folder: Path) -> None:
        """Forget the gallery that was shown, for another one in this folder."""
        self.beginResetModel()
        self._folder = folder
        self.results.clear()
        self.shown, self._keys = [], []
        self.endResetModel()

    def arrange(self, metric: Metric, *, worst_first: bool, label: str, kind: str) -> None:
        """Sort by a metric and show one class and one kind, "" for all. What is chosen stays chosen."""
        self._metric, self._worst_first, self._label, self._kind = metric, worst_first, label, kind
        self._sort()

    def add(self, results: Iterable[Result]) -> None:
        """Results that have come."""
        results = list(results)
        self.results.update((result.number, result) for result in results)
        passing = [result for result in results if self._passes(result)]
        known = {result.number for result in self.shown}
        if len(passing) > FEW or any(result.number in known for result in passing):
            self._sort()
            return
        for result in passing:
            key = self._place(result)
            row = bisect(self._keys, key)
            self.beginInsertRows(QModelIndex(), row, row)
            self.shown.insert(row, result)
            self._keys.insert(row, key)
            self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 (Qt's own)
        if not index.isValid():
            return None
        result = self.shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{result.name}\n{self._number(result)}"
        if role == Qt.ItemDataRole.DecorationRole:
            return self._picture(result)
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_written("\n".join(details(result)))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{result.name}, {KINDS[result.kind]}, {self._number(result)}"
        if role == Qt.ItemDataRole.UserRole:
            return result.kind
        return None

    def _number(self, result: Result) -> str:
        if self._metric is None:
            return ""
        value = getattr(result, self._metric.key)
        return f"{translated(self._metric.words)} {(tr('not known') if value is None else number(value))}"

    def _picture(self, result: Result) -> QPixmap | None:
        return None if self._folder is None or result.kind == "unusable" else self.thumbnails.get(self._path(result))

    def _path(self, result: Result) -> str:
        from core.evaluation.gallery_folder import thumbnail_file

        return "" if self._folder is None else str(thumbnail_file(self._folder, result.number))

    @Slot(str)
    def _picture_came(self, path: str) -> None:
        result = self.results.get(int(path[-9:-4]))
        row = len(self.shown) if result is None else bisect_left(self._keys, self._place(result))
        if row < len(self.shown) and self._path(self.shown[row]) == path:
            self.dataChanged.emit(self.index(row), self.index(row), [Qt.ItemDataRole.DecorationRole])

    def _passes(self, result: Result) -> bool:
        return self._label in ("", result.label) and self._kind in ("", result.kind)

    def _place(self, result: Result) -> tuple[float, float, int]:
        from core.evaluation.gallery import place

        if self._metric is None:
            return 0.0, 0.0, result.number
        return place(result, self._metric, worst_first=self._worst_first)

    def _sort(self) -> None:
        """All anew; views keep what is chosen."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        numbers = [self.shown[index.row()].number for index in before]
        rows = sorted((self._place(r), r.number) for r in self.results.values() if self._passes(r))
        self._keys = [key for key, _ in rows]
        self.shown = [self.results[number] for _, number in rows]
        places = {result.number: row for row, result in enumerate(self.shown)}
        after = [self.index(places[n]) if n in places else QModelIndex() for n in numbers]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()


def details(result: Result) -> list[str]:
    """All that is known of a result, as lines for people."""
    lines = [
        tr(
            "{name}, class {label}: {kind}",
            name=result.name,
            label=result.label or tr("not known"),
            kind=KINDS[result.kind],
        )
    ]
    if result.reason:
        lines.append(told(result.reason))
    if result.kind != "unusable":
        lines.append(
            tr("observed as {observed}, after step {step}", observed=kind_name(result.observed), step=result.step)
        )
    from core.evaluation.gallery import METRICS

    known = [(translated(metric.words), getattr(result, metric.key)) for metric in METRICS]
    lines += [f"{words}: {number(value)}" for words, value in known if value is not None]
    return [*lines, result.source]


class TileDelegate(QStyledItemDelegate):
    """Picture above words, a badge on what is not ok, and a frame around what is chosen: a fill would hide pictures."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        item: Any = option
        item.decorationPosition = QStyleOptionViewItem.Position.Top
        item.decorationAlignment = Qt.AlignmentFlag.AlignCenter
        item.displayAlignment = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        item.decorationSize = QSize(SIDE, SIDE)
        item.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration  # its place is kept while it is read

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return TILE

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item: Any = option
        chosen = bool(item.state & QStyle.StateFlag.State_Selected)
        item.state &= ~(QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus)
        super().paint(painter, option, index)
        kind = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(QPen(item.palette.color(QPalette.ColorRole.Highlight), 2))
            painter.drawRoundedRect(item.rect.adjusted(2, 2, -2, -2), 8, 8)
        if kind in BADGES:
            words = KINDS[kind]
            badge = QRect(item.rect.left() + 8, item.rect.top() + 8, item.fontMetrics.horizontalAdvance(words) + 14, 20)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(BADGES[kind]))
            painter.drawRoundedRect(badge, 10, 10)
            painter.setPen(QColor("#ffffff"))
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()


class TileView(QListView):
    """Tiles in rows. `chosen` with the row that is clicked, or on which Enter is pressed."""

    chosen = Signal(int)

    def __init__(self, model: TileModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setGridSize(TILE + QSize(6, 6))
        self.setSpacing(0)
        self.setItemDelegate(TileDelegate(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.verticalScrollBar().setSingleStep(TILE.height() // 3)
        self.setModel(model)
        self.clicked.connect(self._clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(index.row())
