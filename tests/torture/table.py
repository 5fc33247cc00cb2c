"""One row of the table for each area, and how they are printed."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field


@dataclass
class Row:
    """What became of one area. failed: other than it has to be. lost: work that was reported as kept and is not.

    left_out: why something could not be tried here, "" where all was. told: what failed, for a person.
    """

    area: str
    tried: int = 0
    failed: int = 0
    lost: int = 0
    told: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    left_out: str = ""
    seconds: float = 0.0
    _since: float = field(default_factory=time.monotonic, repr=False)

    @property
    def survived(self) -> int:
        """What came out as it has to."""
        return self.tried - self.failed - self.lost

    def check(self, right: bool, fault: str, *, lost: bool = False) -> bool:
        """Counts one more thing that was tried."""
        self.tried += 1
        if not right:
            self.told.append(fault)
            if lost:
                self.lost += 1
            else:
                self.failed += 1
        return right

    def text(self) -> str:
        """As a line of JSON."""
        return json.dumps(asdict(self))

    def done(self) -> Row:
        """The same, with the time that it took."""
        self.seconds = time.monotonic() - self._since
        return self


def line_of(row: Row) -> str:
    """A row as the table has it."""
    numbers = f"{row.tried:9,}{row.survived:10,}{row.failed:8,}{row.lost:6,}{row.seconds:9,.0f}"
    return f"{row.area:14}{numbers}"


def table(rows: Sequence[Row]) -> str:
    """The table, and below it the figures and the faults."""
    lines = [f"{'area':14}{'tried':>9}{'survived':>10}{'failed':>8}{'lost':>6}{'seconds':>9}"]
    lines += [line_of(row) for row in rows]
    total = [sum(getattr(row, name) for row in rows) for name in ("tried", "survived", "failed", "lost")]
    lines.append(f"{'all':14}{total[0]:9,}{total[1]:10,}{total[2]:8,}{total[3]:6,}")
    for row in rows:
        lines += [f"{row.area}: {figure}" for figure in row.figures]
        lines += [f"{row.area}: left out: {row.left_out}"] if row.left_out else []
        lines += [f"{row.area}: FAULT {fault}" for fault in row.told[:20]]
    return "\n".join(lines)
