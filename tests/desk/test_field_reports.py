"""Reports of phones: exactly once, in their turn, never lost; what cannot be applied is laid before the office."""

import pytest

from industrack_core.desk.upkeep import check_database
from industrack_core.domain.acts.acts import AddJob, DeleteJob, SetStatus, UnassignJob
from industrack_core.domain.acts.field_acts import RecallJob, Settle, SettleReport, SignOutDevice
from industrack_core.domain.field.records import DeviceState
from industrack_core.domain.field.told import Result, SentReport
from industrack_core.domain.records.job import Delivery, WorkStatus
from industrack_core.domain.records.job_parts import JobItem, JobTask
from tests.desk.office import YES, done, refused
from tests.desk.phones import KEY, Phone, dispatched, field_of, job_now
from tests.store.small_company import ANA, BEN, OAK_STREET, draft, rows
from tests.store.test_reads import queries, statements


def texts(url: str) -> list[str]:
    return [str(text) for (text,) in rows(url, "SELECT text FROM field_report ORDER BY id")]


def test_a_day_from_shift_to_shift_moves_the_board(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        assert list(phone.tags) == [job.id]
        for step, status in (
            ("start_travel", WorkStatus.ON_TRAVEL), ("end_travel", WorkStatus.NOT_STARTED),
            ("start_job", WorkStatus.STARTED), ("pause", WorkStatus.PAUSED), ("resume", WorkStatus.STARTED),
            ("complete", WorkStatus.COMPLETED),
        ):  # fmt: skip
            clock.later(minutes=10)
            assert phone.say("step", job.id, step=step) == "applied", texts(company_url)
            assert job_now(office, job.id).status is status
        clock.later(minutes=5)
        assert phone.say("shift", step="end") == "applied"
    kinds = rows(company_url, "SELECT kind, ends_at - starts_at FROM time_entry ORDER BY id")
    assert kinds == [("shift", 55), ("travel", 10), ("job", 10), ("break", 10), ("job", 10)]
    assert rows(company_url, "SELECT DISTINCT who FROM journal WHERE act = 'TakeReport'") == [("Ana Ruiz (phone)",)]
    assert texts(company_url)[2] == f"Ana Ruiz started {job.number} Furnace."
    assert not list(check_database(company_url, lambda progress: None, repair=False))


def test_that_nothing_is_new_for_a_phone_is_known_by_few_statements(company_url: str) -> None:
    with statements() as sent, field_of(company_url) as (field, office, clock):
        for _ in range(3):
            dispatched(office, clock)
        phone = Phone(field, clock)
        tags = [each.tag for each in field.documents(phone.device, []).jobs]
        before = len(queries(sent))
        assert len(tags) == 3
        assert field.documents(phone.device, tags).jobs == ()
        looked = queries(sent)[before:]
        assert sum(each.startswith("SELECT ledger.revision, EXISTS") for each in looked) == 3
        assert len(looked) == 6


def test_the_same_reports_again_change_nothing(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        phone.report("step", job.id, step="start_job")
        phone.report("note", job.id, key=KEY, text="valve seized")
        first = phone.send()
        revision = field.revision()
        clock.later(minutes=3)
        assert phone.send() == first
        assert phone.send(phone.sent[1]).results == first.results[1:]
        assert field.revision() == revision
        assert first.last == 2
        assert first.results == (Result(1, "applied"), Result(2, "applied"))


def test_the_lock_is_held_for_no_longer_than_was_said(company_url: str) -> None:
    with field_of(company_url) as (field, _, clock):
        phone = Phone(field, clock)
        for step in ("start", "end", "start"):
            phone.report("shift", step=step)
        left = list(phone.sent)
        for _ in phone.sent:
            taken = field.take_reports(phone.device, left, now_ms=field.clock_ms(), hold_s=-1)
            assert (len(taken.results), taken.paused) == (1, len(left) > 1)
            left = left[1:]
        assert taken.last == 3


def test_a_gap_stops_and_what_is_gone_for_good_is_told(company_url: str) -> None:
    with field_of(company_url) as (field, _, clock):
        phone = Phone(field, clock)
        shift = [
            phone.report("shift", step=step, ago=-place) for place, step in enumerate(("start", "end", "start", "end"))
        ]
        assert phone.send(shift[1]).results == ()
        assert phone.send(shift[0], shift[2]).last == 1
        taken = phone.send(shift[3], first=4)
        assert (taken.last, [each.seq for each in taken.results]) == (4, [3, 4])
        assert phone.send(first=4).last == 4
    assert "2 reports of this phone never came" in texts(company_url)[1]
    assert rows(company_url, "SELECT count(*) FROM field_report") == [(3,)]


def test_a_number_with_another_content_puts_the_device_aside(company_url: str) -> None:
    with field_of(company_url) as (field, _, clock):
        phone = Phone(field, clock)
        phone.say("shift", step="start")
        clone = SentReport(1, phone.sent[0].at, "shift", 0, "", b'{"step":"end"}')
        taken = phone.send(clone)
        assert taken.reused
        assert taken.state is DeviceState.LEAVING
        assert field.documents(phone.device, ["12345678"]).gone == ("12345678",)
        assert phone.send(phone.report("shift", step="end")).last == 2
        same = SentReport(1, phone.sent[0].at, "shift", 0, "", b'{ "step" : "start" }')
        assert not phone.send(same).reused


def test_nothing_that_a_phone_says_is_lost(company_url: str) -> None:
    """What cannot be read, and what was never theirs, is kept; and the turn goes on."""
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock)
        others = done(office.perform(AddJob(draft(crew=(BEN,)), YES, dispatch=True))).changed_id("job")
        assert others is not None
        phone = Phone(field, clock)
        phone.sync()
        assert phone.say("step", job.id, step="fly") == "review"
        assert phone.say("teleport", job.id) == "review"
        assert phone.say("note", job.id, key="short", text="x") == "review"
        assert phone.say("note", job.id, key=KEY, text="x" * 4001) == "review"
        assert phone.say("step", others, step="start_job") == "review"
        assert phone.say("step", 999_999, step="start_job") == "review"
        assert phone.say("note", job.id, named="815.9c2e", key=KEY, text="x") == "review"
        assert phone.say("note", job.id, key=KEY, text="\x1b[31mvalve\u202e") == "applied"
        assert job_now(office, others).status is WorkStatus.NOT_STARTED
    assert rows(company_url, "SELECT text FROM field_note") == [("[31mvalve",)]
    assert [text for text in texts(company_url) if "never had" in text] == texts(company_url)[4:7]


def test_what_the_office_did_meanwhile_stands_against_a_step(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        first, second, third = (dispatched(office, clock) for _ in range(3))
        phone = Phone(field, clock)
        phone.sync()
        clock.later(minutes=30)
        done(office.perform(SetStatus(first.id, first.version, WorkStatus.DECLINED, "ill", accepted=YES)))
        done(office.perform(UnassignJob(second.id, second.version, YES)))
        done(office.perform(DeleteJob(third.id, third.version, accepted=YES)))
        before = phone.report("step", first.id, step="start_job", ago=600)
        clock.later(minutes=10)
        reports = [
            before,
            phone.report("step", second.id, step="start_job"),
            phone.report("step", third.id, step="start_job"),
        ]
        assert [each.verdict for each in phone.send(*reports).results] == ["review"] * 3
        assert phone.sync().gone
    told = texts(company_url)
    assert ["another status" in told[0], "taken back" in told[1], "deleted" in told[2]] == [True] * 3


def test_notes_ticks_items_and_signatures_are_kept(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(
            office, clock, tasks=(JobTask(text="Check flue"),), items=(JobItem(name="Valve", one_off=True),)
        )
        phone = Phone(field, clock)
        task, line = phone.sync().jobs[0].sent["tasks"][0]["id"], job.items[0].id
        assert phone.say("note", job.id, key=KEY, text="valve seized") == "applied"
        assert phone.say("note", job.id, key=KEY, text="valve seized\nordered one") == "applied"
        assert phone.say("tick", job.id, task=task, done=True) == "applied"
        assert phone.say("tick", job.id, task=7, done=True) == "applied"
        assert phone.say("used", job.id, line=line, quantity=2500) == "applied"
        assert phone.say("used", job.id, key=KEY, name="Tape", quantity=1000) == "applied"
        assert phone.say("used", job.id, key=KEY, name="Tape", quantity=3000) == "applied"
        assert phone.say("sign", job.id, key=KEY, name="Mr Mora", path="M 1 2 l 3 4", what="Work done") == "applied"
        assert phone.say("sign", job.id, key=KEY, name="Mr Mora", path="<svg>", what="Work done") == "review"
        assert phone.say("photo", job.id, key=KEY, digest="a" * 64, size=3, type="image/jpeg", name="p") == "applied"
        live = phone.sync().jobs[0].live
        assert [note.text for note in live.notes] == ["valve seized\nordered one", "ticked: a task that is not there"]
        assert live.ticks == ((task, 1),)
        assert [(each.name, each.quantity) for each in live.used] == [("Valve", 2500), ("Tape", 3000)]
        assert [(each.kind, each.stored) for each in live.files] == [("photo", False)]
        assert not field.has_file(phone.device, "a" * 64)
        now = job_now(office, job.id)
        assert [(each.quantity, each.used, each.by) for each in now.items] == [(1000, 2500, None), (0, 3000, ANA)]
        assert now.tasks[0].done
        assert [each.text for each in now.field_notes] == [note.text for note in live.notes], "as the form shows them"


def test_a_site_note_is_replaced_only_where_it_was_seen_so(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        place = phone.sync().jobs[0].place
        assert (place.location, place.note) == (OAK_STREET, "Ring twice")
        assert phone.say("site_note", job.id, location=OAK_STREET, text="Gate 4711", base=place.base) == "applied"
        assert phone.say("site_note", job.id, location=OAK_STREET, text="Gate 12", base=place.base) == "review"
        assert 'it says "Gate 4711" now' in texts(company_url)[-1]
        report_id, version = rows(company_url, "SELECT id, version FROM field_report WHERE verdict = 'review'")[0]
        assert isinstance(report_id, int)
        assert isinstance(version, int)
        done(office.perform(SettleReport(report_id, version, Settle.APPLY)))
    assert rows(company_url, "SELECT site_note FROM location WHERE id = :id", id=OAK_STREET) == [("Gate 12",)]
    assert rows(company_url, "SELECT verdict FROM field_report ORDER BY id") == [("applied",), ("settled",)]


def test_a_step_is_taken_back_if_nothing_followed(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        phone.say("step", job.id, step="start_job")
        clock.later(minutes=1)
        assert phone.say("undo", seq=1) == "applied", texts(company_url)
        assert job_now(office, job.id).status is WorkStatus.NOT_STARTED
        assert rows(company_url, "SELECT count(*) FROM time_entry") == [(0,)]
        clock.later(minutes=1)
        phone.say("step", job.id, step="start_job")
        clock.later(minutes=1)
        phone.say("step", job.id, step="pause")
        assert phone.say("undo", seq=3) == "review"


@pytest.mark.parametrize(("lost", "state"), [(True, DeviceState.LOST), (False, DeviceState.LEAVING)])
def test_a_phone_that_is_signed_out_still_gives_what_it_has_unless_it_is_lost(
    company_url: str, lost: bool, state: DeviceState
) -> None:
    with field_of(company_url) as (field, office, clock):
        phone = Phone(field, clock)
        dispatched(office, clock)
        row = field.device_rows()[0]
        done(office.perform(SignOutDevice(row.id, row.version, lost)))
        taken = phone.send(phone.report("shift", step="start"))
        assert (taken.state, taken.last) == (state, 0 if lost else 1)
        assert phone.sync().jobs == ()
        assert not office.has_phones()


def test_a_recalled_job_is_on_no_phone(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        done(office.perform(RecallJob(job.id, job_now(office, job.id).version)))
        assert job_now(office, job.id).delivery is Delivery.SAVED
        assert len(phone.sync().gone) == 1
        assert "nobody has it" in refused(office.perform(RecallJob(job.id, job_now(office, job.id).version)))


def test_a_dispatch_is_handed_out_when_it_is_due_and_its_way_is_known(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        phone = Phone(field, clock)
        job_id = done(office.perform(AddJob(draft(), YES, dispatch=True))).changed_id("job")
        assert job_id is not None
        found = phone.sync()
        assert found.jobs == ()
        assert found.more_at_ms == field.clock_ms() + 10_000
        entry = field.waiting()[0].entry
        assert [each.job for each in field.documents(phone.device, [], heard={entry}).jobs] == [job_id]
        clock.later(seconds=10)
        assert phone.sync().handed == (entry,)
        assert phone.sync().got == (entry,)
        phone.sync(seen=(entry,))
        revision = field.revision()
        found = phone.sync(seen=(entry,))
        assert (found.jobs, found.gone, found.got, found.handed) == ((), (), (), ())
        assert field.revision() == revision
        assert field.waiting() == ()
    assert rows(company_url, "SELECT receipt FROM job_crew WHERE job_id = :job", job=job_id) == [(4,)]
