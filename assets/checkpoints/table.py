"""Prints the bundled cards as one Markdown page: `python assets/checkpoints/table.py > docs/checkpoints.md`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent

HEAD = """# Bundled checkpoints

Made from the cards by `assets/checkpoints/table.py`. Every number is over shapes of the test split, which no checkpoint
was trained on, each observed once with its own seed: mean ± standard deviation over shapes. IoU is over the whole shape
(2D: 64 x 64 pixels; 3D: 8,000 points in the bounding box grown by 10 %). The error is mean |f - s|, in image widths for
digits and in normalised units for furniture. "untrained" is the same field from its geometric initialisation, given the
same steps with the learned rates.
"""

UNSEEN = """
## Completion: IoU of the part that was not seen

Behind the mask for digits; the half of space that faces away from the camera for furniture. "best single" is the one
training shape that would be the best answer for all test shapes; "retrieved" is for each test shape the training shape
that fits its observation best.

| checkpoint | adapted | un-adapted start | best single training shape | retrieved training shape | training shapes |
| --- | --- | --- | --- | --- | --- |
"""

FAMILIES = """
## Nets of several families

The first table has them on the test pieces of real furniture; this one on the test shapes of what they were trained on
beside: kits of furniture, and procedural furniture.

| checkpoint | family | shapes | IoU | error |
| --- | --- | --- | --- | --- |
"""

REAL = """
## Real furniture, beside

Meshes by others, in their own proportions and styles, after the steps they were trained for. The nets of this table
were not trained on them.

| checkpoint | class | meshes | IoU | IoU at the un-adapted start | error |
| --- | --- | --- | --- | --- | --- |
"""


HISTORY = """
## How each was trained

`make train-assets` trains them anew with the settings on the cards; the weights here differ from such a rebuild where a
note says so.

"""


def number(spread: dict[str, float], digits: int = 3) -> str:
    return f"{spread['mean']:.{digits}f} ± {spread['std']:.{digits}f}"


OTHERS = """
## Other methods

The same field, on the same unseen shapes. They were trained for less time than most checkpoints above (minutes below);
`...-metasdf` above is MetaSDF from an untrained start with about as many minutes as these.

| checkpoint | steps | IoU | error |
| --- | --- | --- | --- |
"""


def row(*cells: object) -> str:
    return "| " + " | ".join(str(c) for c in cells) + " |\n"


def page(cards: list[dict[str, Any]]) -> str:
    """The whole document."""
    others = [card for card in cards if card["method"] != "metasdf"]
    cards = [card for card in cards if card["method"] == "metasdf"]
    steps = max(card["trained_steps"] for card in cards)
    text = (
        HEAD + "\n" + row("checkpoint", "shapes", *(f"IoU, step {k}" for k in range(steps + 1)), "error", "untrained")
    )
    text += row(*["---"] * (steps + 5))
    for card in cards:
        r = card["results"]
        ious = [number(s["iou"]) for s in r["steps"]]
        ious += ["-"] * (steps + 1 - len(ious))  # it has fewer
        text += row(
            f"`{card['name']}`",
            r["shapes"],
            *ious,
            number(r["steps"][-1]["l1"], 4),
            number(r["untrained_start"]["iou"]),
        )
    text += UNSEEN
    for card in cards:
        if unseen := card["results"].get("unseen_part_iou"):
            keys = ("adapted", "unadapted_start", "best_single", "retrieved")
            known = (number(unseen[k]) if k in unseen else "-" for k in keys)
            text += row(f"`{card['name']}`", *known, unseen.get("training_shapes", "-"))
    text += FAMILIES
    for card in cards:
        for family, r in card["results"].get("families", {}).items():
            last = r["steps"][-1]
            text += row(f"`{card['name']}`", family, r["shapes"], number(last["iou"]), number(last["l1"], 4))
    text += REAL
    for card in cards:
        for kind, r in card["results"].get("real", {}).items():
            text += row(
                f"`{card['name']}`",
                kind,
                r["shapes"],
                number(r["iou"]),
                number(r["iou_unadapted_start"]),
                number(r["l1"]),
            )
    text += OTHERS
    for card in others:
        last = card["results"]["steps"][-1]
        text += row(f"`{card['name']}`", last["step"], number(last["iou"]), number(last["l1"], 4))
    text += HISTORY
    for card in [*cards, *others]:
        text += f"- `{card['name']}`: {card['outer_steps']:,} outer steps, {card['training_minutes']} minutes. "
        text += card.get("notes", "") + "\n"
    return text


if __name__ == "__main__":
    sys.stdout.write(page([json.loads(path.read_text()) for path in sorted(FOLDER.glob("*/card.json"))]))
