"""Undo and redo, for every act alike: a record goes back only if it still is exactly what the act left."""

from collections.abc import Sequence
from dataclasses import replace

from industrack_core.desk.plan import Decision, Plan, RowChange, Setting
from industrack_core.domain.acts import Redo, Undo
from industrack_core.domain.job_permits import HAS_LEFT, sent_finding
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outbox import Errand
from industrack_core.domain.outcomes import Finding, FindingKind, Refused, Weight, refusal
from industrack_core.domain.text import how_many
from industrack_core.store import journal
from industrack_core.store.codec import RowValues, columns_of, digest
from industrack_core.store.journal import EntryChange, JournalEntry
from industrack_core.store.transaction import Transaction


def undo(tx: Transaction, act: Undo, setting: Setting) -> Decision:
    """Take back the person's last act that stands; an import's batch as one."""
    entry = journal.last_standing(tx, setting.who)
    if entry is None:
        return _nothing("There is nothing to undo.")
    if act.revision not in (0, entry.revision):
        return _nothing(f"Nothing was undone: your last act is another one now. {entry.line}")
    entries = journal.batch_of(tx, entry)
    rows = _taken_back(tx, entries)
    if isinstance(rows, Refused):
        return rows
    refused = refusal(_sent_findings(tx, rows, setting), act.accepted)
    if refused:
        return replace(refused, revision=entry.revision)
    line = f"Undid: {entry.line}"
    if len(entries) > 1:  # the figures of the last one are not those of all
        line = f"{line.removesuffix('.')}, and the {how_many(len(entries) - 1, 'part')} before it."
    return Plan(rows, line, undoes=tuple(each.revision for each in entries))


def redo(tx: Transaction, act: Redo, setting: Setting) -> Decision:
    """Do again what the person took back last: an undo of the undo."""
    entry = journal.last_undone(tx, setting.who)
    if entry is None:
        return _nothing("There is nothing to redo.")
    rows = _taken_back(tx, [entry])
    if isinstance(rows, Refused):
        return rows
    return Plan(rows, f"Redid: {entry.line.removeprefix('Undid: ')}", undoes=(entry.revision,), revives=entry.revision)


def _sent_findings(tx: Transaction, rows: Sequence[RowChange], setting: Setting) -> list[Finding]:
    """What was sent to phones, and may have arrived there by now, is taken back only after a question."""
    taken = {
        before["id"]: before["job_number"]
        for kind, (before, after) in rows
        if kind == Kind.OUTBOX and after is None and before is not None and before["errand"] == Errand.DISPATCH
    }
    sent = journal.last_touch(tx, Kind.OUTBOX, next(iter(taken))) if taken else None  # it may have been redone since
    return [sent_finding({*taken.values()})] if sent is not None and setting.now - sent.at > HAS_LEFT else []


def _nothing(text: str) -> Refused:
    return Refused((Finding(FindingKind.NOTHING, Weight.STOPS, text),))


def _taken_back(tx: Transaction, entries: Sequence[JournalEntry]) -> tuple[RowChange, ...] | Refused:
    """The rows that undo the entries, newest first; refused, naming who and what, where somebody built on one."""
    current: dict[tuple[str, int], RowValues | None] = {}
    original: dict[tuple[str, int], RowValues | None] = {}
    for entry in entries:
        changes = journal.changes_of(tx, entry.revision)
        _load(tx, changes, current, original)
        for change in changes:
            key = (change.kind, change.record_id)
            if digest(current[key]) != change.digest_after:
                return _built_on(tx, change.kind, change.record_id, entries[-1])
            current[key] = _before(tx, change, current[key])
    gone = [key for key, row in current.items() if row is None and original[key] is not None]
    users = {(Kind.JOB, job_id) for job_id in tx.jobs_using(gone)} | {user for key in gone for user in tx.naming(*key)}
    users -= current.keys()
    if users:
        return _built_on(tx, *max(users, key=lambda user: user[1]), entries[-1])
    return tuple((kind, (original[kind, record_id], row)) for (kind, record_id), row in current.items())


def _load(
    tx: Transaction,
    changes: Sequence[EntryChange],
    current: dict[tuple[str, int], RowValues | None],
    original: dict[tuple[str, int], RowValues | None],
) -> None:
    wanted: dict[str, list[int]] = {}
    for change in changes:
        key = (change.kind, change.record_id)
        if key not in current:
            current[key] = original[key] = None
            wanted.setdefault(change.kind, []).append(change.record_id)
    for kind, ids in wanted.items():
        for row in tx.rows(kind, ids):
            current[kind, row["id"]] = original[kind, row["id"]] = row


def _before(tx: Transaction, change: EntryChange, row: RowValues | None) -> RowValues | None:
    if change.before is None:
        return None
    if row is None:
        version = journal.next_version(tx, change.kind, change.record_id)
        return {**columns_of(change.before), "version": version}
    return {**row, **columns_of(change.before)}


def _built_on(tx: Transaction, kind: str, record_id: int, entry: JournalEntry) -> Refused:
    touch = journal.last_touch(tx, kind, record_id)
    if touch is None or touch.revision <= entry.revision:
        text = "This cannot be taken back any more: the record is not what the act left."
    else:
        text = f"{touch.who} built on it: {touch.line} Undo that first."
    return Refused((Finding(FindingKind.BUILT_ON, Weight.STOPS, text),))
