"""From text to a tree in which only the allowed kinds of nodes occur."""

import ast
import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from inspect import signature

from engine.core.expressions.errors import ExpressionError, ExpressionSyntaxError
from engine.core.expressions.functions import PROCESS_FUNCTIONS, PURE_FUNCTIONS
from engine.core.expressions.limits import MAX_DEPTH, MAX_NODES, MAX_NUMBER, MAX_SOURCE

_ALLOWED: tuple[type[ast.AST], ...] = (
    ast.Expression, ast.Constant, ast.Name, ast.Load, ast.Attribute, ast.Subscript,
    ast.List, ast.Dict, ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.UAdd,
    ast.BinOp, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Mod, ast.Compare, ast.Eq, ast.NotEq,
    ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn, ast.Is, ast.IsNot, ast.IfExp, ast.Call,
    ast.keyword,
)  # fmt: skip
# Other escapes than these make the parser warn, and a warning is an error where we test.
_ESCAPE = re.compile(r"\\(?![\\\"'nt])")
_SIGNATURES = {
    name: signature(each) for name, each in {**PURE_FUNCTIONS, **PROCESS_FUNCTIONS}.items()
}


@lru_cache(maxsize=4096)
def parse(source: str) -> ast.expr:
    """The tree of `source`, checked node by node; the same text is parsed once.

    Raises ExpressionSyntaxError when it is no expression, ExpressionError when it is an expression
    but uses something the language does not have, or is too large.
    """
    tree = _parse_python(source)
    for count, (node, depth) in enumerate(_walk(tree.body), start=1):
        if count > MAX_NODES or depth > MAX_DEPTH:
            raise ExpressionError("表达式过于复杂，请拆分或简化。", source[:80])
        _check_node(node, source)
    return tree.body


def check(
    source: str,
    *,
    names: Collection[str] | None = None,
    functions: Collection[str] | None = None,
) -> None:
    """Refuse a text that is not an expression of the language.

    `names`: the top-level names there are (None: any). `functions`: the functions there are
    (None: all that the program registers anywhere). Raises ExpressionError with the position,
    or its subclass ExpressionSyntaxError (a SyntaxError) when nothing could be parsed.
    """
    known = _SIGNATURES if functions is None else functions
    for node, _ in _walk(parse(source)):
        if isinstance(node, ast.Call):
            _check_function(node, known, source)
        elif isinstance(node, ast.Name) and names is not None and node.id not in names:
            raise _error(f"没有名为“{node.id}”的数据，请核对名称。", node, source)


def names_in(source: str) -> set[str]:
    """The dotted names that `source` reads, longest form only: `a.b == c` gives {"a.b", "c"}.

    Indexing with a literal text counts as a dot. Raises ExpressionError as `check` does.
    """
    found: set[str] = set()
    _collect(parse(source), found)
    return found


def _parse_python(source: str) -> ast.Expression:
    if not source.strip():
        raise ExpressionSyntaxError("表达式是空的。")
    if len(source) > MAX_SOURCE:
        raise ExpressionSyntaxError(f"表达式过长，最多 {MAX_SOURCE} 个字符。", source[:80])
    if _ESCAPE.search(source):
        raise ExpressionSyntaxError("反斜线只能用来转义引号。", source)
    try:
        return ast.parse(_one_line(source).strip(), mode="eval")
    except SyntaxError as error:
        raise ExpressionSyntaxError(_WHY, source, _syntax_position(source, error)) from None
    except (ValueError, RecursionError, MemoryError):
        raise ExpressionSyntaxError(_WHY, source) from None


_WHY = "写法不正确，请检查括号、引号和运算符是否完整。"


def _one_line(source: str) -> str:
    """Line breaks as blanks, so that a wrapped condition parses; positions stay as they are.

    Not where a `#` could begin a comment, which would then swallow the following lines.
    """
    return source if "#" in source else re.sub(r"[\r\n\t]", " ", source)


def _syntax_position(source: str, error: SyntaxError) -> int | None:
    if error.offset is None or (error.lineno or 1) > 1:
        return None
    return error.offset + _blanks_before(source)


def _blanks_before(source: str) -> int:
    return len(source) - len(source.lstrip())


def _walk(tree: ast.AST) -> Iterator[tuple[ast.AST, int]]:
    """Every node with its depth, without recursion and without the names of called functions."""
    waiting: list[tuple[ast.AST, int]] = [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        waiting.extend((child, depth + 1) for child in _children(node))


def _children(node: ast.AST) -> list[ast.AST]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return [*node.args, *node.keywords]
    return list(ast.iter_child_nodes(node))


def _check_node(node: ast.AST, source: str) -> None:
    if not isinstance(node, _ALLOWED):
        raise _error("用了不支持的写法。", node, source)
    if isinstance(node, ast.Constant):
        _check_constant(node, source)
    elif isinstance(node, ast.Call):
        _check_call(node, source)
    elif isinstance(node, ast.Name | ast.Attribute):
        _check_name(node, source)
    elif isinstance(node, ast.Dict) and None in node.keys:
        raise _error("用了不支持的写法。", node, source)
    elif isinstance(node, ast.Compare):
        _check_is(node, source)
    elif isinstance(node, ast.BinOp) and not isinstance(node.op, ast.Add):
        _check_numbers(node, source)


def _check_constant(node: ast.Constant, source: str) -> None:
    value = node.value
    if value is not None and not isinstance(value, str | int | float | bool):
        raise _error("只能写文字、数字、True、False 和 None。", node, source)
    if isinstance(value, int | float) and not -MAX_NUMBER <= value <= MAX_NUMBER:
        raise _error("数字过大。", node, source)


def _check_name(node: ast.Name | ast.Attribute, source: str) -> None:
    name = node.id if isinstance(node, ast.Name) else node.attr
    if name.startswith("_"):
        raise _error("名称不能以下划线开头。", node, source)


def _check_call(node: ast.Call, source: str) -> None:
    if not isinstance(node.func, ast.Name):
        raise _error("只能直接调用已登记的函数。", node, source)
    _check_name(node.func, source)
    if any(keyword.arg is None for keyword in node.keywords):
        raise _error("用了不支持的写法。", node, source)


def _check_numbers(node: ast.BinOp, source: str) -> None:
    """Texts and lists are joined, never multiplied or formatted: said before anything runs."""
    for each in (node.left, node.right):
        text = isinstance(each, ast.Constant) and isinstance(each.value, str)
        if text or isinstance(each, ast.List | ast.Dict):
            raise _error("只有数字才能参加运算。", each, source)


def _check_is(node: ast.Compare, source: str) -> None:
    for operator, right in zip(node.ops, node.comparators, strict=True):
        constant = isinstance(right, ast.Constant) and right.value in (None, True, False)
        if isinstance(operator, ast.Is | ast.IsNot) and not constant:
            raise _error("is 后面只能是 None、True 或 False。", node, source)


def _check_function(node: ast.Call, known: Collection[str], source: str) -> None:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name not in known:
        raise _error(f"没有名为“{name}”的函数。", node, source)
    if name in _SIGNATURES:
        _check_arguments(name, node, source)


def _check_arguments(name: str, node: ast.Call, source: str) -> None:
    named = dict.fromkeys(each.arg or "" for each in node.keywords)
    try:
        _SIGNATURES[name].bind(*node.args, **named)
    except TypeError:
        form = f"{name}({', '.join(_SIGNATURES[name].parameters)})"
        message = f"函数“{name}”的参数个数或名称不对，应为 {form}。"
        raise _error(message, node, source) from None


def _collect(node: ast.AST, found: set[str]) -> None:
    dotted = _dotted(node)
    if dotted is not None:
        found.add(dotted)
        return
    for child in _children(node):
        _collect(child, found)


def _dotted(node: ast.AST) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    last: object
    if isinstance(node, ast.Attribute):
        before, last = _dotted(node.value), node.attr
    elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        before, last = _dotted(node.value), node.slice.value
    else:
        return None
    return f"{before}.{last}" if before is not None and isinstance(last, str) else None


def _error(reason: str, node: ast.AST, source: str) -> ExpressionError:
    return ExpressionError(reason, source, position_of(node, source))


def position_of(node: ast.AST, source: str) -> int | None:
    """Where `node` begins in `source`, counted in characters from 1; None beyond the first line."""
    offset = getattr(node, "col_offset", None)
    if offset is None or getattr(node, "lineno", 1) > 1:
        return None
    blanks = _blanks_before(source)
    return len(source[blanks:].encode()[:offset].decode(errors="ignore")) + blanks + 1
