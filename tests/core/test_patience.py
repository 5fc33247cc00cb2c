"""Work that may never end is left, memory that is not there is done without."""

from __future__ import annotations

import threading

import pytest
import torch

from core.compute.device import _given_up, give_up, given_up, pick_device
from core.compute.patience import patiently
from core.errors import Interrupted, UserError
from core.fields.scarcity import LEAST, by_pieces, retreat, trouble_of
from core.levelset import extract


def test_what_never_answers_is_left_when_somebody_is_impatient():
    asked, answer = [], threading.Event()

    def urgent() -> bool:
        asked.append(1)
        return len(asked) > 2

    with pytest.raises(Interrupted):
        patiently(answer.wait, urgent)
    assert len(asked) == 3
    answer.set()


def test_what_answers_is_handed_on_with_its_faults():
    def refused() -> None:
        raise UserError("It is closed.")

    for urgent in (None, lambda: True, lambda: False):
        assert patiently(lambda: 7, urgent if urgent is None or not urgent() else None) == 7
        with pytest.raises(UserError, match="closed"):
            patiently(refused, lambda: False)


@pytest.mark.parametrize("most", [10_000, 1000, LEAST])
def test_a_device_with_little_memory_gets_smaller_pieces(most):
    pieces = []

    def field(points: torch.Tensor) -> torch.Tensor:
        if len(points) > most:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB.")
        pieces.append(len(points))
        return points.norm(dim=1) - 0.5

    points = torch.rand(5000, 3, generator=torch.Generator().manual_seed(0))
    values, size = by_pieces(field, points, 4096)
    assert torch.equal(values, points.norm(dim=1) - 0.5)
    assert size <= most
    assert sum(pieces) == 5000
    level = extract(field, 3, 16)
    assert len(level.vertices)


def test_what_is_no_matter_of_memory_is_raised_at_once():
    def field(points: torch.Tensor) -> torch.Tensor:
        raise RuntimeError("mat1 and mat2 shapes cannot be multiplied")

    with pytest.raises(RuntimeError, match="multiplied"):
        by_pieces(field, torch.zeros(100, 3), 64)

    def full(points: torch.Tensor) -> torch.Tensor:
        raise MemoryError

    with pytest.raises(MemoryError):
        by_pieces(full, torch.zeros(100, 3), 4096)


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        (MemoryError(), "scarce"),
        (torch.OutOfMemoryError("x"), "scarce"),
        (RuntimeError("[enforce fail at alloc_cpu.cpp] DefaultCPUAllocator: can't allocate memory"), "scarce"),
        (RuntimeError("MPS backend out of memory (MPS allocated: 2 GB)"), "scarce"),
        (RuntimeError("CUDA error: an illegal memory access was encountered"), "lost"),
        (RuntimeError("mat1 and mat2"), ""),
        (ValueError("out of memory"), ""),
    ],
)
def test_faults_are_known_by_what_they_say(fault, trouble):
    assert trouble_of(fault) == trouble


def test_from_a_device_that_fails_the_processor_takes_over():
    device, cpu = torch.device("cuda"), torch.device("cpu")
    assert "memory" in retreat(torch.OutOfMemoryError("x"), device)
    assert "answer" in retreat(RuntimeError("CUDA error: device-side assert triggered"), device)
    assert retreat(RuntimeError("CUDA error: x"), cpu) == retreat(ValueError("x"), device) == ""
    assert not given_up(device)
    try:
        give_up(device)
        give_up(cpu)
        assert given_up(device)
        assert not given_up(cpu)
        assert pick_device().type == "cpu"
    finally:
        _given_up.clear()


def test_a_document_goes_on_elsewhere_as_before():
    from app.document.document import ObservationSetup
    from app.engine.workspace import in_reach, open_source, retreated
    from core.readers.load import bundled_shapes

    digit = next(path for path in bundled_shapes() if path.name == "digit-3.png")
    opened = open_source(str(digit), ObservationSetup(checkpoint="digits-partial", count=64), 0, None, strict=True)
    assert in_reach(opened) is opened
    assert retreated(opened, MemoryError()) == (opened, "")
    moved = opened.elsewhere(torch.device("cpu"))
    first = opened.document.run.entries[0]
    for mine, other in zip(opened.after(first).state.params, moved.after(first).state.params, strict=True):
        assert torch.equal(mine, other)
    assert moved.preview(first, {2: 24}).state is first.state
