"""Whom a mail goes to: posts of units and persons, as the editor's panel says them."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from engine.core.access import ROLE_NAMES
from engine.core.comparing.expression_words import (
    Vocabulary,
    path_of,
    said_condition,
    said_expression,
    source_of,
)
from engine.core.drawn_words import UNIT_NAMES
from engine.core.expressions import ExpressionError
from engine.core.expressions.syntax import parse
from engine.sentence import Sentence, listed, say

PEOPLE: Mapping[str, Sentence] = {
    "case.applicant.person": say("申请人本人"),
    "case.user.person": say("使用单位经办人本人"),
}


def said_recipients(code: str, known: Vocabulary) -> str:
    """Return the recipients that the expression `code` lists, or one of two lists, in words; what
    is written otherwise as an expression."""
    try:
        node = parse(code)
    except ExpressionError:
        return code
    told = _Told(code, known)
    if not isinstance(node, ast.IfExp):
        return told.all_of(node)
    return say(
        "如果%(when)s，就发给%(yes)s；否则发给%(no)s",
        when=said_condition(source_of(node.test, code), known),
        yes=told.all_of(node.body),
        no=told.all_of(node.orelse),
    )


def said_unit(code: str, known: Vocabulary) -> str:
    """Return the unit that `code` means, one of the usual ones by its name."""
    usual = UNIT_NAMES.get(code)
    return said_expression(code, known) if usual is None else say(usual)


@dataclass(frozen=True)
class _Told:
    """The parts of the expression `code`."""

    code: str
    known: Vocabulary

    def all_of(self, node: ast.AST) -> str:
        if not isinstance(node, ast.List):
            return self._otherwise(node)
        return listed([self._one(each) for each in node.elts]) if node.elts else say("无")

    def _one(self, node: ast.AST) -> str:
        name, given = _call(node)
        if name == "person" and len(given) == 1:
            return PEOPLE.get(path_of(given[0]) or "") or self._otherwise(given[0])
        role = _role(given[1]) if name in ("post", "posts") and len(given) == 2 else None
        if role is None:
            return self._otherwise(node)
        if name == "posts":
            return say("%(units)s中各单位的%(role)s", units=self._units(given[0]), role=role)
        whose = said_unit(source_of(given[0], self.code), self.known)
        return say("%(unit)s的%(role)s", unit=whose, role=role)

    def _units(self, node: ast.AST) -> str:
        """Usually the units of the rows of a list."""
        name, given = _call(node)
        rows = path_of(given[0]) if name == "column" and len(given) == 2 else None
        what = given[1] if rows is not None else None
        if rows is None or not isinstance(what, ast.Constant) or what.value != "unit":
            return self._otherwise(node)
        return say("“%(name)s”", name=self.known.name(rows) or rows)

    def _otherwise(self, node: ast.AST) -> str:
        return said_expression(source_of(node, self.code), self.known)


def _call(node: ast.AST) -> tuple[str, list[ast.expr]]:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.keywords:
        return "", []
    return node.func.id, node.args


def _role(node: ast.AST) -> Sentence | None:
    found = ROLE_NAMES.get(str(node.value)) if isinstance(node, ast.Constant) else None
    return None if found is None else say(found)
