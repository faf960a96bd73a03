"""`industrack grant` at a terminal: what it says, and with which codes it ends."""

from pathlib import Path

from tests.desk.guarded import forget
from tests.postgres import PostgresServer
from tests.store import small_company
from tests.store.small_company import rows
from tests.terminal.shell import Shell, failed


def test_it_says_what_it_did_and_what_differs(postgres_server: PostgresServer, tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    name = postgres_server.create_database(postgres_server.ensure_template("small_company", small_company.fill))
    url, kim = postgres_server.url(name).replace("+psycopg", ""), f"kim_{name}"
    try:
        assert "Roles were not begun" in failed(shell.run("grant", "--db", url), 2)
        rows(postgres_server.url(name), "INSERT INTO office_role VALUES (900, 1, 'admin', 'admin', '[]', 0),"
                                        " (901, 1, 'viewer', 'viewer', '[]', 0)")  # fmt: skip
        rows(
            postgres_server.url(name),
            "INSERT INTO office_user VALUES (902, 1, 'Boss', 'boss', 900, '[]', 'active', '')",
        )
        assert shell.run("grant", "--sql", "--db", url).stdout.startswith("BEGIN;\nCREATE ROLE ")
        checked = shell.run("grant", "--check", "--db", url)
        assert (checked.returncode, checked.stdout.splitlines()[0]) == (1, f"There is no group {name}_viewer.")
        assert shell.run("grant", "--db", url).stdout.startswith(f"Made the group {name}_viewer.\n")
        assert shell.run("grant", "--db", url).stdout == "Nothing to do.\n"
        assert shell.run("grant", kim, "viewer", "--db", url).stdout == (
            f"Made {kim} viewer.\nMade the login {kim}, without a password.\nPut {kim} into {name}_viewer.\n"
        )
        assert shell.run("grant", "--revoke", kim, "--db", url).stdout == f"Switched {kim} off.\n"
        assert shell.run("grant", "--check", "--db", url).returncode == 0
        assert shell.run("grant", "--sql", "--db", url).stdout == "-- Nothing to do.\n"
        for wrong, said in (
            (("grant", kim), "Which role?"),
            (("grant", "--revoke"), "Which login?"),
            (("grant", "--check", kim), "--check and --sql stand alone."),
            (("grant", "--revoke", kim, "viewer"), "Revoking takes a login alone."),
        ):
            assert said in failed(shell.run(*wrong, "--db", url), 2)
        assert "There is no role chief: admin, viewer." in failed(shell.run("grant", kim, "chief", "--db", url), 1)
    finally:
        forget(postgres_server, name, kim)
