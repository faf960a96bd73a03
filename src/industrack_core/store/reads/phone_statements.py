"""The statements of what needs an eye of phones."""

from sqlalchemy import Integer, bindparam, exists, func, literal_column, null, select, type_coerce

from industrack_core.domain.field.records import DeviceState, Verdict
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared, one_of

_crew, _job, _times, _report = schema.job_crew, schema.job, schema.time_entry, schema.field_report
_device, _state = schema.device, schema.device_state
_IN_REVIEW = (_report.c.verdict == Verdict.REVIEW.value, one_of(_report.c.employee_id, "employees"))

IN_USE = Prepared(
    select(
        exists().where(_report.c.verdict == Verdict.REVIEW.value), exists().where(_device.c.state == DeviceState.ACTIVE)
    )
)
COUNT = Prepared(select(type_coerce(func.count(), Integer)).select_from(_report).where(*_IN_REVIEW), "employees")
TRAY = Prepared(
    select(_report.c.id, _report.c.employee_id, _report.c.received_s, _report.c.text)
    .where(*_IN_REVIEW)
    .order_by(_report.c.received_s, _report.c.id)
    .limit(bindparam("most", type_=Integer)),
    "employees",
)
HEARD = Prepared(
    select(_device.c.employee_id, func.max(func.coalesce(_state.c.last_sync_s, 0)), func.max(_device.c.paired_at))
    .select_from(_device.outerjoin(_state, _state.c.device_id == _device.c.id))
    .where(_device.c.state == DeviceState.ACTIVE.value)
    .group_by(_device.c.employee_id)
)
ON_A_JOB = Prepared(
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
IN_SHIFT = Prepared(
    select(_times.c.employee_id, func.min(_times.c.starts_at))
    .where(
        _times.c.ends_at.is_(null()),
        _times.c.kind == literal_column("'shift'"),
        _times.c.starts_at > bindparam("low"),
    )
    .group_by(_times.c.employee_id)
)
