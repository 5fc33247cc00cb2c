"""The inner gradient on CUDA as one captured graph: a step of dozens of small launches becomes one replay."""

from __future__ import annotations

from functools import lru_cache

import torch
from torch import Tensor

from core.fields.field import FieldSpec, Params
from core.fields.losses import Loss
from core.fields.manual_gradient import by_hand, loss_and_gradient

WARM_UP = 3
"""Runs before the capture, in which libraries choose their kernels and take their memory."""

KEPT = 8
"""Graphs that are kept with their memory: one for each field, number of points and loss."""


def step_gradient(
    spec: FieldSpec, params: Params, points: Tensor, lower: Tensor, upper: Tensor, loss: Loss = "l2"
) -> tuple[Tensor, Params]:
    """`core.fields.manual_gradient.loss_and_gradient`, replayed from a captured graph where the tensors are on CUDA.

    Belongs to one thread, as the device does.
    """
    if points.device.type != "cuda" or not by_hand(spec, loss):
        return loss_and_gradient(spec, params, points, lower, upper, loss)
    return _graph(spec, points.shape[0], loss, points.device, points.dtype)((*params, points, lower, upper))


class _Graph:
    """One captured gradient with the memory that it reads and writes."""

    def __init__(self, spec: FieldSpec, count: int, loss: Loss, device: torch.device, dtype: torch.dtype) -> None:
        sizes = [size for i, o in spec.layer_sizes for size in ((i, o), (1, o))]
        sizes += [(count, spec.dim), (count,), (count,)]
        self.inputs = tuple(torch.zeros(size, device=device, dtype=dtype) for size in sizes)

        def run() -> tuple[Tensor, Params]:
            params, (points, lower, upper) = self.inputs[:-3], self.inputs[-3:]
            return loss_and_gradient(spec, params, points, lower, upper, loss, piece=count)

        aside = torch.cuda.Stream(device)
        aside.wait_stream(torch.cuda.current_stream(device))
        with torch.cuda.stream(aside):
            for _ in range(WARM_UP):
                run()
        torch.cuda.current_stream(device).wait_stream(aside)
        self.graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(self.graph):
            self.value, self.gradient = run()

    def __call__(self, given: Params) -> tuple[Tensor, Params]:
        """The results are copies: the next replay writes over its own."""
        with torch.no_grad():
            for mine, theirs in zip(self.inputs, given, strict=True):
                mine.copy_(theirs)
            self.graph.replay()
            return self.value.clone(), tuple(g.clone() for g in self.gradient)


@lru_cache(maxsize=KEPT)
def _graph(spec: FieldSpec, count: int, loss: Loss, device: torch.device, dtype: torch.dtype) -> _Graph:
    return _Graph(spec, count, loss, device, dtype)
