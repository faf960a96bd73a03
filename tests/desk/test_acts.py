"""What each act writes, and what it answers."""

from datetime import UTC, datetime

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import AddEmployee, AddJob, EditJob, PlaceJob, UnassignJob
from industrack_core.domain.acts.drafts import NewCustomer
from industrack_core.domain.acts.founding import LoadRecords
from industrack_core.domain.acts.imported import ImportedJob, ImportJobs
from industrack_core.domain.outcomes import Done, FindingKind, RecordChange, Refused, Stale, Weight
from industrack_core.domain.records.customer import CustomerKind
from industrack_core.domain.records.job import Delivery, Job, Priority, WorkStatus
from industrack_core.domain.records.office import Company, JobColor
from tests.desk.office import done
from tests.store.small_company import (
    ANA,
    BEN,
    CALENDAR,
    CLEANING,
    DISPATCHED,
    FOUNDED,
    LINDQVIST,
    MILL_ROAD,
    MORA,
    MORA_HOME,
    NOW,
    OAK_STREET,
    RED,
    REPAIR,
    RUNNING,
    at,
    contents,
    desk_at,
    draft,
    rows,
)


def job_of(desk: Desk, outcome: object) -> Job:
    job_id = done(outcome).changed_id("job")
    assert job_id is not None
    job = desk.job(job_id)
    assert job is not None
    return job


def test_a_job_holds_all_that_the_form_held(desk: Desk) -> None:
    full = draft(
        location_id=MILL_ROAD, service_type_id=REPAIR, priority=Priority.HIGH, color_id=RED,
        note="Bring a ladder\nand rope",
        calendar_id=CALENDAR, crew=(BEN, ANA, BEN), minutes=45,
    )  # fmt: skip
    job = job_of(desk, desk.perform(AddJob(full)))
    assert job == Job(
        id=job.id, version=1, number="1001", customer_id=LINDQVIST, location_id=MILL_ROAD, description="Furnace",
        service_type_id=REPAIR, priority=Priority.HIGH, color_id=RED, starts_at=at("9:00"), minutes=45,
        crew=(BEN, ANA), note="Bring a ladder\nand rope", calendar_id=CALENDAR,
    )  # fmt: skip


def test_an_act_is_journalled_with_who_when_and_what(desk: Desk, company_url: str) -> None:
    outcome = done(desk.perform(AddJob(draft())))
    job_id = outcome.changed_id("job")
    entries = rows(company_url, "SELECT revision, who, act, line, at FROM journal ORDER BY revision")
    line = "Added 1001 Furnace: Ana Ruiz, Tue 24 Nov 09:00-10:30."
    assert entries == [
        (1, "founder", "LoadRecords", "Founded the small company.", int(NOW.timestamp())),
        (2, "mika", "AddJob", line, int(NOW.timestamp())),
    ]
    assert outcome == Done(2, line, (RecordChange("job", job_id or 0, 0, 1),))
    assert desk.revision() == 2
    assert desk.last_touch("job", job_id or 0) == ("mika", NOW)
    assert rows(company_url, "SELECT kind, record_id, version_before, version_after FROM journal_change") == [
        ("job", job_id, 0, 1)
    ]


def test_an_edit_journals_only_what_changed(desk: Desk, company_url: str) -> None:
    job = job_of(desk, desk.perform(AddJob(draft())))
    done(desk.perform(EditJob(job.id, 1, draft(description="Furnace and filter"))))
    kept = rows(
        company_url, "SELECT version_before, version_after, before, after FROM journal_change WHERE revision = 3"
    )
    assert kept == [(1, 2, '{"description":"Furnace"}', '{"description":"Furnace and filter"}')]


def test_an_edit_that_changes_nothing_writes_nothing(desk: Desk) -> None:
    job = job_of(desk, desk.perform(AddJob(draft())))
    outcome = done(desk.perform(EditJob(job.id, 1, draft())))
    assert (outcome.revision, outcome.line, outcome.changes) == (2, "Nothing changed in 1001.", ())
    assert desk.job(job.id) == job


def test_numbers_are_taken_only_by_success_and_pass_over_those_in_use(desk: Desk, company_url: str) -> None:
    refused = desk.perform(AddJob(draft(minutes=0, customer=NewCustomer(name="Nobody"))))
    assert isinstance(refused, Refused)
    typed = ImportedJob(key="k", customer="Mora", number="1002", minutes=10)
    done(desk.perform(ImportJobs((typed,), "f.csv", "b")))
    jobs = [job_of(desk, desk.perform(AddJob(draft(crew=())))) for _ in range(2)]
    assert [job.number for job in jobs] == ["1001", "1003"]
    assert rows(company_url, "SELECT number FROM customer ORDER BY id") == [("C1",), ("C2",)]


@pytest.mark.parametrize(
    ("changes", "lacks", "line"),
    [
        ({"crew": ()}, "no crew", "in the queue, no crew, Tue 24 Nov 09:00-10:30"),
        ({"starts_at": None}, "no time", "in the queue, no time, Ana Ruiz"),
        ({"starts_at": None, "crew": ()}, "no time no crew", "in the queue, no time no crew"),
    ],
)
def test_a_job_without_time_or_crew_waits_in_the_queue(
    desk: Desk, changes: dict[str, object], lacks: str, line: str
) -> None:
    outcome = done(desk.perform(AddJob(draft(**changes))))
    assert outcome.line == f"Added 1001 Furnace: {line}."
    assert [(entry.number, entry.lacks, entry.minutes) for entry in desk.queue().entries] == [("1001", lacks, 90)]


def test_a_customer_is_created_in_place_with_its_main_location(desk: Desk) -> None:
    new = NewCustomer(
        name=" Ole Ørsted ",
        kind=CustomerKind.PERSON,
        contact="Ole",
        phone="+45 32 12 34 56",
        email="o@x.dk",
        address="1 Pier",
    )
    outcome = done(desk.perform(AddJob(draft(customer=new))))
    assert [(change.kind, change.version_after) for change in outcome.changes] == [
        ("customer", 1), ("location", 1), ("job", 1),
    ]  # fmt: skip
    card = desk.customer(outcome.changed_id("customer") or 0)
    assert card is not None
    assert card.customer.name == "Ole Ørsted"
    assert (card.customer.number, card.customer.kind) == ("C1001", CustomerKind.PERSON)
    assert card.customer.billing_address == "1 Pier"
    assert card.main_location is not None
    assert card.main_location.address == "1 Pier"
    assert job_of(desk, outcome).location_id == card.main_location.id
    assert [match.name for match in desk.find_customers("orsted")] == ["Ole Ørsted"]


def test_the_main_location_is_taken_when_none_is_named(desk: Desk) -> None:
    job = job_of(desk, desk.perform(AddJob(draft())))
    assert job.location_id == OAK_STREET
    moved = job_of(desk, desk.perform(EditJob(job.id, 1, draft(customer=MORA))))
    assert (moved.customer_id, moved.location_id) == (MORA, MORA_HOME)


def test_placing_and_sending_back(desk: Desk) -> None:
    job = job_of(desk, desk.perform(AddJob(draft(starts_at=None, crew=()))))
    placed = desk.perform(PlaceJob(job.id, 1, BEN, at("13:00")))
    assert done(placed).line == "Placed 1001 Furnace: Ben Okafor, Tue 24 Nov 13:00-14:30."
    assert job_of(desk, placed).crew == (BEN,)
    sent = desk.perform(UnassignJob(job.id, 2))
    assert done(sent).line == "Sent back 1001 Furnace from Ben Okafor to the queue, Tue 24 Nov 13:00."
    back = job_of(desk, sent)
    assert (back.version, back.crew, back.starts_at, back.minutes) == (3, (), at("13:00"), 90)


def test_an_employee_gets_the_usual_hours(desk: Desk) -> None:
    outcome = done(desk.perform(AddEmployee(" Eva ", " Lund ")))
    assert outcome.line == "Added employee Eva Lund."
    eva = desk.office().employee(outcome.changed_id("employee") or 0)
    assert eva is not None
    assert (eva.name, len(eva.hours)) == ("Lund, Eva", 5)


def test_a_second_company_is_refused_and_other_records_are_not(desk: Desk) -> None:
    first = desk.reserve_ids(2)
    refused = desk.perform(LoadRecords((Company(id=first, name="Other"),), "Again."))
    assert isinstance(refused, Refused)
    assert refused.findings[0].kind is FindingKind.NOTHING
    done(desk.perform(LoadRecords((JobColor(id=first + 1, name="Teal", hue="teal"),), "One color.")))
    assert [color.name for color in desk.office().colors] == ["Red", "Blue", "Teal"]


def test_a_record_changed_meanwhile_is_stale_with_who_and_when(desk: Desk, company_url: str) -> None:
    job = job_of(desk, desk.perform(AddJob(draft())))
    later = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
    other = desk_at(company_url, "noor", lambda: later)
    done(other.perform(EditJob(job.id, 1, draft(note="Call first"))))
    other.close()
    before = contents(company_url)
    for act in (EditJob(job.id, 1, draft()), PlaceJob(job.id, 1, BEN, at("9:00")), UnassignJob(job.id, 1)):
        stale = desk.perform(act)
        assert stale == Stale("job", job.id, "Job 1001", 1, 2, "noor", later)
        assert isinstance(stale, Stale)
        assert stale.sentence.startswith("Job 1001 was changed by noor meanwhile")
    assert contents(company_url) == before
    assert desk.revision() == 3


def test_a_deleted_record_is_stale_and_gone(desk: Desk, company_url: str) -> None:
    job = job_of(desk, desk.perform(AddJob(draft())))
    undo_all(desk)
    for act in (EditJob(job.id, 1, draft()), PlaceJob(job.id, 1, BEN, at("9:00")), UnassignJob(job.id, 1)):
        stale = desk.perform(act)
        assert isinstance(stale, Stale)
        assert stale.gone
        assert (stale.label, stale.who) == ("The job", "mika")


def undo_all(desk: Desk) -> None:
    from industrack_core.domain.acts.acts import Undo

    while isinstance(desk.perform(Undo()), Done):
        pass


@pytest.mark.parametrize(
    "act",
    [
        UnassignJob(DISPATCHED, 1),
        EditJob(DISPATCHED, 1, draft(customer=MORA, description="Boiler", crew=())),
        EditJob(DISPATCHED, 1, draft(customer=MORA, description="Boiler", starts_at=None, crew=(BEN,))),
    ],
)
def test_a_recall_asks_first(desk: Desk, act: UnassignJob | EditJob) -> None:
    asked = desk.perform(act)
    assert isinstance(asked, Refused)
    assert asked.asks_only
    assert [(finding.kind, finding.weight) for finding in asked.findings] == [(FindingKind.RECALL, Weight.ASKS)]
    assert asked.sentence == "11 is already dispatched: it will be recalled from the crew."
    from dataclasses import replace

    job = job_of(desk, desk.perform(replace(act, accepted=frozenset({FindingKind.RECALL}))))
    assert (job.delivery, job.in_queue) == (Delivery.SAVED, True)


def test_a_dispatched_job_that_changes_says_so(desk: Desk) -> None:
    job = job_of(desk, desk.perform(PlaceJob(DISPATCHED, 1, BEN, at("11:00", 25))))
    assert job.delivery is Delivery.CHANGED


def test_a_job_under_way_cannot_go_back(desk: Desk) -> None:
    refused = desk.perform(UnassignJob(RUNNING, 1))
    assert isinstance(refused, Refused)
    assert [(finding.kind, finding.weight) for finding in refused.findings] == [(FindingKind.STARTED, Weight.STOPS)]
    assert refused.sentence == "12 is Started: it cannot go back to the queue."


def test_a_declined_job_sent_back_waits_as_not_started(desk: Desk) -> None:
    row = ImportedJob(
        key="d", customer="Mora", employee="Ben Okafor", starts_at=at("9:00"), minutes=60, status=WorkStatus.DECLINED
    )
    job = job_of(desk, desk.perform(ImportJobs((row,), "f.csv", "b")))
    assert job.status is WorkStatus.DECLINED
    assert job_of(desk, desk.perform(UnassignJob(job.id, 1))).status is WorkStatus.NOT_STARTED


def test_nothing_to_send_back(desk: Desk) -> None:
    job = job_of(desk, desk.perform(AddJob(draft(crew=()))))
    refused = desk.perform(UnassignJob(job.id, 1))
    assert isinstance(refused, Refused)
    assert refused.sentence == "1001 is in the queue already."


def test_an_overlap_asks_and_the_answer_is_recorded(desk: Desk) -> None:
    first = job_of(desk, desk.perform(AddJob(draft())))
    asked = desk.perform(AddJob(draft(description="Filter", starts_at=at("10:00"))))
    assert isinstance(asked, Refused)
    assert asked.asks_only
    finding = asked.findings[0]
    assert (finding.kind, finding.field, finding.employee_id, finding.job_id) == (
        FindingKind.OVERLAP, "start", ANA, first.id,
    )  # fmt: skip
    assert finding.text == "Ana Ruiz already has 1001 Furnace 09:00-10:30 at that time."
    yes = frozenset({FindingKind.OVERLAP})
    second = job_of(desk, desk.perform(AddJob(draft(description="Filter", starts_at=at("10:00")), yes)))
    assert (first.overlap_accepted, second.overlap_accepted) == (False, True)
    # changing something else does not ask again, moving away from it forgets the answer
    edited = draft(description="Filters", starts_at=at("10:00"))
    second = job_of(desk, desk.perform(EditJob(second.id, 1, edited)))
    assert second.overlap_accepted
    assert not job_of(desk, desk.perform(PlaceJob(second.id, 2, ANA, at("12:00")))).overlap_accepted


def test_touching_jobs_and_other_people_do_not_overlap(desk: Desk) -> None:
    done(desk.perform(AddJob(draft())))
    done(desk.perform(AddJob(draft(starts_at=at("10:30")))))
    done(desk.perform(AddJob(draft(starts_at=at("8:30"), minutes=30))))
    done(desk.perform(AddJob(draft(crew=(BEN,)))))


@pytest.mark.parametrize(
    ("changes", "kind", "text"),
    [
        ({"starts_at": at("9:00", 26)}, FindingKind.TIME_OFF, "Ana Ruiz is off then (dentist)."),
        ({"starts_at": at("16:30")}, FindingKind.OFF_HOURS, "Outside Ana Ruiz's working hours."),
        ({"starts_at": at("9:00", 28)}, FindingKind.OFF_HOURS, "Outside Ana Ruiz's working hours."),
        (
            {"crew": (BEN,), "service_type_id": REPAIR},
            FindingKind.SKILL, "Nobody of the crew has the skill gas.",
        ),
    ],
)  # fmt: skip
def test_hours_time_off_and_skills_only_tell(
    desk: Desk, changes: dict[str, object], kind: FindingKind, text: str
) -> None:
    outcome = done(desk.perform(AddJob(draft(**changes))))
    assert [(finding.kind, finding.weight, finding.text) for finding in outcome.warnings] == [
        (kind, Weight.TELLS, text)
    ]


def test_nothing_is_told_where_nothing_is_wrong(desk: Desk) -> None:
    assert done(desk.perform(AddJob(draft(service_type_id=REPAIR)))).warnings == ()
    assert done(desk.perform(AddJob(draft(crew=(BEN,), service_type_id=CLEANING, starts_at=at("3:00"))))).warnings == ()


def test_a_read_only_desk_changes_nothing(company_url: str) -> None:
    from industrack_core.desk.desk import open_desk

    desk = open_desk(company_url, read_only=True)
    before = contents(company_url)
    refused = desk.perform(AddJob(draft()))
    assert isinstance(refused, Refused)
    assert refused.findings[0].kind is FindingKind.PERMISSION
    assert desk.office().revision == 1
    assert contents(company_url) == before
    desk.close()


def test_founded_records_fill_the_ids_from_one(desk: Desk) -> None:
    assert desk.reserve_ids(1) == FOUNDED
