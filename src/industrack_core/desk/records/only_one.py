"""What only one record may have, and another may have got while this one was gone: a number, a key of an import."""

from collections.abc import Sequence

from industrack_core.desk.jobs.job_checks import stops
from industrack_core.domain.outcomes import Finding, FindingKind
from industrack_core.domain.records.deletions import word_of
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.record import Change, Record, kind_of
from industrack_core.store.writing.transaction import Transaction


def taken_meanwhile(tx: Transaction, changes: Sequence[Change]) -> list[Finding]:
    """What would come back with these changes, and is another record's by now."""
    freed = {held for before, _ in changes if before is not None for held in _held(before)}
    found = []
    for before, after in changes:
        if after is None:
            continue
        had = _held(before) if before is not None else set()
        found += [_finding(tx, after, what) for what in sorted(_held(after) - had - freed) if _has(tx, what)]
    return found


def _held(record: Record) -> set[tuple[str, str, str]]:
    """(kind, column, value) of what only this record has."""
    values = [("number", getattr(record, "number", ""))]
    if isinstance(record, Job):
        values.append(("external_key", record.external_key or ""))
    return {(kind_of(record), name, value) for name, value in values if value}


def _has(tx: Transaction, what: tuple[str, str, str]) -> bool:
    kind, name, value = what
    return tx.number_in_use(kind, value) if name == "number" else value in tx.job_by_key([value])


def _finding(tx: Transaction, record: Record, what: tuple[str, str, str]) -> Finding:
    kind, name, value = what
    if name == "number":
        text = f"There is another {word_of(kind).lower()} {value} by now: give that one another number first."
        return stops(FindingKind.DUPLICATE, text, "number")
    again = tx.job_by_key([value])[value].number
    text = f"{getattr(record, 'number', '')} was imported again, as job {again}: delete that one first."
    return stops(FindingKind.DUPLICATE, text)
