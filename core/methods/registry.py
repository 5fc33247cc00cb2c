"""Every method, one row each: what it is called, what its steps do, and which module makes its adapter.

A new method is a module of this room with an `adapter`, and a row here. Standard library only: the window reads the
words before torch is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Literal

from core.errors import UserError

if TYPE_CHECKING:
    from core.methods.base import Method
    from core.methods.parts import Parts

MethodKey = Literal["metasdf", "autodecoder-concat", "autodecoder-hyper", "encoder-concat", "encoder-hyper", "scratch"]
"""Methods that are trained, and that a card may name."""


@dataclass(frozen=True)
class MethodInfo:
    """One method.

    title: in lists. color: in plots, "#rrggbb"; those of Okabe and Ito, which colour-blind people tell apart. made_by:
    "module:function", from `core.methods.parts.Parts` to the adapter; "" where it comes of no checkpoint. follows: what
    its steps descend: the weights of the field, a code, or nothing. hyper: its field is made by a hypernetwork.
    gradient, update: what a step does, in words. no_rates: why it has no learned rates, "" where it has some. note:
    what it comes from, where that is no training.
    """

    key: str
    title: str
    color: str
    made_by: str
    follows: Literal["weights", "code", "nothing"]
    gradient: str
    update: str
    no_rates: str
    hyper: bool = False
    network: bool = True
    note: str = ""

    @property
    def learns_rates(self) -> bool:
        """Whether the sizes of its steps are learned with its start."""
        return not self.no_rates

    @property
    def plain(self) -> bool:
        """Whether an optimiser fits the weights of the field, so that any number of points serves."""
        return self.follows == "weights" and not self.learns_rates

    @property
    def reads_points(self) -> bool:
        """Whether a network reads the points and gives the code at once (set encoders)."""
        return self.network and self.follows == "nothing"


_OF_WEIGHTS = "The gradient of the loss by the weights of the field"
_CODE = (
    "The gradient by the code, the only thing that an auto-decoder searches",
    "Adam moves the code; the weights of the field follow from it",
    "An auto-decoder learns no rates: Adam sets them. See the update per unit of gradient.",
)
_SET = (
    "A set encoder follows no gradient: its network reads the points at once",
    "The network reads the points and gives the code; the weights of the field follow from it",
    "A set encoder takes no gradient step, so it has no rates.",
)
_AUTODECODER, _ENCODER = "core.methods.autodecoder:adapter", "core.methods.set_encoder:adapter"

METHODS = (
    MethodInfo(
        "metasdf", "MetaSDF", "#0072b2", "core.methods.metasdf:adapter", "weights", _OF_WEIGHTS,
        "Each weight moves against its gradient, times its learned rate", "",
    ),
    MethodInfo("autodecoder-concat", "auto-decoder", "#d55e00", _AUTODECODER, "code", *_CODE),
    MethodInfo(
        "autodecoder-hyper", "auto-decoder with hypernetwork", "#e69f00", _AUTODECODER, "code", *_CODE, hyper=True,
    ),
    MethodInfo("encoder-concat", "set encoder", "#009e73", _ENCODER, "nothing", *_SET),
    MethodInfo("encoder-hyper", "set encoder with hypernetwork", "#56b4e9", _ENCODER, "nothing", *_SET, hyper=True),
    MethodInfo(
        "poisson", "screened Poisson", "#cc79a7", "core.methods.poisson:adapter", "nothing",
        "Poisson reconstruction solves for a surface: it follows no gradient", "The solution of a linear system",
        "Poisson reconstruction solves for a surface: it has no network, so no weight moves.", network=False,
        note="nothing was trained: it makes a surface of the surface points in one step",
    ),
    MethodInfo(
        "scratch", "from scratch", "#7f7f7f", "core.methods.scratch:adapter", "weights", _OF_WEIGHTS,
        "The optimiser makes the update from the gradient; nothing about it was learned",
        "From scratch nothing was learned, rates included. See the update per unit of gradient.",
    ),
    MethodInfo(
        "retrieved", "nearest training piece", "#000000", "", "nothing",
        "The nearest piece is looked up: no gradient is followed",
        "The training piece that fits the observation best",
        "The nearest training piece is looked up: it has no network, so no weight moves.", network=False,
        note="nothing was trained: it answers with a training piece",
    ),
)  # fmt: skip
"""In the order in which they are offered."""

PLAIN_START = "scratch"
"""Alone the plain start of the field at hand; the names of all that need no checkpoint begin so, and no others."""

BY_KEY = {info.key: info for info in METHODS}


def info_of(key: str) -> MethodInfo:
    """The row of a method. Raises UserError for one that is not known here."""
    if key not in BY_KEY:
        raise UserError(f"the method {key!r} is not known here; use a newer version of this program.")
    return BY_KEY[key]


def is_plain_start(name: str) -> bool:
    """Whether the name of a checkpoint stands for a plain start (core.runs.checkpoint.SCRATCH)."""
    return name.startswith(PLAIN_START)


def adapter_of(parts: Parts) -> Method:
    """The adapter of trained parts. Raises UserError for a method that is not known here, or comes of no checkpoint."""
    made_by = BY_KEY[parts.key].made_by if parts.key in BY_KEY else ""
    if not made_by:
        raise UserError(
            f"{parts.name}: its method {parts.key!r} is not known here; use a newer version of this program."
        )
    module, function = made_by.split(":")
    return getattr(import_module(module), function)(parts)
