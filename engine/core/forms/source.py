"""The JSON of a form."""

from engine.errors import PackError


class FormSourceError(PackError):
    """The JSON of a form is wrong; the message names form, field and key."""

    code = "bad_form"
