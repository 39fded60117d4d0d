"""The macros of `_form.html`, on every kind of field and on every form that is shipped."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import html

from engine.core.forms import Form, FormContext, compile_form, unflatten
from engine.errors import FormError

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "processes").glob("*/*/forms/*.json"))
DIGEST = "ab" * 32
ITEMS = [
    {"code": f"I{number}", "name": f"信息项{number}", "share_type": share}
    for number, share in enumerate(["conditional", "unconditional", "not_shared", "conditional"])
]
ABOUT = {"resource": {"items": ITEMS}, "successor": {"items": ITEMS}, "grant": {"items": ITEMS}}
CONTEXT = FormContext({"case": ABOUT}, datetime(2026, 3, 2, tzinfo=UTC))
CHOICES = [{"value": "a", "label": "甲 & 乙", "hint": "说明"}, {"value": "b", "label": "丙"}]
EVERYTHING = compile_form(
    {
        "key": "everything",
        "title": "全部",
        "password": True,
        "fields": [
            {"name": "h", "type": "heading", "label": "第一部分"},
            {"name": "text", "type": "text", "label": "文字", "required": True, "help": "帮助"},
            {"name": "long", "type": "longtext", "label": "长文字", "max": 50},
            {"name": "count", "type": "number", "label": "数量"},
            {"name": "amount", "type": "decimal", "label": "金额"},
            {"name": "day", "type": "date", "label": "日期"},
            {"name": "at", "type": "datetime", "label": "时间"},
            {"name": "period", "type": "period", "label": "时限"},
            {"name": "one", "type": "choice", "label": "单选", "choices": CHOICES},
            {"name": "from", "type": "choice", "label": "下拉", "choices_from": "['x', 'y']"},
            {"name": "some", "type": "choices", "label": "多选", "choices": CHOICES},
            {"name": "yes", "type": "yesno", "label": "是否", "required": True},
            {"name": "items", "type": "items", "label": "信息项"},
            {"name": "scan", "type": "file", "label": "扫描件", "visible_when": "one == 'a'"},
            {"name": "more", "type": "files", "label": "附件"},
            {"name": "rows", "type": "table", "label": "材料", "columns": [
                {"name": "title", "type": "text", "label": "名称"},
                {"name": "kind", "type": "choice", "label": "种类", "choices": CHOICES},
                {"name": "done", "type": "yesno", "label": "完成"}]},
            {"name": "given", "type": "table", "label": "逐项",
             "rows_from": "data.case.resource.items", "columns": [
                {"name": "note", "type": "text", "label": "意见", "required": True}]},
        ],
    }
)  # fmt: skip
FILE = {"digest": DIGEST, "name": "<函>.pdf", "size": 12}
VALUES: dict[str, Any] = {
    "text": '<script>alert("x")</script>', "long": "\n一\n二", "count": "12", "amount": "1.50",
    "day": "2026-03-02", "at": "2026-03-02T09:30:00+08:00",
    "period": {"start": "2026-03-01", "end": None, "long_term": True, "reason": "每日核查许可"},
    "one": "a", "from": "y", "some": ["a", "b"], "yes": False, "items": ["I0", "I3"],
    "scan": FILE, "more": [FILE, FILE],
    "rows": [{"title": "函", "kind": "b", "done": True}],
    "given": [{"code": each["code"], "note": f"意见{each['code']}"} for each in ITEMS],
}  # fmt: skip


@pytest.fixture(scope="module")
def page() -> Any:
    """A page around a form, without the application: the macros need gettext alone."""
    loader = FileSystemLoader(ROOT / "webui" / "templates")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, extensions=["jinja2.ext.i18n"]
    )
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    environment.globals["tr"] = str
    return environment.from_string(
        '{% import "_form.html" as forms with context %}<!doctype html><form>'
        "{{ forms.error_summary(view) }}{{ forms.render_form(view) }}</form>"
    )


def drawn(page: Any, form: Form, *args: Any) -> Any:
    """The page of a form, parsed."""
    return html.fromstring(page.render(view=form.view(CONTEXT, *args)))


def posted(tree: Any) -> list[tuple[str, str]]:
    """What a browser without scripts would send."""
    copy: Any = html.fromstring(html.tostring(tree))
    for template in copy.xpath("//template"):
        template.drop_tree()
    return [(name, value) for name, value in copy.xpath("//form")[0].form_values()]


def test_what_is_shown_is_what_is_posted_back(page):
    tree = drawn(page, EVERYTHING, VALUES)

    answers = EVERYTHING.load(unflatten(posted(tree)), CONTEXT).values

    assert answers == EVERYTHING.load(VALUES, CONTEXT).values
    assert not tree.xpath("//script")


def test_a_blank_page_posts_blanks(page):
    with pytest.raises(FormError) as caught:
        EVERYTHING.load(unflatten(posted(drawn(page, EVERYTHING))), CONTEXT)

    errors = caught.value.errors
    assert set(errors) == {"text", "yes", "given"}
    assert set(errors["given"]) == {"0", "1", "2", "3"}


def test_unticking_a_file_takes_it_away(page):
    pairs = [pair for pair in posted(drawn(page, EVERYTHING, VALUES)) if pair[0] != "more-0-digest"]

    answers = EVERYTHING.load(
        unflatten(pairs, [("scan", FILE | {"name": "新.pdf"})]), CONTEXT
    ).values

    assert answers["more"] == [FILE]
    assert answers["scan"]["name"] == "新.pdf"


def test_errors_stand_beside_their_controls_and_in_the_summary(page):
    errors = {"text": ["甲。"], "yes": ["乙。"], "given": {"1": {"note": ["丙。"]}},
              "_form": ["丁。"],
              "password": ["戊。"], "period": ["己。"]}  # fmt: skip

    tree = drawn(page, EVERYTHING, VALUES, errors, {"long": ["请核对。"]})

    (text,) = tree.xpath("//input[@name='text']")
    assert text.get("aria-invalid") == "true"
    described = [tree.get_element_by_id(each).text_content() for each in
                 text.get("aria-describedby").split()]  # fmt: skip
    assert [each.strip() for each in described] == ["甲。", "帮助"]
    assert "戊。" in tree.get_element_by_id("f-_password-error").text_content()
    assert "请核对。" in tree.get_element_by_id("f-long-warning").text_content()
    links = {each.text: each.get("href")[1:] for each in tree.xpath("//*[@role='alert']//a")}
    assert set(links) == {"甲。", "乙。", "信息项1：丙。", "戊。", "己。"}
    assert all(tree.get_element_by_id(each) is not None for each in links.values())
    assert "丁。" in tree.xpath("//*[@role='alert']")[0].text_content()


def test_the_password_is_hidden_by_the_script_alone(page):
    source = {"key": "k", "title": "t", "password": True, "password_when": "ok",
              "fields": [{"name": "ok", "type": "yesno", "label": "同意"}]}  # fmt: skip

    tree = drawn(page, compile_form(source))

    (block,) = tree.xpath("//fieldset[@data-show-when='ok=yes'][not(@hidden)]")
    assert block.xpath(".//input[@name='_password']")
    assert block.xpath("string(.//noscript)").strip() == "“同意”为“是”时填写。"
    assert not drawn(page, EVERYTHING).xpath("//fieldset[@data-show-when]")


def check_page(tree: Any) -> None:
    """Ids are unique, every control is labelled, every reference leads somewhere."""
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    for control in tree.xpath("//input[not(@type='hidden')] | //select | //textarea"):
        labels = tree.xpath("//label[@for=$id]", id=control.get("id") or "-")
        inside = control.xpath("ancestor::label")
        assert labels or inside or control.get("aria-label"), html.tostring(control)
    for attribute in ("aria-describedby", "aria-labelledby"):
        for value in tree.xpath(f"//@{attribute}"):
            assert set(value.split()) <= set(ids)
    assert not tree.xpath("//@style | //@onclick")


def test_every_control_is_labelled(page):
    check_page(drawn(page, EVERYTHING))
    check_page(
        drawn(page, EVERYTHING, VALUES, {"text": ["甲。"], "rows": {"0": {"done": ["乙。"]}}})
    )


def test_hooks_of_the_script(page):
    tree = drawn(page, EVERYTHING, VALUES)

    (scan,) = tree.xpath("//div[@data-show-when='one=a']")
    assert scan.xpath(".//input[@type='file'][@accept][@data-max-bytes]")
    (rows,) = tree.xpath("//table[@data-rows]")
    assert tree.xpath(f"//button[@data-row-add='#{rows.get('id')}'][@hidden]")
    assert "rows-__n__-title" in html.tostring(rows.xpath("./template")[0], encoding="unicode")
    assert tree.xpath("//noscript/button[@name='_add_row'][@value='rows']")
    assert tree.xpath("//input[@data-check-all='items']")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_every_shipped_form_can_be_drawn_and_refuses_an_empty_post(page, path):
    form = compile_form(json.loads(path.read_text("utf-8")))
    for each in (form, form.with_recording()):
        tree = drawn(page, each)
        check_page(tree)
        with pytest.raises(FormError) as caught:
            each.load(unflatten(posted(tree)), CONTEXT)
        check_page(drawn(page, each, unflatten(posted(tree)), caught.value.errors))
