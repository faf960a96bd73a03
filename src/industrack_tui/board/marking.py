"""What is done to all marked jobs at once: moved, reassigned, dispatched, deleted, after a look at a table."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from industrack_core.domain.acts.acts import DeleteJob, DispatchJob, JobAct, PlanJob, SetStatus, Together, UnassignJob
from industrack_core.domain.acts.drafts import Scope
from industrack_core.domain.board.board import Block
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Trial
from industrack_core.domain.records.job import WorkStatus, next_status
from industrack_core.domain.text.text import how_many
from industrack_core.domain.time.entry import EntryError, format_duration, parse_duration
from industrack_core.domain.time.minute import instant_of
from industrack_core.domain.time.span import day_span
from industrack_tui.acting import perform
from industrack_tui.board import marks
from industrack_tui.board import status as statuses
from industrack_tui.board.crew import TickList
from industrack_tui.board.schedule import Schedule
from industrack_tui.board.state import Marked
from industrack_tui.dialogs.prompt import Prompt
from industrack_tui.dialogs.record_list import RecordList

Make = Callable[[Marked], JobAct | None]


def dispatch_all(screen: Schedule) -> None:
    """Send them all."""
    look_over(screen, "Dispatch", lambda job: DispatchJob(job.job_id, job.version))


def unassign_all(screen: Schedule) -> None:
    """All of them back to the queue."""
    look_over(screen, "To the queue", lambda job: UnassignJob(job.job_id, job.version))


def delete_all(screen: Schedule) -> None:
    """Delete them all."""
    look_over(screen, "Delete", lambda job: DeleteJob(job.job_id, job.version, Scope.THIS))


def next_status_all(screen: Schedule) -> None:
    """The next status of each."""

    def make(job: Marked) -> JobAct | None:
        following = next_status(WorkStatus(job.status))
        return SetStatus(job.job_id, job.version, following) if following is not None else None

    look_over(screen, "Next status", make)


def any_status_all(screen: Schedule) -> None:
    """Ask for a status for all."""

    def chosen(status: WorkStatus, reason: str) -> None:
        look_over(screen, status.label, lambda job: SetStatus(job.job_id, job.version, status, reason))

    title = f"Status of {how_many(len(screen.state.marks), Kind.JOB.noun)}"
    statuses.choose_status(screen, title, chosen, list(screen.state.marks.values()))


def reassign_all(screen: Schedule) -> None:
    """Ask for a crew for all."""
    office = screen.office
    assert office is not None

    def chosen(crew: tuple[int, ...] | None) -> None:
        if crew is not None:
            look_over(
                screen, "Reassign", lambda job: PlanJob(job.job_id, job.version, crew, _start(job), _minutes(job))
            )

    people = office.pool(screen.calendar)
    title = f"Crew of {how_many(len(screen.state.marks), Kind.JOB.noun)}"
    screen.app.push_screen(TickList(screen, title, people, (), lambda each: (each.role, "panel")), chosen)


def move_all(screen: Schedule) -> None:
    """Ask by how much, and move them all."""

    def explain(text: str) -> tuple[str, bool]:
        try:
            minutes = parse_shift(text)
        except EntryError as error:
            return str(error), False
        return f"{format_duration(abs(minutes))} {'later' if minutes > 0 else 'earlier'}", True

    def typed(text: str | None) -> None:
        if text:
            by = parse_shift(text)

            def make(job: Marked) -> JobAct | None:
                start = _start(job)
                if start is None:
                    return None
                return PlanJob(job.job_id, job.version, job.crew_ids, start + timedelta(minutes=by), _minutes(job))

            # those in front first, so that the marked ones do not stand in each other's way
            look_over(screen, "Move", make, latest_first=by > 0)

    title = f"Move {how_many(len(screen.state.marks), Kind.JOB.noun)} by"
    screen.app.push_screen(Prompt(screen.look, screen.glyphs, title, "+30m, -1h, +1d", explain), typed)


def parse_shift(text: str) -> int:
    """Minutes of `+30m`, `-1h`, `+1d`. Raises EntryError."""
    text = text.strip()
    sign = -1 if text.startswith("-") else 1
    minutes = parse_duration(text.lstrip("+-").strip())
    if not minutes:
        raise EntryError("By how much? Type for example: +30m")
    return sign * minutes


def _minutes(job: Marked) -> int:
    return job.end - job.start if isinstance(job, Block) else job.minutes


def _start(job: Marked) -> datetime | None:
    return instant_of(job.start) if job.start is not None else None


def look_over(
    screen: Schedule, title: str, make: Make, *, jobs: Sequence[Marked] = (), latest_first: bool = False
) -> None:
    """Show what each of the marked jobs (or of `jobs`) would become; enter does those that can be done, as one act."""
    chosen = list(jobs) or list(screen.state.marks.values())
    chosen.sort(key=lambda job: (job.start is None, job.start or 0, job.job_id), reverse=latest_first)
    acts = [act for job in chosen if (act := make(job)) is not None]
    if not acts:
        screen.status.say(f"{title}: none of these jobs can be.", "panel_warning")
        return
    screen.bring(_look_over(screen, title, chosen, acts))


async def _look_over(screen: Schedule, title: str, jobs: Sequence[Marked], acts: Sequence[JobAct]) -> None:
    trials = await screen.bridge.follow(lambda desk: desk.rehearse(acts))
    by_id = {job.job_id: job for job in jobs}
    can = [trial for trial in trials if trial.would_do]

    def drawn(trial: Trial) -> tuple[str, str]:
        said = " ".join(finding.text for finding in trial.findings if finding.text not in trial.sentence)
        role = "panel_error" if not trial.would_do else "panel_warning" if trial.findings else "panel"
        job = by_id[trial.job_id]
        refused = "" if trial.would_do else f"{job.number} {job.description} stays. "
        return f"{refused}{trial.sentence} {said}", role

    def answered(trial: Trial | None) -> None:
        if trial is None:
            screen.status.say("Nothing was changed.")
        elif not can:
            screen.status.say("None of them can be done.", "panel_warning")
        else:
            _do(screen, acts, can)

    about = [
        f"{len(can)} of {len(trials)} can be done."
        if len(can) < len(trials)
        else f"{how_many(len(can), Kind.JOB.noun)}."
    ]
    keys = "enter does it   arrows look   esc back"
    table: RecordList[Trial] = RecordList(screen.look, screen.glyphs, title, trials, drawn, keys, about=about)
    screen.app.push_screen(table.of_jobs([act.job_id for act in acts], screen.known), answered)


def _do(screen: Schedule, acts: Sequence[JobAct], can: Sequence[Trial]) -> None:

    accepted = {trial.job_id: trial.accepted for trial in can}
    chosen = []
    for act in acts:
        if act.job_id in accepted:
            yes = accepted[act.job_id]
            chosen.append(replace(act, accepted=yes) if yes and not isinstance(act, SetStatus) else act)
    marks.clear_marks(screen)
    perform(screen, Together(tuple(chosen)), "do it")


def dispatch_day(screen: Schedule) -> None:
    """Every job of the cursor's day that its crew was not sent, or not in its latest version."""
    screen.bring(_dispatch_day(screen))


async def _dispatch_day(screen: Schedule) -> None:
    office = screen.office
    assert office is not None
    window = day_span(screen.day, office.zone)
    blocks = await screen.bridge.ask(lambda desk: desk.all_blocks(window))
    people = set(screen.timeline.view.roster)
    unsent = {
        each.job_id: each
        for each in blocks
        if each.employee_id in people and each.delivery != "dispatched" and each.status == "not_started"
        and screen.state.filter.shines(each) and window.contains(instant_of(each.start))
    }  # fmt: skip
    if not unsent:
        screen.status.say("Every job of the day is dispatched.", "panel_good")
        return
    title = f"Dispatch {screen.day:%A} {screen.day.day} {screen.day:%B}"
    look_over(screen, title, lambda job: DispatchJob(job.job_id, job.version), jobs=list(unsent.values()))
