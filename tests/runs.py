"""A short run of a small net, and the session that holds it."""

from __future__ import annotations

from pathlib import Path

import torch

from core.fields.field import FieldSpec, initial_params
from core.methods.metasdf import MetaParams, initial_log_rates
from core.observation.observation_spec import ObservationSpec
from core.observation.observe import observe
from core.readers.load import bundled_shapes, load
from core.runs import identity
from core.runs.checkpoint import Checkpoint, method_of
from core.runs.run import Run, advance, begin
from core.runs.session import Session

CHAIR = next(path for path in bundled_shapes() if path.name == "chair.ply")
DIGIT = next(path for path in bundled_shapes() if path.suffix == ".png")


def a_run(path: Path, kind: str, spec: ObservationSpec = ObservationSpec()) -> tuple[Run, Session]:  # noqa: B008
    source = load(path)
    field = FieldSpec(dim=source.dim, width=16, depth=2)
    theta = initial_params(field, torch.Generator().manual_seed(1))
    meta = MetaParams(theta, initial_log_rates(theta, 2, 0.02, "per_tensor_per_step"))
    checkpoint = Checkpoint("small", field, meta, {"loss": "l2"})
    method = method_of(checkpoint, torch.device("cpu"))
    run = begin(str(path), observe(source, kind, 64, 3, spec=spec), checkpoint, method, 3)  # pyright: ignore[reportArgumentType]
    for _ in range(2):
        run = run.extended(advance(run, method))
    view = {"cursor": 1, "overlays": {"points": False}, "camera": None}
    setup = {"checkpoint": "small", "kind": kind, "count": 64, "seed": 3}
    name = identity.portable_path(str(path))
    return run, Session(name, identity.file_hash(path), source.normalization, setup, "abc", run, view)
