"""The installed command, run as a script or a person runs it: output, errors, exit codes."""

import json
import os
import resource
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.pty_driver import Session
from industrack_tui.settings import THEMES
from industrack_tui.themes import THEME_NAMES
from tests.exchange.offices import MADE, PLAIN_MAP, csv_file
from tests.terminal.shell import COMMAND, Shell, failed


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def test_help_and_version_load_neither_console_nor_store() -> None:
    for option in ("--help", "--version"):
        code = (
            f"import sys\nfrom industrack_tui.cli.program import run\ncode = run(['{option}'])\n"
            "print(code, *sys.modules, file=sys.stderr)"
        )
        result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        ended, *loaded = result.stderr.split()
        assert ended == "0"
        assert not {name.partition(".")[0] for name in loaded} & {"textual", "rich", "sqlalchemy", "msgspec", "alembic"}
        assert len([name for name in loaded if name.startswith("industrack")]) < 30
        assert len(loaded) < 160


def test_version_and_help(shell: Shell) -> None:
    assert shell.start_and_wait("--version").stdout.startswith("industrack 0.")
    assert "import" in shell.start_and_wait("--help").stdout
    assert "--dry-run" in shell.start_and_wait("import", "jobs", "--help").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("bord",), ("--fresh",), ("import",), ("import", "jobs"), ("import", "jobs", "x.csv"), ("board", "--days", "x"),
        ("board", "--days", "0"), ("demo", "--db", "x.db"), ("--db",), ("board", "--wid", "80"),
        ("board", "--width", "wide"), ("--config",),
    ],
)  # fmt: skip
def test_wrong_usage_is_one_sentence_and_2(shell: Shell, arguments: tuple[str, ...]) -> None:
    assert failed(shell.run(*arguments), 2).startswith("industrack")


def test_day_sheets_are_printed_as_text_and_as_pdf(shell: Shell, tmp_path: Path) -> None:
    shell.run("demo")
    demo = next(shell.home.rglob("demo.sqlite"))
    text = shell.run("print", "--db", str(demo), "--date", "today")
    assert text.returncode == 0
    assert "planned" in text.stdout
    one = shell.run("print", "--db", str(demo), "--employee", "grace kim")
    assert one.stdout.startswith("Grace Kim")
    assert "Adeyemi   " not in one.stdout
    file = tmp_path / "sheets.pdf"
    assert "Wrote" in shell.run("print", "--db", str(demo), "--pdf", str(file)).stdout
    assert file.read_bytes().startswith(b"%PDF")
    assert file.stat().st_mode & 0o077 == 0, "addresses are for their owner's eyes"
    assert "no employee" in failed(shell.run("print", "--db", str(demo), "--employee", "nobody"), 2)
    assert "--date" in failed(shell.run("print", "--db", str(demo), "--date", "someday"), 2)
    assert "cannot be written" in failed(
        shell.run("print", "--db", str(demo), "--pdf", str(tmp_path / "no" / "x.pdf")), 2
    )
    for name in ("x.doc", "x.txt", "x"):
        said = failed(shell.run("print", "--db", str(demo), "--pdf", str(tmp_path / name)), 2)
        assert f"{name} does not end in .pdf: name a file that does." in said
        assert not (tmp_path / name).exists()


def test_console_without_a_terminal_points_to_the_scripts(shell: Shell) -> None:
    assert "needs a terminal; for scripts: industrack board --plain" in failed(shell.run(), 2)
    assert not list(shell.home.rglob("*.sqlite"))


def test_demo_without_a_terminal_prints_the_board(shell: Shell) -> None:
    first, second = shell.run("demo"), shell.run("demo", "--readonly")
    (path,) = shell.home.rglob("demo.sqlite")
    assert first.returncode == 0
    assert first.stderr == f"industrack: The demo company is in {path}; --demo names it to other commands.\n"
    assert first.stdout == second.stdout
    assert "Northwind Heating & Plumbing | Tue 24 Nov 2026 (today)" in first.stdout
    assert "Queue: 8 unassigned" in first.stdout
    assert "\x1b" not in first.stdout


def script_lines() -> list[str]:
    """The README's lines for scripts, as they stand there."""
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    part = readme.partition("## For scripts\n")[2].partition("\n## ")[0]
    return [
        line.partition("  #")[0].strip() for line in part.splitlines() if line.startswith("    .venv/bin/industrack")
    ]


def test_the_lines_for_scripts_work_after_the_demo_as_they_stand(shell: Shell) -> None:
    assert len(script_lines()) >= 9
    failed(shell.run("--demo", "queue"), 2)
    shell.run("demo")
    for line in script_lines():
        command, *arguments = shlex.split(line)
        assert command == ".venv/bin/industrack"
        result = shell.run(*arguments)
        assert (result.returncode, result.stderr) == (0, ""), line
    assert "leave one of them out" in failed(shell.run("--demo", "queue", "--db", "other.db"), 2)


def test_demo_read_only_makes_the_company_too(shell: Shell) -> None:
    assert shell.run("demo", "--readonly").returncode == 0


def test_demo_of_another_day_is_made_anew(shell: Shell) -> None:
    shell.run("demo")
    result = shell.run("demo", INDUSTRACK_NOW="2026-11-25T08:00-05:00")
    assert "The demo was of 2026-11-24: it was made anew for 2026-11-25." in result.stderr
    assert "Wed 25 Nov 2026 (today)" in result.stdout


def test_demo_in_use_is_not_exchanged(shell: Shell) -> None:
    import fcntl

    shell.run("demo")
    (lock,) = shell.home.rglob("demo.sqlite.day")
    with lock.open() as held:
        fcntl.flock(held, fcntl.LOCK_SH)
        assert "Another console has the demo open" in failed(shell.run("demo", "--fresh"), 1)
        later = shell.run("demo", INDUSTRACK_NOW="2026-11-25T08:00-05:00")
    assert later.returncode == 0
    assert "still tells of 2026-11-24" in later.stderr
    assert shell.run("demo", "--fresh").returncode == 0


def found(shell: Shell, database: str = "nyc.db") -> None:
    """A company of New York's in a database that is not there yet."""
    where = ("--country", "US", "--zone", "America/New_York")
    assert shell.run("new", "--name", "City Hall", *where, "--db", database).returncode == 0


def test_an_import_founds_no_company(shell: Shell) -> None:
    import_it = ("import", "jobs", str(MADE), "--map", "nyc311", "--db", "nyc.db")
    told = failed(shell.run(*import_it), 2)
    assert "There is no company yet. To found a company: industrack new --name NAME --country" in told
    assert not (shell.home / "nyc.db").exists()
    long = ("new", "--name", "x" * 500, "--country", "DE", "--db", "nyc.db")
    assert failed(shell.run(*long), 2).endswith("A company's name may have 200 characters, this one has 500: --name.")
    assert not (shell.home / "nyc.db").exists()


def test_import_twice_then_board_jobs_and_queue(shell: Shell) -> None:
    found(shell)
    first = shell.run("import", "jobs", str(MADE), "--map", "nyc311", "--db", "nyc.db")
    assert first.returncode == 0, first.stderr
    assert "Imported: 5 new, 0 changed, 0 unchanged, 0 bad." in first.stdout
    assert "0 new, 0 changed, 5 unchanged" in shell.run(
        "--db", "nyc.db", "import", "jobs", str(MADE), "--map", "nyc311").stdout  # fmt: skip
    board = shell.run("board", "--plain", "--date", "2011-03-02", "--db", "nyc.db", "--width", "60").stdout
    assert "City Hall | Wed 2 Mar 2011 | America/New_York" in board
    jobs = json.loads(
        shell.run("jobs", "--json", "--from", "2011-03-02", "--to", "2011-03-02", "--db", "nyc.db").stdout
    )
    assert [job["crew"][0]["name"] for job in jobs["jobs"]] == ["NYPD", "DOT", "NYPD", "DPR", "NYPD"]
    assert json.loads(shell.run("queue", "--json", INDUSTRACK_DB="nyc.db").stdout)["queue"] == []
    assert "Queue: empty" in shell.run("queue", "--db", "nyc.db").stdout
    assert len(shell.run("jobs", "--db", "nyc.db").stdout.splitlines()) == 5


def test_the_board_as_it_was_and_what_became_of_it(shell: Shell) -> None:
    found(shell)
    now = {"INDUSTRACK_DB": "nyc.db"}
    assert shell.run("import", "jobs", str(MADE), "--map", "nyc311", "--db", "nyc.db").returncode == 0
    result = shell.run("board", "--at", "now", "--compare", "now", "--date", "2011-03-02", **now)
    assert result.returncode == 0, result.stderr
    past = result.stdout.splitlines()
    assert past[0].startswith("As of ")
    assert past[2].startswith("City Hall | Wed 2 Mar 2011")
    assert past[-1] == "From then to now: nothing changed"
    assert failed(shell.run("board", "--compare", "now", **now), 2) == "industrack: --compare belongs to --at."
    assert "there is no board of before" in failed(shell.run("board", "--at", "1 jan 2020 9:00", **now), 1)
    assert "--at:" in failed(shell.run("board", "--at", "never", **now), 2)
    assert "is to come" in failed(shell.run("board", "--at", "tomorrow", **now), 2)


def test_dry_run_makes_no_database(shell: Shell) -> None:
    result = shell.run("import", "jobs", str(MADE), "--map", "nyc311", "--db", "nyc.db", "--dry-run")
    assert "Would import: 5 new" in result.stdout
    assert not (shell.home / "nyc.db").exists()


def test_bad_rows_are_told_on_stderr_and_fail(shell: Shell) -> None:
    (shell.home / "map.toml").write_text(PLAIN_MAP)
    csv_file(shell.home, "1,Ada,Bo,fix,,2026-11-24 09:00", "2,Ada,Bo,fix,,24.11.")
    found(shell, "a.db")
    import_it = ("import", "jobs", "jobs.csv", "--map", "map.toml", "--db", "a.db")
    assert 'line 3, When, "24.11.": no date' in failed(shell.run(*import_it, "--strict"), 1)
    assert "No jobs" not in shell.run("jobs", "--db", "a.db").stdout
    result = shell.run(*import_it)
    assert "Imported: 1 new, 0 changed, 0 unchanged, 1 bad." in result.stdout
    assert 'line 3, When, "24.11.": no date' in failed(result, 1)


def test_files_and_maps_that_do_not_work(shell: Shell) -> None:
    (shell.home / "empty.csv").write_bytes(b"")
    assert "is empty" in failed(shell.run("import", "jobs", "empty.csv", "--map", "nyc311", "--db", "a.db"), 1)
    assert "is a directory" in failed(shell.run("import", "jobs", "/", "--map", "nyc311", "--db", "a.db"), 1)
    assert "no map" in failed(shell.run("import", "jobs", "empty.csv", "--map", "none", "--db", "a.db"), 2)
    read_only = shell.run("import", "jobs", str(MADE), "--map", "nyc311", "--db", "a.db", "--readonly")
    assert "leave out --readonly" in failed(read_only, 2)
    (shell.home / "other.csv").write_text("one,two\n1,2\n")
    assert "The file has no columns" in failed(
        shell.run("import", "jobs", "other.csv", "--map", "nyc311", "--db", "a.db"), 1
    )
    assert "There is no file" in failed(shell.run("import", "jobs", "none.csv", "--map", "nyc311"), 1)
    assert not [*shell.home.rglob("a.db*"), *shell.home.rglob("*.sqlite")]


def test_interrupted_import_is_completed_by_the_next(shell: Shell) -> None:
    (shell.home / "map.toml").write_text(PLAIN_MAP)
    csv_file(shell.home, *(f"{number},Ada,Bo,fix,,2026-11-24 09:00" for number in range(5_000)))
    found(shell, "a.db")
    import_it = ("import", "jobs", "jobs.csv", "--map", "map.toml", "--db", "a.db")
    code, told = shell.interrupted(*import_it)
    assert code == 130, told
    assert "Interrupted" in told
    assert "Traceback" not in told
    done = int(told.split("Imported: ")[1].split(" new")[0].replace(",", ""))
    assert 0 < done < 5_000
    rest = shell.run(*import_it)
    assert f"Imported: {5_000 - done:,} new, 0 changed, {done:,} unchanged, 0 bad." in rest.stdout


def test_database_errors_are_one_sentence(shell: Shell) -> None:
    (shell.home / "text.db").write_text("hello")
    assert "There is no database" in failed(shell.run("board", "--db", "none.db"), 1)
    assert "is not a database" in failed(shell.run("board", "--db", "text.db"), 1)
    assert "is a directory" in failed(shell.run("board", "--db", "/"), 1)
    assert "does not answer" in failed(shell.run("board", "--db", "postgresql://127.0.0.1:9/x"), 1)
    assert "not supported" in failed(shell.run("board", "--db", "mysql://x/y"), 2)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("board", "--date", "someday"), "--date:"),
        (("board", "--date", "2011-02-30"), "--date:"),
        (("board", "--date", "2100-12-31", "--days", "2"), "2101"),
        (("jobs", "--from", "9:00"), "--from:"),
        (("jobs", "--from", "tomorrow", "--to", "today"), "--to must not be before --from"),
    ],
)
def test_days_that_cannot_be_read(shell: Shell, arguments: tuple[str, ...], told: str) -> None:
    found(shell)
    shell.run("import", "jobs", str(MADE), "--map", "nyc311", "--db", "nyc.db")
    assert told in failed(shell.run(*arguments, "--db", "nyc.db"), 2)


def test_board_in_a_plain_locale_is_ascii(shell: Shell) -> None:
    result = shell.run("demo", LANG="C")
    assert result.stdout.isascii()
    assert "Herrera, Sofia" in result.stdout
    assert shell.run("demo", PYTHONIOENCODING="ascii").returncode == 0


def test_reader_that_goes_away_is_no_error(shell: Shell) -> None:
    shell.run("demo")
    running = shell.start("demo")
    assert running.stdout is not None
    running.stdout.close()
    assert running.stderr is not None
    assert running.stderr.read() == ""
    assert running.wait(60) == 0
    running.stderr.close()


@pytest.mark.parametrize(
    "arguments",
    [
        ("board", "--plain"), ("board", "--days", "31"), ("jobs",), ("jobs", "--json"), ("queue",), ("queue", "--json"),
        ("--health",), ("--help",), ("--version",), ("import", "jobs", str(MADE), "--map", "nyc311"),
    ],
)  # fmt: skip
def test_full_disk_at_the_output_is_one_sentence_and_no_log(shell: Shell, arguments: tuple[str, ...]) -> None:
    found(shell)
    shell.run("import", "jobs", str(MADE), "--map", "nyc311", INDUSTRACK_DB="nyc.db")
    result = shell.run_into(Path("/dev/full"), *arguments, INDUSTRACK_DB="nyc.db")
    assert failed(result, 1) == "industrack: The output could not be written: No space left on device."
    assert not list(shell.home.rglob("*.log"))


@pytest.mark.parametrize("width", ["39", "1001", "0", "-5"])
def test_width_has_bounds(shell: Shell, width: str) -> None:
    assert failed(shell.run("board", f"--width={width}"), 2) == "industrack: --width takes 40 to 1,000."


@pytest.mark.parametrize("term", ["dumb", "unknown", ""])
def test_console_refuses_a_terminal_that_cannot_draw(shell: Shell, term: str) -> None:
    for arguments in ([], ["demo"]):
        with Session([COMMAND, *arguments], shell.environ | {"TERM": term}, 80, 24) as session:
            _, status = os.waitpid(session.pid, 0)
            session.settle()
        assert os.waitstatus_to_exitcode(status) == 2
        written = session.everything()
        assert b"set TERM, for example to xterm-256color" in written
        assert b"\x1b" not in written
    assert not list(shell.home.rglob("*.sqlite"))


def test_fixed_clock_must_be_a_time(shell: Shell) -> None:
    assert "INDUSTRACK_NOW is no time" in failed(shell.run("demo", INDUSTRACK_NOW="noon"), 2)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('colour = "red"', "line 1: there is no setting colour"),
        ('theme = "dark"\nmouse = "yes"', "line 2: mouse: Expected `bool`, got `str`"),
        ('theme = "beige"', "line 1: there is no such theme; there are dark, light, contrast, safe, ansi."),
        ('glyphs = "emoji"', "line 1: there is no such glyphs; there are auto, unicode, ascii."),
        ("theme =", "is not valid TOML"),
        ('[board]\nfirst = "number"', "line 2: there is no such board.first; there are customer, work, place."),
        ('mouse = true\n[board]\nfrist = "work"', "line 3: there is no setting frist; there is first."),
        ('[bord]\nfirst = "work"', "line 1: there is no setting bord; there are"),
    ],
)
def test_mistakes_in_the_config_file(shell: Shell, text: str, told: str) -> None:
    config = config_of(shell)
    config.write_text(text)
    commands: list[tuple[str, ...]] = [
        ("board",), ("jobs",), ("queue",), ("demo",), ("import", "jobs", str(MADE), "--map", "nyc311"), (),
    ]  # fmt: skip
    for command in commands:
        sentence = failed(shell.run(*command), 2)
        assert told in sentence
        assert str(config) in sentence
    health = shell.run("--health")
    assert health.returncode == 1
    assert told in health.stdout


def test_keys_of_ones_own_are_printed_with_what_is_wrong_and_never_end_a_command(shell: Shell) -> None:
    config = config_of(shell)
    config.write_text(
        '[keys]\npreset = "docker"\napp.palette = ["P"]\n"board.hnt" = ["f"]\n"job.crew" = 5\n[keys.lines]\na = "x"\n'
    )
    result = shell.run("keys")
    assert result.returncode == 0
    assert "* app.palette                  P " in result.stdout
    assert f"{config}, line 4: there is no command board.hnt; the nearest is board.hint." in result.stdout
    assert f'{config}, line 5: the keys of job.crew are a list of texts, as ["P"].' in result.stdout
    assert "lines" not in result.stdout.replace("purchase_order.", "")
    assert "there is no command board.hnt" in shell.run("--health").stdout
    assert "* form.parts                   ctrl+r " in shell.run("keys", "--preset", "zellij").stdout
    assert "there is no preset emacs; there are" in failed(shell.run("keys", "--preset", "emacs"), 2).lower()
    config.write_text("keys = 5\n")
    assert "write [keys] on a line of its own" in shell.run("keys").stdout


def config_of(shell: Shell) -> Path:
    line = shell.run("--health").stdout.splitlines()[0]
    config = Path(line.removeprefix("Config").strip().removesuffix(" (none: defaults)"))
    config.parent.mkdir(parents=True)
    return config


def test_database_of_the_config_file_and_who_goes_before_it(shell: Shell) -> None:
    config_of(shell).write_text('database = "from-config.db"\n')
    assert "from-config.db" in failed(shell.run("board"), 1)
    assert "from-environment.db" in failed(shell.run("board", INDUSTRACK_DB="from-environment.db"), 1)
    assert "given.db" in failed(shell.run("board", "--db", "given.db", INDUSTRACK_DB="from-environment.db"), 1)


@pytest.mark.parametrize(
    ("url", "mode", "refused"),
    [
        ("postgresql://ana:secret@127.0.0.1:9/x", 0o644, True),
        ("postgresql://ana:sec/ret@127.0.0.1:9/x", 0o640, True),
        ("postgresql://127.0.0.1:9/x?user=ana&password=secret", 0o604, True),
        ("postgresql://ana:secret@127.0.0.1:9/x", 0o600, False),
        ("postgresql://ana@127.0.0.1:9/x", 0o644, False),
    ],
)
def test_password_in_a_config_file_is_for_its_owner(shell: Shell, url: str, mode: int, refused: bool) -> None:
    config = config_of(shell)
    config.write_text(f'database = "{url}"\n')
    config.chmod(mode)
    result = shell.run("board")
    assert "secret" not in result.stderr
    if refused:
        sentence = failed(result, 2)
        assert sentence.endswith(f"run chmod 600 {config}.")
        assert f"The config file {config} holds a password" in sentence
        assert "chmod 600" in shell.run("--health").stdout
    else:
        assert "does not answer" in failed(result, 1)


def test_config_file_of_ones_own(shell: Shell) -> None:
    config_of(shell).write_text('database = "usual.db"\n')
    (shell.home / "mine.toml").write_text('database = "mine.db"\n')
    for arguments in (("--config", "mine.toml", "board"), ("board", "--config", "mine.toml")):
        assert "mine.db" in failed(shell.run(*arguments), 1)
    for given in (["--config", "none.toml", "board"], ["jobs", "--config", "none.toml"], ["--config", "none.toml"]):
        assert failed(shell.run(*given), 2) == "industrack: There is no config file none.toml."
    founded = shell.run("new", "--config", "mine.toml", "--name", "Mine", "--country", "DE")
    assert founded.returncode == 0, founded.stderr
    imported = shell.run("import", "--config", "mine.toml", "jobs", str(MADE), "--map", "nyc311")
    assert imported.returncode == 0, imported.stderr
    assert (shell.home / "mine.db").exists()
    health = shell.run("--config", "mine.toml", "--health")
    assert health.returncode == 0
    assert "mine.toml" in health.stdout.splitlines()[0]
    missing = shell.run("--health", "--config", "none.toml")
    assert missing.returncode == 1
    assert "There is no config file none.toml." in missing.stdout


def test_settings_know_every_theme() -> None:
    assert set(THEMES) == set(THEME_NAMES)


def test_health_tells_the_database_state(shell: Shell) -> None:
    missing = shell.run("--health")
    assert missing.returncode == 0
    assert "missing: will be made" in missing.stdout
    found(shell)
    shell.run("import", "jobs", str(MADE), "--map", "nyc311", "--db", "nyc.db")
    current = shell.run("--health", "--db", "nyc.db", NO_COLOR="1")
    assert current.returncode == 0
    for told in ("State      current", "none (NO_COLOR)", "Textual", "SQLite", "TERM"):
        assert told in current.stdout
    (shell.home / "text.db").write_text("hello")
    bad = shell.run("--health", "--db", "text.db")
    assert bad.returncode == 1
    assert "is not a database" in bad.stdout
    assert not list(shell.home.glob("*.sqlite"))


def test_unexpected_failure_is_one_sentence_and_a_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from industrack_tui import failure

    log = tmp_path / "log" / "industrack.log"
    monkeypatch.setattr(failure, "log_file", lambda: log)
    try:
        raise RuntimeError("boom")
    except RuntimeError as error:
        sentence = failure.log_failure(error)
    assert str(log) in sentence
    assert "RuntimeError: boom" in log.read_text()
    assert log.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", ["bash", "zsh", "tcsh"])
def test_a_shell_is_told_what_it_completes(shell: Shell, name: str) -> None:
    script = shell.run("completion", name)
    assert (script.returncode, script.stderr) == (0, "")
    assert "industrack" in script.stdout
    assert "employees" in script.stdout


def test_bash_completes_commands_and_options(shell: Shell) -> None:
    typed = {"industrack exp": "export", "industrack import cust": "customers", "industrack queue --js": "--json"}
    for line, wanted in typed.items():
        asked = (
            f'eval "$({COMMAND} completion bash)"; COMP_WORDS=({line}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1));'
            '_shtab_industrack; echo "${COMPREPLY[@]}"'
        )
        done = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, env=shell.environ, check=False)
        assert wanted in done.stdout.split(), (line, done.stderr)


def test_help_is_fast(shell: Shell) -> None:
    """The bar is 150 ms on an idle machine; here processor time, the best of five, with room for a slow one of which
    others have the most. How much is loaded, which is the most of it, is counted above."""
    spent = []
    for _ in range(5):
        began = spent_by_children()
        shell.start_and_wait("--help")
        spent.append(spent_by_children() - began)
    assert min(spent) < 1.5


def spent_by_children() -> float:
    """Processor seconds of the processes that were waited for."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
