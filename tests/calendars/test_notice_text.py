"""The words of every notice at hand give exactly the shipped file of its year."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from calendars import ReadNotice, Source, YearNotice, as_year_notice, read_notice_text
from tests.calendars.notice_wordings import (
    ADDRESSEES,
    CLOSING,
    ERRANDS,
    READ,
    REBUILT,
    YEARS,
    arrangement,
    official,
    preamble,
    shipped_text,
)

AT_HAND = [year for year in READ if year not in REBUILT]
HALF = str.maketrans({"，": ",", "：": ":", "（": "(", "）": ")", "。": ".", "〔": "[", "〕": "]"})
FULL = str.maketrans("0123456789", "０１２３４５６７８９")
COPIES: dict[str, Callable[[str], str]] = {
    "half-width punctuation": lambda text: text.translate(HALF),
    "full-width digits": lambda text: text.translate(FULL),
    "a blank after every sign": lambda text: " ".join(text),
    "byte order mark and CRLF": lambda text: "\ufeff" + text.replace("\n", "\r\n"),
    "zero-width spaces": lambda text: text.replace("月", "月\u200b"),
    "dashes for 至": lambda text: text.replace("至", "——"),
    "hyphens for 至": lambda text: text.replace("至", "-"),
    "tildes for 至": lambda text: text.replace("至", " ～ "),
    "radicals of a PDF file": lambda text: text.replace("月", "⽉").replace("日", "⽇"),
    "square brackets": lambda text: text.replace("〔", "【").replace("〕", "】"),
    "everything on one line": lambda text: text.replace("\n", "").replace("\u3000", ""),
    "a line break after every colon": lambda text: text.replace("：", "：\n"),
    "angle brackets": lambda text: text.replace("〈", "<").replace("〉", ">"),
    "quotation marks": lambda text: text.replace("〈", "“").replace("〉", "”"),
    "no full stop at the end of an item": lambda text: re.sub("([天班]|连休)。\n", r"\1\n", text),
}


def read_year(text: str) -> ReadNotice:
    read = read_notice_text(text)
    assert isinstance(read, ReadNotice)
    return read


def holds(read: ReadNotice, notice: YearNotice) -> bool:
    """Whether `read` says what the shipped file says, head and arrangement."""
    source = notice.source
    return (read.year, read.title, read.number, read.signed, read.breaks) == (
        notice.year,
        source.title,
        source.number,
        source.signed,
        notice.breaks,
    )


@pytest.mark.parametrize("year", AT_HAND)
def test_the_text_beside_a_shipped_file_gives_that_file(year: int) -> None:
    read = read_year(shipped_text(str(year)))
    assert holds(read, YEARS[year])
    assert read.passed_over == ()


@pytest.mark.parametrize("year", READ)
def test_the_whole_paper_gives_the_same(year: int) -> None:
    """2024 and 2025 are rebuilt wordings, not the notices: no text of them was at hand."""
    assert holds(read_year(official(year)), YEARS[year])


def test_what_is_ignored_is_shown_with_its_line() -> None:
    text = official(2024)
    ignored = read_year(text).passed_over
    assert [passed.sentence for passed in ignored] == [
        ADDRESSEES,
        "鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。",
        CLOSING,
        "（此件公开发布）",
    ]
    lines = text.split("\n")
    assert all(passed.sentence in lines[passed.line - 1] for passed in ignored)


def test_the_principles_of_2025_are_shown_and_arrange_nothing() -> None:
    ignored = [passed.sentence for passed in read_year(official(2025)).passed_over]
    assert [sentence[:6] for sentence in ignored] == [
        "各省、自治区",
        "经党中央、国",
        "据此对放假调",
        "节假日期间，",
        "（此件公开发",
    ]


@pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES)
@pytest.mark.parametrize("year", [2010, 2014, 2024, 2025, 2026])
def test_how_a_copy_is_typed_makes_no_difference(year: int, copy: Callable[[str], str]) -> None:
    assert holds(read_year(copy(official(year))), YEARS[year])


@pytest.mark.parametrize("year", [2010, 2025])
def test_a_line_break_anywhere_makes_no_difference(year: int) -> None:
    text = official(year)
    for place in range(len(text)):
        assert holds(read_year(f"{text[:place]}\n{text[place:]}"), YEARS[year]), text[place - 9 :]


PAGES = {
    "the page of a government site": f"""首页 > 政策 > 国务院政策文件库
索 引 号：\t000014349/2025-00091\t主题分类：\t综合政务\\其他
发文机关：\t国务院办公厅\t成文日期：\t2025年11月04日
标　　题：\t国务院办公厅关于2026年部分节假日安排的通知
发文字号：\t国办发明电〔2025〕7号\t发布日期：\t2025年11月05日
字体：
默认
打印
{official(2026)}
扫一扫在手机打开当前页""",
    "labels above their values": f"""成文日期：
2025年11月04日
发布日期：
2025年11月05日
{official(2026)}""",
    "the page of a newspaper": f"""正在阅读：国务院办公厅关于2026年部分节假日安排的通知
首页> 时政频道> 国内 > 正文
受权发布丨国务院办公厅关于2026年部分节假日安排的通知
2025-11-04 22:15:03 来源：新华网
（国办发明电〔2025〕7号）
　　新华社北京11月4日电 国务院办公厅关于2026年部分节假日安排的通知，全文如下：
{ADDRESSEES}
{preamble(2026)}
{arrangement(2026)}
{ERRANDS}{CLOSING}
国务院办公厅
2025年11月4日
[ 责编：某某 ]""",
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_what_a_page_adds_does_not_hinder(page: str) -> None:
    assert holds(read_year(page), YEARS[2026])


def test_number_and_date_may_be_missing() -> None:
    read = read_year(f"{preamble(2026)}\n{arrangement(2026)}")
    assert (read.title, read.number, read.signed) == ("", "", None)
    assert read.breaks == YEARS[2026].breaks


def test_a_bare_date_above_the_arrangement_is_not_that_of_signing() -> None:
    read = read_year(f"{YEARS[2026].source.title}\n2025-11-05\n{arrangement(2026)}")
    assert read.signed is None
    assert [passed.sentence for passed in read.passed_over] == ["2025-11-05"]


def test_a_read_notice_becomes_the_years_notice() -> None:
    source: Source = YEARS[2026].source
    assert as_year_notice(read_year(official(2026)), source) == YEARS[2026]
