"""Plots as files: the menu that every plot has, and the dialog that says how figures are made."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from app.document.settings import Settings
from app.document.store import Store
from app.document.undo_labels import file_stem
from app.engine.worker import Worker, finish
from app.render.figure import SUFFIXES, Finish, csv_text, figure_bytes, typed_span
from app.render.styles import DIVERGING, SEQUENTIAL
from app.system.words import plain, told, tr
from app.widgets.combo import choice_box
from app.widgets.figures import figure_of
from app.widgets.loss_curve import LossCurve
from app.widgets.notices import Notice
from app.widgets.saving import ask_where, suffixed
from app.widgets.still import StillPlot, requests
from core.errors import UserError
from core.storage.atomic import write_file

PURPOSES = {
    "paper": tr("Paper: one column, 8 points"),
    "slides": tr("Slides: 16 to 9, 20 points"),
    "screen": tr("Screen"),
}
HINT = tr("Every plot has this by its right mouse button, or by Tab and the menu key.")
SPANS = {
    "shown": tr("As shown"),
    "fitted": tr("Fitted to the values"),
    "symmetric": tr("Symmetric about zero"),
    "typed": tr("Typed"),
}


class FigureDialog(QDialog):
    """Chooses a plot and how its figure is made, which is remembered. `noticed` tells where a figure is."""

    noticed = Signal(object)  # Notice
    look_changed = Signal(str, str, bool)  # colour maps of sizes and about zero, numbers on isolines: of the views too

    def __init__(self, settings: Settings, store: Store, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Save a Plot"))
        self._settings, self._store = settings, store
        self._offered: list[StillPlot] = []
        self._build()
        for key, box in self._boxes.items():
            box.setCurrentIndex(max(0, box.findData(settings.choice(f"figure/{key}", str(box.itemData(0))))))
            box.currentIndexChanged.connect(self._chosen)
        self.labels.setChecked(settings.choice("figure/labels", "no") == "yes")
        self.labels.toggled.connect(self._chosen)
        self.typed.setText(settings.choice("figure/typed", "-1:1"))
        self.typed.editingFinished.connect(self._chosen)
        self._chosen()
        requests().asked.connect(self.show_menu)

    def _build(self) -> None:
        self.plot = choice_box(tr("Plot"), tr("Which of the plots that are seen now"))
        self.purpose = choice_box(tr("Made for"), tr("Size, letters and lines of the figure"))
        self.sequential = choice_box(
            tr("Colours of sizes"), tr("Colour map of what goes from small to large, in the view too")
        )
        self.diverging = choice_box(
            tr("Colours about zero"), tr("Colour map of what is negative or positive, in the view too")
        )
        self.span = choice_box(tr("Range of the colours"), tr("Which values the ends of the colour bar stand for"))
        for box, entries in (
            (self.purpose, PURPOSES), (self.sequential, dict(zip(SEQUENTIAL, SEQUENTIAL, strict=True))),
            (self.diverging, dict(zip(DIVERGING, DIVERGING, strict=True))), (self.span, SPANS),
        ):  # fmt: skip
            for key, words in entries.items():
                box.addItem(words, key)
        self._boxes = {
            "purpose": self.purpose, "sequential": self.sequential, "diverging": self.diverging, "span": self.span,
        }  # fmt: skip
        self.typed = QLineEdit()
        self.typed.setAccessibleName(tr("Typed range"))
        self.typed.setToolTip(tr("The ends of the range, as -0.1:0.1"))
        self.labels = QCheckBox(tr("&Numbers on isolines"))
        self.labels.setToolTip(tr("Write the value of an isoline on it, in figures and in the view of a 2D field"))
        form = QFormLayout()
        for words, widget in (
            (tr("&Plot"), self.plot),
            (tr("&Made for"), self.purpose),
            (tr("&Sizes"), self.sequential),
            (tr("&About zero"), self.diverging),
            (tr("&Range"), self.span),
            (tr("&Typed"), self.typed),
            ("", self.labels),
        ):
            form.addRow(words, widget)
        self.words = QLabel(HINT, wordWrap=True)
        self.words.setProperty("muted", True)
        buttons = QDialogButtonBox()
        self.save = buttons.addButton(tr("&Save as…"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.copy = buttons.addButton(tr("&Copy Numbers"), QDialogButtonBox.ButtonRole.ActionRole)
        leave = buttons.addButton(QDialogButtonBox.StandardButton.Close)
        tips = {
            self.save: tr("Choose a file: SVG, PDF, PNG or CSV"),
            self.copy: tr("Put its numbers on the clipboard, as CSV"),
            leave: tr("Close this dialog; what was chosen is remembered"),
        }
        for button, tip in tips.items():
            button.setToolTip(tip)
            button.setAccessibleName(plain(button.text()))
        self.save.clicked.connect(self._ask)
        self.copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        self.setMinimumWidth(420)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.words)
        layout.addWidget(buttons)

    @property
    def finish_(self) -> Finish:
        """How figures are made. Raises UserError where the typed range is none."""
        span: Any = self.span.currentData()
        return Finish(
            self.purpose.currentData(), self.sequential.currentData(), self.diverging.currentData(),
            typed_span(self.typed.text()) if span == "typed" else span, self.labels.isChecked(),
        )  # fmt: skip

    @property
    def chosen(self) -> StillPlot | None:
        """The plot that is to be saved."""
        place = self.plot.currentIndex()
        return self._offered[place] if 0 <= place < len(self._offered) else None

    @Slot()
    def open_for(self, plot: StillPlot | None = None) -> None:
        """Show the dialog, with a plot chosen."""
        self._offer(plot if isinstance(plot, StillPlot) else None)
        self.show()
        self.activateWindow()

    def _offer(self, plot: StillPlot | None) -> None:
        self._offered = [w for w in QApplication.allWidgets() if isinstance(w, StillPlot) and w.isVisible()]
        self._offered.sort(key=lambda one: one.accessibleName())
        self.plot.clear()
        for one in self._offered:
            self.plot.addItem(one.accessibleName())
        if plot in self._offered:
            self.plot.setCurrentIndex(self._offered.index(plot))
        for widget in (self.plot, self.save, self.copy):
            widget.setEnabled(bool(self._offered))
        none = tr("No plot is seen now; open a panel that has one, such as Loss and error.")
        self.words.setText(HINT if self._offered else none)

    @Slot(object, QPoint)
    def show_menu(self, plot: StillPlot, place: QPoint) -> None:
        """The menu of a plot."""
        self._offer(plot)
        menu = QMenu(self.parentWidget())
        for suffix in SUFFIXES:
            menu.addAction(tr("Save as &{upper}…", upper=suffix.upper())).setData(suffix)
        menu.addSeparator()
        menu.addAction(tr("Copy &Numbers")).triggered.connect(self._copy)
        menu.addAction(tr("How &Figures Are Made…")).triggered.connect(lambda: self.open_for(plot))
        menu.triggered.connect(self._picked)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    @Slot(QAction)
    def _picked(self, action: QAction) -> None:
        if action.data():
            self._ask_for(action.data())

    @Slot()
    def _ask(self) -> None:
        self._ask_for("svg")

    def _ask_for(self, first: str) -> None:
        plot = self.chosen
        if plot is None:
            return
        name = self._stem_of(plot)
        kinds = [(suffix.upper(), suffix) for suffix in sorted(SUFFIXES, key=lambda suffix: suffix != first)]
        start = str(Path(self._settings.folder) / f"{name}.{first}")
        path = ask_where(self.parentWidget() or self, tr("Save the plot"), start, kinds)
        if path is not None:
            self.save_figure(plot, path)

    def _stem_of(self, plot: StillPlot) -> str:
        """How its file is to be named: what it shows; of the run in the main window its shape before that."""
        what = re.sub(r"[^\w]+", "_", plot.accessibleName().removeprefix("Plot of ")).strip("_").lower()
        document, window = self._store.session.document, self.parentWidget()
        of_run = window is not None and window.isAncestorOf(plot) and not isinstance(plot.parentWidget(), LossCurve)
        return f"{file_stem(document)}_{what}" if document is not None and of_run else what

    def save_figure(self, plot: StillPlot, path: Path) -> None:
        """Write what a plot shows now, in the background, and say so."""
        try:
            figure, made = figure_of(plot), self.finish_
        except UserError as error:
            self.noticed.emit(Notice("warning", told(str(error))))
            return
        path = suffixed(path, SUFFIXES, "svg")
        self._settings.folder = str(path.parent)

        def work() -> str:
            write_file(path, figure_bytes(figure, path.suffix, made))
            return tr("The figure is in {path}.", path=path)

        worker = Worker(work, tr("saving the figure"), self)
        worker.ended.connect(self._ended)
        worker.start()

    @Slot(object)
    def _ended(self, notice: Notice) -> None:
        self.words.setText(notice.text)
        self.noticed.emit(notice)

    @Slot()
    def _copy(self) -> None:
        if self.chosen is not None:
            QGuiApplication.clipboard().setText(csv_text(figure_of(self.chosen)))
            self._ended(Notice("info", tr("The numbers of the plot are on the clipboard, as CSV.")))

    @Slot()
    def _chosen(self) -> None:
        for key, box in self._boxes.items():
            self._settings.choose(f"figure/{key}", str(box.currentData()))
        self._settings.choose("figure/labels", "yes" if self.labels.isChecked() else "no")
        self._settings.choose("figure/typed", self.typed.text())
        self.typed.setEnabled(self.span.currentData() == "typed")
        self.tell_look()

    @Slot(str)
    def choose_map(self, name: str) -> None:
        """Draw in this colour map from now on; of its kind, sizes or about zero."""
        for box in (self.sequential, self.diverging):
            if (place := box.findData(name)) >= 0:
                box.setCurrentIndex(place)

    def tell_look(self) -> None:
        """What of it the views have too."""
        maps = self.sequential.currentData(), self.diverging.currentData()
        self.look_changed.emit(*maps, self.labels.isChecked())

    def finish(self) -> None:
        """Wait for what is being written."""
        finish(self)
