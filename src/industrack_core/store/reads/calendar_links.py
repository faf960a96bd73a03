"""Whose a calendar's address is."""

from sqlalchemy import Connection, bindparam, literal_column, select

from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared, Row

_link, _employee = schema.calendar_link, schema.employee
_OWNER = Prepared(
    select(_link.c.id, _link.c.employee_id, _employee.c.first_name, _employee.c.last_name)
    .join(_employee, _employee.c.id == _link.c.employee_id)
    .where(_link.c.secret_hash == bindparam("hash"), _employee.c.state != literal_column("'archived'"))
)


def owner_row(connection: Connection, secret_hash: str) -> Row | None:
    """Id of the link, id and names of its employee, who has not left; None for nobody's."""
    return _OWNER.first(connection, hash=secret_hash)
