"""A script of somebody's that calls the served API over HTTP, as one outside would."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from engine.commands.create_token import create_token
from engine.simulate.acting import PAPER
from engine.store.database import Store
from tests.life.deeds import acting

#: Far more than an answer takes; only a hang is cut off by it.
PATIENCE = 60
BOUNDARY = "gongxiang-boundary"


@dataclass(frozen=True)
class Answer:
    """What the server answered: its status and what its body says."""

    status: int
    type: str
    body: Any

    @property
    def problem(self) -> tuple[int, str]:
        """Status and code of a problem document; fails when it is none."""
        assert self.type == "application/problem+json", self
        assert self.body["status"] == self.status
        return self.status, self.body["code"]


class Script:
    """Calls as `username`, with a token that they made for it."""

    def __init__(self, host: str, store: Store, username: str) -> None:
        self.base = f"http://{host}/api/v1"
        self.username = username
        self.token = create_token(store, acting(store, username), "脚本", 366).token

    # ── calls ────────────────────────────────────────────────────────────────────────────────

    def get(self, path: str, **query: Any) -> Any:
        """What a GET shows; it is shown."""
        answer = self.ask(path, **query)
        assert answer.status == 200, answer
        return answer.body

    def ask(self, path: str, **query: Any) -> Answer:
        """The answer to a GET, whatever it is."""
        return self._send("GET", path + ("?" + urlencode(query) if query else ""))

    def post(self, path: str, **body: Any) -> Answer:
        """The answer to a POST of a JSON object, whatever it is."""
        return self._send("POST", path, json.dumps(body).encode(), "application/json")

    def upload(self, name: str) -> dict[str, Any]:
        """Upload a document; what answers name it by."""
        head = f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        body = f"--{BOUNDARY}\r\n{head}".encode() + PAPER + f"\r\n--{BOUNDARY}--\r\n".encode()
        answer = self._send("POST", "/files", body, f"multipart/form-data; boundary={BOUNDARY}")
        assert answer.status == 201, answer
        found: dict[str, Any] = answer.body
        return found

    def _send(self, method: str, path: str, data: bytes | None = None, kind: str = "") -> Answer:
        headers = {"Authorization": f"Bearer {self.token}"}
        if kind:
            headers["Content-Type"] = kind
        asked = Request(self.base + path, data, headers, method=method)
        try:
            with urlopen(asked, timeout=PATIENCE) as answer:
                return _read(answer)
        except HTTPError as refused:
            with refused:
                return _read(refused)

    # ── work ─────────────────────────────────────────────────────────────────────────────────

    def start(self, process: str, answers: dict[str, Any], **more: Any) -> dict[str, Any]:
        """Start a case; the case."""
        answer = self.post("/cases", process=process, answers=answers, **more)
        assert answer.status == 201, answer
        found: dict[str, Any] = answer.body
        return found

    def waiting(self, number: str) -> dict[str, Any]:
        """The one task of mine about a case, as the list has it."""
        (found,) = self.get("/tasks", q=number)["items"]
        return dict(found)

    def due(self, number: str) -> tuple[str, bool]:
        """The last day of what waits for me about a case, and whether the law sets it."""
        due = self.waiting(number)["due"]
        return due["last_day"], due["legal"]

    def try_task(self, number: str, answers: dict[str, Any], **more: Any) -> Answer:
        """Hand in what waits for me about a case; the answer, whatever it is."""
        task = self.waiting(number)["id"]
        return self.post(f"/tasks/{task}/complete", answers=answers, **more)

    def do_task(self, number: str, answers: dict[str, Any], **more: Any) -> str:
        """Hand it in; the state that the case is in now."""
        answer = self.try_task(number, answers, **more)
        assert answer.status == 200, answer
        return str(answer.body["state"])


def _read(answer: Any) -> Answer:
    text = answer.read().decode()
    kind = answer.headers.get_content_type()
    spoken = text and kind.endswith("json")
    return Answer(answer.status, kind, json.loads(text) if spoken else text)
