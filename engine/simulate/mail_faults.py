"""A mail that cannot be written as its template says: which, and what is missing."""

import re
from collections.abc import Callable

from engine.errors import MailTemplateError
from engine.sentence import Sentence, say

#: What the template language says of something that is not there.
_MISSING = re.compile(r"has no attribute '(\w+)'|'(\w+)' is undefined")


def mail_fault(error: MailTemplateError, subject: Callable[[str], str]) -> Sentence:
    """Return what is wrong with a mail; `subject` tells what the one with a key is called."""
    key = str(error.details.get("template") or "")
    mail = subject(key) or key
    missing = _MISSING.search(error.message)
    if missing is None:
        return say("邮件“%(mail)s”无法写成：%(why)s", mail=mail, why=error.message)
    name = missing[1] or missing[2]
    return say("邮件“%(mail)s”无法写成：这时还没有其中要写的“%(name)s”", mail=mail, name=name)
