"""Forms: field lists kept as JSON in a pack, compiled to checks, to a view and to data sheets.

    form = compile_form(json.loads(text))          # FormSourceError: the pack is wrong
    answers = form.load(raw, FormContext(data, now))   # FormError: the answers are wrong
    answers.values                                  # plain JSON for the task data

The keys of the JSON are documented in `reading.py`, field by field.
"""

from engine.core.forms.context import FormContext, Option
from engine.core.forms.form import Answers, Form, FormWarning, compile_form
from engine.core.forms.posted import unflatten
from engine.core.forms.source import FormSourceError

__all__ = [
    "Answers",
    "Form",
    "FormContext",
    "FormSourceError",
    "FormWarning",
    "Option",
    "compile_form",
    "unflatten",
]
