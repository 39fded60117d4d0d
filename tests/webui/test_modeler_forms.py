"""The form editor without script: what is typed is kept, what is not touched stays as it was."""

import json
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from engine.clock import MovedClock
from engine.commands.edit_pack import edit_pack
from engine.store.database import Store
from tests.bureau.fixtures import acting
from tests.packs import pack_files
from tests.webui.editor_page import KEEPER, PACK, Editor, edited, in_draft
from tests.webui.test_sign_in_again import Interrupted
from tests.webui.visitor import Visitor

Visitors = Callable[..., Visitor]
PATH = "mini/forms/reply.json"
ADDRESS = f"/modeler/form?path={PATH}"
#: A form with a fault, with keys that nobody knows, and with every list that a form can have.
RICH: dict[str, Any] = {
    "key": "reply",
    "title": "答复",
    "note_of_ours": {"since": 2022},
    "fields": [
        {"name": "result", "type": "choice", "label": "答复", "colour": "red", "choices": [
            {"value": "agree", "label": "同意", "sign": "+"}, {"value": "refuse", "label": "不予"},
        ]},
        {"name": "rows", "type": "table", "label": "各项", "max": 5, "required": False, "columns": [
            {"name": "what", "type": "text", "label": "内容", "max": "many"},
            {"name": "kind", "type": "choice", "label": "种类", "choices": [
                {"value": "a", "label": "甲"}]},
        ]},
        {"name": "period", "type": "period", "label": "期限", "long_term": False, "max_years": 2},
    ],
    "rules": [{"check": "result is not None", "field": "result", "message": "请选择"}],
    "warnings": [{"check": "len(rows) < 3", "message": "项目较多"}],
}  # fmt: skip


def put(store: Store, content: bytes, path: str = PATH, base: str | None = None) -> None:
    """Somebody writes the file into the draft."""
    from engine.queries.pack_draft import draft_file

    actor = acting(store, KEEPER)
    base = base or draft_file(store, actor, PACK, path).sha256
    edit_pack(store, actor, PACK, {path: content}, {path: base})


def saved(store: Store, path: str = PATH) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(in_draft(store, path))
    return found


@pytest.fixture
def rich(store: Store, visitor: Visitors) -> Editor:
    """The editor of the rich form."""
    put(store, json.dumps(RICH, ensure_ascii=False).encode())
    return Editor(visitor(KEEPER), ADDRESS)


@pytest.mark.parametrize("name", ["approval", "compliance", "reply", "request"])
def test_saving_what_nobody_changed_is_no_edit(visitor: Visitors, store: Store, name: str) -> None:
    editor = Editor(visitor(KEEPER), f"/modeler/form?path=mini/forms/{name}.json")
    assert editor.answer.status_code == 200
    assert editor.press("save").status_code == 302
    assert edited(store) == []


def test_all_that_a_form_holds_comes_back(rich: Editor, store: Store) -> None:
    rich.press("draw")
    assert rich.press("save").status_code == 302
    assert saved(store) == RICH
    assert list(saved(store)["fields"][0]) == list(RICH["fields"][0])


def test_one_change_changes_one_thing(rich: Editor, store: Store) -> None:
    rich.press("save", **{"fields-1-label": "各项内容", "fields-0-required": "yes"})
    wanted = json.loads(json.dumps(RICH))
    wanted["fields"][1]["label"] = "各项内容"
    wanted["fields"][0]["required"] = True
    assert saved(store) == wanted
    assert b'"label": "\xe5\x90\x84\xe9\xa1\xb9\xe5\x86\x85\xe5\xae\xb9"' in in_draft(store, PATH)


def test_a_fault_stands_at_its_column_and_the_rest_is_looked_at(rich: Editor) -> None:
    said = rich.texts('//*[@id="e-fields-1-columns-0-max-said"]')
    assert said == ["“最多”的值类型不对。"]
    other = rich.texts('//*[@id="part-fields-0-said"]')
    assert "不认识“colour”" in other[0]
    assert "改正后显示预览" in rich.answer.text


def test_buttons_move_double_and_take_away(rich: Editor, store: Store) -> None:
    rich.press("down:fields.0", **{"fields-0-label": "答复（改）"})
    assert rich.fields["fields-1-label"] == "答复（改）"
    rich.press("copy:fields.1")
    assert rich.fields["fields-2-name"] == "result_1"
    rich.press("remove:fields.0")
    rich.press("add:fields.0.choices")
    rich.press("up:fields.0.choices.2", **{"fields-0-choices-2-label": "部分同意"})
    assert rich.fields["fields-0-choices-1-label"] == "部分同意"
    rich.press("add:rules")
    rich.press("add:fields")
    rich.press("save")
    form = saved(store)
    assert [each["name"] for each in form["fields"]] == ["result", "result_1", "period", "item_1"]
    assert form["fields"][0]["choices"][1] == {"label": "部分同意"}
    assert form["fields"][0]["choices"][0]["sign"] == "+"
    assert form["rules"][1] == {}
    assert not any(key.startswith("_") for field in form["fields"] for key in field)


def test_another_kind_asks_for_other_things_and_forgets_nothing(rich: Editor, store: Store) -> None:
    rich.press("draw", **{"fields-0-type": "text"})
    assert "fields-0-choices-0-value" not in rich.fields
    assert "fields-0-placeholder" in rich.fields
    rich.press("draw", **{"fields-0-type": "choice"})
    assert rich.fields["fields-0-choices-0-value"] == "agree"
    rich.press("draw", **{"fields-0-type": "text"})
    rich.press("save", **{"fields-0-max": "60"})
    field = saved(store)["fields"][0]
    assert (field["max"], field["colour"]) == (60, "red")
    assert "choices" not in field


def test_a_form_is_begun_where_none_was(visitor: Visitors, store: Store) -> None:
    editor = Editor(visitor(KEEPER), "/modeler/form?path=mini/forms/second-look.json")
    assert "新建，尚未保存" in editor.answer.text
    editor.press("add:fields")
    editor.press("draw", **{"form-title": "复核", "fields-0-label": "意见"})
    assert editor.texts('//*[@id="preview"]//label') == ["意见"]
    editor.press("save")
    assert in_draft(store, "mini/forms/second-look.json").decode() == (
        '{\n  "key": "second-look",\n  "title": "复核",\n  "fields": [\n'
        '    {"name": "item_1", "type": "text", "label": "意见"}\n  ]\n}\n'
    )


def test_the_page_says_where_the_form_is_used(visitor: Visitors) -> None:
    page = unescape(visitor(KEEPER).get(ADDRESS).text)
    assert "/modeler/diagram?path=mini/mini.bpmn#" in page
    assert "叫 reply.名称" in page
    entry = unescape(visitor(KEEPER).get("/modeler/form?path=mini/forms/request.json").text)
    assert "发起方式：" in entry


def test_who_was_faster_is_named_and_nothing_is_lost(visitor: Visitors, store: Store) -> None:
    editor = Editor(visitor(KEEPER), ADDRESS)
    theirs = pack_files()[PATH].replace("理由".encode(), "原因".encode())
    put(store, theirs)
    answer = editor.press("save", **{"fields-1-label": "我的理由"})
    assert answer.status_code == 409
    assert "康宁" in answer.text or "由" in editor.texts('//*[@role="alert"]')[0]
    assert editor.fields["fields-1-label"] == "我的理由"
    assert in_draft(store, PATH) == theirs
    assert editor.press("overwrite").status_code == 302
    assert saved(store)["fields"][1]["label"] == "我的理由"


def test_only_who_keeps_the_pack_edits_it(visitor: Visitors, store: Store) -> None:
    assert visitor("zhangwei").get(ADDRESS).status_code == 403
    reader = Editor(visitor("pengli"), ADDRESS)
    assert reader.answer.status_code == 200
    assert "保存到草稿" not in reader.answer.text
    assert reader.press("save", **{"form-title": "改"}).status_code == 403
    assert edited(store) == []


@pytest.mark.parametrize(
    "path", ["", "x", "mini/mini.bpmn", "nowhere/forms/a.json", "mini/forms/../a.json",
             "mini/forms/A.json", "mini/forms/" + "a" * 200 + ".json"]
)  # fmt: skip
def test_no_form_can_be_elsewhere(visitor: Visitors, path: str) -> None:
    assert visitor(KEEPER).get("/modeler/form", query_string={"path": path}).status_code == 404


@pytest.mark.parametrize(
    "content",
    [b"{", b"[]", b'{"fields": 5}', b'{"fields": ["x"]}', b"\xff\xfe", b"[" * 5000,
     json.dumps({"fields": [{"name": f"a{n}"} for n in range(300)]}).encode()],
)  # fmt: skip
def test_what_is_no_form_is_edited_as_text(visitor: Visitors, store: Store, content: bytes) -> None:
    put(store, content)
    editor = Editor(visitor(KEEPER), ADDRESS)
    assert editor.answer.status_code == 200
    assert "只能按文字编辑" in editor.answer.text
    editor.press("save", _text='{"key": "reply", "title": "答复", "fields": []}')
    assert saved(store)["title"] == "答复"
    assert "只能按文字编辑" not in visitor(KEEPER).get(ADDRESS).text


ODD = ("\x00", "9" * 400, "字" * 4000, "-1", "{}", "[[]]", "a" * 41, '"', "__import__('os')")


@pytest.mark.parametrize("odd", ODD)
def test_whatever_is_posted_is_answered(rich: Editor, odd: str) -> None:
    names = ("fields-0-type", "fields-1-columns-0-type", "fields-0-_kind", "fields-0-_rest",
             "form-_rest", "fields-2-max_years", "rules-0-check", "fields-0-visible_when",
             "fields-x-label", "fields-0-choices")  # fmt: skip
    acts = ("draw", f"up:{odd}", f"add:{odd}.fields", "add:fields.0.columns.7.choices", odd)
    for name, do in zip(names, acts * 2, strict=True):
        sent = {**rich.fields, name: odd, "_do": do}
        assert rich.browser.post(ADDRESS, **sent).status_code == 200
    everywhere: dict[str, Any] = dict.fromkeys([*rich.fields, *names], odd)
    assert rich.browser.post(ADDRESS, **everywhere).status_code == 200
    assert rich.browser.post("/modeler/form/preview?path=" + PATH, **everywhere).status_code == 200


def test_what_was_typed_before_the_session_ended_is_back(
    visitor: Visitors, moved_clock: MovedClock, store: Store
) -> None:
    fields = Editor(visitor(KEEPER), ADDRESS).fields
    person = Interrupted(visitor(KEEPER), ADDRESS, moved_clock)
    page = person.send(**{**fields, "form-title": "改过的标题"}, _do="save")
    back = unescape(person.sign_in(page, KEEPER))
    assert "还没有提交" in back
    assert 'value="改过的标题"' in back
    assert edited(store) == []


def test_the_preview_answers_for_what_was_typed_so_far(visitor: Visitors) -> None:
    editor = Editor(visitor(KEEPER), ADDRESS)
    sent = {**editor.fields, "fields-1-label": "为什么", "fields-1-visible_when": "result ="}
    preview = "/modeler/form/preview?path=" + PATH
    page = editor.browser.post(preview, **sent).text
    assert "表达式" in page.partition('id="e-fields-1-visible_when-said"')[2].partition("</div>")[0]
    assert 'id="f-result"' not in page
    sent["fields-1-visible_when"] = 'result == "refuse"'
    page = editor.browser.post(preview, **sent).text
    assert 'for="f-reason">为什么' in page
    assert 'data-show-when="result=refuse"' in page
    assert "“答复”为“不予提供”时填写。" in page
