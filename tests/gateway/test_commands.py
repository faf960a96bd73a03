"""`industrack field` at the command line: codes, lists of phones, signing out, and a played day; and the stream."""

import http.client
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from industrack_core.domain.field.codes import secret_hash
from tests.gateway.company import Paired, dispatch, office, pair, sign_out, token_of
from tests.gateway.running import Gateway, gateway_at
from tests.store import small_company
from tests.store.small_company import ANA
from tests.terminal.shell import COMMAND, Shell, failed


@pytest.fixture
def url(tmp_path: Path) -> str:
    return small_company.copy_of_file(tmp_path)


@pytest.fixture
def gateway(url: str, tmp_path: Path) -> Iterator[Gateway]:
    with gateway_at(url, tmp_path, now="") as running:
        yield running


def test_a_phone_is_paired_listed_and_signed_out_from_the_command_line(
    url: str, gateway: Gateway, tmp_path: Path
) -> None:
    shell = Shell(tmp_path)

    def field(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return shell.run("--db", url, "field", *arguments)

    said = field("pair", "ana").stdout
    assert "code for ten minutes." in said
    code = said.split()[0]
    token = token_of("by hand")
    asked = {"code": code, "token_sha256": secret_hash(token), "name": "Pixel\x1b[31m", "build": "3e1c"}
    device = gateway.ask("POST", "/v1/pair", asked).json["device"]
    assert Paired(gateway, token).sync(build="3e1c", unsent=[2, 1]).status == 200
    listed = field("devices").stdout
    assert listed.splitlines()[0].startswith("DEVICE\tEMPLOYEE")
    cells = listed.splitlines()[1].split("\t")
    assert (cells[0], cells[3]) == (str(device), "active")
    assert "\x1b" not in listed
    assert "signed out" in field("signout", str(device)).stdout
    assert "lost" in field("signout", str(device), "--lost").stdout
    assert Paired(gateway, token).sync().json["error"] == "lost"
    assert "There is no phone 9999" in failed(field("signout", "9999"), 2)
    assert "There is no employee 'nobody'" in failed(field("pair", "nobody"), 2)
    assert "archived" in failed(field("pair", "dee"), 2)


def test_commands_of_phones_make_no_database(tmp_path: Path) -> None:
    for command in (("devices",), ("pair", "ana"), ("signout", "1"), ("serve",)):
        failed(Shell(tmp_path).run("--db", "none.db", "field", *command), 1)
    assert not (tmp_path / "none.db").exists()


def test_what_cannot_be_played_is_one_sentence(url: str, tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    assert "on the demo alone" in failed(shell.run("--db", url, "field", "simulate"), 2)
    assert "There is no demo company yet" in failed(shell.run("field", "simulate"), 2)
    shell.run("demo")
    assert "--speed takes 1 to 60." in failed(shell.run("field", "simulate", "--speed", "61"), 2)
    assert "--phones takes 1 to 100." in failed(shell.run("field", "simulate", "--phones", "0"), 2)


def test_a_day_is_played_through_the_protocol(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell.run("demo")
    command = [COMMAND, "field", "simulate", "--phones", "6", "--speed", "60", "--port", "0"]
    with subprocess.Popen(command, env=shell.environ, stdout=subprocess.PIPE, text=True, cwd=tmp_path) as playing:
        assert playing.stdout is not None
        assert playing.stdout.readline().startswith("6 phones at http://127.0.0.1:")
        told = [playing.stdout.readline() for _ in range(4)]
        playing.terminate()
    assert all(": " in line for line in told), told
    demo = next(shell.home.rglob("demo.sqlite"))
    assert int(str(small_company.rows(f"sqlite:///{demo}", "SELECT count(*) FROM field_report")[0][0])) >= 1


# -- the stream ----------------------------------------------------------------------------------


class Listening:
    """A phone that listens at the gateway."""

    def __init__(self, gateway: Gateway, token: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", gateway.port, timeout=30)
        self._connection.request("GET", "/v1/poke", headers={"Authorization": f"Bearer {token}"})
        self.answer = self._connection.getresponse()

    def hear(self) -> str:
        """The next line that says something; empty when the stream has ended."""
        while line := self.answer.readline():
            if line.startswith(b"data:"):
                return line.decode().strip()
        return ""

    def begin(self) -> None:
        assert self.answer.readline() == b": \n"

    def close(self) -> None:
        self._connection.close()


def test_a_phone_is_poked_when_something_is_due_and_when_it_is_signed_out(url: str, gateway: Gateway) -> None:
    ana = pair(url, gateway, ANA, "phone")
    listening = Listening(gateway, ana.token)
    listening.begin()
    job = dispatch(url, ANA)
    assert listening.hear() == "data: sync"
    assert [each["job"] for each in ana.sync().json["jobs"]] == [job]
    sign_out(url, ana, lost=False)
    assert listening.hear() == "data: sync"
    assert listening.hear() == "", "and the stream ends"
    listening.close()


def test_a_third_stream_ends_the_first_and_a_stop_ends_all(url: str, gateway: Gateway) -> None:
    ana = pair(url, gateway, ANA, "phone")
    streams = []
    for _ in range(3):
        streams.append(Listening(gateway, ana.token))
        streams[-1].begin()
    assert streams[0].hear() == "data: sync"
    assert streams[0].hear() == ""
    assert gateway.stop() == 130
    assert [each.hear() for each in streams[1:]] == ["data: sync"] * 2
    assert "Traceback" not in gateway.log()
    with office(url) as desk:
        assert desk.revision() > 0
    for each in streams:
        each.close()
