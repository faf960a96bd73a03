"""Who is here, and at what: what the consoles that are open say of themselves. It is written down nowhere."""

from datetime import datetime

from industrack_core.domain.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """One console: who sits at it, and what they have open; without a kind, nothing but the board or a list.

    `session` tells it from others of the same person. `since` (aware UTC) is when they opened what they have open, or
    without that, when the console began to listen. `field` is the one they type in, by its name in the form, or the
    beginning of that name; empty while they only look.
    """

    login: str
    session: str
    since: datetime
    kind: str = ""
    id: int = 0
    field: str = ""

    def has_open(self, kind: str, record_id: int) -> bool:
        """Whether this record stands in their form."""
        return self.kind == kind and self.id == record_id and bool(record_id)


def people_apart(presences: tuple[Whereabouts, ...], login: str) -> tuple[Whereabouts, ...]:
    """One of each person but `login`: who has something open rather than who has not, then who came first."""
    found: dict[str, Whereabouts] = {}
    for each in sorted(presences, key=lambda each: (not each.kind, each.since, each.session)):
        if each.login != login:
            found.setdefault(each.login, each)
    return tuple(sorted(found.values(), key=lambda each: (not each.kind, each.since, each.login)))
