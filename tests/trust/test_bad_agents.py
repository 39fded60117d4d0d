"""Article 15(1): a designation that the article does not allow is refused when files are loaded."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select, update

from engine.cli.program import gongxiang
from engine.clock import MovedClock
from engine.commands.load_bureau import load_bureau
from engine.errors import PackError
from engine.store.database import Store
from engine.store.tables import AgentAuthorization, Task, Unit
from tests.bureau.fixtures import START
from tests.trust.doors import Doors
from tests.trust.office import WITH_AGENT, at_provider, begin, open_task

GOOD = {
    "provider": '"special-equipment"',
    "agent": '"test-center"',
    "document_number": '"市监特设函〔2022〕18号"',
    "resources": f'["{WITH_AGENT}"]',
    "max_grade": "3",
    "valid_from": "2022-07-01",
    "valid_until": "2030-12-31",
}
#: What is written instead, the key that is named, and what would be right.
ROWS: dict[str, tuple[dict[str, str | None], str, str]] = {
    "expired": ({"valid_until": "2026-09-20"}, "valid_until", "已于 2026-09-20 到期"),
    "over the grade": ({"max_grade": "1"}, "resources[1]", "超出授权的最高级别 1 级"),
    "self": ({"agent": '"special-equipment"'}, "agent", "不能指定自己"),
    "unconditional": (
        {"provider": '"credit"', "resources": '["307002/000001"]'},
        "resources[1]", "不是有条件共享"),
    "not shared": (
        {"provider": '"enforcement-guidance"', "resources": '["307017/000002"]'},
        "resources[1]", "不是有条件共享"),
    "somebody else's": ({"provider": '"tax"'}, "resources[1]", "不是该提供部门的资源"),
    "nobody": ({"agent": '"nobody"'}, "agent", "nobody"),
    "no end": ({"valid_until": None}, "valid_until", "valid_until"),
    "no document": ({"document_number": '""'}, "document_number", "document_number"),
    "end before start": ({"valid_until": "2022-06-30"}, "valid_until", "早于 valid_from"),
}  # fmt: skip


def demo(pack: dict[str, bytes], change: dict[str, str | None]) -> dict[str, bytes]:
    files = {path.removeprefix("demo/"): data for path, data in pack.items()
             if path.startswith("demo/") and path.endswith(".toml")}  # fmt: skip
    lines = [f"{key} = {value}" for key, value in (GOOD | change).items() if value is not None]
    return files | {"agents.toml": "\n".join(["[[agent]]", *lines]).encode()}


@pytest.mark.parametrize("row", ROWS)
def test_a_bad_designation_is_refused_at_load(
    row: str, pack: dict[str, bytes], migrated_sqlite: Path, tmp_path: Path
) -> None:
    change, key, words = ROWS[row]
    shutil.copyfile(migrated_sqlite, tmp_path / "new.sqlite3")
    store = Store(f"sqlite:///{tmp_path / 'new.sqlite3'}", MovedClock(START))
    with pytest.raises(PackError) as refused:
        load_bureau(store, demo(pack, change), password=None)
    problems = refused.value.details["problems"]
    assert any(
        each["file"] == "agents.toml" and each["field"] == key and words in str(each)
        for each in problems
    ), problems
    with store.reading() as session:
        assert session.scalars(select(Unit)).all() == []
    store.close()


def test_the_command_line_refuses_such_files_with_the_sentence(
    pack: dict[str, bytes], tmp_path: Path
) -> None:
    for path, data in demo(pack, {"max_grade": "1"}).items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(data)
    done = CliRunner().invoke(gongxiang, ["bureau", "check", str(tmp_path)])
    assert done.exit_code == 1
    assert "agents.toml" in done.stderr + done.stdout
    assert "超出授权的最高级别 1 级" in done.stderr + done.stdout


def test_an_agent_has_the_task_while_designated(store: Store) -> None:
    assert open_task(store, at_provider(store, WITH_AGENT)).element == "review_as_agent"


@pytest.mark.parametrize(
    "change",
    [{"valid_until": date(2026, 9, 20)}, {"valid_from": date(2026, 9, 22)}, {"max_grade": 1},
     {"resource_codes": []}],
    ids=str,
)  # fmt: skip
def test_an_agent_that_is_none_today_never_gets_a_task(
    change: dict[str, object], store: Store
) -> None:
    with store.transaction() as session:
        session.execute(update(AgentAuthorization).values(**change))
    assert open_task(store, at_provider(store, WITH_AGENT)).element == "review_as_provider"
    with store.reading() as session:
        center = session.scalars(select(Unit.id).where(Unit.code == "test-center")).one()
        assert session.scalars(select(Task).where(Task.unit_id == center)).all() == []


def test_an_agent_that_names_itself_in_the_rows_never_gets_a_task(store: Store) -> None:
    with store.transaction() as session:
        own = select(Unit.id).where(Unit.code == "special-equipment").scalar_subquery()
        session.execute(update(AgentAuthorization).values(agent_unit_id=own))
    assert open_task(store, at_provider(store, WITH_AGENT)).element == "review_as_provider"


def test_the_agent_is_not_the_reviewer_of_its_own_request(doors: Doors) -> None:
    case = begin(doors.store, "yujie", WITH_AGENT)
    assert doors.api.get("fengxue", f"/cases/{case.id}").status == 404
