"""Identifiers of other tools as the editor reads them: it drops an element whose id it cannot."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from engine.core.lint.reading import BPMN

#: Where elements of BPMN and of its drawing stand; what others call an id is none of ours.
OMG = "{http://www.omg.org/spec/"
#: What bpmn-js reads: narrower than XML, which allows letters of every script.
LEGAL = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
#: Attributes and elements that name an element, besides those ending in Ref or Refs.
NAMING = {
    *("bpmnElement", "sourceElement", "targetElement", "labelStyle", "default", "incoming"),
    *("outgoing", "source", "target", "calledElement", "choreographyActivityShape"),
}  # fmt: skip


class Reference(NamedTuple):
    """A place that names an element: the attribute `key`, or with "" the text."""

    element: Any
    key: str

    @property
    def value(self) -> str:
        """The id that stands there."""
        found = self.element.get(self.key) if self.key else self.element.text
        return (found or "").strip()

    def put(self, value: str) -> None:
        """Write another id there."""
        if self.key:
            self.element.set(self.key, value)
        else:
            self.element.text = value


def mend_names(root: Any) -> int:
    """Give a legal id to whatever has none, or one that stands there twice, and let references
    follow; one with a prefix (bpmn2:task_1, a QName) loses it. Returns how many ids changed."""
    own = [each for each in root.iter("*") if each.get("id") is not None and OMG in each.tag]
    renamed, names, changed = dict[str, str](), {each.get("id") for each in own}, 0
    seen: set[str] = set()
    for each in own:
        old = each.get("id")
        if LEGAL.fullmatch(old) and old not in seen:
            seen.add(old)
            continue
        each.set("id", _free(old, names))
        if old not in seen:
            renamed[old] = each.get("id")
        seen |= {old, each.get("id")}
        changed += 1
    _follow(root, renamed, names)
    return changed


def _free(old: str, names: set[str]) -> str:
    base = re.sub(r"[^A-Za-z0-9_.-]", "_", old)
    base = base if LEGAL.fullmatch(base) else f"_{base}"
    name, number = base, 1
    while name in names:
        number += 1
        name = f"{base}_{number}"
    names.add(name)
    return name


def _follow(root: Any, renamed: Mapping[str, str], names: set[str]) -> None:
    spaces = {BPMN, root.get("targetNamespace", BPMN)}
    for place in _references(root):
        prefix, _, local = place.value.rpartition(":")
        if place.value in renamed:
            place.put(renamed[place.value])
        elif prefix and local in names and place.element.nsmap.get(prefix) in spaces:
            place.put(renamed.get(local, local))


def _references(root: Any) -> Iterator[Reference]:
    for each in root.iter("*"):
        yield from (Reference(each, key) for key in each.attrib if _names(key))
        if not len(each) and _names(each.tag.rpartition("}")[2]):
            yield Reference(each, "")


def _names(name: str) -> bool:
    return name in NAMING or name.endswith(("Ref", "Refs"))
