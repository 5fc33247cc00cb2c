"""What the words of a lesson say of the window, as comparisons that a program can check: `error(20) > error(5)`.

A claim is a comparison of numbers, facts and texts by the signs of arithmetic, with `and`, `or`, `not`. It is read by
Python's own grammar and worked out here; nothing is executed. No Qt: lessons are read before the shell is painted.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from core.storage.typed import MisfitError

FACTS = {
    "step": "the step that is shown",
    "trained": "the step that the checkpoint was trained to; of another by its name",
    "points": "how many points are observed",
    "took": "seconds of the method up to a step, by its quickest step",
    "loss": "context loss",
    "error": "held-out mean |error|",
    "iou": "held-out IoU",
    "chamfer": "held-out Chamfer distance × 1000",
    "found": "whether there is a surface",
    "pieces": "2D: how many pieces the shape has",
    "round": "2D: least over largest distance of the outline from its middle; 1 is a circle",
    "inside": "share of a box that is inside the shape: `inside('-0.2 0.2, 0.2 0.4')`, two corners",
    "truly": "the same of the true shape",
    "imagined": "share of the surface that is far from every observed surface point",
    "wrong": "mean distance from the true surface: `wrong('imagined')` of what is far from the points, `wrong('seen')`",
    "spread": "median spread of the members; `spread('imagined')` of what is far from the points, `spread('seen')`",
    "held": "share of the true errors within the 90 % interval of the spread",
    "ranked": "rank correlation of spread and true error",
    "slope": "mean steepness of the field; `slope('truth')` of the exact one",
    "value": "least or largest value of the field: `value('least')`; of the exact one `value('largest', 'truth')`",
    "jumps": "share of the places where the exact field is not as steep as 1 at which the nearest surface point jumps",
    "moves": "how far a layer's weights are from their start, in parts of their length: `moves('first')`, 'last'",
    "reached": "least share of a layer's weights that a checkpoint's first step changes: `reached('digits-dense')`",
    "strayed": "share of the surface that is farther than 0.1 from the true one",
    "beneath": "share of the measured points that are seen from below; `beneath('training')` the most in training",
    "within": "how many observed points lie in a box: `within('-0.2 0.2, 0.2 0.4', '64 points')`",
    "part": "which part of the points each of the members sees that do not see all",
    "starts": "how many starts the members have",
    "rate": "mean learned rate: `rate('first', 1)` of the first layer's weights at step 1, `rate('last', 1)`",
    "slows": "whether each step of some lowers the loss by less than the one before: `slows(5, 40)`",
    "scaled": "context loss with all rates scaled: `scaled(10, 5)` after five steps",
    "diverges": "whether the run diverges within so many steps with all rates scaled: `diverges(100, 20)`",
    "refines": "how many steps past the trained ones the checkpoint was measured for, or another by its name",
    "card": "what stands in the checkpoint's card, or in another's by its name: `card('loss')`; of a table its length",
    "observed": "a number that is the same where the same is observed: `observed('Random start')`",
    "noise": "standard deviation of the measured points",
    "strays": "share of the measured points that lie anywhere",
    "camera": "height of the scan's camera over the horizon, in degrees; `camera('training')` the least in training",
    "near": "share of the surface that has a point beside it: `near('far side')` of what is turned from the camera",
    "members": "how many surfaces the spread is of",
    "factor": "spreads to each side that the 90 % interval takes",
    "misses": "how many spreads the true error is, at the middle of all",
    "anew": "how many steps are computed when a recorded one is shown again: `anew(0)`",
    "shown": "whether an overlay is on: `shown('points')`, 'truth', 'height', 'imagined'",
    "opened": "whether a part of the window is there: `opened('updates')`",
    "button": "whether the page has this button and it can be pressed: `button('race')`",
    "key": "the key of an action: `key('height') == 'H'`",
    "says": "whether a part of the window, the view or the race has words: `says('updates', 'Learned rates: map')`",
    "stays": "whether the page or its tab is still there when its button opened a panel: `stays('branches')`",
    "colour": "colour in the view: 'inside', 'outside', the 'surface', 'points inside', 'points on', 'points outside'",
    "veiled": "how many times paler the view is where nothing is known",
    "raced": "how many of a method are ticked in the race that the page's button opens: `raced('scratch')`",
}
"""What can be said. Numbers of a run take a step and the label of a switch; else it is the shown step, the first label.
"""

_BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
}  # fmt: skip
_COMPARED: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge, ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}  # fmt: skip

Facts = Mapping[str, Callable[..., Any]]


@dataclass(frozen=True)
class Claim:
    """One claim that can be worked out."""

    text: str
    tree: ast.expr

    def holds(self, facts: Facts) -> bool:
        """Whether it is so. facts: by the names of `FACTS`."""
        return bool(_worked_out(self.tree, facts))

    def reading(self, facts: Facts) -> str:
        """The claim with what each fact of it is, for people who look why it does not hold."""
        calls = [node for node in ast.walk(self.tree) if isinstance(node, ast.Call)]
        told = (f"{ast.unparse(call)} = {_worked_out(call, facts)}" for call in calls)
        return f"{self.text}: {', '.join(told)}"


def read_claim(text: str, where: str = "it") -> Claim:
    """A claim from its text. Raises MisfitError with what it does not understand."""
    try:
        tree = ast.parse(text.strip(), mode="eval").body
        _check(tree)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise MisfitError(
            f"{where} expects {text!r}, which is no comparison of facts as error(20) > error(5) is"
        ) from None
    except KeyError as name:
        raise MisfitError(
            f"{where} expects {text!r}; of {name} nothing is known, of {', '.join(FACTS)} it is"
        ) from None
    return Claim(text, tree)


def _check(node: ast.expr) -> None:
    """Raises ValueError for what no claim has, KeyError for a fact that is not known."""
    match node:
        case ast.Constant(value=bool() | int() | float() | str()):
            return
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
            if name not in FACTS:
                raise KeyError(name)
            inner = args
        case ast.BinOp(left=left, right=right, op=op) if type(op) in _BINARY:
            inner = [left, right]
        case ast.Compare(left=left, comparators=others, ops=ops) if all(type(op) in _COMPARED for op in ops):
            inner = [left, *others]
        case ast.BoolOp(values=inner):
            pass
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            inner = [operand]
        case _:
            raise ValueError
    for one in inner:
        _check(one)


def _worked_out(node: ast.expr, facts: Facts) -> Any:  # noqa: ANN401 (a number, a word, or whether something is so)
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Call(func=ast.Name(id=name), args=args):
            return facts[name](*(_worked_out(one, facts) for one in args))
        case ast.BinOp(left=left, right=right, op=op):
            return _BINARY[type(op)](_worked_out(left, facts), _worked_out(right, facts))
        case ast.Compare(left=left, comparators=others, ops=ops):
            values = [_worked_out(one, facts) for one in (left, *others)]
            return all(_COMPARED[type(op)](a, b) for op, a, b in zip(ops, values, values[1:], strict=False))
        case ast.BoolOp(op=ast.And(), values=values):
            return all(_worked_out(one, facts) for one in values)
        case ast.BoolOp(values=values):
            return any(_worked_out(one, facts) for one in values)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return not _worked_out(operand, facts)
        case ast.UnaryOp(operand=operand):
            return -_worked_out(operand, facts)
    raise ValueError(ast.dump(node))
