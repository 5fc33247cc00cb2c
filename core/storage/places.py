"""Where things are kept: the folders of the person's data and of what the program notes for itself."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path, user_log_path

NAME = "MetaSDF/MetaSDF Live"
"""The organisation and the program, as Qt puts them in the paths of its settings too."""


def data() -> Path:
    """What the person has made and did not put anywhere else."""
    return user_data_path(NAME, appauthor=False, roaming=True)


def own_checkpoints() -> Path:
    """Checkpoints that `train` made without being told where; they are found by their names."""
    return data() / "checkpoints"


def logs() -> Path:
    """What the program notes of itself, for reports of faults."""
    return user_log_path(NAME, appauthor=False)
