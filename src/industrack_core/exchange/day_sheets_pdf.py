"""Day sheets as PDF."""

from collections.abc import Sequence
from typing import IO

from industrack_core.exchange.day_sheets import Sheet, SheetJob, heading
from industrack_core.exchange.paper import BOLD, BOTTOM, LEFT, LINE, PLAIN, RIGHT, TOP, Paper

_TEXT = LEFT + 95


def write_pdf(sheets: Sequence[Sheet], file: IO[bytes]) -> None:
    """All sheets, each on pages of its own. Characters that the font does not have become `?`."""
    paper = Paper(file, "Day sheets")
    for sheet in sheets:
        _begin(paper, sheet)
        for job in sheet.jobs:
            _draw_job(paper, sheet, job)
        paper.end_page()
    paper.save()


def _begin(paper: Paper, sheet: Sheet) -> None:
    name, about = heading(sheet)
    paper.begin(name, about, sheet.company)


def _draw_job(paper: Paper, sheet: Sheet, job: SheetJob) -> None:
    """A job, kept together where a page has room for it."""
    lines = [(line, BOLD, 10) for line in paper.split(job.title, BOLD, 10, RIGHT - _TEXT)]
    for detail in (job.customer, job.place, job.crew, job.state, *job.notes):
        lines += [(line, PLAIN, 9) for line in paper.split(detail, PLAIN, 9, RIGHT - _TEXT)]
    if paper.y - LINE * len(lines) < BOTTOM and paper.y < TOP:
        paper.end_page()
        _begin(paper, sheet)
    for place, (text, font, size) in enumerate(lines):
        if paper.y < BOTTOM:
            paper.end_page()
            _begin(paper, sheet)
        if place == 0:
            paper.draw(LEFT, paper.y, job.when[:16], BOLD)
        paper.draw(_TEXT, paper.y, text, font, size)
        paper.y -= LINE
    paper.y -= 8
