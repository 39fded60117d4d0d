"""What 信息中心 adds when it enters the act of a unit that does not work in the system (补录)."""

import dataclasses

from engine.core.forms.source import FieldSpec, FormSpec
from engine.sentence import say

_FIELDS = (
    FieldSpec(
        "decided_at",
        "datetime",
        say("实际办理时间"),
        help=say(
            "该单位实际作出决定的时间，时限按这一时间计算；不早于转到该单位的时间，不晚于现在。"
        ),
        required=True,
        not_before="arrived",
        not_after="now",
        width="half",
    ),
    FieldSpec(
        "evidence",
        "longtext",
        say("补录依据"),
        help=say("写明凭什么补录：文书名称和文号、平台办理记录，或者联系人和联系方式。"),
        required=True,
        placeholder=say("例如 特种设备科复函（2022年第5号）"),
        remedy=say("请写明凭哪份文书或者记录补录"),
        meaningful=True,
        max=1000,
    ),
    FieldSpec(
        "evidence_file", "file", say("依据附件"), help=say("文书扫描件或者平台截图，可以不传。")
    ),
)


def recorded(spec: FormSpec) -> FormSpec:
    """The form with the fields of a record; the moment of the act is then the recorded one, and
    nobody's password is asked: the evidence stands for the written approval."""
    taken = {each.name for each in _FIELDS}
    own = tuple(each for each in spec.fields if each.name not in taken)
    return dataclasses.replace(
        spec,
        fields=(*own, *_FIELDS),
        effective="decided_at",
        password=False,
        password_when=None,
    )
