"""Names that a diagram uses must exist: roles, forms, mails, effects, functions."""

import ast
import re
from collections.abc import Iterator

from engine.core.access import ADMIN_ROLES, ROLE_NAMES
from engine.core.expressions import (
    PROCESS_FUNCTIONS,
    PURE_FUNCTIONS,
    ExpressionError,
    check,
)
from engine.core.expressions.syntax import parse
from engine.core.lint.approval import approves
from engine.core.lint.diagram import Diagram, Node
from engine.core.lint.mail_uses import mail_paths
from engine.core.lint.problem import Problem
from engine.core.lint.sources import Source, sources
from engine.core.lint.subject import Subject
from engine.core.workflow import lookups
from engine.core.workflow.effects import PARAMETERS, REQUIRED

#: What a lookup's result may be called.
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
FUNCTIONS = frozenset(PROCESS_FUNCTIONS) | frozenset(PURE_FUNCTIONS)


def check_assignments(subject: Subject) -> Iterator[Problem]:
    """A human task names a role that exists and decides cases, and whose unit."""
    for diagram, task in subject.nodes("userTask"):
        assignment = task.gx.get("assignment", {})
        role = assignment.get("role")
        if role not in ROLE_NAMES or role in ADMIN_ROLES:
            step = "是审批环节，但" if approves(task) else ""
            message = f"“{task.title}”{step}没有指定可以办理的岗位，请在办理人中选择。"
            yield diagram.error(task.id, "role", message)
        if not assignment.get("unit"):
            message = f"“{task.title}”没有指定由哪个单位办理，请填写。"
            yield diagram.error(task.id, "unit", message)


def check_forms(subject: Subject) -> Iterator[Problem]:
    """A human task has a form; entries of process.toml have theirs and a role."""
    for diagram, task in subject.nodes("userTask"):
        key = task.gx.get("form", {}).get("key")
        if not key:
            yield diagram.error(task.id, "form", f"“{task.title}”没有表单，请选择一个。")
        elif (diagram.folder, key) not in subject.forms:
            path = f"{diagram.folder}/forms/{key}.json"
            why = "有错误" if path in subject.pack.files else "不存在"
            message = f"“{task.title}”的表单 {path} {why}，请改正或者另选。"
            yield diagram.error(task.id, "form", message)
    yield from _entries(subject)


def _entries(subject: Subject) -> Iterator[Problem]:
    for process in subject.pack.processes.values():
        folder = next(iter(process.files)).partition("/")[0]
        for entry in process.entries:
            if (folder, entry.form) not in subject.forms:
                message = f"发起方式“{entry.title}”的表单 {entry.form} 不存在或者有错误。"
                yield Problem(f"{folder}/process.toml", entry.key, "form", message)
            if entry.role not in ROLE_NAMES or entry.role in ADMIN_ROLES:
                message = f"发起方式“{entry.title}”的岗位 {entry.role} 不存在或者不办理办件。"
                yield Problem(f"{folder}/process.toml", entry.key, "role", message)


def check_effects(subject: Subject) -> Iterator[Problem]:
    """A service task names an effect that exists, with parameters it takes; mails exist."""
    for diagram, node in subject.nodes("serviceTask"):
        if "lookup" in node.gx:
            yield from _lookup(diagram, node)
            continue
        asked = node.gx.get("effect", {})
        takes = PARAMETERS.get(asked.get("name", ""))
        if takes is None:
            message = f"“{node.title}”没有选择系统功能，或者没有这一功能；请在“系统办理”中选择。"
            yield diagram.error(node.id, "effect", message)
            continue
        for name in sorted(str(each) for each in set(asked.get("params", {})) - takes):
            message = f"“{node.title}”的参数 {name} 没有用处，请删去或改名。"
            yield diagram.error(node.id, "parameter", message)
        yield from _missing(diagram, node, REQUIRED.get(asked["name"], frozenset()))
        yield from _missing_mail(subject, diagram, node)


def _missing(diagram: Diagram, node: Node, needed: frozenset[str]) -> Iterator[Problem]:
    params = node.gx["effect"].get("params", {})
    for name in sorted(each for each in needed if not (params.get(each) or "").strip()):
        message = f"“{node.title}”缺少参数 {name}，执行时会出错，请填写。"
        yield diagram.error(node.id, "missing-parameter", message)


def _lookup(diagram: Diagram, node: Node) -> Iterator[Problem]:
    """A service task that looks something up names a lookup that exists and where it goes."""
    asked = node.gx["lookup"]
    takes = lookups.PARAMETERS.get(asked.get("name", ""))
    if takes is None:
        message = f"“{node.title}”要查的内容不存在；请在“系统办理”中选择。"
        yield diagram.error(node.id, "lookup", message)
        return
    if not NAME.fullmatch(asked.get("into", "")) or asked["into"] == "case":
        message = f"“{node.title}”没有写明查到的内容叫什么（into），请用小写字母开头的名称。"
        yield diagram.error(node.id, "lookup", message)
    for name in sorted(str(each) for each in set(asked.get("params", {})) - takes):
        message = f"“{node.title}”的参数 {name} 没有用处，请删去或改名。"
        yield diagram.error(node.id, "parameter", message)


def _missing_mail(subject: Subject, diagram: Diagram, node: Node) -> Iterator[Problem]:
    paths = mail_paths(diagram.folder, node)
    if paths and not any(path in subject.pack.files for path in paths):
        message = f"“{node.title}”的邮件模板不存在，请新建 {paths[0]} 或者另选。"
        yield diagram.error(node.id, "mail", message)


def check_expressions(subject: Subject) -> Iterator[Problem]:
    """Every expression parses, calls only registered functions, and names posts that exist."""
    for source in sources(subject):
        try:
            check(source.text, functions=FUNCTIONS)
        except ExpressionError as error:
            message = f"“{source.title}”的表达式有误：{error.message}"
            yield source.diagram.error(source.element, "expression", message)
        else:
            yield from _unknown_posts(source)


def _unknown_posts(source: Source) -> Iterator[Problem]:
    for call in ast.walk(parse(source.text)):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
            continue
        named = [each.value for each in call.keywords if each.arg == "role"]
        for role in [*call.args[1:2], *named] if call.func.id == "post" else []:
            if isinstance(role, ast.Constant) and role.value not in ROLE_NAMES:
                message = f"“{source.title}”要通知的岗位“{role.value!s}”不存在，请改正。"
                yield source.diagram.error(source.element, "role", message)
