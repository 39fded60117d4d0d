"""A notice on its page: the mail's text, its addresses as links."""

from collections.abc import Callable

from flask import Flask

from tests.webui.visitor import Visitor
from webui.filters import paragraphs

Visitors = Callable[..., Visitor]


def shown(app: Flask, text: str) -> str:
    with app.test_request_context():
        return str(paragraphs(text))


def test_an_address_of_ours_is_a_link_without_its_long_id(app: Flask) -> None:
    text = "已答复。\n\n办理和查看：http://127.0.0.1:8000/cases/0192-ab?from=mail。"
    page = shown(app, text)
    link = '<a href="/cases/0192-ab?from=mail">打开页面</a>'
    assert page == f"<p>已答复。</p><p>办理和查看：{link}。</p>"


def test_nothing_else_becomes_markup(app: Flask) -> None:
    for text in ("http://evil.example/cases/1", "http://127.0.0.1:8000.evil/x", "<b>&</b>"):
        assert "<a" not in shown(app, text)
        assert "<b>" not in shown(app, text)
    quoted = shown(app, 'http://127.0.0.1:8000/x"onclick="y')
    assert quoted == '<p><a href="/x">打开页面</a>&#34;onclick=&#34;y</p>'
