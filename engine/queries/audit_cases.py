"""The chain of each case, and the hash of each event without one."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from sqlalchemy import RowMapping, exists, select
from sqlalchemy.orm import Session

from engine.queries.audit_problem import Problem
from engine.store.audit import digest
from engine.store.tables import Case, Event

EVENT = Event.__table__.c


def case_problems(session: Session) -> Iterator[Problem]:
    """Yield what is wrong with the events, case by case, then with those that have no case."""
    events = (
        select(
            *EVENT,
            Case.number,
            Case.event_seq.label("head_seq"),
            Case.event_hash.label("head_hash"),
        )
        .outerjoin(Case, Case.id == EVENT.case_id)
        .order_by(EVENT.case_id, EVENT.seq, EVENT.id)
        .execution_options(yield_per=1000)
    )
    with session.execute(events) as result:
        for case_id, group in groupby(result.mappings(), key=lambda row: row["case_id"]):
            if case_id is None:
                yield from _free_problems(group)
            else:
                yield from _chain_problems(group)
    yield from _without_events(session)


def _free_problems(events: Iterable[RowMapping]) -> Iterator[Problem]:
    for event in events:
        if event["hash"] != digest(event):
            yield _changed(event)


def _chain_problems(events: Iterable[RowMapping]) -> Iterator[Problem]:
    """Walk one case's events in order of seq; after each flaw go on from what is there."""
    seq, previous, last = 0, "", None
    for event in events:
        if event["hash"] != digest(event):
            yield _changed(event)
        if event["seq"] != seq + 1:
            missing = f"第 {seq + 1} 至 {event['seq'] - 1} 条记录缺失"
            yield _at(event, "event_missing", missing)
        elif event["prev_hash"] != previous:
            yield _at(event, "event_broken", f"第 {event['seq']} 条记录与前一条不衔接")
        seq, previous, last = event["seq"], event["hash"], event
    if last is not None:
        yield from _head_problems(last)


def _head_problems(last: RowMapping) -> Iterator[Problem]:
    if last["number"] is None:
        yield Problem(
            "case_missing", f"记录所属的办件 {last['case_id']} 已不存在。", seq=last["seq"]
        )
    elif (last["seq"], last["hash"]) != (last["head_seq"], last["head_hash"]):
        what = f"记录止于第 {last['seq']} 条，而办件登记的是第 {last['head_seq']} 条"
        yield _at(last, "head_differs", what)


def _without_events(session: Session) -> Iterator[Problem]:
    emptied = select(Case.number).where(
        Case.event_seq > 0, ~exists().where(Event.case_id == Case.id)
    )
    for number in session.scalars(emptied):
        yield Problem("trail_missing", f"办件 {number} 的记录全部缺失。", case_number=number)


def _changed(event: RowMapping) -> Problem:
    return _at(event, "event_changed", f"记录 {event['id']}（{event['kind']}）的内容已被改动")


def _at(event: RowMapping, kind: str, what: str) -> Problem:
    number = event["number"] or ""
    where = f"办件 {number}：" if number else ""
    return Problem(kind, f"{where}{what}。", number, event["seq"], event["id"])
