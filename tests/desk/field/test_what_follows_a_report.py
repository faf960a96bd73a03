"""What follows a report beside what it says: messages, lines that it names, what the office did in between."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import SaveRecord, SetStatus
from industrack_core.domain.acts.field_acts import (
    EndCalendarLink,
    MakeCalendarLink,
    OfferPairing,
    PairDevice,
    Settle,
    SettleMessage,
    SettleReport,
    SignOutDevice,
)
from industrack_core.domain.field.messages import PAUSES_S, STALE_S
from industrack_core.domain.field.records import FieldSettings
from industrack_core.domain.outcomes import Stale
from industrack_core.domain.records.form import Form, FormQuestion, QuestionKind
from industrack_core.domain.records.job import WorkStatus
from industrack_core.domain.records.job_parts import FormOnJob, Trigger
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


def test_who_begins_without_a_way_tells_no_customer(sqlite_company: str) -> None:
    with field_of(sqlite_company) as (field, office, clock):
        customer_told(office)
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        for step in ("start_job", "pause", "resume", "complete"):
            assert phone.say("step", job.id, step=step) == "applied"
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


@pytest.mark.parametrize(("name", "kept"), [(" \x1b\n", "Phone"), ("x" * 61, "x" * 60)])
def test_a_phone_has_a_name_and_no_long_one(sqlite_company: str, name: str, kept: str) -> None:
    with field_of(sqlite_company) as (field, _, clock):
        done(field.desk.perform(OfferPairing(ANA, hashed("code"), int(clock().timestamp()) + 600)))
        done(field.desk.perform(PairDevice(hashed("code"), hashed("token"), name)))
    assert rows(sqlite_company, "SELECT name FROM device") == [(kept,)]


def test_a_calendar_link_has_no_long_name_and_is_ended_once(sqlite_company: str) -> None:
    with field_of(sqlite_company) as (_, office, _):
        link = done(office.perform(MakeCalendarLink(ANA, hashed("secret"), "x" * 61))).changes[0].id
        assert rows(sqlite_company, "SELECT name FROM calendar_link") == [("x" * 60,)]
        done(office.perform(EndCalendarLink(link, 1)))
        again = office.perform(EndCalendarLink(link, 1))
    assert isinstance(again, Stale)
    assert again.version == 0


@pytest.mark.parametrize(
    ("trigger", "blocks", "verdict"),
    [
        (Trigger.COMPLETE, True, "review"), (Trigger.COMPLETE, False, "applied"),
        (Trigger.START_TRAVEL, True, "applied"),
    ],
)  # fmt: skip
def test_a_step_waits_for_forms_that_block_it_alone(
    sqlite_company: str, trigger: Trigger, blocks: bool, verdict: str
) -> None:
    with field_of(sqlite_company) as (field, office, clock):
        form = done(office.perform(SaveRecord(Form(name="Gas check", questions=(FormQuestion(text="Leak?"),)))))
        job = dispatched(office, clock, forms=(FormOnJob(form_id=form.changes[0].id, trigger=trigger, blocks=blocks),))
        phone = Phone(field, clock)
        phone.sync()
        assert phone.say("step", job.id, step="complete") == verdict


def test_a_file_of_the_office_is_seen_where_it_says_so(sqlite_company: str, tmp_path: Path) -> None:
    with field_of(sqlite_company) as (field, office, clock):
        files = {}
        for name in ("plan.pdf", "offer.pdf"):
            path = tmp_path / name
            path.write_bytes(b"%PDF-1.7 " + name.encode())
            files[name] = replace(office.attach(str(path)), in_field_app=name == "plan.pdf")
        dispatched(office, clock, attachments=tuple(files.values()))
        phone = Phone(field, clock)
        phone.sync()
        found = field.file(phone.device, files["plan.pdf"].digest)
        assert found is not None
        assert (found.name, found.type, found.content) == ("plan.pdf", "application/pdf", b"%PDF-1.7 plan.pdf")
        assert field.file(phone.device, files["offer.pdf"].digest) is None


def test_a_dispatch_is_told_however_late_it_is(sqlite_company: str) -> None:
    """Not so that somebody is on the way."""
    with field_of(sqlite_company) as (field, office, clock):
        employee: Any = office.records("employee", [ANA])[ANA]
        saved(office, replace(employee, notify="mail:ana@example.com"))
        dispatched(office, clock)
        clock.later(days=2)
        (message,) = field.messages()
        assert field.claim_message(message)
        assert not field.claim_message(message), "it was claimed by then"
        assert len(field.messages()) == 1


def test_the_last_try_of_a_message_waits_as_long_as_the_one_before(sqlite_company: str) -> None:
    with field_of(sqlite_company) as (field, office, clock):
        employee: Any = office.records("employee", [ANA])[ANA]
        saved(office, replace(employee, notify="mail:ana@example.com"))
        dispatched(office, clock)
        for _ in PAUSES_S:
            (message,) = field.messages()
            field.message_tried(message.id, "No route to host.")
        (message,) = field.messages()
        assert field.claim_message(message)
        (message,) = field.messages()
        assert message.next_s == int(clock().timestamp()) + PAUSES_S[-1]
        field.message_tried(message.id, "")
        again = SettleMessage(message.id, message.version + 1, again=True)
        assert done(office.perform(again)).line == "This message has gone."


@pytest.mark.parametrize(("after", "waits"), [(STALE_S - PAUSES_S[0], True), (STALE_S - PAUSES_S[0] + 1, False)])
def test_a_way_is_told_again_only_while_it_is_news(sqlite_company: str, after: int, waits: bool) -> None:
    with field_of(sqlite_company) as (field, office, clock):
        customer_told(office)
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        phone.say("step", job.id, step="start_travel")
        (message,) = field.messages()
        clock.later(seconds=message.due_s + after - int(clock().timestamp()))
        field.message_tried(message.id, "No route to host.")
        assert len(field.messages()) == waits


def test_who_typed_a_name_signed_with_it(sqlite_company: str) -> None:
    with field_of(sqlite_company) as (field, office, clock):
        questions = (FormQuestion(text="Who?", kind=QuestionKind.SIGNATURE), FormQuestion(text="Why?"))
        form = done(office.perform(SaveRecord(Form(name="Handed over", questions=questions)))).changes[0].id
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        for number, signatures in enumerate([(), (None,), ("M1 2",)]):
            said = {"key": f"{number:016x}", "form": form, "answers": ["Olga", "Done"], "signatures": signatures}
            assert phone.say("answer", job.id, **said) == "applied"
    found = rows(sqlite_company, "SELECT answers FROM form_answer ORDER BY key")
    assert [json.loads(str(answers)) for (answers,) in found] == [["Olga", "Done"], ["Olga", "Done"], ["M1 2", "Done"]]


def test_who_is_signed_out_brings_files_and_sees_none(sqlite_company: str) -> None:
    picture = b"\xff\xd8\xff\xe0 a picture"
    digest = hashlib.sha256(picture).hexdigest()
    with field_of(sqlite_company) as (field, office, clock):
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        phone.say("photo", job.id, key=KEY, digest=digest)
        assert not field.has_file(phone.device, digest)
        assert field.put_file(phone.device, picture, digest)
        assert field.has_file(phone.device, digest)
        ((version,),) = rows(sqlite_company, "SELECT version FROM device")
        done(office.perform(SignOutDevice(phone.device, int(str(version)))))
        assert (field.has_file(phone.device, digest), field.may_put(phone.device, digest)) == (False, True)


def test_what_reports_said_is_let_go_of_once_a_day(sqlite_company: str) -> None:
    with field_of(sqlite_company) as (field, office, clock):
        done(office.perform(SaveRecord(FieldSettings(bodies_days=1))))
        phone = Phone(field, clock)
        field.flush_contacts()
        clock.later(hours=1)
        phone.say("shift", step="start")
        kept = []
        for hours in (23, 2, 22):
            clock.later(hours=hours)
            field.flush_contacts()
            ((body,),) = rows(sqlite_company, "SELECT body FROM field_report")
            kept.append(bool(body))
        assert kept == [True, True, False]


def test_what_is_no_phone_is_answered_as_what_there_is_not(sqlite_company: str) -> None:
    with field_of(sqlite_company) as (field, _, _):
        nobody, tag, digest = 999_999, "c1f0a2b3", hashed("a picture")
        found = field.documents(nobody, [tag])
        assert (found.jobs, found.gone) == ((), (tag,))
        field.synced(nobody, found, seen=(1,))
        assert (field.me(nobody).shift, field.history(nobody, 1, None)) == (None, None)
        assert (field.has_file(nobody, digest), field.may_put(nobody, digest)) == (False, False)
        assert (field.put_file(nobody, b"", digest), field.file(nobody, digest)) == (False, None)
        assert field.caller(hashed("no token")) is None
