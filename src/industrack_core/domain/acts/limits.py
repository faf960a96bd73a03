"""How long each text of a record may be, and cleaning all of a record's texts at once."""

import dataclasses
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from industrack_core.domain.outcomes import Finding, FindingKind, Weight
from industrack_core.domain.records.held import Fields, Held
from industrack_core.domain.text.text import clean, clean_line

LINE_LIMIT = 200
NOTE_LIMIT = 4000
_NOTES = frozenset({"note", "internal_note", "site_note", "service_note", "answers"})
_OWN = frozenset({"payload"})
"""Texts that the program itself writes, as long as they need to be."""

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

R = TypeVar("R", bound="DataclassInstance")
"""A record, or a part of an act: any frozen value with texts."""


def limit_of(field: str) -> int:
    """Most characters that a text field of that name may hold."""
    return NOTE_LIMIT if field in _NOTES else LINE_LIMIT


def _texts(record: "DataclassInstance") -> list[tuple[str, str]]:
    found = []
    for name in _names(type(record)):
        value = getattr(record, name)
        if type(value) is str and name not in _OWN:
            found.append((name, value))
    return found


@cache
def _names(kind: "type[DataclassInstance]") -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


def _parts(record: "DataclassInstance") -> Iterator[tuple[str, int, Any]]:
    """The entries of a record's tuples, each with the field and its place in it."""
    for name in _names(type(record)):
        value = getattr(record, name)
        if type(value) is tuple:
            yield from ((name, place, part) for place, part in enumerate(value))


def too_long(record: "DataclassInstance", where: str = "") -> list[Finding]:
    """A stopping finding for every text over its limit: nothing is ever cut without a word."""
    findings = [
        _over(len(value), limit_of(name), name.replace("_", " "), f"{where}{name}")
        for name, value in _texts(record)
        if len(value) > limit_of(name)
    ]
    for name, place, part in _parts(record):
        if type(part) is str and len(part) > limit_of(name):
            findings.append(_over(len(part), limit_of(name), "text", f"{where}{name}.{place}"))
        elif dataclasses.is_dataclass(part) and not isinstance(part, type):
            findings += too_long(part, f"{where}{name}.{place}.")
    return findings


def _over(length: int, limit: int, words: str, field: str) -> Finding:
    text = f"The {words} is too long: {length:,} characters, {limit:,} at most."
    return Finding(FindingKind.ENTRY, Weight.STOPS, text, field)


def cleaned(record: R) -> R:
    """The record with control, bidirectional and invisible characters gone from all its texts."""
    changed: Fields = {}
    for name, value in _texts(record):
        if not (value.isascii() and value.isprintable()) and len(value) <= limit_of(name):
            tidy = clean(value, limit=limit_of(name), multiline=name in _NOTES).text
            if tidy != value:
                changed[name] = tidy
    for name in _names(type(record)):
        value = getattr(record, name)
        if type(value) is tuple:
            tidied = tuple(_cleaned_part(name, part) for part in value)
            if tidied != value:
                changed[name] = tidied
    return dataclasses.replace(record, **changed) if changed else record


def _cleaned_part(name: str, part: Held) -> Held:
    if type(part) is str and len(part) <= limit_of(name):
        multiline = name in _NOTES
        return clean(part, limit=limit_of(name), multiline=True).text if multiline else clean_line(part, LINE_LIMIT)
    return cleaned(part) if dataclasses.is_dataclass(part) and not isinstance(part, type) else part
