"""Rows in and out of the record tables, and of `job_crew`, the index of jobs by who does them."""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, delete, update

from industrack_core.domain.kinds import Kind
from industrack_core.domain.text import job_words
from industrack_core.store import schema
from industrack_core.store.codec import RowValues
from industrack_core.store.prepared import Prepared
from industrack_core.store.statements import deletion, insertion, parts_of, update_of
from industrack_core.store.stock import forget_items

_crew, _words = schema.job_crew, schema.job_word

_CREW_TIMES = Prepared(
    update(_crew)
    .where(_crew.c.job_id == bindparam("of_job"))
    .values(starts_at=bindparam("start"), ends_at=bindparam("end"))
)
_CREW_CHANGE = Prepared(
    update(_crew)
    .where(_crew.c.job_id == bindparam("of_job"), _crew.c.employee_id == bindparam("gone"))
    .values(employee_id=bindparam("came"), starts_at=bindparam("start"), ends_at=bindparam("end"))
)
_CREW_GONE = Prepared(
    delete(_crew).where(_crew.c.job_id == bindparam("of_job"), _crew.c.employee_id == bindparam("gone"))
)


def insert_rows(connection: Connection, kind: str, rows: list[RowValues]) -> None:
    """New rows of a kind, whole."""
    if not rows:
        return
    insertion(schema.TABLES[kind]).run_many(connection, rows)
    if kind == Kind.JOB:
        insertion(_crew).run_many(connection, [entry for row in rows for entry in crew_of(row, people_of(row))])
        insertion(_words).run_many(connection, [entry for row in rows for entry in job_words_of(row)])


def update_row(connection: Connection, kind: str, before: RowValues, after: RowValues) -> None:
    """The columns of a row that changed."""
    changed = {name: value for name, value in after.items() if before[name] != value}
    new = {f"new_{name}": value for name, value in changed.items()}
    statement = update_of(schema.TABLES[kind], frozenset(changed))
    touched = statement.run(connection, key=before["id"], seen=before["version"], **new)
    if touched != 1:  # cannot happen under the write lock; a wrong version must never pass
        raise RuntimeError(f"{kind} {before['id']} changed under the write lock")
    if kind == Kind.JOB and changed.keys() & {"crew", "starts_at", "minutes"}:
        _update_crew(connection, before, after)
    if kind == Kind.JOB and changed.keys() & {"number", "description"}:
        deletion(_words, "job_id").run(connection, values=[after["id"]])
        insertion(_words).run_many(connection, job_words_of(after))


def delete_rows(connection: Connection, kind: str, ids: list[int]) -> None:
    """Rows of a kind, with what the indexes say of them."""
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


def job_words_of(row: RowValues) -> list[RowValues]:
    """What a job is found by: rows of `job_word`."""
    return [{"word": word, "job_id": row["id"]} for word in sorted(job_words(row["number"], row["description"]))]


def people_of(row: RowValues) -> list[int]:
    """Who does a job, by id."""
    return list(dict.fromkeys(map(int, row["crew"].split(",")))) if row["crew"] else []


def _times(row: RowValues) -> tuple[int | None, int | None]:
    start = row["starts_at"]
    return start, None if start is None else start + row["minutes"]


def crew_of(row: RowValues, people: Iterable[int]) -> list[RowValues]:
    """Rows of `job_crew` for these people of a job."""
    start, end = _times(row)
    return [{"job_id": row["id"], "employee_id": employee, "starts_at": start, "ends_at": end} for employee in people]


def _update_crew(connection: Connection, before: RowValues, after: RowValues) -> None:
    """One statement where one will do: most often a job moves to another time or from one person to another."""
    start, end = _times(after)
    before_people, people = people_of(before), people_of(after)
    gone = [employee for employee in before_people if employee not in people]
    came = [employee for employee in people if employee not in before_people]
    swapped = min(len(gone), len(came))
    for leaves, joins in zip(gone[:swapped], came[:swapped], strict=True):
        _CREW_CHANGE.run(connection, of_job=after["id"], gone=leaves, came=joins, start=start, end=end)
    for leaves in gone[swapped:]:
        _CREW_GONE.run(connection, of_job=after["id"], gone=leaves)
    insertion(_crew).run_many(connection, crew_of(after, came[swapped:]))
    if len(people) > len(came) and _times(before) != (start, end):
        _CREW_TIMES.run(connection, of_job=after["id"], start=start, end=end)
