"""Terms in the panel: number, way of counting, clause and label change together."""

from playwright.sync_api import expect

from tests.browser.board import board, shipped
from tests.browser.office import Office

FILING = "data-request/request-filing.bpmn"


def test_a_term_is_changed_on_its_timer(office: Office) -> None:
    open_board = board(office, FILING)
    open_board.pick("forwarding_term")
    open_board.field("term-days").fill("3")
    saved = open_board.saved()
    assert saved.text("forwarding_term", "timeDate") == "working_days(3)"
    assert saved.gx("forwarding_term")["basis"]["term"] == "3个工作日"
    assert saved.element("forwarding_term").get("name") == "3个工作日 · 内部时限"
    open_board.field("term-how").select_option("natural_days")
    open_board.field("term-since").select_option("*")
    open_board.field("term-since-text").fill("request_by.at")
    open_board.field("term-kind").select_option("statutory")
    open_board.field("term-clause").fill("第十四条（一）")
    saved = open_board.saved()
    assert saved.text("forwarding_term", "timeDate") == "natural_days(3, since=request_by.at)"
    assert saved.gx("forwarding_term")["basis"] == {
        "clause": "第十四条（一）",
        "kind": "statutory",
        "term": "3个自然日",
    }
    assert saved.element("forwarding_term").get("name") == "3个自然日 · 第十四条（一）"
    saved.parses()


def test_the_limit_of_the_law_stands_beside_the_number(office: Office) -> None:
    open_board = board(office, FILING)
    open_board.pick("check_compliance")
    open_board.page.locator(".bio-properties-panel-collapsible-entry-arrow").click()
    days, said = open_board.field("term-compliance_term-days"), "term-compliance_term-days"
    expect(open_board.said(said)).to_contain_text("第十四条（一）（二）：不超过 2 个工作日")
    days.fill("3")
    expect(open_board.said(said)).to_contain_text("不得超过 2 个工作日")
    # it is the person's to decide whether to go on: the draft keeps it, deploying it is refused
    assert open_board.saved().text("compliance_term", "timeDate") == "working_days(3)"
    days.fill("")
    expect(open_board.said(said)).to_contain_text("请填写 1 到 9999 的整数")
    assert open_board.saved().text("compliance_term", "timeDate") == "working_days(3)"
    days.fill("2")
    expect(open_board.said(said).locator(".bio-properties-panel-error")).to_have_count(0)
    open_board.field("term-compliance_term-how").select_option("natural_days")
    expect(open_board.said(said)).to_contain_text("应当按个工作日计算")


def test_a_term_is_added_to_a_step_and_one_undo_takes_it_back(office: Office) -> None:
    open_board = board(office, FILING)
    open_board.pick("approve_request")
    open_board.page.locator("[data-group-id=group-terms] .bio-properties-panel-add-entry").click()
    days = open_board.field("term-approve_request_term-days")
    expect(days).to_have_value("5")
    saved = open_board.saved()
    timer = saved.element("approve_request_term")
    assert timer.get("attachedToRef") == "approve_request"
    assert timer.get("cancelActivity") == "false"
    assert saved.text("approve_request_term", "timeDate") == "working_days(5)"
    assert saved.gx("approve_request_term") == {"basis": {"kind": "internal", "term": "5个工作日"}}
    assert timer.get("name") == "5个工作日 · 内部时限"
    saved.parses()
    open_board.undo()
    assert open_board.saved().content == shipped(FILING).content


def test_a_term_that_takes_the_step_away_says_what_its_end_does(office: Office) -> None:
    open_board = board(office, FILING)
    open_board.pick("forwarding_term")
    expect(open_board.field("term-lapse")).to_have_count(0)
    open_board.field("term-ends").select_option("taken")
    open_board.field("term-lapse").select_option("true")
    saved = open_board.saved()
    assert saved.element("forwarding_term").get("cancelActivity") in (None, "true")
    assert saved.gx("forwarding_term")["lapse"] == {"forfeits": "true"}
    open_board.field("term-ends").select_option("open")
    open_board.field("term-wake").check()
    saved = open_board.saved()
    assert saved.element("forwarding_term").get("cancelActivity") == "false"
    assert set(saved.gx("forwarding_term")) == {"basis", "wake"}
    open_board.untick("term-wake")
    assert set(open_board.saved().gx("forwarding_term")) == {"basis"}


def test_a_term_that_is_written_otherwise_is_shown_as_it_is(office: Office) -> None:
    text = shipped(FILING).content.decode()
    open_board = board(office, FILING)
    odd = text.replace(">working_days(1)<", ">working_days(1 + 1)<")
    assert odd != text
    open_board.put(odd.encode())
    open_board.pick("forwarding_term")
    raw = open_board.field("term-raw")
    expect(raw).to_have_value("working_days(1 + 1)")
    raw.fill("working_days(4")
    expect(open_board.said("term-raw")).to_contain_text("括号或引号不成对")
    raw.fill("working_days(4)")
    assert open_board.saved().text("forwarding_term", "timeDate") == "working_days(4)"
    expect(open_board.field("term-days")).to_have_value("4")


def test_the_label_of_a_term_lies_beside_the_line_that_leads_out_of_it(office: Office) -> None:
    open_board = board(office, FILING)
    page = open_board.page
    for _ in range(2):
        open_board.pick("approve_request")
        page.locator("[data-group-id=group-terms] .bio-properties-panel-add-entry").click()
    for timer in ("approve_request_term", "approve_request_term_2"):
        open_board.pick(timer)
        page.locator(".djs-context-pad.open [data-action='append.end-event']").click()
        page.keyboard.press("Escape")
    saved = open_board.saved()
    first, second = (saved.drawn(f"approve_request_term{each}") for each in ("", "_2"))
    assert first.label[0] > first.middle > second.middle > second.label[1]
