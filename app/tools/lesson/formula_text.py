"""Words with formulas: Markdown that is as high as it is, and formulas no wider than there is room."""

from __future__ import annotations

from math import ceil, inf
from typing import Any

from PySide6.QtCore import QEvent, QSizeF, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QResizeEvent, QShowEvent, QTextDocument
from PySide6.QtWidgets import QSizePolicy, QTextBrowser

from app.tools.lesson.pages import FORMULA
from app.widgets import formulas
from app.widgets.theme import LIGHT


class FormulaText(QTextBrowser):
    """Markdown with $$formulas$$, as high as it is; formulas follow the colour of the text and the screen's scale."""

    def __init__(self) -> None:
        super().__init__()
        self._soon = QTimer(self, interval=0, singleShot=True)  # once the panel has laid out what is in it
        self._soon.timeout.connect(self._refit)
        self.setOpenExternalLinks(True)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setToolTip("")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for bars in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            bars(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # what it lies in scrolls
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._source, self._color = "", LIGHT.text
        self._formulas: list[str] = []
        self._room = inf  # pixels that the formulas were fitted to

    def show_text(self, text: str) -> None:
        self._source, self._formulas, self._room = text, [], inf
        self.document().clear()
        self.document().setDefaultStyleSheet("")
        self.document().setDefaultFont(self._letters())
        self.setMarkdown(FORMULA.sub(self._placed, text))

    @Slot(QSizeF)
    def _grow(self, size: QSizeF) -> None:
        self.setFixedHeight(ceil(size.height()))
        self._soon.start()

    def set_color(self, color: str) -> None:
        self._color = color
        self.show_text(self._source)

    def changeEvent(self, e: QEvent) -> None:
        super().changeEvent(e)
        if e.type() == QEvent.Type.FontChange and hasattr(self, "_source"):  # not while it is being made
            self.show_text(self._source)

    def resizeEvent(self, e: QResizeEvent) -> None:
        super().resizeEvent(e)
        self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start()

    @Slot()
    def _refit(self) -> None:
        """Formulas that are wider than the text is now are drawn anew. Those that could be larger stay: a bar that
        comes and goes with their height would have them go on changing.
        """
        self.updateGeometry()  # a height that came while the panel was laid out was not heard
        if self._formulas and self.isVisible() and self.viewport().width() < self._room:
            self.show_text(self._source)

    def _letters(self) -> QFont:
        """A little larger than those of the panel: they are read from a chair before the screen."""
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 1.15)
        return font

    def _placed(self, match: Any) -> str:  # noqa: ANN401 (re.Match)
        self._formulas.append(match[1].strip())
        words = match[1].strip().replace("\\", "").replace("[", "(").replace("]", ")")
        return f"\n\n![{words}](formula:{len(self._formulas) - 1})\n\n"

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: ANN401 (as Qt has it)
        url = name if isinstance(name, QUrl) else QUrl(name)
        if kind == QTextDocument.ResourceType.ImageResource.value and url.scheme() == "formula":
            tex = self._formulas[int(url.path())]
            size = QFontMetricsF(self._letters()).height() * 1.15
            try:
                room = self.viewport().width() - 2 * self.document().documentMargin() - 1  # pixels are whole
                if self.isVisible():
                    self._room = self.viewport().width()
                fits = room if self._room < inf and room > 0 else inf
                return formulas.picture(tex, size, self._color, self.devicePixelRatioF(), fits)
            except ValueError:
                return QImage()
        return super().loadResource(kind, name)
