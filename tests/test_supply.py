"""What the program stands on: bounds, the lock file and the list of licences tell the same."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
SUPPLY = runpy.run_path(str(ROOT / "docs" / "supply.py"))


def locked() -> dict[str, str]:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if line and not line.startswith("#"))


def canonical(need: Requirement) -> str:
    return re.sub(r"[-_.]+", "-", need.name).lower()


def test_every_dependency_has_bounds_that_the_lock_file_keeps():
    pins = locked()
    for need in SUPPLY["wanted"]():
        kinds = {clause.operator for clause in need.specifier}
        assert ">=" in kinds, f"{need} has no lower bound"
        assert kinds & {"<", "<="}, f"{need} has no upper bound"
        assert need.specifier.contains(Version(pins[canonical(need)])), f"{need} and {pins[canonical(need)]}"


def test_the_lock_file_and_the_licences_have_all_that_is_installed():
    """Of other systems and versions of Python a package may be more or less; nothing here is missing in the lists."""
    told = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")
    for name, package in SUPPLY["stood_on"](SUPPLY["wanted"]()).items():
        assert name in locked(), f"run `make lock`: {name}"
        assert f"| {package.metadata['Name']} |" in told, f"run `make third-party`: {name}"
    for name, note in (
        ("PySide6_Essentials", "(1)"),
        ("shiboken6", "(1)"),
        ("pymeshlab", "(2)"),
        ("imageio-ffmpeg", "(2)"),
    ):
        assert re.search(rf"^\| {name} \| .*{re.escape(note)} \|$", told, re.MULTILINE), name
    assert told.endswith(SUPPLY["NOTES"]), "run `make third-party`"


def test_what_is_under_the_gpl_is_left_out_of_the_folder_that_is_passed_on():
    spec = (ROOT / "packaging" / "metasdf-live.spec").read_text(encoding="utf-8")
    left_out = spec.partition("LEFT_OUT = [")[2].partition("]")[0]
    assert {"pymeshlab", "imageio_ffmpeg"} <= set(re.findall(r'"([^"]+)"', left_out))
    plain = {need.name for need in SUPPLY["needed"]()}
    assert not plain & {"pymeshlab", "imageio-ffmpeg"}


def test_a_report_of_a_fault_asks_for_what_the_doctor_says():
    template = (ROOT / ".github" / "ISSUE_TEMPLATE" / "fault.yml").read_text(encoding="utf-8")
    assert "main.py doctor" in template
    assert "Help > Copy Report" in template
    assert "metasdf.log" in template
