"""The one door of commands that read or write a company: whom the office does not let in is told why."""

import argparse
import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from industrack_core.desk.desk import Desk, open_desk
from industrack_core.domain.rights import Right
from industrack_tui.settings import Settings
from industrack_tui.start import clock_of, database_url, settings_of

if TYPE_CHECKING:
    from industrack_core.domain.acts.founding import LoadRecords


@contextmanager
def admitted_desk(
    given: argparse.Namespace,
    right: Right | None = None,
    *,
    settings: Settings | None = None,
    read_only: bool = True,
    founding_act: "Callable[[Desk], LoadRecords] | None" = None,
) -> Iterator[Desk]:
    """The desk of who gives the command, in a company that is there; of whom a forced command names, where one does.

    `right` is what the command is for, beside looking. Raises NotAdmitted, UsageError and the DatabaseError tree.
    """
    url, _ = database_url(given, os.environ, settings or settings_of(given))
    restricted = getattr(given, "restriction", None)
    desk = open_desk(
        url,
        read_only=read_only,
        who=restricted.who if restricted else None,
        clock=clock_of(os.environ),
        founding_act=founding_act,
    )
    with closing(desk):
        desk.admit(right or "")
        yield desk
