"""Settings of the office: numbering, the company, and what leaves the pickers and stays on what uses it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import AddJob, DeleteRecord, SaveRecord, Undo
from industrack_core.domain.acts.drafts import NewCustomer
from industrack_core.domain.records.customer import Customer, Equipment
from industrack_core.domain.records.estimate import Estimate
from industrack_core.domain.records.form import Form, FormQuestion
from industrack_core.domain.records.inventory import InventoryItem
from industrack_core.domain.records.job_parts import FormOnJob, JobItem
from industrack_core.domain.records.office import Calendar, Company, JobColor, ServiceType
from industrack_core.domain.records.purchase import OrderLine, PurchaseOrder
from industrack_core.domain.records.settings import HoldReason, JobTemplate, NumberSeries, Tag, TaskTemplate
from tests.desk.office import current, done, fields_refused, refused, saved, snake
from tests.store.small_company import COMPANY, LINDQVIST, TODAY, contents, draft


def one(kind: str, number: str = "") -> Any:
    """A new record of a numbered kind, or the act that adds a job."""
    records: dict[str, Any] = {
        "customer": Customer(name="Ito", number=number),
        "estimate": Estimate(customer_id=LINDQVIST, made_on=TODAY, number=number),
        "purchase_order": PurchaseOrder(vendor="V", lines=(OrderLine(name="x"),), number=number),
    }
    return AddJob(draft(crew=(), number=number)) if kind == "job" else SaveRecord(records[kind])


def number_of(desk: Desk, kind: str, act: Any) -> str:
    record_id = done(desk.perform(act)).changed_id(kind) or 0
    return str(desk.records(kind, [record_id])[record_id].number)  # type: ignore[union-attr]


ARTICLES = {"estimate": "an"}
KINDS = ("job", "customer", "estimate", "purchase_order")


@pytest.mark.parametrize(("kind", "first"), zip(KINDS, ("1001", "C1001", "E1001", "PO1001"), strict=True))
def test_numbers_come_by_themselves_or_are_typed(desk: Desk, kind: str, first: str) -> None:
    assert number_of(desk, kind, one(kind)) == first
    typed = first.replace("1001", "1002")
    assert number_of(desk, kind, one(kind, f" {typed} ")) == typed
    assert number_of(desk, kind, one(kind)) == first.replace("1001", "1003"), "what was typed is skipped"
    outcome = desk.perform(one(kind, typed))
    assert fields_refused(outcome) == ["number"]
    assert refused(outcome) == f"There is a {kind.replace('_', ' ')} {typed} already.".replace(
        "a estimate", "an estimate"
    )
    series = saved(desk, NumberSeries(kind=kind, prefix="X-", first_number=5000))
    assert number_of(desk, kind, one(kind)) == "X-5000"
    assert number_of(desk, kind, one(kind)) == "X-5001"
    saved(desk, replace(series, first_number=10, prefix="Y"))
    assert number_of(desk, kind, one(kind)) == "Y5002", "never back to what was given out"


@pytest.mark.parametrize("kind", KINDS)
def test_without_numbering_a_number_is_typed(desk: Desk, kind: str) -> None:
    series = saved(desk, NumberSeries(kind=kind, automatic=False))
    outcome = desk.perform(one(kind))
    assert fields_refused(outcome) == ["number"]
    assert "Type a number" in refused(outcome)
    assert number_of(desk, kind, one(kind, "A 7")) == "A 7"
    saved(desk, replace(series, automatic=True))
    assert number_of(desk, kind, one(kind)).endswith("1001")


BAD_SERIES: Sequence[tuple[dict[str, Any], str]] = [
    ({"kind": "dogs"}, "kind"), ({"first_number": -1}, "first_number"), ({"prefix": "x" * 21}, "prefix"),
    ({"first_number": 2_000_000_001}, "first_number"),
]  # fmt: skip


def test_what_was_done_to_numbering_is_said_in_words(desk: Desk) -> None:
    said = done(desk.perform(SaveRecord(NumberSeries(kind="purchase_order", prefix="P")))).line
    assert said == "Added numbering of purchase orders."


def test_a_tag_in_other_capitals_is_the_same_tag(desk: Desk) -> None:
    saved(desk, Tag(name="Gold"))
    assert refused(desk.perform(SaveRecord(Tag(name="gold")))) == "There is a tag Gold already."
    silver = saved(desk, Tag(name="silver"))
    saved(desk, replace(silver, name="Silver"))


def test_numbering_that_cannot_be(desk: Desk) -> None:
    series = saved(desk, NumberSeries(kind="job"))
    assert fields_refused(desk.perform(SaveRecord(NumberSeries(kind="job", prefix="J")))) == ["kind"]
    assert fields_refused(desk.perform(SaveRecord(replace(series, kind="customer")))) == ["kind"]
    for changes, field in BAD_SERIES:
        assert fields_refused(desk.perform(SaveRecord(NumberSeries(**{"kind": "estimate", **changes})))) == [field]
    assert refused(desk.perform(DeleteRecord("number_series", series.id, 1))) == "A numbering cannot be deleted."


def test_a_customer_made_with_a_job_has_a_number_whatever_is_typed_elsewhere(desk: Desk) -> None:
    saved(desk, NumberSeries(kind="customer", automatic=False))
    outcome = done(desk.perform(AddJob(draft(customer=NewCustomer(name="Ito"), crew=()))))
    card = desk.customer(outcome.changed_id("customer") or 0)
    assert card is not None
    assert card.customer.number == "1001"


# -- the company -------------------------------------------------------------------------------


def company(desk: Desk) -> Company:
    found: Company = current(desk, Company(id=COMPANY, name=""))
    return found


def test_the_company_is_changed_and_taken_back(desk: Desk) -> None:
    before = company(desk)
    after = saved(
        desk,
        replace(before, name="Larger", zone="Europe/Berlin", currency="eur", first_weekday=6, clock24=False,
                day_first=True, country="de"),
    )  # fmt: skip
    assert (after.currency, after.country) == ("EUR", "DE")
    office = desk.office()
    assert (office.zone.key, office.company.first_weekday, office.company.clock24) == ("Europe/Berlin", 6, False)
    done(desk.perform(Undo()))
    assert replace(company(desk), version=before.version) == before


BAD_COMPANY: Sequence[tuple[dict[str, Any], str]] = [
    ({"name": " "}, "name"), ({"zone": "Mars/Base"}, "zone"), ({"zone": ""}, "zone"), ({"zone": "../etc"}, "zone"),
    ({"zone": "America"}, "zone"), ({"zone": "/etc/passwd"}, "zone"), ({"currency": "US"}, "currency"),
    ({"currency": "$$$"}, "currency"), ({"currency": "JPY"}, "currency"), ({"currency": "KWD"}, "currency"),
    ({"currency": "QQQ"}, "currency"), ({"first_weekday": 7}, "first_weekday"), ({"country": "QQ"}, "country"),
    ({"first_weekday": -1}, "first_weekday"), ({"country": "Germany"}, "country"), ({"name": "x" * 201}, "name"),
]  # fmt: skip


def test_a_company_that_cannot_be(desk: Desk) -> None:
    before = company(desk)
    for changes, field in BAD_COMPANY:
        assert fields_refused(desk.perform(SaveRecord(replace(before, **changes)))) == [field], changes
    says = refused(desk.perform(SaveRecord(replace(before, currency="ZZZ"))))
    assert says == "A currency has three letters, as USD, EUR, JPY; there is no ZZZ."
    says = refused(desk.perform(SaveRecord(replace(before, currency="JPY"))))
    assert says == "JPY counts in other parts than USD: all prices would change."
    assert company(desk) == before


def test_there_is_one_company_and_one_default_calendar(desk: Desk) -> None:
    assert "already holds a company" in refused(desk.perform(SaveRecord(Company(name="Second"))))
    assert refused(desk.perform(DeleteRecord("company", COMPANY, 1))) == "A company cannot be deleted."
    second = Calendar(name="Second", is_default=True)
    assert "is_default" in fields_refused(desk.perform(SaveRecord(second)))
    default = desk.office().default_calendar
    assert "is_default" in fields_refused(desk.perform(SaveRecord(replace(default, is_default=False, group_ids=(8,)))))
    saved(desk, replace(default, name="Everybody", job_minutes=90))


# -- what leaves the pickers -------------------------------------------------------------------

LISTED: list[Any] = [
    Calendar(name="Mine", group_ids=(8,)), JobColor(name="Green", hue="green"), ServiceType(name="Sweeping"),
    Tag(name="VIP"), HoldReason(name="Rain"), TaskTemplate(name="Visit", lines=("Look",)),
    JobTemplate(name="Yearly"), Form(name="Report", questions=(FormQuestion(text="?"),)),
    InventoryItem(name="Filter"), Equipment(customer_id=LINDQVIST, name="Boiler"),
]  # fmt: skip


@pytest.mark.parametrize("record", LISTED, ids=lambda record: type(record).__name__)
def test_what_is_deleted_is_retired_and_can_be_brought_back(desk: Desk, company_url: str, record: Any) -> None:
    made = saved(desk, record)
    kind = snake(type(record).__name__)
    there = contents(company_url)
    line = done(desk.perform(DeleteRecord(kind, made.id, 1))).line
    assert line.startswith("Deleted ")
    assert current(desk, made).retired
    again = done(desk.perform(DeleteRecord(kind, made.id, 2)))
    assert (again.changes, again.line.endswith("is deleted already.")) == ((), True)
    back = done(desk.perform(SaveRecord(current(desk, replace(made, retired=False)))))
    assert back.line == "Nothing changed."
    back = done(desk.perform(SaveRecord(replace(made, version=2))))
    assert back.line == line.replace("Deleted", "Brought back")
    done(desk.perform(Undo()))
    assert current(desk, made).retired
    done(desk.perform(Undo()))
    assert contents(company_url) == there


def test_what_a_job_uses_stays_on_it(desk: Desk) -> None:
    color = saved(desk, JobColor(name="Green", hue="green"))
    work = saved(desk, ServiceType(name="Sweeping", color_id=color.id))
    form = saved(desk, Form(name="Report", questions=(FormQuestion(text="?"),)))
    item = saved(desk, InventoryItem(name="Filter"))
    machine = saved(desk, Equipment(customer_id=LINDQVIST, name="Boiler"))
    job_id = done(
        desk.perform(
            AddJob(
                draft(
                    color_id=color.id, service_type_id=work.id, forms=(FormOnJob(form_id=form.id),),
                    items=(JobItem(item_id=item.id, name="Filter"),), equipment=(machine.id,),
                )
            )
        )
    ).changed_id("job") or 0  # fmt: skip
    for kind, record in (("job_color", color), ("service_type", work), ("form", form), ("inventory_item", item),
                         ("equipment", machine)):  # fmt: skip
        done(desk.perform(DeleteRecord(kind, record.id, 1)))
    file = desk.job_file(job_id)
    assert file is not None
    assert file.card is not None
    job = file.job
    assert (job.color_id, job.service_type_id, job.forms[0].form_id) == (color.id, work.id, form.id)
    assert machine.id in {each.id for each in file.card.equipment}
    office = desk.office()
    assert office.hue(job.color_id, job.service_type_id) == "green"
    listed: list[Any] = [*office.colors, *office.service_types, *office.forms]
    retired = [each.id for each in listed if each.retired]
    assert sorted(retired) == sorted([color.id, work.id, form.id]), "known, and marked, so that pickers leave them out"
    card = desk.customer(LINDQVIST)
    assert card is not None
    assert machine.id not in {each.id for each in card.equipment}


BAD: list[tuple[Any, str]] = [
    (ServiceType(name="x", color_id=999), "color_id"),
    (JobTemplate(name="x", service_type_id=999), "service_type_id"),
    (JobTemplate(name="x", color_id=999), "color_id"),
    (JobTemplate(name="x", minutes=0), "minutes"),
    (JobTemplate(name="x", minutes=10**9), "minutes"),
    (JobTemplate(name="x", items=(JobItem(name=" "),)), "items.0"),
    (JobTemplate(name="x", items=(JobItem(name="y", price=10**19),)), "items.0.price"),
    (JobTemplate(name="x", tasks=("y",) * 201), "tasks"),
    (TaskTemplate(name="x", lines=("y" * 201,)), "lines.0"),
    (Form(name="x", questions=(FormQuestion(text="y"),) * 201), "questions"),
    (Form(name="x", questions=(FormQuestion(text="y" * 201),)), "questions.0.text"),
    (Calendar(name="x", group_ids=(8,), slot_minutes=0), "slot_minutes"),
    (Calendar(name="x", group_ids=(8,), job_minutes=10**12), "slot_minutes"),
    (InventoryItem(name="x", price=10**19), "price"),
    (InventoryItem(name="x", counted=10**19), "counted"),
    (InventoryItem(name="x", counted=-1), "counted"),
    (InventoryItem(name="x", reorder_point=-1), "counted"),
    (InventoryItem(name="x", cost=-1), "price"),
    (HoldReason(name="x" * 201), "name"),
    (Tag(name="\u200b \x00"), "name"),
]


def test_what_cannot_be_is_refused_at_its_field(desk: Desk, company_url: str) -> None:
    before = contents(company_url)
    for record, field in BAD:
        assert fields_refused(desk.perform(SaveRecord(record))) == [field], record
    assert contents(company_url) == before
