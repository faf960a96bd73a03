"""News of a few jobs: of the board only the rows that they are in, or were in, are read again.

Fifty consoles on one machine hear of every act, and the last of them shows it once all have read and painted.
"""

from collections.abc import Collection

from industrack_core.domain.acts.news import Changes
from industrack_core.domain.board.places import JobStand, job_places
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


async def read_heard_jobs(screen: Schedule) -> None:
    """Read the rows of the jobs that were heard of; what is heard meanwhile, all at once after that."""
    unread = screen.state.unread
    while unread.jobs:
        revision, who = unread.revision, unread.who
        with unread.being_read() as jobs:
            if not await _read(screen, jobs, who):
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
    changed = screen.timeline.show_rows(picture.rows, replace=False)
    if who and who != screen.bridge.desk.who:
        screen.flash(changed)
    if not jobs.isdisjoint(screen.state.marks):
        await renew(screen)
    if waited or queued:
        await reading.show_queue_again(screen, office)
    reading.follow(screen)
    screen.load_missing()
    screen.show_card()
    ask_load(screen, again=True, heard=True)
    return True


def _waiting(screen: Schedule, jobs: frozenset[int]) -> bool:
    """Whether one of the jobs is in the queue, as far as is known."""
    queue = screen.queue.queue
    return queue.total > len(queue.entries) or any(entry.job_id in jobs for entry in queue.entries)
