"""What makes a server refuse what an office's roles do not allow: compared with what is there, step by step.

Groups are named after the database. Each step is said in two ways, as it is done and as it is found lacking, so that
making, mending and looking are one and the same list.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import groupby

from industrack_core.domain.acts.row_rights import FOLLOWING, RIGHTS, Needs
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.rights import BASE_RIGHTS
from industrack_core.store.guard.functions import FUNCTIONS, SCHEMA, function_text, triggers
from industrack_core.store.guard.mark import guard_mark
from industrack_core.store.guard.privileges import ADMINS_ROWS, ROWS, SELECT, Logins, privileges_of
from industrack_core.store.guard.standing import GuardedPlace, Held, RightsThere, sql_name

_USERS = (Logins.VIEWER, Logins.DISPATCHER, Logins.ADMIN, Logins.GATEWAY)
"""The groups that follow from an office user, in the order in which the guard's functions know them."""
_PUBLIC = "PUBLIC"
_ASKS_FOR_NOTHING = None


@dataclass(frozen=True, slots=True)
class Mending:
    """One thing that is not as it should be: what was done about it, how it is found, and what mends it."""

    done: str
    lacks: str
    sql: str


def steps(company: GuardedPlace, there: RightsThere) -> Iterator[Mending]:
    """What is to be done, in order; nothing where all is as it should be."""
    yield from _of_groups(company, there)
    rest = [*_of_schema(company, there), *_of_tables(company, there), *_of_guard(company, there)]
    yield from as_owner(company, [*rest, *of_members(company, there)])


def as_owner(company: GuardedPlace, several: Sequence[Mending]) -> Iterator[Mending]:
    """Steps after which what is made is the owner's, also where a superuser does them."""
    if several and company.owner != company.login:
        yield Mending("", "", f"SET LOCAL ROLE {sql_name(company.owner)}")
    yield from several


def membership(login: str, group: str) -> str:
    """SQL that puts a login into a group."""
    return f"GRANT {sql_name(group)} TO {sql_name(login)}"


def _of_groups(company: GuardedPlace, there: RightsThere) -> Iterator[Mending]:
    for each in Logins:
        name = company.group(each)
        if name not in there.roles:
            yield Mending(
                f"Made the group {name}.", f"There is no group {name}.", f"CREATE ROLE {sql_name(name)} NOLOGIN"
            )
            if company.owner != company.login:
                sql = f"{membership(company.owner, name)} WITH ADMIN OPTION"
                yield Mending(f"Let {company.owner} put logins into {name}.", "", sql)
        under = company.group(each.under) if each.under else ""
        if under and (under, name) not in there.members:
            words = f"{name} has what {under} has"
            yield Mending(f"{words}.", f"{name} lacks what {under} has.", membership(name, under))


def _of_schema(company: GuardedPlace, there: RightsThere) -> Iterator[Mending]:
    if not company.keeps_schema:
        return
    place, viewers = sql_name(company.schema), company.group(Logins.VIEWER)
    for verb in sorted(verb for who, verb in there.of_schema if who == _PUBLIC):
        sql = f"REVOKE {verb} ON SCHEMA {place} FROM PUBLIC"
        yield Mending(f"Took {verb} on the schema from everybody.", f"Everybody has {verb} on the schema.", sql)
    if (viewers, "USAGE") not in there.of_schema:
        sql = f"GRANT USAGE ON SCHEMA {place} TO {sql_name(viewers)}"
        yield Mending(f"Let {viewers} into the schema.", f"{viewers} may not use the schema.", sql)


def _of_tables(company: GuardedPlace, there: RightsThere) -> Iterator[Mending]:
    """Groups have what is theirs and nothing else; who is in none of them writes nothing, though they may read."""
    wanted = {(company.group(group), each) for group in Logins for each in privileges_of(group)}
    groups = {company.group(each) for each in Logins}
    held = {each for each in there.held if each[0] in groups or each[0] == _PUBLIC or each[1].verb != SELECT}
    for who, table, told, sql in _by_table(wanted - held):
        grant = f"GRANT {sql} ON {sql_name(company.schema)}.{sql_name(table)} TO {sql_name(who)}"
        yield Mending(f"Gave {who} {told} on {table}.", f"{who} lacks {told} on {table}.", grant)
    for who, table, told, sql in _by_table(held - wanted):
        taker = who if who == _PUBLIC else sql_name(who)
        revoke = f"REVOKE {sql} ON {sql_name(company.schema)}.{sql_name(table)} FROM {taker}"
        yield Mending(f"Took {told} on {table} from {who}.", f"{who} has {told} on {table}.", revoke)


def _by_table(held: Set[Held]) -> Iterator[tuple[str, str, str, str]]:
    """By login and table what is held of it, in words and in SQL."""

    def place(each: Held) -> tuple[str, str]:
        return each[0], each[1].table

    for (who, table), several in groupby(sorted(held), place):
        told, sql = [], []
        for verb, columns in groupby((each[1] for each in several), lambda each: each.verb):
            named = [each.column for each in columns]
            told.append(verb + (f" ({', '.join(named)})" if any(named) else ""))
            sql.append(verb + (f" ({', '.join(map(sql_name, named))})" if any(named) else ""))
        yield who, table, ", ".join(told), ", ".join(sql)


def _of_guard(company: GuardedPlace, there: RightsThere) -> Iterator[Mending]:
    if not there.has_guard:
        yield Mending("Made the guard.", "There is no guard.", f"CREATE SCHEMA {SCHEMA}")
    for name, columns, wanted in _contents():
        if there.tables.get(name) != wanted:
            yield _filling(name, columns, wanted, is_there=name in there.tables)
    yield from _of_functions(company, there)
    yield from _of_triggers(company, there)


def _of_functions(company: GuardedPlace, there: RightsThere) -> Iterator[Mending]:
    groups = ", ".join(_literal(company.group(each)) for each in _USERS)
    named = {
        "place": sql_name(company.schema), "owner": _literal(company.owner),
        "groups": f"ARRAY[{groups}]", "mark": guard_mark(),
    }  # fmt: skip
    for each in FUNCTIONS:
        body = function_text(each.body, named)
        if there.functions.get(each.name) != body:
            schema = named["place"] if each.people_call else SCHEMA
            sql = (
                f"CREATE OR REPLACE FUNCTION {schema}.{each.name}({each.takes}) RETURNS {each.answers} LANGUAGE"
                f" {each.language} {'STABLE' if each.language == 'sql' else 'VOLATILE'} SECURITY DEFINER"
                f" SET search_path = pg_catalog, pg_temp AS $guard${body}$guard$"
            )
            words = f"The guard's function {each.name}"
            yield Mending(f"{words} was made.", f"{words} is lacking, or another one.", sql)


def _of_triggers(company: GuardedPlace, there: RightsThere) -> Iterator[Mending]:
    for each in triggers([str(kind) for kind in RIGHTS]):
        if (each.table, each.name) in there.triggers:
            continue
        table = f"{sql_name(company.schema)}.{sql_name(each.table)}"
        kind = "CONSTRAINT TRIGGER" if each.is_deferred else "TRIGGER"
        when = " DEFERRABLE INITIALLY DEFERRED" if each.is_deferred else ""
        sql = (
            f"DROP TRIGGER IF EXISTS {each.name} ON {table}; CREATE {kind} {each.name} {each.events} ON {table}{when}"
            f" FOR EACH ROW EXECUTE FUNCTION {SCHEMA}.{each.function}()"
        )
        told = f"{each.table} ({each.function})"
        yield Mending(f"Guarded {told}.", f"Not guarded: {told}.", sql)


def of_members(company: GuardedPlace, there: RightsThere) -> Iterator[Mending]:
    """Logins of office users are in the group that their role takes, and in no other."""
    for login, group in sorted(there.users.items()):
        wanted = {company.group(group)} if group else set[str]()
        has = {company.group(each) for each in _USERS if (company.group(each), login) in there.members}
        if has != wanted:
            told = next(iter(wanted), "")
            words = f"Put {login} into {told}." if told else f"Took {login} out of {', '.join(sorted(has))}."
            lacks = f"{login} is not in {told}." if told else f"{login} is in {', '.join(sorted(has))}."
            yield Mending(words, lacks, f"SELECT {SCHEMA}.keep_member({_literal(login)})")


Row = tuple[object, ...]


def _contents() -> Iterator[tuple[str, str, frozenset[Row]]]:
    """The guard's own tables: their names, columns and rows."""
    columns = "kind text, what text, rights text[], PRIMARY KEY (kind, what)"
    yield "row_right", columns, frozenset(_row_rights())
    rows: set[Row] = {(str(base), tuple(sorted(rights))) for base, rights in BASE_RIGHTS.items()}
    rows |= {("", tuple(sorted(ADMINS_ROWS))), ("rows", tuple(sorted(ROWS)))}
    yield "base_right", "base text PRIMARY KEY, rights text[]", frozenset(rows)


def _row_rights() -> Iterator[Row]:
    """What it takes, by kind and what happens; `*` for what has no row of its own."""
    for kind, rights in RIGHTS.items():
        special = {"create": rights.create, "delete": rights.delete, **rights.columns}
        yield str(kind), "*", _texts(rights.otherwise)
        yield from ((str(kind), what, _texts(needs)) for what, needs in special.items() if needs)
        yield from ((str(kind), name, _ASKS_FOR_NOTHING) for name in FOLLOWING)


def _texts(needs: Needs) -> tuple[str, ...]:
    return tuple(map(str, needs))


def _filling(name: str, columns: str, rows: Iterable[Row], *, is_there: bool) -> Mending:
    made = "" if is_there else f"CREATE TABLE {SCHEMA}.{name} ({columns}); "
    values = ", ".join(f"({', '.join(map(_literal, row))})" for row in sorted(rows, key=repr))
    sql = f"{made}DELETE FROM {SCHEMA}.{name}; INSERT INTO {SCHEMA}.{name} VALUES {values}"  # noqa: S608
    return Mending(f"Wrote down who may what ({name}).", f"What is written down of who may what ({name}) differs.", sql)


def _literal(value: object) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, tuple):
        return f"ARRAY[{', '.join(map(_literal, value))}]::text[]"
    return "'" + str(value).replace("'", "''") + "'"


def as_script(found: Sequence[Mending]) -> str:
    """The steps as SQL that `psql` runs, all or nothing."""
    return "\n".join(("BEGIN;", *(f"{each.sql};" for each in found), "COMMIT;"))
