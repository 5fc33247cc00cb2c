"""What `pip wheel .` makes is whole: in an environment that has only that, far from this folder, everything works."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

STARTS = """
import sys
from PySide6.QtCore import QCoreApplication
from app.engine.child import Child

application, child = QCoreApplication([]), Child()
child.ended.connect(lambda fault: (print(fault or "it ended well"), application.quit()))
child.start(sys.argv[1:])
sys.exit(application.exec())
"""
"""As the window trains and records: in a process that the program starts of itself."""

SAYS = """
from app.tools.lesson.pages import bundled_lessons
from core.storage.resources import spoken
print(spoken("doctor"), len(bundled_lessons()))
"""

OPENS = """
import sys
from PySide6.QtCore import QTimer
from app.window import application, window

class Window(window.MainWindow):
    def begin(self):
        super().begin()
        self.look = QTimer(self, interval=50)
        self.look.timeout.connect(self.leave)
        self.look.start()

    def leave(self):
        document = self.store.session.document
        if document is not None:
            self.look.stop()
            print("opened", document.source.path, "with", document.setup.checkpoint)
            self.close()

window.MainWindow = Window
sys.exit(application.run())
"""
"""The window, as it comes up without a file."""


class Installation:
    """An environment with the wheel in it, and a folder of nobody's to run it from."""

    def __init__(self, folder: Path, wheel: Path) -> None:
        self.folder, self.wheel = folder / "elsewhere", wheel
        self.folder.mkdir()
        place = folder / "environment"
        venv.create(place, with_pip=False, symlinks=os.name != "nt")
        self.scripts = place / ("Scripts" if os.name == "nt" else "bin")
        self.python = self.scripts / "python"
        scheme = {"base": str(place), "platbase": str(place)}
        self.packages = Path(sysconfig.get_path("purelib", "venv", vars=scheme))
        # Its dependencies are those of this run. A path in a .pth file brings no editable installation along.
        (self.packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
        install = ["install", "--no-deps", "--no-index", "--quiet", "--disable-pip-version-check", str(wheel)]
        subprocess.run([sys.executable, "-m", "pip", "--python", str(self.python), *install], check=True)

    def run(self, *command: object) -> str:
        """What a command says, which must end well."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        done = subprocess.run(
            [str(word) for word in command], cwd=self.folder, env=environment, capture_output=True, text=True,
            check=False, encoding="utf-8",
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    if find_spec("hatchling") is None or find_spec("pip") is None:
        pytest.skip("the wheel cannot be built without a network: hatchling or pip is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    quiet = ["--no-deps", "--no-build-isolation", "--no-index", "--quiet", "--disable-pip-version-check"]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *quiet, "--wheel-dir", str(folder), str(ROOT)], check=True)
    return Installation(folder, next(folder.glob("*.whl")))


def kept(folder: Path) -> set[str]:
    """The files of `assets` that git keeps."""
    listed = subprocess.run(["git", "ls-files", "assets"], cwd=folder, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is no clone: what belongs to the program cannot be told from what does not")
    return {line.removeprefix("assets/") for line in listed.stdout.splitlines()}


def test_all_assets_are_in_the_wheel_and_nothing_that_a_training_left(installation):
    with zipfile.ZipFile(installation.wheel) as wheel:
        names = wheel.namelist()
    found = {name.removeprefix("core/assets/") for name in names if name.startswith("core/assets/")}
    assert kept(ROOT) <= found
    assert not [name for name in found if name.endswith("training.safetensors") or "/events/" in name]
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"app", "core", "main.py"}
    licences = {Path(name).name for name in names if ".dist-info/licenses/" in name}
    assert {"LICENSE", "THIRD_PARTY.md"} <= licences


def test_the_command_and_the_module_are_the_program(installation):
    said = installation.run(installation.scripts / "metasdf-live", "--version")
    assert said.startswith("MetaSDF Live ")
    assert installation.run(installation.python, "-m", "app", "--version") == said
    assert "metasdf-live" in installation.run(installation.python, "-m", "app", "--help").splitlines()[0]


def test_a_bundled_checkpoint_is_adapted_to_a_bundled_shape(installation):
    shape = installation.packages / "core" / "assets" / "shapes" / "digit-3.png"
    words = ["adapt", shape, "--checkpoint", "digits-partial", "--observe", "half", "--steps", "1", "--resolution", 32]
    installation.run(installation.scripts / "metasdf-live", *words, "--device", "cpu", "--out", "out")
    assert {"step_00.svg", "step_01.svg", "preview.png", "run.json"} <= {
        path.name for path in (installation.folder / "out").iterdir()
    }


def test_the_program_starts_itself_for_what_takes_long(installation):
    assert installation.run(installation.python, "-c", STARTS, "--version").strip() == "it ended well"
    said = installation.run(installation.python, "-c", STARTS, "train", "not-there.toml")
    assert "not-there.toml" in said, "the sentence of the verb itself"


@pytest.mark.gl
def test_the_window_opens_with_what_is_bundled(installation):
    said = installation.run(installation.python, "-c", OPENS)
    assert said.startswith(f"opened {installation.packages / 'core' / 'assets' / 'shapes'}")


def test_what_a_person_is_told_to_type_is_the_command(installation):
    assert installation.run(installation.python, "-c", SAYS).split() == ["metasdf-live", "doctor", "7"]
