"""Resources: sharing types, ways of supply, 专用 lists (Art. 6, 10, 11, 15(4); Plan 三, 四(一))."""

from engine.core.bureau.draft import Draft
from engine.core.bureau.model import ResourceRow
from engine.core.bureau.problems import Placed, Problems
from engine.core.bureau.rules.repeats import repeated
from engine.core.bureau.words import SHARE_TYPES

Resource = Placed[ResourceRow]


def no_repeats(draft: Draft) -> Problems:
    """Codes are unique, names are unique within a provider."""
    yield from repeated(draft.resources, "code", "资源代码", lambda one: one.code)
    yield from repeated(draft.resources, "name", "资源名称", lambda one: (one.provider, one.name))


def provider_known(draft: Draft) -> Problems:
    """The provider is a registered unit."""
    for one in draft.resources:
        if unknown := draft.unknown_unit(one.row.provider):
            yield one.problem("provider", unknown)


def reasons_given(draft: Draft) -> Problems:
    """A condition where there are conditions, a basis where nothing is shared, and only there."""
    for one in draft.resources:
        yield from _condition(one, one.row.share_type == "conditional")
        yield from _basis(one, one.row.share_type == "not_shared")


def _condition(one: Resource, wanted: bool) -> Problems:
    if wanted and not one.row.share_condition:
        yield one.problem("share_condition", "有条件共享应写明共享条件（第十条），请补上")
    if one.row.share_condition and not wanted:
        yield one.problem("share_condition", "只有有条件共享才写共享条件，请删去或改共享类型")


def _basis(one: Resource, wanted: bool) -> Problems:
    if wanted and not one.row.not_share_basis:
        yield one.problem(
            "not_share_basis", "不予共享应有充分合理的理由和依据（第十条第三项），请补上"
        )
    if one.row.not_share_basis and not wanted:
        yield one.problem("not_share_basis", "只有不予共享才写依据，请删去或改共享类型")


def items_narrow(draft: Draft) -> Problems:
    """There are items, their codes and names differ, and none is wider than the resource."""
    for one in draft.resources:
        if not one.row.items:
            yield one.problem("items", "没有信息项，请至少写一项")
        yield from _distinct(one)
        yield from _no_wider(one)


def _distinct(one: Resource) -> Problems:
    seen: set[str] = set()
    for number, item in enumerate(one.row.items, 1):
        for field, value in (("code", item.code), ("name", item.name)):
            if f"{field} {value}" in seen:
                yield one.problem(f"items[{number}].{field}", f"“{value}”重复，请改成不同的")
            seen.add(f"{field} {value}")


def _no_wider(one: Resource) -> Problems:
    order = list(SHARE_TYPES)
    whole = one.row.share_type
    for number, item in enumerate(one.row.items, 1):
        if whole == "unconditional" and item.share_type != whole:
            name = SHARE_TYPES[item.share_type]
            yield one.problem(
                f"items[{number}].share_type",
                f"无条件共享的资源只能有无条件共享的信息项，“{item.name}”为{name}："
                "仅部分可共享的资源属于有条件共享类（第十条第二项），请改资源或信息项的共享类型",
            )
        elif order.index(item.share_type) < order.index(whole):
            yield one.problem(
                f"items[{number}].share_type",
                f"“{item.name}”的共享类型不能宽于资源的{SHARE_TYPES[whole]}："
                "办理路径随资源走，可以放宽的信息项请另列为一项资源，或改正",
            )


def dedicated_lists(draft: Draft) -> Problems:
    """专用 needs a conditional resource and a list of registered units (Art. 15(4))."""
    for one in draft.resources:
        if one.row.dedicated:
            yield from _dedicated(draft, one)
        elif one.row.dedicated_units:
            yield one.problem("dedicated", "列出了专用部门，应同时写 dedicated = true")


def _dedicated(draft: Draft, one: Resource) -> Problems:
    if one.row.share_type != "conditional":
        yield one.problem("dedicated", "标注“专用”的资源应为有条件共享（第十五条第四项）")
    if not one.row.dedicated_units:
        yield one.problem("dedicated_units", "标注“专用”的资源应列出专用的部门名单")
    for number, code in enumerate(one.row.dedicated_units, 1):
        field = f"dedicated_units[{number}]"
        if unknown := draft.unknown_unit(code):
            yield one.problem(field, unknown)
        if code == one.row.provider:
            yield one.problem(field, "提供部门自己不必列入名单，请删去")
        if code in one.row.dedicated_units[: number - 1]:
            yield one.problem(field, f"“{code}”在名单里重复，请删去一个")


def supply_fits(draft: Draft) -> Problems:
    """Only an interface has parameters to control (Plan 四(一)); sensitive items are masked."""
    for one in draft.resources:
        if one.row.api_param_controlled and one.row.provide_mode != "api":
            yield one.problem(
                "api_param_controlled", '只有接口代理（provide_mode = "api"）才能管控参数'
            )
        if any(item.sensitive for item in one.row.items) and not one.row.review["masking"]:
            yield one.problem("review.masking", "含敏感信息项，应写明脱敏要求（第十一条）")


def open_to_the_public(draft: Draft) -> Problems:
    """Plan 三(三): what is shared with conditions, or not at all, is not open to the public."""
    for one in draft.resources:
        opened = one.row.review["open_type"] == "可对社会开放"
        if opened and one.row.share_type != "unconditional":
            yield one.problem(
                "review.open_type",
                f"{SHARE_TYPES[one.row.share_type]}的资源只能选择不可对社会开放"
                "（实施方案三（三）），请改正",
            )


RESOURCE_RULES = (
    no_repeats,
    provider_known,
    reasons_given,
    items_narrow,
    dedicated_lists,
    supply_fits,
    open_to_the_public,
)
