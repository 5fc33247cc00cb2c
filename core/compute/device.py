"""Where to compute."""

from __future__ import annotations

import os

import torch

from core.errors import UserError

_given_up: set[str] = set()
"""Kinds of devices on which nothing is computed any more in this process."""


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


def leave_one_core() -> None:
    """One thread fewer than cores for torch, unless OMP_NUM_THREADS says otherwise.

    On two cores, two threads were never faster than one, and many times slower when something else was running.
    """
    if "OMP_NUM_THREADS" not in os.environ:
        torch.set_num_threads(spare_cores())


def spare_cores() -> int:
    """All cores but one, which is the person's; at least one."""
    return max(1, (os.cpu_count() or 2) - 1)
