"""The lesson at the side: text with formulas, a switch, things to try, a question and its answer."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.system.words import plain, tr
from app.tools.lesson.choices import ChoiceList
from app.tools.lesson.formula_text import FormulaText
from app.tools.lesson.pages import Lesson, LessonPage
from app.widgets.buttons import push_button
from app.widgets.theme import LIGHT, Theme

OTHER = tr("Open a lesson file…")


class LessonPanel(QWidget):
    """Plays one lesson. It asks for scenes and hidden parts by signals and touches nothing else."""

    scene_asked = Signal(object)  # Scene, None to leave shape and step
    parts_asked = Signal(object, object)  # names of parts to hide and to open
    ended = Signal()
    lesson_asked = Signal(str)  # path, "" to choose a file
    page_turned = Signal()

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self.lesson: Lesson | None = None
        self._page, self._from_end = 0, False
        self._theme = LIGHT
        self._chooser = QComboBox()
        self._chooser.setObjectName("lesson")
        self._chooser.setAccessibleName(tr("Lesson"))
        self._chooser.setToolTip(tr("Which lesson is played"))
        self._title = QLabel(wordWrap=True)
        self._title.setAccessibleName(tr("Title of the page"))
        self._title.setStyleSheet("font-weight: bold")
        self.page_text = FormulaText()
        self.page_text.setAccessibleName(tr("Text of the lesson"))
        self._try = QWidget()
        self._try_row, self._tries = QGridLayout(self._try), list[QToolButton]()
        self._try_row.setContentsMargins(0, 0, 0, 0)
        self._switch = ChoiceList(tr("Switch"), tr("Shows the same shape another way"))
        self._question = QLabel(wordWrap=True)
        self._question.setAccessibleName(tr("Question"))
        self._choices = ChoiceList(tr("Answers"), tr("Choose before you look at the answer"))
        self._reveal = push_button(tr("Show the answer"), tr("What really happens, and why"))
        self._reveal.setObjectName("reveal")
        self.answer_text = FormulaText()
        self.answer_text.setAccessibleName(tr("Answer"))
        self.back_button = push_button(tr("Back"), tr("The page before"))
        self.next_button = push_button(tr("Next"), tr("The next page"))
        self.next_button.setObjectName("next")
        self.end_button = push_button(tr("End"), tr("Leave the lesson; everything that it hid comes back"))
        self._count = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._count.setProperty("muted", True)
        self._count.setAccessibleName(tr("Page"))
        self._chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._lay_out()
        self._chooser.activated.connect(self._chosen)
        self._switch.chosen.connect(self._switched)
        self._reveal.clicked.connect(self.reveal)
        self.back_button.clicked.connect(self.back)
        self.next_button.clicked.connect(self.next)
        self.end_button.clicked.connect(self.end)
        self.setMinimumWidth(350)  # two buttons side by side
        self._show()

    def _lay_out(self) -> None:
        """What is read lies in one scroll area; the pages are turned below it, always in sight."""
        pages = QHBoxLayout()
        for widget in (self.back_button, self._count, self.next_button, self.end_button):
            pages.addWidget(widget, 1 if widget is self._count else 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 8)
        read = QWidget()
        column = QVBoxLayout(read)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (
            self._title, self.page_text, self._switch, self._try, self._question, self._choices, self._reveal,
            self.answer_text,
        ):  # fmt: skip
            column.addWidget(widget)
        column.addStretch()
        self.scroll_area = QScrollArea(widgetResizable=True)
        self.scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll_area.setWidget(read)
        self.scroll_area.viewport().installEventFilter(self)
        self._grown = QTimer(self, interval=0, singleShot=True)  # once all have their places
        self._grown.timeout.connect(self._show_answer)
        self.scroll_area.verticalScrollBar().rangeChanged.connect(self._grown.start)
        layout.addWidget(self._chooser)
        layout.addWidget(self.scroll_area, 1)
        layout.addLayout(pages)

    @property
    def page(self) -> LessonPage | None:
        """The page that is shown, None between lessons."""
        return None if self.lesson is None else self.lesson.pages[self._page]

    def set_catalogue(self, titles: Mapping[str, str]) -> None:
        """What can be chosen: path -> title."""
        self._chooser.clear()
        self._chooser.addItem(tr("Choose a lesson…"), None)
        for path, title in titles.items():
            self._chooser.addItem(title, path)
        self._chooser.addItem(OTHER, "")

    @Slot(object)
    def play(self, lesson: Lesson) -> None:
        """Begin a lesson at its first page, or at its last one where one has turned back from the lesson after it."""
        self.lesson = lesson
        index = self._chooser.findData(lesson.path)
        if index < 0:
            index = self._chooser.count() - 1
            self._chooser.insertItem(index, lesson.title, lesson.path)
        self._chooser.setCurrentIndex(index)
        self._turn(len(lesson.pages) - 1 if self._from_end else 0)
        self._from_end = False

    def again(self) -> None:
        """Show the page anew, where a lesson is played."""
        self._turn(self._page)

    @Slot()
    def back(self) -> None:
        """The page before: of the lesson before this one, where this is the first."""
        self._from_end = self._page == 0
        self._turn_past(-1)

    @Slot()
    def next(self) -> None:
        """The page after: of the lesson after this one, where this is the last."""
        self._turn_past(1)

    def _turn_past(self, way: int) -> None:
        if self.lesson is None:
            return
        if 0 <= self._page + way < len(self.lesson.pages):
            self._turn(self._page + way)
        elif beside := self._beside(way):
            self.lesson_asked.emit(beside)

    def _beside(self, way: int) -> str:
        """Path of the lesson before (-1) or after this one (1) in the list, "" for none."""
        place = self._chooser.findData(self.lesson.path) if self.lesson is not None else -1
        return self._chooser.itemData(place + way) or "" if place > 0 else ""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            for button in self.findChildren(QToolButton):
                button.setIconSize(QSize(1, 1) * round(1.2 * self.fontMetrics().height()))
            QTimer.singleShot(0, self, self._fold)  # once all have their letters

    @property
    def answer(self) -> QWidget | None:
        """The answer of the page, once it is shown."""
        return None if self.answer_text.isHidden() else self.answer_text

    @Slot()
    def forward(self) -> None:
        """As a presenter goes on: what of the page is still below, the answer where it has one, and the next page."""
        page = self.page
        if self._scrolled(1):
            return
        if page is not None and page.reveal and self.answer_text.isHidden():
            self.reveal()
        else:
            self.next()

    @Slot()
    def backward(self) -> None:
        """As a presenter goes back: to the top of the page, and then the page before."""
        if not self._scrolled(-1):
            self.back()

    def _scrolled(self, way: int) -> bool:
        """Scroll down (1) or up (-1), a line less than what is seen. Whether there was something more to read."""
        bar, room = self.scroll_area.verticalScrollBar(), self.scroll_area.viewport().height()
        parts = (self.answer_text, self._choices, self._question, self._try, self.page_text)
        end = next(part for part in parts if not part.isHidden()).geometry().bottom()
        left = end - room - bar.value() if way > 0 else bar.value()
        if left < self.fontMetrics().height() // 2:
            return False
        bar.setValue(bar.value() + way * min(left, room - self.fontMetrics().height()))
        return True

    @Slot()
    def end(self) -> None:
        """Leave the lesson."""
        if self.lesson is not None:
            self.lesson = None
            self._chooser.setCurrentIndex(0)
            self._show()
            self.ended.emit()

    @Slot()
    def reveal(self) -> None:
        """Show the answer of the page's question."""
        page = self.page
        if page is None or not page.reveal:
            return
        right = "" if page.answer is None else f"**{page.choices[page.answer - 1]}.** "
        self.answer_text.show_text(right + page.reveal)
        self.answer_text.show()
        self._reveal.setEnabled(False)

    @Slot()
    def _show_answer(self) -> None:
        """Scroll so far that the answer is seen, from its beginning where it is higher than the panel.

        Called after whatever has another height, since the answer gets its own only once it is shown.
        """
        bar, room = self.scroll_area.verticalScrollBar(), self.scroll_area.viewport().height()
        if not self.answer_text.isHidden():
            hidden = self.answer_text.geometry().bottom() + 1 - room
            bar.setValue(min(self.answer_text.y(), max(bar.value(), hidden)))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for text in (self.page_text, self.answer_text):
            text.set_color(theme.text)

    def sizeHint(self) -> QSize:
        return QSize(360, 560)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.scroll_area.viewport():
            self._fold()
        return False

    @Slot()
    def _fold(self) -> None:
        """Nothing of the page is wider than there is room for: large letters in a narrow panel take more lines."""
        room = self.scroll_area.viewport().width()
        for choices in (self._switch, self._choices):
            choices.fold(room)
        widest = max((button.sizeHint().width() for button in self._tries), default=0)
        columns = 1 if 2 * widest + self._try_row.horizontalSpacing() > room else 2
        for place, button in enumerate(self._tries):
            self._try_row.addWidget(button, place // columns, place % columns)

    @Slot(int)
    def _chosen(self, index: int) -> None:
        path = self._chooser.itemData(index)
        if path is not None:
            self.lesson_asked.emit(path)
        self._chooser.setCurrentIndex(max(0, self._chooser.findData(self.lesson.path if self.lesson else None)))

    def _turn(self, page: int) -> None:
        if self.lesson is None or not 0 <= page < len(self.lesson.pages):
            return
        self._page = page
        self._show()
        shown = self.lesson.pages[page]
        self.parts_asked.emit(shown.hide, shown.open)
        self.scene_asked.emit(shown.variants[0].scene if shown.variants else shown.scene)
        self.page_turned.emit()

    @Slot(int)
    def _switched(self, index: int) -> None:
        if self.page is not None:
            self.scene_asked.emit(self.page.variants[index].scene)

    def _show(self) -> None:
        page, lesson = self.page, self.lesson
        self._title.setText(page.title if page else "")
        self.page_text.show_text(page.text if page else INTRODUCTION)
        self._switch.offer([v.label for v in page.variants] if page else [], first=True)
        self._offer_actions(page.buttons if page else ())
        self._question.setText(page.question if page else "")
        self._question.setVisible(bool(page and page.question))
        self._choices.offer(list(page.choices) if page else [])
        self._reveal.setVisible(bool(page and page.reveal))
        self._reveal.setEnabled(True)
        self.answer_text.hide()
        self.scroll_area.verticalScrollBar().setValue(0)
        last = len(lesson.pages) - 1 if lesson else 0
        for widget in (self.back_button, self.next_button, self.end_button, self._count):
            widget.setVisible(lesson is not None)
        self.back_button.setEnabled(self._page > 0 or bool(self._beside(-1)))
        self.next_button.setEnabled(self._page < last or bool(self._beside(1)))
        self._count.setText(tr("{page} of {last}", page=self._page + 1, last=last + 1))
        self._fold()

    def _offer_actions(self, keys: tuple[str, ...]) -> None:
        for button in self._tries:
            self._try_row.removeWidget(button)
            button.deleteLater()
        self._tries = []
        for key in keys:
            button = QToolButton()
            button.setDefaultAction(self._actions[key])
            button.setAccessibleName(plain(self._actions[key].text()))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setIconSize(QSize(1, 1) * round(1.2 * self.fontMetrics().height()))
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._try_row.addWidget(button, len(self._tries), 0)  # it has the panel's letters from here on
            self._tries.append(button)
        self._try.setVisible(bool(keys))


INTRODUCTION = tr(
    "Choose a lesson above. Each page says what to look at, sets the window up for it, and lets you try it yourself."
    "\n\n"
    "A lesson is a text file; `docs/lessons.md` tells how to write one."
)
