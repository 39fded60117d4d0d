"""Link events (BPMN 2.0.2, Clause 10.5.5, Link Event Definition): two ends of one jump."""

from collections import Counter
from collections.abc import Iterator

from engine.core.lint.bpmn.document import Document
from engine.core.lint.bpmn.element import Element
from engine.core.lint.problem import Problem

Key = tuple[int, str]


def check_links(document: Document) -> Iterator[Problem]:
    """Sources may be many, the target is one, both of one name on one level."""
    sources, targets = (
        _links(document, "intermediateThrowEvent"),
        _links(document, "intermediateCatchEvent"),
    )
    count, thrown = Counter(key for _, key in targets), {key for _, key in sources}
    for event, key in sources:
        if count[key] == 0:
            message = f"链接“{event.title}”在本层没有同名的目标，请画一个同名的链接捕获事件。"
            yield document.error(event, "link", message)
    for event, key in targets:
        if key not in thrown:
            message = f"链接“{event.title}”在本层没有同名的来源，请画一个同名的链接抛出事件。"
            yield document.error(event, "link", message)
        elif count[key] > 1:
            message = f"链接“{event.title}”有{count[key]}个目标，请只留一个。"
            yield document.error(event, "link", message)


def _links(document: Document, kind: str) -> list[tuple[Element, Key]]:
    return [
        (event, (id(event.parent), definition.get("name") or event.title))
        for event in document.of(kind)
        for definition in document.triggers(event)
        if definition.kind == "linkEventDefinition"
    ]


def check_link_flows(document: Document) -> Iterator[Problem]:
    """Clause 10.5.4: a flow ends at a source link, another begins at its target."""
    for kind in ("intermediateThrowEvent", "intermediateCatchEvent"):
        for event, _ in _links(document, kind):
            wrong = document.outgoing(event) if "Throw" in kind else document.incoming(event)
            if wrong:
                side = "离开来源" if "Throw" in kind else "进入目标"
                message = f"链接“{event.title}”有连线{side}；链接代替连线，请删去这条连线。"
                yield document.error(event, "link-flow", message)
