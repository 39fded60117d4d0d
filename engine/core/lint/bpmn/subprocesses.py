"""What stands in a process or subprocess (BPMN 2.0.2, Clauses 10.2 and 10.3)."""

from collections.abc import Iterator

from engine.core.lint.bpmn.document import Document
from engine.core.lint.bpmn.element import Element
from engine.core.lint.bpmn.kinds import ACTIVITIES, CHOREOGRAPHY, LEVELS, SUBPROCESSES
from engine.core.lint.problem import Problem


def check_event_subprocesses(document: Document) -> Iterator[Problem]:
    """Clause 10.3: one start event, no sequence flow to or from it."""
    for each in document.of(*sorted(SUBPROCESSES)):
        if not each.is_true("triggeredByEvent"):
            continue
        starts = len(each.of("startEvent"))
        if starts != 1:
            message = f"事件子流程“{each.title}”有{starts}个开始事件，请画且只画一个带触发条件的。"
            yield document.error(each, "event-subprocess-start", message)
        if document.incoming(each) or document.outgoing(each) or each.of("incoming", "outgoing"):
            message = f"事件子流程“{each.title}”由事件触发，不能有连线进出，请删去连线。"
            yield document.error(each, "event-subprocess-flow", message)


def check_ad_hoc(document: Document) -> Iterator[Problem]:
    """Clause 10.3: an ad hoc subprocess has activities, and neither start nor end."""
    for each in document.of("adHocSubProcess"):
        if not each.of(*ACTIVITIES):
            message = f"临时子流程“{each.title}”里没有环节，请画出环节或者删去。"
            yield document.error(each, "ad-hoc", message)
        for inner in each.of("startEvent", "endEvent"):
            message = f"临时子流程“{each.title}”里不能有开始和结束事件，请删去“{inner.title}”。"
            yield document.error(inner, "ad-hoc", message)


def check_choreography(document: Document) -> Iterator[Problem]:
    """Clauses 10.2 and 11: no choreography activity in a process; the program runs none at all."""
    for each in document.of(*sorted(CHOREOGRAPHY)):
        message = f"“{each.title}”是编排活动，流程中不能有，请改成用户任务或服务任务。"
        yield document.error(each, "choreography", message)
    for each in document.of("choreography", "globalChoreographyTask", "globalConversation"):
        message = f"“{each.title}”是编排图或会话图，系统不能运行，请另画流程图。"
        yield document.error(each, "choreography", message)


def check_no_process(document: Document) -> Iterator[Problem]:
    """Clause 10.2: there is a process, and something in it."""
    processes = document.of("process")
    if not processes:
        yield document.error(document.root, "process-missing", "文件中没有流程，请画出一个流程。")
    for process in processes:
        if not any(_is_flow_element(each) for each in process.children):
            message = f"流程“{process.title}”是空的，请画出开始、环节和结束，或者删去。"
            yield document.error(process, "process-empty", message)


def _is_flow_element(element: Element) -> bool:
    return element.kind in ACTIVITIES or element.kind.endswith(("Event", "Gateway"))


def check_public(document: Document) -> Iterator[Problem]:
    """Clause 10, Process: a public process is not executable."""
    for process in document.of("process"):
        if process.get("processType") == "Public" and process.is_true("isExecutable"):
            message = f"流程“{process.title}”标为公开（Public），不能同时可执行，请改为 Private。"
            yield document.error(process, "process-public", message)


def check_none_starts(document: Document) -> Iterator[Problem]:
    """Clause 10.5: a process that is called begins at a start event without trigger."""
    called = {document.local(each.get("calledElement")) for each in document.of("callActivity")}
    for process in document.of("process"):
        starts = process.of("startEvent")
        if process.id in called and starts and all(document.triggers(each) for each in starts):
            message = f"流程“{process.title}”被别的流程调用，请给它一个没有触发条件的开始事件。"
            yield document.error(process, "called-start", message)


def check_specifications(document: Document) -> Iterator[Problem]:
    """Clause 10.4: only tasks, global tasks and processes declare inputs and outputs."""
    for each in document.of("ioSpecification"):
        if each.parent is not None and each.parent.kind in SUBPROCESSES & LEVELS:
            message = f"子流程“{each.parent.title}”不能有输入输出说明，请移到其中的环节上。"
            yield document.error(each, "io-place", message)
