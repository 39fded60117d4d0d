"""What the template language says of a wrong template, in Chinese."""

import re

#: What the template language says -> the same in Chinese.
_WORDS = (
    (
        r"[Uu]nexpected end of template.*needs to be closed is '(\w+)'\.",
        r"没有写完：“\1”缺少结尾的“end\1”",
    ),
    (r"[Uu]nexpected end of template.*", "没有写完：缺少结尾的括号"),
    (r"Encountered unknown tag '(\w+)'\..*", r"不认识“\1”，或者它前面没有对应的开头"),
    (r"No filter named '(\w+)'\.", r"没有“\1”这种写法"),
    (r"expected token '.*', got '(.*)'", r"“\1”的位置不对"),
    (r"unexpected char '?\"?(.+?)\"?'? at \d+", r"有不该出现的符号 \1"),
    (r"'jinja2[\w.]+ object' has no attribute '(\w+)'", r"读不到“\1”"),
    (r"'(\w+)' is undefined", r"没有“\1”"),
)


def in_chinese(message: str) -> str:
    """Return a message about a template with the words of the template language in Chinese."""
    for pattern, words in _WORDS:
        message = re.sub(pattern, words, message, flags=re.DOTALL)
    return message
