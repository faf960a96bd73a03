"""Going through what others changed since one looked, one act after the other."""

from typing import TYPE_CHECKING

from industrack_core.domain.time.entry import format_when
from industrack_core.domain.time.minute import instant_of
from industrack_core.domain.time.span import format_clock, local_day
from industrack_tui.board import queueing
from industrack_tui.board.finding import go_to
from industrack_tui.board.schedule import Schedule
from industrack_tui.board.unseen import MOST, keep_looked, looked_before, read_unseen
from industrack_tui.commands.spoken import with_keys

if TYPE_CHECKING:
    from industrack_core.domain.acts.log import OthersAct


async def go_through(screen: Schedule) -> None:
    """To the next place that others changed, the oldest first; after the last, that this was all."""
    await read_unseen(screen)
    unseen, looked = screen.session.unseen, looked_before(screen)
    if not unseen.acts:
        if unseen.looked_at is not None:
            until = _when(screen, int(unseen.looked_at.timestamp()))
            screen.status.say(
                with_keys(f"Others changed nothing that you see up to {until}. [past.next] looks further."),
                "panel_muted",
            )
            return
        screen.session.unseen = unseen._replace(gone_through=0)
        said = "That was all" if unseen.gone_through else "Others changed nothing"
        screen.status.say(f"{said} since {_when(screen, looked.at_s)}.", "panel_muted")
        keep_looked(screen, max(looked.revision, unseen.newest))
        return
    act, rest = unseen.acts[0], unseen.acts[1:]
    at = unseen.gone_through + 1
    screen.session.unseen = unseen._replace(acts=rest, gone_through=at)
    keep_looked(screen, act.revision, looked.at_s)
    more = "+" if len(unseen.acts) == MOST or unseen.looked_at is not None else ""
    _show(screen, act)
    clock = _when(screen, int(act.at.timestamp()))
    screen.status.say(
        f"{at} of {at + len(rest)}{more}: {screen.session.called(act.who)}, {clock}: {act.line}", about=[act.job_id]
    )
    screen.show_header()


def _show(screen: Schedule, act: "OthersAct") -> None:
    """The board where the job is, or was before it was deleted."""
    if act.start is not None and act.employee_id is not None:
        go_to(screen, act.start, act.employee_id, act.job_id)
    else:
        queueing.to_job(screen, act.job_id)


def _when(screen: Schedule, at_s: int) -> str:
    """A moment in seconds since 1970 UTC, with its day where that is not today."""
    zone, instant = screen.session.known_office.zone, instant_of(at_s // 60)
    today = local_day(screen.session.now, zone)
    return format_clock(instant, zone) if local_day(instant, zone) == today else format_when(instant, zone, today=today)
