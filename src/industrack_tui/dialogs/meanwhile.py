"""A dialog about jobs that somebody else changes while it is open: its title says so, what stands in it is older."""

from collections.abc import Collection
from typing import Self

from industrack_core.domain.acts.news import Changes, News
from industrack_core.domain.kinds import Kind


class HearsOfJobs:
    """Mixed into dialogs; `show_title` draws the `heading` anew."""

    heading: str
    is_filling = False
    """Whether what it shows is still being read: it stands there meanwhile, and keys wait for it."""
    _early: tuple[News, ...] = ()
    _jobs: frozenset[int] = frozenset()
    _since = 0
    _heading_before = ""

    def of_jobs(self, jobs: Collection[int], since: int) -> Self:
        """It is about jobs of these ids, as they were after that revision."""
        self._jobs, self._since = frozenset(jobs), since
        return self

    def heard(self, news: News) -> None:
        """News from the feed: what was known when it opened is none. While it is being filled, they wait for that."""
        if self.is_filling:
            self._early += (news,)
            return
        if not isinstance(news, Changes) or news.revision <= self._since or not self._jobs:
            return
        if news.records is not None and not self._jobs.isdisjoint(news.records.get(Kind.JOB, ())):
            # in front: a title may be longer than its box
            self._heading_before = self._heading_before or self.heading
            self.heading = f"Changed by {news.who} meanwhile: {self._heading_before}"
            self.show_title()

    def filled(self) -> None:
        """It shows now what was read for it: news that came before that may be about it."""
        self.is_filling = False
        early, self._early = self._early, ()
        for news in early:
            self.heard(news)

    def show_title(self) -> None:
        """Draw the heading."""
