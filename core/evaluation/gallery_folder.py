"""A gallery on disk: gallery.json (the plan and its subjects), results/00042.json and thumbnails/00042.png.

Every file is written under another name and then moved in place, the picture before its result: a result that can be
read is whole, whatever ended the program.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import asdict, dataclass
from itertools import zip_longest
from pathlib import Path

from core.errors import UserError
from core.evaluation.dataset import Subject, collect
from core.evaluation.gallery import (
    GalleryProgress,
    ObservedSubject,
    Plan,
    Result,
    adapt,
    csv_text,
    in_parts,
    prepare,
    stamp_of,
    summary,
    unusable,
)
from core.methods.base import Method
from core.runs.checkpoint import Checkpoint
from core.runs.identity import weights_hash
from core.storage.atomic import write_file, write_text
from core.storage.claims import claimed
from core.storage.reading import boundary
from core.storage.typed import MisfitError, from_dict, read_document
from core.storage.versions import current, newest

MANIFEST = "gallery.json"

WAIT_S = 0.01
"""How long it is waited for a shape before others are served again."""


@dataclass(frozen=True)
class Manifest:
    """What gallery.json holds."""

    format: int
    plan: Plan
    subjects: tuple[Subject, ...]


def folder_name(plan: Plan) -> str:
    """A name of its own for every plan: the same plan goes on in the same folder."""
    told = {name: value for name, value in asdict(plan).items() if name != "members" or value}  # as before there were
    digest = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
    return f"{Path(plan.checkpoint).name}-{digest[:12]}"


def begin(folder: Path, plan: Plan) -> tuple[Subject, ...]:
    """Makes a folder a gallery of this plan, or finds that it is one; its subjects.

    Raises UserError: it holds another plan, nothing is to be adapted, or it cannot be written.
    """
    if (folder / MANIFEST).exists():
        kept, subjects = read_plan(folder)
        if kept != plan:
            raise UserError(
                f"{folder} has a gallery with other settings ({_difference(kept, plan)}); choose another folder, or "
                "remove it."
            )
        return subjects
    subjects = collect(plan.inputs, plan.dim)
    write_text(folder / MANIFEST, json.dumps(asdict(Manifest(newest("gallery"), plan, subjects))))
    return subjects


def read_plan(folder: Path) -> tuple[Plan, tuple[Subject, ...]]:
    """What a folder is a gallery of. Raises UserError when it is none or damaged."""
    file = folder / MANIFEST
    if not file.exists():
        raise UserError(f"{folder} is not a gallery, it has no {MANIFEST}; choose a folder that a gallery was kept in.")
    with boundary(f"{file} is damaged", "remove the folder and fill the gallery again", file):
        kept = from_dict(Manifest, current("gallery", read_document(file), file), strict=False)
        if [subject.number for subject in kept.subjects] != list(range(len(kept.subjects))):
            raise MisfitError("its subjects are not numbered")
        return kept.plan, kept.subjects


def check_weights(plan: Plan) -> None:
    """Raises UserError when the checkpoint of a plan has other weights now: its results would not go together."""
    if weights_hash(plan.checkpoint) != plan.weights:
        raise UserError(
            f"The checkpoint {plan.checkpoint} has changed since this gallery was begun; start a new gallery with it."
        )


def thumbnail_file(folder: Path, number: int) -> Path:
    """Where the picture of a result is; an unusable input has none."""
    return folder / "thumbnails" / f"{number:05d}.png"


def _result_file(folder: Path, number: int) -> Path:
    return folder / "results" / f"{number:05d}.json"


def write_result(folder: Path, result: Result, picture: bytes) -> None:
    """Keeps one result. Raises UserError when it cannot be written."""
    if picture:
        write_file(thumbnail_file(folder, result.number), picture)
    document = {k: "inf" if v == math.inf else v for k, v in asdict(result).items()}
    write_text(_result_file(folder, result.number), json.dumps(document, allow_nan=False))


def read_result(folder: Path, subject: Subject) -> Result | None:
    """The kept result of a subject; None when there is none, it is damaged, or the shape's file has changed since."""
    try:
        result = from_dict(Result, read_document(_result_file(folder, subject.number)), strict=False)
    except (OSError, MisfitError):
        return None
    same = (result.number, result.source) == (subject.number, subject.source)
    fresh = not result.stamp or stamp_of(subject.source) in ("", result.stamp)  # a file that is gone changes nothing
    drawn = result.kind == "unusable" or thumbnail_file(folder, result.number).exists()
    return result if same and fresh and drawn else None


def kept(folder: Path) -> Iterator[GalleryProgress]:
    """What a gallery has, without computing anything. Raises UserError when the folder is none."""
    _, subjects = read_plan(folder)
    found = (read_result(folder, subject) for subject in subjects)
    yield from in_parts((result for result in found if result is not None), len(subjects))


def fill(folder: Path, plan: Plan, checkpoint: Checkpoint, method: Method) -> Iterator[GalleryProgress]:
    """What a gallery has, then what it lacks, kept as it comes; between the parts there are some milliseconds of work.

    The folder is held until the iterator is closed. Raises UserError as `begin` does, when another program fills the
    folder, or when nothing can be written any more.
    """
    with claimed(folder, "another folder"):
        yield from _filled(folder, plan, checkpoint, method)


def _filled(folder: Path, plan: Plan, checkpoint: Checkpoint, method: Method) -> Iterator[GalleryProgress]:
    subjects = begin(folder, plan)
    missing: list[Subject] = []

    def there() -> Iterator[Result]:
        for subject in subjects:
            result = read_result(folder, subject)
            if result is None:
                missing.append(subject)
            else:
                yield result

    yield from in_parts(there(), len(subjects))
    done = len(subjects) - len(missing)
    ahead = ThreadPoolExecutor(1, "gallery")  # loads the next shape while this one is adapted to
    try:
        coming = [ahead.submit(prepare, subject, plan, checkpoint) for subject in missing[:1]]
        for subject, follower in zip_longest(missing, missing[1:]):
            if follower is not None:
                coming.append(ahead.submit(prepare, follower, plan, checkpoint))
            work = _one(folder, subject, coming.pop(0), plan, method)
            while True:
                try:
                    next(work)
                except StopIteration as ended:
                    done += 1
                    yield GalleryProgress(done, len(subjects), (ended.value,))
                    break
                yield GalleryProgress(done, len(subjects))
    finally:
        ahead.shutdown(wait=False, cancel_futures=True)  # a file that is being read cannot be given up


def _one(
    folder: Path, subject: Subject, coming: Future[ObservedSubject], plan: Plan, method: Method
) -> Generator[None, None, Result]:
    """Waits for one shape in short pieces, adapts to it, and keeps the result, which is returned.

    One shape must not keep the others from being adapted to: what it breaks is told as unusable, and tried again the
    next time.
    """
    while not coming.done():
        wait([coming], WAIT_S)
        yield
    try:
        result, picture = yield from adapt(coming.result(), plan, method)
    except UserError as fault:
        result, picture = unusable(subject, str(fault)), b""
    except Exception as fault:  # noqa: BLE001 (see above)
        return unusable(subject, f"a fault of the program: {type(fault).__name__}: {fault}")
    write_result(folder, result, picture)
    return result


def write_summary(folder: Path, results: Sequence[Result]) -> list[Path]:
    """gallery.csv, in the given order, and summary.json. Raises UserError."""
    paths = [folder / "gallery.csv", folder / "summary.json"]
    write_text(paths[0], csv_text(results))
    write_text(paths[1], json.dumps(summary(results), indent=1) + "\n")
    return paths


def _difference(kept: Plan, wanted: Plan) -> str:
    """Which settings of two plans are not the same."""
    one, other, words = asdict(kept), asdict(wanted), {"seeds": "one seed for all shapes, as older versions had it"}
    return ", ".join(words.get(name, name) for name in one if one[name] != other[name])
