"""Copies of one company on both engines: the demo company, with something in each list of the office."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path

from industrack_core.desk.desk import open_desk
from industrack_core.domain.acts.acts import DeleteRecord, SaveRecord
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.office import TimeOff
from industrack_core.exchange.demo.demo import demo_company
from tests.console.pressing import Books
from tests.console.seat import NOW
from tests.exchange.offices import WEEK, demo_desk
from tests.postgres import PostgresServer

TEMPLATE = "demo_company_busy"


def fill(url: str) -> None:
    """Found it: time off for everybody, and a tag that was deleted."""
    desk = demo_desk(url, NOW)
    office = desk.office()
    tag = office.tags[0]
    begins = NOW + timedelta(days=40)
    for each in office.employees:
        away = TimeOff(employee_id=each.id, starts_at=begins, ends_at=begins + timedelta(days=2))
        assert isinstance(desk.perform(SaveRecord(away)), Done)
    assert isinstance(desk.perform(DeleteRecord("tag", tag.id, tag.version)), Done)
    desk.close()


def fill_with_phones(url: str) -> None:
    """Found the demo company with phones."""
    desk = open_desk(
        url, create=True, who="dora", clock=lambda: NOW - WEEK,
        founding_act=lambda desk: demo_company(desk.reserve_ids, NOW, phones=True),
    )  # fmt: skip
    desk.close()


class Companies:
    """Hands out copies, and removes those on the server."""

    def __init__(
        self, file: Path, server: PostgresServer, folder: Path, template: str = TEMPLATE,
        filled: Callable[[str], None] = fill,
    ) -> None:  # fmt: skip
        self._file, self._server, self._folder = file, server, folder
        self._template, self._fill = template, filled
        self._made: list[str] = []
        self._count = count()

    def copy(self, engine: str) -> Books:
        """A new copy."""
        if engine == "sqlite":
            return Books(str(shutil.copy(self._file, self._folder / f"{next(self._count)}.sqlite")))
        name = self._server.create_database(self._server.ensure_template(self._template, self._fill))
        self._made.append(name)
        return Books(self._server.url(name))

    def drop(self) -> None:
        """Remove what is on the server."""
        for name in self._made:
            self._server.drop_database(name)
