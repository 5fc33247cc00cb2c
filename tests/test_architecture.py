"""The map of the rooms is as the imports are."""

import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_the_list_of_rooms_and_its_picture_are_as_the_imports_are() -> None:
    files = runpy.run_path(str(ROOT / "docs" / "architecture.py"))["files"]
    for path, text in files().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name} is stale: make architecture"


def test_every_room_says_what_it_is_for() -> None:
    empty = [path for top in ("app", "core") for path in (ROOT / top).rglob("__init__.py") if path.stat().st_size < 20]
    assert empty == []
