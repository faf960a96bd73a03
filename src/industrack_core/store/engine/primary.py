"""Of several PostgreSQL servers every connection goes to the primary: whom to ask, and in which order."""

from collections.abc import Sequence

from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.store.engine.speaking import Driver

_TIMEOUT_SECONDS = 2
"""How long one of several servers is waited for."""
_last_good: "dict[tuple[Server, ...], Server]" = {}


class Server(NamedTuple):
    """One host, or a folder with a socket, and a port; empty: the usual one."""

    host: str
    port: str


def aim(said: Driver, servers: Sequence[Server]) -> None:
    """Say whom to ask, in which order, among what a connection is made with. One server that is asked for by what may
    be done there is asked as a primary: a console's reading connections do not write anywhere."""
    if len(servers) > 1:
        good = _last_good.get(tuple(servers), servers[0])
        order = sorted(range(len(servers)), key=lambda at: servers[at] != good)
        said["host"] = ",".join(servers[at].host for at in order)
        said["port"] = ",".join(servers[at].port or "5432" for at in order)
        addresses = str(said.get("hostaddr", "")).split(",")
        if len(addresses) == len(servers):
            said["hostaddr"] = ",".join(addresses[at] for at in order)
        said["connect_timeout"] = _TIMEOUT_SECONDS
    if len(servers) > 1 or said.get("target_session_attrs") == "read-write":
        said["target_session_attrs"] = "primary"


def remember(driver: Driver, servers: Sequence[Server]) -> None:
    """The one of several servers that answered is asked first the next time."""
    if len(servers) > 1:
        info = driver.info
        answers = (each for each in servers if each.host == info.host and each.port in ("", str(info.port)))
        _last_good[tuple(servers)] = next(answers, servers[0])
