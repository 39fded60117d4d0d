"""A browser without script: follows the page's own forms and carries their CSRF token along."""

import re
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from tests.bureau.fixtures import PASSWORD

TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')


class Visitor:
    """One browser; `page` is the last answer."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        self.token = ""

    def get(self, path: str, **more: Any) -> TestResponse:
        """Open a page."""
        return self._seen(self.client.get(path, **more))

    def post(self, path: str, /, follow: bool = False, **fields: Any) -> TestResponse:
        """Send a form with the token of the last page seen."""
        data = {"csrf_token": self.token, **fields}
        return self._seen(self.client.post(path, data=data, follow_redirects=follow))

    def sign_in(self, username: str, password: str = PASSWORD, **more: Any) -> TestResponse:
        """Open the sign-in page and send it."""
        self.get("/sign-in")
        answer = self.post("/sign-in", username=username, password=password, **more)
        if answer.status_code == 302:
            self.get("/account")
        return answer

    def cookie(self, name: str) -> str:
        """Return the value of a cookie, empty when there is none."""
        found = self.client.get_cookie(name)
        return found.value if found else ""

    def _seen(self, answer: TestResponse) -> TestResponse:
        found = TOKEN.search(answer.text) if answer.mimetype == "text/html" else None
        self.token = found[1] if found else self.token
        return answer
