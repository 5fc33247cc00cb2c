"""Where to compute."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

import torch

from core.compute.cores import spare_cores
from core.errors import UserError

_given_up: set[str] = set()
"""Kinds of devices on which nothing is computed any more in this process."""

FINEST_TICK = 1e-4
"""Seconds. A clock that goes on in larger steps says nothing of one gradient step."""


def give_up(device: torch.device) -> None:
    """Compute there no more: its memory does not suffice, or it is gone."""
    _given_up.add(device.type)


def given_up(device: torch.device) -> bool:
    """Tell whether nothing is computed there any more."""
    return device.type in _given_up and device.type != "cpu"


def available_devices() -> tuple[str, ...]:
    """The devices of this machine, the fastest first; "cpu" is always the last."""
    found = (("cuda", torch.cuda.is_available()), ("mps", torch.backends.mps.is_available()), ("cpu", True))
    return tuple(name for name, there in found if there)


def pick_device(name: str = "auto") -> torch.device:
    """`auto` takes the fastest of `available_devices`. Raises UserError when the one that is asked for is not there."""
    found = available_devices()
    if name == "auto":
        return torch.device(next(one for one in found if one == "cpu" or one not in _given_up))
    if name not in found:
        raise UserError(f"The device {name} is not available on this machine; choose auto or {' or '.join(found)}.")
    return torch.device(name)


def device_name(device: torch.device) -> str:
    """For people and run.json: "cpu", "mps", or "cuda (name of the card)"."""
    return f"cuda ({torch.cuda.get_device_name(device)})" if device.type == "cuda" else device.type


def clock_for(device: torch.device) -> Callable[[], float]:
    """Seconds of this thread's processor time where that is all that computes, else of the wall, device drained."""
    if alone(device):
        return time.thread_time
    if device.type == "cpu":
        return time.perf_counter

    def drained() -> float:
        synchronize(device)
        return time.perf_counter()

    return drained


def alone(device: torch.device) -> bool:
    """Whether what is asked of a device is computed by the thread that asks, whose own time the system tells finely."""
    fine = time.get_clock_info("thread_time").resolution <= FINEST_TICK
    return device.type == "cpu" and torch.get_num_threads() == 1 and fine


def synchronize(device: torch.device) -> None:
    """Waits until the device has done what was asked of it, so that a clock is right."""
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    elif device.type == "mps":
        torch.mps.synchronize()


def leave_one_core() -> None:
    """One thread fewer than cores for torch, unless OMP_NUM_THREADS says otherwise.

    On two cores, two threads were never faster than one, and many times slower when something else was running.
    """
    if "OMP_NUM_THREADS" not in os.environ:
        torch.set_num_threads(spare_cores())
