"""Which unit may ask for which resource, and by which way; nothing here touches a database.

Measures, Art. 2(3), 3(2): who the rules are for; Art. 10: what is shared; Art. 14: applying;
Art. 15(4): dedicated resources, whose listed units need no review; Art. 18: none new in transition.
"""

from dataclasses import dataclass

from engine.sentence import say


@dataclass(frozen=True)
class ResourceFacts:
    """What the rules ask of a resource; `listed`: ids of the units on its 专用 list."""

    provider_unit_id: str
    share_type: str
    dedicated: bool
    listed: frozenset[str]
    state: str
    not_share_basis: str = ""


@dataclass(frozen=True)
class UnitFacts:
    """What the rules ask of a unit that wants to use data."""

    id: str
    name: str
    rule_scope: str
    is_gov_department: bool


_CLOSED_STATES = {
    "draft": say("本资源尚未发布，不能申请。"),
    "deprecated": say("本资源处于停用过渡期，不再受理新的申请；请使用替代资源。"),
    "offline": say("本资源已经下线，不能申请。"),
}


def refusals(resource: ResourceFacts, unit: UnitFacts) -> tuple[str, ...]:
    """Return why `unit` may not ask for the resource, in Chinese sentences; empty when it may."""
    return (*of_resource(resource), *of_unit(resource, unit))


def of_unit(resource: ResourceFacts, unit: UnitFacts) -> tuple[str, ...]:
    """Return those of `refusals` that another unit would not meet."""
    return (*_of_unit(unit), *_of_both(resource, unit))


def of_resource(resource: ResourceFacts) -> tuple[str, ...]:
    """Return those of `refusals` that every unit would meet."""
    if resource.state != "published":
        return (_CLOSED_STATES.get(resource.state, say("本资源目前不能申请。")),)
    if resource.share_type == "not_shared":
        stated = resource.not_share_basis
        basis = say("（依据：%(basis)s）", basis=stated) if stated else ""
        return (say("本资源属于不予共享类%(basis)s，不受理共享申请。", basis=basis),)
    return ()


def _of_unit(unit: UnitFacts) -> tuple[str, ...]:
    if unit.rule_scope == "excluded":
        return (
            say(
                "%(name)s按开发区管委会的规定执行，不适用本办法（第二条第三款），不能在此申请。",
                name=unit.name,
            ),
        )
    if not unit.is_gov_department:
        return (say("%(name)s不是政务部门（第三条），不能作为使用部门申请。", name=unit.name),)
    return ()


def _of_both(resource: ResourceFacts, unit: UnitFacts) -> tuple[str, ...]:
    if resource.provider_unit_id == unit.id:
        return (say("本资源由本单位提供，无需申请。"),)
    return ()


def dedicated_note(resource: ResourceFacts, unit: UnitFacts) -> str:
    """Return what a dedicated resource means for `unit` (Art. 15(4)); empty for other resources."""
    if not resource.dedicated:
        return ""
    if unit.id in resource.listed:
        return say(
            "%(name)s在本专用资源的名单内，可直接开通，无需申请和审查（第十五条（四））。",
            name=unit.name,
        )
    return say(
        "本资源为专用资源，%(name)s不在名单内，不能申请使用（第十五条（四））；"
        "确需使用的，可请提供部门修订名单。",
        name=unit.name,
    )
