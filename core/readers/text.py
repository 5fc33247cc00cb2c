"""Text of any encoding and line end, and tables of numbers in it: one way for every format that is written as text."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.storage.reading import FileError

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins as UTF-16's mark does, so it comes first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NOT_FINITE = re.compile(r"[+-]?1\.#(?:IND|INF|[QS]?NAN)\w*", re.IGNORECASE)
"""As older C libraries of Windows write it."""

NOT_COMPUTED = re.compile(r"#(?:N/A|NUM!|DIV/0!|VALUE!|REF!|NULL!|NAME\?)", re.IGNORECASE)
"""As spreadsheets write it."""


def decode(data: bytes) -> str:
    r"""Decode a text file: its byte order mark tells the encoding, without one it is UTF-8, or else Latin-1.

    Lines end in "\n", whatever they ended in. Raises FileError for what is no text.
    """
    encoding = next((name for mark, name in MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8":
            raise FileError("its text is damaged") from None
        text = data.decode("latin-1")  # names and comments of an older program; numbers are the same in all of them
    if "\0" in text:
        raise FileError("it is not a text file")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def without_comments(text: str, *marks: str) -> str:
    """The same text, in as many lines, without what follows one of the marks in its line.

    Words with a "#" that stand for what is no number become "nan".
    """
    text = _with_nan(text)
    for mark in marks:
        if mark in text:
            text = re.sub(re.escape(mark) + r"[^\n]*", "", text)
    return text


def _with_nan(text: str) -> str:
    """The same with "nan" for words with a "#" that stand for what is no number."""
    if "1.#" in text:
        text = NOT_FINITE.sub("nan", text)
    return NOT_COMPUTED.sub("nan", text)


@dataclass(frozen=True, eq=False)
class Rows:
    """The numbers of a text, line by line; lines without any are left out.

    values: (n,) float64. starts, widths, lines: (rows,) int64, first number of each row, how many, and its line.
    last: the last line of the text that has numbers.
    """

    values: NDArray[np.float64]
    starts: NDArray[np.int64]
    widths: NDArray[np.int64]
    lines: NDArray[np.int64]
    last: int

    def __len__(self) -> int:
        return len(self.starts)

    def part(self, first: int, count: int) -> Rows:
        """Some of the rows. Raises FileError where the text ends before them."""
        if count < 0 or first + count > len(self):
            raise FileError("it ends before the data that its header announces")
        return self.kept(slice(first, first + count))

    def kept(self, own: slice | NDArray[np.bool_]) -> Rows:
        """Those of the rows."""
        return Rows(self.values, self.starts[own], self.widths[own], self.lines[own], self.last)

    def table(self, columns: int) -> NDArray[np.float64]:
        """The first numbers of each row, (rows, columns). Raises FileError where a row has fewer."""
        short = np.flatnonzero(self.widths < columns)
        if len(short):
            row = short[0]
            if self.lines[row] == self.last:
                raise FileError(f"it ends before line {self.last} has the {columns} numbers that are due")
            raise FileError(f"line {self.lines[row]} has {self.widths[row]} of the {columns} numbers that are due")
        return self.values[self.starts[:, None] + np.arange(columns)]


def rows_of(text: str, first_line: int = 1) -> Rows:
    """Numbers parted by blanks. first_line: what the text's first line is called. Raises FileError with the line."""
    text = _with_nan(text)
    try:
        raw = text.encode("ascii")
        values = np.fromstring(text, sep=" ") if text.strip() else np.empty(0)
    except (ValueError, DeprecationWarning):
        raise _no_number(text, first_line) from None
    letters = np.frombuffer(raw, np.uint8)
    word = letters > 32
    begins = word.copy()
    begins[1:] &= ~word[:-1]
    at = np.flatnonzero(begins)
    if len(at) != len(values):
        raise _no_number(text, first_line)
    ends = np.append(np.flatnonzero(letters == 10), len(letters))
    upto = np.searchsorted(at, ends)
    widths = np.diff(upto, prepend=0)
    kept = widths > 0
    lines = np.flatnonzero(kept) + first_line
    return Rows(values, (upto - widths)[kept], widths[kept], lines, int(lines[-1]) if len(lines) else 0)


def _no_number(text: str, first_line: int) -> FileError:
    """Names the first word that is no number, and its line."""
    for number, line in enumerate(text.split("\n"), first_line):
        for word in re.findall(r"[^ \t\r\f\v]+", line):
            try:
                float(word if word.isascii() and "_" not in word else "_")
            except ValueError:
                return FileError(f"line {number} has '{shortened(word)}' where a number is due")
    return FileError("it has something that is not a number")


def shortened(word: str) -> str:
    """A word of a foreign file, fit for a sentence."""
    plain = "".join(letter if letter.isprintable() and letter not in "'\"" else "?" for letter in word)
    return plain if len(plain) <= 24 else f"{plain[:23]}…"
