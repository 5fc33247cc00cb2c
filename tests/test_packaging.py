"""What `make dist` lays beside the program: the association of session files, which a desktop takes and gives back."""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from core.runs.session_parts import SUFFIX

ROOT = Path(__file__).resolve().parents[1]
PACKAGING = ROOT / "packaging"
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


def entry(path: Path) -> dict[str, str]:
    """The keys of a desktop file."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # pyright: ignore[reportAttributeAccessIssue] (keys have capitals)
    parser.read(path, encoding="utf-8")
    return dict(parser["Desktop Entry"])


def test_the_association_is_of_session_files_and_the_program_takes_a_file():
    told = entry(PACKAGING / "metasdf-live.desktop")
    kind = ET.parse(PACKAGING / "metasdf-live.xml").getroot().find(f"{MIME}mime-type")
    assert kind is not None
    assert told["MimeType"] == f"{kind.get('type')};"
    assert [glob.get("pattern") for glob in kind.iter(f"{MIME}glob")] == [f"*{SUFFIX}"]
    assert told["Exec"].endswith(" %f")
    source = (ROOT / "app" / "window" / "application.py").read_text(encoding="utf-8")
    name = source.partition('setDesktopFileName("')[2].partition('"')[0]
    assert told["Icon"] == name, "by which a desktop finds the window's own entry"


@pytest.mark.skipif(sys.platform == "win32", reason="a desktop of freedesktop.org")
def test_it_is_put_into_a_desktop_and_taken_out_again(tmp_path):
    program, share = tmp_path / "a program", tmp_path / "share"
    program.mkdir()
    for name in ("install.sh", "metasdf-live.desktop", "metasdf-live.xml"):
        shutil.copy(PACKAGING / name, program)
    shutil.copy(ROOT / "assets" / "icon.svg", program / "metasdf-live.svg")
    environment = {**os.environ, "XDG_DATA_HOME": str(share)}
    subprocess.run(["sh", str(program / "install.sh")], env=environment, check=True, capture_output=True)
    told = entry(share / "applications" / "metasdf-live.desktop")
    assert told["Exec"] == f'"{program}/metasdf-live" %f'
    assert (share / "mime" / "packages" / "metasdf-live.xml").exists()
    assert (share / "icons" / "hicolor" / "scalable" / "apps" / "metasdf-live.svg").exists()
    subprocess.run(["sh", str(program / "install.sh"), "--remove"], env=environment, check=True, capture_output=True)
    assert not [path for path in share.rglob("metasdf-live.*") if path.is_file()]
