"""Formats of a text field: each takes the typed text and gives the normal form, or a ValueError
whose argument is the Sentence that says what is wrong and what would be right.
"""

import ipaddress
import re
from collections.abc import Callable, Mapping

from marshmallow import ValidationError, validate

from engine.core.forms.text import half_width
from engine.sentence import Sentence, say

# GB 32100: no I O S V Z; the last place checks the 17 before it with weights 3^i mod 31.
_CODE_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_MOBILE = re.compile(r"1[3-9]\d{9}")
_SERVICE = re.compile(r"([48]00)-?(\d{3})-?(\d{4})")
_LANDLINE = re.compile(r"(?:\(?(0\d{2,3})\)?-?)?([2-9]\d{6,7})(?:[-转x#](\d{1,6}))?")


def phone(text: str) -> str:
    """A mobile, landline (area code and extension optional) or 400/800 number of the mainland."""
    plain = re.sub(r"^(\+|00)86-?", "", half_width(text).replace("－", "-"))
    if _MOBILE.fullmatch(plain.replace("-", "")):
        return plain.replace("-", "")
    if match := _SERVICE.fullmatch(plain):
        return "-".join(match.groups())
    if match := _LANDLINE.fullmatch(plain):
        return "-".join(part for part in match.groups() if part)
    raise ValueError(
        say("不是有效的电话号码，请填写 11 位手机号，或带区号的座机号，如 0354-2638000")
    )


def ip_address(text: str) -> str:
    """One IPv4 or IPv6 address of a real host, in its shortest writing."""
    try:
        address = ipaddress.ip_address(half_width(text))
    except ValueError:
        raise ValueError(
            say("不是有效的 IP 地址，请填写如 10.12.3.45 的 IPv4 地址或 IPv6 地址")
        ) from None
    if address.is_unspecified or address.is_loopback or address.is_multicast or _is_zoned(address):
        raise ValueError(say("不是业务系统可用的 IP 地址，请填写系统所在主机的实际地址"))
    return str(address)


def _is_zoned(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return "%" in str(address) or str(address) == "255.255.255.255"


def credit_code(text: str) -> str:
    """A unified social credit code (GB 32100-2015): 18 signs, the last a check."""
    code = half_width(text).upper()
    if not re.fullmatch(f"[{_CODE_SIGNS}]{{18}}", code):
        raise ValueError(say("应为 18 位统一社会信用代码（数字和大写字母，不含 I、O、S、V、Z）"))
    if _check_sign(code[:17]) != code[17]:
        raise ValueError(say("统一社会信用代码的校验位不对，请对照证书逐位核对"))
    return code


def _check_sign(body: str) -> str:
    total = sum(_CODE_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(body))
    return _CODE_SIGNS[-total % 31]


def email(text: str) -> str:
    """An e-mail address."""
    return _by_marshmallow(
        validate.Email(), text, say("不是有效的电子邮箱地址，请填写如 name@example.cn 的地址")
    )


def url(text: str) -> str:
    """An http or https address; a host without dots is fine inside an office network."""
    validator = validate.URL(schemes={"http", "https"}, require_tld=False)
    return _by_marshmallow(
        validator, text, say("不是有效的网址，请填写以 http:// 或 https:// 开头的完整地址")
    )


def sha256(text: str) -> str:
    """A sha256 digest: 64 hexadecimal signs, kept in lower case."""
    digest = half_width(text).lower()
    if not re.fullmatch("[0-9a-f]{64}", digest):
        raise ValueError(
            say("应为 64 位十六进制的 SHA-256 摘要（数字和字母 a 至 f），请重新计算后粘贴")
        )
    return digest


def _by_marshmallow(validator: Callable[[str], str], text: str, message: Sentence) -> str:
    plain = half_width(text)
    try:
        return validator(plain)
    except ValidationError:
        raise ValueError(message) from None


FORMATTERS: Mapping[str, Callable[[str], str]] = {
    "phone": phone,
    "ip": ip_address,
    "credit_code": credit_code,
    "email": email,
    "url": url,
    "sha256": sha256,
}
