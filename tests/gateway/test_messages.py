"""Messages beside phones leave the real gateway: to a server that takes them, to one that does not, and not at all."""

import json
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue
from threading import Event, Thread
from typing import Any

import pytest

from industrack_core.domain.acts.acts import SaveRecord
from industrack_core.domain.acts.news import Changes
from industrack_core.domain.errors import UsageError
from industrack_core.domain.field.happened import EVENTS
from industrack_field.field_file import GatewaySettings, read_field_file
from industrack_field.sending import send_message
from tests.gateway.company import dispatch, done, office
from tests.gateway.running import gateway_at
from tests.store.small_company import ANA, BEN, rows


@contextmanager
def receiver() -> Iterator[tuple[int, "Queue[dict[str, Any]]"]]:
    """A server on the loopback that keeps what it is sent."""
    kept: Queue[dict[str, Any]] = Queue()

    class Keeping(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            kept.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(500 if self.path == "/broken" else 200)
            self.end_headers()

        def log_message(self, *said: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Keeping)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_address[1], kept
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def told(url: str, address: str, employee_id: int = ANA) -> None:
    """An employee is told there."""
    with office(url) as desk:
        employee: Any = desk.records("employee", [employee_id])[employee_id]
        done(desk.perform(SaveRecord(replace(employee, notify=address))))


def until(url: str, statement: str) -> Any:
    """Hear what is done until a statement answers something."""
    stop, found = Event(), rows(url, statement)
    with office(url) as desk:
        feed = desk.changes(max(desk.revision() - 3, 0), stop)
        while not found:
            assert isinstance(next(feed), Changes)
            found = rows(url, statement)
        stop.set()
        list(feed)  # it ends, and gives its connection back
    return found


def config(home: Path, text: str) -> Path:
    """`field.toml` where the gateway looks for it."""
    folder = home / ".config" / "industrack"
    folder.mkdir(parents=True)
    file = folder / "field.toml"
    file.write_text(text, encoding="utf-8")
    file.chmod(0o600)
    return folder


def test_a_dispatch_is_told_by_a_way_of_the_file(company_url: str, tmp_path: Path) -> None:
    with receiver() as (port, kept):
        config(tmp_path, f'[ways]\npost = "json://127.0.0.1:{port}/to/{{to}}"\n')
        told(company_url, "post:ana")
        job_id = dispatch(company_url, ANA)
        with gateway_at(company_url, tmp_path, now="") as gateway:
            message = kept.get(timeout=60)
            until(company_url, "SELECT id FROM outbox WHERE channel = 'notify' AND sent_s > 0")
            assert "Fix the tap" in message["message"]
            assert message["title"].startswith("Job ")
            gateway.stop()
        with gateway_at(company_url, tmp_path, now=""):
            told(company_url, "post:ben", BEN)
            dispatch(company_url, BEN, "Second")
            assert "Second" in kept.get(timeout=60)["message"], "the first is sent once"
    assert rows(company_url, "SELECT job_id FROM outbox WHERE channel = 'notify' ORDER BY id")[0] == (job_id,)


@pytest.mark.parametrize("address", ["json://127.0.0.1:{port}/broken", "nothing:x", "foo://secret-word"])
def test_what_cannot_be_sent_says_why_and_waits(company_url: str, tmp_path: Path, address: str) -> None:
    with receiver() as (port, _), gateway_at(company_url, tmp_path, now="") as gateway:
        told(company_url, address.format(port=port))
        dispatch(company_url, ANA)
        statement = "SELECT error, tries, next_s FROM outbox WHERE channel = 'notify' AND error <> '' AND sent_s = 0"
        ((error, tries, next_s),) = until(company_url, statement)
        assert (tries, bool(next_s)) == (1, True)
        assert error.strip()
        assert "secret-word" not in error + gateway.log()


def test_without_the_extra_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "apprise", None)
    assert "industrack[notify]" in send_message("json://127.0.0.1:1/", "t", "x", {})


# -- field.toml --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = 1", "no key x"), ("ways = 1", "[ways] is a table"), ("[ways]\nmail = 1", "ways.mail"),
        ("[ways]\nhook = 'a://{to}'", "called hook"), ("[ways]\nHook = 'a://{to}'", "called hook"),
        ("[ways]\nmail = 'a://{to}'\nMail = 'b://{to}'", "two ways have one name"),
        ('[ways]\nmail = "mailto://x"', "{to}"), ("[hooks]\nfoo = '/bin/true'", "no event foo"),
        ("[hooks]\nnote = 'true'", "whole path"), ("[hooks]\nnote = []", "hooks.note"),
        ("[hooks]\nnote = ['/bin/true', 1]", "hooks.note"), ("hook_seconds = 0", "from 1 to"),
        ("hook_seconds = true", "from 1 to"), ("x = [", "cannot be read"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_the_file_is_said(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "field.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        read_field_file(tmp_path)
    assert said in str(refused.value)
    assert "field.toml" in str(refused.value)


def test_the_file_is_read_and_need_not_be_there(tmp_path: Path) -> None:
    assert read_field_file(tmp_path) == GatewaySettings()
    file = tmp_path / "field.toml"
    file.write_text('hook_seconds = 3\n[ways]\nmail = "mailto://x?to={to}"\n[hooks]\nnote = ["/bin/x", "a b"]\n')
    file.chmod(0o600)
    assert read_field_file(tmp_path) == GatewaySettings({"mail": "mailto://x?to={to}"}, {"note": ("/bin/x", "a b")}, 3)
    file.chmod(0o660)
    with pytest.raises(UsageError, match="chmod 600"):
        read_field_file(tmp_path)
    assert stat.S_IMODE(file.stat().st_mode) == 0o660


def test_a_file_with_passwords_that_everybody_may_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "field.toml"
    file.write_text('[ways]\nmail = "mailto://office:secret@example.com?to={to}"\n')
    for mode in (0o604, 0o644, 0o664):
        file.chmod(mode)
        with pytest.raises(UsageError, match="everybody may read it: chmod 600 it"):
            read_field_file(tmp_path)
    for mode in (0o400, 0o600, 0o640):
        file.chmod(mode)
        assert read_field_file(tmp_path).ways
    file.write_text("hook_seconds = 3\n")
    file.chmod(0o644)
    assert read_field_file(tmp_path).hook_seconds == 3


def test_no_event_has_two_names() -> None:
    assert len(set(EVENTS)) == len(EVENTS)
