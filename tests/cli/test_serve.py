"""`gongxiang serve` as an operator meets it: real processes, real signals."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from engine.cli.demo import DEMO_PASSWORD
from tests.cli.served import PATIENCE, ROOT, clean_environ, command, free_port, serving
from tests.lacking import lacking


def _people(data: Path) -> int:
    with sqlite3.connect(data / "gongxiang.sqlite3") as connection:
        return int(connection.execute("SELECT count(*) FROM person").fetchone()[0])


def _bound() -> list[str]:
    """What runs a command so that permissions of files bind it: root itself is above them."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        lacking("setpriv (package util-linux), or a user other than root to run the tests")
    return ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"]


def _refused(*arguments: str, bound: bool = False, **environ: str) -> tuple[int, str]:
    done = subprocess.run(
        [*(_bound() if bound else ()), *command(*arguments)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=clean_environ() | environ,
        timeout=PATIENCE,
        check=False,
    )
    return done.returncode, done.stderr


def test_demo_is_served_and_kept(tmp_path: Path) -> None:
    data, port = tmp_path / "data", free_port()
    with serving(data, port, "--demo") as first:
        assert f"http://127.0.0.1:{port}" in first.told
        assert DEMO_PASSWORD in first.told
        assert "zhangwei" in first.told
        assert first.get("/healthz")[0] == 200
        assert first.get("/readyz")[0] == 200
        status, page = first.get("/sign-in")
        assert status == 200
        assert "登录" in page
        assert first.stop() == 0
        people = _people(data)
    assert people > 10
    with serving(data, port, "--demo") as second:
        assert second.log.read_text("utf-8").count("已载入演示单位") == 1
        assert second.log.read_text("utf-8").count("已部署流程包") == 1
        assert _people(data) == people
        assert second.stop(signal.SIGINT) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="needs the parent death signal of Linux")
def test_a_killed_supervisor_leaves_nobody_on_the_port(tmp_path: Path) -> None:
    port = free_port()
    with serving(tmp_path / "data", port) as served:
        assert served.get("/healthz")[0] == 200
        assert "gongxiang bureau load" in served.log.read_text("utf-8")
        assert served.stop(signal.SIGKILL) == -signal.SIGKILL
    until = time.monotonic() + PATIENCE
    while not _is_free(port):
        assert time.monotonic() < until


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(5)
        return probe.connect_ex(("127.0.0.1", port)) != 0


def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen(1)
        port = str(taken.getsockname()[1])
        code, said = _refused("serve", "--port", port, "--data", str(tmp_path))
    assert code == 6
    assert said.strip() == f"端口 {port} 已被占用：请停止占用它的程序，或用 --port 换一个端口。"


def test_a_port_in_use_is_named_as_make_gives_it(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen(1)
        port = str(taken.getsockname()[1])
        _, said = _refused("serve", "--port", port, "--data", str(tmp_path), MAKELEVEL="1")
    assert "用 --port（make run 时为 PORT=）换一个端口" in said


@pytest.mark.parametrize("port", ["abc", "", "0", "99999"])
def test_a_port_that_is_none_is_one_sentence_of_make(tmp_path: Path, port: str) -> None:
    code, said = _refused("serve", "--demo", "--port", port, "--data", str(tmp_path), MAKELEVEL="1")
    assert code == 2
    assert said.splitlines()[0] == (
        "选项 --port（make run 时为 PORT=）的值不对：应为 1 至 65535 之间的整数。"
    )


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    code, said = _refused("serve", "--data", str(tmp_path / "file" / "data"))
    assert code == 6
    assert said.count("\n") == 1
    assert "GONGXIANG_DATA" in said


def test_a_database_of_a_newer_program_is_left_alone(tmp_path: Path, sqlite_url: str) -> None:
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    code, said = _refused("serve", "--port", str(free_port()), GONGXIANG_DATABASE_URL=sqlite_url,
                          GONGXIANG_DATA=str(tmp_path / "data"))  # fmt: skip
    assert code == 6
    assert said.count("\n") == 1
    assert "请升级程序" in said


def test_a_second_server_on_the_same_file_is_refused(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with serving(data, free_port()) as first:
        code, said = _refused("serve", "--port", str(free_port()), "--data", str(data))
        assert code == 6
        assert said.count("\n") == 1
        assert f"目录 {data} " in said
        assert f"进程 {first.process.pid}" in said
        assert "用 --data 另选" in said
        assert first.get("/readyz")[0] == 200
    with serving(data, free_port()) as second:
        assert second.get("/readyz")[0] == 200


@pytest.mark.parametrize("locked", ["", "-wal", "-shm", "folder"])
def test_a_database_that_cannot_be_written_is_named(
    tmp_path: Path, sqlite_url: str, locked: str
) -> None:
    """As a user whom the permissions of files bind, whoever runs the tests."""
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    named = file.parent if locked == "folder" else file.with_name(file.name + locked)
    (tmp_path / "data").mkdir()
    if locked != "folder":
        named.touch()
    named.chmod(0o555 if locked == "folder" else 0o444)
    code, said = _refused("serve", "--port", str(free_port()), GONGXIANG_DATABASE_URL=sqlite_url,
                          GONGXIANG_DATA=str(tmp_path / "data"), bound=True)  # fmt: skip
    named.chmod(0o755)
    assert code == 6
    assert said.count("\n") == 1
    assert f" {named} 没有写入权限" in said


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    broken = tmp_path / "gongxiang.sqlite3"
    broken.write_bytes(b"no database at all" * 100)
    code, said = _refused("serve", "--port", str(free_port()), "--data", str(tmp_path))
    assert code == 6
    assert said.strip() == "数据库文件已损坏，或者不是 SQLite 文件。"
    assert broken.read_bytes() == b"no database at all" * 100
