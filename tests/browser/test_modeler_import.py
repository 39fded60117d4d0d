"""A diagram brought from the disk into the editor."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.easel import Easel, drafted, edits, on_easel
from tests.browser.office import Office

SHIPPED = "data-request/provider-review.bpmn"
#: As Camunda's modeler writes it, without the drawing.
FOREIGN = """<?xml version="1.0" encoding="{encoding}"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="urn:x">
  <process id="Process_1" isExecutable="false">
    <startEvent id="s" name="收到"><outgoing>a</outgoing></startEvent>
    <sequenceFlow id="a" sourceRef="s" targetRef="t"/>
    <userTask id="t" name="办理" camunda:assignee="demo"><incoming>a</incoming>
      <outgoing>b</outgoing></userTask>
    <sequenceFlow id="b" sourceRef="t" targetRef="e"/>
    <endEvent id="e" name="办结"><incoming>b</incoming></endEvent>
  </process>
</definitions>"""


def test_a_file_of_another_tool_takes_the_place_and_can_be_taken_back(office: Office) -> None:
    easel = on_easel(office.desk("sysadmin"), SHIPPED)
    content = FOREIGN.format(encoding="GB18030").encode("gb18030")
    _bring(easel, "other.bpmn", content)
    notice = easel.page.locator("[data-notice]")
    expect(notice).to_contain_text("已导入“other.bpmn”")
    expect(notice).to_contain_text("自动排列")
    expect(notice).to_contain_text("Camunda")
    expect(easel.element("t")).to_contain_text("办理")
    easel.save()
    text = drafted(office.store, SHIPPED)
    assert 'process id="provider-review" isExecutable="true"' in text
    assert 'camunda:assignee="demo"' in text
    expect(easel.page.locator("[data-list]")).to_contain_text("其他产品的设置")
    notice.get_by_role("button", name="撤销导入").click()
    expect(easel.element("review_as_agent")).to_be_visible()
    easel.save()
    assert edits(office.store) == []


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\x89PNG\r\n\x1a\n", "不是完整的 XML"),
        (b"<a>", "不是完整的 XML"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "DOCTYPE"),
        (b"<a/>", "不是 BPMN 2.0"),
        (FOREIGN.format(encoding="UTF-8").encode() + b" " * 1_000_001, "文件过大"),
    ],
)
def test_a_file_that_is_no_diagram_is_refused_with_the_reason(
    office: Office, content: bytes, why: str
) -> None:
    easel = on_easel(office.desk("sysadmin"), SHIPPED)
    _bring(easel, "broken.bpmn", content)
    notice = easel.page.locator("[data-notice]")
    expect(notice).to_contain_text("没有导入")
    expect(notice).to_contain_text(why)
    notice.get_by_role("button", name="知道了").click()
    expect(easel.element("review_as_agent")).to_be_visible()
    assert edits(office.store) == []


def test_a_file_that_cannot_be_drawn_leaves_the_diagram(office: Office) -> None:
    easel = on_easel(office.desk("sysadmin"), SHIPPED)
    broken = Path(f"processes/jz-2022/{SHIPPED}").read_text("utf-8")
    broken = re.sub(r"<dc:Bounds[^>]*>", "", broken)
    _bring(easel, "broken.bpmn", broken.encode())
    expect(easel.page.locator("[data-notice]")).to_contain_text("文件画不出来")
    expect(easel.element("review_as_agent")).to_be_visible()
    told = [each for each in office.watch.faults if "failed to import" in each]
    assert office.watch.faults == told  # bpmn-js tells the console as well
    office.watch.faults.clear()


def _bring(easel: Easel, name: str, content: bytes) -> None:
    file = {"name": name, "mimeType": "application/xml", "buffer": content}
    easel.page.locator("[data-import-file]").set_input_files(file)  # type: ignore[arg-type]
