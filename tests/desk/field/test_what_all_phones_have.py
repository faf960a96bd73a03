"""What is the same for every phone, and what calendars are told: tables of values."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.desk.field.feeding import CalendarFeed
from industrack_core.desk.field.field_desk import FieldDesk
from industrack_core.domain.acts.acts import AddJob, EditJob, SaveRecord
from industrack_core.domain.acts.field_acts import MakeCalendarLink
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.field.phone_lists import (
    FieldCompany,
    ListedForm,
    ListedItem,
    ListedQuestion,
    ListedReason,
    PageSettings,
)
from industrack_core.domain.field.records import FieldSettings
from industrack_core.domain.field.told import Taken
from industrack_core.domain.records.form import Form, FormQuestion, QuestionKind
from industrack_core.domain.records.inventory import InventoryItem
from industrack_core.domain.records.record import SettingsRecord
from industrack_core.domain.records.settings import HoldReason
from industrack_core.store.store import open_store
from tests.desk.office import YES, done
from tests.desk.phones import Phone, dispatched, field_of, hashed, job_now
from tests.store.small_company import ANA, at, draft, rows

QUESTIONS = (
    FormQuestion(text="Leak?", kind=QuestionKind.CHOICE, choices=("yes", "no"), required=True),
    FormQuestion(text="Note"),
)
SETTINGS = FieldSettings(amend_today=False, see_prices=True, wifi_only=True, longest_edge=1024, auto_shift=False,
                         sync_s=90, language="de")  # fmt: skip


def save(office: Desk, record: SettingsRecord) -> int:
    return done(office.perform(SaveRecord(record))).changes[0].id


def test_reasons_forms_and_the_company(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        phone = Phone(field, clock)
        reason = save(office, HoldReason(name="No part"))
        save(office, HoldReason(name="Of the office", in_field_app=False))
        save(office, HoldReason(name="Of old", retired=True))
        save(office, HoldReason(name="Of neither", in_field_app=False, retired=True))
        form = save(office, Form(name="Safety", questions=QUESTIONS))
        found = field.lists(phone.device, "")
        assert found is not None
        assert found.reasons[-1:] == (ListedReason(reason, "No part"),)
        asked = (ListedQuestion("Leak?", "choice", ("yes", "no"), True), ListedQuestion("Note", "text", (), False))
        assert found.forms[-1:] == (ListedForm(form, 1, "Safety", asked),)
        ((key,),) = rows(company_url, "SELECT key FROM company")
        company = office.office().company
        assert found.company == FieldCompany(
            company.name, company.zone, company.clock24, company.first_weekday, str(key)
        )


def test_settings_prices_and_the_tag_of_all(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        phone = Phone(field, clock)
        item = save(office, InventoryItem(name="Valve", sku="V1", price=1250))
        found = field.lists(phone.device, "")
        assert found is not None
        assert ListedItem(item, "Valve", "V1", None) in found.items
        assert field.items(phone.device, "valve") == (ListedItem(item, "Valve", "V1", None),)
        assert found.settings == PageSettings("today", False, False, 2048, True, 60, "")
        assert len(found.tag) == 8
        assert field.lists(phone.device, found.tag) is None, "the phone has them"
        dispatched(office, clock)
        assert field.lists(phone.device, found.tag) is None, "a job is not of them"
        save(office, SETTINGS)
        later = field.lists(phone.device, found.tag)
        assert later is not None
        assert later.settings == PageSettings("no", True, True, 1024, False, 90, "de")
        assert ListedItem(item, "Valve", "V1", 1250) in later.items
        assert field.items(phone.device, "valve") == (ListedItem(item, "Valve", "V1", 1250),)
        assert field.settings() == replace(SETTINGS, id=field.settings().id, version=field.settings().version)


def feed_of(field: FieldDesk) -> Callable[..., CalendarFeed]:
    """What a calendar of Ana's is told."""
    done(field.desk.perform(MakeCalendarLink(ANA, hashed("secret"), "laptop")))
    owner = field.feeding.owner(hashed("secret"))
    assert owner is not None
    assert field.feeding.owner(hashed("another")) is None
    return lambda *heard: field.feeding.feed(owner, heard)


@pytest.mark.parametrize(("days", "told"), [(-31, False), (-30, True), (365, True), (366, False)])
def test_a_calendar_has_a_month_back_and_a_year_ahead(sqlite_company: str, days: int, told: bool) -> None:
    with field_of(sqlite_company) as (field, office, clock):
        job = dispatched(office, clock, starts_at=at("12:00") + timedelta(days=days))
        feed = feed_of(field)()
        assert [each for each, _ in feed.entries] == [job.id] * told
        (found,) = field.feeding.jobs(feed) or (None,)
        assert (found is not None and (found.job_id, found.said["number"])) == (told and (job.id, job.number))


def test_a_calendar_is_told_what_is_due(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        feed = feed_of(field)
        job_id = done(office.perform(AddJob(draft(), YES, dispatch=True))).changed_id("job") or 0
        ((first,),) = rows(company_url, "SELECT id FROM outbox")
        assert feed().entries == ()
        assert feed(first).entries == ((job_id, first),), "it was heard of for long enough"
        clock.later(seconds=9)
        assert feed().entries == ()
        clock.later(seconds=1)
        assert feed().entries == ((job_id, first),)
        assert feed().name == feed().name
        name = feed().name
        again = replace(draft_of(job_now(office, job_id)), description="Two")
        done(office.perform(EditJob(job_id, job_now(office, job_id).version, again, YES, dispatch=True)))
        assert feed().entries == ((job_id, first),), "the newer one is not due"
        clock.later(seconds=10)
        ((entry,),) = rows(company_url, "SELECT max(id) FROM outbox")
        assert feed().entries == ((job_id, entry),)
        assert feed().name != name
        assert [each.said["description"] for each in field.feeding.jobs(feed())] == ["Two"]


def test_who_says_nothing_waits_for_nobody(company_url: str) -> None:
    """Consoles write while phones ask whether there is something new."""
    with field_of(company_url) as (field, _, clock), closing(open_store(company_url)) as office:
        phone = Phone(field, clock)
        said = phone.report("shift", step="start")
        taken = phone.send(said)
        assert (taken.last, taken.reused, phone.send(said).reused) == (1, False, False)
        with office.writing():
            for first in (1, 2):
                found = field.take_reports(phone.device, (), now_ms=0, first=first)
                assert found == Taken(1, (), taken.state)
        assert field.take_reports(999_999, (), now_ms=0) == Taken(0, (), None)


def test_what_waits_for_a_phone_says_until_when(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        Phone(field, clock)
        done(office.perform(AddJob(draft(), YES, dispatch=True)))
        due_ms = field.clock_ms() + 10_000
        assert [(each.employee_id, each.due_ms) for each in field.waiting()] == [(ANA, due_ms)]
