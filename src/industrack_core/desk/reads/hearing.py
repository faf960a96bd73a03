"""What anybody does, who is here, and what holds all of them up: a part of `Desk`."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING

from industrack_core.desk.dating import Clock
from industrack_core.desk.reads.sight import through_veil, told_of
from industrack_core.domain.acts.news import Changes, Found, Lost, News
from industrack_core.domain.board.board import lanes
from industrack_core.domain.board.places import RowsHeard, RowsWanted
from industrack_core.domain.errors import DatabaseError
from industrack_core.domain.kinds import SAYS_WHO
from industrack_core.domain.presence import Whereabouts
from industrack_core.domain.rights import Sitter
from industrack_core.domain.standby import StandbyWait
from industrack_core.store.reads.block_reads import read_heard
from industrack_core.store.reads.kept import KeptTo, read_kept
from industrack_core.store.reads.people_reads import read_person

if TYPE_CHECKING:
    from industrack_core.store.feed import Feed
    from industrack_core.store.store import Store

_SESSION_BYTES = 3
Wants = Callable[[Changes], RowsWanted | None]


class Hearing:
    """News of what is done, and the consoles that are open. What is said of one's own is written down nowhere."""

    _store: "Store"
    _mine: Whereabouts
    _heard: object = None
    """Another one with each change of who sits here: what was read before it, or is being read, is not kept."""
    _known: tuple[object, Sitter | None] | None = None
    _kept: tuple[object, KeptTo | None] | None = None
    _feed: "Feed | None" = None
    _longest: int
    who: str
    clock: Clock

    def begin_hearing(self) -> None:
        """Be one console among others, known to none of them before it listens."""
        self._mine = Whereabouts(self.who, os.urandom(_SESSION_BYTES).hex(), self.clock())
        self._came_at = self._mine.since

    def standby_wait(self) -> StandbyWait | None:
        """What holds up all saving because the second server is away; None where nothing does. Raises DatabaseError."""
        return self._store.standby_wait()

    def lock_held(self) -> float:
        """Seconds for which the last act held the write lock, while everybody else waited."""
        return self._store.held

    def changes(
        self, revision: int, stop: Event, *, present: bool = False, wants: Wants = lambda _: None
    ) -> Iterator[News]:
        """News of every act after `revision`, one's own included, until `stop` is set. Blocks while waiting.

        Who listens as `present` is seen by the others as long as that lasts, and hears who else is here. Once `stop` is
        set it sees that within a second, or when it is woken. Rows that somebody `wants` with news come with them, but
        where something was done since, or nothing can be read: then one reads them.
        """
        feed = self._store.feed(revision, stop, (lambda: self._mine) if present else None)
        if present:
            self._feed = feed
        for news in feed.listen():
            if isinstance(news, Lost | Found) or (isinstance(news, Changes) and news.touches(*SAYS_WHO)):
                self._heard = object()
            told = told_of(self, news)
            yield self._with_rows(feed, told, wants(told)) if isinstance(told, Changes) else told

    def _with_rows(self, feed: "Feed", news: Changes, wanted: RowsWanted | None) -> Changes:
        """News with the rows that are wanted with them: over the connection that is at hand, and in the thread that
        waits for nothing else, so that fifty consoles of a machine take one turn less each."""
        if wanted is None:
            return news
        window, ids = wanted
        with suppress(DatabaseError):
            kept, longest = self.kept_to(), self._longest
            if kept is not None and not kept.people.issuperset(ids):
                return news
            found = feed.ask(lambda connection: read_heard(connection, longest, ids, window))
            if found is not None and found[0] == news.revision and found[1] <= longest:
                blocks = through_veil(self, found[2])
                theirs = {each: lanes(block for block in blocks if block.employee_id == each) for each in ids}
                return replace(news, rows=RowsHeard(window, theirs))
        return news

    def wake(self) -> None:
        """Have who listens as `present` look at once. Never blocks."""
        if self._feed is not None:
            self._feed.wake()

    def sitter(self) -> Sitter | None:
        """Who sits here, as it was read last: at the opening or with the office, and when news named a user or role."""
        known, heard = self._known, self._heard
        if known is None or known[0] is not heard:
            with self._store.reading() as connection:
                known = self._known = (heard, read_person(connection, self.who))
        return known[1]

    def kept_to(self) -> KeptTo | None:
        """The calendars that who sits here is kept to; None where they see everybody."""
        heard = self._heard
        person = self.sitter()
        if person is None or not person.calendar_ids:
            return None
        kept = self._kept
        if kept is None or kept[0] is not heard:
            with self._store.reading() as connection:
                kept = self._kept = (heard, read_kept(connection, person.calendar_ids))
        return kept[1]

    def say_where(self, kind: str = "", record_id: int = 0, field: str = "") -> None:
        """What is open here, and in which field somebody types; nothing of it: neither. Never blocks.

        The others hear it where this desk listens as `present`, once a second at most.
        """
        mine = self._mine
        if (mine.kind, mine.id, mine.field) == (kind, record_id, field):
            return
        if (mine.kind, mine.id) != (kind, record_id):
            mine = replace(mine, since=self.clock() if kind else self._came_at)
        self._mine = replace(mine, kind=kind, id=record_id, field=field)
        self.wake()

    def here(self) -> tuple[Whereabouts, ...]:
        """Everybody who is here, who came first before the others; of one person each console. Raises DatabaseError."""
        return tuple(sorted(self._store.here(), key=lambda each: (each.since, each.session)))
