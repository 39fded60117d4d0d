"""The panel on a human task: what is chosen there is what the engine reads."""

from playwright.sync_api import expect

from tests.browser.board import board, shipped
from tests.browser.office import Office

FILING = "data-request/request-filing.bpmn"
REQUEST = "data-request/data-request.bpmn"


def test_who_does_it_is_chosen_from_lists_or_written(office: Office) -> None:
    open_board = board(office, FILING)
    open_board.pick("check_compliance")
    open_board.field("role").select_option("coordinator")
    open_board.field("unit").select_option("case.managing")
    open_board.field("person").select_option("case.applicant.person")
    chosen = open_board.saved().gx("check_compliance")["assignment"]
    assert chosen == {
        "role": "coordinator",
        "unit": "case.managing",
        "person": "case.applicant.person",
    }
    open_board.field("unit").select_option("*")
    open_board.field("unit-text").fill("case.successor.code")
    open_board.field("person").select_option("")
    chosen = open_board.saved().gx("check_compliance")["assignment"]
    assert chosen == {"role": "coordinator", "unit": "case.successor.code"}
    open_board.saved().parses()


def test_form_step_return_and_state(office: Office) -> None:
    open_board = board(office, FILING)
    open_board.pick("forward_request")
    open_board.field("form-key").select_option("compliance")
    link = open_board.page.get_by_role("link", name="打开表单“符合性审查意见”")
    expect(link).to_have_attribute("href", "form?path=data-request%2Fforms%2Fcompliance.json")
    open_board.unfold("step")
    open_board.field("approving").check()
    open_board.field("return-fill_request").check()
    expect(open_board.field("return-approve_request")).to_be_checked()
    open_board.field("state-code").fill("LEADER_REVIEW")
    open_board.field("state-label").fill("待领导看")
    gx = open_board.saved().gx("forward_request")
    assert gx["form"] == {"key": "compliance"}
    assert gx["step"] == {"approving": "true"}
    assert gx["return"] == {"to": "approve_request,fill_request"}
    assert gx["state"] == {"code": "LEADER_REVIEW", "label": "待领导看"}


def test_what_is_cleared_leaves_nothing_behind_and_can_be_taken_back(office: Office) -> None:
    open_board = board(office, REQUEST)
    open_board.pick("ended_lapsed")
    assert set(shipped(REQUEST).gx("ended_lapsed")) == {"state", "outcome"}
    open_board.field("outcome-kind").select_option("")
    open_board.field("state-code").fill("")
    open_board.field("state-label").fill("")
    saved = open_board.saved()
    assert saved.gx("ended_lapsed") == {}
    assert not saved.has("ended_lapsed", "extensionElements")
    undo = open_board.page.locator("[data-act=undo]")
    while undo.is_enabled():
        open_board.undo()
    assert open_board.saved().content == shipped(REQUEST).content


def test_what_the_panel_does_not_know_stays(office: Office) -> None:
    text = shipped(FILING).content.decode()
    odd = text.replace('role="platform_reviewer"', 'role="platform_reviewer" shift="night"')
    assert odd != text
    open_board = board(office, FILING)
    open_board.put(odd.encode())
    open_board.pick("check_compliance")
    open_board.field("role").select_option("handler")
    assert open_board.saved().gx("check_compliance")["assignment"]["shift"] == "night"
    open_board.field("role").select_option("")
    open_board.field("unit").select_option("")
    assert open_board.saved().gx("check_compliance")["assignment"] == {"shift": "night"}


def test_an_id_is_checked_and_carried_along(office: Office) -> None:
    open_board = board(office, FILING)
    open_board.pick("approve_request")
    for wrong, why in [
        ("", "请填写编号"),
        ("Start", "系统自用"),
        ("2nd", "以英文字母开头"),
        ("批准", "以英文字母开头"),
        ("forward_request", "已经用过"),
        ("give_reply", "已经用过"),
    ]:
        open_board.field("id").fill(wrong)
        expect(open_board.said("id")).to_contain_text(why)
    open_board.field("id").fill("approve_by_leader")
    saved = open_board.saved()
    assert saved.element("approve_by_leader").get("name") == "书面批准申请"
    assert saved.gx("forward_request")["return"] == {"to": "approve_by_leader"}
    saved.parses()


def test_name_and_notes(office: Office) -> None:
    open_board = board(office, FILING)
    open_board.pick("approve_request")
    open_board.field("name").fill("批准申请")
    open_board.field("notes").fill("第一行\n第二行")
    saved = open_board.saved()
    assert saved.element("approve_request").get("name") == "批准申请"
    assert saved.text("approve_request", "documentation") == "第一行\n第二行"
    open_board.field("notes").fill("")
    assert not open_board.saved().has("approve_request", "documentation")
    label = open_board.page.locator("g[data-element-id=approve_request] text")
    expect(label).to_contain_text("批准申请")
