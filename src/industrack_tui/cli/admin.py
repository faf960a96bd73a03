"""`industrack admin LOGIN`: the way back in, where no admin can be had."""

import argparse
import os
from contextlib import closing
from typing import NoReturn

from industrack_core.desk.desk import Desk, open_desk
from industrack_core.domain.acts.founding import MakeAdmin
from industrack_core.domain.errors import DatabaseMissing, NotAdmitted
from industrack_core.domain.outcomes import Done, known
from industrack_tui.cli.guarding import say
from industrack_tui.start import clock_of, database_url, settings_of


def appoint_admin(given: argparse.Namespace) -> int:
    """Make the login an admin of a company that is there, and say so. Raises NotAdmitted and the DatabaseError tree."""
    url, _ = database_url(given, os.environ, settings_of(given))
    read_only = getattr(given, "readonly", False)
    desk = open_desk(url, read_only=read_only, clock=clock_of(os.environ), founding_act=_no_company)
    with closing(desk):
        outcome = known(desk.perform(MakeAdmin(given.login)))
    if not isinstance(outcome, Done):
        raise NotAdmitted(outcome.sentence)
    say(outcome.line)
    return 0


def _no_company(desk: Desk) -> NoReturn:
    raise DatabaseMissing("There is no company yet.")
