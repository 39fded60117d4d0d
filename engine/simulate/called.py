"""What the codes in a story are called, as its pack and its bureau have them: steps, states, mails,
people, fields."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from sqlalchemy import select

from engine.core.bureau.words import RESOURCE_STATES
from engine.core.comparing.naming import Naming
from engine.core.drawn_words import OUTCOMES
from engine.core.grant_words import GRANT_STATES
from engine.core.incident_words import INCIDENT_SENTENCES
from engine.core.pack import Pack
from engine.queries.words import INCIDENTS
from engine.sentence import Sentence, listed, recalled, say
from engine.simulate.acting import Play
from engine.simulate.check_words import ACTS, ACTS_ON, in_words
from engine.simulate.scenario import Step
from engine.store.tables import Case, Incident, Person, ResourceItem, Task

#: What of a check -> the words for its codes.
CODES: Mapping[str, Mapping[str, str]] = {
    "outcome": OUTCOMES,
    "grants": GRANT_STATES,
    "given": GRANT_STATES,
    "resource": RESOURCE_STATES,
    "kind": {"statutory": "法定", "internal": "内部"},
}


class Called:
    """The words for a story as it stands at `step`. They are read when they are asked for; no
    transaction may be open then."""

    def __init__(self, play: Play, step: Step | None = None) -> None:
        self._play = play
        self._step = step

    def value(self, check: str, value: Any) -> str:
        """Return one value of `check` in words."""
        if not isinstance(value, str) or not value:
            return in_words(value)
        if check in ("due", "legal", "provisional"):
            return value
        found = self._word(check, value)
        return say("“%(name)s”", name=value if found is None else found)

    def _word(self, check: str, code: str) -> str | None:
        if check in ("open", "recorded"):
            return self.step(code) if code in self._elements else _gone(code)
        if check in ("told", "assignee"):
            return self.person(code)
        if check == "mails":
            return self.mail(code) or _gone(code)
        if check == "state":
            return self._states.get(code) or _gone(code)
        return self._of_pack(check, code)

    def _of_pack(self, check: str, code: str) -> str | None:
        if check == "warned":
            return self.field(code, self._form_done)
        if check == "opened":
            return self._naming.processes.get(code)
        if check == "items":
            return self._items.get(code)
        if check == "incidents":
            return self._incident(code)
        known = CODES.get(check, {}).get(code)
        return None if known is None else say(known)

    def _incident(self, code: str) -> str:
        """What the last incident of that kind says."""
        wanted = select(Incident.message).where(Incident.kind == code)
        with self._play.store.reading() as session:
            text = session.scalar(wanted.order_by(Incident.created_at.desc(), Incident.id.desc()))
        return recalled(text, INCIDENT_SENTENCES) if text else say(INCIDENTS.get(code, code))

    def step(self, element: str) -> str:
        """Return what an element of the story's process is called."""
        found = self._elements.get(element)
        return (found.name or element) if found is not None else element

    def mail(self, key: str) -> str:
        """Return the subject of a mail, empty for one that is not there."""
        return self._naming.mail_subject(key)

    def person(self, username: str) -> str:
        """Return who that is."""
        return self._people.get(username) or username

    def field(self, name: str, form: str | None) -> str | None:
        """Return the label of a field of `form`, else of another form of the process."""
        forms = self._naming.forms
        own = (form or "").replace("-", "_")
        first = [forms[own]] if own in forms else []
        found = (each.labels.get(name) for each in (*first, *forms.values()))
        return next((each for each in found if each), None)

    def act(self, step: Step) -> Sentence:
        """Return when a step is taken, by whom and what it is about."""
        about = self._about(step)
        act = ACTS_ON[step.do](about) if about and step.do in ACTS_ON else ACTS[step.do]
        parts = [f"{step.at:%Y-%m-%d %H:%M}", self.person(step.who) if step.who else "", act]
        return listed([each for each in parts if each], " ")

    def _about(self, step: Step) -> str:
        if step.do == "start":
            process = self._pack.processes.get(step.process)
            entries = process.entries if process is not None else ()
            named = [each.title for each in entries if step.entry in (None, each.key)]
            return named[0] if len(named) == 1 or step.entry else ""
        element = step.task or self._meant(step)
        return self.step(element) if element else ""

    def _meant(self, step: Step) -> str | None:
        """The task of a step that names none: the one it did, else the only one that is open."""
        if step.do not in ACTS_ON:
            return None
        mine = select(Task.element).where(Task.case_id == self._play.case_id)
        with self._play.store.reading() as session:
            done = session.scalar(mine.where(Task.completed_at == step.at).limit(1))
            still = session.scalars(mine.where(Task.state == "open")).all()
        return done or (still[0] if len(still) == 1 else None)

    def form_of(self, step: Step) -> str | None:
        """Return the form that a step answers, None when it is not known."""
        if step.do == "start":
            process = self._pack.processes.get(step.process)
            entries = process.entries if process is not None else ()
            return next((each.form for each in entries if step.entry in (None, each.key)), None)
        wanted = select(Task.form).where(Task.case_id == self._play.case_id)
        if step.task:
            wanted = wanted.where(Task.element == step.task)
        with self._play.store.reading() as session:
            return session.scalar(wanted.order_by(Task.created_at.desc(), Task.id.desc()).limit(1))

    @cached_property
    def _pack(self) -> Pack:
        return self._play.pack()

    @cached_property
    def _case(self) -> Case | None:
        with self._play.store.reading() as session:
            return session.get(Case, self._play.case_id) if self._play.case_id else None

    @cached_property
    def _process(self) -> str:
        if self._step is not None and self._step.do == "start":
            return self._step.process
        return self._case.process if self._case is not None else ""

    @cached_property
    def _naming(self) -> Naming:
        return Naming(self._pack.files, self._process)

    @cached_property
    def _elements(self) -> Mapping[str, Any]:
        known = self._process in self._pack.processes
        return self._pack.blueprint(self._process).elements if known else {}

    @cached_property
    def _states(self) -> Mapping[str, str]:
        found = (each.gx.get("state", {}) for each in self._elements.values())
        return {each["code"]: each["label"] for each in found if {"code", "label"} <= set(each)}

    @cached_property
    def _people(self) -> Mapping[str, str]:
        with self._play.store.reading() as session:
            return {each.username: each.name for each in session.scalars(select(Person))}

    @cached_property
    def _items(self) -> Mapping[str, str]:
        resource = self._case.resource_id if self._case is not None else None
        wanted = select(ResourceItem).where(ResourceItem.resource_id == resource)
        with self._play.store.reading() as session:
            return {each.code: each.name for each in session.scalars(wanted)}

    @cached_property
    def _form_done(self) -> str | None:
        wanted = select(Task.form).where(Task.case_id == self._play.case_id, Task.state == "done")
        with self._play.store.reading() as session:
            return session.scalar(wanted.order_by(Task.completed_at.desc(), Task.id.desc()))


def _gone(code: str) -> Sentence:
    """What the process does not have, or not any more."""
    return say("%(code)s（流程中没有）", code=code)
