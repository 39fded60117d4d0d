"""What somebody enters of a notice: which entries are taken, and at which field the others stop."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from calendars import Break
from engine.commands.propose_notice import propose_notice
from engine.core.notice_entry import MAX_REASON, Change
from engine.errors import FormError
from engine.store.tables import NoticeRow
from tests.bureau.fixtures import acting
from tests.commands.casework import at
from tests.revising import (
    CHANGE_NUMBER,
    EXTENSION,
    NOTICE,
    NUMBER,
    entry_of,
    extension,
    in_force,
    put_in_force,
)

#: The notice's days one by one, as the text has them.
BREAKS = (
    Break("元旦", 4, tuple(date(2027, 1, d) for d in (1, 2, 3, 4)), (date(2027, 1, 9),)),
    Break("春节", 7, tuple(date(2027, 2, d) for d in range(5, 12)), (date(2027, 2, 13),)),
    Break("清明节", 3, tuple(date(2027, 4, d) for d in (3, 4, 5)), ()),
    Break("劳动节", 5, tuple(date(2027, 5, d) for d in range(1, 6)), (date(2027, 5, 8),)),
    Break("端午节", 1, (date(2027, 6, 9),), ()),
    Break("中秋节", 1, (date(2027, 9, 15),), ()),
    Break(
        "国庆节", 7, tuple(date(2027, 10, d) for d in range(1, 8)),
        (date(2027, 9, 26), date(2027, 10, 9)),
    ),
)  # fmt: skip
BY_HAND: dict[str, Any] = {
    "text": "", "year": 2027, "breaks": BREAKS, "number": NUMBER, "signed": date(2026, 12, 29),
    "title": "国务院办公厅关于2027年部分节假日安排的通知",
}  # fmt: skip


@pytest.fixture
def quick(bureau_store):
    bureau_store.clock.set(at("2026-12-29 15:00"))
    return bureau_store


def row(store, notice_id):
    with store.reading() as session:
        return session.get(NoticeRow, notice_id)


def errors(store, entry, who="pengli"):
    """What is wrong with an entry: field -> sentences."""
    with pytest.raises(FormError) as refused:
        propose_notice(store, acting(store, who), entry)
    with store.reading() as session:
        assert session.scalars(select(NoticeRow)).all() == []
    return {name: "".join(map(str, said)) for name, said in refused.value.errors.items()}


def test_days_by_hand_make_the_same_notice_as_the_text(quick):
    put_in_force(quick)
    by_text = in_force(quick).revision
    again = put_in_force(quick, entry_of(**BY_HAND))
    assert in_force(quick).revision == by_text
    assert (row(quick, again).text, row(quick, again).text_sha256) == ("", "")


def test_a_change_of_a_year_without_notice_is_refused_on_entry(quick):
    assert "所调整年度" in errors(quick, extension())["change"]


@pytest.mark.parametrize(
    ("entry", "field", "words"),
    [
        (entry_of(""), "text", "请粘贴通知的全文"),
        (entry_of("今天天气很好。"), "text", "没有读到任何放假安排"),
        (entry_of(NOTICE * 200), "text", "不像一份通知"),
        (entry_of(NOTICE.replace("共4天", "共5天")), "text", "第 4 行“一、元旦"),
        (entry_of(NOTICE.replace("周六）上班", "周五）上班", 1)), "text", "2027年1月9日 是周六"),
        (entry_of(url=""), "url", "https://"),
        (entry_of(url="javascript:alert(1)"), "url", "https://"),
        (entry_of(url="https://" + "x" * 300), "url", "https://"),
        (entry_of(number="国办发明电〔2026〕14号"), "number", "不一致"),
        (entry_of(signed=date(2026, 12, 28)), "signed", "不一致"),
        (entry_of(title="另一个标题"), "title", "不一致"),
        (entry_of(published=date(2026, 12, 1)), "published", "早于成文日期"),
        (entry_of(reason="长" * (MAX_REASON + 1)), "reason", "不能超过"),
        (entry_of(breaks=BREAKS[:-1]), "breaks", "不一致"),
        (entry_of(**BY_HAND | {"year": None}), "year", "年份"),
        (entry_of(**BY_HAND | {"year": 2028}), "breaks", "2028"),
        (entry_of(**BY_HAND | {"breaks": BREAKS[:-1]}), "breaks", "国庆节"),
        (entry_of(**BY_HAND | {"number": ""}), "number", "请填写"),
        (entry_of(**BY_HAND | {"signed": None}), "signed", "请填写"),
        (entry_of(**BY_HAND | {"title": "长" * 300}), "title", "不能超过"),
        (extension(change=Change(2027, "")), "holiday", "哪个节日"),
        (extension(change=Change(2027, "春节")), "change", "没有任何变动"),
        (extension(change=Change(9999, "春节", off_add=(date(2027, 2, 12),))), "change", "9999"),
    ],
)
def test_a_wrong_entry_is_refused_at_the_field(quick, entry, field, words):
    found = errors(quick, entry)
    assert set(found) == {field}
    assert words in found[field]


def test_a_change_is_never_made_out_of_its_text_alone(quick):
    text = f"""国务院办公厅关于延长2026年国庆节假期的通知
{CHANGE_NUMBER}

一、延长2026年国庆节假期至10月9日（星期五），10月10日（星期六）起正常上班。

2026-10-06
"""
    assert "text" in errors(quick, entry_of(text))


def test_a_change_with_days_that_fit_is_taken(quick):
    put_in_force(quick)
    entered = put_in_force(quick, extension())
    assert (row(quick, entered).kind, row(quick, entered).year) == ("change", 2027)
    calendar = in_force(quick)
    assert not any(map(calendar.is_working_day, EXTENSION.off_add))
