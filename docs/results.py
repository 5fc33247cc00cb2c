"""Makes docs/results.md from the tables that `make reproduce` leaves in docs/results: `python docs/results.py`.

Every number and every verdict of the page comes from a table.json; how methods were trained comes from their cards.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from app.cli.tables import (  # noqa: E402 (the folder of the program comes first)
    REAL_HEAD,
    average,
    cell,
    failures,
    interval,
    real_cells,
    table,
)
from core.fields.field import FieldSpec  # noqa: E402
from core.runs.checkpoint import BUNDLED, bundled_checkpoints  # noqa: E402

Row = dict[str, Any]
TABLES = ROOT / "docs" / "results"
SUITES = {
    "2d": "2D: digits",
    "3d": "3D: furniture",
    "ood": "Far from the training shapes",
    "speed": "Time to the auto-decoder's error",
    "real": "Real furniture",
}
AIM = 10.0
RISE = 0.05

HEAD = """# Results

Made by `make reproduce` (`docs/results.py`, from the `table.json` files in `docs/results`): all methods on shapes
that none of them saw in training, with the bundled checkpoints. Nothing on this page is written by hand.

- **Chamfer × 1000**: mean squared distance to the nearest point, from 30,000 points of one surface to 30,000 of the
  other and back, summed. In normalised units: 3D shapes fill the unit sphere up to 3 %, pictures the box [-1, 1]². "In
  input units" is the same before normalisation (pixels, metres). Two samplings of one surface are not at distance 0.
- **IoU** of insides, at 64 x 64 pixels or at 20,000 points of the bounding box grown by 10 %. **Error**: mean |f - s|,
  in image widths or normalised units.
- **Failures**, empty surfaces and diverged fields, are never left out: a missing surface has an infinite Chamfer
  distance, hence an infinite mean, and counts in the median. The mean of the others stands beside in brackets. The
  interval is Student's, of the mean.
- **adapt**: seconds of the method's own steps up to its trained number, median over shapes. **extract**: seconds to
  find the level set.
- **to the auto-decoder's error**: seconds until a method's Chamfer distance first reaches that of the converged
  auto-decoder on the same shape in the same run. The better of the two auto-decoders counts; its own seconds end when
  it is within 5 % of its last error. Methods of many steps are measured at steps a quarter apart. Median over shapes;
  "never" where half or more do not reach it. **Times sooner** is the auto-decoder's time over the method's on each
  shape, 0 where it is not reached; median over shapes.
- **Budgets**: the bundled MetaSDF nets were trained for longer than the other methods. So that the method can be told
  from the time it was given, `...-metasdf` is MetaSDF from an untrained start with about as many minutes as the others.
  Minutes and tasks seen stand in the last table. Where n is small, intervals are wide, and a row says little.
- **Real furniture** (suite real): the pieces of a folder whose file names, by their checksum, keep them from training
  (`core/shapes/split.py`). **F**: harmonic mean of the shares of points of either surface that lie within 0.01 or 0.02
  of the other (30,000 random points of a surface are themselves up to 0.01 apart, so that F at 0.01 stays below 1 even
  for the truth). **normals**: mean |cosine| between the normals of nearest points. Both are 0 without a surface. **IoU
  of the unseen part**: in the half of space that faces away from the camera. `poisson`: screened Poisson
  reconstruction, depth 7; `retrieved`: the training piece that fits the observation best; 0 steps: a net before it
  adapts.
- **peak**: megabytes of tensors that the weights, a start and a step take together at most.
"""


def rows_of(suite: str) -> list[Row]:
    """The saved rows of a suite; none when it was not run."""
    file = TABLES / suite / "table.json"
    return json.loads(file.read_text()) if file.is_file() else []


def about(suite: str) -> dict[str, Any]:
    """On which machine a suite was run, for how long, and what was left out."""
    return json.loads((TABLES / suite / "about.json").read_text())


def groups(rows: Sequence[Row]) -> Iterator[tuple[str, list[Row]]]:
    """Rows of one condition each, by its name."""
    for title in dict.fromkeys(f"{row['data']}, {row['supervision']}" for row in rows):
        yield title, [row for row in rows if f"{row['data']}, {row['supervision']}" == title]


def mean(row: Row) -> float:
    value = row["chamfer_x1000"]["mean"]
    return float("inf") if value is None else value


def median(row: Row) -> float:
    value = row["chamfer_x1000"]["median"]
    return float("inf") if value is None else value


def metasdfs(rows: Sequence[Row]) -> list[Row]:
    """The rows of MetaSDF after its trained steps: the bundled net, then the one of the others' budget."""
    return [r for r in rows if r["method"] == "metasdf" and "rise_beyond_best" not in r]


def speed_verdicts(rows: Sequence[Row]) -> Iterator[str]:
    for title, own in groups(rows):
        if not any("autodecoder_error" in row for row in metasdfs(own)):
            yield f"{title}: not measured (a method is missing)."
        for row in metasdfs(own):
            if "autodecoder_error" not in row:
                continue
            found = row["autodecoder_error"]
            other = next(r for r in own if r["checkpoint"] == found["of"])
            times, (low, high) = found["times_sooner"]["median"], found["times_sooner"]["quartiles"]
            aim = "reaches the aim" if times is None or times >= AIM else "misses the aim"
            yield (
                f"{title}: `{row['checkpoint']}` reaches the error of the converged `{found['of']}` **{cell(times)} "
                f"times** sooner (median of {row['n']} shapes, quartiles {cell(low)} to {cell(high)}; "
                f"{cell(row['seconds_to_autodecoder_error'], unknown='never')} s to "
                f"{cell(other['seconds_to_autodecoder_error'], unknown='never')} s; reached on "
                f"{found['reached']} of {row['n']}): {aim} of {AIM:g}."
            )


def encoder_verdicts(rows: Sequence[Row]) -> Iterator[str]:
    for title, own in groups(rows):
        encoders = [r for r in own if r["method"].startswith("encoder")]
        if not metasdfs(own) or len(encoders) < 2:
            missing = f"{len(encoders)} of 2 set encoders" if metasdfs(own) else "no MetaSDF"
            yield f"{title}: not measured ({missing})."
            continue
        against = ", ".join(f"{r['method']} {average(r['chamfer_x1000'])}" for r in encoders)
        for row in metasdfs(own):
            lost = [r for r in encoders if not (mean(row) < mean(r) and median(row) < median(r))]
            words = "beats both set encoders" if not lost else f"does not beat {', '.join(r['method'] for r in lost)}"
            yield (
                f"{title}: `{row['checkpoint']}` **{words}** by mean and median "
                f"(mean {average(row['chamfer_x1000'])} to {against})."
            )


def beyond_verdicts(rows: Sequence[Row]) -> Iterator[str]:
    for title, own in groups(rows):
        for row in own:
            rise = row.get("rise_beyond_best")
            if rise is None:
                continue
            holds = all(value is not None and value <= RISE for value in rise.values())
            percent = {name: "∞" if value is None else f"{100 * value:.1f} %" for name, value in rise.items()}
            yield (
                f"{title}, `{row['checkpoint']}`: up to {row['steps']} steps the mean error rises by {percent['l1']} "
                f"over its best, the median Chamfer distance by {percent['chamfer_x1000']}: "
                f"{'at most 5 %' if holds else '**more than 5 %**'}."
            )


def lost_verdicts(rows: Sequence[Row]) -> Iterator[str]:
    """Who ends below the bundled MetaSDF, however long it takes."""
    for title, own in groups(rows):
        for first in metasdfs(own)[:1]:
            below = [r for r in own if r["method"] != "metasdf" and median(r) < median(first)]
            found = ", ".join(f"`{r['checkpoint']}` ({cell(median(r))} after {r['steps']} steps)" for r in below)
            yield (
                f"{title}: a lower median Chamfer distance than `{first['checkpoint']}` after {first['steps']} steps "
                f"({cell(median(first))}) has {found or 'no other method'}."
            )


def far_verdicts(rows: Sequence[Row]) -> Iterator[str]:
    """In how many conditions the bundled MetaSDF ends below each other method."""
    won: dict[str, list[bool]] = {}
    for _, own in groups(rows):
        for first in metasdfs(own)[:1]:
            for row in own:
                if row["method"] != "metasdf":
                    won.setdefault(row["method"], []).append(median(first) < median(row))
    for method, wins in won.items():
        yield f"against {method}: the lower median Chamfer distance in {sum(wins)} of {len(wins)} conditions."


def real_verdicts(rows: Sequence[Row]) -> Iterator[str]:
    """What the nets are worth on real furniture beside Poisson and the nearest training piece, all pieces together."""
    for title, own in groups([row for row in rows if "class" not in row]):
        for net in (r for r in own if r["method"] == "metasdf" and r["steps"] > 0):
            words = f"{title}: after {net['steps']} steps `{net['checkpoint']}` has a mean IoU of "
            words += f"**{cell(net['iou']['mean'])}**{_unseen(net)}"
            others = [r for r in own if r["method"] != "metasdf"]
            words += "".join(f", {r['checkpoint']} {cell(r['iou']['mean'])}{_unseen(r)}" for r in others)
            start = next((r for r in own if r["checkpoint"] == net["checkpoint"] and r["steps"] == 0), None)
            yield words + (f", its own start {cell(start['iou']['mean'])}{_unseen(start)}." if start else ".")


def _unseen(row: Row) -> str:
    value = row["unseen_iou"]["mean"]
    return "" if value is None else f" (of the unseen part {cell(value)})"


def real_section(rows: Sequence[Row]) -> str:
    """All pieces together, then class by class."""
    whole, classes = ([r for r in rows if ("class" in r) == wanted] for wanted in (False, True))
    return "".join(
        f"\n**{title}**\n\n" + table(REAL_HEAD, [real_cells(row) for row in part])
        for title, part in (("All classes", whole), ("Class by class", classes))
        if part
    )


def bullets(lines: Iterator[str]) -> str:
    return "".join(f"- {line}\n" for line in lines)


def section(suite: str, rows: Sequence[Row]) -> str:
    """The table of a suite, condition by condition, with its plots."""
    note = about(suite)
    text = f"\n## {SUITES[suite]}\n\n"
    text += f"{note['minutes']:.0f} minutes, {note['processes']} process(es), {note['machine']['torch']}."
    text += f"{' ' + note['again'] if 'again' in note else ''}\n\n"
    text += f"![Error over steps](results/{suite}/error-steps.png)\n\n"
    text += f"![Error over seconds](results/{suite}/error-seconds.png)\n"
    head = [
        "checkpoint", "steps", "n", "failures", "Chamfer × 1000", "95 % interval", "median", "in input units", "IoU",
        "error", "adapt, s", "extract, s", "to the auto-decoder's error, s", "times sooner", "peak, MB",
    ]  # fmt: skip
    if suite == "real":
        text += real_section(rows)
    for title, own in groups(rows) if suite != "real" else ():
        text += f"\n**{title}**\n\n" + table(head, [cells(row) for row in own])
    if note["skipped"]:
        text += "\nLeft out:\n\n" + bullets(iter(note["skipped"]))
    return text


def cells(row: Row) -> list[str]:
    found, chamfer = row.get("autodecoder_error"), row["chamfer_x1000"]
    return [
        f"`{row['checkpoint']}`", str(row["steps"]), str(row["n"]), failures(row), average(chamfer), interval(chamfer),
        cell(chamfer["median"]), average(row["chamfer_x1000_original_units"]), average(row["iou"]), average(row["l1"]),
        cell(row["adapt_seconds"]), cell(row["extract_seconds"]),
        "–" if found is None else cell(row["seconds_to_autodecoder_error"], unknown="never"),
        "–" if found is None else cell(found["times_sooner"]["median"]), cell(row["peak_mb"]),
    ]  # fmt: skip


def tuning() -> str:
    """How each checkpoint was trained, from the cards."""
    text = (
        "\n## How each method was tuned\n\nFrom the cards (`assets/checkpoints/NAME/card.json`). Field: parameters of "
        "the adapted network. Rates: Adam's in training, for weights and for inner rates or codes; at test time.\n\n"
    )
    rows, notes = [], []
    for name in bundled_checkpoints():
        card = json.loads((BUNDLED / name / "card.json").read_text())
        t = card.get("training", {})
        count, batch = card.get("outer_steps", 0), t.get("meta_batch", 0)
        test = f"{t.get('test_rate')}" if card.get("method", "").startswith("autodecoder") else "–"
        rows.append([
            f"`{name}`", f"{FieldSpec(**card['spec']).parameter_count:,}", f"{count:,}", str(batch),
            f"{count * batch:,}", str(t.get("context_points", "–")), f"{t.get('learning_rate')}",
            f"{t.get('rate_learning_rate')}", test, str(card["trained_steps"]), str(card.get("training_minutes", "–")),
        ])  # fmt: skip
        notes += [f"`{name}`: {card[key]}" for key in ("tuning", "notes") if card.get(key)]
    head = [
        "checkpoint", "field", "outer steps", "batch", "tasks seen", "points", "rate", "second rate",
        "rate at test time", "steps at test time", "minutes",
    ]  # fmt: skip
    return text + table(head, rows) + "\n" + bullets(iter(notes))


def page() -> str:
    """The whole document."""
    found = {suite: rows for suite in SUITES if (rows := rows_of(suite))}
    main = [row for suite in ("2d", "3d") for row in found.get(suite, [])]
    text = HEAD + "\n## What the numbers say\n"
    text += "\nTime (suite speed):\n\n" + bullets(speed_verdicts(found.get("speed", [])))
    text += "\nSet encoders:\n\n" + bullets(encoder_verdicts(main))
    text += "\nMore steps than were trained, up to 4 K:\n\n" + bullets(beyond_verdicts(main))
    text += "\nWhere MetaSDF loses, given all the time that the others take:\n\n" + bullets(lost_verdicts(main))
    text += "\nFar from the training shapes, MetaSDF after its few steps (suite ood):\n\n"
    text += bullets(far_verdicts(found.get("ood", [])))
    if "real" in found:
        text += "\nReal furniture that no net was trained on (suite real):\n\n" + bullets(real_verdicts(found["real"]))
    for suite, rows in found.items():
        text += section(suite, rows)
    return text + tuning()


if __name__ == "__main__":
    (ROOT / "docs" / "results.md").write_text(page())
