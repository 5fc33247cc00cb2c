"""The rooms of the program, from the imports that there really are: `make architecture` writes docs/architecture.md's
list of rooms and docs/images/architecture.svg; `--check` says whether they are as the imports are."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parents[1]
PAGE, PICTURE = ROOT / "docs" / "architecture.md", ROOT / "docs" / "images" / "architecture.svg"
BEGIN, END = "<!-- rooms: made by make architecture -->", "<!-- end of rooms -->"
BOX, GAP, COLUMN = (124, 30), (20, 46), 1000
FONT = "font-family='sans-serif' text-anchor='middle'"

Graph = dict[str, set[str]]


def modules() -> Iterator[tuple[str, Path]]:
    """Every module of the program by its dotted name."""
    for top in ("app", "core"):
        for path in sorted((ROOT / top).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def room_of(module: str) -> str:
    """The room of a module: the second part of its name."""
    return ".".join(module.split(".")[:2])


def imported(path: Path) -> Iterator[str]:
    """What a module imports of the program, wherever in it, types alone too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names if node.module in ("app", "core"))


def rooms() -> Graph:
    """Which rooms each room imports."""
    found = list(modules())
    graph: Graph = {room_of(name): set() for name, _ in found if "." in name}
    for name, path in found:
        for other in imported(path):
            a, b = room_of(name), room_of(other)
            if a in graph and b in graph and a != b:
                graph[a].add(b)
    return graph


def reached(graph: Graph, start: str) -> set[str]:
    """All that a room reaches."""
    found: set[str] = set()
    waiting = list(graph[start])
    while waiting:
        room = waiting.pop()
        if room not in found:
            found.add(room)
            waiting += graph[room]
    return found


def reduced(graph: Graph) -> Graph:
    """Without the arrows that others imply: A -> C where A -> B -> C."""
    return {
        room: {other for other in others if not any(other in reached(graph, between) for between in others)}
        for room, others in graph.items()
    }


def heights(graph: Graph) -> dict[str, int]:
    """The longest way down from each room."""
    found: dict[str, int] = {}

    def height(room: str) -> int:
        if room not in found:
            found[room] = 1 + max((height(other) for other in graph[room]), default=-1)
        return found[room]

    for room in graph:
        height(room)
    return found


def picture(graph: Graph) -> str:
    """The rooms as boxes, each above all that it imports."""
    level = heights(graph)
    top = max(level.values())
    rows = [sorted(room for room in graph if level[room] == number) for number in range(top, -1, -1)]
    place: dict[str, tuple[float, float]] = {}
    for number, row in enumerate(rows):
        left = (COLUMN - len(row) * BOX[0] - (len(row) - 1) * GAP[0]) / 2
        for index, room in enumerate(row):
            place[room] = (left + index * (BOX[0] + GAP[0]), 20 + number * (BOX[1] + GAP[1]))
    height = 40 + len(rows) * BOX[1] + (len(rows) - 1) * GAP[1]
    lines = [
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {COLUMN} {height}'>",
        f"<rect width='{COLUMN}' height='{height}' fill='white'/>",
    ]
    for room, others in sorted(reduced(graph).items()):
        x, y = place[room]
        for other in sorted(others):
            u, v = place[other]
            a, b, c, d = x + BOX[0] / 2, y + BOX[1], u + BOX[0] / 2, v
            lines.append(
                f"<path d='M{a:.0f} {b:.0f} C{a:.0f} {b + 30:.0f} {c:.0f} {d - 30:.0f} {c:.0f} {d:.0f}' fill='none' "
                "stroke='#8a93a3' stroke-width='1.2'/>"
            )
    for room, (x, y) in sorted(place.items()):
        color = "#dbe7f7" if room.startswith("app") else "#e4f0de"
        lines.append(
            f"<rect x='{x:.0f}' y='{y:.0f}' width='{BOX[0]}' height='{BOX[1]}' rx='5' fill='{color}' stroke='#5b6472'/>"
            f"<text x='{x + BOX[0] / 2:.0f}' y='{y + 20:.0f}' font-size='13' {FONT}>{escape(room)}</text>"
        )
    return "\n".join([*lines, "</svg>", ""])


def words_of(path: Path) -> str:
    """The first paragraph of a module's docstring, in one line."""
    return " ".join((ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n\n")[0].split())


def listed(graph: Graph) -> str:
    """The rooms and what is in them, the highest first, as Markdown."""
    level, paths, below_of = heights(graph), dict(modules()), reduced(graph)
    lines = []
    for room in sorted(graph, key=lambda name: (name.startswith("core"), -level[name], name)):
        inside = [name for name in paths if name.startswith(f"{room}.")]
        below = ", ".join(f"`{other.replace(chr(46), chr(47))}`" for other in sorted(below_of[room])) or "nothing"
        if inside:
            lines += [f"### `{room.replace('.', '/')}/`", "", words_of(paths[room]), f"Stands on {below}.", ""]
            lines += [
                f"- `{name.removeprefix(room + '.').replace('.', '/')}`: {words_of(paths[name])}" for name in inside
            ]
        else:
            lines += [f"### `{room.replace('.', '/')}.py`", "", words_of(paths[room])]
        lines.append("")
    return "\n".join(lines)


def files() -> Mapping[Path, str]:
    """What the two files hold, as the imports are now."""
    graph, page = rooms(), PAGE.read_text(encoding="utf-8")
    before, after = page.split(BEGIN)[0], page.split(END)[1]
    return {PAGE: f"{before}{BEGIN}\n\n{listed(graph)}\n{END}{after}", PICTURE: picture(graph)}


def main() -> int:
    wanted = files()
    stale = [path for path, text in wanted.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    if "--check" in sys.argv[1:]:
        sys.stdout.write("".join(f"{path.relative_to(ROOT)} is stale: make architecture\n" for path in stale))
        return int(bool(stale))
    for path, text in wanted.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
