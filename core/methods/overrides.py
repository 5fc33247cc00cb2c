"""One thing changed about a run, from one step on: as plain frozen values, comparable and JSON-ready.

Standard library only, so that the window's state can hold these before numpy and torch are there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from core.errors import UserError
from core.fields.point_losses import POINT_LOSSES, OtherLoss
from core.methods.registry import info_of
from core.storage.typed import MisfitError, Whole, from_dict, is_list, unusual

OtherOptimizer = Literal["", "sgd", "adam"]

LEAST_SCALE, MOST_SCALE = 0.01, 100.0
MOST_POINTS = 16_384
LONGEST_NAME = 40
"""Characters of a line's name."""

LOSS_WORDS = {key: loss.words for key, loss in POINT_LOSSES.items()}
OPTIMIZER_WORDS = {"sgd": "plain gradient descent", "adam": "Adam"}


@dataclass(frozen=True)
class Overrides:
    """How a run differs from what its method does by itself; the default differs in nothing.

    rate_scale: factor on every rate, 0.01 to 100. loss: what is descended; the recorded context loss stays the
    method's own, so that lines can be compared. optimizer: sgd is one constant rate for all parameters, adam the
    usual one, each in place of learned rates. frozen: layers that stay as they are, 0 the first. points: number of
    observed points, 0 for as before. checkpoint: name or folder of another one, "" for the same.
    """

    rate_scale: float = 1.0
    loss: OtherLoss = ""
    optimizer: OtherOptimizer = ""
    frozen: tuple[Whole, ...] = ()
    points: Whole = 0
    checkpoint: str = ""

    def check(self, method: str, layers: int) -> None:
        """Raises UserError: a value is out of range, or the method of that key with so many layers has no such thing.

        Points and checkpoint are not the method's: they are checked where they are used.
        """
        if not LEAST_SCALE <= self.rate_scale <= MOST_SCALE:
            raise UserError(f"Rates are scaled by {LEAST_SCALE:g} to {MOST_SCALE:g}, not by {self.rate_scale:g}.")
        if self.points and not 2 <= self.points <= MOST_POINTS:
            raise UserError(f"A line has 2 to {MOST_POINTS:,} observed points, not {self.points:,}.")
        fitting = changeable(method)
        for name in ("rate_scale", "loss", "optimizer", "frozen"):
            if name not in fitting and getattr(self, name) != getattr(PLAIN, name):
                raise UserError(f"{_reason(method)}; change its points or its checkpoint.")
        if any(not 0 <= layer < layers for layer in self.frozen):
            raise UserError(f"The layers of this network are 0 to {layers - 1}; freeze some of these.")
        if self.frozen and len(self.frozen) == layers:
            raise UserError("With every layer frozen nothing can move; leave one free.")


PLAIN = Overrides()


@dataclass(frozen=True)
class OverridesFrom:
    """From step `at` on, a run goes on as `overrides` says: the whole of it, not what is new."""

    at: int
    overrides: Overrides


Changes = tuple[OverridesFrom, ...]


def at_once(method: str) -> bool:
    """Tell whether the method of that key makes its field of the points in one step, without descending anything."""
    return info_of(method).follows == "nothing"


def changeable(method: str) -> tuple[str, ...]:
    """Names of what can be changed about a run of the method of that key."""
    if at_once(method):
        return "points", "checkpoint"
    if info_of(method).follows == "code":
        return "rate_scale", "points", "loss", "optimizer", "checkpoint"
    return "rate_scale", "points", "loss", "optimizer", "checkpoint", "frozen"


def _reason(method: str) -> str:
    if at_once(method):
        return f"{info_of(method).gradient}, so it has no rate, no loss and no optimiser"
    return "An auto-decoder moves a code, not the layers of its network"


def latest(changes: Changes) -> Overrides:
    """What holds at the end."""
    return changes[-1].overrides if changes else PLAIN


def optimizer_since(changes: Changes) -> int:
    """The step at which the last optimiser took over; 0 when it has always been there."""
    wanted, since = latest(changes).optimizer, 0
    for change in reversed(changes):
        if change.overrides.optimizer != wanted:
            return since
        since = change.at
    return since if wanted else 0


def words(overrides: Overrides, before: Overrides = PLAIN) -> str:
    """What differs, as a person says it: "rates × 2, layers 0, 1 frozen"; "" when nothing does."""
    parts: list[str] = []
    if overrides.checkpoint != before.checkpoint:
        parts.append(f"checkpoint {_last_part(overrides.checkpoint) or 'as before'}")
    if overrides.rate_scale != before.rate_scale:
        parts.append(f"rates × {overrides.rate_scale:g}")
    if overrides.points != before.points:
        parts.append(f"{overrides.points:,} points" if overrides.points else "points as before")
    if overrides.loss != before.loss:
        parts.append(LOSS_WORDS.get(overrides.loss, "its own loss"))
    if overrides.optimizer != before.optimizer:
        parts.append(OPTIMIZER_WORDS.get(overrides.optimizer, "its own optimiser"))
    if overrides.frozen != before.frozen:
        names = ", ".join(map(str, overrides.frozen))
        parts.append(f"layer{'s' * (len(overrides.frozen) > 1)} {names} frozen" if names else "no layer frozen")
    return ", ".join(parts)


def history(changes: Changes) -> str:
    """All changes in a line: "step 2: rates × 2; step 4: Adam"; "" for none."""
    before = PLAIN
    parts: list[str] = []
    for change in changes:
        parts.append(f"step {change.at}: {words(change.overrides, before) or 'nothing changed'}")
        before = change.overrides
    return "; ".join(parts)


def changes_document(changes: Changes) -> list[dict[str, Any]]:
    """As JSON values: of each change its step and what is not the default."""
    return [{"at": change.at, **unusual(change.overrides)} for change in changes]


@dataclass(frozen=True)
class _At:
    at: Whole = 0


def changes_of(documents: object) -> Changes:
    """From JSON values. Raises ValueError: unknown names, other types, steps that go backwards."""
    if not is_list(documents):
        raise MisfitError("the changes are no list of tables")
    changes: list[OverridesFrom] = []
    for number, document in enumerate(documents, 1):
        place = f"change {number}"
        at = from_dict(_At, document, place, strict=False).at
        if changes and at < changes[-1].at:
            raise MisfitError(f"{place} at {at!r} is at no step after the one before")
        overrides = from_dict(Overrides, {key: value for key, value in document.items() if key != "at"}, place)
        changes.append(OverridesFrom(at, replace(overrides, frozen=tuple(sorted(set(overrides.frozen))))))
    return tuple(changes)


def _last_part(path: str) -> str:
    return path.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
