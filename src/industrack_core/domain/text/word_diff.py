"""Two texts as a difference of words: what stayed, what came and what went, in order of the newer one. Pure."""

import re
from difflib import SequenceMatcher
from enum import Enum, auto

from industrack_core.domain.named_tuple import NamedTuple

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_MOST = 4_000_000
"""Pairs of words up to which they are compared; of longer texts one takes the place of the other."""
_ALIKE = 0.35
"""Below this likeness a text is another one: word for word nobody would read it."""


class Became(Enum):
    """What became of a piece of text."""

    STAYED = auto()
    CAME = auto()
    WENT = auto()


class TextPiece(NamedTuple):
    """A piece of either text, and what became of it."""

    became: Became
    text: str


def word_diff(before: str, after: str) -> list[TextPiece]:
    """The pieces of both texts. In: texts of any length; words, blanks and signs are compared one by one.

    Joined, those that stayed or came are `after`; those that stayed or went are `before`.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if len(old) * len(new) > _MOST or (old and new and matcher.ratio() < _ALIKE):
        return _pieces([(Became.WENT, before), (Became.CAME, after)])
    found: list[tuple[Became, str]] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            found.append((Became.STAYED, "".join(new[k:m])))
        else:
            found += [(Became.WENT, "".join(old[i:j])), (Became.CAME, "".join(new[k:m]))]
    return _pieces(found)


def _pieces(found: list[tuple[Became, str]]) -> list[TextPiece]:
    return [TextPiece(became, text) for became, text in found if text]
