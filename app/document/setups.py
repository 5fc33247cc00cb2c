"""Setups as session files have them."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from app.document.document import ObservationSetup
from core.storage.reading import boundary
from core.storage.typed import from_dict


def setup_document(setup: ObservationSetup) -> dict[str, Any]:
    """The setup as JSON data; `setup_of` reads it again."""
    data = {**asdict(setup), "drawing": base64.b64encode(setup.drawing).decode()}
    return json.loads(json.dumps(data))  # lists, as a file has them: what is open is compared with what was saved


def setup_of(document: Mapping[str, Any], file: Path) -> ObservationSetup:
    """The setup as it was saved in a file. Raises UserError when a value is missing or not of its kind."""
    with boundary(f"{file} has a setup that does not fit", "save the session again"):
        drawing = base64.b64decode(document["drawing"], validate=True)
        others = {key: value for key, value in document.items() if key != "drawing"}
        return replace(from_dict(ObservationSetup, others, "its setup", strict=False), drawing=drawing)
