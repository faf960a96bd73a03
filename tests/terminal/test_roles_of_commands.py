"""Commands of the command line, by who may not run them: a sentence and exit code 1."""

import argparse
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from industrack_core.desk.desk import login_name, open_desk
from industrack_core.domain.acts.acts import AddEmployee, SaveRecord
from industrack_core.domain.acts.log import LogQuery
from industrack_core.domain.records.settings import BaseRole, OfficeRole, OfficeUser, UserState
from industrack_core.domain.rights import BASE_RIGHTS, Right
from industrack_tui.cli.options import parser
from tests.desk.every_act import roles_of
from tests.desk.guarded import guarded
from tests.desk.office import done
from tests.postgres import PostgresServer
from tests.standby import ask
from tests.terminal.shell import Shell, failed

COMMANDS = (
    ("here",), ("role",), ("board",), ("board", "--at", "now"), ("board", "--at", "now", "--compare", "now"), ("jobs",),
    ("queue",), ("log",),
    ("report", "revenue"), ("print",), ("print", "estimate", "1"), ("export", "jobs"), ("field", "devices"),
    ("field", "pair", "lee"), ("field", "signout", "1"),
)  # fmt: skip
_OPEN = {
    "admin",
    "grant",
    "demo",
    "serve",
    "new",
    "keys",
    "completion",
    "upgrade",
    "check",
    "backup",
    "restore",
    "copy",
    "archive",
    "import",
}
"""What shows nothing of a company, makes one, or is for who keeps its database."""


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def test_every_command_that_shows_a_company_is_tried() -> None:
    [commands] = (each for each in parser()._actions if isinstance(each, argparse._SubParsersAction))
    assert set(commands.choices) == {each[0] for each in COMMANDS} | _OPEN


def test_who_is_not_let_in_is_told_nothing(shell: Shell, tmp_path: Path) -> None:
    path = str(tmp_path / "office.db")
    with closing(open_desk(path, create=True, who="boss")) as boss:
        csv = tmp_path / "x.csv"
        csv.write_text("name\nLee\n")
        for command in (*COMMANDS, ("import", "customers", str(csv))):
            said = failed(shell.run(*command, "--db", path), 1)
            assert f"{login_name()} is not known in this office" in said, command
        viewer = next(each.id for each in roles_of(boss) if each.name == "viewer")
        user: Any = OfficeUser(name="Me", login=login_name(), role_id=viewer)
        made = done(boss.perform(SaveRecord(user))).changes[0]
        assert shell.run("jobs", "--db", path).returncode == 0
        assert shell.run("field", "devices", "--db", path).returncode == 0
        for command in (("pair", "lee"), ("signout", "1")):
            said = failed(shell.run("field", *command, "--db", path), 1)
            assert "Your role (viewer) may not change settings." in said
        said = failed(shell.run("report", "revenue", "--db", path), 1)
        assert "Your role (viewer) does not see reports." in said
        out = str(tmp_path / "x.json")
        for files in (
            ("report", "revenue", "--format", "csv"),
            ("report", "revenue", "--out", out),
        ):
            assert "Your role (viewer) does not see reports." in failed(shell.run(*files, "--db", path), 1)
        assert "Your role (viewer) may not export." in failed(shell.run("export", "jobs", "--db", path), 1)
        said = failed(shell.run("import", "customers", str(csv), "--db", path), 1)
        assert "Your role (viewer) may not import." in said
        user = boss.records("office_user", [made.id])[made.id]
        done(boss.perform(SaveRecord(replace(user, state=UserState.OFF))))
        assert "You were switched off by boss at " in failed(shell.run("board", "--db", path), 1)


def test_who_keeps_the_file_is_never_locked_out(shell: Shell, tmp_path: Path) -> None:
    path = str(tmp_path / "office.db")
    open_desk(path, create=True, who="of the old machine").close()
    assert "industrack admin" in failed(shell.run("board", "--db", path), 1)
    assert shell.run("admin", login_name(), "--db", path).stdout == f"Made {login_name()} an admin.\n"
    assert shell.run("admin", login_name(), "--db", path).stdout == f"{login_name()} is an admin already.\n"
    assert shell.run("board", "--db", path).returncode == 0


def test_a_role_begins_like_another_without_one_right(shell: Shell, tmp_path: Path) -> None:
    path = str(tmp_path / "office.db")
    open_desk(path, create=True).close()
    made = shell.run(
        "role", "Helper", "--like", "dispatcher", "--without", "delete jobs", "--with", "import", "--db", path
    )
    assert made.returncode == 0, made.stderr
    added, told = made.stdout.splitlines()
    assert added == "Added role Helper."
    assert told.startswith("Helper: look; see prices; ")
    assert told.endswith("import; export")
    assert "delete jobs" not in told
    changed = shell.run("role", "helper", "--with", "job.delete", "--db", path)
    assert "delete jobs" in changed.stdout
    listed = shell.run("role", "--db", path).stdout.splitlines()
    assert [each.partition(":")[0] for each in listed] == ["viewer", "dispatcher", "admin", "Helper"]
    assert listed[2] == "admin: do everything"
    for command, said, code in (
        (("role", "Helper", "--with", "fly"), "There is no right fly. There are: see.prices", 2),
        (("role", "Helper", "--with", "import", "--without", "import"), "import is in --with and in --without.", 2),
        (("role", "--like", "viewer"), "Which role?", 2),
        (("role", "Viewer", "--with", "import"), "stay as they are", 1),
        (("role", "Helper", "--without", "see.prices"), "has to see prices: tick that as well.", 1),
        (("role", "Hepler"), "There is no role Hepler: --like viewer makes one", 2),
    ):  # fmt: skip
        assert said in failed(shell.run(*command, "--db", path), code), command


def test_a_role_that_was_deleted_is_none_that_is_changed(shell: Shell, tmp_path: Path) -> None:
    path = str(tmp_path / "office.db")
    with closing(open_desk(path, create=True, who=login_name())) as boss:
        gone = OfficeRole(name="Helper", retired=True)
        done(boss.perform(SaveRecord(gone)))
        assert shell.run("role", "Helper", "--like", "dispatcher", "--db", path).stdout.startswith("Added role Helper.")
        assert [(each.base, each.retired) for each in roles_of(boss) if each.name == "Helper"] == [
            (BaseRole.VIEWER, True),
            (BaseRole.DISPATCHER, False),
        ]


TAKES: Mapping[tuple[str, ...], Right] = {
    ("report", "revenue"): Right.SEE_REPORTS, ("print", "estimate", "1"): Right.SEE_PRICES,
    ("export", "jobs"): Right.EXPORT, ("field", "signout", "1"): Right.SETTING_EDIT,
    ("import", "customers", "x.csv"): Right.IMPORT, ("role", "Own"): Right.OFFICE_USERS,
    ("log", "--limit", "1"): Right.SEE_HISTORY, ("board", "--at", "now"): Right.SEE_HISTORY,
}  # fmt: skip
"""What commands take, beside a part in the office."""


def test_every_command_by_each_login_of_a_server_that_refuses(shell: Shell, postgres_server: PostgresServer) -> None:
    (shell.home / "x.csv").write_text("name\nLee\n")
    shell.environ.pop("INDUSTRACK_NOW")
    with guarded(postgres_server) as office:
        for role in (BaseRole.VIEWER, BaseRole.DISPATCHER, BaseRole.ADMIN):
            url = office.url(role)
            for command, right in TAKES.items():
                if role is BaseRole.ADMIN and right in BASE_RIGHTS[BaseRole.DISPATCHER]:
                    continue  # as a dispatcher
                ran = shell.run(*command, "--db", url)
                if right not in BASE_RIGHTS[role]:
                    may_not = "does not" if right.is_to_see else "may not"
                    assert f"Your role ({role}) {may_not} {right.deed}." in failed(ran, 1), (role, command)
                else:
                    assert "Your role" not in ran.stderr, (role, command)
                    assert ran.returncode == 0 or "There is no" in ran.stderr, (role, command, ran.stderr)


def test_a_role_beside_a_guard_of_another_version_says_so(shell: Shell, postgres_server: PostgresServer) -> None:
    shell.environ.pop("INDUSTRACK_NOW")
    without = ("role", "Helper", "--like", "dispatcher", "--without", "job.delete")
    with guarded(postgres_server) as office:
        another = "CREATE OR REPLACE FUNCTION industrack_guard.made_for() RETURNS text LANGUAGE sql AS $$SELECT 'x'$$"
        ask(postgres_server, another, database=office.database)
        ran = shell.run(*without, "--db", office.url("admin"))
        assert ran.returncode == 0, ran.stderr
        assert ran.stdout.startswith("Added role Helper.")
        assert ran.stderr.startswith("The server holds nobody to this role until who owns the database runs industrack")
        assert shell.run("grant", "--db", office.owners).returncode == 0
        ran = shell.run("role", "Helper", "--with", "import", "--db", office.url("admin"))
        assert (ran.returncode, ran.stderr) == (0, "")


def test_an_admin_pairs_a_phone_where_roles_are(shell: Shell, tmp_path: Path) -> None:
    path = str(tmp_path / "office.db")
    with closing(open_desk(path, create=True)) as boss:
        done(boss.perform(AddEmployee("Kim", "Lee")))
        paired = shell.run("field", "pair", "lee", "--db", path)
        assert "code for ten minutes" in paired.stdout, paired.stderr
        assert boss.log(LogQuery())[0].who == boss.who


def test_who_may_not_move_the_office_is_told_by_each_command_that_does(shell: Shell, tmp_path: Path) -> None:
    path, to = str(tmp_path / "office.db"), str(tmp_path / "to.db")
    file, moves = str(tmp_path / "kept.industrack"), "Your role (viewer) may not back up, move or mend the office."
    with closing(open_desk(path, create=True, who="boss")) as boss:
        assert f"{login_name()} is not known" in failed(shell.run("backup", file, "--db", path), 1)
        roles = {each.name: each.id for each in roles_of(boss)}
        user: Any = OfficeUser(name="Me", login=login_name(), role_id=roles["viewer"])
        made = done(boss.perform(SaveRecord(user))).changes[0]
        for command in (
            ("backup", file, "--db", path), ("backup", "--into", str(tmp_path / "kept"), "--db", path),
            ("check", "--repair", "--db", path),
            ("archive", file, "--before", "1/1/2026", "--db", path), ("copy", "--from", path, "--to", to),
            ("copy", "--from", path, "--to", to, "--live"), ("copy", "--from", path, "--to", to, "--give-up"),
        ):  # fmt: skip
            assert moves in failed(shell.run(*command), 1), command
        assert shell.run("check", "--db", path).returncode == 0
        assert shell.run("upgrade", "--db", path).returncode == 0  # the database's keeper
        user = boss.records("office_user", [made.id])[made.id]
        done(boss.perform(SaveRecord(replace(user, role_id=roles["admin"]))))
        assert shell.run("backup", file, "--db", path).returncode == 0
        user = boss.records("office_user", [made.id])[made.id]
        done(boss.perform(SaveRecord(replace(user, role_id=roles["viewer"]))))
    assert moves in failed(shell.run("restore", file, "--to", path, "--replace"), 1)
    assert shell.run("restore", file, "--to", to).returncode == 0
