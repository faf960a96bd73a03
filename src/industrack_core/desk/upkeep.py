"""What is done to a database as a whole: bringing it up to date, and looking whether all in it agrees."""

from collections.abc import Iterator
from contextlib import closing
from uuid import uuid4

from industrack_core.desk.dating import utc_now
from industrack_core.desk.desk import who_sits_here
from industrack_core.desk.movers import require_mover
from industrack_core.domain.errors import DatabaseMissing
from industrack_core.domain.upgrade import Tell, Upgrade
from industrack_core.domain.upkeep import Found
from industrack_core.store.derived.checking import mismatches
from industrack_core.store.engine.engine import database_place
from industrack_core.store.engine.schema_state import HEAD, SchemaState, schema_state
from industrack_core.store.engine.sqlite_file import check_file
from industrack_core.store.guard.told import needs_granting
from industrack_core.store.keeping.further_checks import further_findings
from industrack_core.store.store import open_store
from industrack_core.store.upgrade_plan import upgrade_plan
from industrack_core.store.writing import act_names, journal
from industrack_core.store.writing.transaction import Transaction


def upgrade_database(url: str, upgrade: Upgrade) -> str:
    """Bring the database at a URL or path up to date; answers a sentence of what became of it.

    Raises DatabaseOlder where somebody has to make a copy first, UpgradeStopped, the DatabaseError tree, and
    NotAdmitted for who neither keeps the database nor may move the office.
    """
    require_mover(url, keepers=True)
    place = database_place(url)
    was_older = (place.path is None or place.path.exists()) and schema_state(place)[0] is SchemaState.OLDER
    with closing(open_store(url, upgrade=upgrade)) as store, store.reading() as connection:
        grant = " Now run industrack grant, for what is new in it." if needs_granting(connection) else ""
    return f"{place.label} {'was brought' if was_older else 'is'} up to date (schema {HEAD}).{grant}"


def planned_upgrade(url: str) -> str:
    """What `upgrade_database` would do, and nothing is done: from which schema to which, how much, which copy is made.

    Raises what it raises.
    """
    require_mover(url, keepers=True)
    place = database_place(url)
    if place.path is not None and not check_file(place.path):
        raise DatabaseMissing(f"There is no database at {place.path}.")
    return "\n".join([*upgrade_plan(place)] or [f"{place.label} is up to date (schema {HEAD})."])


def check_database(url: str, tell: Tell, *, repair: bool = False, contents: bool = False) -> Iterator[Found]:
    """What is kept beside the records and does not agree with them; with `repair` it is made anew, table by table.

    First what of the records themselves cannot be read, and what else no repair can make: the file, the journal, the
    contents of attached files (with `contents` each is read), what a backup says of itself.

    Others may go on working meanwhile; they hear of what was made anew. Raises the DatabaseError tree, and NotAdmitted.
    """
    if repair:
        require_mover(url)
    with closing(open_store(url, read_only=not repair)) as store:
        who = who_sits_here(store)

        def note(tx: Transaction, line: str) -> None:
            journal.write(tx, act_id=uuid4().hex, at=utc_now(), who=who, act=act_names.REPAIR, line=line, changes=())

        yield from further_findings(store, tell, contents=contents)
        yield from mismatches(store, tell, note if repair else None)
