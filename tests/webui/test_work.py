"""待办, 已办, 我发起的 and the task page, without script."""

import io
import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from engine.store.database import Store
from engine.store.tables import Attachment, Case, Draft, Event, Task
from tests.bureau.fixtures import CONDITIONAL, PASSWORD, acting
from tests.commands.casework import act, approve, begin, open_task
from tests.webui.visitor import Visitor

Visitors = Callable[..., Visitor]
KEY = re.compile(r'name="_key" value="(\w+)"')


def address(store: Store, case_id: str) -> str:
    return f"/tasks/{open_task(store, case_id).id}"


def key_of(page: str) -> str:
    found = KEY.search(page)
    assert found is not None
    return found[1]


def states(store: Store) -> list[str]:
    with store.reading() as session:
        return list(session.scalars(select(Case.state_code)))


def test_a_task_is_found_done_and_gone(store: Store, visitor: Visitors) -> None:
    case = begin(store)
    browser = visitor("chenjianguo")
    listed = browser.get("/work/todo").text
    assert case.number in listed
    assert address(store, case.id) in listed
    page = browser.get(address(store, case.id)).text
    assert "使用用途" in page
    assert "核验食品经营许可申请人的主体资格" in page
    answer = browser.post(
        address(store, case.id), decision="approve", _password=PASSWORD, _key=key_of(page),
        follow=True,
    )  # fmt: skip
    assert "符合性审查中" in answer.text
    assert "没有待办" in answer.text
    assert case.number in browser.get("/work/done").text


def test_what_is_wrong_stands_beside_the_field_and_nothing_is_lost(
    store: Store, visitor: Visitors
) -> None:
    case = begin(store)
    approve(store, case.id)
    act(store, case.id, "panyue", {"result": "pass"})
    browser = visitor("zhoujun")
    path = address(store, case.id)
    page = browser.get(path).text
    answer = browser.post(path, result="refuse", reason=" ", _key=key_of(page))
    assert answer.status_code == 422
    assert 'href="#f-reason"' in answer.text
    assert 'id="f-reason-error"' in answer.text
    assert re.search(r'value="refuse"[^>]* checked', answer.text)
    assert key_of(answer.text) == key_of(page)
    assert states(store) == ["PROVIDER_REVIEW"]


def test_a_written_approval_needs_the_password(store: Store, visitor: Visitors) -> None:
    case = begin(store)
    browser = visitor("chenjianguo")
    path = address(store, case.id)
    browser.get(path)
    answer = browser.post(path, decision="approve", _password="wrong")
    assert answer.status_code == 422
    assert "f-_password-error" in answer.text
    assert "wrong" not in answer.text.replace("wrong_", "")


def test_a_double_click_has_one_effect(store: Store, visitor: Visitors) -> None:
    case = begin(store)
    browser = visitor("chenjianguo")
    path = address(store, case.id)
    key = key_of(browser.get(path).text)
    fields: dict[str, Any] = {"decision": "approve", "_password": PASSWORD, "_key": key}
    first, second = browser.post(path, **fields), browser.post(path, **fields)
    assert (first.status_code, second.status_code) == (302, 302)
    with store.reading() as session:
        assert len(session.scalars(select(Task)).all()) == 3


def test_who_comes_too_late_is_told_who_was_faster(store: Store, visitor: Visitors) -> None:
    case = begin(store)
    approve(store, case.id)
    act(store, case.id, "panyue", {"result": "pass"})
    slow, quick = visitor("zhoujun"), visitor("wuting")
    path = address(store, case.id)
    slow.get(path)
    quick.get(path)
    assert quick.post(path, result="agree").status_code == 302
    words = "依据特种设备安全法第三十二条不予提供，理由写了很长的一段话。"
    late = slow.post(path, result="refuse", reason=words)
    assert late.status_code == 409
    assert "吴婷" in late.text
    assert words in late.text


def test_strangers_find_nothing_and_onlookers_may_not_act(store: Store, visitor: Visitors) -> None:
    case = begin(store)
    path = address(store, case.id)
    assert visitor("lina").get(path).status_code == 404
    onlooker = visitor("zhangwei")
    page = onlooker.get(path)
    assert page.status_code == 200
    assert 'name="decision"' not in page.text
    assert onlooker.post(path, decision="approve", _password=PASSWORD).status_code == 403
    assert visitor("lina").post(path, decision="approve").status_code in (400, 404)


def test_drafts_are_kept_and_dropped_when_handed_in(store: Store, visitor: Visitors) -> None:
    case = begin(store)
    approve(store, case.id)
    act(store, case.id, "panyue", {"result": "pass"})
    browser = visitor("zhoujun")
    path = address(store, case.id)
    browser.get(path)
    assert browser.post(f"{path}/draft", result="refuse", reason="写到一半").status_code == 204
    assert "写到一半" in browser.get(path).text
    shown = browser.post(path, _verb="save-draft", result="agree", follow=True)
    assert "已暂存" in shown.text
    assert "写到一半" not in shown.text
    assert browser.post(path, result="agree").status_code == 302
    with store.reading() as session:
        assert session.scalars(select(Draft)).all() == []


def test_passwords_are_never_kept_in_drafts(store: Store, visitor: Visitors) -> None:
    case = begin(store)
    browser = visitor("chenjianguo")
    path = address(store, case.id)
    browser.get(path)
    browser.post(f"{path}/draft", decision="approve", _password=PASSWORD)
    with store.reading() as session:
        (draft,) = session.scalars(select(Draft)).all()
        assert draft.answers == {"decision": "approve"}


def test_an_attachment_survives_a_refused_page(store: Store, visitor: Visitors) -> None:
    case = begin(store)
    browser = visitor("chenjianguo")
    path = address(store, case.id)
    browser.get(path)
    scan = (io.BytesIO(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"), "批准件.pdf")
    refused = browser.post(path, scan=scan)
    assert refused.status_code == 422
    digest = re.search(r'name="scan-0-digest" value="(\w{64})"', refused.text)
    assert digest is not None
    size = re.search(r'name="scan-0-size" value="(\d+)"', refused.text)
    assert size is not None
    kept: dict[str, Any] = {
        "scan-0-digest": digest[1],
        "scan-0-name": "批准件.pdf",
        "scan-0-size": size[1],
    }
    assert browser.post(path, decision="approve", **kept).status_code == 302
    with store.reading() as session:
        assert session.scalars(select(Attachment.case_id)).all() == [case.id]
    assert "批准件.pdf" in browser.get(f"/cases/{case.id}").text


def test_a_wrong_attachment_is_refused_beside_its_field(store: Store, visitor: Visitors) -> None:
    case = begin(store)
    browser = visitor("chenjianguo")
    path = address(store, case.id)
    browser.get(path)
    answer = browser.post(path, decision="approve", scan=(io.BytesIO(b""), "空.pdf"))
    assert answer.status_code == 422
    assert "f-scan-error" in answer.text
    assert re.search(r'value="approve"[^>]* checked', answer.text)


def test_claim_release_and_transfer(store: Store, visitor: Visitors) -> None:
    case = begin(store)
    approve(store, case.id)
    act(store, case.id, "panyue", {"result": "pass"})
    browser = visitor("zhoujun")
    path = address(store, case.id)
    assert "签收" in browser.get(path).text
    assert "退签" in browser.post(f"{path}/claim", follow=True).text
    assert case.number not in visitor("wuting").get("/work/todo").text
    browser.post(f"{path}/release")
    other = visitor("wuting")
    assert case.number in other.get("/work/todo").text
    to = acting(store, "wuting").person_id
    refused = browser.post(f"{path}/transfer", to_person=to, reason=" ")
    assert refused.status_code == 422
    assert "转办的原因" in refused.text
    browser.post(f"{path}/transfer", to_person=to, reason="外出办案")
    assert "将“提供部门审核”转办给吴婷" in other.get(path).text
    assert visitor("zhoujun").get("/work/todo").text.count(case.number) == 0


def test_sending_back_to_an_earlier_step(store: Store, visitor: Visitors) -> None:
    case = begin(store)
    approve(store, case.id)
    browser = visitor("panyue")
    path = address(store, case.id)
    assert "退回到" in browser.get(path).text
    refused = browser.post(f"{path}/return", target="leader", reason="")
    assert refused.status_code == 422
    assert "请写明退回的原因" in refused.text
    browser.post(f"{path}/return", target="leader", reason="批准意见不清楚")
    page = visitor("chenjianguo").get(address(store, case.id)).text
    assert "从“符合性审查”退回到“分管领导批准”" in page
    assert "批准意见不清楚" in page


def test_comments_are_plain_text(store: Store, visitor: Visitors) -> None:
    case = begin(store)
    browser = visitor("zhangwei")
    path = address(store, case.id)
    browser.get(path)
    assert browser.post(f"{path}/comment", text="").status_code == 422
    page = browser.post(f"{path}/comment", text="<script>alert(1)</script>", follow=True).text
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page


def test_a_second_click_on_a_small_form_does_nothing_more(store: Store, visitor: Visitors) -> None:
    case = begin(store)
    browser = visitor("zhangwei")
    for page in (f"/cases/{case.id}", address(store, case.id)):
        key = re.search(r'/comment">.*?name="_key" value="([^"]+)"', browser.get(page).text, re.S)
        assert key is not None
        for _ in range(2):
            sent = browser.post(f"{page}/comment", text=f"请尽快 {page}", _key=key[1])
            assert sent.status_code == 302
    with store.reading() as session:
        made = session.scalars(select(Event).where(Event.kind == "commented")).all()
    assert len(made) == 2


def test_a_page_gone_back_to_and_changed_keeps_what_was_typed(
    store: Store, visitor: Visitors
) -> None:
    browser, path = visitor("zhangwei"), f"/start/mini/request?resource={CONDITIONAL}"
    key = re.search(r'name="_key" value="([^"]+)"', browser.get(path).text)
    assert key is not None
    typed = "核验食品经营许可申请人的主体资格"
    assert browser.post(path, purpose=typed, _key=key[1]).status_code == 302
    again = browser.post(path, purpose=f"{typed}和变更情况", _key=key[1])
    assert again.status_code == 409
    assert "没有生效" in again.text
    assert key[1] not in again.text
