"""Who somebody is, and what they may do with a case or a task.

Every verb is checked against the object, not only against a role. The rules are those of
docs/decisions/who-may-do-what.md; nothing here touches a database.
"""

from dataclasses import dataclass, field

#: Posts whose holders run the system and decide no cases; one person holds at most one of them.
ADMIN_ROLES = frozenset({"system_admin", "security_admin", "auditor"})

ROLE_NAMES = {
    "handler": "经办人",
    "supervising_leader": "分管领导",
    "principal_head": "主要负责人",
    "responsible": "责任人",
    "info_center": "信息中心经办",
    "platform_reviewer": "平台审查员",
    "provider_reviewer": "提供部门审核人",
    "agent_reviewer": "授权代理方审核人",
    "coordinator": "协调人",
    "managing": "管理部门",
    "system_admin": "系统管理员",
    "security_admin": "安全管理员",
    "auditor": "审计员",
}


@dataclass(frozen=True)
class PostRef:
    """A post that is valid today."""

    id: str
    role: str
    unit_id: str
    unit_code: str
    unit_name: str
    unit_kind: str

    @property
    def title(self) -> str:
        """The post in words: unit and role."""
        return f"{self.unit_name} {ROLE_NAMES.get(self.role, self.role)}"


@dataclass(frozen=True)
class Actor:
    """A person who acts, with all posts valid today, and the door they came through.

    `via` is one of web, api, cli, scenario, system.
    """

    person_id: str
    username: str
    name: str
    posts: tuple[PostRef, ...]
    via: str = "web"
    phone: str = ""
    language: str = "zh"
    must_change_password: bool = False
    _roles: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_roles", frozenset(post.role for post in self.posts))

    def has_role(self, *roles: str) -> bool:
        """Tell whether one of the posts carries one of `roles`."""
        return not self._roles.isdisjoint(roles)

    @property
    def is_admin(self) -> bool:
        """Tell whether the person holds one of the three administrator posts."""
        return not self._roles.isdisjoint(ADMIN_ROLES)

    def post_for(self, unit_id: str, role: str) -> PostRef | None:
        """Return the post in `unit_id` with `role`, or None."""
        found = (post for post in self.posts if (post.unit_id, post.role) == (unit_id, role))
        return next(found, None)

    def holds(self, post_id: str) -> PostRef | None:
        """Return the post with this id, or None when it is not this person's."""
        return next((post for post in self.posts if post.id == post_id), None)
