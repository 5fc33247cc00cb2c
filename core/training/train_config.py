"""Training files: what one training run is, read from TOML."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from core.errors import UserError
from core.fields.field import FieldSpec
from core.fields.point_losses import LossKind, QueryLossKind
from core.methods.autodecoder import CODE_WEIGHT
from core.methods.metasdf import RateMode, Refinement
from core.methods.registry import MethodKey, info_of
from core.methods.scratch import Optimizer
from core.methods.set_encoder import Pooling
from core.observation.observation_spec import Points
from core.observation.observe import ObserveKind
from core.prepare.reading import prepared
from core.shapes.catalogue import FAMILY_DIMS, procedural
from core.storage.reading import boundary
from core.storage.resources import spoken
from core.storage.typed import (
    Count,
    MisfitError,
    NotNegative,
    Positive,
    Range,
    Seed,
    Share,
    Text,
    Whole,
    from_dict,
    is_table,
    read_document,
)
from core.training.meshes import meshes
from core.training.tasks import ShapeDraw, composites, digits

Placed = TypeVar("Placed", "TrainConfig", "MixPart")
Order = Literal["second", "first", "reptile"]
TrainedStart = Literal["mean", "shared"]
Width = Annotated[int, Range(1, 16_384)]
Batch = Annotated[int, Range(1, 100_000)]
Steps = Annotated[int, Range(1, 1000)]
Kept = Annotated[float, Range(1e-3, 1)]
Angle = Annotated[float, Range(0, 180)]

MOST_PARAMETERS = 200_000_000
"""Of a field that is trained; DeepSDF's has 1.8 million."""

PATHS = ("data", "train_split", "val_split", "test_split", "pools")
"""Settings that are paths, relative to the training file; those of a part are all but the last."""


@dataclass(frozen=True)
class MixPart:
    """One family of a training. name: for a person. weight: its share of the tasks, with those of the others.

    family, data, train_split, val_split, test_split: as in `TrainConfig`. For "meshes" also classes: subfolders to
    use, all without any; copies of each mesh, all but the first with other proportions (every axis times exp(u), u
    from -proportion to proportion). For procedural families pooled: so many shapes are sampled once and come again; 0
    makes each task anew. kinds: of observations that are sampled beside that of the training, so that trainings on
    others share the work. Of what is sampled once, mirror: half of the tasks are mirrored at x = 0; turn: most degrees
    about the vertical.
    """

    name: str
    family: str
    data: str = ""
    train_split: str = ""
    val_split: str = ""
    test_split: str = ""
    weight: Positive = 1.0
    classes: tuple[str, ...] = ()
    copies: Count = 4
    proportion: Share = 0.25
    pooled: Whole = 0
    kinds: tuple[ObserveKind, ...] = ()
    mirror: bool = True
    turn: Angle = 10.0

    @property
    def splits(self) -> dict[str, str]:
        """Split files by part of the split, those that are given."""
        named = {"train": self.train_split, "val": self.val_split, "test": self.test_split}
        return {part: path for part, path in named.items() if path}


@dataclass(frozen=True)
class TrainConfig:
    """One training run; a TOML file holds the same keys, with the field's in [field].

    name: of the checkpoint. method: what is trained; "scratch" is a start without inner loop. family: "digits",
    "composites" of digits, "meshes", "prepared", "mix", or a procedural one (core.shapes.catalogue): "furniture",
    "plane", ... data: for digits and composites the MNIST pictures (file or folder; "" fetches them); for meshes their
    folder; for prepared the folder that `prepare` or DeepSDF made, each with train_split, val_split, test_split where
    its own are not meant (core.prepare.reading). mix: the families of "mix", tables [mix.NAME] with the keys of
    `MixPart`.
    pools: where meshes are sampled into (core.training.pools); "" is a folder in the person's cache.
    observe, context_points, query_points: what a task sees and is judged on. share: part of the observed points that a
    training task is given, drawn anew each time: less work for a step; at test time all of them are there. outer_loss:
    of the query; "sign_distance" needs a field of two outputs and is the loss of both loops, whose sigmas are learned
    (core.fields.losses.SignDistance); "quantile" is for contexts that leave much open
    (core.fields.losses.quantile_loss). start_from: a checkpoint whose theta and rates are the start; those of a field
    half, a quarter, ... as wide are widened first, those of fewer octaves are given more, and those of fewer inner
    steps lengthened (core.methods.net2net).
    start_share: of that start in the finished weights, which are a mean of both (Wortsman et al. 2022): what was
    learned last is worth more on what is new, when it is mixed with what was known before.
    learning_rate, rate_learning_rate: Adam's peaks (the second for log rates, log sigmas, the codes of an auto-decoder,
    the last layers of a shared start), kept until the last `cooldown` outer steps, which
    anneal them to 3 %: until those begin a run can be resumed with other `outer_steps`. mixed: hidden layers of the
    field in bfloat16 while training, where a timing at the start finds that faster (1.6 times on a core with bfloat16
    products; gradients keep a cosine of 0.97 to 0.998 with float32's).

    MetaSDF: inner_steps K; order of the gradient; random_steps: K is drawn from 1 .. K + K / 2 anew each outer step;
    every_step: in so many outer steps at first the loss is the mean over all inner steps, so that early ones learn to
    be of use; remember: memory that hardly grows with K; keep: share of the context points of each inner step;
    refine_steps: outer steps that follow with one rate for each parameter and step, half the peaks, a cosine anew;
    refinement: what serves past K, found on validation shapes, a table [refinement] with rate and steps.
    Auto-decoder and set encoder: latent (length of the code), hyper_width, pooling, encoder_width; shapes: training
    shapes, each with its code; test_steps of Adam at test_rate, with test_code_weight times the mean square of the code
    beside the context loss. From scratch: start "mean", one field for all shapes, or "shared", hidden layers for all
    `shapes`; optimizer at test time.
    """

    name: Text
    family: Text
    observe: ObserveKind
    field: FieldSpec
    method: MethodKey = "metasdf"
    data: str = ""
    train_split: str = ""
    val_split: str = ""
    test_split: str = ""
    mix: tuple[MixPart, ...] = ()
    pools: str = ""
    context_points: Points = 512
    share: Kept = 1.0
    query_points: Points = 512
    inner_steps: Steps = 5
    inner_loss: LossKind = "l2"
    outer_loss: QueryLossKind = "l1"
    rate: Positive = 0.1
    rate_mode: RateMode = "per_tensor_per_step"
    order: Order = "second"
    random_steps: bool = False
    every_step: Whole = 0
    remember: bool = False
    keep: Kept = 1.0
    latent: Width = 64
    hyper_width: Width = 32
    pooling: Pooling = "mean"
    start: TrainedStart = "mean"
    optimizer: Optimizer = "adam"
    encoder_width: Width = 128
    shapes: Count = 1000
    test_steps: Whole = 200
    test_rate: Positive = 5e-3
    test_code_weight: NotNegative = CODE_WEIGHT
    meta_batch: Batch = 4
    outer_steps: Whole = 8000
    refine_steps: Whole = 0
    learning_rate: Positive = 2e-3
    rate_learning_rate: NotNegative = 5e-3
    clip_norm: Positive = 1.0
    seed: Seed = 0
    start_from: str = ""
    start_share: Share = 0.0
    save_every: Count = 250
    cooldown: Count = 1000
    mixed: bool = False
    refinement: Refinement | None = None

    @property
    def parts(self) -> tuple[MixPart, ...]:
        """The families that tasks are drawn from, with their weights; one where there is no mix."""
        own = MixPart(self.family, self.family, self.data, self.train_split, self.val_split, self.test_split)
        return self.mix or (own,)

    @property
    def training_field(self) -> FieldSpec:
        """The field as it is evaluated while training."""
        return replace(self.field, mixed=self.mixed)

    @property
    def repeats(self) -> bool:
        """Whether training shapes have something of their own, a code or a last layer, so that they must come again."""
        method = info_of(self.method)
        return method.follows == "code" or (method.plain and self.start == "shared")


def load_config(path: str | Path) -> TrainConfig:
    """Reads a TOML file. Raises UserError when it is missing, unreadable or has unknown or missing keys."""
    with boundary(f"{path}: not a usable training file", "compare it with assets/training/*.toml"):
        config = from_dict(TrainConfig, _mixed(read_document(Path(path))))
        _check(config)
    beside = Path(path).resolve().parent
    mix = tuple(_from(beside, part, PATHS[:-1]) for part in config.mix)
    return replace(_from(beside, config, PATHS), mix=mix)


def _from(beside: Path, given: Placed, keys: tuple[str, ...]) -> Placed:
    """The same with paths as seen from a folder."""
    told = {key: getattr(given, key) for key in keys if getattr(given, key)}
    return replace(given, **{key: str((beside / value).resolve()) for key, value in told.items()})


def _mixed(document: dict[str, Any]) -> dict[str, Any]:
    """The tables [mix.NAME] of a training file as a list of parts that know their names."""
    mix = document.get("mix")
    if not is_table(mix):
        return document
    parts = [{"name": name, **part} if is_table(part) else part for name, part in mix.items()]
    return {**document, "mix": parts}


def _check(config: TrainConfig) -> None:
    """Raises ValueError where the losses do not fit the field, and for a field that no machine here holds."""
    if config.field.parameter_count > MOST_PARAMETERS:
        raise MisfitError(f"its field has {config.field.parameter_count:,} parameters, more than {MOST_PARAMETERS:,}")
    composite = {config.field.outputs == 2, config.inner_loss == "sign_distance", config.outer_loss == "sign_distance"}
    if len(composite) > 1:
        raise MisfitError("sign_distance is the loss of both loops and of a field with outputs = 2, or of nothing")
    if config.start_share and (not info_of(config.method).learns_rates or not config.start_from or config.refine_steps):
        raise MisfitError("start_share goes with start_from, method metasdf and no refine_steps")
    if (config.family == "mix") != bool(config.mix):
        raise MisfitError('family = "mix" goes with tables [mix.NAME], and they with it')


def shape_draw(config: TrainConfig) -> ShapeDraw:
    """The shapes of a run; of a mix those of its first part, by which the others stand in `part_draw`.

    Raises UserError for an unknown family, for one of another dimension, and for missing data.
    """
    return part_draw(config, config.parts[0])


def part_draw(config: TrainConfig, part: MixPart) -> ShapeDraw:
    """The shapes of one family of a run. Raises UserError as `shape_draw` does."""
    dims = {"digits": 2, "composites": 2, "meshes": 3, "prepared": 3, **FAMILY_DIMS}
    dim = dims.get(part.family)
    if dim is None:
        raise UserError(f"{config.name}: there is no family {part.family!r}; use one of {', '.join((*dims, 'mix'))}.")
    if dim != config.field.dim:
        raise UserError(f"{config.name}: {part.family} is {dim}D; set dim = {dim} in [field].")
    if part.family in ("meshes", "prepared") and not part.data:
        made = "that holds the meshes" if part.family == "meshes" else f"that `{spoken('prepare')}` made"
        raise UserError(f"{config.name}: family {part.family} needs data, the folder {made}.")
    if part.family == "digits":
        return digits(part.data)
    if part.family == "composites":
        return composites(part.data)
    if part.family == "meshes":
        return meshes(part.data, part.classes, part.splits)
    if part.family == "prepared":
        return prepared(part.data, part.splits)
    return procedural(part.family)
