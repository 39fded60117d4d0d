"""Which paths the files of a pack may have: those that `pack export` can write anywhere and that
are read again from there."""

from collections.abc import Iterable

from engine.errors import PackError

#: What a name may not hold on some system a pack is exported to.
UNFIT = frozenset('\\:*?"<>|')
#: Names that stand for a device there, whatever their ending.
DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{kind}{n}" for kind in ("com", "lpt") for n in range(1, 10))}
)
#: Bytes of a name, characters of a path, as file systems have them.
LONGEST_NAME, LONGEST_PATH = 255, 1000
REMEDY = "请用相对于流程包目录的路径，各段之间用 /，例如 data-request/forms/reply.json。"


def refuse_bad_paths(paths: Iterable[str]) -> None:
    """Raise PackError, naming each path that is not the relative path of a file."""
    known = set(paths)
    problems = [
        {"file": path, "message": why} for path in sorted(known) if (why := _fault(path, known))
    ]
    if problems:
        said = [f"“{each['file']}”：{each['message']}。{REMEDY}" for each in problems]
        raise PackError("流程包中有不能用的路径。", problems=problems, errors={"files": said})


def _fault(path: str, known: set[str]) -> str:
    parts = path.split("/")
    if any(part in ("", ".", "..") for part in parts):
        return "不是相对路径，或者有空的、为“.”或“..”的一段"
    if any(part.startswith((".", "__")) for part in parts):
        return "有以“.”或“__”开头的一段，这样的文件不属于流程包"
    if not path.isprintable() or any(char in UNFIT for char in path):
        return "含有文件名不能用的字符"
    if any(part != part.strip() or part.endswith(".") for part in parts):
        return "有以空格开头、以空格或“.”结尾的一段"
    if any(part.partition(".")[0].lower() in DEVICES for part in parts):
        return "有一段是 Windows 的设备名"
    if len(path) > LONGEST_PATH or any(len(part.encode()) > LONGEST_NAME for part in parts):
        return "过长"
    if any("/".join(parts[:end]) in known for end in range(1, len(parts))):
        return "它的目录同时是一个文件"
    return ""
