"""Messages beside phones: written with the act that causes them, taken back with it, sent once, given up in words."""

import json
from dataclasses import replace
from typing import Any

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.desk.field.field_desk import FieldDesk
from industrack_core.desk.field.judging import entry_name
from industrack_core.domain.acts.acts import DispatchJob, EditJob, Redo, SaveRecord, Undo
from industrack_core.domain.acts.field_acts import RecallJob, SettleMessage
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.field.happened import Happened
from industrack_core.domain.field.messages import PAUSES_S
from industrack_core.domain.field.records import FieldSettings
from industrack_core.domain.outcomes import Stale
from industrack_core.domain.records.customer import Customer
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.listing import ListQuery
from tests.desk.office import YES, done, fields_refused, saved
from tests.desk.phones import KEY, Phone, dispatched, field_of, job_now
from tests.store.small_company import ANA, LINDQVIST, rows


def told(office: Desk, employee_id: int = ANA, notify: str = "mail:ana@example.com") -> None:
    """An employee who is told beside their phone."""
    employee: Any = office.records("employee", [employee_id])[employee_id]
    saved(office, replace(employee, notify=notify))


def customer_told(office: Desk, notify: str = "sms:+15550100") -> Customer:
    customer: Any = office.records("customer", [LINDQVIST])[LINDQVIST]
    changed: Customer = saved(office, replace(customer, notify=notify))
    return changed


def waiting(field: FieldDesk) -> list[tuple[str, str, str]]:
    return [(each.errand.value, each.address, each.payload) for each in field.messages()]


def sent(field: FieldDesk) -> None:
    """All that waits has gone."""
    for each in field.messages():
        field.message_tried(each.id, "")


def recall(office: Desk, job: Job) -> None:
    done(office.perform(RecallJob(job.id, job_now(office, job.id).version, YES)))


def test_who_wants_it_is_told_of_a_dispatch_and_nobody_else(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        dispatched(office, clock)
        assert waiting(field) == []
        told(office)
        job = dispatched(office, clock)
        ((errand, address, text),) = waiting(field)
        assert (errand, address) == ("dispatch", "mail:ana@example.com")
        assert job.number in text
        assert "Lindqvist" in text
        assert "{" not in text
        phone = Phone(field, clock)
        assert {each.job for each in phone.sync().jobs} >= {job.id}, "the phone has its own entry"


def test_an_undo_takes_back_what_has_not_gone_and_recalls_what_has(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        told(office)
        job = dispatched(office, clock)
        done(office.perform(Undo(YES)))
        assert waiting(field) == []
        job = dispatched(office, clock)
        sent(field)
        recall(office, job)
        assert [errand for errand, _, _ in waiting(field)] == ["recall"]
        sent(field)
        done(office.perform(DispatchJob(job.id, job_now(office, job.id).version, YES)))
        sent(field)
        done(office.perform(Undo(YES)))
        assert [errand for errand, _, _ in waiting(field)] == ["recall"]


def test_what_went_and_is_taken_back_is_followed_by_what_stands_then(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        told(office)
        done(office.perform(SaveRecord(FieldSettings(dispatch_text="Go: {description}", recall_text="Not: {job}"))))
        job = dispatched(office, clock, description="One")
        sent(field)
        again = replace(draft_of(job_now(office, job.id)), description="Two")
        done(office.perform(EditJob(job.id, job_now(office, job.id).version, again, YES, dispatch=True)))
        assert [text for _, _, text in waiting(field)] == ["Go: Two"]
        sent(field)
        done(office.perform(Undo(YES)))
        assert waiting(field) == [("dispatch", "mail:ana@example.com", "Go: One")]
        sent(field)
        recall(office, job)
        sent(field)
        done(office.perform(Undo(YES)))
        assert waiting(field) == [("dispatch", "mail:ana@example.com", "Go: One")], "it is theirs again"
        sent(field)
        done(office.perform(Redo(YES)))
        assert waiting(field)[-1][0] == "recall"


def test_who_took_the_way_back_before_the_customer_was_told_tells_nobody(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        customer_told(office)
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        for gone in (False, True):
            assert phone.say("step", job.id, step="start_travel") == "applied"
            (entry,) = field.messages()
            if gone:
                assert field.claim_message(entry), "it may have gone"
            assert phone.say("undo", seq=len(phone.sent)) == "applied"
            assert len(field.messages()) == gone
            phone.sync()


@pytest.mark.parametrize(
    ("event", "then", "stays"),
    [
        ("dispatch", "", True), ("dispatch", "undo", False), ("dispatch", "recall", False),
        ("dispatch", "again", False), ("dispatch", "again, not due", True),
        ("recall", "undo", True), ("recall", "recall", True), ("recall", "", False), ("recall", "again", False),
        ("complete", "undo", True),
    ],
)  # fmt: skip
def test_a_command_that_failed_is_not_told_what_is_not_so_any_more(
    company_url: str, event: str, then: str, stays: bool
) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock)
        field.happening.start(0)
        entry = rows(company_url, "SELECT payload FROM outbox WHERE job_id = :job", job=job.id)[0][0]
        happened = Happened(event, 0, ANA, "Ana Ruiz", job.id, job.number, json.loads(str(entry)), "", 1)
        field.hook_failed(happened, json.dumps({"said": happened.said}), "No paper.")
        if then == "undo":
            done(office.perform(Undo(YES)))
        elif then == "recall":
            recall(office, job)
        elif then:
            again = replace(draft_of(job_now(office, job.id)), description="Two")
            done(office.perform(EditJob(job.id, job_now(office, job.id).version, again, YES, dispatch=True)))
            clock.later(seconds=11 if then == "again" else 9)
        (waits,) = [each for each in field.messages() if each.address == f"hook:{event}"]
        assert field.claim_message(waits) is stays
        assert len(field.messages()) == stays


def test_a_redo_says_it_when_its_window_has_passed_and_can_be_undone(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        told(office)
        dispatched(office, clock)
        done(office.perform(Undo(YES)))
        clock.later(hours=1)
        done(office.perform(Redo(YES)))
        (entry,) = field.messages()
        assert entry.next_s == int(clock().timestamp()) + 10
        done(office.perform(Undo(YES)))
        assert field.messages() == ()


def test_what_was_never_said_needs_no_recall(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        told(office)
        job = dispatched(office, clock)
        (entry,) = field.messages()
        field.message_tried(entry.id, "No route to host.")
        recall(office, job)
        assert waiting(field) == []
        assert rows(company_url, "SELECT count(*) FROM outbox WHERE channel = 'notify'") == [(0,)]


def test_a_customer_is_told_once_when_somebody_sets_out(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job, other = dispatched(office, clock), dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        assert phone.say("step", other.id, step="start_travel") == "applied"
        assert waiting(field) == []
        customer_told(office)
        for step in ("start_travel", "start_job", "complete"):
            assert phone.say("step", other.id, step=step) == "applied"
        assert waiting(field) == [], "they had set out before, and arrive"
        for step in ("start_travel", "end_travel", "start_travel"):
            assert phone.say("step", job.id, step=step) == "applied"
            clock.later(minutes=2)
        ((errand, address, text),) = waiting(field)
        assert (errand, address) == ("travel", "sms:+15550100")
        assert "Ana" in text


def test_nobody_is_told_late_that_somebody_was_on_the_way(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        customer_told(office)
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        phone.report("step", job.id, step="start_travel")
        clock.later(minutes=31)
        assert phone.send(phone.sent[-1]).results[-1].verdict == "applied"
        assert waiting(field) == []


def test_it_is_tried_again_after_growing_pauses_and_given_up_in_words(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        told(office)
        dispatched(office, clock)
        (entry,) = field.messages()
        for pause in PAUSES_S:
            field.message_tried(entry.id, "No route\x1b[2J to host.")
            (entry,) = field.messages()
            assert entry.next_s == int(clock().timestamp()) + pause
            clock.later(seconds=pause)
        field.message_tried(entry.id, "No route to host.")
        assert field.messages() == ()
        (row,) = [each for each in office.list_page(ListQuery("waiting", "due_s")).rows if each.id == entry.id]
        assert (row.values["next_s"], row.values["tries"], row.values["error"]) == (0, 11, "No route to host.")
        assert rows(company_url, "SELECT count(*) FROM outbox WHERE error LIKE '%' || :esc || '%'", esc="\x1b") == [
            (0,)
        ]
        done(office.perform(SettleMessage(row.id, row.version, again=True)))
        assert [each.tries for each in field.messages()] == [0]
        assert isinstance(office.perform(SettleMessage(row.id, row.version, again=False)), Stale)
        done(office.perform(SettleMessage(row.id, row.version + 1, again=False)))
        assert field.messages() == ()
        done(office.perform(Undo(YES)))
        assert len(field.messages()) == 1


def test_a_message_that_went_is_sent_no_more(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        told(office)
        dispatched(office, clock)
        (entry,) = field.messages()
        field.message_tried(entry.id, "")
        revision = field.revision()
        field.message_tried(entry.id, "late")
        field.message_tried(999_999, "")
        assert (field.messages(), field.revision()) == ((), revision)


def test_a_phone_cannot_name_a_message(company_url: str) -> None:
    """Neither as what it has seen, nor as what it had of the job."""
    with field_of(company_url) as (field, office, clock):
        told(office)
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        (entry,) = field.messages()
        phone.sync(seen=(entry.id,))
        assert len(field.messages()) == 1
        assert phone.say("note", job.id, named=entry_name(entry), key=KEY, text="x") == "review"
        ((text,),) = rows(company_url, "SELECT text FROM field_report")
        assert str(text).endswith("They never had this job from the office.")
        assert phone.say("note", job.id, key=KEY, text="x") == "applied"


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("dispatch_text", FieldSettings(dispatch_text="Hello {name}")),
        ("recall_text", FieldSettings(recall_text="{} {job}")),
        ("travel_text", FieldSettings(travel_text="{Time}")),
    ],
)
def test_a_text_says_only_what_there_is(company_url: str, field: str, wrong: FieldSettings) -> None:
    with field_of(company_url) as (_, office, _clock):
        assert fields_refused(office.perform(SaveRecord(wrong))) == [field]
        done(office.perform(SaveRecord(FieldSettings(dispatch_text="", recall_text="{job}", travel_text="{note}"))))


def test_an_empty_text_is_not_sent(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        told(office)
        done(office.perform(SaveRecord(replace(FieldSettings(), dispatch_text="", travel_text=""))))
        customer_told(office)
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        phone.say("step", job.id, step="start_travel")
        assert waiting(field) == []


def test_addresses_are_checked(company_url: str) -> None:
    with field_of(company_url) as (_, office, _clock):
        employee: Any = office.records("employee", [ANA])[ANA]
        assert fields_refused(office.perform(SaveRecord(replace(employee, notify="ana")))) == ["notify"]
        customer: Any = office.records("customer", [LINDQVIST])[LINDQVIST]
        assert fields_refused(office.perform(SaveRecord(replace(customer, notify="ana")))) == ["notify"]


def test_a_message_is_sent_by_one_gateway_and_counts_as_tried_before_it_goes(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        told(office)
        dispatched(office, clock)
        (entry,) = field.messages()
        assert [field.claim_message(entry), field.claim_message(entry)] == [True, False]
        (claimed,) = field.messages()
        now_s = int(clock().timestamp())
        assert (claimed.tries, claimed.next_s, claimed.error) == (1, now_s + PAUSES_S[0], "")
        field.message_tried(entry.id, "No route to host.")
        (entry,) = field.messages()
        assert (entry.tries, entry.error) == (1, "No route to host.")
        for _ in range(2 * len(PAUSES_S)):
            assert field.claim_message(entry), "nobody told what came of it: it is tried again"
            (entry,) = field.messages()
        field.message_tried(entry.id, "No route to host.")
        assert field.messages() == ()


def test_what_may_have_gone_is_recalled_and_does_not_come_after_its_recall(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        told(office)
        job = dispatched(office, clock)
        (entry,) = field.messages()
        assert field.claim_message(entry)
        recall(office, job)
        first, second = sorted(field.messages(), key=lambda each: each.id)
        assert [first.errand.value, second.errand.value] == ["dispatch", "recall"]
        assert not field.claim_message(first)
        assert [each.id for each in field.messages()] == [second.id]
        assert field.claim_message(second)
        done(office.perform(DispatchJob(job.id, job_now(office, job.id).version, YES)))
        (last,) = [each for each in field.messages() if each.id not in (first.id, second.id)]
        assert field.claim_message(last)
        done(office.perform(Undo(YES)))
        assert [each.errand.value for each in field.messages() if each.id > last.id] == ["recall"]


def test_a_message_that_waited_too_long_does_not_say_that_somebody_is_on_the_way(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        customer_told(office)
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        assert phone.say("step", job.id, step="start_travel") == "applied"
        (entry,) = field.messages()
        clock.later(minutes=31)
        assert not field.claim_message(entry)
        assert field.messages() == ()
