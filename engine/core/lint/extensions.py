"""Our own extensions on the elements: known words only, since others would do nothing."""

import re
from collections.abc import Iterator

from engine.core.lint.diagram import Diagram, Node
from engine.core.lint.problem import Problem
from engine.core.lint.subject import Subject

#: Extension -> its attributes -> on which kinds of element it means something.
KNOWN: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "assignment": (frozenset({"role", "unit", "person"}), frozenset({"userTask"})),
    "form": (frozenset({"key"}), frozenset({"userTask"})),
    "step": (frozenset({"approving"}), frozenset({"userTask"})),
    "return": (frozenset({"to"}), frozenset({"userTask"})),
    "state": (frozenset({"code", "label"}), frozenset({"userTask", "endEvent"})),
    "outcome": (frozenset({"kind"}), frozenset({"endEvent"})),
    "effect": (frozenset({"name", "params"}), frozenset({"serviceTask"})),
    "lookup": (frozenset({"name", "into", "params"}), frozenset({"serviceTask"})),
    "basis": (
        frozenset({"clause", "kind", "term"}),
        frozenset({"boundaryEvent", "intermediateCatchEvent"}),
    ),
    "lapse": (frozenset({"forfeits"}), frozenset({"boundaryEvent"})),
    "wake": (frozenset(), frozenset({"boundaryEvent"})),
}
#: The message that a withdrawal sends.
WITHDRAW = "withdraw"
OUTCOMES = frozenset(
    {"granted", "partly_granted", "refused", "not_accepted", "withdrawn", "lapsed", "closed"}
)
CODE = re.compile(r"[A-Z][A-Z0-9_]{1,39}")


def check_extensions(subject: Subject) -> Iterator[Problem]:
    """Extensions are known and stand where they mean something; others' are not heeded."""
    for diagram in subject.diagrams:
        for node in diagram.nodes.values():
            for name, given in node.gx.items():
                yield from _unknown(diagram, node, name, frozenset(given))
            if node.foreign:
                names = "、".join(node.foreign)
                message = f"“{node.title}”带有其他产品的设置（{names}），本系统不理会，请删去。"
                yield diagram.warning(node.id, "foreign", message)


def _unknown(diagram: Diagram, node: Node, name: str, given: frozenset[str]) -> Iterator[Problem]:
    attributes, kinds = KNOWN.get(name, (frozenset[str](), frozenset[str]()))
    if node.kind not in kinds:
        message = f"“{node.title}”上的设置 {name} 在这里不起作用，请删去或改名。"
        yield diagram.warning(node.id, "extension", message)
    for each in sorted(given - attributes) if node.kind in kinds else []:
        message = f"“{node.title}”的设置 {name} 没有“{each}”这一项，不起作用，请改正。"
        yield diagram.warning(node.id, "extension", message)


def check_states(subject: Subject) -> Iterator[Problem]:
    """A human task says what the case is called while it waits; an end says how it ended."""
    labels: dict[tuple[str, str], str] = {}
    for diagram, node in subject.nodes("userTask", "endEvent"):
        state = node.gx.get("state")
        if state is None and node.kind == "userTask":
            message = f"“{node.title}”没有写明办理期间办件的状态，请填写。"
            yield diagram.warning(node.id, "state", message)
        if state is None:
            continue
        code, label = state.get("code", ""), state.get("label", "")
        if not CODE.fullmatch(code) or not label:
            message = f"“{node.title}”的状态请写代码（大写英文，如 LEADER_REVIEW）和中文名称。"
            yield diagram.error(node.id, "state", message)
        elif labels.setdefault((diagram.folder, code), label) != label:
            other = labels[diagram.folder, code]
            message = f"状态 {code} 有“{other}”和“{label}”两种名称，请改成一致。"
            yield diagram.warning(node.id, "state", message)


def check_outcomes(subject: Subject) -> Iterator[Problem]:
    """The ends of a process that people start say the outcome, in a word that is known."""
    for diagram, node in subject.nodes("endEvent"):
        kind = node.gx.get("outcome", {}).get("kind")
        if kind is not None and kind not in OUTCOMES:
            known = "、".join(sorted(OUTCOMES))
            message = f"“{node.title}”的办理结果“{kind}”不存在，可用的有：{known}。"
            yield diagram.error(node.id, "outcome", message)
        ends_case = node.level in subject.pack.processes and _is_entered(subject, node.level)
        if kind is None and ends_case and not _is_beside(diagram, node):
            message = f"“{node.title}”没有写明办理结果，请填写。"
            yield diagram.warning(node.id, "outcome", message)


def _is_entered(subject: Subject, process: str) -> bool:
    return bool(subject.pack.processes[process].entries)


def _is_beside(diagram: Diagram, node: Node) -> bool:
    """Whether the end closes a branch beside a step that stays open: a reminder, not the case."""
    seen: set[str] = set()
    waiting = [node.id]
    while waiting:
        here = waiting.pop()
        if here in seen or here not in diagram.nodes:
            continue
        seen.add(here)
        waiting += [flow.source for flow in diagram.incoming(here)]
        event = diagram.nodes[here]
        waiting += [event.attached_to] if event.attached_to and event.interrupts else []
    return not any(diagram.nodes[each].kind == "startEvent" for each in seen)


def check_messages(subject: Subject) -> Iterator[Problem]:
    """What a diagram waits for is sent: by the person who withdraws, or by another element."""
    sent = {node.message for _, node in subject.nodes("endEvent", "intermediateThrowEvent")}
    for diagram, node in subject.nodes("boundaryEvent", "intermediateCatchEvent"):
        if node.event == "message" and node.message not in sent | {WITHDRAW}:
            message = f"“{node.title}”等待的消息“{node.message}”没有人发出；撤回用 {WITHDRAW}。"
            yield diagram.error(node.id, "message", message)


def check_returns(subject: Subject) -> Iterator[Problem]:
    """A task that may send the case back names human tasks of the pack."""
    known = {node.id for _, node in subject.nodes("userTask")}
    for diagram, node in subject.nodes("userTask"):
        for each in node.gx.get("return", {}).get("to", "").split(","):
            if each.strip() and each.strip() not in known:
                message = f"“{node.title}”可退回的环节“{each.strip()}”不存在，请改正。"
                yield diagram.error(node.id, "return", message)
