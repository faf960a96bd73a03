"""Fields of records other than jobs and customers in words: what was there before an edit, and what is there now."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from industrack_core.desk.values.money import money_text, quantity_text, rate_text
from industrack_core.domain.acts.history import FieldChange
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.records.form import FormPreset, FormQuestion
from industrack_core.domain.records.held import Held
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.office import Employee, Group
from industrack_core.domain.records.record import Record
from industrack_core.domain.text.text import how_many
from industrack_core.domain.time.entry_duration import format_duration
from industrack_core.domain.time.hours_text import format_hours
from industrack_core.domain.time.span import MONTH_NAMES, WEEKDAY_NAMES, clock_text
from industrack_core.store.writing.lookups import Lookups


@dataclass(frozen=True, slots=True)
class _Reading:
    """With what a value becomes words."""

    look: Lookups
    zone: ZoneInfo

    def money(self, minor: int) -> str:
        return money_text(minor, self.look.home()[1])

    def moment(self, instant: datetime) -> str:
        local = instant.astimezone(self.zone)
        return f"{_day(local)} {clock_text(local)}"

    def people(self, ids: Iterable[int]) -> str:
        found = self.look.get_many(Employee, ids)
        return ", ".join(each.short_name for each in found.values())

    def person(self, employee_id: int | None) -> str:
        return self.people([employee_id] if employee_id else [])

    def groups(self, ids: Iterable[int]) -> str:
        return ", ".join(each.name for each in self.look.get_many(Group, ids).values())

    def job(self, job_id: int | None) -> str:
        return ", ".join(each.number for each in self.look.get_many(Job, [job_id] if job_id else []).values())

    def line(self, line: Held) -> str:
        name = getattr(line, "text", "") or getattr(line, "name", "")
        return f"{name} x {quantity_text(line.quantity)} at {self.money(line.price)}"


def _day(day: date | None) -> str:
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}" if day is not None else ""


def _hours(shifts: Held) -> str:
    return format_hours(shifts) if shifts else "none"


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _time(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


_Words = Callable[[_Reading, Any], str]
_FIELDS: dict[str, tuple[str, _Words]] = {
    "zone": ("Time zone", lambda _, value: str(value)),
    "currency": ("Currency", lambda _, value: str(value)),
    "country": ("Country", lambda _, value: str(value)),
    "first_weekday": ("First day of the week", lambda _, value: WEEKDAY_NAMES[value]),
    "clock24": ("Clock", lambda _, value: "24 hours" if value else "12 hours"),
    "day_first": ("Dates", lambda _, value: "day first" if value else "month first"),
    "tax_number": ("Tax number", lambda _, value: str(value)),
    "logo": ("Logo", lambda _, value: ", ".join(each.name for each in value)),
    "estimate_days": ("Estimates are valid", lambda _, value: how_many(value, "day") if value else "for ever"),
    "log_years": ("Log kept", lambda _, value: how_many(value, "year") if value else "for ever"),
    "travel_counts": ("Travel counts as work", lambda _, value: _yes(value)),
    "opens": ("Opens", lambda _, value: _time(value)),
    "closes": ("Closes", lambda _, value: _time(value)),
    "job_minutes": ("Usual duration", lambda _, value: format_duration(value)),
    "slot_minutes": ("Slot", lambda _, value: format_duration(value)),
    "group_ids": ("Groups", lambda by, value: by.groups(value)),
    "is_default": ("Default", lambda _, value: _yes(value)),
    "hours": ("Hours", lambda _, value: _hours(value)),
    "employee_id": ("Employee", lambda by, value: by.person(value)),
    "ends_at": ("End", lambda by, value: by.moment(value)),
    "reason": ("Reason", lambda _, value: str(value)),
    "member_ids": ("Members", lambda by, value: by.people(value)),
    "supervisor_id": ("Supervisor", lambda by, value: by.person(value)),
    "closed": ("Closed", lambda _, value: _yes(value)),
    "hue": ("Color", lambda _, value: str(value)),
    "in_field_app": ("In the field app", lambda _, value: _yes(value)),
    "is_main": ("Main location", lambda _, value: _yes(value)),
    "is_gateway": ("Gateway of the phones", lambda _, value: _yes(value)),
    "made_on": ("Date", lambda _, value: _day(value)),
    "valid_until": ("Valid until", lambda _, value: _day(value)),
    "due_on": ("Due", lambda _, value: _day(value)),
    "job_id": ("Job", lambda by, value: by.job(value)),
    "discount_rate": ("Discount", lambda _, value: rate_text(value) if value else ""),
    "discount_amount": ("Discount", lambda by, value: by.money(value) if value else ""),
    "tax_rate": ("Tax", lambda _, value: rate_text(value)),
    "total": ("Total", lambda by, value: by.money(value)),
    "automatic": ("By itself", lambda _, value: _yes(value)),
    "prefix": ("Prefix", lambda _, value: str(value)),
    "first_number": ("From", lambda _, value: str(value)),
    "price": ("Price", lambda by, value: by.money(value)),
    "cost": ("Cost", lambda by, value: by.money(value)),
    "reorder_point": ("Reorder point", lambda _, value: quantity_text(value)),
    "notify": ("Messages to", lambda _, value: str(value)),
    "mark": ("Marks", lambda _, value: ", ".join(each.label for each in value)),
    "window_s": ("Recall window", lambda _, value: how_many(value, "second")),
    "days_back": ("Days back", lambda _, value: str(value)),
    "days_ahead": ("Days ahead", lambda _, value: str(value)),
    "past_visits": ("Past visits", lambda _, value: str(value)),
    "sync_s": ("Sync every", lambda _, value: how_many(value, "second")),
    "wifi_only": ("Photos over Wi-Fi only", lambda _, value: _yes(value)),
    "longest_edge": ("Longest picture edge", lambda _, value: str(value)),
    "amend_today": ("Technicians correct today's times", lambda _, value: _yes(value)),
    "see_prices": ("Technicians see prices", lambda _, value: _yes(value)),
    "completes_all": ("Completing ends it for all", lambda _, value: _yes(value)),
    "auto_shift": ("Shift starts by itself", lambda _, value: _yes(value)),
    "paid_breaks": ("Breaks are paid", lambda _, value: _yes(value)),
    "bodies_days": ("Reports kept whole", lambda _, value: how_many(value, "day")),
    "silent_minutes": ("Silent phone after", lambda _, value: how_many(value, "minute")),
    "language": ("Language", lambda _, value: str(value)),
    "dispatch_text": ("Message at dispatch", lambda _, value: str(value)),
    "recall_text": ("Message at recall", lambda _, value: str(value)),
    "travel_text": ("Message on the way", lambda _, value: str(value)),
}
"""Attributes that the words of the history do not have; what was counted is no figure of the stock by itself."""
_ENTRIES: dict[str, tuple[str, _Words]] = {
    "lines": ("Line", lambda by, value: value if isinstance(value, str) else by.line(value)),
    "questions": ("Question", lambda _, value: _question(value)),
    "presets": ("On new jobs", lambda _, value: _preset(value)),
}
"""Those that hold entries."""
TOLD = _FIELDS.keys() | _ENTRIES.keys()
"""The attributes that have words here."""


def _question(question: FormQuestion) -> str:
    kind = ", ".join(question.choices) or question.kind.label.lower()
    return f"{question.text}{' *' if question.required else ''} ({kind})"


def _preset(preset: FormPreset) -> str:
    return f"{preset.trigger.label.lower()}{', blocks' if preset.blocks else ''}"


def field_changes(look: Lookups, before: Record, after: Record, zone: ZoneInfo) -> list[FieldChange]:
    """What differs in them, in the order of the table: entries first."""
    by = _Reading(look, zone)
    if isinstance(before, Job) or type(before) is not type(after):
        return []
    found: list[FieldChange] = []
    for name, (label, words) in _ENTRIES.items():
        found += _entries(label, partial(words, by), _values(before, name), _values(after, name))
    for name, (label, words) in _FIELDS.items():
        was, now = getattr(before, name, None), getattr(after, name, None)
        if was != now:
            told = [words(by, each) if each is not None else "" for each in (was, now)]
            found.append(FieldChange(label, *told))
    return found


def _values(record: Record, name: str) -> tuple[Held, ...]:
    return tuple(getattr(record, name, ()))


def _entries(
    label: str, words: Callable[[Held], str], before: tuple[Held, ...], after: tuple[Held, ...]
) -> list[FieldChange]:
    """Entries with an id are the same one when it is; of others each is another."""
    old, new = ({getattr(each, "id", each): each for each in entries} for entries in (before, after))
    changed = [
        FieldChange(label, words(old[key]) if key in old else "", words(each))
        for key, each in new.items()
        if key not in old or words(old[key]) != words(each)
    ]
    gone = [FieldChange(label, words(each), "") for key, each in old.items() if key not in new]
    order = [FieldChange(f"{label}s", "one order", "another")] if list(old) != list(new) and not changed + gone else []
    return [*changed, *gone, *order]
