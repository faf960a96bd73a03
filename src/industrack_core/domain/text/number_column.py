"""How numbers in a column of a file are written: what all of them allow."""

from collections.abc import Iterable

from industrack_core.domain.text.number_entry import LONGEST_NUMBER, Notation, peeled_number, plain_number, readings_of


class ColumnNotation:
    """How a column of a file writes its numbers, by all of them: `2,50` says how `1.234` in the same column is meant.

    See every text first (`see`), then read each with `notation`. Where a column says nothing, or both, each number
    must speak for itself.
    """

    def __init__(self, marks: Iterable[str] = ()) -> None:
        self._marks = frozenset(marks)
        self._points: dict[str, str] = {}

    def see(self, text: str) -> None:
        """Take one cell into account; what is no number says nothing."""
        if len(text) > LONGEST_NUMBER:
            return
        body, _ = peeled_number(plain_number(text), self._marks)
        found = readings_of(body)
        if len(found) != 1:
            return
        point = found[0].point
        if point in (".", ","):
            self._points.setdefault(point, text.strip())
        else:
            for char in (each for each in ".," if each in body):
                self._points.setdefault("," if char == "." else ".", text.strip())

    def decides(self, text: str) -> str:
        """The cell by which a text is read that has two readings; empty where the column has no say in it."""
        is_doubtful = self.notation.is_sure and len(readings_of(peeled_number(plain_number(text), self._marks)[0])) > 1
        return next(iter(self._points.values())) if is_doubtful else ""

    @property
    def notation(self) -> Notation:
        """What all cells seen so far say together."""
        if len(self._points) != 1:
            return Notation(".", "")
        return Notation(next(iter(self._points)), is_sure=True)
