"""What needs an eye beside the jobs: reports that wait for a decision, and phones of which nothing is heard. Pure.

Minutes are those since 1970 UTC.
"""

from collections.abc import Collection

from industrack_core.domain.board.alarms import Alarm, ExceptionKind
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.named_tuple import NamedTuple


class Tray(NamedTuple):
    """A report in the tray: whose, when it came, what it says and what stands against it."""

    report_id: int
    employee_id: int
    came: int
    text: str


class Heard(NamedTuple):
    """When a phone of an employee last synced, and since when they are at work, 0 where they are not now."""

    employee_id: int
    synced: int
    at_work: int = 0


@dataclass(frozen=True, slots=True)
class PhonesNow:
    """The first reports of the tray, the oldest first, how many there are, and the employees with a phone.

    Who was not heard of for `silent_after` minutes of work is told; 0: nobody is.
    """

    tray: tuple[Tray, ...] = ()
    waiting: int = 0
    heard: tuple[Heard, ...] = ()
    silent_after: int = 0


NO_PHONES = PhonesNow()


class Matter(NamedTuple):
    """One thing that needs an eye and is no job: of whom, since when, in a sentence; a report by its id."""

    kind: ExceptionKind
    employee_id: int
    since: int
    text: str
    report_id: int = 0

    def minutes_until(self, now: int) -> int:
        """How long it lasts by now, negative as what hurts already."""
        return self.since - now


_SILENT = "nothing was heard of the phone: it may be off, or without a network"


def matters(phones: PhonesNow, people: Collection[int], now: int) -> list[tuple[Alarm, Matter]]:
    """What needs an eye of these employees: what waits for a decision, then who is silent, the longest first."""
    tray = [
        (Alarm(ExceptionKind.FIELD, 0, is_red=False), Matter(ExceptionKind.FIELD, whose, came, text, report_id))
        for report_id, whose, came, text in phones.tray
        if whose in people
    ]
    silent = [
        (silent_since(each, phones.silent_after, now), each) for each in phones.heard if each.employee_id in people
    ]
    return tray + [
        (Alarm(ExceptionKind.SILENT, now - since, is_red=False), Matter(ExceptionKind.SILENT, whose, since, _SILENT))
        for since, (whose, *_) in sorted(silent)
        if since
    ]


def silent_since(heard: Heard, after: int, now: int) -> int:
    """The minute since which nothing is heard of somebody at work, once that is `after` minutes ago; else 0.

    Before work nobody need be heard of: it counts from the later of the last word and the beginning of work.
    """
    if not after or not heard.at_work:
        return 0
    since = max(heard.synced, heard.at_work)
    return since if now - since >= after else 0
