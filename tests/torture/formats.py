"""Files of every version since the first, and of versions to come, of all eight formats."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from app.tools.lesson.pages import Scene
from core.storage.versions import newest
from tests.goldens import GOLDEN, golden_copy
from tests.torture.table import Row


def run(short: bool) -> Row:
    """Each is read, and reads the same a second time."""
    row = Row("formats")
    for kind, (name, read, right) in GOLDEN.items():
        for version in range(1, newest(kind) + 1):
            place = Path(tempfile.mkdtemp())
            path = golden_copy(name.format(version), place)
            for _ in range(2):
                try:
                    found = read(path)
                except Exception as fault:  # noqa: BLE001 (that is what is sought)
                    row.check(False, f"{kind} {version}: {type(fault).__name__}: {fault}", lost=True)
                    continue
                found = replace(found, shape="") if isinstance(found, Scene) else found
                row.check(found == right, f"{kind} {version}: {found}")
            shutil.rmtree(place)
    return row
