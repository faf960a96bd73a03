"""The board as text: lanes drawn within a width, and under them every job named. For pipes, mails and logs."""

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from industrack_core.domain.board.board import Block, BoardPicture, Queue, QueueEntry, Row
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.records.job import WorkStatus
from industrack_core.domain.records.office import Employee, Office
from industrack_core.domain.text.text import clip, pad
from industrack_core.domain.time.entry import format_duration
from industrack_core.domain.time.minute import instant_of, minute_of
from industrack_core.domain.time.span import MONTH_NAMES, WEEKDAY_NAMES, Span, day_span, format_span, hour_marks

LEAST_WIDTH, USUAL_WIDTH, MOST_WIDTH = 40, 100, 1000
_USUAL_HOURS = (8, 18)


@dataclass(frozen=True, slots=True)
class _Marks:
    left: str
    right: str
    line: str
    single: str
    off: str
    now: str
    ellipsis: str


_DRAWN = _Marks("├", "┤", "─", "│", "·", "▼", "…")
_ASCII = _Marks("[", "]", "-", "|", ".", "V", "~")


@dataclass(frozen=True, slots=True)
class _Ruler:
    """Which minutes (since 1970) the drawn part of a line shows, in how many cells, after how many for names."""

    low: int
    high: int
    cells: int
    names: int

    def cell(self, minute: int) -> int:
        """The cell of a minute, kept inside the line."""
        return min(max((minute - self.low) * self.cells // (self.high - self.low), 0), self.cells)


def plain_board(
    office: Office, board: BoardPicture, day: date, now: datetime, *, width: int = USUAL_WIDTH, ascii_only: bool = False
) -> Iterator[str]:
    """The lines of one company day, without line ends: heading, hours, lanes, then each job once.

    `board` holds that day; `now` is aware. No drawn line is wider than `width` cells (40 to 1,000);
    a job's own line is as long as its words. `ascii_only` for terminals that show nothing else.
    """
    lines = _day_lines(office, board, day, now, min(max(width, LEAST_WIDTH), MOST_WIDTH), ascii_only)
    return map(_to_ascii, lines) if ascii_only else lines


def plain_queue(office: Office, queue: Queue, *, ascii_only: bool = False) -> Iterator[str]:
    """The lines of the unassigned queue: what each job lacks, its wished time, and what it is about."""
    yield f"Queue: {queue.total:,} unassigned" if queue.total else "Queue: empty"
    for entry in queue.entries:
        line = _entry_line(office, entry)
        yield _to_ascii(line) if ascii_only else line
    if queue.total > len(queue.entries):
        yield f"  and {queue.total - len(queue.entries):,} more"


def _day_lines(
    office: Office, board: BoardPicture, day: date, now: datetime, width: int, ascii_only: bool
) -> Iterator[str]:
    marks = _ASCII if ascii_only else _DRAWN
    ruler = _ruler(office, board, day, width)
    zone = office.company.zone
    today = " (today)" if now.astimezone(office.zone).date() == day else ""
    weekday, month = WEEKDAY_NAMES[day.weekday()], MONTH_NAMES[day.month - 1]
    yield clip(f"{office.company.name} | {weekday} {day.day} {month} {day.year}{today} | {zone}", width, marks.ellipsis)
    yield from _ruler_lines(office, ruler, now, marks)
    for row in board.rows:
        yield from _row_lines(office.employee(row.employee_id), row, ruler, marks)
    yield ""
    yield from _job_lines(office, board.rows, ruler)


def _ruler(office: Office, board: BoardPicture, day: date, width: int) -> _Ruler:
    """From eight to six, and wider where there is work; whole hours."""
    span = day_span(day, office.zone)
    first, last = minute_of(span.starts_at), minute_of(span.ends_at)
    blocks = [block for row in board.rows for lane in row.lanes for block in lane]
    opens, closes = (minute_of(datetime.combine(day, time(hour), office.zone)) for hour in _USUAL_HOURS)
    low = min([opens, *(block.start for block in blocks)])
    high = max([closes, *(block.end for block in blocks)])
    low, high = max(first, low - low % 60), min(last, high + -high % 60)
    people = (office.employee(row.employee_id) for row in board.rows)
    names = max((len(person.name) for person in people if person), default=0)
    names = min(names, max(10, width // 4))
    return _Ruler(low, high, width - names - 1, names)


def _ruler_lines(office: Office, ruler: _Ruler, now: datetime, marks: _Marks) -> Iterator[str]:
    hours = [" "] * (ruler.cells + 2)
    free_from = 0
    for instant, hour in hour_marks(Span(instant_of(ruler.low), instant_of(ruler.high)), office.zone):
        cell = ruler.cell(minute_of(instant))
        if cell >= free_from and cell + 2 <= ruler.cells:
            hours[cell : cell + 2] = f"{hour:02}"
            free_from = cell + 3
    yield (" " * (ruler.names + 1) + "".join(hours)).rstrip()
    if ruler.low <= minute_of(now) < ruler.high:
        clock = f"{now.astimezone(office.zone):%H:%M}"
        cell = ruler.cell(minute_of(now))
        before = f"{clock} {marks.now}"
        text = before.rjust(cell + 1) if cell >= len(before) else f"{' ' * cell}{marks.now} {clock}"
        yield " " * (ruler.names + 1) + text


def _row_lines(person: Employee | None, row: Row, ruler: _Ruler, marks: _Marks) -> Iterator[str]:
    name = pad(clip(person.name if person else "?", ruler.names, marks.ellipsis), ruler.names)
    background = [" "] * ruler.cells
    for shade in row.shades:
        start, end = ruler.cell(shade.start), ruler.cell(shade.end)
        background[start:end] = marks.off * (end - start)
        if shade.reason and _is_plain(shade.reason):
            label = clip(f" {shade.reason} ", end - start, "")
            background[start : start + len(label)] = label
    for lane in row.lanes or ((),):
        cells = list(background)
        for block in lane:
            _draw(cells, block, ruler, marks)
        yield f"{name} {''.join(cells)}".rstrip()
        name = " " * ruler.names


def _is_plain(text: str) -> bool:
    """One cell for each character, so that it can be laid over cells."""
    return text.isascii() and text.isprintable()


def _draw(cells: list[str], block: Block, ruler: _Ruler, marks: _Marks) -> None:
    start, end = ruler.cell(block.start), ruler.cell(block.end)
    start = min(start, ruler.cells - 1)
    room = max(1, min(end, ruler.cells) - start)
    if room == 1:
        drawn = marks.single
    else:
        number = block.number if _is_plain(block.number) and len(block.number) <= room - 2 else ""
        drawn = f"{marks.left}{number}{marks.line * (room - 2 - len(number))}{marks.right}"
    cells[start : start + room] = drawn


def _job_lines(office: Office, rows: Iterable[Row], ruler: _Ruler) -> Iterator[str]:
    found: dict[int, Block] = {}
    idle = []
    for row in rows:
        for block in row.blocks:
            found.setdefault(block.job_id, block)
        if not row.lanes:
            person = office.employee(row.employee_id)
            idle.append(person.name if person else "?")
    yield f"Jobs: {len(found):,}" if found else "Jobs: none"
    for block in sorted(found.values(), key=lambda block: (block.start, block.job_id)):
        yield _block_line(office, block)
    if idle:
        yield f"No jobs: {'; '.join(idle)}"


def _block_line(office: Office, block: Block) -> str:
    times = format_span(Span(instant_of(block.start), instant_of(block.end)), office.zone)
    status = WorkStatus(block.status).label
    about = _about(block.number, block.description, block.customer, block.address)
    return f"  {times:<11}  {status:<11}  {about}  [{_crew(office, block.crew_ids)}]"


def _entry_line(office: Office, entry: QueueEntry) -> str:
    wish = ""
    if entry.start is not None:
        span = Span(instant_of(entry.start), instant_of(entry.start) + timedelta(minutes=entry.minutes))
        day = span.starts_at.astimezone(office.zone)
        wish = f"  wished {WEEKDAY_NAMES[day.weekday()]} {day.day} {MONTH_NAMES[day.month - 1]} "
        wish += format_span(span, office.zone)
    crew = f"  [{_crew(office, entry.crew_ids)}]" if entry.crew else ""
    about = _about(entry.number, entry.description, entry.customer, entry.address)
    lacks = f"{entry.lacks:<15}  {entry.priority.title():<6}  {format_duration(entry.minutes):>6}"
    return f"  {lacks}  {about}{wish}{crew}"


def _about(number: str, description: str, customer: str, address: str) -> str:
    return f"{number}  " + " | ".join(part for part in (description, customer, address) if part)


def _crew(office: Office, ids: tuple[int, ...]) -> str:
    people = (office.employee(employee_id) for employee_id in ids)
    return "; ".join(person.name if person else "?" for person in people)


def _to_ascii(line: str) -> str:
    """Letters without their accents; a question mark for what has no ASCII letter."""
    if line.isascii():
        return line
    spread = unicodedata.normalize("NFKD", line)
    return "".join(char for char in spread if not unicodedata.combining(char)).encode("ascii", "replace").decode()
