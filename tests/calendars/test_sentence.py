"""Sentences that keep their parts."""

import copy
import json
import pickle
from datetime import date

from calendars.sentence import Sentence, listed, of_parts, recalled, say, with_parts

ENGLISH = {"%(name)s已签收": "%(name)s claimed it", "、": ", ", "他人": "somebody else"}


def english(template: str) -> str:
    return ENGLISH.get(template, template)


def test_a_sentence_is_its_chinese_text() -> None:
    sentence = say("%(name)s已签收", name="周军")
    assert sentence == "周军已签收"
    assert json.dumps({"a": sentence}, ensure_ascii=False) == '{"a": "周军已签收"}'


def test_it_says_itself_again_with_what_it_is_made_of() -> None:
    assert say("%(name)s已签收", name="周军").said(english) == "周军 claimed it"
    assert say("%(name)s已签收", name=say("他人")).said(english) == "somebody else claimed it"


def test_what_people_write_is_never_translated_nor_filled_in() -> None:
    assert say("%(name)s已签收", name="他人").said(english) == "他人 claimed it"
    assert say("%(name)s已签收", name="%(name)s 100%").said(english) == "%(name)s 100% claimed it"


def test_without_values_it_stands_as_it_is() -> None:
    assert say("100%").said(english) == "100%"


def test_parts_in_a_row() -> None:
    row = listed([say("他人"), "周军", 3])
    assert row == "他人、周军、3"
    assert row.said(english) == "somebody else, 周军, 3"
    assert not listed([])


def test_copies_are_sentences() -> None:
    for made in (say("%(name)s已签收", name=say("他人")), listed(["甲", say("他人")])):
        for copied in (copy.deepcopy(made), pickle.loads(pickle.dumps(made))):
            assert copied == made
            assert copied.said(english) == made.said(english)


def test_a_stored_sentence_is_known_again() -> None:
    templates = ("没有%(what)s", "%(name)s已签收")
    found = recalled("周军\n已签收", templates)
    assert isinstance(found, Sentence)
    assert found.said(english) == "周军\n claimed it"
    assert not isinstance(recalled("别的话", templates), Sentence)
    assert recalled("别的话", templates) == "别的话"


def test_kept_in_a_file_it_is_still_a_sentence() -> None:
    row = listed([say("%(name)s已签收", name=say("他人")), "周军", 3])
    kept = json.loads(json.dumps(with_parts({"why": [row], "n": 1, "day": date(2026, 9, 28)})))
    found = of_parts(kept)
    assert found == {"why": [row], "n": 1, "day": "2026-09-28"}
    assert found["why"][0].said(english) == row.said(english)
    assert of_parts({"with": {}}) == {"with": {}}
