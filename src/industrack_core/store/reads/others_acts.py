"""What others did to jobs since an act, oldest first: what was done and taken back since is not among it."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime

from sqlalchemy import Connection, Integer, bindparam, func, literal_column, or_, select

from industrack_core.domain.acts.log import OthersAct
from industrack_core.domain.kinds import Kind
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import RowValues, columns_of
from industrack_core.store.engine.prepared import Prepared
from industrack_core.store.engine.statements import parts_of, rows_by
from industrack_core.store.writing.act_names import ARCHIVE, FOUNDING, INVENTED, REPAIR, REPORTS

_journal, _change, _user = schema.journal, schema.journal_change, schema.office_user
_first = _change.alias()
_IS_JOB = f"'{Kind.JOB.value}'"
_FIRST_JOB = (
    select(func.min(_first.c.position))
    .where(_first.c.revision == _journal.c.revision, _first.c.kind == literal_column(_IS_JOB))
    .scalar_subquery()
)
_OTHERS = Prepared(
    select(
        _journal.c.revision, _journal.c.at,
        func.coalesce(func.nullif(_user.c.name, literal_column("''")), _journal.c.who),
        _journal.c.line, _change.c.record_id, _change.c.before,
    )
    .select_from(
        _journal.join(_change, _change.c.revision == _journal.c.revision)
        .outerjoin(_user, _user.c.login == _journal.c.who)
    )
    .where(
        _journal.c.revision > bindparam("seen"), _journal.c.who != bindparam("who"),
        _journal.c.act.not_in([FOUNDING, INVENTED, REPAIR, ARCHIVE, *sorted(REPORTS)]),
        _journal.c.undone_by.is_(None),
        or_(_journal.c.undoes.is_(None), _journal.c.undoes <= bindparam("seen")),
        _change.c.position == _FIRST_JOB,
    )
    .order_by(_journal.c.revision)
    .limit(bindparam("most", type_=Integer))
)  # fmt: skip


def read_others_acts(
    connection: Connection, seen: int, who: str, limit: int, calendar_ids: Collection[int]
) -> tuple[OthersAct, ...]:
    """The first `limit` acts on jobs with a number over `seen` that `who` did not do, each with its first job.

    What phones report is left out, and, with `calendar_ids`, jobs of other calendars.
    """
    found = _OTHERS.rows(connection, seen=seen, who=who, most=limit)
    names = [str(column.name) for column in schema.job.columns]
    ids = sorted({row[4] for row in found})
    now: dict[int, RowValues] = {
        row[0]: dict(zip(names, row, strict=True))
        for part in parts_of(ids)
        for row in rows_by(schema.job, "id").rows(connection, values=part)
    }
    acts = []
    for revision, at, name, line, job_id, before in found:
        job = now.get(job_id) or (columns_of(before) if before else {})
        if not calendar_ids or job.get("calendar_id") is None or job["calendar_id"] in calendar_ids:
            moment = datetime.fromtimestamp(at, UTC)
            acts.append(OthersAct(revision, moment, name, line, job_id, job.get("starts_at"), _first_of(job)))
    return tuple(acts)


def _first_of(job: Mapping[str, object]) -> int | None:
    """Whose row a job stands in first."""
    crew = str(job.get("crew") or "")
    return int(crew.split(",", maxsplit=1)[0]) if crew else None
