"""`industrack archive`: jobs that are over, and the log of long ago, go into a file."""

import argparse
import os
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from industrack_core.desk.desk import Desk
from industrack_core.domain.archives import Archived, ToArchive, told_before
from industrack_core.domain.errors import UsageError
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.office import Office
from industrack_core.domain.rights import Right
from industrack_core.domain.text.file_endings import require_office_name
from industrack_core.domain.text.text import how_many, typed_path
from industrack_core.domain.time.entry import EntryError, parse_day
from industrack_core.domain.time.entry_moment import short_day
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import day_span, local_day
from industrack_tui.cli.admitting import admitted_desk
from industrack_tui.cli.guarding import say
from industrack_tui.cli.keeping import told_size
from industrack_tui.cli.stop import INTERRUPTED
from industrack_tui.cli.upkeep import long_work
from industrack_tui.start import database_url, settings_of

_LEAST_DAYS = 31
"""So long jobs stay, at least: phones show the days before today, and it is asked whether a job was the last there."""
_STOPPED = "The archive was interrupted. Nothing is lost: run it again to go on."
_FOR_EVER = "The log is kept for ever: Settings, Company says for how many years it is to stay here."


def archive_company(given: argparse.Namespace) -> int:
    """Archive, and say what went. Answers 0, or 130 when it was interrupted."""
    from industrack_core.desk.archiving import what_to_archive

    _require_sense(given)
    url, _ = database_url(given, os.environ, settings_of(given))
    with admitted_desk(given, Right.OFFICE_MOVE) as desk:
        office = desk.office()
        today = local_day(desk.now(), office.zone)
        asked = _asked(desk, office, given, today)
    if not asked.before_at and not asked.log_before_s:
        say(_FOR_EVER)
        return 0
    if given.dry_run:
        found = what_to_archive(url, asked)
        say(f"{_what(found.jobs, found.entries, asked, office)} would go. Nothing was written.")
        return 0
    return _archive(given, url, asked, office, today)


def _require_sense(given: argparse.Namespace) -> None:
    if bool(given.file) == bool(given.into):
        raise UsageError("Say where it goes: industrack archive FILE, or --into FOLDER.")
    if getattr(given, "readonly", False):
        raise UsageError("An archive takes out of the office what goes into it: leave out --readonly.")
    if not given.before and not given.journal:
        raise UsageError("Say what goes: --before DATE for jobs, --journal for the log, or both.")


def _archive(given: argparse.Namespace, url: str, asked: ToArchive, office: Office, today: date) -> int:
    from industrack_core.desk.archiving import archive_office

    file = _file_of(given, url, today)
    began = time.monotonic()
    done = long_work(
        lambda leave: archive_office(url, file, asked, at=datetime.now(UTC), leave=leave),
        _STOPPED,
        lambda error: f"{file} cannot be written: {error.strerror}.",
    )
    if done is None:
        return INTERRUPTED
    _tell(done, file, asked, office, time.monotonic() - began)
    return 0


def _file_of(given: argparse.Namespace, url: str, today: date) -> Path:
    """The file that is named; or in the folder the one to be finished first, or one with the day in its name."""
    from industrack_core.desk.archiving import unfinished_archive

    if given.file:
        file = typed_path(given.file)
        require_office_name(file.name, "An archive", packs=False)
        return file
    folder = typed_path(given.into)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror}.") from error
    return folder / (unfinished_archive(url) or f"archive-{today:%Y-%m-%d}.industrack")


def _asked(desk: Desk, office: Office, given: argparse.Namespace, today: date) -> ToArchive:
    """What the options come to: the log goes no further than the company keeps it."""
    before = _typed_day(desk, office, given.before, today) if given.before else None
    years = office.company.log_years
    kept_from = _years_before(today, years) if years else None
    log_before = None
    if given.journal:
        known = [each for each in (before, kept_from) if each is not None]
        log_before = min(known) if known else None
    return ToArchive(
        0 if before is None else minute_of(day_span(before, office.zone).starts_at),
        0 if log_before is None else int(day_span(log_before, office.zone).starts_at.timestamp()),
    )


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def _typed_day(desk: Desk, office: Office, text: str, today: date) -> date:
    try:
        day = parse_day(text, now=desk.now(), zone=office.zone, day_first=office.company.day_first)
    except EntryError as error:
        raise UsageError(f"--before: {error}") from error
    latest = today - timedelta(days=max(_LEAST_DAYS, desk.field_settings().days_back + 1))
    if day > latest:
        raise UsageError(
            f"--before {short_day(day)} is too near: phones and reports still ask for those jobs."
            f" {short_day(latest)} is the latest day."
        )
    return day


def _what(jobs: int, entries: int, asked: ToArchive, office: Office) -> str:
    """`214 jobs before 2024 and 4,800 acts of the log`."""
    told = []
    if asked.before_at:
        told.append(f"{how_many(jobs, Kind.JOB.noun)} before {told_before(asked.before_at, office.zone)}")
    if asked.log_before_s:
        told.append(f"{entries or 'no'} {'act' if entries == 1 else 'acts'} of the log")
    sentence = " and ".join(told)
    return sentence[0].upper() + sentence[1:]


def _tell(done: Archived, file: Path, asked: ToArchive, office: Office, seconds: float) -> None:
    what = _what(done.jobs, done.entries, asked, office)
    if not done.jobs and not done.entries:
        say(f"Nothing to archive: {what[0].lower()}{what[1:]}.")
        return
    has = "has" if done.resumed else "was written:"
    say(f"{file} {has} {what[0].lower()}{what[1:]}, {told_size(done.size)}.")
    acts = how_many(done.entries_went, "act")
    say(f"Taken out of the office: {how_many(done.went, Kind.JOB.noun)}, {acts} of the log, {seconds:.1f} s.")
    if done.changed:
        say(f"{how_many(done.changed, Kind.JOB.noun)} changed since the file was written, and stayed.")
    if done.files:
        say(f"{how_many(done.files, 'attached file')} of the archive stay in the office, too.")
