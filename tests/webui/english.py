"""Reading English pages: what of the program's own is left in Chinese on one."""

from collections.abc import Callable
from datetime import date

from tests.webui.reading import ours, texts_of
from tests.webui.visitor import Visitor

English = Callable[[str], Visitor]
PAST = date(2020, 1, 1)


def left(page: str, *brought: str) -> list[str]:
    """The Chinese texts of `page` that nobody `brought`."""
    return ours(texts_of(page), *brought)
