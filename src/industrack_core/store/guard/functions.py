"""The guard's functions and triggers: what a PostgreSQL server itself refuses to a login.

They run as the database's owner (SECURITY DEFINER), who is free of them, and know who is connected by `session_user`,
which no login can change. A refusal has a state of its own, IT001 to IT014; `engine.faults` says what each means.
"""

from collections.abc import Iterable, Iterator, Mapping

from industrack_core.domain.kinds import NUMBERED, Kind
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.records.job import MAX_JOB_MINUTES
from industrack_core.store.engine.schema import metadata
from industrack_core.store.engine.weighing import FOR_OTHERS
from industrack_core.store.guard import journal_texts, record_texts
from industrack_core.store.writing.chain import OF_CHANGE, OF_ENTRY, VIA

SCHEMA = "industrack_guard"
MADE_FOR = "SELECT '@mark@'"
"""By what it is known for which program a guard was made: its text, which every login may read in the catalogs."""
_FREE = "pg_has_role(session_user, @owner@, 'MEMBER')"  # so are superusers
_BY_GATEWAY = (
    "EXISTS (SELECT FROM @place@.office_user WHERE login = session_user AND is_gateway = 1 AND state = 'active')"
)


def _said(*parts: str) -> str:
    """As `writing.chain` says them, with their length in letters."""
    each = "CASE WHEN {0} IS NULL THEN '-;' ELSE length(({0})::text) || ':' || {0} || ';' END"
    return " || ".join(each.format(part) for part in parts)


_PUT_IN = {
    "free": _FREE,
    "by_gateway": _BY_GATEWAY,
    "said_of_change": _said(*(f"c.{name}" for name in OF_CHANGE)),
    "said_of_entry": _said("coalesce(chain, '')", *(f"NEW.{name}" for name in OF_ENTRY))
    + f" || CASE WHEN NEW.{VIA} = '' THEN '' ELSE {_said(f'NEW.{VIA}')} END",
    "guard": SCHEMA,
    "ids": "20",  # for each entry, beside those that it names: an act may take some and then not use them
    "shortest": "8",  # letters of what is listed in a record, which has an id as well
    "longest": str(MAX_JOB_MINUTES),
}


def function_text(body: str, named: Mapping[str, str]) -> str:
    """The text of a function; `named` are the company's schema (`place`), its `owner` and
    an array of the groups that office users are in (`groups`), as SQL has them."""
    for place, words in {**_PUT_IN, **named}.items():
        body = body.replace(f"@{place}@", words)
    return body


class GuardFunction(NamedTuple):
    """One function of the guard: its name with what it takes, what it answers, in which language, and its text.

    What `people_call` is beside the company's tables, which they reach; the others nobody may call.
    """

    name: str
    takes: str
    answers: str
    language: str
    body: str
    people_call: bool = False


_TRIGGER, _PLPGSQL = "trigger", "plpgsql"
FUNCTIONS = (
    GuardFunction("made_for", "", "text", "sql", MADE_FOR),
    GuardFunction("rights_of", "login_ text", "text[]", "sql", record_texts.RIGHTS),
    GuardFunction("may", "has text[], kind_ text, what_ text", "boolean", "sql", record_texts.MAY),
    GuardFunction("gives_more", "base_ text, rights_ text, has text[]", "boolean", "sql", record_texts.GIVES_MORE),
    GuardFunction("takes_all_back", "", "boolean", "sql", journal_texts.TAKES_ALL_BACK),
    GuardFunction("may_take_back", "undoes_ integer, act_ text", "boolean", "sql", journal_texts.MAY_TAKE_BACK),
    GuardFunction("version_of", "kind_ text, id_ integer", "integer", _PLPGSQL, record_texts.version_of(Kind)),
    GuardFunction("has_number", "kind_ text, number_ text", "boolean", _PLPGSQL, record_texts.has_number(NUMBERED)),
    GuardFunction("keep_member", "login_ text", "void", _PLPGSQL, record_texts.KEEP_MEMBER),
    GuardFunction(FOR_OTHERS, "table_ text", "void", _PLPGSQL, record_texts.weighed(sorted(metadata.tables)), True),
    *(
        GuardFunction(name, "", _TRIGGER, _PLPGSQL, body)
        for name, body in {
            "members": record_texts.MEMBERS,
            "people": record_texts.PEOPLE,
            "entry": journal_texts.ENTRY,
            "entry_stays": journal_texts.ENTRY_STAYS,
            "entry_ends": journal_texts.ENTRY_ENDS,
            "change": journal_texts.CHANGE,
            "record": record_texts.RECORD,
            "ledger": journal_texts.LEDGER,
            "numbering": journal_texts.NUMBERING,
            "stays": journal_texts.STAYS,
            "crew": record_texts.CREW,
            "moves": record_texts.MOVES,
        }.items()
    ),
)
"""In an order in which they can be made."""


class GuardTrigger(NamedTuple):
    """When a function is asked; `events` as SQL has them behind the name."""

    table: str
    function: str
    events: str
    is_deferred: bool = False

    @property
    def name(self) -> str:
        return f"industrack_{self.function}"


def triggers(records: Iterable[str]) -> Iterator[GuardTrigger]:
    """All of them; `records` are the tables that the journal tells of."""
    yield GuardTrigger("journal", "entry", "BEFORE INSERT")
    yield GuardTrigger("journal", "entry_ends", "AFTER INSERT", True)
    yield GuardTrigger("journal", "entry_stays", "BEFORE UPDATE OR DELETE")
    yield GuardTrigger("journal_change", "change", "BEFORE INSERT")
    yield GuardTrigger("journal_change", "entry_stays", "BEFORE UPDATE OR DELETE")
    yield GuardTrigger("ledger", "ledger", "BEFORE UPDATE")
    yield GuardTrigger("numbering", "numbering", "AFTER UPDATE", True)
    yield GuardTrigger("alembic_version", "stays", "BEFORE UPDATE")
    yield GuardTrigger(Kind.JOB, "crew", "AFTER INSERT OR UPDATE OF crew, starts_at, minutes", True)
    yield GuardTrigger("job_crew", "crew", "AFTER INSERT OR UPDATE OR DELETE", True)
    for table in ("stock_move", "stock_away"):
        yield GuardTrigger(table, "moves", "AFTER DELETE", True)
    for kind in (Kind.OFFICE_USER, Kind.OFFICE_ROLE):
        yield GuardTrigger(kind, "members", "AFTER INSERT OR UPDATE OR DELETE")
        yield GuardTrigger(kind, "people", "BEFORE INSERT OR UPDATE OR DELETE")
    for table in records:
        yield GuardTrigger(table, "record", "AFTER INSERT OR UPDATE OR DELETE", True)
