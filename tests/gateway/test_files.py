"""Contents of files: taken whole or not at all, of four types, and given as bytes that run nowhere."""

import http.client
import json
import os
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from threading import Event
from typing import Any
from urllib.parse import quote

import pytest

from industrack_core.domain.records.job_parts import FILE_LIMIT
from tests.gateway.company import Paired, dispatch, pair_at_desk
from tests.gateway.running import Answer, Gateway, gateway_at
from tests.store import small_company
from tests.store.small_company import ANA

JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(range(256)) * 8
PDF = b"%PDF-1.7\n" + b"%" * 300
HOSTILE_NAME = "../../etc/\u202egnp.\x1b[2J<script>.jpg"


class Site:
    """A phone on a job, and the files that its reports name."""

    def __init__(self, phone: Paired, home: Path) -> None:
        self.phone, self.home = phone, home
        (self._job,) = phone.sync().json["jobs"]
        self._keys = 0

    def name(self, digest: str, size: int = 10, name: str = "photo.jpg", kind: str = "image/jpeg") -> None:
        """A report that a picture of that digest is on its way."""
        self._keys += 1
        body = {"key": f"{self._keys:016x}", "digest": digest, "size": size, "type": kind, "name": name}
        assert self.phone.sync(self.phone.report("photo", body, self._job)).status == 200

    def put(self, content: bytes, digest: str = "") -> Answer:
        path = f"/v1/files/{digest or sha256(content).hexdigest()}"
        return self.phone.gateway.ask("PUT", path, content, token=self.phone.token)

    def get(self, digest: str, method: str = "GET", **headers: str) -> Answer:
        return self.phone.gateway.ask(method, f"/v1/files/{digest}", token=self.phone.token, headers=headers)

    def kept(self) -> set[str]:
        """Names of all files beside the database."""
        return {path.name for path in self.home.glob("company.db.files/**/*") if path.is_file()}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path, Gateway]]:
    """A gateway of a company in which Ana has a job."""
    home = tmp_path_factory.mktemp("files")
    url = small_company.copy_of_file(home)
    dispatch(url, ANA)
    with gateway_at(url, home, now="") as gateway:
        yield url, home, gateway


@pytest.fixture
def site(running: tuple[str, Path, Gateway], request: pytest.FixtureRequest) -> Site:
    """Another phone of Ana's: each may ask only so often."""
    url, home, gateway = running
    return Site(pair_at_desk(url, gateway, ANA, request.node.name), home)


@pytest.fixture
def pictured(site: Site) -> Site:
    """A phone that sent a picture."""
    site.name(sha256(JPEG).hexdigest())
    assert site.put(JPEG).status == 204
    return site


def told(answer: Answer) -> tuple[int, Any]:
    return answer.status, answer.json["error"]


def test_a_picture_is_kept_once_and_comes_back(site: Site) -> None:
    content = JPEG + b"of the first test"
    digest, before = sha256(content).hexdigest(), site.kept()
    assert told(site.put(content)) == (404, "unknown"), "no report names it"
    site.name(digest, name=HOSTILE_NAME)
    assert site.get(digest, "HEAD").status == 404
    assert [site.put(content).status for _ in range(2)] == [204, 204]
    assert site.kept() - before == {digest}
    assert site.get(digest, "HEAD").status == 200
    found = site.get(digest)
    assert (found.status, found.body, found.headers["Content-Type"]) == (200, content, "image/jpeg")
    assert found.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in found.headers["Content-Security-Policy"]
    disposition = found.headers["Content-Disposition"]
    assert disposition.startswith("inline; filename*=UTF-8''")
    assert not set(disposition) & set('/\\<>\x1b"\u202e')


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-3", 206, slice(0, 4)), ("bytes=4-", 206, slice(4, None)), ("bytes=-5", 206, slice(-5, None)),
        ("bytes=0-999999", 206, slice(None)), ("bytes=-999999", 206, slice(None)), ("bytes=5-2", 200, slice(None)),
        ("bytes=0-1,3-4", 200, slice(None)), ("lines=1-2", 200, slice(None)), ("bytes=-", 200, slice(None)),
        ("bytes=5-5", 206, slice(5, 6)), ("bytes=5-4", 200, slice(None)), ("bytes=-1", 206, slice(-1, None)),
        (f"bytes={len(JPEG) - 1}-", 206, slice(-1, None)), (f"bytes={len(JPEG)}-", 416, slice(0)),
        ("bytes=999999-", 416, slice(0)), ("bytes=-0", 416, slice(0)),
    ],
)  # fmt: skip
def test_parts_of_it_can_be_asked_for(pictured: Site, asked: str, status: int, part: slice) -> None:
    answer = pictured.get(sha256(JPEG).hexdigest(), Range=asked)
    assert answer.status == status
    begin, end, _ = part.indices(len(JPEG))
    told = {200: None, 206: f"bytes {begin}-{end - 1}/{len(JPEG)}", 416: f"bytes */{len(JPEG)}"}
    assert answer.headers["Content-Range"] == told[status]
    if status != 416:
        assert answer.body == JPEG[part]


@pytest.mark.parametrize(("of_this", "status"), [(True, 206), (False, 200)])
def test_a_part_of_another_content_is_not_put_to_this_one(pictured: Site, of_this: bool, status: int) -> None:
    digest = sha256(JPEG).hexdigest()
    seen = pictured.get(digest).headers["ETag"] if of_this else '"another"'
    assert pictured.get(digest, **{"Range": "bytes=0-3", "If-Range": seen}).status == status


def test_a_pdf_is_saved_and_not_shown(site: Site) -> None:
    site.name(sha256(PDF).hexdigest(), kind="application/pdf", name="report.pdf")
    assert site.put(PDF).status == 204
    assert site.get(sha256(PDF).hexdigest()).headers["Content-Disposition"].startswith("attachment;")


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", b"<html><script>1", b"GIF89a" * 9,
        b"MZ" * 99, b"PK\3\4" * 9, b"\xff\xd8", b"x",
    ],
    ids=range(7),
)  # fmt: skip
def test_what_is_no_picture_is_not_kept(pictured: Site, content: bytes) -> None:
    digest = sha256(content).hexdigest()
    pictured.name(digest)
    assert told(pictured.put(content)) == (415, "type")
    assert digest not in pictured.kept()


@pytest.mark.parametrize(("content", "status"), [(JPEG, 204), (b"GIF89a" * 9, 415)], ids=["picture", "other"])
def test_what_comes_in_small_pieces_is_looked_at_as_soon_as_it_can_be(site: Site, content: bytes, status: int) -> None:
    """What is no picture is refused before the rest of it comes."""
    digest = sha256(content).hexdigest()
    site.name(digest)
    connection = http.client.HTTPConnection("127.0.0.1", site.phone.gateway.port, timeout=20)
    connection.putrequest("PUT", f"/v1/files/{digest}")
    connection.putheader("Content-Length", str(len(content)))
    connection.putheader("Authorization", f"Bearer {site.phone.token}")
    connection.putheader("Expect", "100-continue")
    connection.endheaders()
    assert connection.sock.recv(100).startswith(b"HTTP/1.1 100"), "it is taken from here on"
    connection.send(content[:5])
    assert told(site.put(content)) == (429, "slow_down"), "one at a time"
    connection.send(content[5:20])
    if status == 204:
        connection.send(content[20:])
    answer = connection.getresponse()
    assert (answer.status, answer.read() == b"") == (status, status == 204)
    connection.close()
    assert (digest in site.kept()) is (status == 204)


def test_what_changed_on_its_way_or_is_too_large_is_not_kept(pictured: Site) -> None:
    before, other = pictured.kept(), "ab" * 32
    pictured.name(other)
    assert told(pictured.put(JPEG + b"x", other)) == (422, "digest")
    assert told(pictured.put(b"", other)) == (415, "type")
    token = pictured.phone.token
    for headers, status in (
        ({"Content-Length": str(FILE_LIMIT + 1)}, 413), ({"Content-Length": "9" * 18}, 413),
        ({"Transfer-Encoding": "chunked"}, 411),
    ):  # fmt: skip
        connection = http.client.HTTPConnection("127.0.0.1", pictured.phone.gateway.port, timeout=20)
        connection.putrequest("PUT", f"/v1/files/{other}")
        for name, value in {**headers, "Authorization": f"Bearer {token}"}.items():
            connection.putheader(name, value)
        connection.endheaders()
        assert connection.getresponse().status == status
        connection.close()
    assert pictured.kept() == before


def test_what_is_cut_off_leaves_nothing(pictured: Site) -> None:
    before, content = pictured.kept(), JPEG + os.urandom(600_000)
    digest = sha256(content).hexdigest()
    pictured.name(digest)
    connection = http.client.HTTPConnection("127.0.0.1", pictured.phone.gateway.port, timeout=20)
    connection.putrequest("PUT", f"/v1/files/{digest}")
    connection.putheader("Content-Length", str(len(content)))
    connection.putheader("Authorization", f"Bearer {pictured.phone.token}")
    connection.endheaders(content[:300_000])
    connection.close()
    assert pictured.get(digest, "HEAD").status == 404
    assert pictured.kept() == before
    assert once_it_may(lambda: pictured.put(content)).status == 204
    assert once_it_may(lambda: pictured.get(digest)).body == content


def once_it_may(ask: Callable[[], Answer]) -> Answer:
    """What a phone is answered that comes again for as long as it is told to: what was cut off may not be over yet."""
    deadline = time.monotonic() + 60
    while (answer := ask()).status == 429:
        assert time.monotonic() < deadline, "it is told to come again without end"
        Event().wait(0.05)
    return answer


@pytest.mark.parametrize(
    "path", ["..", "%2e%2e%2fcompany.db", "AB" * 32, "a" * 63, "a" * 65, "a" * 63 + "\n", "\u0661" * 64]
)
def test_what_is_no_digest_is_no_file(pictured: Site, path: str) -> None:
    asked = f"/v1/files/{quote(path, safe='%')}"
    for method in ("GET", "PUT"):
        answer = pictured.phone.gateway.ask(
            method, asked, JPEG if method == "PUT" else None, token=pictured.phone.token
        )
        assert answer.status == 404


def test_who_is_still_sending_when_it_is_stopped_is_told_to_come_again(tmp_path: Path) -> None:
    url = small_company.copy_of_file(tmp_path)
    dispatch(url, ANA)
    with gateway_at(url, tmp_path, now="") as gateway:
        site = Site(pair_at_desk(url, gateway, ANA, "phone"), tmp_path)
        digest = sha256(JPEG).hexdigest()
        site.name(digest)
        connection = http.client.HTTPConnection("127.0.0.1", gateway.port, timeout=20)
        connection.putrequest("PUT", f"/v1/files/{digest}")
        connection.putheader("Content-Length", str(len(JPEG)))
        connection.putheader("Authorization", f"Bearer {site.phone.token}")
        connection.putheader("Expect", "100-continue")
        connection.endheaders(JPEG[:100])
        assert site.phone.sync().status == 200
        assert gateway.stop() == 130
        answer = connection.getresponse()
        assert (answer.status, json.loads(answer.read())["error"]) == (503, "busy")
        connection.close()


def test_many_files_of_one_phone_come_one_by_one(pictured: Site) -> None:
    gateway: Gateway = pictured.phone.gateway
    contents = [JPEG + bytes([each]) for each in range(4)]
    for content in contents:
        pictured.name(sha256(content).hexdigest())
        assert pictured.put(content).status == 204
    assert all(pictured.get(sha256(content).hexdigest()).body == content for content in contents)
    assert "Traceback" not in gateway.log()
