"""What stands still, said on the board: the database is lost, or nothing is saved in it any more."""

from industrack_core.domain.acts.news import Blocked, Closed, Lost, Outdated
from industrack_tui.board.schedule import Schedule


def say_standstill(screen: Schedule, news: Lost | Blocked | Outdated | Closed) -> None:
    """Nothing is read, or nothing is saved any more; or it is again."""
    session, said = screen.session, news.sentence
    if isinstance(news, Lost):
        session.lost_since = session.now
        said = f"{said} The board is as of before; trying again."
    elif isinstance(news, Blocked):
        session.lost_since = session.now
        said = f"{said} The board is as of before."
    elif isinstance(news, Outdated):
        session.is_outdated = True
    else:
        session.closed = said
        said = f"{said} Nothing is saved here any more." if said else ""
    screen.status.hear(said or "The office goes on here again.", "panel_error" if said else "panel_good")
