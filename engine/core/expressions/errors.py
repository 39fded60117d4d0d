"""What can be wrong with an expression."""

from engine.errors import GongxiangError


class ExpressionError(GongxiangError):
    """An expression cannot be parsed or evaluated; `source` and `position` say where."""

    code = "bad_expression"
    status = 422
    default = "表达式不正确。"

    def __init__(self, reason: str, source: str = "", position: int | None = None) -> None:
        self.reason = reason
        self.source = source
        self.position = position
        super().__init__(_sentence(reason, source, position), position=position)


class ExpressionSyntaxError(ExpressionError, SyntaxError):
    """The text is no expression of the language at all.

    A SyntaxError as well, because the engine tells decision cells such as `>= 10` from whole
    expressions by that class.
    """


def _sentence(reason: str, source: str, position: int | None) -> str:
    where = f"第 {position} 个字符处：" if position is not None else ""
    shown = source if len(source) <= 80 else source[:77] + "…"
    return f"表达式「{shown}」{where}{reason}" if source else reason
