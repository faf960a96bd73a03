"""Text that people typed or files brought in: cleaned once at the edge, folded for search, clipped by cells.

Nothing that stays can move a terminal's cursor, turn the direction of writing or hide. Square brackets and quotes stay
as typed; showing text literally is the front end's duty.
"""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.errors import UsageError
from industrack_core.domain.text.cells import character_cells, is_widened
from industrack_core.domain.text.late_pattern import late_pattern

MOST_MARKS_PER_BASE: Final = 4

_ZWJ = "\u200d"
_PICTURE_SELECTOR = "\ufe0f"

_LINE_BREAK = late_pattern("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANK_CONTROL = late_pattern("(?:\r\n|[\t\r\n\v\f\x1c-\x1f\x85\u2028\u2029])+")
# Controls, surrogates, direction marks, fillers, invisible operators, tags, non-characters.
_UNWANTED = late_pattern(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
_EMOJI = "\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_NEEDS_ZWNJ = "\u0600-\u109f"  # Persian and Indic spelling depends on the non-joiner between letters
_STRAY_SELECTOR = late_pattern(f"(?<![{_EMOJI}])(?<![0-9#*](?=\ufe0f\u20e3))\ufe0f")
_STRAY_JOINER = late_pattern(
    f"(?<![{_EMOJI}\ufe0f])\u200d|\u200d(?![{_EMOJI}])|(?<![{_NEEDS_ZWNJ}])\u200c|\u200c(?![{_NEEDS_ZWNJ}])"
)

_ACCENT = late_pattern(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0640\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff"
    "\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef]"
)
ONE_CELL_EACH = re.compile(
    "[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u21ff\u2500-\u25fc\u2713-\u2718]*"
)
"""Texts of which every character takes one cell and stands alone: most of all, told apart at the speed of a regex."""

_APOSTROPHE = late_pattern("['\u2018\u2019\u02bb\u02bc\u02b9`\xb4\u2032]")
_ASCII_FOLDED = {
    ord(char): char.lower() if char.isalnum() else None if _APOSTROPHE.match(char) else " "
    for char in map(chr, range(128))
}
"""Most texts are ASCII, and an import folds millions of them."""
_UNDECOMPOSED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ŧ": "t"}
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Cleaned text; `changed` when it differs from what was given, `cut` when something was too long and
    lost.
    """

    text: str
    changed: bool
    cut: bool


def clean(text: str, *, limit: int, multiline: bool = False) -> Cleaned:
    """Make `text` fit to be stored and shown, at most `limit` characters long.

    Single lines get one blank for each run of tabs and line breaks; with `multiline` tabs stay and every
    line break becomes a newline. The joiner inside an emoji stays; trailing blanks go. Cleaning twice
    changes nothing more. Never fails on any text; raises ValueError for a `limit` < 1.
    """
    if limit < 1:
        raise ValueError("A limit must be at least one character.")
    # Cut before anything looks at each character: normalising 10 MB takes seconds.
    kept = text[: limit * 2 + 64]
    cut = len(kept) < len(text)
    kept = _LINE_BREAK.sub("\n", kept) if multiline else _BLANK_CONTROL.sub(" ", kept)
    if not kept.isascii():
        kept = _mend(kept)
    kept = _UNWANTED.sub("", kept).rstrip()
    if len(kept) > limit:
        kept, cut = kept[:limit], True
        kept = _STRAY_JOINER.sub("", kept).rstrip()
    return Cleaned(kept, changed=kept != text, cut=cut)


def clean_line(text: str, limit: int = 200) -> str:
    """`text` as one clean line without blanks at either end, for a name, a title or a message."""
    return clean(text.lstrip(), limit=limit).text.lstrip()


def fold(text: str) -> str:
    """`text` as it is compared in a search: no case, no accents, punctuation as single blanks, ASCII digits.

    "Straße" and "STRASSE" fold alike, as do "Ørsted" and "orsted". Apostrophes vanish, so that "O'Brien" is
    found as "obrien". Vowel signs of Thai and the Indic scripts stay: they are letters there. Folding twice
    changes nothing.
    """
    if text.isascii():
        return " ".join(text.translate(_ASCII_FOLDED).split())
    spread = unicodedata.normalize("NFKD", text).casefold()
    spread = unicodedata.normalize("NFKD", spread).casefold().translate(_UNDECOMPOSED)
    folded = _APOSTROPHE.sub("", unicodedata.normalize("NFC", _ACCENT.sub("", spread)))
    return " ".join("".join(map(_searched, folded)).split())


def words(text: str) -> list[str]:
    """The folded words of `text`, in order."""
    return fold(text).split()


def how_many(count: int, word: str) -> str:
    """`no jobs`, `1 job`, `2 jobs`; what stands before an `of` is counted: `2 day sheets`, `2 pieces of equipment`."""
    counted, of, rest = word.partition(" of ")
    return f"{count or 'no'} {counted}{'' if count == 1 else 's'}{of}{rest}"


def job_words(number: str, description: str) -> set[str]:
    """Every word a job is found by: its number (also as one word), and those of its description."""
    found = {word[:32] for text in (number, description) for word in words(text)}
    found.add(fold(number).replace(" ", "")[:32])
    found.discard("")
    return found


def phone_digits(text: str) -> str:
    """The decimal digits of `text` in ASCII, whatever script they were written in: for finding phone
    numbers.
    """
    return "".join(str(digit) for digit in (unicodedata.decimal(char, None) for char in text) if digit is not None)


_LOOSE = " ,;:.…"
"""What an ellipsis does not follow."""


def cell_width(text: str) -> int:
    """Terminal cells that `text` takes: wide characters two, combining marks none, a joined emoji its first."""
    if (text.isascii() and text.isprintable()) or ONE_CELL_EACH.fullmatch(text):
        return len(text)
    return sum(cells for _, cells in _clusters(text))


def clip(text: str, cells: int, ellipsis: str = "…") -> str:
    """`text` if it fits into `cells`, else its beginning and `ellipsis`, never wider and never inside a
    cluster. Where not even the ellipsis fits, what fits of the text alone. Negative `cells` count as none.
    """
    if (text.isascii() and text.isprintable()) or ONE_CELL_EACH.fullmatch(text):
        if len(text) <= cells:
            return text
        room = cells - cell_width(ellipsis)
        return broken_off(text[:room], ellipsis) if room >= 0 else text[: max(0, cells)]
    if cell_width(text) <= cells:
        return text
    room = cells - cell_width(ellipsis)
    tail = ellipsis if room >= 0 else ""
    room = room if room >= 0 else cells
    head: list[str] = []
    for cluster, width in _clusters(text):
        room -= width
        if room < 0:
            break
        head.append(cluster)
    return broken_off("".join(head), tail)


def broken_off(head: str, ellipsis: str = "…") -> str:
    """The beginning of a text and `ellipsis`, with no comma, dot or other ellipsis between them."""
    return (head.rstrip(_LOOSE) or head) + ellipsis if ellipsis else head


def full_stop(sentence: str) -> str:
    """`sentence` with a full stop, where it does not end already: texts of people may, and shortened ones do."""
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."


def pad(text: str, cells: int) -> str:
    """`text` clipped or filled with blanks on the right to exactly `cells` cells."""
    clipped = clip(text, cells)
    return clipped + " " * (cells - cell_width(clipped))


def _mend(text: str) -> str:
    """Compose, and drop what hides or turns direction, joiners out of place and marks beyond the fourth."""
    composed = _UNWANTED.sub("", unicodedata.normalize("NFC", text))
    composed = _STRAY_JOINER.sub("", _STRAY_SELECTOR.sub("", composed))
    composed = _without_piled_marks(unicodedata.normalize("NFC", composed))
    return _STRAY_JOINER.sub("", composed)


def _without_piled_marks(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.category(char)[0] == "M" else 0
        if marks <= MOST_MARKS_PER_BASE:
            kept.append(char)
    return "".join(kept)


def _searched(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    return char if category[0] in "LMN" else " "


def _clusters(text: str) -> Iterator[tuple[str, int]]:
    """Split `text` into what must stay together, with the cells of each.

    Counts as the drawing library does: the character after a joiner adds nothing, variation selector 16
    widens the narrow picture before it. A joiner or mark at the very start stands alone.
    """
    start = index = width = 0
    widest = ""
    while index < len(text):
        char = text[index]
        if char == _ZWJ:
            index += 2
            continue
        if char == _PICTURE_SELECTOR:
            width += bool(widest) and is_widened(widest)
            widest = ""
        elif cells := character_cells(char):
            if index > start:
                yield text[start:index], width
            start, width, widest = index, cells, char
        index += 1
    if start < len(text):
        yield text[start:], width


def typed_path(text: str) -> Path:
    """The path that was typed, `~` and `~name` understood. Raises UsageError for nobody's name, and for no UTF-8."""
    try:
        text.encode()
        return Path(text).expanduser()
    except UnicodeEncodeError as error:
        raise UsageError(f"The name {text!a} is not UTF-8: choose another one.") from error
    except RuntimeError as error:
        raise UsageError(
            f"There is no user {text.split('/', maxsplit=1)[0][1:]} here, whose folder this is."
        ) from error
