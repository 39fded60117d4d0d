"""Settings: read once, refused when wrong, documented in one table."""

import re
import stat
from pathlib import Path

import pytest

from engine.errors import SettingError
from engine.settings import SECRETS, VARIABLES, Settings, SmtpServer, load_settings

DOCUMENT = Path(__file__).parents[1] / "docs" / "settings.md"
KEY = "0123456789abcdef0123456789abcdef"


def load(tmp_path: Path, **given: str) -> Settings:
    environ = {f"GONGXIANG_{name}": value for name, value in given.items()}
    return load_settings({"GONGXIANG_DATA": str(tmp_path / "var"), "PATH": "/bin", **environ})


def refused(tmp_path: Path, **given: str) -> str:
    with pytest.raises(SettingError) as caught:
        load(tmp_path, **given)
    return caught.value.message


def test_nothing_needs_to_be_set(tmp_path: Path) -> None:
    settings = load(tmp_path)
    assert settings.database_url == f"sqlite:///{tmp_path}/var/gongxiang.sqlite3"
    assert settings.base_url == "http://127.0.0.1:8000"
    assert settings.smtp is None
    assert len(settings.secret_key) >= 32


def test_an_empty_variable_counts_as_not_set(tmp_path: Path) -> None:
    assert load(tmp_path, PORT="", BASE_URL="", SMTP_URL="").port == 8000


def test_the_made_key_is_kept_and_private(tmp_path: Path) -> None:
    first, second = load(tmp_path), load(tmp_path)
    assert first.secret_key == second.secret_key
    assert stat.S_IMODE((tmp_path / "var" / "secret_key").stat().st_mode) == 0o600


def test_the_made_folder_is_private(tmp_path: Path) -> None:
    load(tmp_path)
    assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700


def test_a_cut_off_key_file_is_refused(tmp_path: Path) -> None:
    load(tmp_path)
    (tmp_path / "var" / "secret_key").write_text("abc")
    assert "secret_key" in refused(tmp_path)


def test_the_address_follows_the_port(tmp_path: Path) -> None:
    assert load(tmp_path, PORT="8123").base_url == "http://127.0.0.1:8123"


def test_the_address_loses_its_last_slash(tmp_path: Path) -> None:
    assert load(tmp_path, BASE_URL="https://gx.example.cn/gx/").base_url.endswith("/gx")


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail", SmtpServer("mail", 25)),
        ("smtp://mail:587?starttls=1", SmtpServer("mail", 587, tls="starttls")),
        ("smtp://mail?starttls=1", SmtpServer("mail", 587, tls="starttls")),
        ("smtps://a%40b:p%2Fw@mail", SmtpServer("mail", 465, "a@b", "p/w", "implicit")),
    ],
)
def test_smtp_addresses(tmp_path: Path, url: str, server: SmtpServer) -> None:
    assert load(tmp_path, SMTP_URL=url, MAIL_FROM="a@example.cn").smtp == server


@pytest.mark.parametrize(
    "url",
    [
        "mail:25",
        "http://mail",
        "smtp://",
        "smtp://mail:x",
        "smtp://mail?tls=1",
        "smtps://m?starttls=1",
    ],
)
def test_wrong_smtp_addresses_are_refused(tmp_path: Path, url: str) -> None:
    assert "GONGXIANG_SMTP_URL" in refused(tmp_path, SMTP_URL=url, MAIL_FROM="a@example.cn")


def test_smtp_without_a_sender_is_refused(tmp_path: Path) -> None:
    assert "GONGXIANG_MAIL_FROM" in refused(tmp_path, SMTP_URL="smtp://mail")


@pytest.mark.parametrize("url", ["postgresql://u:p@h/db", "postgres://u:p@h/db"])
def test_postgresql_gets_its_driver(tmp_path: Path, url: str) -> None:
    settings = load(tmp_path, DATABASE_URL=url, SECRET_KEY=KEY)
    assert settings.database_url == "postgresql+psycopg://u:p@h/db"


def test_postgresql_needs_one_key_for_all_nodes(tmp_path: Path) -> None:
    assert "GONGXIANG_SECRET_KEY" in refused(tmp_path, DATABASE_URL="postgresql://h/db")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://h/db"),
        ("DATABASE_URL", "sqlite"),
        ("BASE_URL", "gx.example.cn"),
        ("BASE_URL", "https://gx.example.cn/?a=1"),
        ("PORT", "0"),
        ("PORT", "８０００"),
        ("THREADS", "many"),
        ("TRUSTED_PROXIES", "-1"),
        ("MAIL_FROM", "nobody"),
        ("MAIL_FROM", "科室@例子.cn"),
        ("SECRET_KEY", "short"),
        ("SESSION_IDLE_MINUTES", "0"),
        ("SESSION_MAX_MINUTES", "10"),
        ("SCHEDULER_SECONDS", "0"),
        ("LOG_LEVEL", "LOUD"),
    ],
)
def test_a_wrong_value_is_refused_by_name(tmp_path: Path, name: str, value: str) -> None:
    assert f"GONGXIANG_{name}" in refused(tmp_path, **{name: value})


def test_an_unknown_variable_is_refused_with_the_nearest_one(tmp_path: Path) -> None:
    assert "GONGXIANG_BASE_URL" in refused(tmp_path, BASEURL="https://gx.example.cn")


def test_variables_of_the_tests_are_left_alone(tmp_path: Path) -> None:
    assert load(tmp_path, TEST_PG="postgresql://h/db").port == 8000


def test_a_data_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("")
    assert "GONGXIANG_DATA" in refused(tmp_path)


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(KEY + "\n")
    assert load(tmp_path, SECRET_KEY_FILE=str(tmp_path / "key")).secret_key == KEY


def test_a_missing_secret_file_is_refused(tmp_path: Path) -> None:
    assert "GONGXIANG_SECRET_KEY_FILE" in refused(tmp_path, SECRET_KEY_FILE=str(tmp_path / "key"))


def test_a_secret_given_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(KEY)
    given = {"SECRET_KEY": KEY, "SECRET_KEY_FILE": str(tmp_path / "key")}
    assert "只能设置其中一个" in refused(tmp_path, **given)


def test_only_secrets_come_from_files(tmp_path: Path) -> None:
    assert "GONGXIANG_PORT_FILE" in refused(tmp_path, PORT_FILE="/port")


def test_secrets_do_not_show(tmp_path: Path) -> None:
    url = "postgresql://u:hidden1@h/db"
    settings = load(
        tmp_path,
        DATABASE_URL=url,
        SECRET_KEY=KEY,
        SMTP_URL="smtp://u:hidden2@mail",
        MAIL_FROM="a@example.cn",
    )
    assert not [word for word in ("hidden1", "hidden2", KEY) if word in repr(settings)]


def test_there_are_at_most_twenty_variables() -> None:
    assert len(VARIABLES) <= 20


def test_the_document_lists_every_variable_with_its_default() -> None:
    rows = re.findall(
        r"^\| `GONGXIANG_(\w+)` \| (.+?) \| .+ \|$", DOCUMENT.read_text("utf-8"), re.MULTILINE
    )
    shown = {name: "" if default == "*(none)*" else default.strip("`") for name, default in rows}
    assert shown == VARIABLES
    assert list(shown) == list(VARIABLES)


def test_the_document_names_what_may_come_from_a_file() -> None:
    assert all(f"`GONGXIANG_{name}`" in DOCUMENT.read_text("utf-8") for name in SECRETS)
