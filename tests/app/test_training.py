"""The verb `train`: a checkpoint with a card comes out, and a stopped run goes on."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from safetensors import safe_open
from safetensors.torch import load_file

import main
from app.cli.event_log import EventLog
from core.errors import UserError
from core.runs.checkpoint import BUNDLED, find_checkpoint, known_checkpoints, load_checkpoint
from core.storage.claims import claimed
from core.training.train import load_config, train
from tests.app.terminal import command
from tests.forked import python

ROOT = Path(__file__).resolve().parents[2]
CONFIG = """
name = "small"
family = "furniture"
observe = "dense"
context_points = 32
query_points = 32
inner_steps = 2
meta_batch = 2
outer_steps = {steps}
save_every = 2
seed = 0
[field]
dim = 3
width = 8
depth = 1
"""


@pytest.fixture(autouse=True)
def few_shapes(monkeypatch):
    monkeypatch.setattr("app.cli.training.TEST_SHAPES", 2)
    monkeypatch.setattr("app.cli.training.TRAINING_SHAPES", 2)
    monkeypatch.setattr("app.cli.training.REAL_SHAPES", 1)


def test_a_checkpoint_comes_out_and_resuming_adds_nothing(tmp_path, capsys):
    config, out = tmp_path / "small.toml", tmp_path / "small"
    config.write_text(CONFIG.format(steps=4))
    meshes = tmp_path / "meshes" / "chair"
    meshes.mkdir(parents=True)
    shutil.copy(ROOT / "assets" / "shapes" / "chair.ply", meshes)
    arguments = ["train", str(config), "--out", str(out), "--device", "cpu"]
    assert main.main([*arguments, "--real", str(meshes.parent)]) == 0
    assert "small  step 4 of 4  query loss" in capsys.readouterr().out
    checkpoint = load_checkpoint(str(out))
    assert (checkpoint.name, checkpoint.spec.width, checkpoint.meta.steps) == ("small", 8, 2)
    results = checkpoint.card["results"]
    assert results["shapes"] == 2
    assert results["real"]["chair"]["shapes"] == 1
    assert len(results["steps"]) == 3
    assert json.loads((out / "card.json").read_text())["outer_steps"] == 4

    weights = (out / "weights.safetensors").read_bytes()
    assert main.main([*arguments, "--resume"]) == 0
    assert "step 4 of 4" not in capsys.readouterr().out  # nothing was left to do
    assert (out / "weights.safetensors").read_bytes() == weights


def test_the_training_file_of_the_readme_is_whole(tmp_path):
    blocks = re.findall(r"```\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    (example,) = (block for block in blocks if block.startswith("name = "))
    (tmp_path / "mine.toml").write_text(example, encoding="utf-8")
    assert load_config(tmp_path / "mine.toml").name == "my-furniture"
    (tmp_path / "mine.toml").write_text("\n".join(line for line in example.splitlines() if "family" not in line))
    with pytest.raises(UserError, match="lacks the key 'family'"):
        load_config(tmp_path / "mine.toml")


def test_an_earlier_training_is_never_replaced_unasked(tmp_path, capsys):
    config, out = tmp_path / "small.toml", tmp_path / "small"
    config.write_text(CONFIG.format(steps=4))
    arguments = ["train", str(config), "--out", str(out), "--device", "cpu"]
    assert main.main(arguments) == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    capsys.readouterr()
    assert main.main(arguments) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert all(words in error for words in ("step 4", "--resume", "--restart", "--out"))
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    (out / "training.safetensors").unlink()  # a checkpoint that somebody gave away
    for more in ([], ["--resume"]):
        assert main.main([*arguments, *more]) == 2
        assert "--restart" in capsys.readouterr().err
    assert main.main([*arguments, "--restart"]) == 0
    assert (out / "weights.safetensors").read_bytes() == before["weights.safetensors"]


def test_without_a_place_a_checkpoint_is_ones_own_and_found_by_its_name(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    config = tmp_path / "small.toml"
    config.write_text(CONFIG.format(steps=2))
    assert main.main(["train", str(config), "--device", "cpu"]) == 0
    assert "--checkpoint small" in capsys.readouterr().out
    folder = find_checkpoint("small")
    assert folder is not None
    assert tmp_path / "data" in folder.parents
    assert load_checkpoint("small").spec.width == 8
    assert "small" in known_checkpoints()
    chair = str(ROOT / "assets" / "shapes" / "chair.ply")
    few = ["--steps", "0", "--resolution", "16", "--out", str(tmp_path / "out")]
    assert main.main(["adapt", chair, "--checkpoint", "small", *few]) == 0


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("digits-dense", "another name"), ("scratch-2d", "another name"), ("../small", "another name"),
        ("", "name is '' and has to be a text that is not empty"),
    ],
)  # fmt: skip
def test_a_checkpoint_of_ones_own_has_a_name_of_its_own(name, remedy, tmp_path, capsys):
    before = (BUNDLED / "digits-dense" / "weights.safetensors").read_bytes()
    config = tmp_path / "small.toml"
    config.write_text(CONFIG.format(steps=2).replace('"small"', f'"{name}"'))
    assert main.main(["train", str(config), "--device", "cpu"]) == 2
    assert remedy in capsys.readouterr().err
    assert (BUNDLED / "digits-dense" / "weights.safetensors").read_bytes() == before


def test_maintainers_rebuild_what_is_bundled(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("app.cli.training.BUNDLED", tmp_path / "assets")
    config = tmp_path / "small.toml"
    config.write_text(CONFIG.format(steps=2))
    for _ in range(2):
        assert main.main(["train", str(config), "--bundled", "--device", "cpu", "--resume"]) == 0
    assert load_checkpoint(str(tmp_path / "assets" / "small")).name == "small"


def test_two_trainings_do_not_share_a_folder(tmp_path, capsys):
    config, out = tmp_path / "small.toml", tmp_path / "small"
    config.write_text(CONFIG.format(steps=2))
    with claimed(out):
        assert main.main(["train", str(config), "--out", str(out), "--device", "cpu"]) == 2
    assert "another program" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_training_that_is_stopped_keeps_its_last_step_and_says_so(number, tmp_path):
    config, out = tmp_path / "small.toml", tmp_path / "small"
    config.write_text(CONFIG.format(steps=100_000).replace("save_every = 2", "save_every = 1000"))
    words = command("train", config, "--out", out, "--device", "cpu")
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert "step 250 " in child.stdout.readline()
        child.send_signal(number)
        output, error = child.communicate(timeout=200)
    assert child.returncode == 128 + number
    assert "Traceback" not in error
    kept = re.search(r"Stopped: step (\d+) is kept in .*--resume", output)
    assert kept, output
    with safe_open(out / "training.safetensors", "pt") as file:
        assert int(file.get_tensor("step")) == int(kept[1]) >= 250


def test_a_measuring_that_is_interrupted_is_told_and_made_up_for(tmp_path, capsys, monkeypatch):
    config, out = tmp_path / "small.toml", tmp_path / "small"
    config.write_text(CONFIG.format(steps=2))
    arguments = ["train", str(config), "--out", str(out), "--device", "cpu"]

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("app.cli.training.results", interrupted)
        assert main.main(arguments) == 130
    assert re.search("Stopped: the checkpoint is in .*--resume measures them", capsys.readouterr().out)
    assert not load_checkpoint(str(out)).card["results"]
    assert main.main([*arguments, "--resume"]) == 0
    assert load_checkpoint(str(out)).card["results"]["shapes"] == 2


def test_other_settings_do_not_resume(tmp_path, capsys):
    config, out = tmp_path / "small.toml", tmp_path / "small"
    for steps, code in ((2, 0), (6, 2)):
        config.write_text(CONFIG.format(steps=steps))
        assert main.main(["train", str(config), "--out", str(out), "--device", "cpu", "--resume"]) == code
    assert "other settings" in capsys.readouterr().err


@pytest.mark.parametrize("fault", ["start", "state"])
def test_what_would_end_it_at_its_first_step_is_said_before_shapes_are_sampled(fault, tmp_path, capsys, monkeypatch):
    """Meshes take minutes to sample; after that nobody wants to hear of a slip in the training file."""
    (tmp_path / "mine").mkdir()
    shutil.copy(ROOT / "assets" / "shapes" / "chair.ply", tmp_path / "mine")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    config, out = tmp_path / "small.toml", tmp_path / "out"
    config.write_text(CONFIG.format(steps=2))
    arguments = ["train", str(config), "--device", "cpu", "--out", str(out)]
    if fault == "state":
        assert main.main(arguments) == 0
    text = CONFIG.format(steps=2).replace('family = "furniture"', 'family = "meshes"\ndata = "mine"')
    start = 'start_from = "furniture-dense"\n' if fault == "start" else ""
    config.write_text(text.replace("[field]", f"{start}[field]"))
    assert main.main([*arguments, "--resume"]) == 2
    told = capsys.readouterr().err
    assert ("start from another checkpoint" if fault == "start" else "saved by a run with other settings") in told
    assert not (tmp_path / "cache").exists()


def test_a_folder_of_meshes_that_is_not_there(tmp_path, capsys):
    config = tmp_path / "small.toml"
    config.write_text(CONFIG.format(steps=2))
    assert main.main(["train", str(config), "--out", str(tmp_path / "o"), "--real", str(tmp_path / "gone")]) == 2
    assert "gone is not a folder" in capsys.readouterr().err


def test_tensorboard_reads_what_was_logged_and_an_interrupted_run_goes_on(tmp_path, capsys):
    pytest.importorskip("tensorboard")
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    path, out = tmp_path / "small.toml", tmp_path / "small"
    path.write_text(CONFIG.format(steps=4))
    config = load_config(path)
    log, steps = EventLog(config, out), train(config, out, torch.device("cpu"))
    for _ in range(3):  # the state of step 2 is on disk, the log knows step 3
        log.add(next(steps))
    steps.close()
    log.close()
    assert main.main(["train", str(path), "--out", str(out), "--device", "cpu", "--tensorboard", "--resume"]) == 0
    events = EventAccumulator(str(out / "events"))
    events.Reload()
    scalars = {tag: events.Scalars(tag) for tag in events.Tags()["scalars"]}
    assert [point.step for point in scalars["query loss"]] == [1, 2, 3, 4]
    assert [point.step for point in scalars["rates/layer1.bias"]] == [2, 4]
    assert {"gradient norm", "minutes"} <= scalars.keys()
    rate = json.loads((out / "card.json").read_text())["learned_rates"]["layer0.weight"]
    assert scalars["rates/layer0.weight"][-1].value == pytest.approx(sum(rate) / len(rate), abs=1e-5)


def test_without_tensorboard_the_wish_is_one_sentence(tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard.writer", None)
    config = tmp_path / "small.toml"
    config.write_text(CONFIG.format(steps=2))
    assert main.main(["train", str(config), "--out", str(tmp_path / "o"), "--tensorboard"]) == 2
    assert "TensorBoard is not installed" in capsys.readouterr().err


LAUNCHED = """
import sys, torch
from pathlib import Path
import app.cli.training
import main
torch.set_num_threads(1)
app.cli.training.TEST_SHAPES = app.cli.training.TRAINING_SHAPES = 2
code = main.main(sys.argv[1:])
# A thread of gloo that is left may abort the process while the interpreter ends. Linux tells the names of threads.
assert not [name for name in Path("/proc/self/task").glob("*/comm") if "gloo" in name.read_text()]
sys.exit(code)
"""


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_torchrun_trains_as_one_process_does(tmp_path, capsys):
    config, script = tmp_path / "small.toml", tmp_path / "launched.py"
    config.write_text(CONFIG.format(steps=4))
    script.write_text(LAUNCHED)
    verb = ["train", str(config), "--device", "cpu", "--out"]
    assert main.main([*verb, str(tmp_path / "one")]) == 0
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    torchrun = [*python(), "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2", "--no-python"]
    done = subprocess.run(
        [*torchrun, *python(), str(script), *verb, str(tmp_path / "two")], env=environment, capture_output=True,
        text=True, check=False, timeout=200,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    one, two = (load_file(tmp_path / name / "weights.safetensors") for name in ("one", "two"))
    assert one.keys() == two.keys()
    assert all(torch.allclose(one[key], two[key], atol=1e-5) for key in one)
    cards = [json.loads((tmp_path / name / "card.json").read_text()) for name in ("one", "two")]
    assert cards[0]["results"]["shapes"] == cards[1]["results"]["shapes"] == 2
