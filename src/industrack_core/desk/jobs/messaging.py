"""Messages beside phones: written to the outbox with the act that causes them, sent by the gateway."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from industrack_core.desk.plan import Setting
from industrack_core.domain.field.messages import STALE_S, message_text
from industrack_core.domain.field.records import FieldSettings
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.customer import Customer, Location
from industrack_core.domain.records.held import Held
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.office import Company, Employee
from industrack_core.domain.records.outbox import Channel, Errand, OutboxEntry
from industrack_core.domain.records.record import Change, Record
from industrack_core.domain.time.span import MONTH_NAMES, WEEKDAY_NAMES, format_clock
from industrack_core.store.writing.transaction import Transaction

Known = Mapping[tuple[type, int], Record]
"""Records that the same act writes, and the database does not have yet."""
_NOBODY: Known = {}
_ONCE = timedelta(hours=12)
"""A customer is told once in so long that somebody is on the way."""


def messages(
    tx: Transaction, setting: Setting, job: Job, entries: Sequence[OutboxEntry], known: Known = _NOBODY
) -> list[Change]:
    """The messages that go beside these entries of a job, to employees who are told so; older ones that have not left
    go: what was never said needs no recall."""
    people = tx.get_many(Employee, sorted({each.employee_id for each in entries}))
    told = [(each, people[each.employee_id]) for each in entries if each.employee_id in people]
    told = [(entry, person) for entry, person in told if person.notify]
    if not told:
        return []
    texts = _settings(tx)
    older = [each for each in tx.find(OutboxEntry, "job_id", [job.id]) if _waits(each)]
    changes: list[Change] = []
    for entry, person in told:
        unsaid = [each for each in older if each.employee_id == person.id]
        changes += [(each, None) for each in unsaid]
        is_recall = entry.errand is Errand.RECALL
        text = texts.recall_text if is_recall else texts.dispatch_text
        if not text or (is_recall and any(each.errand is Errand.DISPATCH for each in unsaid)):
            continue
        said = message_text(text, _values(tx, setting, job, known))
        changes.append((None, _message(tx, entry, person.notify, said)))
    return changes


def message_instead(
    tx: Transaction, setting: Setting, gone: OutboxEntry, stands: OutboxEntry | None, after: Job | None
) -> OutboxEntry | None:
    """What follows a message that was sent and is taken back; None where nothing is said then.

    `stands` is what phones hear again: a dispatch is said as it was, or of the job as it is `after`; else a recall.
    """
    job, texts = tx.get(Job, gone.job_id), _settings(tx)
    if gone.errand not in (Errand.DISPATCH, Errand.RECALL) or job is None:
        return None
    is_sent = stands is not None and stands.errand is Errand.DISPATCH
    text = texts.dispatch_text if is_sent else texts.recall_text
    if not text:
        return None
    said = message_text(text, _values(tx, setting, (is_sent and after) or job, _NOBODY))
    fresh = replace(gone, version=0, errand=Errand.DISPATCH if is_sent else Errand.RECALL,
                    written_at=setting.minute, sent_s=0, tries=0, error="",
                    due_s=int(setting.now.timestamp()))  # fmt: skip
    return _message(tx, fresh, gone.address, said)


def on_the_way(tx: Transaction, setting: Setting, job: Job, employee: Employee, at_s: int) -> list[Change]:
    """What a customer who wants it is told when somebody sets out at an instant (seconds): once, and not too late."""
    now_s = int(setting.now.timestamp())
    customer = tx.get(Customer, job.customer_id)
    if customer is None or not customer.notify or now_s - at_s > STALE_S:
        return []
    text = _settings(tx).travel_text
    told = [each for each in tx.find(OutboxEntry, "job_id", [job.id]) if each.errand is Errand.TRAVEL]
    if not text or any(setting.now - each.written_at < _ONCE for each in told):
        return []
    said = message_text(text, {**_values(tx, setting, job, _NOBODY), "technician": employee.short_name})
    entry = OutboxEntry(
        job_id=job.id, job_number=job.number, employee_id=employee.id, errand=Errand.TRAVEL,
        written_at=setting.minute, due_s=now_s,
    )  # fmt: skip
    return [(None, _message(tx, entry, customer.notify, said))]


def _message(tx: Transaction, entry: OutboxEntry, address: str, said: str) -> OutboxEntry:
    return replace(entry, id=tx.new_id(), channel=Channel.NOTIFY, address=address, payload=said, next_s=entry.due_s)


def _waits(entry: OutboxEntry) -> bool:
    """Whether a message has not left, and is not on its way out at this moment."""
    unsent = entry.channel is Channel.NOTIFY and not entry.sent_s and entry.errand in (Errand.DISPATCH, Errand.RECALL)
    return unsent and not entry.is_leaving


def _settings(tx: Transaction) -> FieldSettings:
    return next(iter(tx.everything(FieldSettings)), FieldSettings())


def _values(tx: Transaction, setting: Setting, job: Job, known: Known) -> dict[str, str]:
    """What placeholders stand for."""

    def one(record_type: Held, record_id: int | None) -> Held:
        return None if record_id is None else known.get((record_type, record_id)) or tx.get(record_type, record_id)

    customer, place, company = one(Customer, job.customer_id), one(Location, job.location_id), _company(tx)
    starts = None if job.starts_at is None else job.starts_at.astimezone(setting.zone)
    crew = tx.get_many(Employee, job.crew)
    return {
        Kind.JOB: job.number, "description": job.description, "note": job.note,
        Kind.CUSTOMER: customer.name if customer else "", "address": place.address if place else "",
        "day": f"{WEEKDAY_NAMES[starts.weekday()]} {starts.day} {MONTH_NAMES[starts.month - 1]}" if starts else "",
        "time": format_clock(starts, setting.zone) if starts else "",
        "technician": ", ".join(_names(crew[each] for each in job.crew if each in crew)),
        Kind.COMPANY: company,
    }  # fmt: skip


def _company(tx: Transaction) -> str:
    return next((each.name for each in tx.everything(Company)), "")


def _names(people: Iterable[Employee]) -> list[str]:
    return [each.short_name for each in people]
