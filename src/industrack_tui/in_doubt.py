"""What is said of an act while nobody knows whether it was saved."""

from industrack_core.domain.outcomes import Unsure
from industrack_core.domain.time.span import clock_text
from industrack_tui.session import Session


def in_doubt(session: Session, unsure: Unsure) -> str:
    """What is said of an act while nobody knows whether it was saved."""
    since = unsure.since.astimezone(session.known_office.zone)
    at = clock_text(since, seconds=True)
    if unsure.awaits_standby:
        return (
            f"{unsure.label or 'This'} is not on the second server, which does not answer since {at}."
            " I ask as soon as it is back."
        )
    return (
        f"Not known yet whether {unsure.label or 'this'} was saved: the server is away since {at}."
        " I ask as soon as it is back."
    )
