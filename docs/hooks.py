"""What `make docs` does beside MkDocs: formulas become MathML; each room of `core` gets a page of its docstrings."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from latex2mathml.converter import convert
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parents[1]
CODE = re.compile(r"(```.*?```|`[^`\n]+`)", re.DOTALL)
FORMULA = re.compile(r"\$\$(.+?)\$\$", re.DOTALL)
INLINE = re.compile(r"(?<![\w$\\])\$([^$\n]+)\$(?![\w$])")


def on_page_markdown(markdown: str, **_: object) -> str:
    """Formulas between dollar signs, as GitHub shows them, in what a browser shows without a script."""
    parts = CODE.split(markdown)
    for place in range(0, len(parts), 2):  # between pieces of code
        text = FORMULA.sub(lambda found: convert(found[1].strip(), display="block"), parts[place])
        parts[place] = INLINE.sub(lambda found: convert(found[1]), text)
    return "".join(parts)


def rooms() -> dict[str, list[str]]:
    """The folders of `core` and their modules: "core.fields" -> ["core.fields.field", ...]."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "core").rglob("*.py")):
        if path.stem != "__init__":
            parts = path.relative_to(ROOT).with_suffix("").parts
            found.setdefault(".".join(parts[:2] if len(parts) > 2 else parts[:1]), []).append(".".join(parts))
    return found


def summary(module: str) -> str:
    """The first sentence of a module's docstring."""
    path = ROOT.joinpath(*module.split(".")).with_suffix(".py")
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return text.partition("\n\n")[0].replace("\n", " ")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """The reference stands last in the contents."""
    pages = ["reference/index.md", *(f"reference/{room}.md" for room in rooms())]
    config.nav = [*(config.nav or []), {"Reference": pages}]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """A page for each room, with all that its modules say of themselves; and one that lists them."""
    lines = ["# Reference of `core`", "", "Made of the docstrings. `core` needs neither Qt nor a display.", ""]
    for room, modules in rooms().items():
        lines += [f"## [{room}]({room}.md)", "", *(f"- `{name}`: {summary(name)}" for name in modules), ""]
        page = "\n".join([f"# {room}", "", *(f"::: {name}\n" for name in modules)])
        files.append(File.generated(config, f"reference/{room}.md", content=page))
    files.append(File.generated(config, "reference/index.md", content="\n".join(lines)))
    return files
