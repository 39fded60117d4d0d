"""From a message to the bytes of a mail."""

import base64
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr

from engine.clock import SHANGHAI
from engine.mail.layout import html_page, plain_text

#: Bytes of text in one encoded word, so that no line of a header passes 76 characters.
WORD_BYTES = 42
PLAIN_SUBJECT = 60


@dataclass(frozen=True)
class Mail:
    """A message on its way: `id` of its row, the address it goes to, what it says, since when."""

    id: str
    address: str
    subject: str
    text: str
    created_at: datetime


def compose(mail: Mail, sender: str, base_url: str) -> bytes:
    """Return the mail in the form servers take, text and HTML, for the same input the same ids.

    `sender` is an address, with or without a name before it. The Message-ID is made from the row's
    id, so that a mail that had to be sent twice can be told to be one.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = mail.address
    message["Date"] = mail.created_at.astimezone(SHANGHAI)
    message["Message-ID"] = message_id(mail.id, sender)
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = "zh-CN"
    message.set_content(plain_text(mail.text, base_url), cte="base64")
    html = html_page(mail.subject, mail.text, base_url)
    message.add_alternative(html, subtype="html", cte="base64")
    message.set_boundary(f"=_{mail.id}")
    # The library folds long mixed headers in a way that loses blanks, so this one is made by hand.
    return b"Subject: " + encoded_subject(mail.subject).encode("ascii") + b"\r\n" + bytes(message)


def message_id(row_id: str, sender: str) -> str:
    """Return the Message-ID of the message row `row_id` as `sender` sends it."""
    return f"<{row_id}@{parseaddr(sender)[1].rpartition('@')[2]}>"


def encoded_subject(subject: str) -> str:
    """Return `subject` as RFC 2047 words, folded; short plain ASCII as it is."""
    plain = subject.isascii() and subject.isprintable() and "=?" not in subject
    if plain and len(subject) <= PLAIN_SUBJECT:
        return subject
    return "\r\n ".join(f"=?utf-8?b?{_base64(word)}?=" for word in _words(subject))


def _words(subject: str) -> list[str]:
    words = [""]
    for letter in subject:
        if len((words[-1] + letter).encode()) > WORD_BYTES:
            words.append("")
        words[-1] += letter
    return words


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")
