"""Forms that a console which is gone has left half filled: offered at the next start, one after the other."""

import asyncio
from typing import TYPE_CHECKING

from industrack_core.desk.desk import login_name
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.listing import ListQuery
from industrack_tui.board.schedule import Schedule
from industrack_tui.dialogs.menu import Choice, Menu
from industrack_tui.dialogs.question import Question
from industrack_tui.drafts import DraftFile, KeptForm, age_text, left_behind
from industrack_tui.forms.job.open_form import open_left

if TYPE_CHECKING:
    from industrack_core.desk.desk import Desk
    from industrack_core.domain.rights import Sitter

_MOST_USERS = 1000


async def offer_drafts(screen: Schedule) -> None:
    """Offer what a console that is gone has left, the newest first."""
    folder = screen.start.drafts
    if folder is None:
        return
    desk = screen.bridge.desk
    office = screen.session.known_office
    company, also = office.company.key, await screen.bridge.seek_now(lambda desk: _other_logins(desk, office.person))
    found = await asyncio.to_thread(lambda: list(left_behind(folder, desk.place, desk.who, company, also)))
    await _offer_next(screen, found)


def _other_logins(desk: "Desk", person: "Sitter | None") -> tuple[str, ...]:
    """By which other login this person may have been known where the company was before: that of the one other user of
    their name, and of several none; without roles the machine's user, who keeps these drafts."""
    if person is None:
        return (login_name(),)
    name = person.name.casefold()
    users = desk.list_page(ListQuery(Kind.OFFICE_USER, "name"), limit=_MOST_USERS).rows
    theirs = [each.values for each in users if name and str(each.values["name"]).casefold() == name]
    others = tuple(str(each["login"]) for each in theirs if not each["is_gateway"] and each["login"] != desk.who)
    return others if len(others) == 1 else ()


async def _offer_next(screen: Schedule, found: list[tuple[DraftFile, KeptForm]]) -> None:
    if not found:
        return
    if not screen.is_free:
        # somebody is at work already: a question that comes by itself would take their keys
        screen.when_free = lambda: screen.bring(_offer_next(screen, found))
        return
    (file, kept), *rest = found
    about = f"{kept.label}, left {age_text(screen.session.now - kept.at)}{await _since(screen, kept)}."
    choices = [
        Choice("open", "o", "Open it", "go on where it was left"),
        Choice("throw", "t", "Throw it away", "what was typed is lost"),
        Choice("later", "l", "Later", "ask again at the next start"),
    ]

    def chosen(way: str | None) -> None:
        if way == "throw":
            _ask_to_throw(screen, found)
        elif way == "open":
            open_kept(screen, file, kept)
            for other, _ in rest:
                other.release()
        else:
            file.release()
            screen.bring(_offer_next(screen, rest))

    menu = Menu(screen.look, screen.glyphs, "A form was left half filled", choices, [about])
    screen.app.push_screen(menu.unasked(), chosen)


def _ask_to_throw(screen: Schedule, found: list[tuple[DraftFile, KeptForm]]) -> None:
    """Nobody asked for the menu, and `t` may have been meant for the board: only a yes seen and given loses typing."""
    (file, kept), *rest = found

    def answered(yes: bool | None) -> None:
        if yes:
            file.forget()
            file.release()
        screen.bring(_offer_next(screen, rest if yes else found))

    sentence = f"{kept.label}: what was typed there is lost, and cannot be brought back."
    question = Question(
        screen.look, screen.glyphs, "Throw a half-filled form away?", [sentence], "throw it away", loses=True
    )
    screen.app.push_screen(question.unasked(), answered)


async def _since(screen: Schedule, kept: KeptForm) -> str:
    """What became meanwhile of what the form is about."""
    if kept.kind == Kind.JOB:
        from industrack_tui.forms.job import keeping

        return await keeping.job_since(screen.session, kept)
    from industrack_tui.forms.record import keeping as record_keeping

    return await record_keeping.record_since(screen.session, kept)


def open_kept(screen: Schedule, file: DraftFile, kept: KeptForm) -> None:
    """Open the form as it was left, over its record as it is now."""
    if kept.kind == Kind.JOB:
        open_left(screen.session, file, kept)
    else:
        screen.session.open("kept_record", file, kept)
