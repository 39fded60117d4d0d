"""A case or a task in lines, for somebody at a terminal."""

from collections.abc import Sequence

import click

from engine.cli.keys import CASE_MOVED, keyed
from engine.cli.output import echo_json, echo_table, shown
from engine.commands.results import CaseMoved
from engine.core.access import ROLE_NAMES
from engine.queries.cases import CaseView
from engine.queries.due import Due
from engine.queries.retirement import HolderLine, TransitionView
from engine.queries.tasks import TaskView


def echo_moved(moved: CaseMoved, as_json: bool) -> None:
    """Tell where a case stands after a verb, and what is open now."""
    if as_json:
        echo_json(keyed(moved, CASE_MOVED))
        return
    click.echo(f"{moved.number} {moved.state_label}")
    echo_table([(each.id, each.name) for each in moved.tasks], indent="  ")


def echo_case(view: CaseView) -> None:
    """Tell a case: head, facts, open tasks, what happened, what was answered."""
    head = view.head
    click.echo(f"{head.number} {head.title}\n{head.process_title}（{head.article}）")
    scope = "" if head.legal else "（非法定：局内共享，时限为内部时限）"
    click.echo(f"状态：{head.state_label}{scope}")
    if head.notice:
        click.echo(head.notice)
    echo_table(view.facts, indent="  ")
    if view.transition is not None:
        _echo_transition(view.transition)
    _section("待办", [(each.id, each.name, each.holder, due_words(each.due))
                     for each in view.open_tasks])  # fmt: skip
    _section("经过", [(each.at, each.who, each.text, each.outcome)
                     for each in view.timeline if each.kind != "task_open"])  # fmt: skip
    for sheet in view.sheets:
        lines = [(line.label, line.text) for line in sheet.lines]
        _section(f"{sheet.title}（{sheet.by} {shown(sheet.at)}）", lines)


def _echo_transition(moving: TransitionView) -> None:
    pairs = (
        ("起算", moving.starts_on), ("最后一日", moving.last_day), ("最早可下线", moving.earliest),
        ("建议下线日期", moving.recommended_on), ("延长至", moving.extended_until),
        ("下线时间", moving.offline_at), ("撤销时间", moving.cancelled_at),
    )  # fmt: skip
    _section("过渡期", [(label, shown(value)) for label, value in pairs if value])
    _section("使用单位", [_holder(each) for each in moving.holders])


def _holder(each: HolderLine) -> tuple[object, ...]:
    last = each.notices[-1]
    told = shown(last.placed_at) if last.placed_at else "尚未送达"
    read = "已阅读" if last.read_at else "未阅读"
    report = each.report.words if each.report else "未答复"
    decision = each.decision.words if each.decision else ""
    return (each.unit, "、".join(each.grants), told, read, report, decision)


def echo_task(view: TaskView) -> None:
    """Tell a task: what, whose, until when, why, and what may be done with it."""
    head = view.case.head
    click.echo(f"{view.name}（{head.number} {head.title}）")
    waits = view.assignee or f"{view.unit} {ROLE_NAMES.get(view.role, view.role)}"
    click.echo(f"办理：{waits}  {due_words(view.due)}".rstrip())
    for term in view.terms:
        for sentence in term.why:
            click.echo(f"  {sentence}")
    click.echo(f"可以：{'、'.join(view.verbs) or '（无）'}")
    _section("可转办给", [(each.name,) for each in view.transfer_to])
    _section("可退回到", [(each.value, each.name) for each in view.return_to])
    if view.form is not None:
        fields = [(spec.name, spec.label, spec.type, "必填" if spec.required else "")
                  for spec in view.form.spec.answered()]  # fmt: skip
        _section(f"表单 {view.form.title}", fields)


def due_words(due: Due | None) -> str:
    """Return how a term stands, in words."""
    if due is None:
        return ""
    provisional = "（暂定）" if due.provisional else ""
    return f"{due.last_day.isoformat()} 截止{provisional}，{due.phrase}"


def _section(title: str, rows: Sequence[Sequence[object]]) -> None:
    if rows:
        click.echo(f"\n{title}")
        echo_table(rows, indent="  ")
