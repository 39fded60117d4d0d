"""What a pack holds. Values are immutable and parsed once; every case pins one version."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property

from engine.core.forms import Form, compile_form
from engine.core.workflow import Blueprint, ReceiptRule, processes_in
from engine.errors import NotFound, PackError
from engine.sentence import say

#: What stands in braces in `case_title`. Not a format string: those reach into objects.
TITLE_NAME = re.compile(r"\{([^{}]*)\}")
TITLE_NAMES = frozenset({"applicant", "resource", "process"})


@dataclass(frozen=True)
class Entry:
    """A way in which a case may begin: who may, with which form, about which resources.

    `needs`: resource, grant or nothing. `side`: whose unit may: using (it uses, or asks to),
    providing, managing (any resource), recording (信息中心, for a unit that does not work here).
    `grant_states`: states the grant may be in. `successor`: the new resource is named too. `once`:
    at most one open case of the process about the same grant or resource. `automatic`: the program
    opens such a case by itself when this happens (grant_ended); no one starts it.
    """

    key: str
    title: str
    role: str
    form: str
    needs: str = "resource"
    share_types: tuple[str, ...] = ()
    dedicated: bool | None = None
    applicant_field: str | None = None
    side: str = "using"
    grant_states: tuple[str, ...] = ()
    successor: bool = False
    once: str = ""
    automatic: str = ""

    @property
    def needs_resource(self) -> bool:
        """Whether one begins at a resource of the catalogue."""
        return self.needs == "resource"

    @property
    def needs_grant(self) -> bool:
        """Whether one begins at a grant."""
        return self.needs == "grant"

    @property
    def asks_for_access(self) -> bool:
        """Whether it is a request to use a resource (Art. 14, 15(4))."""
        return self.needs_resource and self.side == "using"


@dataclass(frozen=True)
class Bound:
    """A limit that the law sets to a timer of a diagram; no edit gets past it.

    `on`: the step that the timer belongs to; `since`: the expression for the moment from which it
    counts ("": from when the step begins).
    """

    process: str
    element: str
    unit: str
    clause: str
    max: int | None = None
    min: int | None = None
    kind: str = "statutory"
    on: str = ""
    since: str = ""


@dataclass(frozen=True)
class Rung:
    """A reminder of the ladder: so many working days before or after, to whom, by which mail."""

    working_days: int
    to: str
    template: str


@dataclass(frozen=True)
class Ladder:
    """What office habit sends around a due moment; the due moment's own mail is in the diagram."""

    before: Rung | None = None
    after: Rung | None = None
    at: time = time(8, 30)


@dataclass(frozen=True)
class Limits:
    """What the pack keeps to: the longest use period in years, where it says so; how many full
    working days of service an outage leaves before a right is lost; how many natural days before
    its last day a grant counts as about to expire, and when its unit is reminded once more."""

    max_period_years: int | None = None
    working_days_after_outage: int = 1
    expiring_days: int = 30
    last_call_days: int = 7


@dataclass(frozen=True)
class Process:
    """A folder of the pack: a diagram with its forms, mails and ways in."""

    key: str
    title: str
    article: str
    kind_code: str
    case_title: str
    entries: tuple[Entry, ...]
    files: Mapping[str, bytes] = field(repr=False)
    #: What every page of an open case, and of its resource, shows (Art. 16).
    notice: str = ""
    #: When what arrives counts as received in this matter.
    receipt: ReceiptRule = field(default_factory=ReceiptRule)

    def titled(self, applicant: str, resource: str) -> str:
        """Return the title of a case: `case_title` with the names it has in braces filled in."""
        values = {"applicant": applicant, "resource": resource, "process": self.title}
        return TITLE_NAME.sub(lambda found: values.get(found[1], found[0]), self.case_title)

    @property
    def asks_for_access(self) -> bool:
        """Whether its cases are requests to use a resource."""
        return any(entry.asks_for_access for entry in self.entries)

    def entry(self, key: str | None, roles: frozenset[str] | None = None) -> Entry:
        """Return the entry named `key`, or the first one that `roles` may use."""
        for entry in self.entries:
            if entry.automatic:
                continue
            if entry.key == key or (key is None and (roles is None or entry.role in roles)):
                return entry
        raise NotFound("没有这种发起方式，或者您的岗位不能这样发起。")


@dataclass(frozen=True)
class Pack:
    """All processes of a regulation, with what the regulation says about itself."""

    key: str
    title: str
    document_number: str
    in_force_from: date
    in_force_until: date
    interpreter: str
    newer_law: str
    bounds: tuple[Bound, ...]
    ladder: Ladder
    limits: Limits
    processes: Mapping[str, Process]
    files: Mapping[str, bytes] = field(repr=False)
    sha256: str = ""
    #: What was parsed so far; it lives as long as the pack and no longer.
    _blueprints: dict[str, Blueprint] = field(default_factory=dict, init=False, repr=False)
    _forms: dict[tuple[str, str], Form] = field(default_factory=dict, init=False, repr=False)

    def __hash__(self) -> int:
        return hash(self.sha256)

    def process(self, key: str) -> Process:
        """Return a process by key; NotFound when the pack has none of that name."""
        if key not in self.processes:
            raise NotFound(say("流程包中没有“%(key)s”这一流程。", key=key))
        return self.processes[key]

    @cached_property
    def requests(self) -> frozenset[str]:
        """Keys of the processes whose cases are requests to use a resource."""
        return frozenset(key for key, each in self.processes.items() if each.asks_for_access)

    def opened_when(self, happening: str) -> tuple[Process, Entry] | None:
        """Return the process, with its entry, that the program opens when `happening` happens."""
        for process in self.processes.values():
            for entry in process.entries:
                if entry.automatic == happening:
                    return process, entry
        return None

    @cached_property
    def diagrams(self) -> Mapping[str, bytes]:
        """Every diagram of the pack by path."""
        return {path: data for path, data in self.files.items() if path.endswith(".bpmn")}

    def blueprint(self, process: str) -> Blueprint:
        """Return the runnable form of a process, with all that it calls."""
        if process not in self._blueprints:
            receipt = self.processes[process].receipt if process in self.processes else None
            self._blueprints[process] = Blueprint(process, self.diagrams, receipt or ReceiptRule())
        return self._blueprints[process]

    def bundle_of(self, process_id: str) -> str:
        """Return the folder that holds the diagram of `process_id` (a called process included)."""
        if process_id in self.processes:
            return process_id
        return self._folders[process_id]

    @cached_property
    def _folders(self) -> Mapping[str, str]:
        return {
            process: path.partition("/")[0]
            for path, content in self.diagrams.items()
            for process in processes_in(content)
        }

    def form(self, process_id: str, key: str) -> Form:
        """Return a form of the folder that holds `process_id`'s diagram, compiled."""
        place = self.bundle_of(process_id), key
        if place not in self._forms:
            self._forms[place] = self._compiled(*place)
        return self._forms[place]

    def has_form(self, process_id: str, key: str) -> bool:
        """Tell whether there is a form `key` beside `process_id`'s diagram."""
        return f"{self.bundle_of(process_id)}/forms/{key}.json" in self.files

    def _compiled(self, bundle: str, key: str) -> Form:
        path = f"{bundle}/forms/{key}.json"
        try:
            return compile_form(json.loads(self.files[path]), self.limits.max_period_years)
        except KeyError:
            raise PackError(say("缺少表单 %(path)s。", path=path), problems=[path]) from None

    def _mail_paths(self, process_id: str, key: str) -> tuple[str, str]:
        return f"{self.bundle_of(process_id)}/mail/{key}.txt", f"mail/{key}.txt"

    def has_mail(self, process_id: str, key: str) -> bool:
        """Tell whether there is a mail template `key` of the process or of the pack."""
        return any(path in self.files for path in self._mail_paths(process_id, key))

    def mail(self, process_id: str, key: str) -> str:
        """Return a mail template of the process, or else of the pack."""
        for path in self._mail_paths(process_id, key):
            if path in self.files:
                return self.files[path].decode("utf-8")
        raise PackError(
            say("缺少邮件模板 %(key)s。", key=key), problems=[f"{process_id}/mail/{key}.txt"]
        )
