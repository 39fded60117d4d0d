"""What one expression reads, held against what there is: unknown names, impossible values."""

import ast
from dataclasses import dataclass, field
from typing import Any

from engine.core.expressions import ExpressionError
from engine.core.expressions.syntax import parse
from engine.core.lint.shape import ANY, PLAIN, Shape

#: Functions whose first argument is a list of rows and whose second names a field of them.
OVER_ROWS = frozenset({"any_of", "all_of", "count_of", "rows_where", "column"})


@dataclass
class Findings:
    """`unknown`: names that nothing has; `impossible`: (name, value) that can never be equal."""

    unknown: list[str] = field(default_factory=list)
    impossible: list[tuple[str, Any]] = field(default_factory=list)


def read(source: str, names: Shape) -> Findings:
    """Return what `source` reads that is not in `names`; nothing when it does not parse."""
    reader = _Reader(names, Findings())
    try:
        reader.shape(parse(source))
    except ExpressionError:
        return Findings()
    return reader.findings


@dataclass
class _Reader:
    names: Shape
    findings: Findings

    def shape(self, node: ast.AST) -> Shape:
        if isinstance(node, ast.Name | ast.Attribute | ast.Subscript):
            return self._place(node)
        if isinstance(node, ast.Call):
            return self._call(node)
        if isinstance(node, ast.Compare):
            return self._compare(node)
        inner = [self.shape(each) for each in ast.iter_child_nodes(node)]
        if isinstance(node, ast.IfExp):
            return inner[1].or_else(inner[2])
        if isinstance(node, ast.BoolOp):
            return ANY
        return PLAIN if isinstance(node, ast.Constant) else ANY

    def _place(self, node: ast.AST) -> Shape:
        if isinstance(node, ast.Name):
            return self._part(self.names, node.id, node)
        if isinstance(node, ast.Attribute):
            return self._part(self.shape(node.value), node.attr, node)
        assert isinstance(node, ast.Subscript)
        holder = self.shape(node.value)
        if isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str):
            return self._part(holder, node.slice.value, node)
        self.shape(node.slice)
        return holder.rows or ANY

    def _part(self, holder: Shape, name: str, node: ast.AST) -> Shape:
        if holder.parts is None:
            return ANY
        if name not in holder.parts:
            self.findings.unknown.append(ast.unparse(node))
            return ANY
        return holder.parts[name]

    def _call(self, node: ast.Call) -> Shape:
        given = [self.shape(each) for each in node.args]
        for each in node.keywords:
            self.shape(each.value)
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name not in OVER_ROWS or len(node.args) < 2:
            return ANY
        column = self._column(given[0].rows or ANY, node)
        for value in node.args[2:]:
            self._possible(column, value, node.args[1])
        return {"rows_where": given[0], "column": Shape({}, rows=column)}.get(name, PLAIN)

    def _column(self, row: Shape, node: ast.Call) -> Shape:
        called = node.args[1]
        if isinstance(called, ast.Constant) and isinstance(called.value, str):
            return self._part(row, called.value, called)
        return ANY

    def _compare(self, node: ast.Compare) -> Shape:
        left, before = node.left, self.shape(node.left)
        for operator, right in zip(node.ops, node.comparators, strict=True):
            after = self.shape(right)
            if isinstance(operator, ast.Eq | ast.NotEq):
                self._possible(before, right, left)
                self._possible(after, left, right)
            elif isinstance(operator, ast.In | ast.NotIn):
                self._possible(before, right, left)
                self._possible(after.rows or ANY, left, right)
            left, before = right, after
        return PLAIN

    def _possible(self, shape: Shape, written: ast.AST, named: ast.AST) -> None:
        """Note every text that is written out and that `shape` can never be."""
        texts = written.elts if isinstance(written, ast.List) else [written]
        for each in texts if shape.values is not None else []:
            literal = isinstance(each, ast.Constant) and each.value is not None
            if literal and each.value not in shape.values:  # type: ignore[attr-defined, operator]
                self.findings.impossible.append((ast.unparse(named), each.value))  # type: ignore[attr-defined]
