"""One web server for all tests of a worker; which application answers is switched per test."""

import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import Any

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server


@dataclass
class Server:
    """Listens at `host`. The address stays, so that the browser keeps styles and scripts."""

    host: str
    app: Flask | None = None

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        assert self.app is not None
        return self.app(environ, start_response)


class Silent(WSGIRequestHandler):
    """Requests go unmentioned."""

    protocol_version = "HTTP/1.1"

    def log_request(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served() -> Iterator[Server]:
    """Serve on a free port of this machine, several requests at a time as in production."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen(128)
        host, port = door.getsockname()
        server = Server(f"{host}:{port}")
        web = make_server(
            host, port, server, threaded=True, request_handler=Silent, fd=door.fileno()
        )
        thread = Thread(target=web.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            web.shutdown()
            web.server_close()
            thread.join()
