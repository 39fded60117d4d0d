"""How gunicorn serves the web application; `gunicorn -c python:engine.cli.gunicorn_settings`.

Names are gunicorn's. SQLite has one writer, so one process with threads is all it can use; with
PostgreSQL there is a process per core, up to four.
"""

import logging
import os

from engine.cli.surroundings import bind_address
from engine.settings import load_settings

_settings = load_settings()
_lite = _settings.database_url.startswith("sqlite")

wsgi_app = "webui:create_app()"
bind = bind_address(_settings.host, _settings.port)
workers = 1 if _lite else min(4, os.cpu_count() or 1)
worker_class = "gthread"
threads = _settings.threads
timeout = 120
graceful_timeout = 15
keepalive = 5
loglevel = "warning"
control_socket_disable = True

logging.basicConfig(
    level=_settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
)
