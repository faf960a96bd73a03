"""Phones of an employee: the list, pairing another one, and signing one out."""

from typing import TYPE_CHECKING

from industrack_core.domain.acts.field_acts import OfferPairing, SignOutDevice
from industrack_core.domain.field.codes import CODE_SECONDS, new_code, secret_hash
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.listing import ListRow
from industrack_core.domain.records.office import Office
from industrack_core.domain.text.text import how_many
from industrack_core.domain.time.entry import format_duration
from industrack_tui.acting import attempt, perform
from industrack_tui.dialogs.menu import Choice, Menu
from industrack_tui.lists import drawing, opening
from industrack_tui.lists.spec import Column, ListSpec, Value
from industrack_tui.office.pairing import PairDialog

if TYPE_CHECKING:
    from datetime import date

    from industrack_tui.lists.spec import OpenList

CLOCK_OK = 120
"""A phone's clock may be off by so many seconds before it is corrected."""
_STATES = {"active": "In use", "leaving": "Signed out", "lost": "Lost"}


def _name(row: ListRow) -> str:
    return str(row.values["name"])


def _heard(value: Value, office: Office) -> str:
    return drawing.as_second(value, office) or "never"


def _state(value: Value, office: Office) -> str:
    return _STATES[str(value)]


def clock_said(skew_s: int) -> str:
    """How a phone's clock goes: `ok`, `12m slow`; the skew is the gateway's time less the phone's, in seconds."""
    if abs(skew_s) <= CLOCK_OK:
        return "ok"
    return f"{format_duration(abs(skew_s) // 60)} {'slow' if skew_s > 0 else 'fast'}"


def _derived(row: ListRow, today: "date") -> dict[str, Value]:
    values = row.values
    reports, files = int(values["unsent_reports"] or 0), int(values["unsent_files"] or 0)
    unsent = ", ".join(how_many(count, word) for count, word in ((reports, "report"), (files, "file")) if count)
    return {"unsent": unsent or "nothing", "clock": clock_said(int(values["skew_s"] or 0))}


def _about(row: ListRow, office: Office) -> str:
    values = row.values
    parts = (
        _name(row), _state(values["state"], office), f"paired {drawing.as_moment(values['paired_at'], office)}",
        f"last heard of: {_heard(values['last_sync_s'], office)}", f"storage {values['storage'] or 'unknown'}",
    )  # fmt: skip
    return "   ".join(parts)


def _clock_role(row: ListRow) -> str:
    return "ground" if row.values["clock"] == "ok" else "warning"


def _state_role(row: ListRow) -> str:
    return {"active": "ground", "lost": "warning"}.get(str(row.values["state"]), "muted")


def show_phones(screen: "OpenList", row: ListRow) -> None:
    """The phones of the employee under the cursor."""
    opening.show_list(screen.session, PHONES, parent=row.id, of=screen.spec.called(row))


def offer_code(screen: "OpenList") -> None:
    """A code for another phone of theirs, shown until the phone is there."""
    screen.bring(_pair(screen))


async def _pair(screen: "OpenList") -> None:
    employee_id, code = screen.query_now.parent, new_code()
    address = (await screen.bridge.ask(lambda desk: desk.field_settings())).address
    known = frozenset(each.id for each in await screen.bridge.ask(lambda desk: desk.phones()))
    expires_s = int(screen.session.now.timestamp()) + CODE_SECONDS
    outcome = await attempt(screen.session, OfferPairing(employee_id, secret_hash(code), expires_s))
    if not isinstance(outcome, Done):
        screen.say(outcome.sentence, "panel_error")
        return

    def left(name: str | None) -> None:
        if name:
            screen.say(f"{name} is paired.", "panel_good")
        screen.reload()

    dialog = PairDialog(screen.session, screen.of, code, address, expires_s)
    dialog.waits_for(employee_id, known)
    screen.app.push_screen(dialog, left)


def choose_sign_out(screen: "OpenList", row: ListRow) -> None:
    """Ask whether it is signed out, or lost."""
    state = str(row.values["state"])
    choices = [
        Choice("leaving", "s", "Sign out", "what it still has to send is taken; then it clears itself",
               "" if state == "active" else f"{_name(row)} is {_STATES[state].lower()} already."),
        Choice("lost", "l", "Lost", "it is refused from now on, and clears itself when it asks",
               f"{_name(row)} is lost already." if state == "lost" else ""),
    ]  # fmt: skip

    def chosen(how: str | None) -> None:
        if how is not None:
            perform(screen, SignOutDevice(row.id, row.version, how == "lost"), "sign it out")

    screen.app.push_screen(Menu(screen.look, screen.glyphs, f"Sign out {_name(row)}", choices), chosen)


PHONES = ListSpec(
    Kind.DEVICE, "Phones", Kind.DEVICE.noun,
    (
        Column("name", "Phone", 14, 1.0),
        Column("last_sync_s", "Last sync", 16, draw=_heard, sort="-"),
        Column("unsent", "Unsent", 9, 0.5, sort="-"),
        Column("clock", "Clock", 8, sort="-", role=_clock_role),
        Column("state", "State", 10, draw=_state, sort="-", role=_state_role),
        Column("build", "Version", 8, rank=1, sort="-"),
        Column("paired_at", "Paired", 16, draw=drawing.as_moment, rank=2, sort="-"),
    ),
    sort="name",
    filters=(("active", "In use"), ("leaving", "Signed out"), ("lost", "Lost"), ("", "All")),
    open=choose_sign_out, add=offer_code, delete=choose_sign_out, called=_name, about=_about, derive=_derived,
    kinds=(Kind.OUTBOX, Kind.FIELD_REPORT),
    labels={"list.open": "Sign out", "list.add": "Pair", "list.delete": "Sign out"},
    nothing="No phone here. a pairs one.",
)  # fmt: skip
"""The phones of one employee."""
