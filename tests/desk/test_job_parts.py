"""A job with everything on it: one save, one version, and equal field by field on another console."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import (
    AddJob,
    DeleteJob,
    DispatchJob,
    EditJob,
    Redo,
    SaveRecord,
    UnassignJob,
    Undo,
)
from industrack_core.domain.acts.drafts import JobDraft, NewCustomer, NewEquipment, NewLocation, NewOrder
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.outcomes import FindingKind, Refused, Stale, Weight
from industrack_core.domain.records.form import Form, FormQuestion
from industrack_core.domain.records.inventory import InventoryItem
from industrack_core.domain.records.job import Delivery, Job, Priority, WorkStatus
from industrack_core.domain.records.job_file import JobFile
from industrack_core.domain.records.job_parts import (
    FILE_LIMIT,
    Attachment,
    AttachmentKind,
    FormOnJob,
    ItemKind,
    JobItem,
    JobTask,
    Trigger,
)
from industrack_core.domain.records.purchase import OrderLine, OrderStatus
from industrack_core.domain.records.settings import NumberSeries
from industrack_core.domain.text.text import clean_line
from tests.desk.office import done
from tests.postgres import PostgresServer
from tests.store import small_company
from tests.store.small_company import (
    ANA,
    BEN,
    LINDQVIST,
    MORA,
    OAK_STREET,
    RED,
    REPAIR,
    RUNNING,
    at,
    desk_at,
    draft,
    rows,
)

YES = frozenset(FindingKind)


def refused(outcome: object) -> dict[str, str]:
    assert isinstance(outcome, Refused), outcome
    return {finding.field: finding.text for finding in outcome.findings}


def file_of(desk: Desk, outcome: object) -> JobFile:
    file = desk.job_file(done(outcome).changed_id("job") or 0)
    assert file is not None
    return file


def saved(desk: Desk, kind: Any, record: Any) -> int:
    """Save a settings record; answers its id."""
    return done(desk.perform(SaveRecord(record))).changed_id(kind) or 0


@pytest.fixture
def full(desk: Desk, tmp_path: Path) -> tuple[Desk, JobDraft]:
    """A draft with every field filled."""
    form = saved(desk, "form", Form(name="Report", questions=(FormQuestion(text="All well?"),)))
    item = saved(desk, "inventory_item", InventoryItem(name="Filter", sku="F1", price=1890, counted=5000))
    path = tmp_path / "plan.txt"
    path.write_text("cellar, left")
    everything = draft(
        location_id=OAK_STREET, number="X-7", service_type_id=REPAIR, priority=Priority.HIGH, color_id=RED,
        note="Ring\ntwice", crew=(ANA, BEN), new_equipment=(NewEquipment(name="Boiler", maker="Viessmann"),),
        items=(
            JobItem(item_id=item, name="Filter", quantity=2000, price=1890),
            JobItem(name="Odd part", kind=ItemKind.PART, quantity=1500, price=250),
            JobItem(name="Labor", kind=ItemKind.LABOR, quantity=2000, price=9000),
        ),
        attachments=(
            desk.attach(str(path)),
            Attachment(kind=AttachmentKind.LINK, name="Manual", url="https://example.com/m"),
            Attachment(kind=AttachmentKind.TOOL, name="Ladder", quantity=2, in_field_app=False),
        ),
        forms=(FormOnJob(form_id=form, trigger=Trigger.START_JOB, blocks=True),),
        tasks=(JobTask(text="Look"), JobTask(text="Clean", done=True)),
        new_orders=(NewOrder(vendor="Halsey", due_on=date(2026, 12, 1), lines=(OrderLine(name="Odd part"),)),),
        tags=("VIP", "Brand new"), internal_note="Pays late", site_note="Dog in the yard",
        customer_version=1, location_version=1,
    )  # fmt: skip
    return desk, everything


def test_everything_in_one_save_is_equal_on_another_console(full: tuple[Desk, JobDraft], company_url: str) -> None:
    desk, everything = full
    before = desk.revision()
    outcome = done(desk.perform(AddJob(everything, YES)))
    assert outcome.revision == before + 1
    file = file_of(desk, outcome)
    with closing(desk_at(company_url, "bo")) as other:
        assert other.job_file(file.job.id) == file
    job = file.job
    assert (job.version, job.number, job.note, job.crew) == (1, "X-7", "Ring\ntwice", (ANA, BEN))
    assert [(item.name, item.quantity, item.price) for item in job.items] == [
        (item.name, item.quantity, item.price) for item in everything.items
    ]
    assert [replace(each, id=0) for each in job.attachments] == list(everything.attachments)
    assert [replace(each, id=0) for each in job.forms] == list(everything.forms)
    assert [replace(each, id=0) for each in job.tasks] == list(everything.tasks)


def test_parts_get_ids_and_the_rest_its_records(full: tuple[Desk, JobDraft]) -> None:
    desk, everything = full
    file = file_of(desk, desk.perform(AddJob(everything, YES)))
    job, card = file.job, file.card
    ids = [part.id for parts in (job.items, job.attachments, job.forms, job.tasks) for part in parts]
    assert 0 not in ids
    assert len(set(ids)) == len(ids)
    assert card is not None
    assert (card.customer.tags, card.customer.internal_note) == (("VIP", "Brand new"), "Pays late")
    assert card.locations[0].site_note == "Dog in the yard"
    assert [each.maker for each in card.equipment if each.id in job.equipment] == ["Viessmann"]
    (order,) = file.orders
    assert (order.number, order.vendor, order.due_on, order.status) == (
        "PO1001",
        "Halsey",
        date(2026, 12, 1),
        OrderStatus.OPEN,
    )
    assert order.lines[0].item_id == job.items[1].item_id
    assert desk.attachment_bytes(job.attachments[0]) == b"cellar, left"
    assert {tag.name for tag in desk.office().tags} == {"VIP", "Brand new"}


def test_saving_it_again_changes_nothing_and_undo_takes_it_all_back(
    full: tuple[Desk, JobDraft], company_url: str
) -> None:
    desk, everything = full
    before = small_company.contents(company_url)
    job = file_of(desk, desk.perform(AddJob(everything, YES))).job
    assert done(desk.perform(EditJob(job.id, job.version, draft_of(job)))).line == "Nothing changed in X-7."
    done(desk.perform(Undo()))
    assert desk.job(job.id) is None
    after = small_company.contents(company_url)
    kept = ("journal", "journal_change", "ledger", "numbering", "attachment_content")
    assert {name: table for name, table in after.items() if name not in kept} == {
        name: table for name, table in before.items() if name not in kept
    }
    done(desk.perform(Redo()))
    again = desk.job(job.id)
    assert again is not None
    assert replace(again, version=1) == job


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"items": (JobItem(name="", quantity=0, price=-1),)}, {"items.0", "items.0.quantity", "items.0.price"}),
        ({"items": (JobItem(name="x" * 201),)}, {"items.0.name"}),
        ({"items": (JobItem(name="Gone", item_id=99999),)}, {"items.0"}),
        ({"items": tuple(JobItem(name=str(n)) for n in range(201))}, {"items.200"}),
        ({"equipment": (99999,)}, {"equipment.0"}),
        ({"new_equipment": (NewEquipment(name=" "),)}, {"new_equipment.0.name"}),
        ({"attachments": (Attachment(name="a", digest="0" * 64),)}, {"attachments.0"}),
        ({"attachments": (Attachment(name="a", digest="../../etc/passwd"),)}, {"attachments.0"}),
        ({"attachments": (Attachment(name="", size=FILE_LIMIT + 1),)}, {"attachments.0.name", "attachments.0"}),
        ({"attachments": (Attachment(kind=AttachmentKind.TOOL, name="a", quantity=0),)}, {"attachments.0.quantity"}),
        ({"forms": (FormOnJob(form_id=99999),)}, {"forms.0"}),
        ({"tasks": (JobTask(text=" "),)}, {"tasks.0.text"}),
        ({"new_orders": (NewOrder(),)}, {"new_orders.0.vendor", "new_orders.0.lines"}),
        ({"number": "11"}, {"number"}),
        ({"status": WorkStatus.DECLINED}, {"status_reason"}),
        ({"new_location": NewLocation()}, {"location_address"}),
        ({"customer": NewCustomer(name="A", phone="+1", email="no address")}, {"phone", "email"}),
        ({"note": "x" * 4001}, {"note"}),
        ({"recurrence": "FREQ=SECONDLY;COUNT=2"}, {"recurrence"}),
        ({"recurrence": "FREQ=DAILY;COUNT=2", "starts_at": None}, {"recurrence"}),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(
    desk: Desk, changes: dict[str, Any], fields: set[str]
) -> None:
    before = desk.revision()
    assert set(refused(desk.perform(AddJob(draft(**changes), YES)))) == fields
    assert desk.revision() == before


def test_a_number_is_typed_where_the_settings_say_so(desk: Desk) -> None:
    done(desk.perform(SaveRecord(NumberSeries(kind="job", automatic=False))))
    assert set(refused(desk.perform(AddJob(draft())))) == {"number"}
    job = file_of(desk, desk.perform(AddJob(draft(number="A-1")))).job
    assert job.number == "A-1"
    series = desk.office().number_series[0]
    done(desk.perform(SaveRecord(replace(series, automatic=True, prefix="J"))))
    assert file_of(desk, desk.perform(AddJob(draft(crew=())))).job.number == "J1001"


def test_a_new_location_is_added_to_the_customer(desk: Desk) -> None:
    file = file_of(desk, desk.perform(AddJob(draft(new_location=NewLocation(name="Barn", address="3 Hill")))))
    assert file.card is not None
    place = next(each for each in file.card.locations if each.id == file.job.location_id)
    assert (place.name, place.address, place.is_main) == ("Barn", "3 Hill", False)


def test_the_customers_tags_by_two_people(desk: Desk, company_url: str) -> None:
    with closing(desk_at(company_url, "bo")) as other:
        done(other.perform(AddJob(draft(crew=(), tags=("Theirs",), customer_version=1))))
    stale = desk.perform(AddJob(draft(tags=("Mine",), customer_version=1)))
    assert isinstance(stale, Stale)
    assert (stale.kind, stale.who) == ("customer", "bo")
    done(desk.perform(AddJob(draft(tags=("Theirs",), customer_version=1))))  # what is so already clashes with nobody


def test_a_part_deleted_meanwhile(desk: Desk, company_url: str) -> None:
    item = saved(desk, "inventory_item", InventoryItem(name="Filter"))
    done(desk.perform(Undo()))
    assert refused(desk.perform(AddJob(draft(items=(JobItem(item_id=item, name="Filter"),))))) == {
        "items.0": "Filter was deleted meanwhile."
    }


# -- dispatch ----------------------------------------------------------------------------------


def outbox(url: str) -> list[tuple[object, ...]]:
    return rows(url, "SELECT job_number, employee_id, errand FROM outbox ORDER BY id")


def test_dispatch_needs_crew_and_start(desk: Desk, company_url: str) -> None:
    assert set(refused(desk.perform(AddJob(draft(crew=()), YES, dispatch=True)))) == {"crew"}
    assert set(refused(desk.perform(AddJob(draft(starts_at=None, crew=()), YES, dispatch=True)))) == {"crew", "start"}
    assert outbox(company_url) == []


def test_dispatch_writes_one_entry_per_crew_member_with_all_details(
    full: tuple[Desk, JobDraft], company_url: str
) -> None:
    desk, everything = full
    outcome = done(desk.perform(AddJob(everything, YES, dispatch=True)))
    assert outcome.line.startswith("Added and dispatched X-7 Furnace: Ana Ruiz, Ben Okafor")
    job = file_of(desk, outcome).job
    assert job.delivery is Delivery.DISPATCHED
    assert outbox(company_url) == [("X-7", ANA, "dispatch"), ("X-7", BEN, "dispatch")]
    said = json.loads(str(rows(company_url, "SELECT payload FROM outbox ORDER BY id")[0][0]))
    assert said["customer"]["name"] == "Lindqvist"
    assert said["location"]["site_note"] == "Dog in the yard"
    assert (said["note"], said["crew"]) == ("Ring\ntwice", ["Ana Ruiz", "Ben Okafor"])
    assert [item["name"] for item in said["items"]] == ["Filter", "Odd part", "Labor"]
    assert [task["text"] for task in said["tasks"]] == ["Look", "Clean"]
    assert [each["name"] for each in said["attachments"]] == ["plan.txt", "Manual"]
    assert said["forms"][0]["questions"][0]["text"] == "All well?"
    assert "Pays late" not in json.dumps(said)


def test_a_dispatched_job_changes_and_goes_out_again(desk: Desk, company_url: str) -> None:
    job = file_of(desk, desk.perform(AddJob(draft(crew=(ANA, BEN)), dispatch=True))).job
    assert refused(desk.perform(DispatchJob(job.id, 1)))[""].endswith("the crew has the latest version.")
    job = file_of(desk, desk.perform(EditJob(job.id, 1, replace(draft_of(job), note="Ring", crew=(ANA,)), YES))).job
    assert job.delivery is Delivery.CHANGED
    assert outbox(company_url)[2:] == [("1001", BEN, "recall")]
    job = file_of(desk, desk.perform(DispatchJob(job.id, job.version))).job
    assert job.delivery is Delivery.DISPATCHED
    assert outbox(company_url)[3:] == [("1001", ANA, "dispatch")]
    asks = desk.perform(UnassignJob(job.id, job.version))
    assert isinstance(asks, Refused)
    assert asks.asks_only
    job = file_of(desk, desk.perform(UnassignJob(job.id, job.version, YES))).job
    assert (job.delivery, outbox(company_url)[4:]) == (Delivery.SAVED, [("1001", ANA, "recall")])
    done(desk.perform(Undo()))
    assert len(outbox(company_url)) == 4


def test_a_declined_job_is_not_started_once_it_goes_out_again(desk: Desk) -> None:
    job = file_of(desk, desk.perform(AddJob(draft(), dispatch=True))).job
    declined = replace(draft_of(job), status=WorkStatus.DECLINED, status_reason="Sick")
    job = file_of(desk, desk.perform(EditJob(job.id, job.version, declined))).job
    assert (job.status, job.status_reason) == (WorkStatus.DECLINED, "Sick")
    moved = replace(draft_of(job), crew=(BEN,))
    job = file_of(desk, desk.perform(EditJob(job.id, job.version, moved, YES, dispatch=True))).job
    assert (job.status, job.delivery) == (WorkStatus.NOT_STARTED, Delivery.DISPATCHED)


# -- deleting ----------------------------------------------------------------------------------


def test_deleting_and_taking_it_back(full: tuple[Desk, JobDraft], company_url: str) -> None:
    desk, everything = full
    file = file_of(desk, desk.perform(AddJob(everything, YES, dispatch=True)))
    job = file.job
    asks = desk.perform(DeleteJob(job.id, job.version))
    assert isinstance(asks, Refused)
    assert asks.asks_only
    done(desk.perform(DeleteJob(job.id, job.version, accepted=YES)))
    assert desk.job_file(job.id) is None
    assert [row[2] for row in outbox(company_url)] == ["dispatch", "dispatch", "recall", "recall"]
    stale = desk.perform(EditJob(job.id, job.version, everything))
    assert isinstance(stale, Stale)
    assert stale.gone
    done(desk.perform(Undo()))
    back = desk.job_file(job.id)
    assert back is not None
    assert replace(back.job, version=job.version) == job
    assert back.orders == file.orders


def test_a_job_under_way_is_not_deleted(desk: Desk) -> None:
    assert "under way" in refused(desk.perform(DeleteJob(RUNNING, 1)))[""]


# -- any job at all ----------------------------------------------------------------------------

LETTERS = st.characters(codec="utf-8", exclude_categories=["C", "Z", "M", "Lm", "Sk"])
TEXT = st.text(LETTERS, min_size=1, max_size=12).map(clean_line).filter(bool)
ITEMS = st.builds(
    JobItem, name=TEXT, kind=st.sampled_from(ItemKind), quantity=st.integers(1, 10**9), price=st.integers(0, 10**12)
)
DRAFTS = st.builds(
    draft,
    customer=st.sampled_from([LINDQVIST, MORA]),
    location_id=st.none(),
    description=TEXT,
    priority=st.sampled_from(Priority),
    starts_at=st.sampled_from([at("7:15"), at("9:00"), at("23:30")]),
    minutes=st.integers(1, 3000),
    crew=st.lists(st.sampled_from([ANA, BEN]), unique=True).map(tuple),
    note=TEXT,
    items=st.lists(ITEMS, max_size=3).map(tuple),
    attachments=st.lists(
        st.builds(Attachment, kind=st.sampled_from([AttachmentKind.LINK, AttachmentKind.TOOL]), name=TEXT, url=TEXT,
                  quantity=st.integers(1, 9999), in_field_app=st.booleans()),
        max_size=3,
    ).map(tuple),
    tasks=st.lists(st.builds(JobTask, text=TEXT, done=st.booleans()), max_size=3).map(tuple),
)  # fmt: skip


@contextmanager
def fresh_desks(engine: str, server: PostgresServer, directory: Path) -> Iterator[tuple[Desk, Desk]]:
    """Two consoles at a fresh small company."""
    if engine == "sqlite":
        name, url = "", small_company.copy_of_file(directory)
    else:
        name = server.create_database(server.ensure_template("small_company", small_company.fill))
        url = server.url(name)
    with closing(desk_at(url)) as one, closing(desk_at(url, "bo")) as other:
        yield one, other
    if name:
        server.drop_database(name)


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_any_job_comes_back_as_it_was_saved(engine: str, postgres_server: PostgresServer, tmp_path: Path) -> None:
    with fresh_desks(engine, postgres_server, tmp_path) as (one, other):

        @given(DRAFTS)
        @settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
        def check(wanted: JobDraft) -> None:
            job = file_of(one, one.perform(AddJob(wanted, YES))).job
            seen = other.job(job.id)
            assert seen == job
            assert without_ids(job) == without_ids(wanted)
            assert done(other.perform(EditJob(job.id, job.version, draft_of(job), YES))).line.startswith("Nothing")

        check()


def without_ids(record: Job | JobDraft) -> dict[str, object]:
    """What a job or a draft says, apart from the ids that the save gave."""
    plain = ("description", "starts_at", "minutes", "crew", "note")
    said: dict[str, object] = {name: getattr(record, name) for name in plain}
    said["priority"] = record.priority
    said["items"] = [(item.name, item.kind, item.quantity, item.price) for item in record.items]
    said["attachments"] = [replace(each, id=0) for each in record.attachments]
    said["tasks"] = [replace(each, id=0) for each in record.tasks]
    return said


def test_shortages_tell_and_using_up_asks(desk: Desk) -> None:
    item = saved(desk, "inventory_item", InventoryItem(name="Filter", counted=3000))
    line = JobItem(item_id=item, name="Filter", quantity=2000)
    first = done(desk.perform(AddJob(draft(items=(line,)))))
    assert not [finding for finding in first.warnings if finding.kind is FindingKind.SHORTAGE]
    second = done(desk.perform(AddJob(draft(items=(line,), crew=()))))
    assert [(each.text, each.weight) for each in second.warnings] == [("Only 1 of Filter left: 1 short.", Weight.TELLS)]
    assert desk.stock([item])[item].stock.available == -1000
    for outcome in (first, second):
        job = file_of(desk, outcome).job
        completed = EditJob(job.id, job.version, replace(draft_of(job), status=WorkStatus.COMPLETED))
        answer = desk.perform(completed)
        if outcome is second:
            assert isinstance(answer, Refused)
            assert answer.asks_only
            answer = desk.perform(replace(completed, accepted=YES))
        done(answer)
    stock = desk.stock([item])[item].stock
    assert (stock.on_hand, stock.reserved) == (-1000, 0)
    done(desk.perform(Undo()))
    assert desk.stock([item])[item].stock.on_hand == 1000


def test_an_item_created_in_place_stays_once_another_job_uses_it(desk: Desk, company_url: str) -> None:
    done(desk.perform(AddJob(draft(items=(JobItem(name="Bracket"),)))))
    with closing(desk_at(company_url, "bo")) as other:
        job = file_of(other, other.perform(AddJob(draft(items=(JobItem(name="Bracket"),), crew=())))).job
        assert [each.item.name for each in other.find_items("bracket")] == ["Bracket"]
    assert "built on it" in refused(desk.perform(Undo()))[""]
    assert desk.job(job.id) is not None
