"""The walker: a small function per kind of node, over the tree that `syntax.parse` let through."""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.core.expressions import operators
from engine.core.expressions.errors import ExpressionError
from engine.core.expressions.functions import PURE_FUNCTIONS
from engine.core.expressions.results import bounded
from engine.core.expressions.syntax import parse, position_of
from engine.core.expressions.work import counted


def evaluate(
    source: str,
    data: Mapping[str, Any],
    functions: Mapping[str, Callable[..., Any]] | None = None,
) -> Any:
    """The value of `source` over `data` (plain JSON values, read only).

    `functions` come on top of PURE_FUNCTIONS; a ValueError or TypeError of theirs becomes an
    ExpressionError. A name or key that is missing is None: a diagram may ask about a form that this
    case has not reached, and `check` has held the names against those that can exist. Ordering
    something with None is False. Raises ExpressionSyntaxError (a SyntaxError) when `source` is no
    expression, ExpressionError for everything else.
    """
    tree = parse(source)
    run = _Run(source, data, {**PURE_FUNCTIONS, **(functions or {})})
    try:
        with counted():
            return bounded(run.value(tree))
    except RecursionError:
        raise ExpressionError("数据嵌套过深。", source) from None


@dataclass(frozen=True)
class _Run:
    source: str
    data: Mapping[str, Any]
    functions: Mapping[str, Callable[..., Any]]

    def value(self, node: ast.AST) -> Any:
        try:
            return _WALK[type(node)](self, node)
        except ExpressionError as error:
            if error.source:
                raise
            raise self._error(error.reason, node) from error
        except ArithmeticError as error:
            raise self._error("数字无法运算。", node) from error

    def _error(self, reason: str, node: ast.AST) -> ExpressionError:
        return ExpressionError(reason, self.source, position_of(node, self.source))

    def constant(self, node: ast.Constant) -> Any:
        return node.value

    def name(self, node: ast.Name) -> Any:
        return self.data.get(node.id)

    def attribute(self, node: ast.Attribute) -> Any:
        return operators.item(self.value(node.value), node.attr)

    def subscript(self, node: ast.Subscript) -> Any:
        return operators.item(self.value(node.value), self.value(node.slice))

    def list_display(self, node: ast.List) -> Any:
        return [self.value(each) for each in node.elts]

    def dict_display(self, node: ast.Dict) -> Any:
        keys = [operators.key(self.value(each)) for each in node.keys if each is not None]
        return dict(zip(keys, map(self.value, node.values), strict=True))

    def bool_op(self, node: ast.BoolOp) -> Any:
        stop_at = isinstance(node.op, ast.Or)
        result = None
        for each in node.values:
            result = self.value(each)
            if bool(result) is stop_at:
                break
        return result

    def unary_op(self, node: ast.UnaryOp) -> Any:
        return operators.UNARY[type(node.op)](self.value(node.operand))

    def bin_op(self, node: ast.BinOp) -> Any:
        return operators.BINARY[type(node.op)](self.value(node.left), self.value(node.right))

    def compare(self, node: ast.Compare) -> Any:
        left = self.value(node.left)
        for operator, each in zip(node.ops, node.comparators, strict=True):
            right = self.value(each)
            if not operators.COMPARISON[type(operator)](left, right):
                return False
            left = right
        return True

    def if_exp(self, node: ast.IfExp) -> Any:
        return self.value(node.body if self.value(node.test) else node.orelse)

    def call(self, node: ast.Call) -> Any:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name not in self.functions:
            raise self._error(f"没有名为“{name}”的函数。", node)
        arguments = [self.value(each) for each in node.args]
        named = {each.arg: self.value(each.value) for each in node.keywords if each.arg}
        try:
            return self.functions[name](*arguments, **named)
        except (ValueError, TypeError) as error:
            raise self._error(f"函数“{name}”的参数不对：{error}", node) from error


_WALK: dict[type[ast.AST], Callable[[_Run, Any], Any]] = {
    ast.Constant: _Run.constant,
    ast.Name: _Run.name,
    ast.Attribute: _Run.attribute,
    ast.Subscript: _Run.subscript,
    ast.List: _Run.list_display,
    ast.Dict: _Run.dict_display,
    ast.BoolOp: _Run.bool_op,
    ast.UnaryOp: _Run.unary_op,
    ast.BinOp: _Run.bin_op,
    ast.Compare: _Run.compare,
    ast.IfExp: _Run.if_exp,
    ast.Call: _Run.call,
}
