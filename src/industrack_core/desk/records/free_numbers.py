"""Numbers for what an import makes: looked up together and taken together, however many rows need one."""

from collections.abc import Collection, Iterator

from industrack_core.domain.kinds import Kind
from industrack_core.store.writing.numbers import next_numbers
from industrack_core.store.writing.transaction import Transaction


class FreeNumbers:
    """The next free numbers of a kind, but for those `given` by rows of the same act, which are not written yet.

    Under the write lock. What `next` hands out is the act's once `take` is called, after the last one.
    """

    def __init__(self, tx: Transaction, kind: Kind, most: int, given: Collection[str | None]) -> None:
        """`most`: so many are asked for at most."""
        self._tx, self._kind, self._given = tx, kind, frozenset(given)
        self._used = 0
        self._free = self._looked_up(most)

    def _looked_up(self, most: int) -> Iterator[str]:
        for number in next_numbers(self._tx.connection, self._kind, most + len(self._given)).texts:
            self._used += 1
            if number not in self._given:
                yield number

    def next(self) -> str:
        """One of them."""
        return next(self._free)

    def take(self) -> None:
        """Bring the counter behind those that were handed out."""
        if self._used:
            self._tx.take_numbers(self._kind, self._used)
            self._used = 0
