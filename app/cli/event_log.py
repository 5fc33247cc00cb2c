"""Logs of a training for TensorBoard (`train --tensorboard`), whose package is an optional extra."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import UserError
from core.methods.metasdf import MetaParams
from core.training.train import TrainConfig, TrainRecord, trained

if TYPE_CHECKING:
    from torch.utils.tensorboard.writer import SummaryWriter

FOLDER = "events"


class EventLog:
    """Scalars of every outer step and, at every save, the mean learned rate of each tensor, in folder/events."""

    def __init__(self, config: TrainConfig, folder: Path) -> None:
        """Raises UserError where TensorBoard is not installed."""
        try:
            from torch.utils.tensorboard.writer import SummaryWriter
        except ImportError:
            raise UserError('TensorBoard is not installed; run pip install "tensorboard>=2.20,<3".') from None
        self._make, self._config, self._folder = SummaryWriter, config, folder
        self._writer: SummaryWriter | None = None

    def add(self, record: TrainRecord) -> None:
        """Write one outer step. What an interrupted run wrote of this step and later ones is dropped."""
        if self._writer is None:
            self._writer = self._make(str(self._folder / FOLDER), purge_step=record.step)
            settings = json.dumps(asdict(self._config), indent=1)
            self._writer.add_text("settings", f"```\n{settings}\n```", record.step)
        self._writer.add_scalar("query loss", record.loss, record.step)
        self._writer.add_scalar("gradient norm", record.gradient_norm, record.step)
        self._writer.add_scalar("minutes", record.seconds / 60, record.step)
        if record.step % self._config.save_every == 0:
            self._add_learned(record.step, self._writer)

    def _add_learned(self, step: int, writer: SummaryWriter) -> None:
        weights = trained(self._config, self._folder)
        if not isinstance(weights, MetaParams):
            return
        for name, rates in zip(self._config.field.tensor_names, weights.log_rates, strict=True):
            writer.add_scalar(f"rates/{name}", rates.exp().mean().item(), step)
        if weights.log_sigmas is not None:
            for name, sigma in zip(("sign", "distance"), weights.log_sigmas.exp(), strict=True):
                writer.add_scalar(f"sigmas/{name}", sigma.item(), step)

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
