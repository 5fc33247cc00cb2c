"""Small pieces of the program's real work, which areas interrupt, damage and repeat: a net, a run, a training."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import torch

from core.evaluation.gallery import Plan, plan_of
from core.evaluation.gallery_folder import fill
from core.fields.field import FieldSpec, initial_params
from core.methods.metasdf import MetaParams, initial_log_rates
from core.observation.observe import observe
from core.readers.load import bundled_shapes, load
from core.runs.checkpoint import Checkpoint, method_of, save_checkpoint
from core.runs.identity import file_hash, portable_path
from core.runs.run import Run, advance, begin
from core.runs.session import Session
from core.training.train import train
from core.training.train_config import TrainConfig

CPU = torch.device("cpu")
SHAPES = {path.name: path for path in bundled_shapes()}
DIGIT = SHAPES["digit-3.png"]
SUBJECTS = (*(str(path) for name, path in SHAPES.items() if name.startswith("digit")), str(SHAPES["table.ply"]),
            "polygon:test#0-7")  # fmt: skip
"""Of galleries: one of them is in 3D, which the net is not."""
TINY = TrainConfig(
    name="tiny", family="polygon", observe="dense", field=FieldSpec(2, 8, 1), context_points=16, query_points=16,
    inner_steps=1, meta_batch=1, outer_steps=12, save_every=1, cooldown=1,
)  # fmt: skip


@cache
def net(dim: int = 2) -> Checkpoint:
    """An untrained checkpoint."""
    spec = FieldSpec(dim=dim, width=16, depth=2)
    theta = initial_params(spec, torch.Generator().manual_seed(1))
    card = {"name": "small", "observe": "dense", "context_points": 48, "loss": "l2"}
    return Checkpoint("small", spec, MetaParams(theta, initial_log_rates(theta, 2, 0.02, "per_tensor_per_step")), card)


def saved_net(folder: Path, dim: int = 2) -> str:
    """The same in a folder; its path."""
    save_checkpoint(folder, net(dim).spec, net(dim).meta, net(dim).card)
    return str(folder)


@cache
def run_of(steps: int) -> Run:
    """The net adapted to a digit; the longer runs go on from the shorter ones."""
    method = method_of(net(), CPU)
    if not steps:
        return begin(portable_path(str(DIGIT)), observe(load(DIGIT), "dense", 48, 0), net(), method, 0)
    run = run_of(steps - 1)
    return run.extended(advance(run, method))


def session_of(steps: int, checkpoint: str = "small") -> Session:
    """A session with so many steps."""
    setup = {"checkpoint": checkpoint, "kind": "dense", "count": 48, "seed": 0, "drawing": ""}
    view = {"cursor": 0, "overlays": {}, "camera": None}
    name = portable_path(str(DIGIT))
    return Session(name, file_hash(DIGIT), load(DIGIT).normalization, setup, "", run_of(steps), view)


def gallery_plan() -> Plan:
    """Of a gallery that takes a moment."""
    return plan_of(list(SUBJECTS), net(), trained_steps=1, resolution=16)


def warm() -> None:
    """Imports what a training and a gallery import only when they run: forks have it then, and do nothing but work."""
    with tempfile.TemporaryDirectory() as place:
        for _ in train(TINY, Path(place) / "training", CPU):
            break
        for _ in fill(Path(place) / "gallery", gallery_plan(), net(), method_of(net(), CPU)):
            pass
