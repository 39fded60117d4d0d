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


def test_two_lists_and_what_decides_between_them(office: Office) -> None:
    open_board = board(office, REVIEW)
    open_board.pick("tell_reply")

    def to() -> str:
        return str(open_board.saved().gx("tell_reply")["effect"]["params"]["to"])

    expect(open_board.field("param-to-when")).to_have_value("case.applicant.person is not None")
    open_board.field("param-to-when").fill("case.legal")
    open_board.field("param-to-else-0-role").select_option("handler")
    open_board.page.get_by_role("button", name="删去第 2 个收件人").click()
    assert to() == (
        '[person(case.applicant.person)] if case.legal else [post(case.info_center, "handler")]'
    )
    open_board.page.get_by_role("button", name="不分情况").click()
    assert to() == "[person(case.applicant.person)]"
    open_board.page.get_by_role("button", name="按情况发给不同的人").click()
    assert to() == (
        "[person(case.applicant.person)] if case.applicant.person is not None"
        ' else [post(case.info_center, "info_center")]'
    )


def test_recipients_that_an_expression_decides_stay_one(office: Office) -> None:
    open_board = board(office, "data-request/data-request.bpmn")
    open_board.pick("tell_withdrawn")
    whom = open_board.field("param-to")
    before = whom.input_value()
    assert before.startswith("withdrawal.held_by + [")
    whom.fill("withdrawal.held_by")
    saved = open_board.saved().gx("tell_withdrawn")
    assert saved["effect"]["params"]["to"] == "withdrawal.held_by"


def test_what_means_nothing_on_another_kind_of_step_is_left_behind(office: Office) -> None:
    open_board = board(office, "data-request/request-filing.bpmn")
    open_board.pick("check_compliance")
    open_board.page.locator(".djs-context-pad [data-action=replace]").click()
    open_board.page.locator(".djs-popup [data-id=replace-with-service-task]").click()
    expect(open_board.field("function")).to_have_value("")
    saved = open_board.saved()
    assert saved.element("check_compliance").tag.endswith("serviceTask")
    assert saved.gx("check_compliance") == {}
    # its term is a timer of its own
    assert "basis" in saved.gx("compliance_term")


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
    open_board.untick("loop")
    assert not open_board.saved().has("readiness", "multiInstanceLoopCharacteristics")
    open_board.undo()
    assert open_board.saved().text("readiness", "loopDataInputRef") == "unready"
