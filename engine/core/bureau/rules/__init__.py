"""What must hold between the rows of a bureau; each rule yields problems and raises nothing."""

from engine.core.bureau.rules.agents import AGENT_RULES
from engine.core.bureau.rules.people import PEOPLE_RULES
from engine.core.bureau.rules.resources import RESOURCE_RULES
from engine.core.bureau.rules.units import UNIT_RULES

ALL_RULES = (*UNIT_RULES, *PEOPLE_RULES, *RESOURCE_RULES, *AGENT_RULES)
