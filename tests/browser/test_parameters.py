"""An unconditional interface whose parameters are controlled: limited, disputed, coordinated."""

from playwright.sync_api import expect

from tests.browser.office import Office
from tests.browser.papers import MEETING
from tests.browser.path import to_the_provider
from tests.browser.shortcut import CHECKS, begun


def test_parameters_as_asked(office: Office) -> None:
    number = begun(office.store, resource=CHECKS, item="JCJL")
    page = office.desk("lina").open_task(number)
    expect(page.locator(".cols-side .tag-internal").first).to_have_text("内部")
    granted = [{"parameter": "统一社会信用代码", "allowed": "任意"}]
    office.desk("lina").finish(number, parameters=granted, limited=False)
    office.desk("yangfan").do_task(number, opened_on="2026-09-21")
    assert office.desk("caiying").state(number) == "已同意"


def test_a_limit_is_disputed_and_coordinated(office: Office) -> None:
    number = to_the_provider(office, "双随机一公开检查结论")
    limits = [
        {"parameter": "每日调用次数", "allowed": "不超过 2000 次"},
        {"parameter": "检查日期", "allowed": "近三年"},
    ]
    office.desk("lina").do_task(
        number, parameters=limits, limited=True, limit_basis_kind="grading",
        limit_reason="系统承载能力有限，依据分类分级规定对调用次数作出限制",
    )  # fmt: skip
    page = office.desk("caiying").open_task(number)
    expect(page.locator("table.rows").first).to_contain_text("不超过 2000 次")
    expect(page.locator("table.rows").first).to_contain_text("近三年")
    office.desk("caiying").finish(
        number, decision="dispute", dispute_reason="窗口每日受理三千件，限制后无法逐件核验"
    )
    office.desk("pengli").do_task(
        number, held_on="2026-09-21", **MEETING,
        opinion="工作时段内按每日四千次授权，其余时段不变",
        parameters=[{"parameter": "每日调用次数", "allowed": "不超过 4000 次"}],
    )  # fmt: skip
    office.desk("yangfan").do_task(number, opened_on="2026-09-21")
    page = office.desk("caiying").open_case(number)
    expect(page.locator(".page-head .tag")).to_have_text("已同意")
    expect(page.locator("main")).to_contain_text("不超过 4000 次")
