"""Typing in the panel: nothing is lost, nothing is written that nobody typed."""

from playwright.sync_api import expect

from engine.core.lint import lint
from tests.browser.board import board, shipped
from tests.browser.office import Office, pack_files

FILING = "data-request/request-filing.bpmn"


def test_chinese_is_composed_and_a_quick_save_takes_the_last_letter(office: Office) -> None:
    open_board = board(office, FILING)
    keyboard = open_board.page.context.new_cdp_session(open_board.page)
    open_board.pick("approve_request")
    for entry in ("name", "state-label"):
        open_board.field(entry).fill("")
        for letters in ("l", "ling", "lingdao"):
            keyboard.send(
                "Input.imeSetComposition",
                {"text": letters, "selectionStart": len(letters), "selectionEnd": len(letters)},
            )
        keyboard.send("Input.insertText", {"text": "领导"})
        open_board.page.keyboard.type("A")
        expect(open_board.field(entry)).to_have_value("领导A")
    saved = open_board.saved()
    assert saved.element("approve_request").get("name") == "领导A"
    assert saved.gx("approve_request")["state"]["label"] == "领导A"
    open_board.page.keyboard.type("B")
    assert open_board.saved().gx("approve_request")["state"]["label"] == "领导AB"
    # the caret is where it was: an expression is written in the middle too
    open_board.pick("f_leader_decision__forward_request")
    condition = open_board.field("condition")
    condition.fill("case.agent")
    condition.press("Home")
    open_board.page.keyboard.type("not ")
    expect(condition).to_have_value("not case.agent")


def test_going_through_the_fields_writes_nothing(office: Office) -> None:
    open_board = board(office, FILING)
    for element in ("approve_request", "forwarding_late", "compliance_term", "leader_decision"):
        open_board.pick(element)
        for _ in range(14):
            open_board.page.keyboard.press("Tab")
            open_board.page.locator("[data-side] input, [data-side] textarea").first.focus()
    for each in open_board.page.locator("[data-side] textarea, [data-side] input[type=text]").all():
        each.focus()
        each.blur()
    expect(open_board.page.locator("[data-act=undo]")).to_be_disabled()
    assert open_board.content() == shipped(FILING).content


def test_an_edit_and_its_opposite_leave_a_diagram_that_checks_clean(office: Office) -> None:
    files = pack_files()
    for path in ("retirement/retirement-transition.bpmn", FILING):
        open_board = board(office, path)
        name = open_board.field("process-name")
        before = name.input_value()
        name.fill("另一个名称")
        name.fill(before)
        saved = open_board.saved()
        assert saved.content != files[path]
        saved.parses()
        files[path] = saved.content
    problems = lint(files)
    assert [str(each) for each in problems] == [str(each) for each in lint(pack_files())]


def test_the_panel_speaks_english(office: Office) -> None:
    open_board = board(office, FILING)
    open_board.page.get_by_role("button", name="English").or_(
        open_board.page.get_by_role("link", name="English")
    ).click()
    open_board.page.goto(f"/modeler/diagram?path={FILING}")
    expect(open_board.page.locator("[data-editor][data-ready]")).to_be_attached()
    for element in ("approve_request", "forwarding_late", "compliance_term", "leader_decision"):
        open_board.pick(element)
    expect(open_board.page.locator("[data-side]")).to_contain_text("In all other cases")
    assert open_board.page.evaluate("[...window.gxMissing]") == []
