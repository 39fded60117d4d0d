"""What can go wrong, in one place.

The docstring of an error is the sentence a developer reads; `message` is the Chinese sentence that
the person reads, naming what is wrong and what would be right. `code` is stable and part of the
API; `status` is the HTTP status that the page, the API and the CLI derive their answers from.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

#: Field name -> messages; for a table field, row number -> field name -> messages.
FieldErrors = dict[str, Any]


class GongxiangError(Exception):
    """The request cannot be carried out."""

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 500
    default: ClassVar[str] = "系统未能完成这项操作，请稍后再试。"

    def __init__(self, message: str | None = None, **details: Any) -> None:
        self.message = message or self.default
        self.details = details
        super().__init__(self.message)


class BadRequest(GongxiangError):
    """The request is malformed."""

    code = "bad_request"
    status = 400
    default = "请求的内容不完整或格式不对，请检查后重试。"


class WrongMediaType(GongxiangError):
    """The body is of a type that this call does not take."""

    code = "unsupported_media_type"
    status = 415
    default = "请求体的类型不对：请用 application/json 提交，附件用 multipart/form-data。"


class NotSignedIn(GongxiangError):
    """Nobody is signed in, or the sign-in has ended."""

    code = "not_signed_in"
    status = 401
    default = "请先登录。"


class SignInFailed(GongxiangError):
    """User name and password do not match, or the account is locked."""

    code = "sign_in_failed"
    status = 401
    default = "用户名或密码不正确，请重新输入。"


class Forbidden(GongxiangError):
    """The person may see the thing but not do this with it."""

    code = "forbidden"
    status = 403
    default = "您没有办理这一事项的权限。"


class NotFound(GongxiangError):
    """The thing does not exist, or the person may not know of it."""

    code = "not_found"
    status = 404
    default = "没有找到您要的内容，可能已不存在，或者您无权查看。"


class Conflict(GongxiangError):
    """Somebody was faster, or the state has moved on."""

    code = "conflict"
    status = 409
    default = "情况已发生变化，请刷新页面查看最新状态。"


class KeyReused(Conflict):
    """The idempotency key stands for another request of the same person already."""

    code = "key_reused"
    default = (
        "本次提交没有生效：它的标识（幂等键）已用于另一次提交。请重新打开页面再提交；"
        "接口和命令行请换一个键。"
    )


class EditConflict(Conflict):
    """Somebody else wrote the same file of a draft meanwhile; `details` say who, when, and what
    (`path`, `sha256`, `edited_by`, `edited_at`)."""

    code = "edit_conflict"
    default = "这个文件在您打开之后被别人修改过，您的修改没有保存。"


class CannotMove(Conflict):
    """A case cannot go on in another version; `reasons` say why, one sentence each."""

    code = "cannot_move"

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(reasons[0], reasons=[str(each) for each in reasons])


class Busy(Conflict):
    """Another transaction holds what this one needs for longer than we wait."""

    code = "busy"
    default = "系统正在保存他人的操作，请稍候再提交，您填写的内容不会丢失。"


class FormError(GongxiangError):
    """The answers do not satisfy the form."""

    code = "invalid_answers"
    status = 422
    default = "填写的内容有不符合要求的地方，请按提示修改后再提交。"

    def __init__(
        self, errors: FieldErrors, message: str | None = None, warnings: FieldErrors | None = None
    ) -> None:
        self.errors = errors
        self.warnings = warnings or {}
        super().__init__(message, errors=errors)


class RuleRefused(FormError):
    """A rule of the regulation forbids the act, whatever was filled in."""

    code = "rule_refused"

    def __init__(self, message: str, field: str = "_form") -> None:
        super().__init__({field: [message]}, message)


class NotCovered(FormError):
    """The question is well put, but no notice of the State Council that is known answers it."""

    code = "not_covered"
    default = "现有的放假安排通知不足以回答这个时限，请换一个日期。"


class PackError(GongxiangError):
    """A pack cannot be used; `problems` lists what is wrong and where."""

    code = "pack_refused"
    status = 422
    default = "流程包未通过检查，请按问题清单修改。"


class SettingError(GongxiangError):
    """A setting is missing or wrong; the program does not start."""

    code = "bad_setting"
    default = "配置有误，请检查环境变量。"


class WorkflowFault(GongxiangError):
    """The engine could not run on; the transaction is rolled back and an incident is opened."""

    code = "workflow_fault"
    default = "流程运行出现异常，已通知管理员；您填写的内容没有丢失，请稍后再试。"


class DatabaseUnready(GongxiangError):
    """The database is not of the shape this program needs; the message says what to do."""

    code = "database_unready"
    status = 503
    default = "数据库尚未就绪，请先运行 gongxiang db migrate。"


class ContentDamaged(GongxiangError):
    """A stored content is not what its digest says: it is not given to anybody."""

    code = "content_damaged"
    default = "这个附件的内容与上传时不一致，不能下载，请联系系统管理员核查。"


class MailTemplateError(GongxiangError):
    """A mail template cannot be used; `line` (from 1) is where, 0 when it is the whole."""

    code = "mail_template"
    status = 422
    default = "邮件模板有误。"

    def __init__(self, message: str, line: int = 0) -> None:
        self.line = line
        super().__init__(f"第 {line} 行：{message}" if line else message, line=line)


class MailNotSent(GongxiangError):
    """The mail server did not take a mail.

    `permanent`: it never will. `unreachable`: it would take no other mail now either.
    """

    code = "mail_not_sent"
    status = 502
    default = "邮件服务器未接收邮件。"

    def __init__(self, message: str, permanent: bool = False, unreachable: bool = False) -> None:
        self.permanent = permanent
        self.unreachable = unreachable
        super().__init__(message)
