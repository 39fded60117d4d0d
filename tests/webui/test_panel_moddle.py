"""The panel's lists are those of the engine: extensions, names, functions, words."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.core import data_words
from engine.core.drawn_words import OUTCOMES as OUTCOME_WORDS
from engine.core.expressions import PROCESS_FUNCTIONS, PURE_FUNCTIONS
from engine.core.lint.extensions import KNOWN, OUTCOMES
from engine.core.lint.shape import CASE, SIGNATURE, Shape
from engine.core.workflow import effects, lookups
from engine.core.workflow.parser import GX, read_xml
from webui import assets

PANEL = Path(assets.__file__).parent / "src/modeler/panel"
PACK = Path(__file__).parents[2] / "processes/jz-2022"
GX_JSON = json.loads((PANEL / "moddle/gx.json").read_text("utf-8"))
NAMES = json.loads((PANEL / "catalogue/names.json").read_text("utf-8"))
WORDS = json.loads((PANEL / "catalogue/words.json").read_text("utf-8"))
TEXT = re.compile(r"'((?:[^'\\\n]|\\.)*[㐀-鿿](?:[^'\\\n]|\\.)*)'")
#: Chinese that goes into a diagram or shows how something is written: no words of the panel.
CONTENT = {"第十四条（二）", "内部时限"}


def described() -> dict[str, tuple[set[str], set[str]]]:
    """Extension -> its attributes and the kinds of element it stands on, as the editor knows."""
    found = {}
    for each in GX_JSON["types"]:
        if "extends" in each or each["name"] == "Param":
            continue
        names = {prop["name"] for prop in each["properties"]}
        kinds = {kind.removeprefix("bpmn:") for kind in each["meta"]["allowedIn"]}
        found[each["name"].lower()] = (names, {kind[0].lower() + kind[1:] for kind in kinds})
    return found


def test_the_editor_knows_what_the_check_knows() -> None:
    known = {name: (set(names), set(kinds)) for name, (names, kinds) in KNOWN.items()}
    assert described() == known


def test_the_editor_knows_all_that_is_shipped() -> None:
    param = next(each for each in GX_JSON["types"] if each["name"] == "Param")
    known = {name: names for name, (names, _) in described().items()}
    known["param"] = {prop["name"] for prop in param["properties"]}
    for path in sorted(PACK.rglob("*.bpmn")):
        for each in read_xml(path.read_bytes()).iter(f"{{{GX}}}*"):
            name = each.tag.rpartition("}")[2]
            assert set(each.attrib) <= known[name], f"{path.name}: {name}"


def _paths(shapes: dict[str, Shape], before: str = "") -> Iterator[str]:
    for name, shape in shapes.items():
        yield before + name
        yield from _paths(dict(shape.parts or {}), f"{before}{name}.")


def test_the_offered_names_are_those_that_expressions_read() -> None:
    case: dict[str, Any] = {**CASE, "process": Shape(), "entry": Shape()}
    assert set(NAMES["case"]) == set(_paths(case))
    assert set(NAMES["signature"]) == set(SIGNATURE.parts or {})
    assert {name: set(parts) for name, parts in NAMES["finds"].items()} == {
        name: set(parts) for name, parts in lookups.FINDS.items()
    }
    assert set(NAMES["functions"]) == {*PROCESS_FUNCTIONS, *PURE_FUNCTIONS}


def test_both_call_the_data_the_same() -> None:
    """What the panel offers and what a comparison says."""
    for ours, name in (
        (data_words.CASE_NAMES, "case"), (data_words.SIGNATURE_NAMES, "signature"),
        (data_words.EVENT_NAMES, "events"), (data_words.FUNCTION_NAMES, "functions"),
    ):  # fmt: skip
        assert ours == NAMES[name]
    found = [*NAMES["finds"].values()]
    assert {key: name for each in found for key, name in each.items()} == data_words.FOUND_NAMES
    assert WORDS["params"] == data_words.PARAM_NAMES


def test_every_outcome_and_parameter_has_a_name() -> None:
    assert WORDS["outcomes"].keys() == OUTCOMES
    assert WORDS["outcomes"] == OUTCOME_WORDS
    taken = [*effects.PARAMETERS.values(), *lookups.PARAMETERS.values()]
    assert set(WORDS["params"]) == {each for params in taken for each in params}


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        for each in value.values():
            yield from _leaves(each)


def spoken() -> set[str]:
    """The Chinese of the panel: texts in its modules and in its lists."""
    found = {*_leaves(NAMES), *_leaves(WORDS)}
    for path in sorted(PANEL.rglob("*.js")):
        lines = path.read_text("utf-8").splitlines() if path.name != "words.js" else []
        code = (line for line in lines if not line.strip().startswith(("//", "*", "/*")))
        found |= {text for line in code for text in TEXT.findall(line)}
    return found - CONTENT


@pytest.mark.parametrize("which", ["lacks", "has too many"])
def test_every_word_has_its_english(which: str) -> None:
    source = (PANEL / "words.js").read_text("utf-8")
    english = set(re.findall(r"^  '((?:[^'\\]|\\.)*)': ", source, re.MULTILINE))
    given = spoken()
    assert (given - english if which == "lacks" else english - given) == set()
