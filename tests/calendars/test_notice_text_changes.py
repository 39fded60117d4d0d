"""A change notice gives a proposal, held against what was known before it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from calendars import (
    ChangeNotice,
    ChinaCalendar,
    NoticeTextError,
    ReadChange,
    as_change_notice,
    read_notice_text,
    shipped,
    shipped_notices,
)
from tests.calendars.notice_wordings import ADDRESSEES, CHANGES, shipped_text

DAYS = ("off_add", "off_remove", "work_add", "work_remove")
#: The papers as they were published around the sentences at hand.
OFFICIAL = {
    2015: f"""{ADDRESSEES}
2015年是中国人民抗日战争暨世界反法西斯战争胜利70周年。为使全国人民广泛参与中央及各地区各部门举行的纪念活动，\
2015年9月3日全国放假1天。为方便公众安排假日期间生产生活，特作如下调休：{{arranged}}
调休放假期间，各地区、各部门要妥善安排好值班和安全、保卫等工作，遇有重大突发事件，要按规定及时报告并妥善处置，\
确保有关纪念活动顺利进行。
国务院""",
    2019: f"""{ADDRESSEES}
经国务院批准，现将调整2019年劳动节放假安排通知如下。
{{arranged}}
二、各地区、各部门要抓紧做好本地区、本领域的劳动节假期调整落实工作，采取有效措施，保障交通运力，加强旅游服务。
三、劳动节期间，要妥善安排好值班和安全、保卫等工作，遇有重大突发事件，要按规定及时报告并妥善处置，\
确保人民群众祥和平安度过节日假期。
国务院办公厅""",
    2020: f"""{ADDRESSEES}
经国务院批准，为加强新型冠状病毒感染的肺炎疫情防控工作，有效减少人员聚集，阻断疫情传播，\
更好保障人民群众生命安全和身体健康，现将延长2020年春节假期的具体安排通知如下。
{{arranged}}
二、各地大专院校、中小学、幼儿园推迟开学，具体时间由教育部门另行通知。
三、因疫情防控不能休假的职工，应根据《中华人民共和国劳动法》规定安排补休，未休假期的工资报酬应按照有关政策保障落实。
国务院办公厅""",
}


def proposed(text: str, before: ChinaCalendar | None = None) -> ReadChange:
    read = read_notice_text(text, before)
    assert isinstance(read, ReadChange)
    return read


def holds(read: ReadChange, notice: ChangeNotice) -> bool:
    """Whether the proposal is what the shipped file says."""
    source = notice.source
    return (
        (read.amends, read.title, read.number) == (notice.amends, source.title, source.number)
        and (read.signed, read.holiday) == (source.signed, notice.holiday)
        and all(getattr(read, key) == getattr(notice, key) for key in DAYS)
    )


def official(year: int) -> str:
    title, number, _, *arranged, _, signed = shipped_text(f"{year}-change").splitlines()
    body = OFFICIAL[year].format(arranged="".join(arranged))
    return f"{title}\n{number}\n{body}\n{signed}\n（此件公开发布）"


@pytest.mark.parametrize("year", CHANGES)
def test_against_the_calendar_of_the_day_before(year: int) -> None:
    notice = CHANGES[year]
    eve = shipped().as_known(notice.source.signed - timedelta(days=1))
    assert holds(proposed(shipped_text(f"{year}-change"), eve), notice)


@pytest.mark.parametrize("year", CHANGES)
def test_against_a_set_without_it(year: int) -> None:
    others = [n for n in shipped_notices() if n is not CHANGES[year]]
    read = proposed(shipped_text(f"{year}-change"), ChinaCalendar(others))
    assert holds(read, CHANGES[year])


@pytest.mark.parametrize("year", CHANGES)
def test_a_calendar_that_knows_the_change_is_asked_for_the_eve_of_it(year: int) -> None:
    assert holds(proposed(shipped_text(f"{year}-change")), CHANGES[year])


@pytest.mark.parametrize("year", CHANGES)
def test_the_whole_paper_gives_the_same_and_shows_the_rest(year: int) -> None:
    read = proposed(official(year))
    assert holds(read, CHANGES[year])
    assert read.passed_over[0].sentence == ADDRESSEES
    assert read.passed_over[-1].sentence == "（此件公开发布）"
    assert len(read.passed_over) == {2015: 5, 2019: 4, 2020: 4}[year]


@pytest.mark.parametrize("year", CHANGES)
def test_a_proposal_becomes_the_change(year: int) -> None:
    notice = CHANGES[year]
    assert as_change_notice(proposed(official(year)), notice.source) == notice


def test_without_title_an_extension_tells_its_holiday() -> None:
    text = shipped_text("2020-change").split("\n", 2)[2]
    read = proposed(text)
    assert (read.holiday, read.title, read.off_add) == ("春节", "", CHANGES[2020].off_add)


def test_a_break_given_anew_takes_back_what_it_no_longer_has() -> None:
    """Invented: 国庆 of 2019 shortened by a day, one Saturday less worked."""
    text = (
        "国务院办公厅关于调整2019年国庆节假期安排的通知\n国办发明电〔2019〕9号\n"
        "一、2019年10月1日至6日放假调休，共6天。9月29日（星期日）上班。\n2019年8月1日"
    )
    read = proposed(text)
    shown = {key: [str(day) for day in getattr(read, key)] for key in DAYS}
    assert shown == {
        "off_add": [],
        "off_remove": ["2019-10-07"],
        "work_add": [],
        "work_remove": ["2019-10-12"],
    }


WRONG = {
    "an unknown wording": (
        shipped_text("2019-change").replace("放假调休", "放大假"), "5月1日至4日", "看不懂"),
    "another count": (
        shipped_text("2019-change").replace("共4天", "共5天"), "共5天", "写明 5 天"),
    "an order more": (
        shipped_text("2019-change").replace("上班。", "上班。5月6日放假。"), "5月6日", "看不懂"),
    "an order more after an extension": (
        shipped_text("2020-change").replace("上班。", "上班。2月8日（星期六）上班。"),
        "2月8日", "看不懂"),
    "an extension of another holiday than the title says": (
        shipped_text("2020-change").replace("一、延长2020年春节", "一、延长2020年元旦"),
        "元旦", "看不懂"),
    "an extension that ends before the holiday does": (
        shipped_text("2020-change").replace("2月2日（农历正月初九，星期日）", "1月29日（周三）"),
        "1月29日", "不能延长至此日"),
    "work begins a day late": (
        shipped_text("2020-change").replace("2月3日（星期一）", "2月4日（星期二）"), "2月4日",
        "首个工作日应为 2020年2月3日"),
    "a day named that is not in the span": (
        shipped_text("2015-change").replace("9月4日（星期五）调休", "9月7日（星期一）调休"),
        "9月7日", "起止不符"),
    "a day moved that nobody works for": (
        shipped_text("2015-change").replace("，9月6日（星期日）上班", ""), "9月4日", "天数不等"),
    "the day of the whole country outside the span": (
        official(2015).replace("2015年9月3日全国", "2015年9月2日全国"), "9月3日至5日", "9月2日"),
    "a year without its notice": (
        "国务院办公厅关于延长2031年春节假期的通知\n"
        "延长2031年春节假期至2月2日（星期日），2月3日（星期一）起正常上班。",
        "延长2031年", "还没有 2031 年的年度通知"),
    "another holiday in the preamble": (
        official(2019).replace("现将调整2019年劳动节", "现将调整2019年国庆节"), "国庆节", "不一致"),
    "issued in another year": (
        shipped_text("2019-change").replace("〔2019〕3号", "〔2021〕3号"), "3号", "2021 年发文"),
    "no title": (
        "9月3日至5日调休放假，共3天。", "9月3日", "标题"),
    "no year": (
        "\n".join(shipped_text("2015-change").splitlines()[:1])
        + "\n9月3日至5日调休放假，共3天。", "9月3日", "哪一年"),
    "nothing that changes": (
        "国务院办公厅关于调整2019年国庆节假期安排的通知\n国办发明电〔2019〕9号\n2019年10月1日至7日"
        "放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。", "10月1日", "没有任何变动"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "sentence", "reason"), WRONG.values(), ids=WRONG)
def test_a_wrong_change_is_refused(text: str, sentence: str, reason: str) -> None:
    with pytest.raises(NoticeTextError) as caught:
        read_notice_text(text)
    assert sentence in caught.value.sentence
    assert reason in caught.value.reason
