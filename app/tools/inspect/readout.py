"""Exact numbers at a place of the view, in its lower left corner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtWidgets import QLabel, QWidget

from app.document.store import Store
from app.system.words import tr

if TYPE_CHECKING:
    from core.analysis.point_query import Readout

MARGIN = 10
PLACES = {
    "surface": tr("On the surface"),
    "true shape": tr("On the true shape"),
    "slice": tr("On the slice"),
    "field": tr("In the field"),
}


class ReadoutLabel(QLabel):
    """Floats over the view, while there is something to read."""

    def __init__(self, store: Store, view: QWidget) -> None:
        super().__init__(view)
        self._store, self._view = store, view
        self.setObjectName("readout")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(tr("Exact numbers"))
        self.setToolTip(tr("Lengths in units of the box, which is 2 wide"))
        self.hide()
        view.installEventFilter(self)
        store.findings_changed.connect(self._refresh)
        store.document_changed.connect(self._refresh)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._view and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    @Slot()
    def _refresh(self) -> None:
        session = self._store.session
        finding = session.findings.get("readout")
        if finding is None or session.document is None:
            self.hide()
            return
        text = tr("Nothing is hit here")
        if finding.value is not None:
            import numpy as np  # long there when something has been found

            original = session.document.normalization.invert(np.array(finding.value.position))
            text = words(finding.value, tuple(float(part) for part in original))
        if text != self.text() or self.isHidden():
            self.setText(text)
            self.setAccessibleDescription(text)
            self._place()
            self.show()
            self.raise_()

    def _place(self) -> None:
        self.adjustSize()
        self.move(MARGIN, self._view.height() - self.height() - MARGIN)


def words(read: Readout, original: tuple[float, ...]) -> str:
    """All numbers in lines. original: the position in the file's own coordinates."""
    truth = tr("not known") if read.truth is None else f"{read.truth:+.5f}"
    rows = (
        (f"{PLACES[read.place]}:", _point(read.position)),
        (tr("In the file:"), _point(original)),
        (tr("Field:"), f"{read.value:+.5f}"),
        (tr("Slope:"), tr("{slope:.4f} (eikonal residual {eikonal:.4f})", slope=read.slope, eikonal=read.eikonal)),
        (tr("To the truth:"), truth),
        (tr("To the observed:"), f"{read.observed:.5f}"),
    )
    return "\n".join(f"{name} {value}" for name, value in rows)


def _point(position: tuple[float, ...]) -> str:
    return f"({', '.join(f'{part:.5g}' for part in position)})"
