"""What the program stands on: `make lock` and `make third-party` write requirements.lock and THIRD_PARTY.md.

Both are made of the packages that are installed: the dependencies of pyproject.toml and all that those need.
"""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
LOCK, LICENCES = ROOT / "requirements.lock", ROOT / "THIRD_PARTY.md"
UNSAID = "see its LICENSE"
LICENCE = re.compile(r"(?i)(licen[cs]e|copying|notice|authors)")
BESIDE = {
    "embreex": "BSD-2-Clause; holds Intel's Embree, Apache-2.0",
    "imageio-ffmpeg": "(2)",
    "pymeshlab": "(2)",
    "PySide6_Essentials": "(1)",
    "shiboken6": "(1)",
}
"""What the table says beside the licence, or in its place where the metadata say none; the numbers are NOTES."""

NOTES = (ROOT / "packaging" / "notices.md").read_text(encoding="utf-8")


def project() -> dict[str, Any]:
    """What pyproject.toml tells of the program."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def needed() -> list[Requirement]:
    """The dependencies of the program, without extras."""
    return [Requirement(line) for line in project()["dependencies"]]


def wanted() -> list[Requirement]:
    """The dependencies of pyproject.toml with the extras that a person may ask for, and those of its tests."""
    extras = [Requirement(line) for extra in project()["optional-dependencies"].values() for line in extra]
    return [*needed(), *(one for one in extras if one.name != project()["name"])]


def stood_on(roots: list[Requirement]) -> dict[str, Distribution]:
    """What is installed of these and of all that they need here, by canonical name."""
    found: dict[str, Distribution] = {}
    waiting = list(roots)
    while waiting:
        need = waiting.pop()
        name = re.sub(r"[-_.]+", "-", need.name).lower()
        if name in found or (need.marker and not any(need.marker.evaluate({"extra": e}) for e in ("", *need.extras))):
            continue
        try:
            found[name] = distribution(need.name)
        except PackageNotFoundError:
            continue  # an extra that is not installed here, or of another system
        extras = {"", *need.extras}
        for line in found[name].requires or ():
            inner = Requirement(line)
            if inner.marker is None or any(inner.marker.evaluate({"extra": extra}) for extra in extras):
                inner.marker = None
                waiting.append(inner)
    return dict(sorted(found.items()))


def licence_of(package: Distribution) -> str:
    """In one line, from its metadata."""
    metadata: Any = package.metadata  # a Message, which its protocol says too little of
    told = metadata.get("License-Expression") or ""
    classes = [c.split(" :: ")[-1] for c in metadata.get_all("Classifier") or () if c.startswith("License ::")]
    text = told or ", ".join(dict.fromkeys(c for c in classes if c != "OSI Approved")) or metadata.get("License")
    lines = (text or "").strip().splitlines()
    return lines[0][:60] if lines and not lines[0].startswith("Copyright") else UNSAID


def licence_files(packages: dict[str, Distribution]) -> list[tuple[str, Path]]:
    """Name of the package and path, of every licence that the packages bring along as a file."""
    return [
        (name, Path(str(package.locate_file(file))))
        for name, package in packages.items()
        for file in package.files or ()
        if LICENCE.match(file.name) and ".dist-info" in str(file)
    ]


def lock() -> str:
    """One line for each package, of the version that is installed and tested."""
    lines = [f"{name}=={package.version.partition('+')[0]}" for name, package in stood_on(wanted()).items()]
    return "\n".join(["# made by `make lock`: the versions that were tested together", *lines]) + "\n"


def licences() -> str:
    """A table of licences."""
    lines = [
        "# What this program stands on", "", "Made by `make third-party` from what is installed. The program itself is",
        "MIT (LICENSE). The numbers stand for what is said below the table.", "",
        "| package | version | licence |", "| --- | --- | --- |",
    ]  # fmt: skip
    for package in stood_on(wanted()).values():
        name = package.metadata["Name"]
        told = licence_of(package)
        note = BESIDE.get(name, "")
        told = note if told == UNSAID and note else f"{told} {note}".strip()
        lines.append(f"| {name} | {package.version} | {told} |")
    return "\n".join([*lines, "", NOTES])


def main() -> int:
    """Writes what is asked for: lock, licences."""
    for what in sys.argv[1:]:
        path, text = (LOCK, lock()) if what == "lock" else (LICENCES, licences())
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
