"""The mail editor without script: what is wrong is named by its line, what is right is shown."""

from collections.abc import Callable
from html import unescape

import pytest

from engine.clock import MovedClock
from engine.core.lint.shape import CASE
from engine.core.templates.render import render
from engine.queries.case_names import CASE_NAMES
from engine.queries.mail_uses import recipient_words, uses_of_mail
from engine.queries.names_in_scope import mail_names, sample_of
from engine.simulate.mail_preview import play_for_mails, scenarios_with
from engine.store.database import Store
from tests.browser.office import pack_files as shipped_files
from tests.packs import pack_files
from tests.webui.editor_page import KEEPER, Editor, edited, in_draft
from tests.webui.test_sign_in_again import Interrupted
from tests.webui.visitor import Visitor

Visitors = Callable[..., Visitor]
PATH = "mini/mail/told.txt"
ADDRESS = f"/modeler/mail?path={PATH}"
SHIPPED = shipped_files()
MAILS = [path for path in SHIPPED if path.endswith(".txt")]
NEW = "【{{ case.number }}】答复\n\n{{ reply.reason }}，{{ reply_by.at | moment }}\n\n{{ link }}\n"


def test_saving_what_nobody_changed_is_no_edit(visitor: Visitors, store: Store) -> None:
    for path in (PATH, "mail/before.txt"):
        editor = Editor(visitor(KEEPER), f"/modeler/mail?path={path}")
        assert editor.press("save").status_code == 302
    assert edited(store) == []


def test_a_mail_is_shown_as_it_would_be_sent_and_saved(visitor: Visitors, store: Store) -> None:
    editor = Editor(visitor(KEEPER), ADDRESS)
    page = unescape(unescape(editor.press("preview", _text=NEW).text))
    assert "【资申〔2026〕12号】答复" in page
    assert "〔理由〕，2026年10月12日 9时30分" in page
    assert "本邮件由政务数据资源共享办理系统" in page
    assert edited(store) == []
    assert editor.press("save", _text=NEW.replace("\n", "\r\n")).status_code == 302
    assert in_draft(store, PATH).decode() == NEW


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("一行", "第一行应为主题"),
        ("主题\n\n{% if reply %}\n", "第 3 行：模板语法不正确（没有写完：“if”缺少结尾的“endif”"),
        ("主题\n\n{{ reply.reson }}\n", "reply.reson"),
        ("主题\n\n{{ nobody }}\n", "nobody"),
        ("主题\n\n{{ case.number() }}\n", "模板只能读取办件数据"),
        ("主题\n\n{{ case.number | shout }}\n", "没有“shout”这种写法"),
        ("x" * 300_000, "模板过长"),
    ],
)
def test_what_is_wrong_is_named(visitor: Visitors, text: str, says: str) -> None:
    editor = Editor(visitor(KEEPER), ADDRESS)
    answer = editor.press("preview", _text=text)
    assert answer.status_code == 200
    assert says in unescape(answer.text)
    assert editor.fields["_text"] == text.removesuffix("\n") or editor.fields["_text"] == text


def test_a_mail_is_begun_where_none_was(visitor: Visitors, store: Store) -> None:
    path = "mini/mail/welcome.txt"
    editor = Editor(visitor(KEEPER), f"/modeler/mail?path={path}")
    assert "还没有环节发出这封邮件" in editor.answer.text
    editor.press("save")
    assert in_draft(store, path).startswith("【通知】{{ case.number }}".encode())


@pytest.mark.parametrize("path", ["", "mini/told.txt", "nowhere/mail/a.txt", "mail/../a.txt"])
def test_no_mail_can_be_elsewhere(visitor: Visitors, path: str) -> None:
    assert visitor(KEEPER).get("/modeler/mail", query_string={"path": path}).status_code == 404


def test_who_was_faster_is_named_and_only_the_keeper_writes(
    visitor: Visitors, store: Store
) -> None:
    first, second = (Editor(visitor(KEEPER), ADDRESS) for _ in range(2))
    first.press("save", _text=NEW)
    answer = second.press("save", _text="主题\n\n我的\n")
    assert answer.status_code == 409
    assert second.fields["_text"].startswith("主题")
    assert in_draft(store, PATH).decode() == NEW
    second.press("overwrite")
    assert "我的" in in_draft(store, PATH).decode()
    reader = Editor(visitor("pengli"), ADDRESS)
    assert "保存到草稿" not in reader.answer.text
    assert reader.press("save", _text=NEW).status_code == 403
    assert visitor("zhangwei").get(ADDRESS).status_code == 403


def test_what_was_typed_before_the_session_ended_is_back(
    visitor: Visitors, moved_clock: MovedClock, store: Store
) -> None:
    person = Interrupted(visitor(KEEPER), ADDRESS, moved_clock)
    back = person.sign_in(person.send(_text=NEW, _do="save"), KEEPER)
    assert "还没有提交" in back
    assert "{{ reply.reason }}" in unescape(back)
    assert edited(store) == []


@pytest.mark.parametrize("path", MAILS)
def test_a_shipped_mail_is_filled_on_the_example_case_and_somebody_sends_it(path: str) -> None:
    folder = path.partition("/")[0] if path.count("/") == 2 else ""
    key = path.rpartition("/")[2].removesuffix(".txt")
    names = mail_names(SHIPPED, folder, key)
    assert render(SHIPPED[path].decode(), sample_of(names)).subject
    assert uses_of_mail(SHIPPED, folder, key)


def test_the_names_of_a_case_are_those_that_the_check_knows() -> None:
    known = {each.name.removeprefix("case.").partition(".")[0] for each in CASE_NAMES}
    assert known == set(CASE) | {"process", "entry"}
    parts = {each.name.removeprefix("case.") for each in CASE_NAMES}
    wanted = {f"{name}.{part}" for name, shape in CASE.items() for part in shape.parts or {}}
    assert {each for each in parts if "." in each} == wanted


def test_recipients_are_said_post_by_post() -> None:
    words = recipient_words('[post(case.provider.unit, "responsible"), person(case.user.person)]')
    assert list(words) == ["提供部门 责任人", "使用单位经办人"]
    assert list(recipient_words("withdrawal.held_by")) == ["withdrawal.held_by"]
    assert list(recipient_words("post(")) == ["post("]


def test_a_scenario_writes_the_edited_mail_and_the_next_time_another() -> None:
    path = "data-request/mail/compliance-result.txt"
    scenarios = scenarios_with(SHIPPED, path)
    assert scenarios
    assert all(each.path.startswith("data-request/") for each in scenarios)
    for word in ("甲", "乙"):
        text = f"{word} {{{{ case.number }}}}\n\n{{{{ compliance.result }}}} {{{{ link }}}}\n"
        played = play_for_mails(SHIPPED, scenarios[0].path, path, text.encode(), "http://x.cn")
        assert played.failures == ()
        mine = [each for each in played.mails if each.template == "compliance-result"]
        assert mine
        assert mine[0].subject.startswith(f"{word} GXSQ-2026-")
        assert mine[0].text.startswith("pass http://x.cn/cases/")
    wrong = play_for_mails(SHIPPED, scenarios[0].path, path, b"x\n\n{{ nobody.at }}\n", "http://x")
    assert "无法写成" in wrong.failures[0]


def test_a_mail_of_the_pack_is_not_written_where_a_process_has_its_own() -> None:
    assert not any(
        each.path.startswith("correction/") for each in scenarios_with(SHIPPED, "mail/before.txt")
    )
    assert scenarios_with(pack_files(), "mail/before.txt") == ()
