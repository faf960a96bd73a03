"""The log out of the journal, newest first: a page costs what it holds, however long the journal is."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from sqlalchemy import Connection, Integer, bindparam, literal_column, select

from industrack_core.domain.acts.history import Columns, ids_in, told
from industrack_core.domain.acts.log import LogChange, LogEntry, LogPage, LogQuery
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.deletions import deleted_label
from industrack_core.domain.time.zones import company_zone
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared, Row, one_of, parts_of
from industrack_core.store.engine.statements import rows_by
from industrack_core.store.reads import kept_log
from industrack_core.store.reads.history_reads import decoded, read_names
from industrack_core.store.reads.kept_log import LogReader, ends_of_log, is_seen

_journal, _change, _gone = schema.journal, schema.journal_change, schema.deletion
_SKEW = timedelta(days=1)
"""Clocks of consoles may differ: an act within this of a moment is looked at by its own time, not by its place."""
_NEXT = Prepared(
    select(_journal.c.revision, _journal.c.at)
    .where(_journal.c.revision >= bindparam("from_"))
    .order_by(_journal.c.revision)
    .limit(1)
)
_LAST = Prepared(select(_journal.c.revision).order_by(_journal.c.revision.desc()).limit(1))
_NEXT_WHO = Prepared(
    select(_journal.c.who).where(_journal.c.who > bindparam("after")).order_by(_journal.c.who).limit(1)
)
_SIDES = (
    select(
        _change.c.revision, _change.c.kind, _change.c.record_id, _change.c.version_before, _change.c.version_after,
        _change.c.before, _change.c.after,
    )
    .where(one_of(_change.c.revision, "revisions"))
    .order_by(_change.c.revision, _change.c.position)
)  # fmt: skip
_OF_RECORD = (_change.c.kind == bindparam("which"), _change.c.record_id == bindparam("record"))
_CHANGES, _CHANGES_OF_RECORD = Prepared(_SIDES, "revisions"), Prepared(_SIDES.where(*_OF_RECORD), "revisions")
_JOB = Prepared(select(schema.job.c.id).where(schema.job.c.number == bindparam("number")).limit(1))
_ARCHIVED_JOB = Prepared(
    select(schema.archived_job.c.job_id).where(schema.archived_job.c.number == bindparam("number")).limit(1)
)
_DELETED_JOB = Prepared(
    select(_gone.c.id)
    .where(_gone.c.part == literal_column(f"'{Kind.JOB.value}'"), _gone.c.label.startswith(bindparam("number")))
    .order_by(_gone.c.at.desc())
    .limit(1)
)
_ZONE = Prepared(select(schema.company.c.zone, schema.company.c.clock24).limit(1))


@lru_cache(maxsize=16)
def _page(
    of_record: bool, of_people: bool, of_act: bool, by_way: bool, of_id: bool, lists: tuple[str, ...]
) -> Prepared:
    newest_first = _change.c.revision if of_record else _journal.c.revision
    rows = select(
        _journal.c.revision, _journal.c.at, _journal.c.who, _journal.c.act, _journal.c.line, _journal.c.batch,
        _journal.c.undoes, _journal.c.undone_by, _journal.c.via,
    )  # fmt: skip
    if of_record:
        rows = rows.join(_change, _change.c.revision == _journal.c.revision).where(*_OF_RECORD)
    if of_people:
        rows = rows.where(one_of(_journal.c.who, "who"))
    if of_act:
        rows = rows.where(_journal.c.act == bindparam("act"))
    if by_way:
        rows = rows.where(_journal.c.via == bindparam("via"))
    if of_id:
        rows = rows.where(_journal.c.act_id == bindparam("act_id"))
    if lists:
        rows = rows.where(is_seen())
    rows = (
        rows.where(newest_first < bindparam("below"), newest_first >= bindparam("lowest"))
        .where(_journal.c.at >= bindparam("since"), _journal.c.at <= bindparam("until"))
        .order_by(newest_first.desc())
        .limit(bindparam("most", type_=Integer))
    )
    return Prepared(rows, *(["who"] if of_people else []), *lists)


def read_log(
    connection: Connection, query: LogQuery, below: int, limit: int, reader: LogReader, *, with_changes: bool
) -> LogPage:
    """The newest `limit` acts of the query with a number under `below`, newest first, of those that the reader sees;
    of who is kept to calendars as many as are found among some thousands."""
    since, until = query.since, query.until
    below = below if until is None else min(below, first_after(connection, until + _SKEW))
    lowest = max(query.from_, 0 if since is None else first_after(connection, since - _SKEW))
    edge = 0 if reader.kept is None or query.record or query.act_id else _edge(connection, lowest, below)
    values: dict[str, object] = {
        "below": below,
        "lowest": max(lowest, edge),
        "since": 0 if since is None else int(since.timestamp()),
        "until": 2**62 if until is None else int(until.timestamp()),
        "most": limit,
        **reader.values,
    }
    if query.record:
        values |= _names_of(query.record)
    if query.who:
        values["who"] = query.who
    if query.act:
        values["act"] = query.act
    if query.via:
        values["via"] = query.via
    if query.act_id:
        values["act_id"] = query.act_id
    asked = query.record is not None, bool(query.who), bool(query.act), bool(query.via), bool(query.act_id)
    rows = _page(*asked, reader.lists).rows(connection, **values)
    changes = _changes(connection, [row[0] for row in rows], query.record) if with_changes else {}
    entries = tuple(
        LogEntry(
            revision, datetime.fromtimestamp(at, UTC), who, act, line, batch or "", undoes or 0, undone_by or 0, via,
            tuple(changes.get(revision, ())),
        )
        for revision, at, who, act, line, batch, undoes, undone_by, via in rows
    )  # fmt: skip
    if len(entries) == limit:
        return LogPage(entries, entries[-1].revision)
    return LogPage(entries, edge, datetime.fromtimestamp(_NEXT.one(connection, from_=edge)[1], UTC) if edge else None)


def _edge(connection: Connection, lowest: int, below: int) -> int:
    """The lowest number that is looked at now, of those from `lowest` to under `below`; 0 where it is all of them."""
    first, last = ends_of_log(connection)
    edge = min(below, last + 1) - kept_log.LOOKED
    return edge if edge > max(lowest, first) else 0


def first_after(connection: Connection, moment: datetime) -> int:
    """The number of the first act after the moment, by halves: numbers go up with time, but for the clocks' skew."""
    last = _LAST.first(connection)
    low, high = 0, last[0] + 1 if last else 0
    instant = int(moment.timestamp())
    while low < high:
        middle = (low + high) // 2
        row = _NEXT.first(connection, from_=middle)
        if row is None or row[1] > instant:
            high = middle
        else:
            low = row[0] + 1
    return low


def _names_of(record: tuple[str, int]) -> dict[str, object]:
    return {"which": record[0], "record": record[1]}


def _changes(
    connection: Connection, revisions: Sequence[int], record: tuple[str, int] | None
) -> Mapping[int, list[LogChange]]:
    """What these acts changed, by their numbers; of one record only, when it is that which was asked for."""
    read, named = (_CHANGES_OF_RECORD, _names_of(record)) if record else (_CHANGES, {})
    rows = [row for part in parts_of(revisions) for row in read.rows(connection, revisions=part, **named)]
    sides = [(_open(decoded(row[5])), _open(decoded(row[6]))) for row in rows]
    names = read_names(connection, {named for pair in sides for columns in pair for named in ids_in(columns)})
    labels = _labels(connection, {(row[1], row[2]) for row in rows})
    key, clock24 = _ZONE.one(connection)
    zone = company_zone(key, clock24=bool(clock24))
    found: dict[int, list[LogChange]] = {}
    for (revision, kind, record_id, was, now, *_), (before, after) in zip(rows, sides, strict=True):
        label = labels.get((kind, record_id)) or deleted_label(kind, before or after)
        words = told(before, after, names, zone) if was and now else ()
        change = LogChange(kind, record_id, label, was, now, before, after, words)
        found.setdefault(revision, []).append(change)
    return found


def _open(columns: Columns) -> Columns:
    """Without what a phone or a calendar is known by: a log may be shown to anybody."""
    return {name: value for name, value in columns.items() if not name.endswith("_hash")}


def _labels(connection: Connection, wanted: set[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """What records that are still there are called, by kind and id; one statement a kind."""
    by_kind: dict[str, list[int]] = {}
    for kind, record_id in sorted(wanted):
        by_kind.setdefault(kind, []).append(record_id)
    found: dict[tuple[str, int], str] = {}
    for kind, ids in by_kind.items():
        table = schema.TABLES[kind]
        columns = [column.name for column in table.columns]
        for part in parts_of(ids):
            for row in rows_by(table, "id").rows(connection, values=part):
                found[kind, row[0]] = _label(kind, columns, row)
    return found


def _label(kind: str, columns: Sequence[str], row: Row) -> str:
    return deleted_label(kind, dict(zip(columns, row, strict=True)))


def job_numbered(connection: Connection, number: str) -> int | None:
    """The id of the job with that number, also in an archive; of the one deleted last when there is none; else None."""
    row = _JOB.first(connection, number=number) or _ARCHIVED_JOB.first(connection, number=number)
    if row is None:
        row = _DELETED_JOB.first(connection, number=f"{number} ")
    return None if row is None else abs(int(row[0]))


def everybody(connection: Connection) -> list[str]:
    """Who ever did something, one look into the index for each."""
    people: list[str] = []
    while (row := _NEXT_WHO.first(connection, after=people[-1] if people else "")) is not None:
        people.append(str(row[0]))
    return people
