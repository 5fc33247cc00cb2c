"""What the program stands on: `make lock` and `make third-party` write requirements.lock and THIRD_PARTY.md.

Both are made of the packages that are installed: the dependencies of pyproject.toml and all that those need.
"""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
LOCK, LICENCES = ROOT / "requirements.lock", ROOT / "THIRD_PARTY.md"
BESIDE = {
    "pymeshlab": "GPL-3: an extra that a person asks for, in a process of its own; nothing of it is in this program.",
    "PySide6_Essentials": "LGPL-3: used as a library of its own, which anybody may replace by their own build.",
    "shiboken6": "LGPL-3, as PySide6.",
}
ASSETS = """\
## Data that comes with the program

| what | licence | by |
| --- | --- | --- |
| samples (`assets/shapes`) | as the program; CC0 1.0 for `*-real.ply` | `assets/shapes/LICENCES.md` |
| nets digits-* | trained on MNIST, CC BY-SA 3.0, which does not come with the program | Yann LeCun, Corinna Cortes |
| nets real-* | trained on pieces under CC0 and CC BY 4.0 | creators in each `card.json`, "made_from_shapes_by" |
"""


def wanted() -> list[Requirement]:
    """The dependencies of pyproject.toml with the extras that a person may ask for, and those of its tests."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]
    return [one for one in map(Requirement, lines) if one.name != project["name"]]


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
    told = package.metadata.get("License-Expression") or ""
    classes = [c.split(" :: ")[-1] for c in package.metadata.get_all("Classifier") or () if c.startswith("License ::")]
    text = (
        told or ", ".join(dict.fromkeys(c for c in classes if c != "OSI Approved")) or package.metadata.get("License")
    )
    lines = (text or "").strip().splitlines()
    return lines[0][:60] if lines and not lines[0].startswith("Copyright") else "see its LICENSE"


def lock() -> str:
    """One line for each package, of the version that is installed and tested."""
    lines = [f"{name}=={package.version.partition('+')[0]}" for name, package in stood_on(wanted()).items()]
    return "\n".join(["# made by `make lock`: the versions that were tested together", *lines]) + "\n"


def licences() -> str:
    """A table of licences."""
    lines = [
        "# What this program stands on", "", "Made by `make third-party` from what is installed. The program itself is",
        "MIT (LICENSE).", "", "| package | version | licence |", "| --- | --- | --- |",
    ]  # fmt: skip
    for package in stood_on(wanted()).values():
        name = package.metadata["Name"]
        note = f" {BESIDE[name]}" if name in BESIDE else ""
        lines.append(f"| {name} | {package.version} | {licence_of(package)}{'.' + note if note else ''} |")
    return "\n".join([*lines, "", ASSETS])


def main() -> int:
    """Writes what is asked for: lock, licences."""
    for what in sys.argv[1:]:
        path, text = (LOCK, lock()) if what == "lock" else (LICENCES, licences())
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
