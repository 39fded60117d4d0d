"""What the diagram editor offers to choose from, read from the draft of the pack."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from engine.core.access import ADMIN_ROLES, ROLE_NAMES, Actor
from engine.core.drawn_words import EFFECT_NAMES, LOOKUP_NAMES, UNIT_NAMES
from engine.core.lint.reading import BPMN, read_diagram
from engine.core.pack import Bound, read_pack
from engine.core.workflow import effects, lookups
from engine.core.workflow.parser import read_xml
from engine.errors import PackError
from engine.queries.pack_draft import draft_files
from engine.store.database import Store

POOL = f"{{{BPMN}}}participant"


@dataclass(frozen=True)
class Choice:
    """A form, mail, process, role or unit: `key` is what the diagram carries, `name` what it is
    called. `path`: the file it stands in; `fields`: of a form, what it asks, as name and label."""

    key: str
    name: str
    path: str = ""
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Function:
    """An effect or a lookup with the parameters that it takes."""

    name: str
    title: str
    params: tuple[str, ...]


@dataclass(frozen=True)
class Choices:
    """All that one diagram may name. `taken`: ids of elements of the other diagrams, which may run
    together with it; `bounds`: the limits of the law to its timers."""

    forms: tuple[Choice, ...]
    mails: tuple[Choice, ...]
    processes: tuple[Choice, ...]
    roles: tuple[Choice, ...]
    units: tuple[Choice, ...]
    effects: tuple[Function, ...]
    lookups: tuple[Function, ...]
    bounds: tuple[Bound, ...]
    taken: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain JSON as webui/src/modeler/README.md says."""
        return asdict(self)


def modeler_choices(store: Store, actor: Actor, pack: str, path: str) -> Choices:
    """Return what the diagram at `path` of the draft of `pack` may name.

    Files that cannot be read are left out: the check tells of them. Raises Forbidden, NotFound.
    """
    files = draft_files(store, actor, pack)
    return choices_among(files, path)


def choices_among(files: Mapping[str, bytes], path: str) -> Choices:
    """Return what the diagram at `path` of a pack with these `files` may name."""
    folder = path.rpartition("/")[0]
    own = _processes_of(files, path)
    others = [each for each in files if each.endswith(".bpmn") and each != path]
    roles = {key: name for key, name in ROLE_NAMES.items() if key not in ADMIN_ROLES}
    return Choices(
        forms=tuple(_forms(files, folder)),
        mails=tuple(_mails(files, folder)),
        processes=tuple(each for other in others for each in _processes(files, other)),
        roles=_named(roles),
        units=_named(UNIT_NAMES),
        effects=_functions(effects.PARAMETERS, EFFECT_NAMES),
        lookups=_functions(lookups.PARAMETERS, LOOKUP_NAMES),
        bounds=tuple(bound for bound in _bounds(files) if bound.process in own),
        taken=tuple(sorted({each for other in others for each in _ids(files, other)})),
    )


def _named(names: Mapping[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(key, name) for key, name in names.items())


def _functions(
    takes: Mapping[str, frozenset[str]], names: Mapping[str, str]
) -> tuple[Function, ...]:
    return tuple(
        Function(name, names.get(name, name), tuple(sorted(params)))
        for name, params in takes.items()
    )


def _forms(files: Mapping[str, bytes], folder: str) -> Iterator[Choice]:
    for path in sorted(files):
        if path.startswith(f"{folder}/forms/") and path.endswith(".json"):
            key = path.rpartition("/")[2].removesuffix(".json")
            source = _json(files[path])
            yield Choice(key, str(source.get("title", key)), path, tuple(_fields(source)))


def _json(content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _fields(source: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    given = source.get("fields")
    for each in given if isinstance(given, list) else []:
        if isinstance(each, dict) and "name" in each and each.get("type") != "heading":
            yield str(each["name"]), str(each.get("label", each["name"]))


def _mails(files: Mapping[str, bytes], folder: str) -> Iterator[Choice]:
    for place in (f"{folder}/mail/", "mail/"):
        for path in sorted(files):
            if path.startswith(place) and path.endswith(".txt"):
                key = path.rpartition("/")[2].removesuffix(".txt")
                yield Choice(key, _subject(files[path]) or key, path)


def _subject(content: bytes) -> str:
    return content.decode("utf-8", "replace").partition("\n")[0].strip()[:120]


def _processes(files: Mapping[str, bytes], path: str) -> Iterator[Choice]:
    try:
        diagram = read_diagram(path, files[path])
    except PackError:
        return
    names = _titles(files[path])
    for process in diagram.processes:
        yield Choice(process, names.get(process, process), path)


def _titles(content: bytes) -> dict[str, str]:
    """The names of the processes in a diagram that could be read: their own, else their pool's."""
    root = read_xml(content)
    pools = {
        each.get("processRef"): each.get("name") for each in root.iter(f"{{{BPMN}}}participant")
    }
    own = {each.get("id"): each.get("name") for each in root.iter(f"{{{BPMN}}}process")}
    return {key: name or pools.get(key) or key for key, name in own.items()}


def _processes_of(files: Mapping[str, bytes], path: str) -> set[str]:
    return {each.key for each in _processes(files, path)} if path in files else set()


def _ids(files: Mapping[str, bytes], path: str) -> set[str]:
    try:
        diagram = read_diagram(path, files[path])
    except PackError:
        return set()
    return {*diagram.nodes, *diagram.flows}


def _bounds(files: Mapping[str, bytes]) -> tuple[Bound, ...]:
    try:
        return read_pack(files).bounds
    except PackError:
        return ()
