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
# Words that say nothing, and what they are dressed with: 先测试一下吧, 随便写写的, 我试一试.
_NOTHING = "测试 测 试 随便 随意 乱写 乱填 瞎写 瞎填 无 没有 没 暂无 不知道 不清楚 不详 未知 略"
_PARTICLES = """
暂时 目前 现在 什么 而已 一 下 个 次 的 地 得 了 着 过 中 在 用 看 填 写 来 做 是 就 只 仅 先
再 都 也 还 这 那 里 我 你 们 请 谢 吧 啊 呀 哦 呢 嘛 嗯 哈 啦 吗 哟 呗 嘿 呵 嘻
"""
# Possessive: what has been read is not read again in another way, however long the text.
_ONLY_NOTHING = re.compile(f"(?:{'|'.join((_NOTHING + _PARTICLES).split())})++")
_NO_HAN = re.compile("[^\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]+")
#: Characters of a piece that says no more for being written again and again.
_SHORT = 6


def is_placeholder(text: str, *, sentence: bool = True) -> bool:
    """Whether the text says nothing: 测试, 无, test123, 11111, 。。。, 测试一下测试一下.

    `sentence`: whether it should be one, hence have a Chinese character; a name or the number of a
    standard need not.
    """
    core = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())
    letters = re.sub(r"\d+", "", core)
    if not letters or _piece(letters) in _EMPTY_WORDS:
        return True
    piece = _piece(core)
    if piece != core and len(piece) <= _SHORT:
        return True
    han = _NO_HAN.sub("", core)
    return _ONLY_NOTHING.fullmatch(han) is not None if han else sentence


def _piece(text: str) -> str:
    """The shortest piece that repeated gives the whole text."""
    return text[: (text + text).find(text, 1)]
