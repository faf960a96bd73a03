"""Founding a company without the console: for scripts, and for whoever knows already where it is."""

import argparse
import os
from contextlib import closing

from industrack_core.desk.desk import Desk, open_desk
from industrack_core.desk.records.founding import empty_company, new_company
from industrack_core.desk.values.countries import country_names, habits_of
from industrack_core.domain.acts.founding import LoadRecords
from industrack_core.domain.errors import UsageError
from industrack_tui.cli.guarding import say
from industrack_tui.start import clock_of, database_url, settings_of


def found(given: argparse.Namespace) -> int:
    """Make the database and the company in it, and say what it is. Raises UsageError where there is one already."""
    if getattr(given, "readonly", False):
        raise UsageError("Founding a company writes: leave out --readonly.")
    new = new_company(given.name, given.country, given.zone, given.currency)
    url, _ = database_url(given, os.environ, settings_of(given))
    is_ours = False

    def founding(desk: Desk) -> LoadRecords:
        nonlocal is_ours
        is_ours = True
        return empty_company(desk.reserve_ids, new, desk.who)

    with closing(open_desk(url, create=True, clock=clock_of(os.environ), founding_act=founding)) as desk:
        if not is_ours:
            name = desk.office().company.name
            raise UsageError(f"There is a company in {desk.place} already: {name}. Its settings can change it.")
        habits, where = habits_of(new.country), country_names()[new.country]
        say(f"Founded {new.name} in {desk.place}: {where}, {new.zone}, {new.currency}, {habits.said}.")
    return 0
