"""Texts that fill a field without saying anything."""

import re
import unicodedata

_CHINESE = """
测试 测试用 测试数据 试一下 试试 无 没有 暂无 暂时没有 不详 未知 略 同上 如上 如题 见附件 待定
待补充 占位 没什么 随便 其他 其它 工作需要 业务需要 需要 使用 共享 数据共享 申请 同意 不同意
"""
_LATIN = """
test testing tests demo sample foo bar foobar asdf asdfgh qwer qwerty abc abcd none null nil na tbd
todo hello helloworld string text
"""
_EMPTY_WORDS = frozenset((_CHINESE + _LATIN).split())


def is_placeholder(text: str) -> bool:
    """Whether the text says nothing: 测试, 无, test123, 11111, 。。。, 测试测试测试."""
    core = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())
    letters = re.sub(r"\d+", "", core)
    return not letters or len(set(core)) == 1 or _unit(letters) in _EMPTY_WORDS


def _unit(text: str) -> str:
    """The shortest piece that repeated gives the whole text."""
    match = re.fullmatch(r"(.+?)\1*", text)
    return match.group(1) if match else text
