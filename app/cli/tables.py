"""Rows of an evaluation as Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Row = dict[str, Any]

HEAD = (
    "data", "context", "checkpoint", "steps", "n", "failures", "Chamfer × 1000", "95 % interval", "median",
    "in input units", "IoU", "mean error", "adapt, s", "extract, s", "to the auto-decoder's error, s", "peak, MB",
)  # fmt: skip


def cell(value: float | None, digits: int = 3, unknown: str = "∞") -> str:
    """A number with so many significant digits, without exponents where they are not needed."""
    if value is None:
        return unknown
    return f"{value:,.0f}" if abs(value) >= 10**digits else f"{value:.{digits}g}"


def average(summary: dict[str, Any]) -> str:
    """A mean; where failures make it infinite, that of the others in brackets."""
    others = summary.get("mean_of_others")
    return cell(summary["mean"]) + (f" (others {cell(others)})" if others is not None else "")


def interval(summary: dict[str, Any]) -> str:
    """A 95 % interval, a dash where there is none."""
    ci = summary["ci95"]
    return "–" if ci is None else f"{cell(ci[0])} to {cell(ci[1])}"


def failures(row: Row) -> str:
    """How many failed, and how."""
    kinds = ", ".join(f"{count} {kind}" for kind, count in row["failed"].items())
    return kinds or "0"


def cells(row: Row) -> list[str]:
    """The cells of a row, in the order of `HEAD`."""
    chamfer = row["chamfer_x1000"]
    reached = row.get("autodecoder_error")
    seconds = "–" if reached is None else cell(row["seconds_to_autodecoder_error"], unknown="never")
    return [
        row["data"], row["supervision"], f"`{row['checkpoint']}`", str(row["steps"]), str(row["n"]), failures(row),
        average(chamfer), interval(chamfer), cell(chamfer["median"]), average(row["chamfer_x1000_original_units"]),
        average(row["iou"]), average(row["l1"]), cell(row["adapt_seconds"]), cell(row["extract_seconds"]), seconds,
        cell(row["peak_mb"]),
    ]  # fmt: skip


REAL_HEAD = (
    "context", "class", "checkpoint", "steps", "n", "failures", "IoU", "95 % interval", "IoU of the unseen part",
    "Chamfer × 1000, median", "F at 0.01", "F at 0.02", "normals", "adapt, s",
)  # fmt: skip


def real_cells(row: Row) -> list[str]:
    """The cells of a row of the suite `real`, in the order of `REAL_HEAD`."""
    unseen = row["unseen_iou"]["mean"]
    return [
        row["data"], row.get("class", "all"), f"`{row['checkpoint']}`", str(row["steps"]), str(row["n"]), failures(row),
        average(row["iou"]), interval(row["iou"]), "–" if unseen is None else cell(unseen),
        cell(row["chamfer_x1000"]["median"]), *(average(row[f"f_score_0{n}"]) for n in (1, 2)),
        average(row["normal_consistency"]), cell(row["adapt_seconds"]),
    ]  # fmt: skip


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def markdown(rows: Sequence[Row], skipped: Sequence[str]) -> str:
    """The whole table, and what was left out."""
    real = any(row["suite"] == "real" for row in rows)  # a table is of one suite
    text = table(REAL_HEAD, [real_cells(row) for row in rows]) if real else table(HEAD, [cells(row) for row in rows])
    if skipped:
        text += "\nLeft out:\n\n" + "".join(f"- {reason}\n" for reason in skipped)
    return text
