"""Opening the schedule on a database, and hearing what happens there."""

import asyncio
import gc
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual.app import App

from industrack_core.domain.acts.news import Blocked, Changes, Closed, Found, Here, Lost, News, Outdated
from industrack_core.domain.errors import DatabaseOlder, IndustrackError, UsageError
from industrack_core.domain.time.span import local_day
from industrack_core.domain.time.told_clock import speed_of
from industrack_core.domain.upgrade import Progress
from industrack_tui.board import queueing
from industrack_tui.board.greeting import greet
from industrack_tui.board.schedule import Schedule
from industrack_tui.commands.command_screen import HearsNews, ShowsPeople
from industrack_tui.hearing import listen
from industrack_tui.late import late
from industrack_tui.session import OFFICE_KINDS
from industrack_tui.start import collect_again
from industrack_tui.widgets.period.kind import PeriodKind
from industrack_tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from industrack_core.desk.desk import Desk
    from industrack_core.domain.board.places import RowsWanted
    from industrack_core.domain.records.office import Company, Office

_FILLED_BY = 5.0
"""Seconds for which a board that is being opened looks for no garbage."""


async def open_board(screen: Schedule) -> None:
    """Open the database, show the board as this person left it, and listen."""
    # should it take longer, or somebody wait at the door; the toolkit's timer would read what kind of function it is
    asyncio.get_running_loop().call_later(_FILLED_BY, gc.enable)
    try:
        desk = await _opened(screen)
        office = screen.session.office = await _entered(screen)
        _restore(screen, office)
        calendar_id, order = screen.queue_calendar, screen.preferences.queue_order
        queue = await screen.bridge.ask(lambda desk: desk.queue(calendar_id=calendar_id, order=order))
    except IndustrackError as error:
        code = 2 if isinstance(error, UsageError) else 1
        screen.app.exit(code, return_code=code, message=Text(f"industrack: {error}"))
        return
    screen.state.read_up_to(office.revision)
    screen.state.go_to(local_day(desk.clock(), office.zone))
    screen.show_office()
    from industrack_tui.board.today import open_day

    screen.queue.show_queue(queue, office, order, screen.now)
    greet(screen, office)
    open_day(screen)
    if screen.preferences.kept.view in set(PeriodKind):
        from industrack_tui.board import views

        views.show_view(screen, PeriodKind(screen.preferences.kept.view))
    _ask(screen, office.company)
    screen.spawn(_listen(screen))


async def _listen(screen: Schedule) -> None:
    """Once the rows in sight are there, hear what others do, and count what they did since this person looked last."""
    if screen.loads:
        await asyncio.wait(screen.loads)
    if not screen.is_running:
        return
    # what is loaded by now stays for the day: the collector need not walk it at every page
    collect_again(for_a_day=not screen.app.is_headless)
    listen(screen.bridge, screen.state.revision, screen.heard, partial(_wanted_with, screen), screen.start.log)
    screen.set_interval(max(1.0, 5.0 / speed_of(screen.start.clock)), screen.tick)
    late("board.unseen:begin_looking")(screen)


def _wanted_with(screen: Schedule, news: Changes) -> "RowsWanted | None":
    wanted: RowsWanted | None = late("board.heard_jobs:rows_wanted")(screen, news)
    return wanted


async def _entered(screen: Schedule) -> "Office":
    """The office, once who sits here is let in."""
    office: Office = await screen.bridge.ask(lambda desk: desk.office())
    if office.person is not None and not office.person.is_active:
        office = await late("board.admitting:admitted")(screen, office)
    return office


def _restore(screen: Schedule, office: "Office") -> None:
    """Show the board as it was left; what is not there any more is left out."""
    screen.preferences.spawn = screen.spawn
    kept = screen.preferences.kept
    screen.state.show_days(kept.days if 1 <= kept.days <= 14 else 1)
    if kept.calendar_id in office.calendars_by_id and office.pool(office.calendars_by_id[kept.calendar_id]):
        screen.state.choose_calendar(kept.calendar_id)
    screen.timeline.show_tall(kept.heights.get(str(screen.outer_size.height), 0))
    queueing.settle(screen)


async def _opened(screen: Schedule) -> "Desk":
    """The desk; before a server's database is changed by a newer version, the person is asked for a copy."""

    def tell(progress: Progress) -> None:
        screen.status.say(progress.sentence)

    try:
        return await screen.bridge.open(tell)
    except DatabaseOlder as error:
        if not error.how_to_copy or screen.start.read_only:
            raise
        if not await _agreed(screen, error):
            raise DatabaseOlder(f"{error} Nothing was changed.") from error
    return await screen.bridge.open(tell, uncopied=True)


async def _agreed(screen: Schedule, error: DatabaseOlder) -> bool:
    from industrack_tui.dialogs.question import Question

    sentences = (str(error), "Make a copy first, for example:", error.how_to_copy)
    question = Question(
        screen.look, screen.glyphs, "An older database", sentences, "there is a copy: bring it up to date", loses=True
    )
    answer: asyncio.Future[bool | None] = asyncio.get_running_loop().create_future()
    screen.app.push_screen(question.unasked(), answer.set_result)
    return bool(await answer)


def _ask(screen: Schedule, company: "Company") -> None:
    """What is to be asked at the start: where the company is, and what becomes of forms that were left half filled."""
    _ask_where(screen, company)
    _warn(screen)
    if screen.start.drafts is not None:
        screen.bring(_offer_drafts(screen, screen.start.drafts))


def _warn(screen: Schedule) -> None:
    """What is wrong with the person's settings: the first of it, and how to see all."""
    warnings = screen.session.warnings
    if warnings:
        more = f" And {len(warnings) - 1} more: industrack keys prints them." if warnings[1:] else ""
        screen.status.add(f"{warnings[0]}{more}", "panel_warning")


def _ask_where(screen: Schedule, company: "Company") -> None:
    """A company that was founded without a word is asked about; one whose country is not known is told so."""
    if screen.bridge.desk.read_only or (company.country and company.version > 1):
        return
    from industrack_core.desk.records.unnamed import is_unnamed

    if is_unnamed(company):
        screen.refuse()
        screen.session.open("founding")
    elif not company.country:
        screen.status.say("Which country is the company in? Numbers and dates are read by it: g s, then c.")


async def _offer_drafts(screen: Schedule, folder: Path) -> None:
    """Offer what a console that is gone has left; without any, nothing is loaded for it."""
    if await asyncio.to_thread(lambda: any(folder.glob("*.json"))):
        from industrack_tui.board.kept_forms import offer_drafts

        await offer_drafts(screen)


def hear(screen: Schedule, news: News) -> None:
    """What anybody did is read; a database that is lost or found is said."""
    if not screen.is_running:
        return
    if isinstance(news, Lost) and news.is_shut_out:
        late("board.admitting:shut_out")(screen, news.sentence)
        return
    if screen.session.is_at_door:
        late("board.admitting:hear_outside")(screen.session, news)
        return
    if isinstance(news, Here | Lost):
        _show_people(screen, news)
    if isinstance(news, Here):
        return
    if isinstance(news, Lost | Blocked | Outdated | Closed):
        late("board.standstill:say_standstill")(screen, news)
    elif isinstance(news, Found):
        screen.session.lost_since = None
        screen.bridge.found_again()
        # of an act in doubt it is said in a moment what became of it
        (screen.status.say if screen.bridge.in_doubt else screen.status.hear)(news.sentence, "panel_good")
        screen.state.count_anew()
        screen.reload()
        screen.spawn(late("board.unseen:come_back")(screen), quietly=True)
    elif screen.state.is_unread(news.revision) or screen.state.unread.is_left_over:
        _read_news(screen, news)
    _tell_open(screen, news)


def _tell_open(screen: Schedule, news: News) -> None:
    """An open form says at once when somebody else changes its record."""
    for each in screen.app.screen_stack[1:]:
        if isinstance(each, HearsNews):
            each.heard(news)
    if not isinstance(news, Changes):  # what acts changed is shown when it is read
        screen.show_header()


def _show_people(screen: Schedule, news: Here | Lost) -> None:
    """Who else is here, everywhere where it is said; of a database that is lost nothing is known."""
    screen.session.here = news.people if isinstance(news, Here) else ()
    for each in screen.app.screen_stack[1:]:
        if isinstance(each, ShowsPeople):
            each.show_people()
    screen.show_header()
    screen.show_card()


def _read_news(screen: Schedule, news: Changes) -> None:
    if news.who == screen.bridge.desk.who and news.revision > screen.bridge.last_done:
        forget_results(screen.app, elsewhere=True)  # this person, at another console: u undoes that now
    if screen.session.past is None:  # else all is read on the way back
        _read_again(screen, news)
    if news.who != screen.bridge.desk.who or news.act_ids[1:]:
        late("board.unseen:count_unseen")(screen)


def _read_again(screen: Schedule, news: Changes) -> None:
    """Read what the news changed: the rows of a few jobs, or all that is in sight."""
    unread, jobs = screen.state.unread, late("board.heard_jobs:few_jobs")(screen, news)
    if not jobs or unread.is_left_over:
        screen.spawn(screen.read_again(news.touches(*OFFICE_KINDS), news.who))
        return
    if not unread.is_read and late("board.heard_jobs:are_out_of_sight")(screen, jobs, news):
        late("board.heard_jobs:pass_over")(screen, jobs, news.revision)
        return
    if late("board.heard_jobs:show_rows_heard")(screen, jobs, news):
        return
    unread.hear_of(jobs, news.revision, news.who)
    if not unread.is_read:
        screen.spawn(late("board.heard_jobs:read_heard_jobs")(screen))


def forget_results(app: App[Any], *, elsewhere: bool = False) -> None:
    """An act was done: whatever was said of the one before it goes, on every screen, and that u undoes it with it.

    Of one that was done `elsewhere` the news may come after an answer that knows of it already: a refusal stays.
    """
    for screen in app.screen_stack:
        status = getattr(screen, "status", None)
        if isinstance(status, StatusLine) and (status.is_result or not elsewhere):
            status.pass_on()
