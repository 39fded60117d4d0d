"""A script that calls the API as somebody, with a token of theirs."""

from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from engine.commands.create_token import create_token
from engine.store.database import Store
from tests.bureau.fixtures import acting

PREFIX = "/api/v1"


class Caller:
    """Sends JSON to the API with a bearer token."""

    def __init__(self, app: Flask, store: Store, username: str) -> None:
        self.client = app.test_client(use_cookies=False)
        self.token = create_token(store, acting(store, username), "测试").token

    def get(self, path: str, **query: Any) -> Any:
        """GET with a query; the answer is a `TestResponse`, untyped for short tests."""
        return self.client.get(PREFIX + path, headers=self._headers(), query_string=query)

    def post(self, path: str, key: str | None = None, **body: Any) -> Any:
        """POST a JSON object, with an idempotency key when one is given."""
        return self.client.post(PREFIX + path, headers=self._headers(key), json=body)

    def send(self, path: str, data: bytes, content_type: str = "application/json") -> Any:
        """POST raw bytes."""
        return self.client.post(
            PREFIX + path, headers=self._headers(), data=data, content_type=content_type
        )

    def upload(self, name: str, content: bytes) -> Any:
        """POST an attachment."""
        from io import BytesIO

        return self.client.post(
            f"{PREFIX}/files", headers=self._headers(), data={"file": (BytesIO(content), name)}
        )

    def _headers(self, key: str | None = None) -> dict[str, str]:
        found = {"Authorization": f"Bearer {self.token}"}
        return found | {"Idempotency-Key": key} if key is not None else found


def problem(answer: TestResponse) -> tuple[int, str]:
    """Status and code of a problem document; fails when the answer is none."""
    assert answer.mimetype == "application/problem+json", answer.text
    document = answer.get_json(force=True)
    assert document["status"] == answer.status_code
    assert document["type"] == f"urn:gongxiang:problem:{document['code']}"
    assert document["detail"]
    return answer.status_code, document["code"]
