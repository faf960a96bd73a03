"""Records in and out of their tables, and of `job_crew`, the index of jobs by who does them."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, insert, null, select, update

from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.outbox import OnPhone
from industrack_core.domain.records.record import Change, Record, kind_of, subject_of
from industrack_core.domain.text.text import job_words
from industrack_core.domain.time.minute import minute_of
from industrack_core.store.derived.stock import forget_items
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import RowValues
from industrack_core.store.engine.prepared import Prepared, parts_of
from industrack_core.store.engine.statements import deletion, insertion, update_of

_crew, _words, _visit = schema.job_crew, schema.job_word, schema.visit
_NOT_SENT = OnPhone()


def _status_of_visit(job_id: str, employee_id: str) -> ColumnElement[str]:
    """How far somebody is with the job who was on it before."""
    mine = (_visit.c.job_id == bindparam(job_id), _visit.c.employee_id == bindparam(employee_id))
    return func.coalesce(select(_visit.c.status).where(*mine).scalar_subquery(), "")


_CREW_TIMES = Prepared(
    update(_crew)
    .where(_crew.c.job_id == bindparam("of_job"))
    .values(starts_at=bindparam("start"), ends_at=bindparam("end"))
)
_CREW_CHANGE = Prepared(
    update(_crew)
    .where(_crew.c.job_id == bindparam("of_job"), _crew.c.employee_id == bindparam("gone"))
    .values(
        employee_id=bindparam("came"), starts_at=bindparam("start"), ends_at=bindparam("end"), entry_id=null(),
        receipt=0, tag="", status=_status_of_visit("of_job", "came"),
    )
)  # fmt: skip
_CREW_JOINS = Prepared(
    insert(_crew).values(
        **{column.name: bindparam(column.name) for column in _crew.columns if column.name != "status"},
        status=_status_of_visit("job_id", "employee_id"),
    )
)
_CREW_GONE = Prepared(
    delete(_crew).where(_crew.c.job_id == bindparam("of_job"), _crew.c.employee_id == bindparam("gone"))
)


def insert_records(connection: Connection, kind: str, made: Sequence[tuple[Record, RowValues]]) -> None:
    """New records of a kind, each with its whole row."""
    insertion(schema.TABLES[kind]).run_many(connection, [row for _, row in made])
    jobs = [record for record, _ in made if isinstance(record, Job)]
    if jobs:
        insertion(_crew).run_many(connection, [entry for job in jobs for entry in crew_of(job)])
        insertion(_words).run_many(connection, [entry for job in jobs for entry in job_words_of(job)])


def update_record(connection: Connection, change: Change, before: RowValues, after: RowValues) -> None:
    """The columns of a record that changed, by its rows."""
    changed = {name: value for name, value in after.items() if before[name] != value}
    new = {f"new_{name}": value for name, value in changed.items()}
    record = subject_of(change)
    statement = update_of(schema.TABLES[kind_of(record)], frozenset(changed))
    statement.run(connection, key=before["id"], seen=before["version"], **new)
    was, now = change
    if not isinstance(was, Job) or not isinstance(now, Job):
        return
    if changed.keys() & {"crew", "starts_at", "minutes"}:
        _update_crew(connection, was, now)
    if changed.keys() & {"number", "description"}:
        deletion(_words, "job_id").run(connection, values=[now.id])
        insertion(_words).run_many(connection, job_words_of(now))


def delete_records(connection: Connection, kind: str, ids: list[int]) -> None:
    """Records of a kind, with what the indexes say of them."""
    for part in parts_of(ids):
        if kind == Kind.JOB:
            deletion(_crew, "job_id").run(connection, values=part)
            deletion(_words, "job_id").run(connection, values=part)
        if kind == Kind.CUSTOMER:
            deletion(schema.customer_word, "customer_id").run(connection, values=part)
        if kind == Kind.INVENTORY_ITEM:
            deletion(schema.item_word, "item_id").run(connection, values=part)
            forget_items(connection, part)
        deletion(schema.TABLES[kind], "id").run(connection, values=part)


def job_words_of(job: Job) -> list[RowValues]:
    """What a job is found by: rows of `job_word`."""
    return [{"word": word, "job_id": job.id} for word in sorted(job_words(job.number, job.description))]


def _times(job: Job) -> tuple[int | None, int | None]:
    start = None if job.starts_at is None else minute_of(job.starts_at)
    return start, None if start is None else start + job.minutes


def crew_of(job: Job, people: Iterable[int] | None = None) -> list[RowValues]:
    """Rows of `job_crew` for these people of a job, or for all of them."""
    start, end = _times(job)
    crew = dict.fromkeys(job.crew) if people is None else people
    return [
        {"job_id": job.id, "employee_id": employee, "starts_at": start, "ends_at": end, **_NOT_SENT._asdict()}
        for employee in crew
    ]


def _update_crew(connection: Connection, before: Job, after: Job) -> None:
    """One statement where one will do: most often a job moves to another time or from one person to another."""
    start, end = _times(after)
    people = list(dict.fromkeys(after.crew))
    gone = [employee for employee in dict.fromkeys(before.crew) if employee not in people]
    came = [employee for employee in people if employee not in before.crew]
    swapped = min(len(gone), len(came))
    for leaves, joins in zip(gone[:swapped], came[:swapped], strict=True):
        _CREW_CHANGE.run(connection, of_job=after.id, gone=leaves, came=joins, start=start, end=end)
    for leaves in gone[swapped:]:
        _CREW_GONE.run(connection, of_job=after.id, gone=leaves)
    _CREW_JOINS.run_many(connection, crew_of(after, came[swapped:]))
    if len(people) > len(came) and _times(before) != (start, end):
        _CREW_TIMES.run(connection, of_job=after.id, start=start, end=end)
