"""The split of a folder by the names of its files."""

from __future__ import annotations

from collections import Counter

from core.shapes.split import split_of


def test_the_split_of_a_name_never_changes() -> None:
    """Checkpoints were trained on it: by SHA-256 of the name, 0 of 4 tests, 1 of 16 validates (known checksums)."""
    assert split_of("blendswap-cc-0_babyRockingBed.ply") == "train"
    assert [split_of(f"{n}.ply") for n in range(12)] == ["test" if n in (0, 2, 7, 8) else "train" for n in range(12)]


def test_a_quarter_tests_and_a_sixteenth_validates() -> None:
    counts = Counter(split_of(f"piece {n}.ply") for n in range(8000))
    assert abs(counts["test"] / 8000 - 1 / 4) < 0.02
    assert abs(counts["val"] / 8000 - 1 / 16) < 0.01
