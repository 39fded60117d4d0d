"""What may trigger which event (BPMN 2.0.2, Table 10.93: types of events and their markers)."""

from collections.abc import Iterator

from engine.core.lint.bpmn.document import Document
from engine.core.lint.bpmn.element import Element
from engine.core.lint.bpmn.kinds import EVENTS, SUBPROCESSES, WORDS
from engine.core.lint.problem import Problem

TRIGGERS = {
    "message": "消息", "timer": "计时器", "escalation": "升级", "conditional": "条件",
    "link": "链接", "error": "错误", "cancel": "取消", "compensate": "补偿", "signal": "信号",
    "terminate": "终止",
}  # fmt: skip
#: Row of the table -> the triggers it marks.
ALLOWED = {
    "top": "message timer conditional signal",
    "embedded": "",
    "event": "message timer escalation conditional error compensate signal",
    "event beside": "message timer escalation conditional signal",
    "intermediateCatchEvent": "message timer conditional link signal",
    "intermediateThrowEvent": "message escalation link compensate signal",
    "boundary": "message timer escalation error cancel compensate conditional signal",
    "boundary beside": "message timer escalation conditional signal",
    "endEvent": "message escalation error cancel compensate signal terminate",
}
PLACES = {
    "top": "流程的开始事件",
    "embedded": "子流程的开始事件",
    "event": "事件子流程的开始事件",
    "event beside": "不中断的事件子流程的开始事件",
    "boundary": "边界事件",
    "boundary beside": "不中断的边界事件",
} | {kind: WORDS[kind] for kind in EVENTS}
#: Events that wait for something by their nature: without a trigger they would wait for nothing.
NEED_ONE = ("event", "event beside", "intermediateCatchEvent", "boundary", "boundary beside")


def check_triggers(document: Document) -> Iterator[Problem]:
    """Table 10.93: an event has only triggers that its place allows, and one if it waits."""
    for event in document.of(*sorted(EVENTS)):
        row = _row(event)
        given = [each.kind.removesuffix("EventDefinition") for each in document.triggers(event)]
        for trigger in dict.fromkeys(given):
            if trigger not in ALLOWED[row].split():
                yield document.error(event, "trigger", _not_here(event, row, trigger))
        if not given and row in NEED_ONE and not event.of("eventDefinitionRef"):
            message = f"{PLACES[row]}“{event.title}”没有触发条件，请选择{_choice(row)}之一。"
            yield document.error(event, "trigger", message)


def _row(event: Element) -> str:
    if event.kind == "boundaryEvent":
        return "boundary" if event.is_true("cancelActivity", default=True) else "boundary beside"
    if event.kind != "startEvent":
        return event.kind
    level = event.parent
    if level is None or level.kind not in SUBPROCESSES:
        return "top"
    if not level.is_true("triggeredByEvent"):
        return "embedded"
    return "event" if event.is_true("isInterrupting", default=True) else "event beside"


def _not_here(event: Element, row: str, trigger: str) -> str:
    what = f"{PLACES[row]}“{event.title}”不能由“{TRIGGERS[trigger]}”触发"
    instead = f"请改为{_choice(row)}之一" if ALLOWED[row] else "请改为没有触发条件的开始事件"
    return f"{what}，{instead}。"


def _choice(row: str) -> str:
    return "、".join(TRIGGERS[each] for each in ALLOWED[row].split())


def check_several(document: Document) -> Iterator[Problem]:
    """One trigger each, drawn in the event itself: Clause 10.5 allows several, and shared ones
    beside the process, but the program waits for one."""
    for event in document.of(*sorted(EVENTS)):
        if event.of("eventDefinitionRef"):
            message = f"“{event.title}”引用了别处的触发条件，系统不会等待它，请直接画在事件里。"
            yield document.error(event, "trigger-ref", message)
        elif len(document.triggers(event)) > 1:
            message = f"“{event.title}”有几个触发条件，请只留一个，其余另画事件。"
            yield document.error(event, "trigger-several", message)
