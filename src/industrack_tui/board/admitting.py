"""Who is not let in: they ask to be, wait for an admin's yes, or are shown out. Nothing is shown to them."""

import asyncio
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from industrack_core.domain.acts.founding import AskIn
from industrack_core.domain.acts.news import Blocked, Changes, Found, Lost, News
from industrack_core.domain.errors import DatabaseError, IndustrackError, LoginShutOut, NotAdmitted
from industrack_core.domain.records.settings import UserState
from industrack_core.domain.rights import Sitter
from industrack_tui.acting import attempt
from industrack_tui.board.schedule import Schedule
from industrack_tui.commands.command_screen import KeepsTyping
from industrack_tui.dialogs.dialog import Dialog, wrapped
from industrack_tui.glyphs import Glyphs
from industrack_tui.late import late
from industrack_tui.session import Session
from industrack_tui.themes import Look

if TYPE_CHECKING:
    from industrack_core.domain.records.office import Office

_LOOKS_EACH_S = 1.0
"""Seconds between two looks whether an admin said yes."""


class Door(Dialog[bool]):
    """What somebody sees who is not let in: whom to ask, and what `failed`. True: they ask; False: they leave."""

    mode_name = "NOT LET IN"
    BINDINGS: ClassVar = [
        Binding("enter", "answer(True)", "Ask", show=False),
        Binding("escape,q,ctrl+q", "answer(False)", "Leave", show=False),
    ]

    def __init__(self, look: Look, glyphs: Glyphs, person: Sitter, failed: str) -> None:
        super().__init__(look, glyphs, "Not let in yet")
        self.failed = failed
        self.person, self.waits = person, person.state is UserState.ASKS

    def compose(self) -> ComposeResult:
        width = min(66, self.app.size.width - 8)
        admins = " or ".join(self.person.admins) or "An admin"
        said = (
            f"{self.person.login} asks to be let in. {admins} says yes at Settings, Users; this console opens then."
            if self.waits
            else f"{self.person.login} is not known in this office. {admins} lets you in."
        )
        asks = [] if self.waits else [(" enter ", "panel_accent"), ("ask to be let in   ", "panel")]
        with Vertical(classes="box"):
            yield self.title_pane()
            lines = [[(f" {line}", "panel")] for line in wrapped(said, width)]
            lines += [[(f" {line}", "panel_error")] for line in wrapped(self.failed, width) if line]
            yield self.pane([[("", "panel")], *lines, [("", "panel")]])
            yield self.pane([[*asks, (" esc ", "panel_accent"), ("leave", "panel")]])

    def action_answer(self, answer: bool) -> None:
        if not (answer and self.waits):
            self.dismiss(answer)


async def admitted(screen: Schedule, office: "Office") -> "Office":
    """The office, once who sits here may work in it. Raises NotAdmitted when they leave, or were switched off."""
    failed = ""
    while (person := office.person) is not None and not person.is_active:
        if person.state is UserState.OFF or person.is_gateway or screen.bridge.desk.read_only:
            raise NotAdmitted(person.may_not(()))
        answer = await _at_the_door(screen, person, failed)
        if answer is False:
            raise NotAdmitted(person.may_not(()))
        failed = ""
        try:
            if answer:
                await attempt(screen.session, AskIn())
            office = await screen.bridge.ask(lambda desk: desk.office())
        except LoginShutOut:
            raise
        except DatabaseError as error:  # it may be back in a second: the door says so, and looks again
            failed = str(error)
    return office


async def _at_the_door(screen: Schedule, person: Sitter, failed: str) -> bool | None:
    """What somebody answers; None when what they are to the office changed meanwhile."""
    answer: asyncio.Future[bool | None] = asyncio.get_running_loop().create_future()
    screen.status.say("")  # nothing is being opened meanwhile
    door = Door(screen.look, screen.glyphs, person, failed)
    screen.app.push_screen(door.unasked(), answer.set_result)
    while not answer.done():
        await asyncio.wait([answer], timeout=_LOOKS_EACH_S)
        if answer.done():
            break
        if await _is_other(screen, person):
            door.dismiss(None)
            await answer
    return answer.result()


async def _is_other(screen: Schedule, person: Sitter) -> bool:
    """Whether somebody is another thing to the office now; not where it cannot be read just now."""
    try:
        office = await screen.bridge.ask(lambda desk: desk.office())
    except LoginShutOut:
        raise
    except DatabaseError:
        return False
    return office.person is None or office.person.state is not person.state


class Cover(Dialog[None]):
    """Hides the board, and all that is open over it."""

    mode_name = "NOT LET IN"

    def compose(self) -> ComposeResult:
        return iter(())


def turn_away(screen: Schedule, office: "Office") -> None:
    """Who sits here may not work in the office any more. Whoever was switched off is shown out; whom it does not know,
    since roles were begun, or asks to wait, may come in again to what is open. What is typed is kept at once."""
    person = office.person
    if person is None or screen.session.is_at_door:
        return
    if person.state is UserState.OFF or person.is_gateway or screen.bridge.desk.read_only:
        _show_out(screen, person)
        return
    _keeps_typing(screen)
    screen.session.is_at_door = True
    screen.spawn(_wait_outside(screen, office))


async def _wait_outside(screen: Schedule, office: "Office") -> None:
    cover = Cover(screen.look, screen.glyphs, "")
    await screen.app.push_screen(cover)
    try:
        office = await admitted(screen, office)
    except IndustrackError as error:
        shut_out(screen, str(error))
        return
    cover.dismiss(None)
    screen.session.is_at_door = False
    screen.session.office = office
    late("board.opening:hear")(screen, Found())  # nothing was heard meanwhile
    screen.status.say(f"You were let in: {office.person.role}." if office.person else "", "panel_good")
    told, screen.session.heard_at_door = screen.session.heard_at_door, {}
    for news in told.values():
        late("board.opening:hear")(screen, news)


def hear_outside(session: Session, news: News) -> None:
    """Keep what is told once they are let in: who is here, and what stands still. All else is read then anyway."""
    heard = session.heard_at_door
    heard.pop(type(news), None)
    if isinstance(news, Found):
        for each in (Lost, Blocked):
            heard.pop(each, None)
    elif not isinstance(news, Changes):
        heard[type(news)] = news


def _show_out(screen: Schedule, person: Sitter) -> None:
    said = person.may_not(())
    if _keeps_typing(screen) and person.state is UserState.OFF:
        said = f"You were switched off by {person.off_by or 'an admin'}; your draft is kept."
    _leave(screen, said)


def shut_out(screen: Schedule, sentence: str) -> None:
    """Show out with a sentence, as where a server lets this login see nothing any more, and so not by whom."""
    _leave(screen, f"{sentence.removesuffix('.')}; your draft is kept." if _keeps_typing(screen) else sentence)


def _keeps_typing(screen: Schedule) -> bool:
    """Have what is typed kept, everywhere; whether there is a form."""
    forms = [each for each in screen.app.screen_stack[1:] if isinstance(each, KeepsTyping)]
    for form in forms:
        form.keep_typing()
    return bool(forms)


def _leave(screen: Schedule, said: str) -> None:
    screen.app.exit(1, return_code=1, message=Text(f"industrack: {said}"))
