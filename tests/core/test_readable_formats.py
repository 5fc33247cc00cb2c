"""The table of formats is what dialogs, help and documents say, and every reader in it is there."""

from pathlib import Path

import pytest

from core.errors import UserError
from core.readers.formats import FORMATS, SUFFIXES, WORDS, dialog_patterns, format_of, in_words, is_idx, suffixes_of
from core.readers.load import load

ROOT = Path(__file__).parents[2]


def test_each_suffix_belongs_to_one_row_whose_reader_is_there() -> None:
    assert len(set(SUFFIXES)) == len(SUFFIXES)
    for row in FORMATS:
        assert callable(row.load())
        for suffix in row.suffixes:
            assert format_of(f"a{suffix}") is row
            assert format_of(f"A{suffix.upper()}") is row
    assert format_of("a.docx") is None


def test_dialogs_help_and_readme_name_all_of_them() -> None:
    from app.window.files import FILTERS

    said = (ROOT / "README.md").read_text(encoding="utf-8").partition("**Inputs**")[2].partition("\n## ")[0]
    for suffix in SUFFIXES:
        assert f"*{suffix} " in FILTERS
        assert f"`{suffix[1:]}`" in said
        assert suffix[1:] in in_words()
        assert suffix[1:].upper() in in_words(short=True).split()
    assert in_words() in _help_of_adapt()
    assert dialog_patterns("picture").split() == [f"*{suffix}" for suffix in suffixes_of("picture")]
    assert set(suffixes_of(*WORDS)) == set(SUFFIXES)


def _help_of_adapt() -> str:
    import argparse

    from app.cli.main import build_parser

    verbs = next(a for a in build_parser()._actions if isinstance(a, argparse._SubParsersAction))
    actions = verbs.choices["adapt"]._actions
    return next(str(action.help) for action in actions if action.dest == "input")


@pytest.mark.parametrize(("name", "known"), [
    ("train-images-idx3-ubyte", True), ("T10K-IMAGES-IDX3-UBYTE.GZ", True), ("a.idx", True), ("b.ubyte", False),
])  # fmt: skip
def test_idx_files_are_known_by_their_names(name: str, known: bool) -> None:
    assert is_idx(Path(name)) == known


def test_a_gltf_that_would_take_a_hundred_times_its_size_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    file = tmp_path / "nodes.gltf"
    file.write_text('{"asset":{"version":"2.0"},"nodes":[' + "{}," * 2_000_000 + "{}]}", encoding="utf-8")
    with pytest.raises(UserError, match="MB of memory and its size allows"):
        load(str(file))
