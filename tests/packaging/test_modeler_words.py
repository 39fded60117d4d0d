"""The diagram editor's words: Chinese in the source, English beside it, none forgotten."""

import re
from pathlib import Path

from webui.assets import HERE

MODELER = HERE / "src" / "modeler"
QUOTED = r"'((?:[^'\\]|\\.)*)'"
CHINESE = re.compile(r"[\u3000-\u9fff]")


def sources() -> list[Path]:
    """The scripts that say something, without the dictionaries."""
    dictionaries = {MODELER / "panel" / "words.js", *(MODELER / "i18n").glob("*.js")}
    return [path for path in MODELER.rglob("*.js") if path not in dictionaries]


def english() -> dict[str, str]:
    """Our words in English, the panel's too."""
    text = "".join((MODELER / name).read_text("utf-8") for name in ("i18n/en.js", "panel/words.js"))
    found = re.findall(rf"^\s*{QUOTED}:\s*(?:{QUOTED}|\"([^\"]*)\"),", text, re.MULTILINE)
    return {key: single or double for key, single, double in found}


def said() -> set[str]:
    """What scripts say in Chinese."""
    text = "".join(path.read_text("utf-8") for path in sources())
    return {each for each in re.findall(rf"\bsay\({QUOTED}", text) if CHINESE.search(each)}


def test_what_is_said_has_its_english() -> None:
    assert said() - set(english()) == set()


def test_english_has_the_same_places_and_nothing_chinese() -> None:
    for key, value in english().items():
        assert set(re.findall(r"\{\w+\}", key)) == set(re.findall(r"\{\w+\}", value)), key
        assert not CHINESE.search(value), key


def test_no_english_is_left_over() -> None:
    everything = "".join(
        path.read_text("utf-8")
        for path in MODELER.rglob("*")
        if path.suffix in (".js", ".json") and path.name not in ("en.js", "words.js")
    )
    assert {key for key in english() if key not in everything} == set()
