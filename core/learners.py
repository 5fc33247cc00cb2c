"""What the one training loop trains, for each method: named leaves, their learning rates, the loss of a batch."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor

from core.checkpoint import Weights, load_checkpoint
from core.errors import UserError
from core.field import Params, evaluate, expand, initial_params
from core.losses import CLAMP, pointwise
from core.methods.autodecoder import CODE_WEIGHT
from core.methods.latent import Latent, decode, initial_decoder
from core.methods.metasdf import MetaParams, RateMode, adapt, initial_log_rates, shared_rates, spread_rates
from core.methods.scratch import STEPS
from core.methods.set_encoder import encode_set, initial_encoder
from core.observe import Context
from core.recipe import TrainConfig


@dataclass(frozen=True)
class Batch:
    """Tasks of one outer step. numbers: of the shapes. context, query (T, q, dim), distances (T, q): see core.tasks."""

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
        """Leaves that follow `rate_learning_rate`: log rates, or the codes of the training shapes."""
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


def query_loss(config: TrainConfig, params: Params, batch: Batch) -> Tensor:
    """Of fields with parameters of each task, mean over tasks and points."""
    prediction, truth = evaluate(config.field, params, batch.query), batch.distances
    if config.outer_loss == "clamped_l1":
        prediction, truth = prediction.clamp(-CLAMP, CLAMP), truth.clamp(-CLAMP, CLAMP)
    return pointwise(prediction - truth, config.outer_loss).mean()


@dataclass(frozen=True, eq=False)
class MetaLearner:
    """MetaSDF. rates: one leaf for all tensors or one for each (core.methods.metasdf.shared_rates)."""

    config: TrainConfig
    theta: dict[str, Tensor]
    rates: dict[str, Tensor]
    mode: RateMode

    @property
    def main(self) -> dict[str, Tensor]:
        return self.theta

    @property
    def side(self) -> dict[str, Tensor]:
        return {} if self.mode == "static" else self.rates

    @property
    def meta(self) -> MetaParams:
        theta = tuple(self.theta.values())
        return MetaParams(theta, spread_rates(tuple(self.rates.values()), theta, self.config.inner_steps))

    def loss(self, batch: Batch) -> Tensor:
        c, meta, steps = self.config, self.meta, self.config.inner_steps
        if c.random_steps:
            steps = random.Random(c.seed * 1_000_003 + batch.step).randint(1, steps + steps // 2)
        options = {"remember": c.remember, "keep": c.keep}
        path = adapt(c.field, meta, batch.context, steps, c.inner_loss, c.order == "second", **options)
        if c.order == "reptile":
            return self._reptile(query_loss(c, path[-1], batch).detach(), path[-1])
        judged = path[1:] if c.every_step else path[-1:]
        return torch.stack([query_loss(c, params, batch) for params in judged]).mean()

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
        return MetaLearner(self.config, self.theta, named, "per_parameter_per_step")

    def weights(self) -> MetaParams:
        meta = self.meta
        return MetaParams(
            tuple(t.detach().cpu().clone() for t in meta.theta), tuple(t.detach().cpu().clone() for t in meta.log_rates)
        )


@dataclass(frozen=True, eq=False)
class LatentLearner:
    """Auto-decoder (codes: one row for each training shape), set encoder, or one field for all shapes ("scratch")."""

    config: TrainConfig
    main: dict[str, Tensor]
    side: dict[str, Tensor]

    def loss(self, batch: Batch) -> Tensor:
        c = self.config
        if c.method == "scratch":
            theta = tuple(self.main[f"theta.{name}"] for name in c.field.tensor_names)
            return query_loss(c, expand(theta, len(batch.numbers)), batch)
        if c.method.startswith("encoder"):
            codes = encode_set(self.main, batch.context, c.pooling)
            return query_loss(c, decode(c.field, self.main, codes), batch)
        rows = torch.tensor([number % c.shapes for number in batch.numbers], device=batch.query.device)
        codes = self.side["codes"][rows]
        warm = min(1.0, batch.step / max(1, c.outer_steps // 20))  # DeepSDF lets the prior of the codes in slowly
        prior = CODE_WEIGHT * warm * codes.square().sum(-1).mean()
        return query_loss(c, decode(c.field, self.main, codes), batch) + prior

    def refined(self) -> LatentLearner:
        return self

    def weights(self) -> Latent:
        steps = {"encoder": 1, "scratch": STEPS}.get(self.config.method.split("-")[0], self.config.test_steps)
        return Latent({name: t.detach().cpu().clone() for name, t in self.main.items()}, steps)


def learner_of(config: TrainConfig, device: torch.device | str = "cpu") -> Learner:
    """The start of a training run. Raises UserError when `start_from` does not fit."""
    if config.method == "metasdf":
        return _meta_learner(config, device)
    generator = torch.Generator().manual_seed(config.seed)
    side: dict[str, Tensor] = {}
    if config.method == "scratch":
        theta = initial_params(config.field, generator)
        main = {f"theta.{name}": tensor for name, tensor in zip(config.field.tensor_names, theta, strict=True)}
        return LatentLearner(config, _named_leaves(main, device), side)
    conditioning = "hyper" if config.method.endswith("hyper") else "concat"
    main = initial_decoder(config.field, conditioning, config.latent, generator, config.hyper_width)
    if config.method.startswith("encoder"):
        main |= initial_encoder(config.field.dim, config.encoder_width, config.latent, generator)
    else:
        side["codes"] = torch.randn(config.shapes, config.latent, generator=generator) * config.latent**-0.5
    return LatentLearner(config, _named_leaves(main, device), _named_leaves(side, device))


def _meta_learner(config: TrainConfig, device: torch.device | str) -> MetaLearner:
    if config.start_from:
        checkpoint = load_checkpoint(config.start_from)
        meta = checkpoint.meta
        fits = checkpoint.spec == config.field and meta.steps == config.inner_steps
        if not isinstance(meta, MetaParams) or not fits:
            raise UserError(f"{config.start_from}: its field or number of inner steps differs from {config.name}'s.")
    else:
        theta = initial_params(config.field, torch.Generator().manual_seed(config.seed))
        meta = MetaParams(theta, initial_log_rates(theta, config.inner_steps, config.rate, "per_tensor_per_step"))
    names = config.field.tensor_names
    rates = shared_rates(meta.log_rates, meta.theta, config.rate_mode)
    tags = [f"log_rates.{n}" for n in names] if len(rates) == len(names) else ["log_rates.all"]
    return MetaLearner(
        config,
        dict(zip((f"theta.{n}" for n in names), _leaves(meta.theta, device), strict=True)),
        dict(zip(tags, _leaves(rates, device), strict=True)),
        config.rate_mode,
    )


def _leaves(tensors: Params, device: torch.device | str | None = None) -> Params:
    return tuple(t.detach().clone().to(device or t.device).requires_grad_() for t in tensors)


def _named_leaves(tensors: dict[str, Tensor], device: torch.device | str) -> dict[str, Tensor]:
    return dict(zip(tensors, _leaves(tuple(tensors.values()), device), strict=True))
