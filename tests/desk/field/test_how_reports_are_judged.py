"""Whose turn a report is, whether it can be read, whose job it names, and what stands against it: tables of values."""

import json
import re

import pytest

from industrack_core.domain.acts.acts import AddJob, DeleteJob, SaveRecord, SetStatus
from industrack_core.domain.acts.field_acts import RecallJob, Settle, SettleReport
from industrack_core.domain.field.records import FieldSettings
from industrack_core.domain.field.told import MOST_REPORTS, SentReport, Taken
from industrack_core.domain.outcomes import Stale
from industrack_core.domain.records.job import WorkStatus
from industrack_core.domain.records.settings import HoldReason
from tests.desk.office import YES, done, refused
from tests.desk.phones import KEY, Phone, dispatched, field_of, hashed, job_now
from tests.store.small_company import ANA, BEN, draft, rows

HIGHEST = 2**31 - 1
NEVER_HAD = "They never had this job from the office."


def texts(url: str) -> list[str]:
    """What the office reads of all reports."""
    return [str(text) for (text,) in rows(url, "SELECT text FROM field_report ORDER BY id")]


def stale_at(outcome: object) -> int:
    """At which version the record is, of which another one was seen."""
    assert isinstance(outcome, Stale), outcome
    return outcome.version


def test_the_name_of_what_a_phone_had_must_fit_to_the_letter(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        name = phone.sync().jobs[0].entry
        number, digest = name.split(".")
        other = done(office.perform(AddJob(draft(), YES, dispatch=True))).changed_id("job") or 0
        clock.later(minutes=1)
        phone.sync()
        wrong = (
            f"x{name}", f"{number}.{digest[:3]}", f"{number}.{digest}0", number, f".{digest}",
            f"{number.zfill(9)}.{digest}", f"²{name}", f"999999999.{digest}", f"9999999999.{digest}", f"-{name}",
            phone.entries[other],
        )  # fmt: skip
        assert [phone.say("note", job.id, named=each, key=KEY, text="x") for each in wrong] == ["review"] * len(wrong)
        assert phone.say("note", job.id, named=name, key=KEY, text="x") == "applied"
        assert phone.say("note", job.id, named="", key=KEY, text="x") == "applied"
        done(office.perform(RecallJob(job.id, job_now(office, job.id).version)))
        ((recall, payload),) = rows(company_url, "SELECT id, payload FROM outbox WHERE errand = 'recall'")
        named = f"{recall}.{hashed(str(payload))[:4]}"
        assert phone.say("note", job.id, named=named, key=KEY, text="x") == "review"
        for before in (name, ""):
            assert phone.say("note", job.id, named=before, key=KEY, text="y") == "applied", "of before it was recalled"
        now = job_now(office, job.id)
        done(office.perform(DeleteJob(job.id, now.version, accepted=YES)))
        assert phone.say("note", job.id, named=name, key=KEY, text="z") == "review"
    assert texts(company_url)[-1].endswith("The job is deleted.")
    assert (len(digest), re.fullmatch("[0-9a-f]{4}", digest) is not None) == (4, True)
    reviewed = [text for text in texts(company_url) if text.endswith(NEVER_HAD)]
    assert len(reviewed) == len(wrong) + 1


def test_as_many_as_are_taken_at_a_time_and_by_whom(company_url: str) -> None:
    with field_of(company_url) as (field, _, clock):
        phone = Phone(field, clock)
        reports = [phone.report("shift", step="start") for _ in range(MOST_REPORTS + 1)]
        with pytest.raises(ValueError, match="25 reports"):
            phone.send(*reports)
        assert phone.send(*reports[:MOST_REPORTS]).last == MOST_REPORTS
        for nobody in (0, 999_999):
            assert field.take_reports(nobody, reports[:1], now_ms=0) == Taken(0, (), None)


def test_the_last_number_that_there_is_and_none_after_it(company_url: str) -> None:
    with field_of(company_url) as (field, _, clock):
        phone = Phone(field, clock)
        said = phone.report("shift", step="start")
        ends = [SentReport(HIGHEST + more, said.at, "shift", 0, "", said.body) for more in (0, 1)]
        assert phone.send(said, first=1).last == 1
        assert phone.send(said, first=3).last == 2
        assert phone.send(*ends, first=HIGHEST).last == HIGHEST
        assert phone.send(*ends, first=HIGHEST + 1).results[-1].seq == HIGHEST
    lost = rows(company_url, "SELECT body FROM field_report WHERE kind = 'lost' ORDER BY id")
    assert [json.loads(str(body)) for (body,) in lost] == [{"from": 2, "to": 2}, {"from": 3, "to": HIGHEST - 1}]
    told = texts(company_url)
    assert told[1] == "Ana Ruiz has lost 1 report. 1 report of this phone never came, and cannot come any more."
    assert f"has lost {HIGHEST - 3:,} reports" in told[2]


@pytest.mark.parametrize(("length", "kept"), [(20_000, 20_000), (20_001, 20_000)])
def test_a_body_of_any_length_is_kept_as_far_as_there_is_room(company_url: str, length: int, kept: int) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        assert phone.say("teleport", job.id, text="x" * (length - len('{"text":""}'))) == "review"
        assert phone.say("note", HIGHEST, key=KEY, text="x") == "review"
        for job_id in (-1, HIGHEST + 1):
            clock.later(seconds=1.7)
            assert phone.say("note", job_id, key=KEY, text="x") == "review"
        said = int(clock().timestamp())
    found = rows(company_url, "SELECT job_id, length(body), said_s FROM field_report ORDER BY id")
    assert found[0][:2] == (job.id, kept)
    assert [each[0] for each in found[1:]] == [HIGHEST, 0, 0]
    assert found[-1][2] == said
    assert "It cannot be read" in texts(company_url)[0]
    assert "It cannot be read" in texts(company_url)[2]


def test_two_stores_of_one_number_are_told_once(company_url: str) -> None:
    with field_of(company_url) as (field, _, clock):
        phone = Phone(field, clock)
        phone.say("shift", step="start")
        clone = SentReport(1, phone.sent[0].at, "shift", 0, "", b'{"step":"end"}')
        later = [phone.report("shift", step=step) for step in ("end", "start")]
        assert phone.send(later[1], later[0]).last == 1, "what is not next stops the rest"
        assert phone.send(clone, later[0]).last == 1, "nor does anything follow another store's"
        revision = field.revision()
        assert phone.send(clone).reused
        assert field.revision() == revision
    told = rows(company_url, "SELECT line FROM journal ORDER BY revision DESC LIMIT 1")
    assert told == [("Put Ana's Pixel of Ana Ruiz aside: report 1 came twice, and not the same.",)]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"reason_id": 0}, "Part missing"),
        ({"reason_id": 0, "reason": "no valve"}, "no valve"),
        ({"reason_id": 999_999}, ""),
        ({"reason": "no valve"}, "no valve"),
    ],
)
def test_why_a_job_is_on_hold(company_url: str, body: dict[str, object], reason: str) -> None:
    with field_of(company_url) as (field, office, clock):
        known = done(office.perform(SaveRecord(HoldReason(name="Part missing")))).changed_id("hold_reason")
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        phone.say("step", job.id, step="start_job")
        body = {**body, "reason_id": known} if body.get("reason_id") == 0 else body
        assert phone.say("step", job.id, step="hold", **body) == "applied"
        held = job_now(office, job.id)
        assert (held.status, held.status_reason) == (WorkStatus.PAUSED, reason)


@pytest.mark.parametrize(
    ("setting", "body", "together"),
    [(False, {}, False), (False, {"all": True}, True), (True, {}, True), (True, {"all": True}, True)],
)
def test_one_completes_for_all_where_they_say_so_or_the_office_does(
    company_url: str, setting: bool, body: dict[str, bool], together: bool
) -> None:
    with field_of(company_url) as (field, office, clock):
        done(office.perform(SaveRecord(FieldSettings(completes_all=setting))))
        job = dispatched(office, clock, crew=(ANA, BEN))
        ana, ben = Phone(field, clock), Phone(field, clock, BEN, "ben's token")
        for phone in (ana, ben):
            phone.sync()
            phone.say("step", job.id, step="start_job")
        clock.later(minutes=10)
        assert ana.say("step", job.id, step="pause", **body) == "applied"
        assert job_now(office, job.id).status is WorkStatus.STARTED, "a pause is nobody's but theirs"
        assert ana.say("step", job.id, step="complete", **body) == "applied"
        assert job_now(office, job.id).status is (WorkStatus.COMPLETED if together else WorkStatus.STARTED)
        visits = "SELECT employee_id, status FROM visit ORDER BY employee_id"
        assert rows(company_url, visits) == [(ANA, "completed"), (BEN, "completed" if together else "started")]
        ended = rows(company_url, "SELECT mark FROM time_entry WHERE employee_id = :ben AND kind = 'job'", ben=BEN)
        assert ended == [('["auto"]' if together else "[]",)]
        clock.later(minutes=1)
        assert ana.say("undo", seq=3) == "applied"
        assert rows(company_url, visits) == [(ANA, "paused"), (BEN, "started")], "both are as they were"


def test_what_cannot_be_taken_back_or_corrected(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock)
        ana, again = Phone(field, clock), Phone(field, clock, ANA, "her other token")
        ben = Phone(field, clock, BEN, "ben's token")
        ana.sync()
        ana.say("note", job.id, key=KEY, text="x")
        ana.say("shift", step="start")
        ((entry,),) = rows(company_url, "SELECT id FROM time_entry")
        began = int(clock().timestamp() * 1000)
        clock.later(minutes=30)
        later = began + 60_000
        assert [ana.say("undo", seq=seq) for seq in (1, 99)] == ["review", "review"]
        assert ben.say("amend", entry=entry, starts=later) == "review"
        assert ana.say("amend", entry=999_999, starts=later) == "review"
        assert ana.say("amend", entry=entry, starts=later + 10**7, why="late") == "review"
        assert ana.say("amend", entry=entry, starts=later, why="was later") == "applied"
        assert again.send(again.report("shift", step="end", ago=1795)).results[0].verdict == "review"
        done(office.perform(SaveRecord(FieldSettings(amend_today=False))))
        assert ana.say("amend", entry=entry, starts=began) == "review"
    assert [text.split("Ruiz ")[-1].split("Okafor ")[-1] for text in texts(company_url)[2:]] == [
        "took a step back. There is no such step.", "took a step back. There is no such step.",
        "corrected a time. This time is not there, or is not theirs.",
        "corrected a time. This time is not there, or is not theirs.",
        "corrected the shift of 2026-11-24 (late). The corrected time ends before it starts, or lies ahead.",
        "corrected the shift of 2026-11-24 (was later).",
        "ended the shift. It was before what is known already, perhaps from another phone of theirs.",
        "corrected the shift of 2026-11-24. Technicians may not correct their times here.",
    ]  # fmt: skip


def test_a_report_is_settled_once_by_who_saw_it_as_it_is(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        clock.later(minutes=30)
        done(office.perform(SetStatus(job.id, job.version, WorkStatus.PAUSED, "no part", accepted=YES)))
        late = phone.report("step", job.id, step="start_travel", ago=600)
        phone.send(late, phone.report("teleport", job.id))
        (step, step_version), (unread, unread_version) = (
            (int(str(number)), int(str(version)))
            for number, version in rows(company_url, "SELECT id, version FROM field_report ORDER BY id")
        )
        assert "cannot be applied: On Travel" not in refused(
            office.perform(SettleReport(step, step_version, Settle.APPLY))
        )
        assert stale_at(office.perform(SettleReport(step, step_version + 1, Settle.APPLY))) == step_version
        assert stale_at(office.perform(SettleReport(999_999, 1, Settle.APPLY))) == 0
        assert "dismiss it" in refused(office.perform(SettleReport(unread, unread_version, Settle.APPLY)))
        assert "Why is it dismissed" in refused(office.perform(SettleReport(unread, unread_version, Settle.DISMISS)))
        done(office.perform(SettleReport(unread, unread_version, Settle.DISMISS, "an old page")))
        again = done(office.perform(SettleReport(unread, unread_version + 1, Settle.APPLY)))
        assert "dealt with already" in again.line
        now = job_now(office, job.id)
        done(office.perform(SetStatus(job.id, now.version, WorkStatus.NOT_STARTED, accepted=YES)))
        done(office.perform(SettleReport(step, step_version, Settle.APPLY, accepted=YES)))
        assert job_now(office, job.id).status is WorkStatus.ON_TRAVEL
    assert texts(company_url)[1].endswith("Dismissed: an old page")
