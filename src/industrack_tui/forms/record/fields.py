"""Fields of records' forms, by what they hold: text, money, dates, choices, lists to tick. Descriptions, no state."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from industrack_core.desk.values.money import (
    money_typed,
    parse_price,
    parse_quantity,
    parse_rate,
    parse_whole,
    quantity_typed,
    rate_text,
)
from industrack_core.domain.acts.limits import NOTE_LIMIT
from industrack_core.domain.records.held import Held
from industrack_core.domain.rights import Right
from industrack_core.domain.time.entry import format_duration, parse_clock, parse_day, parse_duration
from industrack_tui.forms.record.field_spec import FieldSpec, Owner
from industrack_tui.forms.words import day_text
from industrack_tui.widgets.form.picture import Shown
from industrack_tui.widgets.form.sheet import SlotKind

if TYPE_CHECKING:
    from industrack_tui.forms.record.entry import RecordEntry
    from industrack_tui.forms.record.state import RecordState

TICKED, UNTICKED = "[x]", "[ ]"
NUMBER: Mapping[str, Held] = {"replaces": True, "tells": True}
"""How a field with a number in it is worked."""
Show = Callable[["RecordState", Held], str]
Read = Callable[["RecordState", str], Held]


def read_as(name: str, label: str, show: Show, read: Read, **layout: Held) -> FieldSpec:
    """A field that is typed: `show` turns the attribute into text, `read` turns text back, or raises EntryError."""
    return FieldSpec(
        name, label, SlotKind.TEXT,
        show=lambda model, owner: Shown(show(model, getattr(owner, name))),
        put=lambda model, owner, text: replace(owner, **{name: read(model, text)}),
        **layout,
    )  # fmt: skip


def text(name: str, label: str = "", **layout: Held) -> FieldSpec:
    """One line of text."""
    return read_as(name, label, lambda model, value: str(value), lambda model, said: said.strip(), **layout)


def long_text(name: str, label: str, rows: int = 3, right: str = "") -> FieldSpec:
    """A text of several lines."""
    return FieldSpec(
        name, label, SlotKind.NOTE, rows=rows, limit=NOTE_LIMIT, right=right,
        show=lambda model, owner: Shown(getattr(owner, name)),
        put=lambda model, owner, said: replace(owner, **{name: said}),
    )  # fmt: skip


def money_field(name: str, label: str = "", **layout: Held) -> FieldSpec:
    """An amount in the company's currency, kept in minor units; 0 is typed, an empty field is none."""
    return read_as(
        name, label, lambda model, value: money_typed(value, model.currency),
        lambda model, said: parse_price(said, model.currency, model.country), right=Right.SEE_PRICES, **NUMBER,
        **layout,
    )  # fmt: skip


def quantity_field(name: str, label: str = "", *, zero: bool = False, **layout: Held) -> FieldSpec:
    """A quantity in thousandths; above nothing, unless `zero` may be."""

    def read(model: "RecordState", said: str) -> int:
        return 0 if zero and not said.strip() else parse_quantity(said, model.country, zero=zero)

    return read_as(name, label, lambda model, value: quantity_typed(value), read, **NUMBER, **layout)


def percent(name: str, label: str = "", **layout: Held) -> FieldSpec:
    """A rate, kept in thousandths of a percent."""
    return read_as(
        name, label, lambda model, value: rate_text(value), lambda model, said: parse_rate(said, model.country),
        **NUMBER, **layout,
    )  # fmt: skip


def number(name: str, label: str, low: int, high: int, **layout: Held) -> FieldSpec:
    """A whole number."""

    def read(model: "RecordState", said: str) -> int:
        return parse_whole(said, low, high, model.country)

    return read_as(name, label, lambda model, value: str(value), read, **NUMBER, **layout)


def read_day(model: "RecordState", said: str) -> date:
    """A date as people type it. Raises EntryError."""
    clock = model.clock
    return parse_day(said, now=clock.now, zone=clock.zone, day_first=clock.day_first)


def date_of(name: str, label: str, *, needed: bool = False, **layout: Held) -> FieldSpec:
    """A date; nothing typed is none, unless one is `needed`."""

    def read(model: "RecordState", said: str) -> date | None:
        return None if not said.strip() and not needed else read_day(model, said)

    layout.setdefault("placeholder", "fri, 1 dec, 2026-12-01")
    return read_as(name, label, lambda model, value: day_text(value) if value else "", read, replaces=True, **layout)


def duration(name: str, label: str, **layout: Held) -> FieldSpec:
    """Minutes, as `1h30`."""
    return read_as(
        name, label, lambda model, value: format_duration(value), lambda model, said: parse_duration(said),
        replaces=True, **layout,
    )  # fmt: skip


def time_of_day(minutes: int) -> str:
    """Minutes after midnight as `07:30`."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def clock(name: str, label: str, **layout: Held) -> FieldSpec:
    """A time of day, kept in minutes after midnight."""
    return read_as(
        name, label, lambda model, value: time_of_day(value), lambda model, said: parse_clock(said), replaces=True,
        **layout,
    )  # fmt: skip


def phrases_of(said: str) -> tuple[str, ...]:
    """What is typed with commas between, each once."""
    return tuple(dict.fromkeys(" ".join(part.split()) for part in said.split(",") if part.strip()))


def lines(name: str, label: str, rows: int = 6) -> FieldSpec:
    """Several texts, one a line."""
    return FieldSpec(
        name, label, SlotKind.NOTE, rows=rows, limit=NOTE_LIMIT,
        show=lambda model, owner: Shown("\n".join(getattr(owner, name))),
        put=lambda model, owner, said: replace(
            owner, **{name: tuple(each.strip() for each in said.split("\n") if each.strip())}
        ),
    )  # fmt: skip


# -- lines that are pressed --------------------------------------------------------------------


def tick_box(name: str, label: str, said: str, **layout: Held) -> FieldSpec:
    """A box to tick."""
    return FieldSpec(
        name, label, SlotKind.LINE, role="toggle",
        show=lambda model, owner: Shown(f"{TICKED if getattr(owner, name) else UNTICKED} {said}".rstrip()),
        press=lambda model, owner, key: (
            replace(owner, **{name: not getattr(owner, name)}) if key in ("enter", "space") else None
        ),
        **layout,
    )  # fmt: skip


def link(
    name: str, label: str, said: "Callable[[RecordState], str]", opens: "Callable[[RecordEntry], None]"
) -> FieldSpec:
    """A line that leads somewhere: enter opens it."""
    return FieldSpec(name, label, SlotKind.LINE, show=lambda model, owner: Shown(said(model)), opens=opens)


def entry(said: "Callable[[RecordState, Owner], str]", cells: int = 0, role: str = "panel_strong") -> FieldSpec:
    """The entry of a list itself: delete takes it off."""
    return FieldSpec("", "", SlotKind.LINE, cells=cells, role=role, show=lambda model, owner: Shown(said(model, owner)))
