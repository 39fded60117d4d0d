"""Activities (BPMN 2.0.2, Clause 10.3): counts, loops, scripts, services."""

from collections.abc import Iterator

from engine.core.lint.bpmn.document import Document
from engine.core.lint.bpmn.element import Element
from engine.core.lint.bpmn.kinds import ACTIVITIES
from engine.core.lint.problem import Problem

QUANTITIES = ("startQuantity", "completionQuantity")


def check_quantities(document: Document) -> Iterator[Problem]:
    """Clause 10.3, Activities: startQuantity and completionQuantity are 1 or more."""
    for each in document.of(*sorted(ACTIVITIES)):
        for name in QUANTITIES:
            value = each.attributes.get(name)
            if value is not None and not _at_least_one(value):
                message = f"“{each.title}”的 {name} 应当是 1 或以上，请删去这一设置。"
                yield document.error(each, "quantity", message)


def _at_least_one(value: str) -> bool:
    digits = value.strip().removeprefix("+")
    return digits.isdecimal() and bool(digits.strip("0"))


def check_loops(document: Document) -> Iterator[Problem]:
    """Clause 10.3: a repeated activity says how often, by a number or by a list, not by both; a
    list comes with the name of its row, and only with a list there is one."""
    for loop in document.of("multiInstanceLoopCharacteristics"):
        owner = loop.parent or loop
        listed = any(loop.texts("loopDataInputRef"))
        counted = any(each.text or each.children for each in loop.of("loopCardinality"))
        if not listed and not counted:
            message = f"“{owner.title}”是多实例，请填写按哪个清单逐项办理，或者次数。"
            yield document.error(loop, "multi-instance", message)
        elif listed and counted:
            message = f"“{owner.title}”的多实例既写了清单又写了次数，请只留一项。"
            yield document.error(loop, "multi-instance", message)
        elif listed != bool(loop.of("inputDataItem")):
            message = f"“{owner.title}”按清单逐项办理，请同时填写清单和每一项的名称。"
            yield document.error(loop, "multi-instance", message)
        yield from _behaviour(document, loop, owner)


def _behaviour(document: Document, loop: Element, owner: Element) -> Iterator[Problem]:
    """Clause 10.3, Multi-Instance: the events of a behaviour are given with that behaviour only."""
    wanted = {"One": "oneBehaviorEventRef", "None": "noneBehaviorEventRef"}.get(
        loop.get("behavior")
    )
    if wanted is not None and not loop.get(wanted):
        message = f"“{owner.title}”的多实例设置为逐个发出事件，却没有写明事件，请改为“全部完成”。"
        yield document.error(loop, "multi-instance", message)
    if loop.get("behavior") == "Complex" and not loop.of("complexBehaviorDefinition"):
        message = f"“{owner.title}”的多实例设置为复杂行为，却没有定义，请改为“全部完成”。"
        yield document.error(loop, "multi-instance", message)


def check_scripts(document: Document) -> Iterator[Problem]:
    """Clause 10.3, Script Task: a script says in which language it is written."""
    for task in document.of("scriptTask", "globalScriptTask"):
        language = task.get("scriptFormat") or task.get("scriptLanguage")
        if any(task.texts("script")) and not language.strip():
            message = f"脚本任务“{task.title}”没有写明脚本语言。请改用服务任务。"
            yield document.error(task, "script-language", message)


def check_services(document: Document) -> Iterator[Problem]:
    """Clause 10.3: a task that calls an operation, sends or receives a message has at most one
    set of inputs and of outputs."""
    for task in document.of("serviceTask", "sendTask", "receiveTask"):
        side = {"sendTask": "messageRef", "receiveTask": "messageRef"}.get(
            task.kind, "operationRef"
        )
        for specification in task.of("ioSpecification") if task.get(side) else []:
            for kind in _single(task.kind):
                if len(specification.of(kind)) > 1:
                    message = f"“{task.title}”只传一条消息，输入输出说明里的 {kind} 请只留一个。"
                    yield document.error(task, "io-single", message)


def _single(kind: str) -> tuple[str, ...]:
    return {
        "sendTask": ("inputSet", "dataInput"),
        "receiveTask": ("outputSet", "dataOutput"),
    }.get(kind, ("inputSet", "outputSet"))


def check_messages(document: Document) -> Iterator[Problem]:
    """Clauses 10.3 and 10.5: in a process that runs, what sends or awaits a message or a signal
    names it."""
    for kind, name, words in (
        ("messageEventDefinition", "messageRef", "消息"),
        ("signalEventDefinition", "signalRef", "信号"),
    ):
        for each in document.of(kind):
            process = each.within("process")
            if (
                process is not None
                and process.get("isExecutable") != "false"
                and not each.get(name)
            ):
                owner = each.parent or each
                message = f"“{owner.title}”没有写明是哪一个{words}，请选择。"
                yield document.error(each, "event-subject", message)


def check_escalation_codes(document: Document) -> Iterator[Problem]:
    """Clause 10.5, Escalation: in a process that runs, a thrown escalation or error has a code."""
    for kind, name, code in (
        ("escalationEventDefinition", "escalationRef", "escalationCode"),
        ("errorEventDefinition", "errorRef", "errorCode"),
    ):
        for each in document.of(kind):
            process, owner = each.within("process"), each.parent
            thrown = owner is not None and owner.kind in ("endEvent", "intermediateThrowEvent")
            if not thrown or process is None or process.get("isExecutable") == "false":
                continue
            subject = document.find(each.get(name)) if each.get(name) else None
            if subject is None or not subject.get(code):
                words = "升级" if kind.startswith("esc") else "错误"
                message = f"“{(owner or each).title}”抛出的{words}没有代码，请填写。"
                yield document.error(each, "event-subject", message)
