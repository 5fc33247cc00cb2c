"""A session file whose setup or view was changed by somebody: it is restored, or there is one sentence."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.document.bookmarks import packed, with_camera
from app.document.document import Camera, ObservationSetup, View
from app.document.inspection import Inspect
from app.engine.session_io import restore
from core.errors import UserError
from core.observation.observe import observe
from core.readers.load import load
from core.runs.checkpoint import load_checkpoint, method_of
from core.runs.identity import file_hash, weights_hash
from core.runs.run import advance, begin
from core.runs.session import Session, write_session
from tests.app.driving import SHAPES
from tests.spoiling import WRONG, edited, one_sentence, spoilt, tables
from tests.trials import examples

CPU, PLAIN = torch.device("cpu"), "scratch-2d"
DIGIT = SHAPES / "digit-3.png"


KEPT = with_camera((), "field", Camera((0.0, 0.0, 5.0), (0.0, 0.0, 0.0), (0.0, 1.0, 0.0), 30.0, 1.0))


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A session of two steps."""
    file, checkpoint = tmp_path_factory.mktemp("session") / "one.metasdf", load_checkpoint(PLAIN)
    source, method = load(DIGIT), method_of(checkpoint, "cpu")
    run = begin(str(DIGIT), observe(source, "dense", 48, 0), checkpoint, method, 0)
    for _ in range(2):
        run = run.extended(advance(run, method))
    setup = asdict(ObservationSetup(PLAIN, "dense", 48)) | {"drawing": ""}
    view = {"overlays": asdict(View()), "cursor": 1, "camera": None, "inspect": asdict(Inspect())}
    view["bookmarks"] = packed(KEPT)
    name = f"bundled:{DIGIT.name}"
    write_session(file, Session(name, file_hash(DIGIT), source.normalization, setup, weights_hash(PLAIN), run, view))
    return file


def test_it_is_restored_as_it_was(saved):
    document, _, _, remark = restore(str(saved), 1, CPU)
    assert (document.setup, remark) == (ObservationSetup(PLAIN, "dense", 48), "")
    assert document.arrival is not None
    assert (document.arrival.cursor, document.arrival.view, document.arrival.inspect) == (1, View(), Inspect())
    assert document.arrival.bookmarks == KEPT


@settings(max_examples=examples(120), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), value=WRONG)
def test_a_setup_and_a_view_of_any_content(saved, data, value):
    whole = saved.read_bytes()

    def change(document: dict[str, Any]) -> None:
        places = [path for path in tables(document) if path[0] in ("setup", "view")]
        wrong = spoilt(document, data.draw(st.sampled_from(places)), value)
        document.update(wrong)

    try:
        edited(saved, change)
        one_sentence(lambda: restore(str(saved), 1, CPU))
    finally:
        saved.write_bytes(whole)


def test_a_value_of_the_setup_that_does_not_fit_is_named(saved):
    whole = saved.read_bytes()
    try:
        edited(saved, lambda document: document["setup"].update(count="many"))
        with pytest.raises(UserError, match="its setup, count is 'many' and has to be a whole number"):
            restore(str(saved), 1, CPU)
    finally:
        saved.write_bytes(whole)
