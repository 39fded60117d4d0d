"""Start and end events: where a level begins and ends (BPMN 2.0.2, Clause 10.5)."""

from collections.abc import Iterator

from engine.core.lint.bpmn.document import Document
from engine.core.lint.bpmn.element import Element
from engine.core.lint.bpmn.kinds import LEVELS, WORDS
from engine.core.lint.problem import Problem


def check_starts(document: Document) -> Iterator[Problem]:
    """Clause 10.5: a start event is no target of a sequence flow."""
    for start in document.of("startEvent"):
        for flow in document.incoming(start):
            message = f"开始事件“{start.title}”有连线进入；要回到开头，请接到它后面的第一个环节。"
            yield document.error(flow if flow.id else start, "start-incoming", message)


def check_ends(document: Document) -> Iterator[Problem]:
    """Clause 10.5: where a level has a start event it has an end event, and the other way round.

    An ad hoc subprocess has neither (Clause 10.3, Sub-Processes).
    """
    for level in document.of(*sorted(LEVELS - {"adHocSubProcess"})):
        starts, ends = level.of("startEvent"), level.of("endEvent")
        what = f"{WORDS[level.kind]}“{level.title}”"
        if starts and not ends:
            message = f"{what}有开始事件却没有结束事件，请在各路末尾画上结束事件。"
            yield document.error(level, "end-missing", message)
        if ends and not starts and not _begins_otherwise(document, level):
            message = f"{what}有结束事件却没有开始事件，请画一个开始事件。"
            yield document.error(level, "start-missing", message)


def _begins_otherwise(document: Document, level: Element) -> bool:
    """Whether a receive task or an event gateway begins the level (Clauses 10.3, 10.6)."""
    beginning = level.of("receiveTask", "eventBasedGateway")
    return any(each.is_true("instantiate") for each in beginning)
