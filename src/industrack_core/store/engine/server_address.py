"""Where one PostgreSQL server is, and what each connection to it says first; without SQLAlchemy."""

import re
from urllib.parse import quote_plus

from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.store.engine import sqlite_file
from industrack_core.store.engine.texts import Values

STATEMENT_MILLISECONDS = 8000
"""How long a PostgreSQL server works on one statement; a second later we do not wait for its answer any longer."""
HEARING_MILLISECONDS = 1000
"""How long who hears what others do waits for tables that are locked."""
PATIENT_MILLISECONDS = 60_000
"""How long a migration does."""
_PLAIN = re.compile(
    r"postgres(?:ql)?(?:\+psycopg)?://(?:(?P<user>[\w.-]+)(?::(?P<password>[\w.~-]+))?@)?"
    r"(?P<host>[\w.-]*)(?::(?P<port>\d{1,5}))?/(?P<name>[\w.-]+)(?:\?host=(?P<folder>/[\w./-]+))?",
    re.ASCII,
)


class ServerAddress(NamedTuple):
    """A database of one server, by its name or in a folder with its socket."""

    user: str
    password: str
    host: str
    port: str
    name: str
    folder: str

    @property
    def label(self) -> str:
        """As it may be shown, without a password: what `DatabasePlace` says of the same address."""
        login = f"{self.user}{':***' if self.password else ''}@" if self.user else ""
        port = f":{self.port}" if self.port else ""
        folder = f"?host={quote_plus(self.folder)}" if self.folder else ""
        return f"postgresql://{login}{self.host}{port}/{self.name}{folder}"

    def connecting(self, *, hears: bool = False) -> Values:
        """What a connection for reading is made with, or one that hears what others do."""
        said: Values = {
            "host": self.folder or self.host, "port": self.port, "user": self.user, "password": self.password,
            "dbname": self.name,
        }  # fmt: skip
        return {**{name: value for name, value in said.items() if value}, **server_arguments(writes=False, hears=hears)}


def plain_address(url: str) -> ServerAddress | None:
    """The server that a URL names by one host or folder and no more; None for what has to be read with more care."""
    found = _PLAIN.fullmatch(url)
    if found is None or bool(found["host"]) == bool(found["folder"]) or not _is_name(found["host"]):
        return None
    return ServerAddress(**{name: text or "" for name, text in found.groupdict().items()})


def _is_name(host: str) -> bool:
    """Whether anything can have that name: nobody would look another one up."""
    return not host or all(0 < len(label) < 64 for label in host.removesuffix(".").split("."))


def patience() -> float:
    """How long an answer is waited for, in seconds."""
    return (STATEMENT_MILLISECONDS + 1000) / 1000


def server_arguments(*, writes: bool, patient: bool = False, hears: bool = False) -> Values:
    """What a connection says first; every wait has an end, so that a dead server never hangs a console.

    Who `hears` what others do soon knows that tables are locked. Only who is `patient` lets a statement take its time,
    and waits longer for what others read: a migration.
    """
    longest, wait, idle = (
        (0, PATIENT_MILLISECONDS, 0) if patient else (STATEMENT_MILLISECONDS, sqlite_file.BUSY_MILLISECONDS, 30000)
    )
    wait = HEARING_MILLISECONDS if hears else wait
    options = f"-c statement_timeout={longest} -c lock_timeout={wait} -c idle_in_transaction_session_timeout={idle}"
    options += r" -c default_transaction_isolation=" + (r"read\ committed" if writes else r"repeatable\ read")
    options += " -c jit=off"  # no statement runs for as long as it takes to compile one
    if not writes:
        options += " -c default_transaction_read_only=on"
        options += " -c random_page_cost=1.1"  # an office lies in memory, and is looked up by its indexes
    arguments: Values = {
        "connect_timeout": 3,
        "application_name": "industrack",
        "client_encoding": "utf8",  # whatever the environment says
        "options": options,
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 3,
        "tcp_user_timeout": 8000,
    }
    return arguments if patient else {**arguments, "autocommit": True}  # BEGIN is ours, as on SQLite
