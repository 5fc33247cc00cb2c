"""The lesson at the side: text with formulas, a switch, things to try, a question and its answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QAction, QImage, QTextDocument
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.tools.lesson.pages import FORMULA, Lesson, Page
from app.widgets import formulas
from app.widgets.theme import LIGHT, Theme

OTHER = "Open a lesson file…"


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
        self._lesson: Lesson | None = None
        self._page = 0
        self._theme = LIGHT
        self._chooser = QComboBox()
        self._chooser.setObjectName("lesson")
        self._chooser.setAccessibleName("Lesson")
        self._chooser.setToolTip("Which lesson is played")
        self._title = QLabel(wordWrap=True)
        self._title.setAccessibleName("Title of the page")
        self._text = FormulaText()
        self._text.setAccessibleName("Text of the lesson")
        self._try = QWidget()
        self._try_row = QGridLayout(self._try)
        self._try_row.setContentsMargins(0, 0, 0, 0)
        self._switch = ChoiceList("Switch", "Shows the same shape another way")
        self._question = QLabel(wordWrap=True)
        self._question.setAccessibleName("Question")
        self._choices = ChoiceList("Answers", "Choose before you look at the answer")
        self._reveal = _button("Show the answer", "What really happens, and why")
        self._reveal.setObjectName("reveal")
        self._answer = FormulaText()
        self._answer.setAccessibleName("Answer")
        self._back = _button("Back", "The page before")
        self._next = _button("Next", "The next page")
        self._next.setObjectName("next")
        self._end = _button("End", "Leave the lesson; everything that it hid comes back")
        self._count = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._count.setProperty("muted", True)
        self._count.setAccessibleName("Page")
        pages = QHBoxLayout()
        for widget in (self._back, self._count, self._next, self._end):
            pages.addWidget(widget, 1 if widget is self._count else 0)
        self._chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 8)
        layout.addWidget(self._chooser)
        layout.addWidget(self._title)
        layout.addWidget(self._text, 3)
        for widget in (self._switch, self._try, self._question, self._choices, self._reveal):
            layout.addWidget(widget)
        layout.addWidget(self._answer, 2)
        layout.addLayout(pages)
        self._chooser.activated.connect(self._chosen)
        self._switch.chosen.connect(self._switched)
        self._reveal.clicked.connect(self.reveal)
        self._back.clicked.connect(self.back)
        self._next.clicked.connect(self.next)
        self._end.clicked.connect(self.end)
        self.setMinimumWidth(350)  # two buttons side by side
        self._show()

    @property
    def page(self) -> Page | None:
        """The page that is shown, None between lessons."""
        return None if self._lesson is None else self._lesson.pages[self._page]

    def set_catalogue(self, titles: Mapping[str, str]) -> None:
        """What can be chosen: path -> title."""
        self._chooser.clear()
        self._chooser.addItem("Choose a lesson…", None)
        for path, title in titles.items():
            self._chooser.addItem(title, path)
        self._chooser.addItem(OTHER, "")

    @Slot(object)
    def play(self, lesson: Lesson) -> None:
        """Begin a lesson at its first page."""
        self._lesson = lesson
        index = self._chooser.findData(lesson.path)
        if index < 0:
            index = self._chooser.count() - 1
            self._chooser.insertItem(index, lesson.title, lesson.path)
        self._chooser.setCurrentIndex(index)
        self._turn(0)

    def again(self) -> None:
        """Show the page anew, where a lesson is played."""
        self._turn(self._page)

    @Slot()
    def back(self) -> None:
        self._turn(self._page - 1)

    @Slot()
    def next(self) -> None:
        self._turn(self._page + 1)

    @Slot()
    def end(self) -> None:
        """Leave the lesson."""
        if self._lesson is not None:
            self._lesson = None
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
        self._answer.show_text(right + page.reveal)
        self._answer.show()
        self._reveal.setEnabled(False)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for text in (self._text, self._answer):
            text.set_color(theme.text)

    def sizeHint(self) -> QSize:
        return QSize(360, 560)

    @Slot(int)
    def _chosen(self, index: int) -> None:
        path = self._chooser.itemData(index)
        if path is not None:
            self.lesson_asked.emit(path)
        self._chooser.setCurrentIndex(max(0, self._chooser.findData(self._lesson.path if self._lesson else None)))

    def _turn(self, page: int) -> None:
        if self._lesson is None or not 0 <= page < len(self._lesson.pages):
            return
        self._page = page
        self._show()
        shown = self._lesson.pages[page]
        self.parts_asked.emit(shown.hide, shown.open)
        self.scene_asked.emit(shown.variants[0].scene if shown.variants else shown.scene)
        self.page_turned.emit()

    @Slot(int)
    def _switched(self, index: int) -> None:
        if self.page is not None:
            self.scene_asked.emit(self.page.variants[index].scene)

    def _show(self) -> None:
        page, lesson = self.page, self._lesson
        self._title.setText(f"<b>{page.title}</b>" if page else "")
        self._text.show_text(page.text if page else INTRODUCTION)
        self._switch.offer([v.label for v in page.variants] if page else [], first=True)
        self._offer_actions(page.buttons if page else ())
        self._question.setText(page.question if page else "")
        self._question.setVisible(bool(page and page.question))
        self._choices.offer(list(page.choices) if page else [])
        self._reveal.setVisible(bool(page and page.reveal))
        self._reveal.setEnabled(True)
        self._answer.hide()
        last = len(lesson.pages) - 1 if lesson else 0
        for widget in (self._back, self._next, self._end, self._count):
            widget.setVisible(lesson is not None)
        self._back.setEnabled(self._page > 0)
        self._next.setEnabled(self._page < last)
        self._count.setText(f"{self._page + 1} of {last + 1}")

    def _offer_actions(self, keys: tuple[str, ...]) -> None:
        while (item := self._try_row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for key in keys:
            button = QToolButton()
            button.setDefaultAction(self._actions[key])
            button.setAccessibleName(self._actions[key].text().replace("&", ""))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            place = self._try_row.count()
            self._try_row.addWidget(button, place // 2, place % 2)
        self._try.setVisible(bool(keys))


INTRODUCTION = (
    "Choose a lesson above. Each page says what to look at, sets the window up for it, and lets you try it yourself."
    "\n\n"
    "A lesson is a text file; `docs/lessons.md` tells how to write one."
)


class ChoiceList(QWidget):
    """A column of radio buttons."""

    chosen = Signal(int)

    def __init__(self, name: str, tip: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._tip = tip
        self._group = QButtonGroup(self)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self._group.idClicked.connect(self.chosen)

    def offer(self, labels: list[str], first: bool = False) -> None:
        """These choices in place of the ones before. first: the first is chosen."""
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._layout.removeWidget(button)
            button.deleteLater()
        for i, label in enumerate(labels):
            button = QRadioButton(label)
            button.setAccessibleName(label)
            button.setToolTip(self._tip)
            button.setChecked(first and i == 0)
            self._group.addButton(button, i)
            self._layout.addWidget(button)
        self.setVisible(bool(labels))


class FormulaText(QTextBrowser):
    """Markdown with $$formulas$$; the formulas follow the colour of the text and the scale of the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenExternalLinks(True)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setToolTip("")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(60)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 1.15)  # read from a chair before the screen
        self.setFont(font)
        self._source, self._color = "", LIGHT.text
        self._formulas: list[str] = []

    def show_text(self, text: str) -> None:
        self._source = text
        self._formulas = []
        self.document().clear()
        self.document().setDefaultStyleSheet("")
        self.setMarkdown(FORMULA.sub(self._placed, text))

    def set_color(self, color: str) -> None:
        self._color = color
        self.show_text(self._source)

    def _placed(self, match: Any) -> str:  # noqa: ANN401 (re.Match)
        self._formulas.append(match[1].strip())
        words = match[1].strip().replace("\\", "").replace("[", "(").replace("]", ")")
        return f"\n\n![{words}](formula:{len(self._formulas) - 1})\n\n"

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: ANN401 (as Qt has it)
        url = name if isinstance(name, QUrl) else QUrl(name)
        if kind == QTextDocument.ResourceType.ImageResource.value and url.scheme() == "formula":
            tex = self._formulas[int(url.path())]
            size = self.fontMetrics().height() * 1.15
            try:
                return formulas.picture(tex, size, self._color, self.devicePixelRatioF())
            except ValueError:
                return QImage()
        return super().loadResource(kind, name)


def _button(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setAccessibleName(text)
    button.setToolTip(tip)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
