"""A test that takes its process along is tried once more, then it is one failed test; the run ends, and says so."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FILES = {
    "finished": "def test_a(): pass\ndef test_b(): pass\n",
    "other": "import time\ndef test_slow(): time.sleep(3)\ndef test_after(): pass\n",
    "dies": "import os\ndef test_before(): pass\ndef test_dies(): os._exit(1)\ndef test_left(): pass\n",
    "once": "import os, pathlib\ndef test_dies(tmp_path_factory):\n    flag = pathlib.Path('flag')\n"
    "    if not flag.exists():\n        flag.touch()\n        os._exit(1)\n",
    "one": "def test_one(): pass\n",
    "last": "def test_last(): pass\n",
}


@pytest.mark.parametrize(("order", "failed"), [
    (("finished", "other", "dies", "one", "last"), 1), (("other", "one", "last", "dies"), 1),
    (("finished", "other", "once", "one"), 0),
])  # fmt: skip
def test_a_process_that_dies_costs_one_test(tmp_path: Path, order: tuple[str, ...], failed: int) -> None:
    for number, name in enumerate(order):
        (tmp_path / f"test_{number}_{name}.py").write_text(FILES[name], encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    few = ["-p", "xdist", "-p", "pytest_timeout", "-p", "tests.distribution"]  # plugins; others take long to import
    command = [sys.executable, "-m", "pytest", *few, "-n", "2", "--dist", "loadfile"]
    # The hang that this guards against would end in the timeout, not in an assertion.
    found = subprocess.run(
        [*command, "--no-loadscope-reorder", "-rfE", "--timeout", "60", "."], cwd=tmp_path, text=True, timeout=240,
        capture_output=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
    )  # fmt: skip
    count = sum(FILES[name].count("def test_") for name in order)
    assert found.returncode == failed, found.stdout
    assert f"{count - failed} passed" in found.stdout, found.stdout
    assert ("1 failed" in found.stdout) == bool(failed)
    assert "each was tried once more" in found.stdout
    assert found.stdout.rstrip().count("::test_dies") >= 1
