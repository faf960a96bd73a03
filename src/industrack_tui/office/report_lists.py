"""A report as a list, and the jobs behind one of its figures as another."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from industrack_core.desk.reports.report_words import figure_text
from industrack_core.desk.reports.reporting import estimates_behind, jobs_behind
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.estimate import EstimateStatus
from industrack_core.domain.records.job import Billing, WorkStatus
from industrack_core.domain.records.listing import ListQuery, ListRow
from industrack_core.domain.records.office import Office
from industrack_core.domain.reports.report import Measure, Report, ReportQuery, ReportRow, Unit
from industrack_core.domain.reports.report_names import GROUPINGS, TITLES, Grouping, ReportName
from industrack_core.domain.text.text import fold
from industrack_core.domain.time.entry import format_duration
from industrack_tui.forms.job.open_form import open_job_form
from industrack_tui.late import late
from industrack_tui.lists import drawing, opening
from industrack_tui.lists.spec import Column, ListSpec, Rows, Value

if TYPE_CHECKING:
    from industrack_core.desk.desk import Desk
    from industrack_core.domain.outcomes import Done
    from industrack_tui.lists.spec import OpenList

REPORT = "report"
"""The name of the list that a report is, as `ROW_COMMANDS` has it."""
_TOTAL = ""
"""The key of the row that all others come to."""


def report_list(report: Report, office: Office, write: "Callable[[OpenList], None]") -> ListSpec:
    """The list of a report's rows, what they come to in the last one."""
    rows = [_row(place, row, report) for place, row in enumerate(report.rows)]
    total = _row(len(rows), ReportRow(_TOTAL, "Total", report.total), report)

    def made(desk: "Desk", query: ListQuery) -> Rows:
        found = sorted_rows(found_rows(rows, query.find), query)
        return [*found, total] if found and not query.find else found

    name = report.query.name
    grouping = report.query.grouping.label.capitalize()
    least = 20 if report.query.grouping is Grouping.EMPLOYEE_WEEK else 12  # a name has to be read beside the week
    return ListSpec(
        REPORT, TITLES[name], "figure",
        (Column("label", grouping, least, 1.0, sort="place"),
         *(_column(each, place, office) for place, each in enumerate(report.measures, 1))),
        sort="place", filters=tuple((each.value, f"By {each.label}") for each in GROUPINGS[name]),
        open=lambda screen, row: _open_behind(screen, row, report.query),
        why_no_adding="a report is counted up from the records", deletes=False, write=write,
        called=lambda row: str(row.values["label"]), about=lambda row, _: "   ".join(report.basis), rows=made,
        nothing="Nothing is there to count in these days.",
    )  # fmt: skip


def _row(place: int, row: ReportRow, report: Report) -> ListRow:
    told = {each.name: value for each, value in zip(report.measures, row.figures, strict=True)}
    return ListRow(place + 1, 0, {"key": row.key, "label": row.label, "place": place, **told}, (place,))


def _column(measure: Measure, place: int, office: Office) -> Column:
    def draw(value: Value, _: Office) -> str:
        return figure_text(None if value is None else int(value), measure.unit, office.company.currency)

    least = max(len(measure.label), 12 if measure.unit is Unit.MONEY else 8)
    return Column(measure.name, measure.label, least, draw=draw, to_the_right=True, rank=place)


def found_rows(rows: Rows, find: str) -> Rows:
    """The rows in whose texts all the words stand."""
    words = fold(find).split()
    if not words:
        return rows
    texts = ((row, fold(" ".join(each for each in row.values.values() if isinstance(each, str)))) for row in rows)
    return [row for row, text in texts if all(word in text for word in words)]


def sorted_rows(rows: Rows, query: ListQuery) -> Rows:
    """By the column that the query names; where nothing is known last."""
    known = [row for row in rows if row.values[query.sort] is not None]
    rest = [row for row in rows if row.values[query.sort] is None]
    return [*sorted(known, key=lambda row: _weight(row.values[query.sort]), reverse=query.descending), *rest]


def _weight(value: Value) -> tuple[int, str]:
    return (value, "") if isinstance(value, int) else (0, fold(value or ""))


# -- the jobs behind a figure --------------------------------------------------------------------


def _open_behind(screen: "OpenList", row: ListRow, query: ReportQuery) -> None:
    key, label = str(row.values["key"]), str(row.values["label"])
    of = f"{TITLES[query.name]}, {label if key else query.period}"
    make = estimates_list if query.name is ReportName.ESTIMATES else behind_list
    opening.show_list(screen.session, make(screen.office, query, key), of=of)


def behind_list(office: Office, query: ReportQuery, key: str) -> ListSpec:
    """The jobs that a row is of; enter opens one."""

    def made(desk: "Desk", asked: ListQuery) -> Rows:
        rows = [
            ListRow(job.id, 0, {
                "number": job.number, "starts_at": job.starts_at, "customer_name": job.customer,
                "description": job.description, "status": job.status, "billing": job.billing, "minutes": job.minutes,
                "actual": job.actual, "place": place,
            }, (place,))
            for place, job in enumerate(jobs_behind(desk, office, query, key))
        ]  # fmt: skip
        return sorted_rows(found_rows(rows, asked.find), asked)

    return ListSpec(
        "report_job", "Jobs", Kind.JOB.noun, _JOB_COLUMNS, sort="place", open=_open_job, rows=made, deletes=False,
        why_no_adding="it lists the jobs behind a figure", nothing="No job is behind this figure.",
    )  # fmt: skip


def _open_job(screen: "OpenList", row: ListRow) -> None:
    def closed(done: "Done") -> None:
        screen.reload()

    open_job_form(screen.session, row.id, closed=closed)


def _lasts(value: Value, _: Office) -> str:
    return "" if value is None else format_duration(int(value))


def _status(value: Value, _: Office) -> str:
    return WorkStatus(str(value)).label


def _billing(value: Value, _: Office) -> str:
    return "" if value == Billing.NONE else Billing(str(value)).label


def estimates_list(office: Office, query: ReportQuery, key: str) -> ListSpec:
    """The estimates that a row is of; enter opens one."""

    def made(desk: "Desk", asked: ListQuery) -> Rows:
        rows = [
            ListRow(each.id, each.version, {
                "number": each.number, "made_on": each.made_on.isoformat(), "status": each.status, "total": each.total,
                "description": each.description, "place": place,
            }, (place,))
            for place, each in enumerate(estimates_behind(desk, office, query, key))
        ]  # fmt: skip
        return sorted_rows(found_rows(rows, asked.find), asked)

    return ListSpec(
        "report_estimate", "Estimates", Kind.ESTIMATE.noun, _ESTIMATE_COLUMNS, sort="place", open=_open_estimate,
        rows=made, deletes=False, why_no_adding="it lists the estimates behind a figure",
        nothing="No estimate is behind this figure.",
    )  # fmt: skip


def _open_estimate(screen: "OpenList", row: ListRow) -> None:
    screen.bring(_open(screen, row.id))


async def _open(screen: "OpenList", estimate_id: int) -> None:
    estimate = await screen.bridge.seek(lambda desk: desk.estimate(estimate_id))
    if estimate is None:
        screen.say("This estimate was deleted meanwhile.", "panel_error")
    else:
        opening.open_over(screen, late("office.estimate_form:ESTIMATE"), estimate)


def _money(value: Value, office: Office) -> str:
    return drawing.as_money(value, office)


_ESTIMATE_COLUMNS = (
    Column("number", "Number", 9),
    Column("made_on", "Made", 10),
    Column("status", "Status", 10, draw=lambda value, _: EstimateStatus(str(value)).label),
    Column("total", "Total", 12, draw=_money, to_the_right=True),
    Column("description", "Description", 12, 1.0, rank=1),
)
_JOB_COLUMNS = (
    Column("number", "Number", 9),
    Column("starts_at", "Planned", 17, draw=drawing.as_moment),
    Column("minutes", "For", 7, draw=_lasts, to_the_right=True),
    Column("actual", "Took", 7, draw=_lasts, to_the_right=True),
    Column("status", "Status", 11, draw=_status),
    Column("billing", "Billing", 8, draw=_billing, rank=2),
    Column("customer_name", "Customer", 12, 0.5, rank=1),
    Column("description", "Description", 12, 1.0, rank=3),
)
