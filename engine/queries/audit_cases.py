"""The chain of each case, and the hash of each event without one."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from sqlalchemy import RowMapping, exists, select
from sqlalchemy.orm import Session

from engine.queries.audit_problem import Problem
from engine.queries.audit_rows import Batch, Said
from engine.sentence import Sentence, say
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
    said = Batch(session)
    with session.execute(events) as result:
        for case_id, group in groupby(result.mappings(), key=lambda row: row["case_id"]):
            if case_id is None:
                yield from _free_problems(group)
            else:
                yield from _chain_problems(group, said.start(case_id))
                yield from said.problems_when_full()
    yield from said.problems()
    yield from _without_events(session)


def _free_problems(events: Iterable[RowMapping]) -> Iterator[Problem]:
    for event in events:
        if event["hash"] != digest(event):
            yield _changed(event)


def _chain_problems(events: Iterable[RowMapping], said: Said) -> Iterator[Problem]:
    """Walk one case's events in order of seq; after each flaw go on from what is there."""
    seq, previous, last = 0, "", None
    for event in events:
        if event["hash"] != digest(event):
            yield _changed(event)
        if event["seq"] != seq + 1:
            missing = say(
                "第 %(first)s 至 %(last)s 条记录缺失", first=seq + 1, last=event["seq"] - 1
            )
            yield _at(event, "event_missing", missing)
        elif event["prev_hash"] != previous:
            broken = say("第 %(seq)s 条记录与前一条不衔接", seq=event["seq"])
            yield _at(event, "event_broken", broken)
        elif last is not None and event["id"] < last["id"]:
            order = say("第 %(seq)s 条记录与前一条的编号次序相反", seq=event["seq"])
            yield _at(event, "event_reordered", order)
        said.hear(event)
        seq, previous, last = event["seq"], event["hash"], event
    if last is not None:
        yield from _head_problems(last)


def _head_problems(last: RowMapping) -> Iterator[Problem]:
    if last["number"] is None:
        message = say("记录所属的办件 %(case_id)s 已不存在。", case_id=last["case_id"])
        yield Problem("case_missing", message, seq=last["seq"])
    elif (last["seq"], last["hash"]) != (last["head_seq"], last["head_hash"]):
        what = say(
            "记录止于第 %(last)s 条，而办件登记的是第 %(known)s 条",
            last=last["seq"],
            known=last["head_seq"],
        )
        yield _at(last, "head_differs", what)


def _without_events(session: Session) -> Iterator[Problem]:
    emptied = select(Case.number).where(~exists().where(Event.case_id == Case.id))
    for number in session.scalars(emptied):
        yield Problem(
            "trail_missing",
            say("办件 %(number)s 的记录全部缺失。", number=number),
            case_number=number,
        )


def _changed(event: RowMapping) -> Problem:
    what = say("记录 %(id)s（%(kind)s）的内容已被改动", id=event["id"], kind=event["kind"])
    return _at(event, "event_changed", what)


def _at(event: RowMapping, kind: str, what: Sentence) -> Problem:
    number = event["number"] or ""
    message = say("%(what)s。", what=what)
    if number:
        message = say("办件 %(number)s：%(what)s。", number=number, what=what)
    return Problem(kind, message, number, event["seq"], event["id"])
