"""What an office can do: a front end holds one `Desk`, and nothing else of the core that has effects.

Every method blocks; a front end calls them from threads of its own. All pictures are frozen values.
"""

import os
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from threading import Event
from typing import TYPE_CHECKING

from industrack_core.desk.dating import Clock, dates_of, utc_now
from industrack_core.desk.reads.board_reads import BoardReads
from industrack_core.desk.reads.field_reads import FieldReads
from industrack_core.desk.reads.file_reads import FileReads
from industrack_core.desk.reads.hearing import Hearing
from industrack_core.desk.reads.log_rows import LogRows
from industrack_core.desk.reads.sight import seen_by_person
from industrack_core.domain.acts.field_acts import GATEWAY
from industrack_core.domain.errors import DatabaseMissing, NotAdmitted
from industrack_core.domain.late_module import late_module
from industrack_core.domain.outcomes import Finding, FindingKind, Outcome, Refused, Trial, Unsure, Weight, known
from industrack_core.domain.records.office import Calendar, Office
from industrack_core.domain.rights import Right, Via
from industrack_core.domain.text.text import clean_line
from industrack_core.domain.upgrade import Upgrade
from industrack_core.store.arriving import Arrival, arrive
from industrack_core.store.opening import open_early
from industrack_core.store.reads import office_picture, reads

if TYPE_CHECKING:
    from industrack_core.desk.jobs import placing
    from industrack_core.domain.acts.acts import Act, JobAct, PlanJob, SaveRecord
    from industrack_core.domain.acts.founding import LoadRecords
    from industrack_core.domain.board.slots import Advice
    from industrack_core.store.engine import own_login
    from industrack_core.store.reads import card_reads
    from industrack_core.store.store import Store
else:
    placing = late_module("industrack_core.desk.jobs.placing")
    card_reads = late_module("industrack_core.store.reads.card_reads")
    own_login = late_module("industrack_core.store.engine.own_login")


@cache
def login_name() -> str:
    """Who sits here: the operating system's user. Never from the environment, which anybody can set.

    Known from the first question on: later the list of users may be out of reach.
    """
    try:
        import pwd

        return clean_line(pwd.getpwuid(os.getuid()).pw_name) or f"user {os.getuid()}"  # as the office keeps it
    except (ImportError, KeyError):
        return f"user {os.getuid()}" if hasattr(os, "getuid") else "user"


def who_sits_here(store: "Store", own: str | None = None) -> str:
    """Who sits here: on a PostgreSQL server the login, where it is a person's own; else the operating system's user,
    or nobody, where phones' gateway stands. What is their `own` is asked where it is not known."""
    if own is None:
        own = "" if store.place.is_sqlite else store.at_once(own_login.own_login)
    return clean_line(own) or (GATEWAY if store.via == Via.GATEWAY else login_name())


def open_desk(
    url: str,
    *,
    create: bool = False,
    read_only: bool = False,
    who: str | None = None,
    clock: Clock = utc_now,
    founding_act: "Callable[[Desk], LoadRecords] | None" = None,
    upgrade: Upgrade | None = None,
    via: Via = Via.COMMAND,
) -> "Desk":
    """Open the database at a URL or file path; a new one gets an empty company, or what `founding_act` answers.

    An older one is brought up to date if there is leave to `upgrade`; else DatabaseOlder. `via` is what the log says of
    how acts came that are done here.

    Raises the DatabaseError tree and UsageError (domain.errors).
    """
    store = open_early(url, create=create, read_only=read_only, upgrade=upgrade)
    return desk_on(store, read_only=read_only, who=who, clock=clock, founding_act=founding_act, via=via)


def desk_on(
    store: "Store",
    said: Arrival | None = None,
    *,
    read_only: bool,
    who: str | None,
    clock: Clock,
    founding_act: "Callable[[Desk], LoadRecords] | None",
    via: Via,
) -> "Desk":
    """The desk on an open database, for the rest as `open_desk`; where that fails, the database is closed. Where it
    `said` something on arrival, who sits there is read with the first picture of the office; else here, too."""
    store.via, arrival = via, said or arrive(store)
    desk = Desk(store, clean_line(who or "") or who_sits_here(store, arrival.own_login), clock)
    try:
        if not arrival.is_founded:
            if read_only:
                raise DatabaseMissing(f"There is no company in {desk.place} yet, and this console is read-only.")
            known(desk.perform(founding_act(desk) if founding_act else _empty_company(desk)))
        if said is None:
            desk.sitter()
    except BaseException:
        desk.close()
        raise
    return desk


def _empty_company(desk: "Desk") -> "LoadRecords":
    from industrack_core.desk.records import founding

    return founding.empty_company(desk.reserve_ids, who=desk.who)


@seen_by_person
class Desk(Hearing, BoardReads, LogRows, FileReads, FieldReads):
    """One person's way to one company's records. Safe to use from several threads.

    All that it answers is what that person may see.
    """

    def __init__(self, store: "Store", who: str, clock: Clock) -> None:
        self._store = store
        self.who = who
        self.clock = clock
        self._dated = dates_of(store)
        self.begin_hearing()
        self.leaving = Event()
        """Set when nobody waits any longer for what became of an act in doubt."""

    @property
    def place(self) -> str:
        """Where the records are, fit to be shown: no password in it."""
        return self._store.place.label

    @property
    def store(self) -> "Store":
        """For what stands beside a desk on the same records: a gateway's."""
        return self._store

    @property
    def read_only(self) -> bool:
        return self._store.read_only

    def close(self) -> None:
        """Give all connections back; the desk cannot be used afterwards."""
        self.leaving.set()
        self._store.close()

    # -- reading -------------------------------------------------------------------------------

    def now(self) -> datetime:
        """The time that what is done now bears (aware UTC)."""
        return self._dated(self.clock)

    def is_founded(self) -> bool:
        """Whether the database holds a company."""
        return self._store.at_once(reads.read_is_founded)

    def office(self, known: Office | None = None) -> Office:
        """What changes rarely: company, employees in row order, groups, calendars, settings lists.

        Of an office that is `known` from before only what acts changed since is read again.
        """
        heard = self._heard
        with self._store.reading() as connection:
            office = office_picture.read_office(connection, self.clock(), self.who, known)
        self._known, self._kept = (heard, office.person), None
        return office

    def admit(self, right: str = "") -> None:
        """Raise NotAdmitted unless who sits here works in this office, and may do what `right` is for."""
        self._heard = object()
        person = self.sitter()
        if person is not None and not (person.is_active and (not right or right in person.rights)):
            raise NotAdmitted(person.may_not([Right(right)] if right else ()))

    def revision(self) -> int:
        """The number of the newest act."""
        with self._store.glancing() as connection:
            return reads.read_revision(connection)

    # -- writing and hearing -------------------------------------------------------------------

    def perform(
        self, act: "Act", act_id: str | None = None, *, doubted: Callable[[Unsure], None] = lambda _: None
    ) -> Outcome:
        """Do an act, whole or not at all: Done, Refused or Stale. Raises DatabaseError, nothing saved.

        Who may have to ask again, because no answer came, gives the act an id: it is done once, however often it comes.
        When the connection is lost under way, it is asked whether the act was saved, and done if it was not, for 40
        seconds; `doubted` hears when that does not go at once. Then Unsure is answered: whoever gives the act with that
        id later asks again, and hears Unsure until it is known.
        """
        if self.read_only:
            text = "This console is read-only: nothing can be changed here."
            return Refused((Finding(FindingKind.PERMISSION, Weight.STOPS, text),))
        # the rules of all acts come in with the first act: a board that is only looked at does without them
        from industrack_core.desk.doubt import perform_or_doubt
        from industrack_core.domain.acts.founding import InventCompany

        now = self.clock() if isinstance(act, InventCompany) else self._dated(self.clock)
        return perform_or_doubt(self._store, act, self.who, now, act_id, doubted=doubted, wait=self.leaving.wait)

    def weigh(self) -> None:
        """After much was written: let a server plan for what is there now. Nobody waits for it, and nothing is told."""
        self._store.weigh()

    def get_ready(self) -> None:
        """Load and prepare what the first act needs, while somebody is about to make one. Raises DatabaseError."""
        from industrack_core.desk import perform as _  # noqa: F401 (loaded for later)

        self._store.get_ready()

    def judge(self, act: "JobAct | SaveRecord") -> Outcome:
        """What `perform` would answer to this act as things are; nothing is written. Raises DatabaseError."""
        from industrack_core.desk.perform import judge

        return judge(self._store, act, self.who, self._dated(self.clock))

    def advise(self, office: Office, act: "PlanJob", calendar: Calendar) -> "tuple[tuple[Finding, ...], list[Advice]]":
        """What speaks against a placement, and the changes that would leave nothing, the smallest first."""
        outcome = self.judge(act)
        findings = outcome.findings if isinstance(outcome, Refused) else getattr(outcome, "warnings", ())
        with self._store.reading() as connection:
            return findings, placing.find_advice(card_reads.lookups(connection), office, act, calendar, self.clock())

    def rehearse(self, several: "Sequence[JobAct]") -> tuple[Trial, ...]:
        """What each of several acts would come to, done one after the other. Raises DatabaseError."""
        from industrack_core.desk.perform import rehearse

        return rehearse(self._store, several, self.who, self._dated(self.clock))

    def reserve_ids(self, count: int) -> int:
        """Take ids for a `LoadRecords`, the first of which is answered."""
        with self._store.writing() as tx:
            first = tx.reserve_ids(count)
            tx.keep()
            return first
