"""Test files that take longest, the longest first. Two processes that begin with them end at about the same time."""

from __future__ import annotations

LONGEST = (
    "tests/app/test_lessons.py", "tests/app/test_evaluate.py", "tests/app/test_closing.py",
    "tests/app/test_own_shapes.py", "tests/test_torture.py", "tests/app/test_runs_panel.py",
    "tests/app/test_branches.py", "tests/app/test_streams.py", "tests/core/test_paper_sizes.py",
    "tests/app/test_sessions.py", "tests/core/test_bench.py", "tests/app/test_refine.py", "tests/app/test_trial.py",
    "tests/test_wheel.py", "tests/app/test_cli.py", "tests/app/test_written_colors.py", "tests/app/test_recovering.py",
    "tests/app/test_training.py", "tests/core/test_prepare.py", "tests/app/test_keys.py", "tests/app/test_start.py",
    "tests/core/test_meta_options.py", "tests/app/test_history.py", "tests/core/test_pools.py",
    "tests/test_distribution.py", "tests/app/test_long_runs.py", "tests/app/test_scenes.py",
    "tests/app/test_language.py", "tests/app/test_inspect.py", "tests/app/test_record.py", "tests/core/test_poisson.py",
    "tests/app/test_refinement.py", "tests/app/test_class.py", "tests/app/test_gallery_verb.py",
    "tests/app/test_prepare_verb.py", "tests/app/test_gallery.py", "tests/core/test_contract.py",
    "tests/app/test_scan.py", "tests/app/test_held_keys.py", "tests/app/test_audit.py", "tests/core/test_depth.py",
)  # fmt: skip
PLACE = {path: number for number, path in enumerate(LONGEST)}


def place(node: str) -> int:
    """Where a test comes in the order, by its node id: all files that are short come last, as they were."""
    return PLACE.get(node.partition("::")[0], len(LONGEST))
