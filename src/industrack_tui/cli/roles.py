"""`industrack role`: the roles of an office, and one of its own that begins like one of the three."""

import argparse
from collections.abc import Sequence

from industrack_core.domain.acts.acts import SaveRecord
from industrack_core.domain.errors import NotAdmitted, UsageError
from industrack_core.domain.outcomes import Done, known
from industrack_core.domain.own_roles import all_deeds, begun_like, right_called, ticked, with_rights
from industrack_core.domain.records.settings import BaseRole, OfficeRole
from industrack_core.domain.rights import Right
from industrack_tui.cli.admitting import admitted_desk
from industrack_tui.cli.guarding import say, warn


def change_role(given: argparse.Namespace) -> int:
    """Make or change the role, and say so; without a name print what each lets one do. Raises UsageError, NotAdmitted
    and the DatabaseError tree."""
    if given.name is None:
        _require_alone(given)
        with admitted_desk(given) as desk:
            person = desk.office().person
        for each in person.roles if person is not None else ():
            if not each.retired:
                say(_told(each))
        if person is None:
            say("Roles are off: everybody may do everything.")
        return 0
    if getattr(given, "readonly", False):
        raise UsageError("A role is written: leave out --readonly.")
    with admitted_desk(given, Right.OFFICE_USERS, read_only=False) as desk:
        person = desk.office().person
        roles = person.roles if person is not None else ()
        name = given.name.strip().casefold()
        before = next((each for each in roles if each.name.casefold() == name and not each.retired), None)
        if before is None:
            _require_beginning(given)
        role = _changed(before or OfficeRole(name=given.name), given)
        outcome = known(desk.perform(SaveRecord(role)))
    if not isinstance(outcome, Done):
        raise NotAdmitted(outcome.sentence)
    say(outcome.line)
    say(_told(role))
    for finding in outcome.warnings:
        warn(finding.text)
    return 0


def _require_alone(given: argparse.Namespace) -> None:
    if given.like or given.more or given.less:
        raise UsageError("Which role? For example: industrack role helper --like dispatcher --without job.delete")


def _require_beginning(given: argparse.Namespace) -> None:
    """A name that was only typed wrongly makes no role."""
    if not (given.like or given.more or given.less):
        raise UsageError(f"There is no role {given.name.strip()}: --like viewer makes one, industrack role lists them.")


def _changed(role: OfficeRole, given: argparse.Namespace) -> OfficeRole:
    more, less = _rights(given.more), _rights(given.less)
    if both := more & less:
        raise UsageError(f"{min(both)} is in --with and in --without.")
    begun = begun_like(role, BaseRole(given.like)) if given.like else role
    return with_rights(begun, (ticked(begun) | more) - less)


def _rights(typed: Sequence[str]) -> frozenset[str]:
    return frozenset(right_called(each).value for each in typed)


def _told(role: OfficeRole) -> str:
    return f"{role.name.strip()}: {all_deeds(role)}"
