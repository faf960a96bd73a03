"""The office as one picture. Of one that was read before only what acts changed since is read again."""

from collections.abc import Collection, Mapping
from datetime import datetime
from functools import cache, partial
from typing import TYPE_CHECKING

from industrack_core.domain.kinds import Kind
from industrack_core.domain.late_module import late_module
from industrack_core.domain.records.form import Form
from industrack_core.domain.records.office import Calendar, Company, Employee, Group, JobColor, Office, ServiceType
from industrack_core.domain.records.record import KINDS
from industrack_core.domain.records.settings import HoldReason, Holiday, JobTemplate, NumberSeries, Tag, TaskTemplate
from industrack_core.domain.rights import Sitter
from industrack_core.domain.time.minute import minute_of
from industrack_core.store.engine.as_text import AsText
from industrack_core.store.engine.codec import R, record_of
from industrack_core.store.engine.prepared import Awaited
from industrack_core.store.engine.speaking import send_from_here
from industrack_core.store.reads.by_id import records_by
from industrack_core.store.reads.people_reads import read_person
from industrack_core.store.reads.reads import read_revision

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from industrack_core.store.reads import news_reads
else:
    news_reads = late_module("industrack_core.store.reads.news_reads")

_REVISION = AsText("reads.office_statements:REVISION")
_ROW_ORDER = AsText("reads.office_statements:ROW_ORDER")
_ANY_PHONE = AsText("reads.office_statements:ANY_PHONE")
_INACTIVE_WITH_JOBS = AsText("reads.office_statements:INACTIVE_WITH_JOBS")
Touched = Mapping[str, Collection[int]] | None
"""Which records may be other ones than before, by kind; None: all."""
Asked = Mapping[Kind, Awaited]
"""All records of a kind, once they are answered."""
_IN_PICTURE = (
    Kind.COMPANY, Kind.EMPLOYEE, Kind.EMPLOYEE_GROUP, Kind.CALENDAR, Kind.JOB_COLOR, Kind.SERVICE_TYPE, Kind.TAG,
    Kind.HOLD_REASON, Kind.HOLIDAY, Kind.FORM, Kind.TASK_TEMPLATE, Kind.JOB_TEMPLATE, Kind.NUMBER_SERIES,
)  # fmt: skip


def has_phones(connection: "Connection") -> bool:
    """Whether any phone is connected."""
    return _ANY_PHONE.first(connection) is not None


def read_office(connection: "Connection", now: datetime, who: str, known: Office | None = None) -> Office:
    """Company, employees in row order, groups, calendars (default first) and settings lists, as `who` sees them.

    Answers what it would without `known`, an office of the same database that was read before.
    """
    touched = _touched_since(connection, known.revision) if known is not None else None
    return read_touched(connection, now, who, known or Office(0, Company(name="")), touched)


def read_touched(connection: "Connection", now: datetime, who: str, before: Office, touched: Touched) -> Office:
    """The same of an office of which no other records than those that were touched are other ones than `before`."""
    person = read_person(connection, who)
    send_from_here(connection)  # once a server has answered: all the rest is asked, and then waited for once
    asked = _asked(connection, touched, calendars_too=_calendar_ids(person) != _calendar_ids(before.person))
    revision, phones = _REVISION.ask(connection), _ANY_PHONE.ask(connection)
    inactive = _INACTIVE_WITH_JOBS.ask(connection, now=minute_of(now))
    again = partial(_read_again, asked)
    return Office(
        revision=revision.rows()[0][0],
        company=again((before.company,), Company)[0],
        employees=_employees(connection, before, touched, asked),
        groups=tuple(each for each in again(before.groups, Group) if not each.retired),
        calendars=_calendars(again(before.calendars, Calendar), person),
        colors=again(before.colors, JobColor),
        service_types=again(before.service_types, ServiceType),
        tags=again(before.tags, Tag),
        hold_reasons=again(before.hold_reasons, HoldReason),
        holidays=again(before.holidays, Holiday),
        forms=again(before.forms, Form),
        task_templates=again(before.task_templates, TaskTemplate),
        job_templates=again(before.job_templates, JobTemplate),
        number_series=again(before.number_series, NumberSeries),
        inactive_with_jobs=frozenset(row[0] for row in inactive.rows()),
        has_phones=bool(phones.rows()),
        person=person,
    )


def _touched_since(connection: "Connection", revision: int) -> Touched:
    newest = read_revision(connection)
    changes = news_reads.changes_since(connection, revision)
    if changes is not None:
        return changes.records
    # fewer acts than were known: a server that came back from a backup
    return {} if newest == revision else None


def _asked(connection: "Connection", touched: Touched, *, calendars_too: bool) -> Asked:
    """The kinds of which all records are read again, each asked for; of employees those that were touched are enough,
    and calendars that one may not open any more are not touched."""
    if touched is None:
        kinds = set(_IN_PICTURE)
    else:
        kinds = (set(_IN_PICTURE) & touched.keys()) - {Kind.EMPLOYEE}
        kinds |= {Kind.CALENDAR} if calendars_too else set()
    return {kind: _in_order(kind).ask(connection) for kind in _IN_PICTURE if kind in kinds}


def _read_again(asked: Asked, known: tuple[R, ...], record_type: type[R]) -> tuple[R, ...]:
    """All records of a kind, in the order in which the office lists them; those `known` where they were not asked
    for."""
    found = asked.get(KINDS[record_type])
    return known if found is None else tuple(found.each(partial(record_of, record_type)))


def _calendar_ids(person: Sitter | None) -> tuple[int, ...]:
    return person.calendar_ids if person is not None else ()


def _calendars(found: tuple[Calendar, ...], person: Sitter | None) -> tuple[Calendar, ...]:
    """The calendars that are in use, and that who looks may open; all, where those are gone meanwhile."""
    theirs = _calendar_ids(person)
    in_use = tuple(each for each in found if not each.retired)
    return tuple(each for each in in_use if each.id in theirs) or in_use


def _employees(connection: "Connection", before: Office, touched: Touched, asked: Asked) -> tuple[Employee, ...]:
    """Employees in row order, of whom those alone are read that were touched; in which order, where that may be new."""
    if touched is None or Kind.EMPLOYEE not in touched:
        return _read_again(asked, before.employees, Employee)
    ids = sorted(touched[Kind.EMPLOYEE])
    fresh = {each.id: each for each in records_by(connection, Employee, "id", ids)}
    known = before.employees_by_id
    if all(each in known and each in fresh and _stands_as(known[each], fresh[each]) for each in ids):
        return tuple(fresh.get(each.id, each) for each in before.employees)
    people = {**known, **fresh}
    return tuple(people[each] for each in _ROW_ORDER.column(connection))


def _stands_as(one: Employee, other: Employee) -> bool:
    """Whether they stand in the same place."""
    return (one.last_name, one.first_name) == (other.last_name, other.first_name)


@cache
def _in_order(kind: str) -> AsText:
    return AsText(f"reads.office_statements:IN_ORDER.{kind}")
