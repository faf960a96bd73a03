"""What a PostgreSQL server has of the groups, rights and functions that `granting` makes: one look at its catalogs."""

from collections.abc import Mapping

import msgspec
from sqlalchemy import Connection, text

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.records.settings import BaseRole
from industrack_core.domain.rights import ticked_rights
from industrack_core.store.engine.prepared import Rows
from industrack_core.store.engine.weighing import FOR_OTHERS
from industrack_core.store.guard.functions import SCHEMA
from industrack_core.store.guard.privileges import ADMINS_ROWS, ROWS, Logins, Privilege

Held = tuple[str, Privilege]
"""A login or a group (PUBLIC for everybody), and what it may."""
_DATABASE = """SELECT current_database()::text, n.nspname::text, pg_get_userbyid(c.relowner)::text, session_user::text,
    pg_has_role(c.relowner, 'USAGE'),
    (SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = session_user), pg_has_role(n.nspowner, 'USAGE')
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = to_regclass('ledger')"""
_HELD = """SELECT coalesce(g.rolname::text, 'PUBLIC'), c.relname::text, a.privilege_type, ''
    FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a LEFT JOIN pg_roles g ON g.oid = a.grantee
    WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = :place) AND c.relkind IN ('r', 'p')
    AND a.grantee <> c.relowner
    UNION ALL SELECT coalesce(g.rolname::text, 'PUBLIC'), c.relname::text, a.privilege_type, t.attname::text
    FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid CROSS JOIN LATERAL aclexplode(t.attacl) a
    LEFT JOIN pg_roles g ON g.oid = a.grantee
    WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = :place) AND c.relkind IN ('r', 'p')
    AND a.grantee <> c.relowner"""
_MEMBERS = """SELECT g.rolname::text, m.rolname::text FROM pg_auth_members a JOIN pg_roles g ON g.oid = a.roleid
    JOIN pg_roles m ON m.oid = a.member"""
_OF_SCHEMA = """SELECT coalesce(g.rolname::text, 'PUBLIC'), a.privilege_type FROM pg_namespace n
    CROSS JOIN LATERAL aclexplode(n.nspacl) a LEFT JOIN pg_roles g ON g.oid = a.grantee
    WHERE n.nspname = :place AND a.grantee <> n.nspowner"""
_FUNCTIONS = """SELECT p.proname::text, p.prosrc FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = CASE WHEN p.proname = :called THEN :place ELSE :guard END AND p.prosecdef
    AND pg_get_userbyid(p.proowner) = :owner"""
_USERS = """SELECT u.login, u.is_gateway = 1 AND u.state = 'active', r.base, r.rights FROM office_user u
    LEFT JOIN office_role r ON r.id = u.role_id AND u.state = 'active'"""
_FREE = """SELECT rolname::text FROM pg_roles WHERE rolsuper OR rolname = :owner"""
_TRIGGERS = """SELECT c.relname::text, t.tgname::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = :guard AND c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = :place)
    AND t.tgenabled = 'O'"""


def sql_name(name: str) -> str:
    """A name as SQL has it."""
    return '"' + name.replace('"', '""') + '"'


@dataclass(frozen=True, slots=True)
class GuardedPlace:
    """Where a company is on a server, whose it is, and what who is connected may do about that."""

    database: str
    schema: str
    owner: str
    login: str
    is_owners: bool
    makes_roles: bool
    keeps_schema: bool

    def group(self, group: Logins) -> str:
        """The name of a group: roles are of all databases of a server, so the database's is in it."""
        return f"{self.database}_{group}"


@dataclass(frozen=True, slots=True)
class RightsThere:
    """What is there."""

    roles: frozenset[str]
    members: frozenset[tuple[str, str]]
    held: frozenset[Held]
    of_schema: frozenset[tuple[str, str]]
    functions: Mapping[str, str]
    triggers: frozenset[tuple[str, str]]
    tables: Mapping[str, frozenset[tuple[object, ...]]]
    """The rows of the guard's own tables; empty where there are none."""
    has_guard: bool
    users: Mapping[str, Logins | None]
    """Office users who have a login of their own here, and the group that they belong to."""
    has_users: bool


def guarded_place(connection: Connection) -> GuardedPlace:
    """The company of the database that is connected."""
    return GuardedPlace(*connection.execute(text(_DATABASE)).one())


def rights_there(connection: Connection, company: GuardedPlace) -> RightsThere:
    """Look at all of it."""
    named = {"place": company.schema, "guard": SCHEMA, "owner": company.owner, "called": FOR_OTHERS}

    def rows(sql: str) -> Rows:
        return [tuple(row) for row in connection.execute(text(sql), {k: v for k, v in named.items() if f":{k}" in sql})]

    has_guard = bool(connection.execute(text("SELECT to_regnamespace(:guard)"), {"guard": SCHEMA}).scalar())
    kept = ("row_right", "base_right") if has_guard else ()
    there = [each for each in kept if connection.execute(text(f"SELECT to_regclass('{SCHEMA}.{each}')")).scalar()]
    roles = frozenset(str(row[0]) for row in rows("SELECT rolname::text FROM pg_roles"))
    users = rows(_USERS)
    own = roles - {row[0] for row in rows(_FREE)}
    return RightsThere(
        roles,
        frozenset((row[0], row[1]) for row in rows(_MEMBERS)),
        frozenset((who, Privilege(table, verb, column)) for who, table, verb, column in rows(_HELD)),
        frozenset((row[0], row[1]) for row in rows(_OF_SCHEMA)),
        dict(rows(_FUNCTIONS)),
        frozenset((row[0], row[1]) for row in rows(_TRIGGERS)),
        {each: frozenset(_hashable(row) for row in rows(f"SELECT * FROM {SCHEMA}.{each}")) for each in there},  # noqa: S608
        has_guard,
        {login: group_of(base, rights, is_gateway=by) for login, by, base, rights in users if login in own},
        bool(users),
    )


def group_of(base: str | None, rights: str | None, *, is_gateway: bool) -> Logins | None:
    """The smallest group that may write whatever these rights are for, or that of gateways; none for who is not
    active."""
    if is_gateway:
        return Logins.GATEWAY
    if base is None or rights is None:
        return None
    has = ticked_rights(BaseRole(base), msgspec.json.decode(rights, type=list[str]))
    if has & ADMINS_ROWS:
        return Logins.ADMIN
    return Logins.DISPATCHER if has & ROWS else Logins.VIEWER


def _hashable(row: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(tuple(each) if isinstance(each, list) else each for each in row)
