"""Runs that a person keeps: a table that lasts. Each has two files of a folder, what the table says and its session.

With a file for each no program can lose what another one adds meanwhile, and one that is damaged is missing alone.
"""

from __future__ import annotations

import csv
import io
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

from core.errors import UserError
from core.methods.overrides import latest
from core.runs.carried import carried, weight
from core.runs.identity import file_hash, local_path, portable_path
from core.runs.session import Session, write_session
from core.storage import places
from core.storage.atomic import write_text
from core.storage.reading import boundary
from core.storage.typed import Dim, Key, Measured, Seed, Text, Whole, from_dict, read_document, spelled
from core.storage.versions import current, kept, newest, unknown

SMALL_INPUT = 4 << 20
"""Bytes of an input that goes along without being asked about."""

LONGEST_NOTE = 2000


@dataclass(frozen=True)
class KeptRun:
    """A row of the table.

    name: of the input. when: in UTC, ISO 8601. source, checkpoint: what was adapted, and by what, with the SHA-256 of
    both, "" where unknown. points: as many as were asked for. steps: the one that was shown. refined: it was past the
    trained ones. loss: context loss then. iou, chamfer_x1000, l1: see core.measures.metrics.Heldout, None without
    truth. others: what the file told that is not known here.
    """

    name: Text
    when: Text
    dim: Dim
    source: str
    source_sha256: str
    checkpoint: str
    checkpoint_sha256: str
    method: str
    observe: str
    points: Whole
    seed: Seed
    steps: Whole
    refined: bool
    loss: Measured | None = None
    iou: Measured | None = None
    chamfer_x1000: Measured | None = None
    l1: Measured | None = None
    notes: str = ""
    file: Annotated[Path, Key("")] = Path()
    others: Annotated[Mapping[str, Any], Key("")] = field(default_factory=dict[str, Any], repr=False)

    @property
    def session(self) -> Path:
        """Its session file, beside the file of the row."""
        return self.file.with_suffix(".metasdf")


COLUMNS = tuple(f.name for f in fields(KeptRun) if f.name not in ("file", "others"))


def home() -> Path:
    """Where they are kept."""
    return places.data() / "runs"


def is_kept(file: Path) -> bool:
    """Whether a file is the session of a row of the table."""
    return file.parent == home() and file.with_suffix(".json").is_file()


def shown_step(session: Session) -> int:
    """The step that a session shows."""
    cursor, last = session.view.get("cursor"), len(session.shown_run.entries) - 1
    return min(max(cursor, 0), last) if isinstance(cursor, int) else last


def keep(session: Session, folder: Path, name: str = "", beside: Path | None = None) -> KeptRun:
    """Add a run to the table, as it is shown; a small input goes along. beside: the file that the session is from.

    Raises UserError when it cannot be written.
    """
    session = _with_input(session, beside or folder / "session")
    run, step = session.shown_run, shown_step(session)
    entry, seen = run.entries[step], run.observation
    known = entry.heldout
    errors = {key: getattr(known, key) for key in ("iou", "chamfer_x1000", "l1")} if known else {}
    asked = latest(run.changes).points or session.setup.get("count")
    count = asked if isinstance(asked, int) and asked > 0 else len(seen.points)
    now = datetime.now(UTC)
    file = folder / f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(4)}.json"
    row = KeptRun(
        name or Path(session.source).name or "shape", now.isoformat(timespec="seconds"), seen.dim, session.source,
        session.source_hash, run.checkpoint, run.weights, run.method, seen.kind, count, run.seed, step,
        step > run.trained_steps, entry.record.context_loss, **errors, file=file,
    )  # fmt: skip
    write_session(row.session, session)
    write_row(row)
    return row


def _with_input(session: Session, beside: Path) -> Session:
    """The session with its input where that lies now, and with a copy of it where it is small."""
    place = local_path(session.source, beside)
    if session.setup.get("drawing") or not session.source_hash or file_hash(place) != session.source_hash:
        return session
    if session.shape is None and 0 < weight(place) <= SMALL_INPUT:
        session = replace(session, shape=carried(place, session.source_hash))
    return replace(session, source=portable_path(place))


def write_row(row: KeptRun) -> None:
    """Write what the table says of a run; its session stays. Raises UserError when it cannot be written."""
    document = kept(_document(row), row.others)
    write_text(row.file, json.dumps(document, indent=1, allow_nan=False) + "\n")


def read_row(file: Path) -> KeptRun:
    """Read a row. Raises UserError: missing, damaged, or of a newer version."""
    with boundary(f"{file} is damaged or not a kept run", "delete it to be told of it no more", file):
        told = current("run", read_document(file), file)
        row = from_dict(KeptRun, {key: told[key] for key in told if key in COLUMNS}, "its row")
    return replace(row, file=file, others=unknown(told, _document(row)))


def read_rows(folder: Path) -> tuple[tuple[KeptRun, ...], tuple[str, ...]]:
    """All rows of a folder, the newest first, and a sentence for each that cannot be read."""
    rows: list[KeptRun] = []
    faults: list[str] = []
    for file in sorted(folder.glob("*.json"), reverse=True):
        try:
            rows.append(read_row(file))
        except UserError as error:
            if file.exists():  # else another program has deleted it meanwhile
                faults.append(str(error))
    return tuple(rows), tuple(faults)


def noted(row: KeptRun, notes: str) -> KeptRun:
    """The row with other notes, which are written. Raises UserError when they cannot be."""
    changed = replace(row, notes=notes[:LONGEST_NOTE])
    write_row(changed)
    return changed


def delete(row: KeptRun) -> None:
    """Remove a run from the table, with its session. Raises UserError when it cannot be removed."""
    try:
        row.file.unlink(missing_ok=True)
        row.session.unlink(missing_ok=True)
    except OSError as error:
        raise UserError(f"{row.file} cannot be deleted ({error.strerror or error}); try again later.") from None


def csv_text(rows: Sequence[KeptRun]) -> str:
    """A line for each row, in their order, under a line of names; an unknown number is empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(row) for row in rows)
    return text.getvalue()


def as_json(row: KeptRun) -> dict[str, Any]:
    """What a row says, as JSON values: texts stand for numbers that JSON does not have."""
    return spelled({key: getattr(row, key) for key in COLUMNS})


def _document(row: KeptRun) -> dict[str, Any]:
    return {"format": newest("run"), **as_json(row)}
