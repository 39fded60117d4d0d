"""A form of the draft: what it holds, where it is used, how it looks, what is wrong with it."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from engine.core.access import Actor
from engine.core.forms import FormContext, compile_form
from engine.core.forms.conditions import condition_words
from engine.core.forms.faults import Fault, faults_of
from engine.core.forms.reading import NOT_IN_TABLE, keys_of
from engine.core.forms.source import FORMATS, TYPES
from engine.core.forms.view import FormView
from engine.core.forms.writing import write_form
from engine.core.lint import Problem, limits
from engine.core.lint.checking import lint_folder
from engine.core.lint.reading import read_diagram
from engine.core.pack import Pack, read_pack
from engine.errors import GongxiangError, NotFound, PackError
from engine.queries.case_names import KnownName
from engine.queries.names_in_scope import grouped, names_in_scope, sample_of
from engine.queries.pack_draft import draft_files
from engine.sentence import say
from engine.store.choosers import choosers
from engine.store.database import Store

__all__ = [
    "FORMATS",
    "NOT_IN_TABLE",
    "TYPES",
    "Fault",
    "FormDraft",
    "FormUse",
    "Preview",
    "content_of",
    "form_draft",
    "form_problems",
    "grouped",
    "keys_of",
    "preview",
]

_NO_JSON = "文件不是完整的JSON（%(fault)s），请改正。"
_NO_OBJECT = "文件不是表单：应当是一个JSON对象。"
_PATH = re.compile(r"([a-z0-9][a-z0-9-]{0,60})/forms/([a-z0-9][a-z0-9-]{0,60})\.json")


@dataclass(frozen=True)
class FormUse:
    """A task (`path`, `element`) that asks for the form, or a way in (process.toml)."""

    path: str
    element: str
    title: str


@dataclass(frozen=True)
class FormDraft:
    """`content` is None for a form that is yet to be written. `files`: the draft around it;
    `years`: the longest use period of the pack."""

    path: str
    folder: str
    key: str
    content: bytes | None
    files: Mapping[str, bytes]
    process_title: str
    years: int | None

    @property
    def sha256(self) -> str:
        """The digest that a change names as its base; empty for a form yet to be written."""
        return "" if self.content is None else hashlib.sha256(self.content).hexdigest()

    @property
    def source(self) -> dict[str, Any]:
        """The JSON of the form; of a new one an empty form. Raises PackError when it is none."""
        if self.content is None:
            return {"key": self.key, "title": "", "fields": []}
        try:
            found = json.loads(self.content)
        except (ValueError, RecursionError) as error:
            raise PackError(say(_NO_JSON, fault=str(error))) from error
        if not isinstance(found, dict):
            raise PackError(_NO_OBJECT)
        return found

    @property
    def data_name(self) -> str:
        """What the process calls the answers."""
        return self.key.replace("-", "_")

    @cached_property
    def names(self) -> tuple[KnownName, ...]:
        """Return what expressions of the form may read as `data.…`."""
        return names_in_scope(self.files, self.folder)

    def uses(self) -> tuple[FormUse, ...]:
        """Return the tasks and ways in that ask for the form."""
        return (*_entries(self), *_tasks(self))


def form_draft(store: Store, actor: Actor, pack: str, path: str) -> FormDraft:
    """Return the form at `path` of the draft of `pack`, also one that is not there yet.

    Raises Forbidden, and NotFound for a path at which no form of a process can be.
    """
    files = draft_files(store, actor, pack)
    place = _PATH.fullmatch(path)
    if place is None or f"{place[1]}/process.toml" not in files:
        raise NotFound(say("“%(path)s”不是流程包中表单的位置。", path=path[:120]))
    whole = _read(files)
    process = _process_title(whole, place[1])
    years = None if whole is None else whole.limits.max_period_years
    return FormDraft(path, place[1], place[2], files.get(path), files, process, years)


def _read(files: Mapping[str, bytes]) -> Pack | None:
    try:
        return read_pack(files)
    except PackError:
        return None


def _process_title(pack: Pack | None, folder: str) -> str:
    for process in pack.processes.values() if pack is not None else ():
        if f"{folder}/process.toml" in process.files:
            return process.title
    return folder


def _entries(form: FormDraft) -> Iterator[FormUse]:
    pack = _read(form.files)
    path = f"{form.folder}/process.toml"
    for process in pack.processes.values() if pack is not None else ():
        for entry in process.entries if path in process.files else ():
            if entry.form == form.key:
                yield FormUse(path, entry.key, entry.title)


def _tasks(form: FormDraft) -> Iterator[FormUse]:
    for path in sorted(form.files):
        if path.startswith(f"{form.folder}/") and path.endswith(".bpmn"):
            try:
                diagram = read_diagram(path, form.files[path])
            except PackError:
                continue
            for node in diagram.of_kind("userTask"):
                if node.gx.get("form", {}).get("key") == form.key:
                    yield FormUse(path, node.id, node.title)


def content_of(form: FormDraft, source: Mapping[str, Any]) -> bytes:
    """Return the file of `source`: the bytes that are there when it says the same as they do."""
    try:
        same = form.content is not None and _as_text(form.source) == _as_text(source)
    except PackError:
        same = False
    return form.content if same and form.content is not None else write_form(source)


def _as_text(source: Mapping[str, Any]) -> str:
    return json.dumps(source, ensure_ascii=False)


@dataclass(frozen=True)
class Preview:
    """The form on an example case. `view` is None while it cannot be drawn, and `faults` say why,
    or `trouble`: an expression that makes no sense there. `hidden`: labels of the fields that the
    example case hides. `conditions`: in words when a field is shown, by its number."""

    view: FormView | None
    faults: tuple[Fault, ...]
    trouble: str = ""
    hidden: tuple[str, ...] = ()
    conditions: Mapping[int, str] | None = None


def preview(store: Store, form: FormDraft, source: Mapping[str, Any]) -> Preview:
    """Return how `source` looks on an example case; never raises, whatever it holds."""
    faults = faults_of(source, form.years)
    if faults:
        return Preview(None, faults)
    try:
        return _drawn(store, form, source)
    except (GongxiangError, TypeError, ValueError, KeyError, AttributeError) as error:
        trouble = error.message if isinstance(error, GongxiangError) else str(error)
        return Preview(None, (), trouble)


def _drawn(store: Store, form: FormDraft, source: Mapping[str, Any]) -> Preview:
    compiled = compile_form(source, form.years)
    now = store.clock.now()
    with store.reading() as session:
        context = FormContext(sample_of(form.names), now, now, **choosers(session, compiled))
    view = compiled.view(context)
    drawn = {field.name for section in view.sections for field in section.fields}
    hidden = tuple(each.label for each in compiled.spec.answered() if each.name not in drawn)
    fields = compiled.spec.fields
    words = {
        number: condition_words(each.visible_when, fields)
        for number, each in enumerate(fields)
        if each.visible_when
    }
    return Preview(view, (), hidden=hidden, conditions=words)


def form_problems(form: FormDraft, source: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Return what the check of the folder says about the form as it stands in `source`: problems in
    it, and of others that read its answers."""
    content = write_form(source)
    if len(content) > limits.MAX_FILE:
        return ()
    found = lint_folder({**form.files, form.path: content}, form.folder)
    named = re.compile(rf"\b{re.escape(form.data_name)}\.")
    return tuple(each for each in found if each.file == form.path or named.search(each.message))
