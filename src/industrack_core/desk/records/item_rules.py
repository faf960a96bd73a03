"""What speaks against saving an item of the inventory."""

from collections.abc import Sequence

from industrack_core.desk.jobs.job_checks import stops
from industrack_core.desk.jobs.part_findings import MOST_MONEY, MOST_QUANTITY
from industrack_core.desk.records.record_case import (
    Case,
    amount_problem,
)
from industrack_core.domain.outcomes import Finding, FindingKind
from industrack_core.domain.records.inventory import InventoryItem
from industrack_core.store.reads.card_reads import read_stock


def inventory_findings(case: Case[InventoryItem]) -> Sequence[Finding]:
    record: InventoryItem = case.after
    if amount_problem((record.price, record.cost), MOST_MONEY):
        return [stops(FindingKind.ENTRY, "Prices and stock cannot be less than nothing.", "price")]
    if amount_problem((record.reorder_point, abs(record.counted)), MOST_QUANTITY):
        return [stops(FindingKind.ENTRY, "Stock is from nothing to a million.", "counted")]
    more = record.counted - (case.before.counted if case.before else 0)
    if more < 0 and _on_hand(case) + more < 0:
        return [stops(FindingKind.ENTRY, "No less than nothing can be on hand.", "counted")]
    return []


def _on_hand(case: Case[InventoryItem]) -> int:
    """How much there is of an item before it is saved: counting may go down to nothing, whatever was received."""
    stocked = read_stock(case.tx.connection, [case.after.id]).get(case.after.id) if case.before else None
    return stocked.stock.on_hand if stocked else 0
