"""How much memory a file may need. Standard library only."""

from __future__ import annotations

ROOM = 400 << 20
"""Bytes that a file may need in memory whatever its size."""

ROOM_PER_BYTE = 40
"""A bigger file may need this many bytes for each of its own."""

JSON_ROOM = {b"{": 200, b"[": 90, b":": 120, b",": 60}
"""Bytes that a table, a list, a key with its place, and one more value take at most."""


def most_room(size: int) -> int:
    """Return how many bytes of memory a file of `size` bytes may need."""
    return max(ROOM, ROOM_PER_BYTE * size)


def json_room(data: bytes) -> int:
    """Return how many bytes of memory a JSON text takes at most when it is read: an empty table, of two characters,
    takes sixty-four.
    """
    return 2 * len(data) + sum(room * data.count(sign) for sign, room in JSON_ROOM.items())
