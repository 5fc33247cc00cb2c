"""Clouds in plain tables (.xyz, .txt, .csv, .pts, .asc): how a file parts its columns, writes numbers and names them.

All of it is decided once for the file, from its first rows. The text is then brought into one form, numbers parted
by blanks, line by line, so that a fault is told with its line.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.readers.text import Rows, decode, rows_of, shortened, without_comments
from core.shapes.base import Scan
from core.shapes.cloud import scan_of, scan_of_table
from core.storage.reading import FileError, ShapeError

COMMENTS = ("#", "//", "%")
SAMPLE = 400
"""Rows that tell how a file is written."""

COMMA_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+)?,\d+(?:[eE][+-]?\d+)?")
"""With a decimal comma, and perhaps points between thousands."""

GROUPED = re.compile(
    r"[+-]?\d{1,3}(?P<mark>[.,'’ \u00a0\u202f])\d{3}(?:(?P=mark)\d{3})*(?:(?!(?P=mark))[.,]\d*)?(?:[eE][+-]?\d+)?"
)
"""With a mark between thousands, and perhaps a decimal sign that is another one."""

HINT = re.compile(r"\s*\"?sep=.\"?[ \t]*\n", re.IGNORECASE)
"""What spreadsheets may have as the first line of a table."""

QUOTED = re.compile(r'"([^"]*)"')
MISSING = re.compile(r"(?i)(?<![\w.])(?:n/?a|null|none|missing)(?![\w.])")
AXES = {
    "{}": "{}", "p{}": "{}", "pos{}": "{}", "position{}": "{}", "coord{}": "{}", "{}coord": "{}", "{}coordinate": "{}",
    "coordinate{}": "{}", "point{}": "{}", "world{}": "{}",
    "n{}": "n{}", "normal{}": "n{}", "{}normal": "n{}", "norm{}": "n{}", "n{}normal": "n{}",
}  # fmt: skip
NAMES = {key.format(axis): value.format(axis) for key, value in AXES.items() for axis in "xyz"} | {
    f"{word}{k}": f"{prefix}{axis}"  # as ParaView numbers the columns of a vector
    for word, prefix in (("points", ""), ("normals", "n"), ("normal", "n"))
    for k, axis in enumerate("xyz")
}
"""What a column is by its name, in small letters without blanks, signs and units."""

SURVEYED = {"easting": "x", "northing": "y", "elevation": "z", "altitude": "z", "height": "z"}
"""The same where no other column has that name."""


def read(data: bytes, file: Path) -> Scan:
    """The cloud of a table. Raises ShapeError and FileError, the latter with the line.

    "#", "//" and "%" begin comments. Lines with a whole number alone tell how many rows follow, as PTS files have
    them for every scan. A first row of words names the columns; without one see `core.shapes.cloud.scan_of_table`.
    """
    text = HINT.sub(lambda hint: "\n" * hint[0].count("\n"), decode(data), count=1)
    if text[:20].lstrip().lower().startswith("ncols"):
        raise ShapeError("it is a grid of heights (ESRI ASCII grid), not a table of points", "save its points as XYZ")
    said = _said(text)
    text = without_comments(text, *COMMENTS)
    sample = _sample(text)
    delimiter = _delimiter(sample)
    if '"' in text:
        text, delimiter = _unquoted(text, delimiter or " "), "\t"
        sample = _sample(text)
    names, known = said, _known(said, sample, delimiter)
    head = _names(sample[0], delimiter) if sample else []
    if _is_head(head):
        if len(sample) == 1:
            raise ShapeError("it has no points, only the names of columns")
        text = text.replace(sample[0], "", 1)
        sample = _sample(text)
        delimiter = _delimiter(sample) if delimiter != "\t" else delimiter
        names = _with_rows_named(head, sample, delimiter)
        known = _known(names, sample, delimiter)
        if known is None and {"x", "y"} <= _named(head).keys():
            raise ShapeError(
                f"its first row names {len(head)} columns and its rows have {_columns(head, sample, delimiter)}",
                "name each column",
            )
        if known is None:
            listed = ", ".join(shortened(name) for name in head[:8])
            raise ShapeError(f"its first row names the columns {listed}, none of them x, y and z", "name them x, y, z")
    ended = _ended([] if known is None else names, sample, delimiter)
    table = _table(rows_of(_plain(text, sample, delimiter, ended, known)))
    if known is None:
        return scan_of_table(table, file.name)
    axes = [axis for axis in "xyz" if axis in known]
    places = [known[f"n{axis}"] for axis in axes if f"n{axis}" in known]
    if max(*(known[axis] for axis in axes), *places) >= table.shape[1]:
        raise FileError("its rows have fewer columns than its first row names")
    normals = table[:, places] if len(places) == len(axes) else None
    return scan_of(table[:, [known[axis] for axis in axes]], normals, file.name)


def _said(text: str) -> list[str]:
    """The names of columns in the comments that the file begins with."""
    said: list[str] = []
    for line in re.finditer(r"[^\n]*\S[^\n]*", text):
        if not line[0].lstrip().startswith(COMMENTS):
            break
        words = re.split(r"[\s,;|]+", line[0].strip().lstrip("/#% ").strip())
        if {"x", "y"} <= _named(words).keys():
            said = words
    return said


def _sample(text: str) -> list[str]:
    """The first lines with something in them, without those that count rows."""
    lines = (found[0] for found in re.finditer(r"[^\n]+", text))
    return list(islice((line for line in lines if (own := line.strip()) and not own.isdigit()), SAMPLE))


def _delimiter(sample: list[str]) -> str:
    """What parts the columns of a file: one of ; | tab , or "" for blanks. What stands in quotes does not count."""
    sample = [QUOTED.sub(lambda cell: re.sub(r"[,;|\t ]", ".", cell[1]), line) for line in sample]
    for sign in ";|":
        if any(sign in line for line in sample):
            return sign
    tabs = {line.count("\t") for line in sample}
    if tabs and 0 not in tabs and (len(tabs) == 1 or any("\t\t" in line for line in sample)):
        return "\t"
    words = [word for line in sample for word in line.split() if "," in word]
    if not words:
        return ""
    numbers = [word for word in words if any(letter.isdigit() for letter in word)]
    decimal = all(_is_number(word) for word in numbers) and all(len(line.split()) > 1 for line in sample)
    return "" if numbers and decimal else ","


def _unquoted(text: str, delimiter: str) -> str:
    """The same text with tabs between its cells and no quotes around them."""
    rows = csv.reader(text.split("\n"), delimiter=delimiter, skipinitialspace=True)
    return "\n".join("\t".join(cell.replace("\t", " ").replace("\n", " ").strip() for cell in row) for row in rows)


def _cells(line: str, delimiter: str, ended: bool = True) -> list[str]:
    """The cells of a row. ended: an empty one behind a last delimiter is none."""
    cells = [cell.strip() for cell in line.split(delimiter)] if delimiter else line.split()
    return cells[:-1] if ended and len(cells) > 1 and not cells[-1] else cells


def _ended(names: list[str], sample: list[str], delimiter: str) -> bool:
    """Whether a delimiter ends every row, as some programs write them; else the last column is empty."""
    ends = bool(delimiter) and all(line.rstrip(" ").endswith(delimiter) for line in sample)
    return ends and bool(sample) and len(names) < len(sample[0].split(delimiter))


def _is_number(cell: str) -> bool:
    if not cell or MISSING.fullmatch(cell) or COMMA_NUMBER.fullmatch(cell) or GROUPED.fullmatch(cell):
        return True
    try:
        float(cell)
    except ValueError:
        return False
    return "_" not in cell


def _is_head(row: list[str]) -> bool:
    """Whether a first row has names, and no numbers but beside the names of the axes."""
    names = any(re.match(r"[^\W\d]|[(\[{<'‘]", cell) and not _is_number(cell) for cell in row)
    return names and (not any(cell and _is_number(cell) for cell in row) or {"x", "y"} <= _named(row).keys())


def _named(names: list[str]) -> dict[str, int]:
    """Which column is x, y, z, nx, ... by its name; of several with one name the first."""
    plain = [re.sub(r"[^a-z0-9]", "", re.sub(r"[(\[{<].*?[)\]}>]", "", name.lower())) for name in names]
    known: dict[str, int] = {}
    for meanings in (NAMES, SURVEYED):
        for column, name in enumerate(plain):
            if name in meanings:
                known.setdefault(meanings[name], column)
    return known


def _names(line: str, delimiter: str) -> list[str]:
    """The cells of a first row; where blanks part its names and something else the numbers, those."""
    cells, words = _cells(line, delimiter), line.split()
    return words if len(cells) == 1 and {"x", "y"} <= _named(words).keys() else cells


def _columns(names: list[str], sample: list[str], delimiter: str) -> int:
    """How many columns the longest row has."""
    ended = _ended(names, sample, delimiter)
    return max((len(_cells(line, delimiter, ended)) for line in sample), default=0)


def _with_rows_named(head: list[str], sample: list[str], delimiter: str) -> list[str]:
    """The names of columns with one for that of the rows' own names or numbers, which R leaves without."""
    first = [_cells(line, delimiter)[0] for line in sample]
    counts = [str(k) for k in range(1, len(first) + 1)]
    named = first == counts or (bool(first) and not any(map(_is_number, first)))
    return ["", *head] if named and _columns(head, sample, delimiter) == len(head) + 1 else head


def _known(names: list[str], sample: list[str], delimiter: str) -> dict[str, int] | None:
    """Which column is x, y, z, nx, ...; None where the names do not say it of as many columns as there are."""
    known = _named(names)
    told = {"x", "y"} <= known.keys() and len(names) == _columns(names, sample, delimiter)
    return known if told else None


def _plain(text: str, sample: list[str], delimiter: str, ended: bool, known: dict[str, int] | None) -> str:
    """The same rows as numbers with points, parted by blanks; "nan" in the place of empty cells and of words.

    Raises ShapeError where it cannot be told how the numbers are written.
    """
    cells = [_cells(line, delimiter) for line in sample]
    text, marked = _with_points(text, [cell for row in cells for cell in row])
    if not marked and delimiter == "," and any(re.fullmatch(r"0\d+", cell) for row in cells for cell in row):
        raise ShapeError("its commas part columns and stand in numbers too", "part the columns by semicolons")
    if MISSING.search(text):
        text = MISSING.sub("nan", text)
    for column in _words(cells, () if known is None else known.values()):
        cell, gap = (rf"[^{re.escape(delimiter)}\n]*", re.escape(delimiter)) if delimiter else (r"[^ \t\n]+", r"[ \t]+")
        text = re.sub(rf"^([ ]*(?:{cell}{gap}){{{column}}}){cell}", r"\1nan", text, flags=re.MULTILINE)
    if not delimiter:
        return text
    sign = re.escape(delimiter)
    if ended:
        text = re.sub(rf"{sign}[ ]*$", "", text, flags=re.MULTILINE)
    text = re.sub(rf"(?:(?<={sign})|^)[ ]*(?={sign})|(?<={sign})[ ]*$", "nan", text, flags=re.MULTILINE)
    return text.replace(delimiter, " ")


def _with_points(text: str, cells: list[str]) -> tuple[str, bool]:
    """The same with decimal points, and nothing between the thousands; and whether the cells have any such sign.

    A lone group of three digits behind a comma is a fraction. Raises ShapeError for numbers written in several ways.
    """
    groups = [found for cell in cells if (found := GROUPED.fullmatch(cell))]
    sure = [g["mark"] for g in groups if g["mark"] not in ",." or g[0].count(g["mark"]) > 1 or {*",."} <= {*g[0]}]
    commas = [cell for cell in cells if COMMA_NUMBER.fullmatch(cell) or ("," in cell and GROUPED.fullmatch(cell))]
    if len(set(sure)) > 1 or ("," in sure and any(not GROUPED.fullmatch(cell) for cell in commas)):
        raise ShapeError("its numbers are written in several ways", "write all with a decimal point")
    for mark in set(sure):
        text = re.sub(rf"(?<=\d){re.escape(mark)}(?=\d{{3}})", "", text)
    return text.replace(",", ".") if commas and "," not in sure else text, bool(sure or commas)


def _words(cells: list[list[str]], needed: Collection[int]) -> list[int]:
    """Columns that hold words, names of classes for instance, and are not needed: behind x y z where none is named."""
    return [
        column
        for column in range(len(cells[0]) if cells else 0)
        if (column not in needed if needed else column >= 3)
        and any(column < len(row) and not _is_number(row[column]) for row in cells)
    ]


def _table(rows: Rows) -> NDArray[np.float64]:
    """All rows side by side, (n, columns), without those that count others. Raises ShapeError and FileError."""
    if not rows.values.any() and (rows.widths == 1).all():
        raise ShapeError("it has no points")
    counts = np.flatnonzero(rows.widths == 1)
    counts = counts[: 0 if len(counts) == len(rows) else len(counts)]
    after = np.append(counts, len(rows))[1:] - counts - 1
    announced = rows.values[rows.starts[counts]]
    if len(counts) and counts[0] == 0:
        for line, number, follow in zip(rows.lines[counts], announced, after, strict=True):
            if number > follow:
                raise FileError(f"it ends before the {number:,.0f} points that line {line} announces")
        rows = rows.kept(rows.widths > 1)
    if not len(rows):
        raise ShapeError("it has no points")
    odd = np.flatnonzero(rows.widths != rows.widths[0])
    if len(odd):
        raise FileError(
            f"its lines have different numbers of columns: {rows.widths[0]} at first, {rows.widths[odd[0]]} in line "
            f"{rows.lines[odd[0]]}"
        )
    return rows.table(int(rows.widths[0]))
