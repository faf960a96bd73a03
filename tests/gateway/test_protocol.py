"""Pairing and syncs at the real gateway: what is answered, to whom, and what of it is lost nowhere."""

import gzip
import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from industrack_core.domain.field.codes import secret_hash
from industrack_field.routes import ROUTES, Asked
from tests.gateway.company import Paired, dispatch, now_ms, office, pair, sign_out, token_of
from tests.gateway.running import Gateway, gateway_at
from tests.store import small_company
from tests.store.small_company import ANA, BEN

NOTE = {"key": "0123456789abcdef", "text": "Valve was seized", "gone": False}


@pytest.fixture
def gateway(company_url: str, tmp_path: Path) -> Iterator[Gateway]:
    with gateway_at(company_url, tmp_path, now="") as running:
        yield running


def code_of(answer: Any) -> tuple[int, str]:
    return answer.status, answer.json["error"]


def test_a_phone_pairs_and_a_lost_answer_is_asked_for_again(company_url: str, gateway: Gateway) -> None:
    ana = pair(company_url, gateway, ANA, "Ana's Pixel")
    asked = {"code": "7kq2-m9xd", "token_sha256": secret_hash(ana.token), "name": "Ana's Pixel", "build": "test"}
    again = gateway.ask("POST", "/v1/pair", asked)
    assert (again.status, again.json["device"]) == (201, ana.device)
    assert again.json["employee"]["id"] == ANA
    assert len(again.json["key"]) == 16
    other = gateway.ask("POST", "/v1/pair", asked | {"token_sha256": "b" * 64})
    assert code_of(other) == (410, "code_unknown")
    rows = small_company.rows(company_url, "SELECT token_hash FROM device")
    assert rows == [(secret_hash(ana.token),)]
    assert ana.token not in gateway.log()


def test_what_was_sent_arrives_and_is_received_and_seen(company_url: str, gateway: Gateway) -> None:
    job = dispatch(company_url, ANA)
    ana = pair(company_url, gateway, ANA, "phone")
    first = ana.sync().json
    (document,) = first["jobs"]
    assert (document["job"], first["last"], first.get("more", False)) == (job, 0, False)
    assert document["sent"]["description"] == "Fix the tap"
    entry = int(document["entry"].partition(".")[0])
    second = ana.sync(have=[document["tag"]], seen=[entry]).json
    known = {each["tag"] for each in second.get("jobs", ())} or {document["tag"]}
    times = small_company.rows(company_url, "SELECT sent_s, received_s, seen_s FROM outbox WHERE id = :id", id=entry)
    assert all(each for each in times[0]), times
    assert "jobs" not in ana.sync(have=list(known)).json


def test_a_note_is_taken_once_however_often_it_comes(company_url: str, gateway: Gateway) -> None:
    dispatch(company_url, ANA)
    ana = pair(company_url, gateway, ANA, "phone")
    (document,) = ana.sync().json["jobs"]
    note = ana.report("note", NOTE, document)
    for _ in range(3):
        answer = ana.sync(note).json
        assert (answer["last"], answer["results"]) == (1, [{"seq": 1, "verdict": "applied"}])
    assert small_company.rows(company_url, "SELECT text FROM field_note") == [(NOTE["text"],)]
    gateway.kill()
    gateway.start()
    assert ana.sync(note).json["last"] == 1
    later = ana.report("note", NOTE | {"key": "f" * 16}, document) | {"seq": 3}
    assert ana.sync(later).json["last"] == 1, "what is missing before it is asked for"
    missing = later | {"seq": 2}
    assert ana.sync(missing, later | {"body": NOTE | {"key": "e" * 16}}).json["last"] == 3
    assert len(small_company.rows(company_url, "SELECT id FROM field_note")) == 3


def test_another_report_of_the_same_number_puts_the_device_aside(company_url: str, gateway: Gateway) -> None:
    dispatch(company_url, ANA)
    ana = pair(company_url, gateway, ANA, "phone")
    (document,) = ana.sync().json["jobs"]
    note = ana.report("note", NOTE, document)
    ana.sync(note)
    assert code_of(ana.sync(note | {"body": NOTE | {"text": "something else"}})) == (409, "reused")
    assert code_of(ana.sync()) == (401, "signed_out")


def test_a_token_changes_and_any_answer_of_it_may_be_lost(company_url: str, gateway: Gateway) -> None:
    ana = pair(company_url, gateway, ANA, "phone")
    newer = Paired(gateway, token_of("newer"))
    for _ in range(2):
        assert ana.sync(next=secret_hash(newer.token)).json["next"] is True
    assert ana.sync().status == 200
    for _ in range(2):
        assert newer.sync().status == 200
    assert small_company.rows(company_url, "SELECT token_hash FROM device") == [(secret_hash(newer.token),)]


def test_a_signed_out_phone_hands_in_what_it_has_and_gets_nothing(company_url: str, gateway: Gateway) -> None:
    dispatch(company_url, ANA)
    ana = pair(company_url, gateway, ANA, "phone")
    (document,) = ana.sync().json["jobs"]
    sign_out(company_url, ana, lost=False)
    answer = ana.sync(ana.report("note", NOTE, document)).json
    assert (answer["last"], set(answer)) == (1, {"now", "key", "last", "wait", "results"})
    assert code_of(ana.sync()) == (401, "signed_out")
    assert len(small_company.rows(company_url, "SELECT id FROM field_note")) == 1
    sign_out(company_url, ana, lost=True)
    assert code_of(ana.sync(ana.report("note", NOTE | {"key": "d" * 16}, document))) == (401, "lost")
    assert len(small_company.rows(company_url, "SELECT id FROM field_note")) == 1


def test_how_far_a_phones_clock_is_off_is_kept(company_url: str, gateway: Gateway) -> None:
    ana = pair(company_url, gateway, ANA, "phone")
    assert ana.sync(now=now_ms() - 3_600_000).status == 200
    gateway.stop()
    ((skew_s,),) = small_company.rows(company_url, "SELECT skew_s FROM device_state")
    assert abs(int(str(skew_s)) - 3600) < 60


def test_large_answers_are_packed_and_small_ones_are_small(company_url: str, gateway: Gateway) -> None:
    dispatch(company_url, ANA, "Fix the tap. " * 15)
    ana = pair(company_url, gateway, ANA, "phone")
    asked = {"v": 1, "now": now_ms()}
    packed = gateway.ask("POST", "/v1/sync", asked, token=ana.token, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    said = json.loads(gzip.decompress(packed.body))
    have = {"have": [each["tag"] for each in said["jobs"]], "lists": said["lists"]["tag"]}
    ana.sync(**have)
    empty = {"v": 1, "now": now_ms(), "build": "3e1c", "key": said["key"], "first": 1, "unsent": [0, 0], **have}
    answer = gateway.ask("POST", "/v1/sync", empty, token=ana.token)
    assert len(json.dumps(empty)) + len(answer.body) <= 700


# -- who may ask for what ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """A gateway with a job of Ana's that names a picture, a phone of Ben's, one signed out, one lost."""
    home = tmp_path_factory.mktemp("guarded")
    url = small_company.copy_of_file(home)
    job = dispatch(url, ANA, "Secret words")
    picture = b"\xff\xd8\xff\xe0 a picture of Ana's"
    with gateway_at(url, home, now="") as running:
        ana = pair(url, running, ANA, "ana", "22222222")
        others = {name: pair(url, running, BEN, name, code) for name, code in OTHERS.items()}
        (document,) = ana.sync().json["jobs"]
        digest = sha256(picture).hexdigest()
        photo = {"key": "a" * 16, "digest": digest, "size": len(picture), "type": "image/jpeg", "name": "p.jpg"}
        assert ana.sync(ana.report("photo", photo, document)).status == 200
        assert running.ask("PUT", f"/v1/files/{digest}", picture, token=ana.token).status == 204
        for name in ("signed out", "lost"):
            sign_out(url, others[name], lost=name == "lost")
        tokens = {"none": "", "nobody's": token_of("nobody")} | {name: each.token for name, each in others.items()}
        yield {"gateway": running, "job": job, "sha256": digest, "tokens": tokens, "ana": ana, "picture": picture}


OTHERS = {"another's": "33333333", "signed out": "44444444", "lost": "55555555"}
SECRETS = (b"Secret words", b"picture of Ana")


@pytest.mark.parametrize("who", ["none", "nobody's", *OTHERS])
@pytest.mark.parametrize("route", ROUTES, ids=lambda each: f"{each.method} {each.path}")
def test_a_route_gives_nothing_to_who_may_not_see_it(guarded: dict[str, Any], route: Asked, who: str) -> None:
    path = route.path.format(job_id=guarded["job"], sha256=guarded["sha256"], secret="a" * 22)
    body: Any = {"SyncAsked": {"v": 1, "now": now_ms()}}.get(getattr(route.body, "__name__", ""))
    if route.method == "PUT":
        body = guarded["picture"]
    if not route.with_token:
        return  # it has no token: a code, or a secret in its path (test_calendars)
    if (route.path, who) == ("/v1/poke", "another's"):
        return  # a stream of Ben's own, on which nothing is said but that he should ask
    answer = guarded["gateway"].ask(route.method, path, body, token=guarded["tokens"][who])
    assert not any(secret in answer.body for secret in SECRETS)
    if who == "another's":
        own = ("/v1/sync", "/v1/items")
        assert answer.status == (200 if route.path in own else 404)
        return
    expected = {"signed out": "signed_out", "lost": "lost"}.get(who, "unknown_device")
    if route.method == "PUT" and who == "signed out":
        assert answer.status == 404  # it may bring what its own reports name, and this is none of it
        return
    if route.method == "HEAD":
        assert answer.status == (404 if who == "signed out" else 401)
        return
    assert code_of(answer) == (401, expected)


def test_whose_it_is_sees_it(guarded: dict[str, Any]) -> None:
    ask, token = guarded["gateway"].ask, guarded["ana"].token
    found = ask("GET", f"/v1/files/{guarded['sha256']}", token=token)
    assert (found.status, found.body) == (200, guarded["picture"])
    assert ask("GET", f"/v1/jobs/{guarded['job']}/history", token=token).status == 200
    for too_large in (2**31, 2**53 - 1):
        assert code_of(ask("GET", f"/v1/jobs/{too_large}/history", token=token)) == (404, "unknown")
        assert ask("GET", f"/v1/jobs/{guarded['job']}/history?before={too_large}", token=token).status == 404


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("Bearer", 401), ("Bearer x", 401), ("Basic YTpi", 401), ("Bearer " + "a" * 44, 401),
        ("Bearer " + "\u00e9" * 43, 401), ("bearer " + "a" * 43, 401),
    ],
)  # fmt: skip
def test_a_header_that_is_no_token_is_nobodys(guarded: dict[str, Any], header: str, code: int) -> None:
    answer = guarded["gateway"].ask("GET", "/v1/items", headers={"Authorization": header.encode("latin-1")})
    assert answer.status == code


def test_the_description_names_every_route(guarded: dict[str, Any]) -> None:
    described = guarded["gateway"].ask("GET", "/openapi.json").json
    named = {(method.upper(), path) for path, each in described["paths"].items() for method in each}
    assert named == {(route.method, route.path) for route in ROUTES}
    assert described["openapi"].startswith("3.1")
    text = json.dumps(described)
    referred = {each for each in described["components"]["schemas"] if f"#/components/schemas/{each}" in text}
    assert {"SyncAsked", "SyncAnswer", "PairAsked", "ErrorAnswer"} <= referred


def test_office_reads_on_while_phones_speak(company_url: str, gateway: Gateway) -> None:
    dispatch(company_url, ANA)
    ana = pair(company_url, gateway, ANA, "phone")
    (document,) = ana.sync().json["jobs"]
    ana.sync(*[ana.report("note", NOTE | {"key": f"{each:016x}"}, document) for each in range(60)])
    with office(company_url) as desk:
        assert desk.revision() > 60
