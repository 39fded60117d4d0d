"""Each person's rehearsal, kept among their drafts until they start over: one at a time."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from engine.clock import local_iso
from engine.commands.save_draft import drop_draft, save_draft
from engine.core.access import Actor
from engine.errors import PackError
from engine.queries.tasks import draft_of
from engine.simulate.asking import Beginning
from engine.simulate.scenario import Scenario, Step, read_scenario
from engine.simulate.writing import written
from engine.store.database import Store

SLOT = "rehearsal"


@dataclass(frozen=True)
class Kept:
    """A rehearsal as it is kept. `begins`: the moment (aware) before the first step; `beginning`:
    the case that is to be started; `origin`: the path of the scenario that it began from."""

    scenario: Scenario
    begins: datetime
    beginning: Beginning
    origin: str = ""

    @property
    def stamp(self) -> str:
        """Tells whether a page still shows the rehearsal as it stands."""
        text = f"{self.begins} {self.beginning} {written(self.scenario)}"
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def going_on(self, scenario: Scenario) -> "Kept":
        """The same with other steps."""
        return replace(self, scenario=scenario)

    def undone(self) -> "Kept":
        """The same without the last step."""
        return self.going_on(replace(self.scenario, steps=self.scenario.steps[:-1]))

    def with_step(self, step: Step) -> "Kept":
        """The same with one step more."""
        return self.going_on(replace(self.scenario, steps=(*self.scenario.steps, step)))


def kept_of(store: Store, actor: Actor) -> Kept | None:
    """Return the rehearsal of `actor`, None when there is none that can be read."""
    with store.reading() as session:
        draft = draft_of(session, actor, SLOT)
    return _read(draft.answers) if draft is not None else None


def _read(found: Mapping[str, object]) -> Kept | None:
    try:
        return Kept(
            scenario=read_scenario("", str(found["text"]).encode(), begun=False),
            begins=datetime.fromisoformat(str(found["begins"])),
            beginning=Beginning(**found["beginning"]),  # type: ignore[arg-type]
            origin=str(found["origin"]),
        )
    except (KeyError, TypeError, ValueError, PackError):  # from before the format changed
        return None


def keep(store: Store, actor: Actor, kept: Kept) -> None:
    """Keep a rehearsal in the place of the last one. Raises FormError when it is too large."""
    save_draft(store, actor, SLOT, {
        "text": written(kept.scenario), "begins": local_iso(kept.begins),
        "beginning": asdict(kept.beginning), "origin": kept.origin,
    })  # fmt: skip


def forget(store: Store, actor: Actor) -> None:
    """Start over: the rehearsal of `actor` is gone."""
    drop_draft(store, actor, SLOT)
