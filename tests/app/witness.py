"""What the real window shows of a lesson's page, by the names of its claims: the eyes of one who checks its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import torch
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QRadioButton, QTabBar, QToolButton, QWidget
from scipy.ndimage import label as pieces_of
from scipy.spatial import cKDTree

from app.document.document import Document, View
from app.system.words import plain
from app.tools import ACTIONS, TOOLS
from app.tools.lesson.pages import LessonPage
from app.tools.spread.panel import SpreadPanel
from core.fields.field import FieldFunction
from core.levelset import LevelSet
from core.measures.metrics import Heldout
from core.measures.spread import NOMINAL, Calibration, interval
from core.methods.base import StepRecord
from core.methods.metasdf import MetaParams
from core.methods.overrides import Overrides
from core.observation.coverage import imagined
from core.observation.observation import Observation
from core.observation.observe import SCAN_NOISE, observe
from core.observation.virtual_scan import default_eye
from core.readers.load import load
from core.runs.branch import advance, branched, method_for
from core.runs.checkpoint import Checkpoint, load_checkpoint, method_of
from core.runs.members import Recipe, Spread, judged, spread_of
from core.runs.run import Entry
from core.shapes.base import Scan
from core.shapes.catalogue import procedural
from tests.app.driving import Person
from tests.app.sights import colors_at, saturation, usual_name

LEFT = Qt.MouseButton.LeftButton
KEYS = {spec.key for spec in ACTIONS}
PARTS = {"shape", "observe", "curves", "toolbar", "transport", "status", *(tool.dock for tool in TOOLS)} - {
    "lesson",
    "",
}


class Witness:
    """Looks at one page in the window of a person, and goes where a claim asks."""

    def __init__(self, person: Person, page: LessonPage) -> None:
        self.person, self.page = person, page
        self._label, self._seen = "", {}
        self._spreads: dict[int, Spread] = {}
        if page.variants:
            self._label = page.variants[0].label
        self._arrive()
        session, window = person.session, person.window
        self._step = session.cursor
        self._view = {field.name: getattr(session.view, field.name) for field in fields(View)}
        parts = {dock.objectName().removeprefix("dock."): dock for dock in window.docks}
        parts |= {"toolbar": window.toolbar, "transport": window.transport, "status": window.statusBar()}
        self._open = {name: part.isVisible() for name, part in parts.items()}
        person.wait(lambda: len([b for b in self._tools() if b.isVisible()]) == len(page.buttons))
        able = [button.defaultAction() for button in self._tools() if button.isEnabled()]
        self._buttons = {key for key, action in window.actions_by_key.items() if action in able}

    @property
    def facts(self) -> Mapping[str, Callable[..., Any]]:
        """By the names of app.tools.lesson.claims.FACTS."""
        return {
            "step": lambda: self._step, "shown": self._view.__getitem__, "opened": self._open.__getitem__,
            "button": lambda key: key in self._buttons, "trained": self._trained, "raced": self._raced,
            "points": lambda *at: len(self._at(at)[0].run.observation.points),
            "took": self._took, "loss": lambda *at: self._at(at)[1].record.context_loss,
            "error": lambda *at: self._errors(at).l1,
            "iou": lambda *at: self._errors(at).iou,
            "chamfer": lambda *at: self._errors(at).chamfer_x1000,
            "found": lambda *at: len(self._level(at).elements) > 0,
            "value": self._value, "jumps": self._jumps, "moves": self._moves, "reached": self._reached,
            "strayed": self._strayed, "beneath": self._beneath, "within": self._within, "starts": self._starts,
            "part": lambda *at: self._members(at).recipe.share,
            "pieces": self._pieces, "round": self._round,
            "inside": self._inside, "truly": self._truly, "imagined": self._imagined,
            "spread": self._spread, "held": lambda *at: self._calibration(at).coverage(),
            "ranked": lambda *at: self._calibration(at).rank_correlation,
            "wrong": self._wrong, "slope": self._slope, "rate": self._rate,
            "scaled": lambda *how: self._scaled(*how).context_loss,
            "diverges": lambda *how: self._scaled(*how).diverged, "slows": self._slows,
            "refines": lambda *at: method_of(self._checkpoint(at), "cpu").refine_steps,
            "card": self._card, "observed": self._observed, "noise": self._noise,
            "strays": lambda *at: self._at(at)[0].setup.spec.outliers, "camera": self._camera,
            "near": self._near, "members": lambda *at: len(self._members(at).members) + 1,
            "factor": lambda *at: float(interval(np.ones(1), NOMINAL, self._calibration(at).scale)[0]),
            "misses": lambda *at: float(np.median(self._calibration(at).errors / self._calibration(at).spreads)),
            "anew": self._anew, "key": self._key, "says": self._says, "stays": self._stays, "colour": self._colour,
            "veiled": self._veiled,
        }  # fmt: skip

    def _tools(self) -> list[QToolButton]:
        """The buttons of the page, those that were thrown away by now among them for a moment."""
        return self.person.window.lesson.findChildren(QToolButton)

    # --- hands

    def _arrive(self) -> None:
        """Wait for the scene of the chosen label."""
        scene = next((v.scene for v in self.page.variants if v.label == self._label), self.page.scene)
        person, window = self.person, self.person.window
        person.wait(lambda: not window.controller.pending)
        if scene is not None and scene.step is not None:
            person.at(scene.step)
        person.wait(person.idle)

    def _at(self, where: tuple[Any, ...]) -> tuple[Document, Entry]:
        """Document and entry of a step and a label, the shown step and the first label where they are left out."""
        labels = [variant.label for variant in self.page.variants]
        label = next((one for one in where if isinstance(one, str)), labels[0] if labels else "")
        assert label in (labels or [""]), f"the page has no switch {label!r}"
        step = next((one for one in where if isinstance(one, int)), self._step)
        if (label, step) not in self._seen:
            if label != self._label:
                radios = self.person.window.lesson.findChildren(QRadioButton)
                next(radio for radio in radios if radio.text() == label).click()
                self._label = label
                self._arrive()
            self.person.window.player.go_to(step)
            self.person.at(step)
            self.person.wait(self.person.idle)
            self._seen[label, step] = self.person.session.document, self.person.session.entry
        return self._seen[label, step]

    def _shown(self, where: tuple[Any, ...]) -> None:
        """The same as `_at`, and the window is there now."""
        self._seen.clear()
        self._at(where)

    def _raced(self, method: str) -> int:
        """Presses the button once."""
        window = self.person.window
        if not window.race.isVisible():
            self._press("race")
            self.person.wait(window.race.go.isVisible)
        methods = {info.name: info.method for info in self.person.session.catalogue.checkpoints}
        rows = (window.race.choice.item(n) for n in range(window.race.choice.count()))
        return sum(methods.get(r.text()) == method and r.checkState() == Qt.CheckState.Checked for r in rows)

    # --- eyes

    def _trained(self, *where: str) -> int:
        infos = {info.name: info for info in self.person.session.catalogue.checkpoints}
        if where and where[0] in infos:
            return infos[where[0]].trained_steps
        return self._at(where)[0].run.trained_steps

    def _took(self, *where: Any) -> float:
        document, entry = self._at(where)
        each = [other.record.method_seconds for other in document.run.entries[1 : entry.record.step + 1]]
        return entry.record.step * min(each)  # others wait for what else the machine does

    def _errors(self, where: tuple[Any, ...]) -> Heldout:
        errors = self._at(where)[1].heldout
        assert errors is not None
        return errors

    def _level(self, where: tuple[Any, ...]) -> LevelSet:
        level = self._at(where)[1].level
        assert level is not None
        return level

    def _field(self, where: tuple[Any, ...]) -> tuple[Document, Entry, FieldFunction]:
        document, entry = self._at(where)
        return document, entry, method_of(load_checkpoint(document.setup.checkpoint), "cpu").field(entry.state)

    def _truth(self, where: tuple[Any, ...] = ()) -> Callable[[np.ndarray], np.ndarray]:
        source = load(self._at(where)[0].source.path)
        assert not isinstance(source, Scan)
        return source.sdf  # pyright: ignore[reportAttributeAccessIssue]

    def _inside(self, box: str, *where: Any) -> float:
        _, _, field = self._field(where)
        return float((field(torch.from_numpy(_places(box))) < 0).float().mean())

    def _truly(self, box: str) -> float:
        return float((self._truth()(_places(box)) < 0).mean())

    def _pieces(self, *where: Any) -> int:
        _, _, field = self._field(where)
        side = 256
        inside = field(torch.from_numpy(_places("-1 -1, 1 1", side))) < 0
        found: Any = pieces_of(inside.numpy().reshape(side, side))
        return found[1]

    def _round(self, *where: Any) -> float:
        outline = self._level(where).vertices
        radii = np.linalg.norm(outline - outline.mean(0), axis=1)
        return float(radii.min() / radii.max())

    def _far(self, where: tuple[Any, ...]) -> tuple[np.ndarray, np.ndarray]:
        """Vertices of the surface, and how far each is from the points: 0 where seen, 1 where imagined."""
        table, vertices = self._at(where)[0].nearest, self._level(where).vertices
        assert table is not None
        return vertices, imagined(table, vertices)

    def _imagined(self, *where: Any) -> float:
        return float((self._far(where)[1] > 0.99).mean())

    def _wrong(self, part: str, *where: Any) -> float:
        vertices, far = self._far(where)
        chosen = far > 0.5 if part == "imagined" else far < 0.01
        return float(np.abs(self._truth(where)(vertices[chosen].astype(np.float32))).mean())

    def _members(self, where: tuple[Any, ...]) -> Spread:
        """Of the run in the window, as its panel makes them."""
        document, entry = self._at(where)
        if id(document) not in self._spreads:
            checkpoint = load_checkpoint(document.setup.checkpoint)
            run = replace(document.run, entries=document.run.entries[: entry.record.step + 1])
            panel = self.person.window.findChild(SpreadPanel)
            assert isinstance(panel, SpreadPanel)
            recipe, siblings = Recipe(*panel.recipe), panel.siblings.isChecked()
            for part in spread_of(run, method_of(checkpoint, "cpu"), checkpoint, recipe, siblings=siblings):
                if part.whole is not None:
                    self._spreads[id(document)] = part.whole
        return self._spreads[id(document)]

    def _starts(self, *where: Any) -> int:
        members = self._members(where)
        first = members.shown[0].params
        other = [first, *(member.states[0].params for member in members.members)]
        return len({crc32(b"".join(part.cpu().numpy().tobytes() for part in params)) for params in other})

    def _spread(self, part: str, *where: Any) -> float:
        vertices, far = self._far(where)
        at = self._members(where).of(self._at(where)[1].state)
        assert at is not None
        return float(np.median(at(vertices[far > 0.5 if part == "imagined" else far < 0.01])))

    def _calibration(self, where: tuple[Any, ...]) -> Calibration:
        document, entry = self._at(where)
        found = judged(self._members(where), entry.state, entry.level, self._truth(where), document.run.checkpoint)
        assert found.calibration is not None
        return found.calibration

    def _slope(self, *where: Any) -> float:
        rng = np.random.default_rng(0)
        points = torch.from_numpy(rng.uniform(-0.9, 0.9, (4000, 2)).astype(np.float32)).requires_grad_()
        if where[:1] == ("truth",):
            sdf, base = self._truth(), points.detach().numpy()
            moves = np.eye(2, dtype=np.float32) * 1e-3
            gradient = np.stack([(sdf(base + move) - sdf(base - move)) / 2e-3 for move in moves], 1)
        else:
            gradient = torch.autograd.grad(self._field(where)[2](points).sum(), points)[0].numpy()
        return float(np.linalg.norm(gradient, axis=1).mean())

    def _value(self, which: str, *where: Any) -> float:
        lattice = _places("-1 -1, 1 1", 128)
        values = self._truth()(lattice) if where[:1] == ("truth",) else self._field(where)[2](torch.from_numpy(lattice))
        return float(values.min() if which == "least" else values.max())

    def _jumps(self) -> float:
        """Of places off the surface: there corners are as near as the differences are wide."""
        source: Any = load(self._at(())[0].source.path)
        rng, moves = np.random.default_rng(0), np.eye(2, dtype=np.float32) * 1e-3
        places = rng.uniform(-0.9, 0.9, (8000, 2)).astype(np.float32)
        places = places[np.abs(source.sdf(places)) > 0.01]
        gradient = np.stack([(source.sdf(places + move) - source.sdf(places - move)) / 2e-3 for move in moves], 1)
        odd = places[np.abs(np.linalg.norm(gradient, axis=1) - 1) > 0.1]
        surface = source.sample_surface(40_000, rng)[0]
        tree = cKDTree(surface)
        nearest = np.stack([surface[tree.query(odd + move)[1]] for move in (*moves, *-moves)], 1)
        apart = np.linalg.norm(nearest[:, :, None] - nearest[:, None], axis=-1).max((1, 2))
        assert len(odd) > 10
        return float((apart > 0.01).mean())

    def _moves(self, layer: str, *where: Any) -> float:
        document, entry = self._at(where)
        weights = 0 if layer == "first" else -2
        start, now = (state.params[weights] for state in (document.run.entries[0].state, entry.state))
        return float((now - start).norm() / start.norm())

    def _reached(self, name: str) -> float:
        method = method_of(load_checkpoint(name), "cpu")
        seen = self._at(())[0].run.observation
        start, _ = method.start(seen)
        weights = [state.params[::2] for state in (start, method.step(start, seen)[0])]
        return min(float((one != other).float().mean()) for one, other in zip(*weights, strict=True))

    def _strayed(self, *where: Any) -> float:
        return float((np.abs(self._truth(where)(self._level(where).vertices.astype(np.float32))) > 0.1).mean())

    def _rate(self, layer: str, step: int, *where: str) -> float:
        meta = self._checkpoint(where).meta
        assert isinstance(meta, MetaParams)
        return float(meta.rates(step - 1)[0 if layer == "first" else -2].mean())

    def _slows(self, first: int, last: int, *where: str) -> bool:
        entries = self._at((last, *where))[0].run.entries[first : last + 1]
        gains = -np.diff([entry.record.context_loss for entry in entries])
        return bool((gains > 0).all() and (np.diff(gains) < 0).all())

    def _scaled(self, factor: float, steps: int, *where: str) -> StepRecord:
        document, _ = self._at((0, *where))
        own = method_of(load_checkpoint(document.setup.checkpoint), "cpu")
        run = branched(document.run, 0, Overrides(rate_scale=float(factor)), own)
        while len(run.entries) <= steps and not run.entries[-1].record.diverged:
            run = run.extended(advance(run, method_for(run, own)))
        return run.entries[-1].record

    def _checkpoint(self, where: tuple[Any, ...]) -> Checkpoint:
        """That of a label, or the one of this name."""
        names = {info.name for info in self.person.session.catalogue.checkpoints}
        named = where[0] if where and where[0] in names else self._at(where)[0].setup.checkpoint
        return load_checkpoint(named)

    def _card(self, path: str, *where: str) -> Any:
        found: Any = self._checkpoint(where).card
        for name in path.split("."):
            found = found[name]
        return len(found) if isinstance(found, (dict, list)) else found

    # --- what is observed

    def _observed(self, *where: str) -> int:
        seen = self._at(where)[0].run.observation
        return crc32(b"".join(part.tobytes() for part in (seen.points, seen.lower, seen.upper)))

    def _noise(self, *where: str) -> float:
        setup = self._at(where)[0].setup
        usual = SCAN_NOISE if setup.kind == "scan" else 0.0
        return usual if setup.spec.noise is None else setup.spec.noise

    def _camera(self, *where: str) -> float:
        if where == ("training",):
            rng = np.random.default_rng(0)
            return min(_elevation(default_eye(rng)) for _ in range(1000))
        eye = self._at(where)[0].run.observation.eye
        assert eye is not None
        return _elevation(eye)

    def _beneath(self, *where: str) -> float:
        if where == ("training",):
            draw = procedural("furniture")
            return max(_downwards(observe(draw(n, "train"), "scan", 256, n)) for n in range(40))
        return _downwards(self._at(where)[0].run.observation)

    def _within(self, box: str, *where: Any) -> int:
        low, high = (np.array(corner.split(), np.float32) for corner in box.split(","))
        points = self._at(where)[0].run.observation.points
        return int(((low <= points) & (points <= high)).all(1).sum())

    def _near(self, side: str, *where: Any) -> float:
        vertices, far = self._far(where)
        eye = self._at(where)[0].run.observation.eye
        assert eye is not None
        away = vertices @ eye < 0
        return float((far[away if side == "far side" else ~away] < 0.01).mean())

    # --- the window

    def _anew(self, step: int) -> int:
        self._shown((step + 1,))
        before = self.person.session.document.run.entries
        self._press("back")
        self.person.at(step)
        self.person.wait(self.person.idle)
        after = self.person.session.document.run.entries
        return sum(one.record is not other.record for one, other in zip(before, after, strict=True))

    def _key(self, action: str) -> str:
        return self.person.window.actions_by_key[action].shortcut().toString()

    def _says(self, part: str, words: str, *where: Any) -> bool:
        """Of the view: what a screen reader is told of it."""
        window = self.person.window
        self._shown(where)
        if part == "race":
            self._raced("")
        places: dict[str, QWidget] = {
            "view": window.viewport, "status": window.statusBar(), "race": window.race, "transport": window.transport,
        }  # fmt: skip
        place = places.get(part) or window.dock(part)
        assert place.isVisible(), f"{part} is not there"
        seen = [place.accessibleDescription()] if part == "view" else []
        for child in place.findChildren(QWidget):
            if isinstance(child, QLabel | QAbstractButton) and child.isVisible():
                seen.append(plain(child.text()))
            elif isinstance(child, QComboBox) and child.isVisible():
                seen += [child.itemText(number) for number in range(child.count())]
        return any(words in text for text in seen)

    def _press(self, action: str) -> None:
        window = self.person.window
        button = next(b for b in self._tools() if b.defaultAction() is window.actions_by_key[action])
        self.person.qtbot.mouseClick(button, LEFT)

    def _stays(self, action: str) -> bool:
        """Presses the button, and looks for the page or its tab."""
        window, title = self.person.window, self.person.window.dock("lesson").windowTitle()
        self._press(action)
        opened = window.dock(action)
        self.person.wait(opened.isVisible)
        bars = [bar for bar in window.findChildren(QTabBar) if bar.isVisible()]
        tabs = [bar.tabText(number) for bar in bars for number in range(bar.count())]
        stays = window.lesson.isVisible() or title in tabs
        opened.close()
        return stays

    # --- pixels

    def _colour(self, place: str, *where: Any) -> str:
        self._shown(where)
        document, _, field = self._field(where)
        seen = document.run.observation
        middle = (seen.lower + seen.upper) / 2
        of_points = {
            "points inside": (middle < 0) & ~seen.on_surface, "points outside": (middle > 0) & ~seen.on_surface,
            "points on": seen.on_surface,
        }  # fmt: skip
        if place in of_points:
            chosen = seen.points[of_points[place]]
        elif place == "surface":
            chosen = self._level(where).vertices
        else:
            lattice = _places("-0.95 -0.95, 0.95 0.95", 64)
            values = field(torch.from_numpy(lattice)).numpy()
            chosen = lattice[values < -0.03 if place == "inside" else values > 0.1]
        return usual_name(colors_at(self.person.window.viewport, chosen))

    def _veiled(self, *where: Any) -> float:
        self._shown(where)
        document, _, field = self._field(where)
        lattice = _places("-0.95 -0.95, 0.95 0.95", 64)
        values, mask = field(torch.from_numpy(lattice)).numpy(), document.run.observation.mask
        assert mask is not None
        seen, view = mask.border(lattice) > 0, self.person.window.viewport
        alike = (values > 0.15) & (values < 0.3)
        return saturation(colors_at(view, lattice[alike & seen])) / saturation(colors_at(view, lattice[alike & ~seen]))


def _downwards(seen: Observation) -> float:
    """Share of the measured points that a camera sees from below them."""
    assert seen.eye is not None
    return float(((seen.eye - seen.points[seen.on_surface])[:, 1] < 0).mean())


def _elevation(eye: np.ndarray) -> float:
    """Of a place, in degrees above the horizon of the middle."""
    return float(np.degrees(np.arcsin(eye[1] / np.linalg.norm(eye))))


def _places(box: str, side: int = 12) -> np.ndarray:
    """A lattice of `side` points each way in a box that is told by two corners."""
    low, high = (np.array(corner.split(), np.float32) for corner in box.split(","))
    axes = [np.linspace(a, b, side, dtype=np.float32) for a, b in zip(low, high, strict=True)]
    return np.stack(np.meshgrid(*axes, indexing="ij"), -1).reshape(-1, len(axes))


def written(folder: Path, page: str, head: str = 'format = 1\ntitle = "T"\nsummary = "S"\n') -> Path:
    path = folder / "lesson.toml"
    path.write_text(f"{head}\n{page}")
    return path
