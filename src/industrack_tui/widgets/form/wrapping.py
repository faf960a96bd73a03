"""A text in lines of a width, each of which knows where in the text it begins."""

from industrack_core.domain.text.text import cell_width
from industrack_tui.widgets.form.graphemes import place_at, step_on


def wrapped_lines(text: str, width: int) -> list[tuple[int, str]]:
    """A text broken at blanks into lines of at most `width` cells, each with the place where it begins.

    Line ends and the blank at a break stay between the lines, so that every place of the text is in one line.
    """
    found: list[tuple[int, str]] = []
    start = 0
    for paragraph in text.split("\n"):
        rest, place = paragraph, start
        while cell_width(rest) > width:
            cut = place_at(rest, width)
            blank = rest.rfind(" ", 0, cut + 1)
            cut = blank + 1 if blank > 0 else cut or step_on(rest, 0)
            found.append((place, rest[:cut].rstrip(" ")))
            rest, place = rest[cut:], place + cut
        found.append((place, rest))
        start += len(paragraph) + 1
    return found
