"""Users and roles: how an office begins to have them, how somebody asks to be let in, and what a user may be."""

from collections.abc import Sequence
from dataclasses import replace

from industrack_core.desk.jobs.job_checks import stops
from industrack_core.desk.plan import Decision, Setting, plan_of
from industrack_core.desk.records.record_case import Case, R
from industrack_core.domain.acts.field_acts import BY_PHONE, GATEWAY
from industrack_core.domain.acts.founding import AskIn, BeginRoles, GiveRole, MakeAdmin
from industrack_core.domain.acts.limits import LINE_LIMIT
from industrack_core.domain.outcomes import Done, Finding, FindingKind, Refused, Weight
from industrack_core.domain.records.record import Change, Record
from industrack_core.domain.records.settings import BaseRole, OfficeRole, OfficeUser, UserState
from industrack_core.domain.rights import TAKEN, TAKES_SIGHT, Right, rights_of, ticked_rights
from industrack_core.domain.text.text import clean_line
from industrack_core.store.engine.logins import keeps_database
from industrack_core.store.guard.told import NOT_YET_HELD, needs_granting
from industrack_core.store.reads.people_reads import logins_of_journal
from industrack_core.store.writing.transaction import Transaction


def begun(first: int, admin: str, others: Sequence[str] = ()) -> list[Record]:
    """The roles that every office has, an admin, and a dispatcher for every other login; ids from `first` on."""
    roles = {base: OfficeRole(id=first + place, name=base.value, base=base) for place, base in enumerate(BaseRole)}
    given = [(admin, BaseRole.ADMIN), *((each, BaseRole.DISPATCHER) for each in others)]
    users = [
        OfficeUser(id=first + len(roles) + place, name=login, login=login, role_id=roles[base].id)
        for place, (login, base) in enumerate(given)
    ]
    return [*roles.values(), *users]


def how_many_begin(logins: int) -> int:
    """How many ids `begun` takes for so many logins."""
    return len(BaseRole) + logins


def begin_roles(tx: Transaction, act: BeginRoles, setting: Setting) -> Decision:
    """Make everybody who has done something a user; from then on rights are asked."""
    if setting.person is not None:
        return Refused((stops(FindingKind.NOTHING, "Roles were begun already."),))
    found = logins_of_journal(tx.connection)
    others = [each for each in found if each not in (setting.who, GATEWAY, "") and not each.endswith(BY_PHONE)]
    first = tx.reserve_ids(how_many_begin(1 + len(others)))
    told = {0: "", 1: ", one other a dispatcher"}.get(len(others), f", {len(others)} others dispatchers")
    line = f"Began roles: {setting.who} is admin{told}."
    made = [*begun(first, setting.who, others), *([_gateway(tx.new_id(), GATEWAY)] if GATEWAY in found else [])]
    return plan_of([(None, each) for each in made], line)


def first_gateway(tx: Transaction, setting: Setting) -> list[Change]:
    """The user that a gateway without a login of its own is, made with the first pairing."""
    if setting.person is None or any(each.is_gateway for each in tx.everything(OfficeUser)):
        return []
    before = next(iter(tx.find(OfficeUser, "login", [GATEWAY])), None)
    return [] if before is not None else [(None, _gateway(tx.new_id(), GATEWAY))]


def _gateway(user_id: int, login: str) -> OfficeUser:
    return OfficeUser(id=user_id, name="Gateway" if login == GATEWAY else login, login=login, is_gateway=True)


def ask_in(tx: Transaction, act: AskIn, setting: Setting) -> Decision:
    """Become a user who waits for an admin, unless the office knows one already."""
    if setting.person is None or setting.person.state is not None:
        return Done(tx.revision, "Nothing is to be asked: the office knows who you are.")
    name = clean_line(act.name) or setting.who
    user = OfficeUser(id=tx.new_id(), name=name, login=setting.who, state=UserState.ASKS)
    return plan_of([(None, user)], f"{name} asks to be let in.")


def make_admin(tx: Transaction, act: MakeAdmin, setting: Setting) -> Decision:
    """Make a login an active admin, if who acts keeps the database or is one: an office whose last admin left, or that
    was moved to where they are called otherwise, would be nobody's."""
    person, login = setting.person, clean_line(act.login).strip()
    if person is None:
        return Refused((stops(FindingKind.NOTHING, "Roles are off: everybody may do everything."),))
    admin = next(each for each in tx.everything(OfficeRole) if each.base is BaseRole.ADMIN)
    if not rights_of(admin) <= person.rights and not keeps_database(tx.connection):
        text = "Only who keeps the database makes admins: the owner of the file or of the PostgreSQL database, or root."
        return Refused((stops(FindingKind.PERMISSION, text),))
    if not login:
        return Refused((stops(FindingKind.MISSING, "Which login is theirs?"),))
    before = next(iter(tx.find(OfficeUser, "login", [login])), None)
    user = before or OfficeUser(id=tx.new_id(), name=login, login=login)
    after = replace(user, role_id=admin.id, state=UserState.ACTIVE, calendar_ids=(), is_gateway=False)
    if after == before:
        return Done(tx.revision, f"{login} is an admin already.")
    return plan_of([(before, after)], f"Made {login} an admin.")


def give_role(tx: Transaction, act: GiveRole, setting: Setting) -> Decision:
    """Make a login an active user with a role, or switch it off, if who acts keeps the database."""
    login = clean_line(act.login).strip()
    if setting.person is None:
        return Refused((stops(FindingKind.NOTHING, "Roles are off: everybody may do everything."),))
    if not keeps_database(tx.connection):
        return Refused((stops(FindingKind.PERMISSION, "Only who keeps the database gives roles this way."),))
    before = next(iter(tx.find(OfficeUser, "login", [login])), None)
    if not act.role:
        if before is None or before.state is not UserState.ACTIVE:
            return Done(tx.revision, f"{login} has no part in this office.")
        return plan_of([(before, replace(before, state=UserState.OFF))], f"Switched {before.name} off.")
    if act.role.casefold() == GATEWAY and login:
        return _as_gateway(tx, before, login)
    roles = [each for each in tx.everything(OfficeRole) if not each.retired]
    role = next((each for each in roles if each.name.casefold() == act.role.casefold()), None)
    if role is None or not login:
        text = f"There is no role {act.role}: {', '.join(each.name for each in roles)}." if login else "Which login?"
        return Refused((stops(FindingKind.MISSING, text),))
    user = before or OfficeUser(id=tx.new_id(), name=login, login=login)
    after = replace(user, role_id=role.id, state=UserState.ACTIVE, is_gateway=False)
    if after == before:
        return Done(tx.revision, f"{user.name} is {role.name} already.")
    return plan_of([(before, after)], f"Made {user.name} {role.name}.")


def _as_gateway(tx: Transaction, before: OfficeUser | None, login: str) -> Decision:
    user = before or _gateway(tx.new_id(), login)
    after = replace(user, role_id=None, calendar_ids=(), state=UserState.ACTIVE, is_gateway=True)
    if after == before:
        return Done(tx.revision, f"{user.name} is a gateway already.")
    return plan_of([(before, after)], f"Made {user.name} a gateway.")


def settled_user(case: Case[OfficeUser]) -> OfficeUser:
    """Who is given a role is let in by that."""
    user, before = case.after, case.before
    user = replace(user, login=user.login.strip(), calendar_ids=tuple(dict.fromkeys(user.calendar_ids)))
    waits = before is not None and before.state is UserState.ASKS and user.state is UserState.ASKS
    return replace(user, state=UserState.ACTIVE) if waits and user.role_id is not None else user


def _not_begun(case: Case[R]) -> list[Finding]:
    """Users and roles are made when roles begin, else nobody would be admin."""
    if case.setting.person is not None:
        return []
    return [stops(FindingKind.NOTHING, "Begin roles first: until then everybody may do everything.")]


def user_findings(case: Case[OfficeUser]) -> Sequence[Finding]:
    user, findings = case.after, _not_begun(case)
    login = user.login.strip()
    if not login:
        findings.append(stops(FindingKind.MISSING, "Which login is theirs? It tells who sits at a console.", "login"))
    elif case.before is not None and case.before.login != login:
        findings.append(stops(FindingKind.ENTRY, "A login stays: add another user instead.", "login"))
    elif same := [each for each in case.tx.find(OfficeUser, "login", [login]) if each.id != user.id]:
        findings.append(stops(FindingKind.DUPLICATE, f"{same[0].name} has this login.", "login"))
    role = case.tx.get(OfficeRole, user.role_id) if user.role_id is not None else None
    if user.is_gateway:
        if user.role_id is not None:
            findings.append(stops(FindingKind.ENTRY, "A gateway has no role: it is no person.", "role_id"))
    elif role is None and (user.role_id is not None or user.state is UserState.ACTIVE):
        findings.append(stops(FindingKind.MISSING, "Which role do they have?", "role_id"))
    elif role is not None and role.retired:
        findings.append(stops(FindingKind.IN_USE, f"The role {role.name} was deleted: give another one.", "role_id"))
    return findings


def role_findings(case: Case[OfficeRole]) -> Sequence[Finding]:
    role, before = case.after, case.before
    if role.is_built_in or (before is not None and before.is_built_in):
        text = "The roles viewer, dispatcher and admin stay as they are: add one of your own."
        return [stops(FindingKind.IN_USE, text, "name")]
    findings = _not_begun(case)
    if role.base is BaseRole.ADMIN:
        text = "An admin may everything: a role of your own is built on viewer or dispatcher."
        findings.append(stops(FindingKind.ENTRY, text, "base"))
    if unknown := [each for each in role.rights if each.removeprefix(TAKEN) not in set(Right)]:
        text = f"There is no right {unknown[0][:LINE_LIMIT]}."
        findings.append(stops(FindingKind.ENTRY, text, "rights"))
    findings += _blind(role)
    if role.retired:
        having = case.tx.find(OfficeUser, "role_id", [role.id])
        if having:
            text = f"{having[0].name} has this role: give them another one first."
            findings.append(stops(FindingKind.IN_USE, text))
    elif needs_granting(case.tx.connection):
        findings.append(Finding(FindingKind.PERMISSION, Weight.TELLS, NOT_YET_HELD))
    return findings


def _blind(role: OfficeRole) -> Sequence[Finding]:
    """What a role would change without seeing it."""
    has = ticked_rights(role.base, role.rights)
    return [
        stops(FindingKind.ENTRY, f"Who may {right.deed} has to {sight.deed}: tick that as well.", "rights")
        for right, sight in TAKES_SIGHT.items()
        if right in has and sight not in has
    ]
