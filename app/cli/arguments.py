"""Values of the command line: from text to what a verb takes, with a reason where it cannot be."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from core.methods.variant import Changes, changes_of
from core.observation.conditions import ObservationSpec, Placement, placement_of, spec_of
from core.storage.typed import parsed

if TYPE_CHECKING:
    from core.analysis.slicing import Plane


FINEST = 4096
"""Lattice cells a side: with more of them no surface is finer, and a lattice in 3D has no end."""


def conditions(text: str) -> ObservationSpec:
    try:
        return spec_of(parsed(text))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"not usable conditions: {error}") from None


def placement(text: str) -> Placement:
    try:
        return placement_of(parsed(text))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"not a usable placement: {error}") from None


def changes(text: str) -> Changes:
    try:
        return changes_of(parsed(text))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"not usable changes: {error}") from None


def layers(text: str) -> tuple[int, ...]:
    return tuple(sorted({natural(part) for part in text.split(",")}))


def plane(text: str) -> Plane:
    from core.analysis.slicing import parse_plane

    try:
        return parse_plane(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text} is not a size; write 1280x720")
    return int(width), int(height)


def natural(text: str) -> int:
    return at_least(text, 0)


def positive(text: str) -> int:
    return at_least(text, 1)


def sample_count(text: str) -> int:
    return at_least(text, 16)


def resolution(text: str) -> int:
    number = at_least(text, 8)
    if number > FINEST:
        raise argparse.ArgumentTypeError(f"must be at most {FINEST}, not {number}")
    return number


def at_least(text: str, minimum: int) -> int:
    try:
        number = int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number") from None
    if number < minimum:
        raise argparse.ArgumentTypeError(f"must be at least {minimum}, not {number}")
    return number
