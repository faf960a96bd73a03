"""Reads cost the same few statements, and find their rows by the index made for it, however much there is."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any, ClassVar

import psycopg
import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.engine import Engine

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.founding import LoadRecords
from industrack_core.domain.board.board import overlapping
from industrack_core.domain.board.day_now import LiveAsked
from industrack_core.domain.records.customer import Customer, Location
from industrack_core.domain.records.job import Job
from industrack_core.domain.time.minute import instant_of, minute_of
from industrack_core.domain.time.span import Span, day_span
from industrack_core.store.derived.crew_sums import place_in_week
from industrack_core.store.engine import driver_reading, reaching, sqlite_file
from industrack_core.store.engine.prepared import Row
from industrack_core.store.reads import (
    block_reads,
    board_reads,
    day_page,
    day_reads,
    first_statements,
    hours_statements,
    live_reads,
    off_hours_reads,
    phone_jobs,
    queue_reads,
    search,
)
from industrack_core.store.reads.day_statements import THEIR_JOBS_NEAR, THEIR_SUMS
from industrack_core.store.reads.job_pages import read_jobs
from tests.postgres import PostgresServer
from tests.store import small_company
from tests.store.small_company import (
    ANA,
    BEN,
    CLEANING,
    DAY,
    NOW,
    at,
    desk_at,
    draft,
    plain_engine,
    reading_engine,
    rows,
    window,
)

NIGHT = minute_of(DAY.ends_at)
JOBS = 8_000
CUSTOMERS = 800


class Noted(psycopg.ClientCursor[tuple[object, ...]]):
    """A cursor that notes what it sends, values filled in."""

    sent: ClassVar[list[str]] = []

    def execute(self, query: Any, params: Any = None, **how: Any) -> Any:
        self.sent.append(self.mogrify(query, params))
        return super().execute(query, params, **how)


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements that connections opened inside the block send, with their values; transactions' own left out."""
    sent: list[str] = []

    def note(driver: Any, record: object) -> None:
        if hasattr(driver, "set_trace_callback"):
            driver.set_trace_callback(sent.append)
        else:
            Noted.sent = sent
            driver.cursor_factory = Noted

    def connect(path: Path, *, writes: bool, keeps_kib: int) -> Any:
        driver = sqlite_file.connect_file(path, writes=writes, keeps_kib=keeps_kib)
        note(driver, None)
        return driver

    event.listen(Engine, "connect", note)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(driver_reading, "connect_file", connect)
            patch.setattr(reaching, "ServerCursor", Noted)
            Noted.sent = sent
            yield sent
    finally:
        event.remove(Engine, "connect", note)


def queries(sent: list[str]) -> list[str]:
    """What was asked for, beside how a server is to plan it."""
    return [each for each in sent if each.startswith("SELECT") and not each.startswith("SELECT set_config")]


def load_years_of_work(desk: Desk) -> None:
    """Jobs of Ana and Ben, an hour each around now for half a year; one in a hundred waits in the queue."""
    first = desk.reserve_ids(2 * CUSTOMERS + JOBS)
    customers = [
        Customer(id=first + number, number=f"N{number}", name=f"Customer {number:05}", phone=f"212 555 {number:04}")
        for number in range(CUSTOMERS)
    ]
    places = [
        Location(
            id=customer.id + CUSTOMERS, customer_id=customer.id, address=f"{customer.number} Main St", is_main=True
        )
        for customer in customers
    ]
    jobs = [
        Job(
            id=first + 2 * CUSTOMERS + number, number=f"J{number}", customer_id=first + number % CUSTOMERS,
            location_id=places[number % CUSTOMERS].id, starts_at=NOW + timedelta(hours=number // 2 - JOBS // 4),
            crew=() if number % 100 == 0 else ((ANA, BEN)[number % 2],), service_type_id=CLEANING,
        )
        for number in range(JOBS)
    ]  # fmt: skip
    desk.perform(LoadRecords((*customers, *places, *jobs), "Years of work."))


def fill(url: str) -> None:
    small_company.fill(url)
    with closing(desk_at(url)) as desk:
        load_years_of_work(desk)
    rows(url, "ANALYZE")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def busy_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of a company with years of work; only to be read."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('busy') / 'company.db'}"
        fill(url)
        yield url
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name = server.create_database()
    fill(server.url(name))
    yield server.url(name)
    server.drop_database(name)


@pytest.fixture
def busy(busy_url: str) -> Iterator[Desk]:
    with closing(desk_at(busy_url)) as desk:
        yield desk


OFFICE = 17
READS: dict[str, tuple[int, Callable[[Desk], object]]] = {
    "office": (OFFICE, lambda desk: desk.office()),
    "board": (OFFICE + 3, lambda desk: desk.board(desk.office(), DAY, [ANA, BEN])),
    "month": (OFFICE + 14, lambda desk: desk.days(desk.office(), date(2026, 11, 1), 42)),
    "month of some": (OFFICE + 14, lambda desk: desk.days(desk.office(), date(2026, 11, 1), 42, 4, [ANA, BEN])),
    "queue": (2, lambda desk: desk.queue()),
    "two words": (12, lambda desk: desk.find_customers("customer main")),
    "nothing typed": (2, lambda desk: desk.find_customers("")),
    "customer": (4, lambda desk: desk.customer(small_company.LINDQVIST)),
}


def test_reads_cost_a_constant_number_of_statements(busy_url: str, company_url: str) -> None:
    for url in (busy_url, company_url):
        for name, (most, read) in READS.items():
            with statements() as sent, closing(desk_at(url)) as desk:
                desk.revision()
                first = len(queries(sent))
                read(desk)
                assert len(queries(sent)) - first <= most, (name, sent)


def plans(url: str, read: Callable[[Connection], object]) -> str:
    """The plans of all statements that a read sends."""
    engine = reading_engine(url)
    told = []
    with statements() as sent, engine.connect() as connection:
        explain = "EXPLAIN QUERY PLAN " if connection.dialect.name == "sqlite" else "EXPLAIN "
        before = len(sent)
        read(connection)
        for statement in queries(sent[before:]):
            told += [str(row[-1]) for row in connection.connection.driver_connection.execute(explain + statement)]  # type: ignore[union-attr]
    engine.dispose()
    return "\n".join(told)


def test_the_board_reads_a_range_of_each_employee(busy_url: str) -> None:
    told = plans(busy_url, lambda connection: block_reads.read_board(connection, [ANA, BEN], DAY))
    if busy_url.startswith("sqlite"):
        assert (
            "job_crew USING COVERING INDEX ix_job_crew_employee_id (employee_id=? AND starts_at>? AND starts_at<?)"
            in told
        )
        assert "SCAN job" not in told.replace("SCAN job_crew", "")
    else:
        assert "ix_job_crew_employee_id" in told
        condition = next(line for line in told.splitlines() if "Index Cond" in line and "employee_id" in line)
        assert "starts_at >" in condition
        assert "starts_at <" in condition


def test_the_hours_of_the_jobs_are_read_from_the_index_alone(busy_url: str) -> None:
    told = plans(busy_url, lambda connection: block_reads.read_hours(connection, [ANA, BEN], DAY))
    assert "ix_job_crew_employee_id" in told
    if busy_url.startswith("sqlite"):
        assert "COVERING INDEX ix_job_crew_employee_id (employee_id=? AND starts_at>? AND starts_at<?)" in told
    else:
        condition = next(line for line in told.splitlines() if "Index Cond" in line and "employee_id" in line)
        assert "starts_at >" in condition


def test_the_hours_of_the_jobs_are_the_earliest_begin_and_the_latest_end_of_each(busy: Desk) -> None:
    board = busy.board(busy.office(), DAY, [ANA, BEN], [ANA, BEN])
    begin = [block for row in board.rows for block in row.blocks if block.start >= minute_of(DAY.starts_at)]
    expected: dict[int, tuple[int, int]] = {}
    for block in begin:
        low, high = expected.get(block.start // 60, (block.start, block.end))
        expected[block.start // 60] = (min(low, block.start), max(high, block.end))
    assert board.hours == tuple(sorted(expected.values()))
    assert busy.board(busy.office(), DAY, [ANA], []).hours == ()
    assert busy.board(busy.office(), DAY, [ANA]).hours is None


@pytest.mark.parametrize("whose", [None, [BEN], []])
def test_a_day_tells_when_its_jobs_begin_there_in_order(busy: Desk, whose: list[int] | None) -> None:
    for later in (timedelta(), timedelta(minutes=30)):  # then jobs went on when the window began
        window = Span(DAY.starts_at + later, DAY.ends_at)
        low, theirs = minute_of(window.starts_at), {ANA, BEN} if whose is None else set(whose)
        begin = {(max(low, each.start), each.job_id) for each in busy.all_blocks(window) if each.employee_id in theirs}
        assert busy.day_starts(window, whose) == sorted(begin)
        assert any(minute == low for minute, _ in begin) is bool(theirs)


def test_who_is_on_what_at_a_time_is_read_from_one_index(busy_url: str) -> None:
    everybody = list(range(1, block_reads.MANY_FROM + 1))
    with closing(desk_at(busy_url)) as desk:
        office = desk.office()
    days = {f"{edge}{each}": NIGHT for edge in ("low", "high") for each in range(first_statements.MANY_DAYS)}
    first = first_statements.THEIRS_AMONG_FIRST["sqlite" if busy_url.startswith("sqlite") else "postgresql"]
    reads: tuple[Callable[[Connection], object], ...] = (
        lambda connection: board_reads.read_planned(connection, DAY, everybody),
        lambda connection: board_reads.read_times(connection, everybody, DAY),
        lambda connection: day_page.read_starts(connection, DAY, None),
        lambda connection: day_page.read_starts(connection, DAY, [ANA]),
        lambda connection: off_hours_reads.read_off_hours(connection, office, everybody, DAY, []),
        lambda connection: hours_statements.END.rows(connection, first=NIGHT - 60, last=NIGHT, end=NIGHT),
        lambda connection: first.rows(connection, walked=100, most=5, employees=everybody, **days),
    )
    for read in reads:
        told = plans(busy_url, read)
        if busy_url.startswith("sqlite"):
            assert "job_crew USING COVERING INDEX ix_job_crew_starts_at (starts_at>? AND starts_at<?)" in told
        else:
            assert "Index Only Scan using ix_job_crew_starts_at" in told


@pytest.mark.parametrize(("at_once", "index"), [(True, "ix_job_crew_starts_at"), (False, "ix_job_crew_employee_id")])
def test_jobs_that_are_near_are_found_by_the_time_or_by_each_employee(busy_url: str, at_once: bool, index: str) -> None:
    window = {"low": NIGHT - 1440, "high": NIGHT, "soon": NIGHT - 600}
    found: list[list[Row]] = []

    def read(connection: Connection) -> None:
        for way in (at_once, not at_once):
            found.append(THEIR_JOBS_NEAR[way].rows(connection, employees=[ANA, BEN], **window))

    told = plans(busy_url, read)
    assert index in told.partition("\n")[0] or not busy_url.startswith("sqlite")
    assert found[0]
    assert sorted(found[0]) == sorted(found[1])


def test_of_a_day_to_come_no_job_is_looked_at_for_alarms(busy_url: str) -> None:
    tomorrow = Span(DAY.starts_at + timedelta(days=2), DAY.ends_at + timedelta(days=2))
    with closing(desk_at(busy_url)) as desk:
        assert desk.day_starts(tomorrow)
    for span, looks in ((tomorrow, False), (Span(NOW - timedelta(days=1), NOW), True)):
        with statements() as sent, closing(desk_at(busy_url)) as desk:
            desk.live_day(LiveAsked([ANA, BEN], span, minute_of(DAY.ends_at)))
        assert any("customer.name" in each for each in queries(sent)) is looks


MONTH = [day_span(date(2026, 11, day), small_company.ZONE) for day in range(1, 15)]


@pytest.mark.parametrize("whose", [None, [ANA, BEN]])
def test_a_month_reads_the_jobs_that_begin_in_it(busy_url: str, whose: list[int] | None) -> None:
    told = plans(busy_url, lambda connection: day_reads.read_days(connection, date(2026, 11, 1), MONTH, 4, 0, whose))
    assert ("ix_job_starts_at" if whose is None else "ix_job_crew_employee_id") in told
    assert "Seq Scan on job " not in told
    assert "SCAN job\n" not in f"{told}\n"
    assert "SCAN mate" not in told


def test_a_month_of_some_reads_a_range_of_the_sums_of_each(busy_url: str) -> None:
    engine, first = plain_engine(busy_url), place_in_week(date(2026, 11, 1).toordinal())[0]
    with engine.connect() as connection, connection.begin() as begun:
        # those of a small table are cheaper to read all
        connection.execute(
            text(
                "INSERT INTO crew_sum WITH RECURSIVE many(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM many WHERE n <"
                " 20000) SELECT 900000 + n / 200, n % 200, '', 'completed', 1, 0, 0, 0, 0, 0, 0 FROM many"
            )
        )
        connection.execute(text("ANALYZE crew_sum"))
        sql, values = THEIR_SUMS.sql(connection, employees=[ANA, BEN], first=first, end=first + 7)
        explain = "EXPLAIN QUERY PLAN " if connection.dialect.name == "sqlite" else "EXPLAIN "
        driver: Any = connection.connection.driver_connection
        told = "\n".join(str(row[-1]) for row in driver.execute(explain + sql, values))
        begun.rollback()
    engine.dispose()
    if busy_url.startswith("sqlite"):
        assert "SEARCH crew_sum USING PRIMARY KEY (employee_id=? AND week>? AND week<?)" in told
    else:
        assert "Seq Scan" not in told
        condition = next(line for line in told.splitlines() if "Index Cond" in line)
        assert all(each in condition for each in ("employee_id", "week >=", "week <"))


def test_blocks_look_for_times_of_their_own_crews_alone(busy_url: str) -> None:
    told = plans(busy_url, lambda connection: block_reads.read_board(connection, [ANA, BEN], DAY))
    told += plans(
        busy_url, lambda connection: live_reads.read_pressing(connection, [ANA, BEN], DAY, NIGHT, NIGHT, None)
    )
    if busy_url.startswith("sqlite"):
        assert "SEARCH mate USING PRIMARY KEY (job_id=? AND employee_id=?)" in told
    assert "SCAN mate" not in told
    assert "SCAN job\n" not in f"{told}\n"


def test_the_queue_reads_what_waits(busy_url: str) -> None:
    told = plans(busy_url, lambda connection: queue_reads.read_queue(connection, 500))
    assert "ix_job_in_queue" in told
    assert "Seq Scan on job" not in told
    assert "SCAN job\n" not in told


def test_a_page_of_jobs_starts_where_the_last_ended(busy_url: str) -> None:
    early, late = minute_of(NOW - timedelta(hours=1500)), minute_of(DAY.starts_at) + 60
    longest = 120
    for span, after, since in (
        (None, early, early),
        (DAY, early, minute_of(DAY.starts_at) - longest + 1),
        (DAY, late, late),
    ):
        told = plans(busy_url, lambda connection, span=span, after=after: read_jobs(connection, span, (after, 0), 100))  # type: ignore[misc]
        assert "ix_job_starts_at" in told
        assert "Seq Scan on job" not in told
        assert "USE TEMP B-TREE" not in told
        if busy_url.startswith("sqlite"):
            assert "job USING INDEX ix_job_starts_at (starts_at>?" in told
        else:
            condition = next(line for line in told.splitlines() if "Index Cond" in line and "starts_at" in line)
            assert f"starts_at >= {since}" in condition.replace("'", "").replace("::integer", "")


def test_the_type_ahead_reads_words_that_begin_so(busy_url: str) -> None:
    told = plans(busy_url, lambda connection: search.find_customers(connection, "customer 00012"))
    assert "customer_word" in told
    if busy_url.startswith("sqlite"):
        assert "customer_word USING PRIMARY KEY (word>? AND word<?)" in told
        assert "SCAN customer_word" not in told
    else:
        assert "pk_customer_word" in told


def test_the_board_shows_what_is_in_the_window_and_nothing_else(busy: Desk) -> None:
    office = busy.office()
    span = window("9:00", "12:00")
    board = busy.board(office, span, [BEN, ANA])
    assert [row.employee_id for row in board.rows] == [BEN, ANA]
    for row in board.rows:
        assert 2 <= len(row.blocks) <= 4
        assert all(Span(instant_of(block.start), instant_of(block.end)).overlaps(span) for block in row.blocks)
        assert not overlapping(row)


def test_pages_of_jobs_name_each_once_in_order(busy: Desk) -> None:
    listed = list(busy.jobs(page=3000))
    assert len(listed) == len({item.job.id for item in listed}) == JOBS + 2
    assert [item.position for item in listed] == sorted(item.position for item in listed)
    of_a_day = list(busy.jobs(DAY, page=7))
    assert [item.job.id for item in of_a_day] == [
        item.job.id for item in listed if item.job.span is not None and item.job.span.overlaps(DAY)
    ]


def test_the_queue_has_high_priority_first_then_time_then_age(desk: Desk) -> None:
    from industrack_core.domain.acts.acts import AddJob
    from industrack_core.domain.records.job import Priority

    for description, priority, start in (
        ("d", Priority.MEDIUM, None), ("c", Priority.MEDIUM, at("10:00")), ("b", Priority.MEDIUM, at("9:00")),
        ("f", Priority.LOW, at("8:00")), ("a", Priority.HIGH, None), ("e", Priority.MEDIUM, None),
    ):  # fmt: skip
        desk.perform(AddJob(draft(description=description, priority=priority, starts_at=start, crew=())))
    queue = desk.queue()
    assert "".join(entry.description for entry in queue.entries) == "abcdef"
    short = desk.queue(limit=2)
    assert (len(short.entries), short.total) == (2, 6)


def test_a_long_job_reaches_into_a_later_window(desk: Desk) -> None:
    from industrack_core.domain.acts.acts import AddJob

    desk.perform(AddJob(draft(starts_at=at("9:00", 20), minutes=5 * 24 * 60)))
    assert [len(row.blocks) for row in desk.board(desk.office(), DAY, [ANA]).rows] == [1]
    assert [item.job.number for item in desk.jobs(DAY)] == ["1001"]


def test_rows_and_queue_say_whether_a_customer_is_a_person(desk: Desk) -> None:
    from industrack_core.domain.acts.acts import AddJob
    from industrack_core.domain.acts.drafts import NewCustomer
    from industrack_core.domain.records.customer import CustomerKind

    somebody = NewCustomer(name="Beatriz Almeida", kind=CustomerKind.PERSON)
    desk.perform(AddJob(draft(customer=somebody, location_id=None, starts_at=at("9:00"))))
    desk.perform(AddJob(draft(starts_at=None, crew=())))
    assert [block.customer_kind for block in desk.board(desk.office(), DAY, [ANA]).rows[0].blocks] == ["person"]
    assert [entry.customer_kind for entry in desk.queue().entries] == ["company"]


def test_what_a_phone_should_have_is_a_range_of_its_employee(busy_url: str) -> None:
    low, high = minute_of(DAY.starts_at), minute_of(DAY.ends_at)
    told = plans(busy_url, lambda connection: phone_jobs.crew_rows(connection, ANA, low, high))
    told += plans(busy_url, lambda connection: phone_jobs.waiting_rows(connection, low, high))
    assert "ix_job_crew_employee_id" in told
    if busy_url.startswith("sqlite"):
        assert told.count("ix_job_crew_employee_id (employee_id=? AND starts_at>? AND starts_at<?)") == 2
        assert "SCAN outbox" not in told
    else:
        condition = next(line for line in told.splitlines() if "Index Cond" in line and "employee_id" in line)
        assert "starts_at >" in condition
        assert "starts_at <" in condition
