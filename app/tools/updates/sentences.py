"""What the plots of steps, rates and slices show, in a sentence that a screen reader finds as well."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from app.document.formatting import number
from app.system.words import tr

if TYPE_CHECKING:
    import numpy as np

    from core.analysis.loss_slice import LossSlice
    from core.analysis.probes import Rates, StepProbe

CODE = tr("An auto-decoder moves its code alone; the layers follow from the code.")


def of_step(probe: StepProbe) -> str:
    """Norms of a step, and its angle to the one before."""
    angle = (
        "" if math.isnan(probe.cosine) else tr(", cosine with the gradient before {cosine:.2f}", cosine=probe.cosine)
    )
    steep = (
        ""
        if math.isnan(probe.gradient_norm)
        else tr("gradient norm {gradient_norm}, ", gradient_norm=number(probe.gradient_norm))
    )
    return tr(
        "Step {cursor}: {steep}update norm {update_norm}{angle}.{code}",
        cursor=probe.step,
        steep=steep,
        update_norm=number(probe.update_norm),
        angle=angle,
        code=f" {CODE}" if probe.names == ("code",) else "",
    )


def of_rates(rates: Rates) -> str:
    """What shares a learned rate, and between which values they lie."""
    table = rates.table()
    shared = tr("One rate for each tensor and step") if rates.single else tr("A rate for each weight")
    return tr(
        "{shared}; means of tensors from {min} to {max}.",
        shared=shared,
        min=number(table.min()),
        max=number(table.max()),
    )


def of_steps(cosines: np.ndarray) -> str:
    """How alike the gradients of neighbouring steps are. cosines: (n, n)."""
    beside = [float(cosines[i, i + 1]) for i in range(len(cosines) - 1)]
    return tr("Cosine of each gradient with the next: {mean_beside:.2f} on average.", mean_beside=_mean(beside))


def of_tasks(names: list[str], cosines: np.ndarray) -> str:
    """How alike the gradients of the first task and the others are. cosines: (n, n)."""
    return tr(
        "{tasks} and the others: mean cosine {mean_first:.2f} at φ₀.",
        tasks=names[0],
        mean_first=_mean([float(value) for value in cosines[0, 1:]]),
    )


def of_slice(cut: LossSlice) -> str:
    """The losses at the marks of a slice, and how far the run leaves its plane."""
    losses = ", ".join(f"{name} {number(loss)}" for name, loss in zip(cut.names, cut.mark_losses, strict=True))
    off = float(cut.path[:, 2].max())
    return tr(
        "Context loss: {losses}. The way of the run leaves this plane by at most {off}.", losses=losses, off=number(off)
    )


def _mean(values: list[float]) -> float:
    """Of those that are finite; NaN where none is."""
    known = [value for value in values if math.isfinite(value)]
    return sum(known) / len(known) if known else math.nan
