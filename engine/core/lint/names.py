"""Names that a diagram uses must exist: roles, forms, mails, effects, what expressions read."""

from collections.abc import Iterator

from engine.core.access import ADMIN_ROLES, ROLE_NAMES
from engine.core.expressions import (
    PROCESS_FUNCTIONS,
    PURE_FUNCTIONS,
    ExpressionError,
    check,
    evaluate,
)
from engine.core.forms import FormSourceError
from engine.core.lint.elements import all_elements, user_tasks
from engine.core.lint.problem import Problem
from engine.core.pack import Pack
from engine.core.workflow import Element
from engine.core.workflow.effects import PARAMETERS
from engine.errors import PackError

FUNCTIONS = frozenset(PROCESS_FUNCTIONS) | frozenset(PURE_FUNCTIONS)


def check_assignments(pack: Pack) -> Iterator[Problem]:
    """A human task names a role that exists and decides cases, and whose unit."""
    for task in user_tasks(pack):
        assignment = task.gx.get("assignment", {})
        role = assignment.get("role")
        if role not in ROLE_NAMES or role in ADMIN_ROLES:
            yield _problem(task, "role", f"“{task.name}”没有指定可以办理的岗位，请在办理人中选择。")
        if not assignment.get("unit"):
            yield _problem(task, "unit", f"“{task.name}”没有指定由哪个单位办理。")


def check_forms(pack: Pack) -> Iterator[Problem]:
    """A human task has a form, and the form compiles."""
    for task in user_tasks(pack):
        key = task.gx.get("form", {}).get("key")
        try:
            if key is None:
                yield _problem(task, "form", f"“{task.name}”没有表单。")
            else:
                pack.form(task.process, key)
        except (PackError, FormSourceError) as error:
            yield _problem(task, "form", f"“{task.name}”的表单不能使用：{error}")


def check_effects(pack: Pack) -> Iterator[Problem]:
    """A service task names an effect that exists, with parameters it takes; mails exist."""
    for element in all_elements(pack):
        if element.kind != "EffectTask":
            continue
        asked = element.gx.get("effect", {})
        takes = PARAMETERS.get(asked.get("name", ""))
        if takes is None:
            yield _problem(element, "effect", f"“{element.name}”要求的功能不存在。")
            continue
        for name in set(asked.get("params", {})) - takes:
            yield _problem(element, "parameter", f"“{element.name}”的参数 {name} 没有用处。")
        yield from _missing_mail(pack, element, asked)


def _missing_mail(pack: Pack, element: Element, asked: dict) -> Iterator[Problem]:  # type: ignore[type-arg]
    source = asked.get("params", {}).get("template")
    try:
        if source is not None:
            pack.mail(element.process, evaluate(source, {}))
    except (PackError, ExpressionError) as error:
        yield _problem(element, "mail", f"“{element.name}”的邮件模板不能使用：{error}")


def check_expressions(pack: Pack) -> Iterator[Problem]:
    """Every expression parses and calls only registered functions."""
    for element in all_elements(pack):
        for source in _expressions(element):
            try:
                check(source, functions=FUNCTIONS)
            except ExpressionError as error:
                yield _problem(element, "expression", f"“{element.name}”的表达式有误：{error}")


def _expressions(element: Element) -> Iterator[str]:
    assignment = element.gx.get("assignment", {})
    yield from (assignment[key] for key in ("unit", "person") if assignment.get(key))
    yield from element.gx.get("effect", {}).get("params", {}).values()
    yield from element.conditions
    if element.timer is not None:
        yield element.timer


def _problem(element: Element, rule: str, message: str) -> Problem:
    return Problem(element.file, element.id, rule, message)
