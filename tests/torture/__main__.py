"""python -m tests.torture [--short] [AREA ...]: all areas, two at a time, each in a process of its own; one table."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from tests.torture.table import Row, table

ROOT = Path(__file__).resolve().parents[2]
AREAS = (
    "windows", "inputs", "signals", "kills", "faults", "bombs", "soak", "instances", "formats", "determinism",
    "numbers",
)  # fmt: skip
"""Those that take longest first."""
LIMIT_S = {True: 600, False: 3000}
"""An area that takes longer hangs."""


def run(area: str, short: bool) -> Row:
    """One area in its process, whatever becomes of that."""
    command = [sys.executable, "-m", "tests.torture", "--alone", area, *(["--short"] if short else [])]
    environment = {"OMP_NUM_THREADS": "1", **os.environ}
    try:
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=LIMIT_S[short]
        )
    except subprocess.TimeoutExpired:
        return Row(area, 1, 1, told=["it hangs"])
    lines = done.stdout.splitlines()
    if done.returncode or not lines:
        return Row(area, 1, 1, told=[f"ended with {done.returncode}: {done.stderr[-2000:]}"])
    return Row(**json.loads(lines[-1]))


def main() -> int:
    """Returns 1 where anything failed or was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture")
    parser.add_argument("areas", nargs="*", metavar="AREA", help=f"of {', '.join(AREAS)}; all unless given")
    parser.add_argument("--short", action="store_true", help="two minutes in place of twenty")
    parser.add_argument("--alone", action="store_true", help="one area in this process; prints its row as JSON")
    options = parser.parse_args()
    areas = [area for area in AREAS if area in options.areas or not options.areas]
    if options.alone:
        row = import_module(f"tests.torture.{areas[0]}").run(options.short).done()
        told = {key: value for key, value in asdict(row).items() if key != "_since"}
        sys.stdout.write(json.dumps(told) + "\n")
        return 0
    with ThreadPoolExecutor(2) as two:
        rows = list(two.map(lambda area: run(area, options.short), areas))
    sys.stdout.write(table(rows) + "\n")
    return int(any(row.failed or row.lost for row in rows))


if __name__ == "__main__":
    sys.exit(main())
