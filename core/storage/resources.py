"""Where the files are that come with the program, and how a person calls it: nothing else knows how it was put here.

In the repository they lie in `assets`, beside `core`. An installation has them within `core` (pyproject.toml), and so
has the folder that `make dist` makes.
"""

from __future__ import annotations

from pathlib import Path

_WITHIN = Path(__file__).resolve().parents[1] / "assets"
INSTALLED = _WITHIN.is_dir()
"""Whether this is an installation, not the folder that the program is written in."""

ROOT = _WITHIN.parents[1]
"""The folder that has the packages `core` and `app`."""

ASSETS = _WITHIN if INSTALLED else ROOT / "assets"
CHECKPOINTS, SHAPES, LESSONS = ASSETS / "checkpoints", ASSETS / "shapes", ASSETS / "lessons"
TRAINING, LIVE = ASSETS / "training", ASSETS / "live"
TRANSLATIONS = ASSETS / "translations"

COMMAND = ("metasdf-live",) if INSTALLED else ("python", "main.py")
"""The words with which a person starts the program, before a verb or a file."""


def spoken(words: str = "") -> str:
    """What a person types to run the program with these words: "python main.py doctor"."""
    return " ".join([*COMMAND, words]).strip()
