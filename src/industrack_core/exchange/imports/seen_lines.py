"""Which keys a file had already, and in which line: twelve bytes or so for each, however long the keys are."""

from array import array
from hashlib import blake2b

_FIRST_SIZE = 1024


class SeenLines:
    """The first line of every key, by 64 bits of its hash: among a million keys a mistake has odds of 1 to 40 million.

    Beyond `most` keys no new ones are kept: they count as never seen.
    """

    def __init__(self, most: int | None = None) -> None:
        self._most, self._count = most, 0
        self._hashes, self._lines = self._empty(_FIRST_SIZE)

    @staticmethod
    def _empty(size: int) -> tuple["array[int]", "array[int]"]:
        return array("Q", bytes(8 * size)), array("I", bytes(4 * size))

    @property
    def room(self) -> int:
        """Bytes that it takes."""
        return sum(len(each) * each.itemsize for each in (self._hashes, self._lines))

    def line_of(self, key: str) -> int:
        """The line in which a key came first; 0 for one that did not. It is not kept."""
        place = self._place(_hash(key))
        return self._lines[place] if self._hashes[place] else 0

    def first(self, key: str, line: int) -> int:
        """The line in which the key came first; `line` itself when it is new."""
        found = _hash(key)
        place = self._place(found)
        if self._hashes[place]:
            return self._lines[place]
        if self._most is None or self._count < self._most:
            self._hashes[place], self._lines[place] = found, line
            self._count += 1
            if self._count * 3 > len(self._hashes) * 2:
                self._grow()
        return line

    def _place(self, found: int) -> int:
        """Where a hash is, or would be."""
        mask = len(self._hashes) - 1
        place = found & mask
        while self._hashes[place] and self._hashes[place] != found:
            place = (place + 1) & mask
        return place

    def _grow(self) -> None:
        hashes, lines = self._hashes, self._lines
        self._hashes, self._lines = self._empty(2 * len(hashes))
        for found, line in zip(hashes, lines, strict=True):
            if found:
                place = self._place(found)
                self._hashes[place], self._lines[place] = found, line


def _hash(key: str) -> int:
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()) or 1
