"""NUL and other signs that PostgreSQL takes in no text: refused at every door, on PostgreSQL."""

from collections.abc import Iterator

import pytest

from engine.clock import MovedClock
from engine.store.database import Store
from tests.bureau.fixtures import START
from tests.postgres import Databases
from tests.trust import office
from tests.trust.conftest import furnish, served
from tests.trust.doors import Doors
from tests.webui.visitor import Visitor

EVIL = "核验登记情况\x00如何"


@pytest.fixture(scope="module")
def doors(postgres: Databases, migrated_postgres: str, pack: dict[str, bytes]) -> Iterator[Doors]:
    """Doors into the demo bureau on PostgreSQL."""
    with postgres.fresh(template=migrated_postgres) as name:
        store = Store(postgres.url(name), MovedClock(START))
        furnish(store, pack)
        yield Doors(served(store), store)
        store.close()


def test_in_a_form(doors: Doors) -> None:
    for door, status in zip(doors.all(), (422, 400, 1), strict=True):
        answer = door.start("caiying", office.REQUEST | {"purpose": EVIL}, office.CONDITIONAL)
        assert answer.status == status, answer.text
    chosen = office.REQUEST | {"items": ["SYDJZBH\x00"], "share_mode": "api\x00"}
    for door, status in zip(doors.all()[1:], (400, 1), strict=True):
        assert door.start("caiying", chosen, office.CONDITIONAL).status == status


PATHS = ("/cases/%00", "/tasks/a%00b", "/files/%00", "/grants/%00", "/catalogue/a%00",
         "/messages/%00", "/cases/%00/diagram.json", "/start/data%00/x?resource=1",
         "/start/data-request/request?resource=%00",
         "/start/data-request/request?resource=1&post=%00",
         "/work/todo?q=%00", "/work/todo?process=%00", "/work/todo?after=%00", "/cases?q=a%00b",
         "/cases?process=%00", "/catalogue?q=%00", "/catalogue?unit=%00", "/catalogue?theme=%00",
         "/grants?q=%00", "/grants?state=%00", "/messages?list=%00", "/calculator?n=%00",
         "/files/x?case=%00", "/sign-in?next=/%00")  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_in_an_address_of_a_page(path: str, doors: Doors) -> None:
    answer = doors.browser("caiying").get(path)
    assert answer.status_code < 500, answer.text


@pytest.mark.parametrize("path", ["/admin/accounts?q=%00", "/admin/sign-ins?q=%00",
                                  "/admin/accounts/%00"])  # fmt: skip
def test_in_an_address_of_the_security_administrator(path: str, doors: Doors) -> None:
    assert doors.browser("secadmin").get(path).status_code < 500


@pytest.mark.parametrize("path", ["/admin/audit?q=%00", "/admin/audit?kind=%00",
                                  "/admin/audit?case=%00", "/admin/audit?who=%00"])  # fmt: skip
def test_in_an_address_of_the_auditor(path: str, doors: Doors) -> None:
    assert doors.browser("auditor").get(path).status_code < 500


@pytest.mark.parametrize("path", ["/admin/cases?q=%00", "/admin/mails?q=%00", "/admin/mails/%00",
                                  "/admin/timers?q=%00", "/admin/incidents?q=%00"])  # fmt: skip
def test_in_an_address_of_the_system_administrator(path: str, doors: Doors) -> None:
    assert doors.browser("sysadmin").get(path).status_code < 500


API = ("/cases/%00", "/tasks/%00", "/files/%00", "/grants/%00", "/resources/%00",
       "/processes/%00/form", "/processes/data-request/form?resource=%00", "/tasks?q=%00",
       "/cases?q=%00", "/resources?q=%00", "/grants?q=%00", "/tasks?after=%00")  # fmt: skip


@pytest.mark.parametrize("path", API)
def test_in_an_address_of_the_api(path: str, doors: Doors) -> None:
    assert doors.api.get("caiying", path).status in (400, 404, 422)


def test_in_everything_that_is_posted(doors: Doors) -> None:
    case = office.begin(doors.store)
    task = case.tasks[0].id
    before = office.rows_of(doors.store, case.id)
    forms: tuple[tuple[str, str, dict[str, str]], ...] = (
        ("lushan", f"/tasks/{task}", {"opinion": EVIL, "decision": "return\x00"}),
        ("lushan", f"/tasks/{task}", {"decision": "approve", "_password": "a\x00b"}),
        (
            "lushan",
            f"/tasks/{task}",
            {"decision": "return", "opinion": "请补充", "_key": "\x00"},
        ),
        ("lushan", f"/tasks/{task}/draft", {"opinion": EVIL, "\x00": "x"}),
        ("lushan", f"/tasks/{task}", {"_verb": "save-draft", "opinion": EVIL}),
        ("lushan", f"/tasks/{task}/comment", {"text": EVIL}),
        ("lushan", f"/tasks/{task}/transfer", {"to_person": "\x00", "reason": "出差"}),
        ("yangfan", f"/tasks/{task}/return", {"target": "\x00", "reason": "x"}),
        ("caiying", f"/cases/{case.id}/comment", {"text": EVIL}),
        ("caiying", f"/cases/{case.id}/withdraw", {"reason": EVIL, "_key": "\x00"}),
        ("caiying", "/account/tokens", {"label": EVIL, "days": "1"}),
        ("caiying", "/account/password", {"current": "\x00", "new": "\x00", "repeated": "\x00"}),
        ("caiying", "/language", {"language": "\x00", "next": "/\x00"}),
        ("secadmin", "/admin/accounts/new", {"username": "a\x00", "name": EVIL, "email": "\x00"}),
    )
    for who, path, fields in forms:
        status = doors.page.act(who, path, **fields).status
        assert status < 500, (path, fields)
    visitor = Visitor(doors.app)
    assert visitor.sign_in("cai\x00ying").status_code in (302, 401)
    assert Visitor(doors.app).sign_in("caiying\x00", "a\x00b").status_code == 401
    assert office.rows_of(doors.store, case.id) == before


def test_on_the_command_line(doors: Doors) -> None:
    for arguments in (("case", "show", "a\x00b"), ("task", "show", "\x00"),
                      ("task", "list", "--q", "\x00"), ("case", "list", "--process", "\x00"),
                      ("resource", "show", "\x00"), ("task", "comment", "x", EVIL)):  # fmt: skip
        told = doors.cli.run(*arguments, "--as", "caiying")
        assert told.status in (0, 1, 2, 3), (arguments, told.text)
    assert doors.cli.run("task", "list", "--as", "a\x00b").status == 2


def test_a_case_of_the_whole_way_on_this_database_too(doors: Doors) -> None:
    """Nothing above left the connection or the trail in disorder."""
    case = office.begin(doors.store, "zhangwei", office.OF_TAX)
    assert doors.page.see("zhangwei", f"/cases/{case.id}").status == 200
