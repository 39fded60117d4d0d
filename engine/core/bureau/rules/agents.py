"""Agents: the designations that Art. 15(1) allows; any other never comes to have a task."""

from engine.core.bureau.draft import Draft
from engine.core.bureau.model import AgentRow, ResourceRow
from engine.core.bureau.problems import Placed, Problems

Agent = Placed[AgentRow]


def parties(draft: Draft) -> Problems:
    """Provider and agent are two registered units."""
    for one in draft.agents:
        for field, code in (("provider", one.row.provider), ("agent", one.row.agent)):
            if unknown := draft.unknown_unit(code):
                yield one.problem(field, unknown)
        if one.row.agent == one.row.provider:
            yield one.problem("agent", "提供部门不能指定自己为授权代理方，请改为另一单位")


def validity(draft: Draft) -> Problems:
    """The designation has an end, after its beginning, that has not passed."""
    for one in draft.agents:
        if one.row.valid_until < one.row.valid_from:
            yield one.problem("valid_until", "早于 valid_from，请改成授权的最后一天")
        elif one.row.valid_until < draft.today:
            yield one.problem(
                "valid_until",
                f"授权已于 {one.row.valid_until:%Y-%m-%d} 到期，请换用有效的授权文件，或删去",
            )


def resources_fit(draft: Draft) -> Problems:
    """Each resource is the provider's own, conditional, and within the grade cap."""
    for one in draft.agents:
        if not one.row.resources:
            yield one.problem("resources", "没有写明授权的资源，请至少写一个资源代码")
        for number, code in enumerate(one.row.resources, 1):
            field = f"resources[{number}]"
            if code not in draft.resource_codes:
                yield one.problem(field, f"没有代码为“{code}”的资源，请改正")
            elif resource := draft.resource(code):
                yield from _resource_fits(one, field, resource)


def _resource_fits(one: Agent, field: str, resource: ResourceRow) -> Problems:
    if resource.provider != one.row.provider:
        yield one.problem(field, f"“{resource.name}”不是该提供部门的资源，请改正")
    if resource.share_type != "conditional":
        yield one.problem(
            field, f"“{resource.name}”不是有条件共享，不能指定授权代理方（第十五条第一项），请删去"
        )
    if resource.grade > one.row.max_grade:
        yield one.problem(
            field,
            f"“{resource.name}”为 {resource.grade} 级，超出授权的最高级别 {one.row.max_grade} 级，"
            "请删去，或换用级别足够的授权文件",
        )


def one_agent_at_a_time(draft: Draft) -> Problems:
    """No resource has two agents on one day: nobody could say whose answer counts."""
    seen: dict[str, list[AgentRow]] = {}
    for one in draft.agents:
        for number, code in enumerate(one.row.resources, 1):
            if any(_overlap(one.row, other) for other in seen.get(code, [])):
                yield one.problem(
                    f"resources[{number}]", f"“{code}”在同一时期已有授权代理方，请错开有效期"
                )
            seen.setdefault(code, []).append(one.row)


def _overlap(one: AgentRow, other: AgentRow) -> bool:
    return one.valid_from <= other.valid_until and other.valid_from <= one.valid_until


AGENT_RULES = (parties, validity, resources_fit, one_agent_at_a_time)
