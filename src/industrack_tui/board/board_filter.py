"""The board's filter: typed as words, said in sight, dimming what it does not name."""

import shlex
from collections.abc import Sequence
from dataclasses import replace

from industrack_core.domain.board.board import Block, QueueEntry
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.records.job import WorkStatus
from industrack_core.domain.records.office import Calendar, Office
from industrack_core.domain.text.text import clean_line, fold, words

_PRIORITIES = ("high", "medium", "low")
_DELIVERIES = {"saved": "saved", "unsent": "saved", "dispatched": "dispatched", "changed": "changed"}
HINT = 'high leak, @heating, #repair, started, unsent; "in quotes" is text'


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """What shines; empty parts filter nothing. `rows` are the employees with matches, when others are hidden."""

    typed: str = ""
    groups: tuple[int, ...] = ()
    service_types: tuple[int, ...] = ()
    statuses: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    deliveries: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    hides: bool = False
    rows: frozenset[int] | None = None

    @property
    def is_empty(self) -> bool:
        return not self.typed

    @property
    def looks_at_jobs(self) -> bool:
        """Whether it dims anything: a group alone only leaves out rows."""
        return bool(self.service_types or self.statuses or self.priorities or self.deliveries or self.texts)

    def shines(self, job: Block | QueueEntry) -> bool:
        """Whether a job is one of those that are looked for."""
        said = (
            (self.service_types, job.service_type_id), (self.statuses, job.status), (self.priorities, job.priority),
            (self.deliveries, job.delivery),
        )  # fmt: skip
        if any(wanted and value not in wanted for wanted, value in said):
            return False
        if not self.texts:
            return True
        text = fold(f"{job.number} {job.description} {job.customer} {job.address} {job.phone}")
        return all(each in text for each in self.texts)

    def roster(self, office: Office, calendar: Calendar) -> tuple[int, ...]:
        """Who has a row: those of the calendar, of the filter's groups, and when others are hidden, with matches."""
        people = office.row_ids(calendar)
        if self.groups:
            members = {each for group in office.groups if group.id in self.groups for each in group.member_ids}
            people = tuple(each for each in people if each in members)
        if self.hides and self.rows is not None:
            people = tuple(each for each in people if each in self.rows)
        return people

    def sentence(self, office: Office) -> str:
        """What is filtered, in words; empty when nothing is."""
        if self.is_empty:
            return ""
        groups = [group.name for group in office.groups if group.id in self.groups]
        types = [each.name for each in office.service_types if each.id in self.service_types]
        statuses = [WorkStatus(each).label for each in self.statuses]
        texts = [f'"{each}"' for each in self.texts]
        parts = [*groups, *types, *statuses, *self.priorities, *self.deliveries, *texts]
        return ", ".join(parts) + (", other rows hidden" if self.hides else "")


class FilterError(ValueError):
    """A filter that cannot be understood; the text says why."""


def parse_filter(text: str, office: Office) -> BoardFilter:
    """What is typed, understood: `@` names a group, `#` a service type, status and priority by their names.

    Raises FilterError for a group or type that does not exist, or that two names begin with.
    """
    try:
        lexer = shlex.shlex(text, posix=False, punctuation_chars=False)
        lexer.whitespace_split = True
        lexer.quotes, lexer.commenters, lexer.escape = '"', "", ""
        tokens = list(lexer)
    except ValueError as error:
        raise FilterError("A quote is not closed.") from error
    found = BoardFilter(typed=clean_line(text))
    for token in tokens:
        found = _with_token(found, token, office)
    return found


def _with_token(found: BoardFilter, token: str, office: Office) -> BoardFilter:
    folded = fold(token)
    statuses = {each.value.replace("_", ""): each.value for each in WorkStatus} | {"travel": "on_travel"}
    plain = folded.replace(" ", "").replace("_", "")
    if token.startswith("@"):
        ids = _named(token[1:], [(group.id, group.name) for group in office.groups], "group")
        return replace(found, groups=(*found.groups, ids))
    if token.startswith("#"):
        ids = _named(token[1:], [(each.id, each.name) for each in office.service_types], "service type")
        return replace(found, service_types=(*found.service_types, ids))
    if token.startswith('"'):
        return replace(found, texts=(*found.texts, fold(token.strip('"'))))
    if plain in statuses:
        return replace(found, statuses=(*found.statuses, statuses[plain]))
    if folded in _PRIORITIES:
        return replace(found, priorities=(*found.priorities, folded))
    if folded in _DELIVERIES:
        return replace(found, deliveries=(*found.deliveries, _DELIVERIES[folded]))
    return replace(found, texts=(*found.texts, folded)) if folded else found


def _named(text: str, listed: Sequence[tuple[int, str]], what: str) -> int:
    wanted = words(text)
    exact = [record_id for record_id, name in listed if words(name) == wanted]
    begins = [(record_id, name) for record_id, name in listed if "".join(words(name)).startswith("".join(wanted))]
    begins = begins or [
        (record_id, name) for record_id, name in listed if wanted and any(w.startswith(wanted[0]) for w in words(name))
    ]
    if len(exact) == 1:
        return exact[0]
    if not begins or not wanted:
        raise FilterError(f"There is no {what} {text!r}.")
    if len(begins) > 1:
        raise FilterError(f"{text}: {', '.join(name for _, name in begins[:4])}? Type more of the {what}'s name.")
    return begins[0][0]
