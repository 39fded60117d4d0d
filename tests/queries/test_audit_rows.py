"""Verifying: the rows of record and the attachments are what the events say of them."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from engine.clock import MovedClock
from engine.commands.claim_task import claim_task
from engine.commands.lapse_due import lapse_due
from engine.commands.release_task import release_task
from engine.commands.store_file import store_file
from engine.commands.withdraw_case import withdraw_case
from engine.errors import ContentDamaged
from engine.queries.audit import verify
from engine.queries.files import open_file
from engine.store.database import Store
from engine.store.tables import AccessGrant, ClockRow, Message
from tests.bureau.fixtures import CONDITIONAL_FILE, WITH_AGENT, acting
from tests.commands.casework import act, approve, begin, open_task
from tests.packs import with_mini
from tests.trail import tamper


@pytest.fixture
def store(bureau_store: Store) -> Store:
    return worked(bureau_store)


@pytest.fixture
def each_store(each_bureau_store: Store) -> Store:
    return worked(each_bureau_store)


def worked(store: Store) -> Store:
    """A case that came to a grant, one under way that was claimed and given back, one withdrawn."""
    with_mini(store)
    granted = begin(store)
    approve(store, granted.id)
    act(store, granted.id, "panyue", {"result": "pass"})
    act(store, granted.id, "zhoujun", {"result": "agree"})
    waiting = begin(store, WITH_AGENT)
    approve(store, waiting.id)
    task = open_task(store, waiting.id)
    claim_task(store, acting(store, "panyue"), task.id)
    release_task(store, acting(store, "panyue"), task.id)
    gone = begin(store, CONDITIONAL_FILE, "liuyang")
    withdraw_case(store, acting(store, "liuyang"), gone.id, "不再需要")
    return store


def kinds(store: Store) -> set[str]:
    return {problem.kind for problem in verify(store).problems}


def test_what_the_program_wrote_is_sound(each_store: Store) -> None:
    assert verify(each_store).problems == ()
    with each_store.reading() as session:
        for table in (AccessGrant, ClockRow, Message):
            assert session.scalar(select(func.count()).select_from(table))


def test_what_lapsed_is_sound(each_store: Store, moved_clock: MovedClock) -> None:
    moved_clock.advance(timedelta(days=40))
    assert lapse_due(each_store)
    assert verify(each_store).problems == ()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE task SET answers = '{\"purpose\": \"x\"}' WHERE state = 'done'",
        "UPDATE task SET completed_by_id = (SELECT min(id) FROM person) WHERE state = 'done'",
        "UPDATE task SET assignee_id = (SELECT min(id) FROM person) WHERE state = 'open'",
        "UPDATE task SET due_at = '2030-01-01 00:00:00.000000'",
        "UPDATE access_grant SET items = '[]'",
        "UPDATE access_grant SET conditions = 'x'",
        "UPDATE access_grant SET period_end = '2099-12-31'",
        "UPDATE access_grant SET state = 'REVOKED'",
        "UPDATE cases SET outcome = 'refused', state_label = '不予共享'",
        "UPDATE cases SET started_at = '2020-01-01 00:00:00.000000'",
        "UPDATE clock SET due_at = '2030-01-01 00:00:00.000000'",
        "UPDATE clock SET trace = '{}'",
        "UPDATE message SET text = 'x'",
        "UPDATE message SET subject = 'x'",
    ],
)
def test_a_changed_row_is_found(store: Store, change: str) -> None:
    tamper(store, change)
    assert kinds(store) == {"record_changed"}


def test_a_removed_row_is_found(store: Store) -> None:
    tamper(store, "DELETE FROM message")
    assert kinds(store) == {"record_missing"}


def test_an_added_row_is_found(store: Store) -> None:
    with store.transaction() as session:
        grant = session.scalars(select(AccessGrant)).one()
        values = {column.name: getattr(grant, column.name) for column in grant.__table__.c}
        session.add(AccessGrant(**values | {"id": "more", "number": "more"}))
    [problem] = verify(store).problems
    assert problem.kind == "record_unknown"
    assert "使用授权记录 more" in problem.message


def test_what_was_changed_before_the_program_wrote_it_anew_is_found(store: Store) -> None:
    case = begin(store, CONDITIONAL_FILE)
    tamper(store, "UPDATE cases SET title = 'x' WHERE id = :id", id=case.id)
    approve(store, case.id)
    [problem] = verify(store).problems
    assert (problem.kind, problem.case_number) == ("record_changed", case.number)


@pytest.fixture
def uploaded(store: Store) -> str:
    content = "附件内容".encode() * 50_000
    return store_file(store, acting(store, "zhangwei"), "说明.txt", io.BytesIO(content)).digest


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ("UPDATE file_chunk SET data = :data WHERE number = 1", "file_changed"),
        ("DELETE FROM file_chunk", "file_changed"),
        ("UPDATE stored_file SET size = 1", "file_changed"),
    ],
)
def test_a_changed_attachment_is_found(store: Store, uploaded: str, change: str, kind: str) -> None:
    assert verify(store).sound
    tamper(store, change, **({"data": b"x"} if ":data" in change else {}))
    assert kinds(store) == {kind}
    with pytest.raises(ContentDamaged, match="不一致"):
        open_file(store, acting(store, "zhangwei"), uploaded)


def test_a_removed_attachment_is_found(store: Store, uploaded: str) -> None:
    for table in ("attachment", "file_chunk", "stored_file"):
        tamper(store, f"DELETE FROM {table}")
    assert kinds(store) == {"file_missing"}
