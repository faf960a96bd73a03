"""What stands in a block: a customer, the work, a street in so many cells, by whole words as long as one fits.

Pure, and kept: a board says the same words in the same widths at every repaint. Widths are terminal cells; wide
letters take two and are never halved. `ellipsis` is the mark of what was cut, one cell.
"""

import re
from functools import lru_cache
from typing import Final

from industrack_core.domain.board.short_words import (
    KEPT_TEXTS,
    NEGATIONS,
    bare,
    cut_word,
    first_large,
    fits,
    is_small,
    leading,
    says_something,
    shortened,
    without_article,
    without_legal_form,
)
from industrack_core.domain.records.customer import CustomerKind
from industrack_core.domain.text.text import cell_width, clip

INITIALS: Final = 2
"""In so many cells there are only first letters."""

_TAIL = re.compile(r"\s+[-–—/]\s+|\s*[:(]")
_PART_OF_WORK = re.compile(r"\s*[,;:(]\s*|\s+[-–—]+\s+")
_ROMAN = frozenset(["jr", "sr", "ii", "iii", "iv"])
_TITLES = frozenset(["mr", "mrs", "ms", "miss", "dr", "prof", "herr", "frau", "fam", "familie", "m", "mme", "sra"])
_BEFORE_SURNAME = frozenset(
    ["van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la", "le", "el", "al", "bin", "ibn",
     "ter", "ten", "zu", "zur", "st", "st.", "saint"]
)  # fmt: skip
_MARKS_WITHIN = re.compile(r"[-.,&'’]")
_HOUSE_NUMBER = re.compile(r"^\d+\S*\s+")


@lru_cache(maxsize=KEPT_TEXTS)
def customer_in(name: str, cells: int, kind: str = "", ellipsis: str = "…") -> str:
    """For whom, in `cells`: the first form of the name that fits whole, else its first words, else a cut one.

    `kind` is the customer's (a CustomerKind's text): a person is called by the surname, never by the first name alone.
    """
    name = " ".join(name.split())
    if fits(name, cells) or not name:
        return name
    if cells <= INITIALS:
        return initials(name, cells)
    words = _core(name).split()
    if kind == CustomerKind.PERSON and len(words) > 1:
        return _person_in(words, cells, ellipsis)
    for form in _forms(name):
        if fits(form, cells):
            return form
    return _first_words(words, cells, ellipsis)


def initials(text: str, cells: int) -> str:
    """First letters of the words that count, as many as fit; of one word, its first letters."""
    words = [word for word in without_article(_core(text).split()) if not is_small(word)] or text.split()
    words = words[1:] if len(words) > 1 and words[0].isdigit() else words
    if len(words) == 1:
        return clip(_MARKS_WITHIN.sub("", words[0]) or words[0], cells, "")
    return clip("".join(_letter(word) for word in words).upper(), cells, "")


def _letter(word: str) -> str:
    return next((letter for letter in word if letter.isalnum()), word[0])


def _core(name: str) -> str:
    """A name without what only registers need; never nothing."""
    found = _TAIL.search(name)
    head = name[: found.start()] if found is not None and found.start() else name
    return " ".join(without_article(without_legal_form(head.strip()).split())) or name


def _forms(name: str) -> list[str]:
    """Ever shorter forms of a name that leave no word out that counts."""
    core = _core(name)
    joined = " ".join("&" if bare(word) in ("and", "und", "et", "y") else word for word in core.split())
    lawless = without_legal_form(name)
    return [lawless, " ".join(without_article(lawless.split())), core, joined, " ".join(shortened(joined.split()))]


def _first_words(words: list[str], cells: int, ellipsis: str) -> str:
    """Whole words from the first on, as spelled or, if that says more of them, as shortened; else the first one cut."""
    taken = max(leading(words, cells), leading(shortened(words), cells), key=len)
    whole = " ".join(taken)
    if taken and any(sum(map(str.isalnum, word)) > 3 for word in taken):
        return whole
    # "St." or "09" alone says nothing: a part of the next word follows where it has room
    following = words[len(taken)] if taken and len(taken) < len(words) else ""
    room = cells - cell_width(whole) - 1
    numbered = len(taken) == 1 and taken[0].isdigit() and len(taken[0]) <= 2 and bool(following)
    if numbered and (room < 5 or not whole):
        return cut_word(following, cells, ellipsis)
    if following and room >= 3 and cells >= 5:
        part = cut_word(following, room, ellipsis, at_least=3)
        return f"{whole} {part}" if part else whole
    return whole or cut_word(words[0], cells, ellipsis)


def _person_in(words: list[str], cells: int, ellipsis: str) -> str:
    """`B. Almeida`, `Almeida`, else the beginning of the surname."""
    first, last = _names(words)
    with_letter = f"{_letter(first).upper()}. {last}" if first else last
    if fits(with_letter, cells):
        return with_letter
    return last if fits(last, cells) else cut_word(last, cells, ellipsis)


def _names(words: list[str]) -> tuple[str, str]:
    """First name and surname of a person, in whichever order they are written."""
    if words[0].endswith(",") and len(words[0]) > 1:
        return words[1], words[0][:-1]
    kept = [word for word in words if bare(word) not in _ROMAN] or words
    while len(kept) > 1 and bare(kept[0]) in _TITLES and (len(bare(kept[0])) > 1 or kept[0].islower()):
        kept = kept[1:]
    start = len(kept) - 1
    while start > 1 and kept[start - 1].casefold() in _BEFORE_SURNAME:
        start -= 1
    return (kept[0] if start else ""), " ".join(kept[start:]).strip(",")


@lru_cache(maxsize=KEPT_TEXTS)
def work_in(text: str, cells: int, ellipsis: str = "…") -> str:
    """What is to be done, in `cells`: whole, or its first part, or the words that say most, or one of them cut."""
    text = " ".join(text.split())
    if fits(text, cells) or not text:
        return first_large(text)
    units = _units(text)
    part = _PART_OF_WORK.split(text)[0]
    if any(map(says_something, _units(part))):
        if fits(part, cells):
            return first_large(part)
        units = _units(part)
    if cells <= INITIALS:
        return first_large(clip((_saying(units) or units)[0], cells, "").rstrip())
    found = _most_words(units, cells) or _most_words(shortened(units), cells) or _later_word(units, cells)
    return first_large(found or _cut_unit((_saying(units) or units)[0], cells, ellipsis))


def rest_of_work(text: str, said: str) -> str:
    """What remains to be said of the work when its beginning was said whole; empty when other words were said."""
    text = " ".join(text.split())
    if not said or not text.casefold().startswith(said.casefold()):
        return ""
    rest = text[len(said) :]
    if rest[:1].isalnum():
        return ""
    words = rest.lstrip(" ,;:.-–—()").split()
    while words and is_small(words[0]):
        words.pop(0)
    return first_large(" ".join(words))


@lru_cache(maxsize=KEPT_TEXTS)
def street_in(address: str, cells: int, ellipsis: str = "…") -> str:
    """Where, in `cells`: the street with its number, without it, its first words."""
    street = " ".join(address.split()).partition(",")[0].strip()
    named = _HOUSE_NUMBER.sub("", street) or street
    short = " ".join(shortened(street.split()))
    for form in (street, short, named, " ".join(shortened(named.split()))):
        if fits(form, cells):
            return form
    return _first_words(named.split(), cells, ellipsis) if named else ""


def _units(text: str) -> list[str]:
    """The words of a text, a negation and what it turns over as one of them, punctuation at their ends left out."""
    words = text.split()
    units: list[str] = []
    at = 0
    while at < len(words):
        end = at + 1
        # "No heat", "Pas de chauffage", but "No, call first" and "No. 5" are no negations
        if bare(words[at]) in NEGATIONS and words[at][-1].isalnum():
            while end < len(words) and is_small(words[end]):
                end += 1
            end = min(end + 1, len(words))
        units.append(" ".join(words[at:end]).strip(",;:()") or words[at])
        at = end
    return units


def _cut_unit(unit: str, cells: int, ellipsis: str) -> str:
    """The beginning of a word; of a negation with a letter of what it turns over wherever there is room for one."""
    head = cut_word(unit, cells, ellipsis)
    return head if " " in head or " " not in unit else clip(unit, cells, "").rstrip()


def _saying(units: list[str]) -> list[str]:
    return [unit for unit in units if says_something(unit)]


def _most_words(units: list[str], cells: int) -> str:
    """The form with most words that say something, then the longest: all, those not small, those not dull."""
    forms = (
        leading(units, cells),
        leading([unit for unit in units if not is_small(unit)], cells),
        leading(_saying(units), cells),
    )
    for form in forms:
        # a number without what it counts says nothing
        while len(form) > 1 and form[-1].isdigit() and form[-1] != units[-1]:
            form.pop()
    best = max(forms, key=lambda form: (sum(map(says_something, form)), cell_width(" ".join(form))))
    return " ".join(best)


def _later_word(units: list[str], cells: int) -> str:
    """The first word further on that fits whole and says something.

    A text that begins with a negation is about that: no word of it alone would be true.
    """
    saying = _saying(units)
    if saying and " " in saying[0]:
        return ""
    return next((unit for unit in saying if fits(unit, cells) and sum(map(str.isalpha, unit)) > INITIALS), "")
