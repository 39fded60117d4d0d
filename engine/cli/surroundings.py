"""What `serve` needs around it: a free port, the built front end, the files that are shipped."""

import errno
import http.client
import socket
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

from engine.cli.failing import Unready
from engine.cli.usage import in_make

#: Where the shipped packs stand: beside the engine, in a clone as in an installed wheel.
PROCESSES = Path(__file__).resolve().parents[2] / "processes"
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104


def require_free_port(host: str, port: int) -> None:
    """Raise Unready, saying why and what to do, unless `host`:`port` can be listened on."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with closing(socket.socket(family, kind)) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except OSError as wrong:
        raise Unready(_why_not(wrong, host, port)) from wrong


def _why_not(wrong: OSError, host: str, port: int) -> str:
    if wrong.errno == errno.EADDRINUSE:
        return f"端口 {port} 已被占用：请停止占用它的程序，或用 {in_make('port')}换一个端口。"
    if wrong.errno == errno.EACCES:
        return f"没有权限使用端口 {port}：1024 以下的端口一般只有 root 可用，请换一个端口。"
    return f"不能在 {host}:{port} 上提供服务（{wrong.strerror}），请检查 --host 和 --port。"


def require_assets() -> None:
    """Raise Unready unless the front end has been built."""
    found = find_spec("webui")
    folders = found.submodule_search_locations if found is not None else None
    if not any((Path(each) / "static/dist/manifest.json").is_file() for each in folders or ()):
        raise Unready("前端资源尚未构建，请先在源码目录运行 make assets。")


def bind_address(host: str, port: int) -> str:
    """Return host and port as one word; an IPv6 address in brackets."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def answers(host: str, port: int) -> bool:
    """Tell whether the web server answers its health check."""
    connection = http.client.HTTPConnection(ANYWHERE.get(host, host), port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def files_below(folder: Path) -> dict[str, bytes]:
    """Return every file below `folder` by its path, `/` between the parts; hidden ones left out."""
    found = (path for path in folder.rglob("*") if path.is_file())
    parts = {path: path.relative_to(folder) for path in found}
    return {
        inner.as_posix(): path.read_bytes()
        for path, inner in sorted(parts.items())
        if not any(part.startswith((".", "__")) for part in inner.parts)
    }
