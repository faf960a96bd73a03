"""What speaks against a job's items: nothing is promised or used up without a word when there is too little."""

from industrack_core.domain.outcomes import Finding, FindingKind, Weight
from industrack_core.domain.records.inventory import Stock
from industrack_core.domain.records.job import Job, WorkStatus
from industrack_core.store.reads.card_reads import read_stock
from industrack_core.store.writing.lookups import Lookups


def _quantities(job: Job | None) -> dict[int, int]:
    found: dict[int, int] = {}
    completed = job is not None and job.status is WorkStatus.COMPLETED
    for item in job.items if job else ():
        if item.item_id is not None and item.kind.is_stocked:
            found[item.item_id] = found.get(item.item_id, 0) + item.taken(completed=completed)
    return found


def _given_back(stock: Stock, job: Job | None, quantity: int) -> Stock:
    """The stock without what the job took so far."""
    if job is not None and job.status is WorkStatus.COMPLETED:
        return Stock(stock.on_hand + quantity, stock.reserved)
    return Stock(stock.on_hand, stock.reserved - quantity)


def stock_findings(look: Lookups, job: Job, before: Job | None) -> list[Finding]:
    """Items of which less is left than the job takes: told while they are reserved, asked when they are used up."""
    wanted, had = _quantities(job), _quantities(before)
    completes = job.status is WorkStatus.COMPLETED
    began = before.status is WorkStatus.COMPLETED if before else False
    if not wanted or (wanted == had and completes == began):
        return []
    from industrack_core.desk.values.money import quantity_text

    places = {item.item_id: place for place, item in reversed(list(enumerate(job.items)))}
    findings = []
    for item_id, stocked in read_stock(look.connection, wanted).items():
        stock = _given_back(stocked.stock, before, had.get(item_id, 0))
        left = stock.on_hand if completes else stock.available
        short = wanted[item_id] - left
        if short <= 0 or (wanted[item_id] <= had.get(item_id, 0) and completes == began):
            continue
        name, there = stocked.item.name, quantity_text(max(0, left))
        text = f"Only {there} of {name} left: {quantity_text(short)} short."
        weight = Weight.ASKS if completes else Weight.TELLS
        findings.append(Finding(FindingKind.SHORTAGE, weight, text, f"items.{places[item_id]}.quantity"))
    return findings
