"""What was typed on a form is not lost when the session has ended in the meantime."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from engine.clock import MovedClock
from engine.store.database import Store
from engine.store.tables import Attachment, Case, Draft, Event, Person
from tests.bureau.fixtures import CONDITIONAL, PASSWORD
from tests.commands.casework import act, approve, begin, open_task
from tests.webui.visitor import Visitor
from webui import again
from webui.session import COOKIE

Visitors = Callable[..., Visitor]
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
WORDS = "依据特种设备安全法第三十二条，“不予提供”；<b>理由</b>\n分两行写。"
UNSENT = "还没有提交"


class Interrupted:
    """Somebody in front of a form whose session ended while they filled it in."""

    def __init__(self, browser: Visitor, path: str, clock: MovedClock) -> None:
        self.browser, self.path = browser, path
        browser.get(path)
        clock.advance(timedelta(minutes=31))

    def send(self, **fields: Any) -> str:
        """Send the form; returns the page that asks to sign in."""
        answer = self.browser.post(self.path, **fields)
        assert answer.status_code == 401
        return answer.text

    def sign_in(self, page: str, who: str = "zhoujun", password: str = PASSWORD) -> str:
        """Sign in on that page, with whatever it carries."""
        fields: dict[str, Any] = {again.USERNAME: who, again.PASSWORD: password} | carried(page)
        answer = self.browser.post(self.path, **fields)
        return answer.text if answer.status_code in (200, 401) else answer.location


def carried(page: str) -> dict[str, str]:
    return {name: unescape(text) for name, text in HIDDEN.findall(page) if name != "csrf_token"}


def count(store: Store, table: type) -> int:
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


@pytest.fixture
def at_review(store: Store) -> str:
    """The address of a task of zhoujun's."""
    case = begin(store)
    approve(store, case.id)
    act(store, case.id, "panyue", {"result": "pass"})
    return f"/tasks/{open_task(store, case.id).id}"


def test_the_form_is_back_as_it_was_and_unsent(
    visitor: Visitors, at_review: str, moved_clock: MovedClock, store: Store
) -> None:
    person = Interrupted(visitor("zhoujun"), at_review, moved_clock)
    page = person.send(result="refuse", reason=WORDS, _key="k1", _verb="complete")
    assert "附件须重新选择" in page
    assert WORDS not in page  # it is escaped
    assert 'name="language"' not in page
    shown = person.sign_in(page)
    assert UNSENT in shown
    assert re.search(r'value="refuse"[^>]* checked', shown)
    assert WORDS in unescape(shown)
    assert 'name="_key" value="k1"' in shown
    assert store_is_as_it_was(store)
    # and now it can be sent
    answer = person.browser.post(at_review, result="refuse", reason=WORDS, _key="k1")
    assert answer.location == "/work/todo"


def store_is_as_it_was(store: Store) -> bool:
    with store.reading() as session:
        states = list(session.scalars(select(Case.state_code)))
    return states == ["PROVIDER_REVIEW"] and count(store, Draft) == 0


def test_it_survives_a_wrong_password(
    visitor: Visitors, at_review: str, moved_clock: MovedClock
) -> None:
    person = Interrupted(visitor("zhoujun"), at_review, moved_clock)
    page = person.sign_in(person.send(result="agree", reason=WORDS), password="wrong-one")
    assert "用户名或密码不正确" in page
    assert "wrong-one" not in page
    assert WORDS in unescape(person.sign_in(page))


def test_secrets_and_files_stay_behind(
    visitor: Visitors, store: Store, moved_clock: MovedClock
) -> None:
    case = begin(store)
    path = f"/tasks/{open_task(store, case.id).id}"
    person = Interrupted(visitor("chenjianguo"), path, moved_clock)
    scan = (io.BytesIO(b"%PDF-1.4 secret scan"), "批准件.pdf")
    page = person.send(decision="approve", _password=PASSWORD, scan=scan)
    assert PASSWORD not in page
    assert "secret scan" not in page
    assert carried(page) == {"decision": "approve"}
    shown = person.sign_in(page, "chenjianguo")
    assert PASSWORD not in shown
    assert UNSENT in shown
    assert count(store, Attachment) == 0


def test_an_older_draft_is_not_mistaken_for_it(
    visitor: Visitors, at_review: str, moved_clock: MovedClock
) -> None:
    browser = visitor("zhoujun")
    browser.get(at_review)
    browser.post(f"{at_review}/draft", result="agree", reason="早先写的")
    assert "暂存的内容" in browser.get(at_review).text
    person = Interrupted(browser, at_review, moved_clock)
    shown = person.sign_in(person.send(result="refuse", reason=WORDS))
    assert WORDS in unescape(shown)
    assert "早先写的" not in shown
    assert "暂存的内容" not in shown


def test_somebody_else_does_not_see_it(
    visitor: Visitors, at_review: str, moved_clock: MovedClock
) -> None:
    person = Interrupted(visitor("zhoujun"), at_review, moved_clock)
    page = person.send(result="refuse", reason=WORDS)
    assert person.sign_in(page, "wuting") == "/"
    home = person.browser.get("/").text
    assert "另一位用户" in home
    assert WORDS not in unescape(home)


def test_who_signed_out_left_nothing(
    visitor: Visitors, at_review: str, moved_clock: MovedClock
) -> None:
    browser = visitor("zhoujun")
    browser.get(at_review)
    browser.post("/sign-out")
    browser.get("/sign-in")
    answer = browser.post(at_review, reason=WORDS)
    assert answer.location.startswith("/sign-in")


def test_a_new_request_is_back_too(
    visitor: Visitors, store: Store, moved_clock: MovedClock
) -> None:
    path = f"/start/mini/request?resource={CONDITIONAL}"
    person = Interrupted(visitor("zhangwei"), path, moved_clock)
    page = person.send(purpose=WORDS)
    assert f'action="{path}"' not in page  # its own address, query and all
    shown = person.sign_in(page, "zhangwei")
    assert UNSENT in shown
    assert WORDS in unescape(shown)
    assert count(store, Case) == 0


@pytest.mark.parametrize(
    ("verb", "field"), [("comment", "text"), ("transfer", "reason"), ("return", "reason")]
)
def test_small_forms_are_not_sent_either(
    visitor: Visitors, at_review: str, moved_clock: MovedClock, store: Store, verb: str, field: str
) -> None:
    browser = visitor("zhoujun")
    browser.get(at_review)
    person = Interrupted(browser, at_review, moved_clock)
    person.path = f"{at_review}/{verb}"
    before = count(store, Event)
    shown = person.sign_in(person.send(**{field: WORDS, "to_person": "x", "target": "x"}))
    assert UNSENT in shown
    # somebody signed in; nothing else happened
    assert count(store, Event) == before + 1
    if f'id="{verb}-{field}"' in shown:
        assert WORDS in unescape(shown)


def test_a_case_keeps_the_words_about_it(
    visitor: Visitors, store: Store, moved_clock: MovedClock
) -> None:
    case = begin(store)
    for verb, field in (("comment", "text"), ("withdraw", "reason")):
        person = Interrupted(visitor("zhangwei"), f"/cases/{case.id}", moved_clock)
        person.path += f"/{verb}"
        shown = person.sign_in(person.send(**{field: WORDS}), "zhangwei")
        assert UNSENT in shown
        assert WORDS in unescape(shown)
        assert "已撤回" not in shown


def test_an_account_is_not_created_by_signing_in(
    visitor: Visitors, moved_clock: MovedClock, store: Store
) -> None:
    before = count(store, Person)
    person = Interrupted(visitor("secadmin"), "/admin/accounts/new", moved_clock)
    shown = person.sign_in(person.send(username="newone", name="新人"), "secadmin")
    assert UNSENT in shown
    assert 'value="newone"' in shown
    assert count(store, Person) == before


def test_a_page_left_open_over_a_new_sign_in_is_shown_again(
    visitor: Visitors, at_review: str, store: Store
) -> None:
    browser = visitor("zhoujun")
    browser.get(at_review)
    stale = browser.token
    browser.sign_in("zhoujun")
    fields = {"csrf_token": stale, "result": "agree", "reason": WORDS}
    here = {"Origin": "http://localhost"}
    shown = browser.client.post(at_review, data=fields, headers=here)
    assert shown.status_code == 200
    assert UNSENT in shown.text
    assert WORDS in unescape(shown.text)
    assert store_is_as_it_was(store)


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "http://localhost:81"])
def test_other_sites_get_nothing_shown(
    visitor: Visitors, at_review: str, origin: str | None
) -> None:
    browser = visitor("zhoujun")
    headers = {"Origin": origin} if origin else {}
    answer = browser.client.post(at_review, data={"reason": WORDS}, headers=headers)
    assert answer.status_code == 400
    assert WORDS not in unescape(answer.text)


def test_signing_in_twice_sends_nothing(
    visitor: Visitors, at_review: str, moved_clock: MovedClock, store: Store
) -> None:
    person = Interrupted(visitor("zhoujun"), at_review, moved_clock)
    page = person.send(result="agree")
    person.sign_in(page)
    assert UNSENT in person.sign_in(page)
    assert store_is_as_it_was(store)


def test_the_old_cookie_is_replaced(
    visitor: Visitors, at_review: str, moved_clock: MovedClock
) -> None:
    person = Interrupted(visitor("zhoujun"), at_review, moved_clock)
    old = person.browser.cookie(COOKIE)
    person.sign_in(person.send(result="agree"))
    assert person.browser.cookie(COOKIE) not in ("", old)
    assert person.browser.get("/work/todo").status_code == 200


@pytest.mark.parametrize("what", ["fields", "length"])
def test_more_than_a_form_holds_is_not_carried(
    visitor: Visitors, at_review: str, moved_clock: MovedClock, what: str, app: Flask
) -> None:
    person = Interrupted(visitor("zhoujun"), at_review, moved_clock)
    many: dict[str, Any] = {f"f{n}": "x" for n in range(again.MAX_FIELDS + 1)}
    long: dict[str, Any] = {"reason": "x" * (again.MAX_CHARACTERS + 1)}
    answer = person.browser.post(at_review, **(many if what == "fields" else long))
    assert answer.location.startswith("/sign-in")
