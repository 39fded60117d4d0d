"""An element of a BPMN file as a plain value: what the structural rules look at."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.core.lint.bpmn.kinds import INNER

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
PREFIXES = {
    MODEL: "",
    "http://www.omg.org/spec/BPMN/20100524/DI": "bpmndi:",
    "http://www.omg.org/spec/DD/20100524/DC": "dc:",
    "http://www.omg.org/spec/DD/20100524/DI": "di:",
}


@dataclass(eq=False, repr=False)
class Element:
    """`kind`: the name in the schema, with `bpmndi:`, `dc:` or `di:` before those of the picture
    and the whole namespace before those of others. `text`: what stands directly in it."""

    kind: str
    attributes: Mapping[str, str]
    text: str
    line: int
    parent: "Element | None"
    children: list["Element"] = field(default_factory=list)

    @property
    def id(self) -> str:
        """Its id, "" when it has none."""
        return self.attributes.get("id", "")

    @property
    def title(self) -> str:
        """What to call it in a sentence: its name, or its id, or its kind."""
        name = " ".join(self.attributes.get("name", "").split())
        return name[:60] or self.id or self.kind

    def get(self, name: str) -> str:
        """Return an attribute, "" when it is missing."""
        return self.attributes.get(name, "")

    def is_true(self, name: str, default: bool = False) -> bool:
        """Return a yes or no attribute, as XML Schema writes them."""
        value = self.attributes.get(name)
        return default if value is None else value.strip() in ("true", "1")

    def of(self, *kinds: str) -> list["Element"]:
        """Return the children of these kinds."""
        return [each for each in self.children if each.kind in kinds]

    def texts(self, *kinds: str) -> list[str]:
        """Return what stands in the children of these kinds: references, mostly."""
        return [each.text for each in self.of(*kinds)]

    def up(self) -> Iterator["Element"]:
        """Yield what it stands in, from the inside outwards."""
        here = self.parent
        while here is not None:
            yield here
            here = here.parent

    def within(self, *kinds: str) -> "Element | None":
        """Return the nearest element of these kinds around it."""
        return next((each for each in self.up() if each.kind in kinds), None)

    @property
    def known_as(self) -> str:
        """The id by which the drawing knows it: its own, or that of what it is a part of."""
        return next(
            (each.id for each in (self, *self.up()) if each.id and each.kind not in INNER), ""
        )


def read_elements(root: Any) -> list[Element]:
    """Return all elements below and with `root` (an lxml element), in the order of the file.

    Not recursive: a file may be nested deeper than Python may call.
    """
    made: dict[Any, Element] = {}
    for each in root.iter("{*}*"):
        parent = made.get(each.getparent())
        made[each] = _element(each, parent)
        if parent is not None:
            parent.children.append(made[each])
    return list(made.values())


def _element(node: Any, parent: Element | None) -> Element:
    attributes = {str(key): str(value) for key, value in node.attrib.items()}
    return Element(_kind(node), attributes, (node.text or "").strip(), node.sourceline or 0, parent)


def _kind(node: Any) -> str:
    space, _, name = str(node.tag).rpartition("}")
    prefix = PREFIXES.get(space.removeprefix("{"))
    return str(node.tag) if prefix is None else prefix + name
