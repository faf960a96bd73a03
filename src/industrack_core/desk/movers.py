"""The right that it takes to copy, move or mend a company as a whole, asked before anything is done."""

from industrack_core.desk.desk import login_name
from industrack_core.domain.errors import NotAdmitted
from industrack_core.domain.rights import Right, may
from industrack_core.store.engine.engine import database_place
from industrack_core.store.engine.sqlite_file import check_file, is_backup
from industrack_core.store.keeping.movers import who_moves


def require_mover(url: str, *, keepers: bool = False) -> None:
    """Raise NotAdmitted unless who sits here may back up, move and mend the company at a URL or path; with `keepers`,
    or keeps its database. Where roles were not begun, and where no company is, everybody may.

    Raises the DatabaseError tree.
    """
    place = database_place(url)
    if place.path is not None and (not check_file(place.path) or is_backup(place.path)):
        return
    person, keeps = who_moves(place, login_name())
    if person is None or (person.is_active and may(person, Right.OFFICE_MOVE)) or (keepers and keeps):
        return
    raise NotAdmitted(person.may_not([Right.OFFICE_MOVE]))
