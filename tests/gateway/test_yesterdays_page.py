"""A phone keeps its page until it takes a newer one: what the page of 0.6 says is understood, and told what it reads.

`frozen/` is what went over the wire then, and is never written anew: where a test of this file fails, a phone in
somebody's pocket would stop working. What is new gets a file of its own.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from industrack_core.domain.acts.acts import SaveRecord
from industrack_core.domain.field.codes import secret_hash
from industrack_field.shell import PAGE
from tests.gateway.company import Paired, now_ms, pair
from tests.gateway.running import Gateway, gateway_at
from tests.page.office import Office, today
from tests.store.small_company import ANA

FROZEN = Path(__file__).parent / "frozen"
PICTURE = (PAGE / "icon-192.png").read_bytes()
DIGEST = hashlib.sha256(PICTURE).hexdigest()
MINUTE = 60_000
EMPTY = {
    "reports": [],
    "build": "3e1c0a7b",
    "first": 1,
    "have": [],
    "seen": [],
    "lists": "",
    "unsent": [0, 0],
    "storage": "",
}


@pytest.fixture
def gateway(company_url: str, tmp_path: Path) -> Iterator[Gateway]:
    with gateway_at(company_url, tmp_path, now="") as running:
        yield running


def by_day() -> str:
    """A zone in which it is early afternoon: what was done in the last hour was done today."""
    return f"Etc/GMT{datetime.now(UTC).hour - 13:+}"


def shape(value: Any, path: str = "$") -> dict[str, str]:
    """Which fields a value has, by their paths, and of what kind they are; nothing of null and of empty lists."""
    if isinstance(value, dict):
        return {name: kind for key, each in value.items() for name, kind in shape(each, f"{path}.{key}").items()}
    if isinstance(value, list):
        return {name: kind for each in value for name, kind in shape(each, f"{path}[]").items()}
    return {} if value is None else {path: type(value).__name__}


def names_of(document: dict[str, Any], lists: dict[str, Any]) -> dict[str, Any]:
    """What stands in the frozen reports for what this company calls its things."""
    sent = document["sent"]
    (form,) = lists["forms"]
    return {
        "REASON": lists["reasons"][0]["id"],
        "LOCATION": document["place"]["location"], "BASE": document["place"]["base"],
        "TASK": sent["tasks"][0]["id"], "LINE": sent["items"][0]["id"], "ITEM": lists["items"][0]["id"],
        "FORM": form["id"], "FORM_VERSION": form["version"], "DIGEST": DIGEST, "SIZE": len(PICTURE),
    }  # fmt: skip


def filled(value: Any, names: dict[str, Any]) -> Any:
    """A body with the names of this company."""
    if isinstance(value, dict):
        return {key: filled(each, names) for key, each in value.items()}
    return names.get(value, value) if isinstance(value, str) else value


def work_through(phone: Paired, document: dict[str, Any], lists: dict[str, Any]) -> list[dict[str, Any]]:
    """Send the reports of a day one by one as the page of 0.6 does; answers what it was told of each."""
    reports = json.loads((FROZEN / "v1_requests.json").read_text(encoding="utf-8"))
    names, began, of_day = names_of(document, lists), now_ms() - 60 * MINUTE, {"shift", "amend"}
    told: list[dict[str, Any]] = []
    for report in reports:
        if report["kind"] == "amend":
            work = next(each for each in told[-1]["me"]["today"] if each["kind"] == "job")
            names |= {"TIME": work["id"], "STARTS": work["starts_at"], "ENDS": work["ends_at"]}
        of_job = {"job": document["job"], "entry": document["entry"]}
        about = {"job": 0, "entry": ""} if report["kind"] in of_day else of_job
        whole = {**report, **about, "at": began + report["seq"] * MINUTE, "body": filled(report["body"], names)}
        told.append(phone.sync(**{**EMPTY, "reports": [whole], "unsent": [1, 1]}).json)
        assert told[-1]["last"] == report["seq"]
        assert told[-1]["results"] == [{"seq": report["seq"], "verdict": "applied"}], report
    return told


def test_what_a_page_of_0_6_says_is_applied_and_it_is_told_what_it_reads(company_url: str, gateway: Gateway) -> None:
    office = Office(company_url)
    with closing(office.desk()) as desk:
        company = desk.office().company
    office.perform(SaveRecord(replace(company, zone=by_day())))
    office.send("An earlier visit", starts_at=today() - timedelta(days=5), note="Ring twice")
    office.send_a_full_one()
    asked = {"code": "7KQ2M9XD", "token_sha256": "", "name": "Android Chrome", "build": "3e1c0a7b"}
    phone = pair(company_url, gateway, ANA, asked["name"])
    paired = gateway.ask("POST", "/v1/pair", asked | {"token_sha256": secret_hash(phone.token)}).json
    first = phone.sync(**EMPTY).json
    (document,) = first["jobs"]
    told = work_through(phone, document, first["lists"])
    assert gateway.ask("PUT", f"/v1/files/{DIGEST}", PICTURE, token=phone.token).status == 204
    history = gateway.ask("GET", f"/v1/jobs/{document['job']}/history", token=phone.token).json
    items = gateway.ask("GET", "/v1/items?q=pipe", token=phone.token).json
    now = {"pair": paired, "sync": [first, *told], "history": history, "items": items}
    frozen = json.loads((FROZEN / "v1_answers.json").read_text(encoding="utf-8"))
    assert {path: kind for path, kind in frozen.items() if shape(now).get(path) != kind} == {}
