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

from engine.commands.change_password import change_password
from engine.commands.create_user import NewPost, create_user
from engine.mail.compose import Mail, compose
from engine.store.database import Store
from engine.store.tables import Message
from tests.bureau.fixtures import PASSWORD, acting
from tests.trust import office
from tests.trust.conftest import copied, served
from tests.trust.doors import Doors
from tests.trust.matrix import DISPUTE, LIMITED
from tests.webui.visitor import Visitor

EVIL = (
    "核验登记情况\"'><script>alert(1)</script><img src=x onerror=alert(2)>"
    "{{ 71917**2 }}{% for x in 'ab' %}#{71917**2}${71917**2}<!--]]></textarea></title><b onclick=x>"
)
#: For fields too short for all of it.
SHORT = "据'\"><i onload=x>{{71917**2}}"
#: What the square would be, were it ever worked out: too long to stand in a random id by chance.
DONE = "5172054889"
NAME = "魏<b onclick=x>{{71917**2}}'\""
FILE = "'onclick=x {{71917+2}} &lt;b&gt;.txt"


class Dirty:
    """A bureau in which every text that can be typed is EVIL."""

    def __init__(self, store: Store) -> None:
        self.store, self.doors = store, Doors(served(store), store)
        posts = [NewPost("approval", "handler"), NewPost("registration", "provider_reviewer")]
        create_user(store, acting(store, "secadmin"), "weixian", NAME, password="Wei-xian-2026x",
                    posts=posts)  # fmt: skip
        me = acting(store, "weixian")
        change_password(store, me, "Wei-xian-2026x", PASSWORD, PASSWORD)
        self.case = self._start(office.CONDITIONAL)
        self._negotiate()
        self._by_parameters()
        self._withdraw()

    def _start(self, resource: str) -> str:
        asked = f"/processes/data-request/form?entry=request&resource={resource}"
        form = self.doors.api.get("weixian", asked).json["form"]
        paper = self.doors.api.upload("weixian", b"text", FILE).json
        plain = office.REQUEST | {"attachments": [paper], "personal": True,
                                  "items": office.first_items(self.store, resource)}  # fmt: skip
        answers = dirty(form, plain) | {"scene": "用" + EVIL}
        started = self.doors.api.start("weixian", answers, resource)
        assert started.status == 201, started.text
        return str(started.json["id"])

    def do(self, case_id: str, who: str, answers: dict[str, Any]) -> None:
        task = office.open_task(self.store, case_id)
        form = self.doors.api.get(who, f"/tasks/{task.id}").json["form"]
        password = PASSWORD if form["password"] else ""
        # A scene may not repeat the purpose.
        scene = {"scene": "用" + EVIL} if "scene" in answers else {}
        done = self.doors.api.complete(who, task.id, dirty(form, answers) | scene, password)
        assert done.status == 200, done.text

    def _negotiate(self) -> None:
        case, api = self.case, self.doors.api
        self.do(case, "lushan", office.APPROVE)
        task = office.open_task(self.store, case).id
        other = api.get("yangfan", f"/tasks/{task}").json["transfer_to"][0]["value"]
        for path, more in (
            (f"/tasks/{task}/comment", {"text": EVIL}),
            (f"/tasks/{task}/transfer", {"to_person": other, "reason": EVIL}),
        ):
            assert api.post("yangfan", path, **more).status == 204
        back = {"target": "approve_request", "reason": EVIL}
        assert api.post("liangchen", f"/tasks/{task}/return", **back).status == 200
        self.do(case, "lushan", office.APPROVE)
        self.do(case, "yangfan", office.FORWARD)
        missing = [{"what": SHORT, "how": SHORT}]
        self.do(case, "panyue", office.RETURN | {"missing": missing})
        self.do(case, "weixian", office.REQUEST)
        for element in ("approve_request", "forward_request", "check_compliance",
                        "review_as_provider", "decide_further_need", "state_need",
                        "respond_to_need", "coordinate", "renew_reply", "open_access"):  # fmt: skip
            who, answers = office.STEPS[element]
            self.do(case, "weixian" if who == "caiying" else who, answers)

    def _by_parameters(self) -> None:
        case = self._start(office.CONTROLLED)
        for element in ("approve_request", "forward_request", "check_compliance"):
            self.do(case, *office.STEPS[element])
        rows = [{"parameter": SHORT, "allowed": SHORT, "note": SHORT}]
        self.do(case, "lina", LIMITED | {"parameters": rows})
        self.do(case, "weixian", DISPUTE)
        task = office.open_task(self.store, case)
        answers = {"result": EVIL, "decision": EVIL}
        self.doors.api.post("pengli", f"/tasks/{task.id}/save-draft", answers=answers)

    def _withdraw(self) -> None:
        case = self._start("307002/000001")
        path = f"/cases/{case}/withdraw"
        assert self.doors.api.post("weixian", path, reason=EVIL).status == 200


def dirty(form: Any, plain: dict[str, Any]) -> dict[str, Any]:
    """`plain` answers with every text of the form made evil."""
    texts = {
        field["name"]: SHORT if 0 < (field.get("max") or 200) < len(EVIL) else EVIL
        for field in form["fields"]
        if field["type"] in ("text", "longtext") and not field.get("format")
    }
    return plain | texts


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
        inline = tag == "script" and "src" not in given
        acts = any(name.startswith("on") or name == "style" for name in given)
        leads = str(given.get("href") or given.get("src") or given.get("action") or "")
        if inline or acts or tag in ("iframe", "object") or leads.startswith("javascript:"):
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
