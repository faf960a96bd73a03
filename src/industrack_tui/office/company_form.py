"""The form of the company: its name, time zone, money, what stands on its papers, week and clock."""

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from industrack_core.desk.records.unnamed import is_unnamed
from industrack_core.desk.values.countries import country_named, country_names, habits_of, main_zone, zones_of
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.office import Company
from industrack_core.domain.time.entry import EntryError
from industrack_core.domain.time.span import clock_text
from industrack_core.domain.time.zones import company_zone
from industrack_tui.commands.spoken import key_of
from industrack_tui.forms.record import fields, picks
from industrack_tui.forms.record.attaching import picture
from industrack_tui.forms.record.field_spec import FieldSpec, Owner
from industrack_tui.forms.record.spec import RecordSpec, Said, across, section
from industrack_tui.lists.opening import open_record
from industrack_tui.session import Session
from industrack_tui.widgets.form.pick import Candidate, matching
from industrack_tui.widgets.form.picture import Shown
from industrack_tui.widgets.form.sheet import Parts, SlotKind

if TYPE_CHECKING:
    from industrack_core.desk.desk import Desk
    from industrack_tui.forms.record.state import RecordState

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MOST = 40
"""So many zones are offered at once."""


@cache
def _zones() -> tuple[str, ...]:
    return tuple(sorted(available_timezones()))


def _seek_zone(desk: "Desk", model: "RecordState", typed: str) -> list[Candidate]:
    """Zones of which every typed word begins a part of the name; each with the time that it is there now."""
    wanted = typed.replace("/", " ").replace("_", " ")
    named = [Candidate(zone, zone.replace("/", " ").replace("_", " ")) for zone in _zones()]
    found = [str(each.value) for each in matching(named, wanted)][:_MOST]
    return [Candidate(zone, zone, _now_in(model, zone, "%a")) for zone in found]


def _now_in(model: "RecordState", zone: str, day: str) -> str:
    """The day, in that form, and the time that it is in a zone, as the company on the card reads its clock."""
    here = model.clock.now.astimezone(company_zone(zone, clock24=model.record.clock24))
    return f"{here:{day}} {clock_text(here)}"


def _put_zone(model: "RecordState", owner: Owner, value: str) -> Owner:
    return replace(owner, zone=value)


def _countries(model: "RecordState", owner: Owner, typed: str) -> list[Candidate]:
    """Countries by a part of their name, or by their two letters."""
    named = [Candidate(code, name, code) for code, name in country_names().items()]
    exact = country_named(typed)
    found = [each for each in named if each.value == exact]
    return [*found, *(each for each in matching(named, typed) if each.value != exact)][:_MOST]


def _pick_country(model: "RecordState", owner: Owner, value: str) -> Owner:
    """The country, and what goes with it: week, clock, dates; of a company that is being founded zone and money too."""
    habits = habits_of(value)
    owner = replace(
        owner, country=value, first_weekday=habits.first_weekday, clock24=habits.clock24, day_first=habits.day_first
    )
    if not is_unnamed(model.original):
        return owner
    zone = owner.zone if owner.zone in zones_of(value) else main_zone(value) or (*zones_of(value), owner.zone)[0]
    return replace(owner, zone=zone, currency=habits.currency)


def _put_country(model: "RecordState", owner: Owner, text: str) -> Owner:
    """A country that is named in full; none for nothing."""
    code = country_named(text)
    if text.strip() and not code:
        raise EntryError(f"There is no country {text.strip()!r}: pick one from the list, as DE or Germany.")
    return _pick_country(model, owner, code) if code and code != owner.country else replace(owner, country=code)


def _country_said(model: "RecordState") -> list[Parts]:
    """What the country decides."""
    country = model.record.country
    if not country:
        return [(("How numbers, dates and phone numbers are read follows from the country.", "panel_warning"),)]
    return [((f"In {country_names().get(country, country)} {habits_of(country).said}.", "panel_muted"),)]


def _meaning(model: "RecordState") -> list[Parts]:
    """What another zone does to all that is planned."""
    record: Company = model.record
    try:
        there = _now_in(model, record.zone, "%a %d %b")
    except (ValueError, OSError, KeyError):
        return []
    if record.zone == model.original.zone:
        return [((f"It is {there} there.", "panel_muted"),)]
    said = f"It is {there} there. Jobs stay at their moment, and are shown by the new clock: look through the board."
    return [((said, "panel_warning"),)]


def open_company(session: Session) -> None:
    """The form, over whatever is shown."""
    open_record(session, COMPANY, session.known_office.company)


def open_founding(session: Session) -> None:
    """The first start asks whose company it is and where: what the machine says is filled in."""
    said = f"A new company: say its name and country, look over the rest, and save with {key_of('form.save')}."
    open_record(session, COMPANY, session.known_office.company, said)


_LOG_STAYS = "So long the log stays here; 0: for ever. industrack archive --journal takes what is older."

COMPANY = RecordSpec(
    Kind.COMPANY, Kind.COMPANY.noun,
    (
        section(
            Kind.COMPANY, "Company",
            across(fields.text("name", "Name", replaces=True)),
            across(
                FieldSpec(
                    "country", "Country", SlotKind.PICK, offer=_countries, pick=_pick_country, put=_put_country,
                    show=lambda model, owner: Shown(country_names().get(owner.country, owner.country)),
                    placeholder="germany, india, us",
                )
            ),
            Said(_country_said),
            across(
                FieldSpec(
                    "zone", "Time zone", SlotKind.PICK, show=lambda model, owner: Shown(owner.zone), seek=_seek_zone,
                    pick=_put_zone, placeholder="new york, berlin, sydney",
                )
            ),
            Said(_meaning),
            across(fields.text("currency", "Currency", placeholder="USD")),
        ),
        section(
            "papers", "Papers",
            across(fields.text("address", "Address")),
            across(fields.text("phone", "Phone", share=0.5), fields.text("email", "E-mail", share=0.5)),
            across(
                fields.text("tax_number", "Tax no", share=0.5),
                fields.number("estimate_days", "Valid days", 0, 3650, share=0.5,
                              placeholder="how long an estimate holds; 0: for ever"),
            ),
            picture("logo", "Logo", "a PNG or JPEG picture, by its path"),
        ),
        section(
            "dates", "Dates",
            across(
                picks.chosen(
                    "first_weekday", "Week begins",
                    lambda model: [Candidate(day, name) for day, name in enumerate(_WEEKDAYS)],
                )
            ),
            across(fields.tick_box("clock24", "Clock", "24 hours: 14:30, not 2:30 pm")),
            across(fields.tick_box("day_first", "Dates", "day first: 3/4 is 3 April")),
            across(fields.tick_box("travel_counts", "Travel", "counts as work in the report of utilisation")),
            across(fields.number("log_years", "Log years", 0, 100, share=0.5)),
            Said(lambda model: [((_LOG_STAYS, "panel_muted"),)]),
        ),
    ),
    title=lambda model: "Company", first="name",
)  # fmt: skip
"""The form of the one company."""
