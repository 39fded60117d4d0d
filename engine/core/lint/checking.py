"""All checks over a pack, in one list."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from engine.core.lint import (
    approval,
    bounds,
    calls,
    data,
    extensions,
    guards,
    loops,
    mails,
    names,
    passages,
    refusals,
    returns,
    style,
    traps,
    unset,
)
from engine.core.lint.agreement import disagreements
from engine.core.lint.doubled import without_doubles
from engine.core.lint.focus import concerning, is_in
from engine.core.lint.limits import MAX_SAME, is_too_large
from engine.core.lint.problem import Problem
from engine.core.lint.standard import check_structure
from engine.core.lint.subject import Subject, read_subject
from engine.core.pack import Pack, read_pack
from engine.core.workflow import Blueprint
from engine.errors import PackError

Check = Callable[[Subject], Iterable[Problem]]

CHECKS: tuple[Check, ...] = (
    style.check_drawings,
    check_structure,
    calls.check_calls,
    calls.check_processes,
    calls.check_shared_ids,
    names.check_assignments,
    names.check_forms,
    names.check_effects,
    names.check_expressions,
    extensions.check_extensions,
    extensions.check_states,
    extensions.check_outcomes,
    extensions.check_messages,
    extensions.check_returns,
    bounds.check_bounds,
    passages.check_passages,
    guards.check_guards,
    guards.check_detours,
    guards.check_own_answers,
    data.check_data,
    data.check_form_data,
    refusals.check_reasons,
    mails.check_mails,
    loops.check_loops,
    traps.check_caught,
    traps.check_rows,
    traps.check_names_taken,
    unset.check_unset,
    returns.check_return_ways,
    approval.check_second_person,
    approval.check_withdrawals,
    approval.check_fallbacks,
    approval.check_decisions,
)

#: Checks that hold the law -> their rule. Nothing that breaks one of these may be deployed.
LAW = {
    "check_bounds": "bound",
    "check_passages": "passage",
    "check_guards": "passage",
    "check_detours": "passage",
    "check_own_answers": "passage",
}
LAW_RULES = frozenset(LAW.values())


def lint(files: Mapping[str, bytes]) -> list[Problem]:
    """Return everything that is wrong with the pack in `files` (path -> content), errors first.

    Never raises, whatever is in the files; their size is limited so that it answers at once.
    """
    return _lint(files, None)


def lint_folder(files: Mapping[str, bytes], folder: str) -> list[Problem]:
    """Return what is wrong with one process folder of the pack in `files`, errors first, and which
    limits of the law its processes break; like `lint`, at the cost of that folder alone.

    `folder` may also be the path of one diagram. What another one gets wrong is left out, but for a
    pack.toml that cannot be read.
    """
    return _lint(files, folder)


def _lint(files: Mapping[str, bytes], folder: str | None) -> list[Problem]:
    if is_too_large(files):
        message = "规则包过大，无法检查，也无法核对法定界限；请拆分或删去不用的文件。"
        return [Problem("pack.toml", "", rule, message) for rule in ("readable", "bound")]
    try:
        pack = read_pack(files)
    except PackError as error:
        return [each.printable() for each in _unreadable(error)]
    except Exception as error:  # noqa: BLE001 - what a hand-written file may hold has no end
        told = Problem("pack.toml", "", "readable", f"pack.toml 的结构不对：{error!r}")
        return [told.printable()]
    return lint_pack(pack, folder)


def _unreadable(error: PackError) -> list[Problem]:
    """What keeps a pack from being read, file by file where the error says which."""
    rows = [each for each in error.details.get("problems", ()) if isinstance(each, dict)]
    found = [Problem(str(row["file"]), "", "readable", str(row["message"])) for row in rows]
    return found[:MAX_SAME] or [Problem("pack.toml", "", "readable", error.message)]


def lint_pack(pack: Pack, folder: str | None = None) -> list[Problem]:
    """Return what is wrong with a pack that could be read, or with one folder of it."""
    subject, problems = read_subject(pack, folder)
    for check in CHECKS:
        problems += _safely(check, subject)
    problems = without_doubles(problems)
    runs = not any(each.severity == "error" for each in problems)
    if folder is not None:
        problems = concerning(subject, folder, problems)
    if runs:  # the engine reads all diagrams at once and stumbles on any
        problems += [p for key in _runnable(pack, folder) for p in _unparsable(subject, key)]
    return _ordered(problems)


def _runnable(pack: Pack, place: str | None) -> list[str]:
    """The processes that are started and have a file in `place`."""
    named = pack.processes.items()
    return [
        key
        for key, each in named
        if place is None or any(is_in(path, place) for path in each.files)
    ]


def _safely(check: Check, subject: Subject) -> list[Problem]:
    try:
        return list(check(subject))
    except Exception as error:  # noqa: BLE001 - a drawing nobody thought of must not break the page
        # A limit of the law that could not be checked counts as broken.
        rule = LAW.get(check.__name__, "internal")
        message = f"检查 {check.__name__} 未能完成：{error!r}"
        return [Problem("pack.toml", "", rule, message)]


def _unparsable(subject: Subject, key: str) -> Iterator[Problem]:
    """What the engine refuses or reads otherwise than we did; asked once nothing else is wrong."""
    try:  # not pack.blueprint, which keeps what it parses for good
        yield from disagreements(subject, Blueprint(key, subject.pack.diagrams))
    except PackError as error:
        yield Problem(f"{key}/", "", "readable", error.message)
    except Exception as error:  # noqa: BLE001 - the engine's parser raises whatever it stumbles on
        yield Problem(f"{key}/", "", "readable", f"流程图无法解析：{error!r}")


def _ordered(problems: list[Problem]) -> list[Problem]:
    """Errors first, each rule at most so often per file: the rest would say the same."""
    counted: Counter[tuple[str, str]] = Counter()
    kept = []
    for each in sorted(problems, key=lambda one: one.severity != "error"):
        counted[each.file, each.rule] += 1
        if counted[each.file, each.rule] <= MAX_SAME:
            kept.append(each.printable())
    return kept
