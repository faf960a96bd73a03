"""What an act will look up, as far as it says so itself: asked for together with the write lock.

An answer that comes with the lock costs no way to a server while everybody else waits for it. Nothing hangs on what is
foreseen: what was not is asked for when it is wanted, and what nobody wants is not read.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import singledispatch
from typing import TypeGuard

from industrack_core.desk.jobs.job_checks import year_findings
from industrack_core.desk.together import MOST
from industrack_core.domain.acts import acts
from industrack_core.domain.acts.drafts import JobDraft, NewCustomer
from industrack_core.domain.field.records import Visit
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.customer import Customer, Location
from industrack_core.domain.records.job import MAX_JOB_MINUTES, Job
from industrack_core.domain.records.office import Calendar, Employee, JobColor, ServiceType
from industrack_core.domain.records.record import NumberedRecord, Record, kind_of
from industrack_core.domain.text.text import clean_line
from industrack_core.domain.time.span import Span
from industrack_core.store.writing.lookups import Lookups


def foresee(look: Lookups, act: acts.Act) -> None:
    """Ask for what the act will look up first: its record, and what its rules want of the records that it names."""
    _expect_one(look, Job, getattr(act, "job_id", None))
    _expect_named(act, look)


@singledispatch
def _expect_named(act: object, look: Lookups) -> None:
    """What else an act of this kind names; of the others nothing is foreseen."""


@_expect_named.register(acts.Together)
def _(act: acts.Together, look: Lookups) -> None:
    if len(act.acts) <= MOST:
        look.expect(Job, [each.job_id for each in act.acts])
        for each in act.acts:
            _expect_named(each, look)


@_expect_named.register(acts.SaveRecord)
def _(act: acts.SaveRecord, look: Lookups) -> None:
    record = act.record
    look.expect_home()
    _expect_one(look, type(record), record.id or None)
    if not record.id and isinstance(record, NumberedRecord):
        _expect_number(look, kind_of(record), record.number)


@_expect_named.register(acts.PlanJob)
def _(act: acts.PlanJob, look: Lookups) -> None:
    _expect_plan(look, act.crew, act.starts_at, act.minutes, act.job_id)


@_expect_named.register(acts.CopyJob)
def _(act: acts.CopyJob, look: Lookups) -> None:
    _expect_plan(look, act.crew, act.starts_at, act.minutes)
    _expect_number(look, Kind.JOB)


@_expect_named.register(acts.PlaceJob)
def _(act: acts.PlaceJob, look: Lookups) -> None:
    look.expect(Employee, [act.employee_id])
    look.expect_found(Visit, "job_id", [act.job_id])


@_expect_named.register(acts.SetStatus)
@_expect_named.register(acts.UnassignJob)
def _(act: acts.SetStatus | acts.UnassignJob, look: Lookups) -> None:
    look.expect_found(Visit, "job_id", [act.job_id])


@_expect_named.register(acts.DispatchJob)
def _(act: acts.DispatchJob, look: Lookups) -> None:
    look.expect_field_window()


@_expect_named.register(acts.AddJob)
def _(act: acts.AddJob, look: Lookups) -> None:
    draft = act.draft
    _expect_draft(look, draft, dispatch=act.dispatch)
    _expect_one(look, ServiceType, draft.service_type_id)
    _expect_one(look, JobColor, draft.color_id)
    _expect_one(look, Calendar, draft.calendar_id)
    _expect_plan(look, draft.crew, draft.starts_at, draft.minutes)
    _expect_one(look, Location, draft.location_id)
    _expect_number(look, Kind.JOB, draft.number)


@_expect_named.register(acts.EditJob)
def _(act: acts.EditJob, look: Lookups) -> None:
    """Most often its time and its place stay, and so nothing of them is looked up."""
    draft = act.draft
    _expect_draft(look, draft, dispatch=act.dispatch)
    look.expect(Employee, dict.fromkeys(draft.crew))
    if act.dispatch or draft.site_note is not None:
        _expect_one(look, Location, draft.location_id)


def _expect_draft(look: Lookups, draft: JobDraft, *, dispatch: bool) -> None:
    """The customer of a draft, with the main place where none is chosen, or what making a customer takes."""
    if dispatch:
        look.expect_field_window()
    if isinstance(draft.customer, NewCustomer):
        look.expect_home()
        look.expect_counter(Kind.CUSTOMER)
    elif draft.customer is not None:
        look.expect(Customer, [draft.customer])
        if draft.location_id is None and draft.new_location is None:
            look.expect_found(Location, "customer_id", [draft.customer])


def _expect_number(look: Lookups, kind: str, typed: str = "") -> None:
    """Whether a typed number is in use; else whether the kind is numbered by itself, and its next number."""
    if number := clean_line(typed):
        look.expect_number_in_use(kind, number)
        return
    look.expect_numbering(kind)
    look.expect_counter(kind)


def _expect_plan(
    look: Lookups, crew: Iterable[int], starts_at: datetime | None, minutes: int, job_id: int = 0
) -> None:  # fmt: skip
    """People, and what they have beside the job at a time that can be planned."""
    people = list(dict.fromkeys(crew))
    look.expect(Employee, people)
    if _is_utc(starts_at) and 0 < minutes <= MAX_JOB_MINUTES and not year_findings(starts_at):
        look.expect_schedule(people, Span(starts_at, starts_at + timedelta(minutes=minutes)), job_id)


def _is_utc(instant: datetime | None) -> TypeGuard[datetime]:
    """Whether it is one that a rule would take."""
    return instant is not None and instant.utcoffset() == timedelta()


def _expect_one(look: Lookups, record_type: type[Record], record_id: int | None) -> None:
    if record_id is not None:
        look.expect(record_type, [record_id])
