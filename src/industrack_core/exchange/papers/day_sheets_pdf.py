"""Day sheets as PDF."""

from collections.abc import Sequence
from typing import IO

from industrack_core.exchange.papers.day_sheets import SIGNATURE, DaySheet, SheetJob, sheet_heading
from industrack_core.exchange.papers.paper import Paper
from industrack_core.exchange.papers.pen import line_height
from industrack_core.exchange.papers.strokes import strokes_within

_GAP = 5.0
_MOST_WHEN = 42.0
_SIGNED = (60.0, 16.0)
"""Room for a signature that was drawn."""


def write_day_sheets(sheets: Sequence[DaySheet], file: IO[bytes]) -> str:
    """All sheets, each on pages of its own. Answers a sentence about what could not be printed; empty for nothing."""
    paper = Paper("Day sheets", sheets[0].country if sheets else "")
    for sheet in sheets:
        name, about = sheet_heading(sheet)
        paper.begin(name, sheet.company, [("Day", about)])
        width = min(max([20.0, *(paper.width(job.when, True) for job in sheet.jobs)]), _MOST_WHEN)
        for job in sheet.jobs:
            _draw_job(paper, job, width)
        paper.end()
    paper.write(file)
    return paper.unprinted


def _draw_signature(paper: Paper, said: str, path: str, left: float) -> None:
    """A signature as it was drawn, and under it whose it is."""
    paper.keep(_SIGNED[1] + line_height(7.5) + 2)
    paper.y += 1
    paper.strokes(strokes_within(path, left, paper.y, *_SIGNED))
    paper.y += _SIGNED[1]
    paper.text(said, left=left, size=7.5, grey=True)


def _draw_job(paper: Paper, job: SheetJob, width: float) -> None:
    """A job: its head kept together, then what to bring and to do, and room to sign."""
    left = paper.left + width + _GAP
    head = [(line, True) for line in paper.split(job.title, paper.right - left, bold=True)]
    for detail in (job.customer, job.place, job.crew, job.state):
        head += [(line, False) for line in paper.split(detail, paper.right - left)]
    begins, _, ends = job.when.partition(" - ")
    whole = not ends or paper.width(job.when, True) <= width
    when = [
        line
        for text in ([job.when] if whole else [f"{begins} -", ends])
        for line in paper.split(text, width, bold=True)
    ]
    paper.keep(line_height(9) * min(max(len(head), len(when)) + 1, 12))
    top = paper.y
    for line in when:
        paper.draw(paper.left, line, bold=True)
        paper.y += line_height(9)
    below, paper.y = paper.y, top
    for line, bold in head:
        paper.keep(line_height(9))
        paper.draw(left, line, bold=bold)
        paper.y += line_height(9)
    paper.y = max(paper.y, below)
    for name, entries in job.parts:
        paper.y += 1
        paper.keep(line_height(9) * 2)
        paper.draw(left, name, size=7.5, grey=True)
        paper.y += line_height(7.5)
        for entry in entries:
            paper.text(entry, left=left)
    for said, path in job.signed:
        _draw_signature(paper, said, path, left)
    paper.blanks(SIGNATURE, left)
    paper.rule()
