"""Where a PostgreSQL database may be: one server, or several of which one is the primary.

An address is what libpq takes: `postgresql://a,b/office`, `postgresql://a:5432,b:5433/office`, `?host=a:1&host=b:2`,
`?host=/socket/a,/socket/b`, `?service=NAME`. Of several servers every connection goes to the primary, whatever was
written: two servers may show commits in different orders. The one that answered last is asked first (primary.py),
with a head start (racing.py).
"""

import re

from sqlalchemy import Engine, event, exc
from sqlalchemy.engine import URL, make_url

from industrack_core.store.engine.primary import Server, aim, remember
from industrack_core.store.engine.speaking import Driver
from industrack_core.store.engine.timelines import is_of_before

_PORT = re.compile(r"\d{1,5}")
_AUTHORITY = re.compile(r"(?P<scheme>[^:/?#]+://)(?P<login>[^/?#]*@)?(?P<hosts>[^/?#@]*)(?P<rest>.*)", re.DOTALL)


def several_hosts_url(text: str) -> URL:
    """A URL whose hosts stand in its parameters `host` and `port` if there are several. Raises ValueError."""
    found = _AUTHORITY.fullmatch(text)
    named: tuple[str, ...] = tuple(found["hosts"].split(",")) if found and "," in found["hosts"] else ()
    url = make_url(f"{found['scheme']}{found['login'] or ''}{found['rest']}" if found and named else text)
    said = url.query.get("host", ())
    for host in (url.host or "", *named, *([said] if isinstance(said, str) else said)):
        _require_names(host)
    if isinstance(said, tuple):
        named += said
    if not named:
        return _with_a_port_each(url)
    servers = [_server(each) for each in named]
    hosts, ports = ",".join(each.host for each in servers), ",".join(each.port for each in servers)
    if any(each.port for each in servers):
        return url.set(query={**url.query, "host": hosts, "port": ports})
    return _with_a_port_each(url.set(query={**url.query, "host": hosts}))


def _require_names(hosts: str) -> None:
    """Raise ValueError (as a UnicodeError) for a name that nobody can look up."""
    for host in hosts.split(","):
        if not host.startswith("/"):
            host.encode("idna")


def _with_a_port_each(url: URL) -> URL:
    """The URL with as many ports as hosts, where one was given for all of them. Raises ValueError."""
    hosts, ports = str(url.query.get("host", "")).split(","), str(url.query.get("port", "")).split(",")
    if len(hosts) < 2 or ports == [""]:
        return url
    if len(ports) not in (1, len(hosts)):
        raise ValueError("as many ports as hosts")
    return url.set(query={**url.query, "port": ",".join(ports * len(hosts) if len(ports) == 1 else ports)})


def _server(text: str) -> Server:
    """One `host`, `host:port`, `[address]:port` or folder. Raises ValueError."""
    if text.startswith("/"):
        return Server(text, "")
    host, colon, port = text.rpartition(":") if not text.endswith("]") and ":" in text else (text, "", "")
    if not host or (colon and not (_PORT.fullmatch(port) and 0 < int(port) < 2**16)):
        raise ValueError(f"{text} is no host")
    return Server(host.strip("[]"), port)


def servers_of(url: URL) -> tuple[Server, ...]:
    """The servers that an address names, also by a service or by the environment; empty where it names none."""
    given = {name: value for name, value in url.query.items() if isinstance(value, str)}
    hosts, ports = given.get("host", url.host or ""), given.get("port", str(url.port or ""))
    if not hosts and url.drivername.startswith("postgresql"):
        from industrack_core.store.engine.services import resolved

        hosts, ports = resolved(given.get("service", ""), ports)
    named = hosts.split(",") if hosts else []
    numbers = ports.split(",") if ports else [""]
    if len(numbers) == 1:
        numbers *= len(named)
    return tuple(map(Server, named, numbers)) if len(numbers) == len(named) else ()


def to_the_primary(engine: Engine, url: URL) -> Engine:
    """The engine, whose connections go to the primary where there are several servers."""
    servers = servers_of(url)

    @event.listens_for(engine, "do_connect")
    def _(_dialect: object, _record: object, _cargs: object, cparams: Driver) -> None:
        aim(cparams, servers)

    if len(servers) < 2:
        return engine

    @event.listens_for(engine, "connect")
    def _(driver: Driver, _record: object) -> None:
        remember(driver, servers)

    @event.listens_for(engine, "checkout")
    def _(driver: Driver, _record: object, _proxy: object) -> None:
        if driver.pgconn.parameter_status(b"in_hot_standby") == b"on" or is_of_before(driver):
            raise exc.DisconnectionError("it is not the primary any more")

    return engine


def shown_servers(url: URL) -> str:
    """Several servers as a person writes them, `a:5432,b`; empty where one is named, or sockets are."""
    hosts = url.query.get("host", "")
    if not isinstance(hosts, str) or "," not in hosts or "/" in hosts:
        return ""
    return ",".join(f"{each.host}:{each.port}" if each.port else each.host for each in servers_of(url))


def is_one_of_several(url: URL) -> bool:
    """Whether an address names more than one server."""
    return len(servers_of(url)) > 1
