"""Which resource may take the place of another (Art. 18); nothing here touches a database."""

from dataclasses import dataclass

from engine.sentence import Sentence, say

NO_SUCCESSOR = say(
    "没有替代资源的下线属于终止服务，不适用第十八条停用下线的规定，不能在此办理；"
    "请先发布新资源，或者与使用部门协商并报管理部门另案处理。"
)
NOT_USABLE = say(
    "新资源尚未发布或者正在停用，还不能共享使用；请先使新资源可共享使用，再停用原资源（第十八条）。"
)


@dataclass(frozen=True)
class Candidate:
    """A resource as the rules see it; `provider` is a unit's code."""

    code: str
    provider: str
    share_type: str
    state: str
    dedicated: bool


def succession_refusals(old: Candidate, new: Candidate) -> tuple[Sentence, ...]:
    """Return why `new` cannot take the place of `old`, in sentences; empty when it can.

    It is another resource of the same provider, published, and neither 不予共享 nor 专用 where the
    old one was not.
    """
    if new.code == old.code:
        return (say("新资源不能就是原资源，请选择替代它的另一项资源。"),)
    found = []
    if new.provider != old.provider:
        found.append(say("新资源应由同一提供部门提供，请选择该部门的资源。"))
    if new.state != "published":
        found.append(NOT_USABLE)
    if new.share_type == "not_shared" and old.share_type != "not_shared":
        found.append(
            say("原资源可以共享，新资源却属于不予共享类，使用部门将无法继续使用，请另选新资源。")
        )
    if new.dedicated and not old.dedicated:
        found.append(
            say("原资源不是专用资源，新资源却是专用的，使用部门将无法申请，请另选新资源。")
        )
    return tuple(found)
