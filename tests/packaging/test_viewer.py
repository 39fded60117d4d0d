"""The diagram viewer: states, notes, fit, and the bpmn.io mark that its licence protects."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

Show = Callable[..., Page]
XML = (Path(__file__).parent / "two_tasks.bpmn").read_text("utf-8")
#: the same, drawn inside a pool
POOL = XML.replace(
    "<process ",
    '<collaboration id="all"><participant id="pool" name="共享申请" processRef="two"/>'
    "</collaboration><process ",
).replace('bpmnElement="two">', 'bpmnElement="all">')
ELEMENTS = {
    "fill": {"state": "done", "note": "张伟 11月17日"},
    "on": {"state": "done"},
    "review": {"state": "overdue", "note": "超期 1 个工作日"},
    "gone": {"state": "done", "note": "an element of another version"},
}


def body(levels: list[dict[str, object]]) -> str:
    data = json.dumps(levels).replace("<", "\\u003c")
    return f"""<div class="diagram" data-diagram="#data">
    <p class="diagram-words">同办理记录</p></div>
    <script type="application/json" id="data">{data}</script>"""


LEVEL: dict[str, object] = {"process": "two", "xml": XML, "elements": ELEMENTS}


@pytest.fixture
def drawn(show: Show) -> Page:
    page = show(body([LEVEL]), viewer=True)
    expect(page.locator("[data-drawn='1']")).to_be_visible()
    return page


def box(locator: Locator) -> FloatRect:
    found = locator.bounding_box()
    assert found is not None
    return found


def within(inner: FloatRect, outer: FloatRect) -> bool:
    return (
        outer["x"] <= inner["x"]
        and outer["y"] <= inner["y"]
        and inner["x"] + inner["width"] <= outer["x"] + outer["width"]
        and inner["y"] + inner["height"] <= outer["y"] + outer["height"]
    )


def apart(one: FloatRect, other: FloatRect) -> bool:
    return (
        one["x"] + one["width"] <= other["x"]
        or other["x"] + other["width"] <= one["x"]
        or one["y"] + one["height"] <= other["y"]
        or other["y"] + other["height"] <= one["y"]
    )


def element(page: Page, name: str) -> Locator:
    return page.locator(f"[data-element-id='{name}'] .djs-visual")


def test_states_are_coloured_arrow_heads_included(drawn: Page) -> None:
    stroke = "(each) => getComputedStyle(each.firstElementChild).stroke"
    assert element(drawn, "fill").evaluate(stroke) == "rgb(34, 112, 42)"
    assert element(drawn, "review").evaluate(stroke) == "rgb(191, 32, 32)"
    assert drawn.locator("marker path").first.evaluate("(e) => getComputedStyle(e).fill") == (
        "rgb(34, 112, 42)"
    )


def test_notes_and_legend_say_it_in_words(drawn: Page) -> None:
    expect(drawn.locator(".diagram-note")).to_have_text(["张伟 11月17日", "超期 1 个工作日"])
    expect(drawn.locator(".legend-entry")).to_have_text(["已完成", "已超期"])


def test_all_of_it_is_in_view_and_the_mark_is_clear(drawn: Page) -> None:
    canvas, mark = box(drawn.locator(".diagram-canvas")), box(drawn.locator(".bjs-powered-by"))
    assert within(mark, canvas)
    for name in ("fill", "review"):
        assert within(box(element(drawn, name)), canvas)
        assert apart(box(element(drawn, name)), mark)


def test_it_fits_again_when_the_window_narrows(drawn: Page) -> None:
    drawn.set_viewport_size({"width": 420, "height": 700})
    drawn.wait_for_function(
        "() => document.querySelector('.djs-container').getBoundingClientRect().width < 420"
    )
    canvas = box(drawn.locator(".diagram-canvas"))
    drawn.wait_for_function(
        """() => { const shape = document.querySelector("[data-element-id='review'] .djs-visual");
        return shape.getBoundingClientRect().right < 420; }"""
    )
    assert within(box(element(drawn, "review")), canvas)


def test_it_is_fitted_to_paper_before_printing(drawn: Page) -> None:
    drawn.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    canvas = box(drawn.locator(".diagram-canvas"))
    assert canvas["width"] == 1000
    assert within(box(element(drawn, "review")), canvas)
    drawn.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert box(drawn.locator(".diagram-canvas"))["width"] != 1000


def test_each_call_level_is_drawn_with_its_title(show: Show) -> None:
    page = show(
        body([LEVEL, {**LEVEL, "title": "协商与协调"}, {**LEVEL, "xml": POOL}]), viewer=True
    )
    expect(page.locator("[data-drawn='3']")).to_be_visible()
    expect(page.locator(".diagram-title")).to_have_text(["two", "协商与协调", "共享申请"])
    expect(page.locator(".bjs-powered-by")).to_have_count(3)


def test_a_diagram_that_cannot_be_had_says_so(show: Show) -> None:
    page = show('<div class="diagram" data-diagram="/nowhere"><p>words</p></div>', viewer=True)
    expect(page.locator(".diagram-failed")).to_contain_text("流程图未能载入")
    expect(page.locator("text=words")).to_be_visible()
