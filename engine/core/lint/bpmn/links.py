"""Link events (BPMN 2.0.2, Clause 10.5): two ends of one jump."""

from collections.abc import Iterator
from itertools import islice

from engine.core.lint.bpmn.document import Document
from engine.core.lint.bpmn.element import Element
from engine.core.lint.problem import Problem

SOURCE, TARGET = "intermediateThrowEvent", "intermediateCatchEvent"


def check_links(document: Document) -> Iterator[Problem]:
    """Sources may be many, the target is one, on the same level; both say so by one name, or the
    definitions name each other."""
    sources, targets = _links(document, SOURCE), _links(document, TARGET)
    for source in sources:
        found = sum(_joined(document, source, target) for target in targets)
        if found != 1:
            why = "在本层没有同名的目标" if not found else f"有{found}个目标"
            message = f"链接“{source[0].title}”{why}，请画且只画一个同名的链接捕获事件。"
            yield document.error(source[0], "link", message)
    for target in targets:
        if not any(_joined(document, source, target) for source in sources):
            message = f"链接“{target[0].title}”在本层没有同名的来源，请画一个同名的链接抛出事件。"
            yield document.error(target[0], "link", message)


Link = tuple[Element, Element]


def _links(document: Document, kind: str) -> list[Link]:
    """The link events of a kind, each with its definition."""
    found = []
    for event in document.of(kind):
        links = (d for d in document.triggers(event) if d.kind == "linkEventDefinition")
        found += [(event, definition) for definition in islice(links, 1)]
    return found


def _joined(document: Document, source: Link, target: Link) -> bool:
    if source[0].parent is not target[0].parent:
        return False
    named = [document.local(each) for each in source[1].texts("target")]
    naming = [document.local(each) for each in target[1].texts("source")]
    if named or naming:
        return target[1].id in named or source[1].id in naming
    return _name(source) == _name(target)


def _name(link: Link) -> str:
    return link[1].get("name") or link[0].title


def check_link_flows(document: Document) -> Iterator[Problem]:
    """Clause 10.5: a flow ends at a source link, another begins at its target."""
    for kind in (SOURCE, TARGET):
        for event, _ in _links(document, kind):
            wrong = document.outgoing(event) if kind == SOURCE else document.incoming(event)
            if wrong:
                side = "离开来源" if kind == SOURCE else "进入目标"
                message = f"链接“{event.title}”有连线{side}；链接代替连线，请删去这条连线。"
                yield document.error(event, "link-flow", message)
