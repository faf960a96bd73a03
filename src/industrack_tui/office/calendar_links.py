"""Calendar links of an employee: addresses at which a calendar reads what they were sent. Made, shown once, ended."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from industrack_core.domain.acts.field_acts import EndCalendarLink, MakeCalendarLink
from industrack_core.domain.field.codes import calendar_address, new_link_secret, secret_hash
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.listing import ListRow
from industrack_core.domain.records.office import Office
from industrack_core.domain.text.text import clean_line
from industrack_tui.acting import attempt, perform
from industrack_tui.dialogs.dialog import Dialog, wrapped
from industrack_tui.dialogs.prompt import Prompt
from industrack_tui.dialogs.question import Question
from industrack_tui.lists import drawing, opening
from industrack_tui.lists.spec import Column, ListSpec, Value
from industrack_tui.office.qr_pane import qr_pane
from industrack_tui.session import Session

if TYPE_CHECKING:
    from industrack_tui.lists.spec import OpenList

_WIDTH = 76
_OTHERS = 10
"""Lines of the box that are not the QR code."""


class LinkDialog(Dialog[str]):
    """The address of a link that was just made: it is shown this once, since only a hash of it is kept."""

    mode_name = "LINK"
    BINDINGS: ClassVar = [Binding("y", "yank", "Copy", show=False), Binding("enter,q", "leave", "Back", show=False)]

    def __init__(self, session: Session, of: str, address: str) -> None:
        super().__init__(session.look, session.glyphs, f"Calendar link of {of}")
        self.address = address

    def compose(self) -> ComposeResult:
        width = self.inner_width(_WIDTH) - 2
        said = "Give this address to the calendar (subscribe). Whoever has it reads the jobs. It is not shown again."
        with Vertical(classes="box"):
            yield self.title_pane()
            yield self.pane([[(f" {each}", "panel")] for each in wrapped(said, width)])
            yield self.pane([[(f" {each}", "panel_strong")] for each in wrapped(self.address, width)])
            pane = qr_pane(self, self.address, _OTHERS)
            if pane is not None:
                yield pane
            yield self.pane([[(" y ", "panel_accent"), ("copy   ", "panel"),
                              ("esc ", "panel_accent"), ("back", "panel")]])  # fmt: skip

    def action_yank(self) -> None:
        """The address to the terminal's clipboard."""
        self.app.copy_to_clipboard(self.address)
        self.say_waiting("Sent to the terminal's clipboard.")


def _name(row: ListRow) -> str:
    return str(row.values["name"])


def _read_at(value: Value, office: Office) -> str:
    return drawing.as_second(value, office) or "never"


def _about(row: ListRow, office: Office) -> str:
    made, read = drawing.as_moment(row.values["made_at"], office), _read_at(row.values["last_sync_s"], office)
    return f"{_name(row)}   made {made}   last read: {read}"


def show_links(screen: "OpenList", row: ListRow) -> None:
    """The calendar links of the employee under the cursor."""
    opening.show_list(screen.session, CALENDAR_LINKS, parent=row.id, of=screen.spec.called(row))


def make_link(screen: "OpenList") -> None:
    """Ask where it will be read, make it, and show its address."""

    def typed(name: str | None) -> None:
        if name:
            screen.bring(_make(screen, name))

    hint = "Ana's phone, Ana's laptop"
    screen.app.push_screen(
        Prompt(screen.look, screen.glyphs, "Where is it read?", hint, lambda text: (clean_line(text), True)), typed
    )


async def _make(screen: "OpenList", name: str) -> None:
    gateway = (await screen.bridge.ask(lambda desk: desk.field_settings())).address
    if not gateway:
        screen.say("A link needs the address of the gateway: type it in Settings, Phones (g s, p).", "panel_error")
        return
    secret = new_link_secret()
    act = MakeCalendarLink(screen.query_now.parent, secret_hash(secret), name)
    outcome = await attempt(screen.session, act)
    if not isinstance(outcome, Done):
        screen.say(outcome.sentence, "panel_error")
        return
    dialog = LinkDialog(screen.session, screen.of, calendar_address(gateway, secret))
    screen.app.push_screen(dialog, lambda _: screen.reload())


def end_link(screen: "OpenList", row: ListRow) -> None:
    """Ask, then end it."""

    def answered(yes: bool | None) -> None:
        if yes:
            perform(screen, EndCalendarLink(row.id, row.version), "end it")

    said = f"Whoever reads {screen.of}'s jobs by the link {_name(row)} finds nothing there any more."
    screen.app.push_screen(Question(screen.look, screen.glyphs, "End this calendar link?", [said], "end it"), answered)


CALENDAR_LINKS = ListSpec(
    Kind.CALENDAR_LINK, "Calendar links", Kind.CALENDAR_LINK.noun,
    (
        Column("name", "Where it is read", 24, 1.0),
        Column("last_sync_s", "Last read", 16, draw=_read_at, sort="-"),
        Column("made_at", "Made", 16, draw=drawing.as_moment, sort="-", rank=1),
    ),
    sort="name",
    open=end_link, add=make_link, delete=end_link, called=_name, about=_about,
    labels={"list.open": "End", "list.add": "Make", "list.delete": "End"},
    nothing="No calendar reads here. a makes a link.",
)  # fmt: skip
"""The calendar links of one employee."""
