"""Which words stand on which line of a block: customer before work, work before number, alarm words over all.

Pure, and kept. The cells are those of words: a block's without its badge and without what closes it.
"""

from functools import lru_cache
from typing import Final

from industrack_core.domain.board.block_first import BlockFirst
from industrack_core.domain.board.block_words import customer_in, rest_of_work, street_in, work_in
from industrack_core.domain.board.short_words import KEPT_TEXTS
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.text.text import cell_width

BESIDE: Final = 16
"""With one line, the work stands beside the customer from so many cells on."""
NUMBER_BESIDE: Final = 36
NUMBER_ABOVE: Final = 24
"""The number at the right: with one line, with more."""
_LEAST_WORK: Final = 4
_LEAST_ALARM: Final = 5
_SHARE = 0.55


class BlockTexts(NamedTuple):
    """What a block can say, whole."""

    customer: str
    kind: str
    work: str
    address: str
    number: str


class Spoken(NamedTuple):
    """What it says: line 1 with what stands beside it and at its right, then lines 2 and 3; empty what has no room.

    `alarm` goes first on line 2, a blank behind it; with one line, a blank behind `head` and before `beside`.
    """

    head: str
    beside: str
    number: str
    alarm: str
    second: str
    third: str


@lru_cache(maxsize=KEPT_TEXTS)
def spoken(
    said: BlockTexts,
    cells: int,
    lines: int,
    alarm: str = "",
    first: BlockFirst = BlockFirst.CUSTOMER,
    ellipsis: str = "…",
) -> Spoken:
    """The words of a block of `lines` (1 to 3) in `cells`; `alarm` is its alarm in words, as `40m late`."""
    if cells <= 0:
        return Spoken("", "", "", "", "", "")
    return (_one_line if lines == 1 else _lines)(said, cells, alarm, first, ellipsis)


def alarm_in(alarm: str, cells: int) -> str:
    """An alarm's words with a blank behind them: whole, else the first of them; empty where neither fits."""
    for words in (alarm, alarm.partition(" ")[0]):
        if words and cell_width(words) < cells:
            return words
    return ""


def _head(said: BlockTexts, cells: int, first: BlockFirst, ellipsis: str) -> str:
    if first is BlockFirst.WORK:
        return work_in(said.work, cells, ellipsis)
    if first is BlockFirst.PLACE and said.address:
        return street_in(said.address, cells, ellipsis)
    return customer_in(said.customer, cells, said.kind, ellipsis)


def _second(said: BlockTexts, cells: int, first: BlockFirst, ellipsis: str) -> str:
    """What follows the head, the customer when the work leads."""
    if first is BlockFirst.WORK:
        return customer_in(said.customer, cells, said.kind, ellipsis)
    return work_in(said.work, cells, ellipsis)


def _one_line(said: BlockTexts, cells: int, alarm: str, first: BlockFirst, ellipsis: str) -> Spoken:
    told = alarm.partition(" ")[0]
    if cells < BESIDE:
        head = _head(said, cells, first, ellipsis)
        left = cells - cell_width(head) - 1
        return Spoken(head, "", "", told if left >= max(_LEAST_ALARM - 1, cell_width(told)) else "", "", "")
    cells -= cell_width(told) + 1 if told else 0
    if cells < BESIDE:
        return Spoken(_head(said, cells, first, ellipsis), "", "", told, "", "")
    follows = said.customer if first is BlockFirst.WORK else said.work
    head = _head(said, max(int(cells * _SHARE + 0.5), cells - 2 - cell_width(follows)), first, ellipsis)
    room = cells - cell_width(head) - 2
    beside = _second(said, room, first, ellipsis) if room >= _LEAST_WORK else ""
    taken = cell_width(head) + (2 + cell_width(beside) if beside else 0)
    number = said.number if cells >= NUMBER_BESIDE and _fits_beside(said.number, taken, cells) else ""
    return Spoken(head, beside, number, told, "", "")


def _lines(said: BlockTexts, cells: int, alarm: str, first: BlockFirst, ellipsis: str) -> Spoken:
    head = _head(said, cells, first, ellipsis)
    number = said.number if cells >= NUMBER_ABOVE and _fits_beside(said.number, cell_width(head), cells) else ""
    told = alarm_in(alarm, cells)
    room = cells - cell_width(told) - 1 if told else cells
    second = _second(said, room, first, ellipsis) if room >= _LEAST_WORK or not told else ""
    return Spoken(head, "", number, told, second, _third(said, cells, second, first, ellipsis))


def _third(said: BlockTexts, cells: int, second: str, first: BlockFirst, ellipsis: str) -> str:
    if first is BlockFirst.PLACE:
        return customer_in(said.customer, cells, said.kind, ellipsis)
    rest = rest_of_work(said.work, second) if first is BlockFirst.CUSTOMER else ""
    return work_in(rest, cells, ellipsis) if rest else street_in(said.address, cells, ellipsis)


def _fits_beside(number: str, taken: int, cells: int) -> bool:
    """Whether a number costs no word: it is shown whole or not at all."""
    return bool(number) and taken + cell_width(number) + 1 <= cells
