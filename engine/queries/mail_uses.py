"""Where a mail of a pack is sent from, and to whom."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.core.access import ROLE_NAMES
from engine.core.drawn_words import UNIT_NAMES
from engine.core.expressions import ExpressionError, evaluate
from engine.core.expressions.syntax import parse
from engine.core.lint.diagram import Diagram, Node
from engine.core.lint.reading import read_diagram
from engine.core.pack import Ladder, read_pack
from engine.errors import PackError
from engine.sentence import Sentence, listed, say

#: Mails that the program itself sends -> when, and to whom.
PROGRAM = {
    "grant-expiring": "使用授权将要到期时，发给使用单位的经办人和负责人。",
    "not-pointed": "所申请的资源停用、新资源没有对应信息项时，发给申请人和正在办理的人。",
    "pointed-to-successor": "所申请的资源停用、办件改指新资源时，发给申请人和正在办理的人。",
    "term-recounted": "放假安排通知变动、未办结的时限重新计算时，发给发起人和正在办理的人。",
}
LADDER = {"before": "时限届满前 %(n)s 个工作日提醒", "after": "时限届满后 %(n)s 个工作日仍未办结"}
PERSONS = {"case.applicant.person": "申请人", "case.user.person": "使用单位经办人"}


@dataclass(frozen=True)
class MailUse:
    """Something that sends the mail: a service task (`path`, `element`) or the program itself
    (empty `path`). `words` says when; `to` says to whom, piece by piece, as far as it is plain."""

    path: str
    element: str
    words: str
    to: tuple[str, ...] = ()


def uses_of_mail(files: Mapping[str, bytes], folder: str, key: str) -> tuple[MailUse, ...]:
    """Return what sends the mail `key` of `folder` ("": of the whole pack, where no process has
    one of its own)."""
    return (*_program(files, folder, key), *_tasks(files, folder, key))


def _program(files: Mapping[str, bytes], folder: str, key: str) -> Iterator[MailUse]:
    if not folder and key in PROGRAM:
        yield MailUse("", "", PROGRAM[key])
    ladder = _ladder(files)
    for name, when in LADDER.items():
        rung = getattr(ladder, name)
        if rung is not None and rung.template == key:
            to = say("办理人") if rung.to == "owner" else ROLE_NAMES.get(rung.to, rung.to)
            yield MailUse("", "", say(when, n=rung.working_days), (to,))


def _ladder(files: Mapping[str, bytes]) -> Ladder:
    try:
        return read_pack(files).ladder
    except PackError:
        return Ladder()


def _tasks(files: Mapping[str, bytes], folder: str, key: str) -> Iterator[MailUse]:
    for diagram in _diagrams(files, folder, key):
        for node in diagram.of_kind("serviceTask"):
            params = node.gx.get("effect", {}).get("params", {})
            if _template(params) == key:
                yield MailUse(diagram.file, node.id, node.title, _recipients(node, params))


def _diagrams(files: Mapping[str, bytes], folder: str, key: str) -> Iterator[Diagram]:
    for path in sorted(files):
        own, _, rest = path.partition("/")
        theirs = own == folder or (not folder and f"{own}/mail/{key}.txt" not in files)
        if rest.endswith(".bpmn") and theirs:
            try:
                yield read_diagram(path, files[path])
            except PackError:
                continue


def _template(params: Mapping[str, str | None]) -> str:
    try:
        return str(evaluate(params.get("template") or "''", {}))
    except ExpressionError:
        return ""


def _recipients(node: Node, params: Mapping[str, str | None]) -> tuple[str, ...]:
    if node.gx["effect"].get("name") == "notify_holders":
        return (say("使用单位"),)
    return tuple(dict.fromkeys(recipient_words(params.get("to") or "")))


def recipient_words(expression: str) -> Iterator[str]:
    """Yield whom an expression for recipients names, post by post; itself where it is another."""
    try:
        tree = parse(expression)
    except ExpressionError:
        yield expression
        return
    called = [each for each in ast.walk(tree) if isinstance(each, ast.Call)]
    named = [words for each in called if (words := _named(each))]
    yield from named or [expression]


def _named(call: ast.Call) -> Sentence | str:
    """The post or person that a call stands for; nothing for another call."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    given = [ast.unparse(each) for each in call.args]
    if name == "person" and given:
        return PERSONS.get(given[0], given[0])
    if name not in ("post", "posts") or len(call.args) < 2:
        return ""
    role = call.args[1]
    code = str(role.value) if isinstance(role, ast.Constant) else given[1]
    return listed([UNIT_NAMES.get(given[0], given[0]), ROLE_NAMES.get(code, code)], " ")
