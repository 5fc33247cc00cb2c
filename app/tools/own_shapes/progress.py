"""How far a training on a person's own meshes is: a bar, a sentence, the curve of its loss, and unseen pieces."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from app.document.formatting import number, time_left
from app.system.words import tr
from app.widgets.labels import muted, named
from app.widgets.loss_curve import LossCurve
from app.widgets.piece_wall import PieceWall
from app.widgets.theme import Theme

if TYPE_CHECKING:
    from core.training.own_training import OwnTraining, TrainingProgress


class ProgressView(QWidget):
    """Shows a training that is begun, goes on, or was begun before; it reads what the training has written."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = Path()
        self.bar = QProgressBar(value=0, maximum=1, format="")
        named(self.bar, tr("Progress"), tr("How far the preparing or the training is"))
        self.words = muted(tr("State of the training"))
        self.curve = LossCurve()
        self.wall = PieceWall()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.bar, self.words, self.curve):
            layout.addWidget(widget)
        layout.addWidget(self.wall, 1)

    def build_plots(self) -> Iterator[None]:
        """pyqtgraph is imported: build the plot."""
        yield from self.curve.build()

    def set_theme(self, theme: Theme) -> None:
        self.curve.set_theme(theme)

    def say(self, words: str) -> None:
        """The sentence is this one."""
        self.words.setText(words)

    def clear(self) -> None:
        """There is no training."""
        self.wall.clear()
        self.words.setText("")
        self.curve.begin()
        self.bar.setRange(0, 1)
        self.bar.setValue(0)

    def show_training(self, folder: Path, own: OwnTraining, progress: TrainingProgress) -> None:
        """What is known of a training that was begun before."""
        self._folder = folder
        self.wall.clear()
        self.curve.begin(progress.losses, progress.step)
        self.bar.setRange(0, max(1, progress.total))
        self.bar.setValue(progress.step)
        done = tr("complete") if progress.complete else tr("paused")
        after = (
            tr("after {step:,} of {total:,} steps", step=progress.step, total=progress.total)
            if progress.total
            else tr("not prepared yet")
        )
        self._show_unseen()
        self.words.setText(
            tr(
                "{name} is {done}, {after}. {verdict}", name=own.name, done=done, after=after, verdict=self.wall.verdict
            ).rstrip()
        )

    def begin(self, folder: Path) -> None:
        """A training has started, or goes on."""
        self._folder = folder
        self.words.setText(tr("Loading the unseen pieces …"))
        self.bar.setRange(0, 0)

    def hear(self, told: dict[str, Any]) -> None:
        """What the training tells."""
        if "preparing" in told:
            self._preparing(told)
        elif "pieces" in told:
            self._show_unseen()
            self.words.setText(tr("Finding out how long a step takes …"))
            self.bar.setRange(0, 0)
        elif "begin" in told:
            from core.training.own_training import read_progress

            self.curve.begin(read_progress(self._folder).losses if told["begin"] else (), told["begin"])
            self.bar.setRange(0, told["total"])
        elif "loss" in told:
            self._stepped(told)
        elif "snapshot" in told:
            self._show_unseen()

    def end(self) -> None:
        """It does not go on for now."""
        self.bar.setRange(0, max(1, self.bar.maximum()))
        self.curve.draw()

    def _show_unseen(self) -> None:
        from core.training.own_training import read_unseen

        self.wall.show_unseen(self._folder, read_unseen(self._folder))

    def _preparing(self, told: dict[str, Any]) -> None:
        self.bar.setRange(0, told["total"])
        self.bar.setValue(told["done"])
        what = tr("your meshes") if told["preparing"] == "meshes" else tr("furniture")
        self.words.setText(
            tr(
                "Preparing {what}: {told:,} of {told2:,} are sampled.",
                what=what,
                told=told["done"],
                told2=told["total"],
            )
        )

    def _stepped(self, told: dict[str, Any]) -> None:
        step, total = told["step"], told["total"]
        self.curve.add(math.nan if told["loss"] is None else told["loss"])
        self.bar.setValue(step)
        if step % 5 and step != total:
            return
        left = time_left(told["seconds"] / step * (total - step))
        mean = number(self.curve.recent(20))
        self.words.setText(
            tr(
                "Step {step:,} of {total:,}, {left}; query loss {mean} (mean of the last 20).",
                step=step,
                total=total,
                left=left,
                mean=mean,
            )
        )
        self.curve.draw()
