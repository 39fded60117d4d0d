"""Files outside a pack: a process folder or a single diagram, checked as far as they go alone."""

from collections.abc import Mapping
from dataclasses import replace

from engine.core.lint.checking import lint_pack
from engine.core.lint.limits import is_too_large
from engine.core.lint.problem import Problem
from engine.core.pack import Pack, Process, read_pack
from engine.core.workflow import processes_in
from engine.core.workflow.parser import calls_in
from engine.errors import PackError

#: Stands in for the pack.toml that is not there: no bounds, no passages.
HEAD = b'key = "alone"\ntitle = "alone"\nin_force_from = 2000-01-01\nin_force_until = 2999-12-31\n'
ALONE = "旁边没有 pack.toml，没有核对法定界限和其他流程；放进流程包后请再检查一次。"
#: What cannot be told of a diagram that stands alone: its forms, mails and calls may be elsewhere.
ELSEWHERE = frozenset({"form", "mail", "call"})


def lint_loose(files: Mapping[str, bytes], folder: str, only: str | None = None) -> list[Problem]:
    """Return what is wrong with a process folder that belongs to no pack, or with one diagram.

    `files`: paths relative to the folder -> content; `folder`: what to call it; `only`: the one
    file that is asked about, with the diagrams in `files` that it calls. Never raises.
    """
    asked = files if only is None else _with_called(files, only)
    if is_too_large(asked):
        return [Problem(only or "", "", "readable", "文件过大或过多，无法检查，请拆分。")]
    place = folder if only is None else f"{folder}/{only}"
    try:
        pack = _pack({f"{folder}/{path}": content for path, content in asked.items()}, folder)
    except PackError as error:
        return [Problem("process.toml", "", "readable", error.message)]
    whole = f"{folder}/process.toml" in pack.files
    found = [
        _told(each, whole, f"{folder}/")
        for each in lint_pack(pack, place)
        if whole or each.rule != "unused"
    ]
    return [*found, Problem("pack.toml", "", "alone", ALONE, severity="warning")]


def _pack(files: Mapping[str, bytes], folder: str) -> Pack:
    """A pack of that one folder; without a process.toml, of the processes that no other calls."""
    if f"{folder}/process.toml" in files:
        return read_pack({**files, "pack.toml": HEAD})
    return replace(read_pack({"pack.toml": HEAD}), files=dict(files) | {"pack.toml": HEAD},
                   processes={key: _process(key, files) for key in _roots(files)})  # fmt: skip


def _process(key: str, files: Mapping[str, bytes]) -> Process:
    return Process(key, key, "", "", "", (), files)


def _roots(files: Mapping[str, bytes]) -> list[str]:
    diagrams = [content for path, content in files.items() if path.endswith(".bpmn")]
    called = {each for content in diagrams for each in calls_in(content)}
    known = [each for content in diagrams for each in processes_in(content) if each]
    return [each for each in dict.fromkeys(known) if each not in called]


def _with_called(files: Mapping[str, bytes], only: str) -> dict[str, bytes]:
    """The diagram with what it calls, however indirectly, and everything that is no diagram."""
    homes = {
        process: path
        for path, content in sorted(files.items(), reverse=True)
        for process in (processes_in(content) if path.endswith(".bpmn") else ())
    }
    waiting, taken = [only], set[str]()
    while waiting:
        path = waiting.pop()
        if path in files and path not in taken:
            taken.add(path)
            waiting += [homes[each] for each in calls_in(files[path]) if each in homes]
    return {p: data for p, data in files.items() if p in taken or not p.endswith(".bpmn")}


def _told(problem: Problem, whole: bool, prefix: str) -> Problem:
    near = replace(problem, file=problem.file.removeprefix(prefix))
    missing = problem.rule in ELSEWHERE and "不存在" in problem.message
    return near if whole or not missing else replace(near, severity="warning")
