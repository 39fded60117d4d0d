"""A diagram drawn in the browser: what may be drawn, what is kept, what is found wrong."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.easel import BLANK, drafted, edits, on_easel
from tests.browser.office import Office

SHIPPED = "data-request/provider-review.bpmn"
NEW = "data-request/blank.bpmn"


def test_looking_at_a_diagram_edits_nothing(office: Office) -> None:
    easel = on_easel(office.desk("sysadmin"), SHIPPED)
    page = easel.page
    expect(page.locator("[data-count]")).to_have_text("没有发现问题")
    for act in ("larger", "smaller", "fit", "minimap", "check"):
        easel.press(act)
    easel.select("tell_reply")
    easel.save_key()
    page.wait_for_load_state("networkidle")
    assert edits(office.store) == []


def test_the_drawing_fits_beside_the_palette_whatever_room_there_is_now(office: Office) -> None:
    easel = on_easel(office.desk("sysadmin"), NEW, BLANK, office.store)
    easel.page.set_viewport_size({"width": 1280, "height": 520})
    easel.press("fit")
    palette = easel.page.locator(".djs-palette").bounding_box()
    pool = easel.element("pool_blank").bounding_box()
    assert palette is not None
    assert pool is not None
    assert pool["x"] >= palette["x"] + palette["width"]


def test_a_way_is_drawn_from_start_to_end(office: Office) -> None:
    easel = on_easel(office.desk("sysadmin"), NEW, BLANK, office.store)
    easel.draw("start-event", 300, 260)
    easel.append("user-task")
    easel.name("审核申请")
    easel.append("end-event")
    easel.name("已审核")
    easel.save()
    text = drafted(office.store, NEW)
    assert '<bpmn:startEvent id="begin_1">' in text
    assert '<bpmn:userTask id="task_1" name="审核申请">' in text
    assert '<bpmn:endEvent id="finish_1" name="已审核">' in text
    assert 'id="flow_2" sourceRef="task_1" targetRef="finish_1"' in text
    easel.open()
    expect(easel.element("task_1")).to_contain_text("审核申请")


def test_what_is_undone_is_no_edit(office: Office) -> None:
    easel = on_easel(office.desk("sysadmin"), SHIPPED)
    easel.select("tell_reply")
    easel.page.keyboard.press("Delete")
    expect(easel.element("tell_reply")).to_have_count(0)
    easel.save()
    assert edits(office.store) == [SHIPPED]
    easel.press("undo")
    expect(easel.element("tell_reply")).to_have_count(1)
    easel.save()
    assert edits(office.store) == []
    easel.press("redo")
    expect(easel.element("tell_reply")).to_have_count(0)


def test_the_same_drawing_is_written_the_same_way(office: Office) -> None:
    easel = on_easel(office.desk("sysadmin"), SHIPPED)
    easel.select("tell_reply")
    easel.page.keyboard.press("Shift+ArrowRight")
    easel.save()
    once = drafted(office.store, SHIPPED)
    easel.open()
    easel.select("tell_reply")
    for key in ("Shift+ArrowLeft", "Shift+ArrowRight"):
        easel.page.keyboard.press(key)
    easel.save()
    assert drafted(office.store, SHIPPED) == once


def test_only_what_the_program_runs_can_be_drawn(office: Office) -> None:
    easel = on_easel(office.desk("sysadmin"), SHIPPED)
    page = easel.page
    palette = page.locator(".djs-palette [data-action^='create.']")
    offered = {each.get_attribute("data-action") for each in palette.all()}
    assert offered == {
        f"create.{kind}"
        for kind in (
            "start-event", "timer-event", "message-event", "end-event", "exclusive-gateway",
            "parallel-gateway", "event-gateway", "user-task", "service-task", "call-activity",
            "subprocess-expanded", "participant-expanded", "group", "text-annotation",
        )
    }  # fmt: skip
    easel.select("tell_reply")
    page.locator(".djs-context-pad.open [data-action='replace']").click()
    expect(page.locator(".djs-popup li[data-id]")).to_have_text(
        ["用户任务（人办理）", "调用活动", "子流程（展开）"]
    )
    page.keyboard.press("Escape")


def test_a_kind_is_changed_and_keeps_its_id(office: Office) -> None:
    easel = on_easel(office.desk("sysadmin"), SHIPPED)
    easel.select("tell_reply")
    easel.replace("user-task")
    easel.save()
    assert '<bpmn:userTask id="tell_reply"' in drafted(office.store, SHIPPED)


def test_the_panel_shows_what_is_there_after_undoing(office: Office) -> None:
    easel = on_easel(office.desk("sysadmin"), SHIPPED)
    easel.select("tell_reply")
    easel.replace("user-task")
    head = easel.page.locator(".bio-properties-panel-header-labels")
    expect(head).to_contain_text("用户任务")
    easel.press("undo")
    expect(head).to_contain_text("协作图")


def test_a_timer_on_the_edge_of_a_step_leaves_it_open(office: Office) -> None:
    easel = on_easel(office.desk("sysadmin"), SHIPPED)
    edge = easel.element("tell_reply").locator(".djs-hit").first.bounding_box()
    canvas = easel.page.locator("[data-canvas]").bounding_box()
    assert edge is not None
    assert canvas is not None
    easel.draw("timer-event", edge["x"] - canvas["x"] + 20, edge["y"] - canvas["y"] + 4)
    easel.save()
    found = re.search(r'<bpmn:boundaryEvent [^>]*attachedToRef="tell_reply"', _saved(office))
    assert found is not None
    assert 'cancelActivity="false"' in found[0]


def _saved(office: Office) -> str:
    return drafted(office.store, SHIPPED)


def test_what_is_copied_has_an_id_of_its_own_and_keeps_its_settings(office: Office) -> None:
    easel = on_easel(office.desk("sysadmin"), SHIPPED)
    easel.select("review_as_agent")
    easel.page.keyboard.press("Control+c")
    easel.page.keyboard.press("Control+v")
    easel.click_at(850, 415)
    easel.save()
    text = drafted(office.store, SHIPPED)
    assert text.count('<gx:assignment role="agent_reviewer" unit="case.agent.unit"') == 2
    assert re.search(r'<bpmn:userTask id="task_\d" name="代理审核申请">', text)


def test_the_check_complains_and_clears(office: Office) -> None:
    easel = on_easel(office.desk("sysadmin"), SHIPPED)
    page = easel.page
    expect(page.locator("[data-count]")).to_have_text("没有发现问题")
    easel.select("tell_reply")
    easel.replace("user-task")
    mark = page.locator(".djs-overlays[data-container-id='tell_reply'] .check-error")
    expect(mark).to_be_visible()
    assert "岗位" in (mark.get_attribute("title") or "")
    page.locator("[data-list]").get_by_role("button").filter(has_text="告知答复结果").first.click()
    easel.press("undo")
    expect(page.locator("[data-count]")).to_have_text("没有发现问题")
    expect(page.locator(".check-mark")).to_have_count(0)


def test_a_problem_leads_to_its_element(office: Office) -> None:
    desk = office.desk("sysadmin")
    easel = on_easel(desk, SHIPPED)
    easel.select("tell_reply")
    easel.replace("user-task")
    row = easel.page.locator("[data-list] li", has_text="告知答复结果").first
    expect(row).to_be_visible()
    easel.select("review_as_agent")
    row.get_by_role("button").click()
    expect(easel.page.locator("g.djs-element.selected")).to_have_attribute(
        "data-element-id", "tell_reply"
    )


def test_an_address_names_an_element(office: Office) -> None:
    easel = on_easel(office.desk("sysadmin"), SHIPPED)
    selected = easel.page.locator("g.djs-element.selected")
    for more in ("&element=review_as_agent", "#review_as_agent"):
        easel.open(more)
        expect(selected).to_have_attribute("data-element-id", "review_as_agent")
    easel.open("&element=gone#%")
    expect(selected).to_have_count(0)


def test_a_name_is_found(office: Office) -> None:
    easel = on_easel(office.desk("sysadmin"), SHIPPED)
    easel.press("find")
    expect(easel.page.locator(".djs-search-container.open")).to_be_visible()
    easel.page.keyboard.type("代理审核")
    easel.page.keyboard.press("Enter")
    expect(easel.page.locator("g.djs-element.selected")).to_have_attribute(
        "data-element-id", "review_as_agent"
    )


def test_a_token_walks(office: Office) -> None:
    easel = on_easel(office.desk("sysadmin"), "data-request/parameter-authorization.bpmn")
    page = easel.page
    easel.press("simulate")
    expect(page.locator("[data-act=simulate]")).to_have_attribute("aria-pressed", "true")
    page.locator(".bts-context-pad:not(.hidden)[title='让它发生']").first.click()
    page.locator(".bts-palette [title='演示记录']").click()
    expect(page.locator(".bts-log")).to_contain_text("流程开始")
    expect(page.locator(".bts-log")).to_contain_text("流程已走完")
    assert easel.missing_words() == []
    expect(page.locator("[data-side]")).to_have_attribute("inert", "")
    easel.press("simulate")
    assert edits(office.store) == []
    easel.draw("group", 400, 90)
    easel.save()
    assert "color" not in drafted(office.store, easel.path)


def test_the_drawing_is_handed_out_as_files(office: Office) -> None:
    easel = on_easel(office.desk("sysadmin"), SHIPPED)
    for act, beginning in (("bpmn", "<?xml"), ("svg", "<?xml")):
        easel.page.locator(".editor-menu", has_text="导出").locator("summary").click()
        with easel.page.expect_download() as waited:
            easel.press(act)
        assert waited.value.suggested_filename == f"provider-review.{act}"
        assert Path(waited.value.path()).read_text("utf-8").startswith(beginning)
