"""What a rule about saving a record is told, and what many kinds have in common: numbers, names of other records."""

from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

from industrack_core.desk.jobs.job_checks import stops
from industrack_core.desk.plan import Setting
from industrack_core.domain.kinds import Kind
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.outcomes import Finding, FindingKind
from industrack_core.domain.records.job_parts import LIST_LIMIT
from industrack_core.domain.records.office import Calendar, Employee, Group, JobColor, ServiceType
from industrack_core.domain.records.record import NumberedRecord, Record
from industrack_core.domain.records.settings import JobTemplate, OfficeUser
from industrack_core.store.writing.transaction import Transaction

R = TypeVar("R", bound=Record)


class Case(NamedTuple, Generic[R]):
    """A record that is to be saved: before it (None when it is new), after it, and in which setting."""

    tx: Transaction
    before: R | None
    after: R
    setting: Setting


_NAMES: Mapping[type, tuple[tuple[str, type[Record], str], ...]] = {
    Calendar: (("group_ids", Group, "group"),),
    Group: (("member_ids", Employee, Kind.EMPLOYEE), ("supervisor_id", Employee, Kind.EMPLOYEE)),
    ServiceType: (("color_id", JobColor, "color"),),
    OfficeUser: (("calendar_ids", Calendar, Kind.CALENDAR),),
    JobTemplate: (("service_type_id", ServiceType, "service type"), ("color_id", JobColor, "color")),
}
"""By kind, the fields that name other records: which kind, and what people call it."""


def name_findings(case: Case[R]) -> list[Finding]:
    """Other records that the record names and that are not there."""
    findings = []
    for field, named, words in _NAMES.get(type(case.after), ()):
        value = getattr(case.after, field)
        wanted = value if isinstance(value, tuple) else () if value is None else (value,)
        if len(case.tx.get_many(named, wanted)) < len(set(wanted)):
            findings.append(stops(FindingKind.ENTRY, f"This {words} was deleted meanwhile.", field))
    return findings


def length_findings(record: Record) -> list[Finding]:
    """Lists with more entries than a person looks over; those of ids may be as long as the office is large."""
    return [
        stops(FindingKind.ENTRY, f"{LIST_LIMIT} entries are the most.", name)
        for name in record.__dataclass_fields__
        if isinstance(value := getattr(record, name), tuple) and len(value) > LIST_LIMIT
        if not isinstance(value[0], int)
    ]


N = TypeVar("N", bound=NumberedRecord)


def number_findings(case: Case[N], kind: str) -> list[Finding]:
    """A typed number is needed where none comes by itself, and is nobody else's."""
    number, words = case.after.number.strip(), kind.replace("_", " ")
    had = case.before.number if case.before else ""
    if not number and not had and not case.tx.numbers_itself(kind):
        text = f"Type a number: {words}s are not numbered by themselves here."
        return [stops(FindingKind.MISSING, text, "number")]
    if number and number != had and case.tx.number_in_use(kind, number):
        article = "an" if words[0] in "aeiou" else "a"
        return [stops(FindingKind.DUPLICATE, f"There is {article} {words} {number} already.", "number")]
    return []


def amount_problem(amounts: Sequence[int], most: int) -> bool:
    """Whether any of these amounts is less than nothing, or more than anybody has."""
    return min(amounts) < 0 or max(amounts) > most
