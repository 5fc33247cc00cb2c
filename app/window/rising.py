"""Notices that the loss of a run has risen, and offers the step at which it was lowest."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from app.control.player import Player
from app.document.formatting import number
from app.document.store import Store
from app.system.words import tr
from app.widgets.notices import Notice

FAR, LOST = 10.0, 0.1
"""So many times the lowest loss is risen; or twice that, if so much of what was gained is lost again."""


def lowest_before_rise(losses: Sequence[float]) -> int | None:
    """Step of the lowest loss, where the last one is far above it or not finite; None where it is not.

    losses: by step, from 0. Small ups and downs, as optimisers with a memory have them, are no rise.
    """
    finite = [(loss, step) for step, loss in enumerate(losses) if math.isfinite(loss)]
    if not finite:
        return None
    (best, step), last = min(finite), losses[-1]
    if not math.isfinite(last):
        return step
    floor = max(best, 1e-12)
    lost = last > 2 * floor and last - best > LOST * max(losses[0] - best, 0.0)
    return step if last > FAR * floor or lost else None


class RiseWatch(QObject):
    """Tells once of each line whose loss has risen, when it rests or goes on past the trained steps."""

    noticed = Signal(object)  # Notice

    def __init__(self, store: Store, player: Player) -> None:
        super().__init__(player)
        self._store, self._player = store, player
        self._told: set[tuple[int, int]] = set()
        for signal in (store.run_changed, store.busy_changed, store.playing_changed, store.document_changed):
            signal.connect(self._look)

    @Slot()
    def _look(self) -> None:
        session = self._store.session
        document = session.document
        if document is None or (session.last <= session.trained and (session.playing or session.busy)):
            return  # on the way to the trained end a loss may go up and down
        losses = [entry.record.context_loss for entry in document.run.entries]
        line, best = (id(document.origin), document.line), lowest_before_rise(losses)
        if best is None:
            self._told.discard(line)
        elif line not in self._told:
            self._told.add(line)
            self.noticed.emit(self._notice(losses, best))

    def _notice(self, losses: Sequence[float], best: int) -> Notice:
        step, last = len(losses) - 1, losses[-1]
        rose = (
            tr("The loss rose to {last}", last=number(last))
            if math.isfinite(last)
            else tr("The loss is no number any more")
        )
        words = tr(
            "{rose} at step {step}; it was lowest, {losses}, at step {best}.",
            rose=rose,
            step=step,
            losses=number(losses[best]),
            best=best,
        )
        return Notice("warning", words, offer=(tr("Go to step {best}", best=best), partial(self._player.go_to, best)))
