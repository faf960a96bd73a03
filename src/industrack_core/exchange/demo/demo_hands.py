"""The demo's technicians with their phones in their hands, who play their part of a day."""

import random
from collections.abc import Iterator

from industrack_core.desk.field.field_desk import FieldDesk
from industrack_core.domain.field.records import DeviceState
from industrack_core.exchange.demo.desk_phone import DeskPhone
from industrack_core.exchange.demo.technician import Technician

_SYNC_EVERY, _WRITE_EVERY = 2, 5
"""Minutes between two syncs of a phone with nothing to say; between two times that it is written when they were."""
_DEAD_MINUTES = 25
_LOOK_S = (3, 20)
"""Seconds within which a technician looks at what came."""


class DemoHands:
    """All who had a phone when it began; whoever pairs one later plays for themselves."""

    def __init__(self, desk: FieldDesk, seed: int) -> None:
        self._desk, self._seed = desk, seed
        self._hands: dict[int, tuple[int, Technician[DeskPhone]]] = {}
        minute = desk.clock_ms() // 60_000
        for row in desk.device_rows():
            if row.state is DeviceState.ACTIVE:
                rng = random.Random(f"{seed}:{row.employee_id}")
                begins = minute + rng.randint(20, 400)
                dead = range(begins, begins + _DEAD_MINUTES) if rng.random() < 1 / 4 else range(0)
                phone = DeskPhone(desk, row.id)
                self._hands.setdefault(row.employee_id, (row.id, Technician(row.employee, phone, seed, dead)))

    @property
    def employee_ids(self) -> frozenset[int]:
        """Who speaks by a phone."""
        return frozenset(self._hands)

    def live(self, minute: int) -> Iterator[str]:
        """Do what is done at this minute (since 1970 UTC); answers what was done, by whom."""
        active = {row.id for row in self._desk.device_rows() if row.state is DeviceState.ACTIVE}
        self._hands = {whose: each for whose, each in self._hands.items() if each[0] in active}
        for _, technician in self._hands.values():
            if technician.live(minute) or minute % _SYNC_EVERY == 0:
                self._sync(technician, minute)
            while technician.told:
                yield technician.told.pop(0)
        if minute % _WRITE_EVERY == 0:
            self._desk.flush_contacts()

    def look(self) -> None:
        """Between two minutes: fetch what the office just said, and look at what came."""
        now_ms = self._desk.clock_ms()
        called = {each.employee_id for each in self._desk.waiting() if each.due_ms <= now_ms}
        for whose, (_, technician) in self._hands.items():
            phone = technician.phone
            for entry, came_ms in list(phone.new.items()):
                if now_ms - came_ms >= 1000 * random.Random(f"{self._seed}:look:{entry}").randint(*_LOOK_S):
                    phone.look_at(entry)
            if phone.is_curious or whose in called:
                self._sync(technician, now_ms // 60_000)

    def _sync(self, technician: Technician[DeskPhone], minute: int) -> None:
        """Sync, unless there is no network where somebody is; what is not said waits."""
        if minute not in technician.dead:
            technician.phone.sync()
