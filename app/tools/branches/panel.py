"""The lines of a run: which there are, which is shown, and a new one from the shown step on with one thing changed."""

from __future__ import annotations

from dataclasses import replace
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QKeySequence, QPainter, QPixmap, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.document.document import Document
from app.document.formatting import as_sentence, number
from app.document.store import Store
from app.document.undo_labels import line_change, line_name
from app.system.words import tr, translated
from app.widgets.combo import add_choice, choice_box
from app.widgets.labels import as_written
from app.widgets.sliders import NumberSlider
from app.widgets.theme import LIGHT, MARKS, Theme
from core.methods.overrides import (
    LEAST_SCALE,
    LONGEST_NAME,
    LOSS_WORDS,
    MOST_POINTS,
    MOST_SCALE,
    OPTIMIZER_WORDS,
    Overrides,
    changeable,
    latest,
)

if TYPE_CHECKING:
    from core.runs.branch import Branch

NAME = Qt.ItemDataRole.UserRole + 1
"""What a line is called, of an item in the tree."""

WRAPPED = 21
"""Characters of a row in the tree."""

COLUMNS = {
    tr("Line"): tr("The lines of this run; each stands under the one that it left"),
    tr("Step"): tr("The shown step, or the last one of a line that is shorter"),
    tr("Loss"): tr("Context loss at that step"),
    tr("Error"): tr("Held-out mean |error| at that step, against the true shape"),
}
CHANGES = {
    "rate_scale": (tr("Rate scale"), tr("A factor on every learned rate")),
    "points": (tr("Points"), tr("Another number of observed points")),
    "loss": (tr("Loss"), tr("What the steps descend; the curves still show the method's own loss")),
    "optimizer": (tr("Optimiser"), tr("In place of the learned rates")),
    "checkpoint": (tr("Checkpoint"), tr("Another one, which begins anew at its own start")),
    "frozen": (tr("Frozen layers"), tr("Layers that stay as they are")),
}


class BranchesPanel(QWidget):
    """`line_chosen` and `delete_asked` with the number of a line, `renamed` with its new name too, `branch_asked` with
    a Overrides."""

    line_chosen = Signal(int)
    delete_asked = Signal(int)
    renamed = Signal(int, str)
    branch_asked = Signal(object)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._theme = store, LIGHT
        self._items: dict[int, QTreeWidgetItem] = {}
        self._tree_key: tuple[tuple[int, int], ...] = ()
        self._layers = -1
        self._build_tree()
        self._build_form()
        self.setMinimumWidth(340)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 8)
        layout.addWidget(self.tree, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.rename)
        buttons.addWidget(self.delete)
        layout.addLayout(buttons)
        layout.addWidget(self._form)
        for signal in (store.run_changed, store.lines_changed, store.cursor_changed):
            signal.connect(self._refresh)
        store.document_changed.connect(self._document_changed)
        store.catalogue_changed.connect(self._document_changed)
        self._document_changed()

    def _build_tree(self) -> None:
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(tr("Lines of the run"))
        self.tree.setToolTip(
            tr("Click, or Enter, shows a line; double click, or F2, renames it; Delete removes a branch")
        )
        self.tree.setHeaderLabels(list(COLUMNS))
        for column, tip in enumerate(COLUMNS.values()):
            self.tree.headerItem().setToolTip(column, tip)
            mode = QHeaderView.ResizeMode.ResizeToContents if column else QHeaderView.ResizeMode.Stretch
            self.tree.header().setSectionResizeMode(column, mode)
        self.tree.header().setStretchLastSection(False)
        self.tree.setRootIsDecorated(False)
        self.tree.setItemsExpandable(False)
        self.tree.setIndentation(12)
        self.tree.setStyleSheet("QTreeView::branch { image: none; }")  # no arrows: nothing folds
        self.tree.setMinimumHeight(120)
        self.tree.itemClicked.connect(self._picked)
        self.tree.itemActivated.connect(self._picked)
        self.tree.setEditTriggers(QTreeWidget.EditTrigger.NoEditTriggers)  # an editor opens in the first column alone
        self.tree.itemDoubleClicked.connect(self._rename)
        self.tree.installEventFilter(self)
        self._names = _BranchNameEditor(self.tree)
        self._names.renamed.connect(self.renamed)
        self.tree.setItemDelegateForColumn(0, self._names)
        self.rename = QPushButton(tr("Rena&me"))
        self.rename.setAccessibleName(tr("Rename the chosen line"))
        self.rename.setToolTip(tr("Give the chosen line a name of its own; an empty one brings the old back (F2)"))
        self.rename.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.rename.clicked.connect(self._rename)
        self.tree.currentItemChanged.connect(self._current_changed)
        self.delete = QPushButton(tr("&Delete"))
        self.delete.setAccessibleName(tr("Delete the chosen branch"))
        self.delete.setToolTip(tr("Forget the chosen branch; the first line stays. Undo brings it back (Delete)"))
        self.delete.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.delete.clicked.connect(self._delete)
        key = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.tree, context=Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(self._delete)

    def _build_form(self) -> None:
        self.what = choice_box(tr("What is changed"), tr("The one thing that the new line does otherwise"), 0)
        self.rate = NumberSlider(
            tr("Rate scale"),
            CHANGES["rate_scale"][1],
            LEAST_SCALE,
            MOST_SCALE,
            1.0,
            decimals=2,
            logarithmic=True,
            unit=" ×",
        )
        self.points = QSpinBox(minimum=2, maximum=MOST_POINTS, singleStep=64)
        self.points.setAccessibleName(tr("Points of the new line"))
        self.points.setToolTip(
            tr("How many points the new line observes: 2 to {most_points:,}", most_points=MOST_POINTS)
        )
        self.points.setGroupSeparatorShown(True)
        self.loss = choice_box(tr("Loss of the new line"), CHANGES["loss"][1], 0)
        self.optimizer = choice_box(tr("Optimiser of the new line"), CHANGES["optimizer"][1], 0)
        self.checkpoint = choice_box(tr("Checkpoint of the new line"), CHANGES["checkpoint"][1], 0)
        for box, own, words in (
            (self.loss, tr("Its own"), LOSS_WORDS),
            (self.optimizer, tr("Its own"), OPTIMIZER_WORDS),
        ):
            for key, text in {"": own, **words}.items():
                box.addItem(as_sentence(translated(text)), key)
        self.frozen = QListWidget()
        self.frozen.setAccessibleName(tr("Frozen layers of the new line"))
        self.frozen.setToolTip(tr("Layers that stay as they are, 0 the first; Space ticks the chosen one"))
        self.frozen.setFixedHeight(4 * self.frozen.fontMetrics().lineSpacing() + 12)
        self._editors: dict[str, QWidget] = {
            "rate_scale": self.rate, "points": self.points, "loss": self.loss, "optimizer": self.optimizer,
            "checkpoint": self.checkpoint, "frozen": self.frozen,
        }  # fmt: skip
        self.values = QStackedWidget()
        for editor in self._editors.values():
            self.values.addWidget(editor)
        self.go = QPushButton()
        self.go.setAccessibleName(tr("Branch from the shown step"))
        self.go.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("Chan&ge"), self.what)
        form.addRow(tr("&Value"), self.values)
        label = form.labelForField(self.values)
        self._value_label = label if isinstance(label, QLabel) else QLabel()
        self._form = QGroupBox(tr("New branch"))
        self._form.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        layout = QVBoxLayout(self._form)
        layout.addLayout(form)
        layout.addWidget(self.go)
        self.what.currentIndexChanged.connect(self._what_changed)
        self.rate.edited.connect(self._edited)
        self.points.valueChanged.connect(self._edited)
        for box in (self.loss, self.optimizer, self.checkpoint):
            box.currentIndexChanged.connect(self._edited)
        self.frozen.itemChanged.connect(self._edited)
        self.go.clicked.connect(self._go)

    def sizeHint(self) -> QSize:
        return QSize(380, 420)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    # --- the lines

    @Slot()
    def _document_changed(self) -> None:
        """Another document or another shown line: the tree, and what can be changed about that line."""
        document = self._store.session.document
        self.setEnabled(document is not None)
        self._refresh()
        if document is not None:
            self._offer(document)
            self.tree.setCurrentItem(self._items[document.line])

    @Slot()
    def _refresh(self) -> None:
        """What the tree says of the lines."""
        session = self._store.session
        lines = session.document.all_lines if session.document else ()
        key = tuple((line.number, line.parent) for line in lines)
        if key != self._tree_key:
            self._tree_key = key
            self._grow_tree(lines)
        elif not self.isVisible():
            return  # steps come fast; see showEvent
        for place, line in enumerate(lines):
            self._describe(self._items[line.number], place, line)
        if session.document is not None:
            self._tell_button()

    def _grow_tree(self, lines: tuple[Branch, ...]) -> None:
        self.tree.clear()
        self._items = {}
        for line in lines:  # a parent comes before its children
            parent: Any = self._items.get(line.parent, self.tree)
            self._items[line.number] = QTreeWidgetItem(parent)
        self.tree.expandAll()
        if self._store.session.document is not None:
            self.tree.setCurrentItem(self._items[self._store.session.document.line])

    def _describe(self, item: QTreeWidgetItem, place: int, line: Branch) -> None:
        session = self._store.session
        shown = session.document is not None and line.number == session.document.line
        step = min(session.cursor, len(line.run.entries) - 1)
        entry = line.run.entries[step]
        error = number(entry.heldout.l1) if entry.heldout else "–"
        change = line_change(line)
        left_with = tr("step {at}: {change}", at=line.at, change=change) if change else ""
        name = "\n".join((*wrap(line_name(line), WRAPPED), *wrap(left_with, WRAPPED)))
        told = tr(
            "{line}, {what}at step {step} of {entries}",
            line=line_name(line),
            what=tr("shown, ") if shown else "",
            step=step,
            entries=len(line.run.entries) - 1,
        )
        left = tr("; left at step {at} with {change}", at=line.at, change=change) if change else ""
        for column, text in enumerate((name, str(step), number(entry.record.context_loss), error)):
            item.setText(column, text)
            item.setToolTip(column, as_written(f"{told}{left}"))
            font = item.font(column)
            font.setBold(shown)
            item.setFont(column, font)
            if column:
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        colors = self._theme.lines[place % 6], self._theme.on_accent
        item.setIcon(0, _swatch(MARKS[place % 6][1], *colors, self.devicePixelRatioF()))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        item.setData(0, Qt.ItemDataRole.UserRole, line.number)
        item.setData(0, NAME, line_name(line))
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{told}{left}")

    @Slot(QTreeWidgetItem)
    def _picked(self, item: QTreeWidgetItem) -> None:
        self.line_chosen.emit(item.data(0, Qt.ItemDataRole.UserRole))

    @Slot()
    def _current_changed(self) -> None:
        item = self.tree.currentItem()
        self.delete.setEnabled(item is not None and item.parent() is not None)

    @Slot()
    def _rename(self) -> None:
        item = self.tree.currentItem()
        if item is not None:
            self.tree.editItem(item, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """F2 in the tree is the tree's; elsewhere it opens the lessons."""
        if watched is self.tree and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F2:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
            elif event.type() == QEvent.Type.KeyPress:
                self._rename()
            return True
        return super().eventFilter(watched, event)

    @Slot()
    def _delete(self) -> None:
        item = self.tree.currentItem()
        if item is not None and item.parent() is not None:
            self.delete_asked.emit(item.data(0, Qt.ItemDataRole.UserRole))

    # --- a new one

    def _offer(self, document: Document) -> None:
        """What can be changed about the shown line, each editor at a value that is another."""
        run, now, catalogue = document.run, latest(document.run.changes), self._store.session.catalogue
        fitting = changeable(run.method)
        if fitting != tuple(self.what.itemData(n) for n in range(self.what.count())):
            self.what.clear()
            for name in fitting:
                self.what.addItem(CHANGES[name][0], name)
                self.what.setItemData(self.what.count() - 1, CHANGES[name][1], Qt.ItemDataRole.ToolTipRole)
        self.rate.set_value(now.rate_scale / 2)
        self.points.setValue(max(2, (now.points or document.setup.count) // 2))
        for box, value in ((self.loss, now.loss), (self.optimizer, now.optimizer)):
            box.setCurrentIndex(1 if box.itemData(1) != value else 2)
        used = {document.setup.checkpoint, now.checkpoint}
        infos = catalogue.checkpoints if catalogue else ()
        self.checkpoint.clear()
        for info in infos:
            if info.dim == document.source.dim and info.name not in used:
                add_choice(self.checkpoint, info.name, as_written(info.words), usable=not info.missing)
        self._offer_layers(len(run.entries[0].state.params) // 2, now.frozen)
        self._tell_button()

    def _offer_layers(self, layers: int, frozen: tuple[int, ...]) -> None:
        self.frozen.blockSignals(True)
        if self.frozen.count() != layers:
            self.frozen.clear()
            for layer in range(layers):
                end = tr(" (first)") if layer == 0 else tr(" (last)") if layer == layers - 1 else ""
                QListWidgetItem(tr("Layer {layer}{end}", layer=layer, end=end), self.frozen)
        for layer in range(layers):
            ticked = layer in frozen or (not frozen and layer == 0)
            self.frozen.item(layer).setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.frozen.blockSignals(False)

    def overrides(self) -> Overrides:
        """How the new line would differ: as the shown one does, but for the chosen change."""
        document, name = self._store.session.document, self.what.currentData()
        if document is None or name is None:
            return Overrides()
        layers = [self.frozen.item(layer) for layer in range(self.frozen.count())]
        values: dict[str, Any] = {
            "rate_scale": self.rate.value, "points": self.points.value(), "loss": self.loss.currentData(),
            "optimizer": self.optimizer.currentData(), "checkpoint": self.checkpoint.currentData() or "",
            "frozen": tuple(n for n, item in enumerate(layers) if item.checkState() == Qt.CheckState.Checked),
        }  # fmt: skip
        return replace(latest(document.run.changes), **{name: values[name]})

    @Slot()
    def _what_changed(self) -> None:
        editor = self._editors.get(self.what.currentData())
        if editor is not None:
            self.values.setCurrentWidget(editor)
            self._value_label.setBuddy(editor)
            self.values.setFixedHeight(min(editor.sizeHint().height(), editor.maximumHeight()))
        self._edited()

    @Slot()
    def _edited(self) -> None:
        self._tell_button()

    def _tell_button(self) -> None:
        session = self._store.session
        anew = self.what.currentData() == "checkpoint"
        self.go.setText(
            tr("&Branch from its own start") if anew else tr("&Branch from step {cursor}", cursor=session.cursor)
        )
        other = session.document is not None and self.overrides() != latest(session.document.run.changes)
        self.go.setEnabled(other)
        self.go.setToolTip(
            tr("Both lines are kept; undo takes the new one away")
            if other
            else tr("Choose another value than the line has")
        )

    @Slot()
    def _go(self) -> None:
        self.branch_asked.emit(self.overrides())


class _BranchNameEditor(QStyledItemDelegate):
    """A field for the name of a line in the tree. What is computed meanwhile leaves alone what is being typed."""

    renamed = Signal(int, str)

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        field = QLineEdit(str(index.data(NAME)), parent, maxLength=LONGEST_NAME)
        field.setAccessibleName(tr("Name of the line"))
        field.selectAll()
        return field

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        pass

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if isinstance(editor, QLineEdit) and editor.text().strip() != index.data(NAME):
            self.renamed.emit(index.data(Qt.ItemDataRole.UserRole), editor.text().strip())


def _swatch(mark: str, color: str, chosen: str, ratio: float) -> QIcon:
    """The mark of a line in its colour, and in another one where its row is chosen."""
    icon = QIcon()
    for mode, pen in ((QIcon.Mode.Normal, color), (QIcon.Mode.Selected, chosen)):
        pixmap = QPixmap(round(14 * ratio), round(14 * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setPen(QColor(pen))
        painter.drawText(QRect(0, 0, 14, 14), Qt.AlignmentFlag.AlignCenter, mark)
        painter.end()
        icon.addPixmap(pixmap, mode)
    return icon
