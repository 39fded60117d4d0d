"""A rehearsal saved as a scenario of the draft."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from engine.commands.edit_pack import edit_pack
from engine.core.access import Actor
from engine.errors import EditConflict, FormError
from engine.sentence import say
from engine.simulate.bureau import bureau_of
from engine.simulate.keeping import Kept
from engine.simulate.recording import recorded
from engine.simulate.stepping import rehearsal
from engine.simulate.writing import written
from engine.store.database import Store

#: Lower case as in the names of the shipped ones, so that no two differ in case alone.
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")


@dataclass(frozen=True)
class Recording:
    """What a scenario is saved with. `note`: what stands above it; `replaces`: a scenario of the
    same name gives way to it."""

    title: str
    article: str
    name: str
    note: str = ""
    replaces: bool = False

    def path(self, kept: Kept) -> str:
        """Return the path of the scenario's file."""
        return f"{kept.beginning.process}/scenarios/{self.name}.toml"


def save_recording(
    store: Store, actor: Actor, pack: str, files: Mapping[str, bytes], kept: Kept, as_: Recording
) -> str:
    """Write what was rehearsed into the draft `files` of `pack` as a scenario; return its path.

    The scenario was played before and passes. Raises FormError naming the field, Forbidden,
    EditConflict when somebody else wrote it meanwhile, PackError, Busy.
    """
    _check(as_)
    path = as_.path(kept)
    if path in files and not as_.replaces:
        words = say("已经有同名的场景，请换一个文件名，或者勾选“替换同名的场景”。")
        raise FormError({"name": [words]})
    named = replace(kept.scenario, path=path, title=as_.title, article=as_.article)
    story = recorded(files, named)
    text = written(story, _names(files, kept), as_.note)
    base = hashlib.sha256(files[path]).hexdigest() if path in files else None
    try:
        edit_pack(store, actor, pack, {path: text.encode()}, {path: base})
    except EditConflict as error:
        raise FormError({"name": [error.message]}) from error
    return path


def _check(as_: Recording) -> None:
    errors = {}
    if not as_.title.strip():
        errors["title"] = [say("请写明这个场景说的是什么。")]
    if not NAME.fullmatch(as_.name):
        errors["name"] = [
            say("文件名只能用小写字母、数字和连字符，例如 lapses-over-national-day。")
        ]
    if errors:
        raise FormError(errors)


def _names(files: Mapping[str, bytes], kept: Kept) -> dict[str, str]:
    with rehearsal(files, kept.scenario, kept.begins) as played:
        return {each.username: each.brief for each in bureau_of(played).people}
