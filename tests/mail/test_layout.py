"""The one look: the text with a footer, and the same as HTML with links into the system."""

from engine.mail.layout import SYSTEM, html_page, plain_text

BASE = "https://gx.example.cn"


def test_the_footer_names_the_system() -> None:
    assert plain_text("正文\n", BASE).startswith("正文\n\n-- \n")
    assert SYSTEM in plain_text("正文", BASE)
    assert SYSTEM in html_page("题", "正文", BASE)


def test_what_people_typed_is_escaped() -> None:
    page = html_page("<b>", "<script>alert(1)</script> & {x}", BASE)
    assert "<script>" not in page
    assert "<title>&lt;b&gt;</title>" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; {x}" in page


def test_a_link_into_the_system_can_be_clicked() -> None:
    page = html_page("题", f"请打开 {BASE}/tasks/1?a=1&b=2。", BASE)
    assert f'<a href="{BASE}/tasks/1?a=1&amp;b=2"' in page


def test_a_link_ends_where_chinese_begins() -> None:
    assert f'<a href="{BASE}/tasks/1"' in html_page("题", f"打开{BASE}/tasks/1，办理", BASE)


def test_the_end_of_a_sentence_is_no_part_of_a_link() -> None:
    page = html_page("题", f"See {BASE}/tasks/1. ({BASE}/a) {BASE}.", BASE)
    assert page.count(f'<a href="{BASE}/tasks/1" ') == page.count(f'<a href="{BASE}/a" ') == 1
    assert page.count(f'<a href="{BASE}" ') == 2


def test_a_foreign_link_stays_text() -> None:
    page = html_page("题", "https://evil.example/ https://gx.example.cn.evil.example/x", BASE)
    assert "evil.example" in page
    assert page.count("<a href") == 1


def test_paragraphs_and_lines_are_kept() -> None:
    assert "一<br>\n二</p>\n<p" in html_page("题", "一\n二\n\n三", BASE)
