"""What follows a report beside what it says: messages, lines that it names, what the office did in between."""

from dataclasses import replace
from typing import Any

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import SetStatus
from industrack_core.domain.acts.field_acts import OfferPairing, PairDevice, Settle, SettleMessage, SettleReport
from industrack_core.domain.records.job import WorkStatus
from tests.desk.office import YES, done, saved
from tests.desk.phones import KEY, Phone, dispatched, field_of, hashed, job_now
from tests.store.small_company import ANA, LINDQVIST, rows


def customer_told(office: Desk) -> None:
    """The customer hears who is on the way to them."""
    customer: Any = office.records("customer", [LINDQVIST])[LINDQVIST]
    saved(office, replace(customer, notify="sms:+15550100"))


def test_a_way_that_the_office_settles_is_not_told_to_the_customer(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        customer_told(office)
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        clock.later(minutes=30)
        done(office.perform(SetStatus(job.id, job.version, WorkStatus.PAUSED, "no part", accepted=YES)))
        phone.send(phone.report("step", job.id, step="start_travel", ago=600))
        now = job_now(office, job.id)
        done(office.perform(SetStatus(job.id, now.version, WorkStatus.NOT_STARTED, accepted=YES)))
        ((report, version),) = rows(company_url, "SELECT id, version FROM field_report")
        done(office.perform(SettleReport(int(str(report)), int(str(version)), Settle.APPLY, accepted=YES)))
        assert job_now(office, job.id).status is WorkStatus.ON_TRAVEL
        assert field.messages() == ()


def test_a_step_goes_back_though_its_message_was_taken_off(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        customer_told(office)
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        phone.say("step", job.id, step="start_travel")
        (message,) = field.messages()
        done(office.perform(SettleMessage(message.id, message.version, again=False)))
        assert phone.say("undo", seq=1) == "applied"
        assert job_now(office, job.id).status is WorkStatus.NOT_STARTED


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ({"line": 999_999, "key": KEY}, "review"), ({"line": 999_999}, "review"), ({}, "review"),
        ({"key": KEY}, "applied"),
    ],
)  # fmt: skip
def test_a_line_that_is_named_by_its_number_is_not_made_anew(
    sqlite_company: str, said: dict[str, Any], verdict: str
) -> None:
    with field_of(sqlite_company) as (field, office, clock):
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        assert phone.say("used", job.id, name="Tape", quantity=1000, **said) == verdict
        assert [each.name for each in job_now(office, job.id).items] == ["Tape"] * (verdict == "applied")


def test_a_phone_without_a_name_is_a_phone(sqlite_company: str) -> None:
    with field_of(sqlite_company) as (field, _, clock):
        done(field.desk.perform(OfferPairing(ANA, hashed("code"), int(clock().timestamp()) + 600)))
        done(field.desk.perform(PairDevice(hashed("code"), hashed("token"), " \x1b\n")))
    assert rows(sqlite_company, "SELECT name FROM device") == [("Phone",)]


def test_a_dispatch_is_told_however_late_it_is(sqlite_company: str) -> None:
    """Not so that somebody is on the way."""
    with field_of(sqlite_company) as (field, office, clock):
        employee: Any = office.records("employee", [ANA])[ANA]
        saved(office, replace(employee, notify="mail:ana@example.com"))
        dispatched(office, clock)
        clock.later(days=2)
        (message,) = field.messages()
        assert field.claim_message(message)
        assert len(field.messages()) == 1
