"""Documents and files spoilt in every way, and what may come out of their readers: one sentence."""

from __future__ import annotations

import json
import math
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from core.errors import UserError

WRONG = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats() | st.text(max_size=5)
    | st.sampled_from([0, -1, 1, 2, 10**9, 0.5, "", "inf", "\ud800", "\0", [], {}, [[1]], ["sgd"]]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)  # fmt: skip
"""Any value that JSON holds, the likely mistakes often."""


def toml(value: object) -> str:
    """A value as TOML writes it; nothing has no form there."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, float) and not math.isfinite(value):
        return "nan" if math.isnan(value) else f"{'-' * (value < 0)}inf"
    if isinstance(value, float):
        return repr(value)
    return json.dumps("none" if value is None else value)


def tables(document: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where every value of a document is, tables and lists among them."""
    inner = (
        document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    )
    return [found for key, value in inner for found in ((*path, key), *tables(value, (*path, key)))]


def spoilt(document: Any, path: tuple[Any, ...], value: object) -> Any:
    """The same with another value at one place."""
    if not path:
        return value
    copied = dict(document) if isinstance(document, dict) else list(document)
    copied[path[0]] = spoilt(copied[path[0]], path[1:], value)
    return copied


def one_sentence(read: Callable[[], object], kind: type[ValueError] = UserError) -> None:
    """It is read, or there is a sentence; nothing else comes out. kind: MisfitError of a part of a document."""
    told = ""
    try:
        read()
    except kind as error:
        told = str(error)
    assert "\n" not in told


def rewrite(path: Path, **members: bytes) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts |= {name.replace("_json", ".json").replace("__", "/"): data for name, data in members.items()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def edited(path: Path, change) -> None:
    with zipfile.ZipFile(path) as archive:
        document = json.loads(archive.read("session.json"))
    change(document)
    rewrite(path, session_json=json.dumps(document).encode())
