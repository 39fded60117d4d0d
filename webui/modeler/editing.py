"""What the pages of forms and of mails share: the way to them, and what a save is made from."""

from flask import request, url_for
from flask_babel import gettext as _

from webui.again import is_shown_again

#: The buttons that save: what nobody has changed since, or knowingly over what another wrote.
SAVE, OVERWRITE = "save", "overwrite"


def ways() -> list[tuple[str, str]]:
    """Return the way from the first page to the editors."""
    return [
        (_("首页"), url_for("home.index")),
        (_("流程设计"), url_for("modeler.overview")),
    ]


def is_save() -> bool:
    """Tell whether the page is to be saved, and not only to be drawn again."""
    return not is_shown_again() and request.form.get("_do") in (SAVE, OVERWRITE)


def sent_base() -> str:
    """Return the digest that the save names: of what the page was made from, or of what it is
    knowingly put in place of."""
    overwrites = is_save() and request.form.get("_do") == OVERWRITE
    return request.form.get("_theirs" if overwrites else "_base", "")
