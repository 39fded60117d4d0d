"""The effects that diagrams may name are the ones that exist."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from engine.core.workflow.effects import PARAMETERS
from engine.effects import EFFECTS, carry_out
from engine.errors import WorkflowFault


def test_what_is_named_is_what_can_be_carried_out():
    assert EFFECTS.keys() == PARAMETERS.keys()


def test_an_unknown_effect_is_a_fault():
    with pytest.raises(WorkflowFault, match="不存在"):
        carry_out(cast("Any", None), cast("Any", SimpleNamespace(name="delete_everything")))
