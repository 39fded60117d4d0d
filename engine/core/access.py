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


#: Roles that see every case: the managing department and the information centre (Art. 5).
OVERSEEING_ROLES = frozenset({"managing", "coordinator", "info_center"})

#: Roles of the applicant's unit that see what their unit asked for.
APPLICANT_ROLES = ("supervising_leader", "responsible")

#: How much of a case somebody sees: everything, the flow without answers, or nothing.
FULL, FLOW, NOTHING = "full", "flow", "nothing"


@dataclass(frozen=True)
class CaseFacts:
    """What the rules ask of a case; `provider_sees` from the transfer to the provider on."""

    starter_id: str
    applicant_unit_id: str
    provider_unit_id: str | None
    provider_sees: bool
    ended: bool


@dataclass(frozen=True)
class TaskFacts:
    """What the rules ask of a task."""

    open: bool
    unit_id: str
    role: str
    approving: bool
    assignee_id: str | None


@dataclass(frozen=True)
class Involvement:
    """What a person has to do with a case.

    `held`: holds or held a task of it, or may take one that is open. `notified`: the diagram
    addressed a message about it to this person. `approved_other`: completed an approving step of
    it that is not the step in question.
    """

    held: bool = False
    notified: bool = False
    approved_other: bool = False


def sight(case: CaseFacts, actor: Actor, part: Involvement) -> str:
    """Return FULL, FLOW or NOTHING: how much of the case `actor` sees.

    Administrators see the flow and no answers, whatever else they are.
    """
    if actor.is_admin:
        return FLOW
    return FULL if may_see(case, actor, part) else NOTHING


def may_see(case: CaseFacts, actor: Actor, part: Involvement) -> bool:
    """Tell whether `actor` sees the whole of the case, answers included."""
    if actor.is_admin:
        return False
    concerned = actor.person_id == case.starter_id or part.held or part.notified
    return concerned or actor.has_role(*OVERSEEING_ROLES) or _sees_by_unit(case, actor)


def _sees_by_unit(case: CaseFacts, actor: Actor) -> bool:
    for_applicant = any(actor.post_for(case.applicant_unit_id, role) for role in APPLICANT_ROLES)
    if for_applicant or case.provider_unit_id is None or not case.provider_sees:
        return for_applicant
    return actor.post_for(case.provider_unit_id, "provider_reviewer") is not None


def may_take(task: TaskFacts, case: CaseFacts, actor: Actor, part: Involvement) -> bool:
    """Tell whether the open task is this person's work: theirs, or waiting for one of their posts.

    Nobody takes an approving step of a case they started, nor a second, different approving step.
    """
    if not task.open or actor.is_admin or barred(task, case, actor, part):
        return False
    if task.assignee_id is not None:
        return task.assignee_id == actor.person_id
    return actor.post_for(task.unit_id, task.role) is not None


def may_hand_on(task: TaskFacts, case: CaseFacts, actor: Actor, part: Involvement) -> bool:
    """Tell whether `actor` may pass the open task on: who may take it, and whoever has it in hand
    though barred from it, so that it lies with nobody who cannot act."""
    own = task.open and task.assignee_id == actor.person_id and not actor.is_admin
    return own or may_take(task, case, actor, part)


def barred(task: TaskFacts, case: CaseFacts, actor: Actor, part: Involvement) -> bool:
    """Tell whether separation of duties keeps `actor` from this step."""
    return task.approving and (actor.person_id == case.starter_id or part.approved_other)


def task_verbs(
    task: TaskFacts, case: CaseFacts, actor: Actor, part: Involvement, can_return: bool = False
) -> tuple[str, ...]:
    """Return what `actor` may do with the task now, in the order of the page.

    `can_return`: whether an earlier step exists to which the task may be sent back.
    """
    verbs: list[str] = []
    if may_take(task, case, actor, part):
        verbs += ["complete", "save-draft", "transfer", *(["return"] if can_return else [])]
        verbs.append("claim" if task.assignee_id is None else "release")
    elif may_hand_on(task, case, actor, part):
        verbs += ["transfer", "release"]
    if not case.ended and may_see(case, actor, part):
        verbs.append("comment")
    return tuple(verbs)


def case_verbs(
    case: CaseFacts, actor: Actor, part: Involvement, withdrawable: bool
) -> tuple[str, ...]:
    """Return what `actor` may do with the case; `withdrawable`: no answer has been given yet."""
    if case.ended or not may_see(case, actor, part):
        return ()
    own = actor.person_id == case.starter_id
    return ("withdraw", "comment") if own and withdrawable else ("comment",)
