"""Every shipped file with one thing wrong: loading refuses it, together with all the others.

Each date is shifted by a day either way, removed or doubled; each number of days declared is one
more or less; each key is dropped or misspelt; each value is of a wrong type; each name is another.
What no check can see, because the changed file is as consistent as the true one, is named below and
counted: a second person who compares the file with the paper is there for these.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.resources import files
from itertools import pairwise

import pytest

from calendars import NoticeError, parse_notice
from calendars.notice_model import notice_order
from calendars.notice_set import check_set
from calendars.notices import folder_texts

TEXTS = dict(folder_texts(files("calendars") / "notices"))
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
ITEM = r"\d{4}-\d{2}-\d{2}|\{[^}]*\}"
ASSIGNED = re.compile(r"^(\w+) = (.*)$", re.MULTILINE)
DAY = timedelta(days=1)
PARSED = {file: parse_notice(file, text) for file, text in TEXTS.items()}
WRONG_TYPES = ('"文字"', "1", "true", "1.5", "2026-10-01T08:00:00", "[]", "[1]", "{ a = 1 }", "''")


def cut(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


def shifted_days(text: str) -> Iterator[str]:
    for found in DATE.finditer(text):
        for step in (-DAY, DAY):
            moved = date.fromisoformat(found[0]) + step
            yield cut(text, *found.span(), moved.isoformat())


def arranged(text: str) -> Iterator[re.Match[str]]:
    """Each day and each span that stands in a list."""
    for row in re.finditer(r"^(off|work)\w* = \[.*\]$", text, re.MULTILINE):
        yield from re.compile(ITEM).finditer(text, *row.span())


def removed_days(text: str) -> Iterator[str]:
    for found in arranged(text):
        without = cut(text, *found.span(), "")
        yield re.sub(r", (?=\])|(?<=\[), ", "", without).replace(", , ", ", ")


def doubled_days(text: str) -> Iterator[str]:
    for found in arranged(text):
        yield cut(text, *found.span(), f"{found[0]}, {found[0]}")


def other_counts(text: str) -> Iterator[str]:
    for found in re.finditer(r"(?<=days_declared = )\d+", text):
        for step in (-1, 1):
            yield cut(text, *found.span(), str(int(found[0]) + step))


def other_years(text: str) -> Iterator[str]:
    for found in re.finditer(r"(?<=^year = )\d+|(?<=^amends = )\d+", text, re.MULTILINE):
        for step in (-1, 1):
            yield cut(text, *found.span(), str(int(found[0]) + step))


def dropped_keys(text: str) -> Iterator[str]:
    for found in ASSIGNED.finditer(text):
        yield cut(text, *found.span(), "")


def misspelt_keys(text: str) -> Iterator[str]:
    for found in ASSIGNED.finditer(text):
        yield cut(text, *found.span(1), f"{found[1]}s")


def wrong_types(text: str) -> Iterator[str]:
    for found in ASSIGNED.finditer(text):
        for value in WRONG_TYPES:
            yield cut(text, *found.span(2), value)


def other_names(text: str) -> Iterator[str]:
    for found in re.finditer(r'(?<=^name = ").*(?=")', text, re.MULTILINE):
        for name in ("新年", found[0][:-1], f"{found[0]}、元旦"):
            yield cut(text, *found.span(), name)


def swapped_names(text: str) -> Iterator[str]:
    names = list(re.finditer(r'(?<=^name = ").*(?=")', text, re.MULTILINE))
    for one, other in pairwise(names):
        later = cut(text, *other.span(), one[0])
        yield cut(later, *one.span(), other[0])


def survivors(kind: str) -> Iterator[tuple[str, str]]:
    """File and changed line of each mutant that would be loaded."""
    for file, text in TEXTS.items():
        for mutant in MUTATIONS[kind](text):
            if mutant != text and is_loaded(file, mutant):
                yield file, changed_line(text, mutant)


def is_loaded(file: str, mutant: str) -> bool:
    """Whether `load_notices` takes `mutant` among the others, which need no reading again."""
    try:
        others = [notice for name, notice in PARSED.items() if name != file]
        check_set(sorted([*others, parse_notice(file, mutant)], key=notice_order))
    except NoticeError:
        return False
    return True


def changed_line(text: str, mutant: str) -> str:
    pairs = zip(text.splitlines(), mutant.splitlines(), strict=False)
    return next((old for old, new in pairs if old != new), "")


MUTATIONS = {
    each.__name__: each
    for each in (
        shifted_days, removed_days, doubled_days, other_counts, other_years,
        dropped_keys, misspelt_keys, wrong_types, other_names, swapped_names,
    )
}  # fmt: skip

#: How many mutants of a line are loaded, by what stands in it, and of how many altogether.
KNOWN: dict[str, tuple[int, dict[str, int]]] = {
    # A worked Saturday becomes the Sunday beside it, or the other way round; a single day off of
    # 2014 and 2015 the Sunday or Saturday beside it; a span of a change is one longer or shorter,
    # which only the paper knows. A day of signing is what the paper says.
    "shifted_days": (
        828, {"work": 50, "signed": 46, "published": 18, "off_add": 8, "off": 2, "work_add": 1}
    ),
    # What a change gives or takes balances with nothing.
    "removed_days": (270, {"work_add": 3, "off_add": 2}),
    "doubled_days": (270, {}),
    "other_counts": (262, {}),
    "other_years": (46, {}),
    # Without it, the day of signing is that of publication.
    "dropped_keys": (732, {"published": 9}),
    "misspelt_keys": (732, {}),
    # Texts that are other texts, which is no wrong type; and a change without one of its halves.
    "wrong_types": (
        6588, {"checked_by": 46, "number": 23, "title": 23, "text_sha256": 23, "entered_by": 23,
               "holiday": 3, "work_add": 2, "off_add": 2}
    ),
    "other_names": (393, {}),
    "swapped_names": (111, {}),
}  # fmt: skip


@pytest.mark.parametrize("kind", KNOWN)
def test_a_mutated_file_is_refused_but_for_the_known_ones(kind: str) -> None:
    total, known = KNOWN[kind]
    assert sum(1 for text in TEXTS.values() for _ in MUTATIONS[kind](text)) == total
    assert Counter(line.split(" = ")[0] for _, line in survivors(kind)) == known


def test_a_date_that_no_check_misses_is_a_weekend_beside_its_like() -> None:
    """The only days of yearly notices that may be another unseen are Saturdays and Sundays."""
    for file, line in survivors("shifted_days"):
        if line.startswith(("off =", "work =")) and "change" not in file:
            assert any(date.fromisoformat(day).weekday() >= 5 for day in DATE.findall(line)), line
