"""Where the pages of a lesson are: in their dock, or over the view while one presents; and what turns them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget

from app.control.player import Player
from app.tools.lesson.panel import LessonPanel
from app.tools.lesson.scene import LessonScene
from app.view.board import Board
from app.view.presenting import Presenting

FIGURES = ("curves",)
"""Panels that are looked at and not worked with: words of lessons speak of them."""


class Lectern(QObject):
    """Moves the panel between its dock and the board over the view. Its keys are those of a presenter's remote."""

    left = Signal()  # the panel was closed, in whatever way

    def __init__(
        self,
        panel: LessonPanel,
        dock: QDockWidget,
        stage: LessonScene,
        player: Player,
        presenting: Presenting,
        actions: Mapping[str, QAction],
        show_dock: Callable[[str], None],
    ) -> None:
        super().__init__(panel)
        self._panel, self._dock, self._stage, self._player = panel, dock, stage, player
        self._show_dock, self._open, self._front = show_dock, actions["lessons"], False
        self._on, self._back = actions["page_on"], actions["page_back"]
        self._presented, self._board = False, None  # between `preparing` and `ended`; between `began` and `ending`
        self._open.triggered.connect(self._toggled)
        self._on.triggered.connect(self.forward)
        self._back.triggered.connect(self.back)
        dock.visibilityChanged.connect(self._seen)
        for signal in (panel.page_turned, panel.ended):
            signal.connect(self._tell)
        presenting.preparing.connect(self._preparing)
        presenting.began.connect(self._began)
        presenting.ending.connect(self._ending)
        presenting.ended.connect(self._ended)
        self._tell()

    def bring(self) -> None:
        """The panel is seen."""
        if self._board is not None:
            self._board.show()
        else:
            self._show_dock("lesson")

    @Slot()
    def forward(self) -> None:
        """The rest of the page, its answer, and then the next one; where no lesson is played, a step."""
        if self._panel.page is None:
            self._player.step()
            return
        self._panel.forward()

    @Slot()
    def back(self) -> None:
        """The top of the page, and then the one before; where no lesson is played, a step back."""
        if self._panel.page is not None:
            self._panel.backward()
        else:
            self._player.back()

    @Slot()
    def _tell(self) -> None:
        """Whether its keys mean something now."""
        for action in (self._on, self._back):
            action.setEnabled(self._panel.page is not None or self._presented)

    @Slot()
    def _toggled(self) -> None:
        """Behind another tab the dock comes to the front; in front it goes. A board comes and goes, and its lesson goes
        on."""
        if self._board is not None:
            self._board.setVisible(self._board.isHidden())
            self._open.setChecked(not self._board.isHidden())
            return
        if self._front:
            self._dock.hide()
            return
        closed = self._dock.isHidden()
        self._show_dock("lesson")
        self._open.setChecked(True)
        if closed:
            self._panel.again()

    @Slot(bool)
    def _seen(self, front: bool) -> None:
        """The dock was opened or closed, by whatever way; one that is behind another is not closed."""
        if self._presented:
            return
        self._front, closed = front, self._dock.isHidden()
        self._open.setChecked(not closed)
        if closed:
            self.left.emit()

    # --- while one presents

    @Slot()
    def _preparing(self) -> None:
        self._presented = True
        self._part(back=True)

    @Slot(object)
    def _began(self, board: Board) -> None:
        self._board = board
        board.take(self._dock.widget())
        board.setVisible(self._panel.page is not None)
        self._open.setChecked(self._panel.page is not None)
        self._part()
        self._tell()

    @Slot()
    def _ending(self) -> None:
        board, self._board = self._board, None
        self._part(back=True)
        if board is not None:
            self._dock.setWidget(board.held())

    @Slot()
    def _ended(self) -> None:
        """A lesson that is being played goes on in its dock."""
        self._presented = False
        if self._panel.page is not None:
            self._show_dock("lesson")
            self._part()
        self._front = self._dock.isVisible()
        self._open.setChecked(not self._dock.isHidden())
        self._tell()

    @Slot(object, object)
    def show_parts(self, hide: tuple[str, ...], opened: tuple[str, ...]) -> None:
        """The parts of the window as a page has them. Where one presents, figures that it does not hide are opened."""
        figures = () if self._board is None else tuple(name for name in FIGURES if name not in hide)
        self._stage.show_parts(hide, (*opened, *figures))

    def _part(self, *, back: bool = False) -> None:
        """The parts of the window as the page has them, or as they are without a lesson."""
        page = self._panel.page
        if page is not None:
            self.show_parts(() if back else page.hide, () if back else page.open)
