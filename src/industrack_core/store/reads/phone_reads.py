"""Reads for what needs an eye of phones: what waits in the tray, who was heard of when, who is at work."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection, Integer, bindparam, exists, func, literal_column, null, select, type_coerce

from industrack_core.domain.board.matters import NO_PHONES, Heard, PhonesNow, Tray
from industrack_core.domain.field.records import DeviceState, Verdict
from industrack_core.domain.field.timesheet import OPEN_TOO_LONG
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared, one_of
from industrack_core.store.engine.statements import parts_of
from industrack_core.store.reads import field as reads

_MOST_TOLD: Final = 50
_A_DAY = OPEN_TOO_LONG // timedelta(minutes=1)
"""What began longer ago in minutes was left open by somebody: it is no work of today."""
_crew, _job, _times, _report = schema.job_crew, schema.job, schema.time_entry, schema.field_report
_device, _state = schema.device, schema.device_state
_IN_REVIEW = (_report.c.verdict == Verdict.REVIEW.value, one_of(_report.c.employee_id, "employees"))

_IN_USE = Prepared(
    select(
        exists().where(_report.c.verdict == Verdict.REVIEW.value), exists().where(_device.c.state == DeviceState.ACTIVE)
    )
)
_COUNT = Prepared(select(type_coerce(func.count(), Integer)).select_from(_report).where(*_IN_REVIEW), "employees")
_TRAY = Prepared(
    select(_report.c.id, _report.c.employee_id, _report.c.received_s, _report.c.text)
    .where(*_IN_REVIEW)
    .order_by(_report.c.received_s, _report.c.id)
    .limit(bindparam("most", type_=Integer)),
    "employees",
)
_HEARD = Prepared(
    select(_device.c.employee_id, func.max(func.coalesce(_state.c.last_sync_s, 0)), func.max(_device.c.paired_at))
    .select_from(_device.outerjoin(_state, _state.c.device_id == _device.c.id))
    .where(_device.c.state == DeviceState.ACTIVE.value)
    .group_by(_device.c.employee_id)
)
_ON_A_JOB = Prepared(
    select(_crew.c.employee_id, func.min(_crew.c.starts_at))
    .select_from(_job.join(_crew, _crew.c.job_id == _job.c.id))
    .where(
        _job.c.starts_at > bindparam("low"),
        _job.c.starts_at <= bindparam("now"),
        _job.c.status.not_in([literal_column("'completed'"), literal_column("'declined'")]),
        _crew.c.entry_id.is_not(null()),
        _crew.c.status.not_in([literal_column("'completed'"), literal_column("'declined'")]),
    )
    .group_by(_crew.c.employee_id)
)
_IN_SHIFT = Prepared(
    select(_times.c.employee_id, func.min(_times.c.starts_at))
    .where(
        _times.c.ends_at.is_(null()),
        _times.c.kind == literal_column("'shift'"),
        _times.c.starts_at > bindparam("low"),
    )
    .group_by(_times.c.employee_id)
)


def read_phones_now(connection: Connection, employee_ids: Sequence[int], now: int) -> PhonesNow:
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
    at_work: dict[int, int] = {}
    for whose, start in (
        *_ON_A_JOB.rows(connection, low=now - _A_DAY, now=now), *_IN_SHIFT.rows(connection, low=now - _A_DAY),
    ):  # fmt: skip
        at_work[whose] = min(start, at_work.get(whose, start))
    return PhonesNow(
        told, waiting,
        tuple(Heard(whose, max(synced_s // 60, paired), at_work.get(whose, 0)) for whose, synced_s, paired in heard),
        reads.field_settings(connection).silent_minutes,
    )  # fmt: skip
