"""A block of the timeline: a cell of badge, then words; on one, two or three lines.

Which words there are is said by `block_lines`, which alarm by `alarms`, in which colors by the look.
"""

from collections.abc import Collection

from rich.segment import Segment
from rich.style import Style

from industrack_core.domain.board.alarms import Alarm, ExceptionKind, alarm_of
from industrack_core.domain.board.block_lines import BlockTexts, spoken
from industrack_core.domain.board.board import Block
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.text.text import cell_width
from industrack_tui.glyphs import mark_of
from industrack_tui.themes import CardStyles
from industrack_tui.widgets.timeline.canvas import Canvas
from industrack_tui.widgets.timeline.pieces import Pieces

_LEAST_FOR_HIGH = 4
_FINISHED = ("done", "dim")


class Dress(NamedTuple):
    """How a block looks before its words: its styles, its alarm, its first mark, and what closes it."""

    card: CardStyles
    alarm: Alarm | None
    mark: str
    closing: str
    is_done: bool


def tone_of(block: Block, canvas: Canvas) -> str:
    """How a block stands out: what is finished steps back, what a filter leaves out still more."""
    if canvas.shines is not None and not canvas.shines(block):
        return "dim"
    if block.status == "declined":
        return "declined"
    return "done" if block.status == "completed" or block.billing == "invoiced" else "live"


def block_lines(
    block: Block, canvas: Canvas, first: int, last: int, twice: Collection[int] = (), *, raised: bool = False
) -> list[Pieces]:
    """All lines of a block on canvas columns [first, last); `raised` while the cursor is on it.

    `twice` are the ids of the row's jobs that begin while another goes on.
    """
    dress = _dress(block, canvas, last, twice, raised)
    room = last - first - 1 - len(dress.closing)
    if room < 0:
        dress, room = dress._replace(closing=""), 0
    return [_one_line(block, canvas, dress, room)] if canvas.tall == 1 else _lines(block, canvas, dress, room)


def _dress(block: Block, canvas: Canvas, last: int, twice: Collection[int], raised: bool) -> Dress:
    tone, glyphs = tone_of(block, canvas), canvas.glyphs
    card = canvas.look.card(canvas.hue_of(block) or "none", "cursor" if raised else tone)
    alarm = None if tone in _FINISHED else alarm_of(block, canvas.now, twice, canvas.quiet, calm=canvas.is_calm)
    mark = glyphs.status[mark_of(block.status, block.delivery, block.billing, block.receipt)]
    if canvas.axis.column(block.start) < canvas.left:
        mark = glyphs.before
    elif block.job_id in canvas.marked:
        mark = "*"
    closing = ""
    if block.end > canvas.axis.end or canvas.axis.column(block.end) - canvas.left > last:
        closing = glyphs.after
    elif canvas.look.is_few and tone == "done":
        closing = glyphs.closes
    return Dress(card, alarm, mark, closing, tone == "done")


def _said(block: Block) -> BlockTexts:
    return BlockTexts(block.customer, block.customer_kind, block.description, block.address, block.number)


def _alarm_style(dress: Dress) -> Style:
    return dress.card.alarm if dress.alarm is not None and dress.alarm.is_red else dress.card.warn


def _words(alarm: Alarm | None, block: Block) -> str:
    """An alarm in words; what is declined by all is all alarm, and its work is read instead."""
    return alarm.words if alarm is not None and block.status != "declined" else ""


def _one_line(block: Block, canvas: Canvas, dress: Dress, room: int) -> Pieces:
    card, glyphs, alarm = dress.card, canvas.glyphs, dress.alarm
    mark, style = dress.mark, card.badge
    if alarm is not None and alarm.kind is not ExceptionKind.CHANGED and mark not in ("*", glyphs.before):
        mark, style = glyphs.alarms[alarm.kind], _alarm_style(dress)
    high = glyphs.high if block.priority == "high" and alarm is None and room >= _LEAST_FOR_HIGH else ""
    says = spoken(_said(block), room - len(high), 1, _words(alarm, block), canvas.first, glyphs.ellipsis)
    pieces = [Segment(mark, style)]
    if says.head or high:
        pieces.append(
            Segment(says.head + high, _alarm_style(dress) if alarm is not None and alarm.is_red else card.head)
        )
    used = cell_width(says.head) + len(high)
    if says.alarm:
        pieces += [Segment(" ", card.text), Segment(says.alarm, _alarm_style(dress))]
        used += 1 + len(says.alarm)
    beside = f"  {says.beside}" if says.beside else ""
    _close(pieces, beside, says.number, room - used, card, dress.closing)
    return pieces


def _lines(block: Block, canvas: Canvas, dress: Dress, room: int) -> list[Pieces]:
    card, glyphs, alarm, tall = dress.card, canvas.glyphs, dress.alarm, canvas.tall
    says = spoken(_said(block), room, tall, _words(alarm, block), canvas.first, glyphs.ellipsis)
    above = [Segment(dress.mark, card.badge)] + ([Segment(says.head, card.head)] if says.head else [])
    _close(above, "", says.number, room - cell_width(says.head), card, dress.closing)
    high = glyphs.high if block.priority == "high" else ""
    blank = glyphs.below if dress.is_done else " "
    if alarm is not None:
        below = [Segment(glyphs.alarms[alarm.kind], _alarm_style(dress))]
    else:
        below = [Segment(high or blank, card.bar)]
    used = 0
    if says.alarm:
        below.append(Segment(says.alarm, _alarm_style(dress)))
        used = len(says.alarm)
    second = f" {says.second}" if says.alarm and says.second else says.second
    loud = card._replace(text=card.alarm) if says.alarm and alarm is not None and alarm.is_red else card
    _close(below, second, "", room - used, loud, dress.closing)
    if tall == 2:
        return [above, below]
    third = [Segment(high if high and alarm is not None else blank, card.bar)]
    _close(third, says.third, "", room, card, dress.closing)
    return [above, below, third]


def _close(pieces: Pieces, text: str, number: str, room: int, card: CardStyles, closing: str) -> None:
    """The line's last piece: what else it says, the number at its right, what closes it; exactly `room` cells more."""
    blanks = room - cell_width(text) - len(number)
    filled = f"{text}{' ' * blanks}{number}{closing}"
    if filled:
        pieces.append(Segment(filled, card.text))


def is_told_in_fold(block: Block, canvas: Canvas) -> bool:
    """Whether all that is left of a block lies in hours that are not shown."""
    return canvas.axis.is_folded(block.start, block.end)
