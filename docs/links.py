"""Checks the links between the documents of the repository: `python docs/links.py` names each that leads nowhere.

A link is checked when it is relative: the file has to be there, and its heading where one is named. No network.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parents[1]
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
HEADING = re.compile(r"(?m)^#{1,6} +(.+?) *#*$")
LABEL = re.compile(r"\[([^\]]*)\]\([^)]*\)")


def documents() -> list[Path]:
    """The Markdown files of the repository that git knows or would take."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout
    return [path for line in listed.splitlines() if (path := ROOT / line).is_file()]


def anchors(text: str) -> set[str]:
    """The names under which the headings of a document can be linked to, as GitHub and MkDocs make them."""
    titles = (
        LABEL.sub(r"\1", found[1]).replace("`", "")
        for found in HEADING.finditer(re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    )
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def faults(document: Path, text: str) -> list[str]:
    """A line for each link of a document that leads nowhere."""
    found = []
    for link in LINK.finditer(CODE.sub("", text)):
        target, _, heading = link[1].partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        path = (document.parent / unquote(target)).resolve() if target else document
        if not path.exists():
            found.append(f"{document}: {link[1]} is not there")
        elif heading and path.suffix == ".md":
            said = text if path == document else path.read_text(encoding="utf-8")
            if heading not in anchors(said):
                found.append(f"{document}: {link[1]} has no such heading")
    return found


def main() -> int:
    """Exits with 1 where a link is dead, and says which."""
    dead = [line for path in documents() for line in faults(path, path.read_text(encoding="utf-8"))]
    sys.stdout.write("".join(f"{line.replace(str(ROOT) + '/', '')}\n" for line in dead))
    return bool(dead)


if __name__ == "__main__":
    sys.exit(main())
