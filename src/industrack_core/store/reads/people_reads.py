"""Who sits at a console: their user and role, read with the company's clock in one statement."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, exists, func, select

from industrack_core.domain.records.settings import OfficeRole, OfficeUser, UserState
from industrack_core.domain.rights import Sitter, person_of
from industrack_core.domain.time.span import company_zone
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import record_of
from industrack_core.store.engine.prepared import Prepared, Rows

_company, _user, _role = schema.company, schema.office_user, schema.office_role
_anybody = _user.alias("anybody")

SITTER = Prepared(
    select(_company.c.zone, _company.c.clock24, exists(select(_anybody.c.id)), *_user.c, *_role.c).select_from(
        _company.outerjoin(_user, _user.c.login == bindparam("login")).outerjoin(_role, _role.c.id == _user.c.role_id)
    )
)
"""Zone and clock, whether roles were begun, and by a login its user and role: what every act wants, in one.

Without a limit, as there is one company: with one whose value is bound SQLite takes five times as long.
"""
_ROLES = Prepared(select(_role).order_by(_role.c.id))
_EVERYBODY = Prepared(select(_user.c.login, _user.c.name, _user.c.state).order_by(_user.c.id))
_ADMINS = Prepared(
    select(_user.c.name)
    .join(_role, _role.c.id == _user.c.role_id)
    .where(_user.c.state == "active", _role.c.base == "admin")
    .order_by(_user.c.id)
)
_NEXT_LOGIN = Prepared(select(func.min(schema.journal.c.who)).where(schema.journal.c.who > bindparam("after")))
_OF_USER = slice(3, 3 + len(_user.c))
_OF_ROLE = slice(_OF_USER.stop, _OF_USER.stop + len(_role.c))


def sitter(rows: Rows, login: str) -> tuple[ZoneInfo, Sitter | None]:
    """What `SITTER` answered: the company's zone as it reads the clock, and who it is; nobody where there are no
    roles."""
    if not rows:
        return ZoneInfo("UTC"), None
    row = rows[0]
    zone = company_zone(row[0], clock24=bool(row[1]))
    if not row[2]:
        return zone, None
    user, role = row[_OF_USER], row[_OF_ROLE]
    return zone, person_of(
        login,
        record_of(OfficeUser, user) if user[0] is not None else None,
        record_of(OfficeRole, role) if role[0] is not None else None,
    )


def read_person(connection: Connection, login: str) -> Sitter | None:
    """Who a login is, with the roles there are and who asks to be let in; None in an office without roles."""
    person = sitter(SITTER.rows(connection, login=login), login)[1]
    if person is None:
        return None
    roles = tuple(record_of(OfficeRole, row) for row in _ROLES.rows(connection))
    admins = () if person.is_active else tuple(_ADMINS.column(connection))
    everybody = _EVERYBODY.rows(connection)
    asking = tuple(name for _, name, state in everybody if state == UserState.ASKS)
    people = tuple((login, name) for login, name, _ in everybody if name)
    return replace(person, roles=roles, asking=asking, admins=admins, people=people)


def logins_of_journal(connection: Connection) -> list[str]:
    """Everybody who is in the journal, each found by the index after the one before."""
    found, after = [], ""
    while (login := _NEXT_LOGIN.one(connection, after=after)[0]) is not None:
        found.append(login)
        after = login
    return found
