"""Begin a new process, or another diagram of one, in the draft of a pack."""

import re
from dataclasses import dataclass

from engine.commands.edit_pack import edit_pack
from engine.core.access import ADMIN_ROLES, ROLE_NAMES, Actor
from engine.core.pack import read_pack
from engine.core.pack.beginning import (
    NewProcess,
    begin_diagram,
    begin_form,
    begin_process,
    form_key,
)
from engine.core.pack.paths import DEVICES
from engine.core.pack_keepers import require_editor
from engine.errors import FormError
from engine.sentence import say
from engine.store.database import Store
from engine.store.pack_edits import drafted_files

__all__ = ["KEY", "Wanted", "add_diagram", "begin_new_process"]

KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
PREFIX = re.compile(r"[A-Z]{2,6}")
LONGEST_KEY, LONGEST_TITLE = 40, 60
NEEDS = ("resource", "grant", "nothing")
WRONG_KEY = (
    "代码请用小写英文字母、数字和连字符，以字母开头，最多 %(most)s 个字符，例如 annual-report。"
)
#: Names of folders that mean something else in a pack, or on a disk.
TAKEN = frozenset({"demo", "mail", "forms", "scenarios", "pack"}) | DEVICES


@dataclass(frozen=True)
class Wanted:
    """What somebody typed of a process to begin."""

    key: str
    title: str
    article: str
    kind_code: str
    role: str
    needs: str


def begin_new_process(store: Store, actor: Actor, pack: str, wanted: Wanted) -> str:
    """Put a new process into the draft of `pack` and return the path of its diagram.

    Raises Forbidden, NotFound, and FormError naming each field that is wrong: the key is taken,
    say, or another process numbers its cases in the same series.
    """
    require_editor(actor)
    files = _files(store, pack)
    _refuse(wanted, files)
    role = ROLE_NAMES[wanted.role]
    new = begin_process(
        NewProcess(wanted.key, wanted.title.strip(), wanted.article.strip(), wanted.kind_code,
                   wanted.role, role, wanted.needs)
    )  # fmt: skip
    edit_pack(store, actor, pack, dict(new), dict.fromkeys(new))
    return f"{wanted.key}/{wanted.key}.bpmn"


def add_diagram(store: Store, actor: Actor, pack: str, folder: str, key: str, title: str) -> str:
    """Put another diagram into a process of the draft, to be called by its others; return its path.

    Raises Forbidden, NotFound, and FormError on `key` or `title`.
    """
    require_editor(actor)
    files = _files(store, pack)
    errors: dict[str, list[str]] = {}
    _check_key(errors, key, files)
    _check_title(errors, title)
    if errors:
        raise FormError(errors)
    form = f"{folder}/forms/{form_key(key)}.json"
    begun = NewProcess(key, title.strip(), "", "", "handler", ROLE_NAMES["handler"], "nothing")
    new = {f"{folder}/{key}.bpmn": begin_diagram(begun),
           form: begin_form(begun)}  # fmt: skip
    edit_pack(store, actor, pack, dict(new), dict.fromkeys(new))
    return f"{folder}/{key}.bpmn"


def _files(store: Store, pack: str) -> dict[str, bytes]:
    with store.reading() as session:
        return drafted_files(session, store, pack)


def _refuse(wanted: Wanted, files: dict[str, bytes]) -> None:
    errors: dict[str, list[str]] = {}
    _check_key(errors, wanted.key, files)
    _check_title(errors, wanted.title)
    if not PREFIX.fullmatch(wanted.kind_code):
        errors["kind_code"] = ["编号前缀请用 2 至 6 个大写英文字母，例如 GXSQ。"]
    elif (owner := _series(files).get(wanted.kind_code)) is not None:
        errors["kind_code"] = [say("“%(title)s”已在使用这个编号前缀，请换一个。", title=owner)]
    if wanted.role not in ROLE_NAMES or wanted.role in ADMIN_ROLES:
        errors["role"] = ["请选择由哪种岗位发起。"]
    if wanted.needs not in NEEDS:
        errors["needs"] = ["请选择办理的事项针对什么。"]
    if errors:
        raise FormError(errors)


def _check_key(errors: dict[str, list[str]], key: str, files: dict[str, bytes]) -> None:
    if not KEY.fullmatch(key) or len(key) > LONGEST_KEY:
        errors["key"] = [say(WRONG_KEY, most=LONGEST_KEY)]
    elif key in TAKEN or any(_uses(path, key) for path in files):
        errors["key"] = ["已有这个代码的流程或流程图，请换一个。"]


def _uses(path: str, key: str) -> bool:
    return path.startswith(f"{key}/") or path.endswith(f"/{key}.bpmn")


def _check_title(errors: dict[str, list[str]], title: str) -> None:
    if not title.strip() or len(title) > LONGEST_TITLE:
        errors["title"] = [say("请填写名称，最多 %(most)s 个字。", most=LONGEST_TITLE)]


def _series(files: dict[str, bytes]) -> dict[str, str]:
    return {each.kind_code: each.title for each in read_pack(files).processes.values()}
