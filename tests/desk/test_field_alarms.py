"""What needs an eye by what phones report: actual starts, one of a crew who declined; without phones as ever."""

from dataclasses import replace

from industrack_core.desk.desk import Desk
from industrack_core.desk.field.field_desk import FieldDesk
from industrack_core.domain.acts.acts import PlanJob, SaveRecord, SetStatus
from industrack_core.domain.acts.field_acts import Settle, SettleReport, SignOutDevice
from industrack_core.domain.board.alarms import ExceptionKind
from industrack_core.domain.board.board import Block
from industrack_core.domain.board.day_now import LiveAsked
from industrack_core.domain.field.records import FieldReport
from industrack_core.domain.field.told import Contact
from industrack_core.domain.records.job import WorkStatus
from industrack_core.domain.time.minute import minute_of
from tests.desk.office import YES, done, fields_refused, saved
from tests.desk.phones import Clock, Phone, dispatched, field_of, job_now
from tests.store.small_company import ANA, BEN, DAY, TODAY, at

OVER, DECLINED, LATE = ExceptionKind.OVERRUN, ExceptionKind.DECLINED, ExceptionKind.LATE_START
WHOM = [ANA, BEN]


def told(office: Desk, clock: Clock, job_id: int) -> list[tuple[ExceptionKind, str]]:
    """The exceptions of a job of the day, which list, lines below the board and month tell alike."""
    listed = [each for each in office.exceptions(office.office(), WHOM) if each.block.job_id == job_id]
    day, worst = office.live_day(LiveAsked(WHOM, DAY)).alarms(minute_of(clock()))
    assert [alarm.kind for alarm, each in worst if isinstance(each, Block)] == [each.kind for each in listed]
    assert day.total == len(worst)
    (total,) = office.days(office.office(), TODAY, 1)
    assert list(total.alarms) == [each.kind for each in listed]
    return [(each.kind, each.text) for each in listed]


def test_a_job_is_late_until_a_phone_begins_it_and_over_by_its_actual_start(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        phone.sync()
        clock.now = at("9:20")
        assert told(office, clock, job.id) == [(LATE, "should have begun")]
        phone.say("step", job.id, step="start_travel")
        assert [kind for kind, _ in told(office, clock, job.id)] == [LATE]
        clock.now = at("9:40")
        phone.say("step", job.id, step="start_job")
        for clock_text, kinds in (("10:31", []), ("11:10", []), ("11:11", [OVER])):
            clock.now = at(clock_text)
            assert [kind for kind, _ in told(office, clock, job.id)] == kinds, clock_text
        phone.say("step", job.id, step="pause")
        assert [kind for kind, _ in told(office, clock, job.id)] == [OVER]
        phone.say("step", job.id, step="complete")
        assert told(office, clock, job.id) == []


def test_what_was_worked_on_it_another_day_does_not_count(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        clock.now = at("9:00")
        phone.say("step", job.id, step="start_job")
        clock.later(minutes=10)
        phone.say("step", job.id, step="hold", reason="a part")
        job = job_now(office, job.id)
        done(office.perform(PlanJob(job.id, job.version, (ANA,), at("14:00"), 90, YES)))
        clock.now = at("14:20")
        phone.say("step", job.id, step="resume")
        clock.now = at("15:50")
        assert told(office, clock, job.id) == []
        clock.later(minutes=1)
        assert [kind for kind, _ in told(office, clock, job.id)] == [OVER]


def test_only_what_those_in_the_crew_worked_counts(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock, crew=(ANA, BEN))
        dispatched(office, clock, crew=(BEN,), starts_at=at("15:00"))
        ana, ben = Phone(field, clock), Phone(field, clock, BEN, "ben's token")
        for phone in (ana, ben, ana, ben):
            phone.sync()
        clock.now = at("9:00")
        ben.say("step", job.id, step="start_job")
        job = job_now(office, job.id)
        done(office.perform(PlanJob(job.id, job.version, (ANA,), job.starts_at, job.minutes, YES)))
        clock.now = at("9:40")
        ana.say("step", job.id, step="start_job")
        for clock_text, kinds in (("11:10", []), ("11:11", [OVER])):
            clock.now = at(clock_text)
            assert [kind for kind, _ in told(office, clock, job.id)] == kinds, clock_text


def test_without_a_phone_a_job_is_over_by_its_plan(company_url: str) -> None:
    with field_of(company_url) as (_, office, clock):
        job = dispatched(office, clock)
        done(office.perform(SetStatus(job.id, job.version, WorkStatus.STARTED, accepted=YES)))
        clock.now = at("10:31")
        assert told(office, clock, job.id) == [(OVER, "should be done")]


def test_one_of_a_crew_who_declines_needs_an_eye_until_the_crew_changes(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock, crew=(ANA, BEN))
        ana, ben = Phone(field, clock), Phone(field, clock, BEN, "ben's token")
        for phone in (ana, ben, ana, ben):
            phone.sync()
        assert told(office, clock, job.id) == []
        ben.say("step", job.id, step="decline", reason="no ladder")
        assert told(office, clock, job.id) == [(DECLINED, "Ben Okafor declined: the others go alone")]
        ana.say("step", job.id, step="start_job")
        assert [kind for kind, _ in told(office, clock, job.id)] == [DECLINED]
        job = job_now(office, job.id)
        assert job.status is WorkStatus.STARTED
        done(office.perform(PlanJob(job.id, job.version, (ANA,), job.starts_at, job.minutes, YES)))
        assert told(office, clock, job.id) == []


def test_all_who_declined_are_told_as_ever(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        phone.say("step", job.id, step="decline", reason="ill")
        assert told(office, clock, job.id) == [(DECLINED, "declined: somebody else must go")]


def beside(office: Desk) -> list[tuple[ExceptionKind, int]]:
    """What needs an eye and is no job: its kind, and of whom."""
    found = [(each.kind, each.employee_id) for each in office.matters(WHOM)]
    live = office.live_day(LiveAsked(WHOM, DAY))
    assert live.phones.waiting == sum(kind is ExceptionKind.FIELD for kind, _ in found)
    counts = live.alarms(minute_of(office.clock()))[0].counts
    told = (ExceptionKind.FIELD, ExceptionKind.SILENT)
    assert [counts.get(kind, 0) for kind in told] == [sum(each is kind for each, _ in found) for kind in told]
    return found


def test_a_report_in_the_tray_needs_an_eye_until_it_is_decided_on(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        assert beside(office) == []
        assert phone.say("step", job.id, step="resume") == "review"
        (matter,) = office.matters(WHOM)
        report = office.records("field_report", [matter.report_id])[matter.report_id]
        assert isinstance(report, FieldReport)
        assert matter == (ExceptionKind.FIELD, ANA, minute_of(clock()), report.text, report.id)
        assert office.matters([BEN]) == []
        done(office.perform(SettleReport(report.id, report.version, Settle.DISMISS, "a mistake")))
        assert beside(office) == []


SILENT = [(ExceptionKind.SILENT, ANA)]


def hear(field: FieldDesk, phone: Phone) -> None:
    """The phone syncs, with nothing to say."""
    field.synced(phone.device, field.documents(phone.device, []), state=Contact("1", 0, 0, 0, ""))
    field.flush_contacts()


def test_a_phone_with_work_that_is_not_heard_of_needs_an_eye(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock)
        dispatched(office, clock, crew=(BEN,))
        phone = Phone(field, clock)
        hear(field, phone)
        clock.now = at("8:59")
        assert beside(office) == [], "before work nobody need be heard of"
        clock.now = at("9:30")
        assert beside(office) == SILENT, "and Ben has no phone"
        hear(field, phone)
        assert beside(office) == []
        phone.say("step", job.id, step="start_job")
        phone.say("step", job.id, step="complete")
        clock.later(minutes=29)
        assert beside(office) == []
        clock.later(minutes=1)
        assert beside(office) == SILENT, "the shift goes on"
        phone.say("shift", step="end")
        assert beside(office) == []


def test_how_long_a_phone_may_be_silent_is_a_setting_and_none_that_was_signed_out_is(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        dispatched(office, clock)
        hear(field, Phone(field, clock))
        clock.now = at("9:44")
        told = []
        for minutes in (44, 45, 0, 30):
            saved(office, replace(office.field_settings(), silent_minutes=minutes))
            told.append(beside(office))
        assert told == [SILENT, [], [], SILENT]
        assert fields_refused(office.perform(SaveRecord(replace(office.field_settings(), silent_minutes=1441)))) == [
            "silent_minutes"
        ]
        device = office.phones()[0]
        done(office.perform(SignOutDevice(device.id, device.version)))
        assert beside(office) == []
