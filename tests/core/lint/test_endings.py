"""Every case can end, and nothing is left behind when it does."""

import pytest

from engine.core.lint import endings, tokens
from engine.core.lint.checking import lint
from engine.core.lint.reading import read_diagram
from tests.core.lint.good import DIAGRAM, files, flow, process
from tests.core.lint.test_structure import BEGIN, END, pairs, said, sketch

P, X, T = "parallelGateway", "exclusiveGateway", "userTask"


@pytest.mark.parametrize(
    ("drawn", "found"),
    [
        (sketch("b>x", "x>t", "t>y", "y>x", "y>e", x=X, t=T, y=X), set()),
        (sketch("b>x", "x>t", "t>x", x=X, t=T), {("endless", "x")}),
        (sketch("b>x", "x>t", "x>e", "t>u", "u>t", x=X, t=T, u=T), {("endless", "t")}),
        (sketch("b>t", t=T), set()),
    ],
)
def test_a_way_leads_to_an_end(drawn: bytes, found: set[tuple[str, str]]) -> None:
    assert said(endings.check_endless, drawn) == found


def test_a_boundary_event_is_a_way_out() -> None:
    inside = (
        '<bpmn:boundaryEvent id="w" attachedToRef="t"><bpmn:timerEventDefinition/>'
        "</bpmn:boundaryEvent>"
    )
    drawn = sketch("b>x", "x>t", "t>x", x=X, t=T).replace(
        b"<bpmn:endEvent", inside.encode() + b"<bpmn:endEvent"
    )
    drawn = drawn.replace(b"</bpmn:process>", flow("out", "w", "e").encode() + b"</bpmn:process>")
    assert said(endings.check_endless, drawn) == set()


BOTH = ("b>s", "s>t", "s>u")
KINDS = {"s": P, "t": T, "u": T}


@pytest.mark.parametrize(
    ("drawn", "found"),
    [
        (sketch(*BOTH, "t>j", "u>j", "j>e", **KINDS, j=P), set()),
        (sketch(*BOTH, "t>e", "u>e", **KINDS), set()),
        (pairs(3), set()),
        # a choice before a join: the other way never comes
        (sketch("b>s", "s>t", "s>u", "t>j", "u>j", "j>e", s=X, t=T, u=T, j=P), {("stuck", "j")}),
        # both branches into one task without a join
        (sketch(*BOTH, "t>j", "u>j", "j>v", "v>e", **KINDS, j=X, v=T), {("twice", "v")}),
        # one branch may leave before the join
        (sketch(*BOTH, "t>x", "x>j", "x>e", "u>j", "j>e", **KINDS, j=P, x=X), {("stuck", "j")}),
        # a branch goes back before the split
        (sketch("b>y", "y>s", "s>t", "s>u", "t>x", "x>y", "x>j", "u>j", "j>e",
                **KINDS, y=X, x=X, j=P), {("stuck", "j"), ("twice", "u")}),
        (sketch(*BOTH, "t>x", "x>t", "x>j", "u>j", "j>e", **KINDS, j=P, x=X), set()),
    ],
)  # fmt: skip
def test_the_branches_meet(drawn: bytes, found: set[tuple[str, str]]) -> None:
    assert said(endings.check_tokens, drawn) == found


def test_an_end_that_ends_all_leaves_nobody_waiting() -> None:
    drawn = sketch(*BOTH, "t>x", "x>j", "x>f", "u>j", "j>e", **KINDS, j=P, x=X, f="endEvent")
    ended = drawn.replace(
        b'<bpmn:endEvent id="f"/>',
        b'<bpmn:endEvent id="f"><bpmn:terminateEventDefinition/></bpmn:endEvent>',
    )
    assert said(endings.check_tokens, drawn) == {("stuck", "j")}
    assert said(endings.check_tokens, ended) == set()


def test_a_branch_that_is_interrupted_may_never_come() -> None:
    event = (
        '<bpmn:boundaryEvent id="w" attachedToRef="t"{}><bpmn:timerEventDefinition/>'
        "</bpmn:boundaryEvent>"
    )
    nodes = "".join(f'<bpmn:{kind} id="{key}"/>' for key, kind in (KINDS | {"j": P}).items())
    ways = [*BOTH, "t>j", "u>j", "j>e", "w>e"]
    flows = "".join(flow(f"f{n}", *way.split(">")) for n, way in enumerate(ways))
    cut, kept = (
        process(BEGIN + nodes + event.format(how) + END + flows)
        for how in ("", ' cancelActivity="false"')
    )
    assert said(endings.check_tokens, cut) == {("stuck", "j")}
    assert said(endings.check_tokens, kept) == set()


def test_a_tangle_is_played_up_to_a_limit() -> None:
    """Twelve branches of three steps have sixteen million markings."""
    ways, kinds = ["b>s", "j>e"], {"s": P, "j": P}
    for n in range(12):
        kinds |= {f"x{n}": T, f"y{n}": T, f"z{n}": T}
        ways += [f"s>x{n}", f"x{n}>y{n}", f"y{n}>z{n}", f"z{n}>j"]
    played = tokens.play(read_diagram("p.bpmn", sketch(*ways, **kinds)), "p")
    assert (played.whole, played.stuck, played.twice) == (False, set(), set())


def test_the_check_of_a_pack_says_so() -> None:
    drawn = sketch(*BOTH, "t>j", "u>j", "j>v", "v>e", **KINDS, j=X, v=T)
    rules = {each.rule for each in lint(files() | {DIAGRAM: drawn})}
    assert "twice" in rules
