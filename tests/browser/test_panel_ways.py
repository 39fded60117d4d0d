"""Where a case goes on, in the panel: conditions, the default, calls, ends, messages, processes."""

from playwright.sync_api import expect

from tests.browser.board import board
from tests.browser.office import Office

REVIEW = "data-request/provider-review.bpmn"
FILING = "data-request/request-filing.bpmn"
REQUEST = "data-request/data-request.bpmn"
AS_AGENT = "f_agent_designated__review_as_agent"
AS_PROVIDER = "f_agent_designated__reviewers_joined"


def test_names_are_offered_while_a_condition_is_written(office: Office) -> None:
    open_board = board(office, REVIEW)
    open_board.pick("f_agent_handed_back__reviewers_joined")
    condition = open_board.field("condition")
    condition.fill("")
    condition.press_sequentially("repl")
    listed = open_board.page.get_by_role("listbox")
    expect(listed.get_by_role("option").first).to_contain_text("reply")
    condition.press_sequentially("y.res")
    expect(listed.get_by_role("option", name="提供部门答复书：答复")).to_be_visible()
    condition.press("ArrowDown")
    condition.press("Enter")
    expect(listed).to_have_count(0)
    condition.press_sequentially(' == "agree')
    expect(open_board.said("condition")).to_contain_text("括号或引号不成对")
    condition.press_sequentially('"')
    expect(open_board.said("condition").locator(".bio-properties-panel-error")).to_have_count(0)
    saved = open_board.saved()
    said = saved.text("f_agent_handed_back__reviewers_joined", "conditionExpression")
    assert said == 'reply.result == "agree"'
    saved.parses()


def test_what_is_asked_only_afterwards_is_not_offered(office: Office) -> None:
    open_board = board(office, FILING)
    open_board.pick("fill_request")
    open_board.field("person").select_option("*")
    text = open_board.field("person-text")
    text.press_sequentially("compliance")
    listed = open_board.page.get_by_role("listbox")
    expect(listed).to_have_count(0)
    text.fill("")
    text.press_sequentially("代理")
    expect(listed.get_by_role("option", name="授权代理方代码")).to_be_visible()
    text.press("Escape")
    expect(listed).to_have_count(0)
    text.fill("")
    # the list can be had without typing
    open_board.said("person-text").get_by_role("button").click()
    expect(listed.get_by_role("option").first).to_be_visible()


def test_the_default_has_no_condition(office: Office) -> None:
    open_board = board(office, REVIEW)
    open_board.pick("agent_designated")
    open_board.field("default").select_option(AS_AGENT)
    saved = open_board.saved()
    assert saved.element("agent_designated").get("default") == AS_AGENT
    assert not saved.has(AS_AGENT, "conditionExpression")
    expect(open_board.said(f"way-{AS_PROVIDER}")).to_contain_text("请写明条件")
    open_board.field(f"way-{AS_PROVIDER}").fill("case.agent is None")
    assert open_board.saved().text(AS_PROVIDER, "conditionExpression") == "case.agent is None"
    open_board.pick(AS_PROVIDER)
    open_board.field("is-default").check()
    saved = open_board.saved()
    assert saved.element("agent_designated").get("default") == AS_PROVIDER
    assert not saved.has(AS_PROVIDER, "conditionExpression")
    saved.parses()


def test_another_process_is_called(office: Office) -> None:
    open_board = board(office, REVIEW)
    open_board.pick("authorize_parameters")
    link = open_board.page.get_by_role("link", name="打开流程图“接口参数授权”")
    expect(link).to_have_attribute(
        "href", "diagram?path=data-request%2Fparameter-authorization.bpmn"
    )
    open_board.field("called").select_option("request-filing")
    assert (
        open_board.saved().element("authorize_parameters").get("calledElement") == "request-filing"
    )


def test_ends_and_messages(office: Office) -> None:
    open_board = board(office, REQUEST)
    open_board.pick("withdrawn_before_reply")
    name = open_board.field("message-name")
    expect(name).to_have_value("withdraw")
    name.fill("told")
    saved = open_board.saved()
    message = saved.element("withdrawn_before_reply").xpath(".//@messageRef")[0]
    assert saved.element(message).get("name") == "told"
    name.fill("withdraw")
    # declared once, and nothing is declared that no event names
    declared = open_board.saved().content.count(b"<bpmn:message ")
    assert declared == 1
    open_board.saved().parses()


def test_the_process_behind_a_sheet(office: Office) -> None:
    open_board = board(office, REVIEW)
    name, key = open_board.field("process-name"), open_board.field("process-id")
    expect(key).to_have_value("provider-review")
    name.fill("审核与答复")
    key.fill("Root")
    expect(open_board.said("process-id")).to_contain_text("系统自用")
    open_board.field("process-notes").fill("由提供部门办理")
    saved = open_board.saved()
    assert saved.element("provider-review").get("name") == "审核与答复"
    assert saved.text("provider-review", "documentation") == "由提供部门办理"
    open_board.pick("lane_review_agent")
    expect(open_board.said("lane-roles")).to_contain_text("授权代理方审核人")
