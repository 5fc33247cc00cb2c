"""Child processes of the window that find a test's own checkpoints."""

from __future__ import annotations

from pathlib import Path

import pytest


def with_checkpoints(folder: Path):
    """A child process does not know of a test's own checkpoints: its words are kept, a small program runs them."""
    from app.tools.record.dialog import RecordDialog

    real = RecordDialog.arguments

    def arguments(self: RecordDialog, session: str) -> list[str]:
        return [*real(self, session), "--resolution", "32"]

    return arguments


def run_with(monkeypatch: pytest.MonkeyPatch, checkpoints: Path, folder: Path) -> None:
    """Let the child process find the test's checkpoints: a program of three lines that runs the same main."""
    root = Path(__file__).resolve().parents[2]
    lines = [
        "import sys",
        f"sys.path.insert(0, {str(root)!r})",
        "import core.runs.checkpoint as c, core.runs.session as s",
        f"from pathlib import Path; c.BUNDLED = s.BUNDLED = Path({str(checkpoints)!r})",
        "from app.cli.main import main",
        "sys.exit(main(sys.argv[1:]))",
    ]
    starter = folder / "starter"
    starter.mkdir()
    (starter / "main.py").write_text("\n".join(lines))
    monkeypatch.setattr("app.system.program.ROOT", starter)
