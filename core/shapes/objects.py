"""Endless seeded families beyond furniture: planes, lamps, vases. y is up, a plane flies to +z."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator

from core.shapes.solids import ALONG_Z, ON_EDGE, Piece, SolidShape, about, prism, turned


def plane(seed: int) -> SolidShape:
    """Fuselage, swept wings, tail, and none, two or four engines. Lengths in units of half a fuselage."""
    rng = np.random.default_rng([seed, 51])
    radius = rng.uniform(0.09, 0.14)
    pieces = [turned(_fuselage(radius, rng), rotation=ALONG_Z)]
    span, root, taper = rng.uniform(0.65, 1.05), rng.uniform(0.3, 0.5), rng.uniform(0.3, 0.7)
    at, sweep, thick = rng.uniform(-0.05, 0.25), rng.uniform(0.0, 0.6), rng.uniform(0.018, 0.03)
    height, lift = radius * rng.choice([-0.5, 0.0, 0.6]), rng.uniform(-2, 7)
    pieces += _pair(_wing(span, root, taper, sweep), thick, (0, height, at), lift)
    tail = span * rng.uniform(0.3, 0.45)
    high = rng.random() < 0.25  # a T tail
    fin = rng.uniform(0.28, 0.4)
    back = -0.78
    pieces.append(prism(_wing(fin + radius, 0.3, 0.6, 0.4), thick, (0, 0, back), ON_EDGE))
    lifted = (fin + radius) * 0.93 if high else radius * 0.3
    pieces += _pair(_wing(tail, 0.22, 0.6, 0.35), thick * 0.8, (0, lifted, back - (0.13 if high else 0.0)), 0.0)
    for place in np.linspace(0.3, 0.62, int(rng.choice([0, 1, 1, 2])) + 1)[:-1]:
        nacelle = turned(_nacelle(radius * rng.uniform(0.4, 0.55)), rotation=ALONG_Z)
        z, drop = at - sweep * place * span + 0.12, height - radius * 0.55 + place * span * np.tan(np.radians(lift))
        pieces += [Piece(nacelle.outline, None, (s * place * span, drop, z), ALONG_Z) for s in (-1, 1)]
    return SolidShape.from_pieces(f"plane-{seed}", pieces)


def lamp(seed: int) -> SolidShape:
    """A standing lamp, a hanging lamp or a desk lamp with two arms. Lengths in metres."""
    rng = np.random.default_rng([seed, 53])
    style = rng.choice(["standing", "standing", "hanging", "desk"])
    wide, tall = rng.uniform(0.12, 0.2), rng.uniform(0.14, 0.3)
    rod = rng.uniform(0.012, 0.02)
    top = wide * rng.uniform(0.35, 1.0)
    if style == "desk":
        return SolidShape.from_pieces(f"lamp-{seed}", _desk_lamp(wide * 0.6, tall * 0.6, rod, rng))
    height = rng.uniform(0.35, 0.9)
    foot, thick = wide * rng.uniform(0.6, 1.0), rng.uniform(0.015, 0.03)
    pole = turned(_tube(rod, 0.0, height + tall - 0.01))
    shade = turned(_shade(wide, top, height, tall, rng.uniform(0.014, 0.02)))
    pieces = [turned(_tube(foot, 0.0, 2 * thick)), pole, shade]
    if style == "hanging":
        canopy = turned(_tube(foot * 0.5, height + tall + 0.25 - 2 * thick, height + tall + 0.25))
        pieces = [canopy, turned(_tube(rod, height + tall - 0.01, height + tall + 0.25 - thick)), shade]
    elif rng.random() < 0.4:  # a round body on the pole
        pieces.append(turned(_ball(rng.uniform(0.05, 0.09), rng.uniform(0.15, 0.8) * height)))
    return SolidShape.from_pieces(f"lamp-{seed}", pieces)


def vase(seed: int) -> SolidShape:
    """A hollow turned vessel, open at the top. Lengths in units of its height."""
    rng = np.random.default_rng([seed, 57])
    knots = int(rng.integers(4, 7))
    radii = rng.uniform(0.14, 0.42, knots)
    wall, floor = rng.uniform(0.028, 0.045), rng.uniform(0.04, 0.08)
    heights = np.linspace(0, 1, 15)
    outer = PchipInterpolator(np.linspace(0, 1, knots), radii)(heights)
    above = heights[heights > floor + 0.02]
    inner = PchipInterpolator(np.linspace(0, 1, knots), radii)(above) - wall
    floored = float(PchipInterpolator(np.linspace(0, 1, knots), radii)(floor)) - wall
    profile = [(0.0, 0.0), *zip(outer, heights, strict=True), *zip(inner[::-1], above[::-1], strict=True)]
    return SolidShape.from_pieces(f"vase-{seed}", [turned(np.array([*profile, (floored, floor), (0.0, floor)]))])


def _tube(radius: float, low: float, high: float) -> NDArray[np.float64]:
    return np.array([(0.0, low), (radius, low), (radius, high), (0.0, high)])


def _ball(radius: float, y: float) -> NDArray[np.float64]:
    angle = np.linspace(-np.pi / 2, np.pi / 2, 13)
    return np.stack((radius * np.cos(angle).round(12), y + radius * np.sin(angle)), 1)


def _shade(bottom: float, top: float, low: float, tall: float, wall: float) -> NDArray[np.float64]:
    """A truncated cone with a lid, open below."""
    lid, high = 1.5 * wall, low + tall
    return np.array(
        [(0, high), (0, high - lid), (top - wall, high - lid), (bottom - wall, low), (bottom, low), (top, high)]
    )


def _desk_lamp(wide: float, tall: float, rod: float, rng: np.random.Generator) -> list[Piece]:
    """A foot, an arm leaning back, an arm leaning forward (+z), and a shade that hangs from its end."""
    lower, upper = rng.uniform(0.22, 0.35), rng.uniform(0.2, 0.32)
    back, forward = -rng.uniform(10, 35), rng.uniform(50, 80)
    elbow = _tip(np.array([0.0, 0.02, 0.0]), lower, back)
    end = _tip(elbow, upper, forward)
    shade = _shade(wide, wide * 0.5, -tall, tall, 0.016)
    return [
        turned(_tube(rng.uniform(0.09, 0.13), 0.0, 0.04)),
        turned(_tube(rod, 0.0, lower), (0.0, 0.02, 0.0), about(0, back)),
        turned(_ball(rod * 1.8, 0.0), _place(elbow)),
        turned(_tube(rod, 0.0, upper), _place(elbow), about(0, forward)),
        turned(shade, _place(end + np.array([0, 0.01, 0])), about(0, -rng.uniform(0, 35))),
    ]


def _tip(start: np.ndarray, length: float, lean: float) -> np.ndarray:
    """Where a rod from `start` ends that leans from y towards +z by so many degrees."""
    return start + about(0, lean) @ [0.0, length, 0.0]


def _place(point: np.ndarray) -> tuple[float, float, float]:
    return float(point[0]), float(point[1]), float(point[2])


def _fuselage(radius: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """(radius, z) from tail to nose: a slim tail cone, a tube, a round nose."""
    tail, nose = rng.uniform(0.35, 0.6), rng.uniform(0.12, 0.3)
    cone = [(0.0, -1.0), (radius * 0.25, -0.98), (radius * 0.75, -1 + tail * 0.6), (radius, -1 + tail)]
    angle = np.linspace(0, np.pi / 2, 7)[1:]
    dome = zip((radius * np.cos(angle)).round(12), 1 - nose + nose * np.sin(angle), strict=True)
    return np.array([*cone, (radius, 1 - nose), *dome])


def _nacelle(radius: float) -> NDArray[np.float64]:
    return np.array([(0.0, -0.16), (radius * 0.6, -0.16), (radius, 0.0), (radius * 0.9, 0.12), (0.0, 0.12)])


def _wing(span: float, root: float, taper: float, sweep: float) -> NDArray[np.float64]:
    """(x, z) from the middle of the fuselage outwards; swept back by `sweep` of the span."""
    chord = root * taper
    return np.array(
        [(0, root / 2), (0, -root / 2), (span, -sweep * span - chord / 2), (span, -sweep * span + chord / 2)]
    )


def _pair(outline: np.ndarray, half: float, at: tuple[float, float, float], lift: float) -> list[Piece]:
    """A wing on each side, its tips lifted by so many degrees."""
    mirrored = outline * [-1, 1]
    return [prism(outline, half, at, about(2, lift)), prism(mirrored, half, at, about(2, -lift))]
