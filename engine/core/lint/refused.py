"""Elements that the program does not run: each with the reason and what to draw instead."""

import re
from collections.abc import Iterator

from engine.core.lint.diagram import Diagram, Node
from engine.core.lint.problem import Problem

REFUSED = {
    "scriptTask": "脚本任务不能使用：请改用服务任务并选择系统功能，条件写在连线上。",
    "task": "普通任务没有办理人：请改成用户任务（有人办理）或服务任务（系统办理）。",
    "manualTask": "手工任务系统无法知道何时完成：请改成用户任务，由办理人填写结果。",
    "sendTask": "发送任务不会发出任何东西：请改用服务任务，选择“发送通知”。",
    "receiveTask": "接收任务不会等待：请改用用户任务，由收到的人登记。",
    "businessRuleTask": "规则任务暂不能使用：请把条件写在排他网关的连线上。",
    "adHocSubProcess": "临时子流程没有固定的次序：请改成普通子流程，画出先后。",
    "transaction": "事务子流程不能使用：请改成普通子流程。",
    "inclusiveGateway": "包容网关的汇合难以读懂：请改用排他网关（选一）或并行网关（全走）。",
    "complexGateway": "复杂网关不能使用：请改用排他网关或并行网关。",
}
EVENTS: dict[str, set[str | None]] = {
    "startEvent": {None},
    "endEvent": {None, "terminate", "message", "escalation", "error"},
    "intermediateThrowEvent": {None, "message", "escalation"},
    "intermediateCatchEvent": {"timer", "message"},
    "boundaryEvent": {"timer", "message", "escalation", "error"},
}
EVENT_WORDS = {
    "startEvent": "开始事件不能带触发条件：办件由人发起，请用普通开始事件",
    "endEvent": "请用普通结束事件",
    "intermediateThrowEvent": "请改用服务任务或普通中间事件",
    "intermediateCatchEvent": "中间事件请用计时器或消息",
    "boundaryEvent": "边界事件请用计时器或消息",
}
EVENT_NAMES = {
    "link": "链接", "compensate": "补偿", "conditional": "条件", "signal": "信号",
    "cancel": "取消", "timer": "计时器", "message": "消息", "error": "错误",
    "escalation": "升级", "terminate": "终止", None: "没有触发条件的",
}  # fmt: skip
#: Names that the engine gives to parts of its own; an element called so would take their place.
RESERVED = re.compile(r"(?:Start|End|Root)|.*\.(?:EndJoin|BoundaryEventSplit|BoundaryEventJoin)")
READABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


def check_refused(diagram: Diagram) -> Iterator[Problem]:
    """Nothing is drawn that would do nothing, run code, or stop a case."""
    for node in diagram.nodes.values():
        if node.kind in REFUSED:
            yield diagram.error(node.id, "refused", f"“{node.title}”：{REFUSED[node.kind]}")
        elif node.by_event:
            message = "事件子流程不能使用：请在子流程边上画边界事件，把后果画出来。"
            yield diagram.error(node.id, "refused", f"“{node.title}”：{message}")
        yield from _refused_event(diagram, node)


def _refused_event(diagram: Diagram, node: Node) -> Iterator[Problem]:
    if node.kind not in EVENTS or node.event in EVENTS[node.kind]:
        return
    what = EVENT_NAMES.get(node.event, node.event)
    message = f"“{node.title}”：{what}事件在这里不能使用，{EVENT_WORDS[node.kind]}。"
    yield diagram.error(node.id, "refused", message)


def check_ids(diagram: Diagram) -> Iterator[Problem]:
    """Every element has an id of its own that the engine does not use itself."""
    for each in diagram.repeated:
        yield diagram.error(each, "id", f"编号“{each}”用了不止一次，请改成不同的编号。")
    if diagram.nameless:
        yield diagram.error("", "id", f"有{diagram.nameless}个环节或连线没有编号，请补上。")
    for each in [*diagram.processes, *diagram.nodes, *diagram.flows]:
        if RESERVED.fullmatch(each):
            yield diagram.error(each, "id", f"编号“{each}”是系统保留的，流程会无法运行，请改名。")
        elif each and not READABLE.fullmatch(each):
            message = f"编号“{each}”请用英文字母、数字、下划线和连字符。"
            yield diagram.warning(each, "id", message)
    for process, executable in diagram.processes.items():
        if not executable:
            yield diagram.error(process, "executable", "流程标为不可执行，请勾选“可执行”。")
