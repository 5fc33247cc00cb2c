"""From a state that a text tells (app.document.statetext) to the files that are here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.document.statetext import ToldState
from app.system.words import tr
from core.errors import UserError
from core.runs.identity import file_hash, local_path, weights_hash
from core.runs.packed import place_of


def at_hand(state: ToldState, near: Sequence[str] = ()) -> ToldState:
    """The same with the paths that its shape and its checkpoint have here. near: other files that may be the shape.

    Raises UserError, one sentence, where they are not here or are not what the text was made with.
    """
    path = local_path(state.input, Path.cwd() / "state")
    wanted, name = state.input_sha256, Path(path).name
    found = [one for one in (path, *(other for other in near if Path(other).name == name)) if file_hash(one)]
    if not found:
        raise UserError(
            tr(
                "{path} is not here; put {name} there, or open it first and paste the state again.",
                path=path,
                name=name,
            )
        )
    fitting = next((one for one in found if wanted in ("", file_hash(one))), None)
    if fitting is None:
        raise UserError(
            tr(
                "{found} is not the {name} that the state was copied from; put that one in its place.",
                found=found[0],
                name=name,
            )
        )
    net = place_of(state.checkpoint, state.weights, Path(fitting), None, weights_hash)
    if state.weights and weights_hash(net) != state.weights:
        raise UserError(
            tr(
                "The checkpoint {checkpoint} is not here, or has other weights than when the state was "
                "copied; put that one in its place.",
                checkpoint=state.checkpoint,
            )
        )
    return replace(state, input=fitting, checkpoint=net)
