"""What is said of an act while nobody knows whether it was saved."""

from datetime import datetime

from industrack_core.domain.outcomes import Unsure
from industrack_core.domain.time.span import TwelveHourZone, clock_text
from industrack_tui.session import Session


def seconds_text(local: datetime) -> str:
    """A time of day to the second, as its zone's company reads it: `14:30:07`, or `2:30:07pm`."""
    clock = clock_text(local)
    return f"{clock[:-2]}:{local:%S}{clock[-2:]}" if isinstance(local.tzinfo, TwelveHourZone) else f"{clock}:{local:%S}"


def in_doubt(session: Session, unsure: Unsure) -> str:
    """What is said of an act while nobody knows whether it was saved."""
    since = unsure.since.astimezone(session.known_office.zone)
    return (
        f"Not known yet whether {unsure.label or 'this'} was saved: the server is away since {seconds_text(since)}."
        " I ask as soon as it is back."
    )
