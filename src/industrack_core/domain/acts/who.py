"""Who a row of a file means: decided by every sign it gives, and never guessed.

Capitals, accents, punctuation and blanks do not matter, nor whether a name is written `First Last` or `Last, First`.
A name that is only nearly the same (initials, a company's legal form) needs another sign beside it.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.text.text import fold, phone_digits, words

PHONE_TAIL = 7
"""So many last digits two phone numbers have in common at least, to be the same with and without their codes."""
_LEGAL_FORMS = frozenset(words(
    "inc incorporated llc llp lp ltd limited plc corp corporation co company gmbh mbh ag kg kgaa ohg gbr ug ev eg se"
    " sa sas sarl sl srl spa bv nv oy ab as aps sp zoo doo pty the and und et y"
))  # fmt: skip
_BETWEEN = re.compile(r"[;|]")
_PERHAPS_BETWEEN = re.compile(r"[/&+]|\s(?:and|und|et)\s", re.IGNORECASE)
_SHORTEST_PLACE = 2
"""Words of an address that may be the beginning of a longer one."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells one from another; empty what is not known. `phones` as they are written, `addresses` as well."""

    name: str = ""
    number: str = ""
    email: str = ""
    phones: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody of the records; `label` names them in a sentence."""

    id: int
    label: str
    signs: Signs


class Unclear(Exception):
    """Several may be meant: the sentence names them."""


# -- signs -------------------------------------------------------------------------------------


@lru_cache(maxsize=8192)  # an import compares each name with that of everybody, piece by piece
def name_keys(name: str) -> frozenset[str]:
    """The ways in which a name may be written, folded: as it is, and turned around a comma."""
    last, comma, first = name.partition(",")
    return frozenset(filter(None, (fold(name), fold(f"{first} {last}") if comma and first.strip() else "")))


def turned(name: str) -> str:
    """`First Last` of a name that is written `Last, First`; any other as it is."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and first.strip() else name


def each_named(text: str) -> tuple[str, ...]:
    """The people that one cell names: between `;` or `|`; also between `/`, `&`, `+` and `and` where each
    part has a first and a last name, so that `Smith & Sons` is one."""
    found: list[str] = []
    for part in filter(None, map(str.strip, _BETWEEN.split(text))):
        several = [each.strip() for each in _PERHAPS_BETWEEN.split(part)]
        found += several if len(several) > 1 and all(len(words(each)) > 1 for each in several) else [part]
    return tuple(found)


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for how they are written."""
    return bool(name_keys(one) & name_keys(other))


def near_name(one: str, other: str) -> bool:
    """Whether two names are the same but for initials or a legal form: `P. Doe`, `Pat Doe`; `Alpha`, `Alpha Inc`."""
    return bool(fold(one)) and (_bare(one) == _bare(other) or initials_fit(one, other))


def initials_fit(one: str, other: str) -> bool:
    """Whether two names are the same but that one has initials for what comes before the last word."""
    ours, theirs = words(turned(one)), words(turned(other))
    if len(ours) < 2 or len(ours) != len(theirs) or ours[-1] != theirs[-1]:
        return False
    differing = [(mine, yours) for mine, yours in zip(ours, theirs, strict=True) if mine != yours]
    return all(mine[0] == yours[0] and 1 in (len(mine), len(yours)) for mine, yours in differing)


def _bare(name: str) -> list[str]:
    """The words of a name without a legal form."""
    found = words(turned(name))
    return [word for word in found if word not in _LEGAL_FORMS] or found


def phone_key(phone: str) -> str:
    """The digits of a phone number without the zeros before them; empty for one too short to tell anything."""
    digits = phone_digits(phone).lstrip("0")
    return digits if len(digits) >= PHONE_TAIL else ""


def same_phone(one: str, other: str) -> bool:
    """Whether two phone numbers are the same, with or without the codes before them."""
    ours, theirs = phone_key(one), phone_key(other)
    return bool(ours and theirs) and (ours.endswith(theirs) or theirs.endswith(ours))


def same_address(one: str, other: str) -> bool:
    """Whether two addresses are the same, or one says only the beginning of the other."""
    ours, theirs = words(one), words(other)
    if not ours or not theirs:
        return False
    shorter = min(len(ours), len(theirs))
    begins = shorter >= _SHORTEST_PLACE and any(any(map(str.isdigit, word)) for word in ours[:shorter])
    return ours == theirs or (begins and ours[:shorter] == theirs[:shorter])


def _same_email(one: str, other: str) -> bool:
    return bool(one.strip()) and one.strip().casefold() == other.strip().casefold()


def _shares(row: Signs, other: Signs, what: str) -> bool:
    if what == "e-mail":
        return _same_email(row.email, other.email)
    if what == "phone":
        return any(same_phone(mine, theirs) for mine in row.phones for theirs in other.phones)
    return any(same_address(mine, theirs) for mine in row.addresses for theirs in other.addresses)


def shared_contact(one: Signs, other: Signs) -> str:
    """What two have in common by which they can be reached: `e-mail` or `phone`; empty for nothing."""
    return next((what for what in _SIGNS[:2] if _shares(one, other, what)), "")


def _differs(row: Signs, other: Signs, what: str) -> bool:
    """Whether both say something of a kind, and it is not the same."""
    said = (row.email, other.email) if what == "e-mail" else (row.phones, other.phones)
    return all(said) and not _shares(row, other, what)


_SIGNS = ("e-mail", "phone", "address")


# -- who it is ---------------------------------------------------------------------------------


def who_is_meant(row: Signs, known: Sequence[Known]) -> Known | None:
    """The one of those known whom a row means; None for somebody new. Raises Unclear."""
    named = [each for each in known if row.name and same_name(row.name, each.signs.name)]
    if row.number:
        return _by_number(row, known, named)
    if not row.name:
        return _only(row, [each for each in known if _shares(row, each.signs, "e-mail")
                           or _shares(row, each.signs, "phone")])  # fmt: skip
    if not named:
        near = [each for each in known if near_name(row.name, each.signs.name)]
        return _only(row, [each for each in near if any(_shares(row, each.signs, what) for what in _SIGNS)])
    found = _only(row, named)
    if found is not None:
        _refuse_contradiction(row, found, known)
    return found


def _by_number(row: Signs, known: Sequence[Known], named: Sequence[Known]) -> Known | None:
    exact = [each for each in known if each.signs.number == row.number]
    found = exact or [each for each in known if each.signs.number.casefold() == row.number.casefold()]
    if len(found) > 1:
        raise Unclear(_several(found))
    others = [each for each in named if each not in found]
    if not found and others:
        raise Unclear(f"nobody has the number {row.number}, but {others[0].label} has the name: which one is meant?")
    if found and row.name and others and not _alike(row.name, found[0].signs.name):
        raise Unclear(f"the number is {found[0].label}, the name is {others[0].label}: which one is meant?")
    return found[0] if found else None


def _alike(one: str, other: str) -> bool:
    return same_name(one, other) or near_name(one, other)


def _only(row: Signs, several: Sequence[Known]) -> Known | None:
    """The one of several that has every sign any of them shares, and more than each. Raises Unclear."""
    if len(several) < 2:
        return several[0] if several else None
    shared = [(each, {sign for sign in _SIGNS if _shares(row, each.signs, sign)}) for each in several]
    best, most = max(shared, key=lambda pair: len(pair[1]))
    if all(theirs < most for each, theirs in shared if each is not best):
        return best
    raise Unclear(_several([each for each, _ in sorted(shared, key=lambda pair: -len(pair[1]))]))


def _refuse_contradiction(row: Signs, found: Known, known: Iterable[Known]) -> None:
    """Where the name is one's and phone or e-mail are another's alone, either may be meant."""
    for what in ("e-mail", "phone"):
        if _differs(row, found.signs, what):
            other = next((each for each in known if each is not found and _shares(row, each.signs, what)), None)
            if other is not None:
                raise Unclear(f"the name is {found.label}, the {what} is {other.label}: which one is meant?")


def _several(found: Sequence[Known]) -> str:
    names = [each.label for each in found[:4]] + (["others"] if len(found) > 4 else [])
    return f"it could be {', '.join(names[:-1])} or {names[-1]}: which one is meant?"
