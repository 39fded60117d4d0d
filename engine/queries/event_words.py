"""Which sentence the timeline has for which event."""

from collections.abc import Mapping

from engine.core.grant_words import GRANT_ENDS, GRANT_STATES
from engine.sentence import say
from engine.store.tables import Event

#: Kind of event -> (sentence, state on the timeline). Kinds that are missing here are plumbing.
SENTENCES: Mapping[str, tuple[str, str]] = {
    "case_started": ("提交申请", "done"),
    "task_completed": ("办理“%(name)s”", "done"),
    "task_claimed": ("签收“%(name)s”", "done"),
    "task_released": ("退回“%(name)s”给本岗位其他人员", "done"),
    "task_freed": ("“%(name)s”的办理人%(owner)s已不在岗，退回本岗位", "done"),
    "task_transferred": ("将“%(name)s”转办给%(to)s", "done"),
    "task_returned": ("从“%(name)s”退回到“%(target)s”", "cancelled"),
    "task_cancelled": ("“%(name)s”不再需要办理", "cancelled"),
    "commented": ("留言", "done"),
    "term_lapsed": ("%(term)s的时限届满，尚未办结", "lapsed"),
    "term_moved": ("为保留一个完整工作日，%(term)s的最后一日由%(was)s改为%(due)s", "done"),
    "term_recounted": ("按现行放假安排重新计算，%(term)s的最后一日由%(was)s改为%(due)s", "done"),
    "grant_opened": ("作出使用授权 %(number)s", "done"),
    "grant_covered": ("已持有使用授权 %(number)s，不再重复授权", "done"),
    "grant_expired": ("使用授权 %(number)s 使用时限届满", "done"),
    "grant_activated": ("数据开通，可以使用", "done"),
    "grant_expiring": ("使用授权 %(number)s 使用时限将满，已提醒使用部门", "done"),
    "grant_suspended": ("暂停使用授权 %(number)s", "lapsed"),
    "grant_restored": ("恢复使用授权 %(number)s", "done"),
    "grant_restricted": ("缩小范围后恢复使用授权 %(number)s", "done"),
    "grant_revoked": ("收回使用授权 %(number)s", "lapsed"),
    "grant_cut": ("使用授权 %(number)s 的共享通道已切断", "done"),
    "grant_ended": ("使用授权 %(number)s 终止：%(reason)s", "done"),
    "destruction_opened": ("使用授权 %(number)s 转入数据销毁", "done"),
    "grant_closed": ("使用授权 %(number)s 了结：%(state)s", "done"),
    "unit_listed": ("将%(name)s列入专用名单", "done"),
    "voucher_registered": ("登记使用授权 %(number)s 的资源调用记录凭证 %(voucher)s", "done"),
    "retirement_planned": ("登记停用下线计划，原资源不再受理新的申请", "done"),
    "retirement_cancelled": ("撤销停用下线计划，原资源恢复共享", "cancelled"),
    "holders_notified": ("停用通知已送达全部 %(units)s 个使用单位，过渡期至 %(last_day)s", "done"),
    "delivery_recorded": ("停用通知已另行送达 %(count)s 个使用单位，过渡期至 %(last_day)s", "done"),
    "transition_extended": ("过渡期延长，最后一日为 %(last_day)s", "done"),
    "resource_offline": ("原资源下线", "done"),
    "case_opened": ("由系统发起：使用授权 %(grant)s %(reason)s", "done"),
    "case_pointed": ("所申请的资源停用，申请转为“%(to)s”，时限不变", "done"),
    "case_left": ("所申请的资源停用，“%(to)s”不含所申请的信息项，申请没有转移", "done"),
    "case_moved": ("改按流程包第 %(to)s 版办理（原为第 %(from)s 版），在办时限不变", "done"),
    "case_withdrawn": ("撤回申请", "cancelled"),
    "notified": ("发出通知“%(subject)s”，收件人：%(to)s", "done"),
    "case_ended": ("办结：%(label)s", "done"),
    # no event: what is open now
    "task_open": ("待办理“%(name)s”", "current"),
}
#: A term that ran out only as far as was known then: what was done in time was recorded later.
IN_TIME = ("%(term)s的时限届满时尚未补录，后补录为期内办结", "done")
#: What such an event says where it comes out otherwise.
STARTED = ("发起“%(entry)s”", "done")
WOKEN = ("%(term)s已届满", "done")
NOBODY_HOLDS = ("没有单位持有使用授权，无需发出停用通知，过渡期至 %(last_day)s", "done")
UNDELIVERED = ("停用通知送达 %(told)s 个使用单位，还有 %(undelivered)s 个须另行送达", "done")
STILL_WAITING = ("停用通知已另行送达 %(count)s 个使用单位，还有使用单位没有送达", "done")
LONGER = ("过渡期延长，通知全部送达后起算", "done")
#: A term that was counted again and ends on the same day.
CERTAIN = ("放假安排已经公布，%(term)s的最后一日确定为%(due)s", "done")
UNMOVED = ("按现行放假安排重新计算，%(term)s的最后一日仍为%(due)s", "done")
#: Of these the reason is a code, not what somebody wrote.
CODED = ("grant_ended", "case_opened")
#: Codes in events -> their words.
CODES = {**GRANT_ENDS, **GRANT_STATES}


def in_words(event: Event) -> dict[str, str]:
    """Return what the data of an event has as a code or a number, in words."""
    data = event.data or {}
    found = {}
    if event.kind in CODED or event.kind == "grant_closed":
        codes = {key: str(data.get(key) or "") for key in ("reason", "state")}
        found = {key: say(CODES.get(code, code)) if code else "" for key, code in codes.items()}
    if event.kind == "holders_notified":
        found["told"] = str(data.get("units", 0) - data.get("undelivered", 0))
    if event.kind == "delivery_recorded":
        found["count"] = str(len(data.get("units") or ()))
    return found


def of_recount(event: Event) -> tuple[str, str] | None:
    """Return the sentence of a recount that moved no day."""
    data = event.data or {}
    if event.kind != "term_recounted" or data.get("was") != data.get("due"):
        return None
    return CERTAIN if data.get("was_provisional") and not data.get("provisional") else UNMOVED


def of_notice(event: Event) -> tuple[str, str] | None:
    """Return the sentence of an event about a transition, where it is not the usual one."""
    data = event.data or {}
    if event.kind == "holders_notified" and data.get("undelivered"):
        return UNDELIVERED
    if event.kind == "holders_notified" and not data.get("units"):
        return NOBODY_HOLDS
    if event.kind == "delivery_recorded" and not data.get("last_day"):
        return STILL_WAITING
    if event.kind == "transition_extended" and not data.get("last_day"):
        return LONGER
    return None
