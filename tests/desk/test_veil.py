"""What a role does not see: nothing that a desk answers, prints or exports has it, and no save writes over it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import partial
from io import BytesIO
from types import FunctionType
from typing import Any
from zipfile import ZipFile

import pypdfium2
import pytest

from industrack_core.desk.desk import Desk
from industrack_core.desk.reports.reporting import estimates_behind, jobs_behind, make_report, why_not_report
from industrack_core.domain.acts.acts import (
    AddJob,
    CopyJob,
    DispatchJob,
    EditJob,
    MergeCustomers,
    PlanJob,
    SaveRecord,
    SetBilling,
    SetStatus,
    Undo,
)
from industrack_core.domain.acts.imported import (
    ImportCustomers,
    ImportedCustomer,
    ImportedItem,
    ImportJobs,
    ImportRecords,
)
from industrack_core.domain.acts.log import LogQuery
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.board.day_now import LiveAsked
from industrack_core.domain.board.queue_order import QueueOrder
from industrack_core.domain.errors import NotAdmitted
from industrack_core.domain.hidden import HIDDEN, PARTS
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Refused
from industrack_core.domain.records.customer import Customer
from industrack_core.domain.records.estimate import Discount, Estimate, EstimateLine, EstimateStatus
from industrack_core.domain.records.inventory import InventoryItem
from industrack_core.domain.records.job import Billing, Job, WorkStatus
from industrack_core.domain.records.job_parts import JobItem
from industrack_core.domain.records.listing import ListQuery
from industrack_core.domain.records.purchase import OrderLine, PurchaseOrder
from industrack_core.domain.records.record import RECORD_TYPES
from industrack_core.domain.records.settings import BaseRole, JobTemplate, OfficeRole, OfficeUser, UserState
from industrack_core.domain.reports.period import parse_period
from industrack_core.domain.reports.report import ReportQuery
from industrack_core.domain.reports.report_names import GROUPINGS, ReportName
from industrack_core.domain.rights import BASE_RIGHTS, TAKES_SIGHT, Right
from industrack_core.domain.time.span import Span
from industrack_core.exchange.exports.exports import KINDS, export_list
from industrack_core.exchange.exports.job_listing import jobs_json
from industrack_core.exchange.exports.log_listing import log_json
from industrack_core.exchange.exports.report_out import REPORT_FORMS, write_report
from industrack_core.exchange.papers.day_sheets import day_sheets
from industrack_core.exchange.papers.day_sheets_pdf import write_day_sheets
from industrack_core.exchange.papers.documents import numbered_document
from industrack_core.exchange.papers.documents_pdf import write_document
from industrack_core.store.lists.list_kinds import LISTS
from tests.desk.every_act import roles_of, saved
from tests.desk.office import YES, done, refused
from tests.desk.test_rights import staffed
from tests.store.small_company import ANA, BEN, NOW, ZONE, at, desk_at, draft
from tests.store.test_reads import queries as selects
from tests.store.test_reads import statements

_SIGHT = {Right.SEE_PRICES, Right.SEE_BILLING, Right.SEE_NOTES}
_BLINDING = {each for each, sight in TAKES_SIGHT.items() if sight in _SIGHT}
BLIND = tuple(sorted(each.value for each in set(Right) - _SIGHT - _BLINDING - {Right.OFFICE_USERS}))
"""All rights but those to see, and those that take them."""
AMOUNTS = (77_077_01, 77_077_02, 77_077_03, 77_077_04, 77_077_05, 77_077_06, 77_077_07)
CANARY: Mapping[Right, tuple[str, ...]] = {
    Right.SEE_PRICES: ("77077", "77,077", "154154", "154,154", "154153", "154,153", "77075", "77,075"),
    Right.SEE_BILLING: ("canaryterms", "Billing.APPROVED", "'approved'", "Approved"),
    Right.SEE_NOTES: ("canarynote",),
}
"""Texts, amounts, and what these come to."""
CANARIES = tuple(each for some in CANARY.values() for each in some)
WEEK = Span(at("0:00"), at("0:00", 30))


def test_rights_that_change_take_the_right_to_see(desk: Desk) -> None:
    staffed(desk)
    role = OfficeRole(name="Buyer", rights=("order.edit", "job.bill"))
    said = refused(desk.perform(SaveRecord(role)))
    assert "Who may change purchase orders has to see prices: tick that as well." in said
    assert "Who may change billing has to see billing" in said
    done(desk.perform(SaveRecord(replace(role, rights=(*role.rights, "see.prices", "see.billing")))))
    assert BASE_RIGHTS[BaseRole.VIEWER] == {Right.SEE_HISTORY}
    assert _SIGHT | {Right.SEE_REPORTS} < BASE_RIGHTS[BaseRole.DISPATCHER]


# -- an office full of canaries ------------------------------------------------------------------


@pytest.fixture
def office(desk: Desk) -> Desk:
    """Mika's desk; what clio's role does not see is a canary everywhere."""
    fill_with_canaries(desk, BLIND)
    return desk


def fill_with_canaries(desk: Desk, rights: Sequence[str]) -> None:
    """Mika is admin; Clio's role, blind, has these rights."""
    staffed(desk)
    role = saved(desk, OfficeRole(name="blind", rights=tuple(rights)))
    done(desk.perform(SaveRecord(OfficeUser(name="Clio", login="clio", role_id=role.id, state=UserState.ACTIVE))))
    item = saved(desk, InventoryItem(name="Valve", price=AMOUNTS[0], cost=AMOUNTS[1]))
    saved(desk, replace(item, cost=AMOUNTS[6]))
    customer = saved(desk, Customer(name="Bird", payment_terms="canaryterms", internal_note="canarynote"))
    customer = saved(desk, replace(customer, internal_note="canarynote again"))
    lines = (
        EstimateLine(item_id=item.id, text="Valve", price=AMOUNTS[2], discount=Discount(amount=100)),
        EstimateLine(text="Visit", price=AMOUNTS[3]),
    )
    offer = saved(desk, Estimate(customer_id=customer.id, made_on=NOW.date(), lines=lines, status=EstimateStatus.WON))
    saved(desk, replace(offer, discount_amount=77_077_08))
    saved(desk, PurchaseOrder(vendor="Pipes", lines=(OrderLine(name="Pipe", price=AMOUNTS[4]),)))
    items = (
        JobItem(item_id=item.id, name="Valve", price=AMOUNTS[5]),
        JobItem(name="Way", price=AMOUNTS[6], one_off=True),
    )
    saved(desk, JobTemplate(name="Usual", items=items))
    made = done(desk.perform(AddJob(draft(customer=customer.id, items=items), YES)))
    job = desk.job(made.changed_id("job") or 0)
    assert job is not None
    done(desk.perform(DispatchJob(job.id, job.version, YES)))
    done(desk.perform(SetStatus(job.id, job.version + 1, WorkStatus.COMPLETED, accepted=YES)))
    done(desk.perform(SetBilling(job.id, job.version + 2, Billing.APPROVED, YES)))
    told = draft(customer=customer.id, items=items, starts_at=at("9:00", 26))
    done(desk.perform(AddJob(told, YES, dispatch=True)))
    done(desk.perform(AddJob(draft(customer=customer.id, items=items, starts_at=None, crew=()), YES)))


@pytest.fixture
def clio(office: Desk, company_url: str) -> Iterator[Desk]:
    """The desk of somebody who sees neither prices nor billing nor notes, and may nearly everything else."""
    with closing(desk_at(company_url, "clio")) as opened:
        yield opened


def everything(desk: Desk) -> dict[tuple[str, int], Any]:
    """Every record of the kinds in which something is hidden."""
    types = {*PARTS, *(kind for fields in HIDDEN.values() for kind in fields)}
    kinds = [kind for kind, record in RECORD_TYPES.items() if record in types]
    last = desk.reserve_ids(1)
    return {(kind, each): record for kind in kinds for each, record in desk.records(kind, range(1, last)).items()}


def hidden(desk: Desk, rights: Iterable[Right] = tuple(HIDDEN)) -> dict[tuple[object, ...], object]:
    """All values that take one of these rights to be seen, by where they stand."""
    found: dict[tuple[object, ...], object] = {}
    for place, record in everything(desk).items():
        for fields in (HIDDEN[right] for right in rights):
            found |= {(*place, name): getattr(record, name) for name in fields.get(type(record), ())}
            for listed in PARTS.get(type(record), ()):
                for part in getattr(record, listed):
                    found |= {(*place, part.id, name): getattr(part, name) for name in fields.get(type(part), ())}
    return found


def job_of(desk: Desk, *, planned: bool) -> Job:
    """The one that is planned, or the one that waits."""
    jobs = [each for each in everything(desk).values() if isinstance(each, Job) and each.items]
    return next(each for each in jobs if (each.starts_at is not None) is planned)


def one(desk: Desk, kind: type[Any]) -> Any:
    return next(each for each in everything(desk).values() if type(each) is kind)


def bird(desk: Desk) -> Customer:
    return next(each for each in everything(desk).values() if isinstance(each, Customer) and each.name == "Bird")


Ask = Callable[[Desk, Desk], object]
"""What is asked of clio's desk, with what Mika's knows."""
PEOPLE = (ANA, BEN)
READS: Mapping[str, Ask] = {
    "board": lambda desk, _: desk.board(desk.office(), WEEK, PEOPLE),
    "rows_of_jobs": lambda desk, all_: desk.rows_of_jobs(
        desk.office(), WEEK, [job_of(all_, planned=True).id], (), PEOPLE),
    "queue": lambda desk, _: desk.queue(10, 0, QueueOrder.PRIORITY),
    "all_blocks": lambda desk, _: desk.all_blocks(WEEK),
    "day_starts": lambda desk, _: desk.day_starts(WEEK),
    "blocks_beside": lambda desk, all_: desk.blocks_beside(WEEK, [job_of(all_, planned=True).id]),
    "exceptions": lambda desk, _: desk.exceptions(desk.office(), PEOPLE),
    "matters": lambda desk, _: desk.matters(PEOPLE),
    "live_day": lambda desk, _: desk.live_day(LiveAsked(PEOPLE, WEEK)),
    "day_now": lambda desk, _: desk.day_now(WEEK, PEOPLE, LiveAsked(PEOPLE, WEEK)),
    "days": lambda desk, _: desk.days(desk.office(), NOW.date(), 3),
    "find_jobs": lambda desk, _: desk.find_jobs(desk.office(), "bird"),
    "best_slots": lambda desk, all_: desk.best_slots(
        desk.office(), job_of(all_, planned=False).id, desk.office().default_calendar),
    "availability": lambda desk, _: desk.availability(desk.office(), PEOPLE, WEEK),
    "job": lambda desk, all_: [desk.job(job_of(all_, planned=each).id) for each in (True, False)],
    "estimate": lambda desk, all_: desk.estimate(one(all_, Estimate).id),
    "customer": lambda desk, all_: desk.customer(bird(all_).id),
    "customer_work": lambda desk, all_: desk.customer_work(bird(all_).id),
    "job_file": lambda desk, all_: desk.job_file(job_of(all_, planned=True).id),
    "stock": lambda desk, all_: desk.stock([one(all_, InventoryItem).id]),
    "history": lambda desk, all_: [desk.history(*place) for place in everything(all_)],
    "log": lambda desk, _: [
        *log_json(desk.log(LogQuery(), limit=500, with_changes=True)),
        *(desk.list_page(ListQuery("log", "revision", find=each), limit=500) for each in ("", "canary", "bird")),
        desk.list_around(ListQuery("log", "revision"), 1, None, 5, 500),
    ],
    "log_page": lambda desk, _: desk.log_page(LogQuery(), limit=500, with_changes=True),
    "own_acts": lambda desk, _: [desk.own_acts(), desk.own_acts(of_all=True)],
    "others_acts": lambda desk, _: desk.others_acts(0),
    "everybody": lambda desk, _: desk.everybody(),
    "job_numbered": lambda desk, all_: desk.job_numbered(job_of(all_, planned=True).number),
    "find_customers": lambda desk, _: [desk.find_customers(each) for each in ("bird", "canarynote", "canaryterms")],
    "similar_customers": lambda desk, _: desk.find_customers("bird"),
    "find_items": lambda desk, _: desk.find_items("valve"),
    "list_page": lambda desk, _: [desk.list_page(each) for each in queries(desk)],
    "list_around": lambda desk, _: [desk.list_around(each, 1, None, 5, 50) for each in queries(desk)],
    "list_count": lambda desk, _: [desk.list_count(each) for each in queries(desk)],
    "records": lambda desk, _: everything(desk),
    "estimate_jobs": lambda desk, all_: desk.estimate_jobs(one(all_, Estimate).id),
    "estimate_sums": lambda desk, _: desk.estimate_sums(),
    "order_sums": lambda desk, _: desk.order_sums(),
    "find_vendors": lambda desk, _: desk.find_vendors("p"),
    "jobs_ahead": lambda desk, _: desk.jobs_ahead(ANA),
    "next_number": lambda desk, _: desk.next_number("job"),
    "stock_moves": lambda desk, all_: desk.stock_moves(one(all_, InventoryItem).id),
    "last_touch": lambda desk, all_: desk.last_touch("job", job_of(all_, planned=True).id),
    "jobs": lambda desk, _: list(desk.jobs()),
    "jobs_without_time": lambda desk, _: list(desk.jobs_without_time()),
    "main_locations": lambda desk, all_: desk.main_locations([bird(all_).id]),
    "numbered": lambda desk, all_: [
        desk.numbered("estimate", one(all_, Estimate).number), desk.numbered("customer", bird(all_).number),
        desk.numbered("purchase_order", one(all_, PurchaseOrder).number),
        desk.numbered("job", job_of(all_, planned=True).number)],
    "company_key": lambda desk, _: desk.company_key(),
    "look_at_jobs": lambda desk, _: desk.look_at_jobs(ImportJobs((), "f.csv", "batch")),
    "look_at_records": lambda desk, _: desk.look_at_records(ImportRecords((), "f.csv", "batch")),
    "look_at_customers": lambda desk, _: desk.look_at_customers((ImportedCustomer(row=2, name="Bird"),)),
    "has_phones": lambda desk, _: desk.has_phones(),
    "reach": lambda desk, _: desk.reach(()),
    "field_settings": lambda desk, _: desk.field_settings(),
    "reports_of": lambda desk, all_: desk.reports_of(job_of(all_, planned=True).id),
    "reported_on": lambda desk, all_: desk.reported_on([job_of(all_, planned=True).id]),
    "office": lambda desk, _: [desk.office(), desk.office(desk.office())],
    "advise": lambda desk, all_: desk.advise(desk.office(), _plan(all_), desk.office().default_calendar),
    "judge": lambda desk, all_: desk.judge(_plan(all_)),
    "rehearse": lambda desk, all_: desk.rehearse([_plan(all_, planned=each) for each in (False, True)]),
    "look": lambda desk, all_: desk.look(draft_of(job_of(desk, planned=True)), job_of(all_, planned=True).id),
    "check_entry": lambda desk, all_: desk.check_entry(draft_of(job_of(desk, planned=False))),
}  # fmt: skip
"""By the method's name."""
NO_RECORDS = {
    "admit", "revision", "perform", "changes", "sitter", "kept_to", "close", "reserve_ids", "standby_wait",
    "lock_held", "now", "is_founded", "get_ready", "attach", "attachment_bytes", "save_attachment",
    "phones", "times_of", "here", "say_where", "begin_hearing",
    "wake", "weigh", "require_history",
}  # fmt: skip
"""Methods that answer no record in which something is hidden."""


def _plan(desk: Desk, *, planned: bool = False) -> PlanJob:
    job = job_of(desk, planned=planned)
    return PlanJob(job.id, job.version, (BEN,), at("9:00", 27), 60, YES)


def queries(desk: Desk) -> Iterator[ListQuery]:
    """Every list by every order that is not refused."""
    for name, kind in LISTS.items():
        for sort in kind.sorts:
            query = ListQuery(name, sort)
            try:
                desk.list_page(query)
            except NotAdmitted:
                continue
            yield query


def test_nothing_that_a_desk_answers_has_what_one_may_not_see(office: Desk, clio: Desk) -> None:
    public = {name for name in dir(Desk) if not name.startswith("_") and isinstance(getattr(Desk, name), FunctionType)}
    assert public - NO_RECORDS == set(READS)
    for name, ask in READS.items():
        said = repr(ask(clio, office))
        assert not [each for each in CANARIES if each in said], (
            name,
            [each for each in CANARIES if each in said],
            said,
        )
    seen = " ".join(repr(READS[name](office, office)) for name in ("records", "log", "board", "find_customers"))
    assert all(each in seen for each in ("77077", "canarynote", "canaryterms", "'approved'"))
    assert repr(office.stock([one(office, InventoryItem).id])) != repr(clio.stock([one(office, InventoryItem).id]))


def read_through(content: bytes) -> str:
    """All texts of a file: of each part of a workbook, of each page of a paper."""
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as parts:
            return "".join(parts.read(each).decode() for each in parts.namelist())
    if content.startswith(b"%PDF"):
        with pypdfium2.PdfDocument(content) as pages:
            return "".join(page.get_textpage().get_text_range() for page in pages)
    return content.decode()


def written(write: Callable[[BytesIO], object]) -> str:
    out = BytesIO()
    write(out)
    return read_through(out.getvalue())


def papers(desk: Desk) -> Iterator[str]:
    """The day's sheets, and each report that is not refused, on paper and as a workbook."""
    office, period = desk.office(), parse_period("13 weeks", now=NOW, zone=ZONE, first_weekday=0, day_first=False)
    for day in (24, 26):
        sheets = day_sheets(desk, office, date(2026, 11, day), office.employees)
        yield written(partial(write_day_sheets, sheets))
    for name in ReportName:
        if why_not_report(desk.sitter(), name):
            continue
        report = make_report(desk, office, ReportQuery(name, period, GROUPINGS[name][0]))
        for form in REPORT_FORMS:
            yield written(partial(write_report, desk, office, report, form=form))


def test_workbooks_and_papers_are_read_through_for_it(sqlite_company: str) -> None:
    with closing(desk_at(sqlite_company)) as office:
        fill_with_canaries(office, BLIND)
        with closing(desk_at(sqlite_company, "clio")) as clio:
            _no_workbook_or_paper_has_it(office, clio)


def _no_workbook_or_paper_has_it(office: Desk, clio: Desk) -> None:
    for kind in KINDS:
        if kind != "approved":
            for desk, is_told in ((clio, False), (office, kind in ("customer", "estimate", "inventory_item"))):
                text = written(partial(export_list, desk, kind, form="xlsx"))
                assert is_told <= bool([each for each in CANARIES if each in text]) <= (desk is office), (kind, text)
    said = list(papers(clio))
    assert len(said) == 2 + 5 * len(REPORT_FORMS)
    assert all("Bird" in each for each in said[:2])
    assert not [(each, text) for text in said for each in CANARIES if each in text]
    assert [any(each in text for each in CANARIES) for text in papers(office)].count(True) > 3, "it can be found"
    offer = numbered_document(office, "estimate", one(office, Estimate).number)
    assert "77,077" in written(partial(write_document, offer))


def test_no_file_and_no_paper_has_it(office: Desk, clio: Desk) -> None:
    for kind in KINDS:
        if kind == "approved":
            with pytest.raises(NotAdmitted, match=r"Your role \(blind\) does not see billing."):
                export_list(clio, kind, BytesIO())
            continue
        text = written(partial(export_list, clio, kind))
        assert len(text.splitlines()) > 1 or kind == "time_entry"
        assert not [each for each in CANARIES if each in text], (kind, text)
        heads = text.splitlines()[0]
        assert not any(f"{each}," in heads for each in ("Price", "Total", "Billing", "Payment terms", "Internal note"))
    for desk in (office, clio):
        assert ('"billing"' in "".join(jobs_json(desk.office(), desk.jobs()))) is (desk is office)
    for kind, record in (("estimate", one(office, Estimate)), ("order", one(office, PurchaseOrder))):
        assert numbered_document(office, kind, record.number).sums
        with pytest.raises(NotAdmitted, match=r"Your role \(blind\) does not see prices."):
            numbered_document(clio, kind, record.number)


def test_reports_tell_no_amounts(office: Desk, clio: Desk, company_url: str) -> None:
    period = parse_period("13 weeks", now=NOW, zone=ZONE, first_weekday=0, day_first=False)
    for name in ReportName:
        query = ReportQuery(name, period, GROUPINGS[name][0])
        if name is ReportName.REVENUE:
            with pytest.raises(NotAdmitted, match=r"Your role \(blind\) does not see prices or billing."):
                make_report(clio, clio.office(), query)
            continue
        report = make_report(clio, clio.office(), query)
        behind = (jobs_behind if name is not ReportName.ESTIMATES else estimates_behind)(clio, clio.office(), query, "")
        assert not [each for each in CANARIES if each in repr((report, behind))], report
    whole = make_report(office, office.office(), query)
    assert {"value", "value_share"} == {each.name for each in whole.measures} - {each.name for each in report.measures}
    assert len(report.total) == len(report.measures) == len(report.rows[0].figures)
    with closing(desk_at(company_url, "vic")) as vic, pytest.raises(NotAdmitted, match="does not see reports"):
        make_report(vic, vic.office(), query)


def test_what_is_hidden_is_nothing_to_sort_or_find_by(office: Desk, clio: Desk) -> None:
    for kind, sort in ((Kind.INVENTORY_ITEM, "price"), (Kind.INVENTORY_ITEM, "cost"), (Kind.ESTIMATE, "total")):
        for read in (clio.list_page, clio.list_count):
            with pytest.raises(NotAdmitted, match=r"Your role \(blind\) does not see prices."):
                read(ListQuery(kind, sort))
        assert office.list_page(ListQuery(kind, sort)).rows
    with pytest.raises(NotAdmitted, match="does not see billing"):
        clio.list_page(ListQuery(Kind.JOB, "number"))
    assert not clio.find_customers("canarynote")


# -- saving --------------------------------------------------------------------------------------


def test_no_save_writes_over_what_was_not_seen(office: Desk, clio: Desk) -> None:
    done(
        office.perform(SetBilling(job_of(office, planned=True).id, job_of(office, planned=True).version, Billing.NONE))
    )
    before = hidden(office)
    for planned in (True, False):
        job = job_of(clio, planned=planned)
        assert {each.price for each in job.items} == {0}
        added = (*job.items, JobItem(item_id=one(office, InventoryItem).id, name="Valve"))
        edited = replace(draft_of(job), note="seen", items=added, internal_note="mine")
        done(clio.perform(EditJob(job.id, job.version, edited, YES)))
        new = job_of(office, planned=planned).items[-1]
        assert (new.price, new.quantity) == (AMOUNTS[0], 1000)
        job = job_of(clio, planned=planned)
        done(clio.perform(CopyJob(job.id, job.version, (), None, 60, YES)))
    for kind in (Customer, JobTemplate):
        record = bird(clio) if kind is Customer else one(clio, JobTemplate)
        done(clio.perform(SaveRecord(replace(record, name=f"{record.name} 2"), YES)))
    after = hidden(office)
    assert {place: value for place, value in after.items() if place in before} == before
    copies = [each for each in everything(office).values() if isinstance(each, Job) and each.items]
    assert all(item.price in AMOUNTS for each in copies for item in each.items)
    while not isinstance(clio.perform(Undo(YES)), Refused):
        pass
    assert hidden(office) == before


def test_lines_of_a_template_keep_their_prices_though_they_have_no_ids(office: Desk, clio: Desk) -> None:
    def prices() -> list[tuple[str, int]]:
        return [(each.name, each.price) for each in one(office, JobTemplate).items]

    valve, way = one(clio, JobTemplate).items
    for items, after in (
        ((valve, way), [("Valve", AMOUNTS[5]), ("Way", AMOUNTS[6])]),
        ((way, valve), [("Way", AMOUNTS[6]), ("Valve", AMOUNTS[5])]),
        ((replace(way, name="Trip"), valve), [("Trip", AMOUNTS[6]), ("Valve", AMOUNTS[5])]),
        ((valve,), [("Valve", AMOUNTS[5])]),
        ((valve, valve), [("Valve", AMOUNTS[5]), ("Valve", AMOUNTS[0])]),
    ):
        template = one(clio, JobTemplate)
        saved(clio, replace(template, items=items, note=f"{template.note}."))
        assert prices() == after


def test_a_new_line_has_the_price_that_who_sees_it_would_have_seen(office: Desk, clio: Desk) -> None:
    """What a form takes from a template, and an item that is typed by its name."""
    items = (*one(clio, JobTemplate).items, JobItem(name="Valve", kind=one(office, InventoryItem).kind))
    made = done(clio.perform(AddJob(draft(customer=bird(office).id, items=items, starts_at=None, crew=()), YES)))
    job = office.job(made.changed_id("job") or 0)
    assert job is not None
    assert [each.price for each in job.items] == [AMOUNTS[0], AMOUNTS[6], AMOUNTS[0]]
    planned = job_of(clio, planned=False)
    edited = replace(draft_of(planned), items=(JobItem(item_id=items[0].item_id, name="Valve"),))
    done(clio.perform(EditJob(planned.id, planned.version, edited, YES)))
    assert [each.price for each in job_of(office, planned=False).items] == [AMOUNTS[0]], "not that of the line before"


def test_what_is_not_seen_is_not_changed_by_other_ways(office: Desk, clio: Desk) -> None:
    before = hidden(office)
    row = ImportedCustomer(row=2, name="Bird", number=bird(office).number, internal_note="mine", payment_terms="now")
    said = refused(clio.perform(ImportCustomers((row,), "f.csv", "batch")))
    assert said == "Your role (blind) does not see billing or internal notes: leave that out of the file."
    for seen in ("canarynote again", "no such note"):  # neither is it told whether a guess is right
        row = ImportedCustomer(row=2, name="Bird", number=bird(office).number, internal_note=seen)
        assert "does not see internal notes: leave that" in refused(clio.perform(ImportCustomers((row,), "f", "batch")))
        with pytest.raises(NotAdmitted, match=r"Your role \(blind\) does not see internal notes: leave that out of"):
            clio.look_at_customers((row,))
    for item in (ImportedItem(row=2, name="Valve", price=AMOUNTS[0]), ImportedItem(row=2, name="Valve", cost=1)):
        with pytest.raises(NotAdmitted, match="does not see prices"):
            clio.look_at_records(ImportRecords((item,), "f.csv", "batch"))
    row = ImportedCustomer(row=2, name="Bird", number=bird(office).number, contact="Ms Bird")
    done(clio.perform(ImportCustomers((row,), "f.csv", "batch")))
    noted, other = (saved(office, Customer(name=name, internal_note="canarynote")) for name in ("Noted", "Other"))
    merge = MergeCustomers(noted.id, noted.version, other.id, other.version)
    assert refused(clio.perform(merge)) == "Your role (blind) does not see internal notes."
    job = job_of(office, planned=True)
    for billing in Billing:  # also the one that it has: no answer tells which
        assert "may not change billing" in refused(clio.perform(SetBilling(job.id, job.version, billing, YES)))
    assert {place: value for place, value in hidden(office).items() if place in before} == before


def test_a_role_that_sees_more_holds_at_once(office: Desk, clio: Desk) -> None:
    assert job_of(clio, planned=True).items[0].price == 0
    role = next(each for each in roles_of(office) if each.name == "blind")
    done(office.perform(SaveRecord(replace(role, rights=(*role.rights, "see.prices")))))
    assert clio.office().person is not None
    assert job_of(clio, planned=True).items[0].price == AMOUNTS[5]
    assert not [each for each in ("canarynote", "canaryterms") if each in repr(everything(clio))]


def test_the_veil_asks_for_no_statement_more(office: Desk, company_url: str) -> None:
    """Neither to judge and do an act, nor to read, of who sees all and of who does not."""
    sent: dict[str, list[int]] = {}
    edits = {who: job_of(office, planned=False) for who in ("dora", "clio")}
    for who in edits:
        with statements() as said, closing(desk_at(company_url, who)) as desk:
            counts = sent[who] = []
            desk.office()
            for do in (
                lambda desk=desk: desk.judge(_plan(office)),
                lambda desk=desk: desk.job_file(job_of(office, planned=False).id),
                lambda desk=desk: done(desk.perform(_with_a_line(desk, job_of(office, planned=False).id, office))),
            ):
                said.clear()
                do()
                counts.append(len(selects(said)))
    assert sent["clio"] == sent["dora"]


def _with_a_line(desk: Desk, job_id: int, all_: Desk) -> EditJob:
    job = desk.job(job_id)
    assert job is not None
    items = (*job.items, JobItem(item_id=one(all_, InventoryItem).id, name="Valve"))
    return EditJob(job.id, job.version, replace(draft_of(job), items=items), YES)
