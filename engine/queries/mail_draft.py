"""A mail of the draft: what it says, who sends it to whom, how it reads on an example case."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from engine.core.access import Actor
from engine.core.lint.mails import check_mails
from engine.core.lint.subject import read_subject
from engine.core.lint.template_words import in_chinese
from engine.core.pack import read_pack
from engine.core.templates.render import check_template, render
from engine.errors import MailTemplateError, NotFound, PackError
from engine.mail.layout import html_page, plain_text
from engine.queries.case_names import KnownName
from engine.queries.mail_uses import MailUse, uses_of_mail
from engine.queries.names_in_scope import grouped, mail_names, sample_of
from engine.queries.pack_draft import draft_files
from engine.sentence import say
from engine.store.database import Store

__all__ = [
    "MailDraft",
    "Read",
    "SampleMail",
    "grouped",
    "in_chinese",
    "laid_out",
    "mail_draft",
    "read_mail",
]

_PATH = re.compile(r"(?:([a-z0-9][a-z0-9-]{0,60})/)?mail/([a-z0-9][a-z0-9-]{0,60})\.txt")
_NEW = "【通知】{{ case.number }} {{ case.title }}\n\n您好：\n\n\n\n办理和查看：{{ link }}\n"


@dataclass(frozen=True)
class MailDraft:
    """`content` is None for a mail that is yet to be written; `folder` is empty for one of the
    whole pack. `files`: the draft around it."""

    path: str
    folder: str
    key: str
    content: bytes | None
    files: Mapping[str, bytes]

    @property
    def sha256(self) -> str:
        """The digest that a change names as its base; empty for a mail yet to be written."""
        return "" if self.content is None else hashlib.sha256(self.content).hexdigest()

    @property
    def text(self) -> str:
        """The template as it stands; of a new mail a beginning."""
        return _NEW if self.content is None else self.content.decode("utf-8", "replace")

    @cached_property
    def names(self) -> tuple[KnownName, ...]:
        """Return what the template may read."""
        return mail_names(self.files, self.folder, self.key)

    def uses(self) -> tuple[MailUse, ...]:
        """Return what sends the mail, and to whom."""
        return uses_of_mail(self.files, self.folder, self.key)


def mail_draft(store: Store, actor: Actor, pack: str, path: str) -> MailDraft:
    """Return the mail at `path` of the draft of `pack`, also one that is not there yet.

    Raises Forbidden, and NotFound for a path at which no mail can be.
    """
    files = draft_files(store, actor, pack)
    place = _PATH.fullmatch(path)
    if place is None or (place[1] and f"{place[1]}/process.toml" not in files):
        raise NotFound(say("“%(path)s”不是流程包中邮件的位置。", path=path[:120]))
    return MailDraft(path, place[1] or "", place[2], files.get(path), files)


@dataclass(frozen=True)
class SampleMail:
    """A mail as it would be sent: subject, text with the footer, and the HTML page; `to`: names."""

    subject: str
    text: str
    html: str
    to: tuple[str, ...] = ()


@dataclass(frozen=True)
class Read:
    """What is wrong with a template, each in a sentence that names the line; and how it reads on
    an example case, where it can be filled. `is_broken`: it cannot be filled on any case."""

    faults: tuple[str, ...]
    is_broken: bool
    sample: SampleMail | None


def read_mail(mail: MailDraft, text: str, base_url: str) -> Read:
    """Return what the template `text` says on an example case; never raises."""
    try:
        check_template(text)
    except (MailTemplateError, RecursionError) as wrong:
        return Read((in_chinese(str(wrong)),), True, None)
    faults = tuple(_faults(mail, text))
    try:
        filled = render(text, sample_of(mail.names))
    except (MailTemplateError, RecursionError) as wrong:
        return Read(faults or (in_chinese(str(wrong)),), False, None)
    return Read(faults, False, laid_out(filled.subject, filled.text, base_url))


def _faults(mail: MailDraft, text: str) -> Iterator[str]:
    """What the check of the pack says about the mail."""
    files = {**mail.files, mail.path: text.encode("utf-8", "replace")}
    try:
        subject, _ = read_subject(read_pack(files), mail.folder or None)
    except PackError:
        return
    for problem in check_mails(subject):
        if problem.file == mail.path:
            yield problem.message


def laid_out(subject: str, text: str, base_url: str, to: tuple[str, ...] = ()) -> SampleMail:
    """Return a mail in the look of all mails."""
    return SampleMail(subject, plain_text(text, base_url), html_page(subject, text, base_url), to)
