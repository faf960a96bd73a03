"""Numbers as people and files write them: one reading is taken, two are asked about, none is refused."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from industrack_core.domain.text.number_column import ColumnNotation
from industrack_core.domain.text.number_entry import Notation, NumberAsked, read_number, reads_otherwise
from industrack_core.domain.time.entry import EntryError

US, DE, UNKNOWN = Notation(".", ","), Notation(",", "."), Notation()
SAID: dict[str, Any] = {"hint": "none", "exact": "too exact", "over": "too large"}
THREE = NumberAsked(places=3, least=1, most=10**9, **SAID)
TWO = NumberAsked(places=2, most=10**12, marks=frozenset({"$", "USD", "Rs", "Fr."}), **SAID)
SIGNED = NumberAsked(places=2, least=-(10**9), most=10**9, marks=frozenset({"$", "USD"}), **SAID)
PERCENT = NumberAsked(places=3, most=100_000, marks=frozenset({"%"}), **SAID)
WHOLE = NumberAsked(places=0, least=1, most=9999, **SAID)


@pytest.mark.parametrize("notation", [US, DE, UNKNOWN])
@pytest.mark.parametrize(
    ("text", "asked", "units"),
    [
        ("0,750", THREE, 750), ("0.750", THREE, 750), ("2,5", TWO, 250), ("2.5", TWO, 250), ("00,5", THREE, 500),
        (".5", TWO, 50), (",5", TWO, 50), ("5.", TWO, 500), ("1,2340", THREE, 1234), ("1234,567", THREE, 1234567),
        ("1,234.50", TWO, 123450), ("1.234,50", TWO, 123450), ("1'234.50", TWO, 123450), ("1\u2019234,5", TWO, 123450),
        ("1\u202f234,50", TWO, 123450), ("1\xa0234.50", TWO, 123450), ("1 234", TWO, 123400),
        ("1\u2009234\u2009567", TWO, 123456700), ("1,00,000", TWO, 10000000), ("12,34,567.89", TWO, 123456789),
        ("1,234,567", TWO, 123456700), ("1.234.567", TWO, 123456700), ("1,234.567", THREE, 1234567),
        ("1.234,567", THREE, 1234567), ("12,-", TWO, 1200), ("1.234,-", TWO, 123400), ("1,234.--", TWO, 123400),
        ("$1,234.50", TWO, 123450), ("1.234,50 usd", TWO, 123450), ("Rs.500", TWO, 50000), ("$.50", TWO, 50),
        ("Fr. 12.50", TWO, 1250), ("+5", TWO, 500), ("-0", TWO, 0),
        ("8,875 %", PERCENT, 8875), ("% 8.875", PERCENT, 8875),
        ("1.500", PERCENT, 1500), ("1,500%", PERCENT, 1500), ("\u0663", TWO, 300), ("\uff11\uff12", TWO, 1200),
        ("\u0661\u066c\u0662\u0663\u0664\u066b\u0665", TWO, 123450), ("\u200f12.50\u200e", TWO, 1250),
        ("-5", SIGNED, -500), ("\u22125", SIGNED, -500), ("5-", SIGNED, -500), ("(5)", SIGNED, -500),
        ("($5.00)", SIGNED, -500), ("-$5", SIGNED, -500), ("$-5", SIGNED, -500), ("5,00- USD", SIGNED, -500),
        ("5 USD-", SIGNED, -500), ("-1.234,5", SIGNED, -123450),
    ],
)  # fmt: skip
def test_numbers_of_one_reading(text: str, asked: NumberAsked, units: int, notation: Notation) -> None:
    assert read_number(text, notation, asked) == units


@pytest.mark.parametrize("notation", [US, DE, UNKNOWN])
@pytest.mark.parametrize(
    ("text", "asked", "said"),
    [
        *((text, TWO, "none") for text in (
            "", " ", "abc", "NaN", "inf", "1e5", "0x10", "1_000", "5\xb2", "1\xbd", "\u4e94", "12 5", "0 750", "1'23",
            "10 20", "1,2,3.4", "1.2.3", "1,234 567", "1'234,567.8", "1,23,45", ",", ".", "-", "--5",
            "-5-", "(-5)", "(5",
            "$5$", "\u20ac 5", "5 EUR", "-5", "(5)", "5-", "1:30", "1/2", "9" * 65)),
        ("0,195", TWO, "too exact"), ("0.195", TWO, "too exact"), ("1234,567", TWO, "too exact"),
        ("1." + "0" * 40 + "1", TWO, "too exact"), ("9" * 30, TWO, "too large"), ("0", THREE, "none"),
        ("1,5", WHOLE, "too exact"), ("101 %", PERCENT, "too large"),
    ],
)  # fmt: skip
def test_numbers_of_no_reading(text: str, asked: NumberAsked, said: str, notation: Notation) -> None:
    with pytest.raises(EntryError, match=f"^{said}$"):
        read_number(text, notation, asked)


@pytest.mark.parametrize(
    ("text", "asked", "notation", "said"),
    [
        ("1,234", THREE, US, "This could be 1234 or 1.234: type 1234 or 1.2340."),
        ("1.234", THREE, US, "This could be 1234 or 1.234: type 1234 or 1.2340."),
        ("1.234", THREE, DE, "This could be 1234 or 1,234: type 1234 or 1,2340."),
        ("1.500", TWO, US, "This could be 1500 or 1.5: type 1500 or 1.5."),
        ("1,500", TWO, DE, "This could be 1500 or 1,5: type 1500 or 1,5."),
        ("1.234", TWO, US, "This could be 1234 or 1.234: type 1234, or 2 decimals at most."),
        ("1,234", TWO, UNKNOWN, "This could be 1234 or 1.234: type 1234, or 2 decimals at most."),
        ("$12,000", THREE, US, "none"), ("-1.500", SIGNED, US, "This could be -1500 or -1.5: type -1500 or -1.5."),
        ("1.234", WHOLE, US, "This could be 1234 or 1.234: type 1234, or no decimals."),
    ],
)  # fmt: skip
def test_two_readings_a_thousand_apart_are_asked_about(
    text: str, asked: NumberAsked, notation: Notation, said: str
) -> None:
    with pytest.raises(EntryError) as refused:
        read_number(text, notation, asked)
    assert refused.value.sentence == said


@pytest.mark.parametrize(("text", "notation"), [("1,234", US), ("1.234", DE)])
def test_thousands_as_the_country_writes_them_need_no_question_where_no_decimals_are(
    text: str, notation: Notation
) -> None:
    assert read_number(text, notation, TWO) == 123400
    assert read_number(text, notation, WHOLE) == 1234


@given(st.integers(1, 10**9), st.sampled_from([US, DE, UNKNOWN]))
def test_what_is_offered_instead_is_read_as_said(thousandths: int, notation: Notation) -> None:
    text = f"{thousandths // 1000}{notation.point}{thousandths % 1000:03}"
    try:
        assert read_number(text, notation, THREE) == thousandths
    except EntryError as error:
        large, small = error.sentence.partition(": type ")[2].removesuffix(".").split(" or ")
        assert read_number(small, notation, THREE) == thousandths
        assert large == text.replace(notation.point, "")


@given(st.text(max_size=80), st.sampled_from([US, DE, UNKNOWN]), st.sampled_from([TWO, THREE, SIGNED, PERCENT, WHOLE]))
def test_any_text_is_read_or_refused(text: str, notation: Notation, asked: NumberAsked) -> None:
    with suppress(EntryError):
        assert asked.least <= read_number(text, notation, asked) <= asked.most


def _column(*texts: str) -> Notation:
    column = ColumnNotation({"$"})
    for text in texts:
        column.see(text)
    return column.notation


def test_a_column_says_how_its_numbers_are_written() -> None:
    comma, point = Notation(",", is_sure=True), Notation(".", is_sure=True)
    assert _column("1.234", "2,50", "7") == comma == _column("1.234.567", "1.234") == _column("1.234,00")
    assert _column("1,234", "$2.50", "") == point == _column("1,00,000", "x") == _column("0.750", "1,234")
    assert _column("1,234", "12", "abc", "", "9" * 100) == UNKNOWN == _column("2,50", "2.50")
    assert read_number("1.234", comma, TWO) == 123400
    assert read_number("1,500", comma, TWO) == 150
    assert read_number("1,234", point, THREE) == 1234000
    assert read_number("1.234", point, THREE) == 1234
    with pytest.raises(EntryError, match="too exact"):
        read_number("1,234", comma, TWO)
    with pytest.raises(EntryError, match=r"could be 1500 or 1\.5"):
        read_number("1,500", UNKNOWN, TWO)


def test_what_a_field_says_of_what_was_understood() -> None:
    assert not any(map(reads_otherwise, ("", "12", "12.5", "12.", ".5", "8.5 %", " 7 ", "0.750", "1234.567", "1.2340")))
    assert all(map(reads_otherwise, ("1,234", "2,5", "1 234", "(3)", "$5", "\u0663", "1.234", "12.500 %")))
