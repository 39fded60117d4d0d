"""Units: one of each code, and the kinds that the processes address (Art. 2, 5)."""

from engine.core.bureau.draft import Draft
from engine.core.bureau.problems import Place, Problem, Problems
from engine.core.bureau.rules.repeats import repeated
from engine.core.bureau.words import (
    OUTSIDE_KINDS,
    RULE_SCOPES,
    SCOPE_BY_KIND,
    SINGLE_KINDS,
    UNIT_KINDS,
)


def no_repeats(draft: Draft) -> Problems:
    """Codes and names are unique."""
    yield from repeated(draft.units, "code", "单位代码", lambda unit: unit.code)
    yield from repeated(draft.units, "name", "单位名称", lambda unit: unit.name)


def single_kinds(draft: Draft) -> Problems:
    """There is one information centre, one managing department and one platform."""
    for kind in SINGLE_KINDS:
        found = [one for one in draft.units if one.row.kind == kind]
        title = f'{UNIT_KINDS[kind]}（kind = "{kind}"）'
        if not found and len(draft.units) == len(draft.unit_codes):
            yield Problem(Place("units.toml"), "kind", f"缺少{title}，请登记一个")
        for extra in found[1:]:
            yield extra.problem("kind", f"{title}只能有一个，已有“{found[0].row.name}”")


def scope_of_kind(draft: Draft) -> Problems:
    """Art. 2(2) and 2(3) fix the scope of the test centre and the development zone."""
    for one in draft.units:
        scope, clause = SCOPE_BY_KIND.get(one.row.kind, (one.row.rule_scope, ""))
        if one.row.rule_scope != scope:
            kind = UNIT_KINDS[one.row.kind]
            wanted = f"{RULE_SCOPES[scope]}（{scope}）"
            yield one.problem("rule_scope", f"按{clause}，{kind}的适用范围应为{wanted}")


def part_of_the_bureau(draft: Draft) -> Problems:
    """A kind that stands outside is no part of the bureau, and the other way round."""
    for one in draft.units:
        outside = one.row.kind in OUTSIDE_KINDS
        if one.row.bureau == outside:
            wanted = "false（不属于本局）" if outside else "true（属于本局）"
            yield one.problem("bureau", f"{UNIT_KINDS[one.row.kind]}应为 {wanted}，也可以不写")


UNIT_RULES = (no_repeats, single_kinds, scope_of_kind, part_of_the_bureau)
