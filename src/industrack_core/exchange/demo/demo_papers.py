"""What the demo company's office has on paper: estimates, purchase orders, templates, service notes, filled forms.

Laid over the company when the rest of it is made, with ids after all others: the board stays as it is.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from industrack_core.domain.records.customer import Customer, Equipment
from industrack_core.domain.records.estimate import Discount, Estimate, EstimateLine, EstimateStatus, job_items
from industrack_core.domain.records.form import Form, FormAnswer
from industrack_core.domain.records.inventory import InventoryItem
from industrack_core.domain.records.job import Billing, Job, WorkStatus
from industrack_core.domain.records.job_parts import Attachment, AttachmentKind, ItemKind, JobItem
from industrack_core.domain.records.purchase import OrderLine, PurchaseOrder
from industrack_core.domain.records.record import Record
from industrack_core.domain.records.settings import JobTemplate, TaskTemplate
from industrack_core.exchange.demo import demo_offers
from industrack_core.exchange.demo.demo_offers import Offer, Order
from industrack_core.exchange.demo.demo_office import DemoOffice

R = TypeVar("R")
_FILLED = 12
"""How many jobs have their report filled in."""
_WORDS = ("Done as ordered.", "Replaced, tested, cleaned up.", "Works again; cause was a loose wire.")


class DemoPapers:
    """Lays the papers over the records of one demo company; use `laid_over` once."""

    def __init__(self, office: DemoOffice, records: Sequence[Record], ids: Iterator[int], rng: random.Random) -> None:
        self._office, self._ids, self._rng = office, ids, rng
        self._records = {record.id: record for record in records}
        self._wares()
        self._items = {item.name: item for item in self._all(InventoryItem)}

    def laid_over(self) -> list[Record]:
        """All records of the company, the papers among them."""
        self._estimates()
        self._orders()
        self._templates()
        self._customers()
        self._answers()
        return list(self._records.values())

    def _all(self, record_type: type[R]) -> list[R]:
        return [record for record in self._records.values() if isinstance(record, record_type)]

    def _put(self, record: Record) -> None:
        self._records[record.id] = record

    # -- inventory and orders --------------------------------------------------------------------

    def _wares(self) -> None:
        """What is offered and not on the shelf; and how much of the rest should be."""
        for item in self._all(InventoryItem):
            point = demo_offers.REORDER_POINTS.get(item.name, item.reorder_point)
            self._put(replace(item, reorder_point=point, counted=item.counted if item.kind.is_stocked else 0))
        for ware in demo_offers.WARES:
            self._put(InventoryItem(id=next(self._ids), **ware._asdict()))

    def _orders(self) -> None:
        """Orders in every status; what has come is taken off the count, so that on hand is as it was."""
        known = self._all(PurchaseOrder)
        for each in known:
            self._put(replace(each, total=each.lines_total))
        for place, order in enumerate(demo_offers.ORDERS, len(known)):
            self._put(self._order(order, f"PO{1001 + place}"))
            for name, _, came in order.lines:
                item = self._items[name]
                self._items[name] = replace(item, counted=item.counted - came)
                self._put(self._items[name])

    def _order(self, order: Order, number: str) -> PurchaseOrder:
        items = [(self._items[name], quantity, came) for name, quantity, came in order.lines]
        lines = tuple(
            OrderLine(
                id=next(self._ids), item_id=item.id, name=item.name, quantity=quantity, price=item.cost, received=came
            )
            for item, quantity, came in items
        )
        job = next((each for each in self._all(Job) if each.estimate_id is not None and not each.in_queue
                    and each.status is WorkStatus.NOT_STARTED), None)  # fmt: skip
        made = PurchaseOrder(
            id=next(self._ids), number=number, vendor=items[0][0].vendor, status=order.status, lines=lines,
            job_id=job.id if job and order.for_estimate else None, note=order.note,
            due_on=self._office.today + timedelta(days=order.due),
        )  # fmt: skip
        return replace(made, total=made.lines_total)

    # -- estimates -------------------------------------------------------------------------------

    def _estimates(self) -> None:
        """Those that jobs may know already, with what was offered in them; and some more, the newest last."""
        known, offers = self._office.estimates, demo_offers.OFFERS
        for place, offer in enumerate(offers):
            if place < len(known):
                begun = replace(known[place], status=offer.status)
            else:
                customer, locations = self._rng.choice(self._office.customers)
                begun = Estimate(
                    id=next(self._ids), number=f"E{1001 + place}", customer_id=customer.id, status=offer.status,
                    location_id=locations[0].id, description=offer.description, made_on=self._office.today,
                )  # fmt: skip
            made_on = self._office.today - timedelta(days=1 + 3 * (len(offers) - 1 - place))
            estimate = self._filled(replace(begun, made_on=made_on), offer)
            self._put(self._with_its_job(estimate) if estimate.status.is_converted else estimate)

    def _filled(self, estimate: Estimate, offer: Offer) -> Estimate:
        link = Attachment(id=next(self._ids), kind=AttachmentKind.LINK, name="Plan", url=offer.link)
        filled = replace(
            estimate, lines=tuple(self._line(line) for line in offer.lines), discount_rate=offer.rate,
            discount_amount=offer.amount, tax_rate=offer.tax, note=offer.note,
            attachments=(link,) if offer.link else (),
        )  # fmt: skip
        return replace(filled, total=filled.sums.total)

    def _line(self, line: demo_offers.Sold) -> EstimateLine:
        item = self._items.get(line.text)
        return EstimateLine(
            id=next(self._ids), item_id=item.id if item else None, kind=item.kind if item else ItemKind.SERVICE,
            text=line.text, quantity=line.quantity, price=item.price if item and line.price < 0 else line.price,
            discount=Discount(rate=line.rate, amount=line.amount),
        )  # fmt: skip

    def _with_its_job(self, estimate: Estimate) -> Estimate:
        """The job has what was offered; an invoiced one is of the week before, and says what the estimate is about."""
        job = next((each for each in self._all(Job) if each.estimate_id == estimate.id), None)
        if job is None and estimate.status is EstimateStatus.INVOICED:
            invoiced = [each for each in self._all(Job) if each.billing is Billing.INVOICED]
            job = max(invoiced, key=lambda each: (not each.items, len(each.crew) > 1))
            estimate = replace(
                estimate, customer_id=job.customer_id, location_id=job.location_id, description=job.description
            )
        if job is not None:
            items: tuple[JobItem, ...] = tuple(replace(item, id=next(self._ids)) for item in job_items(estimate))
            self._put(replace(job, estimate_id=estimate.id, items=items, note=job.note or estimate.note))
        return estimate

    # -- what else is written down ---------------------------------------------------------------

    def _templates(self) -> None:
        services = {service.name: service for _, service in self._office.service_types}
        for name, lines in demo_offers.CHECKLISTS:
            self._put(TaskTemplate(id=next(self._ids), name=name, lines=lines))
            service, minutes, items = demo_offers.KINDS_OF_WORK[name]
            used = [(self._items[each], quantity) for each, quantity in items]
            self._put(JobTemplate(
                id=next(self._ids), name=name, description=name, service_type_id=services[service].id,
                minutes=minutes, tasks=lines,
                items=tuple(JobItem(item_id=item.id, kind=item.kind, name=item.name, quantity=quantity,
                                    price=item.price) for item, quantity in used),
            ))  # fmt: skip

    def _customers(self) -> None:
        """Service notes on every other machine, a plan and a key at some customers."""
        for place, machine in enumerate(self._all(Equipment)):
            if place % 2 == 0:
                note = demo_offers.SERVICE_NOTES[place // 2 % len(demo_offers.SERVICE_NOTES)]
                self._put(replace(machine, service_note=note))
        for place, customer in enumerate(self._all(Customer)):
            if place % 8 == 0:
                url = f"https://plans.example/{customer.number.lower()}"
                plan = Attachment(id=next(self._ids), kind=AttachmentKind.LINK, name="Floor plan", url=url)
                key = Attachment(id=next(self._ids), kind=AttachmentKind.TOOL, name="Key from the board, hook 12")
                self._put(replace(customer, attachments=(plan, key)))

    def _answers(self) -> None:
        """Reports of approved jobs, as their technicians filled them in."""
        report = next(each for each in self._all(Form) if each.name == "Job report")
        people = {employee.id: employee for _, employee in self._office.employees}
        approved = [each for each in self._all(Job) if each.billing is Billing.APPROVED and each.crew]
        for job in approved[:_FILLED]:
            at = job.ends_at
            assert at is not None, "what is approved was done at some time"
            self._put(FormAnswer(
                id=next(self._ids), form_id=report.id, job_id=job.id, who=people[job.crew[0]].name,
                at=at, questions=report.questions,
                answers=(self._rng.choice(_WORDS), "yes", "", ""),
            ))  # fmt: skip
