"""Whether who acts may write what an act came to: the one place where rights are asked."""

from collections.abc import Iterator, Sequence, Set
from datetime import datetime
from typing import Any

from industrack_core.desk.jobs.job_checks import stops
from industrack_core.desk.plan import Decision, Plan, Setting
from industrack_core.domain.acts import acts, field_acts, founding, imported
from industrack_core.domain.acts.row_rights import rights_lacking
from industrack_core.domain.outcomes import FindingKind, Refused, Stale
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.office import Calendar, Employee, Group
from industrack_core.domain.records.record import Change, Record, subject_of
from industrack_core.domain.records.settings import BaseRole, OfficeRole, OfficeUser, UserState
from industrack_core.domain.rights import Right, Sitter, may, rights_of
from industrack_core.store.writing.transaction import Transaction

_BY_NOBODY = field_acts.FIELD_ACTS
"""Acts of phones and of their gateway, by name: no person does them."""
_AS_ACTS = dict.fromkeys(imported.FILE_ACTS, Right.IMPORT)
"""Acts that take a right as such, whatever they write."""


def setting_of(tx: Transaction, who: str, now: datetime) -> Setting:
    """Who acts, with their rights, and the company's zone: read in one statement."""
    zone, person = tx.sitter(who)
    return Setting(who, now, zone, person)


def permitted(tx: Transaction, act: Any, decision: Decision, setting: Setting) -> Decision:
    """What was decided, if who acts may write it; else a refusal that says what they may not."""
    person = setting.person
    if person is None or type(act).__name__ in _BY_NOBODY:
        return decision
    if not isinstance(decision, Plan):
        return _untold(act, decision, person)
    if isinstance(act, founding.MakeAdmin | founding.GiveRole):  # their rules ask who keeps the database
        why_not = _no_admin_left(tx, decision.changes)
        return Refused((stops(FindingKind.PERMISSION, why_not),)) if why_not else decision
    why_not = _not_theirs(act, decision, person) or _out_of_reach(tx, decision, person)
    why_not = why_not or _more_than_theirs(tx, decision.changes, person) or _no_admin_left(tx, decision.changes)
    return Refused((stops(FindingKind.PERMISSION, why_not),)) if why_not else decision


def _untold(act: Any, decision: Decision, person: Sitter) -> Decision:
    """What speaks against an act says what is stored, and is no answer for who does not see that."""
    if not isinstance(act, acts.SetBilling) or isinstance(decision, Stale) or may(person, Right.JOB_BILL):
        return decision
    return Refused((stops(FindingKind.PERMISSION, person.may_not((Right.JOB_BILL,))),))


def why_not_of_others(who: str, setting: Setting) -> str:
    """Why who acts takes nothing back that `who` did, and does none of it again; empty where they may."""
    person = setting.person
    if person is None or who == setting.who or may(person, Right.UNDO_ANY):
        return ""
    return person.may_not((Right.UNDO_ANY,))


def _not_theirs(act: Any, plan: Plan, person: Sitter) -> str:
    if isinstance(act, founding.AskIn):
        return ""
    right = _AS_ACTS.get(type(act))
    wanted = [right] if right and not may(person, right) else rights_lacking(plan.changes, person)
    if not wanted:
        return ""
    said = person.may_not(wanted)
    if not plan.undoes or person.state is not UserState.ACTIVE:
        return said
    deed = "Redo" if isinstance(act, acts.Redo) else "Undo"
    lost = "no longer have" if _once_theirs(act, plan, wanted, person) else "do not have"
    return f"{deed}: {' and '.join(each.doing for each in wanted)} needs a right that you {lost}."


def _once_theirs(act: Any, plan: Plan, wanted: Sequence[Right], person: Sitter) -> bool:
    """Whether somebody had these rights when they did what is taken back: what they did took them, too."""
    if plan.of_others:
        return False
    did = rights_lacking([(after, before) for before, after in plan.changes], person)
    return isinstance(act, acts.Redo) or set(wanted) <= set(did)


def _out_of_reach(tx: Transaction, plan: Plan, person: Sitter) -> str:
    """Who may open some calendars only plans the people of those, and takes jobs from nobody else, nor from the queue
    of another calendar. What they put there themselves they may take back, and no more."""
    if not person.calendar_ids:
        return ""
    jobs = [(before, after) for before, after in plan.changes if isinstance(before or after, Job)]
    crew = {each for change in jobs for job in change if isinstance(job, Job) for each in job.crew}
    own = plan.undoes and not plan.of_others
    waiting = [] if own else [job for job, _ in jobs if isinstance(job, Job) and _waits_elsewhere(job, person)]
    calendars = tx.get_many(Calendar, person.calendar_ids).values() if crew or waiting else ()
    if any(each.is_default for each in calendars):
        return ""
    if waiting:
        return f"{waiting[0].number} waits in the queue of a calendar that you may not open."
    groups = tx.get_many(Group, {each for calendar in calendars for each in calendar.group_ids})
    outside = crew - {each for group in groups.values() for each in group.member_ids}
    if not outside:
        return ""
    employee = tx.get(Employee, min(outside))
    return f"{employee.short_name if employee else 'Somebody'} is not on a calendar that you may open."


def _waits_elsewhere(job: Job, person: Sitter) -> bool:
    waits = job.starts_at is None or not job.crew
    return waits and job.calendar_id is not None and job.calendar_id not in person.calendar_ids


def _more_than_theirs(tx: Transaction, changes: Sequence[Change], person: Sitter) -> str:
    """Nobody gives or takes more than they may themselves: else who lets others in could make of anybody an admin."""
    if set(Right) - person.rights and any(getattr(each, "is_gateway", False) for change in changes for each in change):
        return "A gateway writes in the names of technicians: an admin sees to it."
    for role in _roles_of(tx, changes):
        lacking = next((each for each in Right if each in rights_of(role) and not may(person, each)), None)
        if lacking is not None:
            return f"{person.may_not((lacking,)).removesuffix('.')}, as {role.name} may: an admin does this."
    if person.calendar_ids and set(Right) - person.rights and _opens_others(changes, set(person.calendar_ids)):
        return "You are kept to some calendars, and so is everybody whom you let in: tick those."
    return ""


def _opens_others(changes: Sequence[Change], theirs: Set[int]) -> bool:
    """Whether a user comes in with more than these calendars, or is given more; none ticked are all."""
    for before, after in changes:
        if not isinstance(after, OfficeUser) or after.state is not UserState.ACTIVE:
            continue
        was = (before.state, before.calendar_ids) if isinstance(before, OfficeUser) else None
        if was != (after.state, after.calendar_ids) and (not after.calendar_ids or set(after.calendar_ids) - theirs):
            return True
    return False


def _roles_of(tx: Transaction, changes: Sequence[Change]) -> Iterator[OfficeRole]:
    """The roles that are made, changed or dropped, and those of users, before and after."""
    for record in (each for change in changes for each in change):
        role = record if isinstance(record, OfficeRole) else None
        if isinstance(record, OfficeUser) and record.role_id is not None:
            role = tx.get(OfficeRole, record.role_id)
        if role is not None:
            yield role


def _no_admin_left(tx: Transaction, changes: Sequence[Change]) -> str:
    """The last admin stays one, as long as there are users at all."""
    if not any(isinstance(subject_of(each), OfficeUser | OfficeRole) for each in changes):
        return ""
    users: dict[int, Record | None] = {each.id: each for each in tx.everything(OfficeUser)}
    roles: dict[int, Record | None] = {each.id: each for each in tx.everything(OfficeRole)}
    for change in changes:
        kept = {OfficeUser: users, OfficeRole: roles}.get(type(subject_of(change)))
        if kept is not None:
            kept[subject_of(change).id] = change[1]
    staying = [each for each in users.values() if isinstance(each, OfficeUser)]
    admins = {each.id for each in roles.values() if isinstance(each, OfficeRole) and each.base is BaseRole.ADMIN}
    if not staying or any(each.role_id in admins and each.state is UserState.ACTIVE for each in staying):
        return ""
    return "The office needs an admin."
