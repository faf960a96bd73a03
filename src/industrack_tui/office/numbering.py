"""Numbering: for each kind whether numbers come by themselves, what stands before them, and which is next."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from industrack_core.desk.values.money import notation_of
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.held import Fields
from industrack_core.domain.records.office import Office
from industrack_core.domain.records.settings import NumberSeries
from industrack_core.domain.text.number_entry import NumberAsked, read_number
from industrack_core.domain.time.entry import EntryError
from industrack_tui.dialogs.menu import Choice, Menu
from industrack_tui.forms.record import fields
from industrack_tui.forms.record.field_spec import FieldSpec, Owner
from industrack_tui.forms.record.spec import RecordSpec, Said, across, beside, section
from industrack_tui.lists.opening import open_record
from industrack_tui.session import Session
from industrack_tui.widgets.form.picture import Shown
from industrack_tui.widgets.form.sheet import Parts

if TYPE_CHECKING:
    from industrack_core.desk.desk import Desk
    from industrack_tui.forms.record.state import RecordState

KINDS: Mapping[str, str] = {
    Kind.JOB: "Jobs",
    Kind.CUSTOMER: "Customers",
    Kind.ESTIMATE: "Estimates",
    Kind.PURCHASE_ORDER: "Purchase orders",
}
_LETTERS: Mapping[str, str] = {Kind.JOB: "j", Kind.CUSTOMER: "c", Kind.ESTIMATE: "e", Kind.PURCHASE_ORDER: "o"}
_LARGEST = 2_000_000_000
Next = tuple[str, int]


async def choose_series(session: Session) -> None:
    """The four kinds, each with its next number."""
    following: dict[str, Next] = await session.bridge.ask(lambda desk: {kind: desk.next_number(kind) for kind in KINDS})
    series = {kind: series_of(session.known_office, kind, following[kind]) for kind in KINDS}
    choices = [
        Choice(kind, _LETTERS[kind], label, series_said(series[kind], following[kind]))
        for kind, label in KINDS.items()
    ]  # fmt: skip

    def chosen(kind: str | None) -> None:
        if kind is not None:
            open_record(session, NUMBERING, series[kind])

    session.app.push_screen(Menu(session.look, session.glyphs, "Numbering", choices), chosen)


def series_of(office: Office, kind: str, following: Next) -> NumberSeries:
    """The kind's own settings; without any, what holds now."""
    found = next((each for each in office.number_series if each.kind == kind), None)
    return found or NumberSeries(kind=kind, prefix=following[0])


def series_said(series: NumberSeries, following: Next) -> str:
    """`by itself, next: J1042`, or that it is typed."""
    number = f"{series.prefix}{max(following[1], series.first_number)}"
    return f"by itself, next: {number}" if series.automatic else "typed by hand"


def _following(model: "RecordState") -> int:
    found: Next = model.extra.get("next", ("", 1))
    return found[1]


def _put_next(model: "RecordState", owner: Owner, text: str) -> Owner:
    lowest, asked = _following(model), "Type a number: the next one begins with it."
    number = read_number(
        text, notation_of(model.country),
        NumberAsked(places=0, most=_LARGEST, hint=asked, exact=asked, over=f"Numbers go up to {_LARGEST:,}."),
    )  # fmt: skip
    if number < lowest:
        raise EntryError(f"Numbers only go up, and are never given twice: {lowest:,} is the lowest.")
    first = model.original.first_number if number == max(lowest, model.original.first_number) else number
    return replace(owner, first_number=first)


def _show_next(model: "RecordState", owner: Owner) -> Shown:
    return Shown(str(max(owner.first_number, _following(model))))


def _meaning(model: "RecordState") -> list[Parts]:
    record: NumberSeries = model.record
    if not record.automatic:
        return [((f"{KINDS[record.kind]}: the number is typed each time; one that is there already is refused.",
                  "panel_muted"),)]  # fmt: skip
    number = f"{record.prefix}{max(record.first_number, _following(model))}"
    return [(("The next one is ", "panel_muted"), (number, "panel_strong"), (" or the first free one after it.",
              "panel_muted"))]  # fmt: skip


def _fetch(desk: "Desk", record: NumberSeries) -> Fields:
    return {"next": desk.next_number(record.kind)}


NUMBERING = RecordSpec(
    Kind.NUMBER_SERIES, "numbering",
    (
        section(
            "numbers", "Numbers",
            across(fields.tick_box("automatic", "Numbers", "come by themselves")),
            across(
                fields.text("prefix", "Before it", share=0.5, placeholder="nothing, or for example J-"),
                FieldSpec("first_number", "Next number", show=_show_next, put=_put_next, share=0.5, **fields.NUMBER),
            ),
            Said(_meaning),
        ),
    ),
    title=lambda model: f"Numbering of {KINDS[model.record.kind].lower()}", first="prefix", readings=beside(_fetch),
)  # fmt: skip
"""The form of one kind's numbering."""
