"""录入: paste, look, enter; each error names its field, and nothing that was typed is lost."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape

import pytest

from engine.clock import MovedClock
from engine.store.database import Store
from tests.revising import CHANGE_NUMBER, NOTICE, URL, in_force, propose, put_in_force
from tests.webui.notice_form import NEW, PAGE, again, by_hand, entered_as, read, shown
from tests.webui.test_sign_in_again import Interrupted
from tests.webui.visitor import Visitor

Visitors = Callable[..., Visitor]
#: In the words of 2020, and made up as the notice of 2027 is.
EXTENDED = """国务院办公厅关于延长2027年春节假期的通知
国办发明电〔2027〕1号
延长2027年春节假期至2月14日（农历正月初九，星期日），2月15日（星期一）起正常上班。
2027-02-03"""


@pytest.fixture(autouse=True)
def late_december(moved_clock: MovedClock) -> None:
    """Thursday before 元旦: what runs on into January is provisional."""
    moved_clock.set(datetime(2026, 12, 31, 2, tzinfo=UTC))


def test_a_text_is_shown_as_read_before_it_is_entered(visitor: Visitors, store: Store) -> None:
    browser = visitor("pengli")
    answer = read(browser)
    page = answer.text
    assert answer.status_code == 200
    assert '2027-01-01 周五</span> 至 <span class="span-day">2027-01-04 周一' in page
    assert "2027-09-26 周日</span>、" in page
    assert "与现行日历不同的日子（16 天）" in page
    assert page.count('class="month"') == 7
    assert 'value="enter"' in page
    made = entered_as(browser, answer)
    assert "由您录入，须由另一人复核" in browser.get(made).text
    assert in_force(store).last_covered.year == 2026


def test_a_refused_text_is_kept_and_named_by_its_line(visitor: Visitors) -> None:
    browser = visitor("pengli")
    wrong = NOTICE.replace("共7天", "共8天", 1)
    answer = read(browser, text=wrong, reason="国务院办公厅网站")
    assert answer.status_code == 422
    assert "第 5 行“二、春节" in answer.text
    assert 'value="enter"' not in answer.text
    kept = shown(answer)
    assert (kept["text"], kept["reason"], kept["url"]) == (wrong, "国务院办公厅网站", URL)
    assert (kept["_way"], kept["rows-6-name"]) == ("hand", "国庆节")
    mended = again(browser, answer, "read", text=NOTICE)
    assert mended.status_code == 200
    assert shown(mended)["_way"] == "text"


def test_what_is_wrong_at_the_source_hides_nothing_of_the_days(visitor: Visitors) -> None:
    browser = visitor("pengli")
    answer = read(browser, url="gov.cn", signed="去年", published="2026-12-01")
    assert answer.status_code == 422
    assert "以 https:// 开头" in answer.text
    assert "请按 2026-11-04 的样子填写日期" in answer.text
    assert "公布日期不能早于成文日期" in answer.text
    assert answer.text.count('class="month"') == 7
    assert 'value="enter"' not in answer.text
    assert shown(answer)["signed"] == "去年"
    differs = read(browser, number="国办发明电〔2026〕16号")
    assert "与通知文字中的“国办发明电〔2026〕15号”不一致" in differs.text


def test_what_was_changed_after_reading_is_read_again(visitor: Visitors, store: Store) -> None:
    browser = visitor("pengli")
    answer = read(browser)
    later = again(
        browser, answer, "enter", text=NOTICE.replace("1月9日（周六）", "1月10日（周日）")
    )
    assert later.status_code == 200
    assert "内容在读取之后改过" in later.text
    assert "2027-01-10 周日" in later.text
    assert "待复核</h2>" not in browser.get(PAGE).text
    entered_as(browser, later)


def test_the_same_notice_waits_only_once(visitor: Visitors, store: Store) -> None:
    propose(store)
    browser = visitor("sysadmin")
    answer = again(browser, read(browser), "enter")
    assert answer.status_code == 409
    assert "同一项通知已经录入" in answer.text
    assert shown(answer)["text"] == NOTICE


def test_days_are_entered_by_hand(visitor: Visitors) -> None:
    browser = visitor("pengli")
    browser.get(f"{NEW}?way=hand")
    answer = browser.post(NEW, _verb="read", url=URL, **by_hand())
    assert answer.status_code == 200, answer.text
    assert "2027-02-05 周五" in answer.text
    assert "9月26日、10月9日" in answer.text
    page = browser.get(entered_as(browser, answer)).text
    assert "没有文字：日期由录入人逐项填写" in page
    assert "2027-10-09 周六" in page


def test_a_text_that_is_not_understood_is_kept_with_days_entered_by_hand(
    visitor: Visitors,
) -> None:
    browser = visitor("pengli")
    browser.get(NEW)
    text = NOTICE.replace("放假，共1天", "放一天假")
    answer = browser.post(NEW, _verb="read", url=URL, **by_hand(text=text))
    assert answer.status_code == 200, answer.text
    assert "通知的文字没有读懂" in answer.text
    assert "放一天假" in browser.get(entered_as(browser, answer)).text


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"year": "二〇二七"}, "请填写四位数的年份"),
        ({"rows-0-from": "元月一日"}, "第 1 行：看不出是哪一天：“元月一日”"),
        ({"rows-0-from": "2月30日"}, "第 1 行：看不出是哪一天：“2月30日”"),
        ({"rows-1-to": "2027-12-31"}, "第 2 行：看不出是哪一天"),
        ({"rows-2-name": ""}, "第 3 行：请填写节日名称和放假的第一天"),
        ({"rows-5-from": "", "rows-5-to": ""}, "中秋节为法定节日"),
        ({"rows-6-work": "10月8日"}, "调休上班日应为周六或周日"),
        ({"rows-6-work": "、".join(["10月9日"] * 3 + ["x" * 99])}, "看不出是哪一天"),
        ({"number": ""}, "请填写文号"),
        ({"signed": ""}, "请填写成文日期"),
        ({"number": "号" * 201}, "不能超过 200 字"),
    ],
)
def test_each_wrong_row_is_named_and_kept(
    visitor: Visitors, changed: dict[str, str], says: str
) -> None:
    browser = visitor("pengli")
    browser.get(NEW)
    given = by_hand(**changed)
    answer = browser.post(NEW, _verb="read", url=URL, **given)
    assert answer.status_code == 422
    assert says in answer.text
    assert {name: shown(answer)[name] for name in given if name != "_way"} == {
        name: text for name, text in given.items() if name != "_way"
    }


def test_a_change_is_proposed_and_looked_through_before_it_is_entered(
    visitor: Visitors, store: Store
) -> None:
    put_in_force(store)
    browser = visitor("pengli")
    answer = read(browser, text=EXTENDED)
    assert answer.status_code == 200
    assert "程序按文字提出的建议" in answer.text
    assert 'value="enter"' not in answer.text
    fields = shown(answer)
    assert (fields["_way"], fields["amends"], fields["holiday"]) == ("change", "2027", "春节")
    assert fields["off_add"] == "2027-02-12、2027-02-13、2027-02-14"
    assert fields["work_remove"] == "2027-02-13"
    checked_again = again(browser, answer, "read", off_add="2月12日\n2月13日\n2月14日")
    page = browser.get(entered_as(browser, checked_again)).text
    assert CHANGE_NUMBER in page
    assert "2027-02-12 周五" in page
    assert '<span class="tag">调整通知</span>' in page


def test_wrong_days_of_a_change_are_named(visitor: Visitors, store: Store) -> None:
    put_in_force(store)
    browser = visitor("pengli")
    answer = read(browser, text=EXTENDED)
    wrong = again(browser, answer, "read", off_add="2月12日、后天", amends="27")
    assert wrong.status_code == 422
    assert "看不出是哪一天：“后天”" in wrong.text
    assert shown(wrong)["off_add"] == "2月12日、后天"
    one = again(browser, answer, "read", off_add="2月12日、后天")
    assert "读到的内容" not in one.text
    none = again(browser, answer, "read", off_add="", work_remove="", holiday="")
    assert "请至少填写一个调整的日期" in none.text
    fits = again(browser, answer, "read", off_remove="2027-03-01")
    assert "原不是放假日" in fits.text


def test_a_reading_is_held_against_a_second_opinion(visitor: Visitors, store: Store) -> None:
    browser = visitor("pengli")
    theirs = "date,kind,name\n2027-01-01,off,元旦\n2027-01-09,off,x\n".encode()
    page = read(browser, file=(io.BytesIO(theirs), "theirs.csv")).text
    assert "第二意见</h3>" in page
    assert "2027-01-09 周六" in page
    wrong = read(browser, file=(io.BytesIO(b"<html>"), "x.html"))
    assert wrong.status_code == 422
    assert "f-file-error" in wrong.text


def test_what_was_typed_before_the_session_ended_is_back(
    visitor: Visitors, moved_clock: MovedClock
) -> None:
    person = Interrupted(visitor("pengli"), NEW, moved_clock)
    page = person.send(**by_hand(text=NOTICE), _verb="enter")
    back = unescape(person.sign_in(page, "pengli"))
    assert "还没有提交" in back
    assert NOTICE.strip() in back
    assert 'value="9月26日、10月9日"' in back
    assert "读到的内容" not in back


ODD = ("\x00", "9" * 400, "0000", "字" * 40_000)
NAMES = ("text", "url", "number", "signed", "title", "published", "reason", "year", "amends",
         "holiday", "off_add", "work_remove", "rows-0-from", "rows-1-work", "rows-2-name",
         "_way", "_seen")  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
def test_whatever_is_typed_is_answered_in_words(visitor: Visitors, odd: str) -> None:
    browser = visitor("pengli")
    browser.get(NEW)
    for way in ("text", "hand", "change"):
        fields = {**by_hand(), **dict.fromkeys(NAMES, odd), "_way": way, "_verb": odd[:9]}
        assert browser.post(NEW, **fields).status_code == 422
    for name in NAMES:
        answer = browser.post(NEW, **{**by_hand(url=URL), name: odd, "_verb": "read"})
        assert answer.status_code in (200, 422), name
