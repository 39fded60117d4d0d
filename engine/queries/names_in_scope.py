"""The names that forms and mails of a process may read, with their meaning and an example case."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from engine.core.bureau import example_case
from engine.core.forms.source import FieldSpec
from engine.core.lint.subject import Subject, read_subject
from engine.core.pack import read_pack
from engine.core.workflow import lookups
from engine.errors import PackError
from engine.queries.case_names import (
    CASE_NAMES,
    CLOCK,
    MAIL_NAMES,
    PERIOD,
    PROGRAM_NAMES,
    SIGNATURE,
    WITHDRAWN,
    KnownName,
    parts_of,
)
from engine.sentence import say


def names_in_scope(files: Mapping[str, bytes], folder: str) -> tuple[KnownName, ...]:
    """Return what a form in `folder` may read of the process data, the most used first.

    Files that cannot be read are left out: the check tells of them.
    """
    subject = _subject(files)
    if subject is None or not folder:
        return CASE_NAMES + WITHDRAWN
    return (*CASE_NAMES, *_answers(subject, folder), *_found(subject, folder), *WITHDRAWN)


def mail_names(files: Mapping[str, bytes], folder: str, key: str) -> tuple[KnownName, ...]:
    """Return what the mail `key` in `folder` ("": of the whole pack) may read."""
    subject = _subject(files) if folder else None
    terms = () if subject is None else tuple(_terms(subject, folder))
    return (*MAIL_NAMES, *PROGRAM_NAMES.get(key, ()), *terms, *names_in_scope(files, folder))


def _subject(files: Mapping[str, bytes]) -> Subject | None:
    try:
        return read_subject(read_pack(files))[0]
    except PackError:
        return None


def _answers(subject: Subject, folder: str) -> Iterator[KnownName]:
    """The answers of the folder's forms, and who gave them."""
    for (place, key), form in subject.forms.items():
        if place == folder:
            name = key.replace("-", "_")
            for spec in form.spec.answered():
                yield from _field(f"{name}.{spec.name}", _told(form.title, spec.label), spec)
            yield from parts_of(f"{name}_by", form.title, SIGNATURE, example_case.SIGNATURE)


def _told(what: str, part: str) -> str:
    return say("%(what)s：%(part)s", what=what, part=part)


def _field(name: str, words: str, spec: FieldSpec) -> Iterator[KnownName]:
    if spec.type == "period":
        yield from parts_of(name, words, PERIOD, example_case.PERIOD)
        return
    rows = tuple(_rows(spec)) if spec.type == "table" else ()
    values = {each.value: each.label for each in spec.choices} or None
    sample = [_entry(rows)] if rows else _sample(spec)
    yield KnownName(name, words, sample, rows=rows, values=values)


def _rows(spec: FieldSpec) -> Iterator[KnownName]:
    if spec.rows_from:
        item = example_case.CASE["resource"]["items"][0]
        for name, words in (("code", "代码"), ("name", "名称")):
            yield KnownName(name, words, item[name])
    for column in spec.columns:
        yield from _field(column.name, column.label, column)


def _sample(spec: FieldSpec) -> Any:
    if spec.choices:
        chosen = spec.choices[0].value
        return [chosen] if spec.type == "choices" else chosen
    return example_case.ANSWERS.get(spec.type, example_case.answer_to(spec.label))


def _entry(rows: Iterable[KnownName]) -> dict[str, Any]:
    return {each.name: each.sample for each in rows}


def _found(subject: Subject, folder: str) -> Iterator[KnownName]:
    """What the folder's lookups put into the data, and the row that a repeated step is about."""
    lists: dict[str, tuple[KnownName, ...]] = {}
    for diagram, node in subject.nodes("serviceTask"):
        asked = node.gx.get("lookup", {})
        parts = lookups.FINDS.get(asked.get("name", "")) if diagram.folder == folder else None
        if parts is None:
            continue
        rows = tuple(_looked_up(each) for each in parts)
        into = asked.get("into", "")
        if asked["name"] in lookups.LISTS:
            lists[into] = rows
            yield KnownName(into, node.title, [_entry(rows)], rows=rows)
        else:
            yield from _parts(into, node.title, rows)
    for diagram in subject.diagrams:
        for node in diagram.nodes.values():
            if diagram.folder == folder and node.each is not None and node.each[0] in lists:
                yield from _parts(node.each[1], node.title, lists[node.each[0]])


def _parts(name: str, words: str, rows: tuple[KnownName, ...]) -> Iterator[KnownName]:
    if not rows:
        yield KnownName(name, words, example_case.MOMENT)
    for each in rows:
        yield KnownName(f"{name}.{each.name}", _told(words, each.words), each.sample)


def _looked_up(name: str) -> KnownName:
    return KnownName(name, name, example_case.FOUND.get(name, example_case.TEXT))


def _terms(subject: Subject, folder: str) -> Iterator[KnownName]:
    """The terms that may run once the step is done: those of the folder's timers."""
    for diagram, node in subject.nodes("boundaryEvent"):
        if diagram.folder == folder and node.timer and "wake" not in node.gx:
            yield from parts_of(f"terms.{node.id}", node.title, CLOCK, example_case.CLOCK)


#: First part of a name -> what its group is called.
_GROUPS = {
    "case": "办件", "clock": "通知所说的时限", "terms": "这一步办完后起算的时限",
    "withdrawal": "撤回", "returned": "退回",
}  # fmt: skip


def grouped(names: Iterable[KnownName]) -> list[tuple[str, list[KnownName]]]:
    """Return the names by what they belong to: the case, a form with who filled it in, a term;
    at the end those that belong to nothing."""
    groups: dict[str, tuple[str, list[KnownName]]] = {}
    for each in names:
        first = each.name.partition(".")[0].removesuffix("_by")
        title = say(_GROUPS[first]) if first in _GROUPS else _belongs(each)
        groups.setdefault(first if "." in each.name else "", (title, []))[1].append(each)
    loose = groups.pop("", None)
    return [*groups.values(), *([loose] if loose else [])]


def _belongs(name: KnownName) -> str:
    """What a name belongs to: all names without parts are one group."""
    return name.words.partition("：")[0] if "." in name.name else say("其他")


def sample_of(names: Iterable[KnownName]) -> dict[str, Any]:
    """Return the data of an example case in which all `names` are there."""
    data: dict[str, Any] = {}
    for each in names:
        *way, last = each.name.split(".")
        place = data
        for part in way:
            inner = place.setdefault(part, {})
            place = inner if isinstance(inner, dict) else {}
        place.setdefault(last, each.sample)
    return data
