"""What every test stands on: a virtual screen, a home of its own, the shared data, and no leaks.

Xvfb is started here rather than by a plug-in: it picks a free display number itself, it is ready when its pipe
answers, and it dies with this process. Without Xvfb, tests marked `gl` are skipped; REQUIRE_GL=1 (make test) turns
that into a failure, so that a missing package cannot hide them.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.distribution import pytest_terminal_summary, pytest_xdist_make_scheduler  # noqa: F401 (hooks)
from tests.weights import place

ROOT = Path(__file__).resolve().parents[1]
pytest.register_assert_rewrite("tests.spoiling", "tests.app.driving", "tests.app.terminal", "tests.app.witness")
_xvfb: subprocess.Popen[bytes] | None = None  # kept, so that nobody collects it
_home = tempfile.TemporaryDirectory(prefix="metasdf-tests-", ignore_cleanup_errors=True)


# What a machine is busy with says nothing about what is tested.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")


def pytest_configure(config: pytest.Config) -> None:
    _isolate_home()
    if sys.platform.startswith("linux"):
        _start_screen()


def pytest_unconfigure(config: pytest.Config) -> None:
    # Xvfb is not ended here: Xlib would call exit() in Qt's event thread, which can hang. It dies with this process.
    _home.cleanup()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):  # one of two processes
        items.sort(key=lambda item: place(item.nodeid))
    if os.environ.get("QT_QPA_PLATFORM") != "offscreen" or os.environ.get("REQUIRE_GL") == "1":
        return
    for item in items:
        if item.get_closest_marker("gl"):
            item.add_marker(pytest.mark.skip(reason="no virtual screen: Xvfb is not installed"))


def _isolate_home() -> None:
    """Settings, caches and data of the person who runs the tests are neither read nor written."""
    home = Path(_home.name)
    os.environ["HOME"] = str(home)
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        os.environ[f"XDG_{name}_HOME"] = str(home / name.lower())
    os.environ["LANGUAGE"] = "en"  # the window speaks the language of the system
    os.environ.setdefault("LP_NUM_THREADS", "1")  # of the software renderer: two processes share two cores
    # Kept between runs: only speed depends on these two.
    for name, folder in (("MPLCONFIGDIR", "matplotlib"), ("MESA_SHADER_CACHE_DIR", "mesa")):
        cache = ROOT / ".pytest_cache" / folder
        cache.mkdir(parents=True, exist_ok=True)
        os.environ[name] = str(cache)


def _die_with_parent() -> None:
    ctypes.CDLL("libc.so.6").prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


def _start_screen() -> None:
    global _xvfb
    os.environ.pop("WAYLAND_DISPLAY", None)
    read_end, write_end = os.pipe()
    # A quarter of the pixels for the same layout, by Qt's own scaling: without a graphics card pixels cost most.
    scale = float(os.environ.setdefault("QT_SCALE_FACTOR", "0.5"))
    screen = f"{1280 * scale:.0f}x{1024 * scale:.0f}x24"
    command = ["Xvfb", "-displayfd", str(write_end), "-screen", "0", screen, "-nolisten", "tcp", "-noreset"]
    try:
        _xvfb = subprocess.Popen(
            command, pass_fds=(write_end,), stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 (before any thread starts)
        )  # fmt: skip
    except FileNotFoundError:
        os.close(write_end)
        os.close(read_end)
        _fall_back("Xvfb is not installed (apt-get install xvfb)")
        return
    os.close(write_end)
    with os.fdopen(read_end) as pipe:
        number = pipe.readline().strip()
    if not number:
        _fall_back("Xvfb does not start")
        return
    os.environ.update(DISPLAY=f":{number}", QT_QPA_PLATFORM="xcb")


def _fall_back(reason: str) -> None:
    if os.environ.get("REQUIRE_GL") == "1":
        pytest.exit(f"REQUIRE_GL=1, but {reason}", returncode=1)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"


@pytest.fixture(scope="session", autouse=True)
def _one_torch_thread() -> None:
    """Two threads on two busy cores are many times slower than one. Child processes inherit the variable."""
    os.environ["OMP_NUM_THREADS"] = "1"
    if "torch" in sys.modules:
        import torch

        torch.set_num_threads(1)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of real scans, meshes and digits: METASDF_DATA, or ../shared/data beside the repository."""
    folder = Path(os.environ.get("METASDF_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("no shared data: set METASDF_DATA to a folder with meshes/, scans/ and mnist/")
    return folder


@pytest.fixture(scope="session")
def qapp_cls() -> Any:
    """The QApplication of pytest-qt, with settings in files of the temporary home."""
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
        QSettings.setPath(QSettings.Format.IniFormat, scope, str(Path(_home.name) / "settings"))
    from app.document.settings import Settings

    Settings().asks = False  # nobody is there who could answer; the tests of the question turn it on
    return QApplication


@pytest.fixture(autouse=True)
def _no_leaks(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that opened windows or started threads leaves none behind."""
    if "qapp" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("qapp")
    threads, widgets = set(_threads()), set(_windows())
    yield
    deadline = time.monotonic() + 60
    while (left := (set(_threads()) - threads) | (set(_windows()) - widgets)) and time.monotonic() < deadline:
        _settle()
        time.sleep(0.02)
    assert not left, f"left behind by this test: {sorted(map(str, left))}"


def _settle() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def _windows() -> list[str]:
    """Visible top-level widgets, as text (without titles, which change), so that none is kept alive by this list.

    What Qt lists may be handed over as the Python object of something else that lay at the same address before.
    """
    from PySide6.QtWidgets import QApplication, QWidget

    listed = [w for w in QApplication.topLevelWidgets() if isinstance(w, QWidget)]
    return [f"{type(w).__name__} {id(w)}" for w in listed if w.isVisible()]


def _threads() -> list[str]:
    """Running Python threads and QThreads, as text."""
    import gc

    from PySide6.QtCore import QThread

    main = QThread.currentThread()
    running = [o for o in gc.get_objects() if issubclass(type(o), QThread)]  # isinstance would wake lazy proxies
    return [f"thread {t.name}" for t in threading.enumerate() if not isinstance(t, threading._DummyThread)] + [
        f"{type(t).__name__} {id(t)}" for t in running if t is not main and t.isRunning()
    ]
