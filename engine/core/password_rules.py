"""What a password must be like (GB/T 22239-2019 8.1.4.1 a: complexity; the numbers are ours)."""

import unicodedata

MIN_LENGTH = 10
#: Longer ones only serve to keep the server hashing.
MAX_LENGTH = 128
MIN_CLASSES = 3


def password_problems(password: str, username: str) -> list[str]:
    """Return what is wrong with `password` for `username`, in Chinese; nothing when it will do."""
    text = unicodedata.normalize("NFKC", password)
    checks = (
        (len(text) >= MIN_LENGTH, "密码至少 10 个字符。"),
        (len(text) <= MAX_LENGTH, "密码不能超过 128 个字符。"),
        (_classes(text) >= MIN_CLASSES, "密码须包含大写字母、小写字母、数字、符号中的至少三种。"),
        (username.casefold() not in text.casefold(), "密码不能包含用户名。"),
    )
    return [message for holds, message in checks if not holds]


def _classes(text: str) -> int:
    """Count the kinds of characters: upper case, lower case, digits, anything else."""
    kinds = {
        "upper"
        if each.isupper()
        else "lower"
        if each.islower()
        else "digit"
        if each.isdigit()
        else "other"
        for each in text
    }
    return len(kinds)
