"""What a person typed into a field, made comparable, and the refusal that answers it."""

import unicodedata
from typing import Final

from industrack_core.domain.text.text import clean_line, clip

LONGEST_ENTRY: Final = 64

_UNSHOWABLE = "\ufffd"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"
_QUOTES = "\u2018\u2019\u2032"


class EntryError(ValueError):
    """A refused entry: `sentence` says why, to a person; `suggestion` is what to type instead of the refused
    part.
    """

    def __init__(self, sentence: str, suggestion: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.suggestion = suggestion


def plain_typed(text: str, example: str) -> str:
    """`text` in lower case with single blanks, plain dashes and ASCII digits (full-width, Arabic and the
    like folded).

    Raises EntryError, naming `example`, when nothing or more than 64 characters were typed.
    """
    if len(text) > LONGEST_ENTRY:
        raise EntryError(f"That is longer than {LONGEST_ENTRY} characters: type for example {example}.", example)
    plain = plain_text(text)
    if not plain:
        raise EntryError(f"Nothing was typed: type for example {example}.", example)
    return plain


def plain_text(text: str) -> str:
    """`text` as `typed` makes it comparable, of any length, also empty."""
    return " ".join("".join(map(_plain, text)).lower().split())


def quoted(word: str) -> str:
    """`word` fit to stand in a sentence: clean, short, in quotation marks."""
    return f"“{clip(clean_line(word), 20) or _UNSHOWABLE}”"


def _plain(char: str) -> str:
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    if char in _DASHES:
        return "-"
    if char in _QUOTES:
        return "'"
    if "\uff01" <= char <= "\uff5e":
        return chr(ord(char) - 0xFEE0)
    return char
