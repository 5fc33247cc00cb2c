"""Colours that entries get on the engine's thread: which quantity, and what that needs of the steps before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.measures.quantities import QUANTITIES

if TYPE_CHECKING:
    from app.document.document import Document
    from core.levelset import LevelSet
    from core.observation.observation import Observation
    from core.runs.members import Spread
    from core.runs.run import Entry


MOST_STEPS = 24
"""Of a long run, so many of the steps before serve for colours that need all of them."""


@dataclass(frozen=True, eq=False)
class Paint:
    """color: of core.measures.quantities, "" for none. spread: the members of the open run, where there are some.

    before: entries of earlier steps, the last of them that of the step before.
    """

    color: str = ""
    spread: Spread | None = None
    before: tuple[Entry, ...] = ()

    @property
    def all_steps(self) -> bool:
        """Whether the colours need all steps before, and not the last alone."""
        return self.color in QUANTITIES and QUANTITIES[self.color].needs == "steps"

    def of(self, document: Document, entry: Entry) -> Paint:
        """The paint for one recorded entry, with no more of the steps before than it needs."""
        return self.beside(document.run.entries[: entry.record.step])

    def beside(self, before: Sequence[Entry]) -> Paint:
        """The paint for the step that follows these, with no more of them than it needs."""
        some = before[:-1][:: 1 + len(before) // MOST_STEPS] if self.all_steps else ()
        return Paint(self.color, self.spread, (*some, *before[-1:]))

    def after(self, last: Entry) -> Paint:
        """The paint for the step that follows; what needs all steps before is asked for once that step is shown."""
        return Paint("" if self.all_steps else self.color, self.spread, (last,))

    def on(self, entry: Entry, observation: Observation, truth: LevelSet | None) -> Entry:
        """The entry with its colours, None where what they need is missing. truth: level set of the true shape."""
        from core.runs.run import colored

        spread = None if self.spread is None else self.spread.of(entry.state)
        return colored(entry, self.color, observation, self.before, truth, spread) if self.color else entry
