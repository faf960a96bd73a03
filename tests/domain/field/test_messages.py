"""Messages beside phones: what an address is, what a text says, when it is tried again."""

import pytest

from industrack_core.domain.field.messages import (
    PAUSES_S,
    is_address,
    message_text,
    pause_after,
    told_address,
    unknown_places,
)


@pytest.mark.parametrize(
    ("text", "fine"),
    [
        ("", True), ("mail:ana@example.com", True), ("sms:+15550100", True), ("tgram://12:ab/99", True),
        ("ana@example.com", False), ("mail:", False), ("mail: ana", False), (":x", False),
        ("Hook:complete", False), ("mäil:x", False),
    ],
)  # fmt: skip
def test_addresses(text: str, fine: bool) -> None:
    assert is_address(text) is fine


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{job} {time}", "17 09:00"), ("{customer}", "{job}"), ("{ {job} }", "{ 17 }"), ("{}{x}", ""),
        ("no place", "no place"), ("{job}\n\n {job}", "17 17"), ("{job", "{job"),
    ],
)  # fmt: skip
def test_texts_are_filled_once(text: str, said: str) -> None:
    assert message_text(text, {"job": "17", "time": "09:00", "customer": "{job}"}) == said


def test_what_is_no_placeholder_is_named() -> None:
    assert unknown_places("{job} {Job} {} {time}") == ["Job", ""]


def test_pauses_grow_and_end() -> None:
    pauses = [pause_after(tries) for tries in range(1, len(PAUSES_S) + 2)]
    assert pauses == [*PAUSES_S, None]
    assert list(PAUSES_S) == sorted(set(PAUSES_S))


def test_secrets_of_an_address_are_not_told() -> None:
    assert [told_address(each) for each in ("tgram://secret/1", "mail:a@b.c", "")] == ["tgram", "mail:a@b.c", ""]
