"""Papers for customers and vendors as plain lines of at most 78 cells."""

from collections.abc import Iterator, Sequence

from industrack_core.domain.text.text import cell_width
from industrack_core.exchange.papers.documents import SIGNATURE, Document

WIDTH = 78
_NUMBERS = 11  # least cells of a column of numbers
_WORDS = 20  # least cells of the column of words
_BETWEEN = 2


def document_text(document: Document) -> str:
    """The paper as lines; only numbers that leave no room for the words beside them make one longer."""
    return "\n".join(line.rstrip() for line in _lines(document)) + "\n"


def _lines(document: Document) -> Iterator[str]:
    yield from _between(document.title, document.company.name)
    for line in document.company.lines:
        yield from (f"{part:>{WIDTH}}" if cell_width(part) == len(part) else part for part in lines_within(line, WIDTH))
    for name, value in document.facts:
        for place, part in enumerate(lines_within(value, WIDTH - 14)):
            yield f"{f'{name}:' if place == 0 else '':<14}{part}"
    yield "-" * WIDTH
    for text in document.address:
        yield from lines_within(text, WIDTH)
    if document.words:
        yield ""
        yield from lines_within(document.words, WIDTH)
    yield ""
    yield from _table(document)
    yield from _sums(document.sums)
    if document.note:
        yield ""
        for paragraph in document.note.split("\n"):
            yield from lines_within(paragraph, WIDTH) or [""]
    if document.signed:
        yield from ("", "", "")
        yield f"{'_' * 44}    {'_' * 30}"
        yield f"{SIGNATURE[0]:<48}{SIGNATURE[1]}"


def _table(document: Document) -> Iterator[str]:
    widths = [
        max(_NUMBERS, *(cell_width(row[place]) + _BETWEEN for row in (document.columns, *document.lines)))
        for place in range(1, len(document.columns))
    ]
    yield from _row(document.columns, widths)
    yield "-" * WIDTH
    for line in document.lines:
        yield from _row(line, widths)
    yield "-" * WIDTH


def _sums(sums: Sequence[tuple[str, str]]) -> Iterator[str]:
    widest = max(cell_width(amount) for _, amount in sums) + _BETWEEN + 1
    for name, amount in sums:
        yield f"{name:>{WIDTH - widest}}{_right(amount, widest)}"


def _between(left: str, right: str) -> list[str]:
    gap = WIDTH - cell_width(left) - cell_width(right)
    return [left + " " * gap + right] if gap >= _BETWEEN else [left, right]


def _row(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    room = max(WIDTH - sum(widths), _WORDS)
    first, *more = lines_within(cells[0], room) or [""]
    numbers = "".join(_right(cell, width) for cell, width in zip(cells[1:], widths, strict=True))
    yield first + " " * (room - cell_width(first)) + numbers
    yield from more


def _right(text: str, cells: int) -> str:
    return " " * (cells - cell_width(text)) + text


def lines_within(text: str, cells: int) -> list[str]:
    """The words of a text in lines of at most so many cells; a word that is longer is broken."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        if line and cell_width(line) + 1 + cell_width(word) <= cells:
            line += f" {word}"
            continue
        lines += [line] if line else []
        *full, line = _broken(word, cells)
        lines += full
    return [*lines, line] if line else lines


def _broken(word: str, cells: int) -> list[str]:
    parts, line = [], ""
    for character in word:
        if cell_width(line + character) > cells:
            parts.append(line)
            line = ""
        line += character
    return [*parts, line]
