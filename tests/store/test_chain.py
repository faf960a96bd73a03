"""The journal's chain: what is changed in it by hand is named, and everything that is done holds."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.desk.keeping import back_up, restore_backup
from industrack_core.desk.upkeep import check_database
from industrack_core.domain.acts.acts import AddEmployee, AddJob, PlaceJob, Redo, Undo
from industrack_core.domain.upgrade import Upgrade
from industrack_core.store.engine.schema_state import REVISIONS
from industrack_core.store.store import open_store
from industrack_core.store.writing import journal
from tests.desk.office import done
from tests.store.old_office import office_of_0_3, tables_of
from tests.store.small_company import ANA, NOW, at, desk_at, draft, rows

WRONG = "Entries of the journal that are not as they were written"


def told(url: str) -> list[str]:
    return [found.sentence for found in check_database(url, lambda progress: None)]


@pytest.fixture
def company(company_url: str) -> str:
    """Revisions 1 to 8: founding, and some of what a day has."""
    with closing(desk_at(company_url)) as desk:
        job = done(desk.perform(AddJob(draft()))).changed_id("job") or 0
        done(desk.perform(PlaceJob(job, 1, ANA, at("13:30"))))
        for act in (Undo(), Redo(), AddEmployee("Eva", "Lund"), AddEmployee("Ida", "Ek"), AddEmployee("Bo", "Lund")):
            done(desk.perform(act))
    return company_url


def test_what_is_done_holds(company: str) -> None:
    assert told(company) == []
    chains = rows(company, "SELECT chain FROM journal ORDER BY revision")
    assert {len(str(chain)) for (chain,) in chains} == {64}
    assert rows(company, "SELECT chain, last_at, revision FROM ledger") == [
        (*chains[-1], int(NOW.timestamp()), len(chains))
    ]


@pytest.mark.parametrize(
    ("forged", "named"),
    [
        ("UPDATE journal SET who = 'ben' WHERE revision = 6", "1, for example 6 (AddEmployee by ben)"),
        ("UPDATE journal SET line = '' WHERE revision = 6", "1, for example 6 (AddEmployee by mika)"),
        ("UPDATE journal SET at = at - 60 WHERE revision = 3", "1, for example 3 (PlaceJob by mika)"),
        ("UPDATE journal SET via = 'gateway' WHERE revision = 6", "1, for example 6 (AddEmployee by mika)"),
        ("UPDATE journal SET via = '' WHERE revision = 6", "1, for example 6 (AddEmployee by mika)"),
        ("UPDATE journal SET chain = '' WHERE revision = 3", "2, for example 3 (PlaceJob by mika); 4 (Undo by mika)"),
        ("UPDATE journal_change SET after = '{}' WHERE revision = 6", "1, for example 6 (AddEmployee by mika)"),
        ("DELETE FROM journal_change WHERE revision = 8", "1, for example 8 (AddEmployee by mika)"),
        ("UPDATE ledger SET chain = ''", "1, for example the ledger does not end with 8"),
    ],
)
def test_what_was_changed_by_hand_is_named(company: str, forged: str, named: str) -> None:
    rows(company, forged)
    assert f"{WRONG}: {named}." in told(company)


def test_time_does_not_go_back(company_url: str) -> None:
    for hours in (3, -3, 0):
        with closing(desk_at(company_url, clock=lambda: NOW + timedelta(hours=hours))) as desk:  # noqa: B023
            done(desk.perform(AddEmployee("Eva", f"Lund {hours}")))
    ahead = int((NOW + timedelta(hours=3)).timestamp())
    assert rows(company_url, "SELECT at FROM journal WHERE revision > 1") == [(ahead,)] * 3
    assert told(company_url) == []


def test_what_was_tried_and_left_leaves_no_trace_in_the_chain(company_url: str) -> None:
    def fails() -> None:
        journal.write(tx, act_id="x", at=NOW + timedelta(days=1), who="mika", act="AddJob", line="x", changes=())
        raise ValueError

    with closing(open_store(company_url)) as store, store.writing() as tx:
        before = (tx.revision, tx.chain, tx.last_at)
        assert isinstance(tx.attempt(fails), ValueError)
        assert (tx.revision, tx.chain, tx.last_at) == before
        journal.write(tx, act_id="y", at=NOW, who="mika", act="AddJob", line="y", changes=())
    assert told(company_url) == []


def test_a_backup_carries_it(company: str, tmp_path: Path) -> None:
    file, back = tmp_path / "kept.industrack", f"sqlite:///{tmp_path / 'back.db'}"
    back_up(company, file, at=NOW, leave=Upgrade())
    restore_backup(file, back, at=NOW, leave=Upgrade())
    statement = "SELECT chain, last_at FROM ledger"
    assert rows(back, statement) == rows(company, statement)
    with closing(desk_at(back)) as desk:
        done(desk.perform(Undo()))
    assert told(str(file)) == told(back) == []


def test_an_older_office_is_a_chain_from_then_on(database_url: str) -> None:
    office_of_0_3(database_url)
    for revision in (1, 2, 3):
        rows(database_url, "INSERT INTO journal (revision, act_id, at, who, act, line)"
                           " VALUES (:revision, :act, :at, 'old', 'AddJob', 'x')",
             revision=revision, act=f"a{revision}", at=100 * revision % 300)  # fmt: skip
    rows(database_url, "UPDATE ledger SET revision = 3")
    open_store(database_url, upgrade=Upgrade(uncopied=True)).close()
    assert rows(database_url, "SELECT last_at, chain FROM ledger") == [(0, "")]
    with closing(Desk(open_store(database_url), "mika", lambda: NOW)) as desk:
        for name in ("Ek", "Lund"):
            done(desk.perform(AddEmployee("Eva", name)))
    chains = [chain for (chain,) in rows(database_url, "SELECT chain FROM journal ORDER BY revision")]
    assert [bool(chain) for chain in chains] == [False] * 3 + [True] * 2
    assert not [each for each in told(database_url) if "journal" in each]
    rows(database_url, "UPDATE journal SET who = 'nobody' WHERE revision = 4")
    assert f"{WRONG}: 1, for example 4 (AddEmployee by nobody)." in told(database_url)
    assert "0024" in REVISIONS


# as the program hashed it before entries said by what they came
_HASHED = {"revision": 1, "act_id": "a1", "at": 100, "who": "old", "act": "AddJob", "line": "x"}
_HASH = "ff277185063936bd7b213ce59f20d41d9c7fed5e795537b517b7be10d8e0fc8c"


def test_a_chain_from_before_entries_said_how_they_came_holds(database_url: str) -> None:
    tables_of(database_url, "0028")
    rows(database_url, "INSERT INTO company (id, version, name, zone, currency, first_weekday, clock24, day_first)"
                       " VALUES (1, 1, 'Old', 'UTC', 'USD', 0, 1, 0)")  # fmt: skip
    rows(database_url, "INSERT INTO calendar (id, version, name, opens, closes, job_minutes, slot_minutes, is_default)"
                       " VALUES (2, 1, 'Default', 0, 1440, 60, 30, 1)")  # fmt: skip
    rows(database_url, "INSERT INTO journal (revision, act_id, at, who, act, line, chain)"
                       " VALUES (:revision, :act_id, :at, :who, :act, :line, :chain)",
         **_HASHED, chain=_HASH)  # fmt: skip
    rows(database_url, "UPDATE ledger SET revision = 1, next_record_id = 100, longest_minutes = 60, last_at = 100,"
                       " chain = :chain", chain=_HASH)  # fmt: skip
    open_store(database_url, upgrade=Upgrade(uncopied=True)).close()
    with closing(Desk(open_store(database_url), "mika", lambda: NOW)) as desk:
        done(desk.perform(AddEmployee("Eva", "Lund")))
    assert rows(database_url, "SELECT via FROM journal ORDER BY revision") == [("",), ("command",)]
    assert not [each for each in told(database_url) if "journal" in each]
    rows(database_url, "UPDATE journal SET via = 'command' WHERE revision = 1")
    assert f"{WRONG}: 1, for example 1 (AddJob by old)." in told(database_url)
