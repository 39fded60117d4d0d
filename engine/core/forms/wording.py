"""What a sentence about a field begins with."""

from engine.core.forms.source import FieldSpec
from engine.sentence import Sentence, say


def wrong(spec: FieldSpec, reason: Sentence) -> Sentence:
    """Return the sentence that names the field and says what is wrong with its answer."""
    return say("“%(label)s”%(reason)s。", label=spec.label, reason=reason)
