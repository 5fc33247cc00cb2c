"""Unseen pieces of a training side by side: as they are, by the net that it began from, and by the net so far."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from app.system.words import tr

if TYPE_CHECKING:
    from core.training.own_training import Unseen

ROWS = 3
COLUMNS = (("truth", tr("As it is")), ("before", tr("The net it begins from")), ("now", tr("Your net, now")))
PIECES = "pieces"
"""Folder in that of a training, where its pictures are (app.cli.live_pieces)."""


class PieceWall(QWidget):
    """Pictures that the training writes (app.cli.live_pieces), a row for each piece, with its numbers below."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Pieces that are kept out of the training"))
        self._pictures: dict[tuple[str, int], _Picture] = {}
        self._numbers: list[QLabel] = []
        self.verdict = ""
        """What the training has gained so far, a sentence; "" while nothing is known."""
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        for column, (name, head) in enumerate(COLUMNS):
            grid.addWidget(QLabel(head, alignment=Qt.AlignmentFlag.AlignCenter), 0, column)
            for row in range(ROWS):
                picture = self._pictures[name, row] = _Picture()
                picture.setAccessibleName(tr("Unseen piece {row}: {head}", row=row + 1, head=head))
                grid.addWidget(picture, 2 * row + 1, column)
                grid.setRowStretch(2 * row + 1, 1)
        for row in range(ROWS):
            numbers = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
            numbers.setTextFormat(Qt.TextFormat.PlainText)  # a file's name may hold what looks like HTML
            numbers.setAccessibleName(tr("Numbers of unseen piece {row}", row=row + 1))
            self._numbers.append(numbers)
            grid.addWidget(numbers, 2 * row + 2, 0, 1, len(COLUMNS))

    def clear(self) -> None:
        """Nothing is known."""
        self.verdict = ""
        for label in (*self._pictures.values(), *self._numbers):
            label.clear()

    def show_unseen(self, folder: Path, unseen: Unseen) -> None:
        """What is known of the pieces of the training in this folder."""
        for row, name in enumerate(unseen.names[:ROWS]):
            for column, _ in COLUMNS:
                self._pictures[column, row].load(folder / PIECES / f"{column}-{row}.png")
            before = tr("IoU {before:.3f} before", before=unseen.before[row]) if unseen.before else ""
            now = (
                tr("{what}{now:.3f} now", what="" if before else tr("IoU "), now=unseen.now[row]) if unseen.now else ""
            )
            self._numbers[row].setText(f"{name}: {', '.join(filter(None, (before, now)))}".removesuffix(": "))
        if unseen.before and unseen.now:
            means = [sum(values) / len(values) for values in (unseen.before, unseen.now)]
            pieces = (
                tr("the unseen piece") if len(unseen.now) == 1 else tr("the {now} unseen pieces", now=len(unseen.now))
            )
            self.verdict = tr(
                "Mean IoU of {pieces}: {means:.3f} before, {means2:.3f} now.",
                pieces=pieces,
                means=means[0],
                means2=means[1],
            )

    @property
    def numbers(self) -> list[str]:
        """What stands below the pieces."""
        return [label.text() for label in self._numbers]

    def shown(self, column: str) -> int:
        """How many pictures of a column are there."""
        return sum(not self._pictures[column, row].pixmap().isNull() for row in range(ROWS))


class _Picture(QLabel):
    """A picture as large as there is room for, whole."""

    def __init__(self) -> None:
        super().__init__(alignment=Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setMinimumSize(64, 64)
        self._whole = QPixmap()

    def sizeHint(self) -> QSize:
        return QSize(160, 160)

    def load(self, path: Path) -> None:
        """Nothing where there is no such file."""
        self._whole = QPixmap(str(path)) if path.is_file() else QPixmap()
        self._fit()

    def clear(self) -> None:
        self._whole = QPixmap()
        super().clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if not self._whole.isNull():
            how = (Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
            self.setPixmap(self._whole.scaled(self.size(), *how))
