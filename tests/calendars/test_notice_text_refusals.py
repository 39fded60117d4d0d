"""What contradicts itself, the week or the law, or is not known, is refused with its place."""

from __future__ import annotations

import pytest

from calendars import NoticeTextError, ReadNotice, read_notice_text
from calendars.sentence import Sentence
from tests.calendars.notice_wordings import YEARS, arrangement, official, plain, shipped_text


def refusal(text: str) -> NoticeTextError:
    with pytest.raises(NoticeTextError) as caught:
        read_notice_text(text)
    return caught.value


def changed(year: int, old: str, new: str) -> str:
    text = official(year)
    assert old in text
    return text.replace(old, new)


#: A text, and what the refusal must show: the sentence, and words of the reason.
WRONG = {
    "an annotation of another weekday": (
        changed(2026, "1月1日（周四）", "1月1日（周五）"), "一、元旦", "1月1日 是周四"),
    "an annotation of another lunar day": (
        changed(2026, "农历正月初七", "农历正月初八"), "二、春节", "农历大年初七"),
    "除夕 that is none": (
        changed(2015, "2月15日（星期日）", "2月15日（除夕）"), "2月15日", "农历腊月二十七"),
    "an unknown annotation": (
        changed(2026, "（周四）至3日", "（开门红）至3日"), "一、元旦", "开门红"),
    "a day that does not exist": (
        changed(2020, "10月1日至8日", "0月1日至8日"), "六、国庆节", "没有“0月1日”这一天"),
    "a span turned round": (
        changed(2020, "6月25日至27日", "6月25日至24日"), "五、端午节", "起止颠倒"),
    "another count of days": (
        changed(2021, "12日至14日放假，共3天", "12日至14日放假，共4天"), "五、", "写明 4 天"),
    "no count of days": (
        changed(2021, "12日至14日放假，共3天", "12日至14日放假"), "五、端午节", "没有写明共几天"),
    "a weekend that is not next to the day": (
        changed(2019, "5月1日放假", "5月1日放假，与周末连休"), "四、劳动节", "不与周末相连"),
    "连休 with a Saturday": (
        changed(2024, "6月10日放假，与周末连休", "6月10日放假，与周六连休"), "五、", "看不懂"),
    "a day off without its festival": (
        changed(2015, "4月5日放假，4月6日", "4月4日放假，4月6日"), "三、清明节", "4月5日 是清明节"),
    "made up a week late": (
        changed(2016, "5月2日（星期一）补休", "5月9日（星期一）补休"), "四、", "不是紧接着的补休"),
    "worked a week early": (
        changed(2014, "9月28日", "9月21日"), "9月21日（星期日）", "更近的周末 2014年9月27日"),
    "worked on the other side of the break": (
        changed(2018, "4月8日", "4月1日"), "4月1日（星期日）上班", "更近的周末 2018年4月8日"),
    "worked although no rest day is moved": (
        changed(2022, "6月3日至5日放假，共3天。", "6月3日至5日放假，共3天。6月2日（星期四）上班。"),
        "6月2日（星期四）上班", "没有写“调休”"),
    "a worked day without its weekday": (
        changed(2020, "1月19日（星期日）", "1月19日"), "1月19日", "没有写明星期几"),
    "a worked day off the order": (
        changed(2020, "1月19日（星期日）、2月1日（星期六）", "2月1日（星期六）、1月19日（星期日）"),
        "2月1日", "从早到晚"),
    "a working day ordered to be worked": (
        changed(2020, "2月1日（星期六）", "2月3日（星期一）"), "2月3日", "周六或周日"),
    "a day without a month": (
        changed(2020, "1月24日至30日", "24日至30日"), "二、春节", "没有写明月份"),
    "an item left out": (
        changed(2026, arrangement(2026).splitlines()[4] + "\n", ""), "六、中秋节", "序号应为“五”"),
    "the last item left out": (
        changed(2026, arrangement(2026).splitlines()[6], ""), "六、中秋节", "没有读到国庆节"),
    "a festival twice": (
        changed(2026, "六、中秋节", "六、端午节"), "六、端午节", "端午节出现了两次"),
    "a festival nobody knows": (
        changed(2026, "六、中秋节", "六、重阳节"), "六、重阳节", "看不懂"),
    "two festivals exchanged": (
        changed(2026, "五、端午节", "五、X").replace("六、中秋节", "六、端午节").replace(
            "五、X", "五、中秋节"), "五、中秋节", "应在放假日内"),
    "another year in the title": (
        plain(2014).replace("2014年", "2022年"), "国办发明电", "应在 2021 年发文"),
    "another year in the preamble": (
        changed(2026, "现将2026年", "现将2025年"), "经国务院批准", "与第 1 行（2026）不一致"),
    "a festival missing in the preamble": (
        changed(2026, "端午节、中秋节和国庆节", "中秋节和国庆节"), "经国务院批准", "不一致"),
    "another year in the number": (
        changed(2026, "〔2025〕7号", "〔2026〕7号"), "国办发明电", "应在 2025 年发文"),
    "signed in another year": (
        changed(2026, "2025年11月4日", "2026年11月4日"), "2026年11月4日", "应在 2025 年发文"),
    "a date of signing that does not exist": (
        changed(2026, "2025年11月4日", "2025年11月31日"), "2025年11月31日", "没有"),
    "two numbers": (
        changed(2026, "7号\n", "7号\n国办发明电〔2025〕8号\n"), "8号", "与第 3 行"),
    "an order that is not in the grammar": (
        changed(2026, "1月4日（周日）上班。", "1月4日（周日）上班。1月5日（周一）照常休息。"),
        "1月5日（周一）照常休息。", "看不懂"),
    "an order before the first item": (
        changed(2026, "　　一、元旦", "2月3日（周二）上班。一、元旦"), "2月3日", "看不懂"),
    "an order in words": (
        changed(2026, "节假日期间，", "国庆期间放假八天。节假日期间，"), "国庆期间", "看不懂"),
    "encouraged on a day that is off": (
        changed(2026, "放假调休，共9天。", "放假调休，共9天。鼓励职工在除夕（2月16日）休息。"),
        "鼓励职工", "已在放假日内"),
    "two sentences on worked days": (
        changed(2020, "1月19日（星期日）、2月1日", "1月19日（星期日）上班。2月1日"),
        "2月1日（星期六）上班", "看不懂"),
    "a festival of another day in brackets": (
        changed(2026, "4月4日（周六）", "4月4日（清明节）"), "三、清明节", "4月4日 不是清明节"),
    "a year before the lunar table": (
        changed(2026, "1月1日（周四）至", "1899年1月1日（除夕）至"), "一、元旦", "2000 至 2099"),
    "an order hidden in the preamble": (
        changed(2026, "经国务院批准，", "经国务院批准，1月5日上班，"), "经国务院批准", "看不懂"),
    "an order that ends in a date": (
        changed(2026, "　　一、元旦", "顺延放假至2026年1月5日。一、元旦"), "顺延", "看不懂"),
    "an order behind the label of a page": (
        changed(2026, "　　一、元旦", "来源：上班2026年1月5日\n一、元旦"), "来源：上班", "看不懂"),
    "an order between the marks of a book": (
        changed(2026, "　　一、元旦", "按《1月5日上班办法》执行。\n一、元旦"), "按《", "看不懂"),
    "an order hidden in the closing": (
        changed(2026, "确保人民群众", "10月8日上班，确保人民群众"), "节假日期间", "看不懂"),
    "a principle with another number": (
        changed(2025, "放假调休8天", "放假调休9天"), "据此", "看不懂"),
    "an eighth item": (
        changed(2026, "　　鼓励", "　　八、其他：另行通知放假。\n　　鼓励"), "八、其他", "看不懂"),
    "encouraged on a day that is not 除夕": (
        changed(2024, "（2月9日）", "（2月8日）"), "鼓励各单位", "农历腊月二十九"),
    "years before 2010": (shipped_text("2008"), "2008年部分", "手工录入"),
    "years before 2010, without the title": (
        "\n".join(shipped_text("2008").splitlines()[2:]), "公休日", "2009 年及以前"),
    "a year too far": (
        "国务院办公厅关于2199年部分节假日安排的通知\n" + arrangement(2026), "2199", "2010 至 2099"),
    "no year at all": (arrangement(2026), "一、元旦", "看不出是哪一年"),
    "a title alone": ("国务院办公厅关于2026年部分节假日安排的通知", "2026年", "没有读到任何"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "sentence", "reason"), WRONG.values(), ids=WRONG)
def test_a_wrong_text_is_refused_with_sentence_line_and_reason(
    text: str, sentence: str, reason: str
) -> None:
    error = refusal(text)
    assert sentence in error.sentence
    assert reason in error.reason
    assert isinstance(error.reason, Sentence)
    assert error.sentence in "".join(text.splitlines()[error.line - 1 :])
    assert str(error) == f"第 {error.line} 行“{error.sentence}”：{error.reason}"
    assert isinstance(error.args[0], Sentence)


def test_the_line_is_that_of_the_pasted_text() -> None:
    text = "\n\n" + plain(2026).replace("5月9日（周六）", "5月9日（周日）").replace("\n", "\r\n")
    error = refusal(text)
    assert (error.line, error.sentence) == (9, "5月9日（周日）上班。")


@pytest.mark.parametrize("text", ["", " \n\t", "你好。", "\ufeff"])
def test_a_text_without_an_arrangement_is_refused(text: str) -> None:
    assert str(refusal(text)) == "第 1 行：没有读到任何放假安排，请粘贴通知全文"


def test_a_long_sentence_is_shown_by_its_beginning() -> None:
    error = refusal(plain(2026) + "放假" * 900)
    assert len(error.sentence) == 201
    assert error.sentence.endswith("假…")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("节" * 40_000, "100 kB"),
        ("字\n" * 2_500, "2000 行"),
        ("字" * 2_500, "没有句号"),
        ("字\n" * 1_900 + "放假", "标题"),
    ],
)
def test_what_is_too_big_to_be_a_notice_is_refused(text: str, reason: str) -> None:
    assert reason in refusal(text).reason


def test_a_weekday_replaced_by_the_right_lunar_name_is_read() -> None:
    read = read_notice_text(plain(2025).replace("1月28日（农历除夕、周二）", "1月28日（除夕）"))
    assert isinstance(read, ReadNotice)
    assert read.breaks == YEARS[2025].breaks
