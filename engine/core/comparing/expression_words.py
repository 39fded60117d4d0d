"""An expression in words: `reply.result == "refuse"` is “答复书：答复”为“不予提供”."""

import ast
import re
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from engine.core.data_words import FUNCTION_NAMES
from engine.core.expressions import ExpressionError
from engine.core.expressions.syntax import parse
from engine.sentence import Sentence, listed, say


class Vocabulary(Protocol):
    """What names and codes in an expression are called; None for those that are not known."""

    def name(self, path: str) -> str | None:
        """Return what the data at the dotted `path` are called."""

    def value(self, path: str, code: Any) -> str | None:
        """Return what `code` is called where the data at `path` hold it."""


def said_expression(code: str, known: Vocabulary) -> str:
    """Return `code` in words, itself beside them: different expressions never read the same.

    What cannot be said in words is returned as it is.
    """
    words = expression_words(code, known)
    return code if words is None else say("%(words)s（%(code)s）", words=words, code=code)


def said_condition(code: str, known: Vocabulary) -> str:
    """Return a condition likewise; of a bare name it says that it is so."""
    try:
        words = _truth(parse(code), known)
    except (ExpressionError, Unsayable):
        return code
    return say("%(words)s（%(code)s）", words=words, code=code)


def expression_words(code: str, known: Vocabulary) -> str | None:
    """Return `code` in words alone; None where there are none for a part of it."""
    try:
        return _value(parse(code), known)
    except (ExpressionError, Unsayable):
        return None


class Unsayable(Exception):
    """There are no words for a part of the expression."""


def path_of(node: ast.AST) -> str | None:
    """Return the dotted name that `node` is, None when it is something else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = path_of(node.value)
        return None if before is None else f"{before}.{node.attr}"
    return None


def source_of(node: ast.AST, code: str) -> str:
    """Return how `code` writes its part `node`."""
    line = re.sub(r"[\r\n\t]", " ", code).strip()
    return ast.get_source_segment(line, node) or ast.unparse(node)


def _value(node: ast.AST, known: Vocabulary) -> str:
    path = path_of(node)
    if path is not None:
        return say("“%(name)s”", name=known.name(path) or path)
    if isinstance(node, ast.Constant):
        return _constant(node.value)
    if type(node) not in _SAID:
        raise Unsayable
    return _SAID[type(node)](node, known)


def _truth(node: ast.AST, known: Vocabulary) -> str:
    """What is asked of `node` where only yes or no is."""
    path = path_of(node)
    if path is not None:
        return say("“%(name)s”为是", name=known.name(path) or path)
    return _value(node, known)


def _constant(value: Any) -> str:
    if value is None:
        return say("空")
    if isinstance(value, bool):
        return say("是") if value else say("否")
    return say("“%(name)s”", name=value) if isinstance(value, str) else str(value)


def _all_or_any(node: ast.BoolOp, known: Vocabulary) -> str:
    parts = [_inside(each, known) for each in node.values]
    return listed(parts, "，并且") if isinstance(node.op, ast.And) else listed(parts, "，或者")


def _inside(node: ast.AST, known: Vocabulary) -> str:
    said = _truth(node, known)
    nested = isinstance(node, ast.BoolOp | ast.IfExp)
    return say("（%(inner)s）", inner=said) if nested else said


def _turned(node: ast.UnaryOp, known: Vocabulary) -> str:
    if not isinstance(node.op, ast.Not):
        raise Unsayable
    path = path_of(node.operand)
    if path is not None:
        return say("“%(name)s”不为是", name=known.name(path) or path)
    return say("并非（%(inner)s）", inner=_truth(node.operand, known))


#: How two values stand to each other.
COMPARED: Mapping[type[ast.cmpop], Callable[[str, str], Sentence]] = {
    ast.Eq: lambda left, right: say("%(left)s为%(right)s", left=left, right=right),
    ast.NotEq: lambda left, right: say("%(left)s不为%(right)s", left=left, right=right),
    ast.Is: lambda left, right: say("%(left)s为%(right)s", left=left, right=right),
    ast.IsNot: lambda left, right: say("%(left)s不为%(right)s", left=left, right=right),
    ast.In: lambda left, right: say("%(left)s是%(right)s之一", left=left, right=right),
    ast.NotIn: lambda left, right: say("%(left)s不是%(right)s之一", left=left, right=right),
    ast.Lt: lambda left, right: say("%(left)s < %(right)s", left=left, right=right),
    ast.LtE: lambda left, right: say("%(left)s ≤ %(right)s", left=left, right=right),
    ast.Gt: lambda left, right: say("%(left)s > %(right)s", left=left, right=right),
    ast.GtE: lambda left, right: say("%(left)s ≥ %(right)s", left=left, right=right),
}


def _compared(node: ast.Compare, known: Vocabulary) -> str:
    if len(node.ops) != 1:
        raise Unsayable
    operator, right = node.ops[0], node.comparators[0]
    left = _operand(node.left, known)
    if isinstance(operator, ast.Is | ast.IsNot) and _is_none(right):
        there = isinstance(operator, ast.IsNot)
        return say("有%(what)s", what=left) if there else say("没有%(what)s", what=left)
    return COMPARED[type(operator)](left, _coded(right, known, node.left))


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _operand(node: ast.AST, known: Vocabulary) -> str:
    said = _value(node, known)
    return say("（%(inner)s）", inner=said) if isinstance(node, ast.IfExp) else said


def _coded(node: ast.AST, known: Vocabulary, against: ast.AST) -> str:
    """`node` as a value of what it is compared with: a choice by what it is called."""
    if isinstance(node, ast.List):
        return listed([_coded(each, known, against) for each in node.elts])
    either = isinstance(against, ast.IfExp)  # both of its ends are asked of the same choices
    path = path_of(against.body) if either else path_of(against)  # type: ignore[attr-defined]
    found = known.value(path, node.value) if path and isinstance(node, ast.Constant) else None
    return _operand(node, known) if found is None else say("“%(name)s”", name=found)


def _either(node: ast.IfExp, known: Vocabulary) -> str:
    return say(
        "%(test)s时取%(yes)s，否则取%(no)s",
        test=_truth(node.test, known),
        yes=_operand(node.body, known),
        no=_operand(node.orelse, known),
    )


def _listed(node: ast.List, known: Vocabulary) -> str:
    return listed([_value(each, known) for each in node.elts]) if node.elts else say("无")


def _sum(node: ast.BinOp, known: Vocabulary) -> str:
    """Only the end of a day: a day and T24."""
    end = isinstance(node.op, ast.Add) and isinstance(node.right, ast.Constant)
    if not end or node.right.value != "T24":  # type: ignore[attr-defined]
        raise Unsayable
    return say("%(day)s当天24时", day=_value(node.left, known))


def _called(node: ast.Call, known: Vocabulary) -> str:
    name = FUNCTION_NAMES.get(node.func.id) if isinstance(node.func, ast.Name) else None
    if name is None or node.keywords:
        raise Unsayable
    if not node.args:
        return say(name)
    arguments = listed([_value(each, known) for each in node.args])
    return say("%(function)s（%(arguments)s）", function=say(name), arguments=arguments)


_SAID: Mapping[type[ast.AST], Callable[[Any, Vocabulary], str]] = {
    ast.BoolOp: _all_or_any,
    ast.UnaryOp: _turned,
    ast.Compare: _compared,
    ast.IfExp: _either,
    ast.List: _listed,
    ast.BinOp: _sum,
    ast.Call: _called,
}
