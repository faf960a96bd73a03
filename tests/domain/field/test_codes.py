"""Codes as they are made, shown and typed, and the secrets of addresses: tables of values."""

import pytest

from industrack_core.domain.field.codes import (
    CODE_CHARACTERS,
    CODE_LENGTH,
    as_code,
    calendar_address,
    new_code,
    new_link_secret,
    shown_code,
)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("7KQ2-M9XD", "7KQ2M9XD"),
        (" 7kq2 m9xd\n", "7KQ2M9XD"),
        ("7K-Q2_M9.XD", "7KQ2M9XD"),
        ("0O1IL", ""),  # none of these is ever in a code
        ("", ""),
    ],
)
def test_a_code_is_read_however_it_is_typed(typed: str, code: str) -> None:
    assert as_code(typed) == code


def test_a_code_is_shown_in_two_halves_and_typed_back() -> None:
    assert shown_code("7KQ2M9XD") == "7KQ2-M9XD"
    made = new_code()
    assert len(made) == CODE_LENGTH
    assert set(made) <= set(CODE_CHARACTERS)
    assert as_code(shown_code(made)) == made


def test_the_secret_of_a_calendar_has_128_bits_and_stands_in_its_address() -> None:
    secret = new_link_secret()
    assert len(secret) == 22
    assert new_link_secret() != secret
    for gateway in ("https://field.example.com", "https://field.example.com/"):
        assert calendar_address(gateway, secret) == f"https://field.example.com/calendar/{secret}.ics"
