"""The one exception that is meant to be read by a person, and the one that is none."""

from __future__ import annotations

import re

UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""Signs that move the cursor, end a line or turn the writing round: a file may have them in its name."""


def in_one_line(text: str) -> str:
    """The same text with those signs written out: a line end as \\n."""
    return UNSEEN.sub(lambda sign: sign[0].encode("unicode_escape").decode("ascii"), text)


class UserError(ValueError):
    """A fault in what the person gave: one plain sentence with the file, what is wrong and what to do.

    The command line prints it and exits with 2; the window shows it in the message strip. Nothing else is shown. It is
    one line, whatever is in the names that it tells: a line end stands in it as \\n.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(in_one_line(sentence))


class Interrupted(Exception):  # noqa: N818 (not an error)
    """Something more urgent came; what was being computed is given up, and may be begun anew."""
