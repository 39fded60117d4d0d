"""`moment`: the moment the case stands at, to count from later."""

from engine.clock import local_iso
from engine.core.workflow import LookupAsked
from engine.lookups.context import LookupContext


def moment(context: LookupContext, asked: LookupAsked) -> str:
    """Return the effective moment as ISO text with +08:00."""
    return local_iso(asked.at)
