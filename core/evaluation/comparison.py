"""Every method on every shape of a condition, in one process or shared out among those of torchrun."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import torch

from core.compute.processes import gather, processes, rank
from core.errors import UserError
from core.evaluation.measurements import Reading, peak_mb, read, run_through
from core.evaluation.real import RealCondition
from core.evaluation.suites import Condition
from core.evaluation.table import Row, rows_of
from core.methods.base import Method
from core.methods.registry import info_of
from core.runs.checkpoint import Checkpoint

RESOLUTION = {2: 256, 3: 96}
"""Lattice cells a side of the surfaces that are compared, by dimension."""


@dataclass(frozen=True)
class EvaluationProgress:
    """One run is read, or (method "") a shape could not be used, for a reason."""

    number: int
    method: str
    reading: Reading | None = None
    reason: str = ""


@dataclass
class Findings:
    """What this process has read so far of one condition. refused: reasons by the number of the shape."""

    readings: dict[str, dict[int, Reading]] = field(default_factory=dict[str, dict[int, Reading]])
    refused: dict[int, str] = field(default_factory=dict[int, str])
    memory: dict[str, float] = field(default_factory=dict[str, float])


class Comparison:
    """The methods of some checkpoints under one condition: `run` reads this process's share, `rows` all shares.

    refine: methods that refine are read at the end of that too, as a row of its own beside the trained steps.
    """

    def __init__(
        self,
        condition: Condition | RealCondition,
        checkpoints: Mapping[str, Checkpoint],
        device: torch.device,
        resolution: int | None = None,
        *,
        refine: bool = False,
    ) -> None:
        self.condition, self.refine = condition, refine
        self.cast: dict[str, tuple[Checkpoint, Method]] = {
            name: (checkpoint, condition.method(checkpoint, device)) for name, checkpoint in checkpoints.items()
        }
        self.device = device
        self.resolution = resolution
        self._found = Findings(readings={name: {} for name in checkpoints})

    @property
    def numbers(self) -> list[int]:
        """The shapes of this process; the views of one stay together, so that it is read and judged once."""
        views = self.condition.views
        return [n for n in range(self.condition.count) if n // views % processes() == rank()]

    def run(self) -> Iterator[EvaluationProgress]:
        """Reads every run of this process's shapes, one after the other, each shape by all methods in turn."""
        points = self._points()
        found = self._found
        for number in self.numbers:
            try:
                problem = self.condition.problem(number, points)
            except UserError as error:
                found.refused[number] = str(error)
                yield EvaluationProgress(number, "", reason=str(error))
                continue
            for name, (checkpoint, method) in self.cast.items():
                if name not in found.memory:  # the first steps of all also warm the device up
                    found.memory[name] = peak_mb(checkpoint, method, problem.observation)
                steps = self.condition.marks(method, refine=self.refine)
                resolution = self.resolution or RESOLUTION[method.dim]
                run = run_through(problem, checkpoint, method, steps, resolution, number)
                found.readings[name][number] = read(run, problem.scale, problem.kind)
                yield EvaluationProgress(number, name, found.readings[name][number])

    def _points(self) -> int:
        """Observed points: those of the condition, or as many as the most demanding trained method was trained on."""
        if self.condition.points:
            return self.condition.points
        trained = [checkpoint for checkpoint, _ in self.cast.values() if not info_of(checkpoint.method).plain]
        return max(c.context_points for c in trained or [checkpoint for checkpoint, _ in self.cast.values()])

    def collected(self) -> Findings:
        """What all processes have read; every process calls this, after `run`."""
        whole = Findings(readings={name: {} for name in self.cast})
        for part in gather(asdict(self._found), self.device):
            whole.refused |= {int(n): reason for n, reason in part["refused"].items()}
            whole.memory = {**part["memory"], **whole.memory}
            for name, own in part["readings"].items():
                whole.readings[name] |= {int(n): reading_of(values) for n, values in own.items()}
        return whole

    def rows(self, findings: Findings) -> list[Row]:
        """The rows of the table; none when no shape could be used."""
        if not findings.memory:
            return []
        readings = {name: [own[n] for n in sorted(own)] for name, own in findings.readings.items()}
        steps = {name: method.trained_steps for name, (_, method) in self.cast.items()}
        rows = rows_of(self.condition.heading, readings, steps, findings.memory, starts=self.condition.starts)
        return [self._named(row) | ({"refused": refused} if (refused := len(findings.refused)) else {}) for row in rows]

    def _named(self, row: Row) -> Row:
        """The row with the key of the method and the name of the checkpoint in the place of the label."""
        checkpoint, method = self.cast[row["method"]]
        named = {**row, "method": method.key, "checkpoint": checkpoint.name}
        if "autodecoder_error" in row:
            of = self.cast[row["autodecoder_error"]["of"]][0].name
            named["autodecoder_error"] = {**row["autodecoder_error"], "of": of}
        return named


def reading_of(values: dict[str, Any]) -> Reading:
    """A reading of JSON data, where text may stand for numbers that are not finite. Raises KeyError or ValueError."""
    names = (
        "seconds", "chamfer_x1000", "iou", "l1", "extract_seconds",
        "f_score_01", "f_score_02", "normal_consistency", "unseen_iou",
    )  # fmt: skip
    numbers = {name: tuple(float(value) for value in values[name]) for name in names}
    steps, failed = tuple(int(step) for step in values["steps"]), tuple(str(kind) for kind in values["failed"])
    shape, scale, kind = str(values["shape"]), float(values["scale"]), str(values["kind"])
    return Reading(shape, scale, steps=steps, failed=failed, kind=kind, **numbers)
