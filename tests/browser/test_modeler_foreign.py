"""Diagrams in the dialects of other tools, brought into the editor and gone on with."""

import pytest
from playwright.sync_api import expect

from tests.browser.easel import Easel, drafted, on_easel
from tests.browser.office import Office

SHIPPED = "data-request/provider-review.bpmn"
TASK = '<b:task id="{0}" name="{0}"/>'
FLOW = '<b:sequenceFlow id="{0}_{1}" sourceRef="{0}" targetRef="{1}"/>'
STEPS = TASK.format("a") + TASK.format("c") + FLOW.format("a", "c")


def _file(body: str, *drawings: str) -> bytes:
    drawn = "".join(
        f'<d:BPMNDiagram id="D{number}">{each}</d:BPMNDiagram>'
        for number, each in enumerate(drawings)
    )
    return f"""<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL"
      xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI" id="defs" targetNamespace="urn:x"
      xmlns:c="http://www.omg.org/spec/DD/20100524/DC"
      xmlns:i="http://www.omg.org/spec/DD/20100524/DI">{body}{drawn}</b:definitions>""".encode()


def _plane(subject: str, *shapes: str) -> str:
    named = f' bpmnElement="{subject}"' if subject else ""
    return f'<d:BPMNPlane id="P_{subject}"{named}>{"".join(shapes)}</d:BPMNPlane>'


def _box(name: str, x: int = 200, y: int = 100, width: int = 100, height: int = 80) -> str:
    bounds = f'<c:Bounds x="{x}" y="{y}" width="{width}" height="{height}"/>'
    return f'<d:BPMNShape id="{name}_di" bpmnElement="{name}">{bounds}</d:BPMNShape>'


def _line(name: str) -> str:
    ends = '<i:waypoint x="300" y="140"/><i:waypoint x="400" y="140"/>'
    return f'<d:BPMNEdge id="{name}_di" bpmnElement="{name}">{ends}</d:BPMNEdge>'


BOTH = (_box("a"), _box("c", 400), _line("a_c"))
POOL = (
    '<b:collaboration id="k"><b:participant id="p" name="甲方" processRef="q"/></b:collaboration>'
)


def test_a_pool_that_was_not_drawn_is_drawn_and_what_is_in_it_can_be_moved(office: Office) -> None:
    body = f'{POOL}<b:process id="q">{STEPS}</b:process>'
    easel = _brought(office, _file(body, _plane("k", *BOTH)))
    _says(easel, "没有图形、已按内容补画的泳池：“甲方”")
    expect(easel.element("p")).to_be_visible()
    _move(easel, "a")


def test_steps_of_no_pool_in_a_drawing_of_pools_get_one(office: Office) -> None:
    lanes = (
        '<b:laneSet id="ls"><b:lane id="l"><b:flowNodeRef>a</b:flowNodeRef></b:lane></b:laneSet>'
    )
    body = f'<b:collaboration id="k"/><b:process id="q" name="乙方">{lanes}{STEPS}</b:process>'
    drawn = _plane("k", _box("l", 150, 50, 500, 200), *BOTH)
    easel = _brought(office, _file(body, drawn))
    _says(easel, "补画的泳池：“乙方”")
    _move(easel, "c")


def test_of_several_drawings_the_fullest_is_shown_and_the_others_are_named(office: Office) -> None:
    body = f'<b:process id="r" name="小图">{TASK.format("z")}</b:process>'
    body += f'<b:process id="q">{STEPS}</b:process>'
    easel = _brought(office, _file(body, _plane("r", _box("z")), _plane("q", *BOTH)))
    _says(easel, "没有显示、仍在文件里的：“小图”")
    expect(easel.element("a")).to_be_visible()
    easel.save()
    assert 'id="z"' in drafted(office.store, SHIPPED)


@pytest.mark.parametrize("subject", ["", "defs", "empty"])
def test_a_drawing_that_names_the_wrong_thing_shows_what_is_in_it(
    office: Office, subject: str
) -> None:
    body = f'{POOL}<b:process id="empty"/><b:process id="q">{STEPS}</b:process>'
    drawn = _plane(subject, _box("p", 100, 60, 600, 200), *BOTH)
    easel = _brought(office, _file(body, drawn))
    expect(easel.element("p")).to_be_visible()
    _move(easel, "c")


def test_what_cannot_be_drawn_is_named_and_the_rest_is_taken(office: Office) -> None:
    body = f'<b:process id="q">{STEPS}{TASK.format("x")}{FLOW.format("c", "x")}</b:process>'
    easel = _brought(office, _file(body, _plane("q", *BOTH, _line("c_x"))))
    _says(easel, "画不出来、图形已略去的：“c → x”")
    _says(easel, "看不到、但仍在文件里的：“x”")
    office.watch.faults[:] = [
        each for each in office.watch.faults if "failed to import" not in each
    ]
    _move(easel, "a")


def test_what_leads_nowhere_or_is_unknown_is_left_out_and_named(office: Office) -> None:
    extra = '<b:sequenceFlow id="f" name="断线" sourceRef="c" targetRef="gone"/><b:Unheard/>'
    body = f'<b:process id="q">{STEPS}{extra}</b:process>'
    easel = _brought(office, _file(body, _plane("q", *BOTH, _line("f"), _box("nothing"))))
    _says(easel, "有 1 个图形没有对应的内容")
    _says(easel, "不认识而略去的内容：“b:Unheard”")
    _says(easel, "所指的内容不在文件里而略去的：“断线”")
    easel.save()
    assert "断线" not in drafted(office.store, SHIPPED)


def test_ids_that_are_none_and_references_with_a_prefix_are_read(office: Office) -> None:
    steps = STEPS.replace('"a"', '"7 days"').replace('name="7 days"', 'name="a"')
    shapes = "".join(BOTH).replace('bpmnElement="a"', 'bpmnElement="7 days"')
    drawn = _plane("q", shapes.replace('bpmnElement="', 'bpmnElement="b:'))
    easel = _brought(office, _file(f'<b:process id="q">{steps}</b:process>', drawn))
    _says(easel, "有 1 个标识不合规范或重复，已改写")
    expect(easel.element("_7_days")).to_be_visible()
    expect(easel.element("a_c").locator("path").first).to_be_attached()


def test_a_file_without_drawing_is_laid_out_with_its_lines(office: Office) -> None:
    easel = _brought(office, _file(f'<b:process id="q">{STEPS}</b:process>'))
    _says(easel, "已自动排列")
    expect(easel.element("a_c").locator("path").first).to_be_attached()


@pytest.mark.parametrize(
    ("body", "drawn"),
    [
        ('<b:process id="q"/>', _plane("q")),
        ('<b:choreography id="h"/><b:process id="q"/>', _plane("h", _box("h"))),
        (f'<b:process id="q">{STEPS}</b:process>', _plane("", *BOTH).replace("bpmnElement", "o")),
    ],
)
def test_a_file_with_nothing_to_show_is_refused(office: Office, body: str, drawn: str) -> None:
    easel = _brought(office, _file(body, drawn))
    _says(easel, "没有导入：文件画不出来（里面没有")
    expect(easel.element("review_as_agent")).to_be_visible()


def _brought(office: Office, content: bytes) -> Easel:
    easel = on_easel(office.desk("sysadmin"), SHIPPED)
    file = {"name": "other.bpmn", "mimeType": "application/xml", "buffer": content}
    easel.page.locator("[data-import-file]").set_input_files(file)  # type: ignore[arg-type]
    return easel


def _says(easel: Easel, words: str) -> None:
    expect(easel.page.locator("[data-notice]")).to_contain_text(words)


def _move(easel: Easel, name: str) -> None:
    """Move a step by the keyboard and see it taken."""
    easel.pick(name)
    easel.page.locator("[data-canvas] svg").first.focus()
    easel.page.keyboard.press("ArrowRight")
    expect(easel.page.locator("[data-act=undo]")).to_be_enabled()
    easel.save()
    assert easel.missing_words() == []
