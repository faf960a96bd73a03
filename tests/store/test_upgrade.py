"""An older database is brought up to date with leave, says how far it is, and is left as it was when interrupted."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from industrack_core.desk.upkeep import upgrade_database
from industrack_core.domain.errors import DatabaseMissing, DatabaseOlder, NotADatabase, UpgradeStopped
from industrack_core.domain.upgrade import Progress, Upgrade
from industrack_core.store.derived import record_pages
from industrack_core.store.engine import server_address
from industrack_core.store.engine.engine import database_place, postgres_engine, sqlite_engine
from industrack_core.store.engine.schema_state import HEAD, REVISIONS, SchemaState, schema_state
from industrack_core.store.store import open_store
from industrack_core.store.upgrade_plan import upgrade_plan
from tests.store.old_office import office_of_0_3, tables_of
from tests.store.small_company import plain_engine, rows

OLDER = (SchemaState.OLDER, "0003")


def tables(url: str) -> list[tuple[object, ...]]:
    if url.startswith("sqlite"):
        return rows(url, "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
    return rows(url, "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
                     " ORDER BY 1, 2")  # fmt: skip


def test_nobody_upgrades_without_leave(database_url: str) -> None:
    office_of_0_3(database_url)
    for read_only in (False, True):
        with pytest.raises(DatabaseOlder, match="run industrack upgrade to bring it up to date"):
            open_store(database_url, read_only=read_only)
    assert schema_state(database_place(database_url)) == OLDER


def test_a_server_is_upgraded_only_by_who_has_a_copy(postgres_url: str) -> None:
    office_of_0_3(postgres_url)
    with pytest.raises(DatabaseOlder) as raised:
        open_store(postgres_url.replace("postgres@", "postgres:s3cret@"), upgrade=Upgrade())
    assert raised.value.how_to_copy.startswith(f"pg_dump --format=custom --file=before-{HEAD}.dump 'postgresql://")
    assert "s3cret" not in raised.value.how_to_copy + str(raised.value)
    assert schema_state(database_place(postgres_url)) == OLDER


def test_who_upgrades_a_guarded_server_is_told_to_grant(postgres_url: str) -> None:
    office_of_0_3(postgres_url)
    for statement in (
        "CREATE FUNCTION guards() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "CREATE TRIGGER industrack_entry BEFORE INSERT ON journal FOR EACH ROW EXECUTE FUNCTION guards()",
    ):
        rows(postgres_url, statement)
    told = upgrade_database(postgres_url, Upgrade(uncopied=True))
    assert told.endswith(f"(schema {HEAD}). Now run industrack grant, for what is new in it.")
    told = upgrade_database(postgres_url, Upgrade())
    assert told.endswith(f"is up to date (schema {HEAD}). Now run industrack grant, for what is new in it.")


def test_it_says_how_far_it_is_and_lists_show_everything(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_pages, "PAGE", 2)
    office_of_0_3(database_url, customers=7)
    told: list[Progress] = []
    open_store(database_url, upgrade=Upgrade(told.append, uncopied=True)).close()
    steps = len(REVISIONS) - REVISIONS.index("0003") - 1
    changing = [each.done for each in told if each.what == "Changing the tables"]
    assert changing == list(range(steps + 1))
    customers = [each for each in told if each.what == "Making the order of the list of customers"]
    assert [(each.done, each.whole) for each in customers] == [(2, 7), (4, 7), (6, 7), (7, 7)]
    assert customers[1].sentence == "Making the order of the list of customers: 4 of 7 (57 %)"
    order = rows(database_url, "SELECT record_id FROM list_key WHERE list = 'customer.name' ORDER BY key")
    assert [each for (each,) in order] == [101, 104, 100, 103, 106, 102, 105]
    assert rows(database_url, "SELECT count(*) FROM list_key WHERE list = 'job.customer'") == [(3,)]


def test_a_new_office_is_made_and_nothing_of_it_is_looked_for(database_url: str) -> None:
    told: list[Progress] = []
    open_store(database_url, create=True, upgrade=Upgrade(told.append)).close()
    assert {each.what for each in told} == {"Making the tables"}


def unchecked(url: str, statement: str) -> None:
    """Do to a file what no connection of the program's does: foreign keys are not looked at."""
    path = database_place(url).path
    assert path is not None
    engine = sqlite_engine(path, writes=True, foreign_keys=False)
    with engine.begin() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


def test_a_job_whose_customer_would_be_missing_stops_it(sqlite_url: str) -> None:
    office_of_0_3(sqlite_url)
    unchecked(sqlite_url, "UPDATE job SET customer_id = 999 WHERE id = 10001")
    before = tables(sqlite_url)
    told: list[Progress] = []
    with pytest.raises(NotADatabase, match="would lose records; nothing was changed"):
        open_store(sqlite_url, upgrade=Upgrade(told.append))
    assert tables(sqlite_url) == before
    looked = [each for each in told if each.what == "Looking whether all is still there"]
    assert looked
    assert all(each.done < each.whole for each in looked)


def test_a_word_of_a_job_that_is_gone_stops_nothing(sqlite_url: str) -> None:
    """What is made from records is made anew by `check --repair`; fifty million words are not looked up one by one."""
    office_of_0_3(sqlite_url)
    unchecked(sqlite_url, "INSERT INTO job_word VALUES ('boiler', 999)")
    open_store(sqlite_url, upgrade=Upgrade()).close()
    assert schema_state(database_place(sqlite_url))[0] is SchemaState.CURRENT


@pytest.mark.parametrize("when", range(0, 14, 3))
def test_interrupted_at_any_point_it_is_as_it_was(database_url: str, when: int) -> None:
    office_of_0_3(database_url)
    before, heard = tables(database_url), 0

    def tell(progress: Progress) -> None:
        nonlocal heard
        heard += 1
        if heard == when + 1:
            upgrade.stop()

    upgrade = Upgrade(tell, uncopied=True)
    with pytest.raises(UpgradeStopped, match="the database is as it was before"):
        open_store(database_url, upgrade=upgrade)
    assert schema_state(database_place(database_url)) == OLDER
    assert tables(database_url) == before
    open_store(database_url, upgrade=Upgrade(uncopied=True)).close()
    assert schema_state(database_place(database_url)) == (SchemaState.CURRENT, HEAD)
    path = database_place(database_url).path
    assert path is None or not list(path.parent.glob("*.partial"))


def test_a_statement_that_waits_is_cut_off(postgres_url: str) -> None:
    """Somebody's long read keeps the tables; who interrupts does not wait for them."""
    office_of_0_3(postgres_url)
    upgrade = Upgrade(uncopied=True)
    engine = plain_engine(postgres_url)
    with ThreadPoolExecutor(1) as pool, engine.connect() as reader, reader.begin():
        reader.execute(text("SELECT * FROM customer"))
        opened = pool.submit(open_store, postgres_url, upgrade=upgrade)
        while not rows(postgres_url, "SELECT 1 FROM pg_locks WHERE NOT granted"):
            assert not opened.done()
        upgrade.stop()
        with pytest.raises(UpgradeStopped):
            opened.result(timeout=10)
    engine.dispose()
    assert schema_state(database_place(postgres_url)) == OLDER


_PATIENT = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND now() - query_start > interval '0.3 s'"


def test_a_plan_counts_for_as_long_as_it_takes(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a large office; here a table is locked for longer than a console's statement may take."""
    office_of_0_3(postgres_url)
    monkeypatch.setattr(server_address, "STATEMENT_MILLISECONDS", 100)
    engine = plain_engine(postgres_url)
    with ThreadPoolExecutor(1) as pool:
        with engine.connect() as writer, writer.begin():
            writer.execute(text("LOCK TABLE customer_word"))
            planned = pool.submit(upgrade_plan, database_place(postgres_url))
            while not planned.done() and not rows(postgres_url, _PATIENT):
                pass
            assert not planned.done(), planned.exception()
        assert "would be brought up to date" in planned.result(timeout=10)[0]
    engine.dispose()


def test_a_migration_has_no_time_limit_and_everything_else_has(postgres_url: str) -> None:
    for patient, expected in ((True, "0"), (False, "8s")):
        engine = postgres_engine(database_place(postgres_url).url, writes=True, patient=patient)
        with engine.connect() as connection:
            assert connection.execute(text("SHOW statement_timeout")).scalar() == expected
            assert connection.execute(text("SHOW jit")).scalar() == "off"
        engine.dispose()


def test_an_empty_database_is_no_older_one(postgres_url: str) -> None:
    with pytest.raises(DatabaseMissing):
        open_store(postgres_url, upgrade=Upgrade(uncopied=True))


@pytest.mark.parametrize("revision", REVISIONS[:-1])
def test_every_schema_there_has_been_comes_along(database_url: str, revision: str) -> None:
    tables_of(database_url, revision)
    open_store(database_url, upgrade=Upgrade(uncopied=True)).close()
    assert schema_state(database_place(database_url)) == (SchemaState.CURRENT, HEAD)
