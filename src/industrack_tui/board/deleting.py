"""Deleting a job: first whether it can go, then which jobs of its series go with it, then whether that is meant."""

from dataclasses import replace

from industrack_core.domain.acts.acts import DeleteJob
from industrack_core.domain.acts.drafts import Scope
from industrack_core.domain.board.board import Block, QueueEntry
from industrack_core.domain.outcomes import Done, Refused
from industrack_tui.acting import perform
from industrack_tui.board.schedule import Schedule
from industrack_tui.dialogs.menu import Choice, Menu
from industrack_tui.dialogs.question import Question

_SCOPES = (
    Choice(Scope.THIS, "t", "This one", "only this job"),
    Choice(Scope.FOLLOWING, "f", "This and following", "those of the series that have not begun"),
    Choice(Scope.ALL, "a", "All", "every job of the series that has not begun"),
)


async def ask_deletion(screen: Schedule, shown: Block | QueueEntry) -> None:
    """Say why a job stays, or ask before it goes; of a series, which of its jobs."""
    job = await screen.bridge.ask(lambda desk: desk.job(shown.job_id))
    act = DeleteJob(shown.job_id, shown.version)
    judged = await screen.bridge.weigh(lambda desk: desk.judge(act))
    if not isinstance(judged, Done) and not (isinstance(judged, Refused) and judged.asks_only):
        screen.status.say(judged.sentence, "panel_error")
        screen.refuse()
        return
    name = f"{shown.number} {shown.description}, {shown.customer}"
    findings = judged.findings if isinstance(judged, Refused) else ()
    if job is not None and job.series_id is not None:
        _ask_which(screen, act, [name, *(finding.text for finding in findings)])
        return
    sure = replace(act, accepted=frozenset(finding.kind for finding in findings))
    told = [name, *(finding.text for finding in findings)]
    question = Question(screen.look, screen.glyphs, "Delete this job?", told, "delete it", loses=True)
    question.of_jobs([act.job_id], screen.known)
    screen.app.push_screen(question, lambda yes: perform(screen, sure, "delete it") if yes else None)


def _ask_which(screen: Schedule, act: DeleteJob, told: list[str]) -> None:
    """What speaks against it is asked for all that go, once it is known which."""

    def chosen(scope: str | None) -> None:
        if scope is not None:
            perform(screen, replace(act, scope=Scope(scope)), "delete it")

    menu = Menu(screen.look, screen.glyphs, "Delete which jobs?", _SCOPES, told)
    screen.app.push_screen(menu.of_jobs([act.job_id], screen.known), chosen)
