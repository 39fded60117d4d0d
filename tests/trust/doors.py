"""The three ways in: the page as a browser without script, the API with a token, the command line.

Each takes the same answers, as JSON has them, and gives back an `Answer`.
"""

import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Protocol
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from flask import Flask
from werkzeug.test import TestResponse

from engine.cli.program import gongxiang
from engine.commands.create_token import create_token
from engine.store.database import Store
from tests.bureau.fixtures import acting
from tests.trust.browsing import kept_values
from tests.webui.visitor import Visitor

PREFIX = "/api/v1"
#: Where a page shows the messages of a field, and those that belong to no field.
BESIDE = re.compile(r'<div id="f-([\w-]+?)-error">(.*?)</div>', re.DOTALL)
SUMMARY = re.compile(r'<div class="error-summary".*?</div>', re.DOTALL)
PASSWORD_BESIDE = re.compile(r'id="f-_password-error">(.*?)</p>', re.DOTALL)
TAGS = re.compile(r"<[^>]+>")
Errors = dict[str, str]


@dataclass(frozen=True)
class Answer:
    """`status`: of HTTP, or the exit code; `errors`: all messages of a field as one text, tables as
    `rows-0-column`, what belongs to no field under "_form"; `text`: the page, body or stderr."""

    status: int
    errors: Errors = field(default_factory=dict)
    text: str = ""
    response: Any = None

    @property
    def json(self) -> Any:
        """The body, read as JSON."""
        return json.loads(self.text)

    @property
    def said(self) -> str:
        """Every message there is."""
        return " ".join(self.errors.values())


class Door(Protocol):
    """What all three can do."""

    def start(
        self, who: str, answers: Mapping[str, Any], resource: str,
        process: str = ..., entry: str = ...,
    ) -> Answer:  # fmt: skip
        """Start a case."""

    def complete(
        self, who: str, task_id: str, answers: Mapping[str, Any], password: str = ...
    ) -> Answer:
        """Complete a task."""


class Doors:
    """All ways into one bureau; sign-ins and tokens are kept for later."""

    def __init__(self, app: Flask, store: Store) -> None:
        self.app, self.store = app, store
        self.browsers: dict[str, Visitor] = {}
        self.tokens: dict[str, str] = {}
        self.page, self.api, self.cli = Page(self), Api(self), Cli(self)

    def all(self) -> tuple[Door, Door, Door]:
        """The page, the API, the command line."""
        return self.page, self.api, self.cli

    def browser(self, who: str) -> Visitor:
        """A browser in which `who` has signed in."""
        if who not in self.browsers:
            self.browsers[who] = Visitor(self.app)
            signed_in = self.browsers[who].sign_in(who)
            assert signed_in.status_code == 302, signed_in.text
        return self.browsers[who]

    def token(self, who: str) -> str:
        """A token of `who`."""
        if who not in self.tokens:
            self.tokens[who] = create_token(self.store, acting(self.store, who), "测试").token
        return self.tokens[who]


class Page:
    """Forms as a browser without script posts them."""

    def __init__(self, doors: Doors) -> None:
        self.doors = doors

    def start(
        self, who: str, answers: Mapping[str, Any], resource: str,
        process: str = "data-request", entry: str = "request",
    ) -> Answer:  # fmt: skip
        """Hand in a start form."""
        return self._post(who, f"/start/{process}/{entry}?resource={quote(resource)}", answers)

    def complete(
        self, who: str, task_id: str, answers: Mapping[str, Any], password: str = ""
    ) -> Answer:
        """Hand in the form of a task."""
        return self._post(who, f"/tasks/{task_id}", answers, _password=password)

    def act(self, who: str, path: str, **fields: Any) -> Answer:
        """Post one of the small forms, e.g. `/tasks/…/claim`."""
        return _of_page(self.doors.browser(who).post(path, **fields))

    def see(self, who: str, path: str) -> Answer:
        """Open a page."""
        return _of_page(self.doors.browser(who).get(path))

    def _post(self, who: str, path: str, answers: Mapping[str, Any], **more: str) -> Answer:
        browser = self.doors.browser(who)
        sent = list(flat(answers))
        fields: dict[str, Any] = {**more}
        for name, value in sent:
            fields.setdefault(name, []).append(value)
        answer = _of_page(browser.post(path, **fields))
        if answer.status == 422:
            _require_kept(sent, answer.text)
        return answer


def flat(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Answers as the pairs that a page posts: `period-start`, `rows-0-name`; lists repeat."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from flat(inner, f"{path}-{key}" if path else key)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            is_row = isinstance(inner, Mapping)
            yield from flat(inner, f"{path}-{number}" if is_row else path)
    elif isinstance(value, bool):
        yield path, "yes" if value else "no"
    elif isinstance(value, bytes):
        yield path, (io.BytesIO(value), f"{path}.txt")
    elif value is not None:
        yield path, str(value)


def _require_kept(sent: list[tuple[str, Any]], page: str) -> None:
    """What a browser would send again is all that was typed."""
    kept = kept_values(page)
    lost = [
        (name, value)
        for name, value in sent
        if isinstance(value, str) and value.replace("\r\n", "\n") not in kept.get(name, [])
    ]
    assert not lost, f"lost: {lost}; kept: {kept}"


def _of_page(response: TestResponse) -> Answer:
    text = response.text if response.mimetype == "text/html" else ""
    errors = {name: _words(inner) for name, inner in BESIDE.findall(text)}
    if found := PASSWORD_BESIDE.search(text):
        errors["password"] = _words(found[1])
    summary = SUMMARY.search(text)
    strays = _words(summary[0]) if summary else ""
    for each in errors.values():
        strays = strays.replace(each, "")
    if strays.strip():
        errors["_form"] = strays
    return Answer(response.status_code, errors, text, response)


def _words(html: str) -> str:
    return unescape(TAGS.sub(" ", html)).strip()


class Api:
    """JSON with a bearer token."""

    def __init__(self, doors: Doors) -> None:
        self.doors = doors
        self.client = doors.app.test_client(use_cookies=False)

    def start(
        self, who: str, answers: Mapping[str, Any], resource: str,
        process: str = "data-request", entry: str = "request",
    ) -> Answer:  # fmt: skip
        """POST /cases."""
        body = {"process": process, "entry": entry, "resource": resource, "answers": answers}
        return self.post(who, "/cases", **body)

    def complete(
        self, who: str, task_id: str, answers: Mapping[str, Any], password: str = ""
    ) -> Answer:
        """POST /tasks/…/complete."""
        more = {"password": password} if password else {}
        return self.post(who, f"/tasks/{task_id}/complete", answers=answers, **more)

    def post(self, who: str, path: str, **body: Any) -> Answer:
        """POST a JSON object."""
        return self.send(who, path, json.dumps(body, ensure_ascii=False).encode())

    def send(
        self, who: str, path: str, data: bytes, content_type: str = "application/json",
        **headers: str,
    ) -> Answer:  # fmt: skip
        """POST raw bytes."""
        return _of_api(
            self.client.post(
                PREFIX + path, data=data, headers=self.headers(who) | headers,
                content_type=content_type,
            )
        )  # fmt: skip

    def get(self, who: str, path: str) -> Answer:
        """GET."""
        return _of_api(self.client.get(PREFIX + path, headers=self.headers(who)))

    def upload(self, who: str, content: bytes, name: str) -> Answer:
        """POST /files."""
        sent = {"file": (io.BytesIO(content), name)}
        return _of_api(self.client.post(f"{PREFIX}/files", data=sent, headers=self.headers(who)))

    def headers(self, who: str) -> dict[str, str]:
        """What says who asks."""
        return {"Authorization": f"Bearer {self.doors.token(who)}"}


def _of_api(response: TestResponse) -> Answer:
    if response.status_code >= 400:
        assert response.mimetype == "application/problem+json", response.text
        document = json.loads(response.text)
        assert document["status"] == response.status_code
        assert document["detail"]
        errors = dict(_joined(document.get("errors", {})))
        return Answer(response.status_code, errors, response.text, response)
    text = response.text if response.is_json else ""
    return Answer(response.status_code, {}, text, response)


def _joined(errors: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for name, found in errors.items():
        here = f"{path}-{name}" if path else name
        if isinstance(found, Mapping):
            yield from _joined(found, here)
        else:
            yield here, " ".join(found)


class Cli:
    """`gongxiang … --as USER`, in this process, over the same store and clock."""

    def __init__(self, doors: Doors) -> None:
        self.doors = doors

    def start(
        self, who: str, answers: Mapping[str, Any], resource: str,
        process: str = "data-request", entry: str = "request",
    ) -> Answer:  # fmt: skip
        """`case start`."""
        return self.run(
            "case", "start", process, "--entry", entry, "--resource", resource,
            "--answers", "-", "--as", who, given=json.dumps(answers),
        )  # fmt: skip

    def complete(
        self, who: str, task_id: str, answers: Mapping[str, Any], password: str = ""
    ) -> Answer:
        """`task complete`."""
        more = ("--ask-password",) if password else ()
        typed = f"{password}\n" if password else ""
        given = [f"--set={name}={json.dumps(value)}" for name, value in answers.items()]
        return self.run("task", "complete", task_id, *given, *more, "--as", who, given=typed)

    def run(self, *arguments: str, given: str = "") -> Answer:
        """Any command."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("engine.cli.session.open_store", lambda _settings: self.doors.store)
            done = CliRunner().invoke(
                gongxiang, arguments, input=given, env={"GONGXIANG_SECRET_KEY": "x" * 40}
            )
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        errors = dict(_told(done.stderr))
        return Answer(done.exit_code, errors, done.stderr + done.stdout)


def _told(stderr: str) -> Iterator[tuple[str, str]]:
    """The lines `  field：message` after the first sentence."""
    first, *rest = stderr.splitlines() or [""]
    yield "_form", first
    parted = (line.strip().partition("：") for line in rest)
    yield from ((name.replace(".", "-"), message) for name, _, message in parted)
