"""What the commands share: the settings, the open store, who acts."""

import logging
from collections.abc import Mapping
from functools import cached_property

import click

from engine.commands.open_store import open_store
from engine.core.access import Actor
from engine.errors import NotFound
from engine.queries.identity import actor_of
from engine.settings import PREFIX, Settings, load_settings
from engine.store.database import Store
from engine.store.migrate import require_current

#: Libraries that tell at INFO what only their authors want to know.
CHATTY = ("alembic", "apscheduler")


class Session:
    """One run of the command line, over the environment it was started in."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ

    def with_settings(self, **given: object) -> "Session":
        """Return a session in which `given` (names without the prefix; None: leave) are set."""
        wanted = {PREFIX + name: str(value) for name, value in given.items() if value is not None}
        return Session({**self.environ, **wanted})

    @cached_property
    def settings(self) -> Settings:
        """The settings; raises SettingError."""
        return load_settings(self.environ)

    @cached_property
    def opened(self) -> Store:
        """The store, of whatever shape its database is."""
        return open_store(self.settings)

    @cached_property
    def store(self) -> Store:
        """The store; raises DatabaseUnready unless its database is what this program needs."""
        require_current(self.opened.engine)
        return self.opened

    def actor(self, username: str) -> Actor:
        """Return who `--as` names; raises NotFound."""
        try:
            return actor_of(self.store, username=username, via="cli")
        except NotFound:
            raise NotFound(f"没有用户名为 {username} 的用户，或该用户已停用。") from None

    def log_to_stderr(self) -> None:
        """Let the program's own log speak, as long-running commands do."""
        shape = "%(asctime)s %(levelname)s %(name)s: %(message)s"
        logging.basicConfig(level=self.settings.log_level, format=shape)
        for chatty in CHATTY:
            logging.getLogger(chatty).setLevel(logging.WARNING)

    def close(self) -> None:
        """Give the database back, when it was opened."""
        if "opened" in self.__dict__:
            self.opened.close()


pass_session = click.make_pass_decorator(Session)

#: Who acts. The audit trail notes the command line as the door.
as_user = click.option(
    "--as", "username", metavar="USER", required=True, help="以谁的身份办理（用户名）"
)
as_json = click.option("--json", "as_json", is_flag=True, help="输出 JSON，供脚本读取")
