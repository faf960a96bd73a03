"""Who would move, copy or mend a company as a whole, and whether they keep its database: of any schema, as a backup is
also made of an older one."""

import msgspec
from sqlalchemy import inspect, text

from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.settings import BaseRole, OfficeRole, OfficeUser, UserState
from industrack_core.domain.rights import Sitter, person_of
from industrack_core.domain.text.text import clean_line
from industrack_core.store.engine.engine import DatabasePlace, postgres_engine, sqlite_engine
from industrack_core.store.engine.faults import translated
from industrack_core.store.engine.logins import keeps_database
from industrack_core.store.engine.own_login import own_login
from industrack_core.store.engine.schema_state import SchemaState, schema_state

_ANYBODY = text("SELECT 1 FROM office_user LIMIT 1")
_USER = text(
    "SELECT u.state, r.name, r.base, r.rights FROM office_user u LEFT JOIN office_role r ON r.id = u.role_id"
    " WHERE u.login = :login"
)


def who_moves(place: DatabasePlace, login: str) -> tuple[Sitter | None, bool]:
    """Who sits here, None where everybody may everything, and whether they keep the database. `login` is the operating
    system's user. Raises the DatabaseError tree."""
    if schema_state(place)[0] not in (SchemaState.CURRENT, SchemaState.OLDER):
        return None, True
    engine = sqlite_engine(place.path, writes=False) if place.path else postgres_engine(place.url, writes=False)
    try:
        with translated(place.label), engine.connect() as connection:
            keeps = keeps_database(connection)
            if place.path is None:
                login = clean_line(own_login(connection)) or login
            if Kind.OFFICE_USER not in inspect(connection).get_table_names():
                return None, keeps
            if connection.execute(_ANYBODY).first() is None:
                return None, keeps
            row = connection.execute(_USER, {"login": login}).first()
    finally:
        engine.dispose()
    if row is None:
        return person_of(login, None, None), keeps
    state, name, base, rights = row
    role = None if name is None else OfficeRole(
        name=name, base=BaseRole(base), rights=msgspec.json.decode(rights, type=tuple[str, ...])
    )  # fmt: skip
    return person_of(login, OfficeUser(name=login, login=login, state=UserState(state)), role), keeps
