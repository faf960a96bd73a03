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
from industrack_core.store.reads.by_id import records_by
from industrack_core.store.reads.people_reads import read_person
from industrack_core.store.reads.reads import read_revision

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from industrack_core.store.reads import news_reads
else:
    news_reads = late_module("industrack_core.store.reads.news_reads")

_ROW_ORDER = AsText("reads.office_statements:ROW_ORDER")
_ANY_PHONE = AsText("reads.office_statements:ANY_PHONE")
_INACTIVE_WITH_JOBS = AsText("reads.office_statements:INACTIVE_WITH_JOBS")
Touched = Mapping[str, Collection[int]] | None
"""Which records may be other ones than before, by kind; None: all."""


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
    again = partial(_read_again, connection, touched)
    person = read_person(connection, who)
    return Office(
        revision=read_revision(connection),
        company=again((before.company,), Company)[0],
        employees=_employees(connection, before, touched),
        groups=tuple(each for each in again(before.groups, Group) if not each.retired),
        calendars=_calendars(connection, before, touched, person),
        colors=again(before.colors, JobColor),
        service_types=again(before.service_types, ServiceType),
        tags=again(before.tags, Tag),
        hold_reasons=again(before.hold_reasons, HoldReason),
        holidays=again(before.holidays, Holiday),
        forms=again(before.forms, Form),
        task_templates=again(before.task_templates, TaskTemplate),
        job_templates=again(before.job_templates, JobTemplate),
        number_series=again(before.number_series, NumberSeries),
        inactive_with_jobs=frozenset(_INACTIVE_WITH_JOBS.column(connection, now=minute_of(now))),
        has_phones=has_phones(connection),
        person=person,
    )


def _touched_since(connection: "Connection", revision: int) -> Touched:
    newest = read_revision(connection)
    changes = news_reads.changes_since(connection, revision)
    if changes is not None:
        return changes.records
    # fewer acts than were known: a server that came back from a backup
    return {} if newest == revision else None


def _read_again(
    connection: "Connection", touched: Touched, known: tuple[R, ...], record_type: type[R]
) -> tuple[R, ...]:
    """All records of a kind, in the order in which the office lists them; those `known` where none was touched."""
    kind = KINDS[record_type]
    if touched is not None and kind not in touched:
        return known
    return tuple(record_of(record_type, row) for row in _in_order(kind).rows(connection))


def _calendars(
    connection: "Connection", before: Office, touched: Touched, person: Sitter | None
) -> tuple[Calendar, ...]:
    """The calendars that are in use, and that who looks may open; all, where those are gone meanwhile."""
    theirs, had = (each.calendar_ids if each is not None else () for each in (person, before.person))
    found = _read_again(connection, touched if theirs == had else None, before.calendars, Calendar)
    in_use = tuple(each for each in found if not each.retired)
    return tuple(each for each in in_use if each.id in theirs) or in_use


def _employees(connection: "Connection", before: Office, touched: Touched) -> tuple[Employee, ...]:
    """Employees in row order, of whom those alone are read that were touched; in which order, where that may be new."""
    if touched is None or Kind.EMPLOYEE not in touched:
        return _read_again(connection, touched, before.employees, Employee)
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
