"""Of several servers, one that came back as it was before another took its place is none to go on with.

A standby that is promoted begins a new timeline. A primary that was given up for lost, and is not kept off, comes back
on the one before it: what is saved there is in no log but its own. So the newest timeline that was seen is remembered
for as long as this process lasts, and a primary of an earlier one is left alone. Timelines are those of one system: a
server that was made anew at the same address, by an upgrade (pg_upgrade) or from a dump, begins with the first one.
"""

from psycopg import OperationalError

from industrack_core.store.engine.answering import answer
from industrack_core.store.engine.speaking import Driver
from industrack_core.store.engine.texts import Values

_TIMELINE = b"SELECT left(pg_walfile_name(pg_current_wal_lsn()), 8) || system_identifier FROM pg_control_system()"
_DIGITS = 8
_REVISION = b"SELECT revision FROM ledger"
_Servers = tuple[frozenset[tuple[str, str]], str]
"""Several addresses, and the system that was found there."""
_newest: dict[_Servers, int] = {}
_NONE: _Servers = (frozenset(), "")


def require_newest(driver: Driver, said: Values) -> None:
    """Raise OperationalError, and close it, where a connection to one of several servers leads behind what was seen of
    them."""
    told = answer(driver, _TIMELINE)
    if not told:
        return  # one that does not say it to everybody is believed
    places = frozenset(zip(said["host"].split(","), str(said.get("port", "")).split(","), strict=False))
    timeline, servers = int(told[:_DIGITS], 16), (places, told[_DIGITS:])
    driver.timeline, driver.servers = timeline, servers
    newest = _newest[servers] = max(_newest.get(servers, 0), timeline)
    if timeline == newest:
        return
    ends = answer(driver, _REVISION)
    entry = f": its log ends at entry {int(ends):,}" if ends else ""
    driver.close()
    raise OperationalError(f"is not the server that was left{entry}, and another took its place since.")


def is_of_before(driver: Driver) -> bool:
    """Whether another server took its place since a connection was made."""
    return getattr(driver, "timeline", 0) < _newest.get(getattr(driver, "servers", _NONE), 0)
