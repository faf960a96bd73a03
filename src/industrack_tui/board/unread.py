"""Jobs that were heard of, and whose rows are not read again yet."""

from collections.abc import Iterator
from contextlib import contextmanager


class Unread:
    """`jobs` changed up to `revision`. Those that nobody reads are left over from a read that failed."""

    def __init__(self) -> None:
        self.jobs: frozenset[int] = frozenset()
        self.revision = 0
        self.is_read = False

    @property
    def is_left_over(self) -> bool:
        """Whether something was not read: then all is to be read."""
        return bool(self.jobs) and not self.is_read

    def hear_of(self, jobs: frozenset[int], revision: int) -> None:
        """These changed, maybe again."""
        self.jobs |= jobs
        self.revision = max(self.revision, revision)

    def forget(self) -> None:
        """All is read."""
        self.jobs = frozenset()

    @contextmanager
    def being_read(self) -> Iterator[frozenset[int]]:
        """These are read: what is heard of them meanwhile is read again. Where that fails, they are left over."""
        jobs, self.jobs, self.is_read = self.jobs, frozenset(), True
        try:
            yield jobs
        except BaseException:
            self.jobs |= jobs
            raise
        finally:
            self.is_read = False
