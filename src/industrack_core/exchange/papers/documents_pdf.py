"""Papers for customers and vendors as PDF."""

from typing import IO

from industrack_core.exchange.papers.documents import SIGNATURE, Document
from industrack_core.exchange.papers.paper import Paper
from industrack_core.exchange.papers.pen import line_height


def write_document(document: Document, file: IO[bytes]) -> str:
    """Address, lines, sums, note and room to sign, over as many pages as they take.

    Answers a sentence about what could not be printed; empty for nothing.
    """
    paper = Paper(document.title, document.country)
    paper.begin(document.title, document.company, document.facts)
    for text in document.address:
        paper.text(text)
    paper.y += line_height(9)
    if document.words:
        paper.text(document.words, bold=True)
        paper.y += line_height(9) / 2
    paper.table(document.columns, document.lines)
    paper.sums(document.sums)
    if document.note:
        paper.y += line_height(9)
        paper.note(document.note)
    if document.signed:
        paper.y += line_height(9)
        paper.blanks(SIGNATURE)
    paper.end()
    paper.write(file)
    return paper.unprinted
