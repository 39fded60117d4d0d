"""What the program does, in the panel: effects, lookups, recipients."""

from playwright.sync_api import expect

from tests.browser.board import board
from tests.browser.office import Office

REVIEW = "data-request/provider-review.bpmn"
RETIREMENT = "retirement/retirement-transition.bpmn"


def test_a_mail_and_its_recipients_are_chosen_row_by_row(office: Office) -> None:
    open_board = board(office, "data-request/request-filing.bpmn")
    open_board.pick("forwarding_late")
    open_board.field("param-template").select_option('"compliance-result"')
    link = open_board.page.get_by_role("link", name="打开邮件模板")
    expect(link).to_have_attribute("href", "mail?path=data-request%2Fmail%2Fcompliance-result.txt")
    expect(open_board.field("param-to-0-role")).to_have_value("responsible")
    open_board.page.get_by_role("button", name="删去第 2 个收件人").click()
    open_board.field("param-to-0-role").select_option("handler")
    open_board.field("param-to-add").click()
    open_board.field("param-to-1-kind").select_option("person")
    open_board.field("param-to-add").click()
    open_board.field("param-to-2-of").select_option("case.provider.unit")
    open_board.field("param-to-add").click()
    open_board.field("param-to-3-kind").select_option("posts")
    open_board.field("param-to-3-of").fill('column(holders, "unit") if True else []')
    params = open_board.saved().gx("forwarding_late")["effect"]["params"]
    assert params == {
        "template": '"compliance-result"',
        "to": '[post(case.info_center, "handler"), person(case.applicant.person), '
        'post(case.provider.unit, "handler"), '
        'posts(column(holders, "unit") if True else [], "handler")]',
    }


def test_recipients_that_an_expression_decides_stay_one(office: Office) -> None:
    open_board = board(office, REVIEW)
    open_board.pick("tell_reply")
    whom = open_board.field("param-to")
    expect(whom).to_have_value('[person(case.applicant.person), post(case.applicant.unit, "superv'
                               'ising_leader")] if case.applicant.person is not None else '
                               '[post(case.info_center, "info_center")]')  # fmt: skip
    whom.fill("withdrawal.held_by")
    assert open_board.saved().gx("tell_reply")["effect"]["params"]["to"] == "withdrawal.held_by"


def test_another_function_keeps_what_both_take(office: Office) -> None:
    open_board = board(office, REVIEW)
    open_board.pick("tell_reply")
    open_board.field("function").select_option("effect:notify_holders")
    gx = open_board.saved().gx("tell_reply")
    assert gx == {"effect": {"name": "notify_holders", "params": {"template": '"reply-given"'}}}
    open_board.field("function").select_option("lookup:receipt")
    open_board.field("lookup-into").fill("Verifier")
    expect(open_board.said("lookup-into")).to_contain_text("请用小写英文字母开头的名称")
    open_board.field("lookup-into").fill("verifier")
    open_board.field("param-unit").fill("case.provider.unit")
    assert open_board.saved().gx("tell_reply") == {
        "lookup": {
            "name": "receipt",
            "into": "verifier",
            "params": {"unit": "case.provider.unit"},
        }
    }
    open_board.field("param-unit").fill("")
    assert open_board.saved().gx("tell_reply")["lookup"]["params"] == {}
    open_board.field("function").select_option("")
    assert not open_board.saved().has("tell_reply", "extensionElements")


def test_once_per_row_survives_and_is_named(office: Office) -> None:
    open_board = board(office, RETIREMENT)
    open_board.pick("readiness")
    expect(open_board.field("loop-list")).to_have_value("holders")
    open_board.field("name").fill("各单位迁移")
    saved = open_board.saved()
    assert saved.text("readiness", "loopDataInputRef") == "holders"
    open_board.field("loop-item").fill("readiness")
    expect(open_board.said("loop-item")).to_contain_text("已经用过")
    open_board.field("loop-item").fill("holding")
    open_board.field("loop-list").fill("unready")
    saved = open_board.saved()
    assert saved.text("readiness", "loopDataInputRef") == "unready"
    assert saved.element("holding").get("name") == "holding"
    saved.parses()
    open_board.field("loop").uncheck()
    assert not open_board.saved().has("readiness", "multiInstanceLoopCharacteristics")
    open_board.undo()
    assert open_board.saved().text("readiness", "loopDataInputRef") == "unready"
