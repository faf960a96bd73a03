"""What is done to a database as a whole: bringing it up to date."""

from industrack_core.domain.upgrade import Upgrade
from industrack_core.store.engine import place_of
from industrack_core.store.schema_state import HEAD, SchemaState, schema_state
from industrack_core.store.store import open_store


def upgrade_database(url: str, upgrade: Upgrade) -> str:
    """Bring the database at a URL or path up to date; answers a sentence of what became of it.

    Raises DatabaseOlder where somebody has to make a copy first, UpgradeStopped, and the DatabaseError tree.
    """
    place = place_of(url)
    was_older = (place.path is None or place.path.exists()) and schema_state(place)[0] is SchemaState.OLDER
    open_store(url, upgrade=upgrade).close()
    if not was_older:
        return f"{place.label} is up to date (schema {HEAD})."
    return f"{place.label} was brought up to date (schema {HEAD})."
