"""What the owner of a PostgreSQL database does by `industrack grant`: groups, rights, the guard, people's logins."""

from contextlib import closing

from industrack_core.desk.dating import Clock
from industrack_core.desk.desk import open_desk
from industrack_core.domain.acts.founding import GiveRole
from industrack_core.domain.errors import NotAdmitted, UsageError
from industrack_core.domain.outcomes import Done, known
from industrack_core.store.engine.engine import DatabasePlace, database_place
from industrack_core.store.guard import applying
from industrack_core.store.guard.granting import as_script
from industrack_core.store.store import open_store


def grant_rights(url: str) -> list[str]:
    """Make the server refuse what roles do not allow; answers what was done, a sentence each, nothing where all was so.

    Raises UsageError where there is nothing to go by, and the DatabaseError tree.
    """
    return applying.mend(_server(url))


def differing_rights(url: str) -> list[str]:
    """What is not as `grant_rights` makes it, a sentence each. Raises as that."""
    return [each.lacks for each in applying.found_lacking(_server(url)) if each.lacks]


def rights_script(url: str) -> str:
    """What `grant_rights` would run, as SQL; empty where there is nothing to do. Raises as that."""
    found = applying.found_lacking(_server(url))
    return as_script(found) if found else ""


def grant_login(url: str, login: str, role: str, clock: Clock) -> list[str]:
    """Give a login a part in the office, with a role or as a gateway; answers what was done. Raises as `grant_rights`,
    and NotAdmitted where the office refuses it."""
    place = _server(url)
    told = applying.mend(place)
    return [*told, _gave(url, GiveRole(login, role), clock), *applying.put_in(place, login)]


def revoke_login(url: str, login: str, clock: Clock) -> list[str]:
    """Take a login's part in the office; the login itself stays. Answers what was done. Raises as `grant_login`."""
    _server(url)
    return [_gave(url, GiveRole(login, ""), clock)]


def _gave(url: str, act: GiveRole, clock: Clock) -> str:
    with closing(open_desk(url, clock=clock)) as desk:
        outcome = known(desk.perform(act))
    if not isinstance(outcome, Done):
        raise NotAdmitted(outcome.sentence)
    return outcome.line


def _server(url: str) -> DatabasePlace:
    place = database_place(url)
    if place.is_sqlite:
        raise UsageError("An SQLite file knows no logins: grant is for a company on a PostgreSQL server.")
    open_store(url, read_only=True).close()  # says what is wrong with an older schema, or where there is no company
    return place
