"""What the keys and kinds of a form's JSON are called on the page."""

from collections.abc import Mapping

from webui.i18n import lazy_gettext as _

KINDS: Mapping[str, object] = {
    "text": _("单行文字"),
    "longtext": _("多行文字"),
    "choice": _("单选"),
    "choices": _("多选"),
    "yesno": _("是或否"),
    "date": _("日期"),
    "datetime": _("日期和时间"),
    "period": _("使用期限"),
    "number": _("整数"),
    "decimal": _("小数"),
    "items": _("信息项（所申请资源的）"),
    "unit": _("单位"),
    "person": _("人员"),
    "file": _("一个附件"),
    "files": _("多个附件"),
    "table": _("表格"),
    "heading": _("小标题"),
}
FORMATS: Mapping[str, object] = {
    "phone": _("电话号码"),
    "email": _("电子邮箱"),
    "credit_code": _("统一社会信用代码"),
    "ip": _("IP地址"),
    "url": _("网址"),
    "sha256": _("SHA-256摘要"),
}
WIDTHS: Mapping[str, object] = {"half": _("半行")}
LONG_TERM: Mapping[str, object] = {"no": _("不可以选择长期")}

LABELS: Mapping[str, object] = {
    "label": _("标签"),
    "type": _("类型"),
    "name": _("名称"),
    "required": _("必填"),
    "help": _("填写说明"),
    "placeholder": _("示例"),
    "visible_when": _("什么情况下显示"),
    "required_when": _("什么情况下必填"),
    "remedy": _("没有填写时的提示"),
    "min": _("至少"),
    "max": _("最多"),
    "not_before": _("不早于"),
    "not_after": _("不晚于"),
    "max_years": _("最长几年"),
    "long_term": _("长期"),
    "format": _("格式"),
    "meaningful": _("不接受“测试”“无”之类没有内容的文字"),
    "choices": _("选项"),
    "choices_from": _("选项取自"),
    "columns": _("列"),
    "rows_from": _("各行取自"),
    "prefill": _("预先填好"),
    "default": _("默认值"),
    "width": _("宽度"),
    "title": _("表单标题"),
    "basis": _("依据的条款"),
    "effective": _("生效时间取自"),
    "password": _("提交时须再次输入登录密码（书面批准）"),
    "password_when": _("什么情况下才须输入密码"),
    "check": _("须成立的条件"),
    "message": _("不成立时的提示"),
    "field": _("提示显示在"),
    "value": _("值"),
    "hint": _("说明"),
}
HELP: Mapping[str, object] = {
    "name": _("办件数据中的名称，流程图的条件和邮件用它；小写字母开头，可含数字和下划线。"),
    "visible_when": _('不填写则总是显示。例如 result == "return"'),
    "remedy": _("例如 请写明用于哪项职责"),
    "prefill": _("表达式，例如 data.case.applicant.phone"),
    "default": _('没有预先填好的内容时用它；文字要加引号，例如 "api"'),
    "not_before": _("得出日期的表达式，例如 today"),
    "choices_from": _("得出列表的表达式；不能同时写选项。"),
    "rows_from": _("得出列表的表达式，每行有 code 和 name；不填写则由填表人加行。"),
    "max_years": _("不填写则按规则包的上限。"),
    "effective": _("这一步从什么时候起算，例如补录的作出时间。"),
    "basis": _("例如 第十四条（二）"),
    "password_when": _("不填写则总是须输入。"),
}
#: Of what there may be so many, by kind of field.
COUNTED: Mapping[str, object] = {
    "text": _("字数"),
    "longtext": _("字数"),
    "number": _("数值"),
    "decimal": _("数值"),
    "table": _("行数"),
    "choices": _("所选项数"),
    "items": _("所选项数"),
    "files": _("文件数"),
}
YES = _("是")
#: What expressions of a form know beside the answers.
OUTER = (
    ("today", _("今天的日期")),
    ("now", _("现在的时间")),
    ("arrived", _("这一步到达的时间")),
)
