"""Settings on pages: typed, checked, kept with their comments, and agreed to by a second person."""

import re
from html import unescape

import pytest

from engine.commands.edit_pack import edit_pack
from engine.queries.pack_draft import draft_file
from tests.bureau.fixtures import acting

TAG = re.compile(r"<input [^>]*>")
INPUT = re.compile(r' name="([^"]+)".* value="([^"]*)"', re.DOTALL)
CHOSEN = re.compile(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', re.DOTALL)
AREA = re.compile(r'<textarea [^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', re.DOTALL)

BOUND = """
[[bound]]
process = "mini"
element = "check_term"
unit = "working_day"
max = 2
kind = "statutory"
clause = "第十四条（一）"
"""


def filled(text: str) -> dict[str, object]:
    """What the browser would send back of a settings form, as it stands."""
    form = text[text.index('name="_base"') - 40 :]
    found: dict[str, object] = {}
    tags = [tag for tag in TAG.findall(form) if "checkbox" not in tag or " checked" in tag]
    inputs = [each for tag in tags for each in INPUT.findall(tag)]
    for name, value in [*inputs, *AREA.findall(form)]:
        found[name] = [*found.get(name, []), unescape(value)]  # type: ignore[misc]
    for name, inner in CHOSEN.findall(form):
        picked = re.search(r'value="([^"]*)" selected', inner)
        found[name] = picked[1] if picked else ""
    return found


@pytest.fixture
def admin(visitor):
    return visitor("sysadmin")


def content(store, path):
    return draft_file(store, acting(store, "sysadmin"), "mini", path)


@pytest.mark.parametrize("path", ["/modeler/settings", "/modeler/process/mini"])
def test_saved_as_they_stand_they_are_no_edit(admin, store, path):
    done = admin.post(path, **filled(admin.get(path).text))
    assert done.status_code == 302
    for file in ("pack.toml", "mini/process.toml"):
        assert content(store, file).state == "same"


def test_a_change_keeps_all_else(admin, store):
    path = "/modeler/process/mini"
    before = content(store, "mini/process.toml").content.decode()
    admin.post(path, **{**filled(admin.get(path).text), "article": "第九十九条"})
    after = content(store, "mini/process.toml")
    assert after.state == "changed"
    changed = set(after.content.decode().splitlines()) ^ set(before.splitlines())
    assert all(line.startswith("article") for line in changed)


@pytest.mark.parametrize(
    ("field", "text", "says"),
    [("title", "", "请填写"), ("in_force_until", "2022-13-45", "日期"),
     ("limits-expiring_days", "很多", "整数"), ("ladder-at", "25:99", "几点几分"),
     ("ladder-before-to", "everybody", "选项")],
)  # fmt: skip
def test_what_is_wrong_is_named_and_nothing_is_lost(admin, store, field, text, says):
    path = "/modeler/settings"
    typed = {**filled(admin.get(path).text), "interpreter": "领导小组办公室", field: text}
    page = admin.post(path, **typed)
    assert page.status_code == 422
    assert f'href="#s-{field}"' in page.text
    assert says in page.text
    assert "领导小组办公室" in page.text
    assert content(store, "pack.toml").state == "same"


def test_what_the_pack_could_not_be_read_with_is_refused(admin, store):
    path = "/modeler/process/mini"
    typed = {**filled(admin.get(path).text), "case_title": "{applicant.__class__}"}
    page = admin.post(path, **typed)
    assert page.status_code == 422
    assert "case_title" in page.text
    assert content(store, "mini/process.toml").state == "same"


def test_rows_are_added_and_taken_away(admin):
    path = "/modeler/settings"
    typed = filled(admin.get(path).text)
    more = admin.post(path, **{**typed, "_do": "add:bound"})
    assert 'value="n1"' in more.text
    again = filled(more.text)
    again |= {"bound-n1-process": "mini", "bound-n1-element": "reply_term",
              "bound-n1-unit": "working_day", "bound-n1-max": "5", "bound-n1-clause": "第十四条",
              "bound-n1-kind": "statutory"}  # fmt: skip
    assert admin.post(path, **again).status_code == 302
    page = admin.get(path)
    assert "reply_term" in page.text
    assert "待第二人同意" in page.text


def test_of_two_who_save_the_second_is_told_and_keeps_what_was_typed(admin, visitor, store):
    path = "/modeler/settings"
    typed = filled(admin.get(path).text)
    admin.post(path, **{**typed, "interpreter": "甲"})
    page = admin.post(path, **{**typed, "interpreter": "乙"})
    assert page.status_code == 409
    assert "乙" in page.text
    assert "甲".encode() in content(store, "pack.toml").content


def test_a_second_person_agrees_on_the_page(admin, visitor):
    path = "/modeler/settings"
    admin.post(path, **{**filled(admin.get(path).text), "limits-expiring_days": "40"})
    admin.post("/modeler/settings/ask", reason="提前提醒")
    own = admin.get(path)
    assert "您提出的改动须由另一人表示意见" in own.text
    second = visitor("pengli")
    page = second.get(path)
    where = re.search(r'action="(/modeler/settings/consents/[^"]+)"', page.text)
    assert where is not None
    refused = second.post(where[1], do="refuse", words="", follow=True)
    assert "请写明为什么不同意" in refused.text
    second.post(where[1], do="agree", words="")
    assert "已同意" in second.get(path).text
    assert "不需要或者已经同意" in admin.get(path).text


def test_a_reason_is_needed_to_ask(admin):
    path = "/modeler/settings"
    admin.post(path, **{**filled(admin.get(path).text), "limits-expiring_days": "40"})
    page = admin.post("/modeler/settings/ask", follow=True, reason=" ")
    assert "请写明为什么修改" in page.text


def test_a_limit_is_called_by_the_timer_of_its_own_process(admin, store):
    pack, diagram = (content(store, path) for path in ("pack.toml", "mini/mini.bpmn"))
    other = diagram.content.replace(b'process id="mini"', b'process id="other"')
    written = {
        "pack.toml": pack.content + BOUND.encode(),
        "mini/other.bpmn": other.replace("2个工作日 · 第十四条（一）".encode(), "别处".encode()),
    }
    base = {"pack.toml": pack.sha256, "mini/other.bpmn": None}
    edit_pack(store, acting(store, "sysadmin"), "mini", written, base)
    page = admin.get("/modeler/settings").text
    assert '<span class="part-title">2个工作日 · 第十四条（一）</span>' in page


PASSAGE = """
[[passage]]
process = "mini"
effect = "open_grant"
through = ["compliance"]
clause = "第十四条"
"""


def test_codes_are_shown_as_words(admin, store):
    """What is required on the way to an effect, and a changed limit by the step that it is of."""
    file = content(store, "pack.toml")
    typed = file.content.decode() + BOUND + PASSAGE
    edit_pack(store, acting(store, "sysadmin"), "mini", {"pack.toml": typed.encode()},
              {"pack.toml": file.sha256})  # fmt: skip
    page = unescape(admin.get("/modeler/settings").text)
    assert '<span class="part-title">建立使用授权</span>' in page
    assert "“符合性审查”的时限" in page
    assert "必经环节：“mini”" not in page
