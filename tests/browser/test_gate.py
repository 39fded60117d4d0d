"""The gate of Art. 18 on the page: refused a second early with nothing lost, open at the second."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from engine.clock import MovedClock
from engine.simulate.acting import PAPER
from tests.browser.office import Office
from tests.life.deeds import at, file_plan, hold, pass_plan, resource_state, state_of, task_of
from tests.life.papers import OFFLINE

#: The Thursday before 国庆 2022; day 20 is 2022-10-19.
PASSED, OPENS = at("2022-09-29 16:00"), at("2022-10-20 00:00")


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock(PASSED)


def stands(office: Office, grant: str) -> tuple[str, str]:
    return resource_state(office.store), state_of(office.store, grant)


def expect_all_kept(page: Page, paper: Path) -> None:
    """What was typed and uploaded is still in the form."""
    expect(page.locator("#do [name=act][value=offline]")).to_be_checked()
    for name in ("readiness_seen", "objections_settled"):
        expect(page.locator(f"#do [name={name}][value=yes]")).to_be_checked()
    expect(page.locator("#do [name=proof]")).to_have_value(OFFLINE["proof"])
    expect(page.locator("#do")).to_contain_text(paper.name)


def test_a_second_early_and_at_the_second(office: Office, tmp_path: Path) -> None:
    grant = hold(office.store)
    number = pass_plan(office.store, file_plan(office.store).id).number
    paper = tmp_path / "平台下线工单.pdf"
    paper.write_bytes(PAPER)
    office.clock.set(OPENS - timedelta(minutes=3))
    desk = office.desk("wangfang")
    desk.open_task(number)
    office.clock.set(OPENS - timedelta(seconds=1))
    desk.answer(**OFFLINE, proof_file=str(paper))
    page = desk.press("提交", "#do")
    expect(page.locator("#do")).to_contain_text("最早可于 2022-10-20 00:00 下线")
    expect(page.locator("#do")).to_contain_text("任何人都不能下线")
    expect_all_kept(page, paper)
    assert stands(office, grant) == ("deprecated", "ACTIVE")

    office.clock.set(OPENS)
    desk.finish(number)
    assert stands(office, grant) == ("offline", "DESTROY_PENDING")
    page = desk.open_case(number)
    expect(page.locator(".page-head .tag").last).to_have_text("归档中")
    expect(page.locator("#transition")).to_contain_text("已下线")


def test_nobody_else_has_a_form_for_it(office: Office) -> None:
    hold(office.store)
    case = pass_plan(office.store, file_plan(office.store).id)
    task = task_of(office.store, case.id, "manage_transition")
    office.clock.set(OPENS)
    for who in ("hejing", "yangfan", "pengli", "sysadmin"):
        page = office.desk(who).open(f"/tasks/{task.id}")
        expect(page.locator("main")).to_contain_text("这项待办由")
        expect(page.locator("#do")).to_have_count(0)
        expect(page.locator("button", has_text="提交")).to_have_count(0)
