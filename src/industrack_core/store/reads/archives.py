"""What lies in archives, and is no longer here."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Integer, bindparam, func, select, true, type_coerce

from industrack_core.domain.archives import Archive
from industrack_core.domain.kinds import Kind
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared, one_of, parts_of

_archive, _away = schema.archive, schema.archived_job
_COLUMNS = (
    _archive.c.id, _archive.c.name, _archive.c.digest, _archive.c.before_at, _archive.c.jobs, _archive.c.log_to,
    _archive.c.done,
)  # fmt: skip
_ALL = Prepared(select(*_COLUMNS).order_by(_archive.c.id))
_AFTER = Prepared(
    select(*_COLUMNS)
    .where(_archive.c.before_at > bindparam("minute"), _archive.c.jobs > 0)
    .order_by(_archive.c.before_at.desc(), _archive.c.id.desc())
    .limit(1)
)
_merge, _stays, _goes = schema.journal, schema.journal_change.alias("stays"), schema.journal_change.alias("goes")
MERGES = (
    select(_goes.c.record_id.label("gone"), _stays.c.record_id.label("into"))
    .join(_merge, _merge.c.revision == _stays.c.revision)
    .join(_goes, _goes.c.revision == _stays.c.revision)
    .where(
        _merge.c.act == "MergeCustomers", _merge.c.undone_by.is_(None),
        _stays.c.kind == Kind.CUSTOMER, _stays.c.version_after > 0,
        _goes.c.kind == Kind.CUSTOMER, _goes.c.version_after == 0,
    )
    .order_by(_stays.c.revision)
)  # fmt: skip
"""Which customer was merged into which, by acts that stand."""
_MERGED_INTO = Prepared(MERGES.where(one_of(_stays.c.record_id, "customers")), "customers")
_OF_CUSTOMER = Prepared(
    select(*_COLUMNS, schema.company.c.zone, type_coerce(func.count(), Integer))
    .join(_away, _away.c.archive_id == _archive.c.id)
    .join(schema.company, true())
    .where(one_of(_away.c.customer_id, "customers"))
    .group_by(*_COLUMNS, schema.company.c.zone)
    .order_by(_archive.c.id),
    "customers",
)
_JOBS = Prepared(
    select(_away.c.number, _archive.c.name)
    .join(_archive, _archive.c.id == _away.c.archive_id)
    .where(one_of(_away.c.job_id, "jobs"))
    .order_by(_away.c.job_id),
    "jobs",
)
_KEYED = Prepared(select(_away.c.external_key).where(one_of(_away.c.external_key, "keys")), "keys")


def _archive_of(row: Sequence[object]) -> Archive:
    number, name, digest, before, jobs, log_to, done = row[: len(_COLUMNS)]
    return Archive(
        int(str(number)), str(name), str(digest), int(str(before)), int(str(jobs)), int(str(log_to)), done == 1
    )


def read_archives(connection: Connection) -> list[Archive]:
    """All archives, the oldest first."""
    return _ALL.each(connection, _archive_of)


def newest_archive_after(connection: Connection, minute: int) -> Archive | None:
    """The archive that reaches furthest, if it has jobs of after a minute (since 1970 UTC)."""
    row = _AFTER.first(connection, minute=minute)
    return _archive_of(row) if row else None


def told_of_customer(connection: Connection, customer_id: int) -> tuple[str, ...]:
    """How many jobs of a customer, and of those merged into it, are in which archive, a sentence each."""
    rows = _OF_CUSTOMER.rows(connection, customers=merged_into(connection, customer_id))
    return tuple(_archive_of(row).told(ZoneInfo(row[-2]), row[-1]) for row in rows)


def merged_into(connection: Connection, customer_id: int) -> list[int]:
    """A customer and those who became it: the archive knows its jobs by the customers they had."""
    known = found = [customer_id]
    while found := [row[0] for row in _MERGED_INTO.rows(connection, customers=found) if row[0] not in known]:
        known = [*known, *found]
    return known


def archived_jobs(connection: Connection, job_ids: Sequence[int]) -> list[tuple[str, str]]:
    """Which of these jobs are in an archive: number, and the file's name."""
    return [(row[0], row[1]) for part in parts_of(job_ids) for row in _JOBS.rows(connection, jobs=part)]


def archived_keys(connection: Connection, keys: Sequence[str]) -> set[str]:
    """Which of these keys of other programs are of jobs in archives."""
    return {key for part in parts_of(keys) for key in _KEYED.column(connection, keys=part)}
