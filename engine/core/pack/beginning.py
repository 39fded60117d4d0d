"""The files that a new process, or a new diagram, begins with: drawn, laid out, and runnable."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from xml.sax.saxutils import escape

HERE = files("engine.core.pack")
#: Where a text goes in beginning.bpmn, beginning.json and beginning.toml.
MARK = re.compile(r"@(\w+)@")


@dataclass(frozen=True)
class NewProcess:
    """What somebody says of a process to begin. `key`: its folder and id; `role`: who starts it;
    `needs`: what a case is about (resource, grant, nothing)."""

    key: str
    title: str
    article: str
    kind_code: str
    role: str
    role_name: str
    needs: str


def begin_process(wanted: NewProcess) -> dict[str, bytes]:
    """Return the files of a new process: settings, diagram and the form it begins with."""
    key = wanted.key
    return {
        f"{key}/process.toml": _filled("beginning.toml", wanted, _in_quotes, wanted.article),
        f"{key}/{key}.bpmn": begin_diagram(wanted),
        f"{key}/forms/{form_key(key)}.json": begin_form(wanted),
    }


def form_key(process: str) -> str:
    """Return the key of the form that a new process begins with."""
    return f"{process}-start"


def begin_diagram(wanted: NewProcess) -> bytes:
    """Return a diagram with one step, which whoever starts a case fills in."""
    return _filled("beginning.bpmn", wanted, _in_xml, wanted.article or wanted.title)


def begin_form(wanted: NewProcess) -> bytes:
    """Return the form of that step."""
    return _filled("beginning.json", wanted, _in_quotes, "")


def _filled(template: str, wanted: NewProcess, write: Callable[[str], str], article: str) -> bytes:
    texts = {
        "process": wanted.key,
        "title": wanted.title,
        "article": article,
        "kind_code": wanted.kind_code,
        "role": wanted.role,
        "role_name": wanted.role_name,
        "needs": wanted.needs,
        "about": "resource" if wanted.needs == "resource" else "process",
        "form": form_key(wanted.key),
    }
    text = HERE.joinpath(template).read_text("utf-8")
    return MARK.sub(lambda found: write(texts[found[1]]), text).encode()


def _in_xml(text: str) -> str:
    return escape(text, {'"': "&quot;"})


def _in_quotes(text: str) -> str:
    """As it stands between the quotes of JSON, which TOML's basic strings share."""
    return json.dumps(text, ensure_ascii=False)[1:-1]
