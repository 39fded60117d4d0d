"""Which words the program says: in its pages, and in what the engine gives them to show."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.extract import extract_from_dir

import engine
import webui
from engine import errors
from engine.queries import words
from engine.queries.history import SENTENCES

PAGES = Path(webui.__file__).parent
ENGINE = Path(engine.__file__).parent
METHODS = [("**/templates/**.html", "jinja2"), ("templates/**.html", "jinja2"), ("**.py", "python")]
KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None}
OTHERS = ("node_modules", "src", "static", "translations")
#: Calls whose text a page shows as it stands.
TELLING = {name for name, value in vars(errors).items() if isinstance(value, type)} | {
    "FileRefused"
}


def page_words() -> set[str]:
    """What stands in `_()` in templates and views."""
    found = extract_from_dir(
        str(PAGES), METHODS, keywords=KEYWORDS,
        directory_filter=lambda folder: Path(folder).name not in OTHERS,
    )  # fmt: skip
    return {str(message) for _file, _line, message, _comments, _context in found}


def engine_words() -> set[str]:
    """What the engine calls its codes, says on a timeline, and answers when it refuses."""
    lists = (getattr(words, name) for name in words.__all__)
    named = {text for each in lists if isinstance(each, Mapping) for text in each.values()}
    told = {sentence for sentence, _state in SENTENCES.values()}
    return named | told | _defaults() | _refusals()


def _defaults() -> set[str]:
    kinds = (value for value in vars(errors).values() if isinstance(value, type))
    return {kind.default for kind in kinds if issubclass(kind, errors.GongxiangError)}


def _refusals() -> set[str]:
    """Constant sentences of errors raised by commands and queries, which pages translate."""
    files = [path for part in ("commands", "queries") for path in (ENGINE / part).rglob("*.py")]
    rules = ENGINE / "core" / "password_rules.py"
    trees = (ast.parse(path.read_text("utf-8")) for path in [*files, rules])
    return {text for tree in trees for text in _sentences(tree)}


def _sentences(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id in TELLING:
                yield from _chinese(node)
        elif isinstance(node, ast.List | ast.Tuple):
            # messages beside a field: {"label": ["…"]}, and rules with theirs
            yield from (text for each in node.elts for text in _constant(each))


def _chinese(call: ast.Call) -> Iterator[str]:
    for argument in call.args[:1]:
        yield from _constant(argument)
        if isinstance(argument, ast.IfExp):
            yield from _constant(argument.body)
            yield from _constant(argument.orelse)


def _constant(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        text = node.value
        if any("\u4e00" <= each <= "\u9fff" for each in text):
            yield text
