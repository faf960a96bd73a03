"""Who is who on a PostgreSQL server: a person's own login, the owner's that all share, and one without rights."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest

from industrack_core.desk.desk import login_name, open_desk
from industrack_core.desk.moving import Move
from industrack_core.domain.acts.acts import AddJob
from industrack_core.domain.acts.founding import BeginRoles, MakeAdmin
from industrack_core.domain.errors import DatabaseForbidden, LoginShutOut, NotAdmitted
from industrack_core.domain.outcomes import Done
from industrack_core.domain.upgrade import Upgrade
from industrack_core.store.engine.logins import require_rights
from industrack_core.store.engine.own_login import require_still_in
from tests.desk.office import done, refused
from tests.postgres import PostgresServer
from tests.standby import ask
from tests.store import small_company
from tests.store.small_company import NOW, draft, plain_engine, rows


@pytest.fixture
def company(postgres_server: PostgresServer) -> Iterator[str]:
    name = postgres_server.create_database(postgres_server.ensure_template("small_company", small_company.fill))
    yield name
    postgres_server.drop_database(name)


@pytest.fixture
def kim(postgres_server: PostgresServer) -> Iterator[str]:
    """A login that has nothing yet."""
    name = f"kim_{uuid4().hex[:8]}"
    ask(postgres_server, f"CREATE ROLE {name} LOGIN")
    yield name
    ask(postgres_server, f"DROP ROLE {name}")


def url_of(server: PostgresServer, company: str, login: str) -> str:
    return f"postgresql://{login}@/{company}?host={server.home}"


@pytest.mark.parametrize(
    "taken", ["REVOKE USAGE ON SCHEMA public FROM PUBLIC", "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC"]
)
@pytest.mark.parametrize("create", [False, True])
def test_a_login_without_rights_is_not_told_that_nothing_is_there(
    postgres_server: PostgresServer, company: str, kim: str, taken: str, create: bool
) -> None:
    ask(postgres_server, taken, database=company)
    with pytest.raises(DatabaseForbidden) as told:
        open_desk(url_of(postgres_server, company, kim), create=create)
    assert "empty" not in str(told.value)
    assert "has no part in" in str(told.value) or "refuses this user's access" in str(told.value)


def test_a_ledger_in_another_schema_shuts_nobody_out(postgres_server: PostgresServer, company: str, kim: str) -> None:
    for each in ("CREATE SCHEMA books", "CREATE TABLE books.ledger (amount int)"):
        ask(postgres_server, each, database=company)
    ask(postgres_server, f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {kim}", database=company)
    url = url_of(postgres_server, company, kim)
    with closing(open_desk(url)) as desk:
        assert desk.who == kim
    with plain_engine(url).connect() as connection:
        require_rights(connection, "here")
        require_still_in(connection)
    ask(postgres_server, f"DROP OWNED BY {kim}", database=company)
    with plain_engine(url).connect() as connection, pytest.raises(LoginShutOut):
        require_still_in(connection)
    ask(postgres_server, "DROP TABLE public.ledger CASCADE", database=company)
    with plain_engine(url).connect() as connection:
        require_rights(connection, "where no company is, and one may be founded")


def test_a_login_of_ones_own_is_who_one_is(postgres_server: PostgresServer, company: str, kim: str) -> None:
    ask(postgres_server, f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {kim}", database=company)
    with closing(open_desk(url_of(postgres_server, company, kim), clock=lambda: NOW)) as desk:
        assert desk.who == kim
        assert isinstance(desk.perform(AddJob(draft())), Done)
    url = postgres_server.url(company)
    assert rows(url, "SELECT who FROM journal WHERE act = 'AddJob'") == [(kim,)]
    ask(postgres_server, f"DROP OWNED BY {kim}", database=company)


def test_only_who_may_move_the_office_closes_it(
    postgres_server: PostgresServer, company: str, kim: str, tmp_path: Path
) -> None:
    ask(postgres_server, f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {kim}", database=company)
    owners = postgres_server.url(company)
    with closing(open_desk(owners, who="mika", clock=lambda: NOW)) as owner:
        done(owner.perform(BeginRoles()))
    theirs = Move(url_of(postgres_server, company, kim), f"sqlite:///{tmp_path / 'to.db'}", tmp_path)
    for act in (lambda: theirs.go(at=NOW, leave=Upgrade(), live=False, resume=False), theirs.give_up):
        with pytest.raises(NotAdmitted, match="is not known in this office"):
            act()
    assert rows(owners, "SELECT closed FROM ledger") == [("",)]
    with closing(open_desk(owners, who="mika", clock=lambda: NOW)) as owner:
        done(owner.perform(MakeAdmin(login_name())))
    Move(owners, f"sqlite:///{tmp_path / 'to.db'}", tmp_path).go(at=NOW, leave=Upgrade(), live=False, resume=False)
    assert rows(owners, "SELECT closed FROM ledger") != [("",)]
    ask(postgres_server, f"DROP OWNED BY {kim}", database=company)


def test_a_login_of_ones_own_makes_no_admin_and_the_owner_does(
    postgres_server: PostgresServer, company: str, kim: str
) -> None:
    ask(postgres_server, f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {kim}", database=company)
    with (
        closing(open_desk(postgres_server.url(company), who="mika", clock=lambda: NOW)) as owner,
        closing(open_desk(url_of(postgres_server, company, kim), clock=lambda: NOW)) as desk,
    ):
        assert "Roles are off" in refused(owner.perform(MakeAdmin(kim)))
        done(owner.perform(BeginRoles()))
        assert "Only who keeps the database makes admins" in refused(desk.perform(MakeAdmin(kim)))
        done(owner.perform(MakeAdmin(kim)))
        done(desk.perform(MakeAdmin("lee")))
    ask(postgres_server, f"DROP OWNED BY {kim}", database=company)


def test_whoever_shares_the_owners_login_is_who_the_machine_says(postgres_server: PostgresServer, company: str) -> None:
    with closing(open_desk(postgres_server.url(company))) as desk:
        assert desk.who == login_name()
