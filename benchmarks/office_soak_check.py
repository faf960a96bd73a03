"""What must hold after `make soak-office`: what each was told is in the journal, nobody went beyond their role."""

import json
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import timedelta
from itertools import chain, combinations
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

from benchmarks.soak_check import Rows, connect
from industrack_core.desk.comparing import compare
from industrack_core.desk.desk import Desk, open_desk
from industrack_core.desk.past import past_desk
from industrack_core.desk.upkeep import check_database
from industrack_core.domain.hidden import said_without
from industrack_core.domain.rights import Right
from industrack_core.domain.time.span import Span

Said = dict[str, Any]
Told = dict[str, list[Said]]
"""By login, what they wrote down, in order."""
AWAY = ("DatabaseUnavailable", "StandbyAway")
"""What one may be told while a server is lost."""
BUSY = "DatabaseBusy"
OF_ADMINS = {
    "office_user", "office_role", "employee", "employee_group", "company", "calendar", "job_color", "service_type",
    "hold_reason", "task_template", "job_template", "number_series", "form", "holiday", "field_settings",
}  # fmt: skip
"""Kinds of records that only an admin changes."""


class Entry(NamedTuple):
    """An act as the journal has it."""

    revision: int
    who: str
    act: str
    line: str


def faults(url: str, told: Told, founded: Rows, since: int, *, fails: bool) -> list[str]:
    """What is wrong, in sentences. `founded` is how the office was after the act `since`; `fails`: its server did."""
    with connect(url) as connection:
        entries = list(entries_since(connection, since))
        found = [*as_told(entries, told), *within_roles(connection, entries, founded), *named(told, fails=fails)]
    found += [f"industrack check: {each.sentence}" for each in check_database(url, lambda _: None)]
    with closing(open_desk(url, who="founder")) as desk:  # an admin: the past is not for whom the office does not know
        found += _past(desk)
    return found


def entries_since(connection: Connection, since: int) -> Iterator[Entry]:
    rows = connection.execute(
        text("SELECT revision, who, act, line FROM journal WHERE revision > :since ORDER BY revision"), {"since": since}
    )
    return (Entry(*row) for row in rows)


def as_told(entries: Iterable[Entry], told: Told) -> Iterator[str]:
    """Whether each one's acts in the journal are those that they were told of, each once, and none else; but an act
    that was begun and not answered, because its process was killed, may be there."""
    theirs: dict[str, list[Entry]] = {who: [] for who in told}
    for entry in entries:
        if entry.who not in theirs:
            yield f"act {entry.revision} was done by {entry.who}, who is nobody"
        else:
            theirs[entry.who].append(entry)
    for who, said in told.items():
        yield from _one_as_told(who, theirs[who], said)


def _one_as_told(who: str, entries: list[Entry], said: list[Said]) -> Iterator[str]:
    left, begun = list(reversed(entries)), 0
    for each in said:
        if "begins" in each:
            begun += 1
            continue
        begun -= bool(each["act"])  # else it was what the act would be about that could not be read
        if each["answer"] != "done" or not each["wrote"]:
            continue
        untold = 0
        while left and left[-1].revision < each["revision"]:
            untold += 1
            yield from _untold(who, left.pop(), begun, untold)
        begun = 0
        if not left or left[-1].revision != each["revision"] or each["line"] not in _sayings(left[-1].line):
            yield f"act {each['revision']} of {who} was told as done, and is not in the journal: {each['line']}"
        else:
            left.pop()
    for untold, entry in enumerate(reversed(left), 1):
        yield from _untold(who, entry, begun, untold)


def _sayings(line: str) -> set[str]:
    """The sentence of an act as somebody may be told it: without what the role does not see that they have by then."""
    seen = (Right.SEE_PRICES, Right.SEE_BILLING, Right.SEE_NOTES)
    return {said_without(line, lacking) for n in range(len(seen) + 1) for lacking in combinations(seen, n)}


def _untold(who: str, entry: Entry, begun: int, untold: int) -> Iterator[str]:
    if untold > begun:
        yield f"act {entry.revision} of {who} is in the journal, and was not told as done: {entry.act}, {entry.line}"


def within_roles(connection: Connection, entries: Iterable[Entry], founded: Rows) -> Iterator[str]:
    """By the roles as they were when each act was done, which the journal says itself: a viewer changes nothing, a
    dispatcher nothing that is an admin's."""
    users = {row["id"]: dict(row) for (kind, _), row in founded.items() if kind == "office_user"}
    bases = {row["id"]: row["base"] for (kind, _), row in founded.items() if kind == "office_role"}
    changes: dict[int, list[tuple[str, int, int, str]]] = {}
    for revision, *change in connection.execute(
        text("SELECT revision, kind, record_id, version_before, after FROM journal_change ORDER BY revision, position")
    ):
        changes.setdefault(revision, []).append((change[0], change[1], change[2], change[3]))
    for entry in entries:
        user = next((each for each in users.values() if each["login"] == entry.who), {"state": "", "role_id": None})
        base = bases.get(user["role_id"]) if user["state"] == "active" else None
        made = changes.get(entry.revision, [])
        beyond = {kind for kind, _, before, _ in made if kind in OF_ADMINS or (kind == "tag" and before)}
        if base not in ("admin", "dispatcher") or (base == "dispatcher" and beyond):
            yield f"act {entry.revision} was beyond {entry.who}, who was {base or 'not let in'}: {entry.act}"
        for kind, record_id, _, after in made:
            if kind == "office_user" and after:
                users[record_id] = {**users.get(record_id, {}), **json.loads(after)}


def named(told: Told, *, fails: bool) -> Iterator[str]:
    """Whether everything that was not done was told in a sentence, and nothing went wrong that may not."""
    for said in chain.from_iterable(told.values()):
        if "begins" in said or said["answer"] == "done":
            continue
        if not said["text"].strip().endswith((".", "?", "!")):
            yield f"{said['answer']} without a sentence: {said['act']}, {said['text']!r}"
        if said["answer"] == "error" and said["error"] not in ((BUSY, *AWAY) if fails else (BUSY,)):
            yield f"a person was shown {said['error']}: {said['text']}"


def _past(desk: Desk) -> Iterator[str]:
    """Whether the board as of now, which is made of the journal, is the board."""
    now = desk.now()
    window = Span(now - timedelta(days=30), now + timedelta(days=60))
    with closing(past_desk(desk, now)) as past:
        differ = compare(past, desk, desk.office(), window)
    if differ:
        yield f"the board as of now is not the board: {len(differ)} jobs, {differ[0].line}"
