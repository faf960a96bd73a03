"""The statement of what others did."""

from sqlalchemy import Integer, bindparam, func, literal_column, or_, select

from industrack_core.domain.kinds import Kind
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared
from industrack_core.store.reads.kept_log import is_seen
from industrack_core.store.reads.kept_rows import BOTH
from industrack_core.store.writing.act_names import ARCHIVE, FOUNDING, INVENTED, REPAIR, REPORTS

_journal, _change, _user = schema.journal, schema.journal_change, schema.office_user
_job = schema.job.alias()  # what somebody sees is asked of jobs by themselves
_first = _change.alias()
_IS_JOB = f"'{Kind.JOB.value}'"
_FIRST_JOB = (
    select(func.min(_first.c.position))
    .where(_first.c.revision == _journal.c.revision, _first.c.kind == literal_column(_IS_JOB))
    .scalar_subquery()
)
_OTHERS = (
    select(
        _journal.c.revision, _journal.c.at,
        func.coalesce(func.nullif(_user.c.name, literal_column("''")), _journal.c.who),
        _journal.c.line, _change.c.record_id, _change.c.before, _job.c.id, _job.c.starts_at, _job.c.crew,
    )
    .select_from(
        _journal.join(_change, _change.c.revision == _journal.c.revision)
        .outerjoin(_job, _job.c.id == _change.c.record_id)
        .outerjoin(_user, _user.c.login == _journal.c.who)
    )
    .where(
        _journal.c.revision > bindparam("seen"), _journal.c.who != bindparam("who"),
        _journal.c.act.not_in([FOUNDING, INVENTED, REPAIR, ARCHIVE, *sorted(REPORTS)]),
        _journal.c.undone_by.is_(None),
        or_(_journal.c.undoes.is_(None), _journal.c.undoes <= bindparam("seen")),
        _change.c.position == _FIRST_JOB,
        _change.c.revision > bindparam("seen"),  # so that no plan for whatever act walks through all changes
    )
    .order_by(_journal.c.revision)
    .limit(bindparam("most", type_=Integer))
)  # fmt: skip
OTHERS = Prepared(_OTHERS)
OTHERS_SEEN = Prepared(_OTHERS.where(_journal.c.revision <= bindparam("until"), is_seen()), *BOTH)
"""The same, for who is kept to some calendars, up to an act."""
