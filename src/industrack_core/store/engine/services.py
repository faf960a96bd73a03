"""What libpq knows of servers that an address does not name: its service file and the environment."""

from psycopg.pq import Conninfo, PGconn


def resolved(service: str, port: str) -> tuple[str, str]:
    """Hosts and ports as libpq finds them where none are written: in the service's file, or the environment."""
    if service:
        begun = PGconn.connect_start(
            b"service='" + service.encode().replace(b"\\", b"\\\\").replace(b"'", b"\\'") + b"'"
        )
        options = begun.info
        begun.finish()
    else:
        options = Conninfo.get_defaults()
    known = {option.keyword: (option.val or b"").decode() for option in options}
    return known.get(b"host", ""), port or known.get(b"port", "")
