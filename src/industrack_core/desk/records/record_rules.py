"""What speaks against saving a record: a rule for every kind that has one."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from industrack_core.desk.records import paper_rules
from industrack_core.desk.records.customer_rules import customer_findings, equipment_findings, location_findings
from industrack_core.desk.records.field_rules import settings_findings, time_findings
from industrack_core.desk.records.item_rules import inventory_findings
from industrack_core.desk.records.office_rules import (
    calendar_findings,
    company_findings,
    form_findings,
    group_findings,
    series_findings,
    template_findings,
)
from industrack_core.desk.records.people import role_findings, user_findings
from industrack_core.desk.records.people_rules import employee_findings, holiday_rule, time_off_findings
from industrack_core.desk.records.record_case import (
    Case,
    length_findings,
    name_findings,
)
from industrack_core.domain.field.records import FieldSettings, TimeEntry
from industrack_core.domain.outcomes import Finding
from industrack_core.domain.records.customer import Customer, Equipment, Location
from industrack_core.domain.records.estimate import Estimate
from industrack_core.domain.records.form import Form
from industrack_core.domain.records.inventory import InventoryItem
from industrack_core.domain.records.office import Calendar, Company, Employee, Group, TimeOff
from industrack_core.domain.records.purchase import PurchaseOrder
from industrack_core.domain.records.record import SettingsRecord
from industrack_core.domain.records.settings import Holiday, JobTemplate, NumberSeries, OfficeRole, OfficeUser

CHECKS: Mapping[type, Callable[[Case[Any]], Sequence[Finding]]] = {
    Calendar: calendar_findings,
    Group: group_findings,
    Form: form_findings,
    InventoryItem: inventory_findings,
    Equipment: equipment_findings,
    Location: location_findings,
    PurchaseOrder: paper_rules.order,
    NumberSeries: series_findings,
    Customer: customer_findings,
    Employee: employee_findings,
    TimeOff: time_off_findings,
    Holiday: holiday_rule,
    Company: company_findings,
    Estimate: paper_rules.estimate,
    JobTemplate: template_findings,
    TimeEntry: time_findings,
    FieldSettings: settings_findings,
    OfficeUser: user_findings,
    OfficeRole: role_findings,
}


def rule_findings(case: Case[SettingsRecord]) -> list[Finding]:
    """All that the rules say: what every record is held to, then its kind's own."""
    check = CHECKS.get(type(case.after))
    general = [*length_findings(case.after), *name_findings(case)]
    return [*general, *(check(case) if check else ())]
