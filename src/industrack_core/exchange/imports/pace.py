"""How many rows an import writes at once: as many as hold the write lock for about 60 milliseconds.

Whoever works beside an import waits for the piece that is being written, and it is not known beforehand how long a
machine, a disk or a company takes for a row. So each piece is measured, and the next one has as many rows as
would have fitted: at least half of them, at most twice as many.

And how many were written since a server was told what is in its tables, so that it reads them by good ways at once.
"""

FIRST = 50
"""Rows of the first piece, and of the shortest."""
MUCH = 2000
"""Rows from which on what a server thinks of its tables is another thing."""
_LONGEST = 0.06
"""Seconds for which a piece may hold the write lock."""


class Pace:
    """The rows of the next piece, `most` at most."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.rows = min(FIRST, most)

    def held(self, rows: int, seconds: float) -> None:
        """A piece of so many rows held the lock for so long."""
        if seconds > _LONGEST or rows == self.rows:  # fewer, which a refusal left over, tell less
            fits = round(rows * min(2.0, max(0.5, _LONGEST / max(seconds, 0.001))))
            self.rows = max(min(FIRST, self._most), min(self._most, fits))


class Growth:
    """When a server is to be told anew what is in its tables: once much was written, each time four times as much, and
    at the end."""

    def __init__(self) -> None:
        self._rows, self._told = 0, 0

    def wrote(self, rows: int) -> None:
        """So many rows were written."""
        self._rows += rows

    def is_due(self, *, at_end: bool = False) -> bool:
        """Whether it is to be told now, and then is."""
        since = self._rows - self._told
        due = since >= max(MUCH, 0 if at_end else 3 * self._told) or (at_end and 0 < self._told < self._rows)
        self._told = self._rows if due else self._told
        return due
