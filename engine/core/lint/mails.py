"""Mails: each can be filled, and reads only what a case has, or it would stop where it is sent."""

from collections.abc import Iterator, Mapping

from engine.core.lint.problem import Problem
from engine.core.lint.shape import ANY, PLAIN, Shape, process_data
from engine.core.lint.subject import Subject
from engine.core.templates.reads import Reading, reads
from engine.core.templates.render import check_template
from engine.errors import MailTemplateError

MAX_TEMPLATE = 100_000  # bytes


def _of(*names: str) -> Shape:
    return Shape(dict.fromkeys(names, PLAIN))


#: What a mail may read besides what the diagrams know (engine.effects.telling.mail_context).
OWN: Mapping[str, Shape] = {
    "clock": _of(
        "element", "term", "clause", "kind", "due_at", "last_day", "provisional", "started_at"
    ),
    "terms": ANY,
    "task": _of("name", "unit"),
    "at": PLAIN,
    "link": PLAIN,
    "holder": _of("unit", "unit_name", "grants"),
}
#: What the mails that the program itself sends are given besides.
PROGRAM: Mapping[str, Mapping[str, Shape]] = {
    "mail/grant-expiring.txt": {
        "expiry": _of("grant", "resource", "unit_name", "last_day", "days", "link")
    },
    "mail/not-pointed.txt": {"pointing": _of("from", "to")},
    "mail/pointed-to-successor.txt": {"pointing": _of("from", "to")},
    "mail/term-recounted.txt": {"moves": ANY, "notices": ANY},
}


def check_mails(subject: Subject) -> Iterator[Problem]:
    """Every mail of the pack is a template that can be filled."""
    names = mail_names(subject)
    for path, content in _mails(subject):
        try:
            source = _text(content)
            check_template(source)
        except MailTemplateError as error:
            yield Problem(path, "", "mail-text", error.message)
        else:
            here = Shape({**(names.parts or {}), **PROGRAM.get(path, {})})
            yield from _unknown(path, here, reads(source))


def mail_names(subject: Subject) -> Shape:
    """Return what a mail of the pack may read."""
    known = process_data(subject).parts or {}
    case = known["case"].parts or {}
    titled = Shape({**case, **dict.fromkeys(("number", "title", "state"), PLAIN)})
    return Shape({**known, **OWN, "case": titled})


def _mails(subject: Subject) -> Iterator[tuple[str, bytes]]:
    for path, content in sorted(subject.pack.files.items()):
        folder, _, name = path.rpartition("/")
        asked = subject.focus is None or path.startswith(f"{subject.focus}/")
        if asked and name.endswith(".txt") and folder.split("/")[-1:] == ["mail"]:
            yield path, content


def _text(content: bytes) -> str:
    if len(content) > MAX_TEMPLATE:
        raise MailTemplateError("模板过长，请缩短。")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MailTemplateError("模板不是UTF-8编码的文字，请另存为UTF-8。") from error


def _unknown(path: str, names: Shape, found: tuple[Reading, ...]) -> Iterator[Problem]:
    for reading in found:
        shape, dotted = names, reading.name.split(".")
        for part in dotted:
            if shape.parts is None:
                break
            if part not in shape.parts:
                message = f"第{reading.line}行读取的 {reading.name} 不存在，邮件发不出去，请改正。"
                yield Problem(path, reading.name, "mail-name", message)
                break
            shape = shape.parts[part]
