"""The one exception that is meant to be read by a person, and the one that is none."""

from __future__ import annotations


class UserError(ValueError):
    """A fault in what the person gave: one plain sentence with the file, what is wrong and what to do.

    The command line prints it and exits with 2; the window shows it in the message strip. Nothing else is shown.
    """


class Interrupted(Exception):  # noqa: N818 (not an error)
    """Something more urgent came; what was being computed is given up, and may be begun anew."""
