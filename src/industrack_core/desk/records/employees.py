"""Acts on employees."""

from industrack_core.desk.plan import Decision, Setting, plan_of
from industrack_core.domain.acts.acts import AddEmployee
from industrack_core.domain.acts.limits import cleaned, too_long
from industrack_core.domain.outcomes import Finding, FindingKind, Refused, Weight, refusal
from industrack_core.domain.records.office import Employee, Shift
from industrack_core.store.writing.transaction import Transaction

USUAL_HOURS = tuple(Shift(weekday, 8 * 60, 17 * 60) for weekday in range(5))
"""Monday to Friday, 8 to 17: what a new employee works until somebody says otherwise."""


def take_on_employee(tx: Transaction, act: AddEmployee, setting: Setting) -> Decision:
    """A new active employee with the usual hours."""
    refused = refusal(too_long(act))
    if refused:
        return refused
    act = cleaned(act)
    first, last = act.first_name.strip(), act.last_name.strip()
    if not last:
        text = "An employee needs a name."
        return Refused((Finding(FindingKind.MISSING, Weight.STOPS, text, "name"),))
    employee = Employee(id=tx.new_id(), first_name=first, last_name=last, hours=USUAL_HOURS)
    return plan_of([(None, employee)], f"Added employee {employee.short_name}.")
