"""What phones say, read strictly; what files are by their first bytes; how much may be asked for."""

import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from industrack_core.domain.field.codes import CODE_CHARACTERS, as_code, new_code, shown_code
from industrack_core.exchange.qr_code import qr_lines
from industrack_field.errors import Wrong
from industrack_field.limits import Buckets, Limits
from industrack_field.quota import MOST_FILES, Quota
from industrack_field.sniffing import type_of
from industrack_field.wire import SyncAnswer, read_pairing, read_sync

REPORT: dict[str, Any] = {"seq": 1, "at": 5, "kind": "note", "body": {}}
HASH = "a" * 64


def said(**more: object) -> bytes:
    return json.dumps({"v": 1, "now": 5, **more}).encode()


def with_body(body: bytes) -> bytes:
    return b'{"v":1,"now":5,"reports":[{"seq":1,"at":5,"kind":"note","body":' + body + b"}]}"


REFUSED = [
    (b"", "400 bad_json", ""),
    (b"{", "400 bad_json", ""),
    (b"\xff\xfe", "400 bad_json", ""),
    (b'{"v":' + b"[" * 100_000, "400 bad_json", ""),
    (with_body(b"[" * 60_000 + b"]" * 60_000), "400 bad_json", ""),
    (with_body(rb'"\ud800"'), "400 bad_json", ""),
    (with_body(b'"\xed\xa0\x80"'), "400 bad_json", ""),
    (with_body(b'"\xff"'), "400 bad_json", ""),
    (b"[]", "400 bad_request", "$"),
    (b"null", "400 bad_request", "$"),
    (b'{"v":1}', "400 bad_request", "$"),
    (said(newer=1), "400 bad_request", "$"),
    (said(now=1.5), "400 bad_request", "$.now"),
    (said(now=-1), "400 bad_request", "$.now"),
    (said(now=10**30), "400 bad_request", "$.now"),
    (said(have=["c1f0a2b3\n"]), "400 bad_request", "$.have[0]"),
    (said(have=["\0" * 8]), "400 bad_request", "$.have[0]"),
    (said(have=["c1f0a2b3"] * 2001), "400 bad_request", "$.have"),
    (said(reports=[REPORT] * 101), "400 bad_request", "$.reports"),
    (said(reports=[REPORT | {"seq": 0}]), "400 bad_request", "$.reports[0].seq"),
    (said(reports=[REPORT | {"kind": "x\n"}]), "400 bad_request", "$.reports[0].kind"),
    (said(reports=[REPORT | {"kind": "\x1b[2J"}]), "400 bad_request", "$.reports[0].kind"),
    (said(reports=[REPORT | {"entry": "1" * 65}]), "400 bad_request", "$.reports[0].entry"),
    (said(unsent=[1]), "400 bad_request", "$.unsent"),
    (said(next="ab"), "400 bad_request", "$.next"),
    (json.dumps({"v": 2, "words": "of later"}).encode(), "426 version", ""),
    (json.dumps({"v": "1", "now": 5}).encode(), "426 version", ""),
    (b"{}", "426 version", ""),
]


@pytest.mark.parametrize(("content", "told", "path"), REFUSED, ids=range(len(REFUSED)))
def test_what_cannot_be_understood_is_told_with_its_place(content: bytes, told: str, path: str) -> None:
    with pytest.raises(Wrong) as wrong:
        read_sync(content)
    assert (f"{wrong.value.status} {wrong.value.code}", wrong.value.path) == (told, path)
    assert wrong.value.text.endswith(".")


MOST = 2**53 - 1
END = 253402300799999  # of the year 9999


@pytest.mark.parametrize(
    ("name", "most", "further"),
    [
        ("now", END, END + 1), ("first", MOST, MOST + 1), ("first", 1, 0), ("build", "x" * 64, "x" * 65),
        ("have", ["c1f0a2b3"] * 2000, ["c1f0a2b3"] * 2001), ("have", ["c1f0a2b3"], ["c1f0a2b3f"]),
        ("seen", [0, MOST], [MOST + 1]), ("seen", [1] * 2000, [1] * 2001),
        ("unsent", [0, 1_000_000], [0, 1_000_001]), ("unsent", [0, 0], [-1, 0]),
        ("next", "a" * 64, "a" * 65), ("reports", [REPORT] * 100, [REPORT] * 101),
        ("reports", [REPORT | {"seq": MOST}], [REPORT | {"seq": MOST + 1}]),
        ("reports", [REPORT | {"at": END}], [REPORT | {"at": END + 1}]),
        ("reports", [REPORT | {"at": 0}], [REPORT | {"at": -1}]),
        ("reports", [REPORT | {"job": MOST}], [REPORT | {"job": MOST + 1}]),
        ("reports", [REPORT | {"job": 0}], [REPORT | {"job": -1}]),
    ],
)  # fmt: skip
def test_as_much_as_may_be_said_and_no_more(name: str, most: object, further: object) -> None:
    asked = read_sync(said(**{name: most}))
    assert name == "reports" or getattr(asked, name) in (most, tuple(most) if isinstance(most, list) else most)
    with pytest.raises(Wrong, match="400 bad_request"):
        read_sync(said(**{name: further}))


def test_what_is_left_out_is_empty_and_a_body_may_be_anything() -> None:
    asked = read_sync(said())
    assert (asked.first, asked.reports, asked.have, asked.seen, asked.lists, asked.next) == (1, [], [], [], "", "")
    assert (asked.build, asked.key, asked.unsent, asked.storage) == ("", "", (0, 0), "")
    for body in (b"null", b"[]", b'"\\u0000"', b'{"of": {"a": "later page"}}'):
        assert bytes(read_sync(with_body(body)).reports[0].body) == body


def test_an_answer_says_what_is_so_and_nothing_of_what_is_not() -> None:
    always = {"now": 1, "key": "k", "last": 0, "wait": 60}
    assert json.loads(msgspec.json.encode(SyncAnswer(1, "k", 0, 60))) == always
    told = SyncAnswer(1, "k", 0, 60, gone=("c1f0a2b3",), more=True, next=True)
    assert json.loads(msgspec.json.encode(told)) == always | {"gone": ["c1f0a2b3"], "more": True, "next": True}


def test_a_pairing_is_read_as_strictly() -> None:
    assert read_pairing(json.dumps({"code": "7kq2", "token_sha256": HASH}).encode()).name == ""
    for wrong in ({"token_sha256": HASH + "\n"}, {"token_sha256": HASH.upper()}, {"token": "x"}, {"code": "x" * 41}):
        with pytest.raises(Wrong):
            read_pairing(json.dumps({"code": "7KQ2M9XD", "token_sha256": HASH} | wrong).encode())


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0\1", "image/jpeg"), (b"\x89PNG\r\n\x1a\n\0\0\0\r", "image/png"),
        (b"RIFF\x24\0\0\0WEBP", "image/webp"), (b"%PDF-1.7\n%\xe2", "application/pdf"),
        (b"RIFF\x24\0\0\0WAVE", "application/octet-stream"), (b"<svg xmlns=", "application/octet-stream"),
        (b"<!DOCTYPE ht", "application/octet-stream"), (b"GIF89a", "application/octet-stream"),
        (b"", "application/octet-stream"),
        (b" %PDF-1.7", "application/octet-stream"), (b"MZ\x90\0", "application/octet-stream"),
    ],
)  # fmt: skip
def test_a_file_is_what_its_first_bytes_say(first: bytes, kind: str) -> None:
    assert type_of(first) == kind


def test_codes_are_read_as_people_type_them() -> None:
    assert {len(new_code()) for _ in range(50)} == {8}
    assert all(set(new_code()) <= set(CODE_CHARACTERS) for _ in range(50))
    assert shown_code("7KQ2M9XD") == "7KQ2-M9XD"
    for typed in ("7KQ2-M9XD", " 7kq2 m9xd\n", "7kq2m9xd", "7KQ2\u2013M9XD"):
        assert as_code(typed) == "7KQ2M9XD"
    assert as_code("\u0667\u0000\x1b[31m") == "3M"


def test_a_picture_of_a_code_fits_a_small_terminal() -> None:
    lines = qr_lines("https://field.example.com/#pair=7KQ2M9XD")
    assert lines is not None
    assert (len(lines), {len(line) for line in lines}) == (17, {33})


def test_a_bucket_forgives_with_time_and_forgets_who_is_full() -> None:
    now = 100.0
    buckets = Buckets(60, 30, lambda: now)
    assert [buckets.wait("a") for _ in range(30)] == [0.0] * 30
    assert buckets.wait("a") == 1.0
    assert buckets.wait("b") == 0.0
    now += 2.5
    assert [buckets.wait("a"), buckets.wait("a"), buckets.wait("a")] == [0.0, 0.0, 0.5]
    for stranger in range(20_000):
        now += 0.01
        buckets.wait(stranger)
    assert len(buckets._left) < 10_001


def test_so_often_may_be_asked_at_once() -> None:
    limits = Limits()
    for each in vars(limits).values():
        each.clock = lambda: 100.0
    asked: list[tuple[Callable[[], None], int]] = [
        (lambda: limits.device(7), 30),
        (lambda: limits.calendar(7), 12),
        (lambda: limits.stranger("127.0.0.2"), 30),
        (lambda: limits.code("127.0.0.2"), 10),
    ]
    for take, many in asked:
        for _ in range(many):
            take()
        with pytest.raises(Wrong, match="429 slow_down"):
            take()
    limits.calendar(8)
    limits.stranger("127.0.0.3")


def test_a_day_has_so_many_files_and_the_next_day_as_many_again() -> None:
    quota, day = Quota(), 24 * 3600 * 1000
    for _ in range(MOST_FILES):
        quota.take(1, 1000, day)
    with pytest.raises(Wrong, match="429 slow_down"):
        quota.take(1, 1, day)
    quota.take(2, 2 * 1024**3, day)
    with pytest.raises(Wrong, match="429 slow_down"):
        quota.take(2, 1, day + 5)
    quota.take(1, 1000, 2 * day)
