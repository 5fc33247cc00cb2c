"""A question about a line of what is open: how it is found out, how soon, and who is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from math import inf
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from app.engine.jobs import ACTING, PROBING, RESTING, SOMETIME, SOON
from app.system.words import tr

if TYPE_CHECKING:
    from app.engine.scheduler import Urgent
    from app.engine.workspace import Workspace

T = TypeVar("T")


class Turn(NamedTuple):
    """When a query gets its turn (app.engine.scheduler.Job has what the words mean)."""

    rank: int
    patience: float
    keep: bool
    paced: bool


class Pace(Enum):
    """How soon the answer is wanted."""

    HAND = Turn(ACTING, inf, keep=True, paced=False)
    """At once: it follows a hand. It is shown even when a newer one waits, so that something is seen meanwhile."""
    REST = Turn(RESTING, SOMETIME, keep=False, paced=False)
    """When nothing moves."""
    PARTS = Turn(PROBING, SOON, keep=True, paced=True)
    """In parts, between the steps, no faster than the window takes them."""


@dataclass(frozen=True, eq=False)
class Query(Generic[T]):
    """Something to be found out about one line of a document.

    key: of a key the latest asked for counts. work: makes the parts of the answer on the engine's thread, from what is
    open and a function that tells whether to give way; None where there is no part yet. answered: gets each part on
    the GUI thread, while the document is open of which it was asked. words: what the status line says meanwhile.
    """

    key: str
    work: Callable[[Workspace, Urgent], Iterator[T | None]]
    answered: Callable[[T], object]
    pace: Pace = Pace.PARTS
    words: str = tr("Looking into the steps")
