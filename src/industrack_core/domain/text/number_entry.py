"""Numbers as people and files write them: `1,234.50`, `1.234,50`, `1'234.50`, `1,00,000`, `(12)`, `12-`, `€ 12`.

Between thousands may stand a comma, a point, an apostrophe or any blank, in threes or as in India; before decimals a
comma or a point. Digits of all scripts are read. `1,234` and `1.234` have two readings, a thousand apart: where both
fit what is asked, neither is taken, and the refusal names both. What else is written beside a number, and blanks
that stand between no thousands, are refused.
"""

import re
import unicodedata
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import Final

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.time.entry_typed import EntryError

LONGEST_NUMBER: Final = 64
_SURE_POINT: Final = "\u066b"
_APOSTROPHES: Final = frozenset("'\u2019\u2018\u02bc\u2032\u00b4`\u066c")
_DASHES: Final = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63")
_WHOLE: Final = re.compile(
    r"\d+"
    r"|[1-9]\d{0,2}(?P<by>[., '])\d{3}(?:(?P=by)\d{3})*"
    r"|[1-9]\d?(?P<pair>[., '])\d\d(?:(?P=pair)\d\d)*(?P=pair)\d{3}"
)
"""Digits alone, with thousands apart, and as in India."""
_AS_WRITTEN: Final = re.compile(r"(?![1-9][0-9]{0,2}\.[0-9]{3}(?: ?%)?$)[0-9]*(?:\.[0-9]*)?(?: ?%)?")
"""As fields show it; `1.234` is not, since it may be a thousand."""
_BODY: Final = re.compile(rf"[\d., '{_SURE_POINT}]*\d[\d., '{_SURE_POINT}]*")
_NO_CENTS: Final = re.compile(r"(?<=\d)([.,])(?:-{1,2}|=)$")
"""`12,-` is written for a price without cents."""


@dataclass(frozen=True, slots=True)
class Notation:
    """How numbers are written: `point` (`.` or `,`) before decimals; `groups` those of the two that stand between
    thousands and nowhere else. `is_sure`: all numbers are known to be written so, as in a file; else it is only what
    is likely."""

    point: str = "."
    groups: str = ""
    is_sure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberAsked:
    """What number is asked for. `least` and `most` are in units of its last decimal, of which there are `places`.

    `hint`, `exact`, `over` are the sentences for what is none, has too many decimals, is too large. `marks` may stand
    before or behind it.
    """

    places: int
    least: int = 0
    most: int
    hint: str
    exact: str
    over: str
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Reading:
    """One meaning of a text; `point` is what stands before its decimals, empty without any."""

    value: Fraction
    point: str = ""


def read_number(text: str, notation: Notation, asked: NumberAsked) -> int:
    """The number in units of its last decimal. Raises EntryError with a sentence, and what to type instead if known."""
    if len(text) > LONGEST_NUMBER:
        raise EntryError(asked.hint)
    body, is_negative = peeled_number(plain_number(text), asked.marks)
    readings = [replace(each, value=-each.value) if is_negative else each for each in readings_of(body)]
    if not readings:
        raise EntryError(asked.hint)
    return _fitting(_meant(readings, notation, asked), asked)


def reads_otherwise(text: str) -> bool:
    """Whether a number is written in another way than fields show it: `1,234.5`, `2,5`, `(3)`, `1.234`."""
    return _AS_WRITTEN.fullmatch(text.strip()) is None


def _meant(readings: list[_Reading], notation: Notation, asked: NumberAsked) -> _Reading:
    """The one reading that is meant. Raises EntryError where that is not known."""
    if len(readings) == 1:
        return readings[0]
    whole, exact = readings
    is_point = exact.point == notation.point
    if notation.is_sure:
        return exact if is_point else whole
    if not _is_fitting(whole, asked):
        return exact if is_point or _is_fitting(exact, asked) else whole
    if exact.point in notation.groups and asked.places < 3:
        return whole
    raise _question(whole, exact, notation, asked)


def _question(whole: _Reading, exact: _Reading, notation: Notation, asked: NumberAsked) -> EntryError:
    large, small = str(whole.value), _written(exact.value, notation.point)
    fits = _is_fitting(exact, asked)
    shown = small if len(small.partition(notation.point)[2]) != 3 else f"{small}0"
    way = f"{large} or {shown}" if fits else f"{large}, or {exact_places(asked.places)}"
    return EntryError(f"This could be {large} or {small}: type {way}.", large)


def exact_places(places: int) -> str:
    """`2 decimals at most`, `no decimals`."""
    return f"{places} decimals at most" if places else "no decimals"


def _written(value: Fraction, point: str) -> str:
    thousandths = abs(int(value * 1000))
    digits = f"{thousandths // 1000}{point}{thousandths % 1000:03}".rstrip("0").rstrip(point)
    return f"-{digits}" if value < 0 else digits


def _is_fitting(reading: _Reading, asked: NumberAsked) -> bool:
    units = reading.value * 10**asked.places
    return bool(units.denominator == 1 and asked.least <= units <= asked.most)


def _fitting(reading: _Reading, asked: NumberAsked) -> int:
    units = reading.value * 10**asked.places
    if units > asked.most:
        raise EntryError(asked.over)
    if units.denominator != 1:
        raise EntryError(asked.exact)
    if units < asked.least:
        raise EntryError(asked.hint)
    return int(units)


# -- what is written ---------------------------------------------------------------------------


def plain_number(text: str) -> str:
    return " ".join("".join(map(_plain_character, text)).split())


def _plain_character(char: str) -> str:
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    if char in _DASHES:
        return "-"
    if char in _APOSTROPHES:
        return "'"
    if "\uff01" <= char <= "\uff5e":
        return _plain_character(chr(ord(char) - 0xFEE0))
    if char == "\u066a":
        return "%"
    category = unicodedata.category(char)
    return " " if category == "Zs" else "" if category == "Cf" else char


def peeled_number(text: str, marks: frozenset[str]) -> tuple[str, bool]:
    """The digits with what stands between them, and whether the number is below zero: by a sign, which may stand
    behind it, or in parentheses."""
    signs, marked = 0, False
    is_negative = False
    while True:
        before = text
        text = _NO_CENTS.sub(r"\g<1>00", text.strip())
        if text.startswith("(") and text.endswith(")") and not signs:
            text, signs, is_negative = text[1:-1], 1, True
        elif text[:1] in ("-", "+") and not signs:
            text, signs, is_negative = text[1:], 1, text[0] == "-"
        elif text[-1:] in ("-", "+") and not signs:
            text, signs, is_negative = text[:-1], 1, text[-1] == "-"
        elif not marked:
            text = _without_mark(text, marks)
            marked = text != before.strip()
        if text == before:
            return text, is_negative


def _without_mark(text: str, marks: frozenset[str]) -> str:
    folded = text.casefold()
    for mark in _longest_first(marks):
        if folded.startswith(mark):
            rest = text[len(mark) :]
            return rest[1:] if mark[-1].isalpha() and rest.startswith(".") else rest
        if folded.endswith(mark) and len(folded) == len(text):
            return text[: -len(mark)]
    return text


@lru_cache(maxsize=256)
def _longest_first(marks: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(map(str.casefold, marks), key=len, reverse=True))


def readings_of(body: str) -> list[_Reading]:
    """What a text can mean: as a whole number first, then with decimals."""
    if not _BODY.fullmatch(body):
        return []
    found = [_Reading(Fraction(_digits(body)))] if _WHOLE.fullmatch(body) else []
    for point in (".", ",", _SURE_POINT):
        whole, is_there, decimals = body.partition(point)
        if is_there and (decimals.isdecimal() or (whole and not decimals)) and _is_whole(whole, point):
            number = Fraction(int(_digits(whole + decimals)), 10 ** len(decimals))
            found.append(_Reading(number, point if decimals else ""))
    return found


def _is_whole(text: str, point: str) -> bool:
    return not text or (point not in text and _WHOLE.fullmatch(text) is not None)


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdecimal())


# -- a column of them --------------------------------------------------------------------------
