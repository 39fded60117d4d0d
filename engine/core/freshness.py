"""When the notice of next year is missed: it has come between 25 October and 16 December."""

from datetime import date

INFO, WARNING, CRITICAL = "info", "warning", "critical"
#: From which day (month, day) of a year the absence of the next one's notice is how pressing.
SINCE = (((12, 20), CRITICAL), ((12, 1), WARNING), ((11, 1), INFO))
LEVELS = {
    INFO: "%(year)s年的放假安排通知尚未录入，公布后请及时录入。",
    WARNING: "%(year)s年的放假安排通知尚未录入，跨年的期限只能暂定，请查看是否已经公布。",
    CRITICAL: "%(year)s年的放假安排通知仍未录入，期限无法确定，请立即录入。",
}


def missing_year(last_year: int, today: date) -> tuple[int | None, str]:
    """Return the year whose notice is missed on the local day `today`, and how pressing it is.

    `last_year` is the last one covered. (None, "") while nothing is missed.
    """
    if last_year < today.year:
        return last_year + 1, CRITICAL
    if last_year > today.year:
        return None, ""
    for (month, day), level in SINCE:
        if today >= date(today.year, month, day):
            return today.year + 1, level
    return None, ""
