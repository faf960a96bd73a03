"""Reports: a menu of them, and each as a list with a plot under it."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult

from industrack_core.desk.reports.report_words import figure_text
from industrack_core.desk.reports.reporting import make_report, why_not_report
from industrack_core.domain.records.listing import ListQuery, Position
from industrack_core.domain.reports.period import PERIOD_EXAMPLE, Period, parse_period
from industrack_core.domain.reports.report import Report, ReportQuery
from industrack_core.domain.reports.report_names import GROUPINGS, TITLES, Grouping, ReportName
from industrack_core.domain.rights import Sitter
from industrack_core.domain.time.entry import EntryError
from industrack_core.domain.time.span import format_clock
from industrack_tui.dialogs.menu import Choice, Menu
from industrack_tui.dialogs.prompt import Prompt
from industrack_tui.lists.opening import to_schedule
from industrack_tui.office.printing import ask_file
from industrack_tui.office.report_lists import report_list
from industrack_tui.office.report_making import MadeList
from industrack_tui.session import Actor, Session
from industrack_tui.themes import Look
from industrack_tui.widgets.plot import Bar, PlotPane, plot_lines

if TYPE_CHECKING:
    from industrack_core.desk.desk import Desk
    from industrack_tui.lists.spec import OpenList

_LETTERS = "ujrlfe"
_ABOUT = {
    ReportName.UTILISATION: "how much of people's time is worked, and planned",
    ReportName.SERVICES: "how many jobs, planned and actual hours",
    ReportName.REVENUE: "completed work, approved, invoiced and open",
    ReportName.LATE: "by actual times: how often, how late",
    ReportName.FIRST_TIME: "jobs that no second one had to follow",
    ReportName.ESTIMATES: "won and lost, and after how many days",
}
_LEAST_LINES = 22
"""Of a screen with room for a plot."""


def choose_report(actor: Actor) -> None:
    """The menu of reports: each is shown over the schedule; other lists are left."""
    session = actor.session
    if session.office is None:
        session.home.say("The board is not open yet.", "panel_warning")
        return
    named = zip(GROUPINGS, _LETTERS, strict=False)
    choices = [
        Choice(name.value, letter, TITLES[name], _ABOUT[name], _why_not(session.office.person, name))
        for name, letter in named
    ]

    def chosen(name: str | None) -> None:
        if name is not None and to_schedule(session):
            session.app.push_screen(ReportScreen(session, ReportName(name)))

    session.app.push_screen(Menu(session.look, session.glyphs, "Reports", choices), chosen)


def _why_not(person: Sitter | None, name: ReportName) -> str:
    """Why a report is not for who sits here, behind its name as commands say it."""
    said = why_not_report(person, name)
    return f"{TITLES[name]}: {said[0].lower()}{said[1:]}" if said else ""


class ReportScreen(MadeList):
    """A report: its rows, the main figure of each drawn under them, and on which basis they stand."""

    CSS_PATH: ClassVar = "../lists/lists.tcss"

    def __init__(self, session: Session, name: ReportName) -> None:
        office = session.known_office
        period = typed_period(session, PERIOD_EXAMPLE)
        self.asked = ReportQuery(name, period, GROUPINGS[name][0])
        self.report: Report | None = None
        empty = Report(self.asked, (), (), (), (), 0, session.now)
        super().__init__(session, replace(report_list(empty, office, export_report), nothing="Counting ..."))
        self.plot = PlotPane(self.look, self.glyphs, id="plot")

    def compose(self) -> ComposeResult:
        yield self.header
        yield self.top
        yield self.pane
        yield self.plot
        yield self.about
        yield self.status
        yield self.keys

    def load(self, record_id: int = 0, position: Position | None = None, *, from_end: bool = False) -> None:
        """Show again what was counted; count up what is asked for where nothing was."""
        if self.report is None:
            self.make(self._count_up(self.asked))
        else:
            super().load(record_id, position, from_end=from_end)

    async def _count_up(self, asked: ReportQuery) -> None:
        office = self.office
        report = await self.bridge.beside(lambda desk: make_report(desk, office, asked))
        self.report, self.spec = report, report_list(report, office, export_report)
        self._painter = None
        read = format_clock(report.made_at, office.zone)
        self.summary = f"{asked.period}   read {read}"
        super().load(self.current.id if self.current else 0)

    def given_up(self) -> None:
        """What was counted before is what is asked for; without any there is nothing to look at."""
        if self.report is None:
            self.dismiss(None)
            return
        if self.asked == self.report.query:
            super().given_up()
            return
        self.asked = self.report.query
        self.query_now = replace(self.query_now, filter=self.asked.grouping.value)
        self.draw()
        self.say("Given up: what stands here was counted before.", "panel_warning")

    # -- what is asked for -----------------------------------------------------------------------

    def ask(self, period: Period | None = None, grouping: Grouping | None = None) -> None:
        """Other days, or by something else."""
        self.asked = replace(self.asked, period=period or self.asked.period, grouping=grouping or self.asked.grouping)
        self.make(self._count_up(self.asked))

    def ask_again(self, query: ListQuery) -> None:
        """Another order, words, or by something else."""
        grouping = Grouping(query.filter)
        if grouping is self.asked.grouping:
            super().ask_again(query)
            return
        self.query_now = replace(query, sort="place", descending=False)
        self.ask(grouping=grouping)

    def draw_top(self) -> None:
        """Without how many rows there are: they are weeks, or people."""
        self.count = None
        super().draw_top()

    def draw_rows(self) -> None:
        """The rows, and their plot."""
        super().draw_rows()
        report, pane = self.report, self.plot
        has_room = self.app.size.height >= _LEAST_LINES and report is not None
        if pane.display is not has_room:
            pane.display = has_room
        if report is None or not has_room:
            return
        measure = report.measures[report.main]
        # a row in which nothing is has no bar; what is not known yet is no zero
        known = [row.figures[report.main] if any(row.figures) else 0 for row in report.rows]
        bars = [Bar(row.label, value) for row, value in zip(report.rows, known, strict=True)]
        most = max((bar.value or 0 for bar in bars), default=0)
        here = self.current.id - 1 if self.current else 0
        text = figure_text(most, measure.unit, self.office.company.currency)
        size = (pane.outer_size.width, pane.outer_size.height)
        pane.show_lines(plot_lines(bars, here, text, size, self.look, self.glyphs))

    def restyle(self, look: Look) -> None:
        """Dress in another theme."""
        self.plot.restyle(look)
        super().restyle(look)


def typed_period(session: Session, text: str) -> Period:
    """The days that a text means, as the company types them. Raises EntryError."""
    office = session.known_office
    return parse_period(
        text, now=session.now, zone=office.zone, first_weekday=office.company.first_weekday,
        day_first=office.company.day_first,
    )  # fmt: skip


def ask_period(screen: "OpenList") -> None:
    """Type which days."""
    shown, session = cast(ReportScreen, screen), screen.session

    def explain(text: str) -> tuple[str, bool]:
        try:
            period = typed_period(session, text)
        except EntryError as error:
            return str(error), False
        return f"{period}: {period.days:,} days", True

    def typed(text: str | None) -> None:
        if text:
            shown.ask(typed_period(session, text))

    hint = "13 weeks, 12 months, oct, 2026, 1 sep - 30 nov"
    prompt = Prompt(screen.look, screen.glyphs, f"Which days? Now {shown.asked.period}", hint, explain)
    screen.app.push_screen(prompt, typed)


def earlier(screen: "OpenList") -> None:
    """As many days earlier."""
    _move(cast(ReportScreen, screen), -1)


def later(screen: "OpenList") -> None:
    """As many days later."""
    _move(cast(ReportScreen, screen), 1)


def _move(screen: ReportScreen, by: int) -> None:
    try:
        screen.ask(screen.asked.period.moved(by))
    except EntryError as error:
        screen.say(str(error), "panel_warning")


def count_again(screen: "OpenList") -> None:
    """Count up as things are now."""
    cast(ReportScreen, screen).ask()


def export_report(screen: "OpenList") -> None:
    """Ask where to, and write the report as it is shown."""
    report, office = cast(ReportScreen, screen).report, screen.office
    if report is None:
        return
    from industrack_core.exchange.exports.report_out import REPORT_FORMS

    counted = report

    def write(desk: "Desk", path: Path) -> str:
        from industrack_core.exchange.exports.report_out import write_report
        from industrack_core.exchange.exports.sheet_out import format_of

        unprinted = write_report(desk, office, counted, path, format_of(path.name, forms=REPORT_FORMS))
        return f"{unprinted} Wrote {screen.session.start.files.told(path)}.".strip()

    period = counted.query.period
    suggested = f"{counted.query.name}-{period.first.isoformat()}-{period.last.isoformat()}.xlsx"
    ask_file(screen, f"Export {counted.title} to", suggested, write, REPORT_FORMS)
