"""Any acts, all undone, leave the company as it was; all redone, as they had left it."""

import itertools
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import Act, AddEmployee, AddJob, EditJob, PlaceJob, Redo, UnassignJob, Undo
from industrack_core.domain.acts.drafts import NewCustomer
from industrack_core.domain.acts.imported import ImportedJob, ImportJobs
from industrack_core.domain.outcomes import Done, FindingKind
from industrack_core.domain.records.job import Priority
from tests.postgres import PostgresServer
from tests.store import small_company
from tests.store.small_company import ANA, BEN, CLEANING, LINDQVIST, MORA, REPAIR, at, contents, desk_at, draft

YES = frozenset(FindingKind)
HOURS = st.integers(0, 22).map(lambda hour: at(f"{hour}:30"))
NAMES = st.sampled_from(["Acme", "Mora", "Ørsted & Co", "[b]"])
DRAFTS = st.builds(
    draft,
    customer=st.sampled_from([LINDQVIST, MORA]) | st.builds(NewCustomer, name=NAMES, address=NAMES),
    description=st.sampled_from(["", "Furnace", "Filter"]),
    service_type_id=st.sampled_from([None, REPAIR, CLEANING]),
    priority=st.sampled_from(Priority),
    starts_at=st.none() | HOURS,
    minutes=st.sampled_from([15, 60, 600, 3000]),
    crew=st.sampled_from([(), (ANA,), (BEN, ANA)]),
)
ROWS = st.builds(
    ImportedJob, key=st.sampled_from("abcd"), customer=NAMES, location=NAMES,
    employee=st.sampled_from(["", "Ana Ruiz", "Pat"]),
    service_type=NAMES, starts_at=HOURS, minutes=st.sampled_from([10, 20]),
)  # fmt: skip
STEP = st.one_of(
    st.tuples(st.just("add"), DRAFTS),
    st.tuples(st.just("edit"), DRAFTS),
    st.tuples(st.just("place"), HOURS),
    st.tuples(st.just("send back"), st.none()),
    st.tuples(st.just("import"), st.lists(ROWS, min_size=1, max_size=4)),
    st.tuples(st.just("employee"), NAMES),
    st.tuples(st.just("undo"), st.none()),
    st.tuples(st.just("redo"), st.none()),
)


def act_of(desk: Desk, kind: str, value: object, pick: int, batches: Iterator[int]) -> Act | None:
    """The act that a drawn step means in the company as it is now; None when there is no job to do it to."""
    plain: dict[str, Callable[[], Act]] = {
        "add": lambda: AddJob(value, YES),  # type: ignore[arg-type]
        "import": lambda: ImportJobs(tuple(value), "f.csv", str(next(batches) // 2)),  # type: ignore[arg-type]
        "employee": lambda: AddEmployee("", str(value)),
        "undo": Undo,
        "redo": Redo,
    }
    if kind in plain:
        return plain[kind]()
    jobs = [listed.job for listed in desk.jobs()]
    jobs += [job for entry in desk.queue().entries if (job := desk.job(entry.job_id)) and job not in jobs]
    job = jobs[pick % len(jobs)]
    if kind == "edit":
        return EditJob(job.id, job.version, value, YES)  # type: ignore[arg-type]
    if kind == "place":
        return PlaceJob(job.id, job.version, BEN, value, YES)  # type: ignore[arg-type]
    return UnassignJob(job.id, job.version, YES)


def all_of(desk: Desk, act: Act) -> int:
    count = 0
    while isinstance(outcome := desk.perform(act), Done):
        count += 1
    assert "nothing to" in outcome.sentence
    return count


@contextmanager
def fresh_company(engine: str, request: pytest.FixtureRequest) -> Iterator[str]:
    if engine == "sqlite":
        with tempfile.TemporaryDirectory() as directory:
            yield small_company.copy_of_file(Path(directory))
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name = server.create_database(server.ensure_template("small_company", small_company.fill))
    yield server.url(name)
    server.drop_database(name)


@pytest.mark.parametrize(("engine", "examples"), [("sqlite", 15), ("postgresql", 4)])
def test_all_the_way_back_and_all_the_way_forth(engine: str, examples: int, request: pytest.FixtureRequest) -> None:
    # shrinking takes minutes here, and a failing list of steps is short enough to read
    phases = (Phase.explicit, Phase.reuse, Phase.generate)

    @settings(phases=phases, database=None, max_examples=examples, suppress_health_check=list(HealthCheck))
    @given(steps=st.lists(st.tuples(STEP, st.integers(0, 99)), min_size=3, max_size=12))
    def back_and_forth(steps: list[tuple[tuple[str, object], int]]) -> None:
        with fresh_company(engine, request) as url, closing(desk_at(url)) as desk:
            start = contents(url)
            batches = itertools.count()
            for (kind, value), pick in steps:
                act = act_of(desk, kind, value, pick, batches)
                if act is not None:
                    desk.perform(act)
            # what an earlier undo left to be redone would come on top of what these acts left
            all_of(desk, Redo(YES))
            end = contents(url)
            undone = all_of(desk, Undo())
            assert contents(url) == start
            assert all_of(desk, Redo(YES)) == undone
            assert contents(url) == end

    back_and_forth()
