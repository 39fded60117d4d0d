"""An unconditional resource: approval, forwarding, compliance review, grant."""

from playwright.sync_api import expect

from engine.simulate.stage import PASSWORD
from tests.browser.office import Office
from tests.browser.papers import FORWARD, PASS, REQUEST


def test_a_request_is_granted(office: Office) -> None:
    number = office.desk("caiying").start_request("企业登记基本信息", **REQUEST)
    office.desk("lushan").do_task(number, decision="approve", password=PASSWORD)
    office.desk("yangfan").do_task(number, **FORWARD)
    office.desk("panyue").do_task(number, **PASS)
    office.desk("yangfan").do_task(number, channel="api", opened_on="2026-09-21")
    page = office.desk("caiying").open_case(number)
    expect(page.locator(".page-head .tag")).to_have_text("已同意")
