"""Acts on customers as a whole: two become one, many come from a file."""

from dataclasses import replace

from industrack_core.desk.jobs.job_checks import stale, stops
from industrack_core.desk.jobs.job_parts import new_tags
from industrack_core.desk.plan import Decision, Setting, plan_of
from industrack_core.desk.records.customer_rows import KnownCustomers, filled, filled_place, row_findings
from industrack_core.desk.records.free_numbers import FreeNumbers
from industrack_core.domain.acts.acts import MergeCustomers
from industrack_core.domain.acts.imported import ImportCustomers, ImportedCustomer
from industrack_core.domain.acts.limits import NOTE_LIMIT, cleaned
from industrack_core.domain.acts.who import Unclear
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Done, FindingKind, Refused
from industrack_core.domain.records.customer import Customer, Equipment, Location, merged
from industrack_core.domain.records.estimate import Estimate
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.job_parts import LIST_LIMIT
from industrack_core.domain.records.record import Change
from industrack_core.domain.text.text import clean_line, how_many
from industrack_core.store.writing.transaction import Transaction

_MOVED: tuple[type[Job | Estimate | Equipment], ...] = (Job, Estimate, Equipment)


def merge_customers(tx: Transaction, act: MergeCustomers, setting: Setting) -> Decision:
    """Jobs, estimates, locations and equipment of one customer become another's; the one is deleted."""
    found = tx.get_many(Customer, (act.from_id, act.into_id))
    gone, into = found.get(act.from_id), found.get(act.into_id)
    for customer, record_id, seen in ((gone, act.from_id, act.from_version), (into, act.into_id, act.into_version)):
        if customer is None or customer.version != seen:
            label, version = (customer.name, customer.version) if customer else ("The customer", 0)
            return stale(tx, Kind.CUSTOMER, record_id, label, seen, version)
    if gone is None or into is None or gone.id == into.id:
        return Refused((stops(FindingKind.MERGE, "A customer cannot be merged with itself."),))
    after = merged(into, gone)
    if len(after.internal_note) > NOTE_LIMIT:
        text = f"Both notes together are longer than {NOTE_LIMIT:,} characters: shorten one first."
        return Refused((stops(FindingKind.MERGE, text),))
    if len(after.attachments) > LIST_LIMIT:
        text = f"Both together have more than {LIST_LIMIT} attachments: take some off first."
        return Refused((stops(FindingKind.MERGE, text),))
    changes: list[Change] = [(into, after)]
    changes += [
        (place, replace(place, customer_id=into.id, is_main=False))
        for place in tx.find(Location, "customer_id", [gone.id])
    ]
    counts = []
    for record_type in _MOVED:
        moved = tx.find(record_type, "customer_id", [gone.id])
        changes += [(each, replace(each, customer_id=into.id)) for each in moved]
        counts.append(len(moved))
    changes.append((gone, None))
    words = (Kind.JOB.noun, Kind.ESTIMATE.noun, "piece of equipment")
    what = ", ".join(how_many(count, word) for count, word in zip(counts, words, strict=True))
    return plan_of(changes, f"Merged customer {gone.number} {gone.name} into {into.number} {into.name}: {what}.")


# -- from a file -------------------------------------------------------------------------------


def import_customer_rows(tx: Transaction, act: ImportCustomers, setting: Setting) -> Decision:
    """Create the rows' customers, or bring those that are there up to date; unchanged rows change nothing."""
    rows = [cleaned(row) for row in act.rows]
    wrong = [finding for row in rows for finding in row_findings(row)]
    if wrong:
        return Refused(tuple(wrong))
    known = KnownCustomers(tx, rows)
    country = tx.home()[0]
    numbers = FreeNumbers(tx, Kind.CUSTOMER, len(rows), {row.number for row in rows if row.number})
    for row in rows:
        try:
            before = known.match(row)
        except Unclear as several:
            wrong.append(stops(FindingKind.DUPLICATE, str(several), str(row.row)))
            continue
        if before is None:
            known.add(*_made(tx, row, country, numbers))
        else:
            main = known.main(before.id)
            known.change(filled(before, row, country), filled_place(main, row) if main else None)
    if wrong:
        return Refused(tuple(wrong))
    changes = known.changes()
    if not changes:
        return Done(tx.revision, "Nothing new to import.")
    new = sum(1 for before, after in changes if before is None and isinstance(after, Customer))
    changed = len({getattr(after, "customer_id", 0) or getattr(after, "id", 0) for before, after in changes if before})
    changes += new_tags(tx, [tag for row in rows for tag in row.tags or ()])
    line = f"Imported {new} new and {changed} changed customers from {clean_line(act.source)}."
    return plan_of(changes, line, (), clean_line(act.batch))


def _made(tx: Transaction, row: ImportedCustomer, country: str, numbers: FreeNumbers) -> tuple[Customer, Location]:
    number = row.number or numbers.next()
    customer = filled(Customer(id=tx.new_id(), number=number, name=row.name), row, country)
    place = Location(
        id=tx.new_id(), customer_id=customer.id, is_main=True, site_note=row.site_note or "",
        address=row.address or row.billing_address or "",
    )  # fmt: skip
    return customer, place
