"""All commands and options, as argparse is told them."""

import argparse
from typing import Any, NoReturn

from industrack_core.domain.kinds import Kind
from industrack_core.domain.reports.report_names import Grouping, ReportName
from industrack_tui.cli.field_options import add_field
from industrack_tui.cli.guarding import WRONG_USAGE, fit
from industrack_tui.cli.keeping_options import add_keeping
from industrack_tui.cli.looking_options import add_looking


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, and where help is. Options are written out: a script never guesses."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_USAGE, f"{fit(f'{self.prog}: {message}. See {self.prog} --help.')}\n")


def _common() -> Parser:
    """Options that may stand before the command and after it."""
    common = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--db", metavar="URL", help="database: sqlite:///FILE, postgresql://HOST/NAME or a file")
    common.add_argument("--demo", action="store_true", help="the demo company's database, once industrack demo made it")
    common.add_argument("--config", metavar="PATH", help="config file to use instead of the usual one")
    common.add_argument("--readonly", action="store_true", help="change nothing")
    return common


def parser() -> Parser:
    """All commands and options."""
    common = _common()
    top = Parser(
        prog="industrack",
        parents=[common],
        description="Dispatch console for field-service scheduling. Without a command: opens the console.",
    )
    _add_top(top)
    commands = top.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    demo = commands.add_parser("demo", parents=[common], help="open the console on an invented company")
    demo.add_argument("--fresh", action="store_true", help="make the demo company anew")
    demo.add_argument("--live", action="store_true", help="let the day go by itself; P stops it, and lets it go on")
    demo.add_argument(
        "--speed", metavar="N", type=int, default=10, help="how many times as fast as it is: 1 to 60 (10)"
    )
    demo.add_argument("--seed", metavar="N", type=int, default=1, help="another seed, another day (1)")
    _add_serve(commands, common)
    new = commands.add_parser("new", parents=[common], help="found a company in a new database")
    new.add_argument("--name", required=True, metavar="NAME", help="what the company is called")
    new.add_argument("--country", required=True, metavar="C", help="where it is, as DE or Germany: week, clock, dates")
    new.add_argument(
        "--zone", default="", metavar="ZONE", help="its time zone, as Europe/Berlin (the country's only one)"
    )
    new.add_argument("--currency", default="", metavar="CUR", help="what it counts in, as EUR (the country's)")
    _add_import(commands, common)
    _add_export(commands, common)
    _add_scripts(commands, common)
    add_looking(commands, common)
    _add_upkeep(commands, common)
    add_keeping(commands, common)
    add_field(commands, common)
    _add_explaining(commands, common)
    return top


def _add_top(top: Parser) -> None:
    words = "a console only: files by names, in two folders"
    top.add_argument("--restricted", action="store_true", default=argparse.SUPPRESS, help=words)
    words = "for a forced command, where keys tell who it is (docs/office-server.md)"
    top.add_argument("--as", metavar="NAME", default=argparse.SUPPRESS, help=words)
    top.add_argument("--version", action="store_true", help="print the version")
    top.add_argument("--health", action="store_true", help="print paths, terminal, colors and database state")


def _add_serve(commands: "argparse._SubParsersAction[Parser]", common: Parser) -> None:
    words = "show the demo in a browser, a company of its own for each visitor"
    serving = commands.add_parser("serve", parents=[common], help=words)
    serving.add_argument("--host", metavar="H", default="127.0.0.1", help="address to be reached at (127.0.0.1)")
    serving.add_argument("--port", metavar="N", type=int, default=8000, help="port to be reached at (8000)")
    serving.add_argument(
        "--behind-proxy", action="store_true", help="a proxy says by headers what the visitor asked for"
    )
    serving.add_argument("--live", action="store_true", help="let each visitor's day go by itself")
    serving.add_argument("--speed", metavar="N", type=int, default=10, help="how many times as fast: 1 to 60 (10)")


def _add_import(commands: "argparse._SubParsersAction[Parser]", common: Parser) -> None:
    importing = commands.add_parser("import", parents=[common], help="bring records in from files")
    kinds = importing.add_subparsers(dest="kind", metavar="KIND", required=True)
    jobs = kinds.add_parser("jobs", parents=[common], help="jobs from a CSV or XLSX file")
    jobs.add_argument("--map", required=True, metavar="MAP", help="which column feeds which field: a file, or nyc311")
    jobs.add_argument("--strict", action="store_true", help="all rows or none")
    names = ("customers", "items", "employees")
    listed = [kinds.add_parser(name, parents=[common], help=f"{name} from a CSV or XLSX file") for name in names]
    for each in listed:
        each.add_argument("--map", metavar="MAP", help="which column feeds which field: a file; else by their names")
    days = kinds.add_parser("holidays", parents=[common], help="the public holidays of a country in a year")
    days.add_argument("country", metavar="COUNTRY", help="by its two letters, as DE, or a part of one, as DE-BE")
    days.add_argument("year", metavar="YEAR", help="of which year")
    days.add_argument("--dry-run", action="store_true", help="print the days, and write nothing")
    for each in (jobs, *listed):
        each.add_argument("file", metavar="FILE", help="the CSV or XLSX file")
        each.add_argument("--sheet", metavar="NAME", help="which sheet of an XLSX file (the first)")
        each.add_argument("--dry-run", action="store_true", help="say what would be imported, and write nothing")


def _add_export(commands: "argparse._SubParsersAction[Parser]", common: Parser) -> None:
    exporting = commands.add_parser("export", parents=[common], help="write records to files")
    kinds = exporting.add_subparsers(dest="kind", metavar="KIND", required=True)
    calendar = kinds.add_parser(Kind.CALENDAR, parents=[common], help="one employee's jobs as an iCalendar file")
    calendar.add_argument("--employee", metavar="E", required=True, help="whose jobs, by name")
    calendar.add_argument("--from", metavar="D", dest="first_day", help="first day (30 days ago)")
    calendar.add_argument("--to", metavar="D", dest="last_day", help="last day, included (365 days ahead)")
    lists = {"jobs": "jobs", "customers": "customers", "estimates": "estimates", "inventory": "the inventory",
             "timesheets": "shifts, travel, jobs and breaks"}  # fmt: skip
    added = {name: kinds.add_parser(name, parents=[common], help=f"{lists[name]}, CSV or XLSX") for name in lists}
    for name in ("jobs", "timesheets"):
        added[name].add_argument("--from", metavar="D", dest="first_day", help="first day")
        added[name].add_argument("--to", metavar="D", dest="last_day", help="last day, included")
    added["jobs"].add_argument("--approved", action="store_true", help="the approved ones: lines, hours, totals")
    for each in added.values():
        each.add_argument("--format", choices=("csv", "xlsx"), help="instead of the file's ending")
    for each in (calendar, *added.values()):
        each.add_argument("--out", metavar="FILE", help="the file to write; else the standard output")
        each.add_argument("--force", action="store_true", help="replace a file that is there already")


def _add_scripts(commands: "argparse._SubParsersAction[Parser]", common: Parser) -> None:
    board = commands.add_parser("board", parents=[common], help="print the board as text")
    board.add_argument("--plain", action="store_true", help="as text (there is no other form)")
    board.add_argument("--date", metavar="D", default="today", help="first day: today, tomorrow, mon, 2026-11-24")
    board.add_argument("--days", metavar="N", type=int, default=1, help="how many days (1 to 31)")
    board.add_argument("--at", metavar="T", help="as it was at a moment: 9:40, yesterday 17:00, 20 nov 14:00")
    board.add_argument("--compare", metavar="T2", help="with --at: what changed up to a later moment; now does as well")
    board.add_argument("--width", metavar="W", type=int, help="characters in a line (40 to 1000)")
    jobs = commands.add_parser("jobs", parents=[common], help="list scheduled jobs")
    jobs.add_argument("--json", action="store_true", help="one JSON document")
    jobs.add_argument("--from", metavar="D", dest="first_day", help="first day")
    jobs.add_argument("--to", metavar="D", dest="last_day", help="last day, included")
    sheets = commands.add_parser("print", parents=[common], help="day sheets, an estimate or a purchase order")
    sheets.add_argument("--date", metavar="D", default="today", help="which day: today, tomorrow, mon, 2026-11-24")
    sheets.add_argument("--employee", metavar="E", help="only this employee's sheet, by name")
    sheets.add_argument("--pdf", metavar="FILE", help="write a PDF, a page for each employee")
    papers = sheets.add_subparsers(dest="paper", metavar="PAPER", title="papers, in place of day sheets")
    for name, words in ((Kind.ESTIMATE, "an estimate"), ("order", "a purchase order")):
        paper = papers.add_parser(name, parents=[common], help=f"{words}, by its number")
        paper.add_argument("number", metavar="NUMBER")
        paper.add_argument("--pdf", metavar="FILE", default=argparse.SUPPRESS, help="write a PDF")
    queue = commands.add_parser("queue", parents=[common], help="list the unassigned queue")
    queue.add_argument("--json", action="store_true", help="one JSON document")
    _add_report(commands, common)


def _add_report(commands: "argparse._SubParsersAction[Parser]", common: Parser) -> None:
    words = "count up a period: " + ", ".join(ReportName)
    report = commands.add_parser("report", parents=[common], help=words)
    report.add_argument("name", metavar="NAME", choices=[each.value for each in ReportName], help="which report")
    report.add_argument("--period", metavar="P", help='which days: "13 weeks" (as usual), "12 months", oct, 2026')
    report.add_argument("--from", metavar="D", dest="first_day", help="first day")
    report.add_argument("--to", metavar="D", dest="last_day", help="last day, included")
    by = [each.value for each in Grouping]
    report.add_argument("--by", choices=by, metavar="BY", help=f"what a row is about: {', '.join(by)}")
    forms = ("text", "csv", "xlsx", "pdf", "json")
    report.add_argument("--format", choices=forms, help="instead of the file's ending; text without a file")
    report.add_argument("--out", metavar="FILE", help="the file to write; else the standard output")
    report.add_argument("--force", action="store_true", help="replace a file that is there already")


def _add_role(commands: "argparse._SubParsersAction[Parser]", common: Parser) -> None:
    words = "make a role of the office's own, or change it; without a name: list the roles"
    role = commands.add_parser("role", parents=[common], help=words, description=(
        f"{words.capitalize()}. RIGHT is as job.delete, or 'delete jobs'; --with and --without may come several times."
    ))  # fmt: skip
    role.add_argument("name", metavar="NAME", nargs="?", help="what the role is called")
    role.add_argument("--like", choices=("viewer", "dispatcher", "admin"), help="begin it with the rights of this one")
    role.add_argument("--with", dest="more", metavar="RIGHT", action="append", default=[], help="may this as well")
    role.add_argument("--without", dest="less", metavar="RIGHT", action="append", default=[], help="may not do this")


def _add_upkeep(commands: "argparse._SubParsersAction[Parser]", common: Parser) -> None:
    words = "bring a database of an older version up to date"
    upgrade = commands.add_parser("upgrade", parents=[common], help=words, description=f"{words.capitalize()}.")
    upgrade.add_argument("--dry-run", action="store_true", help="say what would be done, and change nothing")
    upgrade.add_argument("--yes", action="store_true", help="without asking: a copy of a PostgreSQL database is made")

    words = "make somebody an admin, for who keeps the database: where no admin can be had"
    admin = commands.add_parser("admin", parents=[common], help=words, description=f"{words.capitalize()}.")
    admin.add_argument("login", metavar="LOGIN", help="the operating system's user, or the PostgreSQL login")

    _add_role(commands, common)
    words = "let a PostgreSQL server refuse what roles do not allow, for who owns the database"
    grant = commands.add_parser("grant", parents=[common], help=words, description=(
        f"{words.capitalize()}. Without a login: makes or mends groups, rights and the guard, all or nothing. Exit"
        " codes: 0 done, or nothing to do; 1 --check found something, or it was refused; 2 wrong usage."
    ))  # fmt: skip
    grant.add_argument("login", metavar="LOGIN", nargs="?", help="a login of the server; made if there is none")
    grant.add_argument("role", metavar="ROLE", nargs="?", help="a role of the office, or gateway for field serve")
    grant.add_argument("--revoke", action="store_true", help="take the login's part in the office; the login stays")
    grant.add_argument("--sql", action="store_true", help="print what would be run, and change nothing")
    grant.add_argument("--check", action="store_true", help="say what differs, and change nothing")

    words = "look whether what is kept beside the records agrees with them"
    check = commands.add_parser("check", parents=[common], help=words, description=(
        f"{words.capitalize()}: words, orders of lists, crews, stock, sums, counters; and at"
        " the file, the journal, whether attached files are there, and a backup's tables. Exit codes: 0 nothing"
        " differs, or all was made anew; 1 something differs; 2 wrong usage; 130 interrupted."
    ))  # fmt: skip
    check.add_argument("place", metavar="FILE|URL", nargs="?", help="what to look at, a backup for example")
    check.add_argument("--contents", action="store_true", help="read each attached file, too")
    check.add_argument("--json", action="store_true", help="one JSON object a line for what is found")
    check.add_argument("--repair", action="store_true", help="make anew what differs, while others go on working")


def _add_explaining(commands: "argparse._SubParsersAction[Parser]", common: Parser) -> None:
    keys = commands.add_parser("keys", parents=[common], help="print which key does what, and what is wrong with yours")
    keys.add_argument("--preset", metavar="P", help="with this preset instead of the settings': zellij, docker, byobu")
    completion = commands.add_parser("completion", help="print what makes a shell complete the command")
    completion.add_argument("shell", choices=("bash", "zsh", "tcsh"), help="which shell will read it")
