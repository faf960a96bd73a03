"""The guard: every act of the program passes it, whoever's it is, and no statement of somebody's own does."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from industrack_core.desk.archiving import archive_office, what_to_archive
from industrack_core.desk.dating import utc_now
from industrack_core.desk.desk import open_desk
from industrack_core.desk.field.field_desk import open_field_desk
from industrack_core.desk.granting import differing_rights, grant_login, grant_rights, revoke_login
from industrack_core.desk.health import describe
from industrack_core.desk.upkeep import check_database, upgrade_database
from industrack_core.domain.acts.acts import AddJob, Redo, SaveRecord, Undo
from industrack_core.domain.acts.founding import BeginRoles, LoadRecords
from industrack_core.domain.acts.imported import ImportCustomers, ImportedCustomer, ImportedJob, ImportJobs
from industrack_core.domain.errors import DatabaseForbidden, NotAdmitted
from industrack_core.domain.outcomes import Done, FindingKind, Refused
from industrack_core.domain.records.customer import Customer
from industrack_core.domain.records.job import WorkStatus
from industrack_core.domain.records.settings import BaseRole, OfficeRole, UserState
from industrack_core.domain.rights import BASE_RIGHTS
from industrack_core.domain.upgrade import Upgrade
from industrack_core.store.derived.checking import mismatches
from industrack_core.store.store import open_store
from tests.desk.every_act import EVERY_ACT, roles_of, saved
from tests.desk.guarded import GuardedOffice, forget, guarded
from tests.desk.office import done
from tests.desk.old_jobs import JOBS
from tests.desk.phones import Clock, Phone, dispatched, job_now
from tests.desk.test_insider import tried
from tests.desk.test_people import users
from tests.postgres import PostgresServer
from tests.standby import ask
from tests.store.every_kind import behind
from tests.store.small_company import desk_at, draft, fill, rows

BY_THE_PROGRAM = "kept by the program: whoever can write the file can change everything"


@pytest.fixture(scope="module")
def office(postgres_server: PostgresServer) -> Iterator[GuardedOffice]:
    with guarded(postgres_server) as office:
        yield office


def test_every_act_passes_and_so_do_its_undo_and_redo(office: GuardedOffice) -> None:
    dispatches = BASE_RIGHTS[BaseRole.DISPATCHER]
    with (
        closing(office.desk("postgres")) as owner, closing(office.desk("admin")) as admin,
        closing(office.desk("dispatcher")) as dispatcher, closing(office.desk("viewer")) as viewer,
    ):  # fmt: skip
        owner.who = "boss"
        for tried in EVERY_ACT:
            act = tried.make(owner)
            refused = viewer.perform(act)
            assert isinstance(refused, Refused), (tried.name, refused)
            assert [each.kind for each in refused.findings] == [FindingKind.PERMISSION], (tried.name, refused)
            if isinstance(act, LoadRecords):  # without entries of its records: for who owns the database
                with pytest.raises(DatabaseForbidden, match="founded by who owns the database"):
                    admin.perform(act)
                continue
            able = dispatcher if tried.is_for(dispatches) else admin
            outcome = able.perform(act)
            assert isinstance(outcome, Done), (tried.name, able.who, outcome)
            if isinstance(able.perform(Undo()), Done):
                able.perform(Redo())
    assert [found.sentence for found in check_database(office.owners, lambda progress: None)] == []
    assert grant_rights(office.owners) == differing_rights(office.owners) == []


def test_a_gateway_takes_what_phones_say(office: GuardedOffice) -> None:
    clock = Clock(utc_now())
    with (
        closing(open_field_desk(office.url("gateway"), clock=clock)) as field,
        closing(open_desk(office.url("admin"), clock=clock)) as admin,
    ):  # fmt: skip
        phone = Phone(field, clock, office=admin)
        start = clock().replace(second=0, microsecond=0) + timedelta(hours=1)
        job = dispatched(admin, clock, starts_at=start)
        assert [each.job for each in phone.sync().jobs] == [job.id]
        told = [phone.say("step", job.id, step=step) for step in ("start_travel", "start_job", "complete")]
        assert told == ["applied"] * 3
        field.flush_contacts()
        assert job_now(admin, job.id).status is WorkStatus.COMPLETED
    authors = {str(who) for (who,) in rows(office.owners, "SELECT who FROM journal")}
    assert {"Ana Ruiz (phone)", "gateway"} <= authors
    with closing(office.desk("gateway")) as desk:
        desk.who = office.logins["admin"]
        with pytest.raises(DatabaseForbidden, match="your login is somebody else's"):
            desk.perform(AddJob(draft(starts_at=None, crew=())))
    assert [found.sentence for found in check_database(office.owners, lambda progress: None)] == []


def test_health_says_what_keeps_roles(office: GuardedOffice, sqlite_company: str) -> None:
    kim = office.logins["dispatcher"]
    assert dict(describe(office.url("dispatcher"))[1])["Roles"] == f"kept by the server, for {kim}: the guard is on"
    assert "postgres owns the database and is not held by it" in dict(describe(office.owners)[1])["Roles"]
    assert dict(describe(sqlite_company)[1])["Roles"] == "off: everybody may do everything"
    with closing(desk_at(sqlite_company)) as desk:
        done(desk.perform(BeginRoles()))
    assert dict(describe(sqlite_company)[1])["Roles"] == BY_THE_PROGRAM


def test_health_says_that_one_login_for_all_protects_nobody(company_url: str) -> None:
    with closing(desk_at(company_url)) as desk:
        done(desk.perform(BeginRoles()))
    told = dict(describe(company_url)[1])["Roles"]
    alone = "can change everything; one login for all protects nobody"
    assert told in (BY_THE_PROGRAM, f"kept by the program only, no guard: postgres {alone}")


def test_health_says_so_of_a_shared_login_that_is_not_the_owners(postgres_server: PostgresServer) -> None:
    name = postgres_server.create_database(postgres_server.ensure_template("small_company", fill))
    login = f"all_{name}"
    try:
        with closing(desk_at(postgres_server.url(name))) as desk:
            done(desk.perform(BeginRoles()))
        ask(postgres_server, f'CREATE ROLE "{login}" LOGIN')
        ask(postgres_server, f'GRANT ALL ON ALL TABLES IN SCHEMA public TO "{login}"', database=name)
        url = f"postgresql://{login}@/{name}?host={postgres_server.home}"
        told = dict(describe(url)[1])["Roles"]
    finally:
        forget(postgres_server, name, login)
    assert told == (
        f"kept by the program only, no guard: {login} can change whatever it was granted (industrack grant); one login"
        " for all protects nobody"
    )


def test_the_header_names_the_office_user_of_a_login(office: GuardedOffice) -> None:
    with closing(office.desk("admin")) as admin, closing(office.desk("dispatcher")) as desk:
        user = users(admin)[desk.who]
        saved(admin, replace(user, name="Kim Lee"))
        person = desk.office().person
        assert person is not None
        assert (person.login, person.name, person.role) == (office.logins["dispatcher"], "Kim Lee", "dispatcher")


def test_an_import_that_writes_a_number_in_other_letters_counts_what_is_in_use(office: GuardedOffice) -> None:
    with closing(office.desk("admin")) as admin:
        prefix, number = admin.next_number("customer")
        saved(admin, Customer(number=f"{prefix}{number}".lower(), name="Adams"))
        rows_ = (
            ImportedJob(key="1", customer="Adams", customer_number=f"{prefix}{number}"),
            ImportedJob(key="2", customer="Somebody new"), ImportedJob(key="3", customer="Else"),
        )  # fmt: skip
        assert isinstance(admin.perform(ImportJobs(rows_, "jobs.csv", "batch 1")), Done)
        files = (
            ImportedCustomer(row=1, name="Nobody yet", number=f"{prefix}{number + 4}"),
            ImportedCustomer(row=2, name="Nor them"),
        )
        assert isinstance(admin.perform(ImportCustomers(files, "customers.csv", "batch 2")), Done)
        numbers = {f"{prefix}{number + each}" for each in (0, 1, 2, 4)}
        kept = {str(each) for (each,) in rows(office.owners, "SELECT number FROM customer")}
        assert numbers <= kept
        assert admin.next_number("customer") == (prefix, number + 3)


def members(office: GuardedOffice, login: str) -> set[str]:
    """The groups that a login is in, without the database's name."""
    found = ask(office.server, "SELECT g.rolname FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid"
                               " JOIN pg_roles l ON l.oid = m.member WHERE l.rolname = %s", login)  # fmt: skip
    return {str(group).removeprefix(f"{office.database}_") for (group,) in found}


def test_a_login_follows_its_office_user_in_the_same_transaction(office: GuardedOffice) -> None:
    login = office.logins["viewer"]
    with closing(office.desk("admin")) as admin:
        roles = {each.name: each.id for each in roles_of(admin)}
        planner = saved(admin, OfficeRole(name="planner", rights=("job.plan",)))
        settings = saved(admin, OfficeRole(name="settings", rights=("setting.edit",)))

        def user() -> Any:
            return users(admin)[login]

        for role, group in ((planner.id, "dispatcher"), (settings.id, "admin"), (roles["dispatcher"], "dispatcher")):
            saved(admin, replace(user(), role_id=role))
            assert members(office, login) == {group}
        saved(admin, replace(planner, rights=()))
        saved(admin, replace(user(), role_id=planner.id))
        assert members(office, login) == {"viewer"}
        with closing(psycopg.connect(office.url("admin"))) as connection:
            connection.execute("UPDATE office_user SET state = 'off' WHERE login = %s", (login,))
            connection.rollback()
        assert members(office, login) == {"viewer"}
        saved(admin, replace(user(), state=UserState.OFF))
        assert members(office, login) == set()
        saved(admin, replace(user(), state=UserState.ACTIVE, role_id=roles["viewer"]))
        assert members(office, login) == {"viewer"}


def test_nobody_saves_under_a_role_that_was_taken(office: GuardedOffice) -> None:
    login = f"leaves_{office.end}"
    told = grant_login(office.owners, login, "dispatcher", utc_now)
    assert told == [
        f"Made {login} dispatcher.", f"Made the login {login}, without a password.",
        f"Put {login} into {office.database}_dispatcher.",
    ]  # fmt: skip
    try:
        assert grant_login(office.owners, login, "dispatcher", utc_now) == [f"{login} is dispatcher already."]
        with closing(open_desk(office.url(login), clock=utc_now)) as desk:
            assert (desk.who, isinstance(desk.perform(AddJob(draft(starts_at=None, crew=()))), Done)) == (login, True)
            assert revoke_login(office.owners, login, utc_now) == [f"Switched {login} off."]
            with pytest.raises(DatabaseForbidden, match="no company that your login may see"):
                desk.perform(AddJob(draft(starts_at=None, crew=())))
        assert members(office, login) == set()
        with pytest.raises(DatabaseForbidden, match=f"industrack grant {login} dispatcher"):
            open_desk(office.url(login))
        assert revoke_login(office.owners, login, utc_now) == [f"{login} has no part in this office."]
        with pytest.raises(NotAdmitted, match="There is no role boss: viewer, dispatcher, admin"):
            grant_login(office.owners, login, "boss", utc_now)
    finally:
        ask(office.server, f'DROP ROLE "{login}"')


def weighed(office: GuardedOffice) -> list[tuple[object, ...]]:
    found = (
        "SELECT DISTINCT starelid::regclass::text FROM pg_statistic WHERE starelid = ANY ('{job,journal}'::regclass[])"
    )
    return sorted(rows(office.owners, found))


def test_the_server_knows_what_somebody_imported_who_does_not_own_the_tables(office: GuardedOffice) -> None:
    rows(office.owners, "DELETE FROM pg_statistic")
    with closing(office.desk("dispatcher")) as kim, closing(office.desk("admin")) as admin:
        kim.weigh()
        assert weighed(office) == []
        admin.weigh()
        assert weighed(office) == [("job",), ("journal",)]
        ask(office.server, "DROP FUNCTION industrack_weigh", database=office.database)
        admin.weigh()  # as before a grant: nothing is told
    assert grant_rights(office.owners) == ["The guard's function industrack_weigh was made."]
    weigh = "SELECT industrack_weigh('{}')"
    for login, table, state in (
        ("viewer", "job", "IT012"), ("gateway", "job", "IT012"), ("dispatcher", "job", "IT012"), ("admin", "job", ""),
        ("admin", "pg_authid", "20000"), ("admin", "job; DROP TABLE job", "20000"), ("postgres", "job", ""),
    ):  # fmt: skip
        assert tried(office, login, weigh.format(table)) == state, (login, table)


def test_only_the_owner_takes_anything_out_of_the_log(office: GuardedOffice, tmp_path: Path) -> None:
    file = tmp_path / "old.industrack"
    with pytest.raises(DatabaseForbidden, match="but postgres, who owns the database"):
        archive_office(office.url("admin"), file, JOBS, at=utc_now(), leave=Upgrade())
    assert list(tmp_path.iterdir()) == [], "nothing was begun"
    assert what_to_archive(office.url("admin"), JOBS).jobs == 0


def test_an_admin_mends_all_but_what_the_owner_has_to(office: GuardedOffice) -> None:
    broken = ("DELETE FROM customer_word", "UPDATE journal_change SET was_start = 7 WHERE kind = 'job'",
              "UPDATE job SET in_queue = 1 - in_queue")  # fmt: skip
    with closing(office.desk("admin")) as admin:
        done(admin.perform(AddJob(draft(starts_at=None, crew=()))))
    behind(office.owners, broken)
    told = [each.sentence for each in check_database(office.url("admin"), lambda progress: None, repair=True)]
    left = "not made anew. The server leaves that to postgres, who owns the database."
    assert [each for each in told if "not made anew" in each] == [
        f"Starts that jobs left: {left}", f"Jobs in the queue: {left}"
    ]  # fmt: skip
    assert any(each.startswith("Words of customers: ") for each in told)
    rest = [each.sentence for each in check_database(office.owners, lambda progress: None)]
    assert [each.partition(":")[0] for each in rest] == ["Starts that jobs left", "Jobs in the queue"]
    with closing(open_store(office.owners)) as store:
        list(mismatches(store, lambda progress: None, lambda tx, line: tx.keep()))
    assert [each.sentence for each in check_database(office.owners, lambda progress: None)] == []


def test_a_guard_of_another_version_names_the_command_that_mends_it(office: GuardedOffice) -> None:
    """As after an upgrade: what is new has no rights yet, and the guard is of before."""
    told = "another version of the program: who owns the database runs industrack grant."
    another = (
        "CREATE OR REPLACE FUNCTION industrack_guard.made_for() RETURNS text LANGUAGE sql AS $$SELECT '0029 x'$$",
        f'REVOKE INSERT ON journal FROM "{office.database}_dispatcher"',
    )
    with closing(office.desk("dispatcher")) as kim, closing(office.desk("viewer")) as vic:
        for statement in another:
            ask(office.server, statement, database=office.database)
        with pytest.raises(DatabaseForbidden, match=told):
            kim.perform(AddJob(draft(starts_at=None, crew=())))
        refused = vic.perform(AddJob(draft(starts_at=None, crew=())))
        assert isinstance(refused, Refused)
        assert refused.sentence == "Your role (viewer) may not add jobs."
        for url in (office.owners, office.url("dispatcher")):
            assert "industrack grant" in dict(describe(url)[1])["Grant"]
        assert upgrade_database(office.owners, Upgrade()).endswith("Now run industrack grant, for what is new in it.")
        ask(office.server, f'REVOKE SELECT ON holiday FROM "{office.database}_viewer"', database=office.database)  # noqa: S608
        for login in ("dispatcher", "viewer"):
            with pytest.raises(DatabaseForbidden, match=told), closing(office.desk(login)) as desk:
                desk.office()
        assert grant_rights(office.owners)
        assert "Grant" not in dict(describe(office.url("dispatcher"))[1])
        assert upgrade_database(office.owners, Upgrade()).endswith(").")
        done(kim.perform(AddJob(draft(starts_at=None, crew=()))))


def test_a_role_says_that_a_guard_of_another_version_does_not_hold_it_yet(office: GuardedOffice) -> None:
    with closing(office.desk("admin")) as admin:
        role = OfficeRole(name="Helper", base=BaseRole.DISPATCHER, rights=("-job.delete",))
        for statement in (
            "CREATE OR REPLACE FUNCTION industrack_guard.made_for() RETURNS text LANGUAGE sql AS $$SELECT '0029 x'$$",
            "DROP FUNCTION industrack_guard.made_for()",  # as before there was one
        ):
            ask(office.server, statement, database=office.database)
            for outcome in (admin.judge(SaveRecord(role)), admin.perform(SaveRecord(role))):
                [told] = done(outcome).warnings
                assert (
                    told.text
                    == "The server holds nobody to this role until who owns the database runs industrack grant."
                )
            role = next(each for each in roles_of(admin) if each.name == "Helper")
            done(admin.perform(SaveRecord(replace(role, retired=True))))
            role = replace(role, id=0, version=0)
        assert grant_rights(office.owners)
        assert done(admin.perform(SaveRecord(role))).warnings == ()


def test_what_the_guard_refuses_otherwise_stays_said_as_it_is(office: GuardedOffice) -> None:
    with closing(office.desk("dispatcher")) as kim:
        kim.who = office.logins["admin"]
        with pytest.raises(DatabaseForbidden, match="your login is somebody else's"):
            kim.perform(AddJob(draft(starts_at=None, crew=())))
