"""The walls around a restricted console: its environment, its folders, and what the kernel refuses it."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from benchmarks.pty_driver import Session
from industrack_core.desk.desk import open_desk
from industrack_core.domain.acts.founding import BeginRoles
from industrack_core.domain.errors import UsageError
from industrack_tui.cli.restricted import clean_environment, user_of
from industrack_tui.server_file import ServerFile, read_server_file
from tests.console.seat import NOW
from tests.desk.office import done
from tests.exchange.offices import demo_desk
from tests.store.small_company import rows

RUN = """
import sys
from pathlib import Path
import industrack_tui.cli.program as program
program.SERVER_FILE = sys.argv[1]
import industrack_tui.cli.entering as entering
read, owner = entering.read_server_file, Path(sys.argv[1]).stat().st_uid
entering.read_server_file = lambda path: read(path, owner)
entering.keeps_the_server = lambda: False
sys.exit(program.run(sys.argv[2:]))
"""


Answer = subprocess.CompletedProcess[bytes]
_NONE: Mapping[str, str] = {}


@dataclass
class Server:
    """A server's file with its folders."""

    home: Path

    def ask(self, wanted: str = "", *arguments: str, put: bytes = b"", environ: Mapping[str, str] = _NONE) -> Answer:
        """What somebody is answered who asks for that by SSH."""
        given = {"PATH": os.environ["PATH"], "SSH_ORIGINAL_COMMAND": wanted, **environ}
        command = [sys.executable, "-I", "-c", RUN, str(self.home / "etc" / "server.toml"), *arguments]
        return subprocess.run(command, input=put, capture_output=True, env=given, timeout=60, check=False)

    def run(self, *arguments: str) -> Answer:
        """What who keeps the server is answered by a command that restricted consoles do not have."""
        command = [sys.executable, "-I", "-m", "industrack_tui", *arguments, "--db", f"{self.home}/office.db"]
        return subprocess.run(command, capture_output=True, timeout=60, check=False)

    def folder(self, way: str) -> Path:
        [found] = (self.home / "transfer" / way).iterdir()
        return found


@pytest.fixture
def server(tmp_path: Path) -> Server:
    (tmp_path / "etc").mkdir(mode=0o755)
    with closing(demo_desk(f"sqlite:///{tmp_path}/office.db", NOW)):
        pass
    (tmp_path / "etc" / "server.toml").write_text(
        f'restricted = true\ndatabase = "{tmp_path}/office.db"\ntransfer = "{tmp_path}/transfer"\n'
        f'state = "{tmp_path}/state"\nwalls = "required"\n'
    )
    return Server(tmp_path)


def test_files_come_in_go_out_and_go_away_by_words(server: Server) -> None:
    assert server.ask("put offer.txt", put=b"an offer").stdout == b"Put in/offer.txt.\n"
    (server.folder("out") / "sheet.txt").write_text("a sheet")
    assert server.ask("files").stdout.split() == [b"in/offer.txt", b"out/sheet.txt"]
    assert server.ask("get sheet.txt").stdout == b"a sheet"
    assert b"remove in/offer.txt first" in server.ask("put offer.txt", put=b"another").stderr
    assert server.ask("remove offer.txt").stdout == b"Removed in/offer.txt.\n"
    assert server.ask("put offer.txt", put=b"another").stdout == b"Put in/offer.txt.\n"
    (server.folder("out") / "offer.txt").write_text("an answer")
    assert b"in both folders: say in/offer.txt or out/offer.txt" in server.ask("remove offer.txt").stderr
    assert server.ask("remove out/offer.txt").stdout == b"Removed out/offer.txt.\n"
    assert server.ask("files").stdout.split() == [b"in/offer.txt", b"out/sheet.txt"]
    assert server.ask("get out/sheet.txt").stdout == b"a sheet"
    assert server.ask("put in/plan.txt", put=b"a plan").stdout == b"Put in/plan.txt.\n"
    assert server.ask("put my offer.txt ", put=b"mine").stdout == b"Put in/my offer.txt.\n"
    (server.folder("out") / "my  answer 2.txt").write_text("an answer")
    assert b"out/my  answer 2.txt\n" in server.ask("files").stdout
    assert server.ask("get my  answer 2.txt").stdout == b"an answer"
    assert server.ask("remove out/my  answer 2.txt").stdout == b"Removed out/my  answer 2.txt.\n"
    assert server.ask("remove my offer.txt").stdout == b"Removed in/my offer.txt.\n"
    told = json.loads(server.ask("queue --json").stdout)
    assert told["company"] == "Northwind Heating & Plumbing"


def test_a_console_of_its_own_terminal_opens_in_its_walls_and_ends_well(server: Server) -> None:
    command = [sys.executable, "-I", "-c", RUN, str(server.home / "etc" / "server.toml")]
    with Session(
        command, {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "LANG": "C.UTF-8"}, 120, 40
    ) as session:
        session.wait_until(lambda each: "live" in each.screen_text(), 60)
        session.settle()
        session.send(b"q")
        assert session.exit_code(20) == 0, session.screen_text()
    left = [path for path in server.home.rglob("files-*") if path.is_dir()]
    assert left == []


def test_nothing_else_is_done_and_no_path_is_followed(server: Server) -> None:
    server.ask("files")
    secret = server.home / "secret"
    secret.write_text("root:x")
    (server.folder("out") / "link").symlink_to(secret)
    os.mkfifo(server.folder("out") / "pipe")
    os.mkfifo(server.folder("in") / "pipe")
    (server.folder("in") / "link").symlink_to(secret)
    os.link(secret, server.folder("out") / "second")
    (server.folder("in") / "there").write_text("kept")
    wanted = (
        "ls /", "sh", "get /etc/passwd", "get ../secret", "get link", "get pipe", "get", "get a b", "put ../secret",
        "put there", "put .bashrc", "files -la", "queue; ls", "board --db /etc/passwd", "queue --config /etc/passwd",
        "export jobs --out /tmp/x", "console", "scp -t .", "/usr/lib/openssh/sftp-server", "$(ls)", "queue --demo",
        "internal-sftp", "board\n--db\n/etc/passwd", "queue --d /etc/passwd", "jobs --conf=/etc/passwd",
        "board --as ben", "queue --restricted --as=ben", "jobs --from @/etc/passwd", "board --at $(id)",
        "--db /etc/passwd queue",
        "get there", "get sheet\u202e.txt", "files ; sh", "env", "log", "here", "report revenue", "check /etc/passwd",
        "grant", "field devices", "print --pdf /tmp/x", "put pipe", "put link", "get second",
        "remove", "remove ../secret", "remove in/../../secret", "remove link", "remove in/pipe", "remove /etc/passwd",
        "remove out/", "remove none", "get out/", "get out/../secret", "get out//etc/passwd", "get out/link",
        "get in/there", "put out/new", "put in/../secret", "put in/link", "remove there none", "remove -rf",
    )  # fmt: skip
    out = {each: server.ask(each, put=b"taken") for each in wanted}
    assert {each for each, answer in out.items() if answer.returncode == 0} == set()
    assert {each for each, answer in out.items() if answer.stdout or b"Traceback" in answer.stderr} == set()
    assert (secret.read_text(), (server.folder("in") / "there").read_text()) == ("root:x", "kept")


@pytest.mark.parametrize(
    "arguments", [("--db", "/etc/passwd"), ("--db=x", "queue"), ("demo",), ("--health",), ("export", "jobs"),
                  ("--health", "queue"), ("serve",), ("--config=x",), ("upgrade",), ("--as", "ben"), ("--demo",),
                  ("print", "--pdf", "x")]
)  # fmt: skip
def test_options_that_lead_elsewhere_are_refused(server: Server, arguments: tuple[str, ...]) -> None:
    answer = server.ask("", *arguments)
    assert (answer.returncode, answer.stdout) == (2, b"")


def test_variables_that_say_who_where_or_when_are_not_heard(server: Server, tmp_path: Path) -> None:
    hostile = {
        "INDUSTRACK_DB": "/etc/passwd", "INDUSTRACK_NOW": "2001-01-01T00:00", "XDG_STATE_HOME": str(tmp_path / "xdg"),
        "HOME": str(tmp_path / "home"), "TZ": "Asia/Tokyo", "USER": "ben",
        "PGUSER": "postgres", "TEXTUAL_DRIVER": "os:abort", "PYTHONPATH": str(tmp_path), "PYTHONSTARTUP": "/etc/passwd",
        "PYTHONINSPECT": "1", "TERMINFO": str(tmp_path), "TERM": "../../etc/passwd", "PAGER": "sh", "LESSOPEN": "|id",
        "BROWSER": "sh -c id", "PGSERVICEFILE": str(tmp_path / "services"), "PGSYSCONFDIR": str(tmp_path),
        "SSLKEYLOGFILE": str(tmp_path / "keys"), "LANG": "../../x", "COLUMNS": "99999999999",
    }  # fmt: skip
    plain, other = server.ask("queue --json"), server.ask("queue --json", environ=hostile)
    assert (plain.returncode, plain.stdout) == (0, other.stdout)
    assert not (tmp_path / "xdg").exists()
    assert not (tmp_path / "home").exists()


HOSTILE = "\x1b]52;c;ZXZpbA==\x07 \x9b2J\x9d52;c;x\x9c \u202eevil\x1b[2J"


def test_what_somebody_wrote_into_the_database_does_nothing_to_a_terminal(server: Server) -> None:
    """Past the program, whose doors clean every text: by `psql`, or an editor of the file."""
    place = f"sqlite:///{server.home}/office.db"
    for statement in (
        "UPDATE customer SET name = :evil", "UPDATE job SET description = :evil", "UPDATE journal SET line = :evil",
        "UPDATE employee SET last_name = :evil", "UPDATE location SET address = :evil",
    ):  # fmt: skip
        rows(place, statement, evil=HOSTILE)
    asked = ("board", "queue", "jobs", "queue --json", "jobs --json", "board --at now")
    said = {each: server.ask(each) for each in asked}
    said |= {f"{each} at the server": server.run(*each.split()) for each in ("log", "log --json", "report utilisation")}
    for each, answer in said.items():
        assert answer.returncode == 0, answer.stderr
        text = answer.stdout.decode()
        assert not [letter for letter in text if letter not in "\n" and not (letter.isprintable())], each
        if each.startswith("jobs --json"):
            assert HOSTILE in {job["description"] for job in json.loads(text)["jobs"]}


def test_only_what_draws_is_kept_of_the_environment() -> None:
    environ = {"TERM": "xterm", "LANG": "de_DE.UTF-8", "LC_ALL": "C", "ESCDELAY": "25", "COLORTERM": "../x;y",
               "INDUSTRACK_DB": "x", "EDITOR": "vi", "PYTHONPATH": "x", "LINES": "9" * 100}  # fmt: skip
    clean_environment(environ, ServerFile(database="office.db", state="/s"), "ana", "/home/ana")
    assert {name for name in environ if not name.startswith("XDG_")} == {
        "TERM", "LANG", "LC_ALL", "ESCDELAY", "HOME", "USER", "LOGNAME", "PATH", "PGUSER", "INDUSTRACK_DB"
    }  # fmt: skip
    assert (environ["INDUSTRACK_DB"], environ["XDG_STATE_HOME"]) == ("office.db", "/s/ana")


def test_who_it_is_says_the_key_only_where_keys_tell() -> None:
    assert user_of(ServerFile(identity="key"), "ana") == "ana"
    for server, given in (
        (ServerFile(), "ana"),
        (ServerFile(identity="key"), None),
        (ServerFile(identity="key"), "../x"),
    ):
        with pytest.raises(UsageError):
            user_of(server, given)


def test_who_a_key_is_may_what_that_person_may(server: Server) -> None:
    file = server.home / "etc" / "server.toml"
    file.write_text(file.read_text() + 'identity = "key"\n')
    with closing(open_desk(f"{server.home}/office.db", who="ana")) as ana:
        done(ana.perform(BeginRoles()))
    for wanted in ("queue", "board", "board --at now"):
        assert server.ask(wanted, "--as", "ana").returncode == 0, wanted
        answer = server.ask(wanted, "--as", "kim")
        assert (answer.returncode, answer.stdout) == (1, b""), wanted
        assert b"kim is not known in this office" in answer.stderr


def test_who_it_is_is_not_said_to_an_ordinary_console(server: Server) -> None:
    answer = server.run("--as", "ana", "queue")
    assert (answer.returncode, answer.stdout) == (2, b"")
    assert b"--as counts only for a restricted console" in answer.stderr


def test_a_servers_file_that_restricts_nobody_still_wins_over_users(server: Server) -> None:
    file = server.home / "etc" / "server.toml"
    file.write_text(f'database = "{server.home}/office.db"\n')
    (server.home / "industrack").mkdir()
    (server.home / "industrack" / "config.toml").write_text(f'database = "{server.home}/own.db"\n')
    own = {"INDUSTRACK_DB": f"{server.home}/other.db", "XDG_CONFIG_HOME": str(server.home)}
    answer = server.ask("", "queue", environ=own)
    assert (answer.returncode, answer.stderr) == (0, b"")
    health = server.ask("", "--health", environ=own).stdout.decode()
    assert ["Chosen", "by", str(file)] in [each.split() for each in health.splitlines()]
    for arguments in (["queue", "--db", "other.db"], ["--db=other.db"]):
        answer = server.ask("", *arguments)
        assert (answer.returncode, answer.stdout) == (2, b"")
        assert b"says which database is opened here: leave --db out." in answer.stderr
    file.write_text('restricted = false\nstate = "/srv/state"\nidentity = "key"\n')
    answer = server.ask("", "queue", environ=own)
    assert (answer.returncode, answer.stdout) == (2, b"")
    assert b"says identity, state, which holds only for a restricted console" in answer.stderr


@pytest.mark.parametrize("mode", [0o664, 0o646])
def test_a_file_that_others_can_write_is_no_servers_file(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "server.toml"
    file.write_text("restricted = true\n")
    file.chmod(0o644)
    tmp_path.chmod(0o755)
    assert read_server_file(file, os.getuid()).restricted
    with pytest.raises(UsageError, match="must belong to root"):
        read_server_file(file, os.getuid() + 1)
    file.chmod(mode)
    with pytest.raises(UsageError, match="must belong to root"):
        read_server_file(file, os.getuid())
    file.chmod(0o644)
    file.write_text("restricted = 1\nwalls = 'none'\n")
    with pytest.raises(UsageError, match="cannot be understood"):
        read_server_file(file, os.getuid())


WAYS = """
import json, os, subprocess, sys, threading
from pathlib import Path
from industrack_tui.cli.landlock import NoWalls, build_walls, landlock_version
home = Path(sys.argv[1])
if not landlock_version():
    try:
        build_walls([], [])
    except NoWalls as error:
        print(json.dumps([[str(error)], []]))
        sys.exit()
build_walls([home / "in"], [home / "out"])

def run(*command): subprocess.run(command, check=True, capture_output=True)
def threaded():
    found = []
    one = threading.Thread(target=lambda: found.append(tried(lambda: open("/etc/passwd").read())))
    one.start(); one.join()
    if found == [False]: raise OSError
def copied():
    (home / "out" / "own").write_bytes(b"#!" + sys.executable.encode() + b"\\n"); os.chmod(home / "out" / "own", 0o755)
    run(str(home / "out" / "own"))
out = {
    "passwd": lambda: open("/etc/passwd").read(), "shadow": lambda: open("/etc/shadow").read(),
    "link": lambda: open(home / "in" / "link").read(), "beside": lambda: open(home / "in" / ".." / "secret").read(),
    "environ": lambda: open("/proc/self/environ").read(), "root": lambda: open("/proc/self/root/etc/hostname").read(),
    "fd": lambda: os.listdir("/proc/self/fd"), "list": lambda: os.listdir("/"), "home": lambda: os.listdir(home),
    "write": lambda: open(home / "new", "w"), "over": lambda: open(home / "secret", "r+"),
    "truncate": lambda: os.truncate(home / "secret", 0), "folder": lambda: os.mkdir(home / "made"),
    "hard link": lambda: os.link(home / "secret", home / "out" / "mine"), "inbox": lambda: open(home / "in" / "n", "w"),
    "rename": lambda: os.rename(home / "out" / "a", home / "a"), "remove": lambda: os.remove(home / "secret"),
    "shell": lambda: run("/bin/sh", "-c", "true"), "copied": copied, "thread": threaded,
    "child": lambda: run(sys.executable, "-c", "open('/etc/passwd')"),
    "pipe": lambda: os.open(home / "pipe", os.O_RDWR), "socket": lambda: os.mkfifo(home / "other"),
}
works = {
    "inbox": lambda: open(home / "in" / "offer").read(), "null": lambda: open("/dev/null", "w").write("x"),
    "outbox": lambda: os.rename(home / "out" / "a", home / "out" / "b"),
    "zone": lambda: __import__("zoneinfo").ZoneInfo("Asia/Tokyo"),
    "child": lambda: run(sys.executable, "-c", "import json"),
    "load": lambda: __import__("industrack_tui.app"),
}
def tried(way):
    try:
        way()
    except (OSError, subprocess.CalledProcessError):
        return False
    return True
print(json.dumps([[n for n, way in out.items() if tried(way)], [n for n, way in works.items() if not tried(way)]]))
"""


def test_the_kernel_refuses_every_way_out_and_lets_the_console_work(tmp_path: Path) -> None:
    for name in ("in", "out"):
        (tmp_path / name).mkdir()
    (tmp_path / "secret").write_text("root:x")
    (tmp_path / "in" / "link").symlink_to(tmp_path / "secret")
    (tmp_path / "in" / "offer").write_text("an offer")
    (tmp_path / "out" / "a").write_text("a")
    os.mkfifo(tmp_path / "pipe")
    command = [sys.executable, "-c", WAYS, str(tmp_path)]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert answer.returncode == 0, answer.stderr
    got_out, broken = json.loads(answer.stdout)
    assert got_out in ([], ["this kernel has no Landlock"])
    assert broken == []
    assert (tmp_path / "secret").read_text() == "root:x"
