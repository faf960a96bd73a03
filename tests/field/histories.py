"""Random histories of several phones, a bad wire and an office that works on; and what must be so at their end."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random

from industrack_core.desk.desk import Desk
from industrack_core.desk.field.field_desk import FieldDesk
from industrack_core.domain.acts.acts import (
    Act,
    AddJob,
    DeleteJob,
    DispatchJob,
    EditJob,
    PlanJob,
    Redo,
    SetStatus,
    UnassignJob,
    Undo,
)
from industrack_core.domain.acts.field_acts import RecallJob
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.field.shifts import ShiftStep
from industrack_core.domain.outcomes import Done, FindingKind
from industrack_core.domain.records.job import Job, WorkStatus
from industrack_core.domain.records.job_parts import JobTask
from tests.field.crews import LIKELY
from tests.field.phones import Phone, Wire
from tests.store.backups import PutBack, backup_of
from tests.store.small_company import ANA, BEN, at, desk_at, draft

EVERY = frozenset(FindingKind)
MINUTE = timedelta(minutes=1)
TASKS = (JobTask(id=0, text="Isolate"), JobTask(id=0, text="Sign"))


@dataclass(frozen=True)
class Faults:
    """What may go wrong in a history beside the phones' own taps."""

    wire: bool = True
    office: bool = False
    stores: bool = False
    restores: bool = False


@dataclass
class History:
    """One office on one database, its phones, and the clock that all of them read."""

    url: str
    chance: Random
    faults: Faults
    now: datetime = datetime(2026, 11, 24, 13, 0, tzinfo=UTC)
    phones: list[Phone] = field(default_factory=list)
    gone: list[Phone] = field(default_factory=list)
    jobs: list[int] = field(default_factory=list)
    tasks: dict[int, tuple[int, ...]] = field(default_factory=dict)
    stale: dict[int, Job] = field(default_factory=dict)
    _opened: FieldDesk | None = None
    _tokens: int = 0
    _notes: int = 0
    _stores: int = 0

    def begin(self) -> None:
        """Three jobs of Ana's and Ben's, and a phone of each."""
        desk = self.field_desk.desk
        for place in range(3):
            starts = at("9:00") + timedelta(hours=2 * place)
            act = AddJob(draft(crew=(ANA, BEN), starts_at=starts, tasks=TASKS), EVERY, dispatch=True)
            job = desk.job(self._done(desk, act).changed_id("job") or 0)
            assert job is not None
            self.jobs.append(job.id)
            self.tasks[job.id] = tuple(task.id for task in job.tasks)
        self.now += MINUTE
        for employee_id in (ANA, BEN):
            self._add_phone(employee_id)

    def play(self, turns: int) -> None:
        """So many things happen."""
        backup: PutBack | None = None
        for _ in range(turns):
            self.now += MINUTE * self.chance.randint(1, 9)
            self.chance.choice([self._tap, self._tap, self._tap, self._sync, self._sync, *self._more()])()
            if self.faults.restores and self.chance.random() < 0.03:
                backup = self.restore(backup)

    def end(self) -> None:
        """Everything that is unsent arrives, over a wire on which nothing goes wrong."""
        self.faults = replace(self.faults, wire=False)
        for phone in [*self.phones, *self.gone]:
            while phone.unsent or phone.acked > self._last(phone):
                self.now += MINUTE
                self._send(phone)
        self.close()

    @property
    def field_desk(self) -> FieldDesk:
        """The gateway's desk, and the office's in it; they read the history's clock."""
        if self._opened is None:
            self._opened = FieldDesk(desk_at(self.url, "mika", lambda: self.now))
        return self._opened

    def close(self) -> None:
        """Let go of the database."""
        if self._opened is not None:
            self._opened.close()
        self._opened = None

    def report(self, job_id: int) -> None:
        """Ana reports something of a job, which arrives."""
        self.now += MINUTE
        phone, at_s = self.phones[0], int(self.now.timestamp())
        self._notes += 1
        key = f"{self._notes:016x}"
        kind = self.chance.choice(("step", "tick", "used", "note"))
        if kind == "step":
            phone.say(kind, at_s, job_id, step=self.chance.choice(LIKELY).value, reason="no part")
        elif kind == "tick":
            done = self.chance.random() < 0.5
            phone.say(kind, at_s, job_id, task=self.chance.choice(self.tasks[job_id]), done=done)
        elif kind == "used":
            phone.say(
                kind, at_s, job_id, key=key[-1:].zfill(16), name="Seal", quantity=self.chance.randint(1, 9) * 1000
            )
        else:
            phone.say(kind, at_s, job_id, key=key, text=f"note {key}")
        self._send(phone)

    # -- what happens ------------------------------------------------------------------------------

    def _more(self) -> list[Callable[[], None]]:
        found: list[Callable[[], None]] = []
        found += [self._office_act] if self.faults.office else []
        found += [self._lose_a_store, self._clone_a_store] if self.faults.stores and self.chance.random() < 0.2 else []
        return found

    def _tap(self) -> None:
        phone, at_s = self.chance.choice(self.phones), int(self.now.timestamp())
        job = self.chance.choice([*self.tasks])
        kind = self.chance.choices(("step", "shift", "note", "tick"), (12, 3, 4, 2))[0]
        if kind == "step":
            phone.say("step", at_s, job, step=self.chance.choice(LIKELY).value, reason="no part")
        elif kind == "shift":
            phone.say("shift", at_s, step=self.chance.choice([*ShiftStep]).value)
        elif kind == "tick":
            phone.say("tick", at_s, job, task=self.chance.choice(self.tasks[job]), done=self.chance.random() < 0.7)
        else:
            self._notes += self.chance.random() < 0.7
            key = f"{phone.store:04x}{job:04x}{self._notes:08x}"
            phone.say("note", at_s, job, key=key, text=f"note {key} at {at_s}")

    def _sync(self) -> None:
        self._send(self.chance.choice([*self.phones, *self.gone]))

    def _send(self, phone: Phone) -> None:
        desk = self.field_desk
        chance = self.chance if self.faults.wire else None
        wire = Wire(desk, int(self.now.timestamp()), chance, shuffles=not self.faults.stores)
        if wire.send(phone):
            return
        if any(row.id == phone.device for row in desk.device_rows()):
            wire.pair_anew(phone, self._token())
        else:  # a backup that does not know the device: the same token, everything again
            phone.acked = 0
            wire.pair(phone)

    def _add_phone(self, employee_id: int) -> Phone:
        phone = Phone(employee_id, self._token())
        Wire(self.field_desk, int(self.now.timestamp()), None).pair(phone)
        self.phones.append(phone)
        self._name_store(phone)
        return phone

    def _name_store(self, phone: Phone) -> None:
        """Phones make the names of things by chance: no two make the same."""
        self._stores += 1
        phone.store = self._stores

    def _token(self) -> str:
        self._tokens += 1
        return f"token {self._tokens}"

    def _lose_a_store(self) -> None:
        """What was unsent is lost with it, and nobody can know; the technician pairs anew."""
        phone = self.chance.choice(self.phones)
        self.phones.remove(phone)
        self._add_phone(phone.employee_id)

    def _clone_a_store(self) -> None:
        """A second phone begins with the store of the first; both go on, and are paired anew once
        one of them is found out."""
        phone = self.chance.choice(self.phones)
        self.phones.append(phone.clone())
        self._name_store(self.phones[-1])

    def restore(self, backup: PutBack | None) -> PutBack | None:
        """Keep a backup, or put the one that is there in the database's place."""
        self.close()
        if backup is None:
            return backup_of(self.url)
        backup()
        return None

    def _last(self, phone: Phone) -> int:
        return self.field_desk.take_reports(phone.device, [], now_ms=0).last

    # -- the office --------------------------------------------------------------------------------

    def _office_act(self) -> None:
        desk = self.field_desk.desk
        job = desk.job(self.chance.choice(self.jobs))
        if job is None:
            desk.perform(Undo(EVERY))
            return
        seen = self.stale.get(job.id, job) if self.chance.random() < 0.5 else job
        self.stale[job.id] = job
        desk.perform(self.chance.choice(self._acts(seen))(seen))

    def _acts(self, job: Job) -> list[Callable[[Job], Act]]:
        status = self.chance.choice([*WorkStatus])
        crew = self.chance.choice([(ANA,), (BEN,), (ANA, BEN)])
        later = (job.starts_at or self.now) + MINUTE * 15
        held = replace(draft_of(job), note=f"note {self.now:%H%M}")
        return [
            lambda seen: PlanJob(seen.id, seen.version, crew, later, 60, EVERY),
            lambda seen: PlanJob(seen.id, seen.version, seen.crew, later, 45, EVERY),
            lambda seen: SetStatus(seen.id, seen.version, status, "because", EVERY),
            lambda seen: EditJob(seen.id, seen.version, held, EVERY),
            lambda seen: EditJob(seen.id, seen.version, held, EVERY, dispatch=True),
            lambda seen: DispatchJob(seen.id, seen.version, EVERY),
            lambda seen: UnassignJob(seen.id, seen.version, EVERY),
            lambda seen: RecallJob(seen.id, seen.version, EVERY),
            lambda seen: DeleteJob(seen.id, seen.version, accepted=EVERY),
            lambda seen: Undo(EVERY),
            lambda seen: Undo(EVERY),
            lambda seen: Redo(EVERY),
        ]

    def _done(self, desk: Desk, act: Act) -> Done:
        outcome = desk.perform(act)
        assert isinstance(outcome, Done), outcome
        return outcome
