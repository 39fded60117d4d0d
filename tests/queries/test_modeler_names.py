"""Identifiers as other tools write them."""

import pytest
from lxml import etree

from engine.queries.modeler_names import mend_names

HEAD = (
    'xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:t="urn:x" xmlns:o="urn:other"'
    ' targetNamespace="urn:x"'
)


def _mended(inner: str) -> tuple[int, str]:
    root = etree.fromstring(f"<b:definitions {HEAD}>{inner}</b:definitions>")
    changed = mend_names(root)
    return changed, "".join(etree.tostring(each, encoding="unicode") for each in root).replace(
        " " + HEAD.rpartition(" ")[0], ""
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [("7 days", "_7_days"), ("审批", "__"), ("a:b", "a_b"), ("9f", "_9f"), ("-", "_-"), ("", "_")],
)
def test_an_id_that_would_be_dropped_is_rewritten_wherever_it_stands(old: str, new: str) -> None:
    changed, text = _mended(
        f'<b:task id="{old}" name="{old}"><b:incoming>{old}</b:incoming></b:task>'
        f'<b:sequenceFlow id="f" sourceRef="{old}"/><b:documentation>{old}</b:documentation>'
    )
    assert changed == 1
    assert f'<b:task id="{new}" name="{old}">' in text
    assert f"<b:incoming>{new}</b:incoming>" in text or not old
    assert f'sourceRef="{new}"' in text or not old
    assert f"<b:documentation>{old}</b:documentation>" in text or not old


def test_an_id_that_stands_twice_is_kept_for_the_first() -> None:
    changed, text = _mended('<b:task id="a"/><b:task id="a"/><b:task id="a_2"/><b:lane id="a"/>')
    assert changed == 2
    assert text == '<b:task id="a"/><b:task id="a_3"/><b:task id="a_2"/><b:lane id="a_4"/>'


def test_a_reference_loses_its_prefix_when_it_leads_into_this_file() -> None:
    flow = '<b:sequenceFlow id="{}" sourceRef="{}a" targetRef="{}1 a"/>'
    body = '<b:task id="a"/><b:task id="1 a"/>' + flow
    assert (
        flow.format("f", "", "_").replace("1 a", "1_a") in _mended(body.format("f", "t:", "b:"))[1]
    )
    elsewhere = flow.format("f", "o:", "none:")
    assert elsewhere in _mended('<b:task id="a"/><b:task id="1"/>' + elsewhere)[1]


def test_what_others_call_an_id_stays() -> None:
    inner = '<b:task id="a"><o:field id="1 x"/><o:field id="a"/></b:task>'
    assert _mended(inner) == (0, inner)
