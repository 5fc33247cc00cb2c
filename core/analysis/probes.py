"""What the steps of an adaptation are made of: gradients, updates, rates, and which way they point.

Pure functions over runs and methods; everything returned is plain numbers. A method says itself what its steps move
(`Method.variables`) and by which gradient (`Method.gradient`): all parameters of the field (MetaSDF, from scratch), a
code (auto-decoder), or nothing that follows a gradient (set encoder). Norms are Euclidean.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import torch
from numpy.typing import NDArray

from core.compute.vectors import length, lengths
from core.fields.field import Params, bind, outputs, signed_distance
from core.fields.losses import context_loss, interval_residual
from core.methods.base import Method, State
from core.methods.metasdf import MetaSDF
from core.observation.observation import Observation
from core.observation.observe import ObserveKind, observe
from core.runs.run import Run

MOST_COMPARED = 16
"""Gradients that are compared with each other at a time: they are kept in memory meanwhile."""


@dataclass(frozen=True)
class StepProbe:
    """One step, by what it moved.

    step: number of the state that it led to, 1, 2, ... names: of the tensors that steps move. gradient_norms: of
    the gradient at the state before, by tensor; empty where the method follows none. update_norms: by tensor.
    field_norms: of the update of each parameter tensor of the field; the same as update_norms where steps move those.
    cosine: between this gradient and that of the step before; NaN for the first step and without gradients.
    """

    step: int
    names: tuple[str, ...]
    gradient_norms: tuple[float, ...]
    update_norms: tuple[float, ...]
    field_norms: tuple[float, ...]
    cosine: float

    @property
    def gradient_norm(self) -> float:
        """Of all tensors together; NaN without gradients."""
        return math.hypot(*self.gradient_norms) if self.gradient_norms else math.nan

    @property
    def update_norm(self) -> float:
        """Of all tensors together."""
        return math.hypot(*self.update_norms)

    @property
    def effective_rates(self) -> tuple[float, ...]:
        """Length of the update for each unit of gradient, by tensor; NaN where there is no gradient to divide by."""
        pairs = zip(self.update_norms, self.gradient_norms or [0.0] * len(self.names), strict=True)
        return tuple(update / gradient if gradient > 0 else math.nan for update, gradient in pairs)


def norms(tensors: Sequence[torch.Tensor]) -> tuple[float, ...]:
    """Euclidean norm of each tensor."""
    return tuple(float(length(t)) for t in tensors)


def cosine(a: Params, b: Params) -> float:
    """Of the angle between two lists of tensors read as one long vector each, -1 to 1; NaN when one is zero."""
    dot = sum(float((x * y).sum()) for x, y in zip(a, b, strict=True))
    lengths = math.hypot(*norms(a)) * math.hypot(*norms(b))
    return max(-1.0, min(1.0, dot / lengths)) if lengths > 0 else math.nan


def alignment(gradients: Sequence[Params]) -> NDArray[np.float64]:
    """(k, k) cosines between k gradients; 1 on the diagonal, NaN in the rows of zero gradients."""
    count = len(gradients)
    table = np.ones((count, count))
    for i in range(count):
        for j in range(i + 1):
            table[i, j] = table[j, i] = cosine(gradients[i], gradients[j])
    return table


def probe_step(method: Method, run: Run, step: int, before: Params | None = None) -> tuple[StepProbe, Params | None]:
    """The probe of a recorded step >= 1, and its gradient. before: gradient of the step before, where it is at hand.

    One evaluation of the gradient, two where the one before is needed and not given.
    """
    old, new = run.entries[step - 1].state, run.entries[step].state
    was, now = method.variables(old), method.variables(new)
    gradient = method.gradient(old, run.observation)
    if gradient is not None and before is None and step > 1:
        before = method.gradient(run.entries[step - 2].state, run.observation)
    angle = math.nan if gradient is None or before is None else cosine(before, gradient)
    probe = StepProbe(
        step,
        tuple(now),
        () if gradient is None else norms(gradient),
        norms([now[name] - was[name] for name in now]),
        norms([b - a for a, b in zip(old.params, new.params, strict=True)]),
        angle,
    )
    return probe, gradient


def probe_run(method: Method, run: Run, first: int = 1) -> Iterator[StepProbe]:
    """The probes of all recorded steps from `first` on."""
    gradient = None
    for step in range(first, len(run.entries)):
        probe, gradient = probe_step(method, run, step, gradient)
        yield probe


def compared_steps(last: int, most: int = MOST_COMPARED) -> list[int]:
    """Steps 1 .. last, or `most` of them spread evenly with both ends."""
    if last <= most:
        return list(range(1, last + 1))
    return sorted({round(1 + i * (last - 1) / (most - 1)) for i in range(most)})


def gradients_of_steps(method: Method, run: Run, steps: Sequence[int]) -> Iterator[Params]:
    """The gradients that led to these steps; nothing for a method without gradients."""
    for step in steps:
        gradient = method.gradient(run.entries[step - 1].state, run.observation)
        if gradient is not None:
            yield gradient


def gradients_at_start(method: Method, observations: Sequence[Observation]) -> Iterator[Params]:
    """The first gradient of each task, all at the common start phi_0; nothing for a method without gradients."""
    for observation in observations:
        gradient = method.gradient(method.start(observation)[0], observation)
        if gradient is not None:
            yield gradient


def neighbour_tasks(dim: int, kind: ObserveKind, points: int, seed: int = 0) -> Iterator[tuple[str, Observation]]:
    """Named tasks to compare with: two tables, chairs and benches in 3D; the bundled digits and outlines in 2D.

    The procedural ones are of the split that is never trained on (core.training.tasks). Raises UserError for a kind
    that shapes of this dimension cannot give.
    """
    from core.readers.load import bundled_shapes, load
    from core.shapes.families import furniture
    from core.shapes.waves import wave_shape

    if dim == 3:
        kinds = ("table", "chair", "bench")
        for name, number in product(kinds, range(2)):
            yield f"{name} {number + 1}", observe(furniture(4 * (seed + number) + 3, name), kind, points, seed)
        return
    for path in bundled_shapes():
        if path.suffix == ".png":
            yield path.stem, observe(load(path), kind, points, seed)
    for number in range(3):
        yield f"outline {number + 1}", observe(wave_shape(4 * (seed + number) + 3), kind, points, seed)


@dataclass(frozen=True, eq=False)
class Rates:
    """Learned rates. values: for each tensor (K, rows, columns), positive; (K, 1, 1) where its weights share one.

    sizes: weights of each tensor.
    """

    names: tuple[str, ...]
    values: tuple[NDArray[np.float32], ...]
    sizes: tuple[int, ...]

    @property
    def steps(self) -> int:
        return len(self.values[0])

    @property
    def single(self) -> bool:
        """Whether the weights of every tensor share one rate."""
        return all(v.shape[1:] == (1, 1) for v in self.values)

    def table(self) -> NDArray[np.float64]:
        """(K, tensors): geometric mean of the rates of each tensor at each step."""
        return np.stack([np.exp(np.log(v.astype(float)).mean((1, 2))) for v in self.values], 1)


def learned_rates(method: Method) -> Rates | None:
    """The rates that were trained, or set once and for all; None for methods that have none (see `StepProbe`)."""
    if not isinstance(method, MetaSDF):
        return None
    values = tuple(r.detach().exp().float().cpu().numpy() for r in method.meta.log_rates)
    return Rates(method.spec.tensor_names, values, tuple(t.numel() for t in method.meta.theta))


def rate_histogram(
    rates: Rates, step: int | None = None, tensor: int | None = None, bins: int = 40
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Share of the weights by rate: (bins + 1,) edges in log10 of the rate, (bins,) shares that sum to 1.

    step: 0 .. K - 1, None for all; tensor: None for all. A rate counts once for each weight that has it. The edges
    are those of all rates, whatever is chosen, so that choices can be compared.
    """
    logs = [np.log10(v.astype(float)) for v in rates.values]
    low, high = min(float(x.min()) for x in logs), max(float(x.max()) for x in logs)
    air = max(0.05 * (high - low), 0.05)
    edges = np.linspace(low - air, high + air, bins + 1)
    shares = np.zeros(bins)
    for i in range(len(logs)) if tensor is None else (tensor,):
        chosen = logs[i] if step is None else logs[i][step : step + 1]
        each = rates.sizes[i] / (chosen[0].size)
        shares += each * np.histogram(chosen, edges)[0]
    return edges, shares / shares.sum()


@dataclass(frozen=True, eq=False)
class Residuals:
    """What the context loss of one state is made of.

    values: (n,) signed distance from the field's value at each observed point to the interval that is known, positive
    where the field is too large. losses: (n,) of which the context loss is the mean.
    """

    values: NDArray[np.float32]
    losses: NDArray[np.float32]


def residuals(method: Method, state: State, observation: Observation) -> Residuals:
    """Of every observed point, at one state."""
    context = observation.context(method.device)
    with torch.inference_mode():
        low, high, spec = context.lower[0], context.upper[0], method.spec
        points = context.points[0]
        prediction = outputs(spec, state.params, points) if spec.layer_sizes else method.field(state)(points)
        values = interval_residual(signed_distance(spec, prediction), low, high)
        losses = context_loss(prediction[:, None], low[:, None], high[:, None], method.loss)  # the mean of one point
        return Residuals(values.float().cpu().numpy(), losses.float().cpu().numpy())


def surface_motion(method: Method, state: State, moved: Params, points: NDArray[np.float32]) -> NDArray[np.float32]:
    """How far the surface would move outward at points (n, dim) on it if the field had the parameters `moved`.

    Minus the new field there, by the slope of the old one: the first order of the motion, in normalised lengths.
    """
    at = torch.as_tensor(np.ascontiguousarray(points, np.float32)).to(method.device)
    motions: list[torch.Tensor] = []
    for part in torch.split(at, 16_384):
        leaf = part.clone().requires_grad_()
        with torch.enable_grad():
            (slope,) = torch.autograd.grad(bind(method.spec, state.params)(leaf).sum(), leaf)
            after = bind(method.spec, moved)(leaf).detach()
        motions.append(-after / lengths(slope).clamp(min=0.05))
    return torch.cat(motions).float().cpu().numpy() if motions else np.zeros(0, np.float32)


def by_layer(names: Sequence[str], values: Sequence[float]) -> dict[str, float]:
    """Norms of tensors put together by layer: "layer0.weight" and "layer0.bias" become "layer 0"; others stay."""
    layers: dict[str, float] = {}
    for name, value in zip(names, values, strict=True):
        layer = f"layer {name[5 : name.index('.')]}" if name.startswith("layer") and "." in name else name
        layers[layer] = math.hypot(layers.get(layer, 0.0), value)
    return layers
