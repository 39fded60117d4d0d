"""The passages themselves: each guards something, no other process goes round it, and nobody
answers the question that his own request waits for."""

from collections.abc import Iterator

from engine.core.expressions import ExpressionError, names_in
from engine.core.lint.calls import reached_from
from engine.core.lint.diagram import Diagram, Node
from engine.core.lint.passages import KEYS, Passage, passage_rows, passages
from engine.core.lint.problem import Problem
from engine.core.lint.subject import Subject
from engine.core.workflow.effects import PARAMETERS


def check_guards(subject: Subject) -> Iterator[Problem]:
    """Each `[[passage]]` names a process, an effect and forms that there are."""
    for number, row in enumerate(passage_rows(subject), start=1):
        missing = "、".join(sorted(KEYS - set(row)))
        if missing:
            message = f"第{number}个 [[passage]] 缺少 {missing}，不起作用，请补上。"
            yield Problem("pack.toml", str(row.get("process", "")), "passage", message)
    for passage in passages(subject):
        for what in _unknown(subject, passage):
            message = f"{passage.clause}：{what}，这一必经环节守不住，请改正 [[passage]]。"
            yield Problem("pack.toml", passage.process, "passage", message)


def _unknown(subject: Subject, passage: Passage) -> Iterator[str]:
    if passage.process not in subject.pack.processes:
        yield f"没有流程“{passage.process}”"
    if passage.effect not in PARAMETERS:
        yield f"没有系统功能“{passage.effect}”"
    forms = {key for _, key in subject.forms}
    for form in passage.through:
        if form not in forms:
            yield f"没有表单“{form}”"


def check_detours(subject: Subject) -> Iterator[Problem]:
    """What a passage guards in one process is not done in another that has no passage for it, and
    that the passage does not name as standing on another footing."""
    known = passages(subject)
    guarded = {(key, p.effect) for p in known for key in (p.process, *p.elsewhere)}
    clauses = {each.effect: each.clause for each in known}
    for key in subject.pack.processes:
        for diagram, node in _reached(subject, key, "serviceTask"):
            effect = node.gx.get("effect", {}).get("name", "")
            if effect in clauses and (key, effect) not in guarded:
                what = f"流程“{key}”能走到“{node.title}”，却没有规定必经的环节"
                message = f"{clauses[effect]}：{what}，请删去这一步，或者补上 [[passage]]。"
                yield diagram.error(node.id, "passage", message)


def check_own_answers(subject: Subject) -> Iterator[Problem]:
    """The forms of a passage are answered by somebody else than the applicant."""
    for passage in passages(subject):
        for diagram, node in _reached(subject, passage.process, "userTask"):
            form = node.gx.get("form", {}).get("key")
            if form in passage.through and _is_the_applicant(node):
                message = f"{passage.clause}：“{node.title}”不能由申请人自己办理，请改正办理单位。"
                yield diagram.error(node.id, "passage", message)


def _is_the_applicant(node: Node) -> bool:
    assignment = node.gx.get("assignment", {})
    for text in (assignment.get("unit"), assignment.get("person")):
        try:
            if any(_may_be_him(each) for each in names_in(text or "None")):
                return True
        except ExpressionError:
            continue  # said by check_expressions
    return False


def _may_be_him(name: str) -> bool:
    """Whether a name leads to the applicant; the whole case does, whatever is taken out of it."""
    return name == "case" or name.startswith("case.applicant")


def _reached(subject: Subject, process: str, kind: str) -> Iterator[tuple[Diagram, Node]]:
    by_process = subject.by_process()
    for called in sorted(reached_from(subject, process)):
        diagram = by_process[called]
        for node in diagram.of_kind(kind):
            if diagram.process_of(node.level) == called:
                yield diagram, node
