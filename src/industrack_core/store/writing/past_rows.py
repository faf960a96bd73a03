"""A record as it was in an older version, rebuilt from the journal's differences; and which acts changed it since."""

from sqlalchemy import bindparam, func, select

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.records.record import KINDS
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import RowValues, columns_of, complete_row, from_row
from industrack_core.store.engine.prepared import Prepared
from industrack_core.store.engine.statements import rows_by
from industrack_core.store.writing.act_names import REPORTS
from industrack_core.store.writing.lookups import Lookups, R

_journal, _change, _made = schema.journal, schema.journal_change, schema.journal_change.alias()
_MADE_IN = (
    select(func.coalesce(func.max(_made.c.revision), 0))
    .where(_made.c.kind == bindparam("which"), _made.c.record_id == bindparam("record"))
    .where(_made.c.version_after == bindparam("version"))
    .scalar_subquery()
)
_SINCE = Prepared(
    select(
        _journal.c.act, _journal.c.undoes, _journal.c.undone_by, _MADE_IN, _change.c.before, _change.c.version_before
    )
    .join(_journal, _journal.c.revision == _change.c.revision)
    .where(_change.c.kind == bindparam("which"), _change.c.record_id == bindparam("record"))
    .where(_change.c.revision > _MADE_IN)
    .order_by(_change.c.revision.desc(), _change.c.position.desc())
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PastRow:
    """A record's columns in an older version, and what changed it since and stands: the names of the acts, and the
    columns that they wrote, also where these are as they were again.

    What was done and taken back since counts as nothing.
    """

    row: RowValues
    acts: frozenset[str]
    written: frozenset[str]

    @property
    def only_reports(self) -> bool:
        """Whether nobody but technicians changed it since, and they did."""
        return bool(self.acts) and self.acts <= REPORTS


def past_row(tx: Lookups, kind: str, record_id: int, version: int) -> PastRow | None:
    """A record as it was in `version`; None when the journal does not know it so, or it did not exist then.

    One range of an index, as long as what was changed since; and the record's own row.
    """
    table = schema.TABLES[kind]
    found = list(rows_by(table, "id").rows(tx.connection, values=[record_id]))
    row = dict(zip([str(column.name) for column in table.columns], found[0], strict=True)) if found else None
    acts: set[str] = set()
    written: set[str] = set()
    changes = _SINCE.rows(tx.connection, which=kind, record=record_id, version=version)
    for act, undoes, undone_by, made_in, before, version_before in changes:
        if undone_by is None and (undoes is None or undoes <= made_in):
            acts.add(act)
            written |= columns_of(before).keys() if before is not None else set()
        row = None if before is None else {**(row or {}), **columns_of(before), "version": version_before}
    if row is None or row["version"] != version:
        return None
    return PastRow(complete_row(kind, row), frozenset(acts), frozenset(written))


def past_record(tx: Lookups, record_type: type[R], record_id: int, version: int) -> tuple[R, PastRow] | None:
    """The record as it was in `version`, and what `past_row` says of it; None as there."""
    past = past_row(tx, KINDS[record_type], record_id, version)
    return (from_row(record_type, past.row), past) if past is not None else None
