"""How a suite says that something it needs is not on this machine."""

import os
from typing import NoReturn

import pytest

LACKING = "NOT TESTED"


def lacking(what: str) -> NoReturn:
    """Skip, saying `what` is lacking and how to get it; fail when CI=true, where nothing may be."""
    sentence = f"{LACKING}: {what}"
    if os.environ.get("CI") == "true":
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)
