"""The card of a job in columns: what and where, when and who and what is wrong with it, notes and what it is made of.

One column below 100 cells, two from there, three from 160. Pure text with style roles; loaded after the first frame.
"""

from collections.abc import Sequence

from industrack_core.domain.board.alarms import Alarm, ExceptionKind
from industrack_core.domain.board.board import Block, QueueEntry
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.records.job import WorkStatus
from industrack_core.domain.records.office import Office
from industrack_core.domain.text.text import cell_width, clip
from industrack_tui.glyphs import Glyphs
from industrack_tui.widgets.card_text import crew_names, delivery_text, job_mark, when_text

Parts = list[tuple[str, str]]

_TWO, _THREE = 100, 160
_SHARES = {1: (1.0,), 2: (0.48, 0.52), 3: (0.38, 0.27, 0.35)}
_GAP = "   "


@dataclass(frozen=True, slots=True)
class CardSubject:
    """What a card is of: a job with its alarm, and `parts`, what it is made of, three blanks between them; `elsewhere`
    says who else has it open."""

    job: Block | QueueEntry
    alarm: Alarm | None = None
    parts: str = ""
    elsewhere: str = ""


def alarm_of_entry(entry: QueueEntry, now: int) -> Alarm | None:
    """A job that waits, and should have begun."""
    if entry.start is None or entry.start >= now:
        return None
    return Alarm(ExceptionKind.LATE_START, now - entry.start, is_red=True)


def card_lines(subject: CardSubject, office: Office, glyphs: Glyphs, width: int, height: int) -> list[Parts]:
    """The lines of a card of so many cells."""
    count = 3 if width >= _THREE else 2 if width >= _TWO else 1
    if count == 1:
        return _one(subject, office, glyphs, height)
    columns = (_two if count == 2 else _three)(subject, office, glyphs)
    return _beside(columns, [int(width * share) for share in _SHARES[count]], height, glyphs.ellipsis)


def _one(subject: CardSubject, office: Office, glyphs: Glyphs, height: int) -> list[Parts]:
    job = subject.job
    lines = [
        [*_head(job, glyphs), *_elsewhere(subject, _GAP), (f"{_GAP}{job.description}", "panel")],
        [*_when(job, office), (f"{_GAP}{crew_names(job.crew_ids, office)}", "panel"), *_state(subject, glyphs, _GAP)],
    ]
    where, notes = _where(job), [*_site(job), *_note(job)]
    last = [[*_joined([*notes[:1], where, *notes[1:]]), *_made(subject)]]
    return lines + (last if height <= 3 else [where, [*_joined(notes), *_made(subject)]])


def _two(subject: CardSubject, office: Office, glyphs: Glyphs) -> list[list[Parts]]:
    job = subject.job
    notes, service = _joined([*_site(job), *_note(job)]), _service(job, office)
    return [
        [_head(job, glyphs), [(f" {job.description}", "panel")], *([notes, service] if notes else [service])],
        [[*_when(job, office), *_elsewhere(subject, _GAP)],
         [(f" {crew_names(job.crew_ids, office)}", "panel"), *_tail(_where(job))],
         _state(subject, glyphs, " "), _made(subject)],
    ]  # fmt: skip


def _three(subject: CardSubject, office: Office, glyphs: Glyphs) -> list[list[Parts]]:
    job = subject.job
    made = [[(f" {each}", "panel_muted")] for each in subject.parts.split(_GAP) if each]
    return [
        [_head(job, glyphs), [(f" {job.description}", "panel")], _where(job), _service(job, office)],
        [_when(job, office), [(f" {crew_names(job.crew_ids, office)}", "panel")], _state(subject, glyphs, " ")],
        [*filter(None, [_elsewhere(subject, " ")]), *_site(job), *_note(job), *made],
    ]


def _head(job: Block | QueueEntry, glyphs: Glyphs) -> Parts:
    mark = {"high": f" {glyphs.high}", "low": f" {glyphs.low}"}.get(job.priority, "")
    return [(f" {job.customer}{mark}", "panel_strong"), (f"{_GAP}{job.number}", "panel_accent")]


def _elsewhere(subject: CardSubject, before: str) -> Parts:
    return [(f"{before}{subject.elsewhere}", "panel_warning")] if subject.elsewhere else []


def _when(job: Block | QueueEntry, office: Office) -> Parts:
    return [(f" {when_text(job, office)}", "panel_strong")]


def _where(job: Block | QueueEntry) -> Parts:
    told = f" {job.address or 'no address'}" + (f"{_GAP}{job.phone}" if job.phone else "")
    return [(told, "panel_muted")]


def _service(job: Block | QueueEntry, office: Office) -> Parts:
    service_type = office.service_types_by_id.get(job.service_type_id or 0)
    return [(f" {service_type.name}", "panel_muted")] if service_type else []


def _state(subject: CardSubject, glyphs: Glyphs, before: str) -> Parts:
    """The alarm as a chip, then the status with its mark, and what its crew knows."""
    job, alarm = subject.job, subject.alarm
    status = WorkStatus(job.status)
    role = {"completed": "panel_good", "started": "panel_good"}.get(status, "panel")
    mark = job_mark(job, glyphs)
    parts: Parts = [(before, "panel")]
    if alarm is not None:
        chip = f" {glyphs.alarms[alarm.kind]} {alarm.words} "
        parts += [(chip, "alarm" if alarm.is_red else "warn"), (" ", "panel")]
    return [*parts, (f"{mark} {status.label}", role), (f", {delivery_text(job).lower()}", "panel_muted")]


def _site(job: Block | QueueEntry) -> list[Parts]:
    return [[(" Site  ", "panel_muted"), (" ".join(job.site_note.split()), "panel_warning")]] if job.site_note else []


def _note(job: Block | QueueEntry) -> list[Parts]:
    return [[(" Note  ", "panel_muted"), (" ".join(job.note.split()), "panel")]] if job.note else []


def _made(subject: CardSubject) -> Parts:
    return [(f"  {subject.parts}", "panel_muted")] if subject.parts else []


def _tail(parts: Parts) -> Parts:
    return [(f"  {text}", role) for text, role in parts]


def _joined(lines: Sequence[Parts]) -> Parts:
    return [part for place, line in enumerate(lines) for part in (line if not place else [("  ", "panel"), *line])]


def _beside(columns: Sequence[Sequence[Parts]], widths: Sequence[int], height: int, ellipsis: str) -> list[Parts]:
    """Columns beside each other, each cut to its width with a blank at its end."""
    lines: list[Parts] = []
    for at in range(min(height, max(map(len, columns)))):
        line: Parts = []
        for column, width in zip(columns, widths, strict=True):
            line += _filled(column[at] if at < len(column) else [], width, ellipsis)
        lines.append(line)
    return lines


def _filled(parts: Parts, width: int, ellipsis: str) -> Parts:
    kept: Parts = []
    room = width - 1
    for text, role in parts:
        if room <= 0:
            break
        fitting = clip(text, room, ellipsis)
        kept.append((fitting, role))
        room -= cell_width(fitting)
    return [*kept, (" " * (room + 1), "panel")]
