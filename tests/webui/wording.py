"""Which words the program says: in its pages, and in what the engine gives them to show."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.extract import extract_from_dir

import calendars
import engine
import webui
from calendars import wording as of_days
from calendars import zone
from engine import errors
from engine.core.filetypes import kinds
from engine.core.freshness import LEVELS
from engine.core.incident_words import INCIDENT_SENTENCES
from engine.core.move_words import MOVE_SENTENCES
from engine.mail.failure_words import FAILURE_SENTENCES
from engine.queries import words
from engine.queries.event_words import SENTENCES

PAGES = Path(webui.__file__).parent
ENGINE = Path(engine.__file__).parent
CALENDARS = Path(calendars.__file__).parent
METHODS = [("**/templates/**.html", "jinja2"), ("templates/**.html", "jinja2"), ("**.py", "python")]
KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None}
OTHERS = ("node_modules", "src", "static", "translations")
#: Calls whose text a page shows as it stands.
TELLING = {name for name, value in vars(errors).items() if isinstance(value, type)} | {
    "FileRefused"
}
#: What no page shows: the command line, and who writes processes, settings or a bureau's
#: files. Messages about those stay Chinese.
UNSEEN = (
    "engine/cli", "engine/settings.py", "engine/scheduler.py", "engine/mail",
    "engine/store/migrate.py", "engine/store/writable.py", "engine/commands/load_bureau.py",
    "engine/core/bureau",
    "engine/core/lint", "engine/core/expressions", "engine/core/pack/reading.py",
    "engine/core/pack/paths.py", "engine/core/templates",
    "engine/core/forms/reading.py", "engine/core/forms/source.py",
    "engine/core/workflow/parser.py", "engine/core/workflow/blueprint.py",
    "engine/core/workflow/elements.py", "engine/effects/telling.py",
    "calendars/time_left.py",
)  # fmt: skip

#: Where messages stand in lists, and pages translate them by their text.
PLAIN = ("engine/commands", "engine/queries", "engine/core/password_rules.py")


def page_words() -> set[str]:
    """What stands in `_()` in templates and views."""
    found = extract_from_dir(
        str(PAGES), METHODS, keywords=KEYWORDS,
        directory_filter=lambda folder: Path(folder).name not in OTHERS,
    )  # fmt: skip
    return {str(message) for _file, _line, message, _comments, _context in found}


def engine_words() -> set[str]:
    """What the engine calls its codes, says on a timeline, and answers when it refuses."""
    lists = [getattr(words, name) for name in words.__all__]
    called = {
        text for each in lists for text in (each.values() if isinstance(each, Mapping) else each)
    }
    told = {sentence for sentence, _state in SENTENCES.values()}
    stored = {*INCIDENT_SENTENCES, *MOVE_SENTENCES, *FAILURE_SENTENCES, *LEVELS.values()}
    return {
        each
        for each in called | told | stored | _of_days() | _of_files() | _defaults() | _spoken()
        if is_chinese(each)
    }


def is_chinese(text: str) -> bool:
    """Whether a word or a sign of the text is Chinese."""
    return any("\u4e00" <= each <= "\u9fff" or each in "，。；：、（）" for each in text)


def _of_days() -> set[str]:
    return {*zone.WEEKDAYS, *of_days.MONTHS, *of_days.WEEKDAYS, *of_days.FESTIVALS, *of_days.LABELS}


def _of_files() -> set[str]:
    return {each.label for each in kinds.ALLOWED.values()} | set(kinds.FAMILY_LABELS.values())


def _defaults() -> set[str]:
    found = (value for value in vars(errors).values() if isinstance(value, type))
    kept = (kinds.FileRefused, *found)
    return {kind.default for kind in kept if issubclass(kind, errors.GongxiangError)}


def spoken_files() -> list[Path]:
    """The modules of the engine and of the calendar whose words a page can show."""
    paths = (path for folder in (ENGINE, CALENDARS) for path in sorted(folder.rglob("*.py")))
    return [path for path in paths if not named(path).startswith(UNSEEN)]


def named(path: Path) -> str:
    """A module's path from the root of the sources."""
    return path.relative_to(ENGINE.parent).as_posix()


def _spoken() -> set[str]:
    """Templates of `say`, signs of `listed`, constant sentences of errors, messages of fields."""
    found = set[str]()
    for path in spoken_files():
        plain = named(path).startswith(
            ("engine/commands", "engine/queries", "engine/core/password")
        )
        found.update(_sentences(ast.parse(path.read_text("utf-8")), plain))
    return found


def _sentences(tree: ast.Module, plain: bool) -> Iterator[str]:
    named_here = _constants(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id in TELLING | {"say"}:
                yield from _told(node.args[:1], named_here)
            elif node.func.id == "listed":
                yield from _told(node.args[1:], named_here) if node.args[1:] else ["、"]
        elif plain and isinstance(node, ast.List | ast.Tuple | ast.Dict):
            # messages beside a field: {"label": ["…"]}, rules with theirs, templates by name
            parts = node.values if isinstance(node, ast.Dict) else node.elts
            yield from (text for each in parts for text in _constant(each))


def _constants(tree: ast.Module) -> dict[str, ast.expr]:
    """What the module gives a name to."""
    return {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _told(arguments: list[ast.expr], named_here: Mapping[str, ast.expr]) -> Iterator[str]:
    for argument in arguments:
        chosen = argument if isinstance(argument, ast.IfExp) else None
        for each in (chosen.body, chosen.orelse) if chosen else (argument,):
            known = named_here.get(each.id) if isinstance(each, ast.Name) else None
            yield from _constant(known or each)


def _constant(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and is_chinese(node.value):
        yield node.value


def unsaid(tree: ast.AST, known: set[str]) -> Iterator[tuple[int, str]]:
    """Line and text of Chinese that no page could say in English: put together without `say`, or
    standing alone and not among the words that are `known` to be translated."""
    skipped = _documentation(tree) | _raw_texts(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in node.values}
            if any(list(_constant(part)) for part in node.values):
                yield node.lineno, ast.unparse(node)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in skipped:
            yield from ((node.lineno, text) for text in _constant(node) if text not in known)


def _documentation(tree: ast.AST) -> set[int]:
    """Texts that stand as a statement of their own: docstrings."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def _raw_texts(tree: ast.AST) -> set[int]:
    """Patterns, which are compared with what people write and never shown."""
    return {
        id(argument)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.")
        for argument in node.args
    }
