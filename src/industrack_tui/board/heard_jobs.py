"""News of a few jobs: of the board only the rows that they are in, or were in, are read again.

Fifty consoles on one machine hear of every act, and the last of them shows it once all have read and painted.
"""

from collections.abc import Collection, Sequence

from industrack_core.domain.acts.news import Changes
from industrack_core.domain.board.board import Row
from industrack_core.domain.board.places import JobStand, RowsWanted, job_places, stand_still
from industrack_core.domain.kinds import Kind
from industrack_core.domain.time.minute import minute_of
from industrack_tui.board import reading
from industrack_tui.board.marks import renew
from industrack_tui.board.resting import ask_load
from industrack_tui.board.schedule import Schedule

_KINDS = frozenset({Kind.JOB, Kind.OUTBOX, Kind.FORM_ANSWER})
"""Where only records of these kinds changed, the rows of other jobs are what they were."""
_OF_JOBS_UNSAID = frozenset({Kind.OUTBOX, Kind.FORM_ANSWER})
"""Records of a job that the news do not name: of one act it is among its own jobs, of several maybe of none of them (a
phone that has received a job changes what its block says, and not the job)."""
_MOST = 20
"""Of more jobs the whole board is read."""


def few_jobs(screen: Schedule, news: Changes) -> frozenset[int]:
    """The jobs that the news are about; none where other rows of the timeline may have changed as well."""
    if not screen.in_timeline or news.records is None or not _KINDS.issuperset(news.records):
        return frozenset()
    if len(news.act_ids) > 1 and not _OF_JOBS_UNSAID.isdisjoint(news.records):
        return frozenset()
    jobs = news.records.get(Kind.JOB, frozenset())
    return jobs if len(jobs) <= _MOST else frozenset()


def are_out_of_sight(screen: Schedule, jobs: frozenset[int], news: Changes) -> bool:
    """Whether these jobs neither stand in a row that is loaded nor wait, before nor now, and change no hours of work
    that the axis is laid out by."""
    view, window = screen.timeline.view, screen.state.window
    if window is None or not screen.tasks.is_idle:
        return False  # rows that were read before the act may be on their way
    if not jobs.isdisjoint(screen.state.marks) or _waiting(screen, jobs):
        return False
    if any(news.jobs[each].waits for each in jobs) or job_places(jobs, view.rows.values()):
        return False
    low, high, roster = minute_of(window.starts_at), minute_of(window.ends_at), set(view.roster)

    def stands(job: JobStand | None, people: Collection[int]) -> bool:
        return job is not None and job.start < high and job.end > low and not job.crew.isdisjoint(people)

    for before, now, _ in (news.jobs[each] for each in jobs):
        moves = before is None or now is None or before[:3] != now[:3]
        if stands(now, view.rows) or (moves and (stands(before, roster) or stands(now, roster))):
            return False
    return True


def pass_over(screen: Schedule, jobs: frozenset[int], revision: int) -> None:
    """Nothing that is shown is another: only what was read of other times, and hours and alarms."""
    screen.state.forget(jobs)
    screen.state.read_up_to(revision)
    ask_load(screen, again=True, heard=True)


def rows_wanted(screen: Schedule, news: Changes) -> RowsWanted | None:
    """The rows to come with news of a few jobs that stay where they stand, in rows that are loaded.

    It is asked in the thread that listens: each value that is looked at is a whole one, and whether they still are what
    is shown is looked at when the news are there (`show_rows_heard`).
    """
    window, rows = screen.state.window, screen.timeline.view.rows
    if screen.session.past is not None or screen.bridge.closing.is_set() or news.who == screen.bridge.desk.who:
        return None  # what one does is read when it is done, and a console that is left reads no more
    jobs = few_jobs(screen, news)
    stays = [news.jobs[each].stays for each in jobs]
    crew = frozenset[int]().union(*(each.crew for each in stays if each is not None))
    if window is None or not crew or not crew <= rows.keys():
        return None
    low, high = minute_of(window.starts_at), minute_of(window.ends_at)
    if not all(each is not None and each.start < high and each.end > low for each in stays):
        return None
    return RowsWanted(window, tuple(sorted(crew)))


def show_rows_heard(screen: Schedule, jobs: frozenset[int], news: Changes) -> bool:
    """Show the rows that came with the news; False where there are none that can be relied on, and they are to be read:
    something else is shown by now, what was read before is on its way, or more follows from the change than rows."""
    heard, view = news.rows, screen.timeline.view
    if heard is None or not screen.tasks.is_idle or news.revision < screen.known:
        return False
    if screen.state.window != heard.window or not heard.lanes.keys() <= view.rows.keys():
        return False
    rows = [Row(each, lanes, view.rows[each].shades) for each, lanes in heard.lanes.items()]
    if not stand_still(jobs, job_places(jobs, view.rows.values()), job_places(jobs, rows)):
        return False
    if not jobs.isdisjoint(screen.state.marks) or any(each.job_id in jobs for each in screen.queue.queue.entries):
        return False
    screen.state.unread.hear_of(jobs, news.revision, news.who)
    with screen.state.unread.being_read():
        screen.state.forget(jobs)
        _show(screen, rows, news.who)
        _follow(screen)
    screen.state.read_up_to(news.revision)
    return True


def _show(screen: Schedule, rows: Sequence[Row], who: str) -> None:
    changed = screen.timeline.show_rows(rows, replace=False)
    if who and who != screen.bridge.desk.who:
        screen.flash(changed)


def _follow(screen: Schedule) -> None:
    """What follows from rows that are shown."""
    reading.follow(screen)
    screen.load_missing()
    screen.show_card()
    ask_load(screen, again=True, heard=True)


async def read_heard_jobs(screen: Schedule) -> None:
    """Read the rows of the jobs that were heard of; what is heard meanwhile, all at once after that. What was read
    with all that is in sight by the time its turn comes is not read again, nor is what was read of other times."""
    unread = screen.state.unread
    while unread.jobs:
        revision, who = unread.revision, unread.who
        with unread.being_read() as jobs:
            if screen.state.is_unread(revision) and not await _read(screen, jobs, who):
                await screen.read_again(office_too=False, who=who)
        screen.state.read_up_to(revision)


async def _read(screen: Schedule, jobs: frozenset[int], who: str) -> bool:
    """Read and show the rows of these jobs; False where something else is shown by now, and all is to be read."""
    office, window = screen.office, screen.state.window
    if office is None or window is None:
        return False
    screen.state.forget(jobs)
    view, roster = screen.timeline.view, screen.timeline.view.roster
    before, waited = job_places(jobs, view.rows.values()), _waiting(screen, jobs)
    known = screen.state.hours_known(roster)
    picture, queued = await screen.bridge.ask(
        lambda desk: desk.rows_of_jobs(office, window, jobs, before, roster, known)
    )
    if before != job_places(jobs, view.rows.values()):
        return False  # a row came that was read before the act
    is_shown = screen.office is office and window == screen.state.window and screen.in_timeline
    if not is_shown or screen.session.past is not None:
        return False
    # nothing is waited for in between: what is read later would be shown before
    reading.fit_hours(screen, picture, roster, heard=True)
    _show(screen, picture.rows, who)
    if not jobs.isdisjoint(screen.state.marks):
        await renew(screen)
    if waited or queued:
        await reading.show_queue_again(screen, office)
    _follow(screen)
    return True


def _waiting(screen: Schedule, jobs: frozenset[int]) -> bool:
    """Whether one of the jobs is in the queue, as far as is known."""
    queue = screen.queue.queue
    return queue.total > len(queue.entries) or any(entry.job_id in jobs for entry in queue.entries)
