"""The list of what needs an eye now; enter goes there, s snoozes, a acknowledges."""

from datetime import timedelta
from typing import TYPE_CHECKING

from industrack_core.domain.acts.acts import Snooze
from industrack_core.domain.board.alarms import RED, ExceptionKind
from industrack_core.domain.board.board import Block
from industrack_core.domain.board.exceptions import BoardException
from industrack_core.domain.board.matters import Matter
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.office import Office
from industrack_core.domain.time.entry_duration import format_duration
from industrack_core.domain.time.minute import instant_of
from industrack_tui.acting import perform
from industrack_tui.board.finding import go_to
from industrack_tui.board.schedule import Schedule
from industrack_tui.dialogs.record_list import RecordList
from industrack_tui.late import late
from industrack_tui.lists.opening import show_list

if TYPE_CHECKING:
    from industrack_tui.lists.spec import ListSpec

_STAYS = {
    ExceptionKind.FIELD: "A report stays until it is decided on: enter goes there.",
    ExceptionKind.SILENT: "A silent phone stays until it is heard of, or signed out: enter goes there.",
}
_SNOOZE = timedelta(minutes=30)
_SOON = 60


def show_exceptions(screen: Schedule) -> None:
    """List the exceptions of the rows shown; they are read meanwhile."""
    office = screen.office
    if office is None:
        return
    listing = ExceptionList(screen, office)

    def chosen(each: BoardException | Matter | None) -> None:
        if isinstance(each, Matter):
            go_to_it(screen, each)
        elif each is not None:
            screen.status.say(
                f"{each.kind.label}: {each.block.number}, {each.text}.", "panel_warning", about=[each.block.job_id]
            )
            go_to_it(screen, each.block)

    screen.app.push_screen(listing, chosen)
    listing.fill(listing.read())


def go_to_it(screen: Schedule, about: Block | Matter) -> None:
    """To a job's block; to a report in the tray, to the phones of who is silent."""
    if isinstance(about, Block):
        go_to(screen, about.start, about.employee_id, about.job_id)
        return
    if about.kind is ExceptionKind.FIELD:
        tray: ListSpec = late("office.field_reports:FIELD_REPORTS")
        show_list(screen.session, tray, at=about.report_id)
        return
    phones: ListSpec = late("office.phones:PHONES")
    who = screen.office.employee(about.employee_id) if screen.office is not None else None
    show_list(screen.session, phones, parent=about.employee_id, of=who.name if who else "")


class ExceptionList(RecordList[BoardException | Matter]):
    """The list; a read-only console only looks and goes there."""

    def __init__(self, screen: Schedule, office: Office) -> None:
        self.schedule, self.office, self.now = screen, office, screen.now
        keys = {"s": lambda each: self.quiet(each, _SNOOZE), "a": lambda each: self.quiet(each, None)}
        super().__init__(
            screen.look, screen.glyphs, "Exceptions", (), self.line,
            "enter go there   s snooze 30 minutes   a acknowledge   esc back",
            keys={} if screen.bridge.desk.read_only else keys, nothing="Nothing needs an eye.",
        )  # fmt: skip

    async def read(self) -> None:
        """Bring what needs an eye."""
        known, office = self.schedule.known, self.office
        people = office.row_ids(self.schedule.calendar)
        jobs = await self.schedule.bridge.seek(lambda desk: desk.exceptions(office, people))
        beside = await self.schedule.bridge.seek(lambda desk: desk.matters(people))
        red = sum(each.kind in RED for each in jobs)
        self.records = [*jobs[:red], *beside, *jobs[red:]]
        self.heading = f"Exceptions {len(self.records)}"
        self.of_jobs([each.block.job_id for each in jobs], known)

    def line(self, each: BoardException | Matter) -> tuple[str, str]:
        """How long until it hurts, what, which job, whose."""
        minutes = each.minutes_until(self.now)
        when = f"in {format_duration(minutes)}" if minutes > 0 else "now"
        when = f"{format_duration(-minutes)} ago" if minutes < 0 else when
        role = "panel_error" if minutes <= 0 else "panel_warning" if minutes <= _SOON else "panel"
        block = each if isinstance(each, Matter) else each.block
        who = self.office.employee(block.employee_id)
        number = block.number if isinstance(block, Block) else ""
        told = f"{when:<11}{each.kind.label:<15}{number:<8}{who.short_name if who else '':<18}"
        if isinstance(block, Matter):
            return f"{told}{block.text}", role
        return f"{told}{block.description}, {block.customer}: {each.text}", role

    def quiet(self, each: BoardException | Matter, until: timedelta | None) -> None:
        """Keep it out of the list for a while, or for good; what is no job stays until it is dealt with."""
        if isinstance(each, Matter):
            self.say_error(_STAYS[each.kind])
            return
        until_at = self.schedule.session.now + until if until is not None else None
        whole = until_at.replace(second=0, microsecond=0) if until_at is not None else None
        act = Snooze(each.block.job_id, each.kind, instant_of(each.block.start), whole)
        perform(self.schedule, act, Kind.SNOOZE.noun)
        self.remove_current()
