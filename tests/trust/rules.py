"""Who may see and do what, a second time: docs/decisions/who-may-do-what.md in plain sets.

Nothing of the program is asked here. The people are read from the demo bureau's own file, and what
happened to the case is noted by the test that moves it along.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field

ADMINS = {"system_admin", "security_admin", "auditor"}
OVERSEERS = {"managing", "coordinator", "info_center"}
TASK_VERBS = ("complete", "claim", "release", "transfer", "return", "save-draft", "comment")
#: HTTP status -> exit code of the command line.
EXIT = {200: 0, 204: 0, 302: 0, 422: 1, 404: 3, 403: 4, 409: 5}


@dataclass(frozen=True)
class Step:
    """A step of the diagram: whose post does it; `named`: it is given to the applicant himself."""

    unit: str
    role: str
    approving: bool = False
    named: bool = False
    returns: bool = False


#: By element. APPLICANT and PROVIDER stand for the units of the case.
APPLICANT, PROVIDER = "applicant", "provider"
STEPS: Mapping[str, Step] = {
    "approve_request": Step(APPLICANT, "supervising_leader", approving=True),
    "correct_request": Step(APPLICANT, "handler", named=True),
    "forward_request": Step("info-center", "info_center", returns=True),
    "check_compliance": Step("platform", "platform_reviewer", approving=True),
    "review_as_agent": Step("test-center", "agent_reviewer", approving=True),
    "review_as_provider": Step(PROVIDER, "provider_reviewer", approving=True),
    "set_parameters": Step(PROVIDER, "provider_reviewer", approving=True),
    "accept_parameters": Step(APPLICANT, "handler", named=True),
    "coordinate_parameters": Step("leading-office", "coordinator", approving=True),
    "decide_further_need": Step(APPLICANT, "handler", named=True),
    "state_need": Step(APPLICANT, "handler", named=True),
    "respond_to_need": Step(PROVIDER, "provider_reviewer"),
    "coordinate": Step("leading-office", "coordinator", approving=True),
    "renew_reply": Step(PROVIDER, "provider_reviewer"),
    "open_access": Step("info-center", "info_center"),
    "answer_listing": Step(PROVIDER, "provider_reviewer", approving=True),
}
#: From these on the request is with the provider; until and with these it can be withdrawn.
TRANSFERRED = {"review_as_agent", "review_as_provider", "set_parameters", "accept_parameters",
               "coordinate_parameters", "decide_further_need", "state_need", "respond_to_need",
               "coordinate", "renew_reply", "answer_listing"}  # fmt: skip
WITHDRAWABLE = {"approve_request", "correct_request", "forward_request", "check_compliance",
                "review_as_agent", "review_as_provider", "set_parameters", "accept_parameters",
                "coordinate_parameters"}  # fmt: skip

Posts = set[tuple[str, str]]


def cast_of(people: bytes) -> dict[str, Posts]:
    """Posts (unit, role) by user name, from people.toml."""
    return {
        person["username"]: {(post["unit"], post["role"]) for post in person["posts"]}
        for person in tomllib.loads(people.decode())["person"]
    }


@dataclass
class Known:
    """What is known of a case: who asked whom, what was done, where it stands."""

    starter: str
    applicant: str
    provider: str
    open: str | None
    owner: str | None = None
    held: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    approved: set[tuple[str, str]] = field(default_factory=set)
    transferred: bool = False

    def unit_of(self, name: str) -> str:
        """The unit that a step's unit stands for."""
        return {APPLICANT: self.applicant, PROVIDER: self.provider}.get(name, name)

    def enter(self, element: str | None) -> None:
        """Note that the case has come to `element`, or to its end."""
        self.open = element
        self.transferred |= element in TRANSFERRED
        self.owner = self.starter if element and STEPS[element].named else None

    def done(self, who: str) -> None:
        """Note that `who` has done the open step."""
        assert self.open is not None
        self.held.add(who)
        if STEPS[self.open].approving:
            self.approved.add((who, self.open))


@dataclass(frozen=True)
class Person:
    """Somebody in front of a case."""

    name: str
    posts: Posts
    case: Known

    @property
    def admin(self) -> bool:
        return any(role in ADMINS for _, role in self.posts)

    @property
    def holds_post(self) -> bool:
        """Whether the open step waits for one of my posts."""
        if self.case.open is None:
            return False
        step = STEPS[self.case.open]
        return (self.case.unit_of(step.unit), step.role) in self.posts

    @property
    def sees_all(self) -> bool:
        """Whether I see the case with its answers."""
        if self.admin:
            return False
        case = self.case
        by_unit = {(case.applicant, "supervising_leader"), (case.applicant, "responsible")}
        if case.transferred:
            by_unit.add((case.provider, "provider_reviewer"))
        waits = self.holds_post and case.owner is None
        return (
            self.name in {case.starter, case.owner} | case.held | case.told
            or any(role in OVERSEERS for _, role in self.posts)
            or bool(by_unit & self.posts)
            or waits
        )

    @property
    def barred(self) -> bool:
        """Whether separation of duties keeps me from the open step."""
        case = self.case
        if case.open is None or not STEPS[case.open].approving:
            return False
        other = any(who == self.name and step != case.open for who, step in case.approved)
        return self.name == case.starter or other

    @property
    def takes(self) -> bool:
        """Whether the open step is my work."""
        if self.case.open is None or self.admin or self.barred:
            return False
        return self.case.owner == self.name if self.case.owner else self.holds_post

    def status_of_looking(self) -> int:
        """Of the case's pages: shown, or not there."""
        return 200 if self.sees_all or self.admin else 404

    @property
    def verbs_of_task(self) -> set[str]:
        """What the task offers me (but passing on, which needs a colleague)."""
        step = STEPS.get(self.case.open or "")
        mine = {"complete", "save-draft", "claim" if self.case.owner is None else "release"}
        back = {"return"} if step and step.returns else set()
        return (mine | back if self.takes else set()) | self._comment

    @property
    def verbs_of_case(self) -> set[str]:
        """What the case offers me."""
        own = self.name == self.case.starter and self.case.open in WITHDRAWABLE
        return ({"withdraw"} if own else set()) | self._comment

    @property
    def _comment(self) -> set[str]:
        return {"comment"} if self.sees_all and self.case.open else set()

    def status_of(self, verb: str) -> int:
        """Of a verb that is tried with nothing useful in it: 422 means it was allowed to try."""
        if self.case.open is None:
            return self._after_the_end(verb)
        if verb == "comment":
            return self._onlooker(422)
        if verb == "withdraw":
            allowed = 422 if self.case.open in WITHDRAWABLE else 409
            return allowed if self.name == self.case.starter else self._onlooker(403)
        if not self.takes:
            return self._late(verb) or self._onlooker(403)
        return self._allowed(verb)

    def _after_the_end(self, verb: str) -> int:
        """Too late; but what was never theirs, and nothing for strangers."""
        never = verb == "withdraw" and self.name != self.case.starter
        if self.admin:
            return 403 if verb in ("withdraw", "comment") else 409
        return self._onlooker(403 if never else 409)

    def _late(self, verb: str) -> int | None:
        """A colleague of the post is told who has what could have been theirs."""
        rival = self.holds_post and not self.admin and self.case.owner is not None
        if not rival or verb == "save-draft":
            return None
        return 409 if verb == "claim" else 403

    def _allowed(self, verb: str) -> int:
        if verb in ("claim", "save-draft"):
            return 204
        if verb == "release":
            return 204 if self.case.owner == self.name else 409
        return 422

    def _onlooker(self, status: int) -> int:
        if self.admin:
            return 403
        return status if self.sees_all else 404
