"""A real SMTP server for tests: takes what it is told to take and shows what came."""

import socket
import ssl
from asyncio import WriteTransport
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from engine.settings import SmtpServer

HANG_UP = "hang up"


class Postbox:
    """What a server received and how it is to answer.

    `answers` maps an address to the answers its next recipients get, `content` is the same for the
    mails themselves; HANG_UP closes the connection instead. `answers` is looked at before a mail is
    taken, `content` after: a mail that is taken and then met by HANG_UP has arrived without the
    sender hearing of it.
    """

    def __init__(self) -> None:
        self.port = 0
        self.mails: list[EmailMessage] = []
        self.connections = 0
        self.answers: dict[str, list[str]] = {}
        self.content: list[str] = []

    @property
    def server(self) -> SmtpServer:
        """Where it listens, as the settings say it."""
        return SmtpServer("127.0.0.1", self.port)

    @property
    def subjects(self) -> list[str]:
        """The subjects of what came, as a person reads them."""
        return [str(mail["Subject"]) for mail in self.mails]

    async def handle_EHLO(
        self,
        _server: SMTP,
        session: Session,
        _envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answers = self.answers.get(address)
        if answers:
            return _answer(server, answers.pop(0))
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        answer = self.content.pop(0) if self.content else "250 OK"
        if answer == HANG_UP or answer.startswith("2"):
            raw = envelope.content if isinstance(envelope.content, bytes) else b""
            self.mails.append(message_from_bytes(raw, policy=policy.default))
        return _answer(server, answer)


def _answer(server: SMTP, answer: str) -> str:
    if answer == HANG_UP:
        assert isinstance(server.transport, WriteTransport)
        server.transport.abort()
        return "421 closing"
    return answer


@contextmanager
def open_postbox(**options: Any) -> Iterator[Postbox]:
    """Run a server on a free port of this machine; `options` go to its controller."""
    postbox = Postbox()
    postbox.port = free_port()
    controller = Controller(postbox, hostname="127.0.0.1", port=postbox.port, **options)
    controller.start()
    # the controller itself knocked once
    postbox.connections = 0
    try:
        yield postbox
    finally:
        controller.stop()


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def one_account(name: str, password: str) -> Any:
    """Return what tells the server's account from all others."""

    def authenticate(*given: Any) -> AuthResult:
        data = given[-1]
        good = (data.login, data.password) == (name.encode(), password.encode())
        return AuthResult(success=good, handled=False)

    return authenticate


def server_context(certificate: Any) -> ssl.SSLContext:
    """Return the TLS context of a server that shows `certificate` (of trustme)."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context
