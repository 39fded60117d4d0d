"""Handing mails to the SMTP server, and telling what its answer means for the next try."""

import smtplib
import ssl
from email.utils import parseaddr

from engine.errors import MailNotSent
from engine.mail.compose import Mail, compose
from engine.mail.failure_words import (
    BAD_ADDRESS,
    MAIL_REFUSED,
    NO_CONNECTION,
    RECIPIENT_REFUSED,
    SERVICE_REFUSED,
)
from engine.sentence import say
from engine.settings import Settings, SmtpServer, is_address

#: How long any single answer of the server may take.
TIMEOUT_SECONDS = 20


class Sender:
    """Sends mails over one connection, opened with the first and given back by `close`.

    Not to be shared between threads.
    """

    def __init__(self, settings: Settings) -> None:
        if settings.smtp is None:
            raise ValueError("no mail server is set")
        self._server = settings.smtp
        self._from = settings.mail_from
        self._base_url = settings.base_url
        self._line: smtplib.SMTP | None = None

    def send(self, mail: Mail) -> None:
        """Return once the server has taken `mail`; raise MailNotSent when it has not."""
        if not is_address(mail.address):
            raise MailNotSent(say(BAD_ADDRESS, address=mail.address), permanent=True)
        content = compose(mail, self._from, self._base_url)
        try:
            self._opened().sendmail(parseaddr(self._from)[1], [mail.address], content)
        except (OSError, ValueError, smtplib.SMTPException) as wrong:
            fault = explained(wrong)
            if fault.unreachable:
                self.close()
            raise fault from wrong

    def close(self) -> None:
        """Give the connection back; the next `send` opens another."""
        line, self._line = self._line, None
        if line is None:
            return
        try:
            line.quit()
        except (OSError, smtplib.SMTPException):
            line.close()

    def _opened(self) -> smtplib.SMTP:
        if self._line is None:
            self._line = _connected(self._server)
        return self._line


def _connected(server: SmtpServer) -> smtplib.SMTP:
    secure = ssl.create_default_context()
    if server.tls == "implicit":
        line: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=TIMEOUT_SECONDS, context=secure
        )
    else:
        line = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_SECONDS)
    try:
        if server.tls == "starttls":
            line.starttls(context=secure)
        if server.user:
            line.login(server.user, server.password)
    except BaseException:
        line.close()
        raise
    return line


def explained(wrong: Exception) -> MailNotSent:
    """Return what the failure `wrong` of smtplib means.

    Only a 5xx answer about the recipient or the content is the mail's own fault and final. All else
    (no connection, sign-in refused, sender refused) is the server's or the settings', so that the
    mail is tried again and no other is tried now.
    """
    if isinstance(wrong, smtplib.SMTPRecipientsRefused):
        return _refused(RECIPIENT_REFUSED, *next(iter(wrong.recipients.values())))
    if isinstance(wrong, smtplib.SMTPDataError):
        return _refused(MAIL_REFUSED, wrong.smtp_code, wrong.smtp_error)
    if isinstance(wrong, smtplib.SMTPResponseException):
        sentence = say(SERVICE_REFUSED, code=wrong.smtp_code, answer=_words(wrong.smtp_error))
        return MailNotSent(sentence, unreachable=True)
    return MailNotSent(say(NO_CONNECTION, fault=wrong), unreachable=True)


def _refused(what: str, code: int, answer: bytes | str) -> MailNotSent:
    # 421 says that the server is closing; the library has hung up by then.
    return MailNotSent(
        say(what, code=code, answer=_words(answer)),
        permanent=500 <= code < 600,
        unreachable=code == 421,
    )


def _words(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
