"""The first steps of every request, through the pages: up to the platform, up to the provider."""

from typing import Any

from engine.simulate.stage import PASSWORD
from tests.browser.office import Office
from tests.browser.papers import APPROVE, FORWARD, PASS, REQUEST

__all__ = ["PASSWORD", "to_the_platform", "to_the_provider"]


def to_the_platform(
    office: Office, resource: str, who: str = "caiying", leader: str = "lushan", **more: Any
) -> str:
    """`who` asks for `resource`, `leader` approves in writing, 信息中心 forwards; the number."""
    number = office.desk(who).start_request(resource, **{**REQUEST, **more})
    office.desk(leader).do_task(number, **APPROVE)
    office.desk("yangfan").do_task(number, **FORWARD)
    return number


def to_the_provider(
    office: Office, resource: str, who: str = "caiying", leader: str = "lushan", **more: Any
) -> str:
    """The same, and the platform finds it in order."""
    number = to_the_platform(office, resource, who, leader, **more)
    office.desk("panyue").do_task(number, **PASS)
    return number
