"""Endless seeded families of procedural furniture: tables, chairs, benches. y is up, a chair faces +z."""

from __future__ import annotations

from typing import Literal

import numpy as np

from core.shapes.analytic import BOX, CYLINDER, PartsShape, Primitive

FurnitureKind = Literal["table", "chair", "bench"]
KINDS: tuple[FurnitureKind, ...] = ("table", "chair", "bench")


JOINT = 0.02
"""How far parts reach into each other, in metres: faces that only touched would leave a zero sheet inside the union."""


def furniture(seed: int, kind: FurnitureKind | None = None) -> PartsShape:
    """The piece of furniture with this seed; the kind is drawn from the seed unless given. Sizes are in metres."""
    rng = np.random.default_rng(seed)
    drawn = KINDS[int(rng.integers(3))]
    kind = kind or drawn
    parts = {"table": _table, "chair": _chair, "bench": _bench}[kind](rng)
    return PartsShape.from_parts(f"{kind}-{seed}", parts)


def _legs(rng: np.random.Generator, width: float, depth: float, height: float) -> list[Primitive]:
    """Four legs under a slab whose half extents are width and depth, from y = 0 to height."""
    kind = int(rng.choice([BOX, BOX, CYLINDER]))
    half = rng.uniform(0.025, 0.045)
    inset = half + rng.uniform(0.0, 0.06)
    x, z = width - inset, depth - inset
    reach = (height + JOINT) / 2
    legs = [Primitive(kind, (sx * x, reach, sz * z), (half, reach, half)) for sx in (-1, 1) for sz in (-1, 1)]
    if rng.random() < 0.35:
        y, thin = height * rng.uniform(0.2, 0.5), 0.8 * half
        legs += [Primitive(BOX, (sx * x, y, 0.0), (thin, thin, z)) for sx in (-1, 1)]
        if rng.random() < 0.5:
            legs.append(Primitive(BOX, (0.0, y, 0.0), (x, thin, thin)))
    return legs


def _table(rng: np.random.Generator) -> list[Primitive]:
    width, depth = rng.uniform(0.35, 0.8), rng.uniform(0.3, 0.5)
    height, slab = rng.uniform(0.4, 0.8), rng.uniform(0.025, 0.05)
    style = rng.choice(["legs", "legs", "legs", "panels", "pedestal"])
    if style == "pedestal":
        radius = rng.uniform(0.35, 0.55)
        foot, column = radius * rng.uniform(0.5, 0.75), rng.uniform(0.05, 0.09)
        return [
            Primitive(CYLINDER, (0, height + slab, 0), (radius, slab, radius)),
            Primitive(CYLINDER, (0, (height + JOINT) / 2, 0), (column, (height + JOINT) / 2, column)),
            Primitive(CYLINDER, (0, slab, 0), (foot, slab, foot)),
        ]
    parts = [Primitive(BOX, (0, height + slab, 0), (width, slab, depth))]
    if style == "panels":
        panel = rng.uniform(0.025, 0.045)
        x = width - panel - rng.uniform(0, 0.1)
        reach = (height + JOINT) / 2
        parts += [Primitive(BOX, (s * x, reach, 0), (panel, reach, depth * 0.95)) for s in (-1, 1)]
        if rng.random() < 0.6:
            parts.append(Primitive(BOX, (0, height * rng.uniform(0.2, 0.6), 0), (x, panel, depth * 0.9)))
        return parts
    return parts + _legs(rng, width, depth, height)


def _backrest(rng: np.random.Generator, width: float, depth: float, seat: float) -> list[Primitive]:
    """Behind a seat whose top is at height seat: a solid slab, or posts with a rail and perhaps slats."""
    height, half = rng.uniform(0.2, 0.32), rng.uniform(0.025, 0.04)
    tilt = -rng.uniform(0.0, 0.2)
    y, z = seat + height * np.cos(tilt) - 0.01, -depth + half + height * np.sin(tilt)
    if rng.random() < 0.5:
        return [Primitive(BOX, (0, y, z), (width, height, half), tilt)]
    posts = [Primitive(BOX, (s * (width - half), y, z), (half, height, half), tilt) for s in (-1, 1)]
    rail = rng.uniform(0.05, 0.1)
    along = height - rail
    posts.append(Primitive(BOX, (0, y + along * np.cos(tilt), z + along * np.sin(tilt)), (width, rail, half), tilt))
    slats = int(rng.integers(0, 3))
    xs = np.linspace(-width, width, slats + 2)[1:-1]
    return posts + [Primitive(BOX, (float(x), y, z), (0.03, height, half), tilt) for x in xs]


def _chair(rng: np.random.Generator) -> list[Primitive]:
    width, depth = rng.uniform(0.2, 0.3), rng.uniform(0.2, 0.28)
    height, slab = rng.uniform(0.35, 0.5), rng.uniform(0.025, 0.05)
    seat = height + 2 * slab
    parts = [Primitive(BOX, (0, height + slab, 0), (width, slab, depth))]
    parts += _legs(rng, width, depth, height) + _backrest(rng, width, depth, seat)
    if rng.random() < 0.35:
        arm, rise = rng.uniform(0.025, 0.035), rng.uniform(0.16, 0.24)
        for s in (-1, 1):
            x = s * (width - arm)
            parts.append(Primitive(BOX, (x, seat + rise, 0), (arm, arm, depth)))
            parts.append(Primitive(BOX, (x, seat + (rise - JOINT) / 2, depth - arm), (arm, (rise + JOINT) / 2, arm)))
    return parts


def _bench(rng: np.random.Generator) -> list[Primitive]:
    width, depth = rng.uniform(0.5, 0.8), rng.uniform(0.18, 0.28)
    height, slab = rng.uniform(0.35, 0.48), rng.uniform(0.03, 0.05)
    parts = [Primitive(BOX, (0, height + slab, 0), (width, slab, depth))]
    if rng.random() < 0.4:
        panel = rng.uniform(0.03, 0.06)
        x = width - panel - rng.uniform(0, 0.15)
        reach = (height + JOINT) / 2
        parts += [Primitive(BOX, (s * x, reach, 0), (panel, reach, depth * 0.95)) for s in (-1, 1)]
    else:
        parts += _legs(rng, width, depth, height)
    if rng.random() < 0.6:
        parts += _backrest(rng, width, depth, height + 2 * slab)
    return parts


def many_legged(seed: int, legs: int) -> PartsShape:
    """A table on `legs` >= 1 legs that stand evenly on an ellipse: part counts that `furniture` never has."""
    rng = np.random.default_rng([seed, 31])
    width, depth = rng.uniform(0.45, 0.8), rng.uniform(0.35, 0.5)
    height, slab = rng.uniform(0.4, 0.8), rng.uniform(0.025, 0.05)
    kind, half = int(rng.choice([BOX, CYLINDER])), rng.uniform(0.025, 0.045)
    reach = (height + JOINT) / 2
    angles = 2 * np.pi * (np.arange(legs) + rng.random()) / legs
    places = np.stack([(width - 2 * half) * np.cos(angles), (depth - 2 * half) * np.sin(angles)], 1)
    parts = [Primitive(BOX, (0, height + slab, 0), (width, slab, depth))]
    parts += [Primitive(kind, (float(x), reach, float(z)), (half, reach, half)) for x, z in places]
    return PartsShape.from_parts(f"table-{seed}-{legs}-legs", parts)
