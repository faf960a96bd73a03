"""The statements by which an office opens (whether there is a company, who sits there, its picture), and of cards."""

from sqlalchemy import bindparam, exists, func, literal_column, select

from industrack_core.domain.kinds import Kind
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Expression, Prepared

_journal, _change = schema.journal, schema.journal_change
_company, _user, _role = schema.company, schema.office_user, schema.office_role
_employee, _crew, _device = schema.employee, schema.job_crew, schema.device
_location = schema.location
_anybody = _user.alias("anybody")

SCHEMA = Prepared(select(schema.schema_version.c.version_num))
REVISION = Prepared(select(schema.ledger.c.revision))
_founding_away = select(schema.archive.c.founding_act).where(schema.archive.c.founding_id != "").limit(1)
FOUNDED_BY = Prepared(
    select(func.coalesce(_founding_away.scalar_subquery(), schema.journal.c.act))
    .order_by(schema.journal.c.revision)
    .limit(1)
)
IS_FOUNDED = Prepared(select(schema.company.c.id).limit(1))
SITTER = Prepared(
    select(_company.c.zone, _company.c.clock24, exists(select(_anybody.c.id)), *_user.c, *_role.c).select_from(
        _company.outerjoin(_user, _user.c.login == bindparam("login")).outerjoin(_role, _role.c.id == _user.c.role_id)
    )
)
"""Zone and clock, whether roles were begun, and by a login its user and role: what every act wants, in one.

Without a limit, as there is one company: with one whose value is bound SQLite takes five times as long.
"""
ROLES = Prepared(select(_role).order_by(_role.c.id))
EVERYBODY = Prepared(select(_user.c.login, _user.c.name, _user.c.state).order_by(_user.c.id))
ADMINS = Prepared(
    select(_user.c.name)
    .join(_role, _role.c.id == _user.c.role_id)
    .where(_user.c.state == "active", _role.c.base == "admin")
    .order_by(_user.c.id)
)
SWITCHED_OFF = Prepared(
    select(_journal.c.who, _journal.c.at)
    .select_from(_change.join(_journal, _journal.c.revision == _change.c.revision))
    .where(
        _change.c.kind == literal_column(f"'{Kind.OFFICE_USER.value}'"), _change.c.record_id == bindparam("user"),
        _change.c.after.contains('"state":"off"'),
    )
    .order_by(_change.c.revision.desc())
    .limit(1)
)  # fmt: skip
NEXT_LOGIN = Prepared(select(func.min(schema.journal.c.who)).where(schema.journal.c.who > bindparam("after")))
_LISTED: dict[str, tuple[Expression, ...]] = {
    Kind.EMPLOYEE: (func.lower(_employee.c.last_name), func.lower(_employee.c.first_name)),
    Kind.EMPLOYEE_GROUP: (schema.employee_group.c.name,),
    Kind.CALENDAR: (schema.calendar.c.is_default.desc(), schema.calendar.c.name),
    Kind.SERVICE_TYPE: (schema.service_type.c.name,),
    Kind.TAG: (schema.tag.c.name,),
    Kind.FORM: (schema.form.c.name,),
    Kind.TASK_TEMPLATE: (schema.task_template.c.name,),
    Kind.JOB_TEMPLATE: (schema.job_template.c.name,),
}
"""What a kind's list is sorted by; the others by age."""
_ALSO = (
    Kind.COMPANY, Kind.JOB_COLOR, Kind.HOLD_REASON, Kind.HOLIDAY, Kind.NUMBER_SERIES,
)  # fmt: skip
IN_ORDER = {
    kind: Prepared(select(schema.TABLES[kind]).order_by(*_LISTED.get(kind, ()), schema.TABLES[kind].c.id))
    for kind in (*_LISTED, *_ALSO)
}
"""All records of a kind that the office's picture has, in the order in which it lists them."""
ROW_ORDER = Prepared(select(_employee.c.id).order_by(*_LISTED[Kind.EMPLOYEE], _employee.c.id))
ANY_PHONE = Prepared(select(_device.c.id).where(_device.c.state == "active").limit(1))
INACTIVE_WITH_JOBS = Prepared(
    select(_employee.c.id).where(
        _employee.c.state == "inactive",
        select(_crew.c.job_id)
        .where(_crew.c.employee_id == _employee.c.id, _crew.c.ends_at > bindparam("now"))
        .exists(),
    )
)
LOCATIONS = Prepared(
    select(_location)
    .where(_location.c.customer_id == bindparam("of_customer"))
    .order_by(_location.c.is_main.desc(), _location.c.name, _location.c.id)
)
LAST_TOUCH = Prepared(
    select(_journal.c.who, _journal.c.at)
    .join(_change, _change.c.revision == _journal.c.revision)
    .where(_change.c.kind == bindparam("which"), _change.c.record_id == bindparam("record"))
    .order_by(_journal.c.revision.desc())
    .limit(1)
)
