"""Why a term ends later than it was counted: an outage, what was recorded late, a recount."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from calendars import day_words, last_day_before
from engine.core.forms.moments import moment_words
from engine.core.outage import RECORDING
from engine.core.recount import RECOUNT
from engine.sentence import Sentence, say


def moves_of(trace: Mapping[str, Any]) -> Iterator[Sentence]:
    """Yield, for each time the term was moved, why, and from which last day to which."""
    for move in trace.get("moved", ()):
        if move["cause"] == "transition":
            yield _of_transition(move)
            continue
        if move["cause"] == RECOUNT:
            yield _of_recount(move)
            continue
        yield _cause(move)
        yield say(
            "期满即失去权利的时限，其后至少保留一个完整工作日，最后一日由%(was)s改为%(due)s。",
            was=_last_day(move["from"]),
            due=_last_day(move["to"]),
        )


def _of_transition(move: Mapping[str, Any]) -> Sentence:
    return say(
        "过渡期按停用通知送达全部使用单位的日期和延长的决定计算，最后一日由%(was)s改为%(due)s。",
        was=_last_day(move["from"]),
        due=_last_day(move["to"]),
    )


def _of_recount(move: Mapping[str, Any]) -> Sentence:
    return say(
        "放假安排变动后期限缩短，自重新计算之时起至少保留一个完整工作日，"
        "最后一日由%(was)s改为%(due)s。",
        was=_last_day(move["from"]),
        due=_last_day(move["to"]),
    )


def _cause(move: Mapping[str, Any]) -> Sentence:
    began, ended = moment_words(move["began_at"]), moment_words(move["ended_at"])
    if move["cause"] == RECORDING:
        return say(
            "%(began)s的办理到%(ended)s才补录，此前无从知悉。", began=began, ended=ended
        )  # fmt: skip
    return say("系统于%(began)s至%(ended)s停运。", began=began, ended=ended)


def _last_day(exclusive: str) -> Sentence:
    return day_words(last_day_before(datetime.fromisoformat(exclusive)))
