"""Counting days: beside stock workalendar and a plain loop, with its trace, and loading it all."""

import sys
import warnings
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from statistics import median
from subprocess import check_output
from time import perf_counter
from typing import Any

import pytest
from workalendar.asia import China

from calendars import SHANGHAI, deadline, shipped
from tests.benchmarks.timing import tell, times

RECEIVED = datetime(2022, 9, 26, 15, 0, tzinfo=SHANGHAI)
DAY = date(2022, 9, 26)
LENGTHS = (1, 5, 20, 60, 250)
ROUNDS = 9


@pytest.fixture
def stock() -> Iterator[China]:
    """The calendar that comes with workalendar: 2018 to 2023, and a warning for each year."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield China()


def by_steps(worked: Callable[[date], bool], day: date, n: int) -> date:
    """The `n`-th working day after `day`, one day after the other."""
    while n:
        day += timedelta(days=1)
        n -= worked(day)
    return day


def per_second(add: Callable[[date, int], Any], n: int, times_each: int) -> float:
    """Additions of `n` working days per second: the median of several rounds."""
    found = []
    for _ in range(ROUNDS):
        begun = perf_counter()
        for _ in range(times_each):
            add(DAY, n)
        found.append(times_each / (perf_counter() - begun))
    return median(found)


def test_adding_beside_others(stock: China) -> None:
    ours, loop = shipped(), partial(by_steps, shipped().is_working_day)
    assert ours.add_working_days(DAY, 250) == loop(DAY, 250) == stock.add_working_days(DAY, 250)
    print("\n    n      ours/s     loop/s    stock/s   ours:loop  ours:stock", end="")  # noqa: T201
    for n in LENGTHS:
        mine = per_second(ours.add_working_days, n, 20_000)
        plain = per_second(loop, n, 4_000 // n + 20)
        theirs = per_second(stock.add_working_days, n, 400 // n + 2)
        rates = f"{mine:11,.0f} {plain:10,.0f} {theirs:10,.0f}"
        print(f"\n{n:5} {rates} {mine / plain:11,.1f} {mine / theirs:11,.1f}", end="")  # noqa: T201


def test_terms_with_their_trace() -> None:
    for n in (5, 250):
        term = partial(deadline, shipped(), RECEIVED, n)
        tell(f"term of {n} working days with its trace", times([term] * 1001))


#: All that stands between the files and the first answer: read, parse, check, index.
LOAD = """
from importlib.resources import files
from time import perf_counter
from calendars import ChinaCalendar, load_notices
from calendars.notices import folder_texts

def load():
    begun = perf_counter()
    ChinaCalendar(load_notices(folder_texts(files("calendars") / "notices")))
    return (perf_counter() - begun) * 1000
"""


def test_loading_all_years() -> None:
    """In processes of their own: the first time, and again when the process is warm."""
    show = "print(load(), *(load() for _ in range(20)))"
    runs = [
        [float(each) for each in check_output([sys.executable, "-c", LOAD + show]).split()]
        for _ in range(7)
    ]
    tell("load all notices, first in a process", [run[0] for run in runs])
    tell("load all notices, again", [each for run in runs for each in run[1:]])
