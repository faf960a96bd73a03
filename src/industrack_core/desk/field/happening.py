"""What happens, told once each: reports as they come, dispatches when their window has passed."""

import json
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

from industrack_core.domain.field.happened import EVENTS, REVIEW, UNDO, Happened
from industrack_core.domain.field.records import FieldReport, Verdict
from industrack_core.domain.records.held import Fields
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.office import Employee
from industrack_core.domain.records.outbox import Errand, OutboxEntry
from industrack_core.store.reads.by_id import records_by
from industrack_core.store.reads.happened import (
    TakenBack,
    entries_gone,
    entries_made,
    newest_act,
    newest_left,
    not_due_yet,
    reports_made,
    reports_numbered,
)
from industrack_core.store.store import Store

_MOST_ACTS = 200
"""Acts that are read at a time."""


class Happening:
    """Reads what came since the last time. Used by one thread at a time. Raises DatabaseError."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._revision = -1
        self._waiting: set[int] = set()
        """Entries whose time has not come."""

    def waits(self) -> bool:
        """Whether something is known of that is not due yet."""
        return bool(self._waiting)

    def start(self, now_s: int) -> None:
        """What is there by now is not told, but for what is not due yet."""
        with self._store.reading() as connection:
            self._revision, self._waiting = newest_act(connection), set(not_due_yet(connection, now_s))

    def fresh(self, now_s: int, heard: Container[int]) -> list[Happened]:
        """What came since, the oldest first; `heard` are entries that are due whatever their time says. Nothing only
        where there is nothing more."""
        found, went_on = self._read_on(now_s, heard)
        while went_on and not found:
            found, went_on = self._read_on(now_s, heard)
        return found

    def _read_on(self, now_s: int, heard: Container[int]) -> tuple[list[Happened], bool]:
        """The next of what came, and whether there is more to be read."""
        with self._store.reading() as connection:
            newest = newest_act(connection)
            if newest < self._revision:  # a backup was restored
                self._revision, self._waiting = newest, set(not_due_yet(connection, now_s))
            known, read = self._revision, min(newest, self._revision + _MOST_ACTS)
            reports = reports_made(connection, known, read)
            held = records_by(connection, OutboxEntry, "id", sorted(self._waiting))  # an undo takes them away
            made = entries_made(connection, known, read)
            entries = {each.id: each for each in (*held, *made)}
            gone = self._told(entries_gone(connection, known, read), entries)
            stand = newest_left(connection, sorted({each.entry.job_id for each in gone}))
            due = [each for each in entries.values() if each.due_s <= now_s or each.id in heard]
            people = sorted(
                {each.employee_id for each in reports}
                | {each.employee_id for each in (*due, *(taken.entry for taken in gone))}
            )
            names = {each.id: f"{each.first_name} {each.last_name}".strip()
                     for each in records_by(connection, Employee, "id", people)}  # fmt: skip
            jobs = records_by(connection, Job, "id", sorted({each.job_id for each in reports}))
            undone = {each.id: (each.device_id, _read(each.body).get("seq")) for each in reports if each.kind == UNDO}
            steps: dict[tuple[int, object], FieldReport]
            steps = {(each.device_id, each.seq): each for each in reports_numbered(connection, undone.values())}
            numbers = {each.id: each.number for each in jobs}
            reported = _reported(reports, names, numbers, {each: steps.get(key) for each, key in undone.items()})
        # only once all was read: what an error kept from being read is read the next time
        self._revision, self._waiting = read, _still_waiting(entries.values(), due)
        found = [*_said(due, names), *_said_again(gone, stand, entries, names), *reported]
        return sorted(found, key=lambda each: each.entry_id), self._revision < newest

    def _told(self, gone: Iterable[TakenBack], entries: Container[int]) -> list[TakenBack]:
        """Of what was taken back, what had been told and did not come back: the last of each job and employee."""
        told = [each for each in gone if each.entry.id not in self._waiting and each.entry.id not in entries]
        return list({_member(each.entry): each for each in sorted(told, key=lambda each: each.entry.id)}.values())


Member = tuple[int, int]
"""Job and employee."""


def _member(entry: OutboxEntry) -> Member:
    return entry.job_id, entry.employee_id


def _still_waiting(entries: Iterable[OutboxEntry], due: Iterable[OutboxEntry]) -> set[int]:
    """Those whose time has not come, and after which nothing was told of the same job to the same employee."""
    told = {_member(each): each.id for each in sorted(due, key=lambda each: each.id)}
    known = {each.id for each in due}
    return {each.id for each in entries if each.id not in known and each.id > told.get(_member(each), 0)}


def _said_again(
    gone: Iterable[TakenBack], stand: dict[Member, OutboxEntry], entries: Container[int], names: dict[int, str]
) -> Iterator[Happened]:
    """What stands after something told was taken back: what was sent before it, or a recall."""
    for each in gone:
        before = stand.get(_member(each.entry))
        if before is None or before.id not in entries:  # else it is told by itself, now or when it is due
            errand, payload = (Errand.RECALL, "") if before is None else (before.errand, before.payload)
            said = replace(each.entry, errand=errand, payload=payload, due_s=each.at_s)
            yield from _said([said], names)


def _said(entries: Iterable[OutboxEntry], names: dict[int, str]) -> Iterator[Happened]:
    for each in entries:
        yield Happened(
            each.errand.value, each.due_s, each.employee_id, names.get(each.employee_id, ""), each.job_id,
            each.job_number, _read(each.payload), "", each.id,
        )  # fmt: skip


def _reported(
    reports: Iterable[FieldReport],
    names: dict[int, str],
    numbers: dict[int, str],
    undone: dict[int, FieldReport | None],
) -> Iterator[Happened]:
    for each in reports:
        event, said = _event(each), _read(each.body)
        step = undone.get(each.id)
        if step is not None:
            said = {**said, "event": _step(step)}
        if event in EVENTS:
            yield Happened(
                event, each.at_s, each.employee_id, names.get(each.employee_id, ""), each.job_id,
                numbers.get(each.job_id, ""), said, each.text, each.id,
            )  # fmt: skip


def _event(report: FieldReport) -> str:
    """What it is told as; nothing for what the office dismissed."""
    if report.verdict is Verdict.DISMISSED:
        return ""
    return REVIEW if report.verdict is Verdict.REVIEW else _step(report)


def _step(report: FieldReport) -> str:
    step = str(_read(report.body).get("step", ""))
    if report.kind == "shift":
        return step if step.startswith("break_") else f"shift_{step}"
    return step if report.kind == "step" else report.kind


def _read(text: str) -> Fields:
    """What a JSON text says; nothing where it is none."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
