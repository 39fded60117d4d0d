"""How a mail writes dates: in Chinese, in Asia/Shanghai."""

from datetime import date, datetime, timedelta

from engine.clock import SHANGHAI

Dated = date | datetime | str | None


def as_date(value: Dated) -> str:
    """Return `value` (a day, an aware moment, or ISO text of one) as 2026年9月28日; "" for None."""
    return _day(_parsed(value))


def as_moment(value: Dated) -> str:
    """Return a moment as 2026年9月28日 14时30分; midnight as 24时 of the day that ends with it."""
    moment = _parsed(value)
    if not isinstance(moment, datetime):
        return _day(moment)
    local = moment.astimezone(SHANGHAI)
    if (local.hour, local.minute, local.second) == (0, 0, 0):
        return f"{as_last_day(moment)} 24时"
    return f"{_day(local)} {local.hour}时{local.minute:02d}分"


def as_last_day(value: Dated) -> str:
    """Return the last day of a term that ends at the exclusive moment `value`."""
    moment = _parsed(value)
    if not isinstance(moment, datetime):
        return _day(moment)
    return _day(moment - timedelta(microseconds=1))


def _day(value: date | datetime | None) -> str:
    if value is None:
        return ""
    day = value.astimezone(SHANGHAI) if isinstance(value, datetime) else value
    return f"{day.year}年{day.month}月{day.day}日"


def _parsed(value: Dated) -> date | datetime | None:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        value = date.fromisoformat(value) if len(value) <= 10 else datetime.fromisoformat(value)
    if isinstance(value, datetime) and value.tzinfo is None:
        raise ValueError(f"a moment without a time zone: {value.isoformat()}")
    return value
