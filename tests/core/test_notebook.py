"""The lines that docs/notebook.md shows really run, and are ten."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_ten_lines_of_the_notebook_run(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    found = re.search(r"```python\n(.*?)```", (ROOT / "docs" / "notebook.md").read_text(), re.DOTALL)
    assert found
    program = found[1]
    assert len([line for line in program.splitlines() if line]) == 10
    names: dict[str, object] = {}
    exec(program, names)
    assert "status='ok'" in capsys.readouterr().out
