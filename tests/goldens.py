"""Files that older versions wrote (tests/golden), and what each of them has to give."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from app.engine.session_io import restore
from app.tools.lesson.pages import Scene, load_lesson
from core.evaluation.evaluation_folder import kept
from core.evaluation.gallery_folder import read_plan
from core.fields.field import FieldSpec
from core.prepare.sampling import Sampling
from core.prepare.work import prepare
from core.runs.checkpoint import load_checkpoint
from core.runs.kept import read_row
from core.storage.versions import Kind
from core.training.pools.layout import Kept, PoolSpec, Row, open_pool
from core.training.train import train
from core.training.train_config import TrainConfig
from tests.nets import CPU

ROOT = Path(__file__).resolve().parents[1]
TINY = TrainConfig(
    name="tiny", family="polygon", observe="dense", field=FieldSpec(2, 8, 1), context_points=16, query_points=16,
    inner_steps=1, meta_batch=1, outer_steps=2, save_every=1, cooldown=1,
)  # fmt: skip
POOL = PoolSpec((Kept("surface", 8, 1),), 8)


def opened(folder: Path) -> tuple[int, ...]:
    """How many steps the lines of a session file have; its checkpoint lies beside it or in it."""
    document, *_ = restore(str(folder), 1, CPU)
    return tuple(len(line.run.entries) for line in document.all_lines)


def trained_on(folder: Path) -> int:
    return len(list(train(TINY, folder, CPU, resume=True)))


GOLDEN: dict[Kind, tuple[str, Callable[[Path], object], object]] = {
    "session": ("session-{}.metasdf", opened, (3, 3)),
    "card": ("net-{}", lambda path: load_checkpoint(str(path)).spec.dim, 2),
    "gallery": ("gallery-{}", lambda path: [subject.number for subject in read_plan(path)[1]], [0]),
    "evaluation": ("evaluation-{}", lambda path: kept(path, {"suite": "3d", "count": 1}), {}),
    "preparation": ("preparation-{}", lambda path: list(prepare([], path, Sampling())), []),
    "training": ("training-{}", trained_on, 0),
    "pool": ("pool-{}", lambda path: open_pool(path, POOL, [Row("furniture", "", 0)]).query.shape, (1, 8, 4)),
    "lesson": ("lesson-{}.toml", lambda path: load_lesson(path, (), ()).pages[0].scene, Scene(step=2)),
    "run": ("run-{}.json", lambda path: (read_row(path).steps, read_row(path).notes), (2, "a golden one")),
}
"""Name, what reads it, and what that has to give. Of every version since the first there is a file in tests/golden."""


def golden_copy(name: str, folder: Path) -> Path:
    for each in {name, "net-1"}:
        source = ROOT / "tests" / "golden" / each
        if source.is_dir():
            shutil.copytree(source, folder / each, dirs_exist_ok=True)
        else:
            shutil.copy(source, folder / each)
    return folder / name
