"""What may be said of a case after a step of a scenario, in words."""

from collections.abc import Callable, Mapping
from typing import Any

from engine.sentence import Sentence, listed, say

CHECK_NAMES: Mapping[str, Sentence] = {
    "state": say("办件状态"),
    "outcome": say("办理结果"),
    "legal": say("是否法定"),
    "open": say("待办的环节"),
    "recorded": say("由信息中心补录的环节"),
    "assignee": say("办理人"),
    "due": say("最后一日"),
    "kind": say("时限性质"),
    "provisional": say("是否暂定"),
    "mails": say("发出的通知"),
    "told": say("通知的人员"),
    "grants": say("使用授权的状态"),
    "items": say("授权的信息项"),
    "incidents": say("异常"),
    "warned": say("提醒审核人的字段"),
    "given": say("已有授权的状态"),
    "resource": say("资源的状态"),
    "opened": say("系统发起的办件"),
}
ACTS: Mapping[str, Sentence] = {
    "start": say("发起"),
    "complete": say("办理"),
    "claim": say("签收"),
    "release": say("退签"),
    "transfer": say("转办"),
    "return": say("退回"),
    "withdraw": say("撤回"),
    "comment": say("留言"),
    "wait": say("时间推进到此"),
}
#: The same of a way in or of a step.
ACTS_ON: Mapping[str, Callable[[str], Sentence]] = {
    "start": lambda name: say("发起“%(name)s”", name=name),
    "complete": lambda name: say("办理“%(name)s”", name=name),
    "claim": lambda name: say("签收“%(name)s”", name=name),
    "release": lambda name: say("退签“%(name)s”", name=name),
    "transfer": lambda name: say("转办“%(name)s”", name=name),
    "return": lambda name: say("退回“%(name)s”", name=name),
}


def in_words(value: Any) -> str:
    """Return a value of `then` as a sentence has it: plain JSON, codes as in the file."""
    if value is None or value in ([], {}, ""):
        return say("无")
    if isinstance(value, bool):
        return say("是") if value else say("否")
    if isinstance(value, Mapping):
        return listed([f"{key} {in_words(each)}" for key, each in value.items()])
    if isinstance(value, list):
        return listed([in_words(each) for each in value])
    return str(value)
