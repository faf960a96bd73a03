"""Why not here: every reason that speaks against a job at the cursor, and the changes that leave none."""

from industrack_core.domain.acts.acts import PlanJob
from industrack_core.domain.board.board import Block
from industrack_core.domain.board.slots import Advice, Change
from industrack_core.domain.records.office import Office
from industrack_core.domain.time.entry import format_duration
from industrack_core.domain.time.minute import instant_of
from industrack_tui.acting import perform
from industrack_tui.board import verdict
from industrack_tui.board.carrying import Carry
from industrack_tui.board.schedule import Schedule
from industrack_tui.dialogs.dialog import READING
from industrack_tui.dialogs.menu import Choice, Menu

_LETTERS = "abcdefgh"
_LEAVE = Choice("", "x", "Leave it", "change nothing")


def explain(screen: Schedule) -> None:
    """For the job in hand, the one under the cursor, or on a free cell the queue's selected one."""
    act, number = _asked(screen)
    if act is None:
        screen.status.say("Why: there is no job here, and none selected in the queue.", "panel_warning")
        return
    office = screen.office
    assert office is not None
    advice: list[Advice] = []

    def chosen(choice: str | None) -> None:
        if choice:
            better = advice[int(choice)]
            screen.enter_mode(None)
            screen.state.follow_job(act.job_id, after=act.version)
            plan = PlanJob(act.job_id, act.version, better.crew, instant_of(better.start), better.minutes)
            perform(screen, plan, "do it anyway")

    menu = Menu(screen.look, screen.glyphs, verdict.where(number, act, office), [_LEAVE], [READING])
    screen.app.push_screen(menu.of_jobs([act.job_id], screen.known), chosen)
    menu.fill(_advise(screen, menu, act, number, advice))


def _asked(screen: Schedule) -> tuple[PlanJob | None, str]:
    if isinstance(screen.mode, Carry) and isinstance(screen.mode.act, PlanJob):
        return screen.mode.act, screen.mode.held.number
    block, entry = screen.block, screen.queue.selected
    if isinstance(block, Block):
        start = instant_of(block.start)
        return PlanJob(block.job_id, block.version, block.crew_ids, start, block.end - block.start), block.number
    if entry is not None and screen.employee_id is not None:
        start = instant_of(screen.minute)
        return PlanJob(entry.job_id, entry.version, (screen.employee_id,), start, entry.minutes), entry.number
    return None, ""


async def _advise(screen: Schedule, menu: Menu, act: PlanJob, number: str, advice: list[Advice]) -> None:
    """Bring reasons and choices; what can be chosen goes into `advice` too."""
    office, calendar = screen.office, screen.calendar
    assert office is not None
    findings, found = await screen.bridge.seek(lambda desk: desk.advise(office, act, calendar))
    advice += found
    reasons = [finding.text for finding in findings] or ["Nothing speaks against it."]
    choices = [
        Choice(str(index), _LETTERS[index], _label(each), _told(each, number, office, act))
        for index, each in enumerate(advice[: len(_LETTERS)])
        if findings
    ]
    if findings and not choices:
        reasons.append("Nobody who can do it is free within 14 days.")
    menu.choices, menu.about = (*choices, _LEAVE), tuple(reasons)


def _label(advice: Advice) -> str:
    return {
        Change.TIME: "Another time", Change.PERSON: "Somebody else", Change.SHORTER: "Shorter",
        Change.BOTH: "Person and time",
    }[advice.change]  # fmt: skip


def _told(advice: Advice, number: str, office: Office, act: PlanJob) -> str:
    better = PlanJob(act.job_id, act.version, advice.crew, instant_of(advice.start), advice.minutes)
    told = verdict.where(number, better, office).partition(" to ")[2]
    return f"{told}, {format_duration(advice.minutes)}" if advice.change is Change.SHORTER else told
