"""Markup, templates and formulas that people type: shown as typed, on every page and in mails."""

import io
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from sqlalchemy import select

from engine.mail.compose import Mail, compose
from engine.store.database import Store
from engine.store.tables import Message
from tests.bureau.fixtures import PASSWORD
from tests.trust import office
from tests.trust.conftest import copied
from tests.trust.dirty import DONE, EVIL, FILE, NAME, SHORT, Dirty
from tests.trust.doors import Doors
from tests.webui.visitor import Visitor


@pytest.fixture(scope="module")
def bureau(ready: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dirty]:
    store = copied(ready, tmp_path_factory.mktemp("dirty") / "dirty.sqlite3")
    yield Dirty(store)
    store.close()


class Elements(HTMLParser):
    """The elements and links of a page as a browser would build them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        data = given.get("type") == "application/json"  # read by a script of ours, never run
        inline = tag == "script" and "src" not in given and not data
        acts = any(name.startswith("on") or name == "style" for name in given)
        leads = str(given.get("href") or given.get("src") or given.get("action") or "")
        # a mail as it looks: its own text alone, in a frame that may do nothing
        framed = tag == "iframe" and (given.get("sandbox") != "" or "src" in given)
        if inline or acts or framed or tag == "object" or leads.startswith("javascript:"):
            self.wrong.append(f"{tag} {given}")
        if tag == "img" and given.get("src") == "x":
            self.wrong.append("img")
        if tag == "a":
            self.links.append(leads)

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"<!--{data}")


def read(html: str) -> Elements:
    found = Elements()
    found.feed(html)
    found.close()
    return found


def crawled(doors: Doors, who: str) -> Iterator[tuple[str, str]]:
    """Every page that can be reached by links, once; files and pages of a list only the first."""
    waiting, seen, kinds = ["/"], {"/"}, dict[str, int]()
    while waiting:
        path = waiting.pop(0)
        response = doors.browser(who).get(path, follow_redirects=True)
        assert response.status_code == 200, path
        if response.mimetype != "text/html":
            continue
        yield path, response.text
        for link in read(response.text).links:
            plain = link.partition("#")[0]
            kind = (
                re.sub(r"[0-9a-f-]{36}|\d+", "_", plain.partition("?")[0])
                + plain.partition("?")[2][:9]
            )
            if plain.startswith("/") and plain not in seen and kinds.get(kind, 0) < 4:
                seen.add(plain)
                kinds[kind] = kinds.get(kind, 0) + 1
                waiting.append(plain)


@pytest.mark.parametrize(
    "who", ["weixian", "lushan", "zhoujun", "pengli", "yangfan", "sysadmin", "secadmin", "auditor"]
)
def test_no_page_takes_what_was_typed_for_markup(who: str, bureau: Dirty) -> None:
    if who == "weixian":
        bureau.doors.browsers[who] = browser_of(bureau.doors)
    pages = dict(crawled(bureau.doors, who))
    assert len(pages) > 5, list(pages)
    for path, html in pages.items():
        assert read(html).wrong == [], path
        assert DONE not in html, path
    if who in ("weixian", "zhoujun", "pengli", "yangfan"):
        assert sum("&lt;script&gt;alert(1)" in html for html in pages.values()) > 0


def browser_of(doors: Doors) -> Any:
    """A browser of the new person, who has changed the first password."""
    browser = Visitor(doors.app)
    browser.sign_in("weixian", PASSWORD)
    return browser


def test_the_case_shows_all_of_it_as_it_was_typed(bureau: Dirty) -> None:
    page = bureau.doors.page.see("pengli", f"/cases/{bureau.case}").text
    text = re.sub(r"<[^>]+>", "", page)
    for each in (EVIL, SHORT, NAME, FILE):
        assert each in unescape(text)
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") > 15


def test_a_refused_form_shows_markup_as_text(bureau: Dirty) -> None:
    case = office.begin(bureau.store, resource=office.OF_TAX)
    task = office.open_task(bureau.store, case.id)
    # The door itself holds that what was typed is still in its place.
    typed = {"decision": "return", "opinion": EVIL * 9}
    answer = bureau.doors.page.complete("lushan", task.id, typed)
    assert answer.status == 422
    assert read(answer.text).wrong == []
    assert DONE not in answer.text


def test_mails_hold_it_as_text(bureau: Dirty) -> None:
    with bureau.store.reading() as session:
        rows = session.scalars(select(Message)).all()
    assert sum("<script>" in row.text for row in rows) > 3
    for row in rows:
        assert row.subject.isprintable()
        mail = Mail(row.id, "x@scj.invalid", row.subject, row.text, row.created_at)
        raw = compose(mail, "gongxiang@scj.invalid", "http://127.0.0.1:8000")
        made = message_from_bytes(raw, policy=policy.default)
        assert sorted(set(made.keys())) == sorted(made.keys()), "a header twice"
        assert "Bcc" not in made
        for part in made.walk():
            if part.get_content_type() == "text/html":
                assert _mail_markup(part.get_content()) == []
            if part.get_content_maintype() == "text":
                assert DONE not in part.get_content()


def _mail_markup(html: str) -> list[str]:
    """What is wrong in the HTML of a mail, which has to carry its style within itself."""
    return [each for each in read(html).wrong if not re.match(r"\w+ \{.*'style'", each)
            or "onclick" in each or "onerror" in each]  # fmt: skip


HEADERS = ["Evil\r\nBcc: all@scj.invalid", "Evil\nX: y", "a\x00b", "a\u2028line", "a\x1b]0;x\x07"]


@pytest.mark.parametrize("text", HEADERS, ids=repr)
def test_no_line_break_gets_into_a_name_or_a_header(text: str, shared: Doors) -> None:
    made = shared.cli.run("user", "create", "evilname", text, "--as", "secadmin")
    assert made.status == 1, made.text
    page = shared.page.act("secadmin", "/admin/accounts/new", username="evilname", name=text)
    assert page.status == 422, page.text
    for email in (f"x@scj.invalid{text}", f"{text}@scj.invalid"):
        made = shared.cli.run(
            "user", "create", "evilname", "名", "--email", email, "--as", "secadmin"
        )
        assert made.status == 1, made.text
    way = shared.browser("caiying").post("/language", language="zh", next=f"/{text}")
    assert "\n" not in way.location
    assert way.location == "/"


def test_names_of_files_stay_inside_their_header(shared: Doors) -> None:
    for name in ("a\r\nX-Evil: 1.txt", 'a"; filename="b.exe.txt', "报告;x=1.txt", "%0d%0aX: y.txt"):
        given = shared.api.upload("caiying", f"text {name}".encode(), name)
        if given.status == 422:
            continue
        assert given.status == 201
        got = shared.browser("caiying").get(f"/files/{given.json['digest']}")
        assert "X-Evil" not in got.headers
        header = got.headers["Content-Disposition"]
        assert re.fullmatch(r"attachment; filename=\"[\w.]+\"; filename\*=UTF-8''[\w.%-]+", header)


def test_a_template_in_a_search_or_an_address_is_text(shared: Doors) -> None:
    for path in ("/catalogue?q={{71917**2}}", "/work/todo?q=<b onclick=x>",
                 "/cases?q='\"><script>1",
                 "/missing/{{71917**2}}", "/sign-in?next=/{{71917**2}}'\"><b onclick=x>",
                 "/calculator?received={{71917**2}}&n=<script>&unit=<b>",
                 "/start/{{71917**2}}/x?resource=<script>"):  # fmt: skip
        response = shared.browser("caiying").get(path)
        assert response.status_code < 500
        assert read(response.text).wrong == [], path
        assert DONE not in response.text


def test_error_documents_are_no_markup(shared: Doors) -> None:
    answer = shared.api.start("caiying", {"<script>alert(1)</script>": 1}, office.CONDITIONAL)
    assert answer.status == 422
    assert answer.response.mimetype == "application/problem+json"
    assert answer.response.headers["X-Content-Type-Options"] == "nosniff"


def test_an_upload_named_by_a_template(shared: Doors) -> None:
    sent: dict[str, Any] = {"file": (io.BytesIO(b"x"), "{{71917+2}}.exe")}
    answer = shared.browser("caiying").post("/files", **sent)
    assert answer.status_code == 422
    assert "{{71917+2}}.exe" in answer.text
    assert DONE not in answer.text
