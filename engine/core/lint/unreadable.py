"""Why a file is no XML, in Chinese: the parser says it in English and at length."""

from lxml.etree import XMLSyntaxError

#: What the parser says (a part of it) -> what it means for whoever made the file.
WHY = {
    "entity amplification": "文件中的实体会展开成极大的内容",
    "entity reference loop": "文件中的实体互相引用，没有尽头",
    "Excessive depth": "标签套得太深",
    "Document is empty": "文件是空的，或者不是文本",
    "Start tag expected": "开头不是标签",
    "Unsupported encoding": "文件声明的编码不认识，请存为 UTF-8",
    "Invalid bytes in character encoding": "文件的编码与声明的不符，请存为 UTF-8",
    "not proper UTF-8": "文件的编码与声明的不符，请存为 UTF-8",
    "encoding": "文件的编码不对，请存为 UTF-8",
    "mismatch": "前后标签没有配对",
    "Premature end": "文件不完整，后面缺了一段",
    "Extra content": "末尾有多余的内容",
    "is not defined": "用了没有声明的前缀或实体",
    "not declared": "用了没有声明的前缀或实体",
    "redefined": "同一个标签里有重复的属性",
    "PCDATA invalid Char": "含有不能用的字符",
    "invalid xmlChar": "含有不能用的字符",
    "too long": "有一段内容过长",
    "Huge input": "有一段内容过长",
}


def why_unreadable(error: Exception) -> str:
    """Return the reason, and where it was found when the parser says so."""
    said = str(error)
    reason = next((words for part, words in WHY.items() if part in said), "写法不对")
    if isinstance(error, XMLSyntaxError) and error.lineno:
        return f"{reason}，第{error.lineno}行第{error.offset or 0}个字符处"
    return reason
