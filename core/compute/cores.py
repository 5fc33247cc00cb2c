"""How many processes work side by side. Without torch, which not all of them need."""

from __future__ import annotations

import os


def spare_cores() -> int:
    """All cores but one, which is the person's; at least one."""
    return max(1, (os.cpu_count() or 2) - 1)
