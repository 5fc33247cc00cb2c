"""Unseen pieces of a training side by side: as they are, by the net that it began from, and by the net so far."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

ROWS = 3
COLUMNS = (("truth", "As it is"), ("before", "The net it begins from"), ("now", "Your net, now"))


class PieceWall(QWidget):
    """Pictures that the training writes (app.live_pieces), a row for each piece, with its numbers below."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Pieces that are kept out of the training")
        self._pictures: dict[tuple[str, int], QLabel] = {}
        self._numbers: list[QLabel] = []
        self._names: Sequence[str] = ()
        self._before: Sequence[float] = ()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        for column, (name, head) in enumerate(COLUMNS):
            grid.addWidget(QLabel(head, alignment=Qt.AlignmentFlag.AlignCenter), 0, column)
            for row in range(ROWS):
                picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
                picture.setAccessibleName(f"Unseen piece {row + 1}: {head}")
                self._pictures[name, row] = picture
                grid.addWidget(picture, 2 * row + 1, column)
        for row in range(ROWS):
            numbers = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
            numbers.setTextFormat(Qt.TextFormat.PlainText)
            numbers.setAccessibleName(f"Numbers of unseen piece {row + 1}")
            self._numbers.append(numbers)
            grid.addWidget(numbers, 2 * row + 2, 0, 1, len(COLUMNS))

    def clear(self) -> None:
        """Nothing is known."""
        self._names, self._before = (), ()
        for label in (*self._pictures.values(), *self._numbers):
            label.clear()

    def name(self, names: Sequence[str], before: Sequence[float]) -> None:
        """What the pieces are called, and their IoU by the net that it began from."""
        self._names, self._before = names, before
        for row, name in enumerate(names):
            self._numbers[row].setText(name)

    def show_pictures(self, folder: Path, *columns: str) -> None:
        """Those that are there, of some columns, all without any."""
        for name in columns or [name for name, _ in COLUMNS]:
            for row in range(ROWS):
                path = folder / f"{name}-{row}.png"
                if path.is_file():
                    self._pictures[name, row].setPixmap(QPixmap(str(path)))

    def score(self, now: Sequence[float]) -> None:
        """IoU of each piece by the net so far."""
        for row, score in enumerate(now):
            before = f"IoU {self._before[row]:.3f} before, " if row < len(self._before) else "IoU "
            self._numbers[row].setText(f"{self._names[row]}: {before}{score:.3f} now")

    @property
    def numbers(self) -> list[str]:
        """What stands below the pieces."""
        return [label.text() for label in self._numbers]

    def shown(self, column: str) -> int:
        """How many pictures of a column are there."""
        return sum(not self._pictures[column, row].pixmap().isNull() for row in range(ROWS))
