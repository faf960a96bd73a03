"""Where the characters that a person sees begin and end in a text: a letter with its marks, a flag, a joined emoji."""

from collections.abc import Iterator

from industrack_core.domain.text.text import ONE_CELL_EACH, cell_width

JOINERS = ("\u200c", "\u200d", "\ufe0f")
"""Typed alone they are nothing yet: they join, part or color what stands beside them."""


def step_back(text: str, place: int) -> int:
    """The place one visible character to the left of `place`; 0 at the beginning."""
    if place <= 1:
        return 0
    if _stands_alone(text[place - 1]):
        return place - 1
    from wcwidth import grapheme_boundary_before  # after the first frame, and only where letters need it

    return grapheme_boundary_before(text, place)


def step_on(text: str, place: int) -> int:
    """The place one visible character to the right of `place`; the end at the end."""
    if place + 1 >= len(text):
        return len(text)
    if _stands_alone(text[place + 1]):
        return place + 1
    from wcwidth import iter_graphemes

    return place + len(next(iter(iter_graphemes(text, place))))


def graphemes(text: str) -> Iterator[str]:
    """The visible characters of a text, one by one."""
    place = 0
    while place < len(text):
        end = step_on(text, place)
        yield text[place:end]
        place = end


def place_at(text: str, column: int) -> int:
    """How much of `text` lies before a column of the terminal: whole visible characters."""
    if ONE_CELL_EACH.fullmatch(text):
        return max(0, min(column, len(text)))
    place = used = 0
    for each in graphemes(text):
        used += cell_width(each)
        if used > column:
            break
        place += len(each)
    return place


def _stands_alone(character: str) -> bool:
    """Whether it never belongs to what is left of it."""
    return character == "\n" or ONE_CELL_EACH.fullmatch(character) is not None
