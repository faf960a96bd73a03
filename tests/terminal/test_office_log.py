"""`industrack log`, as a person or a script runs it."""

import json
import re
from pathlib import Path

import pytest

from tests.exchange.offices import MADE
from tests.terminal.shell import Shell, failed


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A company with an import of jobs, in a home of its own."""
    made = Shell(Path(tmp_path_factory.mktemp("log")))
    made.environ.pop("INDUSTRACK_NOW")  # an import is of the time it is
    where = ("--country", "US", "--zone", "America/New_York", "--db", "nyc.db")
    assert made.run("new", "--name", "City Hall", *where).returncode == 0
    assert made.run("import", "jobs", str(MADE), "--map", "nyc311", "--db", "nyc.db").returncode == 0
    return made


def log(shell: Shell, *arguments: str) -> list[str]:
    ran = shell.run("log", "--db", "nyc.db", *arguments)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines()


def test_the_newest_comes_first_under_its_day(shell: Shell) -> None:
    lines = log(shell)
    assert re.fullmatch(r"[A-Z][a-z]{2} \d+ [A-Z][a-z]{2} \d{4}", lines[0])
    assert re.match(r" {0,1}\d{1,2}:\d\d:\d\d[ap]m  ", lines[1])  # as a company of New York reads its clock
    assert "Founded" in lines[-1]
    assert log(shell, "--limit", "1") == lines[:2]
    assert log(shell, "--since", "yesterday", "--until", "today") == lines


def test_json_is_an_object_a_line(shell: Shell) -> None:
    told = [json.loads(line) for line in log(shell, "--json", "--changes")]
    assert [each["revision"] for each in told] == sorted((each["revision"] for each in told), reverse=True)
    assert {change["kind"] for change in told[0]["changes"]} >= {"job"}
    number = next(change["called"].split()[0] for change in told[0]["changes"] if change["kind"] == "job")
    (of_job,) = log(shell, "--json", "--changes", "--job", number)
    assert [change["called"].split()[0] for change in json.loads(of_job)["changes"]] == [number]
    record = next(change for change in told[0]["changes"] if change["kind"] == "job")
    assert len(log(shell, "--kind", "job", "--id", str(record["id"]))) == 2


def test_people_are_found_by_the_beginning_of_their_names(shell: Shell) -> None:
    who = json.loads(log(shell, "--json", "--limit", "1")[0])["who"]
    assert log(shell, "--by", who[:2].upper()) == log(shell)
    told = failed(shell.run("log", "--db", "nyc.db", "--by", "zed"), 2)
    assert f"Nobody called zed is in the log. It knows: {who}." in told


def test_an_act_in_doubt_is_looked_up_by_its_id(shell: Shell) -> None:
    ran = shell.run("log", "--db", "nyc.db", "--act-id", "0" * 32)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "Nothing of that is in the log.\n")


def test_nothing_found_is_said_beside_the_output(shell: Shell) -> None:
    ran = shell.run("log", "--db", "nyc.db", "--until", "yesterday")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "Nothing of that is in the log.\n")
    assert log(shell, "--until", "yesterday", "--json") == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--limit", "0"), "--limit takes 1 or more."),
        (("--limit", "x"), "invalid int value"),
        (("--job", "99999"), "No job has or had the number 99999."),
        (("--job", "1", "--kind", "job"), "--job names a job already"),
        (("--kind", "job"), "--kind and --id belong together."),
        (("--kind", "jobs", "--id", "1"), "--kind takes one of: company"),
        (("--since", "tomorrow"), "12:00am is to come."),
        (("--since", "9-10:30"), "--since takes one moment"),
        (("--since", "soon"), "--since: "),
        (("--since", "yesterday 10:00", "--until", "yesterday 9:00"), "--until must not be before --since."),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(shell: Shell, arguments: tuple[str, ...], told: str) -> None:
    assert told in failed(shell.run("log", "--db", "nyc.db", *arguments), 2)
