"""How many rows an import writes at once: as many as hold the write lock for about 60 milliseconds.

Whoever works beside an import waits for the piece that is being written, and it is not known beforehand how long a
machine, a disk or a company takes for a row. So each piece is measured, and the next one has as many rows as
would have fitted: at least half of them, at most twice as many.
"""

FIRST = 50
"""Rows of the first piece, and of the shortest."""
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
