"""Data, their sets and their types on both sides: each rule seen, and a right one passed."""

from collections.abc import Callable

import pytest

from tests.core.lint.bpmn.sketches import STRAIGHT, TASK, file, found
from tests.core.lint.bpmn.test_references import INPUT, SET, task

TYPES = '<itemDefinition id="i" structureRef="one"/><itemDefinition id="j" structureRef="two"/>'
TYPED = 'itemSubjectRef="i"'
OUTPUT = (
    '<ioSpecification id="io"><dataOutput id="dout" itemSubjectRef="{}"/><inputSet id="is"/>'
    '<outputSet id="os"><dataOutputRefs>dout</dataOutputRefs></outputSet></ioSpecification>'
)
OPERATION = (
    '<interface id="f" name="f"><operation id="o" name="o"><inMessageRef>m</inMessageRef>'
    "<outMessageRef>m</outMessageRef></operation></interface>"
)


def typed(item: str) -> str:
    """An input of this type."""
    return INPUT.format(f'itemSubjectRef="{item}"', SET.format("din", ""))


@pytest.mark.parametrize(
    ("kind", "more", "data"),
    [
        ("sendTask", 'messageRef="m"', typed),
        ("receiveTask", 'messageRef="m"', OUTPUT.format),
        ("serviceTask", 'operationRef="o"', typed),
        ("serviceTask", 'operationRef="o"', OUTPUT.format),
    ],
)
def test_a_message_is_of_the_type_of_the_data(
    kind: str, more: str, data: Callable[[str], str]
) -> None:
    beside = '<message id="m" name="m" itemRef="i"/>' + TYPES + OPERATION
    assert found(file(task(data("i"), kind, more), beside)) == set()
    assert found(file(task(data("j"), kind, more), beside)) == {("data-type", "u")}


def test_a_task_with_a_message_has_one_set_of_inputs() -> None:
    data = INPUT.format(
        "",
        SET.format("din", "")
        + SET.format("din", "").replace('"is"', '"is2"').replace('"os"', '"os2"'),
    )
    content = file(task(data, "sendTask", 'messageRef="m"'), '<message id="m" name="m"/>')
    assert found(content) == {("io-single", "u")}
    assert found(file(task(data, "sendTask"))) == set()


@pytest.mark.parametrize(
    ("kind", "reference", "type_"),
    [
        ("message", "messageRef", "itemRef"),
        ("signal", "signalRef", "structureRef"),
        ("error", "errorRef", "structureRef"),
        ("escalation", "escalationRef", "structureRef"),
    ],
)
@pytest.mark.parametrize(("item", "wrong"), [("i", False), ("j", True)])
def test_an_event_carries_what_its_trigger_does(
    kind: str, reference: str, type_: str, item: str, wrong: bool
) -> None:
    code = f'{kind}Code="1"' if kind in ("error", "escalation") else ""
    beside = TYPES + f'<{kind} id="x" name="x" {code} {type_}="i"/>'
    end = (
        f'<endEvent id="e"><dataInput id="din" itemSubjectRef="{item}"/>'
        '<inputSet id="is"><dataInputRefs>din</dataInputRefs></inputSet>'
        f'<{kind}EventDefinition id="t" {reference}="x"/></endEvent>'
    )
    content = file(STRAIGHT.replace('<endEvent id="e"/>', end), beside)
    assert found(content) == ({("data-type", "e")} if wrong else set())


def rows(item: str, more: str = "", side: str = "Input", reference: str = "o") -> str:
    """A step for each entry of a list of type `i`."""
    listed = f"<loopData{side}Ref>{reference}</loopData{side}Ref>"
    row = f'<{side.lower()}DataItem id="row" itemSubjectRef="{item}" {more}/>'
    if side == "Output":
        listed += '<loopDataInputRef>o</loopDataInputRef><inputDataItem id="given"/>'
    loop = f'<multiInstanceLoopCharacteristics id="l">{listed}{row}'
    step = f'<userTask id="u">{loop}</multiInstanceLoopCharacteristics></userTask>'
    data = '<dataObject id="o" itemSubjectRef="i"/><dataObjectReference id="r" dataObjectRef="o"/>'
    return STRAIGHT.replace(TASK, step) + data


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        (rows("i"), False),
        (rows("j"), True),
        (rows("j", reference="r"), True),
        (rows("i", reference="r"), False),
        (rows("j", side="Output"), True),
        (rows("i", side="Output"), False),
        (rows("i", 'isCollection="true"'), True),
    ],
)
def test_a_row_is_one_entry_of_its_list(body: str, wrong: bool) -> None:
    assert found(file(body, TYPES)) == ({("data-type", "u")} if wrong else set())


@pytest.mark.parametrize(("item", "wrong"), [("i", False), ("j", True)])
@pytest.mark.parametrize("data", [typed, OUTPUT.format])
def test_a_call_takes_what_the_called_process_declares(
    data: Callable[[str], str], item: str, wrong: bool
) -> None:
    own = data(item).replace('"io"', '"io2"').replace('"is"', '"is2"').replace('"os"', '"os2"')
    own = own.replace("din", "din2").replace("dout", "dout2")
    called = f'<process id="q">{own}<startEvent id="qs"/><endEvent id="qe"/></process>'
    call = task(data("i"), "callActivity", 'calledElement="q"')
    assert found(file(call, called + TYPES)) == ({("data-type", "u")} if wrong else set())
    undeclared = task("", "callActivity", 'calledElement="q"')
    assert found(file(undeclared, called + TYPES)) == set()


def associated(sources: str, target: str, inner: str = "") -> str:
    """A task whose input comes from these."""
    froms = "".join(f"<sourceRef>{each}</sourceRef>" for each in sources.split())
    way = f'<dataInputAssociation id="da">{froms}<targetRef>{target}</targetRef>{inner}'
    data = '<dataObject id="one" itemSubjectRef="i"/><dataObject id="two" itemSubjectRef="j"/>'
    data += '<dataObject id="plain"/>'
    return task(typed("i") + f"{way}</dataInputAssociation>") + data


TURNED = "<transformation>x</transformation>"
ASSIGNED = "<assignment><from>x</from><to>y</to></assignment>"


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        (associated("one", "din"), False),
        (associated("two", "din"), True),
        (associated("two", "din", TURNED), False),
        (associated("two", "din", ASSIGNED), False),
        (associated("one one", "din"), True),
        (associated("one one", "din", TURNED), False),
        (associated("plain", "din"), False),
        (associated("u", "din"), True),
        (associated("one", "u"), True),
        (associated("one", "no"), True),
        (associated("", "din"), False),
    ],
)
def test_data_go_from_data_to_data(body: str, wrong: bool) -> None:
    assert found(file(body, TYPES)) == ({("data-association", "u")} if wrong else set())


@pytest.mark.parametrize("side", ["Input", "Output"])
@pytest.mark.parametrize("how", ["optional", "whileExecuting"])
def test_what_may_be_missing_is_listed_too(side: str, how: str) -> None:
    data, listed = f"data{side}", f"<data{side}Refs>x</data{side}Refs>"
    other = "Output" if side == "Input" else "Input"
    more = f"<{how}{side}Refs>{{}}</{how}{side}Refs>"
    sets = f'<{side.lower()}Set id="is">{listed}{more}</{side.lower()}Set>'
    inner = f'<ioSpecification id="io"><{data} id="x"/><{data} id="y"/>{sets}'
    inner += f'<{other.lower()}Set id="os"/></ioSpecification>'
    assert found(file(task(inner.format("x")))) == {("data-set", "u")}  # y is in none
    both = inner.replace(listed, listed + listed.replace("x", "y")).format("x")
    assert found(file(task(both))) == set()
    alone = inner.replace(f'<{data} id="y"/>', "").format("z")
    assert found(file(task(alone))) == {("data-set", "u"), ("reference", "u")}


@pytest.mark.parametrize("kind", ["dataObject", "dataStore"])
def test_a_list_is_a_list_in_its_type_as_well(kind: str) -> None:
    types = '<itemDefinition id="i" isCollection="true"/>'
    inside = '<{} id="o" itemSubjectRef="i" isCollection="{}"/>'
    for said, wrong in (("true", set()), ("1", set()), ("false", {("data-collection", "o")})):
        drawn = inside.format(kind, said)
        body, beside = (drawn, "") if kind == "dataObject" else ("", drawn)
        assert found(file(STRAIGHT + body, types + beside)) == wrong


def test_each_trigger_of_an_event_has_its_data() -> None:
    event = (
        '<intermediateCatchEvent id="c"><dataOutput id="x"/><outputSet id="os"><dataOutputRefs>x'
        "</dataOutputRefs></outputSet>{}</intermediateCatchEvent>"
    )
    one = event.format('<timerEventDefinition id="t"/>')
    assert found(file(STRAIGHT + one)) == set()
    assert ("event-data", "c") in found(file(STRAIGHT + event.format("")))
