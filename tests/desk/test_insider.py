"""Somebody with psql and a login of their own: what the server refuses, whichever group they are in."""

# ruff: noqa: S608 (statements made of strings are what is tried)

import json
import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from typing import Any

import psycopg
import pytest

from industrack_core.desk.dating import utc_now
from industrack_core.domain.acts.acts import AddEmployee, AddJob, SaveRecord, Undo
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.settings import BaseRole, OfficeRole, OfficeUser, Tag, UserState
from industrack_core.domain.rights import Right
from industrack_core.store.engine.columns import metadata
from industrack_core.store.writing.chain import chained
from tests.desk.guarded import ROLES, GuardedOffice, guarded
from tests.desk.office import done
from tests.postgres import PostgresServer
from tests.standby import ask
from tests.store.small_company import BEN, DISPATCHED, MORA, contents, draft, rows

FORBIDDEN = "42501"


@pytest.fixture(scope="module")
def office(postgres_server: PostgresServer) -> Iterator[GuardedOffice]:
    """With some acts of the dispatcher's, the last one taken back."""
    with guarded(postgres_server) as office:
        with closing(office.desk("dispatcher")) as desk:
            for act in (AddJob(draft()), AddJob(draft(starts_at=None, crew=())), AddJob(draft(starts_at=None)), Undo()):
                done(desk.perform(act))
        yield office


def tried(office: GuardedOffice, login: str, *statements: str) -> str:
    """The state with which the server refuses, at once or at the end; empty where it lets it through."""
    try:
        with closing(psycopg.connect(office.url(login))) as connection:
            for statement in statements:
                connection.execute(statement)
            connection.commit()
    except psycopg.Error as error:
        return error.sqlstate or "?"
    return ""


def entry(office: GuardedOffice, login: str, changes: tuple[Mapping[str, Any], ...] = (), **said: Any) -> list[str]:
    """Statements that write an entry which is right but for what is `said` of it, and its changes."""
    [(newest, at, chain)] = rows(office.owners, "SELECT revision, last_at, chain FROM ledger")
    now = max(int(utc_now().timestamp()), at)  # type: ignore[call-overload]
    right = {
        "revision": newest + 1, "act_id": f"psql {random.random()}", "at": now, "who": office.logins[login],  # type: ignore[operator]
        "act": "AddJob", "line": "By hand.", "batch": None, "undoes": None,
        "via": "command",
    } | said  # fmt: skip
    usual = {
        "version_before": 1,
        "version_after": 2,
        "before": "{}",
        "after": "{}",
        "digest_before": "",
        "digest_after": "",
    }
    whole = [{"position": place, **usual, **each} for place, each in enumerate(changes)]
    right["chain"] = said.get("chain") or chained(str(chain), right, whole)
    return [
        _insert("journal", right),
        *(_insert("journal_change", {"revision": right["revision"], **each}) for each in whole),
        f"UPDATE ledger SET revision = {right['revision']}, last_at = {right['at']}, chain = '{right['chain']}'",
    ]


def _insert(table: str, row: Mapping[str, Any]) -> str:
    values = ("NULL" if each is None else "'" + str(each).replace("'", "''") + "'" for each in row.values())
    return f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join(values)})"


def job(before: str = '{"note":""}', after: str = '{"note":"x"}', **said: Any) -> Mapping[str, Any]:
    return {"kind": "job", "record_id": DISPATCHED, "before": before, "after": after, **said}


NOTE = f"UPDATE job SET note = 'x', version = 2 WHERE id = {DISPATCHED}"
REFUSED: Mapping[str, tuple[str, ...]] = {
    "a word of the journal": ("UPDATE journal SET line = 'x' WHERE revision = 2",),
    "its author": ("UPDATE journal SET who = 'ben'",),
    "its hash": ("UPDATE journal SET chain = ''",),
    "an entry": ("DELETE FROM journal WHERE revision = 2",),
    "all of it": ("TRUNCATE journal CASCADE",),
    "a change": ("UPDATE journal_change SET after = '{}'",),
    "changes": ("DELETE FROM journal_change",),
    "that it stands": ("UPDATE journal SET undone_by = 3 WHERE revision = 2",),
    "that it was taken back": ("UPDATE journal SET undone_by = NULL WHERE undone_by IS NOT NULL",),
    "the ledger back": ("UPDATE ledger SET revision = revision - 1",),
    "the ledger on": ("UPDATE ledger SET revision = revision + 1",),
    "ids again": ("UPDATE ledger SET next_record_id = 1",),
    "the time": ("UPDATE ledger SET last_at = last_at + 1",),
    "the end of the chain": ("UPDATE ledger SET chain = 'x'",),
    "the ledger away": ("DELETE FROM ledger",),
    "ids to their end": ("UPDATE ledger SET next_record_id = 2147483647",),
    "one id": ("UPDATE ledger SET next_record_id = next_record_id + 1",),
    "the longest job": ("UPDATE ledger SET longest_minutes = 2147483647",),
    "a longer job": ("UPDATE ledger SET longest_minutes = longest_minutes + 1",),
    "a number passed": ("UPDATE numbering SET next_number = next_number + 1 WHERE kind = 'job'",),
    "numbers to their end": ("UPDATE numbering SET next_number = 2147483647",),
    "numbers again": ("UPDATE numbering SET next_number = 0 WHERE kind = 'customer'",),
    "another kind of numbers": ("UPDATE numbering SET kind = 'thing'",),
    "the schema's number": ("UPDATE alembic_version SET version_num = '9999'",),
    "a job": ("UPDATE job SET note = 'x'",),
    "a job, with its version": (NOTE,),
    "a job's id": (f"UPDATE job SET id = 9999, version = 2 WHERE id = {DISPATCHED}",),
    "a job away": ("DELETE FROM job_crew", "DELETE FROM job_word", f"DELETE FROM job WHERE id = {DISPATCHED}"),
    "a customer": (f"UPDATE customer SET name = 'x', version = version + 1 WHERE id = {MORA}",),
    "a user": ("UPDATE office_user SET state = 'off', version = version + 1",),
    "a role": ("UPDATE office_role SET rights = '[]', version = version + 1",),
    "an estimate": ("INSERT INTO estimate (id, version, customer_id, total, number) VALUES (999, 1, 16, 0, 'x')",),
    "the crew": (f"UPDATE job_crew SET employee_id = {BEN + 1} WHERE job_id = {DISPATCHED}",),
    "nobody on it": (f"DELETE FROM job_crew WHERE job_id = {DISPATCHED}",),
    "a content": ("DELETE FROM attachment_content", "UPDATE attachment_content SET content = 'x'"),
    "a move of stock": ("UPDATE stock_move SET used = 1",),
    "a table": ("CREATE TABLE mine (id integer)",),
    "a column": ("ALTER TABLE job ADD COLUMN mine integer",),
    "no table": ("DROP TABLE job CASCADE",),
    "a trigger off": ("ALTER TABLE job DISABLE TRIGGER ALL",),
    "no triggers": ("SET session_replication_role = replica",),
    "another's name": ("SET SESSION AUTHORIZATION postgres",),
    "another's role": ("SET ROLE postgres",),
    "the guard": ("UPDATE industrack_guard.row_right SET rights = NULL",),
    "a function of the guard's": ("SELECT industrack_guard.keep_member('x')",),
    "the server's files": ("COPY journal TO '/tmp/x'",),
    "its passwords": ("SELECT * FROM pg_authid",),
    "a login": ("CREATE ROLE mine LOGIN SUPERUSER",),
}


@pytest.mark.parametrize("login", ROLES)
def test_what_is_written_beside_the_program_is_refused(office: GuardedOffice, login: str) -> None:
    before = contents(office.owners)
    let = [name for name, statements in REFUSED.items() if not tried(office, login, *statements)]
    assert let == []
    assert contents(office.owners) == before


@pytest.mark.parametrize("group", ["viewer", "dispatcher", "admin", "gateway"])
def test_nobody_gives_a_group_away(office: GuardedOffice, group: str) -> None:
    for login in ROLES:
        given = f'GRANT "{office.database}_{group}" TO "{office.logins["viewer"]}"'
        assert tried(office, login, given) == FORBIDDEN, (login, group)


LIES: Mapping[str, tuple[str, Callable[[GuardedOffice, str], list[str]]]] = {
    "in another's name": ("IT003", lambda office, login: entry(office, login, who="boss")),
    "yesterday": ("IT004", lambda office, login: entry(office, login, at=1_700_000_000)),
    "next year": ("IT004", lambda office, login: entry(office, login, at=int(utc_now().timestamp()) + 9_000_000)),
    "far ahead": ("IT005", lambda office, login: entry(office, login, revision=500)),
    "taken back at once": ("IT005", lambda office, login: entry(office, login, undone_by=3)),
    "with a hash of nothing": ("IT010", lambda office, login: entry(office, login, chain="0" * 64)),
    "and the ledger left alone": ("IT010", lambda office, login: entry(office, login)[:-1]),
    "of what was not done": ("IT007", lambda office, login: entry(office, login, (job(),))),
    "of no kind": ("IT007", lambda office, login: entry(office, login, (job(kind="thing"),))),
    "of something else": ("IT009", lambda office, login: [NOTE, *entry(office, login, (job(after='{"note":"y"}'),))]),
    "of another past": ("IT009", lambda office, login: [NOTE, *entry(office, login, (job(before='{"note":"z"}'),))]),
    "of more": (
        "IT009", lambda office, login: [NOTE, *entry(office, login, (job('{"note":"","priority":"normal"}',
                                                                         '{"note":"x","priority":"high"}'),))]),
    "of less": ("IT009", lambda office, login: [NOTE, *entry(office, login, (job("{}", "{}"),))]),
    "of another start": ("IT009", lambda office, login: [NOTE, *entry(office, login, (job(was_start=5),))]),
    "twice": ("IT008", lambda office, login: [NOTE, *entry(office, login, (job(), job()))]),
    "of a later version": (
        "IT008", lambda office, login: [NOTE, *entry(office, login, (job(version_before=2, version_after=4),))]),
    "of a record come back": ("IT008", lambda office, login: entry(office, login, (
        {"kind": "job", "record_id": int(str(rows(office.owners, "SELECT max(record_id) FROM journal_change"
                                                  " WHERE kind = 'job'")[0][0])),
         "version_before": 0, "version_after": 1},))),
}  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
def test_an_entry_that_lies_is_refused(office: GuardedOffice, lie: str) -> None:
    state, make = LIES[lie]
    before = contents(office.owners)
    assert tried(office, "dispatcher", *make(office, "dispatcher")) == state
    assert tried(office, "viewer", *make(office, "viewer")) == FORBIDDEN
    assert contents(office.owners) == before


def next_id(office: GuardedOffice) -> int:
    [(number,)] = rows(office.owners, "SELECT next_record_id FROM ledger")
    return int(str(number))


def tag(office: GuardedOffice, by: int = 0) -> tuple[str, Mapping[str, Any]]:
    """A tag with the next id or one `by` so many further: how it is made, and what an entry says of it."""
    number = next_id(office) + by
    return (
        f"INSERT INTO tag (id, version, name) VALUES ({number}, 1, 'tag {number}')",
        {"kind": "tag", "record_id": number, "version_before": 0, "version_after": 1, "before": None,
         "after": f'{{"id":{number},"version":1,"name":"tag {number}","retired":0}}'},
    )  # fmt: skip


def counting(said: list[str], counted: str) -> list[str]:
    """Statements of an entry, the last of which also counts something."""
    return [*said[:-1], f"{said[-1]}, {counted}"]


COUNTED_PAST: Mapping[str, Callable[[GuardedOffice], list[str]]] = {
    "ids, after an entry of nothing": lambda office: [
        *entry(office, "dispatcher"), "UPDATE ledger SET next_record_id = 2147483647"],
    "ids, with an entry of nothing": lambda office: counting(
        entry(office, "dispatcher"), "next_record_id = 2147483647"),
    "ids, by a record with the last one": lambda office: _of_tag(office, 2_147_483_646 - next_id(office)),
    "ids, left behind by a record": lambda office: _of_tag(office, 0, is_counted=False),
    "ids, by a record below all": lambda office: _of_tag(office, -next_id(office) - 5, is_counted=False),
    "the longest job, by another one's entry": lambda office: [
        NOTE, *counting(entry(office, "dispatcher", (job(),)), "longest_minutes = 44640")],
    "the longest job, by one of a thousand years": lambda office: [
        f"UPDATE job SET minutes = 525600000, version = 2 WHERE id = {DISPATCHED}",
        *entry(office, "dispatcher", (job('{"minutes":120}', '{"minutes":525600000}'),))],
    "numbers, by a job that has one far ahead": lambda office: [
        f"UPDATE job SET number = (SELECT prefix FROM numbering WHERE kind = 'job') || 2147483646, version = 2"
        f" WHERE id = {DISPATCHED}",
        "UPDATE numbering SET next_number = 2147483647 WHERE kind = 'job'",
        *entry(office, "dispatcher", (_numbered(office),))],
}  # fmt: skip
"""Counters taken to their end, or made to give again what is there: then nobody could make anything any more."""


def _of_tag(office: GuardedOffice, by: int, *, is_counted: bool = True) -> list[str]:
    made, change = tag(office, by)
    said = entry(office, "dispatcher", (change,))
    return [made, *(counting(said, f"next_record_id = {change['record_id'] + 1}") if is_counted else said)]


def _numbered(office: GuardedOffice) -> Mapping[str, Any]:
    [(before, stem)] = rows(office.owners, "SELECT j.number, n.prefix FROM job j, numbering n"
                                           f" WHERE j.id = {DISPATCHED} AND n.kind = 'job'")  # fmt: skip
    return job(f'{{"number":"{before}"}}', f'{{"number":"{stem}2147483646"}}')


@pytest.mark.parametrize("way", COUNTED_PAST)
def test_no_counter_is_taken_to_its_end(office: GuardedOffice, way: str) -> None:
    before = contents(office.owners)
    assert tried(office, "dispatcher", *COUNTED_PAST[way](office)) == "IT013"
    assert contents(office.owners) == before


def test_a_right_that_one_has_not_is_refused_also_with_a_true_entry(office: GuardedOffice) -> None:
    _, change = tag(office)
    number = change["record_id"]
    assert tried(office, "dispatcher", *_of_tag(office, 0)) == ""
    gone = {**change, "version_before": 1, "version_after": 0, "before": change["after"], "after": None}
    assert tried(office, "dispatcher", *entry(office, "dispatcher", (gone,))) == "IT007"
    assert tried(office, "dispatcher", f"DELETE FROM tag WHERE id = {number}") == FORBIDDEN
    assert tried(office, "admin", f"DELETE FROM tag WHERE id = {number}", *entry(office, "admin", (gone,))) == ""


def test_what_others_did_is_taken_back_by_who_may(office: GuardedOffice) -> None:
    """Also with a true entry; and an Undo is of what it says that it took back."""
    with closing(office.desk("admin")) as desk:
        theirs = done(desk.perform(SaveRecord(Tag(name="theirs")))).revision
    with closing(office.desk("dispatcher")) as desk:
        own = done(desk.perform(SaveRecord(Tag(name="own")))).revision

    def undone(login: str, said: int, marked: int) -> str:
        written = entry(office, login, act="Undo", undoes=said)
        mark = f"UPDATE journal SET undone_by = (SELECT max(revision) FROM journal) WHERE revision = {marked}"
        return tried(office, login, written[0], mark, *written[1:])

    assert undone("dispatcher", theirs, theirs) == "IT012"
    assert undone("dispatcher", own, theirs) == "IT001"
    assert undone("dispatcher", own, own) == ""
    assert undone("admin", theirs, theirs) == ""


def test_the_guard_looks_each_record_up_by_its_index(office: GuardedOffice) -> None:
    """However many changes an entry has: only its hash is made of all of them, once."""
    several = range(first := next_id(office), first + 15)
    row = '{{"id":{0},"version":1,"name":"{0}","retired":0}}'
    change = {"kind": "tag", "version_before": 0, "version_after": 1, "before": None}
    changes = tuple({**change, "record_id": each, "after": row.format(each)} for each in several)
    with closing(psycopg.connect(office.url("dispatcher"))) as connection:
        connection.execute("SET plan_cache_mode = force_generic_plan")  # as after some acts
        for each in several:
            connection.execute(f"INSERT INTO tag (id, version, name) VALUES ({each}, 1, '{each}')")
        for statement in counting(entry(office, "dispatcher", changes), f"next_record_id = {several.stop}"):
            connection.execute(statement)
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        read = connection.execute(
            "SELECT sum(pg_stat_get_xact_tuples_returned(c.oid)) FROM pg_class c LEFT JOIN pg_index i"
            " ON i.indexrelid = c.oid WHERE 'journal_change'::regclass IN (c.oid, i.indrelid)"
        ).fetchone()
    assert read == (2 * len(several),)  # for the hash, and for itself


def test_who_keeps_some_lists_makes_no_admin_of_themselves_and_closes_nothing(office: GuardedOffice) -> None:
    """Their rights are those of before the transaction, whatever it says of them; also with a true entry."""
    login = office.logins["clerk"] = f"clerk_{office.end}"
    ask(office.server, f'CREATE ROLE "{login}" LOGIN')
    with closing(office.desk("admin")) as desk:
        rights = ("staff.edit", "office.users")
        made = [done(desk.perform(SaveRecord(OfficeRole(name=name, rights=(name,))))) for name in rights]
        clerk, door = (each.changed_id("office_role") for each in made)
        user = OfficeUser(name="Clerk", login=login, role_id=clerk, state=UserState.ACTIVE)
        user = replace(user, id=done(desk.perform(SaveRecord(user))).changed_id("office_user") or 0, version=1)
        [(admin,)] = rows(office.owners, "SELECT id FROM office_role WHERE base = 'admin'")
        for role_id in (clerk, door):
            if role_id != clerk:
                done(desk.perform(SaveRecord(replace(user, role_id=role_id))))
            version = 1 if role_id == clerk else 2
            raised = _changed("office_user", user.id, version, f'{{"role_id":{role_id}}}', f'{{"role_id":{admin}}}')
            up = f"UPDATE office_user SET role_id = {admin}, version = {version + 1} WHERE id = {user.id}"
            assert tried(office, "clerk", up, *entry(office, "clerk", (raised,))) == "IT012"
            more = _changed("office_role", role_id or 0, 1, f'{{"rights":"[\\"{rights[version - 1]}\\"]"}}',
                            '{"rights":"[\\"office.users\\",\\"office.move\\"]"}')  # fmt: skip
            up = f"""UPDATE office_role SET version = 2, rights = '["office.users","office.move"]' WHERE id = {role_id}"""  # noqa: E501
            assert tried(office, "clerk", up, *entry(office, "clerk", (more,))) == "IT012"
            assert tried(office, "clerk", "UPDATE ledger SET closed = 'gone'") == "IT012"
    with closing(office.desk("clerk")) as desk:
        done(desk.perform(SaveRecord(replace(user, role_id=door, version=2, note="mine"))))
        done(desk.perform(SaveRecord(OfficeRole(name="Guest"))))


def test_what_is_taken_from_a_role_the_server_refuses_as_well(office: GuardedOffice) -> None:
    login, seen = office.logins["dispatcher"], '{"note":"seen"}'
    with closing(office.desk("admin")) as desk:
        own = OfficeRole(name="Helper", base=BaseRole.DISPATCHER, rights=("-job.edit", "import"))
        role_id = done(desk.perform(SaveRecord(own))).changed_id("office_role")
        [(user_id, usual)] = rows(
            office.owners, "SELECT id, role_id FROM office_user WHERE login = :login", login=login
        )

        def gives(role: object) -> None:
            user: Any = desk.records("office_user", [int(str(user_id))])[int(str(user_id))]
            done(desk.perform(SaveRecord(replace(user, role_id=role))))

        gives(role_id)
        assert tried(office, "dispatcher", NOTE, *entry(office, "dispatcher", (job(),))) == "IT012"
        with closing(office.desk("dispatcher")) as helper:
            person = helper.office().person
            assert person is not None
            [(held,)] = rows(office.owners, "SELECT industrack_guard.rights_of(:login)", login=login)
            assert isinstance(held, list)
            assert {each for each in held if not each.startswith("-")} == person.rights
            assert "job.edit" not in person.rights
        gives(usual)
        assert tried(office, "dispatcher", NOTE, *entry(office, "dispatcher", (job(after=seen),))) == "IT009"


def test_no_way_of_writing_a_role_gives_more_than_it_seems_to(office: GuardedOffice) -> None:
    """An escaped - takes as well; and from an admin nothing is taken, since the office would count them as one."""
    login = office.logins["door"] = f"door_{office.end}"
    ask(office.server, f'CREATE ROLE "{login}" LOGIN')
    with closing(office.desk("admin")) as desk:
        door = OfficeRole(name="Keeper", base=BaseRole.DISPATCHER, rights=("office.users", "-job.bill"))
        role_id = done(desk.perform(SaveRecord(door))).changed_id("office_role")
        own = done(desk.perform(SaveRecord(OfficeRole(name="Own")))).changed_id("office_role") or 0
        user = OfficeUser(name="Door", login=login, role_id=role_id, state=UserState.ACTIVE)
        user_id = done(desk.perform(SaveRecord(user))).changed_id("office_user") or 0
        for base, rights, state in (
            ("admin", json.dumps([f"-{each}" for each in Right]), "IT012"),
            ("dispatcher", r'["office.users","\u002djob.bill"]', ""),
        ):
            after = json.dumps({"base": base, "rights": rights})
            change = _changed("office_role", own, 1, '{"base":"viewer","rights":"[]"}', after)
            up = f"UPDATE office_role SET version = 2, base = '{base}', rights = '{rights}' WHERE id = {own}"
            assert tried(office, "door", up, *entry(office, "door", (change,))) == state
        done(desk.perform(SaveRecord(replace(user, id=user_id, version=1, role_id=own))))
    [(held,)] = rows(office.owners, "SELECT industrack_guard.rights_of(:login)", login=login)
    assert isinstance(held, list)
    assert "office.users" in held
    assert "job.bill" not in held


def _changed(kind: str, record_id: int, version: int, before: str, after: str) -> Mapping[str, Any]:
    return {"kind": kind, "record_id": record_id, "version_before": version, "version_after": version + 1,
            "before": before, "after": after}  # fmt: skip


def test_random_statements_of_every_group_change_nothing(office: GuardedOffice) -> None:
    rng, before = random.Random(18), contents(office.owners)
    records = {str(kind) for kind in Kind}
    held = records | {"journal", "journal_change", "ledger", "numbering", "attachment_content"}
    for login in ROLES:
        with psycopg.connect(office.url(login), autocommit=True) as connection:
            for _ in range(250):
                statement = by_chance(rng, sorted(held))
                try:
                    connection.execute(statement)
                except psycopg.Error:
                    continue
    after = contents(office.owners)
    assert {name for name in held if before.get(name) != after.get(name)} == set()


def by_chance(rng: random.Random, tables: list[str]) -> str:
    table = metadata.tables[rng.choice(tables)]
    column = rng.choice([each for each in table.columns])
    value = rng.choice(("NULL", "0", "1", "'x'", "''", "'{}'", "99", column.name, f"{column.name} + 1"))
    also = rng.choice(("", ", version = version + 1")) if "version" in table.columns else ""
    where = rng.choice(("", " WHERE true", f" WHERE {column.name} = {value}"))
    return rng.choice((
        f"UPDATE {table.name} SET {column.name} = {value}{also}{where}",
        f"DELETE FROM {table.name}{where}",
        f"INSERT INTO {table.name} SELECT * FROM {table.name}{where}",
        f"INSERT INTO {table.name} ({column.name}) VALUES ({value})",
        f"TRUNCATE {table.name} CASCADE",
    ))  # fmt: skip


def test_what_the_guard_refuses_is_said_in_words(office: GuardedOffice) -> None:
    with closing(office.desk("dispatcher")) as desk:
        desk.who = "boss"
        with pytest.raises(Exception, match="your login is somebody else's; nothing was saved"):
            desk.perform(AddJob(draft(starts_at=None, crew=())))
    with closing(office.desk("admin")) as desk:
        done(desk.perform(AddEmployee("Eva", "Lund")))
