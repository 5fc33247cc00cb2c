"""Files of every format with mistakes: at random, and valid but for one wrong meaning. They load, or one sentence says
why not; nothing else comes out, also where what was loaded is then used.

What failed once is kept in corpus/, named FORMAT-what.SUFFIX, and comes first ever after.
"""

from __future__ import annotations

import json
import re
import resource
import struct
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import torch

from app.engine.session_io import restore
from app.tools.lesson.pages import load_lesson
from core.errors import UserError
from core.evaluation.evaluation_folder import keep, kept
from core.evaluation.gallery import plan_of
from core.evaluation.gallery_folder import MANIFEST, begin, read_plan, read_result
from core.prepare.layout import read_split
from core.prepare.sampling import Sampling
from core.prepare.work import prepare
from core.readers.load import load
from core.runs.branch import Branch
from core.runs.checkpoint import load_checkpoint, method_of
from core.runs.recovery import Journal, read_recovery
from core.runs.session import write_session
from core.shapes.base import Samples, Scan
from core.shapes.drawing import empty, from_png, stroked, to_png
from core.training.train import train
from core.training.train_config import load_config
from tests.damage import INNER, WHOLE, damaged
from tests.torture.table import Row
from tests.torture.work import CPU, DIGIT, TINY, net, run_of, saved_net, session_of

CORPUS = Path(__file__).parent / "corpus"
WRONG: tuple[Any, ...] = (
    None, True, -1, 0, 1.5, 1e308, "inf", "nan", 2**63, 10**9, "", "x" * 300, "\0", "../../etc/passwd", "/dev/zero", [],
    [[1]], {}, {"a": {"b": 1}}, "\ud800", "https://example.org/a.ply", -(10**30),
)  # fmt: skip
SECONDS = 20.0
"""Of a core; who takes longer for a few kilobytes hangs."""
MOST_MB = 1300

Read = Callable[[Path], object]
USED = torch.zeros(4, 2)


def use(path: Path) -> None:
    """What is done first with a shape."""
    source = load(path)
    if isinstance(source, Scan | Samples):
        return
    rng = np.random.default_rng(0)
    points, _ = source.sample_surface(16, rng)
    assert np.isfinite(source.sdf(points)).all()


def use_session(path: Path) -> None:
    """What is done first with a session: its line goes on."""
    document, _, method, _ = restore(str(path), 1, CPU)
    method.field(document.run.entries[-1].state)(USED)


def use_checkpoint(path: Path) -> None:
    checkpoint = load_checkpoint(str(path.parent))
    method = method_of(checkpoint, CPU)
    if checkpoint.spec.dim == 2 and method.key == "metasdf":
        method.step(method.start(run_of(0).observation)[0], run_of(0).observation)


def use_state(path: Path) -> None:
    for _ in train(TINY, path.parent, CPU, resume=True):
        break


def documents(folder: Path) -> dict[str, tuple[Path, Read]]:
    """Whole files of all formats but those of shapes, with what reads them. folder: an empty one."""
    files: dict[str, tuple[Path, Read]] = {}
    saved_net(folder / "card")
    files["card"] = folder / "card" / "card.json", use_checkpoint
    saved_net(folder / "weights")
    files["weights"] = folder / "weights" / "weights.safetensors", use_checkpoint
    write_session(folder / "session.metasdf", session_of(2, str(folder / "card")))
    files["session"] = folder / "session.metasdf", use_session
    journal = Journal(folder / "left.metasdf", session_of(1))
    journal.add((Branch(0, -1, 0, run_of(4)),), 0, {"cursor": 4})
    journal.close()
    files["recovery"] = folder / "left.steps", lambda path: read_recovery(path.with_suffix(".metasdf"))
    for _ in zip(range(2), train(TINY, folder / "training", CPU), strict=False):
        pass
    files["training"] = folder / "training" / "training.safetensors", use_state
    begin(folder / "gallery", plan_of([str(DIGIT)], net(), trained_steps=1, resolution=16))
    files["gallery"] = folder / "gallery" / MANIFEST, lambda path: read_plan(path.parent)
    subject = read_plan(folder / "gallery")[1][0]
    results = folder / "gallery" / "results"
    results.mkdir()
    golden = Path(__file__).parents[1] / "golden" / "gallery-2" / "results" / "00000.json"
    (results / "00000.json").write_text(golden.read_text(encoding="utf-8"), encoding="utf-8")
    files["result"] = results / "00000.json", lambda path: read_result(path.parents[1], subject)
    keep(folder / "evaluation", {"suite": "3d"}, {})
    files["evaluation"] = folder / "evaluation" / "evaluation.json", lambda path: kept(path.parent, {"suite": "3d"})
    list(prepare([], folder / "preparation", Sampling()))
    files["preparation"] = (
        folder / "preparation" / "prepare.json", lambda path: list(prepare([], path.parent, Sampling())),
    )  # fmt: skip
    splits = {
        "split.json": '{"ShapeNetV2": {"03001627": ["a", "b"]}}',
        "split.csv": "id,synsetId,subSynsetId,modelId,split\n1,2691156,2691156,a,train\n",
    }
    for name, text in splits.items():
        (folder / name).write_text(text, encoding="utf-8")
        files[name] = folder / name, read_split
    toml = Path(__file__).parents[2] / "assets" / "training" / "digits-dense.toml"
    (folder / "recipe.toml").write_text(toml.read_text(encoding="utf-8"), encoding="utf-8")
    files["recipe"] = folder / "recipe.toml", load_config
    lesson = Path(__file__).parents[1] / "golden" / "lesson-1.toml"
    (folder / "lesson.toml").write_text(lesson.read_text(encoding="utf-8"), encoding="utf-8")
    files["lesson"] = folder / "lesson.toml", lambda path: load_lesson(path, (), ())
    (folder / "drawing.png").write_bytes(to_png(stroked(empty(), (-0.5, 0), (0.5, 0), 0.2, "pen")))
    files["drawing"] = folder / "drawing.png", lambda path: from_png(path.read_bytes())
    return files


# --- mistakes with a meaning


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where something stands in a document."""
    items = value.items() if isinstance(value, dict) else enumerate(value[:50]) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*at, key)
        yield from places(inner, (*at, key))


def misled(document: Any, rng: np.random.Generator) -> Any:
    """A document with one wrong value, without one, with one more, or nested endlessly."""
    document = json.loads(json.dumps(document))
    there = list(places(document))
    if not there:
        return WRONG[int(rng.integers(len(WRONG)))]
    *way, last = there[int(rng.integers(len(there)))]
    inner = document
    for key in way:
        inner = inner[key]
    wrong = WRONG[int(rng.integers(len(WRONG)))]
    match int(rng.integers(0, 8)):
        case 0 if isinstance(inner, dict):
            del inner[last]
        case 1 if isinstance(inner, dict):
            inner["unheard_of"] = wrong
        case 2 if isinstance(inner[last], list):
            inner[last] = inner[last][:1] * 3 + inner[last]
        case 3 if isinstance(inner[last], int | float):
            inner[last] = inner[last] * -1 + int(rng.integers(-2, 3))
        case _:
            inner[last] = wrong
    return document


def misled_json(data: bytes, rng: np.random.Generator) -> bytes:
    if rng.random() < 0.02:
        return b"[" * 100_000
    return json.dumps(misled(json.loads(data), rng)).encode("utf-8", "surrogatepass")


def misled_tensors(data: bytes, rng: np.random.Generator) -> bytes:
    """A safetensors file whose head says something else."""
    (length,) = struct.unpack("<Q", data[:8])
    head = json.dumps(misled(json.loads(data[8 : 8 + length]), rng)).encode("utf-8", "surrogatepass")
    length = int(rng.integers(0, 2**62)) if rng.random() < 0.1 else len(head)
    body = bytearray(data[8 + struct.unpack("<Q", data[:8])[0] :])
    if rng.random() < 0.2 and len(body) >= 4:
        at = int(rng.integers(0, len(body) // 4)) * 4
        body[at : at + 4] = struct.pack("<f", float(rng.choice([np.nan, np.inf, -1e38, 1e30])))
    return struct.pack("<Q", length) + head + bytes(body)


def misled_session(data: bytes, rng: np.random.Generator) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = str(rng.choice(list(parts)))
    if rng.random() < 0.7:
        name = "session.json"
    parts[name] = (misled_json if name.endswith(".json") else misled_tensors)(parts[name], rng)
    if rng.random() < 0.05:
        parts[str(rng.choice(["../evil", "extra.json", "a/b"]))] = b"x"
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return made.getvalue()


def misled_toml(data: bytes, rng: np.random.Generator) -> bytes:
    """A TOML text with another value behind one key."""
    values = list(re.finditer(rb"(?m)^(\w+) = (.+)$", data))
    found = values[int(rng.integers(len(values)))]
    other = [b"-1", b"0", b"1e400", b"nan", b'"x"', b"[1]", b"[[]]", b"true", b"99999999999999999999", b"{a = 1}",
             b'"../../x"', b'"/dev/zero"', b"0x" + b"f" * 5000, b"1979-05-27"]  # fmt: skip
    return data[: found.start(2)] + other[int(rng.integers(len(other)))] + data[found.end(2) :]


MISLED: dict[str, Callable[[bytes, np.random.Generator], bytes]] = {
    **dict.fromkeys(("card", "gallery", "result", "evaluation", "preparation", "split.json"), misled_json),
    **dict.fromkeys(("weights", "training"), misled_tensors),
    **dict.fromkeys(("recipe", "lesson"), misled_toml),
    "session": misled_session,
}


# --- trying


def fault_of(file: Path, read: Read) -> str:
    """What is wrong with what came out, "" for nothing."""
    before = resource.getrusage(resource.RUSAGE_SELF)
    try:
        read(file)
    except UserError as told:
        said = re.sub(r"'[^']*'", "''", re.sub(r"\S*/\S*", "FILE", str(told)))  # what it quotes of the file
        if INNER.search(said):
            return f"inner words: {told}"
        if "\n" in str(told) or not str(told).endswith("."):
            return f"no sentence: {told!s:.200}"
    except BaseException as fault:
        if isinstance(fault, KeyboardInterrupt):
            raise
        return f"{type(fault).__name__}: {fault!s:.200}"
    after = resource.getrusage(resource.RUSAGE_SELF)
    if after.ru_utime - before.ru_utime > SECONDS:
        return f"took {after.ru_utime - before.ru_utime:.0f} s of a core"
    return ""


def run(short: bool) -> Row:
    """At least 100,000 files in the long form."""
    row = Row("inputs")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        files = {f"shape {name}": (folder / name, use) for name in WHOLE}
        for name, data in WHOLE.items():
            (folder / name).write_bytes(data)
        files |= documents(folder)
        replay(row, files, folder)
        each = -(-(1000 if short else 100_000) // len(files))
        for name, (file, read) in files.items():
            rng = np.random.default_rng(list(name.encode()))
            whole = file.read_bytes()
            for number in range(each):
                data = mistaken(whole, MISLED.get(name), rng, number) or b"x"
                file.write_bytes(data)
                fault = fault_of(file, read)
                if not row.check(not fault, f"{name} {number}: {fault}"):
                    keep_failed(name, number, data)
            file.write_bytes(whole)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    row.check(peak < MOST_MB, f"{peak} MB of memory were taken")
    row.figures.append(f"{len(files)} kinds of files, peak {peak} MB")
    return row


def mistaken(
    whole: bytes, mislead: Callable[[bytes, np.random.Generator], bytes] | None, rng: np.random.Generator, number: int
) -> bytes:
    """Of documents every second one is valid and means something else; all others have one to three damages."""
    if mislead is not None and number % 2:
        return mislead(whole, rng)
    data = whole
    for _ in range(1 + number % 3):
        data = damaged(data, rng) or b"x"
    return data


def keep_failed(name: str, number: int, data: bytes) -> None:
    """Where it can be looked at, and from where it may go to the corpus."""
    out = Path("out/torture")
    out.mkdir(parents=True, exist_ok=True)
    data = data.replace(str(CORPUS.parents[2]).encode(), b"")  # what is kept says nothing of the machine
    (out / f"{name.removeprefix('shape ').replace('.', '_')}-{number}.bin").write_bytes(data)


def replay(row: Row, files: dict[str, tuple[Path, Read]], folder: Path) -> None:
    """What failed once."""
    for kept_file in sorted(CORPUS.glob("*-*")):
        name = kept_file.name.partition("-")[0]
        known = files.get(name)
        if known is None:
            file = folder / f"again-{kept_file.name.partition('-')[2]}"
            read: Read = use
        else:
            file, read = known
        before = file.read_bytes() if file.exists() else b""
        file.write_bytes(kept_file.read_bytes())
        fault = fault_of(file, read)
        row.check(not fault, f"corpus/{kept_file.name}: {fault}")
        if before:
            file.write_bytes(before)
