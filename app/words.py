"""Numbers as people read them."""

from __future__ import annotations

import math


def number(value: float) -> str:
    """Three significant digits; small and large values with a power of ten."""
    if not math.isfinite(value):
        return "∞" if value > 0 else "not a number"
    if value == 0 or 1e-3 <= abs(value) < 1e4:
        return f"{value:.3g}"
    mantissa, exponent = f"{value:.2e}".split("e")
    return f"{mantissa}e{int(exponent)}"
