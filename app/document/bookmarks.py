"""Places of the camera that a person keeps, and how a session file holds them. Without Qt."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any, get_args

from app.document.document import Bookmark, Camera, Mode, camera_of
from app.system.words import tr
from core.errors import UserError
from core.storage.versions import kept, unknown

MODES: tuple[Mode, ...] = get_args(Mode)
LONGEST = 80
"""Letters of a name."""


def with_camera(bookmarks: tuple[Bookmark, ...], mode: Mode, camera: Camera) -> tuple[Bookmark, ...]:
    """One more at the end, with a name that none has."""
    names = {bookmark.name for bookmark in bookmarks}
    name = next(name for n in itertools.count(1) if (name := f"View {n}") not in names)
    return (*bookmarks, Bookmark(name, mode, camera))


def renamed(bookmarks: tuple[Bookmark, ...], name: str, other: str) -> tuple[Bookmark, ...]:
    """One of them with another name, in its place. Raises UserError, one sentence, for a name that cannot be."""
    if not 0 < len(other) <= LONGEST:
        raise UserError(tr("A kept view has a name of 1 to {longest} letters; write another one.", longest=LONGEST))
    if other != name and other in {bookmark.name for bookmark in bookmarks}:
        raise UserError(tr("Another kept view is called “{name}”; write another name.", name=other))
    return tuple(replace(bookmark, name=other) if bookmark.name == name else bookmark for bookmark in bookmarks)


def following(bookmarks: tuple[Bookmark, ...], mode: str, after: str) -> Bookmark | None:
    """Of those of a mode the one after that of this name, after the last the first; None where there is none."""
    mine = [bookmark for bookmark in bookmarks if bookmark.mode == mode]
    place = next((n for n, bookmark in enumerate(mine) if bookmark.name == after), -1)
    return mine[(place + 1) % len(mine)] if mine else None


def packed(bookmarks: Iterable[Bookmark]) -> list[dict[str, Any]]:
    """As JSON values."""
    return [kept(_document(bookmark), bookmark.others) for bookmark in bookmarks]


def bookmarks_of(saved: Any) -> tuple[Bookmark, ...]:  # noqa: ANN401 (whatever a file holds)
    """From JSON; what is none that could be, or has the name of an earlier one, is left out."""
    found: dict[str, Bookmark] = {}
    for told in saved if isinstance(saved, list) else ():
        if not isinstance(told, Mapping):
            continue
        name, camera = told.get("name"), camera_of(told.get("camera"))
        mode: Mode | None = next((known for known in MODES if known == told.get("mode")), None)
        if not isinstance(name, str) or not 0 < len(name) <= LONGEST or mode is None or camera is None:
            continue
        plain = Bookmark(name, mode, camera)
        found.setdefault(name, Bookmark(name, mode, camera, unknown(told, _document(plain))))
    return tuple(found.values())


def _document(bookmark: Bookmark) -> dict[str, Any]:
    return {"name": bookmark.name, "mode": bookmark.mode, "camera": asdict(bookmark.camera)}
