"""Whatever is pasted: an answer or a NoticeTextError, nothing else."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from calendars import NoticeTextError, ReadChange, ReadNotice, as_year_notice, read_notice_text
from tests.calendars.notice_wordings import READ, YEARS, official, shipped_text

WORDS = (
    "国务院办公厅 关于 2026年 部分节假日安排的通知 国办发明电〔2025〕7号 一、 二、 元旦 春节 、 ： "
    "1月1日 31日 99月0日 至 - （周四） （除夕） （ 放假 调休 ，共3天 ，与周末连休 上班 补休 。 ； "
    "延长 假期至 起正常上班 调整 的通知 现将 通知如下 鼓励 休息 0 9 二〇二五年十二月三十一日 "
    "全国放假1天 其中 成文日期： ٣ ①"
)
PIECES = st.sampled_from([*WORDS.split(" "), *"\n\r\ufeff\x00\ud800"])


def answer(text: str) -> ReadNotice | ReadChange | NoticeTextError:
    try:
        read = read_notice_text(text)
    except NoticeTextError as error:
        refused = error
    else:
        return read
    assert 1 <= refused.line <= text.count("\n") + text.count("\r") + 1
    return refused


@given(st.text(max_size=300))
@example("\ud800放假")
@example("一、元旦：0001年1月1日放假")
def test_any_text(text: str) -> None:
    assert isinstance(answer(text), NoticeTextError)


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=300)
def test_any_order_of_the_words_of_notices(text: str) -> None:
    answer(text)


@given(st.sampled_from(list(READ)), st.data())
@settings(max_examples=300)
def test_a_notice_with_anything_put_in_or_taken_out(year: int, data: st.DataObject) -> None:
    """A reading, where there is one, is a consistent year; it never depends on luck."""
    text = official(year)
    begin = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(begin, min(len(text), begin + 12)))
    put_in = data.draw(st.one_of(st.just(""), PIECES, st.text(max_size=3)))
    read = answer(text[:begin] + put_in + text[end:])
    if isinstance(read, ReadNotice):
        assert as_year_notice(read, YEARS[year].source).year == year


@given(st.sampled_from(["2015", "2019", "2020"]), st.data())
def test_a_change_with_anything_put_in_or_taken_out(year: str, data: st.DataObject) -> None:
    text = shipped_text(f"{year}-change")
    begin = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(begin, min(len(text), begin + 12)))
    answer(text[:begin] + data.draw(PIECES) + text[end:])


@pytest.mark.parametrize(
    "piece", ["（", "一、", "通知", "关于", "1日、", "2025年", "来源：", "-", "和元旦"]
)
def test_a_long_row_of_the_same_piece_ends(piece: str) -> None:
    """No pattern may need more than a moment: 100 kB of each."""
    text = piece * (99_000 // len(piece.encode()))
    assert isinstance(answer(text), NoticeTextError)
    assert isinstance(answer("一、元旦：" + "".join(piece for _ in range(300))), NoticeTextError)
