"""A case and a task as their pages show them, on cases moved by the real commands."""

import pytest

from engine.clock import MovedClock
from engine.commands.lapse_due import lapse_due
from engine.commands.return_task import return_task
from engine.errors import NotFound
from engine.queries.case_lists import list_cases
from engine.queries.cases import get_case
from engine.queries.diagram import diagram
from engine.queries.inbox import list_tasks
from engine.queries.tasks import get_task
from engine.store.database import Store
from tests.bureau.fixtures import CONDITIONAL, OF_POLICE, PASSWORD, acting
from tests.commands.casework import act, approve, at, begin, open_task
from tests.packs import with_mini


@pytest.fixture
def store(bureau_store: Store) -> Store:
    return with_mini(bureau_store)


def test_a_task_page_has_what_its_holder_needs(store: Store) -> None:
    case = begin(store)
    view = get_task(store, acting(store, "chenjianguo"), open_task(store, case.id).id)
    assert view.name == "分管领导批准"
    assert view.verbs == ("complete", "save-draft", "claim", "comment")
    assert view.form is not None
    form = view.form_view({"decision": "x"}, {"decision": ["请选择"]})
    assert form is not None
    assert form.summary[0].text.endswith("请选择")
    assert view.case.head.number == "CS-2026-0001"
    facts = dict(view.case.facts)
    assert facts["使用部门"] == "登记注册科"  # an office of the bureau has no code of its own
    assert facts["共享类型"] == "有条件共享"
    assert [sheet.title for sheet in view.case.sheets] == ["申请"]


def test_a_department_is_named_with_its_credit_code(store: Store) -> None:
    case = begin(store, who="caiying")
    facts = dict(get_case(store, acting(store, "caiying"), case.id).facts)
    assert facts["使用部门"] == "市行政审批服务管理局（11140700DEM000110G）"


def test_who_sees_but_may_not_act_gets_no_form(store: Store) -> None:
    case = begin(store)
    view = get_task(store, acting(store, "zhangwei"), open_task(store, case.id).id)
    assert (view.form, view.verbs, view.form_view()) == (None, ("comment",), None)


def test_strangers_find_nothing(store: Store) -> None:
    case = begin(store)
    for stranger in ("lina", "zhoujun"):
        with pytest.raises(NotFound):
            get_task(store, acting(store, stranger), open_task(store, case.id).id)


def test_administrators_see_flow_and_no_answers(store: Store) -> None:
    case = begin(store)
    view = get_case(store, acting(store, "sysadmin"), case.id)
    assert not view.full
    assert (view.sheets, view.files, view.verbs) == ((), (), ())
    assert view.open_tasks[0].name == "分管领导批准"
    assert all(not line.note and not line.outcome for line in view.timeline)


def test_the_timeline_tells_the_way(store: Store) -> None:
    case = begin(store)
    approve(store, case.id)
    view = get_case(store, acting(store, "zhangwei"), case.id)
    told = [(line.text, line.who, line.outcome, line.state) for line in view.timeline]
    assert told == [
        ("提交申请", "张伟", "", "done"),
        ("办理“分管领导批准”", "陈建国", "批准", "done"),
        ("待办理“符合性审查”", "市级政务数据共享交换平台 平台审查员", "", "current"),
    ]


def test_a_lapsed_term_is_told_and_drawn(store: Store, moved_clock: MovedClock) -> None:
    case = begin(store)
    approve(store, case.id)
    moved_clock.set(at("2026-09-24 10:00"))
    lapse_due(store)
    view = get_case(store, acting(store, "zhangwei"), case.id)
    lapsed = next(line for line in view.timeline if line.kind == "term_lapsed")
    assert (lapsed.at, lapsed.recorded_at) == (at("2026-09-24 00:00"), at("2026-09-24 10:00"))
    assert (lapsed.text, lapsed.clause) == ("2个工作日的时限届满，尚未办结", "第十四条（一）")
    assert view.timeline[-1].state == "overdue"
    (level,) = diagram(store, acting(store, "zhangwei"), case.id)
    assert level.elements["check"]["state"] == "overdue"
    assert level.elements["check_term"]["state"] == "overdue"
    assert level.elements["leader"]["state"] == "done"
    assert level.elements["h8"]["state"] == "done"
    assert "review" not in level.elements


def test_why_this_date(store: Store) -> None:
    case = begin(store)
    approve(store, case.id)
    (term,) = get_case(store, acting(store, "zhangwei"), case.id).terms
    assert (term.term, term.step, term.due.clause, term.due.legal) == (
        "2个工作日", "符合性审查", "第十四条（一）", False,
    )  # fmt: skip
    assert [(day.date.day, day.kind, day.number) for day in term.days] == [
        (21, "start", 0),
        (22, "counted", 1),
        (23, "due", 2),
    ]
    assert any("9月23日" in sentence for sentence in term.why)


def test_a_case_inside_the_bureau_is_not_legal(store: Store) -> None:
    case = begin(store, CONDITIONAL)
    view = get_case(store, acting(store, "zhangwei"), case.id)
    assert not view.head.legal
    outside = begin(store, OF_POLICE, who="liuyang")
    assert get_case(store, acting(store, "liuyang"), outside.id).head.legal


def test_what_a_recorded_unit_decided_is_marked(store: Store, moved_clock: MovedClock) -> None:
    case = begin(store, OF_POLICE)
    approve(store, case.id)
    act(store, case.id, "panyue", {"result": "pass"})
    task = get_task(store, acting(store, "yangfan"), open_task(store, case.id).id)
    assert (task.recorded, task.for_unit) == (True, "市公安局")
    assert task.form is not None
    assert task.form.effective == "decided_at"
    assert "decided_at" in [spec.name for spec in task.form.spec.answered()]


def test_lists_of_cases(store: Store) -> None:
    first, second = begin(store), begin(store, OF_POLICE, who="liuyang")

    def ids(username: str, scope: str, **wish: object) -> list[str]:
        page = list_cases(store, acting(store, username), scope, **wish)  # type: ignore[arg-type]
        return [line.id for line in page.items]

    assert ids("zhangwei", "mine") == [first.id]
    assert ids("zhangwei", "unit") == [first.id]  # a colleague's request stays the colleague's
    assert ids("chenjianguo", "unit") == [second.id, first.id]
    assert ids("yangfan", "all") == [second.id, first.id]
    assert ids("yangfan", "all", limit=1) == [second.id]
    assert ids("lina", "all") == []
    assert ids("sysadmin", "all") == [second.id, first.id]  # the flow, and no answers


def test_the_inbox_agrees_with_the_page(store: Store) -> None:
    case = begin(store)
    (item,) = list_tasks(store, acting(store, "chenjianguo")).items
    assert item.task_id == open_task(store, case.id).id
    assert item.applicant_unit == "登记注册科"


def test_an_answer_after_its_term_is_marked_late(store: Store, moved_clock: MovedClock) -> None:
    case = begin(store)
    approve(store, case.id)
    moved_clock.set(at("2026-09-24 10:00"))
    act(store, case.id, "panyue", {"result": "pass"})
    view = get_case(store, acting(store, "zhangwei"), case.id)
    late = {line.text: line.late for line in view.timeline if line.kind == "task_completed"}
    assert late == {"办理“分管领导批准”": False, "办理“符合性审查”": True}
    told = [line.text for line in view.timeline if line.kind == "notified"]
    assert len(told) == 1  # the mail of the due moment; notices of results repeat what stands there


def test_rounds_of_a_form_are_kept_and_counted(store: Store) -> None:
    case = begin(store)
    act(store, case.id, "chenjianguo", {"decision": "return"}, password=PASSWORD)
    act(store, case.id, "zhangwei", {"purpose": "核验特种设备使用单位的登记情况"})
    sheets = get_case(store, acting(store, "zhangwei"), case.id).sheets
    assert [(each.form, each.round, each.rounds, each.latest) for each in sheets] == [
        ("request", 1, 2, False),
        ("approval", 1, 1, True),
        ("request", 2, 2, True),
    ]
    assert sheets[2].lines[0].text == "核验特种设备使用单位的登记情况"


def test_a_return_takes_back_the_marks_behind_its_target(store: Store) -> None:
    case = begin(store)
    approve(store, case.id)
    before = diagram(store, acting(store, "zhangwei"), case.id)[0].elements
    task = open_task(store, case.id)
    return_task(store, acting(store, "panyue"), task.id, "leader", "意见不清楚")
    after = diagram(store, acting(store, "zhangwei"), case.id)[0].elements
    assert (before["h8"]["state"], before["check"]["state"]) == ("done", "current")
    assert (after["leader"]["state"], after["check"]["state"]) == ("current", "cancelled")
    assert "h8" not in after
