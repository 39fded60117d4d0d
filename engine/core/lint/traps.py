"""What the engine would take, and then do something that nobody drew."""

from collections.abc import Iterator

from engine.core.lint.diagram import Diagram, Node
from engine.core.lint.problem import Problem
from engine.core.lint.subject import Subject
from engine.core.workflow import lookups

#: Element inside an activity -> why it cannot be used.
UNUSED = {
    "standardLoopCharacteristics": "循环标记会让系统自行重复，请改用连线退回上一环节。",
    "loopCardinality": "按次数重复没有对应的对象，请改为按清单逐项办理。",
    "completionCondition": "完成条件只看最后办结的一项，凑不成“几项同意”，请在后面画网关判断。",
    "ioSpecification": "输入输出说明会改动办件数据，请删去；各环节读得到全部办件数据。",
    "dataInputAssociation": "数据关联会改动办件数据，请改成不带数据的关联线。",
    "dataOutputAssociation": "数据关联会改动办件数据，请改成不带数据的关联线。",
}
#: Names of process data that the program itself fills.
OWN_NAMES = frozenset({"case", "withdrawal", "returned"})


def check_unused(diagram: Diagram) -> Iterator[Problem]:
    """No activity repeats by itself or moves data behind the drawing's back."""
    document = diagram.document
    for each in document.of(*UNUSED) if document is not None else ():
        holder = next((up for up in each.up() if up.id in diagram.nodes), None)
        title = diagram.nodes[holder.id].title if holder is not None else each.known_as
        message = f"“{title}”：{UNUSED[each.kind]}"
        yield diagram.error(each.known_as, "hidden", message)


def check_event_gateways(diagram: Diagram) -> Iterator[Problem]:
    """At most one timer follows an event gateway: two of them share one moment."""
    for gateway in diagram.of_kind("eventBasedGateway"):
        behind = [diagram.nodes.get(flow.target) for flow in diagram.outgoing(gateway.id)]
        if sum(each is not None and each.event == "timer" for each in behind) > 1:
            message = f"事件网关“{gateway.title}”后面有两个计时器，只有一个会起作用，请只留一个。"
            yield diagram.error(gateway.id, "two-timers", message)


def check_caught(subject: Subject) -> Iterator[Problem]:
    """What a boundary event catches is thrown inside its step; else it never fires."""
    for diagram in subject.asked:
        for node in diagram.of_kind("boundaryEvent"):
            host = diagram.nodes.get(node.attached_to or "")
            if node.event not in ("error", "escalation") or host is None:
                continue
            if node.event not in _thrown(subject, diagram, host):
                message = f"“{node.title}”等待的事件在“{host.title}”里面没有人抛出，永远不会发生。"
                yield diagram.error(node.id, "never-thrown", f"{message}请改用计时器或消息。")


def _thrown(subject: Subject, diagram: Diagram, host: Node) -> set[str | None]:
    """The kinds of events that are thrown in a subprocess or called process, however deep."""
    found: set[str | None] = set()
    seen: set[tuple[str, str]] = set()
    waiting = [(diagram, host.id), *_called(subject, host)]
    while waiting:
        here, level = waiting.pop()
        if (here.file, level) in seen:
            continue
        seen.add((here.file, level))
        for node in here.levels().get(level, ()):
            if node.kind in ("endEvent", "intermediateThrowEvent"):
                found.add(node.event)
            waiting += [(here, node.id), *_called(subject, node)]
    return found


def _called(subject: Subject, node: Node) -> list[tuple[Diagram, str]]:
    diagram = subject.by_process().get(node.calls or "")
    return [(diagram, node.calls)] if diagram is not None and node.calls else []


def check_rows(subject: Subject) -> Iterator[Problem]:
    """What is done row by row has its list, which a lookup has found."""
    lists = _lists(subject)
    for diagram in subject.asked:
        for node in diagram.nodes.values():
            if node.each is not None and node.each[0] not in lists:
                message = f"“{node.title}”逐项办理的清单“{node.each[0]}”不存在，办到这里会停住。"
                yield diagram.error(node.id, "no-list", f"{message}请先用服务任务查出清单。")


def _lists(subject: Subject) -> set[str]:
    asked = (node.gx.get("lookup", {}) for _, node in subject.nodes("serviceTask"))
    return {each.get("into", "") for each in asked if each.get("name") in lookups.LISTS}


def check_names_taken(subject: Subject) -> Iterator[Problem]:
    """What a diagram puts into the case never takes the place of a form's answers: they alone say
    that somebody has answered."""
    taken = OWN_NAMES | {
        name
        for _, key in subject.forms
        for name in (key.replace("-", "_"), f"{key}_by".replace("-", "_"))
    }
    for diagram in subject.asked:
        for node in diagram.nodes.values():
            for name in _puts(node) & taken:
                message = f"“{node.title}”存放结果的名称“{name}”与表单或系统数据同名，请换一个。"
                yield diagram.error(node.id, "name-taken", message)


def _puts(node: Node) -> set[str]:
    into = node.gx.get("lookup", {}).get("into")
    return {each for each in (into, node.each[1] if node.each else None, *node.collects) if each}
