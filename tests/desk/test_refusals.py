"""Every refusal: which finding, at which field, in which words; and nothing is written."""

from datetime import UTC, datetime

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import Act, AddEmployee, AddJob, EditJob, PlaceJob
from industrack_core.domain.acts.drafts import NewCustomer
from industrack_core.domain.acts.imported import ImportedJob, ImportJobs
from industrack_core.domain.outcomes import FindingKind, Refused, Weight
from tests.store.small_company import (
    ANA,
    BEN,
    CHO,
    DEE,
    DISPATCHED,
    FOUNDED,
    LINDQVIST,
    MORA,
    MORA_HOME,
    at,
    contents,
    draft,
    rows,
)

GONE = 999_999
ENTRY, MISSING, ORDER = FindingKind.ENTRY, FindingKind.MISSING, FindingKind.ORDER


def imported(**changes: object) -> ImportJobs:
    row = {"key": "k", "customer": "Mora", **changes}
    return ImportJobs((ImportedJob(**row),), "f.csv", "b")  # type: ignore[arg-type]


CASES: list[tuple[str, Act, list[tuple[FindingKind, str, str]]]] = [
    ("no customer", AddJob(draft(customer=None)), [(MISSING, "customer", "A job needs a customer.")]),
    ("blank customer", AddJob(draft(customer=NewCustomer(name=" \t"))),
     [(MISSING, "customer", "A job needs a customer.")]),
    (
        "invisible customer",
        AddJob(draft(customer=NewCustomer(name="\u200b\x00\u202e"))),
        [(MISSING, "customer", "A job needs a customer.")],
    ),
    ("no duration", AddJob(draft(minutes=0)), [(ORDER, "end", "The end must be after the start.")]),
    ("ends before it starts", AddJob(draft(minutes=-30)), [(ORDER, "end", "The end must be after the start.")]),
    ("endless", AddJob(draft(minutes=10**20)), [(ORDER, "end", "A job lasts 31 days at most.")]),
    (
        "all at once",
        AddJob(draft(customer=None, minutes=0, description="x" * 201)),
        [
            (MISSING, "customer", "A job needs a customer."),
            (ORDER, "end", "The end must be after the start."),
            (ENTRY, "description", "The description is too long: 201 characters, 200 at most."),
        ],
    ),
    (
        "a megabyte",
        AddJob(draft(description="x" * 1_000_000)),
        [(ENTRY, "description", "The description is too long: 1,000,000 characters, 200 at most.")],
    ),
    ("long note", AddJob(draft(note="x" * 4001)),
     [(ENTRY, "note", "The note is too long: 4,001 characters, 4,000 at most.")]),
    (
        "long new customer",
        AddJob(draft(customer=NewCustomer(name="x" * 201, phone="5" * 300))),
        [
            (ENTRY, "name", "The name is too long: 201 characters, 200 at most."),
            (ENTRY, "phone", "The phone is too long: 300 characters, 200 at most."),
        ],
    ),
    ("vanished customer", AddJob(draft(customer=GONE)), [(ENTRY, "customer", "This customer was deleted meanwhile.")]),
    (
        "somebody else's location",
        AddJob(draft(location_id=MORA_HOME)),
        [(ENTRY, "location", "This service location is not one of the customer's.")],
    ),
    (
        "vanished location",
        AddJob(draft(location_id=GONE)),
        [(ENTRY, "location", "This service location is not one of the customer's.")],
    ),
    (
        "vanished service type",
        AddJob(draft(service_type_id=GONE)),
        [(ENTRY, "service_type", "This service type was deleted meanwhile.")],
    ),
    ("vanished color", AddJob(draft(color_id=GONE)), [(ENTRY, "color", "This color was deleted meanwhile.")]),
    ("vanished calendar", AddJob(draft(calendar_id=GONE)),
     [(ENTRY, "calendar", "This calendar was deleted meanwhile.")]),
    ("archived", AddJob(draft(crew=(ANA, DEE))), [(ENTRY, "crew", "Dee Aras is not active any more.")]),
    ("inactive", AddJob(draft(crew=(CHO,))), [(ENTRY, "crew", "Cho Kim is not active any more.")]),
    ("vanished employee", AddJob(draft(crew=(GONE,))),
     [(ENTRY, "crew", "An employee of the crew is not active any more.")]),
    (
        "archived, for a new customer",
        AddJob(draft(customer=NewCustomer(name="New"), crew=(DEE,), color_id=GONE)),
        [
            (ENTRY, "color", "This color was deleted meanwhile."),
            (ENTRY, "crew", "Dee Aras is not active any more."),
        ],
    ),
    (
        "too early",
        AddJob(draft(starts_at=datetime(1, 1, 1, tzinfo=UTC))),
        [(ENTRY, "start", "The year 1 is outside 2000 to 2100.")],
    ),
    (
        "too late",
        AddJob(draft(starts_at=datetime(9999, 12, 31, 23, tzinfo=UTC))),
        [(ENTRY, "start", "The year 9999 is outside 2000 to 2100.")],
    ),
    ("edit", EditJob(DISPATCHED, 1, draft(customer=None)), [(MISSING, "customer", "A job needs a customer.")]),
    ("placed with nobody", PlaceJob(DISPATCHED, 1, GONE, at("9:00")),
     [(ENTRY, "crew", "An employee of the crew is not active any more.")]),
    ("placed with the archived", PlaceJob(DISPATCHED, 1, DEE, at("9:00")),
     [(ENTRY, "crew", "Dee Aras is not active any more.")]),
    (
        "placed too late",
        PlaceJob(DISPATCHED, 1, BEN, datetime(2101, 1, 1, tzinfo=UTC)),
        [(ENTRY, "start", "The year 2101 is outside 2000 to 2100.")],
    ),
    ("nameless employee", AddEmployee("Ana", " "), [(MISSING, "name", "An employee needs a name.")]),
    ("invisible employee", AddEmployee("Ana", "\u2066\x1b"), [(MISSING, "name", "An employee needs a name.")]),
    (
        "long employee",
        AddEmployee("A", "x" * 201),
        [(ENTRY, "last_name", "The last name is too long: 201 characters, 200 at most.")],
    ),
    ("import without customer", imported(customer="\u200b"), [(ENTRY, "k", "A job needs a customer.")]),
    ("import without duration", imported(minutes=0), [(ENTRY, "k", "A job lasts from a minute to 31 days.")]),
    ("import of a taken number", imported(number="11"), [(ENTRY, "k", "The number 11 is another job's.")]),
    (
        "import of a long text",
        imported(description="x" * 201),
        [(ENTRY, "k", "The description is too long: 201 characters, 200 at most.")],
    ),
    (
        "import of a far day",
        imported(starts_at=datetime(1999, 12, 31, tzinfo=UTC)),
        [(ENTRY, "k", "The year 1999 is outside 2000 to 2100.")],
    ),
    (
        "import of one number twice",
        ImportJobs((ImportedJob(key="a", customer="X", number="7"),
                    ImportedJob(key="b", customer="X", number="7")), "f", "b"),
        [(ENTRY, "b", "The number 7 is another job's.")],
    ),
]  # fmt: skip


def test_every_refusal_stops_at_its_field_and_writes_nothing(desk: Desk, company_url: str) -> None:
    before = contents(company_url)
    for name, act, expected in CASES:
        refused = desk.perform(act)
        assert isinstance(refused, Refused), name
        assert [(finding.kind, finding.field, finding.text) for finding in refused.findings] == expected, name
        assert {finding.weight for finding in refused.findings} == {Weight.STOPS}, name
        assert not refused.asks_only, name
    assert contents(company_url) == before
    assert rows(company_url, "SELECT revision, next_record_id FROM ledger") == [(1, FOUNDED)]
    assert rows(company_url, "SELECT next_number FROM numbering ORDER BY kind") == [(1001,)] * 4


@pytest.mark.parametrize("accepted", [frozenset(FindingKind)])
def test_a_yes_to_everything_lets_nothing_through_that_stops(desk: Desk, accepted: frozenset[FindingKind]) -> None:
    for changes in ({"minutes": 0}, {"crew": (DEE,)}, {"customer": GONE}):
        assert isinstance(desk.perform(AddJob(draft(**changes), accepted)), Refused)


def test_who_is_archived_stays_on_the_jobs_they_have(desk: Desk, company_url: str) -> None:
    rows(company_url, "UPDATE employee SET state = 'archived' WHERE id = :id", id=BEN)
    from industrack_core.domain.outcomes import Done

    kept = draft(customer=MORA, description="Boiler, again", starts_at=at("8:00", 25), minutes=60, crew=(BEN,))
    assert isinstance(desk.perform(EditJob(DISPATCHED, 1, kept)), Done)
    moved = draft(customer=LINDQVIST, starts_at=at("8:00", 25), crew=(BEN, DEE))
    refused = desk.perform(EditJob(DISPATCHED, 2, moved))
    assert isinstance(refused, Refused)
    assert refused.sentence == "Dee Aras is not active any more."
