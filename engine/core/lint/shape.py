"""What expressions may read: the names of process data, and under each what is known of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.core.bureau.words import PROVIDE_MODES, SHARE_TYPES
from engine.core.forms.source import FieldSpec, FormSpec
from engine.core.lint.subject import Subject
from engine.core.workflow import lookups


@dataclass(frozen=True)
class Shape:
    """`parts`: what `x.name` may be (None: anything); `values`: what it may equal (None: anything);
    `rows`: what each of its entries is, when it is a list."""

    parts: Mapping[str, "Shape"] | None = None
    values: frozenset[Any] | None = None
    rows: "Shape | None" = None

    def or_else(self, other: "Shape") -> "Shape":
        """Return what either of both may be."""
        if self == other:
            return self
        parts = None if None in (self.parts, other.parts) else _merged([self, other])
        return Shape(parts, _either(self.values, other.values))


def _merged(shapes: Iterable[Shape]) -> dict[str, Shape]:
    found: dict[str, Shape] = {}
    for shape in shapes:
        for name, part in (shape.parts or {}).items():
            found[name] = found[name].or_else(part) if name in found else part
    return found


def _either(one: frozenset[Any] | None, other: frozenset[Any] | None) -> frozenset[Any] | None:
    return None if one is None or other is None else one | other


#: Nothing is known of it.
ANY = Shape()
#: A text, number or yes/no without parts.
PLAIN = Shape(parts={})


def _of(*names: str, **parts: Shape) -> Shape:
    return Shape(dict.fromkeys(names, PLAIN) | parts)


def _one_of(*values: str) -> Shape:
    return Shape({}, frozenset(values))


SHARE_TYPE = _one_of(*SHARE_TYPES)
ITEM = _of("code", "name", "data_type", share_type=SHARE_TYPE)
RESOURCE = _of(
    "code", "name", "summary", "share_condition", "api_param_controlled", "dedicated",
    "on_dedicated_list", "grade", "version",
    share_type=SHARE_TYPE,
    provide_mode=_one_of(*PROVIDE_MODES),
    items=Shape({}, rows=ITEM),
)  # fmt: skip
SIGNATURE = _of("person", "person_name", "post", "unit", "unit_name", "at", "recorded")
CASE = {
    "applicant": _of("unit", "unit_name", "credit_code", "person", "person_name", "phone"),
    "provider": _of("unit", "unit_name", "works_here"),
    "agent": _of("unit", "unit_name", "works_here", "document", "valid_until"),
    "resource": RESOURCE,
    "successor": RESOURCE,
    "grant": _of(
        "number",
        "state",
        "kind",
        "conditions",
        "purpose",
        "scene",
        "period_start",
        "period_end",
        "end_reason",
        items=Shape({}, rows=_of("code", "name")),
    ),
    "user": _of("unit", "unit_name", "works_here", "person", "person_name"),
    **dict.fromkeys(("id", "number", "legal", "info_center", "managing", "platform"), PLAIN),
}
#: What a form gains where somebody enters what was decided elsewhere.
RECORDED = dict.fromkeys(("decided_at", "evidence", "evidence_file"), PLAIN)
PERIOD = _of("start", "end", "long_term", "reason")
FILE = _of("digest", "name", "size")


def process_data(subject: Subject) -> Shape:
    """Return what the diagrams of a pack may read: the case, its answers, who gave them."""
    names: dict[str, Shape] = {
        "case": Shape(CASE | _ways_in(subject)),
        "withdrawal": _of("reason", "by", "at", held_by=Shape({}, rows=_of("unit", "role"))),
        "returned": _of("reason", "by", "from", "id"),
    }
    names |= _looked_up(subject)
    for form in subject.forms.values():
        name = form.key.replace("-", "_")
        shape = answers(form.spec)
        names[name] = names[name].or_else(shape) if name in names else shape
        names[f"{name}_by"] = SIGNATURE
        names[f"{name}_warnings"] = Shape({}, rows=_of("field", "label", "message"))
    return Shape(names)


def _looked_up(subject: Subject) -> dict[str, Shape]:
    """What lookups put into the data, and the row that a repeated step is about."""
    found: dict[str, Shape] = {}
    for _, node in subject.nodes("serviceTask"):
        asked = node.gx.get("lookup", {})
        if asked.get("name") in lookups.FINDS:
            row = _of(*lookups.FINDS[asked["name"]])
            shape = Shape({}, rows=row) if asked["name"] in lookups.LISTS else row
            into = asked.get("into", "")
            found[into] = found[into].or_else(shape) if into in found else shape
    for diagram in subject.diagrams:
        for node in diagram.nodes.values():
            if node.each is not None:
                found[node.each[1]] = found.get(node.each[0], ANY).rows or ANY
    return found


def _ways_in(subject: Subject) -> dict[str, Shape]:
    processes = subject.pack.processes.values()
    entries = [entry.key for process in processes for entry in process.entries]
    return {"process": _one_of(*subject.pack.processes), "entry": _one_of(*entries)}


def answers(spec: FormSpec) -> Shape:
    """Return the shape of a form's answers."""
    return Shape({each.name: _field(each) for each in spec.answered()} | RECORDED)


def _field(spec: FieldSpec) -> Shape:
    if spec.type in ("choice", "choices"):
        known = None if spec.choices_from else frozenset(each.value for each in spec.choices)
        one = Shape({}, known)
        return one if spec.type == "choice" else Shape({}, rows=one)
    if spec.type == "table":
        return Shape({}, rows=columns(spec))
    kinds = {"period": PERIOD, "file": FILE, "files": Shape({}, rows=FILE), "items": ANY}
    return kinds.get(spec.type, PLAIN)


def columns(spec: FieldSpec) -> Shape:
    """Return the shape of a row of a table; given rows have a code and a name."""
    given = {"code": PLAIN, "name": PLAIN} if spec.rows_from else {}
    return Shape(given | {each.name: _field(each) for each in spec.columns})
