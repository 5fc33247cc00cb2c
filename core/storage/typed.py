"""From what JSON and TOML hold to frozen dataclasses: every value is of its kind and in its range, or it is named.

The annotations of a dataclass say what is right. Known are bool, int, float (finite), str, Literal, tuples, mappings of
text to anything, other dataclasses, any of these with None, and Annotated with a `Range`, a `Key` or `FILLED`. Standard
library only: lessons are read before the shell is painted.
"""

from __future__ import annotations

import json
import math
import re
import reprlib
import tomllib
import types
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, asdict, dataclass, fields, is_dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Literal,
    TypeGuard,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from core.storage.regular import regular
from core.storage.room import json_room, most_room

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T")


class MisfitError(ValueError):
    """What a document holds does not fit: a clause that names the key, what stands there, and what is right."""


@dataclass(frozen=True)
class Range:
    """Least and largest number that is right, both included."""

    low: float
    high: float


@dataclass(frozen=True)
class Key:
    """The name that a field has in the document; "" for one that no document has."""

    name: str


FILLED = object()
"""Marks a text that must hold more than spaces."""

MOST = 1_000_000_000
LARGEST_SEED = 2**32 - 1

LARGEST_TOML, MOST_DOTS = 1 << 20, 200
"""Characters of a TOML text, and dots in a line: its reader takes the square of a key's parts in memory."""

Count = Annotated[int, Range(1, MOST)]
Whole = Annotated[int, Range(0, MOST)]
Seed = Annotated[int, Range(0, LARGEST_SEED)]
Positive = Annotated[float, Range(1e-12, 1e9)]
NotNegative = Annotated[float, Range(0, 1e9)]
Share = Annotated[float, Range(0, 1)]
Dim = Annotated[int, Range(2, 3)]
Text = Annotated[str, FILLED]
Measured = Annotated[float, Range(-math.inf, math.inf)]
"""What was computed, and may be infinite or no number at all; JSON has no such numbers, texts stand for them there."""

_short = reprlib.Repr()
_short.maxstring = _short.maxother = 40
_short.maxlevel, _short.maxlong = 2, 20


def unusual(value: DataclassInstance, usual: DataclassInstance | None = None) -> dict[str, Any]:
    """What of a dataclass is not as in the usual one, or in one that is made without a word, as plain values."""
    plain = asdict(type(value)() if usual is None else usual)
    return {name: own for name, own in asdict(value).items() if own != plain[name]}


def parsed(text: str, *, toml: bool = False) -> object:
    """What a JSON or a TOML text holds. Raises MisfitError, also for nesting that no document of ours has."""
    kind, read = ("TOML", tomllib.loads) if toml else ("JSON", json.loads)
    if toml and (len(text) > LARGEST_TOML or any(line.count(".") > MOST_DOTS for line in text.splitlines())):
        raise MisfitError("it is larger, or its keys are longer, than those of any file of this kind")
    try:
        return read(text)
    except RecursionError:
        raise MisfitError("it is nested too deeply") from None
    except MemoryError:
        raise MisfitError("it is too large") from None
    except ValueError as fault:
        place = re.search(r"line (\d+),? column (\d+)", str(fault))
        if place is None:  # it ends too early, or has a number of thousands of digits
            raise MisfitError(f"it is no {kind} text") from None
        raise MisfitError(f"it is no {kind} text, from line {place[1]}, column {place[2]} on") from None


def read_document(path: Path) -> dict[str, Any]:
    """The table in a TOML file (by its suffix) or a JSON file. Raises MisfitError for bytes that hold none; OSError."""
    return table_of(regular(path).read_bytes(), toml=path.suffix.lower() == ".toml")


def table_of(data: bytes, *, toml: bool = False) -> dict[str, Any]:
    """The table in the bytes of a JSON or a TOML file. Raises MisfitError for bytes that hold none."""
    try:
        text = data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as fault:
        raise MisfitError(f"it is no text in UTF-8, from byte {fault.start + 1:,} on") from None
    if not toml and json_room(data) > most_room(len(data)):
        raise MisfitError("it would take far more memory than a document of its size")
    document = parsed(text, toml=toml)
    if not is_table(document):
        raise MisfitError(f"it holds {_told(document)} in place of a table")
    return document


def is_table(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether it is a table as JSON and TOML are read, whose keys are texts."""
    return isinstance(value, dict)


def is_mapping(value: object) -> TypeGuard[Mapping[str, Any]]:
    """Whether it is a table of any kind."""
    return isinstance(value, Mapping)


def is_list(value: object) -> TypeGuard[Sequence[Any]]:
    """Whether it is a list of JSON or of TOML, or a tuple, as which a dataclass has one."""
    return isinstance(value, list | tuple)


def checked(hint: Any, value: object, place: str) -> Any:  # noqa: ANN401 (by hint)
    """One value as an annotation has it. place: what it is called in the message. Raises MisfitError."""
    return _value(hint, value, place)


def from_dict(cls: type[T], document: object, where: str = "", *, strict: bool = True) -> T:
    """A dataclass from a table. where: what the table is called in messages. strict: other keys are refused.

    Raises MisfitError and nothing else, whatever the document holds.
    """
    if not is_mapping(document):
        raise MisfitError(f"{where or 'it'} is {_told(document)} and has to be a table")
    known = _keys(cls)
    if strict:
        for key in document:
            if key not in known:
                raise MisfitError(f"{where or 'it'} has the unknown key {_told(key)}{_meant(key, known)}")
    given: dict[str, Any] = {}
    for key, (field, hint) in known.items():
        if key in document:
            given[field.name] = _value(hint, document[key], f"{where}, {key}" if where else key, strict)
        elif field.default is MISSING and field.default_factory is MISSING:
            raise MisfitError(f"{where or 'it'} lacks the key '{key}', {_right(hint)}")
    return cls(**given)


@cache
def _keys(cls: type) -> dict[str, tuple[Field[Any], Any]]:
    """The fields of a dataclass and their hints, by the keys of the document."""
    hints = get_type_hints(cls, include_extras=True)
    found: dict[str, tuple[Field[Any], Any]] = {}
    for field in fields(cls):
        hint = hints[field.name]
        names = [extra.name for extra in getattr(hint, "__metadata__", ()) if isinstance(extra, Key)]
        if names != [""]:
            found[names[0] if names else field.name] = field, hint
    return found


def _value(hint: Any, value: object, place: str, strict: bool = True) -> Any:  # noqa: ANN401 (by hint)
    """The value as the hint has it. place: what it is called. Raises MisfitError."""
    origin = get_origin(hint)
    if hint is Any:
        return value
    if origin in (Union, types.UnionType):
        return None if value is None else _value(_other_than_none(hint), value, place, strict)
    if is_dataclass(hint) and isinstance(hint, type):
        return from_dict(hint, value, place, strict=strict)
    base, extras = (get_args(hint)[0], get_args(hint)[1:]) if origin is Annotated else (hint, ())
    limits = next((extra for extra in extras if isinstance(extra, Range)), None)
    if get_origin(base) is tuple and is_list(value):
        return _listed(hint, base, value, place, strict)
    found = _number(base, value, limits) if limits else _plain(base, value)
    if found is None or (FILLED in extras and not str(found).strip()):
        raise _wrong(hint, value, place)
    return found


def _listed(hint: Any, base: Any, values: Sequence[object], place: str, strict: bool) -> tuple[Any, ...]:  # noqa: ANN401
    """A tuple of any length, or of one value of each kind."""
    kinds = get_args(base)
    if kinds[-1] is ...:
        kinds = (kinds[0],) * len(values)
    if len(kinds) != len(values):
        raise _wrong(hint, values, place)
    numbered = enumerate(zip(kinds, values, strict=True), 1)
    return tuple(_value(kind, one, f"{place} {number}", strict) for number, (kind, one) in numbered)


def _wrong(hint: Any, value: object, place: str) -> MisfitError:  # noqa: ANN401 (any type)
    return MisfitError(f"{place} is {_told(value)} and has to be {_right(hint)}")


def _other_than_none(hint: Any) -> Any:  # noqa: ANN401 (any type)
    return next(one for one in get_args(hint) if one is not types.NoneType)


def _plain(hint: Any, value: object) -> Any:  # noqa: ANN401 (by hint)
    """A word, number, text or table of this kind; None where it is none."""
    if get_origin(hint) is Literal:
        fits = any(type(value) is type(one) and value == one for one in get_args(hint))
    elif hint in (int, float):
        return _number(hint, value, Range(-math.inf, math.inf) if hint is int else Range(-1e308, 1e308))
    elif hint is str:
        fits = isinstance(value, str) and _writable(value)
    else:
        fits = isinstance(value, get_origin(hint) or hint)
    return value if fits else None


def _number(kind: Any, value: object, limits: Range) -> Any:  # noqa: ANN401 (int or float)
    """The number, None where it is none of its kind in the range; what is not a number is in the endless one alone."""
    if value in ("inf", "-inf", "nan") and math.isinf(limits.high):
        value = float(value)
    if isinstance(value, bool) or not isinstance(value, int | (float if kind is float else int)):
        return None
    try:
        number = float(value) if kind is float else value
    except OverflowError:
        return None
    anything = math.isinf(limits.low) and math.isinf(limits.high)
    return number if anything or limits.low <= number <= limits.high else None


def _writable(text: str) -> bool:
    """Whether it can be written and name a file; a name that is not UTF-8 can (surrogateescape)."""
    try:
        text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def _right(hint: Any) -> str:  # noqa: ANN401 (any type)
    """What is right, in words."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        words = _right(inner[0])
        ranges = [extra for extra in inner[1:] if isinstance(extra, Range)]
        limits = next((one for one in ranges if not math.isinf(one.low)), None)
        words = f"{words} that is not empty" if FILLED in inner else words
        return f"{words} from {limits.low:,.12g} to {limits.high:,.12g}" if limits else words
    if origin in (Union, types.UnionType):
        return _right(_other_than_none(hint))
    if origin is Literal:
        return f"one of {', '.join(str(one) for one in inner if one != '')}"
    if origin is tuple:
        return f"a list, each {_right(inner[0])}" if inner[-1] is ... else f"a list of {len(inner)} values"
    names = {bool: "true or false", int: "a whole number", float: "a number", str: "a text"}
    return names.get(hint, "a table")


def _told(value: object) -> str:
    """What stands there, shortly; as the person wrote it where that is another word than Python's."""
    if value is None:
        return "nothing"
    try:
        return str(value).lower() if isinstance(value, bool) else _short.repr(value)
    except ValueError:  # TOML has hexadecimal numbers of any length, which Python does not write
        return "a number of very many digits"


def _meant(key: object, known: Mapping[str, object]) -> str:
    """A guess at what an unknown key was meant to be, else what there is."""
    near = get_close_matches(str(key)[:100], known, 1)
    return f"; '{near[0]}' is" if near else f"; there are {', '.join(known)}"


def spelled(value: Any) -> Any:  # noqa: ANN401 (JSON)
    """JSON data in which text stands for the numbers that JSON does not have: no infinity, no NaN."""
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, dict):
        return {str(key): spelled(part) for key, part in cast("dict[object, Any]", value).items()}
    return [spelled(part) for part in value] if is_list(value) else value
