"""Numbers for what an import makes: looked up together, however many rows need one."""

from collections.abc import Collection, Iterator

from industrack_core.domain.kinds import Kind
from industrack_core.store.writing.numbers import next_numbers
from industrack_core.store.writing.transaction import Transaction


class FreeNumbers:
    """The next free numbers of a kind, but for those `given` by rows of the same act, which are not written yet.

    Under the write lock. They are taken by being written: the counter passes what is in use then, and nothing else.
    """

    def __init__(self, tx: Transaction, kind: Kind, most: int, given: Collection[str | None]) -> None:
        """`most`: so many are asked for at most."""
        self._tx, self._kind, self._given = tx, kind, frozenset(given)
        self._free = self._looked_up(most)

    def _looked_up(self, most: int) -> Iterator[str]:
        for number in next_numbers(self._tx.connection, self._kind, most + len(self._given)).texts:
            if number not in self._given:
                yield number

    def next(self) -> str:
        """One of them."""
        return next(self._free)
