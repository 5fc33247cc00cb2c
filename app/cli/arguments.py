"""Values of the command line: from text to what a verb takes, with a reason where it cannot be."""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import TYPE_CHECKING

from core.methods.overrides import Changes, changes_of
from core.observation.observation_spec import ObservationSpec, Placement, Trims, placement_of, spec_of, trims_of
from core.storage.typed import LARGEST_SEED, parsed

if TYPE_CHECKING:
    from core.analysis.slicing import CuttingPlane
    from core.measures.coloring import Range


OBSERVE_KINDS = ("dense", "surface", "unoriented", "oriented", "scan", "half", "as-is")
DEVICES = ("auto", "cpu", "cuda", "mps")

MOST_MEMBERS = 32
"""Of a spread: more tell hardly more."""

LARGEST = 10**12
"""Of a whole number: what libraries count with has an end, and past this there is too little memory for anything."""

FINEST = 4096
"""Lattice cells a side: with more of them no surface is finer, and a lattice in 3D has no end."""


def named(text: str) -> str:
    """A name that is not empty, as that of a variable that is not set is: it would mean the current folder."""
    if not text.strip():
        raise argparse.ArgumentTypeError("an empty name; name a file or a folder")
    return text


def path(text: str) -> Path:
    return Path(named(text))


def camera(text: str) -> str:
    """Of a depth image, as it stands in the name of one: the numbers themselves, or the file that tells them."""
    from core.errors import UserError
    from core.readers.depth import intrinsics_in, intrinsics_of
    from core.storage.reading import ShapeError

    try:
        return (intrinsics_in(Path(text)) if Path(text).is_file() else intrinsics_of(text)).text
    except ShapeError as fault:
        raise argparse.ArgumentTypeError(f"{fault}; {fault.remedy}") from None
    except UserError as fault:
        raise argparse.ArgumentTypeError(str(fault)) from None


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


def trims(text: str) -> Trims:
    try:
        return trims_of(parsed(text))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"not usable trims: {error}") from None


def corners(text: str) -> tuple[float, ...]:
    """x0,y0,z0,x1,y1,z1: two opposite corners of a box."""
    try:
        values = tuple(float(part) for part in text.split(","))
    except ValueError:
        values = ()
    if len(values) != 6 or not all(math.isfinite(value) for value in values):
        raise argparse.ArgumentTypeError(f"{text!r} is no box; write two corners as x,y,z,x,y,z")
    return values


def changes(text: str) -> Changes:
    try:
        return changes_of(parsed(text))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"not usable changes: {error}") from None


def layers(text: str) -> tuple[int, ...]:
    return tuple(sorted({natural(part) for part in text.split(",")}))


def members(text: str) -> int:
    count = natural(text)
    if not 2 <= count <= MOST_MEMBERS:
        raise argparse.ArgumentTypeError(f"{text} is not a number of members from 2 to {MOST_MEMBERS}")
    return count


def plane(text: str) -> CuttingPlane:
    from core.analysis.slicing import parse_plane

    try:
        return parse_plane(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def color_range(text: str) -> Range:
    """In the words of the window, or typed."""
    from core.measures.coloring import typed

    if text in ("usual", "fitted", "symmetric"):
        return text
    try:
        return typed(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no range of colours; write usual, fitted, symmetric, or LOW:HIGH, as -0.1:0.1"
        ) from None


def size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text} is not a size; write 1280x720")
    return int(width), int(height)


def length(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 0 < number < math.inf:
        raise argparse.ArgumentTypeError(f"{text!r} is no length above 0")
    return number


def natural(text: str) -> int:
    return at_least(text, 0)


def refinement(text: str) -> int | str:
    """How many steps past the trained ones; "best", which an option alone stands for, as many as serve best."""
    return text if text == "best" else natural(text)


def seed(text: str) -> int:
    return at_least(text, 0, LARGEST_SEED)


def positive(text: str) -> int:
    return at_least(text, 1)


def sample_count(text: str) -> int:
    return at_least(text, 16)


def resolution(text: str) -> int:
    return at_least(text, 8, FINEST)


def number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number")
    return value


def at_least(text: str, minimum: int, most: int = LARGEST) -> int:
    try:
        number = int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number") from None
    if number < minimum:
        raise argparse.ArgumentTypeError(f"must be at least {minimum}, not {number}")
    if number > most:
        raise argparse.ArgumentTypeError(f"must be at most {most}, not {number}")
    return number
