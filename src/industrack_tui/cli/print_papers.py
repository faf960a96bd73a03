"""`industrack print`: day sheets, an estimate or a purchase order, as text or as PDF."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, TypeVar

from industrack_core.desk.values.new_file import new_private_file
from industrack_core.domain.errors import UsageError
from industrack_core.domain.records.named import employee_named
from industrack_core.domain.rights import Right
from industrack_core.domain.text.file_endings import require_ending
from industrack_core.domain.text.text import how_many, typed_path
from industrack_core.domain.time.entry import EntryError, parse_day
from industrack_core.exchange.papers.day_sheets import day_sheets, day_sheets_text
from industrack_tui.cli.admitting import admitted_desk
from industrack_tui.cli.guarding import say, warn
from industrack_tui.start import settings_of

T = TypeVar("T")


def print_asked(given: argparse.Namespace) -> int:
    """Day sheets, or the paper that was named. Raises UsageError, as for a name of something else."""
    if given.pdf is not None:
        require_ending(given.pdf, ("pdf",))
    return print_paper(given) if given.paper else print_sheets(given)


def print_sheets(given: argparse.Namespace) -> int:
    """Write the sheets to standard output, or to the PDF file named. Raises UsageError and DatabaseError."""
    from industrack_tui.cli.scripts import print_lines

    settings = settings_of(given)
    with admitted_desk(given, settings=settings) as desk:
        office = desk.office()
        try:
            day = parse_day(given.date, now=desk.clock(), zone=office.zone, day_first=office.company.day_first)
        except EntryError as error:
            raise UsageError(f"--date: {error}") from error
        people = (
            [employee_named(office, given.employee)]
            if given.employee
            else [office.employees_by_id[each] for each in office.row_ids(office.default_calendar)]
        )
        sheets = day_sheets(desk, office, day, people, every=bool(given.employee))
    if not sheets:
        say("Nobody has jobs on that day.")
        return 0
    if given.pdf is None:
        print_lines(day_sheets_text(sheets).splitlines())
        return 0
    from industrack_core.exchange.papers.day_sheets_pdf import write_day_sheets

    path, unprinted = write_file(given.pdf, lambda file: write_day_sheets(sheets, file))
    _tell(f"Wrote {how_many(len(sheets), 'day sheet')} to {path}.", unprinted)
    return 0


def print_paper(given: argparse.Namespace) -> int:
    """Write an estimate or a purchase order to standard output, or to the PDF file named."""
    from industrack_core.exchange.papers.documents import numbered_document
    from industrack_core.exchange.papers.documents_pdf import write_document
    from industrack_core.exchange.papers.documents_text import document_text
    from industrack_tui.cli.scripts import print_lines

    with admitted_desk(given, Right.SEE_PRICES) as desk:
        document = numbered_document(desk, given.paper, given.number)
    if given.pdf is None:
        print_lines(document_text(document).splitlines())
    else:
        path, unprinted = write_file(given.pdf, lambda file: write_document(document, file))
        _tell(f"Wrote {document.title} to {path}.", unprinted)
    return 0


def _tell(said: str, unprinted: str) -> None:
    say(said)
    if unprinted:
        warn(unprinted)


def write_file(name: str, write: Callable[[BinaryIO], T]) -> tuple[Path, T]:
    """A file that is there whole or not at all, over the one before; answers its path, and what `write` answered.

    Raises UsageError.
    """
    path = typed_path(name)
    try:
        with new_private_file(path, replace=True) as file:
            answer = write(file)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from error
    return path, answer
