"""Reading for the views of a day, a week and a month: what is in sight, and only that."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from industrack_tui.board.recalled import KeptDay, MonthAsked
from industrack_tui.board.schedule import Schedule
from industrack_tui.widgets.period.kind import PeriodKind

if TYPE_CHECKING:
    from datetime import date

    from industrack_core.desk.desk import Desk
    from industrack_core.domain.board.board import Block
    from industrack_core.domain.board.day_sums import DaySum
    from industrack_core.domain.records.office import Office
    from industrack_core.domain.time.span import Span
    from industrack_tui.widgets.period.scene import Scene


def lacks(screen: Schedule, scene: "Scene") -> bool:
    """Whether something that is in sight is not read."""
    if scene.kind is PeriodKind.WEEK:
        return bool(screen.period.missing())
    return scene.loaded_for != (scene.kind, scene.first_day) or bool(screen.period.missing_jobs())


def recall_scene(screen: Schedule, scene: "Scene") -> bool:
    """Show it as it was read before; whether it was."""
    recalled, period = screen.state.recalled, screen.period
    if scene.kind is PeriodKind.WEEK:
        kept, missing = recalled.rows.at(scene.window, screen.known), period.missing()
        if kept is None or not all(each in kept.rows for each in missing):
            return False
        period.show_rows([kept.rows[each] for each in missing], replace=False)
        return True
    if scene.kind is PeriodKind.DAY:
        return _recall_day(screen, scene)
    sums = recalled.sums.at(_month_asked(screen, scene), screen.known)
    if sums is not None:
        _show_sums(screen, scene, sums)
    return sums is not None


def _recall_day(screen: Schedule, scene: "Scene") -> bool:
    """A day of which other jobs are in sight than were read is shown as far as it was."""
    day = screen.state.recalled.days.at((scene.window, _shown_of_all(screen, scene)), screen.known)
    if day is None or scene.loaded_for == (scene.kind, scene.first_day):
        return False
    scene.loaded_for = (scene.kind, scene.first_day)
    screen.period.show_starts(day.starts, again=False)
    screen.period.show_blocks(day.read, day.blocks, replace=True)
    return not screen.period.missing_jobs()


def _show_sums(screen: Schedule, scene: "Scene", sums: "Sequence[DaySum]") -> None:
    scene.loaded_for = (scene.kind, scene.first_day)
    screen.period.show_sums(sums)


def _month_asked(screen: Schedule, scene: "Scene") -> MonthAsked:
    """What is asked of a month."""
    return (
        scene.first_day, len(scene.days), screen.period.outer_size.height - 1, _shown_of_all(screen, scene), screen.now
    )  # fmt: skip


async def _read_month(screen: Schedule, office: "Office", asked: MonthAsked) -> "Sequence[DaySum]":
    """The days with as many first jobs as are shown of each: more than usual where other weeks of the month have none,
    which is not known before."""
    from industrack_tui.widgets.period.month import most_jobs

    first, count, room, theirs, _ = asked
    has_jobs, most = [True for _ in range(0, count, 7)], 0
    while (wanted := most_jobs(has_jobs, room)) > most:
        most = wanted
        sums = await screen.bridge.ask(partial(_days, office, first, count, most, theirs))
        has_jobs = [any(each.jobs for each in sums[at : at + 7]) for at in range(0, count, 7)]
    return sums


def _days(
    office: "Office", first: "date", count: int, most: int, theirs: Sequence[int] | None, desk: "Desk"
) -> "Sequence[DaySum]":
    return desk.days(office, first, count, most, theirs)


async def _read_day(screen: Schedule, scene: "Scene", replace: bool) -> None:
    """When the jobs of a day begin, and those in sight; with `replace` also where they were read before."""
    period, window, known, theirs = screen.period, scene.window, screen.known, _shown_of_all(screen, scene)
    shown = (scene.kind, scene.first_day)
    if replace or scene.loaded_for != shown:
        seen = period.jobs_in_sight() if scene.loaded_for == shown else []
        starts, blocks = await screen.bridge.ask(
            lambda desk: (desk.day_starts(window, theirs), desk.blocks_beside(window, seen))
        )
        if not _is_shown(screen, scene, window):
            return
        again, scene.loaded_for = scene.loaded_for == shown, shown
        period.show_starts(starts, again=again)
        scene.know(seen, _of(theirs, blocks), replace=True)
    missing = period.missing_jobs()
    more = await screen.bridge.ask(lambda desk: desk.blocks_beside(window, missing)) if missing else []
    if _is_shown(screen, scene, window):
        period.show_blocks(missing, _of(theirs, more), replace=False)
        kept = KeptDay(scene.starts, scene.read, scene.blocks)
        screen.state.recalled.days.keep((window, theirs), known, kept)


def _is_shown(screen: Schedule, scene: "Scene", window: "Span") -> bool:
    return screen.period.scene is scene and scene.window == window


def _of(employee_ids: Sequence[int] | None, blocks: "Sequence[Block]") -> "Sequence[Block]":
    wanted = None if employee_ids is None else set(employee_ids)
    return [each for each in blocks if wanted is None or each.employee_id in wanted]


async def read_scene(screen: Schedule, office: "Office", scene: "Scene", replace: bool) -> None:
    """Read what a view shows; an answer for another period is dropped."""
    first, window, period = scene.first_day, scene.window, screen.period
    recalled, known = screen.state.recalled, screen.known
    if scene.kind is PeriodKind.DAY:
        await _read_day(screen, scene, replace)
    elif scene.kind is PeriodKind.WEEK:
        people = period.in_sight() if replace else period.missing()
        board = await screen.bridge.ask(lambda desk: desk.board(office, window, people))
        recalled.keep_rows(board, ())
        if period.scene is scene and scene.first_day == first:
            period.show_rows(board.rows, replace)
    else:
        asked = _month_asked(screen, scene)
        sums = await _read_month(screen, office, asked)
        recalled.sums.keep(asked, known, sums)
        if period.scene is scene and scene.first_day == first:
            _show_sums(screen, scene, sums)


def _shown_of_all(screen: Schedule, scene: "Scene") -> tuple[int, ...] | None:
    """Who is shown, when it is not everybody."""
    state = screen.state
    return tuple(scene.roster) if state.calendar_id or state.filter.groups or state.filter.hides else None
