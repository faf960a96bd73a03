"""What anybody does, and who is here: a part of `Desk`."""

import os
from collections.abc import Iterator
from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING

from industrack_core.desk.dating import Clock
from industrack_core.desk.reads.sight import told_of
from industrack_core.domain.acts.news import Changes, Found, Lost, News
from industrack_core.domain.kinds import SAYS_WHO
from industrack_core.domain.presence import Whereabouts
from industrack_core.domain.rights import Sitter
from industrack_core.store.reads.kept import KeptTo, read_kept
from industrack_core.store.reads.people_reads import read_person

if TYPE_CHECKING:
    from industrack_core.store.feed import Feed
    from industrack_core.store.store import Store

_SESSION_BYTES = 3


class Hearing:
    """News of what is done, and the consoles that are open. What is said of one's own is written down nowhere."""

    _store: "Store"
    _mine: Whereabouts
    _heard: object = None
    """Another one with each change of who sits here: what was read before it, or is being read, is not kept."""
    _known: tuple[object, Sitter | None] | None = None
    _kept: tuple[object, KeptTo | None] | None = None
    _feed: "Feed | None" = None
    who: str
    clock: Clock

    def begin_hearing(self) -> None:
        """Be one console among others, known to none of them before it listens."""
        self._mine = Whereabouts(self.who, os.urandom(_SESSION_BYTES).hex(), self.clock())
        self._came_at = self._mine.since

    def changes(self, revision: int, stop: Event, *, present: bool = False) -> Iterator[News]:
        """News of every act after `revision`, one's own included, until `stop` is set. Blocks while waiting.

        Who listens as `present` is seen by the others as long as that lasts, and hears who else is here. Once `stop` is
        set it sees that within a second, or when it is woken.
        """
        feed = self._store.feed(revision, stop, (lambda: self._mine) if present else None)
        if present:
            self._feed = feed
        for news in feed.listen():
            if isinstance(news, Lost | Found) or (isinstance(news, Changes) and news.touches(*SAYS_WHO)):
                self._heard = object()
            yield told_of(self, news)

    def wake(self) -> None:
        """Have who listens as `present` look at once. Never blocks."""
        if self._feed is not None:
            self._feed.wake()

    def sitter(self) -> Sitter | None:
        """Who sits here, as it was read last: at the opening, and when the feed named a user or a role."""
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
