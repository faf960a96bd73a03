"""Who may what: the rights there are, what the roles of every office have of them, and who sits at a console."""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from functools import cache

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.records.settings import BaseRole, OfficeRole, OfficeUser, UserState


class Right(StrEnum):
    """What somebody may do; the value is what a role of one's own keeps."""

    SEE_PRICES = "see.prices"
    SEE_BILLING = "see.billing"
    SEE_NOTES = "see.notes"
    SEE_REPORTS = "see.reports"
    SEE_HISTORY = "see.history"
    JOB_ADD = "job.add"
    JOB_EDIT = "job.edit"
    JOB_PLAN = "job.plan"
    JOB_STATUS = "job.status"
    JOB_DISPATCH = "job.dispatch"
    JOB_DELETE = "job.delete"
    JOB_BILL = "job.bill"
    JOB_ANSWER = "job.answer"
    CUSTOMER_EDIT = "customer.edit"
    CUSTOMER_MERGE = "customer.merge"
    ESTIMATE_EDIT = "estimate.edit"
    ITEM_EDIT = "item.edit"
    ORDER_EDIT = "order.edit"
    ABSENCE_EDIT = "absence.edit"
    STAFF_EDIT = "staff.edit"
    SETTING_EDIT = "setting.edit"
    IMPORT = "import"
    EXPORT = "export"
    UNDO_ANY = "undo.any"
    OFFICE_USERS = "office.users"
    OFFICE_MOVE = "office.move"

    @property
    def deed(self) -> str:
        """What it lets one do, behind `may`: `plan jobs`."""
        return _DEEDS[self]

    @property
    def doing(self) -> str:
        """What it lets one do, before `needs a right`: `planning jobs`."""
        if self is Right.JOB_BILL:
            return "approving"
        verb, *rest = self.deed.split(" ")
        return " ".join((_doing(verb), *(_doing(each) if each in _DOINGS else each for each in rest)))

    @property
    def is_to_see(self) -> bool:
        """Whether it is about what is shown."""
        return self.value.startswith("see.")


_DEEDS: Mapping[Right, str] = {
    Right.SEE_PRICES: "see prices", Right.SEE_BILLING: "see billing", Right.SEE_NOTES: "see internal notes",
    Right.SEE_REPORTS: "see reports", Right.SEE_HISTORY: "see the log",
    Right.JOB_ADD: "add jobs", Right.JOB_EDIT: "change jobs", Right.JOB_PLAN: "plan jobs",
    Right.JOB_STATUS: "set the status of jobs", Right.JOB_DISPATCH: "dispatch jobs", Right.JOB_DELETE: "delete jobs",
    Right.JOB_BILL: "change billing", Right.JOB_ANSWER: "fill forms", Right.CUSTOMER_EDIT: "change customers",
    Right.CUSTOMER_MERGE: "delete or merge customers", Right.ESTIMATE_EDIT: "change estimates",
    Right.ITEM_EDIT: "change the inventory", Right.ORDER_EDIT: "change purchase orders",
    Right.ABSENCE_EDIT: "change time off and times", Right.STAFF_EDIT: "change employees and groups",
    Right.SETTING_EDIT: "change settings", Right.IMPORT: "import", Right.EXPORT: "export",
    Right.UNDO_ANY: "take back what others did",
    Right.OFFICE_USERS: "change users and roles",
    Right.OFFICE_MOVE: "back up, move or mend the office",
}  # fmt: skip

_DOINGS = {
    "set": "setting",
    "plan": "planning",
    "see": "seeing",
    "merge": "merging",
    "move": "moving",
    "mend": "mending",
}


def _doing(verb: str) -> str:
    return _DOINGS.get(verb) or f"{verb.removesuffix('e')}ing"


_OF_ADMINS = frozenset({
    Right.STAFF_EDIT, Right.SETTING_EDIT, Right.IMPORT, Right.UNDO_ANY, Right.OFFICE_USERS, Right.OFFICE_MOVE
})  # fmt: skip
BASE_RIGHTS: Mapping[BaseRole, frozenset[Right]] = {
    BaseRole.VIEWER: frozenset({Right.SEE_HISTORY}),
    BaseRole.DISPATCHER: frozenset(Right) - _OF_ADMINS,
    BaseRole.ADMIN: frozenset(Right),
}
"""What the roles of every office have. Everybody who was let in may look at the board and the lists."""
TAKEN = "-"
"""Before a right that a role of one's own has not, though its base has: `-job.delete`."""

TAKES_SIGHT: Mapping[Right, Right] = {
    Right.JOB_BILL: Right.SEE_BILLING, Right.ESTIMATE_EDIT: Right.SEE_PRICES, Right.ITEM_EDIT: Right.SEE_PRICES,
    Right.ORDER_EDIT: Right.SEE_PRICES, Right.UNDO_ANY: Right.SEE_HISTORY,
}  # fmt: skip
"""What nobody can do without seeing what it is about: a role with the one has to have the other."""


@dataclass(frozen=True, slots=True)
class Sitter:
    """Who sits at a console, in an office where roles were begun; everywhere else there is none, and everybody may
    everything. Without a `state` the office does not know the login. `off_by` says who switched them off and when.

    The office's picture also has the `roles` there are, in `people` everybody's login and name, in `asking` the names
    of those who ask to be let in, and in `admins`, for who is not, those who can let them in.
    """

    login: str
    name: str = ""
    state: UserState | None = None
    role: str = ""
    rights: frozenset[str] = frozenset()
    calendar_ids: tuple[int, ...] = ()
    roles: tuple[OfficeRole, ...] = ()
    asking: tuple[str, ...] = ()
    admins: tuple[str, ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    is_gateway: bool = False
    off_by: str = ""

    @property
    def is_active(self) -> bool:
        """Whether they work in the office: they were let in, and not switched off. A gateway is no person."""
        return self.state is UserState.ACTIVE and not self.is_gateway

    @property
    def lets_in(self) -> bool:
        """Whether they let others in."""
        return Right.OFFICE_USERS in self.rights

    def why_not(self, right: str) -> str:
        """Why a command that takes this right is not for them, behind its name; empty where it is."""
        if right in self.rights:
            return ""
        said = self.may_not((Right(right),)).removesuffix(".")
        return said if said.startswith(self.login) else f"{said[0].lower()}{said[1:]}"

    def may_not(self, wanted: Iterable[Right]) -> str:
        """Why this person may not do what these rights are for, in a sentence."""
        if self.is_gateway:
            return f"{self.login} is the gateway of the phones, and nobody's login at a console."
        if self.state is None:
            known = f"{self.login} is not known in this office: an admin lets people in at Settings, Users."
            return f"{known} Where none can be had, industrack admin makes one."
        if self.state is UserState.ASKS:
            return "You wait to be let in: an admin does that at Settings, Users."
        if self.state is UserState.OFF:
            return f"You were switched off by {self.off_by or 'an admin'}: ask an admin to let you in again."
        wanted = list(wanted)
        if wanted and all(each.is_to_see for each in wanted):
            return f"Your role ({self.role}) does not see {' or '.join(each.deed[4:] for each in wanted)}."
        return f"Your role ({self.role}) may not {' or '.join(each.deed for each in wanted)}."


def why_no_gateway(person: Sitter | None, login: str, usual: str) -> str:
    """Why a login may not write what phones say, in a sentence; empty where it may. The `usual` one of a gateway that
    has no login of its own becomes a user with the first pairing."""
    if person is None or (person.state is None and login == usual):
        return ""
    if not person.is_gateway:
        return f"{login} is no gateway: who owns the database makes it one, industrack grant {login} gateway."
    if person.state is not UserState.ACTIVE:
        return "The gateway was switched off by an admin at Settings, Users: phones wait."
    return ""


def person_of(login: str, user: OfficeUser | None, role: OfficeRole | None) -> Sitter:
    """Somebody as their user and role say it; without a user nobody knows them."""
    if user is None:
        return Sitter(login)
    has = rights_of(role) if role is not None and user.state is UserState.ACTIVE else frozenset[str]()
    called = role.name if role else ""
    return Sitter(login, user.name, user.state, called, has, user.calendar_ids, is_gateway=user.is_gateway)


@cache
def rights_of(role: OfficeRole) -> frozenset[str]:
    """All that a role lets one do. One of before, which an undo brought back, sees what it may change."""
    has = ticked_rights(role.base, role.rights)
    return has | frozenset(sight for right, sight in TAKES_SIGHT.items() if right in has)


def ticked_rights(base: BaseRole, rights: Collection[str]) -> frozenset[str]:
    """What a role has of its base and of its own."""
    taken = frozenset(each for each in rights if each.startswith(TAKEN))
    return (BASE_RIGHTS[base] | frozenset(rights) - taken) - frozenset(each[1:] for each in taken)


def may(person: Sitter | None, *wanted: Right) -> bool:
    """Whether somebody has one of these rights; without roles everybody has all."""
    return person is None or any(each in person.rights for each in wanted)


def known_as(person: Sitter | None, login: str) -> str:
    """What the office calls who has this login, as whoever looks knows it; the login itself where that is no name."""
    return dict(person.people).get(login, login) if person is not None else login


class Via(StrEnum):
    """By what an act came. Entries from before 0.7 do not say."""

    CONSOLE = "console"
    COMMAND = "command"
    IMPORT = "import"
    """Of a file or a country's holidays, by a console or a command."""
    GATEWAY = "gateway"
    """Of phones and for them; on PostgreSQL only the login of a gateway can say so."""


def said_of_way(via: str) -> str:
    """By what an act came, where that is not seen anyway: `by import`. What phones say is by who says it."""
    return f"by {via}" if via in (Via.COMMAND, Via.IMPORT) else ""


def by_whom(name: str, via: str) -> str:
    """Who did it, and by what: `Ben Lee, by import`."""
    return ", ".join(filter(None, (name, said_of_way(via))))


HIDING = (Right.SEE_PRICES, Right.SEE_BILLING, Right.SEE_NOTES)
"""Those without which fields are not shown (`domain/hidden.py`)."""


def lacking_sight(person: Sitter | None) -> tuple[Right, ...]:
    """What somebody does not see, by the rights that it takes; nothing where there are no roles."""
    return () if person is None else tuple(each for each in HIDING if each not in person.rights)
