"""The verb `doctor`: what the program stands on, and what to do about each fault. No Qt; nothing here can hang it."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from app.system import logbook, preflight
from app.system.program import module
from core.errors import UserError
from core.storage import places
from core.storage.resources import INSTALLED, ROOT

PROGRAM = "MetaSDF Live"
PACKAGES = (
    "torch", "numpy", "scipy", "safetensors", "trimesh", "libigl", "embreex", "vtk", "pyvista", "PySide6-Essentials",
    "pillow", "matplotlib",
)  # fmt: skip
LEAST_DISK, LEAST_MEMORY = 1.0, 1.0
"""Gigabytes that should be free."""

PATIENCE_S = 60


@dataclass(frozen=True)
class Diagnosis:
    """One line of the report. remedy: what to do where it is a fault, "" where all is well."""

    name: str
    value: str
    remedy: str = ""


def program_version() -> str:
    """Of this program: of its folder where it runs from one, else as it was installed."""
    if INSTALLED:
        return package_version("metasdf-live")
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def package_version(name: str) -> str:
    """ "" for a package that is not installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def findings() -> list[Diagnosis]:
    """All that a report of a fault should tell. Takes seconds: torch and OpenGL are asked."""
    found = [
        Diagnosis("program", f"{PROGRAM} {program_version()} in {ROOT}"),
        Diagnosis("python", f"{platform.python_version()} ({sys.executable})"),
        Diagnosis("system", f"{platform.platform()}, {platform.machine()}, {os.cpu_count()} cores"),
    ]
    found += [_package(name) for name in PACKAGES]
    return [*found, *_computing(), *_drawing(), *_checkpoints(), *_kept()]


def _package(name: str) -> Diagnosis:
    there = package_version(name)
    return Diagnosis(name, there or "missing", "" if there else f"install it: {sys.executable} -m pip install {name}")


def _computing() -> list[Diagnosis]:
    try:
        from core.compute.device import available_devices, device_name, pick_device
    except Exception as fault:  # noqa: BLE001 (a broken installation breaks in many ways, and is what is asked for)
        return [Diagnosis("device", f"torch does not start: {fault}", "install torch anew")]
    names = [device_name(pick_device(name)) for name in available_devices()]
    return [Diagnosis("device", f"{names[0]} (available: {', '.join(names)})")]


def _drawing() -> list[Diagnosis]:
    problem = preflight.picture_problem()
    renderer, fault = ("", problem) if problem else _renderer()
    window, ffmpeg = preflight.window_problem(), ""
    try:
        from app.render.recording import encoder

        ffmpeg = encoder()
        video = Diagnosis("video", ffmpeg)
    except UserError as error:
        video = Diagnosis("video", "no MP4", str(error))
    display = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or "the system's"
    return [
        Diagnosis("opengl", renderer or "none", fault),
        Diagnosis("window", "cannot open" if window else f"can open on {display}", window),
        video,
    ]


def _renderer(command: Sequence[str] | None = None) -> tuple[str, str]:
    """The name of the OpenGL renderer, asked in a process of its own since drivers may abort it; and a remedy."""
    command = module("app.system.renderer") if command is None else command
    try:
        asked = subprocess.run(
            command, capture_output=True, encoding="utf-8", errors="replace", timeout=PATIENCE_S, check=False
        )
    except subprocess.TimeoutExpired:
        return "", "the driver does not answer; update it, or try LIBGL_ALWAYS_SOFTWARE=1"
    lines = asked.stdout.strip().splitlines()
    if asked.returncode or not lines:
        return "", f"it ends with code {asked.returncode}; update the driver, or try LIBGL_ALWAYS_SOFTWARE=1"
    return lines[-1], ""


def _checkpoints() -> list[Diagnosis]:
    from core.runs.checkpoint import BUNDLED, bundled_checkpoints, known_checkpoints, load_checkpoint

    names = known_checkpoints()
    if not bundled_checkpoints():
        return [Diagnosis("checkpoints", f"none in {BUNDLED}", "the program's assets are missing; install it anew")]
    found = [Diagnosis("checkpoints", f"{len(bundled_checkpoints())} in {BUNDLED}, own in {places.own_checkpoints()}")]
    for name in names:
        try:
            found.append(Diagnosis(f"  {name}", load_checkpoint(name).sha256[:16]))
        except UserError as fault:
            found.append(Diagnosis(f"  {name}", "damaged", str(fault)))
    return found


def _kept() -> list[Diagnosis]:
    found = [_folder("data", places.data()), _folder("log", logbook.folder())]
    crash = logbook.folder() / logbook.CRASH
    if crash.exists() and crash.stat().st_size:
        found.append(
            Diagnosis("crashes", str(crash), "send this file with a report of what was done; it may be removed")
        )
    free = memory_free()
    low = "close other programs" if free is not None and free < LEAST_MEMORY else ""
    return [*found, Diagnosis("memory", "unknown" if free is None else f"{free:.1f} GB free", low)]


def _folder(name: str, folder: Path) -> Diagnosis:
    """Whether a folder of the person can be written, and how much room there is."""
    there = next(place for place in (folder, *folder.parents) if place.exists())
    free = shutil.disk_usage(there).free / 1e9
    value = f"{folder}, {free:.1f} GB free"
    if not os.access(there, os.W_OK):
        return Diagnosis(name, value, f"{there} cannot be written; settings, trainings and logs are not kept")
    return Diagnosis(name, value, "remove files; sessions and trainings need room" if free < LEAST_DISK else "")


def memory_free() -> float | None:
    """Gigabytes that programs can still have; None where the system does not tell."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("MemAvailable:")) / 1e6
    except (OSError, ValueError, StopIteration):
        return None


def report(found: list[Diagnosis]) -> str:
    """All findings, a line each, and below them what to do."""
    width = max(len(finding.name) for finding in found)
    lines = [f"{finding.name:{width}}  {finding.value}" for finding in found]
    faults = [f"{finding.name.strip()}: {finding.remedy}" for finding in found if finding.remedy]
    lines += ["", f"{len(faults)} to look at:" if faults else "All is well.", *(f"  {fault}" for fault in faults)]
    return "\n".join(lines)


def doctor(_: argparse.Namespace) -> None:
    """Runs the verb. Raises UserError where something is missing without which nothing works."""
    found = findings()
    sys.stdout.write(report(found) + "\n")
    dead = [finding.name for finding in found if finding.remedy and finding.name in ("torch", "device", "checkpoints")]
    if dead:
        raise UserError(f"Nothing can be adapted as it is: {', '.join(dead)}. See above for what to do.")
