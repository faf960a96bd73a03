"""The jobs queue: completed jobs are approved, then marked invoiced; the approved ones are exported."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from industrack_core.domain.acts.acts import SetBilling, Together
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.job import Billing, Job
from industrack_core.domain.records.listing import ListQuery, ListRow
from industrack_core.domain.records.office import Office
from industrack_core.domain.text.text import how_many
from industrack_tui.acting import perform
from industrack_tui.forms.job.open_form import open_job_form
from industrack_tui.forms.job.templates import ask_for_job_template, ask_for_task_template, of_saved
from industrack_tui.lists import drawing
from industrack_tui.lists.spec import Column, ListSpec, RowAction, Rows, Value
from industrack_tui.session import Actor
from industrack_tui.terminal.awaiting import Coming

if TYPE_CHECKING:
    from industrack_tui.lists.spec import OpenList

_STEPS = (Billing.NONE, Billing.APPROVED, Billing.INVOICED)
_MOST_TOGETHER = 500


def items_total(value: Value, office: Office) -> str:
    """What the job's items come to; `value` is their JSON text."""
    lines = json.loads(str(value or "[]"))
    return drawing.as_money(sum((each["quantity"] * each["price"] + 500) // 1000 for each in lines), office)


def _billing(value: Value, office: Office) -> str:
    return Billing(str(value)).label.capitalize()


def _of(row: ListRow) -> Billing:
    return Billing(str(row.values["billing"]))


# -- what can be done --------------------------------------------------------------------------


def _why_not(billing: Billing) -> Callable[[ListRow, Office], str]:
    """Only the next step can be taken."""

    def why_not(row: ListRow, office: Office) -> str:
        before, number = _of(row), row.values["number"]
        if before is billing:
            return f"{number} is {billing.label} already"
        if billing is Billing.INVOICED and before is Billing.NONE:
            return f"{number} is not approved yet: p approves it"
        return f"{number} is invoiced: b takes that back" if before is Billing.INVOICED else ""

    return why_not


def _set(billing: Billing) -> Callable[["OpenList", Rows], None]:
    def set_all(screen: "OpenList", rows: Rows) -> None:
        _perform(screen, [(row, billing) for row in rows])

    return set_all


def _take_back(screen: "OpenList", rows: Rows) -> None:
    _perform(screen, [(row, _STEPS[_STEPS.index(_of(row)) - 1]) for row in rows])


def _perform(screen: "OpenList", steps: list[tuple[ListRow, Billing]]) -> None:
    """One act for all of them: all or none, and one undo."""
    acts = tuple(SetBilling(row.id, row.version, billing) for row, billing in steps)

    def done(outcome: Done) -> None:
        screen.marks = {}
        screen.reload()

    if len(acts) == 1:
        perform(screen, acts[0], "do it", after=done)
    else:
        perform(screen, Together(acts), "do it", after=done)


def _why_no_step_back(row: ListRow, office: Office) -> str:
    return f"{row.values['number']} was not approved yet" if _of(row) is Billing.NONE else ""


def _mark_customer(screen: "OpenList", rows: Rows) -> None:
    screen.bring(_mark_all_of(screen, rows[0]), Coming.FILLS)


async def _mark_all_of(screen: "OpenList", row: ListRow) -> None:
    """All of this customer's jobs that the filter shows, also those that are not loaded."""
    query: ListQuery = replace(screen.query_now, parent=int(row.values["customer_id"] or 0), find="")
    page = await screen.bridge.seek(lambda desk: desk.list_page(query, limit=_MOST_TOGETHER))
    screen.marks = {each.id: each for each in page.rows}
    screen.draw()
    more = f" There are more: these are the first {_MOST_TOGETHER}." if page.more else ""
    screen.say(f"Marked {how_many(len(page.rows), Kind.JOB.noun)} of {row.values[Kind.CUSTOMER]}.{more}")


def _template(make: Callable[[Actor, Job, Callable[[Done], None]], None]) -> Callable[["OpenList", Rows], None]:
    return lambda screen, rows: of_saved(screen, rows[0].id, make)


def _open(screen: "OpenList", row: ListRow) -> None:
    open_job_form(screen.session, row.id, closed=screen.after_form)


def _role(row: ListRow) -> str:
    return {Billing.NONE: "warning", Billing.APPROVED: "good", Billing.INVOICED: "muted"}[_of(row)]


JOBS_QUEUE = ListSpec(
    Kind.JOB, "Jobs queue", Kind.JOB.noun,
    (
        Column("number", "Number", 9),
        Column(Kind.CUSTOMER, "Customer", 16, 1.0),
        Column("description", "Description", 14, 1.4, rank=1),
        Column("starts_at", "When", 16, draw=drawing.as_moment, rank=2),
        Column("items", "Items", 12, draw=items_total, to_the_right=True, sort="-"),
        Column("billing", "Billing", 12, draw=_billing, role=_role),
    ),
    sort="starts_at",
    filters=(("to approve", "To approve"), ("approved", "Approved"), ("invoiced", "Invoiced"), ("", "All completed")),
    actions=(
        RowAction("job.approve", _set(Billing.APPROVED), _why_not(Billing.APPROVED), many=True),
        RowAction("job.invoiced", _set(Billing.INVOICED), _why_not(Billing.INVOICED), many=True),
        RowAction("job.take-back", _take_back, _why_no_step_back, many=True),
        RowAction("job.mark-customer", _mark_customer, writes=False),
        RowAction("job.job-template", _template(ask_for_job_template)),
        RowAction("job.task-template", _template(ask_for_task_template)),
    ),
    open=_open, why_no_adding="jobs come here once they are completed", kinds=(Kind.CUSTOMER,), deletes=False,
    export="approved", exported="approved jobs",
    nothing="No completed jobs here.",
)  # fmt: skip
