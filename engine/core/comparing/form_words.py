"""What the keys of a form are called; engine/core/forms/reading.py says what each one means."""

from collections.abc import Mapping

from engine.sentence import Sentence, say

KEYS: Mapping[str, Sentence] = {
    "title": say("标题"),
    "key": say("编号"),
    "basis": say("依据条款"),
    "effective": say("生效时间取自"),
    "password": say("确认登录密码"),
    "password_when": say("何时确认登录密码"),
    "type": say("类型"),
    "label": say("名称"),
    "help": say("填写说明"),
    "placeholder": say("示例"),
    "remedy": say("未填时的提示"),
    "required": say("必填"),
    "required_when": say("何时必填"),
    "visible_when": say("何时显示"),
    "min": say("最少"),
    "max": say("最多"),
    "not_before": say("不早于"),
    "not_after": say("不晚于"),
    "max_years": say("最长年数"),
    "long_term": say("可选长期"),
    "format": say("格式"),
    "meaningful": say("须言之有物"),
    "choices": say("选项"),
    "choices_from": say("选项取自"),
    "rows_from": say("各行取自"),
    "default": say("默认值"),
    "prefill": say("预先填入"),
    "width": say("宽度"),
    "check": say("条件"),
    "field": say("所在字段"),
    "message": say("提示"),
}

TYPES: Mapping[str, Sentence] = {
    "text": say("单行文字"),
    "longtext": say("多行文字"),
    "number": say("整数"),
    "decimal": say("小数"),
    "date": say("日期"),
    "datetime": say("日期和时间"),
    "period": say("期限"),
    "yesno": say("是或否"),
    "choice": say("单选"),
    "choices": say("多选"),
    "unit": say("单位"),
    "person": say("人员"),
    "items": say("信息项"),
    "file": say("一个附件"),
    "files": say("多个附件"),
    "table": say("表格"),
    "heading": say("小标题"),
}

FORMATS: Mapping[str, Sentence] = {
    "phone": say("电话号码"),
    "ip": say("IP地址"),
    "credit_code": say("统一社会信用代码"),
    "email": say("电子邮箱"),
    "url": say("网址"),
    "sha256": say("SHA-256摘要"),
}
WIDTHS: Mapping[str, Sentence] = {"half": say("半行")}
