"""The one look of all mails: the text with a footer, and the HTML made from the same text."""

import re

from markupsafe import Markup, escape

SYSTEM = "政务数据资源共享办理系统（共享通）"
FOOTER = f"本邮件由{SYSTEM}自动发出，请勿直接回复。"

_PAGE = Markup(
    '<!DOCTYPE html>\n<html lang="zh-CN">\n<head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>{subject}</title></head>\n'
    '<body style="margin:0;padding:24px 12px;background:#f3f5f8;color:#1f2933;'
    "font:16px/1.8 'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif\">\n"
    '<div style="max-width:640px;margin:0 auto;background:#fff;border:1px solid #d9dee5;'
    'border-top:4px solid #1c4f8f;padding:24px 32px;overflow-wrap:anywhere">\n'
    '<h1 style="font-size:19px;line-height:1.5;margin:0 0 16px">{subject}</h1>\n{body}\n'
    '</div>\n<p style="max-width:640px;margin:12px auto 0;color:#5c6773;font-size:13px">'
    "{footer}<br>{link}</p>\n</body>\n</html>\n"
)
_PARAGRAPH = Markup('<p style="margin:0 0 12px">{}</p>')
_LINK = Markup('<a href="{0}" style="color:#1c4f8f">{0}</a>')
#: A link goes on to a blank, a quotation mark or what is not ASCII, less what ends a sentence.
_LINK_REST = r"[/?][!#-&(-;=?-Z\[\]_a-z~]*(?<![.,;:!?)])"
#: A host that only begins like ours is another one.
_LINK_END = r"(?!\.?[\w:@-])"


def plain_text(text: str, base_url: str) -> str:
    """Return `text` with the footer that names the system and its address."""
    return f"{text.rstrip()}\n\n-- \n{FOOTER}\n{base_url}\n"


def html_page(subject: str, text: str, base_url: str) -> str:
    """Return the page that shows `text`; links into the system can be clicked, others cannot.

    What people typed stands in mails too, so that a foreign address stays text.
    """
    paragraphs = re.split(r"\n\s*\n", text.strip())
    body = Markup("\n").join(_PARAGRAPH.format(_lines(part, base_url)) for part in paragraphs)
    link = _LINK.format(base_url)
    return str(_PAGE.format(subject=subject, body=body, footer=FOOTER, link=link))


def _lines(paragraph: str, base_url: str) -> Markup:
    return Markup("<br>\n").join(_linked(line, base_url) for line in paragraph.split("\n"))


def _linked(line: str, base_url: str) -> Markup:
    ours = re.compile(rf"({re.escape(base_url)}(?:{_LINK_REST}|{_LINK_END}))", re.ASCII)
    parts = ours.split(line)
    shown = [escape(part) if at % 2 == 0 else _LINK.format(part) for at, part in enumerate(parts)]
    return Markup("").join(shown)
