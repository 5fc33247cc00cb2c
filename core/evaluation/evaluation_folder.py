"""What an evaluation has found so far, kept in its folder, so that the same command goes on where it was stopped."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from core.errors import UserError
from core.evaluation.comparison import Findings, reading_of
from core.storage.atomic import write_text
from core.storage.reading import boundary
from core.storage.typed import MisfitError, read_document, spelled
from core.storage.versions import current, newest

KEPT = "evaluation.json"
RESULTS = ("table.json", KEPT)
"""Either of them says that a folder holds an evaluation; the first alone one of an earlier version."""


def kept(folder: Path, settings: Mapping[str, Any]) -> dict[str, Findings]:
    """The findings of an evaluation with these settings by condition; none where the folder holds none.

    Raises UserError where it holds another one, or one that cannot be gone on with.
    """
    there = next((folder / name for name in RESULTS if (folder / name).exists()), None)
    if there is None:
        return {}
    remedy = "choose another --out, or replace it with --restart"
    if not (folder / KEPT).exists():
        raise UserError(f"{folder} holds a finished evaluation; {remedy}.")
    with boundary(f"{folder / KEPT} is damaged", remedy):
        document = current("evaluation", read_document(folder / KEPT), folder / KEPT)
        other = [f"{key} {value}" for key, value in document["settings"].items() if settings.get(key) != value]
        found = {title: _findings(told) for title, told in document["conditions"].items()}
    if other or document["settings"].keys() != settings.keys():
        raise UserError(f"{folder} holds an evaluation with other settings ({', '.join(other)}); {remedy}.")
    return found


def keep(folder: Path, settings: Mapping[str, Any], found: Mapping[str, Findings]) -> None:
    """Notes all that was found so far, beside what another version has noted there. Raises UserError."""
    conditions = {title: spelled(asdict(findings)) for title, findings in found.items()}
    document = {"format": newest("evaluation"), "settings": dict(settings), "conditions": conditions}
    try:
        before = read_document(folder / KEPT)
    except (OSError, MisfitError):
        before = {}
    if before.get("settings") == json.loads(json.dumps(document["settings"])):
        document = {**before, **document}
    write_text(folder / KEPT, json.dumps(document, allow_nan=False) + "\n")


def _findings(told: dict[str, Any]) -> Findings:
    """Raises ValueError, KeyError, TypeError or AttributeError where it is none."""
    readings = {
        name: {int(number): reading_of(values) for number, values in own.items()}
        for name, own in told["readings"].items()
    }
    refused = {int(number): str(reason) for number, reason in told["refused"].items()}
    return Findings(readings, refused, {name: float(mb) for name, mb in told["memory"].items()})
