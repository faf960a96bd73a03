"""The jobs queue: completed jobs are approved, then marked invoiced; the approved ones are exported."""

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from industrack_core.domain.acts.acts import SetBilling, Together
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.job import Billing
from industrack_core.domain.records.listing import ListQuery, ListRow
from industrack_core.domain.records.office import Office
from industrack_core.domain.text.text import how_many
from industrack_tui.acting import perform
from industrack_tui.commands.lists import commands_by_id
from industrack_tui.forms.job.open_form import open_job_form
from industrack_tui.forms.job.templates import ask_for_job_template, ask_for_task_template, of_saved
from industrack_tui.lists import drawing
from industrack_tui.lists.spec import Column, ListSpec, Rows, Value
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


class _Step:
    """A step of billing. Only the next one can be taken."""

    def __init__(self, billing: Billing) -> None:
        self._billing = billing

    def mark(self, screen: "OpenList", rows: Rows) -> None:
        """Take it."""
        _perform(screen, [(row, self._billing) for row in rows])

    def why_not(self, screen: "OpenList", row: ListRow) -> str:
        """Why it is not the next one."""
        before, number, billing = _of(row), row.values["number"], self._billing
        if before is billing:
            return f"{number} is {billing.label} already"
        if billing is Billing.INVOICED and before is Billing.NONE:
            return f"{number} is not approved yet: {commands_by_id(Kind.JOB)['job.approve'].shown_key} approves it"
        return f"{number} is invoiced: b takes that back" if before is Billing.INVOICED else ""


APPROVED, INVOICED = _Step(Billing.APPROVED), _Step(Billing.INVOICED)


def take_back(screen: "OpenList", rows: Rows) -> None:
    """One step back, each of them."""
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


def why_no_step_back(screen: "OpenList", row: ListRow) -> str:
    """There is none before the first."""
    return f"{row.values['number']} was not approved yet" if _of(row) is Billing.NONE else ""


def mark_customer(screen: "OpenList", row: ListRow) -> None:
    """Mark all of this customer's jobs that the filter shows."""
    screen.bring(_mark_all_of(screen, row), Coming.FILLS)


async def _mark_all_of(screen: "OpenList", row: ListRow) -> None:
    """All of this customer's jobs that the filter shows, also those that are not loaded."""
    query: ListQuery = replace(screen.query_now, parent=int(row.values["customer_id"] or 0), find="")
    page = await screen.bridge.seek(lambda desk: desk.list_page(query, limit=_MOST_TOGETHER))
    screen.marks = {each.id: each for each in page.rows}
    screen.draw()
    more = f" There are more: these are the first {_MOST_TOGETHER}." if page.more else ""
    screen.say(f"Marked {how_many(len(page.rows), Kind.JOB.noun)} of {row.values[Kind.CUSTOMER]}.{more}")


def make_job_template(screen: "OpenList", row: ListRow) -> None:
    """A template of the whole job."""
    of_saved(screen, row.id, ask_for_job_template)


def make_task_template(screen: "OpenList", row: ListRow) -> None:
    """A template of its tasks."""
    of_saved(screen, row.id, ask_for_task_template)


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
    open=_open, why_no_adding="jobs come here once they are completed", kinds=(Kind.CUSTOMER,), deletes=False,
    export="approved", exported="approved jobs",
    nothing="No completed jobs here.",
)  # fmt: skip
