"""Who tries what at which step: the cast, the ways to walk a case, and what each door is asked."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import select

from engine.commands.create_token import create_token
from engine.commands.start_case import start_case
from engine.store.database import Store
from engine.store.tables import Message, Person, Post, Task, Unit
from tests.bureau.fixtures import START, acting
from tests.trust import office, rules
from tests.trust.doors import Answer, Doors
from tests.trust.rules import EXIT, Known

#: Somebody of each role, on each side, near and far.
CAST = (
    "qinyue", "lushan", "weilan", "kongdeming",  # the applicant's unit
    "yangfan", "liangchen", "caoyu", "panyue", "jiangnan",  # who passes it on
    "zhoujun", "wuting", "zhengkai", "linhai", "lina",  # who provides
    "fengxue", "yujie", "pengli",  # agents, coordinators
    "zhangwei", "sunli", "qinfeng",  # strangers
    "sysadmin", "secadmin", "auditor",
    "caiying",  # the applicant, last: she gives back what is hers, and then it is nobody's
)  # fmt: skip
#: More hats: so that separation of duties has something to separate.
HATS = (
    ("qinyue", "approval", "handler"),
    ("caiying", "approval", "supervising_leader"),
    ("caiying", "special-equipment", "provider_reviewer"),
    ("lushan", "platform", "platform_reviewer"),
    ("panyue", "special-equipment", "provider_reviewer"),
    ("zhoujun", "leading-office", "coordinator"),
    ("sysadmin", "special-equipment", "provider_reviewer"),
    ("auditor", "approval", "supervising_leader"),
)
LIMITED: dict[str, Any] = {
    "parameters": [{"parameter": "每日调用次数", "allowed": "不超过 2000 次"}],
    "limited": True,
    "limit_reason": "系统承载能力有限，依据分类分级规定对调用次数作出限制",
    "limit_basis_kind": "grading",
}
DISPUTE = {"decision": "dispute", "dispute_reason": "窗口每日受理三千件，限制后无法逐件核验"}
CORRECTED = office.REQUEST | {"correction_note": "已补充使用依据的条款"}
#: The ways to walk: the resource, and who does what after the common steps.
Doing = tuple[str, str, dict[str, Any]]
COMMON: tuple[Doing, ...] = (
    ("approve_request", "lushan", office.APPROVE),
    ("forward_request", "yangfan", office.FORWARD),
    ("check_compliance", "panyue", office.PASS),
)
WAYS: dict[str, tuple[str, tuple[Doing, ...]]] = {
    "negotiated": (office.CONDITIONAL, (*COMMON, *(
        (element, *office.STEPS[element])
        for element in ("review_as_provider", "decide_further_need", "state_need",
                        "respond_to_need", "coordinate", "renew_reply", "open_access")))),
    "by the agent": (office.WITH_AGENT, (*COMMON, ("review_as_agent", "fengxue", office.AGREE))),
    "parameters": (office.CONTROLLED, (*COMMON, ("set_parameters", "lina", LIMITED),
                                       ("accept_parameters", "caiying", DISPUTE))),
    "corrected": (office.CONDITIONAL, (*COMMON[:2],
                                       ("check_compliance", "panyue", office.RETURN))),
}  # fmt: skip
#: Element at which the way is looked at -> the way that leads there.
STOPS = {
    "approve_request": "negotiated", "forward_request": "negotiated",
    "check_compliance": "negotiated", "review_as_provider": "negotiated",
    "decide_further_need": "negotiated", "state_need": "negotiated",
    "respond_to_need": "negotiated", "coordinate": "negotiated", "renew_reply": "negotiated",
    "open_access": "negotiated", "review_as_agent": "by the agent",
    "set_parameters": "parameters", "accept_parameters": "parameters",
    "coordinate_parameters": "parameters", "correct_request": "corrected",
    "end": "negotiated",
}  # fmt: skip
PROVIDERS = {office.CONTROLLED: "credit"}


@dataclass(frozen=True)
class Hatted:
    """The bureau with the hats on, to copy; who holds which posts in it; everybody's token."""

    store: Store
    cast: dict[str, rules.Posts]
    tokens: dict[str, str]


def put_hats_on(store: Store, people: bytes) -> Hatted:
    """Add the HATS to the bureau in `store`, and give everybody of the CAST a token."""
    cast = rules.cast_of(people)
    with store.transaction() as session:
        for who, unit, role in HATS:
            person = session.scalars(select(Person.id).where(Person.username == who)).one()
            place = session.scalars(select(Unit.id).where(Unit.code == unit)).one()
            session.add(Post(person_id=person, unit_id=place, role=role, valid_from=START.date()))
            cast[who].add((unit, role))
    tokens = {who: create_token(store, acting(store, who), "测试").token for who in CAST}
    return Hatted(store, cast, tokens)


class Walk:
    """A case on its way, and what the rules know of it."""

    def __init__(self, doors: Doors, cast: dict[str, rules.Posts], stop: str) -> None:
        self.doors, self.cast = doors, cast
        resource, doings = WAYS[STOPS[stop]]
        answers = office.REQUEST | {"items": office.first_items(doors.store, resource)}
        started = start_case(
            doors.store, acting(doors.store, "caiying"), "data-request", answers,
            entry="request", resource=resource,
        )  # fmt: skip
        self.id, self.task = started.id, started.tasks[0].id
        provider = PROVIDERS.get(resource, "special-equipment")
        self.known = Known("caiying", "approval", provider, "approve_request", held={"caiying"})
        for doing in doings:
            if self._open() == stop:
                break
            self._do(doing)
        assert self._open() == stop
        self.known.told = self._told()

    def _open(self) -> str:
        with self.doors.store.reading() as session:
            found = session.scalars(
                select(Task).where(Task.case_id == self.id, Task.state == "open")
            ).all()
        if found:
            self.task = found[0].id
        return found[0].element if found else "end"

    def _do(self, doing: Doing) -> None:
        element, who, answers = doing
        assert self.known.open == element
        office.act(self.doors.store, self.id, who, answers)
        self.known.done(who)
        then = self._open()
        self.known.enter(None if then == "end" else then)

    def _told(self) -> set[str]:
        with self.doors.store.reading() as session:
            return set(
                session.scalars(
                    select(Person.username)
                    .join(Message, Message.person_id == Person.id)
                    .where(Message.case_id == self.id)
                )
            )

    @property
    def reason(self) -> str:
        """A reason for withdrawing: none while it could be done, a good one when it is too late."""
        return " " if self.known.open in rules.WITHDRAWABLE else "改由其他途径获取"

    def note(self, who: str, what: str, expected: int) -> None:
        """Claiming and giving back are carried out; who did so has held the task."""
        if expected == 204 and what == "claim":
            self.known.owner = who
            self.known.held.add(who)
        if expected == 204 and what == "release":
            self.known.owner = None

    def person(self, who: str) -> rules.Person:
        return rules.Person(who, self.cast[who], self.known)


#: Where pages and command line are tried, by one of each kind.
SOME_STOPS = ("approve_request", "decide_further_need", "end")
SOME = ("qinyue", "lushan", "weilan", "yangfan", "zhoujun", "zhengkai", "pengli", "zhangwei",
        "sysadmin", "caiying")  # fmt: skip
Attempt = Callable[[], int]


def by_api(doors: Doors, walk: Walk, who: str) -> Mapping[str, Attempt]:
    """What can be tried -> trying it, which gives the status."""
    case, task, api = f"/cases/{walk.id}", f"/tasks/{walk.task}", doors.api
    more = {"see history": f"{case}/history", "see diagram": f"{case}/diagram"}
    looks = {name: partial(_status, api.get, who, path) for name, path in more.items()}
    looks = looks if walk.known.open in SOME_STOPS else {}
    looks |= {"see case": partial(_look, walk, who, case, _right_case),
              "see task": partial(_look, walk, who, task, _right_task)}  # fmt: skip
    sent: dict[str, tuple[str, dict[str, Any]]] = {
        "unknown": (f"{task}/approve", {}),
        "complete": (f"{task}/complete", {"answers": {"nonsense": "1"}}),
        "claim": (f"{task}/claim", {}),
        "release": (f"{task}/release", {}),
        "transfer": (f"{task}/transfer", {"to_person": "nobody", "reason": " "}),
        "return": (f"{task}/return", {"target": "nowhere", "reason": " "}),
        "save-draft": (f"{task}/save-draft", {"answers": {}}),
        "comment": (f"{task}/comment", {"text": " "}),
        "withdraw": (f"{case}/withdraw", {"reason": walk.reason}),
        "comment case": (f"{case}/comment", {"text": " "}),
    }
    return looks | {
        name: partial(_status, api.post, who, path, **body) for name, (path, body) in sent.items()
    }


def _look(walk: Walk, who: str, path: str, check: Callable[..., None]) -> int:
    """Open it; whoever sees it is shown what they may do, and answers only if they may."""
    answer = walk.doors.api.get(who, path)
    if answer.status == 200 == walk.person(who).status_of_looking():
        check(answer, walk.person(who))
    return answer.status


def _right_case(answer: Answer, person: rules.Person) -> None:
    assert set(answer.json["verbs"]) == person.verbs_of_case, person.name
    shown = (answer.json["full"], office.REQUEST["purpose"] in answer.text)
    assert shown == (person.sees_all, person.sees_all), person.name


def _right_task(answer: Answer, person: rules.Person) -> None:
    assert set(answer.json["verbs"]) - {"transfer"} == person.verbs_of_task, person.name
    assert (answer.json["form"] is not None) == person.takes, person.name
    assert person.sees_all or office.REQUEST["purpose"] not in answer.text, person.name


def by_page(doors: Doors, walk: Walk, who: str) -> Mapping[str, Attempt]:
    """The same on pages; a redirect after a verb means that it was done."""
    case, task, page = f"/cases/{walk.id}", f"/tasks/{walk.task}", doors.page
    seen = {"see case": case, "see task": task, "see diagram": f"{case}/diagram.json"}
    looks = {name: partial(_status, page.see, who, path) for name, path in seen.items()}
    sent = {
        "unknown": (f"{task}/approve", {}),
        "complete": (task, {"nonsense": "1"}),
        "claim": (f"{task}/claim", {}),
        "release": (f"{task}/release", {}),
        "transfer": (f"{task}/transfer", {"to_person": "nobody", "reason": " "}),
        "return": (f"{task}/return", {"target": "nowhere", "reason": " "}),
        "save-draft": (task, {"_verb": "save-draft"}),
        "comment": (f"{task}/comment", {"text": " "}),
        "withdraw": (f"{case}/withdraw", {"reason": walk.reason}),
        "comment case": (f"{case}/comment", {"text": " "}),
    }
    return looks | {
        name: partial(_status, page.act, who, path, **body) for name, (path, body) in sent.items()
    } | {"save-draft unasked": partial(_status, page.act, who, f"{task}/draft")}  # fmt: skip


def by_cli(doors: Doors, walk: Walk, who: str) -> Mapping[str, Attempt]:
    """The same on the command line, whose exit codes stand for statuses."""
    run, me = doors.cli.run, ("--as", who)
    written = "reason" if walk.known.open == "decide_further_need" else "opinion"
    sent = {
        "see case": ("case", "show", walk.id),
        "see task": ("task", "show", walk.task),
        "complete": ("task", "complete", walk.task, "--set", "nonsense=1"),
        "claim": ("task", "claim", walk.task),
        "release": ("task", "release", walk.task),
        "transfer": ("task", "transfer", walk.task, "--to", "auditor", "--reason", " "),
        "return": ("task", "return", walk.task, "--to", "nowhere", "--reason", " "),
        "save-draft": ("task", "save-draft", walk.task, "--set", f"{written}=1"),
        "comment": ("task", "comment", walk.task, " "),
        "withdraw": ("case", "withdraw", walk.id, "--reason", walk.reason),
        "comment case": ("case", "comment", walk.id, " "),
    }
    return {name: partial(_exit, run, *words, *me) for name, words in sent.items()}


def _status(act: Callable[..., Answer], *given: Any, **more: Any) -> int:
    status = act(*given, **more).status
    return 204 if status == 302 else status


def _exit(run: Callable[..., Answer], *words: str) -> int:
    return run(*words).status


def expected_of(person: rules.Person, what: str) -> int:
    """The status by the rules."""
    if what.startswith("see"):
        return person.status_of_looking()
    if what == "unknown":
        return 404
    return person.status_of(what.replace("comment case", "comment").replace(" unasked", ""))


def wrong_of(doors: Doors, walk: Walk, ways: Any, cast: Iterable[str]) -> dict[str, list[str]]:
    """Where the program and the rules differ -> at whom. Claims are given back at once."""
    wrong: dict[str, list[str]] = {}
    for who in cast:
        for what, attempt in ways(doors, walk, who).items():
            expected = expected_of(walk.person(who), what)
            found = attempt()
            right = EXIT[expected] if ways is by_cli else expected
            if found != right:
                wrong.setdefault(f"{what}: {right} by the rules, {found}", []).append(who)
            walk.note(who, what, expected)
    return wrong


def without_claims(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows but for what claims and releases leave: two events each, and the case's counters."""
    passing = {"revision", "event_seq", "event_hash", "claimed_at", "assignee_id"}
    return [
        {key: value for key, value in row.items() if key not in passing}
        for row in rows
        if row.get("kind") not in ("task_claimed", "task_released")
    ]
