"""Mails as bytes: what a program that reads them gets back is what was written."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.mail.compose import Mail, compose

SENDER = "政务数据资源共享办理系统 <noreply@example.cn>"
BASE = "https://gx.example.cn"
WHEN = datetime(2026, 9, 28, 16, tzinfo=UTC)

#: One line, as `render` gives it.
lines = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp", "Cs"])).map(
    lambda text: " ".join(text.split())
)


def raw(subject: str = "题", text: str = "正文\n") -> bytes:
    return compose(Mail("0198", "a@example.cn", subject, text, WHEN), SENDER, BASE)


def parsed(subject: str = "题", text: str = "正文\n") -> EmailMessage:
    return message_from_bytes(raw(subject, text), policy=policy.default)


@settings(deadline=None)
@given(lines)
def test_every_subject_survives(subject: str) -> None:
    assert str(parsed(subject)["Subject"] or "") == subject


@settings(deadline=None)
@given(lines)
def test_every_subject_survives_old_readers_too(subject: str) -> None:
    old = message_from_bytes(raw(subject))["Subject"]
    assert str(make_header(decode_header(old))) == subject


def test_a_long_chinese_subject_survives() -> None:
    subject = "【超期提醒】 GXSQ-2026-0001  关于申请使用“特种设备使用登记”（有条件共享）的答复 " * 4
    assert parsed(subject.strip())["Subject"] == subject.strip()


def test_no_line_is_too_long_for_a_server() -> None:
    lengths = [len(line) for line in raw("长" * 200, "长" * 9000).split(b"\r\n")]
    assert max(lengths) <= 78


def test_every_line_ends_as_mail_lines_do() -> None:
    content = raw("长" * 200, "一\n二\n")
    bare = [pair for pair in pairwise(content) if pair[1] == 10 and pair[0] != 13]
    assert bare == []
    assert content.isascii()


def test_a_subject_that_looks_encoded_stays_as_it_is() -> None:
    assert parsed("=?utf-8?b?5Lit?=")["Subject"] == "=?utf-8?b?5Lit?="


def test_a_subject_cannot_add_a_header() -> None:
    assert "Bcc" not in parsed("Hello\r\nBcc: b@example.cn")


def test_the_name_of_the_sender_survives() -> None:
    sender = parsed()["From"].addresses[0]
    assert (sender.display_name, sender.addr_spec) == (
        "政务数据资源共享办理系统",
        "noreply@example.cn",
    )


def test_text_and_html_say_the_same() -> None:
    mail = parsed(text="请办理：https://gx.example.cn/tasks/1\n")
    text, html = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert html is not None
    assert "请办理：https://gx.example.cn/tasks/1" in text.get_content()
    assert 'href="https://gx.example.cn/tasks/1"' in html.get_content()


def test_the_message_id_comes_from_the_row() -> None:
    assert parsed()["Message-ID"] == "<0198@example.cn>"


def test_the_same_message_makes_the_same_bytes() -> None:
    assert raw() == raw()


def test_the_date_is_that_of_the_message() -> None:
    assert parsed()["Date"].datetime == WHEN
    assert str(parsed()["Date"]).endswith("+0800")


def test_robots_are_told_not_to_answer() -> None:
    assert parsed()["Auto-Submitted"] == "auto-generated"
