"""Taking the holidays of a country over: as one act, and never twice."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from industrack_core.desk.jobs.job_checks import stops
from industrack_core.desk.plan import Decision, Setting, plan_of
from industrack_core.domain.acts.imported import TakeHolidays
from industrack_core.domain.acts.limits import cleaned
from industrack_core.domain.outcomes import FindingKind, Refused
from industrack_core.domain.records.settings import Holiday
from industrack_core.domain.time.span import FIRST_YEAR, LAST_YEAR
from industrack_core.store.writing.transaction import Transaction


def new_holidays(days: Sequence[Holiday], known: Iterable[Holiday]) -> tuple[Holiday, ...]:
    """Those that the office has not: a day that it has from the same place stays as it is, however it is called now,
    and so does one of that name."""
    has = {(each.day, word) for each in known for word in (each.name.casefold(), each.country) if word}
    return tuple(
        each for each in days if (each.day, each.name.casefold()) not in has and (each.day, each.country) not in has
    )


def take_holidays(tx: Transaction, act: TakeHolidays, setting: Setting) -> Decision:
    """Keep those that are not there yet, of one year and one place."""
    days = [replace(cleaned(each), id=0, version=0, country=act.place) for each in act.days]
    if any(each.day.year != act.year or not FIRST_YEAR <= each.day.year <= LAST_YEAR or not each.name for each in days):
        return Refused((stops(FindingKind.ENTRY, f"These are no holidays of {act.year}."),))
    new = new_holidays(days, tx.everything(Holiday))
    if not new:
        text = f"Those of {act.place} for {act.year} are there already."
        return Refused((stops(FindingKind.NOTHING, text),))
    line = f"Took {len(new)} holiday{'s' * (len(new) > 1)} of {act.place} for {act.year}."
    return plan_of([(None, replace(each, id=tx.new_id())) for each in new], line)
