"""Who sits at a console: their user and role, read with the company's clock in one statement."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.settings import OfficeRole, OfficeUser, UserState
from industrack_core.domain.rights import Sitter, person_of
from industrack_core.domain.time.span import format_clock
from industrack_core.domain.time.zones import company_zone
from industrack_core.store.engine.as_text import AsText
from industrack_core.store.engine.codec import record_of
from industrack_core.store.engine.prepared import Rows
from industrack_core.store.engine.texts import kept_texts

if TYPE_CHECKING:
    from sqlalchemy import Connection

SITTER = AsText("reads.office_statements:SITTER")
_ROLES = AsText("reads.office_statements:ROLES")
_EVERYBODY = AsText("reads.office_statements:EVERYBODY")
_ADMINS = AsText("reads.office_statements:ADMINS")
_SWITCHED_OFF = AsText("reads.office_statements:SWITCHED_OFF")
_NEXT_LOGIN = AsText("reads.office_statements:NEXT_LOGIN")
_OF_USER = slice(3, 3 + len(kept_texts().columns[Kind.OFFICE_USER]))
_OF_ROLE = slice(_OF_USER.stop, _OF_USER.stop + len(kept_texts().columns[Kind.OFFICE_ROLE]))


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


def read_person(connection: "Connection", login: str) -> Sitter | None:
    """Who a login is, with the roles there are and who asks to be let in; None in an office without roles."""
    rows = SITTER.rows(connection, login=login)
    zone, person = sitter(rows, login)
    if person is None:
        return None
    roles = tuple(record_of(OfficeRole, row) for row in _ROLES.rows(connection))
    admins = () if person.is_active else tuple(_ADMINS.column(connection))
    everybody = _EVERYBODY.rows(connection)
    asking = tuple(name for _, name, state in everybody if state == UserState.ASKS)
    people = tuple((login, name) for login, name, _ in everybody if name)
    off_by = _off_by(connection, rows[0][_OF_USER][0], zone, people) if person.state is UserState.OFF else ""
    return replace(person, roles=roles, asking=asking, admins=admins, people=people, off_by=off_by)


def _off_by(connection: "Connection", user_id: int, zone: ZoneInfo, people: Sequence[tuple[str, str]]) -> str:
    """Who switched a user off, and when; empty where the log does not tell (any longer)."""
    row = _SWITCHED_OFF.first(connection, user=user_id)
    if row is None:
        return ""
    return f"{dict(people).get(row[0], row[0])} at {format_clock(datetime.fromtimestamp(row[1], UTC), zone)}"


def logins_of_journal(connection: "Connection") -> list[str]:
    """Everybody who is in the journal, each found by the index after the one before."""
    found, after = [], ""
    while (login := _NEXT_LOGIN.one(connection, after=after)[0]) is not None:
        found.append(login)
        after = login
    return found
