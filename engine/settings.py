"""What an installation sets: environment variables GONGXIANG_*, read once and refused when wrong.

docs/settings.md tells the reader what each one does; a test holds that table and this module equal.
"""

import difflib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from engine.errors import SettingError

PREFIX = "GONGXIANG_"
#: Variables of the test suite, which the program itself does not read.
NOT_OURS = (PREFIX + "TEST_",)
MIN_SECRET = 32
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")

#: Name (without the prefix) -> default as the documentation shows it.
VARIABLES = {
    "DATA": "var",
    "DATABASE_URL": "sqlite:///<DATA>/gongxiang.sqlite3",
    "BASE_URL": "http://127.0.0.1:<PORT>",
    "HOST": "127.0.0.1",
    "PORT": "8000",
    "THREADS": "8",
    "TRUSTED_PROXIES": "0",
    "SMTP_URL": "",
    "MAIL_FROM": "",
    "SECRET_KEY": "<DATA>/secret_key",
    "SESSION_IDLE_MINUTES": "30",
    "SESSION_MAX_MINUTES": "600",
    "SCHEDULER_SECONDS": "15",
    "LOG_LEVEL": "INFO",
}
#: Those that may come from a file named by the same variable with _FILE at its end.
SECRETS = ("DATABASE_URL", "SMTP_URL", "SECRET_KEY")


@dataclass(frozen=True)
class SmtpServer:
    """Where mails are handed in. `tls` is none, starttls or implicit."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    tls: str = "none"


@dataclass(frozen=True)
class Settings:
    """The settings of one installation; `smtp` is None when mails are only kept.

    Session lengths are in minutes, `scheduler_seconds` is the pause between two sweeps,
    `trusted_proxies` the number of reverse proxies whose forwarded headers are believed.
    """

    data: Path = Path("var")
    database_url: str = field(default="sqlite:///var/gongxiang.sqlite3", repr=False)
    base_url: str = "http://127.0.0.1:8000"
    host: str = "127.0.0.1"
    port: int = 8000
    threads: int = 8
    trusted_proxies: int = 0
    smtp: SmtpServer | None = None
    mail_from: str = ""
    secret_key: str = field(default="", repr=False)
    session_idle_minutes: int = 30
    session_max_minutes: int = 600
    scheduler_seconds: int = 15
    log_level: str = "INFO"


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from `environ` (the process's own when None).

    Makes the data folder and, on SQLite, the kept secret key where they are missing. Raises
    SettingError, whose message names the variable and says what would be right.
    """
    given = _given(os.environ if environ is None else environ)
    data = _folder(given.get("DATA") or "var")
    port = _number(given, "PORT", 1, 65535)
    database = _database(given, data)
    smtp = _smtp(given["SMTP_URL"]) if given.get("SMTP_URL") else None
    idle = _number(given, "SESSION_IDLE_MINUTES", 1, 24 * 60)
    return Settings(
        data=data,
        database_url=database,
        base_url=_base_url(given.get("BASE_URL") or f"http://127.0.0.1:{port}"),
        host=given.get("HOST") or "127.0.0.1",
        port=port,
        threads=_number(given, "THREADS", 1, 64),
        trusted_proxies=_number(given, "TRUSTED_PROXIES", 0, 5),
        smtp=smtp,
        mail_from=_mail_from(given.get("MAIL_FROM", ""), needed=smtp is not None),
        secret_key=_secret_key(given.get("SECRET_KEY", ""), data, database),
        session_idle_minutes=idle,
        session_max_minutes=_number(given, "SESSION_MAX_MINUTES", idle, 24 * 60),
        scheduler_seconds=_number(given, "SCHEDULER_SECONDS", 1, 3600),
        log_level=_log_level(given.get("LOG_LEVEL") or "INFO"),
    )


def database_address(environ: Mapping[str, str]) -> str:
    """Return the address of the database alone, making nothing; raises SettingError."""
    given = _given(environ)
    return _database(given, Path(given.get("DATA") or "var").expanduser().resolve())


def _given(environ: Mapping[str, str]) -> dict[str, str]:
    """Return what is set, without the prefix; contents of _FILE variables under the plain name."""
    given: dict[str, str] = {}
    for full, value in environ.items():
        if not full.startswith(PREFIX) or full.startswith(NOT_OURS):
            continue
        name = full.removeprefix(PREFIX)
        if name in VARIABLES:
            given[name] = value.strip()
        elif name.removesuffix("_FILE") not in SECRETS:
            raise SettingError(f"没有名为 {full} 的配置项{_nearest(name)}。")
    return given | _from_files(environ, given)


def _from_files(environ: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    named = {name: environ.get(f"{PREFIX}{name}_FILE", "") for name in SECRETS}
    found = {}
    for name, path in named.items():
        if path and given.get(name):
            _refuse(name, f"与 {PREFIX}{name}_FILE 只能设置其中一个")
        if path:
            found[name] = _content(name, path)
    return found


def _content(name: str, path: str) -> str:
    try:
        return Path(path).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as wrong:
        raise SettingError(f"{PREFIX}{name}_FILE 所指的文件 {path} 无法读取。") from wrong


def _nearest(name: str) -> str:
    close = difflib.get_close_matches(name, VARIABLES, n=1)
    return (
        f"，您要设置的可能是 {PREFIX}{close[0]}" if close else "，可用的配置项见 docs/settings.md"
    )


def _refuse(name: str, why: str) -> None:
    raise SettingError(f"{PREFIX}{name} {why}。")


def _number(given: Mapping[str, str], name: str, least: int, most: int) -> int:
    text = given.get(name) or VARIABLES[name]
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        _refuse(name, f"应为 {least} 至 {most} 之间的整数，现为“{text}”")
    return int(text)


def _folder(text: str) -> Path:
    folder = Path(text).expanduser().resolve()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as wrong:
        raise SettingError(
            f"{PREFIX}DATA 所指的目录 {folder} 无法创建，请检查路径与权限。"
        ) from wrong
    if not os.access(folder, os.W_OK | os.X_OK):
        _refuse("DATA", f"所指的目录 {folder} 没有写入权限")
    return folder


def _database(given: Mapping[str, str], data: Path) -> str:
    url = given.get("DATABASE_URL") or f"sqlite:///{data}/gongxiang.sqlite3"
    scheme, found, rest = url.partition("://")
    if scheme in ("postgresql", "postgres", "postgresql+psycopg") and "/" in rest:
        return f"postgresql+psycopg://{rest}"
    if scheme != "sqlite" or not found or (rest and not rest.startswith("/")):
        _refuse("DATABASE_URL", "应形如 sqlite:////目录/文件 或 postgresql://用户:口令@主机/库名")
    return url


def _base_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        _refuse("BASE_URL", f"应为用户访问本系统的网址，形如 https://gx.example.cn，现为“{url}”")
    return url.rstrip("/")


def _smtp(url: str) -> SmtpServer:
    shape = "应形如 smtp://用户:口令@主机:端口?starttls=1 或 smtps://用户:口令@主机:端口"
    parts = urlsplit(url)
    options = parse_qs(parts.query, keep_blank_values=True)
    starttls = options.pop("starttls", ["0"])[-1]
    if parts.scheme not in ("smtp", "smtps") or options or starttls not in ("0", "1"):
        _refuse("SMTP_URL", shape)
    try:
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    if not host or parts.path not in ("", "/") or (parts.scheme == "smtps" and starttls == "1"):
        _refuse("SMTP_URL", shape)
    tls = "implicit" if parts.scheme == "smtps" else "starttls" if starttls == "1" else "none"
    usual = {"implicit": 465, "starttls": 587, "none": 25}[tls]
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return SmtpServer(host, port or usual, user, password, tls)


def _mail_from(text: str, needed: bool) -> str:
    address = parseaddr(text)[1]
    if text and not is_address(address):
        _refuse("MAIL_FROM", f"应为发件人地址，形如 共享通 <noreply@example.cn>，现为“{text}”")
    if needed and not text:
        _refuse("MAIL_FROM", f"未设置：已设置 {PREFIX}SMTP_URL，须同时给出发件人地址")
    return text


def is_address(text: str) -> bool:
    """Tell whether `text` is one bare mail address in ASCII."""
    try:
        address = Address(addr_spec=text)
    except (HeaderParseError, ValueError, IndexError):
        return False
    return bool(address.username and address.domain) and text.isascii()


def _secret_key(text: str, data: Path, database: str) -> str:
    if text and len(text) < MIN_SECRET:
        _refuse("SECRET_KEY", f"至少要有 {MIN_SECRET} 个字符")
    if text:
        return text
    if not database.startswith("sqlite"):
        _refuse(
            "SECRET_KEY", "未设置：使用 PostgreSQL 时各节点须使用同一密钥，请给出一个随机字符串"
        )
    return _kept_secret(data / "secret_key")


def _kept_secret(path: Path) -> str:
    """Return the key kept in `path`, making it (readable by the owner alone) when missing."""
    try:
        with open(path, "x", encoding="ascii", opener=_private) as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    key = _content("SECRET_KEY", str(path))
    if len(key) < MIN_SECRET:
        raise SettingError(f"{path} 中的密钥不完整，请删除该文件后重新启动。")
    return key


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _log_level(text: str) -> str:
    if text.upper() not in LOG_LEVELS:
        _refuse("LOG_LEVEL", f"应为 {'、'.join(LOG_LEVELS)} 之一，现为“{text}”")
    return text.upper()
