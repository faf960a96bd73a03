"""What was deleted, by whom and when, and bringing it back: an act like all others."""

import runpy
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import text

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import (
    AddJob,
    DeleteJob,
    DeleteRecord,
    EditJob,
    MergeCustomers,
    Redo,
    RestoreRecord,
    SaveRecord,
    Together,
    Undo,
)
from industrack_core.domain.acts.drafts import Scope
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.outcomes import FindingKind, Outcome
from industrack_core.domain.records.customer import Customer, Equipment
from industrack_core.domain.records.estimate import Estimate, EstimateStatus
from industrack_core.domain.records.job import Delivery, Job
from industrack_core.domain.records.job_parts import ItemKind, JobItem
from industrack_core.domain.records.listing import ListQuery, ListRow
from industrack_core.domain.records.purchase import PurchaseOrder
from industrack_core.domain.records.settings import Tag
from industrack_core.store import migrating
from tests.desk.carries import YES
from tests.desk.office import done, refused
from tests.store.small_company import (
    DISPATCHED,
    LINDQVIST,
    MORA,
    NOW,
    OFF,
    REPAIR,
    TODAY,
    contents,
    desk_at,
    draft,
    plain_engine,
)

MIGRATION = Path(migrating.__file__).with_name("migrations") / "versions" / "0011_deleted_records.py"


def listed(desk: Desk, find: str = "", part: str = "", sort: str = "at") -> list[ListRow]:
    return list(desk.list_page(ListQuery("deletion", sort, True, find, part)).rows)


def said(desk: Desk, **narrowed: str) -> list[tuple[object, object, object]]:
    return [(row.values["kind"], row.values["label"], row.values["who"]) for row in listed(desk, **narrowed)]


def restore(desk: Desk, accepted: frozenset[FindingKind] = frozenset()) -> Outcome:
    """Bring back what was deleted last."""
    return desk.perform(RestoreRecord(-listed(desk)[0].id, accepted))


def added(desk: Desk, **changes: object) -> Job:
    job = desk.job(done(desk.perform(AddJob(draft(**changes), YES))).changed_id("job") or 0)
    assert job is not None
    return job


def test_a_deleted_job_is_listed_and_comes_back_as_it_was(desk: Desk, company_url: str) -> None:
    job = added(desk, items=(JobItem(name="Filter", kind=ItemKind.PART, one_off=True),))
    before = contents(company_url)
    done(desk.perform(DeleteJob(job.id, 1)))
    assert said(desk) == [("job", "1001 Furnace", "mika")]
    assert listed(desk)[0].values["at"] == int(NOW.timestamp()) // 60
    outcome = done(restore(desk))
    assert outcome.line == "Restored job 1001 Furnace."
    assert said(desk) == []
    back = desk.job(job.id)
    assert back == replace(job, version=2)
    assert desk.find_jobs(desk.office(), "furnace")[0].job_id == job.id
    done(desk.perform(Undo()))
    assert desk.job(job.id) is None
    assert said(desk) == [("job", "1001 Furnace", "mika")]
    done(desk.perform(Redo()))
    assert said(desk) == []
    done(desk.perform(Undo()))
    done(desk.perform(Undo()))
    assert contents(company_url).keys() == before.keys()
    assert said(desk) == []


def test_who_and_when_are_those_of_the_deletion_after_any_undo(company_url: str) -> None:
    later = datetime(2026, 11, 23, 17, tzinfo=UTC)
    with closing(desk_at(company_url)) as desk, closing(desk_at(company_url, "noor", lambda: later)) as noor:
        job = added(noor)
        done(noor.perform(DeleteJob(job.id, 1)))
        done(restore(desk))
        done(desk.perform(Undo()))
        assert said(desk) == [("job", "1001 Furnace", "noor")]
        assert listed(desk)[0].values["at"] == int(later.timestamp()) // 60
        assert "built on it" not in str(noor.perform(Undo()))


def test_what_was_made_and_is_taken_back_was_not_deleted(desk: Desk) -> None:
    job = added(desk)
    done(desk.perform(DeleteJob(job.id, 1)))
    for expected in (0, 0):
        done(desk.perform(Undo()))
        assert len(listed(desk)) == expected
    done(desk.perform(Redo(YES)))
    done(desk.perform(Redo(YES)))
    assert said(desk) == [("job", "1001 Furnace", "mika")]


@pytest.mark.parametrize("kind", ["estimate", "purchase_order", "time_off", "tag", "customer", "service_type"])
def test_every_kind_is_listed_and_comes_back(desk: Desk, company_url: str, kind: str) -> None:
    made = {
        "estimate": Estimate(customer_id=MORA, number="", description="New boiler", made_on=TODAY),
        "purchase_order": PurchaseOrder(vendor="Halsey"), "tag": Tag(name="VIP"),
        "customer": Customer(name="Ørsted", number=""),
    }  # fmt: skip
    ids = {"time_off": OFF, "service_type": REPAIR}
    if kind in made:
        outcome = done(desk.perform(SaveRecord(made[kind], YES, address="1 Pier")))  # type: ignore[arg-type]
        ids[kind] = outcome.changed_id(kind) or 0
    record = desk.records(kind, [ids[kind]])[ids[kind]]
    before = contents(company_url)
    done(desk.perform(DeleteRecord(kind, ids[kind], record.version, YES)))
    assert [row[0] for row in said(desk)] == [kind]
    done(restore(desk, YES))
    assert said(desk) == []
    back = desk.records(kind, [ids[kind]])[ids[kind]]
    assert replace(back, version=0) == replace(record, version=0)
    done(desk.perform(Undo()))
    assert [row[0] for row in said(desk)] == [kind]
    done(desk.perform(Undo()))
    after = contents(company_url)
    assert {name for name in before if before[name] != after[name]} <= {"journal", "journal_change", "ledger", kind}


def test_a_customer_brings_locations_and_equipment_along(desk: Desk) -> None:
    saved = done(desk.perform(SaveRecord(Customer(name="Ørsted", number=""), YES, address="1 Pier")))
    customer_id = saved.changed_id("customer") or 0
    done(desk.perform(SaveRecord(Equipment(customer_id=customer_id, name="Boiler"))))
    done(desk.perform(DeleteRecord("customer", customer_id, 1)))
    assert [row[0] for row in said(desk)] == ["customer"]
    done(restore(desk))
    card = desk.customer(customer_id)
    assert card is not None
    assert card.main_location is not None
    assert (card.main_location.address, [each.name for each in card.equipment]) == ("1 Pier", ["Boiler"])


def test_a_number_that_another_has_by_now(desk: Desk) -> None:
    job = added(desk)
    done(desk.perform(DeleteJob(job.id, 1)))
    other = added(desk, number="1001", starts_at=None, crew=())
    assert refused(restore(desk)) == "There is another job 1001 by now: give that one another number first."
    done(desk.perform(EditJob(other.id, 1, replace(draft_of(other), number="2000"))))
    done(restore(desk))


def test_what_it_needs_is_gone(desk: Desk) -> None:
    saved = done(desk.perform(SaveRecord(Customer(name="Ørsted", number=""), YES, address="1 Pier")))
    customer_id = saved.changed_id("customer") or 0
    job = added(desk, customer=customer_id)
    done(desk.perform(DeleteJob(job.id, 1)))
    gone = -listed(desk)[0].id
    done(desk.perform(DeleteRecord("customer", customer_id, 1)))
    sentence = refused(desk.perform(RestoreRecord(gone)))
    assert "The customer C1001 Ørsted that it needs is deleted: restore that first." in sentence
    done(restore(desk))
    done(desk.perform(RestoreRecord(gone)))
    assert refused(desk.perform(RestoreRecord(gone))) == "It is not deleted any more."


def test_its_time_is_taken_by_now(desk: Desk) -> None:
    job = added(desk)
    done(desk.perform(DeleteJob(job.id, 1)))
    added(desk, description="Other")
    assert "already has 1002 Other" in refused(restore(desk))
    back = desk.job(done(restore(desk, frozenset({FindingKind.OVERLAP}))).changed_id("job") or 0)
    assert back is not None
    assert back.overlap_accepted


def test_what_was_dispatched_comes_back_undispatched(desk: Desk) -> None:
    done(desk.perform(DeleteJob(DISPATCHED, 1, accepted=YES)))
    assert done(restore(desk)).line == "Restored job 11 Boiler. It is not dispatched any more."
    job = desk.job(DISPATCHED)
    assert job is not None
    assert job.delivery is Delivery.SAVED


def test_the_estimate_follows(desk: Desk) -> None:
    made = done(
        desk.perform(SaveRecord(Estimate(customer_id=MORA, number="", status=EstimateStatus.WON, made_on=TODAY), YES))
    )
    estimate_id = made.changed_id("estimate") or 0
    job = added(desk, customer=MORA, estimate_id=estimate_id)
    done(desk.perform(DeleteJob(job.id, 1)))
    done(restore(desk))
    assert desk.estimate(estimate_id).status is EstimateStatus.SCHEDULED  # type: ignore[union-attr]
    done(desk.perform(DeleteJob(job.id, 2)))
    gone = -listed(desk)[0].id
    again = added(desk, customer=MORA, estimate_id=estimate_id, starts_at=None, crew=())
    assert f"is job {again.number} by now" in refused(desk.perform(RestoreRecord(gone)))


def test_a_merged_customer_stays_merged(desk: Desk) -> None:
    done(desk.perform(MergeCustomers(MORA, 1, LINDQVIST, 1)))
    assert said(desk) == [("customer", "C2 Mora", "mika")]
    assert "was merged into another customer" in refused(restore(desk))


def test_a_name_that_another_has_by_now(desk: Desk) -> None:
    tag = done(desk.perform(SaveRecord(Tag(name="VIP")))).changed_id("tag") or 0
    done(desk.perform(DeleteRecord("tag", tag, 1)))
    done(desk.perform(SaveRecord(Tag(name="VIP"))))
    assert refused(restore(desk)) == "There is a tag VIP already."


def test_the_list_is_sorted_found_and_filtered_like_all_others(desk: Desk) -> None:
    jobs = [added(desk, description=f"Visit {each}", starts_at=None, crew=()) for each in range(5)]
    done(desk.perform(Together(tuple(DeleteJob(job.id, 1) for job in jobs))))
    done(desk.perform(DeleteRecord("time_off", OFF, 1)))
    done(desk.perform(DeleteRecord("service_type", REPAIR, 1)))
    assert len(listed(desk)) == desk.list_count(ListQuery("deletion", "at")) == 7
    assert [row[1] for row in said(desk, part="people")] == ["dentist 2026-11-26 - 2026-11-27"]
    assert [row[1] for row in said(desk, find="visit 3")] == ["1004 Visit 3"]
    assert said(desk, part="job", sort="label")[0][1] == "1005 Visit 4"
    page = desk.list_page(ListQuery("deletion", "at", True), limit=3)
    rest = desk.list_page(ListQuery("deletion", "at", True), page.rows[-1].position, limit=9)
    assert len({row.id for row in (*page.rows, *rest.rows)}) == 7


def test_a_series_is_listed_job_by_job(desk: Desk) -> None:
    first = added(desk, recurrence="FREQ=DAILY;COUNT=3")
    done(desk.perform(DeleteJob(first.id, 1, Scope.ALL)))
    assert len(said(desk, part="job")) == 3
    for row in listed(desk):
        done(desk.perform(RestoreRecord(-row.id, YES)))
    assert said(desk) == []


def made_anew(url: str) -> None:
    """Take the list away, and let the migration that brought it make it."""
    engine = plain_engine(url)
    with engine.begin() as connection:
        for statement in (
            "DROP TABLE deletion", "DELETE FROM list_key WHERE list LIKE 'deletion.%'",
            "DELETE FROM list_word WHERE list = 'deletion'",
        ):  # fmt: skip
            connection.execute(text(statement))
        with Operations.context(MigrationContext.configure(connection)):
            runpy.run_path(str(MIGRATION))["upgrade"]()
    engine.dispose()


def test_an_older_database_gets_the_list_from_its_journal(company_url: str) -> None:
    """What the migration makes of the journal is what was kept while it was written."""
    with closing(desk_at(company_url)) as desk:
        jobs = [added(desk, description=f"Visit {each}", starts_at=None, crew=()) for each in range(4)]
        for job in jobs:
            done(desk.perform(DeleteJob(job.id, 1)))
        done(restore(desk))
        done(desk.perform(DeleteRecord("service_type", REPAIR, 1)))
        tag = done(desk.perform(SaveRecord(Tag(name="VIP")))).changed_id("tag") or 0
        done(desk.perform(DeleteRecord("tag", tag, 1)))
        done(desk.perform(Undo()))
        done(desk.perform(Undo()))
        done(desk.perform(MergeCustomers(MORA, 1, LINDQVIST, 1)))
        kept = [(*row, at_) for row, at_ in zip(said(desk), [each.values["at"] for each in listed(desk)], strict=True)]
        found = said(desk, find="visit 2")
    made_anew(company_url)
    with closing(desk_at(company_url)) as desk:
        anew = [(*row, at_) for row, at_ in zip(said(desk), [each.values["at"] for each in listed(desk)], strict=True)]
        assert sorted(anew, key=str) == sorted(kept, key=str)
        assert len(anew) == 5
        assert said(desk, find="visit 2") == found
        row = next(each for each in listed(desk) if each.values["label"] == "1002 Visit 1")
        done(desk.perform(RestoreRecord(-row.id)))
