"""`check` finds what was broken on purpose in every table that holds nothing of its own, and a repair makes it anew."""

from contextlib import closing
from threading import Event

import pytest

from industrack_core.desk.desk import Desk, login_name
from industrack_core.desk.upkeep import check_database
from industrack_core.domain.acts.acts import AddEmployee, AddJob, SetStatus, Undo
from industrack_core.domain.acts.news import Changes
from industrack_core.domain.field.records import Device
from industrack_core.domain.records.inventory import InventoryItem
from industrack_core.domain.records.job import WorkStatus
from industrack_core.domain.records.job_parts import JobItem
from industrack_core.domain.upgrade import Progress
from industrack_core.domain.upkeep import Found, Mismatch
from industrack_core.store.derived.derived import DERIVED, stored_entries
from industrack_core.store.derived.record_pages import HIGHEST, LOWEST
from tests.desk.every_act import loaded
from tests.desk.office import YES, done, estimate, saved
from tests.store.every_kind import behind, every_kind
from tests.store.small_company import ANA, BEN, NOW, RUNNING, at, contents, desk_at, draft, fill, plain_engine, rows

BROKEN = {
    "DELETE FROM customer_word WHERE word = 'lindqvist'": "Words of customers",
    "INSERT INTO customer_word SELECT 'zzz', id FROM customer": "Words of customers",
    "DELETE FROM item_word": "Words of items",
    "DELETE FROM job_word WHERE job_id = 18": "Words of jobs",
    "UPDATE job_crew SET starts_at = starts_at + 60": "Crews of jobs",
    "DELETE FROM job_crew WHERE job_id = 18": "Crews of jobs",
    "UPDATE job_sum SET jobs = jobs + 1": "Sums of jobs",
    "UPDATE job_sum SET minutes = 7": "Sums of jobs",
    "DELETE FROM job_sum": "Sums of jobs",
    "INSERT INTO job_sum (quarter, status, delivery, jobs, minutes) VALUES (1, 'started', 'saved', 1, 15)":
        "Sums of jobs",
    "UPDATE crew_sum SET day0 = day0 + 1, day3 = day3 + 1": "Sums of days",
    "UPDATE crew_sum SET day0 = 7, day1 = 7": "Sums of days",
    "UPDATE crew_sum SET week = week + 1": "Sums of days",
    "UPDATE crew_sum SET team = 'x' WHERE team <> ''": "Sums of days",
    "DELETE FROM crew_sum": "Sums of days",
    "INSERT INTO crew_sum (employee_id, week, team, status, day6) VALUES (9999, 1, '', 'started', 1099511627791)":
        "Sums of days",
    "UPDATE crew_sum SET day0 = 0, day1 = 0, day2 = 0, day3 = 0, day4 = 0, day5 = 0, day6 = 0": "Sums of days",
    "UPDATE crew_sum SET day6 = -1": "Sums of days",
    "INSERT INTO job_overlap (employee_id, job_id, starts_at, until) VALUES (4, 18, 5, 6)": "Overlaps of jobs",
    "UPDATE job_overlap SET until = until + 1": "Overlaps of jobs",
    "DELETE FROM job_overlap": "Overlaps of jobs",
    "UPDATE list_key SET key = 'a' || key WHERE list = 'customer.name'": "Order of the list of customers",
    "UPDATE list_key SET facet = 'x' WHERE list = 'estimate.number'": "Order of the list of estimates",
    "DELETE FROM list_key WHERE list = 'job.customer'": "Order of the list of jobs",
    "INSERT INTO list_key (list, key, record_id, facet) VALUES ('tag.name', 'ghost', 9999, '0')":
        "Order of the list of tags",
    "DELETE FROM list_word WHERE list = 'employee'": "Words of the list of employees",
    "INSERT INTO list_word (list, word, record_id) VALUES ('tag', 'ghost', 9999)": "Words of the list of tags",
    "UPDATE item_stock SET reserved = reserved + 1": "Amounts in stock",
    "UPDATE item_stock SET used = used + 1, on_hand = on_hand - 1": "Amounts in stock",
    "UPDATE item_stock SET on_hand = on_hand + 1": "Stock of items",
    "UPDATE item_stock SET short = 1 - short": "Stock of items",
    "UPDATE item_stock SET facet = 'x'": "Stock of items",
    "DELETE FROM item_stock": "Amounts in stock",
    "UPDATE stock_move SET counted = counted + 1": "Moves of stock",
    "UPDATE stock_move SET reserved = reserved + 7, used = used - 1 WHERE cause = 'job'": "Moves of stock",
    "DELETE FROM stock_move": "Moves of stock",
    "UPDATE estimate_sum SET total = total + 1": "Sums of estimates",
    "DELETE FROM estimate_sum": "Sums of estimates",
    "INSERT INTO estimate_sum (status, count, total) VALUES ('lost', 3, 4)": "Sums of estimates",
    "UPDATE job SET in_queue = 1 - in_queue": "Jobs in the queue",
    "UPDATE journal_change SET was_start = 7 WHERE kind = 'job'": "Starts that jobs left",
    "UPDATE journal_change SET was_queued = coalesce(1 - was_queued, 1)": "Starts that jobs left",
    "UPDATE ledger SET longest_minutes = 1": "Counters",
    "UPDATE ledger SET next_record_id = 5": "Counters",
    "UPDATE ledger SET revision = 1": "Counters",
}  # fmt: skip


@pytest.fixture
def office(company_url: str) -> str:
    """The small company with an item on a job in the queue and on a completed one, and an estimate."""
    with closing(desk_at(company_url)) as desk:
        pump = saved(desk, InventoryItem(name="Pump", sku="P1", counted=5000, reorder_point=1000))
        parts = (JobItem(item_id=pump.id, name="Pump", quantity=2000),)
        done(desk.perform(AddJob(draft(items=parts, crew=(), starts_at=None))))
        done(desk.perform(SetStatus(RUNNING, 1, WorkStatus.COMPLETED)))
        done(desk.perform(AddJob(draft(items=parts))))
        done(desk.perform(AddJob(draft(starts_at=at("10:00"), crew=(BEN, ANA)), YES)))
        estimate(desk)
    return company_url


def _what(found: Found) -> str:
    assert isinstance(found, Mismatch)
    return found.what


def check(url: str, *, repair: bool = False) -> list[str]:
    return [_what(each) for each in check_database(url, lambda progress: None, repair=repair)]


@pytest.mark.parametrize("broken", BROKEN)
def test_what_was_broken_is_found_and_made_anew(office: str, broken: str) -> None:
    before = contents(office)
    assert check(office) == []
    rows(office, broken)
    assert BROKEN[broken] in check(office)
    assert BROKEN[broken] in check(office, repair=True)
    assert check(office) == []
    assert contents(office) == before
    with closing(desk_at(office)) as desk:
        done(desk.perform(AddEmployee("Eva", "Lund")))
        assert done(desk.perform(Undo())).line.startswith("Undid")


def test_it_is_told_with_counts_and_examples(office: str) -> None:
    rows(office, "DELETE FROM customer_word WHERE word = 'lindqvist'")
    (found,) = check_database(office, lambda progress: None)
    assert found.sentence == "Words of customers: 1 differs, for example lindqvist 13 is missing."


def test_a_big_office_is_looked_at_some_records_at_a_time(office: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from industrack_core.store.derived import record_pages

    monkeypatch.setattr(record_pages, "PAGE", 2)
    told: list[Progress] = []
    rows(office, "DELETE FROM list_word WHERE list = 'employee'")
    found = list(check_database(office, told.append, repair=True))
    assert [_what(each) for each in found] == ["Words of the list of employees"]
    looked = [(each.done, each.whole) for each in told if each.what == "Looking at the words of the list of employees"]
    assert looked == [(2, 4), (4, 4), (4, 4)]
    assert check(office) == []


def test_other_consoles_read_again_and_undo_is_theirs(office: str) -> None:
    stop = Event()
    with closing(desk_at(office)) as desk:
        done(desk.perform(AddEmployee("Eva", "Lund")))
        news = desk.changes(desk.revision(), stop)
        rows(office, "DELETE FROM job_crew WHERE job_id = 18")
        assert check(office, repair=True) == ["Crews of jobs"]
        heard = next(news)
        assert isinstance(heard, Changes)
        assert heard.records is None, "everything may have changed"
        assert heard.line == "Made the crews of jobs anew."
        assert "Eva Lund" in done(desk.perform(Undo())).line
        stop.set()
        list(news)  # to its end, where it gives its connection back


def test_what_others_do_between_look_and_repair_is_kept(office: str) -> None:
    """The stock is off by as much afterwards: what somebody used meanwhile is not taken back."""
    rows(office, "UPDATE item_stock SET used = used + 7000, on_hand = on_hand - 7000")
    looking = check_database(office, lambda progress: None, repair=True)
    assert _what(next(looking)) == "Amounts in stock"
    with closing(desk_at(office)) as desk:
        job = _with_item(desk)
        done(desk.perform(SetStatus(job, 1, WorkStatus.COMPLETED)))
    list(looking)
    assert check(office) == []
    assert rows(office, "SELECT used, reserved, on_hand FROM item_stock") == [(2000, 2000, 3000)]


def test_moves_of_items_that_are_gone_go(office: str) -> None:
    rows(office, "INSERT INTO stock_move (item_id, revision, cause, cause_id, counted) VALUES (999999, 1, 'job', 1, 5)")
    assert check(office, repair=True) == ["Moves of stock"]
    assert check(office) == []


def test_what_moves_lack_is_written_down_as_one(office: str) -> None:
    """What was moved stands, and the moves add up to the stock that is shown."""
    rows(office, "DELETE FROM stock_move WHERE cause = 'job'")
    rows(office, "UPDATE item_stock SET reserved = reserved + 5000, on_hand = on_hand - 3000, used = used + 3000")
    assert check(office)[:2] == ["Amounts in stock", "Moves of stock"]
    assert check(office, repair=True) == ["Amounts in stock", "Moves of stock"]
    with closing(desk_at(office)) as desk:
        (item,) = {each.item_id for listed in desk.jobs() for each in listed.job.items if each.item_id is not None}
        newest, *others = desk.stock_moves(item, 2**31 - 1, 100)
        assert newest.line == "Made the moves of stock anew."
        stock = desk.stock([item])[item].stock
        assert sum(each.reserved for each in (newest, *others)) == stock.reserved
        assert sum(each.counted + each.received - each.used for each in (newest, *others)) == stock.on_hand


def _with_item(desk: Desk) -> int:
    return next(listed.job.id for listed in desk.jobs() if listed.job.items)


def test_every_table_that_follows_from_others_is_made_anew(company_url: str) -> None:
    """All that it says is said of records that are not there: too much is in it, and too little."""
    every_kind(company_url)
    with closing(desk_at(company_url, who=login_name())) as desk:
        for _ in range(2):  # the one overlaps the other
            done(desk.perform(AddJob(draft(), YES)))
    before = contents(company_url)
    assert check(company_url) == []
    engine = plain_engine(company_url)
    with engine.connect() as connection:
        there = {each.what for each in DERIVED if stored_entries(connection, each, LOWEST, HIGHEST)}
    engine.dispose()
    assert there == {each.what for each in DERIVED}
    tables = {(each.table.name, each.record.name) for each in DERIVED if each.kind != "deletion"}
    behind(company_url, [f"UPDATE {table} SET {record} = {record} + 5000000" for table, record in sorted(tables)])  # noqa: S608
    named = {each.what[0].upper() + each.what[1:] for each in DERIVED}
    assert named <= {*check(company_url)}
    assert named <= {*check(company_url, repair=True)}
    assert check(company_url) == []
    assert contents(company_url) == before


def index_names(url: str) -> set[str]:
    names = "SELECT name FROM sqlite_master WHERE type = 'index'"
    return {str(row[0]) for row in rows(url, names if url.startswith("sqlite") else "SELECT indexname FROM pg_indexes")}


def test_an_index_that_is_missing_is_named_and_made_anew(company_url: str) -> None:
    before = index_names(company_url)
    for name in ("ix_job_customer_id", "ix_item_stock_short", "ix_device_next_hash"):
        rows(company_url, f"DROP INDEX {name}")
    assert [found.sentence for found in check_database(company_url, lambda progress: None)] == [
        "Indexes: 3 differ, for example ix_device_next_hash is missing; ix_item_stock_short is missing;"
        " ix_job_customer_id is missing."
    ]
    assert check(company_url, repair=True) == ["Indexes"]
    assert check(company_url) == []
    assert index_names(company_url) == before


def test_what_is_there_twice_gets_no_index_that_forbids_it(office: str) -> None:
    with closing(desk_at(office)) as desk:
        for number in (1, 2):
            loaded(desk, Device(employee_id=ANA, token_hash=f"{number}", paired_at=NOW))
    rows(office, "DROP INDEX ix_device_next_hash")
    rows(office, "UPDATE device SET next_hash = 'x'")
    told = [found.sentence for found in check_database(office, lambda progress: None, repair=True)]
    twice = "Indexes of what is there twice and may be there once: 1, for example ix_device_next_hash."
    assert twice in told
    assert "ix_device_next_hash" not in index_names(office)


def test_an_index_that_a_server_gave_up_making_is_none(postgres_url: str) -> None:
    fill(postgres_url)
    invalid = "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'ix_job_customer_id'::regclass"
    rows(postgres_url, invalid)
    assert check(postgres_url, repair=True) == ["Indexes"]
    assert check(postgres_url) == []
