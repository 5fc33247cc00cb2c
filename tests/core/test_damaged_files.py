"""Files of every format, damaged at random: they load, or they are refused in one sentence without inner words."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from core.errors import UserError
from core.readers.load import load
from tests.damage import INNER, WHOLE, damaged
from tests.trials import examples

TIMES = examples(120)


@pytest.mark.parametrize("name", WHOLE)
def test_only_sentences_come_out(tmp_path: Path, name: str) -> None:
    rng = np.random.default_rng(list(name.encode()))
    file = tmp_path / name
    file.write_bytes(WHOLE[name])
    if name != "strips.ply":
        load(file)
    for number in range(TIMES):
        data = WHOLE[name]
        for _ in range(1 + number % 3):
            data = damaged(data, rng) or b"x"
        file.write_bytes(data)
        try:
            load(file)
        except UserError as fault:
            said = re.sub(r"'[^']*'", "''", str(fault).replace(str(file), "FILE"))  # what it quotes of the file
            assert not INNER.search(said), (number, said)
            assert "FILE" in said or name in said, (number, said)
            assert "\n" not in said
            assert said.endswith("."), (number, said)
