"""Giving back the room that was taken out of a database."""

from contextlib import suppress

from industrack_core.domain.errors import DatabaseBusy, DatabaseFull
from industrack_core.domain.upgrade import Progress, Upgrade
from industrack_core.store.engine.engine import DatabasePlace, sqlite_engine
from industrack_core.store.engine.faults import translated

LARGEST = 512 * 1024 * 1024
"""Bytes of an SQLite file above which nobody is made wait until it is written anew: some five seconds."""


def shrink(place: DatabasePlace, leave: Upgrade) -> bool:
    """Write an SQLite file anew, without the room that nothing takes any more; answers whether it was done. Where it
    is not, and on a server, that room is used again. Raises the DatabaseError tree."""
    if place.path is None or place.path.stat().st_size > LARGEST:
        return False
    leave.tell(Progress("Making the database small"))
    engine = sqlite_engine(place.path, writes=True, begin=False)
    try:
        with suppress(DatabaseBusy, DatabaseFull), translated(place.label), engine.connect() as connection:
            connection.exec_driver_sql("VACUUM")
            return True
    finally:
        engine.dispose()
    return False
