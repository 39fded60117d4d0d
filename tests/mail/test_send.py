"""Sending through a real server: what arrives, and what each refusal means for the next try."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme

from engine.errors import MailNotSent
from engine.mail.compose import Mail
from engine.mail.send import Sender
from engine.settings import Settings, SmtpServer
from tests.postbox import (
    HANG_UP,
    Postbox,
    free_port,
    one_account,
    open_postbox,
    server_context,
)

MAIL = Mail("0198", "a@example.cn", "申请 超期", "正文\n", datetime(2026, 9, 28, 16, tzinfo=UTC))


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    with open_postbox() as opened:
        yield opened


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """A certificate authority that this process trusts, as an administrator would install it."""
    made = trustme.CA()
    made.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return made


def sender_to(server: SmtpServer) -> Sender:
    return Sender(Settings(smtp=server, mail_from="共享通 <noreply@example.cn>"))


def send(server: SmtpServer, *mails: Mail) -> None:
    sender = sender_to(server)
    try:
        for mail in mails:
            sender.send(mail)
    finally:
        sender.close()


def failure(server: SmtpServer, mail: Mail = MAIL) -> MailNotSent:
    with pytest.raises(MailNotSent) as caught:
        send(server, mail)
    return caught.value


def test_a_mail_arrives(postbox: Postbox) -> None:
    send(postbox.server, MAIL)
    assert postbox.subjects == ["申请 超期"]
    assert postbox.mails[0]["To"] == "a@example.cn"


def test_one_connection_carries_many(postbox: Postbox) -> None:
    send(postbox.server, MAIL, MAIL, MAIL)
    assert (len(postbox.mails), postbox.connections) == (3, 1)


@pytest.mark.parametrize(("answer", "permanent"), [("550 unknown", True), ("450 later", False)])
def test_a_refused_recipient(postbox: Postbox, answer: str, permanent: bool) -> None:
    postbox.answers["a@example.cn"] = [answer]
    refused = failure(postbox.server)
    assert (refused.permanent, refused.unreachable) == (permanent, False)
    assert answer in refused.message


@pytest.mark.parametrize(("answer", "permanent"), [("554 no", True), ("451 later", False)])
def test_a_refused_content(postbox: Postbox, answer: str, permanent: bool) -> None:
    postbox.content = [answer]
    refused = failure(postbox.server)
    assert (refused.permanent, refused.unreachable) == (permanent, False)


@pytest.mark.parametrize("answer", ["550 unknown", "450 later"])
def test_a_refusal_leaves_the_connection_good(postbox: Postbox, answer: str) -> None:
    postbox.answers["a@example.cn"] = [answer]
    sender = sender_to(postbox.server)
    with pytest.raises(MailNotSent):
        sender.send(MAIL)
    sender.send(MAIL)
    sender.close()
    assert (len(postbox.mails), postbox.connections) == (1, 1)


@pytest.mark.parametrize("answer", [HANG_UP, "421 closing"])
def test_a_server_that_goes_away_is_unreachable(postbox: Postbox, answer: str) -> None:
    postbox.answers["a@example.cn"] = [answer]
    gone = failure(postbox.server)
    assert (gone.permanent, gone.unreachable) == (False, True)


def test_after_a_lost_connection_the_next_mail_gets_a_new_one(postbox: Postbox) -> None:
    postbox.answers["a@example.cn"] = [HANG_UP]
    sender = sender_to(postbox.server)
    with pytest.raises(MailNotSent):
        sender.send(MAIL)
    sender.send(MAIL)
    sender.close()
    assert (len(postbox.mails), postbox.connections) == (1, 2)


def test_a_server_that_takes_a_mail_and_dies_has_not_taken_it(postbox: Postbox) -> None:
    postbox.content = [HANG_UP]
    assert failure(postbox.server).unreachable
    send(postbox.server, MAIL)
    assert {mail["Message-ID"] for mail in postbox.mails} == {"<0198@example.cn>"}
    assert len(postbox.mails) == 2


def test_no_server_at_all_is_unreachable() -> None:
    nobody = failure(SmtpServer("127.0.0.1", free_port()))
    assert (nobody.permanent, nobody.unreachable) == (False, True)


@pytest.mark.parametrize(
    "address",
    ["", "nobody", "科室@example.cn", "a@example.cn\r\nRCPT TO:<b@example.cn>", "a b@c.cn"],
)
def test_an_impossible_address_is_final(postbox: Postbox, address: str) -> None:
    assert failure(postbox.server, replace(MAIL, address=address)).permanent
    assert postbox.connections == 0


def test_signing_in_over_starttls(authority: trustme.CA) -> None:
    context = server_context(authority.issue_cert("127.0.0.1"))
    options = {
        "tls_context": context,
        "authenticator": one_account("gx", "p/w"),
        "auth_required": True,
    }
    with open_postbox(**options) as postbox:
        send(SmtpServer("127.0.0.1", postbox.port, "gx", "p/w", "starttls"), MAIL)
        assert len(postbox.mails) == 1
        wrong = failure(SmtpServer("127.0.0.1", postbox.port, "gx", "old", "starttls"))
        assert (wrong.permanent, wrong.unreachable) == (False, True)
        assert failure(SmtpServer("127.0.0.1", postbox.port)).unreachable
        assert len(postbox.mails) == 1


def test_sending_over_tls_from_the_start(authority: trustme.CA) -> None:
    context = server_context(authority.issue_cert("127.0.0.1"))
    with open_postbox(ssl_context=context) as postbox:
        send(SmtpServer("127.0.0.1", postbox.port, tls="implicit"), MAIL)
        assert len(postbox.mails) == 1


def test_a_certificate_of_nobody_is_not_trusted() -> None:
    context = server_context(trustme.CA().issue_cert("127.0.0.1"))
    with open_postbox(tls_context=context) as postbox:
        assert failure(SmtpServer("127.0.0.1", postbox.port, tls="starttls")).unreachable
        assert postbox.mails == []


def test_a_server_without_tls_gets_nothing_when_tls_is_asked_for(postbox: Postbox) -> None:
    assert failure(SmtpServer("127.0.0.1", postbox.port, tls="starttls")).unreachable
    assert postbox.mails == []
