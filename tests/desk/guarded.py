"""An office on a PostgreSQL server that refuses by itself: groups, rights and the guard, and a login for each role."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from uuid import uuid4

from industrack_core.desk.dating import utc_now
from industrack_core.desk.desk import Desk, open_desk
from industrack_core.desk.granting import grant_login, grant_rights
from industrack_core.domain.acts.founding import BeginRoles
from tests.desk.office import done
from tests.postgres import PostgresServer
from tests.standby import ask
from tests.store import small_company

ROLES = ("viewer", "dispatcher", "admin", "gateway")


class GuardedOffice:
    """`owners` is the address for who owns the database, `logins` has one for each role."""

    def __init__(self, server: PostgresServer, database: str, end: str) -> None:
        self.server, self.database, self.end = server, database, end
        self.owners = server.url(database)
        self.logins = {role: f"{role}_{end}" for role in ROLES}

    def url(self, login: str) -> str:
        """The address for a role's login, or for another one."""
        return f"postgresql://{self.logins.get(login, login)}@/{self.database}?host={self.server.home}"

    def desk(self, login: str) -> Desk:
        """A desk of a role's login, with the server's time."""
        return open_desk(self.url(login), clock=utc_now)


@contextmanager
def guarded(server: PostgresServer) -> Iterator[GuardedOffice]:
    """The small company with roles begun, the guard, and the four logins; all of it goes at the end."""
    name, end = server.create_database(server.ensure_template("small_company", small_company.fill)), uuid4().hex[:8]
    office = GuardedOffice(server, name, end)
    try:
        with closing(open_desk(office.owners, who="boss", clock=utc_now)) as desk:
            done(desk.perform(BeginRoles()))
        grant_rights(office.owners)
        for role, login in office.logins.items():
            grant_login(office.owners, login, role, utc_now)
        yield office
    finally:
        forget(server, name, *office.logins.values())


def forget(server: PostgresServer, database: str, *logins: str) -> None:
    """Drop a database, its groups and these logins."""
    server.drop_database(database)
    for role in (*(f"{database}_{each}" for each in reversed(ROLES)), *logins):
        ask(server, f'DROP ROLE IF EXISTS "{role}"')
