"""What is done with a net of one's own: it adapts to the shown shape, or races against the net that it began from."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Slot

from app.control.controller import Controller
from app.document.document import ObservationSetup
from app.document.store import Store


class OwnNet(QObject):
    """Nothing happens where a shape cannot be opened; the controller tells why. race: shows it, with these ticked."""

    def __init__(
        self, store: Store, controller: Controller, race: Callable[[Sequence[str]], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._store, self._controller, self._race = store, controller, race
        self._names: tuple[str, ...] = ()
        self._awaited = 0
        store.document_changed.connect(self._opened)

    @Slot(str, str)
    def use(self, name: str, file: str) -> None:
        """Adapt it to the shown shape, or to that of a file where a drawing is shown. file: "" for the open one."""
        document = self._store.session.document
        if document is not None and (document.source.dim == 3 or not file):
            self._controller.change_setup(document.setup.adapted_by(name))
        else:
            self._controller.open_with(file or None, ObservationSetup(checkpoint=name))

    @Slot(str, str, str)
    def prove(self, file: str, name: str, base: str) -> None:
        """Open a shape with it, then the race, in which it and the net that it began from are ticked."""
        self._names, self._awaited = (name, base), self._controller.open_with(file, ObservationSetup(checkpoint=name))

    @Slot()
    def _opened(self) -> None:
        document = self._store.session.document
        if document is not None and document.generation == self._awaited:
            self._awaited = 0
            self._race(self._names)
