"""How much is tried: what is found by chance is tried in a short form each time, and in the whole with THOROUGH=1."""

from __future__ import annotations

import os

THOROUGH = bool(os.environ.get("THOROUGH"))


def examples(whole: int) -> int:
    """How many of `whole` examples are tried: a quarter, other ones at every run, but not fewer than eight."""
    return whole if THOROUGH else max(whole // 4, min(whole, 8))
