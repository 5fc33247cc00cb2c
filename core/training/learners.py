"""What the one training loop trains, for each method: named leaves, their learning rates, the loss of a batch."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import Protocol

import torch
from torch import Tensor

from core.errors import UserError
from core.fields.field import Params, expand, initial_params, outputs
from core.fields.losses import Loss, SignDistance, context_loss, loss_of, pointwise, quantile_loss
from core.fields.point_losses import POINT_LOSSES
from core.fields.precision import pick_precision
from core.methods.latent import Latent, decode, initial_decoder
from core.methods.metasdf import MetaParams, RateMode, adapt, initial_log_rates, shared_rates, spread_rates
from core.methods.net2net import grown, lengthened
from core.methods.parts import CODE_WEIGHT
from core.methods.registry import info_of
from core.methods.scratch import STEPS, starting_params
from core.methods.set_encoder import encode_set, initial_encoder
from core.observation.observation import Context
from core.runs.checkpoint import Weights, load_checkpoint
from core.training.train_config import TrainConfig


@dataclass(frozen=True)
class Batch:
    """Tasks of one outer step. numbers: of the shapes. context, query (T, q, dim), distances (T, q): see
    core.training.tasks."""

    step: int
    numbers: tuple[int, ...]
    context: Context
    query: Tensor
    distances: Tensor


class Learner(Protocol):
    """One method while it is trained. Its leaves change in place; nothing else does."""

    @property
    def main(self) -> dict[str, Tensor]:
        """Leaves that follow `learning_rate`, by the names under which they are stored."""
        ...

    @property
    def side(self) -> dict[str, Tensor]:
        """Leaves that follow `rate_learning_rate`: log rates, the codes of the training shapes, weights of a loss."""
        ...

    def loss(self, batch: Batch) -> Tensor:
        """Mean over tasks and query points; differentiable in the leaves."""
        ...

    def refined(self) -> Learner:
        """What is trained in the refining steps."""
        ...

    def weights(self) -> Weights:
        """What goes to the checkpoint: detached copies on the CPU."""
        ...


def query_loss(config: TrainConfig, params: Params, batch: Batch, log_sigmas: Tensor | None = None) -> Tensor:
    """Of fields with parameters of each task, mean over tasks and points. log_sigmas: of "sign_distance"."""
    prediction, truth = outputs(config.training_field, params, batch.query), batch.distances
    if config.outer_loss == "quantile":
        return quantile_loss(prediction - truth).mean()
    loss = loss_of(config.outer_loss, log_sigmas)
    if isinstance(loss, SignDistance):
        return context_loss(prediction, truth, truth, loss).mean() + loss.log_sigmas.sum()
    clamp = POINT_LOSSES[loss].clamp
    if clamp is not None:
        prediction, truth = prediction.clamp(-clamp, clamp), truth.clamp(-clamp, clamp)
    return pointwise(prediction - truth, loss).mean()


@dataclass(frozen=True, eq=False)
class MetaLearner:
    """MetaSDF. rates: one leaf for all tensors or one for each (core.methods.metasdf.shared_rates).

    sigmas: "log_sigmas" of the inner loss and "outer_log_sigmas" of the outer one where they have some, else nothing.
    """

    config: TrainConfig
    theta: dict[str, Tensor]
    rates: dict[str, Tensor]
    mode: RateMode
    sigmas: dict[str, Tensor]

    @property
    def main(self) -> dict[str, Tensor]:
        return self.theta

    @property
    def side(self) -> dict[str, Tensor]:
        return self.sigmas if self.mode == "static" else {**self.rates, **self.sigmas}

    @property
    def meta(self) -> MetaParams:
        theta = tuple(self.theta.values())
        rates = spread_rates(tuple(self.rates.values()), theta, self.config.inner_steps)
        return MetaParams(theta, rates, self.sigmas.get("log_sigmas"))

    @property
    def inner_loss(self) -> Loss:
        return loss_of(self.config.inner_loss, self.sigmas.get("log_sigmas"))

    def loss(self, batch: Batch) -> Tensor:
        c, meta, steps = self.config, self.meta, self.config.inner_steps
        if c.random_steps:
            steps = random.Random(c.seed * 1_000_003 + batch.step).randint(1, steps + steps // 2)
        path = adapt(
            c.training_field, meta, batch.context, steps, self.inner_loss, c.order == "second",
            remember=c.remember, keep=c.keep,
        )  # fmt: skip
        sigmas = self.sigmas.get("outer_log_sigmas")
        if c.order == "reptile":
            return self._reptile(query_loss(c, path[-1], batch, sigmas).detach(), path[-1])
        judged = path[1:] if batch.step < c.every_step else path[-1:]
        return torch.stack([query_loss(c, params, batch, sigmas) for params in judged]).mean()

    def _reptile(self, loss: Tensor, phi: Params) -> Tensor:
        """The value of the loss with the gradient theta - mean over tasks of phi_K (Nichol et al. 2018)."""
        pull = sum(
            (0.5 * (leaf - end.detach().mean(0)).square().sum()
             for leaf, end in zip(self.theta.values(), phi, strict=True)),
            start=torch.zeros((), device=loss.device),
        )  # fmt: skip
        return loss + pull - pull.detach()

    def refined(self) -> MetaLearner:
        meta = self.meta
        rates = shared_rates(meta.log_rates, meta.theta, "per_parameter_per_step")
        named = dict(zip((f"log_rates.{n}" for n in self.config.field.tensor_names), _leaves(rates), strict=True))
        return MetaLearner(self.config, self.theta, named, "per_parameter_per_step", self.sigmas)

    def weights(self) -> MetaParams:
        meta = self.meta
        theta, rates = (tuple(t.detach().cpu().clone() for t in ts) for ts in (meta.theta, meta.log_rates))
        return MetaParams(theta, rates, None if meta.log_sigmas is None else meta.log_sigmas.detach().cpu().clone())


@dataclass(frozen=True, eq=False)
class LatentLearner:
    """Auto-decoder (side has the codes: one row for each training shape) or set encoder."""

    config: TrainConfig
    main: dict[str, Tensor]
    side: dict[str, Tensor]

    def loss(self, batch: Batch) -> Tensor:
        c, sigmas = self.config, self.side.get("log_sigmas")
        if info_of(c.method).reads_points:
            codes = encode_set(self.main, batch.context, c.pooling)
            return query_loss(c, decode(c.field, self.main, codes), batch, sigmas)
        codes = self.side["codes"][_rows(c, batch)]
        warm = min(1.0, batch.step / max(1, c.outer_steps // 20))  # DeepSDF lets the prior of the codes in slowly
        prior = CODE_WEIGHT * warm * codes.square().sum(-1).mean()
        return query_loss(c, decode(c.field, self.main, codes), batch, sigmas) + prior

    def refined(self) -> LatentLearner:
        return self

    def weights(self) -> Latent:
        steps = 1 if info_of(self.config.method).reads_points else self.config.test_steps
        return Latent(_copies(self.main, self.side), steps)


@dataclass(frozen=True, eq=False)
class StartLearner:
    """A start for fitting from scratch, trained without an inner loop.

    "mean": one field for all shapes. "shared": hidden layers for all shapes, and in `side` a last layer for each, as
    in STRAINER (Vyas et al. 2024); whoever fits from there begins with a random last layer.
    """

    config: TrainConfig
    main: dict[str, Tensor]
    side: dict[str, Tensor]

    def loss(self, batch: Batch) -> Tensor:
        c = self.config
        params = expand(tuple(self.main.values()), len(batch.numbers))
        if c.start == "shared":
            rows = _rows(c, batch)
            params = (*params, self.side["heads.weight"][rows], self.side["heads.bias"][rows])
        return query_loss(c, params, batch, self.side.get("log_sigmas"))

    def refined(self) -> StartLearner:
        return self

    def weights(self) -> Latent:
        weights = _copies(self.main, self.side)
        if self.config.start == "shared":
            head = starting_params(self.config.field, "random", self.config.seed)[-2:]
            weights |= dict(zip(_tagged(self.config)[-2:], head, strict=True))
        return Latent(weights, STEPS)


def _rows(config: TrainConfig, batch: Batch) -> Tensor:
    """Numbers of a batch's shapes among the training shapes that have something of their own."""
    return torch.tensor([number % config.shapes for number in batch.numbers], device=batch.query.device)


def _copies(main: dict[str, Tensor], side: dict[str, Tensor]) -> dict[str, Tensor]:
    """What a checkpoint stores: the main leaves, and the weights of the loss where it has some."""
    kept = main | {name: leaf for name, leaf in side.items() if name == "log_sigmas"}
    return {name: t.detach().cpu().clone() for name, t in kept.items()}


def _tagged(config: TrainConfig) -> list[str]:
    """Names of the tensors of theta in files."""
    return [f"theta.{name}" for name in config.field.tensor_names]


def learner_of(config: TrainConfig, device: torch.device | str = "cpu") -> Learner:
    """The start of a training run. Raises UserError when `start_from` does not fit."""
    if config.mixed and pick_precision(config.field, torch.device(device)) == "fp32":
        config = replace(config, mixed=False)  # without bfloat16 units it would be ten times slower, not faster
    if info_of(config.method).learns_rates:
        return _meta_learner(config, device)
    generator = torch.Generator().manual_seed(config.seed)
    side = _sigmas(config, "log_sigmas")
    if info_of(config.method).plain:
        theta = initial_params(config.field, generator)
        main = dict(zip(_tagged(config), theta, strict=True))
        if config.start == "shared":
            weight, bias = (main.pop(name) for name in _tagged(config)[-2:])
            side["heads.weight"] = weight.repeat(config.shapes, 1, 1)
            side["heads.bias"] = bias.repeat(config.shapes, 1, 1)
        return StartLearner(config, _named_leaves(main, device), _named_leaves(side, device))
    conditioning = "hyper" if info_of(config.method).hyper else "concat"
    main = initial_decoder(config.field, conditioning, config.latent, generator, config.hyper_width)
    if info_of(config.method).reads_points:
        main |= initial_encoder(config.field.dim, config.encoder_width, config.latent, generator)
    else:
        side["codes"] = torch.randn(config.shapes, config.latent, generator=generator) * config.latent**-0.5
    return LatentLearner(config, _named_leaves(main, device), _named_leaves(side, device))


def _meta_learner(config: TrainConfig, device: torch.device | str) -> MetaLearner:
    if config.start_from:
        checkpoint = load_checkpoint(config.start_from)
        start, meta = checkpoint.meta, None
        if isinstance(start, MetaParams) and start.steps <= config.inner_steps:
            meta = grown(start, checkpoint.spec, config.field, config.seed)
        if meta is None:
            raise UserError(
                f"{config.start_from}: its field is not that of {config.name}, nor half, a quarter, ... as wide or of "
                "fewer octaves, or it was trained for more inner steps; start from another checkpoint."
            )
        meta = lengthened(meta, config.inner_steps)
    else:
        theta = initial_params(config.field, torch.Generator().manual_seed(config.seed))
        meta = MetaParams(theta, initial_log_rates(theta, config.inner_steps, config.rate, "per_tensor_per_step"))
    names = config.field.tensor_names
    rates = shared_rates(meta.log_rates, meta.theta, config.rate_mode)
    sigmas = _sigmas(config, "log_sigmas", "outer_log_sigmas")
    if meta.log_sigmas is not None:
        sigmas["log_sigmas"] = meta.log_sigmas
    tags = [f"log_rates.{n}" for n in names] if len(rates) == len(names) else ["log_rates.all"]
    return MetaLearner(
        config,
        dict(zip(_tagged(config), _leaves(meta.theta, device), strict=True)),
        dict(zip(tags, _leaves(rates, device), strict=True)),
        config.rate_mode,
        _named_leaves(sigmas, device),
    )


def mixed_with_start(config: TrainConfig, learned: Weights) -> Weights:
    """The finished weights of a run: what was learned, or its mean with the start (`start_share`), rates by their logs.

    Raises UserError when `start_from` cannot be read any more.
    """
    if not config.start_share or not isinstance(learned, MetaParams):
        return learned
    start = _meta_learner(config, "cpu").weights()

    def mean(ours: Params, before: Params) -> Params:
        return tuple(torch.lerp(a, b, config.start_share) for a, b in zip(ours, before, strict=True))

    theta, rates = mean(learned.theta, start.theta), mean(learned.log_rates, start.log_rates)
    if learned.log_sigmas is None or start.log_sigmas is None:
        return MetaParams(theta, rates, learned.log_sigmas)
    return MetaParams(theta, rates, torch.lerp(learned.log_sigmas, start.log_sigmas, config.start_share))


def _sigmas(config: TrainConfig, *names: str) -> dict[str, Tensor]:
    """Log sigmas of 0, where the loss has some."""
    return {name: torch.zeros(2) for name in names} if config.outer_loss == "sign_distance" else {}


def _leaves(tensors: Params, device: torch.device | str | None = None) -> Params:
    return tuple(t.detach().clone().to(device or t.device).requires_grad_() for t in tensors)


def _named_leaves(tensors: dict[str, Tensor], device: torch.device | str) -> dict[str, Tensor]:
    return dict(zip(tensors, _leaves(tuple(tensors.values()), device), strict=True))
