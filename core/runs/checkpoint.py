"""Checkpoints: safetensors for numbers, a JSON card for everything else. No pickle anywhere."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any

import torch
from safetensors.torch import save
from torch import Tensor

from core.errors import UserError
from core.fields.field import NO_NETWORK, FieldSpec
from core.fields.losses import loss_of
from core.fields.point_losses import LossKind
from core.methods.base import Method
from core.methods.latent import Latent
from core.methods.metasdf import MetaParams, Refinement
from core.methods.parts import MethodSettings, Parts
from core.methods.registry import MethodKey, adapter_of, info_of
from core.methods.scratch import STEPS, starting_params
from core.observation.observation_spec import Points
from core.observation.observe import ObserveKind
from core.storage.atomic import write_atomically
from core.storage.places import own_checkpoints
from core.storage.reading import boundary
from core.storage.regular import regular, there
from core.storage.resources import CHECKPOINTS
from core.storage.tensors import tensors_of, told_beside
from core.storage.typed import MisfitError, Range, Text, from_dict, is_mapping, parsed, read_document
from core.storage.versions import current, newest

BUNDLED = CHECKPOINTS

MEASURED = ("results", "training_minutes")
"""Keys of a card that tell nothing of how its weights are read."""

Weights = MetaParams | Latent
"""What a checkpoint holds: a start with its rates (MetaSDF), or tensors by name (every other method)."""

SCRATCH = {
    f"scratch-{dim}d{tag}": (dim, start, optimizer)
    for dim in (2, 3)
    for tag, start, optimizer in (
        ("", "sal", "adam"), ("-sgd", "sal", "sgd"), ("-random", "random", "adam"), ("-random-sgd", "random", "sgd"),
    )
}  # fmt: skip
"""Starts that need no file: a field of 128 units, from the geometric or a random initialisation, Adam or descent."""

POISSON = "poisson"
"""Name of what needs no weights at all: screened Poisson reconstruction (core.methods.poisson)."""

DESCENT = "-sgd"
"""Ending of the name of a checkpoint of method "scratch" that asks for descent instead of Adam."""


@dataclass(frozen=True)
class Card:
    """What every card holds that something depends on. The rest of it (results, notes, ...) is for people.

    weights_of: see `weights_file`. refinement: of MetaSDF, what serves past its trained steps. trained_steps: of all
    methods but MetaSDF, whose rates tell it.
    """

    name: Text
    spec: FieldSpec
    observe: ObserveKind
    context_points: Points
    loss: LossKind
    method: MethodKey = "metasdf"
    trained_steps: Annotated[int, Range(0, 1_000_000)] | None = None
    weights_of: str | None = None
    training: MethodSettings = field(default_factory=MethodSettings)
    refinement: Refinement | None = None


@dataclass(frozen=True)
class Checkpoint:
    """A trained method. card: JSON data (method, data, seed, outer steps, results on unseen shapes, how to rebuild).

    sha256: of the file that the weights were read from, "" where there is none.
    """

    name: str
    spec: FieldSpec
    meta: Weights
    card: dict[str, Any]
    sha256: str = ""

    @property
    def method(self) -> str:
        """The key of the method; cards from before there were several are MetaSDF's."""
        return self.card.get("method", "metasdf")

    @property
    def observe(self) -> str:
        """The kind of observation it was trained on."""
        return self.card["observe"]

    @property
    def context_points(self) -> int:
        return self.card["context_points"]


def weight_tensors(spec: FieldSpec, meta: Weights) -> dict[str, Tensor]:
    """Names as in the file: theta.layer0.weight, log_rates.layer0.weight, code.layer0, ... Each its own memory."""
    if isinstance(meta, Latent):
        return {name: t.detach().cpu().contiguous() for name, t in meta.weights.items()}
    named = zip(spec.tensor_names, meta.theta, meta.log_rates, strict=True)
    tensors: dict[str, Tensor] = {}
    for name, theta, rates in named:
        tensors[f"theta.{name}"] = theta.detach().cpu().contiguous()
        tensors[f"log_rates.{name}"] = rates.detach().cpu().clone(memory_format=torch.contiguous_format)
    if meta.log_sigmas is not None:
        tensors["log_sigmas"] = meta.log_sigmas.detach().cpu().contiguous()
    return tensors


def save_checkpoint(directory: Path, spec: FieldSpec, meta: Weights, card: dict[str, Any]) -> None:
    """Writes directory/weights.safetensors and directory/card.json, each atomically, in the place of what is there.

    The weights carry the card too, without what was measured: should the program end between the two files, an older
    card lies beside them that may be of another net. Hypernetworks are stored in float16: they are many times the size
    of the field that they make.
    """
    card = {"format": newest("card"), "spec": asdict(spec), **card}
    tensors = weight_tensors(spec, meta)
    if info_of(card.get("method", "metasdf")).hyper:
        tensors = {name: tensor.half() for name, tensor in tensors.items()}
    lasting = {"card": json.dumps({key: card[key] for key in card if key not in MEASURED})}
    write_atomically(directory / "weights.safetensors", lambda p: p.write_bytes(save(tensors, lasting)))
    text = json.dumps(card, indent=1) + "\n"
    write_atomically(directory / "card.json", lambda p: p.write_text(text, encoding="utf-8"))


def weights_file(directory: Path, card: dict[str, Any]) -> Path:
    """Where the weights of a checkpoint lie: in its folder, or in the one beside it that the card names, "weights_of".

    Auto-decoders are trained without a context, so that one set of weights serves every kind of observation.
    """
    owner = card.get("weights_of")
    return (directory.parent / Path(str(owner)).name if owner else directory) / "weights.safetensors"


def bundled_checkpoints() -> tuple[str, ...]:
    """Names of those that come with the program."""
    return _names_in(BUNDLED)


def known_checkpoints() -> tuple[str, ...]:
    """Names that `load_checkpoint` knows without a path: the bundled ones, then the person's own."""
    bundled = bundled_checkpoints()
    return (*bundled, *(name for name in _names_in(own_checkpoints()) if name not in bundled))


def _names_in(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(card.parent.name for card in folder.glob("*/card.json")))


def find_checkpoint(name: str) -> Path | None:
    """The folder of a checkpoint: of that path, else bundled under that name, else the person's own of that name."""
    places = [Path(name)]
    if name and Path(name).name == name:  # a name leads out of no folder
        places += [BUNDLED / name, own_checkpoints() / name]
    return next((place for place in places if there(place / "card.json")), None)


def checkpoints_in(folder: Path) -> list[str]:
    """Paths of the checkpoints in a folder. Raises UserError when there is none."""
    found = sorted(str(card.parent) for card in folder.glob("*/card.json"))
    if not found:
        raise UserError(f"{folder} has no checkpoint in it; give a folder with a folder for each that train wrote.")
    return found


def siblings_of(checkpoint: Checkpoint) -> tuple[str, ...]:
    """Names of known checkpoints of the same method, kind of observation, dimension and field, but trained otherwise.

    How many octaves a field sees is no matter. By their cards alone; a card that cannot be read is none of a sibling.
    """
    found: list[str] = []
    for name in known_checkpoints():
        folder = find_checkpoint(name)
        try:
            card = from_dict(Card, read_document(folder / "card.json") if folder else {}, strict=False)
        except (OSError, ValueError):
            continue
        spec = replace(card.spec, frequencies=checkpoint.spec.frequencies)
        same = (spec, card.observe, card.method) == (checkpoint.spec, checkpoint.observe, checkpoint.method)
        if same and name != checkpoint.name and card.loss == checkpoint.card["loss"]:
            found.append(name)
    return tuple(found)


def fileless_checkpoints() -> tuple[str, ...]:
    """Names of what has no file beside the bundled ones: plain starts, descent from the trained ones, and Poisson."""
    return (*SCRATCH, *(f"{name}{DESCENT}" for name in known_checkpoints() if "-scratch" in name), POISSON)


def scratch_name(name: str, dim: int) -> str:
    """Of scratch, scratch-sgd, scratch-random, ... the plain start for shapes of a dimension; else the name itself."""
    full = name.replace("scratch", f"scratch-{dim}d", 1)
    return full if full in SCRATCH else name


def load_checkpoint(name: str, device: torch.device | str = "cpu") -> Checkpoint:
    """A bundled checkpoint or one of the person's own by name, or the one in a folder.

    Raises UserError: unknown, corrupt, another format.
    """
    if name in SCRATCH:
        return _scratch(name)
    if name == POISSON:
        return _poisson()
    if name in fileless_checkpoints():
        return _by_descent(load_checkpoint(name.removesuffix(DESCENT), device), name)
    directory = find_checkpoint(name)
    if there(name) and Path(name).is_file():
        raise UserError(f"{name}: a checkpoint is a folder with weights.safetensors and card.json, not a single file.")
    if directory is None:
        known = ", ".join((*known_checkpoints(), *fileless_checkpoints()))
        raise UserError(f"{name}: there is no such checkpoint; choose one of {known}, or a folder that train wrote.")
    with boundary(f"{directory}: the checkpoint is damaged or not one of ours", "restore it or train it again"):
        card = current("card", read_document(directory / "card.json"), directory / "card.json")
        data = regular(weights_file(directory, card)).read_bytes()  # once: what is loaded is what the hash is of
        tensors = {name: tensor.float().to(device) for name, tensor in tensors_of(data).items()}
        known = from_dict(Card, card, "the card", strict=False)
        try:
            meta = _weights(known, tensors)
        except (MisfitError, KeyError):
            own = parsed(told_beside(data).get("card", "{}"))
            if not is_mapping(own) or not own or known.weights_of:
                raise
            card = current("card", own, directory / "weights.safetensors")
            known = from_dict(Card, card, "the card of the weights", strict=False)
            meta = _weights(known, tensors)
    return Checkpoint(known.name, known.spec, meta, card, hashlib.sha256(data).hexdigest())


def _weights(card: Card, tensors: dict[str, Tensor]) -> Weights:
    """Raises KeyError or ValueError where the tensors are not those of the card."""
    spec, method = card.spec, card.method
    shapes = [tuple(s) for size in spec.layer_sizes for s in (size, (1, size[1]))]
    if not info_of(method).hyper and [tuple(tensors[f"theta.{n}"].shape) for n in spec.tensor_names] != shapes:
        raise MisfitError("the weights do not fit the card")
    if (card.loss == "sign_distance") != (spec.outputs == 2):
        raise MisfitError("its loss does not fit the outputs of its field")
    sigmas = tensors["log_sigmas"] if card.loss == "sign_distance" else None
    if info_of(method).learns_rates:
        theta, rates = (tuple(tensors[f"{kind}.{n}"] for n in spec.tensor_names) for kind in ("theta", "log_rates"))
        steps = {rate.shape[0] if rate.ndim == 3 else 0 for rate in rates}
        if (
            len(steps) != 1
            or 0 in steps
            or any(tuple(rate.shape[1:]) not in ((1, 1), shape) for rate, shape in zip(rates, shapes, strict=True))
        ):
            raise MisfitError("the rates do not fit the weights")
        return MetaParams(theta, rates, sigmas)
    if info_of(method).hyper and any(
        tensors[f"hyper.{n}.2.bias"].numel() != math.prod(s) for n, s in zip(spec.tensor_names, shapes, strict=True)
    ):
        raise MisfitError("the weights do not fit the card")
    if card.trained_steps is None:
        raise MisfitError("the card lacks the key 'trained_steps'")
    return Latent(tensors, card.trained_steps)


def _scratch(name: str) -> Checkpoint:
    dim, start, optimizer = SCRATCH[name]
    spec = FieldSpec(dim=dim, width=128, depth=3 if dim == 2 else 4, frequencies=4)
    theta = starting_params(spec, "sal" if start == "sal" else "random")
    tensors = {f"theta.{n}": t for n, t in zip(spec.tensor_names, theta, strict=True)}
    card: dict[str, Any] = {
        "name": name, "method": "scratch", "observe": "dense", "context_points": 512 if dim == 2 else 1024,
        "loss": "l2", "trained_steps": STEPS, "training": {"optimizer": optimizer}, "results": {},
    }  # fmt: skip
    return Checkpoint(name, spec, Latent(tensors, STEPS), card)


def _poisson() -> Checkpoint:
    """Its one step serves surface points of any number; the number is what the bundled nets see."""
    card: dict[str, Any] = {
        "name": POISSON, "method": POISSON, "observe": "surface", "context_points": 1024, "loss": "l2",
        "trained_steps": 1, "training": {}, "results": {},
    }  # fmt: skip
    return Checkpoint(POISSON, NO_NETWORK, Latent({}, 1), card)


def _by_descent(checkpoint: Checkpoint, name: str) -> Checkpoint:
    settings = {**checkpoint.card.get("training", {}), "optimizer": "sgd"}
    return replace(checkpoint, name=name, card={**checkpoint.card, "name": name, "training": settings, "results": {}})


def method_of(checkpoint: Checkpoint, device: torch.device | str) -> Method:
    """The adapter of a checkpoint, on a device. Raises UserError for a method that is not known here."""
    device = torch.device(device)
    meta, card = checkpoint.meta, checkpoint.card
    settings = from_dict(MethodSettings, card.get("training", {}), "training", strict=False)
    sigmas = meta.log_sigmas if isinstance(meta, MetaParams) else meta.weights.get("log_sigmas")
    loss = loss_of(card["loss"], None if sigmas is None else sigmas.to(device))
    told = card.get("refinement")
    refinement = None if told is None else from_dict(Refinement, told, "refinement")
    name, key, spec = checkpoint.name, checkpoint.method, checkpoint.spec
    return adapter_of(Parts(name, key, spec, meta.to(device), loss, device, settings, refinement))
