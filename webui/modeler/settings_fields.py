"""Which settings a page offers, and how what is typed becomes a value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _

from engine.queries.words import CASE_ROLES, EFFECT_NAMES, GRANT_STATES, SHARE_TYPES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flask_babel import LazyString

Options = tuple[tuple[str, "str | LazyString"], ...]


@dataclass(frozen=True)
class Setting:
    """An input. `path`: the keys that lead to it; `kind`: text, long, int, date, clock, choice,
    many (several of `options`), flag (yes, no, or left open), names (separated by commas)."""

    path: tuple[str, ...]
    label: str | LazyString
    kind: str = "text"
    required: bool = False
    options: Options = ()
    help: str | LazyString = ""
    least: int = 1

    @property
    def name(self) -> str:
        """How the input is named in the form."""
        return "-".join(self.path)

    def text_of(self, values: Mapping[str, Any]) -> Any:
        """Return what the input shows of the settings `values`: a text, or a list of texts."""
        found: Any = values
        for key in self.path:
            found = found.get(key, {}) if isinstance(found, dict) else {}
        if found == {} and not isinstance(found, bool):
            return [] if self.kind == "many" else ""
        return _as_text(self, found)

    def value_of(self, texts: list[str]) -> Any:
        """Return the value of what was typed, None for nothing; raises ValueError with words."""
        if self.kind == "many":
            return [text for text in texts if text] or None
        text = texts[0].strip() if texts else ""
        if not text:
            if self.required:
                raise ValueError(_("请填写“%(label)s”。", label=self.label))
            return None
        return _READ[self.kind](self, text)


def _as_text(setting: Setting, found: Any) -> Any:
    if setting.kind == "many":
        return [str(each) for each in found] if isinstance(found, list) else []
    if setting.kind == "names" and isinstance(found, list):
        return "，".join(str(each) for each in found)
    if isinstance(found, bool):
        return "yes" if found else "no"
    if isinstance(found, time):
        return found.isoformat("minutes")
    return str(found)


def _int(setting: Setting, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6) or int(text) < setting.least:
        words = _(
            "“%(label)s”请填写不小于 %(least)s 的整数。", label=setting.label, least=setting.least
        )
        raise ValueError(words)
    return int(text)


def _date(setting: Setting, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        words = _("“%(label)s”请填写日期，例如 2022-06-16。", label=setting.label)
        raise ValueError(words) from None


def _clock(setting: Setting, text: str) -> str:
    try:
        return time.fromisoformat(text).isoformat("minutes")
    except ValueError:
        words = _("“%(label)s”请填写几点几分，例如 17:30。", label=setting.label)
        raise ValueError(words) from None


def _choice(setting: Setting, text: str) -> str:
    if text not in {value for value, _label in setting.options}:
        raise ValueError(_("“%(label)s”请从列出的选项中选择。", label=setting.label))
    return text


def _names(_setting: Setting, text: str) -> list[str]:
    return [
        each.strip()
        for each in text.replace("，", ",").replace("、", ",").split(",")
        if each.strip()
    ]


def _flag(_setting: Setting, text: str) -> bool:
    return text == "yes"


def _text(setting: Setting, text: str) -> str:
    if len(text) > 2000:
        raise ValueError(_("“%(label)s”最多 %(most)s 个字。", label=setting.label, most=2000))
    return text


_READ: dict[str, Callable[[Setting, str], Any]] = {
    "text": _text,
    "long": _text,
    "int": _int,
    "date": _date,
    "clock": _clock,
    "choice": _choice,
    "names": _names,
    "flag": _flag,
}

ROLES: Options = tuple(CASE_ROLES.items())
UNITS: Options = (
    ("working_day", _("工作日")),
    ("natural_day", _("自然日")),
)
KINDS: Options = (("statutory", _("法定")), ("internal", _("内部")))
YES_NO: Options = (("yes", _("是")), ("no", _("否")))
TO: Options = (("owner", _("办理人")), ("managing", _("管理部门")))

PACK = (
    Setting(("title",), _("名称"), required=True),
    Setting(("document_number",), _("文号")),
    Setting(("in_force_from",), _("施行日期"), "date", required=True),
    Setting(("in_force_until",), _("有效期至"), "date", required=True),
    Setting(("interpreter",), _("解释机关")),
    Setting(("newer_law",), _("上位法"), "long"),
    Setting(("limits", "max_period_years"), _("使用时限最长几年"), "int"),
    Setting(("limits", "expiring_days"), _("到期前多少个自然日起算“即将到期”"), "int"),
    Setting(("limits", "last_call_days"), _("到期前多少个自然日再提醒一次"), "int"),
    Setting(("limits", "working_days_after_outage"), _("停运恢复后至少还有几个完整工作日"), "int"),
    Setting(("ladder", "at"), _("几点发提醒"), "clock"),
    Setting(("ladder", "before", "working_days"), _("到期前几个工作日提醒"), "int"),
    Setting(("ladder", "before", "to"), _("到期前提醒谁"), "choice", options=TO),
    Setting(("ladder", "after", "working_days"), _("到期后几个工作日再提醒"), "int"),
    Setting(("ladder", "after", "to"), _("到期后提醒谁"), "choice", options=TO),
)
BOUND = (
    Setting(("process",), _("流程图"), required=True),
    Setting(("element",), _("时限"), required=True),
    Setting(("unit",), _("单位"), "choice", required=True, options=UNITS),
    Setting(("max",), _("最多"), "int"),
    Setting(("min",), _("最少"), "int"),
    Setting(("clause",), _("条款"), required=True),
    Setting(("kind",), _("性质"), "choice", options=KINDS),
)
PASSAGE = (
    Setting(("process",), _("流程"), required=True),
    Setting(("effect",), _("功能"), "choice", required=True, options=tuple(EFFECT_NAMES.items())),
    Setting(("through",), _("必经的表单"), "names", required=True),
    Setting(("clause",), _("条款"), required=True),
)
PROCESS = (
    Setting(("title",), _("名称"), required=True),
    Setting(("article",), _("条款")),
    Setting(("kind_code",), _("编号前缀"), required=True),
    Setting(("case_title",), _("办件标题"), help=_("可用 {applicant}、{resource}、{process}")),
    Setting(("notice",), _("在办提示"), "long", help=_("在办期间，办件和资源的页面上显示")),
    Setting(
        ("receipt", "policy"),
        _("何时算收到"),
        "choice",
        options=(
            ("statutory", _("到达即为收到")),
            ("next_working_day_receipt", _("非工作时间到达的，下一工作日收到")),
        ),
    ),
    Setting(("receipt", "closing"), _("几点下班"), "clock"),
    Setting(("receipt", "rule"), _("依据的规定")),
)
ENTRY = (
    Setting(("key",), _("代码"), required=True),
    Setting(("title",), _("名称"), required=True),
    Setting(("role",), _("由谁发起"), "choice", required=True, options=ROLES),
    Setting(("form",), _("表单"), required=True),
    Setting(
        ("needs",),
        _("针对什么"),
        "choice",
        options=(("resource", _("资源")), ("grant", _("授权")), ("nothing", _("不针对"))),
    ),
    Setting(
        ("side",),
        _("谁的事"),
        "choice",
        options=(
            ("using", _("使用方")),
            ("providing", _("提供方")),
            ("managing", _("管理部门")),
            ("recording", _("信息中心补录")),
        ),
    ),
    Setting(("share_types",), _("共享类型"), "many", options=tuple(SHARE_TYPES.items())),
    Setting(("dedicated",), _("专用资源"), "flag", options=YES_NO),
    Setting(("grant_states",), _("授权状态"), "many", options=tuple(GRANT_STATES.items())),
    Setting(("successor",), _("须指明替代资源"), "flag", options=YES_NO),
    Setting(
        ("once",),
        _("同时只能一件"),
        "choice",
        options=(("grant", _("同一授权")), ("resource", _("同一资源"))),
    ),
    Setting(("applicant_field",), _("申请单位所在字段")),
    Setting(("automatic",), _("系统发起"), "choice", options=(("grant_ended", _("授权结束时")),)),
)
