"""Which posts one person may hold together, and where a post may stand (Art. 4; Plan 五.1)."""

from collections.abc import Collection, Mapping

from engine.core.access import ADMIN_ROLES, ROLE_NAMES
from engine.sentence import listed, say

#: Roles that make sense in units of one kind only.
KIND_OF_ROLE: Mapping[str, str] = {
    "info_center": "info_center",
    "platform_reviewer": "platform",
    "coordinator": "managing",
    "managing": "managing",
}


def unlawful(roles: Collection[str]) -> list[str]:
    """Return what is wrong with one person holding `roles` at the same time; [] when nothing is."""
    held = set(roles)
    unknown = held - ROLE_NAMES.keys()
    if unknown:
        return [say("没有这样的岗位：%(roles)s。", roles=listed(sorted(unknown)))]
    if len(held & ADMIN_ROLES) > 1:
        return [say("系统管理员、安全管理员、审计员不能由同一人担任。")]
    if held & ADMIN_ROLES and held - ADMIN_ROLES:
        return [say("管理员岗位不能与办件岗位由同一人担任。")]
    return []


def misplaced(role: str, unit_kind: str, *, in_bureau: bool, on_establishment: bool) -> list[str]:
    """Return why `role` cannot be held in a unit of this kind by such a person; [] when it can."""
    if KIND_OF_ROLE.get(role, unit_kind) != unit_kind:
        return [say("这个单位不设%(role)s岗位，请改岗位或者单位。", role=say(ROLE_NAMES[role]))]
    if role == "responsible" and in_bureau and not on_establishment:
        return [say("责任人应为在职在编人员（实施方案五.1），请换人。")]
    return []
