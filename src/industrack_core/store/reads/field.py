"""What a gateway asks beside the jobs of phones: whose token it is, devices, times, files, items, what changed."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, exists, func, null, or_, select

from industrack_core.domain.field.records import Device, FieldSettings, TimeEntry
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import record_of
from industrack_core.store.engine.prepared import Prepared, Row, one_of
from industrack_core.store.engine.statements import all_rows

_crew, _device, _entry, _job = schema.job_crew, schema.device, schema.time_entry, schema.job
_file, _journal, _change = schema.field_file, schema.journal, schema.journal_change
_report, _item, _state = schema.field_report, schema.inventory_item, schema.device_state

_CALLER = Prepared(
    select(
        _device.c.id, _device.c.employee_id, schema.employee.c.first_name, schema.employee.c.last_name,
        _device.c.state, _device.c.token_hash,
    )
    .join(schema.employee, schema.employee.c.id == _device.c.employee_id)
    .where(or_(_device.c.token_hash == bindparam("hash"), _device.c.next_hash == bindparam("hash")))
)  # fmt: skip
_LAST_NUMBER = Prepared(select(func.max(_report.c.seq)).where(_report.c.device_id == bindparam("of_device")))
_TIMES = Prepared(
    select(_entry)
    .where(
        _entry.c.employee_id == bindparam("of_employee"),
        or_(_entry.c.ends_at.is_(null()), _entry.c.starts_at >= bindparam("since")),
    )
    .order_by(_entry.c.starts_at, _entry.c.id)
)
_SENT_FILES = Prepared(
    select(_file.c.name, _file.c.type, _file.c.job_id, _file.c.employee_id).where(_file.c.digest == bindparam("digest"))
)
_MY_JOBS = Prepared(
    select(_job.c.id, _job.c.attachments)
    .join(_crew, _crew.c.job_id == _job.c.id)
    .where(_crew.c.employee_id == bindparam("of_employee"), _crew.c.entry_id.is_not(null()))
    .where(_job.c.attachments.contains(bindparam("digest"), autoescape=False))
)
_ITEMS = Prepared(
    select(_item.c.id, _item.c.name, _item.c.sku, _item.c.price)
    .where(_item.c.retired == 0)
    .order_by(_item.c.name, _item.c.id)
    .limit(bindparam("most"))
)
_SINCE = Prepared(
    select(
        schema.ledger.c.revision,
        exists().where(_change.c.revision > bindparam("known"), one_of(_change.c.kind, "kinds")),
        exists().where(
            _journal.c.revision > bindparam("known"), _journal.c.act.in_(("Repair", "LoadRecords", "InventCompany"))
        ),
    ),
    "kinds",
)
_DEVICES = Prepared(
    select(_device, schema.employee.c.first_name, schema.employee.c.last_name, _state.c.last_sync_s, _state.c.build,
           _state.c.skew_s, _state.c.unsent_reports, _state.c.unsent_files, _state.c.storage)
    .join(schema.employee, schema.employee.c.id == _device.c.employee_id)
    .outerjoin(_state, _state.c.device_id == _device.c.id)
    .order_by(schema.employee.c.last_name, schema.employee.c.first_name, _device.c.id)
)  # fmt: skip


def caller_row(connection: Connection, token_hash: str) -> Row | None:
    """Id, employee, first and last name, state and token hash of the device with this token, or next token."""
    return _CALLER.first(connection, hash=token_hash)


def last_number(connection: Connection, device_id: int) -> int:
    """The highest number of a device's reports, 0 for none."""
    return _LAST_NUMBER.one(connection, of_device=device_id)[0] or 0


def times_since(connection: Connection, employee_id: int, since: int) -> list[TimeEntry]:
    """What is open of an employee's time, and what began since a minute."""
    return _TIMES.each(connection, lambda row: record_of(TimeEntry, row), of_employee=employee_id, since=since)


def files_named(connection: Connection, digest: str) -> list[Row]:
    """Name, type, job and employee of the field files with this content."""
    return _SENT_FILES.rows(connection, digest=digest)


def attached_to_mine(connection: Connection, employee_id: int, digest: str) -> list[Row]:
    """Id and attachments of the employee's dispatched jobs whose attachments name this content."""
    return _MY_JOBS.rows(connection, of_employee=employee_id, digest=digest)


def first_items(connection: Connection, most: int) -> list[Row]:
    """Id, name, SKU and price of items in use, by name."""
    return _ITEMS.rows(connection, most=most)


def touched_since(connection: Connection, revision: int, kinds: Sequence[str]) -> tuple[int, bool]:
    """The revision of the newest act, and whether one after `revision` changed a record of these kinds, or everything.

    One statement, that needs no transaction.
    """
    newest, touched, everything = _SINCE.one(connection, known=revision, kinds=list(kinds))
    return newest, bool(touched or everything)


def field_settings(connection: Connection) -> FieldSettings:
    """How the office works with phones; as a new office does where nobody said."""
    found = all_rows(schema.field_settings).rows(connection)
    return record_of(FieldSettings, found[0]) if found else FieldSettings()


def device_rows(connection: Connection) -> list[tuple[Device, str, Row]]:
    """Every phone with the name of its employee and its state (device_state), in the order of people."""
    width = len(schema.device.columns)
    return [
        (record_of(Device, row[:width]), f"{row[width]} {row[width + 1]}".strip(), row[width + 2 :])
        for row in _DEVICES.rows(connection)
    ]
