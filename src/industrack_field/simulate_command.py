"""`industrack field simulate`: the demo's technicians, each with a phone, at a gateway of their own."""

import argparse
import base64
import itertools
import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from industrack_core.desk.field.field_desk import FieldDesk, open_field_desk
from industrack_core.domain.acts.acts import DispatchJob
from industrack_core.domain.acts.field_acts import OfferPairing
from industrack_core.domain.errors import UsageError
from industrack_core.domain.field.codes import CODE_SECONDS, new_code, secret_hash
from industrack_core.domain.field.records import DeviceState
from industrack_core.domain.records.job import WorkStatus
from industrack_core.domain.records.office import Employee
from industrack_core.domain.time.minute import instant_of, minute_of
from industrack_core.domain.time.span import day_span
from industrack_core.exchange.demo.technician import Technician
from industrack_field.app import application
from industrack_field.gateway import gateway_of
from industrack_field.limits import Limits
from industrack_field.serving import Reached, serve_beside
from industrack_field.shell import read_shell
from industrack_field.simulated.phone import NotTaken, Phone
from industrack_field.simulated.wire import Unreachable, Wire

MOST_PHONES = 100
_LOOKS = 0.2
"""Seconds between two looks at the clock."""
_SYNC_EVERY = 2
"""Minutes of the clock between two syncs of a phone that has nothing to send."""
_DEAD_MINUTES = 40


def simulate(given: argparse.Namespace, url: str, clock: Callable[[], datetime], folder: Path) -> int:
    """Play until the day is over or it is interrupted; answers the exit code. `clock` is the demo's, and the
    gateway's. Raises UsageError and the DatabaseError tree."""
    if not 1 <= given.phones <= MOST_PHONES:
        raise UsageError(f"--phones takes 1 to {MOST_PHONES}.")
    with closing(open_field_desk(url, clock=clock)) as desk, _gateway(desk, given.port) as port:
        technicians = list(_technicians(desk, port, given.phones, given.seed))
        _send_the_day(desk, technicians)
        print(f"{len(technicians)} phones at http://127.0.0.1:{port}/ until ctrl+c ends them.", flush=True)
        _play(desk, technicians)
    return 0


@contextmanager
def _gateway(desk: FieldDesk, port: int) -> Iterator[int]:
    """A gateway in a thread of its own; answers its port."""
    gateway = gateway_of(desk)
    gateway.limits = Limits(codes=MOST_PHONES)  # all phones of the demo come from this machine
    app = application(read_shell(), gateway, version("industrack"))
    with serve_beside(app, Reached(port=port), gateway.poking.end_streams) as at:
        yield at


def _technicians(desk: FieldDesk, port: int, most: int, seed: int) -> Iterator[Technician[Phone]]:
    """The first employees who have work today, each with a phone that is paired."""
    people = _at_work(desk)[:most]
    if not people:
        raise UsageError("Nobody of this company has a job today: there is nothing to play.")
    minute = desk.clock_ms() // 60_000
    for each in people:
        rng = random.Random(f"{seed}:{each.id}")
        phone = _paired(desk, port, each, seed)
        begins = minute + rng.randint(30, 240)
        dead = range(begins, begins + _DEAD_MINUTES) if rng.random() < 1 / 4 else range(0)
        yield Technician(each.short_name, phone, seed, dead)


def _paired(desk: FieldDesk, port: int, employee: Employee, seed: int) -> Phone:
    """The phone of an employee: the one of the last time, if the office has not signed it out."""
    for number in itertools.count():
        chance = sha256(f"{seed}:{employee.id}:{desk.company().key}:{number}".encode()).digest()
        token = base64.urlsafe_b64encode(chance).decode().rstrip("=")
        phone = Phone(Wire(port), token, desk.clock_ms)
        known = desk.caller(secret_hash(token))
        if known is None:
            code = new_code()
            expires_s = desk.clock_ms() // 1000 + CODE_SECONDS
            desk.desk.perform(OfferPairing(employee.id, secret_hash(code), expires_s))
            phone.pair(code, f"{employee.first_name}'s phone")
        if known is None or known.state is DeviceState.ACTIVE:
            return phone
    raise AssertionError  # there is always another number


def _at_work(desk: FieldDesk) -> Sequence[Employee]:
    office = desk.desk.office()
    today = desk.desk.clock().astimezone(office.zone).date()
    busy = {block.employee_id for block in desk.desk.all_blocks(day_span(today, office.zone))}
    return [each for each in office.employees if each.id in busy]


def _send_the_day(desk: FieldDesk, technicians: Sequence[Technician[Phone]]) -> None:
    """The office sends what is still to do today, so that the phones have it."""
    office = desk.desk.office()
    now = desk.desk.clock()
    blocks = desk.desk.all_blocks(day_span(now.astimezone(office.zone).date(), office.zone))
    for job_id in dict.fromkeys(block.job_id for block in blocks if block.status == WorkStatus.NOT_STARTED):
        job = desk.desk.job(job_id)
        if job is not None:
            desk.desk.perform(DispatchJob(job_id, job.version))


def _play(desk: FieldDesk, technicians: Sequence[Technician[Phone]]) -> None:
    office = desk.desk.office()
    minute = desk.clock_ms() // 60_000
    ends = minute_of(desk.desk.clock()) + 14 * 60
    for each in technicians:
        _sync(each, minute)
    while minute < ends:
        now = desk.clock_ms() // 60_000
        while minute < now:
            minute += 1
            for each in technicians:
                did = each.live(minute)
                if did or minute % _SYNC_EVERY == 0:
                    _sync(each, minute)
                while each.told:
                    print(f"{instant_of(minute).astimezone(office.zone):%H:%M} {each.told.pop(0)}", flush=True)
        if all(each.is_done for each in technicians):
            print("The day is over.", flush=True)
            return
        time.sleep(_LOOKS)


def _sync(technician: Technician[Phone], minute: int) -> None:
    """Sync, unless there is no network where somebody is; what is not sent waits."""
    if minute in technician.dead:
        return
    try:
        technician.phone.sync()
    except Unreachable:
        return
    except NotTaken as error:
        if not error.is_passing:
            raise UsageError(f"{technician.name}'s phone was refused: {error.code}.") from error
