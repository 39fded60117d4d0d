"""Stopping at any moment: what was answered is there once, what was not is there or is not."""

import http.client
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from engine.clock import SystemClock
from engine.commands.create_token import create_token
from engine.queries.audit import verify
from engine.store.database import Store
from engine.store.tables import (
    AccessGrant,
    Attachment,
    Case,
    Event,
    Message,
    Resource,
    Task,
    Unit,
)
from tests.bureau.fixtures import acting
from tests.cli.served import ROOT, Served, clean_environ, free_port
from tests.trust import office, writer
from tests.trust.conftest import copied

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks, and reads /proc")
#: What is done, and where the case stands then.
ACTS = {
    "start": "approve_request", "complete": "open_access", "approve": "approve_request",
    "withdraw": "review_as_provider",
}  # fmt: skip
Counts = dict[str, Any]
TABLES: tuple[Any, ...] = (Case, Task, Event, AccessGrant, Message, Attachment)


@pytest.mark.parametrize("act", ACTS)
def test_a_writer_killed_anywhere_leaves_all_or_nothing(
    act: str, ready: Store, tmp_path: Path
) -> None:
    base = copied(ready, tmp_path / "base.sqlite3")
    case = office.begin(base)
    office.walk(base, case.id, ACTS[act])
    where = (case.id, office.open_task(base, case.id).id)
    before = counts(base)
    checkpointed(tmp_path / "base.sqlite3")
    done = subprocess.run(
        [sys.executable, "-m", "tests.trust.writer", str(tmp_path), act, *where],
        cwd=ROOT, env=clean_environ(), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    runs = dict(line.split() for line in done.stdout.splitlines())
    answered = [file for file, how in runs.items() if how == "answered"]
    assert len(runs) > 12
    assert answered, "no writer came through"
    whole = counts(writer.opened(tmp_path / f"{answered[0]}.sqlite3"))
    assert whole != before
    seen = {file: look(tmp_path / f"{file}.sqlite3", act, where, ready) for file in runs}
    for file, (found, again) in seen.items():
        assert found in (before, whole), file
        assert runs[file] == "killed" or found == whole, file
        # Asked again with the same key, it is done, and done once.
        assert again == whole, file
    assert {"killed", "answered"} <= set(runs.values())
    assert any(found == before for found, _ in seen.values())


def checkpointed(path: Path) -> None:
    """All of a database in its one file, so that it can be copied."""
    store = writer.opened(path)
    with store.reading() as session:
        session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    store.close()


def counts(store: Store) -> Counts:
    """What a database holds, but for ids and moments, which differ from run to run."""
    with store.reading() as session:
        found: Counts = {
            table.__tablename__: len(session.scalars(select(table)).all()) for table in TABLES
        }
        found["states"] = sorted(session.scalars(select(Case.state_code)))
        found["open"] = sorted(session.scalars(select(Task.element).where(Task.state == "open")))
        found["events"] = sorted(session.scalars(select(Event.kind)))
        found["grants"] = sorted(session.scalars(select(AccessGrant.state)))
    store.close()
    # Signing in again is its own fact: one attempt more may be noted, and taken back.
    found["events"] = [kind for kind in found["events"] if not kind.startswith("sign_in")]
    found["event"] = len(found["events"])
    return found


def look(
    path: Path, act: str, where: tuple[str, str], ready: Store
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a killed writer left, and what is there after the same act with the same key."""
    store = writer.opened(path)
    store.packs = ready.packs
    with store.reading() as session:
        assert session.scalar(text("PRAGMA integrity_check")) == "ok"
    found = counts(store)
    writer.ACTS[act](store, *where)
    assert verify(store).sound
    return found, counts(store)


class Caller:
    """A script with a token."""

    def __init__(self, port: int, token: str) -> None:
        self.port, self.token = port, token

    def send(self, method: str, path: str, body: Any = None, key: str = "") -> tuple[int, Any]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        headers |= {"Idempotency-Key": key} if key else {}
        try:
            line.request(method, f"/api/v1{path}", json.dumps(body) if body else None, headers)
            answer = line.getresponse()
            return answer.status, json.loads(answer.read() or b"null")
        finally:
            line.close()


def descendants(process: int) -> list[int]:
    """A process and all below it, by Linux's own book."""
    found = [process]
    for each in found:
        with suppress(OSError):
            told = Path(f"/proc/{each}/task/{each}/children").read_text()
            found += [int(child) for child in told.split()]
    return found


def kill_all(served: Served) -> None:
    """SIGKILL to everything that serves, at once."""
    for each in descendants(served.process.pid):
        with suppress(ProcessLookupError):
            os.kill(each, signal.SIGKILL)
    served.process.wait(60)
    assert served.process.stdout is not None
    served.process.stdout.close()


def body(scene: str, resource: str = office.CONDITIONAL, item: str = "") -> dict[str, Any]:
    items = [item] if item else office.REQUEST["items"]
    answers = office.REQUEST | {"scene": scene, "items": items}
    return {"process": "data-request", "entry": "request", "resource": resource,
            "answers": answers}  # fmt: skip


def askable(store: Store, number: int) -> list[tuple[str, str]]:
    """So many further conditional resources, each with an item: one request of each at a time."""
    with store.reading() as session:
        codes = session.scalars(
            select(Resource.code)
            .join(Unit, Unit.id == Resource.provider_unit_id)
            .where(
                Resource.state == "published", Resource.share_type == "conditional",
                Resource.dedicated.is_(False), Resource.code != office.CONDITIONAL,
                Unit.code != "approval",
            )
            .order_by(Resource.code)
            .limit(number)
        ).all()  # fmt: skip
    return [(code, office.first_items(store, code)[0]) for code in codes]


def scenes(path: Path) -> list[str]:
    """The scenes of all requests in the database, one per case."""
    store = Store(f"sqlite:///{path}", SystemClock())
    with store.reading() as session:
        assert session.scalar(text("PRAGMA integrity_check")) == "ok"
        answers = session.scalars(select(Task.answers).where(Task.element == "fill_request")).all()
    store.close()
    return [str((each or {}).get("scene")) for each in answers]


def test_a_server_killed_after_its_answer_has_it_and_before_it_all_or_nothing(
    ready: Store, tmp_path: Path
) -> None:
    data, port = tmp_path / "data", free_port()
    data.mkdir()
    path = data / "gongxiang.sqlite3"
    shutil.copyfile(ready.url.removeprefix("sqlite:///"), path)
    store = Store(f"sqlite:///{path}", SystemClock())
    token = create_token(store, acting(store, "caiying"), "脚本").token
    resources = askable(store, 6)
    store.close()
    caller = Caller(port, token)
    served = Served(data, port)
    first = "窗口受理时由受理人员查询比对登记情况"
    status, made = caller.send("POST", "/cases", body(first), key="first")
    kill_all(served)
    assert status == 201, made
    assert scenes(path) == [first]
    # After the restart it is there, and asking again makes no second one.
    served = Served(data, port)
    assert caller.send("GET", f"/cases/{made['id']}")[0] == 200
    status, again = caller.send("POST", "/cases", body(first), key="first")
    assert (status, again["id"], again["number"]) == (201, made["id"], made["number"])
    chance = random.Random(7)
    told: dict[str, int] = {}

    def ask(number: int) -> None:
        with suppress(OSError, http.client.HTTPException, ValueError):
            scene = f"窗口第{number}号受理人员逐件查询比对"
            told[scene] = caller.send(
                "POST", "/cases", body(scene, *resources[number]), key=f"k-{number}"
            )[0]

    asking = [threading.Thread(target=ask, args=(number,)) for number in range(6)]
    for thread in asking:
        thread.start()
    asking[chance.randrange(3)].join()
    kill_all(served)
    for thread in asking:
        thread.join()
    there = scenes(path)
    assert len(there) == len(set(there))
    for scene, status in told.items():
        assert status == 201, told
        assert scene in there
    store = Store(f"sqlite:///{path}", SystemClock())
    assert verify(store).sound
    store.close()
