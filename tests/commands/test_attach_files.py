"""Which upload a case takes when answers name a file: the content under that very name."""

from io import BytesIO
from typing import Any, cast

import pytest
from sqlalchemy import select

from engine.commands.casework.answering import Answered, attach_files
from engine.commands.store_file import FileRef, store_file
from engine.errors import FormError
from engine.store.database import Store
from engine.store.tables import Attachment
from tests.bureau.fixtures import WITH_AGENT, acting
from tests.commands.casework import begin
from tests.counting import counted
from tests.packs import with_mini


@pytest.fixture
def store(each_bureau_store: Store) -> Store:
    return with_mini(each_bureau_store)


def upload(store: Store, name: str) -> FileRef:
    return store_file(store, acting(store, "zhangwei"), name, BytesIO("同一内容\n".encode()))


def attach(store: Store, case_id: str, task_id: str | None, *refs: FileRef) -> None:
    files = [ref.as_answer() for ref in refs]
    answered = Answered(cast(Any, None), {"files": files}, {}, store.clock.now(), files)
    with store.transaction() as session:
        attach_files(session, acting(store, "zhangwei"), case_id, task_id, answered)


def uses(store: Store) -> dict[str, tuple[str | None, str | None]]:
    with store.reading() as session:
        return {
            each.name: (each.case_id, each.task_id) for each in session.scalars(select(Attachment))
        }


def test_one_content_under_two_names_is_two_files(store):
    first, second = begin(store), begin(store, WITH_AGENT)
    one, two = upload(store, "甲.txt"), upload(store, "乙.txt")
    attach(store, first.id, "t1", one)
    assert uses(store)["乙.txt"] == (None, None)
    attach(store, second.id, "t2", two)
    assert uses(store) == {"甲.txt": (first.id, "t1"), "乙.txt": (second.id, "t2")}
    with pytest.raises(FormError):
        attach(store, second.id, "t2", one)


def test_a_file_keeps_the_task_of_its_first_use(store):
    case = begin(store)
    refs = upload(store, "甲.txt"), upload(store, "乙.txt")
    attach(store, case.id, None, refs[0])
    attach(store, case.id, "t1", refs[0])
    with counted(store) as count:
        attach(store, case.id, "t2", *refs)
    assert uses(store) == {"甲.txt": (case.id, "t1"), "乙.txt": (case.id, "t2")}
    assert sum("attachment" in each for each in count.statements) == 1
