"""A day of the demo company that goes by itself: what its technicians and dispatchers do, minute by minute.

Nobody's doings are kept beside the records: what somebody does next follows from the seed, the job and how things are
now, so that whoever works at a console meanwhile is reckoned with, and the same seed on the same company tells the
same day. Who has a phone says so by it; of the others the office hears by telephone.
"""

import random
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from industrack_core.desk.desk import Desk
from industrack_core.desk.field.field_desk import FieldDesk
from industrack_core.domain.acts.acts import Act, DispatchJob, PlanJob, SetStatus
from industrack_core.domain.board.board import Block
from industrack_core.domain.field.steps import Step
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.job import Delivery, WorkStatus
from industrack_core.domain.records.office import Office
from industrack_core.domain.time.minute import instant_of, minute_of
from industrack_core.domain.time.span import day_span
from industrack_core.exchange.demo.demo_hands import DemoHands
from industrack_core.exchange.demo.demo_temper import next_step, temper_of

COLLEAGUE = "lena"
"""The dispatcher at the other desk."""
_LOOKS_EVERY = 12
"""Minutes between two looks of hers at the queue and the day."""
_AHEAD = 14 * 60
_REASONS = ("customer called it off", "no access before noon", "needs a second pair of hands")


_AFTER = {
    Step.START_TRAVEL: WorkStatus.ON_TRAVEL, Step.START_JOB: WorkStatus.STARTED, Step.PAUSE: WorkStatus.PAUSED,
    Step.RESUME: WorkStatus.STARTED, Step.COMPLETE: WorkStatus.COMPLETED, Step.DECLINE: WorkStatus.DECLINED,
}  # fmt: skip


class DemoDay:
    """Plays the others of the demo company at a desk of its own, whose clock it turns: a minute at a time."""

    def __init__(self, opened: Callable[[Callable[[], datetime]], Desk], started: datetime, seed: int = 1) -> None:
        self.minute = minute_of(started)
        self._at = instant_of(self.minute)
        self._seed = seed
        self.desk = opened(lambda: self._at)
        self._field = FieldDesk(self.desk)
        self._hands = DemoHands(self._field, seed)
        self._names: dict[int, str] = {}

    def play_up_to(self, moment: datetime) -> list[str]:
        """Do all that is done up to `moment` (aware UTC); answers the journal's lines. Raises DatabaseError."""
        lines = []
        while self.minute < minute_of(moment):
            self.minute += 1
            self._at = instant_of(self.minute)
            lines += self._play()
        self._at = max(self._at, moment)
        self._hands.look()
        return lines

    def close(self) -> None:
        """The desk is closed."""
        self._field.close()

    def _play(self) -> list[str]:
        office = self.desk.office()
        self._names = {each.id: f"{each.first_name} {each.last_name}" for each in office.employees}
        today = instant_of(self.minute).astimezone(office.zone).date()
        lines = list(self._hands.live(self.minute))
        blocks = self.desk.all_blocks(day_span(today, office.zone))
        lines += [line for who, act in self._of_technicians(blocks) if (line := self._done(who, act))]
        if self.minute % _LOOKS_EVERY == 0:
            lines += [line for act in self._of_colleague(office, blocks) if (line := self._done(COLLEAGUE, act))]
        return lines

    def _done(self, who: str, act: Act) -> str:
        """The line of an act; empty when something speaks against it, as it may: then they do something else."""
        self.desk.who = who
        outcome = self.desk.perform(act)
        return f"{who}: {outcome.line}" if isinstance(outcome, Done) else ""

    def _of_technicians(self, blocks: Sequence[Block]) -> Iterable[tuple[str, Act]]:
        at_work = {
            block.employee_id: block.job_id
            for block in blocks
            if block.status in (WorkStatus.STARTED, WorkStatus.PAUSED, WorkStatus.ON_TRAVEL)
        }
        by_phone = self._hands.employee_ids
        for block in blocks:
            temper = temper_of(self._seed, block.job_id)
            if block.employee_id != block.crew_ids[0]:
                continue  # the first of the crew speaks for all
            if block.delivery == Delivery.SAVED:
                if block.start - temper.sent_before <= self.minute < block.start:
                    yield COLLEAGUE, DispatchJob(block.job_id, block.version)
                continue
            if not by_phone.isdisjoint(block.crew_ids):
                continue
            is_free = at_work.get(block.employee_id, block.job_id) == block.job_id
            step = next_step(block.status, block.start, block.end, self.minute, temper, is_free=is_free)
            if step is not None:
                at_work.setdefault(block.employee_id, block.job_id)
                reason = _REASONS[block.job_id % len(_REASONS)] if step is Step.DECLINE else ""
                who = self._names.get(block.employee_id, "somebody")
                yield who, SetStatus(block.job_id, block.version, _AFTER[step], reason)

    def _of_colleague(self, office: Office, blocks: Sequence[Block]) -> Iterable[Act]:
        """In turn: she gives a job of the queue to whoever is free first, or moves one of the afternoon."""
        rng = random.Random(f"{self._seed}:{self.minute}")
        if (self.minute // _LOOKS_EVERY) % 3 == 0:
            entries = self.desk.queue().entries
            entry = rng.choice(entries[:3]) if entries else None
            slots = self.desk.best_slots(office, entry.job_id, office.default_calendar, 3) if entry else []
            if entry and slots:
                start = instant_of(slots[0].start)
                yield PlanJob(entry.job_id, entry.version, slots[0].crew, start, entry.minutes)
            return
        later = [
            block
            for block in blocks
            if block.status == WorkStatus.NOT_STARTED and self.minute + 60 < block.start < self.minute + _AHEAD
        ]
        if later:
            block = rng.choice(later)
            start = instant_of(block.start) + timedelta(minutes=rng.choice((-30, 15, 30, 45)))
            yield PlanJob(block.job_id, block.version, block.crew_ids, start, block.end - block.start)
