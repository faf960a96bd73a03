"""What happens, told once each: reports as they come, dispatches when their window has passed."""

import json
from collections.abc import Container, Iterable, Iterator

from industrack_core.domain.field.happened import EVENTS, REVIEW, Happened
from industrack_core.domain.field.records import FieldReport, Verdict
from industrack_core.domain.records.held import Fields
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.office import Employee
from industrack_core.domain.records.outbox import OutboxEntry
from industrack_core.store.reads.by_id import records_by
from industrack_core.store.reads.happened import entries_made, newest_act, reports_made
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

    def start(self) -> None:
        """What is there by now is not told."""
        with self._store.reading() as connection:
            self._revision = newest_act(connection)

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
                self._revision = newest
                self._waiting.clear()
            known, read = self._revision, min(newest, self._revision + _MOST_ACTS)
            reports = reports_made(connection, known, read)
            held = records_by(connection, OutboxEntry, "id", sorted(self._waiting))  # an undo takes them away
            made = entries_made(connection, known, read)
            entries = {each.id: each for each in (*held, *made)}.values()
            due = [each for each in entries if each.due_s <= now_s or each.id in heard]
            people = sorted({each.employee_id for each in reports} | {each.employee_id for each in due})
            names = {each.id: f"{each.first_name} {each.last_name}".strip()
                     for each in records_by(connection, Employee, "id", people)}  # fmt: skip
            jobs = records_by(connection, Job, "id", sorted({each.job_id for each in reports if each.job_id}))
        # only once all was read: what an error kept from being read is read the next time
        self._revision, self._waiting = read, {each.id for each in entries} - {each.id for each in due}
        numbers = {each.id: each.number for each in jobs}
        found = [*_said(due, names), *_reported(reports, names, numbers)]
        return sorted(found, key=lambda each: each.entry_id), self._revision < newest


def _said(entries: Iterable[OutboxEntry], names: dict[int, str]) -> Iterator[Happened]:
    for each in entries:
        yield Happened(
            each.errand.value, each.due_s, each.employee_id, names.get(each.employee_id, ""), each.job_id,
            each.job_number, _read(each.payload), "", each.id,
        )  # fmt: skip


def _reported(reports: Iterable[FieldReport], names: dict[int, str], numbers: dict[int, str]) -> Iterator[Happened]:
    for each in reports:
        said = _read(each.body)
        event = _event(each, said)
        if event in EVENTS:
            yield Happened(
                event, each.at_s, each.employee_id, names.get(each.employee_id, ""), each.job_id,
                numbers.get(each.job_id, ""), said, each.text, each.id,
            )  # fmt: skip


def _event(report: FieldReport, said: Fields) -> str:
    if report.verdict is Verdict.REVIEW:
        return REVIEW
    step = str(said.get("step", ""))
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
