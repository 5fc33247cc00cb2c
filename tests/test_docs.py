"""The documents are true: links lead somewhere, what the method card names is there, each tool and key has its page."""

from __future__ import annotations

import ast
import re
import runpy
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from app.tools import ACTIONS

ROOT = Path(__file__).resolve().parents[1]
GUIDE = ROOT / "docs" / "guide"
LINKS = runpy.run_path(str(ROOT / "docs" / "links.py"))

ELSEWHERE = {"depth": "scene",
    "colors": "colours", "figures": "plots", "lesson": "lessons", "state_text": "sessions", "status": "window",
    "welcome": "window",
}  # fmt: skip
"""Tools whose page of the guide is not called as their folder."""


def guide() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(GUIDE.glob("*.md")))


def test_links_between_documents_lead_somewhere():
    dead = [line for path in LINKS["documents"]() for line in LINKS["faults"](path, path.read_text(encoding="utf-8"))]
    assert not dead, "\n".join(dead)


def shape_of(path: Path) -> tuple[list[str], int, set[str]]:
    """Of a page whatever its language: the pictures, how many rows of tables it has, and the keys."""
    text = path.read_text(encoding="utf-8")
    pictures = [Path(name).name for name in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text)]
    keys = set(re.findall(r"(?:(?:Ctrl|Alt|Shift)\+)+[A-Za-z0-9+-]+|\bF\d+", text))
    return pictures, text.count("\n|"), keys


@pytest.mark.parametrize("page", sorted(GUIDE.glob("*.md")), ids=lambda page: page.stem)
def test_a_page_of_the_guide_has_as_much_in_japanese(page):
    assert shape_of(ROOT / "docs" / "ja" / "guide" / page.name) == shape_of(page)


def test_a_dead_link_is_found(tmp_path):
    (tmp_path / "other.md").write_text("# A `title`, and more\n", encoding="utf-8")
    page = tmp_path / "page.md"
    good = "[a](other.md) [b](other.md#a-title-and-more) [c](https://example.org/x.md) `[d](nowhere.md)`"
    assert not LINKS["faults"](page, good)
    assert len(LINKS["faults"](page, "[a](nowhere.md) ![b](no.png) [c](other.md#another)")) == 3


def defined(path: Path) -> set[str]:
    """Names of all functions, classes, methods and constants of a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    return found | {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


@pytest.mark.parametrize(("page", "least"), [("method", 30), ("architecture", 20)])
def test_what_the_method_card_and_the_walks_name_is_there(page, least):
    text = (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:core|app)/[\w/]+\.py)`((?:, `\w+`)*)", text)
    assert len(named) > least
    for path, names in named:
        assert (ROOT / path).is_file(), path
        missing = set(re.findall(r"`(\w+)`", names)) - defined(ROOT / path)
        assert not missing, f"{path} has no {', '.join(missing)}"


def test_files_that_documents_name_are_there():
    """In the documents that tell where things are; a moved file takes its row along."""
    for name in (
        "CONTRIBUTING.md",
        *(f"docs/decisions/{path.name}" for path in (ROOT / "docs/decisions").glob("*.md")),
    ):
        text = (ROOT / name).read_text(encoding="utf-8")
        for path in re.findall(r"`((?:core|app|docs|tests)/[\w/.-]+\.(?:py|md))`", text):
            assert (ROOT / path).is_file(), f"{name} names {path}"


def test_every_tool_has_a_page_with_its_picture():
    for tool in sorted(path.parent.name for path in (ROOT / "app" / "tools").glob("*/__init__.py")):
        page = GUIDE / f"{ELSEWHERE.get(tool, tool.replace('_', '-'))}.md"
        assert page.is_file(), f"app/tools/{tool} has no page: write docs/guide/{page.name}"
        picture = re.search(r"!\[[^\]]+\]\(\.\./images/[\w-]+\.png\)", page.read_text(encoding="utf-8"))
        assert picture, f"docs/guide/{page.name} has no picture: add a mode to docs/screenshots.py and run it"


def test_every_picture_is_shown_by_a_document_and_is_there():
    """Nobody looks at one that no document shows, and it grows old."""
    documents = (ROOT / "README.md", *(ROOT / "docs").rglob("*.md"))
    named = {
        name for path in documents for name in re.findall(r"images/([\w-]+\.\w+)", path.read_text(encoding="utf-8"))
    }
    assert named == {path.name for path in (ROOT / "docs" / "images").iterdir()}


def test_every_page_is_in_the_contents_and_those_of_the_guide_in_its_table():
    """`mkdocs build` says nothing of a page that the contents lack."""
    contents = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for path in (ROOT / "docs").rglob("*.md"):
        name = path.relative_to(ROOT / "docs").as_posix()
        assert name.startswith("results/") or f" {name}\n" in contents, f"the `nav` of mkdocs.yml lacks {name}"
        if path.parent.name == "guide":
            table = (path.parent / "index.md").read_text(encoding="utf-8")
            assert path.name == "index.md" or f"]({path.name}" in table, f"{path.parent}/index.md lacks {path.name}"


def test_keys_of_the_guide_are_keys_of_the_window():
    keys = {spec.shortcut for spec in ACTIONS if spec.shortcut}
    text = guide()
    told = set(re.findall(r"(?:Ctrl|Shift)\+(?:(?:Ctrl|Alt|Shift)\+)*(?:[A-Z]\w*|\+|-)", text))
    assert told <= keys, f"the guide tells of keys that are not there: {told - keys}"
    untold = [key for key in keys - told if not re.search(rf"(?:^|[\s*(|]){re.escape(key)}(?:$|[\s*),|:.;])", text)]
    assert not untold, f"no page of docs/guide tells what {untold} do"


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_the_documents_build(tmp_path):
    if find_spec("mkdocs") is None or find_spec("material") is None or find_spec("mkdocstrings") is None:
        pytest.skip("the extra `docs` is not installed")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    card = (tmp_path / "site" / "method.html").read_text(encoding="utf-8")
    assert "<math" in card
    assert "$$" not in card
    reference = (tmp_path / "site" / "reference" / "core.fields.html").read_text(encoding="utf-8")
    assert "core.fields.field.evaluate" in reference
    assert "Signed distance at points" in reference
