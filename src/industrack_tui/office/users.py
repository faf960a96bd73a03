"""Who works in the office and what they may: the lists of users and of roles, their forms, and how roles begin."""

from typing import TYPE_CHECKING

from industrack_core.domain.acts.founding import BeginRoles
from industrack_core.domain.kinds import Kind
from industrack_core.domain.own_roles import all_deeds, begun_like, most_like, ticked, told_rights, with_rights
from industrack_core.domain.records.listing import ListRow
from industrack_core.domain.records.office import Office
from industrack_core.domain.records.settings import BaseRole, OfficeRole, OfficeUser, UserState
from industrack_core.domain.rights import Right
from industrack_tui.acting import perform
from industrack_tui.forms.record import fields, picks
from industrack_tui.forms.record.field_spec import FieldSpec
from industrack_tui.forms.record.spec import RecordSpec, across, section
from industrack_tui.lists import drawing, opening
from industrack_tui.lists.spec import Column, ListSpec, Value
from industrack_tui.office.settings_forms import form_of, sentence_of
from industrack_tui.widgets.form.pick import Candidate, matching
from industrack_tui.widgets.form.picture import Shown
from industrack_tui.widgets.form.sheet import SlotKind

if TYPE_CHECKING:
    from industrack_core.desk.desk import Desk
    from industrack_tui.forms.record.state import RecordState
    from industrack_tui.lists.spec import OpenList
    from industrack_tui.session import Session

_STATES = {UserState.ASKS: "asks to be let in", UserState.ACTIVE: "works here", UserState.OFF: "switched off"}

# -- forms -------------------------------------------------------------------------------------


def _known(office: Office) -> tuple[OfficeRole, ...]:
    return office.person.roles if office.person is not None else ()


def _roles(model: "RecordState") -> list[Candidate]:
    return [
        Candidate(each.id, each.name, "" if each.is_built_in else f"like {most_like(each)}, but for some rights")
        for each in _known(model.office)
        if not each.retired or each.id == model.record.role_id
    ]


def _calendars(model: "RecordState") -> list[Candidate]:
    return [Candidate(each.id, each.name) for each in model.office.calendars]


def _who(model: "RecordState") -> str:
    user: OfficeUser = model.record
    if model.is_new:
        return "The login is the operating system's user, or the PostgreSQL login. It cannot be changed later."
    if user.is_gateway:
        return f"Login {user.login}. It writes what phones say; switched off, phones wait."
    waits = user.state is UserState.ASKS
    return f"{user.login} asks to be let in: give them a role, and save." if waits else f"Login {user.login}."


def _is_person(model: "RecordState") -> bool:
    return not model.record.is_gateway


def _may(model: "RecordState") -> str:
    role = next((each for each in _known(model.office) if each.id == model.record.role_id), None)
    return "" if role is None else f"They may {all_deeds(role)}."


USER = RecordSpec(
    Kind.OFFICE_USER, "user",
    (
        section(
            "user", "User",
            across(fields.text("name", "Name")),
            across(fields.text("login", "Login", is_shown=lambda model: model.is_new)),
            sentence_of(_who),
            across(
                picks.chosen(
                    "role_id", "Role", _roles, placeholder="what they may", share=0.5, is_shown=_is_person
                ),
                picks.chosen(
                    "state", "State", lambda model: [Candidate(each, said) for each, said in _STATES.items()], share=0.5
                ),
            ),
            sentence_of(_may),
            across(
                picks.ticks(
                    "calendar_ids", "Calendars", _calendars, placeholder="all; tick those that they open",
                    is_shown=_is_person,
                )
            ),
            across(fields.text("note", "Note")),
        ),
    ),
    title=lambda model: "New user" if model.is_new else f"User {model.original.name}", first="name",
)  # fmt: skip
"""The form of a user."""

ROLE = form_of(
    Kind.OFFICE_ROLE, "role",
    across(
        FieldSpec(
            "base", "Begins like", SlotKind.PICK,
            show=lambda model, role: Shown(most_like(role).value),
            offer=lambda model, role, said: matching([Candidate(each, each.value) for each in BaseRole], said),
            pick=lambda model, role, base: begun_like(role, base),
        )
    ),
    across(
        FieldSpec(
            "rights", "May", SlotKind.PICK, stays=True, placeholder="enter ticks, and takes a tick away",
            show=lambda model, role: Shown(", ".join(each.deed for each in Right if each in ticked(role))),
            offer=lambda model, role, said: matching(
                [Candidate(each.value, f"x {each.deed}" if each in ticked(role) else each.deed) for each in Right], said
            ),
            pick=lambda model, role, right: with_rights(role, ticked(role) ^ {right}),
        )
    ),
    sentence_of(lambda model: f"Who has this role may {all_deeds(model.record)}."),
)  # fmt: skip
"""The form of a role."""

# -- lists -------------------------------------------------------------------------------------


def _role_name(value: Value, office: Office) -> str:
    return next((each.name for each in _known(office) if each.id == value), "")


def _calendar_names(value: Value, office: Office) -> str:
    ids = drawing.kept_list(value)
    found = (office.calendars_by_id.get(each) for each in ids)
    return ", ".join(each.name for each in found if each is not None) if ids else "all"


def _state(value: Value, office: Office) -> str:
    return _STATES[UserState(str(value))]


def _state_role(row: ListRow) -> str:
    return {"active": "ground", "asks": "warning"}.get(str(row.values["state"]), "muted")


def _rights(value: Value, office: Office) -> str:
    return told_rights(drawing.kept_list(value))


def _beside(session: "Session", row: ListRow) -> dict[str, Value]:
    """Whether a user sits at a console just now, oneself included, and what they are."""
    logins = {session.bridge.desk_of_now.who, *(each.login for each in session.here)}
    office = session.known_office
    role = "gateway of phones" if row.values["is_gateway"] else _role_name(row.values["role_id"], office)
    calendars = "of no person" if row.values["is_gateway"] else _calendar_names(row.values["calendar_ids"], office)
    return {"here": "here now" if row.values["login"] in logins else "", "role": role, "calendars": calendars}


def _said(desk: "Desk", office: Office) -> str:
    if office.person is None:
        return "Roles are off: everybody may do everything"
    return f"You are {office.person.name or office.person.login}: {office.person.role or 'without a role'}"


USERS = ListSpec(
    Kind.OFFICE_USER, "Users", "user",
    (
        Column("name", "Name", 18, 0.6),
        Column("login", "Login", 12, 0.3),
        Column("role", "Role", 12, 0.4, sort="-"),
        Column("state", "State", 17, draw=_state, sort="-", role=_state_role),
        Column("here", "Here", 8, sort="-", role=lambda row: "good"),
        Column("calendars", "Calendars", 12, 0.6, rank=1, sort="-"),
    ),
    sort="name", filters=(("", "All"), ("asks", "Ask"), ("active", "Work here"), ("off", "Off")),
    deletes=False, summary=_said, kinds=(Kind.OFFICE_ROLE, Kind.CALENDAR),
    open=opening.opens("office.users:USER"),
    add=opening.adds("office.users:USER", lambda screen: OfficeUser(name="", login="")),
    beside=_beside,
    nothing="Roles are off: everybody may do everything. [office_user.begin] begins roles.",
)  # fmt: skip
ROLES = ListSpec(
    Kind.OFFICE_ROLE, "Roles", "role",
    (
        Column("name", "Name", 18, 0.3),
        Column("base", "Like", 11, draw=drawing.as_words, sort="-"),
        Column("rights", "Differs by", 20, 1.0, draw=_rights, sort="-", rank=1),
    ),
    sort="name", filters=drawing.IN_USE, can_retire=True,
    open=opening.opens("office.users:ROLE"),
    add=opening.adds("office.users:ROLE", lambda screen: OfficeRole(name="")),
    nothing="No roles here: they begin in Settings, Users.",
)  # fmt: skip

# -- how roles begin ---------------------------------------------------------------------------


def ask_to_begin(screen: "OpenList") -> None:
    """From now on everybody may what their role lets them."""

    def answered(yes: bool | None) -> None:
        if yes:
            perform(screen, BeginRoles(), "begin roles")

    sentences = (
        "Until now everybody may do everything. From now on a role says who may what.",
        f"You, {screen.bridge.desk.who}, become an admin; everybody else who has done something here, a dispatcher.",
        "Whoever only looked, or comes later, asks to be let in, and waits until an admin gives them a role.",
        "A board that they have open goes meanwhile, and comes back then with all that is typed.",
    )
    screen.session.ask(sentences, "begin roles", answered)


def why_not_begin(screen: "OpenList") -> str:
    """They begin once."""
    return "they were begun" if screen.office.person is not None else ""
