"""Makes the groups, rights and guard of a server, in one transaction; or looks what is lacking."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection

from industrack_core.domain.errors import DatabaseForbidden, UsageError
from industrack_core.store.engine.engine import DatabasePlace, postgres_engine
from industrack_core.store.engine.faults import translated
from industrack_core.store.guard.granting import Mending, as_owner, of_members, steps
from industrack_core.store.guard.privileges import Logins
from industrack_core.store.guard.standing import GuardedPlace, RightsThere, guarded_place, rights_there, sql_name

_LONGEST_NAME = 63


def mend(place: DatabasePlace) -> list[str]:
    """Make what is lacking; answers what was done, a sentence each. Raises UsageError and the DatabaseError tree."""
    with _owner(place) as (connection, company):
        there = rights_there(connection, company)
        _require_fit(company, there)
        found = list(steps(company, there))
        _run(connection, found)
    return [each.done for each in found if each.done]


def found_lacking(place: DatabasePlace) -> list[Mending]:
    """What `mend` would do; nothing is changed. Raises as that."""
    with _owner(place) as (connection, company):
        there = rights_there(connection, company)
        _require_users(there)
        return list(steps(company, there))


def put_in(place: DatabasePlace, login: str) -> list[str]:
    """Make the login if there is none, and put it where its office user belongs; answers what was done. Raises
    DatabaseForbidden."""
    with _owner(place) as (connection, company):
        done = []
        if login not in rights_there(connection, company).roles:
            if not company.makes_roles:
                raise _no_roles(company, f"the login {login}")
            connection.exec_driver_sql(f"CREATE ROLE {sql_name(login)} LOGIN")
            done.append(f"Made the login {login}, without a password.")
        found = list(as_owner(company, list(of_members(company, rights_there(connection, company)))))
        _run(connection, found)
        return [*done, *(each.done for each in found if each.done)]


def _run(connection: Connection, found: Sequence[Mending]) -> None:
    for each in found:
        connection.exec_driver_sql(each.sql.replace("%", "%%"))  # the driver takes a single one as a place


@contextmanager
def _owner(place: DatabasePlace) -> Iterator[tuple[Connection, GuardedPlace]]:
    engine = postgres_engine(place.url, writes=True, patient=True)
    try:
        with translated(place.label), engine.begin() as connection:
            company = guarded_place(connection)
            if not company.is_owners:
                raise DatabaseForbidden(f"industrack grant is for who owns the database ({company.owner}).")
            connection.exec_driver_sql("LOCK TABLE ledger IN SHARE ROW EXCLUSIVE MODE")
            yield connection, company
    finally:
        engine.dispose()


def _require_users(there: RightsThere) -> None:
    if not there.has_users:
        raise UsageError(
            "Roles were not begun: press b at Settings, Users first. Until then everybody may do everything, and the"
            " server has nothing to go by."
        )


def _require_fit(company: GuardedPlace, there: RightsThere) -> None:
    _require_users(there)
    names = [company.group(each) for each in Logins]
    if any(len(each.encode()) > _LONGEST_NAME for each in names):
        raise UsageError(f"The database's name is too long for groups named after it: {names[1]}.")
    if not company.makes_roles and not there.roles.issuperset(names):
        raise _no_roles(company, "groups")


def _no_roles(company: GuardedPlace, what: str) -> DatabaseForbidden:
    return DatabaseForbidden(
        f"{company.login} may not make {what}: a superuser of the server lets it (ALTER ROLE {sql_name(company.login)}"
        " CREATEROLE), or runs industrack grant."
    )
