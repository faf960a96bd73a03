"""`industrack field pair`, `devices` and `signout`: for whoever has no console at hand."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from industrack_core.desk.desk import open_desk
from industrack_core.desk.field.field_desk import FieldDesk
from industrack_core.domain.acts.field_acts import OfferPairing, SignOutDevice
from industrack_core.domain.errors import UsageError
from industrack_core.domain.field.codes import CODE_SECONDS, new_code, secret_hash, shown_code
from industrack_core.domain.field.told import DeviceRow
from industrack_core.domain.outcomes import Done, Outcome, Refused, known
from industrack_core.domain.records.named import employee_named
from industrack_core.domain.rights import Right
from industrack_core.exchange.qr_code import qr_lines

_DARK = "\x1b[97;40m"
"""White on black, whatever the terminal's own colors are."""


def pair_phone(given: argparse.Namespace, url: str, clock: Callable[[], datetime], folder: Path) -> int:
    """Offer a code for an employee's phone, and print it. Raises UsageError and the DatabaseError tree."""
    with _desk_of_person(url, clock, Right.SETTING_EDIT) as desk:
        employee = employee_named(desk.desk.office(), given.employee)
        code = new_code()
        offer = OfferPairing(employee.id, secret_hash(code), desk.clock_ms() // 1000 + CODE_SECONDS)
        _require_done(desk.desk.perform(offer))
        print(f"{shown_code(code)} is {employee.short_name}'s code for ten minutes.")
        _print_picture(desk.settings().address, code)
    return 0


def _print_picture(address: str, code: str) -> None:
    if not address:
        print("On the phone: open the gateway's address, install the page, and type the code in it.")
        return
    link = f"{address.rstrip('/')}/#pair={code}"
    print(f"On the phone: {link}")
    lines = qr_lines(link) if sys.stdout.isatty() else None
    for line in lines or ():
        print(f"{_DARK}{line}\x1b[0m")


def list_devices(given: argparse.Namespace, url: str, clock: Callable[[], datetime], folder: Path) -> int:
    """Print the phones, a line each, separated by tabs under a line of what they are."""
    with _desk_of_person(url, clock) as desk:
        print("DEVICE\tEMPLOYEE\tPHONE\tSTATE\tPAIRED\tLAST SYNC\tUNSENT\tCLOCK\tBUILD")
        for row in desk.device_rows():
            print("\t".join(_cells(row, desk.desk.office().zone)))
    return 0


def _cells(row: DeviceRow, zone: ZoneInfo) -> tuple[str, ...]:
    return (
        str(row.id), row.employee, row.name, row.state.value, _told(row.paired_at, zone), _told(row.last_sync_ms, zone),
        f"{row.unsent_reports}+{row.unsent_files}", f"{row.skew_s:+} s", row.build,
    )  # fmt: skip


def _told(at_ms: int, zone: ZoneInfo) -> str:
    """A moment in the company's zone, as in 2026-11-24 09:41."""
    return f"{datetime.fromtimestamp(at_ms / 1000, zone):%Y-%m-%d %H:%M}" if at_ms else "never"


def sign_out(given: argparse.Namespace, url: str, clock: Callable[[], datetime], folder: Path) -> int:
    """Sign a phone out, or say that it is lost. Raises UsageError and the DatabaseError tree."""
    with _desk_of_person(url, clock, Right.SETTING_EDIT) as desk:
        row = _device(desk, given.device)
        _require_done(desk.desk.perform(SignOutDevice(row.id, row.version, given.lost)))
        what = "lost: whatever it sends is refused" if given.lost else "signed out: what it has not sent still arrives"
        print(f"{row.employee}'s {row.name or 'phone'} is {what}; its jobs go at its next contact.")
    return 0


@contextmanager
def _desk_of_person(url: str, clock: Callable[[], datetime], right: Right | None = None) -> Iterator[FieldDesk]:
    """The desk of who gives the command: a phone is let in by a person, and not by the gateway. Raises NotAdmitted."""
    with closing(open_desk(url, clock=clock)) as desk:
        desk.admit(right or "")
        yield FieldDesk(desk)


def _device(desk: FieldDesk, device: int) -> DeviceRow:
    found = next((row for row in desk.device_rows() if row.id == device), None)
    if found is None:
        raise UsageError(f"There is no phone {device}: industrack field devices lists them.")
    return found


def _require_done(outcome: Outcome) -> None:
    """Raises UsageError with what speaks against it, ActInDoubt where that is not known."""
    if not isinstance(known(outcome), Done):
        told = (
            outcome.findings[0].text if isinstance(outcome, Refused) else "Somebody changed this meanwhile: try again."
        )
        raise UsageError(told)
