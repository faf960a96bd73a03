"""Undo and redo, for every act alike: a record goes back only if it still is exactly what the act left."""

from collections.abc import Sequence
from dataclasses import replace

from industrack_core.desk.asked_again import asked_again
from industrack_core.desk.jobs.job_checks import called
from industrack_core.desk.jobs.taken_from_phones import due_from_now, told_to_phones
from industrack_core.desk.permitting import why_not_of_others
from industrack_core.desk.plan import Decision, Plan, Setting
from industrack_core.desk.records.only_one import taken_meanwhile
from industrack_core.domain.acts.acts import Redo, Undo
from industrack_core.domain.acts.job_permits import HAS_LEFT, sent_finding
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Finding, FindingKind, Refused, Weight, refusal
from industrack_core.domain.records.outbox import Errand, OutboxEntry
from industrack_core.domain.records.record import Change
from industrack_core.domain.text.text import how_many
from industrack_core.store.reads.archives import archived_jobs
from industrack_core.store.writing import act_names, journal, standing
from industrack_core.store.writing.journal import JournalEntry
from industrack_core.store.writing.taking_back import BuiltOn, taken_back
from industrack_core.store.writing.transaction import Transaction


def undo(tx: Transaction, act: Undo, setting: Setting) -> Decision:
    """Take back the person's last act that stands, or the one that they chose; an import's batch as one. What others
    did takes a right of its own."""
    entry = _chosen(tx, act.revision, setting) if act.chosen else _last(tx, act.revision, setting.who)
    if isinstance(entry, Refused):
        return entry
    entries = standing.batch_of(tx, entry)
    changes = taken_back(tx, entries)
    if isinstance(changes, BuiltOn):
        return _built_on(tx, changes, entries)
    refused = refusal([*taken_meanwhile(tx, changes), *_sent_findings(tx, changes, setting)], act.accepted)
    if refused:
        return replace(refused, revision=entry.revision)
    changes, told = told_to_phones(tx, setting, changes)
    line = f"Undid: {_whole(entry.line, len(entries))}{told}"
    undoes = tuple(each.revision for each in entries)
    return Plan(tuple(changes), line, undoes=undoes, of_others=entry.who != setting.who)


def _last(tx: Transaction, asked_about: int, who: str) -> JournalEntry | Refused:
    """The person's last act that stands; a yes to a question is for the act that was asked about."""
    entry = standing.last_standing(tx, who)
    if entry is None:
        return _nothing("There is nothing to undo.")
    if asked_about not in (0, entry.revision):
        return _nothing(f"Nothing was undone: your last act is another one now. {entry.line}")
    return entry


def _chosen(tx: Transaction, revision: int, setting: Setting) -> JournalEntry | Refused:
    found = standing.entry_of(tx, revision)
    if found is None:
        return _nothing("That act is not in the log.")
    entry, stands = found
    if entry.act in act_names.REPORTS:
        return _nothing("What phones report is not taken back.")
    if entry.act == act_names.ARCHIVE:
        return _nothing(f"What was archived is not taken back: it is in its file. {entry.line}")
    if refused := _not_ones_own(tx, entry.who, entry.line, setting):
        return refused
    return entry if stands else _nothing(f"That is taken back already, or cannot be: {entry.line}")


def _not_ones_own(tx: Transaction, who: str, line: str, setting: Setting) -> Refused | None:
    """Why somebody does nothing about what another did, whoever built on it."""
    why_not = why_not_of_others(who, setting)
    if not why_not:
        return None
    told = f"{why_not} {called(tx, who)} did: {line}" if setting.person and setting.person.is_active else why_not
    return Refused((Finding(FindingKind.PERMISSION, Weight.STOPS, told),))


def redo(tx: Transaction, act: Redo, setting: Setting) -> Decision:
    """Do again what the person took back last: an undo of the undo. What was asked the first time is asked again."""
    undone = standing.last_undone(tx, setting.who)
    if undone is None:
        return _nothing("There is nothing to redo.")
    entry = undone.undo
    if act.revision not in (0, entry.revision):
        return _nothing(f"Nothing was done again: what you took back last is something else now. {undone.line}")
    if refused := _not_ones_own(tx, undone.who, undone.line, setting):
        return refused
    changes = taken_back(tx, [entry])
    if isinstance(changes, BuiltOn):
        return _built_on(tx, changes, [entry])
    asked = asked_again(tx, changes, setting) if undone.parts == 1 else []
    refused = refusal([*taken_meanwhile(tx, changes), *asked], act.accepted)
    if refused:
        return replace(refused, revision=entry.revision)
    changes, told = told_to_phones(tx, setting, due_from_now(tx, setting, changes))
    line = f"Redid: {_whole(undone.line, undone.parts)}{told}"
    others = undone.who != setting.who
    return Plan(tuple(changes), line, undoes=(entry.revision,), revives=entry.revision, of_others=others)


def _whole(line: str, parts: int) -> str:
    """The sentence of the last of several acts, whose figures are not those of all."""
    return line if parts == 1 else f"{line} And the {how_many(parts - 1, 'part')} before it."


def _sent_findings(tx: Transaction, changes: Sequence[Change], setting: Setting) -> list[Finding]:
    """What was sent to phones, and may have arrived there by now, is taken back only after a question."""
    taken = [
        before
        for before, after in changes
        if isinstance(before, OutboxEntry) and after is None and before.errand is Errand.DISPATCH
    ]
    if not taken:
        return []
    # it may have been redone since
    written = journal.last_touch(tx, Kind.OUTBOX, taken[0].id)
    may_have_left = written is not None and setting.now - written.at > HAS_LEFT
    there = may_have_left or any(entry.sent_s for entry in taken)
    return [sent_finding({entry.job_number for entry in taken})] if there else []


def _nothing(text: str) -> Refused:
    return Refused((Finding(FindingKind.NOTHING, Weight.STOPS, text),))


def _built_on(tx: Transaction, user: BuiltOn, entries: Sequence[JournalEntry]) -> Refused:
    touch = journal.last_touch(tx, user.kind, user.record_id)
    if archived := _archived(tx, entries):
        text = f"This cannot be taken back any more: {archived}"
    elif touch is None or touch.revision <= entries[-1].revision:
        text = "This cannot be taken back any more: the record is not what the act left."
    else:
        text = f"{_builders(tx, user, entries[0], touch)} built on it: {touch.line} {_way_out(touch)}"
    return Refused((Finding(FindingKind.BUILT_ON, Weight.STOPS, text),))


def _builders(tx: Transaction, user: BuiltOn, entry: JournalEntry, touch: JournalEntry) -> str:
    """Everybody who changed the record after the act: `Ben, Cleo and Dora`; who did so last comes last."""
    logins = journal.who_touched(tx, user.kind, user.record_id, entry.revision)
    names = [called(tx, each) for each in logins if each != touch.who]
    last = called(tx, touch.who)
    return f"{', '.join(names)} and {last}" if names else last


def _archived(tx: Transaction, entries: Sequence[JournalEntry]) -> str:
    """Where a job of these acts is by now, as a sentence; empty where all are here."""
    changes = (change for entry in entries for change in journal.changes_of(tx, entry.revision))
    found = archived_jobs(tx.connection, sorted({each.record_id for each in changes if each.kind == Kind.JOB}))
    return f"{found[0][0]} is in {found[0][1]}." if found else ""


def _way_out(touch: JournalEntry) -> str:
    return "What phones report is not taken back." if touch.act in act_names.REPORTS else "Undo that first."
