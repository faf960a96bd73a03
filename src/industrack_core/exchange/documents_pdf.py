"""Papers for customers and vendors as PDF."""

from typing import IO

from industrack_core.exchange.documents import Document
from industrack_core.exchange.paper import BOLD, BOTTOM, LEFT, LINE, PLAIN, RIGHT, Paper

_NUMBERS = 75  # points of a column of numbers
_ROOM = RIGHT - LEFT


def draw(document: Document, file: IO[bytes]) -> None:
    """Address, lines, sums and note, over as many pages as they take."""
    paper = Paper(file, document.title)
    _begin(paper, document)
    for text in (*document.address, *document.place, "", document.words, ""):
        _draw_text(paper, document, text)
    _draw_row(paper, document, document.columns, BOLD)
    _rule(paper)
    for line in document.lines:
        _draw_row(paper, document, line, PLAIN)
    _rule(paper)
    for name, amount in document.sums:
        _room(paper, document)
        font = BOLD if name == "Total" else PLAIN
        paper.draw_right(RIGHT - _NUMBERS - 25, paper.y, name, font)
        paper.draw_right(RIGHT, paper.y, amount, font)
        paper.y -= LINE
    for paragraph in ("", *document.note.split("\n")):
        _draw_text(paper, document, paragraph)
    paper.end_page()
    paper.save()


def _begin(paper: Paper, document: Document) -> None:
    paper.begin(document.title, document.about, document.company)


def _room(paper: Paper, document: Document) -> None:
    """A new page where this one is full."""
    if paper.y < BOTTOM:
        paper.end_page()
        _begin(paper, document)


def _draw_text(paper: Paper, document: Document, text: str) -> None:
    for line in paper.split(text, PLAIN, 9, _ROOM) or [""]:
        _room(paper, document)
        paper.draw(LEFT, paper.y, line)
        paper.y -= LINE


def _draw_row(paper: Paper, document: Document, cells: tuple[str, ...], font: str) -> None:
    width = _ROOM - _NUMBERS * (len(cells) - 1) - 10
    for place, text in enumerate(paper.split(cells[0], font, 9, width) or [""]):
        _room(paper, document)
        paper.draw(LEFT, paper.y, text, font)
        if place == 0:
            for column, cell in enumerate(reversed(cells[1:])):
                paper.draw_right(RIGHT - _NUMBERS * column, paper.y, cell, font)
        paper.y -= LINE


def _rule(paper: Paper) -> None:
    paper.canvas.line(LEFT, paper.y + LINE - 3, RIGHT, paper.y + LINE - 3)
    paper.y -= 4
