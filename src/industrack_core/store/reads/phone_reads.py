"""Reads for what needs an eye of phones: what waits in the tray, who was heard of when, who is at work."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from industrack_core.domain.board.matters import NO_PHONES, Heard, PhonesNow, Tray
from industrack_core.domain.field.records import FieldSettings
from industrack_core.domain.field.timesheet import OPEN_TOO_LONG
from industrack_core.store.engine.as_text import AsText
from industrack_core.store.engine.prepared import parts_of
from industrack_core.store.reads.by_id import all_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

_IN_USE = AsText("reads.phone_statements:IN_USE")
_COUNT = AsText("reads.phone_statements:COUNT", "employees")
_TRAY = AsText("reads.phone_statements:TRAY", "employees")
_HEARD = AsText("reads.phone_statements:HEARD")
_ON_A_JOB = AsText("reads.phone_statements:ON_A_JOB")
_IN_SHIFT = AsText("reads.phone_statements:IN_SHIFT")

_MOST_TOLD: Final = 50
_A_DAY = OPEN_TOO_LONG // timedelta(minutes=1)
"""What began longer ago in minutes was left open by somebody: it is no work of today."""


def read_phones_now(connection: "Connection", employee_ids: Sequence[int], now: int) -> PhonesNow:
    """What needs an eye of these employees' phones at `now`, in minutes since 1970 UTC."""
    has_reports, has_phones = _IN_USE.one(connection)
    if not has_reports and not has_phones:
        return NO_PHONES
    waiting, tray = 0, []
    for part in parts_of(sorted(employee_ids)) if has_reports else ():
        waiting += _COUNT.one(connection, employees=part)[0]
        tray += _TRAY.rows(connection, employees=part, most=_MOST_TOLD) if waiting else []
    tray.sort(key=lambda row: (row[2], row[0]))
    told = tuple(Tray(report, whose, came // 60, text) for report, whose, came, text in tray[:_MOST_TOLD])
    heard = _HEARD.rows(connection) if has_phones else []
    if not heard:
        return PhonesNow(told, waiting)
    settings = all_of(connection, FieldSettings)
    at_work: dict[int, int] = {}
    for whose, start in (
        *_ON_A_JOB.rows(connection, low=now - _A_DAY, now=now), *_IN_SHIFT.rows(connection, low=now - _A_DAY),
    ):  # fmt: skip
        at_work[whose] = min(start, at_work.get(whose, start))
    return PhonesNow(
        told, waiting,
        tuple(Heard(whose, max(synced_s // 60, paired), at_work.get(whose, 0)) for whose, synced_s, paired in heard),
        settings[0].silent_minutes if settings else FieldSettings().silent_minutes,
    )  # fmt: skip
