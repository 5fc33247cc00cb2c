"""A method of which one thing was changed (core.methods.overrides): an adapter like any other."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from core.errors import UserError
from core.fields.field import FieldFunction, FieldSpec, Params
from core.fields.losses import Loss
from core.methods.autodecoder import AutoDecoder
from core.methods.base import Method, State, StepRecord, timed_step
from core.methods.metasdf import MetaSDF
from core.methods.optimizer import PLAIN_RATE
from core.methods.overrides import PLAIN, Changes, Overrides, OverridesFrom, latest, optimizer_since
from core.methods.scratch import FromScratch
from core.observation.observation import Observation

Mover = MetaSDF | FromScratch | AutoDecoder


@dataclass(frozen=True, eq=False)
class Varied:
    """The stepwise adapter (core.methods.base.Method) over the last of several changes.

    base: the method as it is; start, field and the recorded loss are its own. mover: what takes the steps.
    fresh: step at which another optimiser took over, which begins without memory; None when none did.
    """

    base: Mover
    mover: Mover
    frozen: tuple[int, ...]
    fresh: int | None = None

    @property
    def key(self) -> str:
        return self.base.key

    @property
    def name(self) -> str:
        return self.base.name

    @property
    def dim(self) -> int:
        return self.base.dim

    @property
    def trained_steps(self) -> int:
        return self.base.trained_steps

    @property
    def refine_steps(self) -> int:
        """Those of what takes the steps: another optimiser than the learned one knows of none."""
        return self.mover.refine_steps

    @property
    def spec(self) -> FieldSpec:
        return self.base.spec

    @property
    def loss(self) -> Loss:
        return self.mover.loss

    @property
    def device(self) -> torch.device:
        return self.base.device

    def start(self, observation: Observation) -> tuple[State, StepRecord]:
        """The start of the method as it is: no change concerns it. Raises UserError for another dimension."""
        return self.base.start(observation)

    def step(self, state: State, observation: Observation) -> tuple[State, StepRecord]:
        """The next state with the last change; a frozen tensor of it is the tensor of the given state."""
        context = observation.context(self.device)

        def move() -> State:
            after = self.mover.moved(self._remembering(state), context)
            pairs = enumerate(zip(state.params, after.params, strict=True))
            return replace(after, params=tuple(old if i // 2 in self.frozen else new for i, (old, new) in pairs))

        return timed_step(self, state, context, self.base.loss, self.base.spec, move)

    def field(self, state: State) -> FieldFunction:
        return self.base.field(state)

    def variables(self, state: State) -> dict[str, Tensor]:
        return self.base.variables(state)

    def gradient(self, state: State, observation: Observation) -> Params | None:
        """Of the loss that is descended; 0 where a layer is frozen."""
        gradient = self.mover.gradient(state, observation)
        return tuple(g.mul(0.0) if i // 2 in self.frozen else g for i, g in enumerate(gradient))

    def _remembering(self, state: State) -> State:
        """The state with what the optimiser may know: of another one's moments nothing, of an auto-decoder its code."""
        if state.step != self.fresh:
            return state
        return State(state.params, state.step, state.memory[:1] if isinstance(self.base, AutoDecoder) else ())


def varied(method: Method, changes: Changes) -> Method:
    """The method as it goes on after these changes; the same when nothing of the method itself differs.

    Raises UserError when the method has nothing of that kind or a value is out of range.
    """
    layers = len(method.spec.layer_sizes) if isinstance(method, Mover) else 0
    for change in changes:
        change.overrides.check(method.key, layers)
    if not isinstance(method, Mover):
        return method
    if method.spec.outputs == 2 and any(change.overrides.loss for change in changes):
        raise UserError("This network tells a sign and a distance, which only its own loss compares; leave the loss.")
    own = "" if isinstance(method, MetaSDF) else method.optimizer
    changes = tuple(_plain(change, own) for change in changes)
    overrides, since = latest(changes), optimizer_since(changes)
    if replace(overrides, points=0, checkpoint="") == PLAIN and not since:
        return method
    fresh = since if since or overrides.optimizer else None
    return Varied(method, _mover(method, overrides, since), overrides.frozen, fresh)


def _plain(change: OverridesFrom, own: str) -> OverridesFrom:
    """The optimiser that the method has anyway is none that was changed."""
    overrides = change.overrides
    return replace(change, overrides=replace(overrides, optimizer="")) if overrides.optimizer == own else change


def _mover(method: Mover, overrides: Overrides, since: int) -> Mover:
    """What takes the steps, layers that are frozen left aside."""
    loss, scale = overrides.loss or method.loss, overrides.rate_scale
    if isinstance(method, AutoDecoder):
        optimizer = overrides.optimizer or method.optimizer
        return replace(method, loss=loss, rate=method.rate * scale, optimizer=optimizer, since=since)
    if overrides.optimizer:
        rate = PLAIN_RATE[overrides.optimizer] * scale
        return FromScratch(method.name, method.spec, (), loss, method.device, overrides.optimizer, rate, since=since)
    if isinstance(method, FromScratch):
        return replace(method, loss=loss, rate=method.rate * scale, since=since)
    if scale == 1.0:  # the very same rates, without rounding
        return replace(method, loss=loss)
    rates = tuple(r + math.log(scale) for r in method.meta.log_rates)
    refinement = method.refinement and replace(method.refinement, rate=scale * method.refinement.rate)
    return replace(method, loss=loss, meta=replace(method.meta, log_rates=rates), refinement=refinement)
