"""The list of what needs an eye now; enter goes there, s snoozes, a acknowledges."""

from datetime import timedelta

from industrack_core.domain.acts.acts import Snooze
from industrack_core.domain.board.exceptions import BoardException
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.office import Office
from industrack_core.domain.time.entry_duration import format_duration
from industrack_core.domain.time.minute import instant_of
from industrack_tui.acting import perform
from industrack_tui.board.finding import go_to
from industrack_tui.board.schedule import Schedule
from industrack_tui.dialogs.record_list import RecordList

_SNOOZE = timedelta(minutes=30)
_SOON = 60


def show_exceptions(screen: Schedule) -> None:
    """List the exceptions of the rows shown; they are read meanwhile."""
    office = screen.office
    if office is None:
        return
    listing = ExceptionList(screen, office)

    def chosen(each: BoardException | None) -> None:
        if each is not None:
            screen.status.say(
                f"{each.kind.label}: {each.block.number}, {each.text}.", "panel_warning", about=[each.block.job_id]
            )
            go_to(screen, each.block.start, each.block.employee_id, each.block.job_id)

    screen.app.push_screen(listing, chosen)
    listing.fill(listing.read())


class ExceptionList(RecordList[BoardException]):
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
        people = [employee.id for employee in office.rows_of(self.schedule.calendar)]
        self.records = await self.schedule.bridge.seek(lambda desk: desk.exceptions(office, people))
        self.heading = f"Exceptions {len(self.records)}"
        self.of_jobs([each.block.job_id for each in self.records], known)

    def line(self, each: BoardException) -> tuple[str, str]:
        """How long until it hurts, what, which job, whose."""
        minutes = each.minutes_until(self.now)
        when = f"in {format_duration(minutes)}" if minutes > 0 else "now"
        when = f"{format_duration(-minutes)} ago" if minutes < 0 else when
        role = "panel_error" if minutes <= 0 else "panel_warning" if minutes <= _SOON else "panel"
        block = each.block
        who = self.office.employee(block.employee_id)
        told = f"{when:<11}{each.kind.label:<15}{block.number:<8}{who.short_name if who else '':<18}"
        return f"{told}{block.description}, {block.customer}: {each.text}", role

    def quiet(self, each: BoardException, until: timedelta | None) -> None:
        """Keep it out of the list for a while, or for good."""

        until_at = self.schedule.session.now + until if until is not None else None
        whole = until_at.replace(second=0, microsecond=0) if until_at is not None else None
        act = Snooze(each.block.job_id, each.kind, instant_of(each.block.start), whole)
        perform(self.schedule, act, Kind.SNOOZE.noun)
        self.remove_current()
