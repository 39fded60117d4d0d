"""What the keys in the files of a pack are called: forms, fields, mails, processes, lookups."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml import etree

from engine.core.bureau.words import PROVIDE_MODES, SHARE_TYPES
from engine.core.data_words import CASE_NAMES, EVENT_NAMES, FOUND_NAMES, SIGNATURE_NAMES
from engine.core.grant_words import GRANT_ENDS, GRANT_KINDS, GRANT_STATES
from engine.core.lint.diagram import Diagram
from engine.core.lint.reading import BPMN, read_diagram
from engine.core.workflow.parser import read_xml
from engine.errors import PackError
from engine.sentence import say

#: What a mail's subject takes from the case.
HOLE = re.compile(r"\{[{%].*?[%}]\}")
#: Where a case holds one of a few codes.
CODES: Mapping[str, Mapping[str, str]] = {
    "case.resource.share_type": SHARE_TYPES,
    "case.resource.provide_mode": PROVIDE_MODES,
    "case.successor.share_type": SHARE_TYPES,
    "case.successor.provide_mode": PROVIDE_MODES,
    "case.grant.state": GRANT_STATES,
    "case.grant.kind": GRANT_KINDS,
    "case.grant.end_reason": GRANT_ENDS,
}


@dataclass(frozen=True)
class FormNames:
    """What a form is called, its fields by their names, and the choices of each."""

    title: str
    labels: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Naming:
    """The files of one or two versions of a pack, read for the process in `folder`.

    A file that cannot be read names nothing. It is a Vocabulary of expressions.
    """

    files: Mapping[str, bytes] = field(default_factory=dict)
    folder: str = ""

    def form(self, key: str) -> str:
        """Return what the form `key` is called, with its key."""
        found = self.forms.get(key.replace("-", "_"))
        return _with_key(found.title if found else "", key)

    def mail(self, key: str) -> str:
        """Return the subject of the mail `key`, with its key."""
        return _with_key(self.mail_subject(key), key)

    def mail_subject(self, key: str) -> str:
        """Return the subject of the mail `key`, … for what it takes from the case."""
        places = (f"{self.folder}/mail/{key}.txt", f"mail/{key}.txt")
        content = next((self.files[each] for each in places if each in self.files), b"")
        subject = content.decode("utf-8", "replace").partition("\n")[0].strip()[:2000]
        return HOLE.sub("…", subject)[:120]

    def process(self, key: str) -> str:
        """Return what the process `key` is called, with its key."""
        return _with_key(self.processes.get(key, ""), key)

    def name(self, path: str) -> str | None:
        """Return what the data at `path` are called in expressions."""
        path = path.removeprefix("data.")
        head, _, rest = path.partition(".")
        if path in EVENT_NAMES or (head == "case" and rest in CASE_NAMES):
            return say(EVENT_NAMES.get(path) or CASE_NAMES[rest])
        if head in self.forms:
            return self._answer(self.forms[head], rest)
        signed = self.forms.get(head.removesuffix("_by"))
        if signed is not None:
            return _signature(signed, rest)
        return self._found(head, rest)

    def value(self, path: str, code: Any) -> str | None:
        """Return what `code` is called as the value of the data at `path`."""
        path = path.removeprefix("data.")
        head, _, rest = path.partition(".")
        if path == "case.entry":
            return self.entries.get(str(code))
        if path in CODES:
            known = CODES[path].get(str(code))
            return None if known is None else say(known)
        form = self.forms.get(head)
        return form.choices.get(rest, {}).get(str(code)) if form is not None else None

    def _answer(self, form: FormNames, name: str) -> str | None:
        if not name:
            return form.title
        label = form.labels.get(name)
        return None if label is None else say("%(form)s：%(field)s", form=form.title, field=label)

    def _found(self, head: str, rest: str) -> str | None:
        title = self.lookups.get(head)
        if title is None or not rest:
            return title
        what = FOUND_NAMES.get(rest)
        return None if what is None else say("%(form)s：%(field)s", form=title, field=say(what))

    @cached_property
    def forms(self) -> Mapping[str, FormNames]:
        """The forms of the process by the names that their answers have; without a process those of
        the whole pack, of one key the first."""
        place = f"{self.folder}/forms/" if self.folder else "/forms/"
        found: dict[str, FormNames] = {}
        for path in sorted(self.files):
            before, _, name = path.rpartition("/")
            if path.endswith(".json") and f"{before}/".endswith(place):
                key = name.removesuffix(".json")
                found.setdefault(key.replace("-", "_"), form_names(self.files[path], key))
        return found

    @cached_property
    def processes(self) -> Mapping[str, str]:
        """All processes of the pack by their ids: what their pools or folders are called."""
        paths = [each for each in sorted(self.files) if each.endswith(".bpmn")]
        return {key: title for path in paths for key, title in _titles(self.files[path])}

    @cached_property
    def entries(self) -> Mapping[str, str]:
        """The ways in of the process."""
        rows = _toml(self.files.get(f"{self.folder}/process.toml", b"")).get("entry", ())
        return {str(row.get("key")): str(row.get("title", "")) for row in _objects(rows)}

    @cached_property
    def lookups(self) -> Mapping[str, str]:
        """What lookups put into the data, by name: what the step that looks up is called."""
        nodes = [n for each in self._diagrams(f"{self.folder}/") for n in each.nodes.values()]
        asked = {str(node.gx["lookup"].get("into")): node.title for node in nodes
                 if "lookup" in node.gx}  # fmt: skip
        return asked | {node.each[1]: say("本行") for node in nodes if node.each is not None}

    def step(self, element: str) -> str:
        """Return what an element of any diagram is called; a timer by what it is attached to."""
        for each in self._every:
            node = each.nodes.get(element)
            if node is not None:
                host = each.nodes.get(node.attached_to or "")
                return node.title if host is None else say("“%(host)s”的时限", host=host.title)
        return element

    @cached_property
    def _every(self) -> tuple[Diagram, ...]:
        return tuple(self._diagrams(""))

    def _diagrams(self, start: str) -> Iterator[Diagram]:
        for path in sorted(self.files):
            if path.startswith(start) and path.endswith(".bpmn"):
                try:
                    yield read_diagram(path, self.files[path])
                except PackError:
                    continue


def form_names(content: bytes, key: str = "") -> FormNames:
    """Return what the form in `content` calls itself and its parts."""
    try:
        source = json.loads(content)
    except (ValueError, RecursionError):
        return FormNames(key)
    if not isinstance(source, dict):
        return FormNames(key)
    fields = _objects(source.get("fields"))
    return FormNames(
        str(source.get("title") or key),
        {str(each.get("name")): str(each.get("label") or each.get("name")) for each in fields},
        {str(each.get("name")): _choices(each.get("choices")) for each in fields},
    )


def _signature(form: FormNames, what: str) -> str | None:
    """Who answered the form, or `what` of that."""
    known = SIGNATURE_NAMES.get(what) if what else "办理人"
    return None if known is None else say("%(form)s：%(field)s", form=form.title, field=say(known))


def _titles(content: bytes) -> Iterator[tuple[str, str]]:
    """The processes of a diagram with their names, those of their pools where they have none."""
    try:
        root = read_xml(content)
    except (PackError, etree.XMLSyntaxError):
        return
    pools = {
        each.get("processRef"): each.get("name") for each in root.iter(f"{{{BPMN}}}participant")
    }
    for each in root.iter(f"{{{BPMN}}}process"):
        yield each.get("id", ""), each.get("name") or pools.get(each.get("id")) or ""


def _choices(rows: Any) -> dict[str, str]:
    return {str(row.get("value")): str(row.get("label")) for row in _objects(rows)}


def _objects(rows: Any) -> list[Mapping[str, Any]]:
    return [each for each in rows if isinstance(each, dict)] if isinstance(rows, list) else []


def _toml(content: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        return {}


def _with_key(title: str, key: str) -> str:
    return say("“%(title)s”（%(key)s）", title=title, key=key) if title and title != key else key
