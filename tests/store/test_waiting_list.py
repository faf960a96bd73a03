"""What waits in the outbox is found by the jobs that are not done, however much of done ones was never sent."""

import pytest
from sqlalchemy import Connection, text

from industrack_core.domain.records.listing import ListPage, ListQuery
from industrack_core.store.lists import list_statements
from industrack_core.store.lists.list_pages import count, read_page
from tests.desk.phones import dispatched, field_of
from tests.store.small_company import plain_engine, reading_engine
from tests.store.test_reads import plans

DONE, LIVE = 6000, 30
QUERY = ListQuery("waiting", "due_s")
_OTHER = {
    "job": {
        "id": "100000 + i",
        "number": "'X' || i",
        "status": f"CASE WHEN i > {DONE} THEN t.status ELSE 'completed' END",
    },
    "outbox": {"id": "200000 + i", "job_id": "100000 + i", "due_s": "t.due_s + i"},
    "job_crew": {"job_id": "100000 + i", "entry_id": "200000 + i"},
}  # fmt: skip


def first_page(connection: Connection) -> ListPage:
    return read_page(connection, QUERY, None, backwards=False, limit=20)


@pytest.fixture
def years_without_a_gateway(company_url: str) -> str:
    """A job that was dispatched to nobody's phone, thousands of times, and but a few of them not done."""
    with field_of(company_url) as (_, office, clock):
        job = dispatched(office, clock)
    engine = plain_engine(company_url)
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :most)"
    with engine.begin() as connection:
        for table, other in _OTHER.items():
            names = list(connection.execute(text(f"SELECT * FROM {table} LIMIT 0")).keys())  # noqa: S608
            values = ", ".join(other.get(name, f't."{name}"') for name in names)
            columns = ", ".join(f'"{name}"' for name in names)
            which = "t.id" if table == "job" else "t.job_id"
            made = f"SELECT {values} FROM n, {table} t WHERE {which} = :job"  # noqa: S608
            statement = text(f"{numbers} INSERT INTO {table} ({columns}) {made}")
            connection.execute(statement, {"job": job.id, "most": DONE + LIVE})
        connection.execute(text("ANALYZE"))
    engine.dispose()
    return company_url


@pytest.mark.parametrize("few", [3000, 10], ids=["few wait", "many wait"])
def test_the_list_has_what_waits(years_without_a_gateway: str, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(list_statements, "FEW", few)
    engine = reading_engine(years_without_a_gateway)
    with engine.connect() as connection:
        page = first_page(connection)
        rest = read_page(connection, QUERY, page.rows[-1].position, backwards=False, limit=20)
        assert (len(page.rows), len(rest.rows), page.more, rest.more) == (20, LIVE + 1 - 20, True, False)
        assert count(connection, QUERY) == LIVE + 1
    engine.dispose()


def test_jobs_that_are_done_are_not_walked(years_without_a_gateway: str) -> None:
    told = plans(years_without_a_gateway, first_page)
    assert "ix_job_unfinished" in told
    assert "ix_outbox_unsent" not in told
    assert "Seq Scan on outbox" not in told
