"""Commands of `field.toml` are run by the real gateway: with what, how long, and what becomes of one that fails."""

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest

from industrack_core.domain.acts.field_acts import SettleMessage
from tests.gateway.company import dispatch, done, office, pair_at_desk
from tests.gateway.running import gateway_at
from tests.gateway.test_messages import config, until
from tests.store.small_company import ANA, rows


def script(folder: Path, text: str) -> Path:
    """A program of the office's."""
    file = folder / "tell it; rm -rf $HOME.sh"  # no shell reads this name
    file.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    file.chmod(0o700)
    return file


def hooks(home: Path, program: Path, *events: str, seconds: int = 10, arguments: str = "") -> None:
    lines = [f"{event} = {json.dumps([str(program), *filter(None, [arguments])])}" for event in events]
    config(home, "\n".join([f"hook_seconds = {seconds}", "[hooks]", *lines]))


def heard(pipe: Path) -> list[dict[str, Any]]:
    """What the next command was given, once it has ended."""
    return [json.loads(line) for line in pipe.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return path


def test_what_happens_is_told_to_a_command(company_url: str, tmp_path: Path, pipe: Path) -> None:
    hooks(tmp_path, script(tmp_path, 'exec cat > "$1"'), "dispatch", "complete", "note", arguments=str(pipe))
    before = dispatch(company_url, ANA, "Before")
    with gateway_at(company_url, tmp_path, now="") as gateway:
        ana = pair_at_desk(company_url, gateway, ANA, "phone")
        (document,) = ana.sync().json["jobs"]
        assert document["job"] == before
        ana.sync(ana.report("step", {"step": "complete"}, document))
        (told,) = heard(pipe)
        assert (told["event"], told["job"]["id"], told["employee"]["name"]) == ("complete", before, "Ana Ruiz")
        assert told["said"]["step"] == "complete"
        assert told["company"]["key"]
        note = {"key": "0123456789abcdef", "text": "$(touch x); \x1b[31m `id` é", "gone": False}
        ana.sync(ana.report("note", note, document))
        (told,) = heard(pipe)
        assert told["event"] == "note"
        assert told["said"]["text"] == note["text"]
    assert rows(company_url, "SELECT count(*) FROM outbox WHERE channel = 'notify'") == [(0,)]


def test_one_that_fails_waits_in_the_outbox_and_is_run_again(company_url: str, tmp_path: Path, pipe: Path) -> None:
    marker = tmp_path / "mended"
    text = f'[ -e "{marker}" ] || {{ echo "no printer" >&2; exit 3; }}\nexec cat > "$1"'
    hooks(tmp_path, script(tmp_path, text), "complete", arguments=str(pipe))
    dispatch(company_url, ANA)
    with gateway_at(company_url, tmp_path, now="") as gateway:
        ana = pair_at_desk(company_url, gateway, ANA, "phone")
        (document,) = ana.sync().json["jobs"]
        ana.sync(ana.report("step", {"step": "complete"}, document))
        statement = "SELECT id, version, error FROM outbox WHERE address = 'hook:complete' AND tries = 1"
        ((entry, version, error),) = until(company_url, statement)
        assert "ended with 3: no printer" in error
        marker.touch()
        with office(company_url) as desk:
            done(desk.perform(SettleMessage(entry, version, again=True)))
        assert heard(pipe)[0]["event"] == "complete"
        until(company_url, "SELECT id FROM outbox WHERE address = 'hook:complete' AND sent_s > 0")
        assert "no printer" in gateway.log()


@pytest.mark.parametrize(
    ("text", "said"), [("exec sleep 600", "longer than 1 s"), ("sleep 600 & wait", "longer than 1 s")]
)
def test_one_that_hangs_is_ended(sqlite_company: str, tmp_path: Path, text: str, said: str) -> None:
    hooks(tmp_path, script(tmp_path, text), "complete", seconds=1)
    dispatch(sqlite_company, ANA)
    with gateway_at(sqlite_company, tmp_path, now="") as gateway:
        ana = pair_at_desk(sqlite_company, gateway, ANA, "phone")
        (document,) = ana.sync().json["jobs"]
        ana.sync(ana.report("step", {"step": "complete"}, document))
        ((error,),) = until(sqlite_company, "SELECT error FROM outbox WHERE address = 'hook:complete'")
        assert said in error
        assert ana.sync().status == 200


def test_one_that_runs_when_the_gateway_is_stopped_waits_in_the_outbox(sqlite_company: str, tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    hooks(tmp_path, script(tmp_path, f'touch "{begun}"\nexec sleep 600'), "complete")
    dispatch(sqlite_company, ANA)
    with gateway_at(sqlite_company, tmp_path, now="") as gateway:
        ana = pair_at_desk(sqlite_company, gateway, ANA, "phone")
        (document,) = ana.sync().json["jobs"]
        ana.sync(ana.report("step", {"step": "complete"}, document))
        ends = time.monotonic() + 30
        while not begun.exists() and time.monotonic() < ends:
            ana.sync()
        gateway.stop()
    ((error,),) = rows(sqlite_company, "SELECT error FROM outbox WHERE address = 'hook:complete'")
    assert error == "The gateway was stopped."


def test_one_that_is_not_there_is_said(sqlite_company: str, tmp_path: Path) -> None:
    hooks(tmp_path, tmp_path / "nothing", "complete")
    dispatch(sqlite_company, ANA)
    with gateway_at(sqlite_company, tmp_path, now="") as gateway:
        ana = pair_at_desk(sqlite_company, gateway, ANA, "phone")
        (document,) = ana.sync().json["jobs"]
        ana.sync(ana.report("step", {"step": "complete"}, document))
        ((error,),) = until(sqlite_company, "SELECT error FROM outbox WHERE address = 'hook:complete'")
        assert "cannot be run" in error
