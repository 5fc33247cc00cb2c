"""Preparing many meshes in parallel processes: what is there is kept, what breaks is told, nothing half is left."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from core.errors import UserError
from core.prepare.layout import SPLITS, MeshFile, ShapeId, Split, drawn_split, read_split, split_json
from core.prepare.sampling import PreparedMesh, Sampling, prepare_mesh
from core.storage.atomic import SUFFIX, sweep, write_atomically
from core.storage.reading import boundary
from core.storage.typed import read_document
from core.storage.versions import current, newest

SETTINGS, REPORT = "prepare.json", "report.json"
CRASHED = "the process that read it ended (out of memory, or a fault in a library); mend or leave out the mesh."
MOST_REASONS = 10


def prepare(meshes: Sequence[MeshFile], root: Path, sampling: Sampling, workers: int = 1) -> Iterator[PreparedMesh]:
    """Prepares meshes below `root`, yielding what became of each as it is done, in any order.

    A run that was killed is continued by the same call: shapes whose files are there are kept. Closing the iterator
    stops after the meshes at hand. Raises UserError when `root` was prepared with other settings.
    """
    _claim(root, sampling)
    waiting = list(reversed(meshes))
    while waiting:
        flying: dict[Future[PreparedMesh], MeshFile] = {}
        try:
            yield from _flock(waiting, flying, root, sampling, workers)
        except BrokenProcessPool:
            # One of those under way has killed its process, and with it the pool: each is tried by itself.
            for mesh in flying.values():
                yield _alone(mesh, root, sampling)


def _flock(
    waiting: list[MeshFile], flying: dict[Future[PreparedMesh], MeshFile], root: Path, sampling: Sampling, workers: int
) -> Iterator[PreparedMesh]:
    """Takes meshes from the end of `waiting`; `flying` holds those under way."""
    pool = worker_pool(workers)
    try:
        while waiting or flying:
            while waiting and len(flying) < 2 * workers:
                flying[pool.submit(prepare_mesh, waiting[-1], root, sampling)] = waiting[-1]
                waiting.pop()
            done, _ = wait(flying, return_when=FIRST_COMPLETED)
            for future in done:
                result = future.result()
                del flying[future]
                yield result
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _alone(mesh: MeshFile, root: Path, sampling: Sampling) -> PreparedMesh:
    with worker_pool(1) as pool:
        try:
            return pool.submit(prepare_mesh, mesh, root, sampling).result()
        except BrokenProcessPool:
            return PreparedMesh(mesh, f"{mesh.path}: {CRASHED}")


def worker_pool(workers: int) -> ProcessPoolExecutor:
    """Processes with one thread each, that leave at once on Ctrl-C and never outlive the program."""
    # Spawned, not forked: a fork copies the locks of libraries that already have threads.
    return ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _begin)


def _begin() -> None:
    """A worker computes on one thread, leaves at once on Ctrl-C, and does not outlive the program."""
    os.environ.update(OMP_NUM_THREADS="1", IGL_NUM_THREADS="1")
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=lambda: (parent.join(), os._exit(1)), daemon=True).start()


def _claim(root: Path, sampling: Sampling) -> None:
    """Notes the settings in a new folder, or checks that they are those of the old; removes what a kill left half."""
    noted, own = root / SETTINGS, {"format": newest("preparation"), **asdict(sampling)}
    with boundary(f"{root} cannot be used", "choose another --out"):
        if noted.is_file():
            before = current("preparation", read_document(noted), noted)
            other = [f"{key} {before.get(key)}" for key in own if before.get(key) != own[key]]
            if other:
                raise UserError(
                    f"{root} was prepared with other settings ({', '.join(other)}); use them again or another --out."
                )
        else:
            write_atomically(noted, lambda path: path.write_text(json.dumps(own, indent=1) + "\n", encoding="utf-8"))
        for left in root.glob(f"*/*/*/.*{SUFFIX}"):
            sweep(left.parent)


@dataclass(frozen=True)
class Report:
    """What a run of `prepare` came to. missing: shapes that a split file names and the folder lacks."""

    folder: Path
    layout: str
    results: tuple[PreparedMesh, ...]
    missing: tuple[ShapeId, ...] = ()

    @property
    def prepared(self) -> tuple[ShapeId, ...]:
        """Every shape whose files are there now."""
        return tuple(sorted(r.mesh.id for r in self.results if not r.reason))

    @property
    def skipped(self) -> tuple[PreparedMesh, ...]:
        return tuple(sorted((r for r in self.results if r.reason), key=lambda r: r.mesh.id))

    def document(self) -> dict[str, Any]:
        """JSON data."""
        whole = [r for r in self.results if not r.reason]
        return {
            "format": 1,
            "folder": str(self.folder),
            "layout": self.layout,
            "meshes": len(self.results),
            "prepared": len(whole),
            "new": sum(r.new for r in whole),
            "not_watertight": sorted(str(r.mesh.id) for r in whole if not r.watertight),
            "skipped": [{"shape": str(r.mesh.id), "file": str(r.mesh.path), "reason": r.reason} for r in self.skipped],
            "missing": [str(shape) for shape in self.missing],
        }

    def words(self) -> list[str]:
        """The same in lines for a person."""
        whole = [r for r in self.results if not r.reason]
        old, loose = sum(not r.new for r in whole), sum(not r.watertight for r in whole)
        lines = [f"{len(whole)} of {len(self.results)} meshes are prepared ({self.layout})."]
        if old:
            lines.append(f"{old} of them were there already.")
        if loose:
            lines.append(f"{loose} are not watertight: their holes are closed by the winding number.")
        if self.skipped:
            lines.append(f"{len(self.skipped)} skipped:")
            lines += [f"  {r.reason}" for r in self.skipped[:MOST_REASONS]]
            lines += [f"  ... {REPORT} has all"] * (len(self.skipped) > MOST_REASONS)
        if self.missing:
            kinds = Counter(f"{shape.category}" for shape in self.missing)
            named = ", ".join(f"{count} of {kind}" for kind, count in sorted(kinds.items()))
            lines.append(f"{len(self.missing)} shapes of the split files are not in the folder: {named}.")
        return lines


def write_report(root: Path, report: Report, split: Split) -> dict[str, int]:
    """root/report.json, and root/splits/train.json ... with the shapes that are there, in DeepSDF's form.

    split: as split files give it; where it has no parts they are drawn. Returns the size of each part.
    """
    text = json.dumps(report.document(), indent=1) + "\n"
    write_atomically(root / REPORT, lambda path: path.write_text(text, encoding="utf-8"))
    split = split if split.parts.keys() & set(SPLITS) else drawn_split(report.prepared)
    there, named = set(report.prepared), set(split.ids)
    sizes: dict[str, int] = {}
    for part in SPLITS:
        noted = root / "splits" / f"{part}.json"
        earlier = read_split(noted).ids if noted.is_file() else ()  # of another class, prepared into the same folder
        own = {shape for shape in split.parts.get(part, ()) if shape in there} | set(earlier) - named
        sizes[part], text = len(own), split_json(own)
        write_atomically(noted, lambda path, text=text: path.write_text(text, encoding="utf-8"))
    return sizes
