"""People and posts: who may hold what together (Measures, Art. 4; Plan 五.1)."""

from engine.core.access import ADMIN_ROLES, ROLE_NAMES
from engine.core.bureau.draft import Draft
from engine.core.bureau.model import PersonRow, PostRow
from engine.core.bureau.problems import Placed, Problems
from engine.core.bureau.rules.repeats import repeated
from engine.core.bureau.words import UNIT_KINDS
from engine.core.post_rules import KIND_OF_ROLE


def no_repeats(draft: Draft) -> Problems:
    """User names are unique."""
    yield from repeated(draft.people, "username", "用户名", lambda person: person.username)


def has_a_post(draft: Draft) -> Problems:
    """Nobody is registered without a post."""
    for one in draft.people:
        if not one.row.posts:
            yield one.problem("posts", "没有岗位，请至少写一个，或删去此人")


def admins_stand_apart(draft: Draft) -> Problems:
    """The three administrator posts exclude each other and every post that decides cases."""
    for one in draft.people:
        roles = {post.role for post in one.row.posts}
        if roles & ADMIN_ROLES and len(roles) > 1:
            held = "、".join(sorted(ROLE_NAMES[role] for role in roles))
            yield one.problem(
                "posts",
                f"同时任{held}：系统管理员、安全管理员、审计员互相排斥，"
                "也不得兼任业务岗位，请分给不同的人",
            )


def posts_fit(draft: Draft) -> Problems:
    """Each post stands in a registered unit of the right kind, once, for a period that exists."""
    kinds = {one.row.code: one.row.kind for one in draft.units}
    for one in draft.people:
        seen: set[tuple[str, str]] = set()
        for number, post in enumerate(one.row.posts, 1):
            yield from _post_fits(draft, one, f"posts[{number}]", post, kinds.get(post.unit))
            if (post.unit, post.role) in seen:
                yield one.problem(f"posts[{number}]", "与前面的岗位重复，请删去一个")
            seen.add((post.unit, post.role))


def _post_fits(
    draft: Draft, one: Placed[PersonRow], field: str, post: PostRow, kind: str | None
) -> Problems:
    if unknown := draft.unknown_unit(post.unit):
        yield one.problem(f"{field}.unit", unknown)
    wanted = KIND_OF_ROLE.get(post.role, kind)
    if kind and wanted != kind:
        role, place = ROLE_NAMES[post.role], UNIT_KINDS[wanted or kind]
        yield one.problem(f"{field}.role", f"{role}只能设在{place}，请改岗位或单位")
    if post.valid_until and post.valid_until < post.valid_from:
        yield one.problem(f"{field}.valid_until", "早于 valid_from，请改成任期的最后一天")


def responsible_on_establishment(draft: Draft) -> Problems:
    """The Plan (五.1) wants 责任人 of the bureau's units to be on the establishment."""
    inside = {one.row.code for one in draft.units if one.row.bureau}
    for one in draft.people:
        held = any(post.role == "responsible" and post.unit in inside for post in one.row.posts)
        if held and not one.row.on_establishment:
            yield one.problem(
                "on_establishment", "责任人应为在职在编人员（实施方案五.1），请换人或改正"
            )


PEOPLE_RULES = (
    no_repeats,
    has_a_post,
    admins_stand_apart,
    posts_fit,
    responsible_on_establishment,
)
