"""What others changed since one looked: counted in the header, and kept across restarts."""

import asyncio

from industrack_tui.board.resting import heard_later
from industrack_tui.board.schedule import Schedule
from industrack_tui.preferences import Looked

MOST = 100
"""So many acts are gone through at once; what comes after them is read when these are seen."""


def begin_looking(screen: Schedule) -> None:
    """Count what came since this person looked last; on the first start, from now on."""
    newest = screen.state.revision
    if looked_before(screen).revision > newest:  # a company that was put back knows less than was seen
        keep_looked(screen, newest)
    screen.spawn(_begin(screen), quietly=True)


def looked_before(screen: Schedule) -> Looked:
    """What this person saw when they looked last; who never did begins now, also by a key that is before the rows."""
    if company_of(screen) not in screen.preferences.kept.looked:
        keep_looked(screen, screen.state.revision)
    return screen.preferences.kept.looked[company_of(screen)]


async def _begin(screen: Schedule) -> None:
    await read_unseen(screen)
    unseen, looked = screen.session.unseen, looked_before(screen)
    if not unseen.acts and unseen.newest > looked.revision:  # what one did oneself need not be passed over again
        keep_looked(screen, unseen.newest, looked.at_s)


async def come_back(screen: Schedule) -> None:
    """The database is there again: of a crash, or from a backup, it may know of less than was seen and done here."""
    bridge, looked = screen.bridge, screen.preferences.kept.looked.get(company_of(screen))
    done, newest = bridge.last_done, await bridge.seek_now(lambda desk: desk.revision())
    if newest < done == bridge.last_done:
        bridge.last_done = newest
    if looked is not None and looked.revision > newest:
        keep_looked(screen, newest)
    await read_unseen(screen)


def count_unseen(screen: Schedule) -> None:
    """Read anew what others did, a moment later; once for all that is heard meanwhile.

    Where there are as many as are gone through at once it stays at that: they are read anew when one looks.
    """
    unseen = screen.session.unseen
    if unseen.is_read and len(unseen.acts) < MOST:
        screen.session.unseen = screen.session.unseen._replace(is_read=False)
        later = 0.0 if screen.app.is_headless else heard_later(screen)
        asyncio.get_running_loop().call_later(later, _read_now, screen)


def _read_now(screen: Schedule) -> None:
    if screen.is_running:
        screen.spawn(read_unseen(screen), quietly=True)


async def read_unseen(screen: Schedule) -> None:
    """Read what others did since this person looked, and count it in the header."""
    looked = looked_before(screen)
    screen.session.unseen = screen.session.unseen._replace(is_read=True)
    newest, found = await screen.bridge.seek_now(
        lambda desk: (desk.revision(), desk.others_acts(looked.revision, MOST))
    )
    screen.session.unseen = screen.session.unseen._replace(
        acts=found.acts, newest=found.looked or newest, looked_at=found.looked_at
    )
    if found.looked and not found.acts:
        keep_looked(screen, found.looked, looked.at_s)  # the next look begins there
    screen.show_header()


def keep_looked(screen: Schedule, revision: int, at_s: int | None = None) -> None:
    """What was seen, and when one looked (None: now)."""
    at = int(screen.session.now.timestamp()) if at_s is None else at_s
    screen.preferences.keep_looked(company_of(screen), Looked(revision, at))


def company_of(screen: Schedule) -> str:
    """The company, or, where it has no name of its own, where its records are."""
    return screen.session.known_office.company.key or screen.bridge.desk.place
