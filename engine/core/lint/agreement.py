"""What was checked is what will run: the engine's own reading of a diagram, held against ours.

A check of a limit of the law is worth what its reading is worth. Where the two readings part, as
they do over a comment inside a condition, the pack is refused, whoever is right.
"""

from collections.abc import Iterator

from engine.core.lint.diagram import Diagram, Node
from engine.core.lint.problem import Problem
from engine.core.lint.subject import Subject
from engine.core.workflow import Blueprint
from engine.core.workflow.blueprint import Element


def check_texts(diagram: Diagram) -> Iterator[Problem]:
    """Nothing but text stands in an expression: the engine reads it up to the first other thing."""
    for each in diagram.torn:
        message = "表达式中夹着XML注释或其他标记，只有前一半会被执行，请删去。"
        yield diagram.error(each, "torn", f"“{_title(diagram, each)}”的{message}")


def _title(diagram: Diagram, element: str) -> str:
    node, flow = diagram.nodes.get(element), diagram.flows.get(element)
    named = node.title if node is not None else flow.name if flow is not None else ""
    return named or element


def disagreements(subject: Subject, blueprint: Blueprint) -> Iterator[Problem]:
    """Yield every element that the engine would run otherwise than it was checked."""
    for diagram in subject.diagrams:
        for node in diagram.nodes.values():
            element = blueprint.elements.get(node.id)
            if element is None or element.file != diagram.file:
                continue
            for what in _differences(diagram, node, element):
                message = f"“{node.title}”的{what}，系统执行时读到的与图上写的不同，请重新填写。"
                yield diagram.error(node.id, "otherwise", message)


def _differences(diagram: Diagram, node: Node, element: Element) -> Iterator[str]:
    flows = (flow for flow in diagram.outgoing(node.id) if flow.id != node.default)
    asked = sorted(_plain(flow.condition) for flow in flows if flow.condition)
    pairs: dict[str, tuple[object, object]] = {
        "时限": (_plain(node.timer), _plain(element.timer) if node.event == "timer" else ""),
        "所附的环节": (node.attached_to, element.attached_to),
        "设置": (node.gx, element.gx),
        "调用的流程": (node.calls, element.calls if node.kind == "callActivity" else node.calls),
        "所在的流程": (node.level, element.process),
        "出口条件": (asked, sorted(map(_plain, element.conditions))),
        "是否中断": (node.interrupts, element.interrupting or node.kind != "boundaryEvent"),
    }
    return (what for what, (ours, theirs) in pairs.items() if ours != theirs)


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())
