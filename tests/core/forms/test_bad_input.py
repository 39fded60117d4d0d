"""The bad input of Article 14 that one form can tell, and that each answer names the field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.forms.formats import credit_code
from engine.core.forms.placeholders import is_placeholder
from tests.core.forms.conftest import DIGEST, errors_of, form_of

PURPOSE = {
    "name": "purpose",
    "type": "longtext",
    "label": "使用用途",
    "required": True,
    "meaningful": True,
    "remedy": "请写明用于哪项职责",
}


@pytest.mark.parametrize("blank", [None, "", "   ", "\u3000\n\t ", "\u200b", "\ufeff "])
def test_a_blank_counts_as_missing(blank, context):
    found = errors_of(form_of(PURPOSE), {"purpose": blank}, context)

    assert found == {"purpose": ["“使用用途”还没有填写，请写明用于哪项职责。"]}
    assert errors_of(form_of(PURPOSE), {}, context) == found


@pytest.mark.parametrize(
    "text",
    ["测试", " 测试。", "测试测试", "test", "TEST 123", "ｔｅｓｔ", "无", "11111", "1 2 3 4",
     "。。。。", "aaaa", "同上", "见附件", "不同意", "————", "测试一下测试一下", "asdfghjkl",
     "无无无无", "12345678", "先测试一下吧", "随便写写的", "试一试", "就是试试而已", "核验核验核验",
     "test 测试 123", "啊啊啊吧吧吧", "测试" * 2000 + "的"],
)  # fmt: skip
def test_a_text_that_says_nothing_is_refused(text, context):
    found = errors_of(form_of(PURPOSE), {"purpose": text}, context)

    assert list(found) == ["purpose"]
    assert "如实写明" in found["purpose"][0]


@pytest.mark.parametrize(
    "text",
    ["无证经营查处", "测试仪器检定", "食品", "A级企业核查", "test环境验收后用于日常监管",
     "第3条、第5条", "试点企业名录核对", "没有许可证的商户排查", "随机抽查，随机检查",
     "无人机登记核验", "请勿随意变更登记"],
)  # fmt: skip
def test_a_text_that_says_something_is_taken(text, context):
    assert errors_of(form_of(PURPOSE), {"purpose": text}, context) == {}
    assert not is_placeholder(text)


def test_a_name_or_a_number_needs_no_chinese_and_a_sentence_does(context):
    number = {**PURPOSE, "type": "text"}
    for text in ("GB 2760-2014", "3.2.1", "Peter Schmidt"):
        refused = errors_of(form_of(number), {"purpose": text}, context)
        assert bool(refused) == (text == "3.2.1"), text
        assert list(errors_of(form_of(PURPOSE), {"purpose": text}, context)) == ["purpose"]


def test_the_refusal_shows_an_example_where_the_form_has_one(context):
    shown = {**PURPOSE, "placeholder": "例如 核验食品经营许可申请人的主体资格"}

    found = errors_of(form_of(shown), {"purpose": "测试一下测试一下"}, context)

    assert found == {
        "purpose": [
            "“使用用途”不能用“测试”“无”“111”之类没有内容的文字代替，请如实写明，"
            "例如 核验食品经营许可申请人的主体资格。"
        ]
    }


def test_purpose_equal_to_scene(context):
    form = form_of(
        PURPOSE,
        {"name": "scene", "type": "longtext"},
        rules=[
            {
                "check": "not same_text(purpose, scene)",
                "field": "scene",
                "message": "应与用途不同。",
            }
        ],
    )

    answers = {"purpose": "核查经营许可。", "scene": "核查 经营许可"}

    assert errors_of(form, answers, context) == {"scene": ["应与用途不同。"]}
    assert errors_of(form, answers | {"scene": "窗口受理时比对"}, context) == {}


@pytest.mark.parametrize("word", ["有偿服务", "转让", "商业"])
def test_commercial_words_warn_the_reviewer_and_stop_nobody(word, context):
    form = form_of(
        PURPOSE,
        warnings=[
            {
                "check": 'not contains_any(purpose, ["有偿服务", "转让", "经营", "商业"])',
                "field": "purpose",
                "message": "用途中有商业字样，请审查。",
            }
        ],
    )

    (warning,) = form.load({"purpose": f"用于{word}的数据核查"}, context).warnings

    assert (warning.field, warning.label) == ("purpose", "使用用途")
    assert form.load({"purpose": "用于许可核查"}, context).warnings == []


def test_an_approval_dated_tomorrow(context):
    form = form_of({"name": "scan_date", "type": "date", "label": "批准日期", "not_after": "today"})

    assert errors_of(form, {"scan_date": "2026-03-02"}, context) == {}
    assert errors_of(form, {"scan_date": "2026-03-03"}, context) == {
        "scan_date": ["“批准日期”不能晚于 2026-03-02，请核对。"]
    }


@pytest.mark.parametrize(
    ("period", "word"),
    [
        ({"start": "2026-03-02", "end": "2026-03-01"}, "早于开始日期"),
        ({"start": "2026-03-02", "end": "2029-03-03"}, "最长 3 年"),
        ({"start": "2028-02-29", "end": "2031-03-01"}, "最长 3 年"),
        ({"start": "2026-03-02"}, "结束日期"),
        ({"end": "2026-03-02"}, "开始日期"),
        ({"start": "2026-02-30", "end": "2026-03-02"}, "开始日期不是有效的日期"),
        ({"start": "2026-03-02", "long_term": True}, "理由"),
        ({"start": "2026-03-02", "long_term": "yes", "reason": "无"}, "如实写明"),
        ({"start": "2026-03-02", "end": "2026-03-03", "until": "x"}, "应当包含"),
        ("2026", "应当包含"),
        ({"start": ["x"], "end": {}}, "不是有效的日期"),
    ],
)
def test_a_period_that_cannot_be(period, word, context):
    form = form_of({"name": "period", "type": "period", "label": "使用时限", "max_years": 3})

    found = errors_of(form, {"period": period}, context)

    assert word in found["period"][0]
    assert "使用时限" in found["period"][0]


@pytest.mark.parametrize("end", ["2029-03-02", "2026-03-02"])
def test_a_period_up_to_the_limit(end, context):
    form = form_of({"name": "period", "type": "period", "max_years": 3})

    assert errors_of(form, {"period": {"start": "2026-03-02", "end": end}}, context) == {}


def test_items_outside_the_catalogue_or_not_shared(context):
    form = form_of({"name": "items", "type": "items", "label": "信息项"})

    found = errors_of(form, {"items": ["XKZBH", "WRONG", "SFZH"]}, context)

    assert found == {
        "items": [
            "“信息项”没有“WRONG”这个选项，请从列出的选项中选择。",
            "“信息项”中的“身份证号”不予共享，请改选其他项。",
        ]
    }
    assert form.load({"items": ["XKZBH", "XKZBH"]}, context).values == {"items": ["XKZBH"]}


@pytest.mark.parametrize("sign", "=+-@")
def test_a_text_like_a_formula_stays_a_text(sign, context):
    text = f"{sign}cmd|' /C calc'!A0 核查"

    assert form_of(PURPOSE).load({"purpose": text}, context).values == {"purpose": text}


@pytest.mark.parametrize("bad", ["核\x00查", "核\x1b[31m查", "核\x7f", "核\u202e查", "核\ud800查"])
def test_control_characters(bad, context):
    found = errors_of(form_of(PURPOSE), {"purpose": bad}, context)

    assert "控制字符" in found["purpose"][0]


def test_text_is_normalised(context):
    form = form_of({"name": "long", "type": "longtext"}, {"name": "short"})

    raw = {"long": "  cafe\u0301\r\n第二行\u200b  ", "short": "一\r\n二\t三"}

    assert form.load(raw, context).values == {"long": "café\n第二行", "short": "一 二 三"}


@pytest.mark.parametrize(
    ("format", "typed", "kept"),
    [
        ("phone", "１３８０３５４１２３４", "13803541234"),
        ("phone", "+86 138-0354-1234", "13803541234"),
        ("phone", "（０３５４）２６３８０００", "0354-2638000"),
        ("phone", "0354 2638000 转 801", "0354-2638000-801"),
        ("phone", "400-123-4567", "400-123-4567"),
        ("phone", "2638000", "2638000"),
        ("ip", "１０．１２．３．４５", "10.12.3.45"),
        ("ip", "10。12。3。45", "10.12.3.45"),
        ("ip", "2001:0DB8:0:0:0:0:0:1", "2001:db8::1"),
        ("credit_code", "91350100m000100y43", "91350100M000100Y43"),
        ("credit_code", "９１３５０１００Ｍ０００１００Ｙ４３", "91350100M000100Y43"),
        ("email", "li.min@jz.example.cn", "li.min@jz.example.cn"),
        ("url", "http://oa/x?y=1", "http://oa/x?y=1"),
        ("sha256", "ＡＢ" + "0" * 62, "ab" + "0" * 62),
    ],
)
def test_formats_are_made_uniform(format, typed, kept, context):
    form = form_of({"name": "value", "format": format})

    assert form.load({"value": typed}, context).values == {"value": kept}


@pytest.mark.parametrize(
    ("format", "typed"),
    [
        ("phone", "12345"), ("phone", "1280354123"), ("phone", "0354-26380001234"),
        ("phone", "电话"),
        ("ip", "10.12.3"), ("ip", "10.12.3.256"), ("ip", "0.0.0.0"), ("ip", "127.0.0.1"),
        ("ip", "fe80::1%eth0"), ("ip", "10.0.0.0/8"), ("ip", "255.255.255.255"),
        ("credit_code", "91350100M000100Y44"), ("credit_code", "91350100M000100Y4"),
        ("credit_code", "9135010OM000100Y43"),
        ("email", "li.min"), ("email", "a@b@c"),
        ("url", "javascript:alert(1)"), ("url", "oa"),
        ("sha256", "0" * 63), ("sha256", "g" * 64), ("sha256", "档" * 64),
    ],
)  # fmt: skip
def test_formats_refuse(format, typed, context):
    form = form_of({"name": "value", "label": "某项", "format": format})

    assert "某项" in errors_of(form, {"value": typed}, context)["value"][0]


@given(st.integers(0, 17), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_one_wrong_sign_breaks_a_credit_code(place, sign):
    right = "91350100M000100Y43"
    wrong = right[:place] + sign + right[place + 1 :]
    if wrong != right:
        with pytest.raises(ValueError):
            credit_code(wrong)


@pytest.mark.parametrize(
    "reference",
    [
        "a.pdf",
        {"digest": "../../etc", "name": "a.pdf", "size": 1},
        {"digest": DIGEST, "name": "../a.pdf", "size": 1},
        {"digest": DIGEST, "name": "a.pdf", "size": 0},
        {"digest": DIGEST, "name": "", "size": 3},
        {"digest": DIGEST, "name": "a.pdf"},
        [1],
    ],
)
def test_what_is_no_uploaded_file(reference, context):
    form = form_of({"name": "scan", "type": "file", "label": "扫描件"})

    assert "重新上传" in errors_of(form, {"scan": reference}, context)["scan"][0]
