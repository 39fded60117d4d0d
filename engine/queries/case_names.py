"""The names that every case has and what they mean, for who writes forms and mails. Those of one
process come on top (engine/queries/names_in_scope.py)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.core.bureau import example_case
from engine.core.bureau.words import PROVIDE_MODES, SHARE_TYPES
from engine.sentence import say


@dataclass(frozen=True)
class KnownName:
    """`name` as it is written, `words` what it means, `sample` what it might be. `rows`: it is a
    list, and these are the names in each entry; `values`: what alone it can be, code -> words."""

    name: str
    words: str
    sample: Any = ""
    rows: tuple["KnownName", ...] = ()
    values: Mapping[str, str] | None = None

    @property
    def is_date(self) -> bool:
        """Whether it is a day or a moment, which a mail writes through a filter."""
        text = self.sample if isinstance(self.sample, str) else ""
        return len(text) >= 10 and text[:4].isdigit() and text[4] == "-" and text[7] == "-"

    @property
    def has_time(self) -> bool:
        """Whether it is a moment and not a day."""
        return self.is_date and len(self.sample) > 10


Words = tuple[tuple[str, str], ...]
_UNIT: Words = (("unit_name", "名称"), ("unit", "单位代码"), ("works_here", "在本系统办理"))
_PERSON: Words = (("person_name", "姓名"), ("person", "人员的代码"))
_ITEM: Words = (("code", "代码"), ("name", "名称"), ("data_type", "数据类型"),
                ("share_type", "共享类型"))  # fmt: skip
_RESOURCE: Words = (
    ("name", "名称"), ("code", "代码"), ("summary", "摘要"), ("share_type", "共享类型"),
    ("share_condition", "共享条件"), ("provide_mode", "提供方式"),
    ("api_param_controlled", "接口管控参数"), ("dedicated", "专项共享"),
    ("on_dedicated_list", "列入专项共享清单"), ("grade", "数据级别"), ("version", "版本"),
    ("items", "信息项"),
)  # fmt: skip
_GRANT: Words = (
    ("number", "编号"), ("purpose", "使用用途"), ("scene", "使用场景"),
    ("conditions", "使用条件"), ("period_start", "期限起"), ("period_end", "期限止"),
    ("state", "状态"), ("kind", "种类"), ("end_reason", "终止的原因"), ("items", "信息项"),
)  # fmt: skip
#: Part of a case -> what it is, and the names in it; the most used first.
_PARTS: tuple[tuple[str, str, Words], ...] = (
    ("applicant", "申请人",
     (*_UNIT[:2], *_PERSON, ("phone", "联系电话"), ("credit_code", "统一社会信用代码"))),
    ("provider", "提供部门", _UNIT),
    ("resource", "资源", _RESOURCE),
    ("user", "使用单位", (*_UNIT, *_PERSON)),
    ("grant", "使用授权", _GRANT),
    ("agent", "授权代理方",
     (*_UNIT, ("document", "授权文件"), ("valid_until", "授权的最后一日"))),
    ("successor", "替代的资源", _RESOURCE),
)  # fmt: skip
_PLAIN: Words = (
    ("number", "办件编号"), ("legal", "双方不同属本局"), ("process", "流程的代码"),
    ("entry", "发起方式的代码"), ("id", "办件的标识"), ("info_center", "信息中心的单位代码"),
    ("managing", "管理部门的单位代码"), ("platform", "共享平台的单位代码"),
)  # fmt: skip
_WITHDRAWAL: Words = (("reason", "理由"), ("by", "由谁"), ("at", "时间"),
                      ("held_by", "撤去的环节由哪些岗位办理"))  # fmt: skip
_RETURNED: Words = (("reason", "理由"), ("by", "由谁"), ("from", "从哪个环节"))
CLOCK: Words = (
    ("last_day", "最后一日"), ("term", "期限长短"), ("clause", "依据"), ("kind", "法定或者内部"),
    ("started_at", "起算"), ("due_at", "届满"), ("provisional", "为暂定"), ("element", "标识"),
)  # fmt: skip
SIGNATURE: Words = (
    ("person_name", "办理人"), ("unit_name", "办理单位"), ("at", "办理时间"),
    ("post", "办理岗位"), ("recorded", "为补录"), ("person", "人员的代码"),
    ("unit", "单位代码"),
)  # fmt: skip
PERIOD: Words = (("start", "期限起"), ("end", "期限止"), ("long_term", "为长期"),
                 ("reason", "理由"))  # fmt: skip
_EXPIRY: Words = (
    ("grant", "授权编号"), ("resource", "资源名称"), ("unit_name", "使用单位"),
    ("last_day", "最后一日"), ("days", "还有几天"), ("link", "网址"),
)  # fmt: skip
_POINTING: Words = (("from", "停用的资源"), ("to", "替代的资源"))
_MOVES: Words = (("term", "期限长短"), ("clause", "依据"), ("was", "原最后一日"),
                 ("due", "现最后一日"), ("provisional", "为暂定"))  # fmt: skip
_VALUES: Mapping[str, Mapping[str, str]] = {
    "share_type": SHARE_TYPES,
    "provide_mode": PROVIDE_MODES,
}
_ROWS: Mapping[str, Words] = {
    "items": _ITEM,
    "held_by": (("unit", "单位代码"), ("role", "岗位代码")),
    "moves": _MOVES,
}


def parts_of(name: str, what: str, parts: Words, samples: Mapping[str, Any]) -> Iterator[KnownName]:
    """Yield the names in `name`, which is `what`: those in `parts`, with examples of each."""
    for part, words in parts:
        told = say("%(what)s：%(part)s", what=what, part=say(words))
        yield known(f"{name}.{part}", told, samples.get(part, ""))


def known(name: str, words: str, sample: Any) -> KnownName:
    """Return a name of a case with the names of its rows and the values that it can have."""
    last = name.rpartition(".")[2]
    rows = tuple(_rows(last, sample)) if isinstance(sample, list) else ()
    return KnownName(name, words, sample, rows, _VALUES.get(last))


def _rows(name: str, sample: list[Any]) -> Iterable[KnownName]:
    first = sample[0] if sample and isinstance(sample[0], Mapping) else {}
    for part, words in _ROWS.get(name, ()):
        if part in first:
            yield KnownName(part, words, first[part], values=_VALUES.get(part))


def _case() -> Iterator[KnownName]:
    case = example_case.CASE
    yield KnownName("case.number", _PLAIN[0][1], case["number"])
    for part, what, words in _PARTS:
        yield from parts_of(f"case.{part}", say(what), words, case[part])
    for part, plain in _PLAIN[1:]:
        yield KnownName(f"case.{part}", plain, case[part])


_OTHERS = example_case.OTHERS
CASE_NAMES = tuple(_case())
WITHDRAWN = (
    *parts_of("withdrawal", say("撤回"), _WITHDRAWAL, _OTHERS["withdrawal"]),
    *parts_of("returned", say("退回"), _RETURNED, _OTHERS["returned"]),
)
#: What mails know besides.
MAIL_NAMES = (
    *(known(name, words, _OTHERS[name]) for name, words in (("link", "办件页面的网址"),)),
    *(
        KnownName(f"case.{name}", words, example_case.CASE[name])
        for name, words in (("title", "办件标题"), ("state", "办件状态"))
    ),
    *parts_of("clock", say("通知所说的时限"), CLOCK, example_case.CLOCK),
    *parts_of(
        "task", say("所催办的环节"), (("name", "名称"), ("unit", "办理单位")), _OTHERS["task"]
    ),
    *(known(name, words, _OTHERS[name]) for name, words in (("at", "通知的时间"),)),
)
_POINTED = tuple(parts_of("pointing", say("改指资源"), _POINTING, _OTHERS["pointing"]))
#: Mails that the program itself sends, by key: what they know besides.
PROGRAM_NAMES: Mapping[str, tuple[KnownName, ...]] = {
    "grant-expiring": tuple(parts_of("expiry", say("到期的使用授权"), _EXPIRY, _OTHERS["expiry"])),
    "not-pointed": _POINTED,
    "pointed-to-successor": _POINTED,
    "term-recounted": tuple(
        known(name, words, _OTHERS[name])
        for name, words in (("moves", "重新计算的时限"), ("notices", "依据的放假安排通知"))
    ),
}
