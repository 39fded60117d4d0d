"""The workshop: what is edited, what may be begun, what is given up and taken away."""

import pytest

from engine.commands.edit_pack import edit_pack
from engine.queries.pack_draft import draft_file, get_draft
from tests.bureau.fixtures import acting

NEW = {
    "title": "数据年报",
    "key": "annual-report",
    "article": "第二十条",
    "kind_code": "NBBS",
    "role": "handler",
    "needs": "nothing",
}


@pytest.fixture
def admin(visitor):
    return visitor("sysadmin")


def edits(store):
    return {e.path: e.state for e in get_draft(store, acting(store, "sysadmin"), "mini").edits}


def test_it_shows_the_processes_and_the_way(admin):
    page = admin.get("/modeler/")
    assert page.status_code == 200
    assert "修改规则的步骤" in page.text
    assert "mini.bpmn" in admin.get("/modeler/?part=mini").text


@pytest.mark.parametrize("path", ["/modeler/", "/modeler/?part=mini", "/modeler/problems",
                                  "/modeler/settings", "/modeler/process/mini"])  # fmt: skip
def test_the_managing_department_looks_and_does_not_edit(visitor, path):
    page = visitor("pengli").get(path)
    assert page.status_code == 200
    assert "存入草稿</button>" not in page.text


@pytest.mark.parametrize("who", ["zhangwei", "secadmin", "auditor"])
def test_others_are_kept_out(visitor, who):
    assert visitor(who).get("/modeler/").status_code == 403


def test_a_process_is_begun_and_its_diagram_opened(admin, store):
    done = admin.post("/modeler/new-process", **NEW)
    assert done.status_code == 302
    assert done.location.endswith("path=annual-report/annual-report.bpmn")
    assert edits(store) == {
        "annual-report/annual-report.bpmn": "added",
        "annual-report/forms/annual-report-start.json": "added",
        "annual-report/process.toml": "added",
    }
    assert "数据年报" in admin.get("/modeler/").text
    assert admin.get("/modeler/?part=annual-report").status_code == 200


@pytest.mark.parametrize(
    ("field", "text"),
    [("title", ""), ("key", "Annual Report"), ("key", "mini"), ("key", "demo"),
     ("kind_code", "nb"), ("kind_code", "CS"), ("role", "auditor"), ("needs", "")],
)  # fmt: skip
def test_what_is_wrong_is_named_and_nothing_typed_is_lost(admin, store, field, text):
    page = admin.post("/modeler/new-process", **{**NEW, field: text})
    assert page.status_code == 422
    assert f'href="#f-{field}"' in page.text
    assert NEW["article"] in page.text
    assert edits(store) == {}


def test_a_diagram_and_a_mail_are_begun_in_a_process(admin, store):
    data = {"part": "mini", "kind": "diagram", "key": "mini-check", "title": "核对"}
    assert "mini-check.bpmn" in admin.post("/modeler/new-file", **data).location
    assert "mini/mini-check.bpmn" in edits(store)
    mail = admin.post("/modeler/new-file", part="mini", kind="mail", key="more")
    assert mail.location.endswith("path=mini/mail/more.txt")
    again = admin.post("/modeler/new-file", part="mini", kind="mail", key="late")
    assert again.status_code == 422


def test_a_file_is_taken_away_and_brought_back(admin, store):
    asked = admin.get("/modeler/take-away?path=mini/mail/late.txt")
    assert "mini/mail/late.txt" in asked.text
    admin.post("/modeler/take-away?path=mini/mail/late.txt")
    assert edits(store) == {"mini/mail/late.txt": "removed"}
    assert "late" in admin.get("/modeler/problems").text
    admin.client.post(
        "/modeler/discard", data={"csrf_token": admin.token, "path": "mini/mail/late.txt"}
    )
    assert edits(store) == {}


def test_a_whole_process_is_taken_away(admin, store):
    admin.post("/modeler/new-process", **NEW)
    admin.post("/modeler/take-away", process="annual-report")
    assert edits(store) == {}
    assert admin.get("/modeler/take-away?process=annual-report").status_code == 404


def test_what_was_written_since_the_page_was_shown_is_neither_given_up_nor_taken_away(admin, store):
    path = "mini/mail/late.txt"

    def write(content):
        base = draft_file(store, acting(store, "sysadmin"), "mini", path).sha256
        edit_pack(store, acting(store, "sysadmin"), "mini", {path: content}, {path: base})

    def shown(page):
        return {f"sha256:{path}": page.split(f'name="sha256:{path}" value="')[1].split('"')[0]}

    seen = shown(admin.get(f"/modeler/take-away?path={path}").text)
    write(b"a\n\nb\n")
    assert admin.post("/modeler/take-away", path=path, **seen).status_code == 409
    seen = shown(admin.get("/modeler/?part=mini").text)
    write(b"c\n\nd\n")
    told = admin.post("/modeler/discard", True, path=path, do="discard", **seen)
    assert "没有放弃任何修改" in told.text
    assert edits(store) == {path: "changed"}
    asked = {f"sha256:{path}": "", "process": "mini"}
    assert admin.post("/modeler/take-away", **asked).status_code == 409
    assert edits(store) == {path: "changed"}


def test_a_process_without_scenarios_says_so_and_leads_to_the_rehearsal(admin):
    admin.post("/modeler/new-process", **NEW)
    page = admin.get("/modeler/?part=annual-report").text
    assert "还没有场景" in page
    assert 'href="/modeler/simulate?process=annual-report">推演一遍' in page


@pytest.mark.parametrize("page", ["diagram?path=mini/mini.bpmn", "mail?path=mini/mail/late.txt",
                                  "form?path=mini/forms/reply.json"])  # fmt: skip
def test_an_editor_says_what_its_file_belongs_to(admin, page):
    assert '<a href="/modeler/?part=mini">mini</a>' in admin.get(f"/modeler/{page}").text
