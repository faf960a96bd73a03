"""What the office does with phones: a backup is restored, times are corrected, reports settled, tokens turned."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import (
    AddJob,
    DeleteRecord,
    DispatchJob,
    EditJob,
    Redo,
    SaveRecord,
    SetBilling,
    Undo,
)
from industrack_core.domain.acts.field_acts import OfferPairing, Settle, SettleReport
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.field.entries import EntryKind, Mark
from industrack_core.domain.field.records import FieldReport, FieldSettings, TimeEntry, Verdict
from industrack_core.domain.field.told import Contact
from industrack_core.domain.outcomes import Done, Stale
from industrack_core.domain.records.form import Form, FormQuestion, QuestionKind, answer_text
from industrack_core.domain.records.job import Billing, WorkStatus
from industrack_core.domain.records.job_parts import LIST_LIMIT, FormOnJob, JobItem, Trigger
from tests.desk.office import YES, done, fields_refused, refused, saved
from tests.desk.phones import KEY, Phone, dispatched, field_of, hashed, job_now
from tests.store.backups import backup_of
from tests.store.small_company import ANA, BEN, DEE, at, contents, draft, rows


def in_review(desk: Desk) -> list[FieldReport]:
    with desk.store.reading() as connection:
        from industrack_core.store.reads.by_id import all_of

        return [each for each in all_of(connection, FieldReport) if each.verdict is Verdict.REVIEW]


def test_a_restored_backup_gets_the_day_back_from_the_phone(company_url: str) -> None:
    """A copy at noon, work on, the copy again: what the phone kept makes it as if nothing had happened."""
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        phone.say("step", job.id, step="start_job")
    put_back = backup_of(company_url)
    with field_of(company_url) as (phone.field, _, phone.clock):
        for minutes, kind, body in (
            (10, "note", {"key": KEY, "text": "valve seized"}), (20, "step", {"step": "complete"}),
            (30, "shift", {"step": "end"}),
        ):  # fmt: skip
            phone.clock.now = clock() + timedelta(minutes=minutes)
            phone.say(kind, 0 if kind == "shift" else job.id, **body)
        phone.sync()
    never = contents(company_url)
    put_back()
    with field_of(company_url) as (phone.field, _, phone.clock):
        phone.clock.now = clock() + timedelta(minutes=30)
        assert phone.send().last == 4
        found = phone.sync()
        assert (found.jobs, found.gone) == ((), ()), "what the phone has is named as it was"
    again = contents(company_url)
    assert [len(each["field_report"]) for each in (again, never)] == [4, 4]
    for kind in ("job", "visit", "time_entry", "field_note"):
        assert [row[1:] for row in again[kind]] == [row[1:] for row in never[kind]], kind


def test_a_code_is_good_once_and_its_phone_may_ask_again(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        expires = int(clock().timestamp()) + 600
        done(office.perform(OfferPairing(ANA, hashed("old"), expires)))
        done(office.perform(OfferPairing(ANA, hashed("code"), expires)))
        assert field.pair(hashed("old"), hashed("token"), "Pixel") is None
        first = field.pair(hashed("code"), hashed("token"), "Pi\x1bxel")
        assert first is not None
        assert (first.employee.name, first.company.name) == ("Ana Ruiz", "Small Company")
        assert len(first.company.key) == 16
        revision = field.revision()
        clock.later(hours=1)
        assert field.pair(hashed("code"), hashed("token"), "Pixel") == first
        assert field.revision() == revision
        assert field.pair(hashed("code"), hashed("another"), "Pixel") is None
        assert field.pair(hashed("never"), hashed("another"), "Pixel") is None
        done(office.perform(OfferPairing(ANA, hashed("late"), expires)))
        assert field.pair(hashed("late"), hashed("another"), "Pixel") is None
        assert "archived" in refused(office.perform(OfferPairing(DEE, hashed("x"), expires + 9999)))
        assert office.phones()[0].name == "Pixel"


def test_a_token_turns_and_any_answer_may_be_lost(company_url: str) -> None:
    with field_of(company_url) as (field, _, clock):
        phone = Phone(field, clock)
        for _again in range(2):
            found = field.documents(phone.device, [])
            field.synced(phone.device, found, next_hash=hashed("new"))
        by_old, by_new = field.caller(hashed(phone.token)), field.caller(hashed("new"))
        assert by_old is not None
        assert by_new is not None
        assert (by_old.device, by_old.by_next, by_new.device, by_new.by_next) == (
            phone.device,
            False,
            phone.device,
            True,
        )
        field.synced(phone.device, found, by_next=True)
        assert field.caller(hashed(phone.token)) is None
        now = field.caller(hashed("new"))
        assert now is not None
        assert not now.by_next
        assert field.caller(hashed("nobody's")) is None


def test_how_a_phone_is_is_written_beside_the_journal(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        phone = Phone(field, clock)
        revision = field.revision()
        state = Contact("3e1c", 2, 1, 3, "persistent")
        field.synced(phone.device, field.documents(phone.device, []), state=state)
        field.flush_contacts()
        row = office.phones()[0]
        assert (row.build, row.unsent_reports, row.unsent_files, row.last_sync_ms) == ("3e1c", 1, 3, field.clock_ms())
        assert field.revision() == revision


def test_the_office_settles_what_could_not_be_applied(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        assert phone.say("step", job.id, step="resume") == "review"
        assert phone.say("what", job.id) == "review"
        assert phone.say("step", job.id, step="pause") == "review"
        clock.later(minutes=5)
        assert phone.say("step", job.id, step="start_job") == "applied"
        resume, unread, pause = in_review(office)
        clock.later(minutes=5)
        assert isinstance(done(office.perform(SettleReport(pause.id, pause.version, Settle.APPLY))), Done)
        assert job_now(office, job.id).status is WorkStatus.PAUSED
        assert "dismiss it" in refused(office.perform(SettleReport(unread.id, unread.version, Settle.APPLY)))
        assert fields_refused(office.perform(SettleReport(unread.id, unread.version, Settle.DISMISS))) == ["reason"]
        done(office.perform(SettleReport(unread.id, unread.version, Settle.DISMISS, "nonsense")))
        assert isinstance(office.perform(SettleReport(unread.id, unread.version, Settle.APPLY)), Stale)
        assert [each.id for each in office.reports_of(job.id).in_review] == [resume.id]
    told = [str(text) for (text,) in rows(company_url, "SELECT text FROM field_report ORDER BY id")]
    assert told[1].endswith("Dismissed: nonsense")


def test_a_form_that_blocks_and_is_missing_is_told_and_the_step_stays(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        form = saved(office, Form(name="Gas check", questions=(FormQuestion(text="Pressure"), FormQuestion(
            text="Customer", kind=QuestionKind.SIGNATURE))))  # fmt: skip
        blocking = FormOnJob(form_id=form.id, trigger=Trigger.COMPLETE, blocks=True)
        job = dispatched(office, clock, forms=(blocking,))
        phone = Phone(field, clock)
        sent = phone.sync().jobs[0].sent
        assert [(each["form_id"], each["version"]) for each in sent["forms"]] == [(form.id, form.version)]
        phone.say("step", job.id, step="start_job")
        assert phone.say("step", job.id, step="complete") == "review"
        assert job_now(office, job.id).status is WorkStatus.COMPLETED
        saved(office, replace(form, questions=(FormQuestion(text="Another"),)))
        body = {"form": form.id, "form_version": form.version}
        verdict = phone.say(
            "answer", job.id, key=KEY, answers=["21.5", "Mr Mora"], signatures=["", "M 1 2 l 3 4"], **body
        )
        assert verdict == "applied"
        answer = office.job_file(job.id).answers[0]  # type: ignore[union-attr]
        assert [each.text for each in answer.questions] == ["Pressure", "Customer"]
        assert answer.answers == ("21.5", "M 1 2 l 3 4")
        told = [answer_text(*each) for each in zip(answer.questions, answer.answers, strict=True)]
        assert told == ["21.5", "signed"]
        assert (answer.who, answer.employee_id, answer.form_version) == ("Ana Ruiz", ANA, form.version)
        phone.say("undo", seq=2)
        assert phone.say("step", job.id, step="complete") == "applied", "it is filled"


def test_the_office_corrects_a_time_for_a_reason(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        phone = Phone(field, clock)
        phone.say("shift", step="start")
        shift = field.me(phone.device).shift
        assert shift is not None
        (entry,) = office.records("time_entry", [shift.id]).values()
        assert isinstance(entry, TimeEntry)
        clock.later(hours=8)
        ended = replace(entry, ends_at=clock())
        assert fields_refused(office.perform(SaveRecord(ended))) == ["reason"]
        line = done(office.perform(SaveRecord(ended, reason="forgot the end"))).line
        assert line.endswith("(forgot the end).")
        (entry,) = office.records("time_entry", [shift.id]).values()
        assert isinstance(entry, TimeEntry)
        assert entry.mark == (Mark.AMENDED,)
        wrong = TimeEntry(employee_id=ANA, kind=EntryKind.JOB, starts_at=clock(), ends_at=clock() - timedelta(hours=1))
        assert fields_refused(office.perform(SaveRecord(wrong))) == ["job_id", "ends_at"]
        done(office.perform(DeleteRecord("time_entry", entry.id, entry.version)))
        done(office.perform(Undo(YES)))


def test_a_technician_corrects_todays_times_alone(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        phone = Phone(field, clock)
        phone.say("shift", step="start")
        clock.later(hours=1)
        phone.say("shift", step="end")
        (time,) = field.me(phone.device).today
        body: dict[str, Any] = {
            "entry": time.id,
            "starts": time.starts_at - 600_000,
            "ends": time.ends_at,
            "why": "traffic",
        }
        assert phone.say("amend", **body) == "applied", rows(company_url, "SELECT text FROM field_report")
        assert field.me(phone.device).today[0].mark == ("amended",)
        clock.later(days=1)
        assert phone.say("amend", **{**body, "starts": time.starts_at}) == "review"
        done(office.perform(SaveRecord(FieldSettings(amend_today=False))))
        assert field.settings().amend_today is False
        assert fields_refused(office.perform(SaveRecord(FieldSettings(window_s=-1))))[0] == "window_s"


def test_a_second_dispatch_is_seen_when_it_is_due(company_url: str) -> None:
    """Meanwhile the phone keeps what it was sent before."""
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        first = phone.sync().jobs[0]
        done(office.perform(SaveRecord(FieldSettings(window_s=30))))
        now = job_now(office, job.id)
        from industrack_core.domain.acts.acts import EditJob
        from industrack_core.domain.acts.saved_draft import draft_of

        edited = replace(draft_of(now), description="Boiler")
        done(office.perform(EditJob(job.id, now.version, edited, YES, dispatch=True)))
        found = phone.sync()
        assert [(each.sent["description"], each.entry) for each in found.jobs] == [("Furnace", first.entry)]
        assert phone.sync().jobs == ()
        clock.later(seconds=30)
        assert [each.sent["description"] for each in phone.sync().jobs] == ["Boiler"]


def test_two_technicians_are_each_their_own(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock, crew=(ANA, BEN))
        ana, ben = Phone(field, clock), Phone(field, clock, BEN, "ben's token")
        ana.sync()
        ben.sync()
        ana.say("step", job.id, step="start_job")
        ben.say("step", job.id, step="decline", reason="no ladder")
        assert job_now(office, job.id).status is WorkStatus.STARTED
        clock.later(minutes=5)
        ana.say("step", job.id, step="complete")
        assert job_now(office, job.id).status is WorkStatus.COMPLETED
        live = ben.sync().jobs[0].live
        assert [(each.who, each.status, each.reason) for each in live.visits] == [
            ("Ana Ruiz", "completed", ""), ("Ben Okafor", "declined", "no ladder")
        ]  # fmt: skip
        assert ben.say("note", job.id, key=KEY, text="x") == "applied"
        assert ana.say("note", job.id, key=KEY, text="y") == "review"


def test_files_are_for_whom_they_are_for(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock)
        ana, ben = Phone(field, clock), Phone(field, clock, BEN, "ben's token")
        ana.sync()
        content, digest = b"\xff\xd8\xff picture", hashed_bytes(b"\xff\xd8\xff picture")
        assert not field.put_file(ana.device, content, digest)
        ana.say("photo", job.id, key=KEY, digest=digest, size=len(content), type="image/jpeg", name="a.jpg")
        assert field.may_put(ana.device, digest)
        assert not field.may_put(ben.device, digest)
        assert not field.has_file(ana.device, digest)
        assert field.put_file(ana.device, content, digest)
        assert field.has_file(ana.device, digest)
        assert not field.has_file(ben.device, digest)
        found = field.file(ana.device, digest)
        assert found is not None
        assert (found.content, found.name, found.type) == (content, "a.jpg", "image/jpeg")
        assert field.file(ben.device, digest) is None
        assert ana.sync().jobs[0].live.files[0].stored
        assert field.history(ben.device, job.id, None) is None
        assert field.history(ana.device, job.id, None) == ()


def hashed_bytes(content: bytes) -> str:
    import hashlib

    return hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("skew_days", [0, 1, -1])
def test_a_clock_that_is_wrong_decides_nothing(company_url: str, skew_days: int) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        off = skew_days * 86_400_000
        report = phone.report("step", job.id, step="start_job", ago=300)
        wrong = replace(report, at=report.at + off)
        taken = field.take_reports(phone.device, [wrong], now_ms=field.clock_ms() + off)
        assert [each.verdict for each in taken.results] == ["applied"]
        (entry,) = [each for each in office.reports_of(job.id).times if each.kind is EntryKind.JOB]
        assert entry.starts_at == at("7:55")
        assert entry.mark == ((Mark.CLOCK,) if skew_days else ())


def test_a_dispatch_of_a_day_is_decided_ahead_and_due(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock), closing(office):
        job_id = done(office.perform(AddJob(draft(), YES))).changed_id("job")
        assert job_id is not None
        done(office.perform(DispatchJob(job_id, 1, YES)))
        ((due,),) = rows(company_url, "SELECT due_s FROM outbox")
        assert due == int(clock().timestamp()) + 10
        assert field.waiting() == ()


def test_a_line_that_the_job_has_no_room_for_is_told_and_kept(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        lines = tuple(JobItem(name=f"Part {at}") for at in range(LIST_LIMIT))
        job = dispatched(office, clock, items=lines)
        phone = Phone(field, clock)
        phone.sync()
        used = {"line": 0, "item_id": None, "name": "Valve", "quantity": 1000, "gone": False}
        assert phone.say("used", job.id, key=KEY, **used) == "review"
        (report,) = office.reports_of(job.id).in_review
        assert report.text.endswith(f"The job has {LIST_LIMIT} lines already: take one off there, then apply it.")
        job = job_now(office, job.id)
        assert len(job.items) == LIST_LIMIT
        shorter = replace(draft_of(job), items=job.items[1:])
        done(office.perform(EditJob(job.id, job.version, shorter, YES)))
        done(office.perform(SettleReport(report.id, report.version, Settle.APPLY, accepted=YES)))
        assert [(each.name, each.used) for each in job_now(office, job.id).items[-1:]] == [("Valve", 1000)]


def test_a_report_is_not_applied_to_what_is_approved(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock, items=tuple(JobItem(name=f"Part {at}") for at in range(LIST_LIMIT)))
        phone = Phone(field, clock)
        phone.sync()
        assert phone.say("used", job.id, key=KEY, name="Valve", quantity=1000) == "review"
        (report,) = office.reports_of(job.id).in_review
        shorter = replace(draft_of(job), items=job.items[1:], status=WorkStatus.COMPLETED)
        done(office.perform(EditJob(job.id, job.version, shorter, YES)))
        done(office.perform(SetBilling(job.id, job.version + 1, Billing.APPROVED, YES)))
        assert "approved" in refused(office.perform(SettleReport(report.id, report.version, Settle.APPLY))).casefold()
        assert len(job_now(office, job.id).items) == LIST_LIMIT - 1


def test_a_dispatch_that_is_redone_is_due_anew_and_can_be_taken_back_again(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        phone = Phone(field, clock)
        job_id = done(office.perform(AddJob(draft(), YES, dispatch=True))).changed_id("job")
        clock.later(seconds=3)
        done(office.perform(Undo()))
        clock.later(hours=1)
        done(office.perform(Redo(YES)))
        assert not phone.sync().jobs, "it leaves after the window, as if it were dispatched now"
        clock.later(seconds=3)
        done(office.perform(Undo()))
        clock.later(minutes=1)
        done(office.perform(Redo(YES)))
        clock.later(seconds=11)
        assert [each.job for each in phone.sync().jobs] == [job_id]
