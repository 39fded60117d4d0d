"""Running a pack's scenarios and counting the flows they walk."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from sqlalchemy import select

from engine.core.pack import Pack, read_pack
from engine.errors import FormError
from engine.sentence import say
from engine.simulate.acting import Play
from engine.simulate.performing import perform
from engine.simulate.report import Coverage, MailWritten, Report, ScenarioResult
from engine.simulate.scenario import Scenario, read_scenarios
from engine.simulate.stage import Stage
from engine.store.database import Store
from engine.store.tables import Event, Message, Person


def simulate(files: Mapping[str, bytes], only: str | None = None) -> Report:
    """Run the scenarios of the pack in `files` (those whose path contains `only`, if given).

    Raises PackError when the pack or a scenario file cannot be read, FormError on `scenario` when
    `only` names none.
    """
    pack = read_pack(files)
    scenarios = _chosen(read_scenarios(files), only)
    stage = Stage(files)
    walked: set[tuple[str, str]] = set()
    try:
        results = tuple(_run(stage, scenario, walked) for scenario in scenarios)
    finally:
        stage.close()
    return Report(results, coverage_of(pack, walked))


def _chosen(scenarios: Sequence[Scenario], only: str | None) -> Sequence[Scenario]:
    if only is None:
        return scenarios
    found = [each for each in scenarios if only in each.path]
    if not found:
        words = say(
            "没有路径中含有“%(only)s”的场景，请给出场景文件路径中的文字，或者不指定而运行全部。",
            only=only,
        )
        raise FormError({"scenario": [words]}, words)
    return found


def coverage_of(pack: Pack, walked: set[tuple[str, str]]) -> dict[str, Coverage]:
    """Return the coverage per process (called ones included), given (process, flow) pairs."""
    flows: dict[str, set[str]] = {}
    for key in pack.processes:
        blueprint = pack.blueprint(key)
        for process, ids in blueprint.flows_by_process.items():
            flows.setdefault(process, set()).update(ids)
    done = {flow for _, flow in walked}
    return {
        process: Coverage(process, len(ids), tuple(sorted(ids - done)))
        for process, ids in sorted(flows.items())
    }


def _run(stage: Stage, scenario: Scenario, walked: set[tuple[str, str]]) -> ScenarioResult:
    store = stage.store(scenario.steps[0].at)
    failures = perform(Play(store), scenario)
    walked |= flows_walked(store)
    steps, mails = len(scenario.steps), tuple(mails_written(store))
    return ScenarioResult(scenario.path, scenario.title, steps, tuple(failures), mails)


def flows_walked(store: Store) -> set[tuple[str, str]]:
    """Return the (process, flow) pairs that the cases of a story walked."""
    with store.reading() as session:
        rows = session.scalars(select(Event.data).where(Event.kind == "steps_passed"))
        return {
            (each["process"], each["flow"])
            for data in rows
            for each in data["elements"]
            if each["flow"]
        }


def mails_written(store: Store) -> Iterator[MailWritten]:
    """What each telling said and to whom; one message per person makes one mail here."""
    with store.reading() as session:
        rows = session.execute(
            select(
                Message.template, Message.subject, Message.text, Message.effective_at, Person.name
            )
            .join(Person, Person.id == Message.person_id)
            .order_by(Message.effective_at, Message.template, Message.subject, Person.name)
        ).all()
    for (template, subject, text, _at), group in groupby(rows, lambda row: tuple(row[:4])):
        yield MailWritten(template, subject, text, tuple(row.name for row in group))
