"""What `industrack grant` makes on a server: from the tables' rights, once, whole, by its owner, and mended."""

from collections.abc import Iterator
from contextlib import closing
from uuid import uuid4

import pytest

from industrack_core.desk.dating import utc_now
from industrack_core.desk.desk import open_desk
from industrack_core.desk.granting import differing_rights, grant_login, grant_rights, rights_script
from industrack_core.domain.acts.acts import AddJob
from industrack_core.domain.acts.founding import BeginRoles
from industrack_core.domain.errors import DatabaseForbidden, UsageError
from industrack_core.store.engine import schema
from industrack_core.store.guard.privileges import Logins, privileges_of
from tests.desk.guarded import forget
from tests.desk.office import done
from tests.postgres import PostgresServer
from tests.standby import ask
from tests.store import small_company
from tests.store.small_company import desk_at, draft, rows


class Owned:
    """A company whose owner is no superuser."""

    def __init__(self, server: PostgresServer, owner: str, database: str) -> None:
        self.server, self.owner, self.database = server, owner, database
        self.url = f"postgresql://{owner}@/{database}?host={server.home}"

    def ask(self, statement: str) -> list[tuple[object, ...]]:
        return ask(self.server, statement, database=self.database)


@pytest.fixture
def owned(postgres_server: PostgresServer) -> Iterator[Owned]:
    owner = f"owner_{uuid4().hex[:8]}"
    ask(postgres_server, f"CREATE ROLE {owner} LOGIN CREATEROLE")
    database = postgres_server.create_database()
    ask(postgres_server, f'ALTER DATABASE "{database}" OWNER TO {owner}')
    owned = Owned(postgres_server, owner, database)
    small_company.fill(owned.url)
    yield owned
    forget(postgres_server, database, f"kim_{owner}", f"lee_{owner}", owner)


def begun(owned: Owned) -> None:
    with closing(open_desk(owned.url, who="boss", clock=utc_now)) as desk:
        done(desk.perform(BeginRoles()))


def test_every_table_is_thought_of() -> None:
    """A new one needs a line in `privileges`, if it is no kind of record and not made of others."""
    said = {each.table for group in Logins if group is not Logins.VIEWER for each in privileges_of(group)}
    owners = {schema.archive.name, schema.archived_job.name}  # what is archived leaves no entries for the guard
    assert said == {*schema.metadata.tables, "alembic_version"} - owners


def test_groups_have_what_rows_take() -> None:
    dispatcher, admin = privileges_of(Logins.DISPATCHER), privileges_of(Logins.ADMIN)
    told = {(each.table, each.verb) for each in dispatcher}
    assert {("job", "INSERT"), ("job", "DELETE"), ("tag", "INSERT"), ("time_entry", "UPDATE")} <= told
    assert not {("tag", "UPDATE"), ("employee", "UPDATE"), ("office_user", "INSERT"), ("journal", "DELETE")} & told
    assert {("employee", "UPDATE"), ("office_user", "INSERT")} <= {(each.table, each.verb) for each in admin}
    assert not admin & dispatcher
    assert {each.column for each in dispatcher if each[:2] == ("journal", "UPDATE")} == {"undone_by"}


def test_an_owner_grants_once_and_mends_what_was_taken(owned: Owned) -> None:
    with pytest.raises(UsageError, match="Roles were not begun: press b at Settings, Users first"):
        grant_rights(owned.url)
    begun(owned)
    script = rights_script(owned.url)
    assert script.startswith(f'BEGIN;\nCREATE ROLE "{owned.database}_viewer" NOLOGIN;\n')
    assert f"There is no group {owned.database}_viewer." in differing_rights(owned.url)
    assert f"Made the group {owned.database}_viewer." in grant_rights(owned.url)
    assert grant_rights(owned.url) == differing_rights(owned.url) == []
    assert rights_script(owned.url) == ""
    kim = f"kim_{owned.owner}"
    grant_login(owned.url, kim, "dispatcher", utc_now)
    for broken, found in (
        (f'REVOKE INSERT ON job FROM "{owned.database}_dispatcher"',
         f"{owned.database}_dispatcher lacks INSERT on job."),
        (f'GRANT UPDATE ON journal TO "{kim}"', f"{kim} has UPDATE on journal."),
        ("GRANT SELECT ON job TO PUBLIC", "PUBLIC has SELECT on job."),
        ("GRANT CREATE ON SCHEMA public TO PUBLIC", "Everybody has CREATE on the schema."),
        ("ALTER TABLE job DISABLE TRIGGER industrack_record", "Not guarded: job (record)."),
        ("DROP TRIGGER industrack_entry ON journal", "Not guarded: journal (entry)."),
        ("UPDATE industrack_guard.row_right SET rights = NULL",
         "What is written down of who may what (row_right) differs."),
        ("CREATE OR REPLACE FUNCTION industrack_guard.may(has text[], kind_ text, what_ text) RETURNS boolean"
         " LANGUAGE sql SECURITY DEFINER AS 'SELECT true'", "The guard's function may is lacking, or another one."),
        (f'REVOKE "{owned.database}_dispatcher" FROM "{kim}" GRANTED BY {owned.owner}',
         f"{kim} is not in {owned.database}_dispatcher."),
    ):  # fmt: skip
        owned.ask(broken)
        assert differing_rights(owned.url) == [found]
        assert len(grant_rights(owned.url)) == 1
        assert differing_rights(owned.url) == []
    with closing(open_desk(owned.url.replace(owned.owner, kim, 1), clock=utc_now)) as desk:
        assert desk.who == kim
        done(desk.perform(AddJob(draft(starts_at=None, crew=()))))


def test_what_grant_would_run_is_what_a_superuser_may_run(owned: Owned) -> None:
    begun(owned)
    ask(owned.server, f"ALTER ROLE {owned.owner} NOCREATEROLE")
    with pytest.raises(DatabaseForbidden, match=f"{owned.owner} may not make groups"):
        grant_rights(owned.url)
    owned.ask(rights_script(owned.server.url(owned.database)).replace("%", "%%"))  # the driver takes it for a place
    assert differing_rights(owned.url) == grant_rights(owned.url) == []
    assert set(owned.ask("SELECT DISTINCT pg_get_userbyid(proowner)::text FROM pg_proc"
                         " WHERE pronamespace = 'industrack_guard'::regnamespace")) == {(owned.owner,)}  # fmt: skip
    kim, lee = f"kim_{owned.owner}", f"lee_{owned.owner}"
    ask(owned.server, f"CREATE ROLE {kim} LOGIN")
    assert grant_login(owned.url, kim, "admin", utc_now) == [f"Made {kim} admin."]
    assert f"Put {kim} into {owned.database}_admin." not in grant_rights(owned.url)
    with pytest.raises(DatabaseForbidden, match=f"may not make the login {lee}"):
        grant_login(owned.url, lee, "viewer", utc_now)
    with pytest.raises(DatabaseForbidden, match=f"for who owns the database .{owned.owner}."):
        grant_rights(owned.url.replace(owned.owner, kim, 1))


def test_it_is_all_or_nothing(owned: Owned) -> None:
    begun(owned)
    owned.ask("CREATE SCHEMA industrack_guard")  # a superuser's: the owner may not write there
    with pytest.raises(DatabaseForbidden):
        grant_rights(owned.url)
    assert (f"{owned.database}_viewer",) not in owned.ask("SELECT rolname FROM pg_roles")
    owned.ask("DROP SCHEMA industrack_guard")
    assert grant_rights(owned.url) != []


def test_a_file_knows_no_logins(sqlite_company: str) -> None:
    with closing(desk_at(sqlite_company)) as desk:
        done(desk.perform(BeginRoles()))
    for asked in (grant_rights, differing_rights, rights_script):
        with pytest.raises(UsageError, match="An SQLite file knows no logins"):
            asked(sqlite_company)
    assert rows(sqlite_company, "SELECT count(*) FROM journal") == [(2,)]
