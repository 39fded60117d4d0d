"""What a new process begins with passes every check and runs."""

import pytest

from engine.core.lint import lint
from engine.core.lint.reading import read_diagram
from engine.core.pack import read_pack
from engine.core.pack.beginning import NewProcess, begin_diagram, begin_form, begin_process
from tests.scenarios.shipped import FILES


def new(**changes: str) -> NewProcess:
    values = {
        "key": "annual-report",
        "title": "数据年报",
        "article": "第二十条",
        "kind_code": "NBBS",
        "role": "handler",
        "role_name": "经办人",
        "needs": "nothing",
        **changes,
    }
    return NewProcess(**values)


@pytest.mark.parametrize("needs", ["nothing", "resource", "grant"])
def test_it_passes_every_check_beside_the_shipped_processes(needs):
    files = {**FILES, **begin_process(new(needs=needs))}
    assert lint(files) == []
    assert list(read_pack(files).blueprint("annual-report").elements) != []


@pytest.mark.parametrize("title", ['"引号"', "a & <b>", "反斜\\杠", "{applicant.__class__}", "]]>"])
def test_titles_stay_as_they_were_typed(title):
    files = {**FILES, **begin_process(new(title=title, article=""))}
    process = read_pack(files).process("annual-report")
    assert process.title == title
    assert process.titled("登记科", "") == f"登记科：{title}"
    assert [each for each in lint(files) if each.severity == "error"] == []


def test_a_second_diagram_has_ids_of_its_own():
    wanted = new(key="annual-check", article="")
    assert b'id="annual-check"' in begin_diagram(wanted)
    assert b'"annual-check-start"' in begin_form(wanted)


@pytest.mark.parametrize(("article", "said"), [("第二十条", "第二十条"), ("", "数据年报")])
def test_the_note_beside_the_drawing_says_the_article_or_the_title(article, said):
    drawn = read_diagram("a.bpmn", begin_diagram(new(article=article)))
    assert set(drawn.notes.values()) == {said}
