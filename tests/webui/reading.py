"""Reading a page as its reader does, and which Chinese of the program's own stands on it."""

import re
from collections.abc import Iterable
from functools import cache
from html.parser import HTMLParser

from tests.bureau.fixtures import bureau_files
from tests.commands.casework import PURPOSE
from tests.packs import pack_files

CHINESE = re.compile(r"[\u4e00-\u9fff]+")
SAID = ("title", "aria-label", "placeholder", "data-confirm")
SILENT = {"script", "style", "textarea"}
#: How the numbers of notices of the State Council begin.
NOTICES = "国办发明电"
#: How the pack calls a case of registration.
TITLES = "登记注册科申请使用"


class Reader(HTMLParser):
    """Collects the texts of a page and the attributes that are shown or read out; not what stands
    in a language of its own, like the language switch, nor what somebody is typing."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.skipped: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin to skip, or note what the element says."""
        given = dict(attrs)
        if tag in SILENT or ("lang" in given and tag != "html") or tag in self.skipped:
            self.skipped.append(tag)
        if not self.skipped:
            self.texts += [value for name, value in attrs if name in SAID and value]

    def handle_endtag(self, tag: str) -> None:
        """End skipping where it began."""
        if self.skipped and self.skipped[-1] == tag:
            self.skipped.pop()

    def handle_data(self, data: str) -> None:
        """Note a text."""
        if not self.skipped:
            self.texts.append(data)


def texts_of(page: str) -> list[str]:
    """Return all that a page says."""
    reader = Reader()
    reader.feed(page)
    return reader.texts


def ours(texts: Iterable[str], *brought: str) -> list[str]:
    """Return the runs of Chinese in `texts` that neither the test pack nor the test bureau nor the
    test's own request, nor `brought`, put there."""
    told = "\n".join((_brought(), *brought))
    runs = {run for text in texts for run in CHINESE.findall(text)}
    return sorted(run for run in runs if run not in told)


@cache
def _brought() -> str:
    files = {**pack_files(), **bureau_files()}.values()
    return "\n".join([*(data.decode() for data in files), *PURPOSE.values(), NOTICES, TITLES])
