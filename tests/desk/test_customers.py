"""Customers: a main location always, two that become one with one undo, and what a card may lose."""

from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import AddJob, DeleteRecord, EditJob, MergeCustomers, SaveRecord, Undo
from industrack_core.domain.acts.imported import ImportCustomers, ImportedCustomer
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.outcomes import Stale
from industrack_core.domain.records.customer import Customer, CustomerKind, Equipment, Location
from tests.desk.office import current, done, estimate, fields_refused, refused, saved
from tests.store.small_company import (
    DISPATCHED,
    LINDQVIST,
    MILL_ROAD,
    MORA,
    MORA_HOME,
    OAK_STREET,
    RUNNING,
    contents,
    desk_at,
    draft,
    rows,
)


def places(desk: Desk, customer_id: int) -> list[tuple[str, bool]]:
    card = desk.customer(customer_id)
    assert card is not None
    return [(place.label, place.is_main) for place in card.locations]


def record(desk: Desk, kind: str, record_id: int) -> object:
    return desk.records(kind, [record_id]).get(record_id)


# -- one customer ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "billing", "main"),
    [("5 Low St", "7 High St", "5 Low St"), ("", "7 High St", "7 High St"), ("", "", "no address")],
)
def test_a_new_customer_has_a_main_location(desk: Desk, address: str, billing: str, main: str) -> None:
    made = saved(
        desk, Customer(name="Ito", billing_address=billing, tags=("VIP",), kind=CustomerKind.PERSON), address=address
    )  # fmt: skip
    assert (made.number, made.billing_address) == ("C1001", billing)
    assert places(desk, made.id) == [(main, True)]
    assert [tag.name for tag in desk.office().tags] == ["VIP"]
    assert [found.id for found in desk.find_customers("ito")] == [made.id]
    outcome = done(desk.perform(Undo()))
    assert {change.kind for change in outcome.changes} == {"customer", "location", "tag"}
    assert desk.customer(made.id) is None


def test_a_tag_is_listed_once_whatever_its_capitals(desk: Desk) -> None:
    saved(desk, Customer(name="Ito", tags=("VIP",)))
    saved(desk, Customer(name="Mori", tags=("vip", "Gold", "gold")))
    assert sorted(tag.name for tag in desk.office().tags) == ["Gold", "VIP"]


def test_the_main_location_stays(desk: Desk) -> None:
    main = record(desk, "location", OAK_STREET)
    assert isinstance(main, Location)
    says = "The main location stays: it can be changed, not deleted."
    assert refused(desk.perform(DeleteRecord("location", OAK_STREET, 1))) == says
    assert refused(desk.perform(SaveRecord(replace(main, retired=True)))) == says
    assert fields_refused(desk.perform(SaveRecord(replace(main, is_main=False)))) == ["is_main"]
    done(desk.perform(SaveRecord(replace(main, address="13 Oak St", site_note="Ring once"))))
    assert places(desk, LINDQVIST) == [("13 Oak St", True), ("Mill, 9 Mill Rd", False)]


def test_another_location_becomes_the_main_one_and_only_one_is(desk: Desk, company_url: str) -> None:
    before = contents(company_url)
    mill = current(desk, Location(id=MILL_ROAD, customer_id=LINDQVIST))
    done(desk.perform(SaveRecord(replace(mill, is_main=True))))
    assert places(desk, LINDQVIST) == [("Mill, 9 Mill Rd", True), ("12 Oak St", False)]
    done(desk.perform(DeleteRecord("location", OAK_STREET, 2)))
    done(desk.perform(Undo()))
    done(desk.perform(Undo()))
    assert contents(company_url) == before
    made = saved(desk, Location(customer_id=LINDQVIST, address="1 New Sq", is_main=True))
    assert [main for _, main in places(desk, LINDQVIST)] == [True, False, False]
    assert made.is_main


def test_a_deleted_location_leaves_the_pickers_and_stays_on_its_jobs(desk: Desk) -> None:
    job_id = done(desk.perform(AddJob(draft(location_id=MILL_ROAD)))).changed_id("job") or 0
    done(desk.perform(DeleteRecord("location", MILL_ROAD, 1)))
    assert places(desk, LINDQVIST) == [("12 Oak St", True)]
    file = desk.job_file(job_id)
    assert file is not None
    assert file.card is not None
    assert MILL_ROAD in {place.id for place in file.card.locations}, "the job's own place is still shown on it"
    job = file.job
    done(desk.perform(EditJob(job.id, job.version, replace(draft_of(job), note="x"))))
    done(desk.perform(SaveRecord(Location(id=MILL_ROAD, version=2, customer_id=LINDQVIST, address="9 Mill Rd"))))
    assert places(desk, LINDQVIST) == [("12 Oak St", True), ("9 Mill Rd", False)]


def test_there_is_one_pinned_note_for_a_place_and_history_has_the_older(desk: Desk) -> None:
    place = current(desk, Location(id=OAK_STREET, customer_id=LINDQVIST))
    done(desk.perform(SaveRecord(replace(place, site_note="The dog bites"))))
    assert current(desk, place).site_note == "The dog bites"
    said = "Changed location 12 Oak St: site note from Ring twice to The dog bites."
    assert [entry.line for entry in desk.history("location", OAK_STREET)] == [said]
    done(desk.perform(Undo()))
    assert current(desk, place).site_note == "Ring twice"


BAD: list[tuple[Any, str]] = [
    (Location(customer_id=999, address="x"), "customer"),
    (Location(customer_id=MORA), "address"),
    (Location(id=MILL_ROAD, version=1, customer_id=MORA, address="x"), "customer"),
    (Equipment(customer_id=MORA, location_id=MILL_ROAD, name="Boiler"), "location_id"),
    (Equipment(customer_id=MORA, location_id=999, name="Boiler"), "location_id"),
    (Equipment(customer_id=MORA, name=" "), "name"),
    (Customer(name=" "), "name"),
    (Customer(name="x", number="C1"), "number"),
    (Customer(name="x", email="no address"), "email"),
    (Customer(name="x", phone="+1 nonsense"), "phone"),
    (Customer(name="x", mobile="+1 nonsense"), "mobile"),
    (Customer(name="x", internal_note="y" * 4001), "internal_note"),
    (Customer(name="x", tags=("y" * 201,)), "tags.0"),
]


def test_what_cannot_be_is_refused_at_its_field(desk: Desk, company_url: str) -> None:
    before = contents(company_url)
    for made, field in BAD:
        assert fields_refused(desk.perform(SaveRecord(made))) == [field], made
    assert contents(company_url) == before


def test_a_long_address_of_a_new_customer_is_refused_and_not_cut(desk: Desk, company_url: str) -> None:
    before = contents(company_url)
    assert fields_refused(desk.perform(SaveRecord(Customer(name="Ito"), address="x" * 201))) == ["address"]
    assert contents(company_url) == before


def test_a_customer_with_work_stays(desk: Desk) -> None:
    says = refused(desk.perform(DeleteRecord("customer", MORA, 1)))
    assert says == "Mora has 2 jobs and no estimates: merge the customer into another one instead."
    estimate(desk)
    says = refused(desk.perform(DeleteRecord("customer", LINDQVIST, 1)))
    assert says == "Lindqvist has no jobs and 1 estimate: merge the customer into another one instead."


def test_a_customer_without_work_goes_with_its_places_and_comes_back(desk: Desk, company_url: str) -> None:
    saved(desk, Equipment(customer_id=LINDQVIST, location_id=MILL_ROAD, name="Boiler"))
    before = contents(company_url)
    done(desk.perform(DeleteRecord("customer", LINDQVIST, 1)))
    assert desk.customer(LINDQVIST) is None
    assert desk.find_customers("lindqvist") == []
    assert rows(company_url, "SELECT id FROM location WHERE customer_id = :it", it=LINDQVIST) == []
    done(desk.perform(Undo()))
    assert contents(company_url) == before


# -- two become one ----------------------------------------------------------------------------


def merge(**changes: int) -> MergeCustomers:
    usual = {"from_id": MORA, "from_version": 1, "into_id": LINDQVIST, "into_version": 1}
    return MergeCustomers(**{**usual, **changes})


def test_everything_moves_and_one_undo_brings_it_back(desk: Desk, company_url: str) -> None:
    boiler = saved(desk, Equipment(customer_id=MORA, location_id=MORA_HOME, name="Boiler"))
    offer = estimate(desk, customer_id=MORA)
    card = desk.customer(MORA)
    assert card is not None
    assert (card.jobs, card.estimates, len(card.locations), len(card.equipment)) == (2, 1, 1, 1), "for the preview"
    before = contents(company_url)
    outcome = done(desk.perform(merge()))
    assert outcome.line == "Merged customer C2 Mora into C1 Lindqvist: 2 jobs, 1 estimate, 1 piece of equipment."
    assert desk.customer(MORA) is None
    assert places(desk, LINDQVIST) == [("12 Oak St", True), ("4 Elm Ave", False), ("Mill, 9 Mill Rd", False)]
    jobs = [job for job_id in (DISPATCHED, RUNNING) if (job := desk.job(job_id))]
    assert [(job.customer_id, job.location_id) for job in jobs] == [(LINDQVIST, MORA_HOME)] * 2
    assert current(desk, offer).customer_id == LINDQVIST
    assert (current(desk, boiler).customer_id, current(desk, boiler).location_id) == (LINDQVIST, MORA_HOME)
    assert [found.id for found in desk.find_customers("elm ave")] == [LINDQVIST]
    assert "Mora" not in [found.name for found in desk.find_customers("mora")]
    done(desk.perform(Undo()))
    assert contents(company_url) == before
    assert [found.id for found in desk.find_customers("elm ave")] == [MORA]


def test_what_only_one_of_them_has_is_kept(desk: Desk) -> None:
    mora = current(desk, Customer(id=MORA, name="Mora"))
    note, tags = "Pays late", ("VIP", "Contract")
    saved(desk, replace(mora, tags=tags, internal_note=note, email="m@x.org", mobile="555 9"))
    into = current(desk, Customer(id=LINDQVIST, name="Lindqvist"))
    saved(desk, replace(into, tags=("Contract",), internal_note="Nice"))
    done(desk.perform(merge(from_version=2, into_version=2)))
    after = current(desk, into)
    assert (after.name, after.number, after.tags) == ("Lindqvist", "C1", ("Contract", "VIP"))
    assert (after.email, after.mobile, after.phone) == ("m@x.org", "555 9", "555 0134")
    assert after.internal_note == "Nice\nPays late\nMerged with C2 Mora. phone: 555 0177"


def test_a_merge_counts_retired_places_and_machines_in(desk: Desk) -> None:
    old = saved(desk, Location(customer_id=MORA, address="Old yard"))
    done(desk.perform(DeleteRecord("location", old.id, 1)))
    machine = saved(desk, Equipment(customer_id=MORA, location_id=old.id, name="Pump"))
    done(desk.perform(DeleteRecord("equipment", machine.id, 1)))
    done(desk.perform(merge()))
    assert (current(desk, old).customer_id, current(desk, old).retired) == (LINDQVIST, True)
    assert current(desk, machine).customer_id == LINDQVIST


@pytest.mark.parametrize(("changed", "label"), [(MORA, "Mora"), (LINDQVIST, "Lindqvist")])
def test_a_merge_on_what_was_changed_meanwhile_is_stale(desk: Desk, company_url: str, changed: int, label: str) -> None:
    with closing(desk_at(company_url, "bo")) as other:
        customer = current(other, Customer(id=changed, name=""))
        done(other.perform(SaveRecord(replace(customer, contact="Eva"))))
    before = contents(company_url)
    outcome = desk.perform(merge())
    assert isinstance(outcome, Stale)
    assert (outcome.id, outcome.label, outcome.who) == (changed, label, "bo")
    assert contents(company_url) == before


def test_what_is_gone_is_stale_and_itself_is_refused(desk: Desk) -> None:
    assert refused(desk.perform(merge(into_id=MORA))) == "A customer cannot be merged with itself."
    outcome = desk.perform(merge(into_id=999))
    assert isinstance(outcome, Stale)
    assert outcome.gone


def test_notes_that_are_too_long_together_are_not_cut(desk: Desk, company_url: str) -> None:
    for customer_id in (MORA, LINDQVIST):
        customer = current(desk, Customer(id=customer_id, name=""))
        done(desk.perform(SaveRecord(replace(customer, internal_note="x" * 3000))))
    before = contents(company_url)
    says = refused(desk.perform(merge(from_version=2, into_version=2)))
    assert says == "Both notes together are longer than 4,000 characters: shorten one first."
    assert contents(company_url) == before


def test_a_merge_that_somebody_built_on_is_not_taken_back(desk: Desk, company_url: str) -> None:
    done(desk.perform(merge()))
    with closing(desk_at(company_url, "bo")) as other:
        customer = current(other, Customer(id=LINDQVIST, name=""))
        done(other.perform(SaveRecord(replace(customer, contact="Eva"))))
    said = "bo built on it: Changed customer Lindqvist: contact Eva added. Undo that first."
    assert refused(desk.perform(Undo())) == said


# -- from a file -------------------------------------------------------------------------------


def test_rows_of_a_file_are_customers_with_places_and_tags(desk: Desk, company_url: str) -> None:
    before = contents(company_url)
    act = ImportCustomers(
        (
            ImportedCustomer(row=2, name="Ito", address="5 Low St", tags=("New", "VIP"), phone="555 1"),
            ImportedCustomer(row=3, name="Lindqvist", number="C1", contact="Eva", tags=("New",)),
            ImportedCustomer(row=4, name="Mora", address="4 Elm Ave", site_note="Ring"),
            ImportedCustomer(row=5, name="Mora", address="9 Other Ave"),
        ),
        "people.csv", "b1",
    )  # fmt: skip
    outcome = done(desk.perform(act))
    assert outcome.line == "Imported 2 new and 2 changed customers from people.csv."
    assert sorted(tag.name for tag in desk.office().tags) == ["New", "VIP"]
    assert current(desk, Customer(id=LINDQVIST, name="")).phone == "555 0134", (
        "a column that is not there changes nothing"
    )
    assert current(desk, Location(id=MORA_HOME, customer_id=MORA)).site_note == "Ring"
    assert done(desk.perform(act)).line == "Nothing new to import."
    done(desk.perform(Undo()))
    assert contents(company_url) == before


def test_a_row_that_cannot_be_refuses_the_batch(desk: Desk, company_url: str) -> None:
    before = contents(company_url)
    bad = (
        ImportedCustomer(row=2, name="Fine"), ImportedCustomer(row=3, name=" "),
        ImportedCustomer(row=4, name="x" * 201), ImportedCustomer(row=5, name="x", email="nobody"),
    )  # fmt: skip
    assert fields_refused(desk.perform(ImportCustomers(bad, "f.csv", "b"))) == ["3", "4", "5"]
    assert contents(company_url) == before
